"""Single pages: addresses, files, folders and standard input, as a developer checks them."""

import asyncio
from contextlib import aclosing
from pathlib import Path

import pytest

from crawler.local_files import LocalFiles
from drempel.errors import StorageError, UsageError
from drempel.model.finding import Outcome, Source
from drempel.model.site import Site
from drempel.model.snapshot import FetchOutcome
from drempel.pipeline import PageOutcome
from drempel.single_pages import CheckRequest, _Target, check_pages
from drempel.visitor import Errand, Judged, Visitor
from tests.e2e.running import Silent, check, scan, settings
from tests.site import Answer
from tests.site import site as website

pytestmark = pytest.mark.browser

BAD = '<!doctype html><html lang=nl><title>Loket</title><main><h1>Loket</h1><img id=a src="x.png"></main>'
GOOD = "<!doctype html><html lang=nl><title>Loket</title><main><h1>Loket</h1><p>Welkom bij ons.</p></main>"


def failed(page: PageOutcome) -> set[str]:
    assert page.judgement is not None, page.record
    return {finding.check for finding in page.judgement.findings if finding.outcome is Outcome.FAILED}


def test_a_file_is_judged_and_keeps_its_name(tmp_path: Path) -> None:
    file = tmp_path / "loket met spatie.html"
    file.write_text(BAD, encoding="utf-8")
    (page,) = check(settings(tmp_path), str(file))
    assert failed(page) == {"axe:image-alt"}
    assert (page.url, page.record.final_url, page.record.status) == (str(file), str(file), 200)
    assert page.title == "Loket"


def test_a_folder_gives_one_outcome_per_page_in_order(tmp_path: Path) -> None:
    pages = tmp_path / "bouw"
    (pages / "sub").mkdir(parents=True)
    for name, html in (("b.html", GOOD), ("a.html", BAD), ("sub/c.htm", GOOD)):
        (pages / name).write_text(html, encoding="utf-8")
    (pages / "notitie.txt").write_text("geen pagina")
    found = check(settings(tmp_path), str(pages))
    assert [page.url for page in found] == [str(pages / n) for n in ("a.html", "b.html", "sub/c.htm")]
    assert [failed(page) for page in found] == [{"axe:image-alt"}, set(), set()]


