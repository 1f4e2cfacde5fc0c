"""The scan of one site: take an address, visit it, judge what was gathered, write it down, go on.

Visits run side by side as far as the hosts allow. Each ends when its page is in the database, together
with the addresses found on it; so a scan can be killed at any moment: what was not written is still in
the stored queue, and no more than the open pages are visited again. Pages that did not change are written
many at a time: those are only asked for again.
"""

import asyncio
import contextlib
import time
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from typing import Protocol

import structlog

from crawler.browser import failures
from crawler.frontier import Frontier
from crawler.pageclass import closed_door
from crawler.politeness import SILENT, HostGate, TurnRefused
from crawler.robots import RobotsCache, RobotsRules
from crawler.scope import Scope
from crawler.urls import host_key, page_identity, website
from drempel.errors import FetchError, SetupError
from drempel.inclusion.weight import PageWeight, weight_among
from drempel.keeping import PROOF, PROOF_DIFFERS, Keeper, Proved, Recognised, proofs_of
from drempel.model.artefact import Exchange
from drempel.model.facts import Facts
from drempel.model.finding import Judgement, Outcome
from drempel.model.focus_walk import WalkStrip
from drempel.model.scan import PageResult
from drempel.model.site import Limits
from drempel.model.snapshot import (
    GONE_STATUSES,
    Coverage,
    FetchOutcome,
    FetchRecord,
    Queued,
    Reason,
)
from drempel.model.text import TextProfile
from drempel.pagebook import PageBook
from drempel.skeleton import skeleton
from drempel.stopping import within_grace
from drempel.visitor import Errand, Judged, Visitor, further_of

log = structlog.get_logger()

MAX_ATTEMPTS = 2
"""How often an address is asked when the failure may pass by itself."""

MAX_NEW_ORIGINS = 3
"""How often one visit is begun anew because a redirect led to an origin whose robots.txt was not read yet."""

VISITS_PER_PAGE = 3
"""With duplicates and dead links, at most so many visits for each page of `max_pages`, and 100."""

MAX_NAP_S = 0.5

HELD_AT_ONCE = 25
HELD_S = 5.0
"""So many ends of addresses that cost no visit are written together, and none later than this."""

LONG_WAIT_S = 3.0
"""After waiting this long for its host, a site lends its place to another one."""


@dataclass(frozen=True, slots=True)
class ProgressState:
    """How far a scan is."""

    site: str
    done: int
    queued: int
    pages_per_minute: float
    problems: int
    unjudged: int
    current: str = ""


class Progress(Protocol):
    """What the terminal shows while a scan runs; called from the event loop, must not block."""

    def started(self, site: str) -> None: ...
    def update(self, state: ProgressState) -> None: ...
    def note(self, text: str) -> None:
        """Tell something worth a line of its own, e.g. that robots.txt could not be read."""
        ...

    def finished(self, state: ProgressState) -> None: ...


@dataclass(frozen=True, slots=True)
class PageOutcome:
    """What became of one address; `judgement` and `text` are `None` unless it was judged."""

    url: str
    record: FetchRecord
    judgement: Judgement | None = None
    text: TextProfile | None = None
    title: str = ""
    timings_ms: Mapping[str, int] = field(default_factory=dict)
    strip: WalkStrip | None = None
    """How the Tab key went, where someone wants to see it."""
    facts: Facts | None = None
    weight: PageWeight | None = None
    """What a visit takes of people, `None` where it was not measured."""
    is_document: bool = False
    """Whether it is a document, such as a PDF file, and no page."""


@dataclass(frozen=True, slots=True)
class SiteCrawl:
    """One site's scan as it begins: where it may go, what waits, what is done."""

    name: str
    scope: Scope
    frontier: Frontier
    limits: Limits
    obey_robots: bool = True
    done_before: Counter[FetchOutcome] = field(default_factory=Counter)
    gone_before: int = 0
    judged_before: Mapping[str, int] = field(default_factory=dict)
    """Pages that an earlier run of this scan has judged, with the marks of their texts, for `--resume`."""
    spent_before_s: float = 0.0
    kept_before: int = 0
    """Pages that an earlier run of this scan did not visit, for they had not changed."""
    proofs_before: Sequence[tuple[str, tuple[str, ...]]] = ()
    """Addresses with their notes, of pages that an earlier run visited for proof."""


