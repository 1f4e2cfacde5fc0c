"""`drempel check`: single pages, judged without a database and given in the order they were asked for."""

import asyncio
import ipaddress
import os
import tempfile
from collections.abc import AsyncGenerator, AsyncIterator, Awaitable, Callable, Iterator, Sequence
from contextlib import AsyncExitStack, ExitStack, aclosing, asynccontextmanager
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from functools import partial
from pathlib import Path
from urllib.parse import unquote, urlsplit

import structlog

from checks import registry
from crawler.browser.devtools import PAGE_TYPES
from crawler.browser.failures import crashed
from crawler.documents import PAGES
from crawler.fetch import Fetched
from crawler.frontier import Frontier
from crawler.gather.office.desk import OfficeDesk
from crawler.gather.pdf.desk import PdfDesk
from crawler.local_files import LocalFiles, pages_in
from crawler.politeness import SILENT, HostGate, TurnRefused
from crawler.scope import Scope
from crawler.traps import TrapGuard
from crawler.urls import absolute, host_key, page_identity
from drempel.deepness import DeepChoice
from drempel.document_types import may_be_document, media_type_of
from drempel.documents import (
    MAX_BYTES,
    Documents,
    documents_in,
    is_document_address,
    is_document_file,
    kind_of_name,
)
from drempel.errors import FetchError, UsageError
from drempel.inclusion.weight import weight_among
from drempel.installation import check_installation
from drempel.model.artefact import Exchange, LinkedPage
from drempel.model.document import MEDIA_TYPES
from drempel.model.focus_walk import FocusWalk, WalkPicture, WalkStrip
from drempel.model.scan import Depth
from drempel.model.site import Limits, Site
from drempel.model.snapshot import FetchOutcome, FetchRecord, Reason
from drempel.pipeline import MAX_ATTEMPTS, Crawl, PageOutcome, Progress, SiteCrawl
from drempel.settings import Settings
from drempel.stopping import within_grace
from drempel.visitor import AXE_TIMEOUT_S, Errand, Judged, Visitor, VisitPlan, further_of
from drempel.workshop import Workshop, open_workshop
from readability.pool import TextPool

log = structlog.get_logger()

STAGES = 2
"""On how many stages a page is used side by side: it halves the time until the answer."""


@dataclass(frozen=True, slots=True)
class CheckRequest:
    """What `drempel check` was asked: addresses, files or folders, or `-` for `stdin`."""

    targets: tuple[str, ...]
    stdin: bytes | None = None
    allow_private: bool = False
    max_pages: int = 1
    depth: int = 0
    disable: tuple[str, ...] = ()
    standard: str = ""
    deep: Depth = Depth.ALL
    """Which pages are also used as people do."""
    with_strip: bool = False
    """Whether the outcomes tell how the Tab key went, with a picture."""
    with_slow: bool = False
    """Whether the pages that are used are also loaded slowly."""


@dataclass(frozen=True, slots=True)
class _Target:
    """One page to check: how it was asked for, and the address that is loaded."""

    given: str
    url: str
    is_local: bool = False
    document: Path | None = None
    """The file where it is a document on this machine."""

    @property
    def is_document(self) -> bool:
        """Tell whether it is a document, not a page for the browser."""
        return self.document is not None or (not self.is_local and is_document_address(self.url))

    @property
    def is_here(self) -> bool:
        """Tell whether it is on this very machine: nobody is hurried by requests to it."""
        host = (urlsplit(self.url).hostname or "").rstrip(".")
        try:
            return ipaddress.ip_address(host).is_loopback
        except ValueError:
            return host == "localhost" or host.endswith(".localhost")


@dataclass(frozen=True, slots=True)
class _Bench:
    """What each check needs: the workshop, and a gate without a pause for what is on this machine."""

    shop: Workshop
    visitor: Visitor
    gate_here: HostGate
    named: Callable[[str], str]
    """Gives the file for the address under which we serve it; another address comes back as it is."""
    settings: Settings
    stop: asyncio.Event
    documents: Documents
    is_used: Callable[[str, str, str | None], bool] = lambda *_: False

    def gate(self, target: _Target) -> HostGate:
        return self.gate_here if target.is_here else self.shop.gate


