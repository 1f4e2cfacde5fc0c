"""The way to a statement through a site, with pages from a table instead of a browser."""

import asyncio
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from checks.facts.statement import read_page
from checks.facts.statement_links import statement_links
from crawler.fetch import Fetched
from crawler.robots import RobotsRules
from drempel.dom import Dom
from drempel.model.statement_report import StatementReport
from drempel.reading.base import Document
from drempel.reading.plain import read_plain
from drempel.settings import Settings
from drempel.statement_search import MAX_PAGES, SeenPage, StatementRequest, StatementSearch
from tests.checks.synthetic import capture

SITE = "https://www.stad.example"
DAY = date(2026, 6, 1)
STATEMENT = """<html lang="nl"><title>Stad</title><body><main><h1>Toegankelijkheidsverklaring</h1>
<p>De stad streeft ernaar haar website toegankelijk te maken, volgens het bestuursdecreet.</p>
<p>De website voldoet gedeeltelijk aan WCAG 2.1 AA.</p><p>Opgesteld op 1 mei 2026.</p></main>"""


def home(link: str) -> str:
    footer = f"<footer><a href='/privacy'>Privacy</a> {link}</footer>"
    return f"<html><title>Stad</title><body><main><h1>Welkom</h1></main>{footer}"


class Robots:
    async def for_url(self, url: str, stop: object) -> RobotsRules:
        return RobotsRules("read", sitemaps=(f"{SITE}/sitemap.xml",))


@dataclass
class Shop:
    robots: Robots = field(default_factory=Robots)


@dataclass
class TableSearch(StatementSearch):
    """A search in a site that is a table of path → page or text of a document."""

    pages: dict[str, str] = field(default_factory=dict)
    closed: frozenset[str] = frozenset()
    listed: tuple[str, ...] = ()
    asked: list[str] = field(default_factory=list)

    async def _load(self, url: str, *, is_asked: bool) -> SeenPage | None:
        self.asked.append(url)
        if url in self.closed:
            self.unseen[url] = None
            return None
        path = url.removeprefix(SITE)
        if path not in self.pages:
            return None
        dom = Dom(capture(self.pages[path], url))
        return SeenPage(url, dom, read_page(dom, DAY), tuple(statement_links(dom)), 0)

    async def document(self, url: str) -> Document | None:
        text = self.pages.get(url.removeprefix(SITE))
        return read_plain(text) if text else None

    async def _exists(self, url: str) -> bool:
        return url.removeprefix(SITE) in self.pages

    async def _fetched(self, url: str) -> Fetched:
        entries = "".join(f"<url><loc>{one}</loc></url>" for one in self.listed)
        body = f"<urlset xmlns='http://www.sitemaps.org/schemas/sitemap/0.9'>{entries}</urlset>"
        return Fetched(url, url, 200, {"content-type": "application/xml"}, body.encode())


def search(pages: dict[str, str], start: str = "/", **more: Any) -> tuple[StatementReport, TableSearch]:
    async def go() -> tuple[StatementReport, TableSearch]:
        request = StatementRequest(SITE + start, DAY)
        one = TableSearch(
            Settings(),
            request,
            asyncio.Event(),
            Shop(),
            None,
            is_file=False,
            pages=pages,
            **more,
        )
        return await one.through(SITE + start), one

    return asyncio.run(go())


def test_a_page_that_is_a_statement_is_read_and_nothing_else_is_asked() -> None:
    report, made = search({"/verklaring": STATEMENT}, "/verklaring")
    assert (report.found, report.where, made.asked) == ("yes", f"{SITE}/verklaring", [f"{SITE}/verklaring"])
    assert report.statement is not None
    assert report.statement.status == "G"


def test_the_link_in_the_footer_is_followed_and_its_name_is_kept() -> None:
    report, _ = search({"/": home("<a href='/t'>Toegankelijkheid</a>"), "/t": STATEMENT})
    assert (report.found, report.where, report.link_name) == ("yes", f"{SITE}/t", "vague")


