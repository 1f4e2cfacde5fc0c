"""`drempel statement`: find the accessibility statement of a site, or read the one that is given.

A page that is a statement is judged itself. Otherwise the way of a visitor is gone: links on the page and on
the home page, then addresses where statements usually stand, then the sitemap. All through guard, robots.txt
and the host's turn, with a bound on what is asked.
"""

import asyncio
import tempfile
from collections.abc import AsyncIterator, Iterable, Sequence
from contextlib import AsyncExitStack, ExitStack, asynccontextmanager
from dataclasses import dataclass, field, replace
from datetime import date
from pathlib import Path
from urllib.parse import urlsplit

import structlog

from checks import registry
from checks.facts.statement import contradiction, read_page, read_text
from checks.facts.statement_links import LIKELY_PATH, found_by, leads_elsewhere, link_name, statement_links
from crawler.browser.devtools import PAGE_TYPES
from crawler.fetch import Fetched
from crawler.local_files import LocalFiles
from crawler.politeness import SILENT, HostGate, TurnRefused
from crawler.sitemap import read_sitemaps
from crawler.urls import absolute, host_key, origin, page_identity
from drempel.dom import Dom
from drempel.errors import FetchError, UsageError
from drempel.gate import is_later
from drempel.installation import check_installation
from drempel.model.artefact import Exchange
from drempel.model.finding import Finding, Kind, Outcome
from drempel.model.snapshot import GONE_STATUSES, FetchOutcome
from drempel.model.statement import Statement, StatementLink
from drempel.model.statement_report import StatementReport
from drempel.reading.base import MAX_BYTES, Document, Unreadable
from drempel.reading.source import is_address, read_answer, read_file
from drempel.settings import Settings
from drempel.visitor import AXE_TIMEOUT_S, Errand, Visitor, VisitPlan
from drempel.workshop import Workshop, open_workshop
from readability.pool import TextPool

log = structlog.get_logger()

STDIN = "-"
PAGES = frozenset({".html", ".htm", ".xhtml"})
PATHS = (
    "/toegankelijkheidsverklaring",
    "/nl/toegankelijkheidsverklaring",
    "/toegankelijkheid",
    "/toegankelijkheidsverklaring-website",
    "/over-ons/toegankelijkheidsverklaring",
    "/nl/toegankelijkheid",
    "/fr/declaration-accessibilite",
    "/accessibility",
)
"""Where statements usually stand, in the order in which they are tried."""
MAX_PAGES = 8
"""Pages of one site that a search loads at most."""
MAX_FROM_LINKS, MAX_FROM_SITEMAP = 3, 3
MAX_SITEMAP_FILES = 20


@dataclass(frozen=True, slots=True)
class StatementRequest:
    """What `drempel statement` was asked: an address, a file, or `-` for `stdin`; the day of the scan."""

    target: str
    day: date
    stdin: bytes | None = None
    allow_private: bool = False


@dataclass(frozen=True, slots=True)
class SeenPage:
    """A page that was looked at."""

    url: str
    dom: Dom
    statement: Statement | None
    links: tuple[StatementLink, ...]
    faults: int | None


async def find_statement(
    settings: Settings, request: StatementRequest, *, stop: asyncio.Event
) -> StatementReport:
    """Return what is known of the statement.

    Raises `UsageError` for a target that is no address or file, `SetupError` where something is missing here.
    """
    if is_address(request.target):
        return await _of_address(settings, request, stop)
    if request.target != STDIN and Path(request.target).suffix.lower() not in PAGES:
        return _of_document(request)
    with ExitStack() as stack:
        if request.target == STDIN:
            folder = Path(stack.enter_context(tempfile.TemporaryDirectory(prefix="drempel-")))
            file = folder / "stdin.html"
            file.write_bytes(request.stdin or b"")
        else:
            file = Path(request.target)
            if not file.is_file():
                raise Unreadable(
                    "There is no file “{file}”. Look at the name and the folder.", file=request.target
                )
        served = stack.enter_context(LocalFiles(file.resolve().parent))
        async with _search(settings, request, stop, {served.host}) as search:
            page = await search.look_at(served.url(file), is_asked=True)
    if page is None:
        return StatementReport(request.target, request.day, None, request.target, unseen=(request.target,))
    return replace(_report(request, page), where=request.target)


def _of_document(request: StatementRequest) -> StatementReport:
    document = read_file(request.target)
    return _document_report(request, document, request.target)


def _document_report(request: StatementRequest, document: Document, where: str) -> StatementReport:
    host = urlsplit(where).hostname or "" if is_address(where) else ""
    said = read_text(document.text, request.day, host, Path(urlsplit(where).path).stem.replace("-", " "))
    is_pdf = urlsplit(where).path.lower().endswith(".pdf") or is_address(where)
    found = "no" if said is None else "pdf" if is_pdf else "yes"
    return StatementReport(
        request.target,
        request.day,
        found,
        where,
        statement=said,
        contradiction=contradiction(said) if said else None,
        looked_at=1,
    )