@dataclass(frozen=True, slots=True)
class CrawlEnd:
    """How a crawl ended."""

    coverage: Coverage
    problems: int
    interrupted: bool


class _Delivery:
    """Results that belong together, and a promise that is kept when they are in the database."""

    def __init__(self, results: Sequence[PageResult], held: int = 0) -> None:
        """`held`: how many count towards `max_pages` and are of addresses that nobody works on any more."""
        self.results = results
        self.held = held
        self.written: asyncio.Future[None] = asyncio.get_running_loop().create_future()


class Crawl:
    """Runs one site's scan to its end, its limit, or a stop signal."""

    def __init__(
        self,
        crawl: SiteCrawl,
        *,
        visitor: Visitor,
        gate: HostGate,
        robots: RobotsCache,
        slots: asyncio.Semaphore,
        write: Callable[[Sequence[PageResult]], None],
        progress: Progress,
        stop: asyncio.Event,
        on_page: Callable[[PageOutcome], None] | None = None,
        is_unsafe: Callable[[str], bool] = lambda _: False,
        workers: int = 2,
        grace_s: float = 20.0,
        place: asyncio.Semaphore | None = None,
        on_judged: Callable[[str, int, Judged], Sequence[object]] = lambda *_: (),
        is_used: Callable[[str, str, str | None], bool] = lambda *_: False,
        keeper: Keeper | None = None,
        is_document: Callable[[str], bool] = lambda _: False,
    ) -> None:
        """`on_page` hears of each address once it is written; `is_unsafe` knows what is never to be asked.

        `on_judged` gets each judged page with its address and depth, and gives what else is stored with it.
        `keeper` knows which pages need no visit. `place` is what the caller holds for
        this site: it is lent to another while this one waits for long. `is_used` says by address, title
        and kind which pages are used as people do. Addresses of which `is_document` says so are no pages,
        and not for the browser.
        """
        self._crawl = crawl
        self._visitor = visitor
        self._gate = gate
        self._robots = robots
        self._slots = slots
        self._write = write
        self._progress = progress
        self._stop = stop
        self._on_page = on_page
        self._is_unsafe = is_unsafe
        self._workers = workers
        self._grace_s = grace_s
        self._place = place
        self._on_judged = on_judged
        self._is_used = is_used
        self._keeper = keeper
        self._is_document = is_document
        self._kept = crawl.kept_before
        self._proofs = list(crawl.proofs_before)
        self._fed: dict[str, int] = {}
        self._is_away = False
        self._last_at_work = time.monotonic()
        self._held: list[PageResult] = []
        self._held_since = 0.0
        self._underway = 0
        """Held addresses that count towards `max_pages` and are being written."""
        self._deliveries: asyncio.Queue[_Delivery | None] = asyncio.Queue()
        self._outcomes: Counter[FetchOutcome] = Counter(crawl.done_before)
        self._gone = crawl.gone_before
        self._book = PageBook(crawl.judged_before)
        self._fingerprints: set[str] = set()
        self._busy = 0
        self._idle = asyncio.Condition()
        self._has_met_max_pages = self._has_met_max_time = False
        self._started = time.monotonic()
        self._visits = 0

    async def run(self) -> CrawlEnd:
        """Visit until nothing is left; raises what the writer raises (a full disk ends the scan)."""
        self._progress.started(self._crawl.name)
        async with asyncio.TaskGroup() as group:
            writer = group.create_task(self._write_all())
            workers = [group.create_task(self._work()) for _ in range(self._workers)]
            try:
                await within_grace(workers, self._stop, self._grace_s)
            finally:
                await self._come_back()
            if self._held:
                await self._deliveries.put(_Delivery(self._held))
            await self._deliveries.put(None)
            await writer
        proved, differing = proofs_of(self._proofs)
        coverage = Coverage(
            by_outcome=dict(self._outcomes),
            kept=self._kept,
            proved=proved,
            differing=differing,
            gone=self._gone,
            not_visited=len(self._crawl.frontier) + self._crawl.frontier.beyond_depth,
            limit=self._limit(),
        )
        self._progress.finished(self._state())
        return CrawlEnd(coverage, len(self._fingerprints), interrupted=self._stop.is_set())

    def _limit(self) -> str:
        """Return what kept the crawl from going on while addresses were left, empty when nothing did."""
        frontier = self._crawl.frontier
        if self._stop.is_set():
            return "interrupted"
        if len(frontier):
            if self._has_met_max_time:
                return "max_time_s"
            return "max_pages" if self._has_met_max_pages else "host-rested"
        return "max_depth" if frontier.beyond_depth else ""

    # -- taking addresses

    async def _work(self) -> None:
        while (item := await self._next()) is not None:
            try:
                await self._handle(item)
            finally:
                async with self._idle:
                    self._busy -= 1
                    self._idle.notify_all()

    async def _next(self) -> Queued | None:
        """Return the next address, waiting for a host or for pages that may bring new ones."""
        frontier = self._crawl.frontier
        while True:
            if self._stop.is_set() or self._is_over_limit():
                await self._end()
                return None
            item = frontier.take(self._gate.ready)
            cut = [PageResult(_stamped(record)) for record in frontier.take_cut()]
            if cut or (self._held and time.monotonic() - self._held_since > HELD_S):
                await self._end(*cut)
            if item is not None:
                self._busy += 1
                await self._come_back()
                return item
            waiting = [host for host in frontier.pending_hosts() if not self._gate.rested(host)]
            if not waiting and not self._busy:
                await self._end()
                return None
            self._step_aside()
            with contextlib.suppress(TimeoutError):
                # Not longer than this, so that a stop signal is seen soon.
                async with asyncio.timeout(MAX_NAP_S):
                    await (self._gate.wait_ready(waiting, stop=self._stop) if waiting else self._page_ended())

    def _step_aside(self) -> None:
        """Lend the place to another site when the host lets us wait."""
        if self._busy:
            self._last_at_work = time.monotonic()
        elif self._place and not self._is_away and time.monotonic() - self._last_at_work > LONG_WAIT_S:
            self._is_away = True
            self._place.release()

    async def _come_back(self) -> None:
        self._last_at_work = time.monotonic()
        if self._place and self._is_away:
            self._is_away = False
            await self._place.acquire()

    async def _page_ended(self) -> None:
        async with self._idle:
            await self._idle.wait()

    def _is_over_limit(self) -> bool:
        limits = self._crawl.limits
        held = _spent(self._held) + self._underway
        spent = sum(self._outcomes[outcome] for outcome in _SPENT) + held + self._busy
        self._has_met_max_pages = (
            spent >= limits.max_pages or self._visits >= VISITS_PER_PAGE * limits.max_pages + 100
        )
        spent_s = self._crawl.spent_before_s + time.monotonic() - self._started
        is_late = limits.max_time_s is not None and spent_s > limits.max_time_s
        self._has_met_max_time = self._has_met_max_time or is_late
        return self._has_met_max_pages or self._has_met_max_time

    # -- one address

    async def _handle(self, item: Queued) -> None:
        started = time.monotonic()
        if item.page_url in self._book:
            # Judged meanwhile as the target of a redirect.
            return
        answers: list[Exchange] = []
        try:
            rules = await self._rules(item.url)
            if rules is not None and (refusal := rules.refusal(item.url)):
                raise FetchError(*refusal, permanent=rules.state != "unreachable")
            if await self._ends_as_before(item, started):
                return
            judged = await self._see(item, answers)
            judged = await self._use(judged)
            await self._keep(item, judged, started)
        except TurnRefused:
            # Nothing was asked: the scan stops, or the host came to rest meanwhile.
            self._crawl.frontier.put_back(item)
        except FetchError as error:
            # A signal to the whole process group takes the browser away too: that is no fault of the page.
            is_cut_off = self._stop.is_set() and error.outcome is FetchOutcome.CRASHED
            if is_cut_off or self._is_worth_another_try(error, item, answers):
                self._crawl.frontier.requeue(item)
                return
            answer = answers[-1] if answers else None
            await self._fail(item, error, started, answer)
        except SetupError:
            # No browser, no visits: the scan stands still, and can be gone on with.
            raise
        except Exception as error:
            log.error("page_broke", url=item.url, error=type(error).__name__, exc_info=error)
            broken = FetchError(
                FetchOutcome.CRASHED, Reason("browser", type(error).__name__), permanent=False
            )
            await self._fail(item, broken, started, answers[-1] if answers else None)

    async def _ends_as_before(self, item: Queued, started: float) -> bool:
        """End an address without a visit where it is what it was in the scan before; tell whether it is."""
        if self._keeper is None:
            return False
        recognised = await self._keeper.recognise(item, self._gate, self._stop)
        if recognised is None:
            return False
        if recognised.known.record.outcome is FetchOutcome.OK:
            await self._keep_unvisited(item, recognised, started)
        else:
            await self._end_unvisited(item, recognised.known.record, started)
        return True

    async def _keep_unvisited(self, item: Queued, recognised: Recognised, started: float) -> None:
        """Store a page as it was judged before; its links lead on all the same."""
        assert self._keeper is not None
        known, page_url, frontier = recognised.known, item.page_url, self._crawl.frontier
        if page_url in self._book:
            return
        record = self._renewed(item, known.record, started)
        record = replace(record, url=known.record.url, kept_since=known.seen_scan)
        canonical = self._canonical_of(page_url, known.links.canonical)
        frontier.note_page(page_url, known.shown, page_url)
        links = (*known.links.urls, canonical, known.links.refresh_url)
        depth = item.depth + 1
        # Most links stand on many pages.
        new = [
            url
            for url in links
            if url and self._fed.get(url, depth + 1) > depth and not self._is_document(url)
        ]
        self._fed.update(dict.fromkeys(new, depth))
        twin = self._book.twin(page_url, record.signature, canonical)
        if not twin:
            self._book.note(page_url, record.signature, canonical)
            frontier.mark_seen(page_url)
        added = frontier.add(new, depth=depth, found_on=record.final_url)
        cut = map(PageResult, map(_stamped, added.cut))
        if twin:
            await self._hold(self._duplicate(item, *twin, started, None, discovered=added.queued), *cut)
            return
        again = recognised.rejudged
        page = PageResult(
            record=record,
            judgement=again.judgement if again is not None else None,
            text=again.reading.profile if again is not None and again.reading is not None else None,
            title=known.title,
            discovered=added.queued,
            kept_from=self._keeper.reference.id,
        )
        await self._hold(page, *cut)

    async def _end_unvisited(self, item: Queued, before: FetchRecord, started: float) -> None:
        """Let an address that gave no page end as it did before."""
        added = None
        if before.outcome is FetchOutcome.DUPLICATE:
            added = self._crawl.frontier.add(
                [before.final_url],
                depth=item.depth,
                found_on=item.found_on or item.url,
                priority=item.priority,
            )
        found = added.queued if added else ()
        cut = map(PageResult, map(_stamped, added.cut if added else ()))
        await self._hold(PageResult(self._renewed(item, before, started), discovered=found), *cut)

    def _renewed(self, item: Queued, before: FetchRecord, started: float) -> FetchRecord:
        return replace(
            before,
            url=item.url,
            depth=item.depth,
            found_on=item.found_on,
            sample=item.sample,
            duration_ms=round((time.monotonic() - started) * 1000),
            fetched_at=datetime.now(UTC),
            notes=tuple(note for note in before.notes if note not in {PROOF, PROOF_DIFFERS}),
        )

    async def _proof(self, page_url: str, judged: Judged) -> Proved | None:
        """Return what is stored of a page that was visited for proof, `None` for any other."""
        if self._keeper is None or page_url not in self._keeper.proofs:
            return None
        return await asyncio.to_thread(self._keeper.prove, page_url, judged.judgement, judged.profile)

    async def _use(self, judged: Judged) -> Judged:
        """Use the page as people do where it was chosen for that, outside the turn of its host.

        A stop signal that comes while it is used leaves the page as it was judged before.
        """
        if judged.gathered.recording is None or self._stop.is_set():
            return judged
        using = asyncio.ensure_future(self._visitor.use(judged))
        stopping = asyncio.ensure_future(self._stop.wait())
        try:
            await asyncio.wait((using, stopping), return_when=asyncio.FIRST_COMPLETED)
            return using.result() if using.done() else judged
        finally:
            for task in (using, stopping):
                task.cancel()
            await asyncio.gather(using, stopping, return_exceptions=True)

    async def _rules(self, url: str) -> RobotsRules | None:
        return await self._robots.for_url(url, self._stop) if self._crawl.obey_robots else None

    async def _see(self, item: Queued, answers: list[Exchange]) -> Judged:
        """Visit a page; a redirect to an origin of the site waits until the robots.txt there was read."""
        for _ in range(MAX_NEW_ORIGINS):
            try:
                return await self._visit(item, answers)
            except FetchError as error:
                target = error.url
                if error.outcome is not FetchOutcome.REDIRECTED_OUT_OF_SCOPE or not self._is_near(
                    item, target
                ):
                    raise
                is_new = self._robots.known(target) is None
                rules = await self._rules(target)
                if rules is not None and (refusal := rules.refusal(target)):
                    raise FetchError(*refusal, permanent=rules.state != "unreachable", url=target) from error
                if not is_new:
                    raise
        raise FetchError(FetchOutcome.HTTP_ERROR, Reason("redirect-loop", item.url), permanent=True)

    def _is_near(self, item: Queued, target: str) -> bool:
        """Tell whether a redirect stays within the site and on the server whose turn it is."""
        same = website(host_key(target)) == website(host_key(item.url))
        return same and self._crawl.scope.covers(target)

    async def _visit(self, item: Queued, answers: list[Exchange]) -> Judged:
        key = host_key(item.url)
        async with self._gate.visit(item.url, stop=self._stop) as turn, self._slots:
            self._visits += 1
            seen: list[Exchange] = []

            def accepts(answer: Exchange) -> None:
                # The pause for the host begins now, while we are still busy with the page.
                turn.loaded(*answer.redirects, answer.final_url)
                seen.append(answer)
                answers.append(answer)
                self._gate.note(
                    host_key(answer.final_url),
                    status=answer.status,
                    retry_after=answer.headers.get("retry-after", ""),
                    duration_s=answer.answer_s,
                )
                self._accept(answer, item)

            errand = Errand(
                item.url,
                accepts,
                lambda url: self._may_go_to(item, url),
                self._may_embed,
                self._is_used,
            )
            try:
                return await self._visitor.see(errand)
            except FetchError as error:
                if not seen:
                    # A connection that is cut before the page is there tells of the host too.
                    self._gate.note(key, failed=error.reason.key in {*SILENT, "truncated"})
                raise

    def _may_go_to(self, item: Queued, url: str) -> bool:
        if not self._is_near(item, url):
            return False
        if self._gate.has_crawl_delay(host_key(url)) and page_identity(url).page_url != item.page_url:
            # The browser would ask at once: the target gets a turn of its own.
            return False
        if not self._crawl.obey_robots:
            return True
        # What robots.txt closes stays closed when another page leads there; and it is read before.
        rules = self._robots.known(url)
        return rules is not None and rules.allows(url)

    def _may_embed(self, url: str) -> bool:
        rules = self._robots.known(url) if self._crawl.obey_robots else None
        return rules is None or rules.allows(url)

    def _is_worth_another_try(self, error: FetchError, item: Queued, answers: Sequence[Exchange]) -> bool:
        if error.permanent or item.attempts + 1 >= MAX_ATTEMPTS:
            return False
        # A page that did come and then hung will hang again.
        return not answers or answers[-1].status >= 400 or error.outcome is FetchOutcome.CRASHED

    def _accept(self, answer: Exchange, item: Queued) -> None:
        """Raise for an answer that led out of the site, or to a page that was judged already."""
        final = answer.final_url
        if not self._crawl.scope.covers(final):
            raise failures.led_away(final)
        page_url = page_identity(final).page_url
        if page_url != item.page_url and page_url in self._book:
            raise _Duplicate(page_url, "redirect")

    async def _keep(self, item: Queued, judged: Judged, started: float) -> None:
        """Store a judged page under its own address, and the other addresses that led to it as duplicates."""
        exchange = judged.gathered.exchange
        page_url = page_identity(exchange.final_url).page_url
        if page_url in self._book:
            if page_url != item.page_url:
                await self._fail(item, _Duplicate(page_url, "redirect"), started, exchange)
            # Else it was judged meanwhile as the target of a redirect; its result stands.
            return
        frontier = self._crawl.frontier
        canonical = self._canonical_of(page_url, judged.links.canonical)
        named = (*judged.links.urls, canonical, judged.links.refresh_url, *exchange.led_to)
        links = [url for url in named if url and not self._is_document(url)]
        frontier.note_page(page_url, judged.shown, item.page_url)
        if twin := self._book.twin(page_url, judged.mark, canonical):
            # Its links count all the same: a page under another address may lead to others.
            added = frontier.add(links, depth=item.depth + 1, found_on=exchange.final_url)
            await self._end(
                self._duplicate(item, *twin, started, exchange, discovered=added.queued),
                *map(PageResult, map(_stamped, added.cut)),
            )
            return
        self._book.note(page_url, judged.mark, canonical)
        more = self._on_judged(page_url, item.depth, judged)
        proof = await self._proof(page_url, judged)
        frontier.mark_seen(page_url)
        added = frontier.add(links, depth=item.depth + 1, found_on=exchange.final_url)
        record = replace(
            self._record(item, FetchOutcome.OK, None, started, exchange),
            url=item.url if page_url == item.page_url else exchange.final_url,
            page_url=page_url,
            notes=judged.notes if proof is None else (*judged.notes, proof.note),
            signature=judged.mark,
            skeleton=skeleton(judged.gathered.dom),
        )
        gathered = judged.gathered
        page = PageResult(
            record=record,
            judgement=judged.judgement if proof is None else proof.judgement,
            text=judged.profile if proof is None else proof.text,
            title=judged.title,
            dom=gathered.capture,
            axe=gathered.axe,
            exchange=exchange,
            visible_text=judged.text,
            screenshot=gathered.screenshot,
            further=(
                *further_of(gathered),
                replace(judged.links, urls=(*judged.links.urls, *exchange.led_to)),
                *more,
            ),
            discovered=added.queued,
            timings_ms=judged.timings_ms,
        )
        others = list(map(PageResult, map(_stamped, added.cut)))
        if page_url != item.page_url:
            others.append(self._duplicate(item, page_url, "redirect", started, exchange))
        await self._end(page, *others)

    def _canonical_of(self, page_url: str, said: str) -> str:
        """Return the page that this one says it is, if it is another one of the site; else empty."""
        if not said or not self._crawl.scope.covers(said):
            return ""
        canonical = page_identity(said).page_url
        return canonical if canonical != page_url else ""

    def _duplicate(
        self,
        item: Queued,
        kept: str,
        rule: str,
        started: float,
        exchange: Exchange | None,
        discovered: Sequence[Queued] = (),
    ) -> PageResult:
        record = self._record(item, FetchOutcome.DUPLICATE, Reason(rule, kept), started, exchange)
        return PageResult(replace(record, duplicate_of=kept), discovered=tuple(discovered))

    async def _fail(self, item: Queued, error: FetchError, started: float, exchange: Exchange | None) -> None:
        """Write down how an address ended that gave no page; what a redirect led to decides where it did."""
        outcome, reason = error.outcome, error.reason
        frontier = self._crawl.frontier
        named = frontier.add(error.links, depth=item.depth + 1, found_on=item.url)
        others = list(map(PageResult, map(_stamped, named.cut)))
        discovered = named.queued
        if outcome is FetchOutcome.REDIRECTED_OUT_OF_SCOPE:
            if self._crawl.scope.covers(error.url):
                # To another server of the site: that one is asked when it is its turn.
                target = page_identity(error.url).page_url
                added = frontier.add(
                    [error.url], depth=item.depth, found_on=item.found_on or item.url, priority=item.priority
                )
                outcome, reason = FetchOutcome.DUPLICATE, Reason("redirect", target)
                discovered += added.queued
            elif self._is_unsafe(error.url):
                outcome, reason = FetchOutcome.UNSAFE, Reason("private-address", error.url)
            elif door := closed_door(error.url, item.url):
                # To a place where one logs in: the page is there, behind a closed door.
                outcome, reason = door
        if outcome is FetchOutcome.DUPLICATE:
            twin = self._duplicate(item, reason.detail, reason.key, started, exchange, discovered)
            await self._end(twin, *others)
            return
        record = self._record(item, outcome, reason, started, exchange)
        if not record.final_url and error.url:
            record = replace(record, final_url=error.url)
        await self._end(
            PageResult(replace(record, permanent=error.permanent), discovered=discovered), *others
        )

    def _record(
        self,
        item: Queued,
        outcome: FetchOutcome,
        reason: Reason | None,
        started: float,
        exchange: Exchange | None,
    ) -> FetchRecord:
        return FetchRecord(
            url=item.url,
            page_url=item.page_url,
            outcome=outcome,
            reason=reason,
            final_url=exchange.final_url if exchange else "",
            status=exchange.status if exchange else None,
            depth=item.depth,
            found_on=item.found_on,
            sample=item.sample,
            duration_ms=round((time.monotonic() - started) * 1000),
            fetched_at=datetime.now(UTC),
        )

    # -- writing

    async def _hold(self, *results: PageResult) -> None:
        """Let these addresses end with the next ones: who asked without a visit need not wait for it."""
        if not self._held:
            self._held_since = time.monotonic()
        self._held += results
        if len(self._held) >= HELD_AT_ONCE:
            await self._end()

    async def _end(self, *results: PageResult) -> None:
        """Return when the ends of these addresses are in the database, and those that were held."""
        held, self._held = self._held, []
        if not held and not results:
            return
        delivery = _Delivery((*held, *results), _spent(held))
        self._underway += delivery.held
        await self._deliveries.put(delivery)
        await delivery.written

    def _count(self, result: PageResult) -> None:
        self._outcomes[result.record.outcome] += 1
        self._gone += result.record.status in GONE_STATUSES
        self._kept += bool(result.record.kept_since) and result.record.outcome is FetchOutcome.OK
        if {PROOF, PROOF_DIFFERS} & set(result.record.notes):
            self._proofs.append((result.record.url, result.record.notes))
        if result.judgement is not None:
            self._fingerprints.update(
                finding.fingerprint
                for finding in result.judgement.findings
                if finding.outcome is Outcome.FAILED
            )
        self._progress.update(self._state(result.record.url))
        if self._on_page is not None:
            self._on_page(
                PageOutcome(
                    result.record.url,
                    result.record,
                    result.judgement,
                    result.text,
                    result.title,
                    result.timings_ms,
                    facts=next((one for one in result.further if isinstance(one, Facts)), None),
                    weight=weight_among(result.record.url, result.title, result.further),
                )
            )

    async def _write_all(self) -> None:
        """Store results as they come: what piled up while the last ones were written, in one transaction."""
        is_last = False
        while not is_last and (first := await self._deliveries.get()) is not None:
            batch = [first]
            while not self._deliveries.empty():
                following = self._deliveries.get_nowait()
                if following is None:
                    is_last = True
                    break
                batch.append(following)
            await asyncio.to_thread(self._write, [result for each in batch for result in each.results])
            for each in batch:
                # Here, not by who waits for it: that one may have been cancelled, but stored is stored.
                self._underway -= each.held
                for result in each.results:
                    self._count(result)
                if not each.written.cancelled():
                    each.written.set_result(None)

    def _state(self, current: str = "") -> ProgressState:
        minutes = (time.monotonic() - self._started) / 60
        judged = self._outcomes[FetchOutcome.OK]
        return ProgressState(
            site=self._crawl.name,
            done=sum(self._outcomes.values()),
            queued=len(self._crawl.frontier),
            pages_per_minute=self._visits / minutes if minutes else 0.0,
            problems=len(self._fingerprints),
            unjudged=Coverage(dict(self._outcomes), gone=self._gone).unjudged,
            current=current if judged or current else "",
        )


class _Duplicate(FetchError):
    """The answer is a page that was judged under another address."""

    def __init__(self, kept: str, rule: str) -> None:
        super().__init__(FetchOutcome.DUPLICATE, Reason(rule, kept), permanent=True)


_SPENT = (
    FetchOutcome.OK,
    FetchOutcome.HTTP_ERROR,
    FetchOutcome.TIMEOUT,
    FetchOutcome.BLOCKED,
    FetchOutcome.CRASHED,
    FetchOutcome.NOT_HTML,
)
"""Outcomes that count towards `max_pages`: a page was asked for and answered, or should have."""


def _spent(results: Sequence[PageResult]) -> int:
    return sum(result.record.outcome in _SPENT for result in results)


def _stamped(record: FetchRecord) -> FetchRecord:
    return replace(record, fetched_at=datetime.now(UTC))
