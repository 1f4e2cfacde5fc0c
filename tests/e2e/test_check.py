"""Single pages: addresses, files, folders and standard input, as a developer checks them."""

from pathlib import Path

import pytest

from drempel.errors import UsageError
from drempel.model.finding import Outcome, Source
from drempel.model.snapshot import FetchOutcome
from drempel.pipeline import PageOutcome
from tests.e2e.running import check, settings
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
