"""A check of one page looks at a few linked pages, in turn and within robots.txt; a scan does not."""

from pathlib import Path

import pytest

from drempel.model.finding import Outcome
from drempel.model.site import Site as Evaluated
from drempel.pipeline import PageOutcome
from tests.e2e.running import check, scan, settings
from tests.site import Answer, Site
from tests.site import site as website

pytestmark = pytest.mark.browser

PAGE = "<!doctype html><html lang=nl><title>Loket</title><main><h1>Loket</h1>{}</main>"
TWO = PAGE.format("<p>Neem contact op: <a href=/bellen>contact</a> of <a href=/chatten>contact</a>.</p>")
ROUTES = {
    "/": TWO,
    "/bellen": PAGE.format("<p>Bel ons op werkdagen tussen negen uur en vijf uur.</p>"),
    "/chatten": PAGE.format("<p>Stel hier vragen aan medewerkers via het venster rechtsonder.</p>"),
}


def outcomes(page: PageOutcome) -> list[tuple[Outcome, str]]:
    assert page.judgement is not None, page.record
    found = page.judgement.findings
    return [(f.outcome, f.message_key) for f in found if f.check == "same-name-other-page"]


def asked(site: Site) -> list[str]:
    return [one.path for one in site.asked if one.path != "/favicon.ico"]


def test_links_of_one_name_are_followed(tmp_path: Path) -> None:
    with website(ROUTES) as site:
        (page,) = check(settings(tmp_path), f"{site.url}/", allow_private=True)
    assert outcomes(page) == [(Outcome.FAILED, "together")]
    assert asked(site) == ["/", "/robots.txt", "/bellen", "/chatten"]


def test_the_same_page_at_two_addresses_is_no_barrier(tmp_path: Path) -> None:
    with website({**ROUTES, "/chatten": ROUTES["/bellen"]}) as site:
        (page,) = check(settings(tmp_path), f"{site.url}/", allow_private=True)
    assert outcomes(page) == []


def test_what_robots_txt_closes_is_not_asked(tmp_path: Path) -> None:
    robots = "User-agent: *\nDisallow: /chatten\n"
    with website({**ROUTES, "/robots.txt": robots}) as site:
        (page,) = check(settings(tmp_path), f"{site.url}/", allow_private=True)
    assert outcomes(page) == [(Outcome.CANT_TELL, "maybe")]
    assert "/chatten" not in asked(site)


def test_no_more_than_five_pages_are_asked(tmp_path: Path) -> None:
    many = "".join(f"<p><a href=/{at}>Lees meer</a></p>" for at in range(9))
    with website({"/": PAGE.format(many)}) as site:
        check(settings(tmp_path), f"{site.url}/", allow_private=True)
    assert asked(site) == ["/", "/robots.txt", *(f"/{at}" for at in range(5))]


def test_a_page_without_doubt_asks_nothing_more(tmp_path: Path) -> None:
    with website({"/": PAGE.format("<p><a href=/a>Afval</a> <a href=/b>Wonen</a></p>")}) as site:
        check(settings(tmp_path), f"{site.url}/", allow_private=True)
    assert asked(site) == ["/"]


def test_files_are_compared_too(tmp_path: Path) -> None:
    folder = tmp_path / "bouw"
    folder.mkdir()
    for name, html in ROUTES.items():
        file = folder / f"{name.strip('/') or 'index'}.html"
        file.write_text(html.replace("=/bellen", "=bellen.html").replace("=/chatten", "=chatten.html"))
    (page,) = check(settings(tmp_path), str(folder / "index.html"))
    assert outcomes(page) == [(Outcome.FAILED, "together")]


def test_a_scan_asks_each_page_once(tmp_path: Path) -> None:
    with website(ROUTES) as site:
        scan(settings(tmp_path), Evaluated((f"{site.url}/",), allow_private=True))
    paths = asked(site)
    assert all(paths.count(path) == 1 for path in ("/", "/bellen", "/chatten"))


def test_a_linked_page_that_leads_to_another_server_is_not_followed(tmp_path: Path) -> None:
    with website({"/doel": PAGE.format("<p>Elders.</p>")}) as elsewhere:
        away = Answer("", 302, headers={"location": f"{elsewhere.url}/doel"})
        with website({**ROUTES, "/chatten": away}) as site:
            (page,) = check(settings(tmp_path), f"{site.url}/", f"{elsewhere.url}/leeg", allow_private=True)[
                :1
            ]
        assert "/doel" not in asked(elsewhere)
    assert outcomes(page) == [(Outcome.CANT_TELL, "maybe")]
