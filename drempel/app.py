"""The composition root: builds browser, store and checks from the settings and runs what a command asks.

Everything that commands, the demo and tests start goes through here.
"""

import asyncio
import tempfile
from collections import Counter
from collections.abc import AsyncIterator, Callable, Collection, Mapping, Sequence
from contextlib import ExitStack
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from importlib import import_module
from pathlib import Path
from urllib.parse import urlsplit

import structlog

import drempel
from checks import registry
from checks.base import Check
from crawler.axe_source import AxeSource
from crawler.browser.devtools import PAGE_TYPES
from crawler.browser.failures import crashed
from crawler.fetch import Fetched
from crawler.frontier import Frontier
from crawler.guard import private_hosts
from crawler.local_files import LocalFiles, pages_in
from crawler.scope import Scope
from crawler.sitemap import MAX_BYTES as MAX_SITEMAP_BYTES
from crawler.sitemap import read_sitemaps
from crawler.traps import TrapGuard
from crawler.urls import absolute, host_key, origin, page_identity
from drempel import gate, indicators
from drempel.errors import DrempelError, FetchError, SetupError, StorageError, UnknownName, UsageError
from drempel.i18n import catalogue as language_catalogue
from drempel.model.artefact import Exchange
from drempel.model.entity import Entity
from drempel.model.finding import CheckInfo, Impact
from drempel.model.issue import TrendLabel
from drempel.model.report import ReportHeader, ReportSource
from drempel.model.scan import PageResult, Scan, ScanSettings, ScanState, Tools
from drempel.model.site import Limits, Site
from drempel.model.snapshot import Coverage, FetchOutcome, FetchRecord, Queued, Viewport
from drempel.pipeline import Crawl, CrawlEnd, PageOutcome, Progress, SiteCrawl, Visitor, VisitPlan
from drempel.settings import Settings
from drempel.workshop import Workshop, open_workshop
from readability.pool import TextPool
from reports.base import FolderOutput, report_folder
from reports.formats.overview import write_overview
from reports.registry import report_format, write_report
from reports.summary import summary_lines
from storage import Store
from storage.revision import upgrade

log = structlog.get_logger()

PACKAGES = ("crawler", "checks", "readability", "storage", "reports")
AXE_TIMEOUT_S = 30.0


@dataclass(frozen=True, slots=True)
class ScanJob:
    """One site of one entity that is to be scanned."""

    entity: Entity
    site: Site


@dataclass(frozen=True, slots=True)
class ScanResult:
    """How a scan ended. `worst` is the gravest failure that counts for the exit code."""

    job: ScanJob
    scan: Scan | None
    coverage: Coverage
    worst: Impact | None = None
    problems: int = 0
    report: Path | None = None
    summary: tuple[str, ...] = ()
    error: str = ""
    interrupted: bool = False
    ended: tuple[FetchRecord, ...] = ()
    """Every address with its outcome, where that was asked for."""


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


def check_installation() -> None:
    """Raise `SetupError` when another distribution has taken one of our package names."""
    home = Path(drempel.__file__).resolve().parent.parent
    for name in PACKAGES:
        file = import_module(name).__file__
        if file is None or Path(file).resolve().parent.parent != home:
            raise SetupError(
                "The package {name} is not Drempel's own but the one in {file}. Install Drempel in an "
                "environment of its own (uv tool install or pipx).",
                name=name,
                file=file,
            )


def catalogue() -> tuple[CheckInfo, ...]:
    """Return all checks and axe rules that run."""
    return registry.catalogue()


def documentation(check_id: str, language: str) -> str | None:
    """Return the page of a check in a language, `None` where there is none."""
    return registry.documentation(check_id, language)


# -- scanning


