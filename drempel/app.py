"""The composition root: builds browser, store and checks from the settings and runs what a command asks.

Everything that commands, the demo and tests start goes through here.
"""

import asyncio
from collections import Counter
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from functools import partial
from itertools import groupby
from operator import attrgetter
from pathlib import Path
from typing import TypeVar

import structlog

import drempel
from checks import registry
from checks.base import Check
from checks.engine import judge_together
from checks.facts.document_links import document_links
from crawler.axe_source import AxeSource
from crawler.fetch import Fetched
from crawler.frontier import Frontier
from crawler.gather.dom import has_roles
from crawler.gather.shots import ShotBook
from crawler.guard import private_hosts
from crawler.politeness import TurnRefused
from crawler.scope import Scope
from crawler.sitemap import MAX_BYTES as MAX_SITEMAP_BYTES
from crawler.sitemap import SitemapUrl, read_sitemaps
from crawler.traps import TrapGuard
from crawler.unchanged import Recognition
from crawler.urls import absolute, origin
from drempel import gate
from drempel.collecting import collecting_less
from drempel.deepness import DeepChoice, KeyChoice, PictureChoice
from drempel.document_round import judge_documents
from drempel.dom import Dom
from drempel.ends import record_of
from drempel.errors import DrempelError, FetchError, StorageError, UnknownName, UsageError
from drempel.figures import clean_key_pages, figures
from drempel.gathering import gathering_mark
from drempel.i18n import Catalogue
from drempel.i18n import catalogue as language_catalogue
from drempel.inclusion.limits import limits_of
from drempel.inclusion.tally import ask
from drempel.installation import check_installation
from drempel.keeping import PROOF, PROOF_DIFFERS, Keeper
from drempel.model.answer import Asked
from drempel.model.artefact import DomCapture
from drempel.model.document import kind_of_address
from drempel.model.entity import Entity
from drempel.model.facts import Facts
from drempel.model.finding import CheckInfo, Finding, Impact
from drempel.model.inclusion import SeenPage
from drempel.model.indicator import Share
from drempel.model.issue import TrendLabel
from drempel.model.night import News
from drempel.model.overview import SiteNow
from drempel.model.report import ReportSource
from drempel.model.scan import Depth, PageResult, Scan, ScanSettings, ScanState, Tools
from drempel.model.site import Limits, Site
from drempel.model.site_view import PageSketch
from drempel.model.snapshot import Coverage, FetchOutcome, FetchRecord, Queued, Reason, Viewport
from drempel.page_documents import seen_with_documents
from drempel.pipeline import Crawl, CrawlEnd, Progress, SiteCrawl
from drempel.settings import Settings
from drempel.sketch import SketchBook
from drempel.statement_document import read_statement_document
from drempel.stopping import within_grace
from drempel.toets_answers import answers_path, stored_answers
from drempel.visitor import AXE_TIMEOUT_S, Judged, Visitor, VisitPlan
from drempel.waivers import WaiversWrong, path_beside, read_waivers
from drempel.workshop import Surroundings, Workshop, open_workshop
from readability.pool import TextPool
from reports.base import FolderOutput, earlier_folder, folder_of, report_folder, slug
from reports.document_problems import all_issues
from reports.formats.comparison import ENTRY as COMPARED
from reports.formats.entity import write_entity
from reports.formats.overview import READABLE, write_overview
from reports.registry import report_format, write_report
from reports.summary import summary_lines
from storage import Store
from storage.report_source import StoredReport
from storage.revision import upgrade

T = TypeVar("T")
ENTITY_PAGE = "index.html"
"""File in the folder of an entity."""

REPORT_S = 20.0
"""Seconds beyond the grace time to close scans and write reports."""

log = structlog.get_logger()

_NEVER_ASKED = frozenset({FetchOutcome.ROBOTS, FetchOutcome.TRAP_CUT})


@dataclass(frozen=True, slots=True)
class ScanJob:
    """One site of one entity that is to be scanned."""

    entity: Entity
    site: Site
    anew: bool = False
    """Begin a new scan, also where there is one to resume."""


