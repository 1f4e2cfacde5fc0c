import pytest

from crawler.traps import TrapGuard

SITE = "https://stad.example"


@pytest.mark.parametrize(
    ("url", "pattern"),
    [
        ("/kalender/2024/05", "/kalender/<date>"),
        ("/kalender/2024/05/31", "/kalender/<date>"),
        ("/kalender/2031", "/kalender/<date>"),
        ("/kalender/2024/w18/lijst", "/kalender/<date>/lijst"),
        ("/kalender/mei/2024", "/kalender/<date>"),
        ("/kalender/31/5/2024", "/kalender/<date>"),
        ("/kalender/2024-05-31", "/kalender/<date>"),
        ("/kalender/agenda-20240531", "/kalender/agenda-<date>"),
        ("/kalender/mei-2024", "/kalender/<date>"),
        ("/nieuws/page/12", "/nieuws/page/<n>"),
        ("/nieuws?page=12", "/nieuws?page=<n>"),
        ("/nieuws?offset=-12", "/nieuws?offset=<n>"),
        ("/kalender?dag=2024-05-31", "/kalender?dag=<date>"),
        ("/kalender?begin=2024-05-31T10:00", "/kalender?begin=<date>"),
        ("/kalender?maand=5&jaar=2024", "/kalender?<filters>"),
        ("/producten?kleur=rood&maat=l", "/producten?<filters>"),
        ("/producten?maat=l&kleur=rood&merk=x", "/producten?<filters>"),
        ("/afval?xyz=8f0a77c2b1d94e11", "/afval?xyz=<token>"),
        ("/a/b/a/b/a/b", "/a/b/<again>"),
        ("/b/a/b/a", "/a/b/<again>"),
        ("/diep/diep/diep", "/diep/<again>"),
    ],
)
def test_what_can_run_on_is_folded(url: str, pattern: str) -> None:
    guard = TrapGuard()
    assert guard.pattern(SITE + url) == SITE + pattern
    assert guard.is_suspect(SITE + url)


@pytest.mark.parametrize(
    "url",
    [
        "/",
        "/nieuws/titel-van-een-bericht",
        "/nieuws/titel-een",
        "/node/1234",
        "/product/12/rijbewijs",
        "/index.php?id=12",
        "/index.php?nid=12",
        "/loket?dienst=rijbewijs",
        "/zoek?q=afval",
        "/nieuws/nieuws/bericht",
        "/reglement-2019-2024",
        "/artikel-123456",
        "/afval?wijk=corona2020maatregelen",
        "/verslag/raad-van-2024",
        "/a<b>?<n>",
    ],
)
def test_ordinary_addresses_are_no_suspects(url: str) -> None:
    assert not TrapGuard().is_suspect(SITE + url)


def test_titles_under_dates_are_each_their_own_pattern() -> None:
    guard = TrapGuard(limit_per_pattern=5)
    assert all(
        guard.refuses(f"{SITE}/nieuws/2024/05/{day}/titel-{word}-{day}") is None
        for day in range(1, 29)
        for word in ("a", "b")
    )


def test_numbers_in_the_path_and_in_ids_are_real_pages() -> None:
    guard = TrapGuard(limit_per_pattern=5)
    assert all(guard.refuses(f"{SITE}/node/{n}") is None for n in range(300))
    assert all(guard.refuses(f"{SITE}/index.php?id={n}") is None for n in range(300))
    assert all(
        guard.refuses(f"{SITE}/index.php?option=inhoud&view=artikel&id={n}&Itemid=3") is None
        for n in range(300)
    )


def test_an_endless_calendar_ends_at_the_limit() -> None:
    guard = TrapGuard(limit_per_pattern=5)
    answers = [
        guard.refuses(f"{SITE}/kalender/{year}/{month}")
        for year in range(2000, 2010)
        for month in range(1, 13)
    ]
    assert answers == [None] * 5 + [f"{SITE}/kalender/<date>"] * 115


def test_the_limit_is_per_pattern() -> None:
    guard = TrapGuard(limit_per_pattern=1)
    assert guard.refuses(SITE + "/a?page=1") is None
    assert guard.refuses(SITE + "/b?page=1") is None
    assert guard.refuses(SITE + "/a?page=2") == SITE + "/a?page=<n>"


def test_an_archive_that_gives_new_pages_goes_on() -> None:
    guard = TrapGuard(limit_per_pattern=3)
    for number in range(200):
        page = f"{SITE}/nieuws?page={number}"
        assert guard.refuses(page) is None
        guard.credit(page)
    assert [guard.refuses(f"{SITE}/nieuws?page={n}") is None for n in range(200, 204)] == [
        True,
        True,
        True,
        False,
    ]


def test_credit_cannot_be_saved_up() -> None:
    guard = TrapGuard(limit_per_pattern=2)
    for _ in range(50):
        guard.credit(SITE + "/kalender/2024/05")
    assert [guard.refuses(f"{SITE}/kalender/2024/{n}") is None for n in (1, 2, 3)] == [True, True, False]


def test_a_path_that_grows_without_repeating_ends_by_its_depth() -> None:
    guard = TrapGuard(max_path_depth=6)
    assert guard.refuses(SITE + "/a1/b2/c3/d4/e5/f6") is None
    assert guard.refuses(SITE + "/a1/b2/c3/d4/e5/f6/g7") == "7 path segments"
    assert guard.too_deep(SITE + "/a?x=/b/c/d/e/f/g/h") is None