async def run_scans(
    settings: Settings,
    jobs: Sequence[ScanJob],
    *,
    resume: bool,
    progress: Progress,
    stop: asyncio.Event,
    with_ends: bool = False,
) -> list[ScanResult]:
    """Scan sites, write their reports, and return how each ended; in the order of the jobs.

    One site that fails does not stop the others. Raises `StorageError` and `SetupError` before anything
    is visited when the database or the browser cannot be used.
    """
    check_installation()
    checks = registry.discover()
    with Store.open(settings.storage.url) as store:
        results: dict[int, ScanResult] = {}
        for group in _by_permission(jobs):
            private = private_hosts([jobs[at].site for at in group])
            async with open_workshop(settings, allow_private=private) as shop:
                texts = TextPool(settings.readability.workers)
                scans = {
                    at: SiteScan(settings, jobs[at], shop, store, texts, checks, progress, stop)
                    for at in group
                }
                side_by_side = asyncio.Semaphore(settings.browser.parallel_pages)

                async def run(at: int, scan: SiteScan, turn: asyncio.Semaphore) -> None:
                    async with turn:
                        results[at] = await scan.run(resume=resume, with_ends=with_ends)

                running = [asyncio.create_task(run(at, scan, side_by_side)) for at, scan in scans.items()]
                try:
                    await asyncio.gather(*running)
                finally:
                    # After an error of the database none may go on without the workshop.
                    for task in running:
                        task.cancel()
                    await asyncio.gather(*running, return_exceptions=True)
                    await texts.aclose()
            if stop.is_set():
                break
        done = [results[at] for at in sorted(results)]
        _write_overview(settings, store, settings.report.folder)
        store.prune(settings.storage.keep_artefacts_days)
    return done


def _by_permission(jobs: Sequence[ScanJob]) -> list[list[int]]:
    """Return groups of positions: all public sites together, each site that may be private alone."""
    public = [at for at, job in enumerate(jobs) if not job.site.allow_private]
    alone = [[at] for at, job in enumerate(jobs) if job.site.allow_private]
    return [public, *alone] if public else alone