def test_from_a_page_without_link_the_home_page_is_next() -> None:
    pages = {"/p": home(""), "/": home("<a href='/t'>Toegankelijkheidsverklaring</a>"), "/t": STATEMENT}
    report, _ = search(pages, "/p")
    assert (report.found, report.where, report.link_name) == ("yes", f"{SITE}/t", "clear")


def test_a_statement_without_any_link_is_found_by_its_usual_address() -> None:
    report, _ = search({"/": home("<a href='/a'>Afval</a>"), "/toegankelijkheidsverklaring": STATEMENT})
    assert (report.found, report.link_name) == ("yes", "none")


def test_a_statement_may_stand_in_the_sitemap_alone() -> None:
    where = f"{SITE}/over/toegankelijkheidsverklaring-2026"
    report, _ = search({"/": home(""), where.removeprefix(SITE): STATEMENT}, listed=(f"{SITE}/nieuws", where))
    assert (report.found, report.where) == ("yes", where)


def test_a_document_is_read_and_called_one() -> None:
    text = "Toegankelijkheidsverklaring\n\nDe stad streeft ernaar haar website toegankelijk te maken.\n\n"
    text += "Nalevingsstatus\nDe website voldoet niet aan WCAG 2.1 AA."
    report, _ = search({"/": home("<a href='/t.pdf'>Toegankelijkheidsverklaring</a>"), "/t.pdf": text})
    assert (report.found, report.where) == ("pdf", f"{SITE}/t.pdf")
    assert report.statement is not None
    assert report.statement.status == "N"


def test_another_site_is_named_and_not_entered() -> None:
    link = "<a href='https://leverancier.example/t'>Toegankelijkheidsverklaring</a>"
    report, made = search({"/": home(link)})
    assert (report.found, report.where) == ("other domain", "https://leverancier.example/t")
    assert all(url.startswith(SITE) for url in made.asked)


def test_a_page_about_the_building_is_no_statement() -> None:
    about = ("Er is een lift.", "Kom met de rolstoel.", "Het gebouw is volledig toegankelijk.")
    building = "<h1>Toegankelijkheid</h1>" + "".join(f"<p>{one}</p>" for one in about)
    report, _ = search({"/": home("<a href='/t'>Toegankelijkheid</a>"), "/t": building})
    assert (report.found, report.statement, report.where) == ("no", None, "")


def test_what_could_not_be_seen_is_never_a_no() -> None:
    pages = {"/": home("<a href='/t'>Toegankelijkheidsverklaring</a>")}
    report, _ = search(pages, closed=frozenset({f"{SITE}/t"}))
    assert (report.found, report.unseen) == (None, (f"{SITE}/t",))
    nothing, _ = search({}, closed=frozenset({f"{SITE}/"}))
    assert (nothing.found, nothing.link_name) == (None, None)


def test_a_search_asks_for_a_few_pages_only() -> None:
    pages = {path: home("") for path in ("/", "/toegankelijkheid", "/accessibility", "/nl/toegankelijkheid")}
    pages["/"] = home("".join(f"<a href='/{n}'>Toegankelijkheid</a>" for n in range(40)))
    pages |= {f"/{n}": home("") for n in range(40)}
    report, made = search(pages, listed=tuple(f"{SITE}/x/{n}/toegankelijkheidsverklaring" for n in range(40)))
    assert report.found == "no"
    assert len(made.asked) <= MAX_PAGES


def test_a_search_that_is_stopped_asks_nothing_more() -> None:
    async def go() -> list[str]:
        stop = asyncio.Event()
        stop.set()
        one = TableSearch(
            Settings(),
            StatementRequest(SITE, DAY),
            stop,
            Shop(),
            None,
            is_file=False,
            pages={"/": home("")},
        )
        await one.through(f"{SITE}/")
        return one.asked

    assert asyncio.run(go()) == []