def test_files_of_one_folder_share_a_server(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    served: list[Path] = []

    class Counted(LocalFiles):
        def __init__(self, folder: Path) -> None:
            served.append(folder)
            super().__init__(folder)

    monkeypatch.setattr("drempel.single_pages.LocalFiles", Counted)
    monkeypatch.chdir(tmp_path)
    elsewhere = tmp_path.parent / "elders"
    elsewhere.mkdir(exist_ok=True)
    files = ["bouw/a.html", "bouw/sub/b.html", "bouw/sub/c.html", str(elsewhere / "d.html")]
    (tmp_path / "bouw" / "sub").mkdir(parents=True)
    for name in files:
        (tmp_path / name).write_text(GOOD, encoding="utf-8")
    found = check(settings(tmp_path / "werk"), *files)
    assert [page.url for page in found] == files
    assert [page.record.final_url for page in found] == files
    assert [page.record.outcome for page in found] == [FetchOutcome.OK] * 4
    assert served == [tmp_path / "bouw", elsewhere]


def test_a_link_out_of_the_folder_is_refused_by_name(tmp_path: Path) -> None:
    pages = tmp_path / "bouw"
    pages.mkdir()
    (tmp_path / "geheim.html").write_text(GOOD, encoding="utf-8")
    (pages / "link.html").symlink_to(tmp_path / "geheim.html")
    with pytest.raises(UsageError, match=r"link\.html is a link to .*geheim\.html, outside the folder"):
        check(settings(tmp_path), str(pages))
    (page,) = check(settings(tmp_path), str(pages / "link.html"))
    assert page.url == str(pages / "link.html")
    assert failed(page) == set()


def test_pages_linked_from_a_file_are_called_by_their_names(tmp_path: Path) -> None:
    pages = tmp_path / "bouw"
    (pages / "sub").mkdir(parents=True)
    start = GOOD.replace("Welkom", '<a href="sub/b%20c.html">Blad</a> <a href="/weg.html">Weg</a>')
    (pages / "a.html").write_text(start, encoding="utf-8")
    (pages / "sub" / "b c.html").write_text(BAD, encoding="utf-8")
    found = check(settings(tmp_path), str(pages / "a.html"), max_pages=10, depth=1)
    assert {page.url: page.record.outcome for page in found} == {
        str(pages / "a.html"): FetchOutcome.OK,
        str(pages / "sub" / "b c.html"): FetchOutcome.OK,
        str(pages / "weg.html"): FetchOutcome.HTTP_ERROR,
    }
    assert not any("127.0.0.1" in str(page.record) for page in found)


def test_standard_input_is_a_page(tmp_path: Path) -> None:
    (page,) = check(settings(tmp_path), "-", stdin=BAD.encode())
    assert page.url == "-"
    assert failed(page) == {"axe:image-alt"}


def test_loopback_needs_permission(tmp_path: Path) -> None:
    with website({"/": GOOD}) as town:
        (refused,) = check(settings(tmp_path), f"{town.url}/")
        assert town.asked == []
        (allowed,) = check(settings(tmp_path), f"{town.url}/", allow_private=True)
    assert (refused.record.outcome, refused.judgement) == (FetchOutcome.UNSAFE, None)
    assert failed(allowed) == set()


def test_one_outcome_per_address_in_the_order_given(tmp_path: Path) -> None:
    routes = {
        "/goed": GOOD,
        "/slecht": BAD,
        "/oud": Answer("", 302, headers={"location": "/goed"}),
        "/fout": Answer("<h1>Fout</h1>", 500),
    }
    with website(routes) as town:
        targets = [f"{town.url}{path}" for path in ("/slecht", "/goed", "/weg", "/goed", "/oud", "/fout")]
        found = check(settings(tmp_path), *targets, allow_private=True)
    assert [page.url for page in found] == targets
    assert [page.record.outcome for page in found] == [
        FetchOutcome.OK,
        FetchOutcome.OK,
        FetchOutcome.HTTP_ERROR,
        FetchOutcome.OK,
        FetchOutcome.OK,
        FetchOutcome.HTTP_ERROR,
    ]
    assert found[4].record.final_url == f"{targets[1]}"
    assert found[2].judgement is None


def test_a_failure_that_passes_is_asked_again(tmp_path: Path) -> None:
    answers = iter([Answer("<h1>Druk</h1>", 503, headers={"retry-after": "0"}), Answer(GOOD)])

    def busy(_: str) -> Answer:
        return next(answers)

    with website({"/druk": busy, "/weg": lambda _: Answer("<h1>Weg</h1>", 404)}) as town:
        passing, gone = check(settings(tmp_path), f"{town.url}/druk", f"{town.url}/weg", allow_private=True)
        pages = [path for path in town.paths() if path in {"/druk", "/weg"}]
    assert (passing.record.outcome, gone.record.outcome) == (FetchOutcome.OK, FetchOutcome.HTTP_ERROR)
    assert sorted(pages) == ["/druk", "/druk", "/weg"]


def test_a_fault_of_ours_is_the_end_of_one_page(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    see = Visitor.see

    async def broken(self: Visitor, errand: Errand) -> Judged:
        if errand.url.endswith("b.html"):
            raise RuntimeError("kapot")
        return await see(self, errand)

    monkeypatch.setattr(Visitor, "see", broken)
    for name in ("a.html", "b.html", "c.html"):
        (tmp_path / name).write_text(GOOD, encoding="utf-8")
    found = check(settings(tmp_path), str(tmp_path))
    assert [page.record.outcome for page in found] == [FetchOutcome.OK, FetchOutcome.CRASHED, FetchOutcome.OK]
    assert str(found[1].record.reason) == "browser: RuntimeError"


def test_an_error_while_following_links_is_that_error(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    async def broken(*_: object) -> None:
        raise StorageError("kapot")

    monkeypatch.setattr("drempel.pipeline.Crawl._work", broken)
    (tmp_path / "a.html").write_text(GOOD, encoding="utf-8")
    with pytest.raises(StorageError, match="kapot"):
        check(settings(tmp_path), str(tmp_path / "a.html"), max_pages=3)


def test_only_this_machine_is_asked_without_a_pause() -> None:
    here = ["http://127.0.0.1:8/", "http://localhost/", "http://[::1]:80/a", "http://app.localhost./"]
    there = ["https://stad.example/", "http://192.168.0.2/", "http://localhost.example/"]
    assert [_Target(url, url).is_here for url in here] == [True] * 4
    assert [_Target(url, url).is_here for url in there] == [False] * 3


def test_pages_that_are_open_get_the_grace_time(tmp_path: Path) -> None:
    async def run(grace_s: float) -> list[str]:
        stop = asyncio.Event()

        def slow(path: str) -> Answer:
            loop.call_soon_threadsafe(stop.set)
            return Answer(GOOD, delay_s=60 if path == "/nooit" else 0.5)

        loop = asyncio.get_running_loop()
        with website({"/traag": slow, "/nooit": slow}) as town:
            urls = tuple(f"{town.url}{path}" for path in ("/traag" if grace_s > 1 else "/nooit", "/later"))
            used = settings(tmp_path, {"crawler": {"grace_s": grace_s}})
            request = CheckRequest(urls, allow_private=True)
            async with aclosing(check_pages(used, request, progress=Silent(), stop=stop)) as pages:
                return [page.url.rpartition("/")[2] async for page in pages]

    assert asyncio.run(run(30)) == ["traag"]
    assert asyncio.run(run(0.1)) == []


DOOR = """<!doctype html><html lang=nl><title>Aanmelden</title><main><h1>Aanmelden</h1>
<form><label>Naam <input name=u></label><label>Wachtwoord <input type=password name=w></label>
<button>Aanmelden</button></form></main>"""


def test_a_log_in_page_is_judged_only_where_it_was_asked_for_and_says_so(tmp_path: Path) -> None:
    routes = {"/dossier": DOOR, "/mijn": Answer("", 302, headers={"location": "/dossier"})}
    with website(routes) as town:
        start, *_ = addresses = f"{town.url}/dossier", f"{town.url}/mijn"
        door, dossier = check(settings(tmp_path), *addresses, allow_private=True)
        scanned = scan(settings(tmp_path), Site((start,), allow_private=True))
    assert (door.record.outcome, "log-in" in door.record.notes) == (FetchOutcome.OK, True)
    assert door.judgement is not None
    assert (dossier.record.outcome, dossier.judgement) == (FetchOutcome.BLOCKED, None)
    assert [record.outcome for record in scanned.ended] == [FetchOutcome.BLOCKED]


def test_linked_pages_follow_up_to_the_limit(tmp_path: Path) -> None:
    start = GOOD.replace("Welkom", '<a href="/a">Blad a</a> <a href="/b">Blad b</a>')
    with website({"/": start, "/a": BAD, "/b": GOOD}) as town:
        found = check(settings(tmp_path), f"{town.url}/", allow_private=True, max_pages=2)
        all_of_it = check(settings(tmp_path), f"{town.url}/", allow_private=True, max_pages=10, depth=1)
    assert len(found) == 2
    assert {page.url.removeprefix(town.url) for page in all_of_it} == {"/", "/a", "/b"}


def test_a_disabled_check_is_untested_and_says_so(tmp_path: Path) -> None:
    file = tmp_path / "a.html"
    file.write_text(BAD, encoding="utf-8")
    (page,) = check(settings(tmp_path), str(file), disable=("axe:image-alt",))
    assert failed(page) == set()
    assert page.judgement is not None
    tally = next(tally for tally in page.judgement.tallies if tally.check == "axe:image-alt")
    assert (tally.outcome, tally.reason) == (Outcome.UNTESTED, "disabled")


def test_the_same_problem_seen_twice_is_one_finding_with_two_sources(tmp_path: Path) -> None:
    file = tmp_path / "a.html"
    file.write_text(
        '<!doctype html><html lang=nl><meta http-equiv=refresh content="30"><title>Loket</title>'
        "<main><h1>Loket</h1></main>",
        encoding="utf-8",
    )
    (page,) = check(settings(tmp_path), str(file))
    assert page.judgement is not None
    about_refresh = [f for f in page.judgement.findings if "2.2.1" in f.requirements]
    assert [(f.check, set(f.sources)) for f in about_refresh] == [
        ("page-refreshes-itself", {Source.AXE, Source.DREMPEL})
    ]


@pytest.mark.parametrize("target", ["ftp://stad.example/", "file:///etc/passwd", "bestaat-niet.html"])
def test_what_is_no_page_is_refused_with_advice(tmp_path: Path, target: str) -> None:
    with pytest.raises(UsageError, match=r"https?|file"):
        check(settings(tmp_path), target)