class SiteScan:
    """One job: begins or resumes a scan, crawls, closes the scan and writes the reports."""

    def __init__(
        self,
        settings: Settings,
        job: ScanJob,
        shop: Workshop,
        store: Store,
        texts: TextPool,
        checks: Mapping[str, Check],
        progress: Progress,
        stop: asyncio.Event,
    ) -> None:
        self._settings = settings
        self._job = job
        self._shop = shop
        self._store = store
        self._texts = texts
        self._checks = checks
        self._progress = progress
        self._stop = stop

    async def run(self, *, resume: bool, with_ends: bool) -> ScanResult:
        """Scan the site; problems of this site alone come back as `error`."""
        try:
            scan, crawl = await self._begin(resume=resume)
            ended: list[FetchRecord] = []
            end = await self._crawl(scan, crawl, ended.append if with_ends else None)
            state = await self._close(scan, end)
            return self._result(scan.id, end, state, tuple(ended))
        except StorageError:
            raise
        except DrempelError as error:
            log.error("scan_failed", site=self._job.site.id, error=str(error))
            return ScanResult(self._job, None, Coverage(), error=str(error))
        except Exception as error:
            # One site is one unit of work: a fault of ours does not stop the other sites.
            log.error("scan_broke", site=self._job.site.id, error=type(error).__name__, exc_info=error)
            return ScanResult(self._job, None, Coverage(), error=f"{type(error).__name__}: {error}")

    async def _begin(self, *, resume: bool) -> tuple[Scan, SiteCrawl]:
        job, settings = self._job, self._settings
        unfinished = self._store.unfinished_scan(job.entity.id, job.site.id) if resume else None
        if unfinished is not None:
            scan = self._store.reopen_scan(unfinished.id)
            frontier = self._frontier(_limits(scan.settings))
            frontier.restore(self._store.queued(scan.id), self._store.seen_urls(scan.id))
            return scan, SiteCrawl(
                name=job.site.id,
                scope=Scope(job.site),
                frontier=frontier,
                limits=_limits(scan.settings),
                obey_robots=scan.settings.obey_robots,
                done_before=Counter(self._store.outcome_counts(scan.id)),
                gone_before=self._store.gone_count(scan.id),
                judged_before=frozenset(self._store.judged_urls(scan.id)),
            )
        frontier = self._frontier(settings.limits())
        seeds, cut = await self._seeds(frontier)
        frozen = ScanSettings(
            standard=settings.standard,
            disabled_checks=tuple(settings.checks.disable),
            viewport=str(settings.crawler.viewport),
            max_pages=settings.crawler.max_pages,
            max_depth=settings.crawler.max_depth,
            max_time_s=settings.crawler.max_time_s,
            obey_robots=settings.crawler.obey_robots,
            delay_s=settings.crawler.delay_s,
            backend=settings.browser.backend,
        )
        tools = _tools(self._shop.axe, self._shop.browser.name, self._checks, settings.checks.disable)
        scan = self._store.start_scan(job.entity, job.site, frozen, tools, seeds)
        if cut:
            self._store.write_pages(scan.id, [PageResult(replace(r, fetched_at=_now())) for r in cut])
        return scan, SiteCrawl(
            name=job.site.id,
            scope=Scope(job.site),
            frontier=frontier,
            limits=settings.limits(),
            obey_robots=settings.crawler.obey_robots,
        )

    def _frontier(self, limits: Limits) -> Frontier:
        traps = TrapGuard(limit_per_pattern=self._settings.crawler.trap_after)
        return Frontier(Scope(self._job.site), limits, traps)

    async def _seeds(self, frontier: Frontier) -> tuple[tuple[Queued, ...], tuple[FetchRecord, ...]]:
        """Queue the start addresses, the pages known from the last scan, and what sitemaps list."""
        site = self._job.site
        first = frontier.add(site.start, depth=0, priority=2)
        if not first.queued:
            raise UsageError(
                "The start address {url} lies outside the scope of its own site. "
                "Correct `include` or `exclude` in config.toml.",
                url=site.start[0],
            )
        queued, cut = [*first.queued], [*first.cut]
        listed = await _listed(site, self._shop, self._progress)
        added = frontier.add(listed, depth=1, found_on=site.start[0], priority=1)
        queued += added.queued
        cut += added.cut
        for record in self._store.known_pages(self._job.entity.id, site.id):
            # Pages of the last scan are asked again even where no link leads to them any more.
            again = frontier.add([record.page_url], depth=record.depth, found_on=record.found_on)
            queued += again.queued
            cut += again.cut
        return tuple(queued), tuple(cut)

    async def _crawl(
        self, scan: Scan, crawl: SiteCrawl, on_end: Callable[[FetchRecord], None] | None
    ) -> CrawlEnd:
        plan = VisitPlan(
            viewport=_viewport(scan.settings.viewport),
            page_timeout_s=self._settings.crawler.page_timeout_s,
            axe_timeout_s=AXE_TIMEOUT_S,
            checks=self._checks,
            disabled=frozenset(scan.settings.disabled_checks),
        )
        running = Crawl(
            crawl,
            visitor=Visitor(self._shop.browser, self._texts, plan, self._shop.proxy.failure_of),
            gate=self._shop.gate,
            robots=self._shop.robots,
            slots=self._shop.slots,
            write=lambda results: self._store.write_pages(scan.id, results),
            progress=self._progress,
            stop=self._stop,
            on_page=(lambda page: on_end(page.record)) if on_end else None,
        )
        try:
            return await running.run()
        except BaseExceptionGroup as group:
            # One failing stage cancels the others; its own error is what people need to read.
            raise _first(group) from group

    async def _close(self, scan: Scan, end: CrawlEnd) -> ScanState:
        state = _state(end)
        await asyncio.to_thread(self._store.finish_scan, scan.id, state, end.coverage, indicators.compute)
        return state

    def _result(
        self, scan_id: str, end: CrawlEnd, state: ScanState, ended: tuple[FetchRecord, ...]
    ) -> ScanResult:
        scan = self._store.scan(scan_id)
        source = _source(self._store, scan)
        worst, problems = _worst(source)
        text = language_catalogue(self._settings.report.language)
        report = _write_formats(self._settings, source, self._settings.report.formats)
        return ScanResult(
            job=self._job,
            scan=scan,
            coverage=end.coverage,
            worst=worst,
            problems=problems,
            report=report,
            summary=tuple(summary_lines(source, text)),
            interrupted=state is ScanState.INTERRUPTED,
            ended=ended,
        )