def _report(request: StatementRequest, page: SeenPage) -> StatementReport:
    """Return what one page says, without going to look elsewhere."""
    said = page.statement
    return StatementReport(
        request.target,
        request.day,
        "yes" if said else found_by(page.links, page.dom),
        page.url,
        link=page.links[0] if page.links else None,
        link_name=link_name(page.dom, page.links),
        statement=said,
        contradiction=contradiction(said, page.faults) if said else None,
        faults=page.faults if said else None,
        looked_at=1,
    )


async def _of_address(settings: Settings, request: StatementRequest, stop: asyncio.Event) -> StatementReport:
    url = absolute(request.target, request.target)
    if url is None:
        raise UsageError("{given} is not a web address that can be visited.", given=request.target)
    private = {host_key(url)} if request.allow_private else set()
    async with _search(settings, request, stop, private) as search:
        if urlsplit(url).path.lower().endswith(".pdf"):
            document = await search.document(url)
            if document is None:
                return StatementReport(
                    request.target,
                    request.day,
                    None,
                    url,
                    unseen=search.unseen_now,
                    reasons=dict(search.unseen),
                )
            return _document_report(request, document, url)
        return replace(await search.through(url), reasons=dict(search.unseen))


@asynccontextmanager
async def _search(
    settings: Settings, request: StatementRequest, stop: asyncio.Event, private: set[str]
) -> AsyncIterator["StatementSearch"]:
    check_installation()
    async with AsyncExitStack() as running:
        shop = await running.enter_async_context(open_workshop(settings, allow_private=private))
        texts = await running.enter_async_context(TextPool(0))
        plan = VisitPlan(
            viewport=settings.crawler.viewport,
            page_timeout_s=settings.crawler.page_timeout_s,
            axe_timeout_s=AXE_TIMEOUT_S,
            checks=registry.discover(),
            disabled=frozenset(settings.checks.disable),
            with_screenshot=False,
            media_types=PAGE_TYPES,
        )
        visitor = Visitor(shop.browser, texts, plan, shop.proxy, shop.desks)
        yield StatementSearch(settings, request, stop, shop, visitor, is_file=not is_address(request.target))