async def check_pages(
    settings: Settings,
    request: CheckRequest,
    *,
    progress: Progress,
    stop: asyncio.Event,
) -> AsyncGenerator[PageOutcome, None]:
    """Yield one outcome for each page asked for, in that order; `url` echoes the argument.

    With `max_pages` over 1 the pages that are linked from an address follow it, in the order in which
    they were judged. Once `stop` is set, pages that are open get the grace time. Raises `UsageError` for a
    target that is no address, file or folder. Close it (`aclosing`) when it is not walked to its end.
    """
    check_installation()
    checks = registry.discover()
    with ExitStack() as stack:
        shelf = stack.enter_context(_Shelf())
        targets = list(_targets(request, shelf))
        disabled = frozenset((*settings.checks.disable, *request.disable))
        desks = stack.enter_context(PdfDesk()), stack.enter_context(OfficeDesk())
        documents = Documents(*desks, checks, disabled)
        if targets and all(target.document is not None for target in targets):
            async for outcome in _documents(targets, documents, stop):
                yield outcome
            return
        local = {host_key(target.url) for target in targets if target.is_local and target.url}
        private = (
            {host_key(target.url) for target in targets if target.url} if request.allow_private else set()
        )
        async with AsyncExitStack() as running:
            shop = await running.enter_async_context(open_workshop(settings, allow_private=local | private))
            texts = await running.enter_async_context(TextPool(0))
            plan = VisitPlan(
                viewport=settings.crawler.viewport,
                page_timeout_s=settings.crawler.page_timeout_s,
                axe_timeout_s=AXE_TIMEOUT_S,
                checks=checks,
                disabled=disabled,
                with_screenshot=False,
                media_types=PAGE_TYPES,
                with_doors=True,
                with_strip=request.with_strip,
                deep_budget_s=settings.checks.deep_budget_s,
                is_slow=lambda *_: request.with_slow,
                stages=STAGES,
            )
            visitor = Visitor(shop.browser, texts, plan, shop.proxy, shop.desks)
            choice = DeepChoice(Depth.ALL if request.with_strip else request.deep)
            bench = _Bench(shop, visitor, HostGate(0.0), shelf.named, settings, stop, documents, choice.takes)
            if request.max_pages > 1 or request.depth:
                walk = _follow(targets, request, bench, progress)
            else:
                walk = _one_by_one(targets, bench)
            async with aclosing(walk) as outcomes:
                async for outcome in outcomes:
                    yield outcome


async def _documents(
    targets: Sequence[_Target], documents: Documents, stop: asyncio.Event
) -> AsyncGenerator[PageOutcome, None]:
    """Judge documents on this machine: that takes no browser."""
    for target in targets:
        if stop.is_set():
            return
        assert target.document is not None
        yield await documents.check_file(target.document, target.given)


async def _one_by_one(targets: Sequence[_Target], bench: _Bench) -> AsyncGenerator[PageOutcome, None]:
    """Visit the targets side by side where their hosts differ, and yield them in order."""
    ahead = 2 * bench.settings.browser.parallel_pages
    waiting = iter(targets)
    running: list[asyncio.Task[PageOutcome | None]] = []
    asked = asyncio.create_task(bench.stop.wait())
    try:
        while not bench.stop.is_set():
            while len(running) < ahead and (target := next(waiting, None)):
                running.append(asyncio.create_task(_check_one(target, bench)))
            if not running:
                return
            await asyncio.wait({running[0], asked}, return_when=asyncio.FIRST_COMPLETED)
            if running[0].done() and (outcome := running.pop(0).result()):
                yield outcome
        await within_grace(running, bench.stop, bench.settings.crawler.grace_s)
        for task in running:
            if not task.cancelled() and (outcome := task.result()):
                yield outcome
    finally:
        asked.cancel()
        for task in running:
            task.cancel()
        await asyncio.gather(asked, *running, return_exceptions=True)