async def _listed(site: Site, shop: Workshop, progress: Progress) -> list[str]:
    """Return the addresses in the sitemaps of a site; a sitemap that cannot be read is noted."""
    listed: list[str] = []
    for start in dict.fromkeys(origin(url) for url in site.start):
        rules = await shop.robots.for_url(f"{start}/")
        if rules.state == "unreachable":
            progress.note(f"robots.txt: {rules.reason}")
            continue
        named = [url for raw in rules.sitemaps if (url := absolute(raw, f"{start}/"))]

        async def fetch(url: str) -> Fetched:
            # Each request counts as one to the host.
            async with shop.gate.visit(url):
                return await shop.fetcher.get(url, max_bytes=MAX_SITEMAP_BYTES)

        found = await read_sitemaps(fetch, named or [f"{start}/sitemap.xml"])
        listed += [page.url for page in found.urls]
        if named:
            for problem in found.problems:
                progress.note(f"sitemap: {problem}")
    return listed


def _state(end: CrawlEnd) -> ScanState:
    if end.interrupted:
        return ScanState.INTERRUPTED
    if not end.coverage.judged:
        return ScanState.FAILED
    if end.coverage.limit in {"host-rested", "max_time_s"}:
        return ScanState.INCOMPLETE
    return ScanState.COMPLETE


def _tools(axe: AxeSource, browser: str, checks: Mapping[str, Check], disabled: Collection[str]) -> Tools:
    return Tools(
        drempel=drempel.__version__,
        axe=axe.version,
        axe_sha256=axe.sha256,
        browser=browser,
        checks={check.id: check.version for check in checks.values() if check.id not in disabled},
    )


def _limits(settings: ScanSettings) -> Limits:
    return Limits(settings.max_pages, settings.max_depth, settings.max_time_s)


def _viewport(text: str) -> Viewport:
    width, _, height = text.partition("x")
    return Viewport(int(width), int(height))


def _first(group: BaseExceptionGroup[BaseException]) -> BaseException:
    error: BaseException = group
    while isinstance(error, BaseExceptionGroup):
        error = error.exceptions[0]
    return error


def _now() -> datetime:
    return datetime.now(UTC)


# -- reporting


def write_reports(
    settings: Settings,
    *,
    entity: str | None,
    scan: str | None,
    formats: Sequence[str],
    folder: Path,
) -> Path:
    """Write reports from what is stored: of one scan, or of the last scan of each site; return where.

    Raises `UnknownName` for an entity, scan or format that does not exist.
    """
    with Store.open(settings.storage.url, create=False) as store:
        scans = [store.scan(scan)] if scan else _latest(store, entity)
        if not scans:
            raise UnknownName(
                "No scan of {entity} is stored yet. Run: drempel scan --entity {entity}"
                if entity
                else "No scan is stored yet. Run: drempel scan",
                entity=entity,
            )
        written = [_write_formats(settings, _source(store, each), formats, folder) for each in scans]
        overview = _write_overview(settings, store, folder)
    first = written[0] if len(written) == 1 else overview
    if first is None:
        raise UsageError("No report could be written; the log says why.")
    return first


def _latest(store: Store, entity: str | None) -> list[Scan]:
    known = {each.id: each for each in store.entities()}
    if entity is not None and entity not in known:
        raise UnknownName(
            "There is no entity {entity} in the database. Known: {known}.",
            entity=entity,
            known=", ".join(sorted(known)) or "-",
        )
    latest = [
        store.latest_scan(each.id, site.id)
        for each in known.values()
        if entity in (None, each.id)
        for site in store.sites(each.id)
    ]
    return [scan for scan in latest if scan is not None]


def _source(store: Store, scan: Scan) -> ReportSource:
    return store.report_source(scan.id, registry.catalogue(), scan.settings.disabled_checks)


def _write_formats(
    settings: Settings, source: ReportSource, wanted: Sequence[str], folder: Path | None = None
) -> Path | None:
    """Write the formats of one scan's report; return the file to open, `None` when all of them failed."""
    target = report_folder(folder or settings.report.folder, source.header)
    text = language_catalogue(settings.report.language)
    for written in write_report(source, target, wanted, text):
        if written.path is not None:
            return written.path
    return None