@dataclass(slots=True)
class StatementSearch:
    """One search on one site: what was asked for, and what could not be seen."""

    settings: Settings
    request: StatementRequest
    stop: asyncio.Event
    shop: Workshop
    visitor: Visitor
    is_file: bool
    seen: dict[str, SeenPage | None] = field(default_factory=dict)
    unseen: dict[str, str] = field(default_factory=dict)
    """Address → the key of the reason why it could not be seen, empty where that is not known."""

    @property
    def unseen_now(self) -> tuple[str, ...]:
        return tuple(self.unseen)

    @property
    def gate(self) -> HostGate:
        return self.shop.gate

    async def through(self, url: str) -> StatementReport:
        """Look at the page that was given, then where its links lead, then at the rest of the site."""
        asked = await self.look_at(url, is_asked=True)
        if asked is None:
            return StatementReport(
                self.request.target, self.request.day, None, url, unseen=self.unseen_now, looked_at=1
            )
        report = _report(self.request, asked)
        if asked.statement is not None:
            return report
        starts = [asked]
        found = await self._by_links(asked)
        home_url = f"{origin(asked.url)}/"
        if found is None and (home := await self.look_at(home_url)) is not None and home is not asked:
            starts.append(home)
            found = self._if_statement(home) or await self._by_links(home)
        found = found or await self._by_paths(home_url) or await self._by_sitemap(home_url)
        named = next(
            (one for start in reversed(starts) if (one := _report(self.request, start)).link_name), report
        )
        if found is not None:
            return replace(
                found,
                link=named.link,
                link_name=named.link_name,
                unseen=self.unseen_now,
                looked_at=len(self.seen),
            )
        elsewhere = next(
            (r for start in starts if (r := _report(self.request, start)).found == "other domain"), None
        )
        if elsewhere is not None and elsewhere.link is not None:
            return replace(
                elsewhere, where=elsewhere.link.url, unseen=self.unseen_now, looked_at=len(self.seen)
            )
        return replace(
            named,
            found=None if self.unseen else "no",
            where="",
            unseen=self.unseen_now,
            looked_at=len(self.seen),
        )

    def _if_statement(self, page: SeenPage) -> StatementReport | None:
        return _report(self.request, page) if page.statement is not None else None

    async def _by_links(self, page: SeenPage) -> StatementReport | None:
        own = [link for link in page.links if not leads_elsewhere(link, page.dom)]
        for link in own[:MAX_FROM_LINKS]:
            if link.is_pdf:
                document = await self.document(link.url)
                if document is not None:
                    report = _document_report(self.request, document, link.url)
                    return report if report.found == "pdf" else replace(report, found="pdf")
            elif found := await self._first((link.url,)):
                return found
        return None

    async def _by_paths(self, home_url: str) -> StatementReport | None:
        there = [url for path in PATHS if await self._exists(url := f"{home_url.rstrip('/')}{path}")]
        return await self._first(there)

    async def _by_sitemap(self, home_url: str) -> StatementReport | None:
        rules = await self.shop.robots.for_url(home_url, self.stop)
        named = [url for raw in rules.sitemaps if (url := absolute(raw, home_url))]
        listed = await read_sitemaps(
            self._fetched, named or [f"{home_url}sitemap.xml"], max_files=MAX_SITEMAP_FILES, max_time_s=60.0
        )
        likely = [page.url for page in listed.urls if LIKELY_PATH.search(urlsplit(page.url).path)]
        return await self._first(likely[:MAX_FROM_SITEMAP])

    async def _first(self, urls: Iterable[str]) -> StatementReport | None:
        for url in urls:
            page = await self.look_at(url)
            if page is not None and page.statement is not None:
                return _report(self.request, page)
        return None

    async def look_at(self, url: str, *, is_asked: bool = False) -> SeenPage | None:
        """Return a page, loaded once; `None` for one that may not or could not be seen, or is not there."""
        key = page_identity(url).page_url
        if key not in self.seen:
            if len(self.seen) >= MAX_PAGES or self.stop.is_set():
                return None
            self.seen[key] = await self._load(url, is_asked=is_asked)
        return self.seen[key]

    async def _load(self, url: str, *, is_asked: bool) -> SeenPage | None:
        why = ""
        try:
            if not is_asked and not await self._may(url):
                self.unseen[url] = "robots-rule"
                return None
            return await self._visited(url)
        except TurnRefused as refused:
            log.info("statement_page_refused", url=url, reason=refused.why)
        except FetchError as error:
            log.info("statement_page_failed", url=url, reason=str(error.reason))
            is_gone = error.outcome is FetchOutcome.HTTP_ERROR and error.reason.detail in map(
                str, GONE_STATUSES
            )
            if is_gone and not is_asked:
                return None
            why = error.reason.detail if error.reason.key == "status" else error.reason.key
        self.unseen[url] = why
        return None

    async def _visited(self, url: str) -> SeenPage:
        answers: list[Exchange] = []
        key = host_key(url)
        gate = HostGate(0.0) if self.is_file else self.gate
        async with gate.visit(url, stop=self.stop) as turn, self.shop.slots:

            def accepts(answer: Exchange) -> None:
                turn.loaded()
                answers.append(answer)
                gate.note(key, status=answer.status, retry_after=answer.headers.get("retry-after", ""))

            try:
                judged = await self.visitor.see(Errand(url, accepts))
            except FetchError as error:
                if not answers:
                    gate.note(key, failed=error.reason.key in SILENT)
                raise
        dom = judged.gathered.dom
        return SeenPage(
            judged.gathered.exchange.final_url,
            dom,
            read_page(dom, self.request.day),
            tuple(statement_links(dom)),
            _faults(judged.judgement.findings, self.settings.standard),
        )

    async def document(self, url: str) -> Document | None:
        """Return the document at an address; `None` where it may not or could not be read."""
        try:
            answer = await self._fetched(url)
            if answer.status < 400:
                return read_answer(answer.body, answer.media_type or "application/pdf", url)
        except (FetchError, TurnRefused, Unreadable) as error:
            log.info("statement_document_failed", url=url, reason=str(error))
        self.unseen[url] = ""
        return None

    async def _exists(self, url: str) -> bool:
        if self.stop.is_set() or not await self._may(url):
            return False
        try:
            answer = await self.gate.errand(url, lambda: self.shop.fetcher.head(url), stop=self.stop)
        except (FetchError, TurnRefused):
            return False
        return answer.status < 300 or answer.status == 405

    async def _fetched(self, url: str) -> Fetched:
        rules = await self.shop.robots.for_url(url, self.stop)
        if self.settings.crawler.obey_robots and (refusal := rules.refusal(url)):
            raise FetchError(*refusal, permanent=True)
        return await self.gate.errand(
            url, lambda: self.shop.fetcher.get(url, max_bytes=MAX_BYTES), stop=self.stop
        )

    async def _may(self, url: str) -> bool:
        if not self.settings.crawler.obey_robots:
            return True
        return (await self.shop.robots.for_url(url, self.stop)).allows(url)


def _faults(findings: Sequence[Finding], standard: str) -> int:
    """Count the failures of the norm on a page."""
    return sum(
        finding.outcome is Outcome.FAILED and finding.kind is Kind.NORM and not is_later(finding, standard)
        for finding in findings
    )