@dataclass(frozen=True, slots=True)
class ScanResult:
    """How a scan ended. `worst` is the gravest failure that counts for the exit code."""

    job: ScanJob
    scan: Scan | None
    coverage: Coverage
    worst: Impact | None = None
    problems: int = 0
    """On pages, of those that count."""
    document_problems: int = 0
    """In documents, of those that count."""
    documents_missed: int = 0
    """Documents that should have been judged and could not be."""
    documents_beyond: int = 0
    """Documents that were not asked for: there are more than the settings allow."""
    news: tuple[News, ...] = ()
    """Problems that count and were not there in the scan before, worst first."""
    report: Path | None = None
    summary: tuple[str, ...] = ()
    error: str = ""
    unseen: Reason | None = None
    """Where no page could be judged: why the first address could not."""
    interrupted: bool = False
    ended: tuple[FetchRecord, ...] = ()
    """Every address with its outcome, where that was asked for."""


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
    on_end: Callable[[Site, FetchRecord], None] | None = None,
    on_result: Callable[[ScanResult], None] | None = None,
    as_run: bool = True,
    incremental: bool = False,
    surroundings: Surroundings = Surroundings(),  # noqa: B008 - frozen
) -> list[ScanResult]:
    """Scan sites, write their reports, and return how each ended; in the order of the jobs.

    Many sites go on side by side: most of the time each waits for its own host. `on_end` hears of each
    address once it is in the database; of a scan that is resumed, of the earlier ones first. `on_result`
    hears how each site ended. With `as_run`, what resumes leaves the sites alone that had ended in the run
    that was broken off; else they are scanned anew. With `incremental`, pages that did not change keep
    their judgement without a visit, and the browser is started when one needs it. One site that
    fails does not stop the others. Raises `StorageError` and `SetupError` before anything is visited when
    the database or the browser cannot be used, and `WaiversWrong` where `waivers.toml` cannot.
    """
    check_installation()
    read_waivers(path_beside(settings.file))
    checks = registry.discover()
    with Store.open(settings.storage.url) as store, collecting_less():
        results: dict[int, ScanResult] = {}
        if resume and as_run:
            await asyncio.to_thread(store.resume_run, [(job.entity.id, job.site.id) for job in jobs])
        for group in _by_permission(jobs):
            private = private_hosts([jobs[at].site for at in group])
            async with open_workshop(
                settings, allow_private=private, is_lazy=incremental, surroundings=surroundings
            ) as shop:
                texts = TextPool(settings.readability.workers)
                # As many as there are tabs: coming back to a host costs little where its tab is still there.
                side_by_side = asyncio.Semaphore(2 * settings.browser.parallel_pages)

                async def run(
                    at: int, shop: Workshop, texts: TextPool, turn: asyncio.Semaphore
                ) -> ScanResult:
                    scan = SiteScan(
                        settings, jobs[at], shop, store, texts, checks, progress, stop, turn, incremental
                    )
                    async with turn:
                        result = await scan.run(resume=resume, with_ends=with_ends, on_end=on_end)
                    if on_result is not None:
                        on_result(result)
                    return result

                running = {at: asyncio.create_task(run(at, shop, texts, side_by_side)) for at in group}
                try:
                    await within_grace(running.values(), stop, settings.crawler.grace_s + REPORT_S)
                finally:
                    # After an error of the database none may go on without the workshop.
                    for task in running.values():
                        task.cancel()
                    await asyncio.gather(*running.values(), return_exceptions=True)
                    await texts.aclose()
                results |= {
                    at: ScanResult(jobs[at], None, Coverage(), interrupted=True)
                    if task.cancelled()
                    else task.result()
                    for at, task in running.items()
                }
            if stop.is_set():
                break
        if not stop.is_set():
            await asyncio.to_thread(store.finish_run)
        done = [results[at] for at in sorted(results)]
        entities = {job.entity.id for job in jobs}
        await asyncio.to_thread(_write_overview, settings, store, settings.report.folder, entities)
        await asyncio.to_thread(store.prune, settings.storage.keep_artefacts_days)
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
        place: asyncio.Semaphore,
        incremental: bool = False,
    ) -> None:
        """`place` is held while the scan runs; `incremental` as in `run_scans`."""
        self._place = place
        self._incremental = incremental
        self._keeper: Keeper | None = None
        self._unlinked: frozenset[str] = frozenset()
        self._settings = settings
        self._job = job
        self._shop = shop
        self._store = store
        self._texts = texts
        self._checks = checks
        self._progress = progress
        self._stop = stop

    async def run(
        self,
        *,
        resume: bool,
        with_ends: bool = False,
        on_end: Callable[[Site, FetchRecord], None] | None = None,
    ) -> ScanResult:
        """Scan the site; problems of this site alone come back as `error`."""
        ended: list[FetchRecord] = []
        told: set[str] = set()

        def note(record: FetchRecord) -> None:
            told.add(record.page_url)
            if with_ends:
                ended.append(record)
            if on_end is not None:
                on_end(self._job.site, record)

        try:
            if self._stop.is_set():
                return ScanResult(self._job, None, Coverage(), interrupted=True)
            if resume and (earlier := await self._stored(self._store.ended_scan)) is not None:
                result = await asyncio.to_thread(self._told_again, earlier, note)
                await self._tell_documents(earlier.id, told, on_end)
                return result
            scan, crawl = await self._begin(resume=resume, on_end=note)
            sketches = SketchBook()
            end = await self._crawl(scan, crawl, note, sketches)
            end, pages = await self._judge_documents(scan, end)
            if pages:
                crawl = await asyncio.to_thread(self._taken_up, scan, lambda _: None)
                await asyncio.to_thread(_queue_pages, crawl, pages, self._store.records(scan.id))
                end = await self._crawl(scan, crawl, note, sketches)
                # Pages that were looked at now link to documents too, but to no more pages of this kind.
                end, _ = await self._judge_documents(scan, end)
            await self._tell_documents(scan.id, told, on_end)
            state = await self._close(scan, end, sketches)
            # Reports are long work for the processor; others go on meanwhile.
            return await asyncio.to_thread(self._result, scan.id, end, state, tuple(ended))
        except StorageError:
            raise
        except DrempelError as error:
            log.error("scan_failed", site=self._job.site.id, error=str(error))
            return ScanResult(self._job, None, Coverage(), error=str(error))
        except Exception as error:
            # One site is one unit of work: a fault of ours does not stop the other sites.
            log.error("scan_broke", site=self._job.site.id, error=type(error).__name__, exc_info=error)
            return ScanResult(self._job, None, Coverage(), error=f"{type(error).__name__}: {error}")

    async def _begin(self, *, resume: bool, on_end: Callable[[FetchRecord], None]) -> tuple[Scan, SiteCrawl]:
        job, settings = self._job, self._settings
        can_resume = resume and not job.anew
        if can_resume and (unfinished := await self._stored(self._store.unfinished_scan)) is not None:
            return await asyncio.to_thread(self._reopen, unfinished.id, on_end)
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
            deep=settings.checks.deep.value,
            incremental=self._incremental,
            profile=settings.profile(job.site.id),
        )
        tools = _tools(self._shop.axe, self._shop.browser.name, self._checks, settings.checks.disable)
        scan = await asyncio.to_thread(self._store.start_scan, job.entity, job.site, frozen, tools, seeds)
        ends = [PageResult(replace(record, fetched_at=_now())) for record in cut]
        if ends:
            await asyncio.to_thread(self._store.write_pages, scan.id, ends)
        for each in ends:
            on_end(each.record)
        return scan, SiteCrawl(
            name=job.site.id,
            scope=Scope(job.site),
            frontier=frontier,
            limits=settings.limits(),
            obey_robots=settings.crawler.obey_robots,
            done_before=Counter(each.record.outcome for each in ends),
        )

    def _told_again(self, scan: Scan, on_end: Callable[[FetchRecord], None]) -> ScanResult:
        """Report a scan that had ended when the run that it belongs to was broken off."""
        for record in self._store.records(scan.id):
            on_end(record)
        coverage = source_of(self._store, scan, self._settings).header.coverage
        return self._result(scan.id, CrawlEnd(coverage, 0, interrupted=False), scan.state, ())

    async def _stored(self, question: Callable[[str, str], T]) -> T:
        """Ask the database something of this site, beside the event loop."""
        return await asyncio.to_thread(question, self._job.entity.id, self._job.site.id)

    def _reopen(self, scan_id: str, on_end: Callable[[FetchRecord], None]) -> tuple[Scan, SiteCrawl]:
        """Take up a scan where it was left."""
        try:
            scan = self._store.reopen_scan(scan_id)
        except StorageError as error:
            # A refusal that concerns this site alone.
            raise UsageError(error.message, **error.params) from error
        return scan, self._taken_up(scan, on_end)

    def _taken_up(self, scan: Scan, on_end: Callable[[FetchRecord], None]) -> SiteCrawl:
        """Return what is left to do of a scan; `on_end` hears what has been done."""
        job, store = self._job, self._store
        facts = store.resume_facts(scan.id)
        traps = TrapGuard(limit_per_pattern=self._settings.crawler.trap_after)
        was_asked = [asked for asked in facts.asked if asked.outcome not in _NEVER_ASKED]
        traps.restore(
            [asked.page_url for asked in was_asked],
            {asked.found_on for asked in facts.asked if not traps.is_suspect(asked.page_url)},
        )
        frontier = Frontier(Scope(job.site), _limits(scan.settings), traps)
        frontier.restore(store.queued(scan.id), store.seen_urls(scan.id))
        records = list(store.records(scan.id))
        for record in records:
            on_end(record)
        return SiteCrawl(
            name=job.site.id,
            scope=Scope(job.site),
            frontier=frontier,
            limits=_limits(scan.settings),
            obey_robots=scan.settings.obey_robots,
            done_before=Counter(store.outcome_counts(scan.id)),
            gone_before=store.gone_count(scan.id),
            judged_before=facts.signatures,
            spent_before_s=facts.spent_s,
            kept_before=sum(
                bool(record.kept_since) and record.outcome is FetchOutcome.OK for record in records
            ),
            proofs_before=[
                (record.url, record.notes) for record in records if {PROOF, PROOF_DIFFERS} & set(record.notes)
            ],
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
        listed = await _listed(site, self._shop, self._progress, self._stop)
        for sitemap, pages in groupby(listed, attrgetter("listed_in")):
            added = frontier.add([page.url for page in pages], depth=1, found_on=sitemap, priority=1)
            queued += added.queued
            cut += added.cut
        for record in await self._stored(lambda *which: list(self._store.known_pages(*which))):
            # Pages of the last scan are asked again even where no link leads to them any more.
            again = frontier.add([record.page_url], depth=record.depth, found_on=record.found_on)
            queued += again.queued
            cut += again.cut
        return tuple(queued), tuple(cut)

    async def _crawl(
        self,
        scan: Scan,
        crawl: SiteCrawl,
        on_end: Callable[[FetchRecord], None],
        sketches: SketchBook,
    ) -> CrawlEnd:
        def take(page_url: str, depth: int, judged: Judged) -> tuple[object, ...]:
            whole = judged.gathered.whole
            links = document_links(judged.gathered.dom)
            findings: Sequence[Finding] = judged.judgement.findings
            if whole is not None and keeper is not None:
                findings = keeper.to_picture(page_url, findings)
            seen = (links,) if whole is None else (links, shots.take(whole, findings))
            if not has_roles(judged.gathered.capture):
                return seen
            return (sketches.add(page_url, judged.gathered.dom, is_start=not depth), *seen)

        recognition = Recognition(self._shop.fetcher)
        keeper = self._keeper = await self._open_keeper(scan, recognition)
        templates = await self._stored(self._store.known_templates)
        choice, keys = DeepChoice(Depth(scan.settings.deep), templates), KeyChoice()
        shots = ShotBook()

        def is_used(url: str, title: str, kind: str | None) -> bool:
            # Who was used before is used again: the same page of each template.
            return choice.takes(url, title, kind) | (keeper is not None and keeper.was_used(url))

        def is_slow(url: str, title: str, kind: str | None) -> bool:
            return keys.takes(url, title, kind) | (keeper is not None and keeper.was_slow(url))

        pictures = PictureChoice()
        if keeper is not None:
            keeper.choose_pictures(pictures.takes)

        def is_pictured(url: str, title: str) -> bool:
            # The same pages as in the scan before: not the first of those that happen to be visited now.
            was = keeper.was_pictured(url) if keeper is not None else None
            return pictures.takes(url, title) if was is None else was

        plan = VisitPlan(
            viewport=_viewport(scan.settings.viewport),
            page_timeout_s=self._settings.crawler.page_timeout_s,
            axe_timeout_s=AXE_TIMEOUT_S,
            checks=self._checks,
            disabled=frozenset(scan.settings.disabled_checks),
            credentials=self._shop.credentials,
            deep_budget_s=self._settings.checks.deep_budget_s,
            is_slow=is_slow if self._settings.checks.slow_load else lambda *_: False,
            is_pictured=is_pictured,
            with_marks=True,
        )
        running = Crawl(
            crawl,
            visitor=Visitor(self._shop.browser, self._texts, plan, self._shop.proxy, self._shop.desks),
            gate=self._shop.gate,
            robots=self._shop.robots,
            slots=self._shop.slots,
            write=lambda results: self._store.write_pages(scan.id, results),
            progress=self._progress,
            stop=self._stop,
            on_page=lambda page: on_end(page.record),
            grace_s=self._settings.crawler.grace_s,
            place=self._place,
            is_unsafe=self._shop.guard.refuses_outright,
            on_judged=take,
            is_used=is_used,
            keeper=keeper,
            is_document=lambda url: kind_of_address(url) is not None,
        )
        if keeper is not None:
            for url, title in await asyncio.to_thread(keeper.titles_of_used):
                choice.count(url, title)
                if keeper.was_slow(url):
                    keys.count(url, title)
        try:
            return await running.run()
        except BaseExceptionGroup as group:
            # One failing stage cancels the others; its own error is what people need to read.
            raise _first(group) from group
        finally:
            await recognition.aclose()

    async def _tell_documents(
        self, scan_id: str, told: set[str], on_end: Callable[[Site, FetchRecord], None] | None
    ) -> None:
        """Tell how documents at the site's own addresses ended, but for those `told` as pages."""
        if on_end is None:
            return
        scope = Scope(self._job.site)
        for document in (await asyncio.to_thread(self._store.documents, scan_id)).values():
            if scope.covers(document.url) and document.url not in told:
                on_end(self._job.site, record_of(document))

    async def _judge_documents(self, scan: Scan, end: CrawlEnd) -> tuple[CrawlEnd, Mapping[str, str]]:
        """Ask for the documents that the pages link to, and judge them; what is left is for `--resume`.

        Return how the scan stands, and the pages of the site whose addresses end as documents do, with a page
        that links to each.
        """
        limits = self._settings.documents
        if end.interrupted or not end.coverage.judged or not limits.max_documents:
            return end, {}
        keeper = self._keeper
        before = keeper.reference if keeper is not None else await self._stored(self._store.last_whole_scan)
        round_ = await judge_documents(
            self._store,
            scan,
            self._shop,
            limits,
            self._checks,
            scope=Scope(self._job.site),
            stop=self._stop,
            reference_id=before.id if before is not None else "",
            saw_all=not (end.coverage.unjudged or end.coverage.not_visited or end.coverage.limit),
        )
        self._unlinked = round_.unlinked
        if round_.is_done:
            return end, round_.pages
        coverage = replace(end.coverage, limit="interrupted")
        return replace(end, coverage=coverage, interrupted=True), {}

    async def _open_keeper(self, scan: Scan, recognition: Recognition) -> Keeper | None:
        if not scan.settings.incremental:
            return None
        share = float(self._settings.nightly.proof_share)
        return await asyncio.to_thread(Keeper.open, self._store, scan, recognition, self._checks, share)

    async def _close(self, scan: Scan, end: CrawlEnd, sketches: SketchBook) -> ScanState:
        state = _state(end)
        if state is ScanState.COMPLETE:
            await asyncio.to_thread(self._compare, scan, sketches)
        if self._keeper is not None:
            base = float(self._settings.nightly.proof_share)
            share = self._keeper.next_share(base, differs=bool(end.coverage.differing))
            await asyncio.to_thread(self._store.set_proof_share, scan.id, share)
        await self._read_document(scan, state)
        asked, key_pages = await asyncio.to_thread(self._ask, scan, end, state)
        values = partial(
            figures,
            asked=asked,
            infos=registry.catalogue(),
            standard=scan.settings.standard,
            key_pages=key_pages,
        )
        await asyncio.to_thread(
            self._store.finish_scan, scan.id, state, end.coverage, values, asked, self._unlinked
        )
        return state

    async def _read_document(self, scan: Scan, state: ScanState) -> None:
        """Read a statement that stands in a document; a fault of ours there does not spoil the scan."""
        if state not in {ScanState.COMPLETE, ScanState.INCOMPLETE}:
            return
        obeys = scan.settings.obey_robots
        try:
            await read_statement_document(
                self._store, scan.id, self._shop, _now().date(), obey_robots=obeys, stop=self._stop
            )
        except StorageError:
            raise
        except Exception as error:
            log.error("statement_broke", site=self._job.site.id, error=type(error).__name__, exc_info=error)

    def _ask(self, scan: Scan, end: CrawlEnd, state: ScanState) -> tuple[tuple[Asked, ...], Share | None]:
        """Answer the e-inclusion indicators, and count key pages; a fault of ours does not spoil the scan."""
        source = source_of(self._store, scan, self._settings)
        seen: list[SeenPage] = []

        def pages(*kinds: type) -> Iterator[SeenPage]:
            # The walk for the facts of pages serves for the key pages too.
            for page in seen_with_documents(source, *kinds):
                if kinds == (Facts,):
                    seen.append(page)
                yield page

        is_whole = state is ScanState.COMPLETE and not (end.coverage.unjudged or end.coverage.not_visited)
        try:
            asked = ask(
                pages,
                limits_of(scan.settings.profile),
                is_whole=is_whole,
                corrections=source.header.service_corrections,
            )
            return asked, clean_key_pages(seen)
        except StorageError:
            raise
        except Exception as error:
            log.error("indicators_broke", site=self._job.site.id, error=type(error).__name__, exc_info=error)
            return (), None

    def _compare(self, scan: Scan, sketches: SketchBook) -> None:
        """Judge the pages of the site together; what that says is kept with the start page."""
        start_url = ""
        records = [one for one in self._store.records(scan.id) if one.outcome is FetchOutcome.OK]
        if self._keeper is not None and self._keeper.compares_as_before(records, sketches):
            return
        for record in records:
            is_start = not record.depth and not start_url
            start_url = record.page_url if is_start else start_url
            if record.page_url in sketches:
                continue
            # Judged before the scan was broken off, or in an earlier one.
            known = self._store.artefact(scan.id, record.page_url, PageSketch)
            if known is not None and (known.targets or not is_start):
                sketches.keep(known, is_start=is_start)
                continue
            capture = self._store.artefact(scan.id, record.page_url, DomCapture)
            if capture is not None and has_roles(capture):
                sketches.add(record.page_url, Dom(capture), is_start=is_start)
        if view := sketches.view(start_url):
            judgement = judge_together(view, self._checks, disabled=scan.settings.disabled_checks)
            self._store.add_to_judgement(scan.id, start_url, judgement)

    def _result(
        self, scan_id: str, end: CrawlEnd, state: ScanState, ended: tuple[FetchRecord, ...]
    ) -> ScanResult:
        scan = self._store.scan(scan_id)
        source = source_of(self._store, scan, self._settings)
        worst, problems, document_problems = _worst(source)
        text = language_catalogue(self._settings.report.language)
        report = _write_formats(self._settings, source, self._settings.report.formats)
        documents = self._store.documents(scan_id).values()
        return ScanResult(
            job=self._job,
            scan=scan,
            coverage=end.coverage,
            worst=worst,
            problems=problems,
            document_problems=document_problems,
            documents_missed=sum(one.is_missed for one in documents),
            documents_beyond=sum(one.is_beyond for one in documents),
            news=_news(source),
            report=report,
            summary=tuple(summary_lines(source, text)),
            unseen=self._why_unseen(scan_id) if state is ScanState.FAILED else None,
            interrupted=state is ScanState.INTERRUPTED,
            ended=ended,
        )

    def _why_unseen(self, scan_id: str) -> Reason | None:
        records = list(self._store.records(scan_id))
        return next((record.reason for record in records if record.reason is not None), None)


def _queue_pages(crawl: SiteCrawl, pages: Mapping[str, str], records: Iterable[FetchRecord]) -> None:
    """Queue pages that looked like documents, each one step beyond the page that links to it."""
    depths = {record.page_url: record.depth for record in records}
    for url, found_on in pages.items():
        crawl.frontier.add([url], depth=depths.get(found_on, 0) + 1, found_on=found_on)


async def _listed(site: Site, shop: Workshop, progress: Progress, stop: asyncio.Event) -> list[SitemapUrl]:
    """Return what the sitemaps of a site list, file by file; a sitemap that cannot be read is noted."""
    listed: list[SitemapUrl] = []
    for start in dict.fromkeys(origin(url) for url in site.start):
        if stop.is_set():
            break
        try:
            rules = await shop.robots.for_url(f"{start}/", stop)
        except TurnRefused:
            continue
        if rules.state == "unreachable":
            progress.note(f"robots.txt: {rules.reason}")
            continue
        named = [url for raw in rules.sitemaps if (url := absolute(raw, f"{start}/"))]

        async def fetch(url: str) -> Fetched:
            theirs = await shop.robots.for_url(url, stop)
            if refusal := theirs.refusal(url):
                raise FetchError(*refusal, permanent=True)
            return await shop.gate.errand(
                url, lambda: shop.fetcher.get(url, max_bytes=MAX_SITEMAP_BYTES), stop=stop
            )

        found = await read_sitemaps(fetch, named or [f"{start}/sitemap.xml"])
        listed += found.urls
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
        gathering=gathering_mark(),
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
    read_waivers(path_beside(settings.file))
    with Store.open(settings.storage.url, create=False) as store:
        scans = [store.scan(scan)] if scan else latest_scans(store, entity)
        if not scans:
            raise UnknownName(
                "No scan of {entity} is stored yet. Run: drempel scan --entity {entity}"
                if entity
                else "No scan is stored yet. Run: drempel scan",
                entity=entity,
            )
        written = [
            _write_formats(settings, source_of(store, each, settings), formats, folder) for each in scans
        ]
        overview = _write_overview(settings, store, folder, {each.entity_id for each in scans})
    first = written[0] if len(written) == 1 else overview
    if first is None:
        raise UsageError("No report could be written; the log says why.")
    return first


def latest_scans(store: Store, entity: str | None = None) -> list[Scan]:
    """Return the last closed scan of each site, of one entity or of all."""
    scans = list(store.latest_scans(entity))
    if entity is not None and not scans:
        known = [each.id for each in store.entities()]
        if not known:
            raise UnknownName(
                "There is no entity {entity} in the database: it is empty. Scan first: drempel scan.",
                entity=entity,
            )
        if entity not in known:
            raise UnknownName(
                "There is no entity {entity} in the database. Known: {known}.",
                entity=entity,
                known=", ".join(known),
            )
    return scans


def source_of(store: Store, scan: Scan, settings: Settings) -> StoredReport:
    """Return what a report on a scan reads, with what people answered about the services of its site."""
    services = settings.services(scan.site_id)
    try:
        notes = read_waivers(path_beside(settings.file))
    except WaiversWrong as error:
        # Whoever begins a scan or asks for a report was told; a report without them is better than none.
        log.error("waivers_unreadable", error=str(error))
        notes = ()
    source = store.report_source(
        scan.id, registry.catalogue(), scan.settings.disabled_checks, services, notes
    )
    source = replace(source, pages_of_checks=registry.documentation)
    owners, contact = settings.owners(scan.site_id), settings.contact(scan.site_id)
    source = replace(source, header=replace(source.header, owners=owners, contact=contact))
    path = answers_path(settings.report.folder, source.header)
    try:
        answers = stored_answers(path)
    except UsageError as error:
        # A report without them is better than none.
        log.error("answers_unreadable", file=str(path), error=str(error))
        return source
    return replace(source, header=replace(source.header, person_answers=answers))


def _write_formats(
    settings: Settings, source: ReportSource, wanted: Sequence[str], folder: Path | None = None
) -> Path | None:
    """Write the formats of one scan's report; return the file to open, `None` when all of them failed."""
    root = folder or settings.report.folder
    target = report_folder(root, source.header)
    text = language_catalogue(settings.report.language)
    for written in write_report(source, target, wanted, text, earlier_folder(root, source.header)):
        if written.path is not None:
            return written.path
    return None


def _write_overview(settings: Settings, store: Store, folder: Path, entities: Collection[str]) -> Path | None:
    """Write the page that leads to the newest report of each site, of those that stand in the folder.

    Of `entities`, by their ids, the pages with their figures over time are written anew.
    """
    entry = report_format("html").entry
    rows: list[tuple[SiteNow, str]] = []
    for site in store.overview(indicators=(READABLE,)):
        report = folder_of(folder, site.entity_id, site.site_id, site.started_at) / entry
        if report.exists():
            rows.append((site, report.relative_to(folder).as_posix()))
    if not rows:
        return None
    text = language_catalogue(settings.report.language)
    for entity_id in sorted(set(entities)):
        _write_entity(store, folder, entity_id, rows, text)
    own = {site.entity_id: f"{slug(site.entity_id)}/{ENTITY_PAGE}" for site, _ in rows}
    pages = {entity_id: page for entity_id, page in own.items() if (folder / page).exists()}
    compared = COMPARED if (folder / COMPARED).exists() else ""
    with FolderOutput(folder, "index.html") as out:
        write_overview(rows, out, text, pages, compared)
    return folder / "index.html"


def refresh_overview(settings: Settings) -> None:
    """Write the page that leads to all reports anew, where it stands."""
    folder = settings.report.folder
    if (folder / "index.html").exists():
        with Store.open(settings.storage.url, create=False) as store:
            _write_overview(settings, store, folder, ())


def _write_entity(
    store: Store, folder: Path, entity_id: str, rows: Sequence[tuple[SiteNow, str]], text: Catalogue
) -> None:
    """Write the page of an entity where a report of one of its sites stands in the folder."""
    own = f"{slug(entity_id)}/"
    sites = [(site, href.removeprefix(own)) for site, href in rows if site.entity_id == entity_id]
    if sites:
        with FolderOutput(folder / own, ENTITY_PAGE) as out:
            write_entity(sites, store.entity_series(entity_id), out, text)


def _worst(source: ReportSource) -> tuple[Impact | None, int, int]:
    """Return the gravest impact among the failures of this scan, and the numbers of problems that count.

    First of those on pages, then of those in documents.
    What has a waiver that holds, or is a false alarm by what a person saw, does not count.
    """
    standard = source.header.scan.settings.standard
    counted = [
        issue
        for issue in all_issues(source)
        if issue.label not in {TrendLabel.RESOLVED, TrendLabel.NOT_RECHECKED}
        and not issue.is_set_aside
        and gate.counts(issue.example, standard)
    ]
    in_documents = sum(issue.is_of_document for issue in counted)
    worst = gate.worst((issue.example for issue in counted), standard)
    return worst, len(counted) - in_documents, in_documents


def _news(source: ReportSource) -> tuple[News, ...]:
    """Return the problems that count and are new or came back, worst first."""
    standard = source.header.scan.settings.standard
    return tuple(
        News(
            issue.id,
            issue.check,
            issue.label,
            issue.impact,
            issue.pages,
            issue.example_url,
            in_document=issue.is_of_document,
        )
        for issue in all_issues(source)
        if issue.label in {TrendLabel.NEW, TrendLabel.REGRESSED}
        and not issue.is_set_aside
        and gate.counts(issue.example, standard)
    )


def database_upgrade(settings: Settings) -> str:
    """Bring the database to the newest form; return what was done, in one line."""
    done = upgrade(settings.storage.url)
    if done.before == done.after:
        return f"The database is up to date ({done.after})."
    kept = f" The database as it was is kept in {done.copy}." if done.copy else ""
    return f"The database went from {done.before or 'nothing'} to {done.after}.{kept}"