def _write_overview(settings: Settings, store: Store, folder: Path) -> Path | None:
    """Write the page that leads to the newest report of each site, of those that stand in the folder."""
    headers: list[ReportHeader] = []
    links: list[str] = []
    for scan in _latest(store, None):
        header = _source(store, scan).header
        report = report_folder(folder, header) / report_format("html").entry
        if report.exists():
            headers.append(header)
            links.append(report.relative_to(folder).as_posix())
    if not headers:
        return None
    with FolderOutput(folder, "index.html") as out:
        write_overview(headers, links, out, language_catalogue(settings.report.language))
    return folder / "index.html"


def _worst(source: ReportSource) -> tuple[Impact | None, int]:
    """Return the gravest impact among the failures of this scan, and the number of problems that count."""
    standard = source.header.scan.settings.standard
    counted = [
        issue.example
        for issue in source.issues()
        if issue.label not in {TrendLabel.RESOLVED, TrendLabel.NOT_RECHECKED}
        and gate.counts(issue.example, standard)
    ]
    return gate.worst(counted, standard), len(counted)


def database_upgrade(settings: Settings) -> str:
    """Bring the database to the newest form; return what was done, in one line."""
    done = upgrade(settings.storage.url)
    if done.before == done.after:
        return f"The database is up to date ({done.after})."
    kept = f" The database as it was is kept in {done.copy}." if done.copy else ""
    return f"The database went from {done.before or 'nothing'} to {done.after}.{kept}"


# -- single pages


@dataclass(frozen=True, slots=True)
class _Target:
    """One page to check: how it was asked for, and the address that is loaded."""

    given: str
    url: str
    is_local: bool = False


async def check_pages(
    settings: Settings,
    request: CheckRequest,
    *,
    progress: Progress,
    stop: asyncio.Event,
) -> AsyncIterator[PageOutcome]:
    """Yield one outcome for each page asked for, in that order; `url` echoes the argument.

    With `max_pages` over 1 the pages that are linked from an address follow it, in the order in which
    they were judged. Raises `UsageError` for a target that is no address, file or folder.
    """
    check_installation()
    checks = registry.discover()
    with ExitStack() as stack:
        targets = _targets(request, stack)
        local = {host_key(target.url) for target in targets if target.is_local}
        private = {host_key(target.url) for target in targets} if request.allow_private else set()
        # Nobody is hurried by requests to one's own machine.
        delay_s = 0.0 if local or request.allow_private else None
        async with open_workshop(settings, allow_private=local | private, delay_s=delay_s) as shop:
            texts = TextPool(0)
            plan = VisitPlan(
                viewport=settings.crawler.viewport,
                page_timeout_s=settings.crawler.page_timeout_s,
                axe_timeout_s=AXE_TIMEOUT_S,
                checks=checks,
                disabled=frozenset((*settings.checks.disable, *request.disable)),
                with_screenshot=False,
                media_types=PAGE_TYPES,
            )
            visitor = Visitor(shop.browser, texts, plan, shop.proxy.failure_of)
            if request.max_pages > 1 or request.depth:
                walk = _follow(targets, request, settings, shop, visitor, progress, stop)
            else:
                walk = _one_by_one(targets, shop, visitor, stop, 2 * settings.browser.parallel_pages)
            async for outcome in walk:
                yield outcome


async def _one_by_one(
    targets: Sequence[_Target], shop: Workshop, visitor: Visitor, stop: asyncio.Event, ahead: int
) -> AsyncIterator[PageOutcome]:
    """Visit the targets side by side where their hosts differ, and yield them in order."""
    waiting = iter(targets)
    running: list[asyncio.Task[PageOutcome]] = []
    try:
        while True:
            while len(running) < ahead and (target := next(waiting, None)):
                running.append(asyncio.create_task(_check_one(target, shop, visitor)))
            if not running or stop.is_set():
                return
            yield await running.pop(0)
    finally:
        for task in running:
            task.cancel()
        await asyncio.gather(*running, return_exceptions=True)


