import pytest

from crawler.traps import TrapGuard
from drempel.model.snapshot import Reason

SITE = "https://stad.example"
GRID = "Kalender ma di wo do vr za zo 1 2 3 4 5 6 7 vorige maand volgende maand geen activiteiten gevonden"


def calendar(number: int) -> str:
    return f"{SITE}/kalender?maand={2000 + number // 12}-{number % 12 + 1:02}"


def letters(number: int) -> str:
    """Return a word of its own for each number."""
    return "".join(chr(ord("a") + int(digit)) for digit in f"{number:05}")


@pytest.mark.parametrize(
    ("url", "pattern"),
    [
        ("/kalender/2024/05", "/kalender/<date>"),
        ("/kalender/2024/05/31", "/kalender/<date>"),
        ("/kalender/2031", "/kalender/<date>"),
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
        ("/afval?k=a8f3", "/afval?k=<token>"),
        ("/afval?rnd=1718293344", "/afval?rnd=<token>"),
        ("/lijst?after=volgende", "/lijst?after=<token>"),
        ("/lijst?sort=naam", "/lijst?sort=naam"),
        ("/s/8f0a77c2b1d94e11/afval/2024/05", "/s/<token>/afval/<date>"),
        ("/blad/0c9a2f1e-6f0b-4c55-9d9e-0123456789ab", "/blad/<token>"),
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


@pytest.mark.parametrize(
    "url", ["/kalender/2024/w18/lijst", "/nieuws/2024/05/titel", "/s/8f0a77c2b1d94e11/x"]
)
def test_a_title_behind_a_date_is_no_suspect_until_it_comes_again(url: str) -> None:
    guard = TrapGuard()
    assert not guard.is_suspect(SITE + url)
    assert guard.turn(SITE + url) == 0
    assert guard.turn(SITE + url.replace("2024", "2025").replace("8f0a", "9f0a")) == 1


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
    # The first of a pattern is no repeat yet.
    assert answers == [None] * 6 + [Reason("pattern", "stad.example/kalender/<date>")] * 114


def test_pages_that_show_the_same_end_as_near_duplicates_whatever_their_name() -> None:
    guard = TrapGuard(limit_per_pattern=5)
    asked = []
    for number in range(20):
        url, before = f"{SITE}/p/{letters(number)}", f"{SITE}/p/{letters(number - 1)}" if number else SITE
        reason = guard.refuses(url, before)
        if reason is not None:
            assert reason == Reason("near-duplicate", "stad.example/p/*")
            break
        asked.append(url)
        guard.note_page(url, f"{letters(number)} {GRID} {letters(number + 1)}")
        guard.note_links(url, [f"{SITE}/p/{letters(number + 1)}"])
    assert 5 <= len(asked) <= 7


def test_titles_with_a_number_behind_them_are_one_family() -> None:
    guard = TrapGuard(limit_per_pattern=5)
    url, asked = f"{SITE}/tip/een-goed-begin-1", []
    for number in range(20):
        before, url = (
            url,
            f"{SITE}/tip/{letters(number)}-{letters(number * 7)}-{letters(number * 3)}-{number * 37}",
        )
        if guard.refuses(url, before) is not None:
            break
        asked.append(url)
        guard.note_page(url, GRID)
        guard.note_links(url, [f"{SITE}/tip/volgende-tip-{number}"])
    assert 5 <= len(asked) <= 8


def test_pages_that_show_the_same_but_are_listed_by_a_hub_all_are_asked() -> None:
    guard = TrapGuard(limit_per_pattern=5)
    for number in range(100):
        url = f"{SITE}/uren/{letters(number)}"
        assert guard.refuses(url, SITE + "/overzicht") is None
        guard.note_page(url, GRID)


def test_different_families_have_accounts_of_their_own() -> None:
    guard = TrapGuard(limit_per_pattern=1)
    for path in ("/a", "/b"):
        assert guard.refuses(f"{SITE}{path}?page=1") is None
        assert guard.refuses(f"{SITE}{path}?page=2") is None
        assert guard.refuses(f"{SITE}{path}?page=3") == Reason("pattern", f"stad.example{path}?page=<n>")


def test_families_that_lead_to_each_other_share_an_account() -> None:
    guard = TrapGuard(limit_per_pattern=10)
    views = ("dag", "week", "maand")
    asked = 0
    for number in range(30):
        for at, view in enumerate(views):
            url = f"{SITE}/{view}?d=2024-{number % 12 + 1:02}-{number // 12 + 1:02}"
            before = f"{SITE}/{views[at - 1]}?d=2024-{(number - 1) % 12 + 1:02}-{(number - 1) // 12 + 1:02}"
            if guard.refuses(url, before if number else SITE) is None:
                asked += 1
                guard.note_page(url, GRID + f" {view} overzicht")
                guard.note_links(url, [f"{SITE}/{views[(at + 1) % 3]}?d=2025-01-{number % 28 + 1:02}"])
    assert asked <= 10 + len(views)


def test_an_archive_that_gives_new_pages_goes_on() -> None:
    guard = TrapGuard(limit_per_pattern=3)
    for number in range(200):
        page = f"{SITE}/nieuws?page={number}"
        article = f"{SITE}/nieuws/{letters(number)}"
        assert guard.refuses(page, f"{SITE}/nieuws?page={number - 1}") is None
        guard.note_page(page, "Archief")
        guard.note_links(page, [article, f"{SITE}/nieuws?page={number + 1}"])
        assert guard.refuses(article, page) is None
        guard.note_page(article, f"Over {letters(number)}{letters(number)} en {letters(number)[::-1]}xyz")
    last = [guard.refuses(f"{SITE}/nieuws?page={number}", SITE) for number in range(200, 205)]
    assert [reason is None for reason in last] == [True, True, True, False, False]


def test_an_archive_of_documents_goes_on() -> None:
    guard = TrapGuard(limit_per_pattern=3)
    for number in range(50):
        page = f"{SITE}/verslagen?page={number}"
        assert guard.refuses(page, f"{SITE}/verslagen?page={number - 1}") is None
        guard.note_page(page, "Archief")
        guard.note_links(page, [f"{SITE}/bestanden/{letters(number)}.pdf"])


def test_pages_of_a_listing_with_news_of_their_own_are_not_counted() -> None:
    guard = TrapGuard(limit_per_pattern=3)
    for day in range(1, 29):
        url = f"{SITE}/besluiten/2024-05-{day:02}"
        assert guard.refuses(url, f"{SITE}/besluiten/2024-05-{day - 1:02}") is None
        guard.note_page(url, f"Besluit over {letters(day)} en {letters(day + 500)} in de wijk")


def test_the_way_by_a_redirect_counts_for_the_address_that_was_asked() -> None:
    guard = TrapGuard(limit_per_pattern=2)
    for number in range(20):
        alias = f"{SITE}/ga?page={number}"
        assert guard.refuses(alias, SITE) is None
        guard.note_page(f"{SITE}/{letters(number)}", f"{letters(number)}q over {letters(number)}z", alias)


def test_credit_cannot_be_saved_up() -> None:
    guard = TrapGuard(limit_per_pattern=2)
    for _ in range(50):
        guard.credit(SITE + "/kalender/2024/05")
    answers = [guard.refuses(f"{SITE}/kalender/2024/{n}") is None for n in (1, 2, 3, 4)]
    assert answers == [True, True, True, False]


def test_a_page_behind_a_full_trap_is_still_asked() -> None:
    guard = TrapGuard(limit_per_pattern=5)
    before = SITE
    for number in range(20):
        if guard.refuses(calendar(number), before) is None:
            before = calendar(number)
            guard.note_page(before, GRID)
            guard.note_links(before, [calendar(number + 1)])
    assert guard.refuses(calendar(30), before) is not None
    for path in ("/contact", "/kalender/feest", "/nieuws/2024/05/titel", "/bericht/12", "/"):
        assert guard.turn(SITE + path, before) == 0
        assert guard.refuses(SITE + path, before) is None


def test_restored_accounts_go_on_where_they_were_and_leave_room_to_prove_worth() -> None:
    guard = TrapGuard(limit_per_pattern=10)
    guard.restore([calendar(number) for number in range(6)], [])
    answers = [guard.refuses(calendar(number), SITE) is None for number in range(6, 20)]
    assert answers == [True] * 5 + [False] * 9

    guard = TrapGuard(limit_per_pattern=10)
    guard.restore([calendar(number) for number in range(100)], [])
    answers = [guard.refuses(calendar(number), SITE) is None for number in range(100, 110)]
    assert answers == [True] * 2 + [False] * 8

    guard = TrapGuard(limit_per_pattern=10)
    guard.restore([calendar(number) for number in range(100)], [calendar(number) for number in range(100)])
    answers = [guard.refuses(calendar(number), SITE) is None for number in range(100, 115)]
    assert answers == [True] * 10 + [False] * 5


def test_a_path_that_grows_without_repeating_ends_by_its_depth() -> None:
    guard = TrapGuard(max_path_depth=6)
    assert guard.refuses(SITE + "/a1/b2/c3/d4/e5/f6") is None
    assert guard.refuses(SITE + "/a1/b2/c3/d4/e5/f6/g7") == Reason("depth", "7 path segments")
    assert guard.too_deep(SITE + "/a?x=/b/c/d/e/f/g/h") is None


def test_the_same_site_by_http_and_with_www_is_one() -> None:
    guard = TrapGuard(limit_per_pattern=2)
    sites = (SITE, "http://stad.example", "https://www.stad.example")
    answers = [guard.refuses(f"{site}/kalender?maand=2024-0{n}") for n in (1, 2, 3) for site in sites]
    assert [answer is None for answer in answers] == [True] * 3 + [False] * 6


def test_pages_that_failed_do_not_pile_up() -> None:
    guard = TrapGuard()
    for number in range(1000):
        guard.refuses(f"{SITE}/weg/{letters(number)}", SITE)
    assert len(guard._pending) <= 256