async def _check_one(target: _Target, bench: _Bench) -> PageOutcome | None:
    """Return what became of one page or document; `None` if it was not asked.

    What the server says that it is counts, not how its address ends.
    """
    if target.is_document:
        outcome = await _check_document(target, bench)
        if outcome is not None and media_type_of(outcome.record) in PAGES:
            return await _check_page(target, bench)
        return outcome
    outcome = await _check_page(target, bench)
    if outcome is not None and not target.is_local and may_be_document(media_type_of(outcome.record)):
        document = await _check_document(target, bench)
        if document is not None and (document.is_document or media_type_of(outcome.record) in MEDIA_TYPES):
            return document
    return outcome


async def _check_page(target: _Target, bench: _Bench) -> PageOutcome | None:
    """Return what became of one page, asked again when a failure may pass; `None` if it was not asked."""
    started = datetime.now(UTC)
    page_url = target.given if target.is_local else page_identity(target.url).page_url
    record = FetchRecord(target.given, page_url, FetchOutcome.OK, fetched_at=started)
    for attempt in range(1, MAX_ATTEMPTS + 1):
        answers: list[Exchange] = []
        try:
            judged = await _see(target, bench, answers)
            judged = await bench.visitor.look_further(judged, partial(_ask_linked, target, bench))
            judged = await bench.visitor.use(judged)
        except TurnRefused as refused:
            if refused.why == "stopped":
                return None
            error = FetchError(FetchOutcome.HTTP_ERROR, Reason(refused.why), permanent=False)
        except FetchError as raised:
            error = raised
            # A page that did come and then hung will hang again.
            is_passing = not answers or answers[-1].status >= 400 or error.outcome is FetchOutcome.CRASHED
            if not error.permanent and is_passing and attempt < MAX_ATTEMPTS:
                continue
        except Exception as raised:
            log.error("page_broke", url=target.given, error=type(raised).__name__, exc_info=raised)
            error = crashed("browser", type(raised).__name__)
        else:
            exchange = judged.gathered.exchange
            return PageOutcome(
                target.given,
                replace(
                    record,
                    final_url=bench.named(exchange.final_url),
                    status=exchange.status,
                    duration_ms=_since(started),
                    notes=judged.notes,
                ),
                judged.judgement,
                judged.profile,
                judged.title,
                judged.timings_ms,
                _strip(judged),
                judged.facts,
                weight_among(target.given, judged.title, further_of(judged.gathered)),
            )
        break
    final_url = answers[-1].final_url if answers else error.url
    return PageOutcome(
        target.given,
        replace(
            record,
            outcome=error.outcome,
            reason=replace(error.reason, detail=bench.named(error.reason.detail)),
            permanent=error.permanent,
            final_url=bench.named(final_url),
            status=answers[-1].status if answers else None,
            duration_ms=_since(started),
        ),
        facts=error.facts,
    )


async def _check_document(target: _Target, bench: _Bench) -> PageOutcome | None:
    """Return what became of one document; `None` if it was not asked for."""
    if target.document is not None:
        return await bench.documents.check_file(target.document, target.given)

    async def get() -> Fetched:
        async with _turn(target, bench) as loaded, bench.shop.slots:
            answer = await bench.shop.fetcher.get(target.url, max_bytes=MAX_BYTES)
            loaded()
            return answer

    try:
        return await bench.documents.check_address(page_identity(target.url).page_url, target.given, get)
    except TurnRefused as refused:
        if refused.why == "stopped":
            return None
        record = FetchRecord(target.given, target.url, FetchOutcome.HTTP_ERROR, Reason(refused.why))
        return PageOutcome(target.given, replace(record, permanent=False))


def _strip(judged: Judged) -> WalkStrip | None:
    """Return what the walk looked like; `None` where no picture was asked for, or nothing was walked."""
    walk, picture = (judged.gathered.acted.get(kind) for kind in (FocusWalk, WalkPicture))
    if not isinstance(walk, FocusWalk) or not isinstance(picture, WalkPicture) or walk.untested:
        return None
    nodes = (judged.gathered.dom.at_path(stop.spot.path, stop.spot.tag) for stop in walk.stops)
    return WalkStrip(walk, picture, tuple(-1 if node is None else node.index for node in nodes))