async def _check_one(target: _Target, shop: Workshop, visitor: Visitor) -> PageOutcome:
    started = _now()
    page_url = target.given if target.is_local else page_identity(target.url).page_url
    record = FetchRecord(target.given, page_url, FetchOutcome.OK, fetched_at=started)
    answers: list[Exchange] = []
    try:
        async with shop.slots, shop.gate.visit(target.url) as turn:

            def accepts(answer: Exchange) -> None:
                turn.loaded()
                answers.append(answer)

            judged = await visitor.see(target.url, accepts)
    except Exception as raised:
        if not isinstance(raised, FetchError):
            log.error("page_broke", url=target.given, error=type(raised).__name__, exc_info=raised)
        error = raised if isinstance(raised, FetchError) else crashed("browser", type(raised).__name__)
        final = answers[0].final_url if answers else ""
        status = answers[0].status if answers else None
        return PageOutcome(
            target.given,
            replace(
                record,
                outcome=error.outcome,
                reason=error.reason,
                permanent=error.permanent,
                final_url=final,
                status=status,
                duration_ms=_since(started),
            ),
        )
    exchange = judged.gathered.exchange
    return PageOutcome(
        target.given,
        replace(
            record,
            final_url=target.given if target.is_local else exchange.final_url,
            status=exchange.status,
            duration_ms=_since(started),
            notes=judged.notes,
        ),
        judged.judgement,
        judged.profile,
        judged.title,
        judged.timings_ms,
    )


async def _follow(
    targets: Sequence[_Target],
    request: CheckRequest,
    settings: Settings,
    shop: Workshop,
    visitor: Visitor,
    progress: Progress,
    stop: asyncio.Event,
) -> AsyncIterator[PageOutcome]:
    """Crawl from each target without a database and yield pages as they are judged."""
    for target in targets:
        site = Site((target.url,), allow_private=request.allow_private or target.is_local)
        scope, limits = Scope(site), Limits(request.max_pages, request.depth or None)
        frontier = Frontier(scope, limits, TrapGuard(limit_per_pattern=settings.crawler.trap_after))
        frontier.add(site.start, depth=0, priority=2)
        pages: asyncio.Queue[PageOutcome | None] = asyncio.Queue()
        crawl = Crawl(
            SiteCrawl(target.given, scope, frontier, limits, settings.crawler.obey_robots),
            visitor=visitor,
            gate=shop.gate,
            robots=shop.robots,
            slots=shop.slots,
            write=lambda _: None,
            progress=progress,
            stop=stop,
            on_page=pages.put_nowait,
        )
        running = asyncio.create_task(crawl.run())
        running.add_done_callback(lambda _, pages=pages: pages.put_nowait(None))  # type: ignore[misc]
        try:
            while (page := await pages.get()) is not None:
                yield page
            await running
        finally:
            running.cancel()
            await asyncio.gather(running, return_exceptions=True)


def _targets(request: CheckRequest, stack: ExitStack) -> list[_Target]:
    """Return the pages to check; files and folders are served for as long as the stack is open."""
    found: list[_Target] = []
    for given in request.targets:
        scheme = urlsplit(given).scheme.lower() if "://" in given else ""
        if scheme in {"http", "https"}:
            url = absolute(given, given)
            if url is None:
                raise UsageError("{given} is not a web address that can be visited.", given=given)
            found.append(_Target(given, url))
        elif scheme:
            raise UsageError("{given}: only http, https, files, folders and - can be checked.", given=given)
        elif given == "-":
            folder = Path(stack.enter_context(tempfile.TemporaryDirectory(prefix="drempel-")))
            (folder / "stdin.html").write_bytes(request.stdin or b"")
            served = stack.enter_context(LocalFiles(folder))
            found.append(_Target(given, served.url(folder / "stdin.html"), is_local=True))
        else:
            found += _local_targets(Path(given), given, stack)
    return found


def _local_targets(path: Path, given: str, stack: ExitStack) -> list[_Target]:
    if path.is_dir():
        files = pages_in(path)
        if not files:
            raise UsageError("The folder {folder} holds no .html pages.", folder=given)
        served = stack.enter_context(LocalFiles(path))
        return [_Target(str(file), served.url(file), is_local=True) for file in files]
    if path.is_file():
        served = stack.enter_context(LocalFiles(path.resolve().parent))
        return [_Target(given, served.url(path), is_local=True)]
    raise UsageError(
        "{given} is no file or folder, and no address either. An address begins with https:// or http://.",
        given=given,
    )


def _since(started: datetime) -> int:
    return round((_now() - started).total_seconds() * 1000)
