"""A statement in a PDF file, read at the end of a scan and kept with the page that links to it."""

import asyncio
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from crawler.fetch import Fetched
from crawler.politeness import HostGate
from demo.documents import text_pdf
from drempel.errors import FetchError, StorageError
from drempel.inclusion.statements import statement_of
from drempel.model.snapshot import FetchOutcome, Reason
from drempel.model.statement import Evidence, Statement, StatementLink
from drempel.model.statement_seen import StatementSeen
from drempel.statement_document import read_statement_document
from storage import Store
from tests.storage.samples import HOME, finish, ok, start

PDF = f"{HOME}verklaring.pdf"
DAY = date(2026, 11, 29)
LINES = (
    ("H1", "Toegankelijkheidsverklaring"),
    ("P", "De gemeente streeft ernaar haar website toegankelijk te maken volgens het Bestuursdecreet."),
    ("P", "De website voldoet volledig aan WCAG 2.1, niveau AA."),
    ("P", "Deze verklaring is opgesteld op 3 maart 2022 na een zelfbeoordeling."),
)
LINK = StatementSeen(
    link=StatementLink("Toegankelijkheidsverklaring", PDF, True, True, Evidence("", "footer > a")),
    link_name="clear",
)


@dataclass
class Rules:
    """What robots.txt says."""

    closed: tuple[str, str] | None = None

    def refusal(self, _url: str) -> tuple[FetchOutcome, Reason] | None:
        return (FetchOutcome.ROBOTS, Reason(*self.closed)) if self.closed else None


@dataclass
class Shop:
    """What a scan asks others with; notes what was asked for."""

    answer: Fetched | FetchError
    rules: Rules = field(default_factory=Rules)
    gate: HostGate = field(default_factory=lambda: HostGate(0.0))
    asked: list[str] = field(default_factory=list)

    @property
    def robots(self) -> Any:
        return self

    @property
    def fetcher(self) -> Any:
        return self

    async def for_url(self, _url: str, _stop: asyncio.Event) -> Rules:
        return self.rules

    async def get(self, url: str, *, max_bytes: int) -> Fetched:
        self.asked.append(url)
        if isinstance(self.answer, FetchError):
            raise self.answer
        return self.answer


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    with Store.open(f"sqlite:///{tmp_path / 't.db'}") as opened:
        yield opened


def pdf(body: bytes = b"", status: int = 200) -> Fetched:
    content = body or text_pdf(LINES, "Verklaring", tagged=True)
    return Fetched(PDF, PDF, status, {"content-type": "application/pdf"}, content)


def after(store: Store, shop: Shop, *seen: StatementSeen, stopped: bool = False) -> Any:
    """Return what is known of the statement of a scan with these pages, once documents were read."""
    scan = start(store)
    store.write_pages(scan.id, [ok(f"p{n}", further=(one,)) for n, one in enumerate(seen)])

    async def run() -> None:
        stop = asyncio.Event()
        if stopped:
            stop.set()
        await read_statement_document(store, scan.id, shop, DAY, obey_robots=True, stop=stop)  # type: ignore[arg-type]

    asyncio.run(run())
    finish(store, scan)
    return statement_of(store.report_source(scan.id, (), ()).seen_pages(StatementSeen))


def test_a_document_is_read_once_and_kept(store: Store) -> None:
    shop = Shop(pdf())
    site = after(store, shop, LINK, LINK)
    assert shop.asked == [PDF]
    assert (site.is_there, site.is_document, site.url, site.age) == (True, True, PDF, "ernstig verouderd")
    assert (site.reach.part, site.reach.whole) == (2, 2)
    assert site.contradicted_by(3) is True


def test_nothing_is_asked_where_a_page_holds_a_statement_or_a_link_leads_elsewhere(store: Store) -> None:
    shop = Shop(pdf())
    page = StatementSeen(statement=Statement(status="G"), day="2026-11-29", link_name="clear")
    assert after(store, shop, LINK, page).is_document is False
    other = StatementSeen(link=LINK.link, link_name="clear", leads_elsewhere=True)
    assert after(store, shop, other).is_there is None
    assert after(store, shop, LINK, stopped=True).is_there is None
    assert shop.asked == []


@pytest.mark.parametrize(
    "shop",
    [
        lambda: Shop(pdf(status=404)),
        lambda: Shop(pdf(b"%PDF-1.4 stuk")),
        lambda: Shop(pdf(text_pdf((("P", "Een folder over afval, zonder verklaring."),), "F", tagged=True))),
        lambda: Shop(FetchError(FetchOutcome.TIMEOUT, Reason("t"), permanent=False)),
        lambda: Shop(pdf(), Rules(("robots-rule", ""))),
    ],
    ids=["gone", "broken", "other", "silent", "closed"],
)
def test_what_cannot_be_read_is_not_known(store: Store, shop: Callable[[], Shop]) -> None:
    site = after(store, shop(), LINK)
    assert (site.is_there, site.url, site.statement) == (None, PDF, None)


def test_an_artefact_of_a_page_that_is_not_there_is_refused(store: Store) -> None:
    scan = start(store)
    with pytest.raises(StorageError):
        store.keep_artefact(scan.id, f"{HOME}nergens", LINK)