async def _see(target: _Target, bench: _Bench, answers: list[Exchange]) -> Judged:
    """Judge one page in its host's turn; each answer is noted, here and for the host."""
    gate, key = bench.gate(target), host_key(target.url)
    async with _turn(target, bench) as loaded, bench.shop.slots:
        asked = datetime.now(UTC)

        def accepts(answer: Exchange) -> None:
            loaded()
            answers.append(answer)
            after = answer.headers.get("retry-after", "")
            gate.note(key, status=answer.status, retry_after=after, duration_s=_since(asked) / 1000)

        try:
            return await bench.visitor.see(Errand(target.url, accepts, is_used=bench.is_used))
        except FetchError as error:
            if not answers:
                gate.note(key, failed=error.reason.key in SILENT)
            raise


async def _ask_linked(
    target: _Target, bench: _Bench, url: str, load: Callable[[], Awaitable[LinkedPage | None]]
) -> LinkedPage | None:
    """Load a linked page in its host's turn; `None` where robots.txt or the host is against it."""
    try:
        if target.is_local:
            return await load()
        if bench.settings.crawler.obey_robots and not (
            await bench.shop.robots.for_url(url, bench.stop)
        ).allows(url):
            return None
        async with bench.gate(target).visit(url, stop=bench.stop), bench.shop.slots:
            return await load()
    except TurnRefused:
        return None


@asynccontextmanager
async def _turn(target: _Target, bench: _Bench) -> AsyncIterator[Callable[[], None]]:
    """Wait for the turn of a host and give what tells that the page has come; files wait for nobody."""
    if target.is_local:
        yield lambda: None
        return
    async with bench.gate(target).visit(target.url, stop=bench.stop) as turn:
        yield turn.loaded


async def _follow(
    targets: Sequence[_Target], request: CheckRequest, bench: _Bench, progress: Progress
) -> AsyncGenerator[PageOutcome, None]:
    """Crawl from each target without a database and yield pages as they are judged."""
    for target in targets:
        if target.is_document:
            if (outcome := await _check_one(target, bench)) is not None:
                yield outcome
            continue
        pages: asyncio.Queue[PageOutcome | None] = asyncio.Queue()
        crawl = _crawl(target, request, bench, progress, pages.put_nowait)
        running = asyncio.create_task(crawl.run())
        running.add_done_callback(lambda _, pages=pages: pages.put_nowait(None))  # type: ignore[misc]
        try:
            while (page := await pages.get()) is not None:
                yield _as_given(page, bench.named)
            try:
                await running
            except BaseExceptionGroup as group:
                # One failing part cancels the others; its own error is what people need to read.
                raise _first(group) from group
        finally:
            running.cancel()
            await asyncio.gather(running, return_exceptions=True)


def _crawl(
    target: _Target,
    request: CheckRequest,
    bench: _Bench,
    progress: Progress,
    on_page: Callable[[PageOutcome], None],
) -> Crawl:
    site = Site((target.url,), allow_private=request.allow_private or target.is_local)
    scope, limits = Scope(site), Limits(request.max_pages, request.depth or None)
    traps = TrapGuard(limit_per_pattern=bench.settings.crawler.trap_after)
    frontier = Frontier(scope, limits, traps)
    frontier.add(site.start, depth=0, priority=2)
    obey_robots = bench.settings.crawler.obey_robots and not target.is_local
    return Crawl(
        SiteCrawl(target.given, scope, frontier, limits, obey_robots),
        visitor=bench.visitor,
        gate=bench.gate(target),
        robots=bench.shop.robots,
        slots=bench.shop.slots,
        write=lambda _: None,
        progress=progress,
        stop=bench.stop,
        on_page=on_page,
        is_used=bench.is_used,
    )


def _as_given(page: PageOutcome, named: Callable[[str], str]) -> PageOutcome:
    """Return an outcome that calls files by their names, not by the address under which we serve them."""
    record = page.record
    reason = record.reason and replace(record.reason, detail=named(record.reason.detail))
    record = replace(
        record,
        url=named(record.url),
        page_url=named(record.page_url),
        final_url=named(record.final_url),
        found_on=named(record.found_on),
        duplicate_of=named(record.duplicate_of),
        reason=reason,
    )
    return replace(page, url=named(page.url), record=record)


def _first(group: BaseExceptionGroup[BaseException]) -> BaseException:
    error: BaseException = group
    while isinstance(error, BaseExceptionGroup):
        error = error.exceptions[0]
    return error


class _Shelf:
    """The folders that are served while pages are checked: one server each, however many files they hold."""

    def __init__(self) -> None:
        self._stack = ExitStack()
        self._servers: dict[Path, LocalFiles] = {}
        self._names: dict[str, str] = {}
        self._shown: dict[str, str] = {}

    def __enter__(self) -> "_Shelf":
        return self

    def __exit__(self, *_: object) -> None:
        self._stack.close()

    def page(self, file: Path, folder: Path, given: str, shown: str) -> _Target:
        """Serve a file below a folder; it is called `given`, and other files of the folder after `shown`."""
        folder = folder.resolve()
        if folder not in self._servers:
            self._servers[folder] = self._stack.enter_context(LocalFiles(folder))
            self._shown[self._servers[folder].host] = shown
        if not file.resolve().is_relative_to(folder):
            raise UsageError(
                "{file} is a link to {target}, outside the folder {folder}. Check that file by itself.",
                file=given,
                target=str(file.resolve()),
                folder=shown,
            )
        url = self._servers[folder].url(file)
        self._names.setdefault(url, given)
        return _Target(given, url, is_local=True)

    def temporary(self, content: bytes) -> tuple[Path, Path]:
        """Write a page that is gone when the shelf closes; return the file and its folder."""
        folder = Path(self._stack.enter_context(tempfile.TemporaryDirectory(prefix="drempel-")))
        file = folder / "stdin.html"
        file.write_bytes(content)
        return file, folder

    def named(self, url: str) -> str:
        """Return the file that an address stands for; any other text as it is."""
        if (given := self._names.get(url)) is not None:
            return given
        scheme, _, rest = url.partition("://")
        host, _, path = rest.partition("/")
        if scheme != "http" or (shown := self._shown.get(host)) is None:
            return url
        return os.path.join(shown, unquote(path))


def _targets(request: CheckRequest, shelf: _Shelf) -> Iterator[_Target]:
    """Yield the pages to check; files are served for as long as the shelf is there."""
    files = [Path(given) for given in request.targets if _scheme(given) is None and Path(given).is_file()]
    common = _common_folder(files)
    for given in request.targets:
        scheme = _scheme(given)
        if scheme in {"http", "https"}:
            url = absolute(given, given)
            if url is None:
                raise UsageError("{given} is not a web address that can be visited.", given=given)
            yield _Target(given, url)
        elif scheme is not None:
            raise UsageError("{given}: only http, https, files, folders and - can be checked.", given=given)
        elif given == "-":
            yield shelf.page(*shelf.temporary(request.stdin or b""), given, given)
        else:
            yield from _local(Path(given), given, common, shelf)


def _scheme(given: str) -> str | None:
    return urlsplit(given).scheme.lower() if "://" in given else None


def _common_folder(files: Sequence[Path]) -> Path | None:
    """Return the folder that holds all the files below the one where we are; `None` if there are none.

    One server serves them then. Files elsewhere are served from their own folder, to show no more than that.
    """
    here = Path.cwd().resolve()
    below = [parent for file in files if (parent := file.resolve().parent).is_relative_to(here)]
    return Path(os.path.commonpath(below)) if below else None


def _local(path: Path, given: str, common: Path | None, shelf: _Shelf) -> Iterator[_Target]:
    if path.is_dir():
        files = sorted((*pages_in(path), *documents_in(path)))
        if not files:
            raise UsageError("The folder {folder} holds no .html pages and no documents.", folder=given)
        for file in files:
            if kind_of_name(file) is not None:
                yield _Target(str(file), "", is_local=True, document=file)
            else:
                yield shelf.page(file, path, str(file), given)
    elif path.is_file() and is_document_file(path):
        yield _Target(given, "", is_local=True, document=path)
    elif path.is_file():
        folder = path.resolve().parent
        if common is not None and folder.is_relative_to(common):
            folder = common
        yield shelf.page(path, folder, given, os.path.relpath(folder) if folder == common else str(folder))
    else:
        raise UsageError(
            "{given} is no file or folder, and no address either. An address begins with https:// or http://.",
            given=given,
        )


def _since(started: datetime) -> int:
    return round((datetime.now(UTC) - started).total_seconds() * 1000)
