"""The scan of one site: take an address, visit it, judge what was gathered, write it down, go on.

Visits run side by side as far as the hosts allow, hand their page to the writer through a short queue
(a slow database slows the visits, memory stays flat), and the writer stores pages in small batches, each
in one transaction with the addresses found on them. So a scan can be killed at any moment: what was not
written is still in the stored queue and is visited again.
"""

import asyncio
import contextlib
import time
from collections import Counter
from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from hashlib import blake2b
from typing import Protocol

import structlog

from checks.base import Check
from checks.engine import judge
from crawler.browser.base import Browser, Tab, Visit
from crawler.browser.devtools import HTML_TYPES
from crawler.browser.failures import led_away
from crawler.frontier import Frontier
from crawler.gather.axe import gather_axe
from crawler.gather.dom import gather_dom, has_unseen_frame
from crawler.gather.links import gather_links
from crawler.gather.screenshot import gather_screenshot
from crawler.gather.visible_text import gather_visible_text
from crawler.pageclass import classify, closed_door
from crawler.politeness import HostGate
from crawler.robots import RobotsCache
from crawler.scope import Scope
from crawler.urls import host_key, origin, page_identity
from drempel.dom import Dom
from drempel.errors import FetchError
from drempel.model.artefact import AxeRun, DomCapture, Exchange, Links, Screenshot
from drempel.model.finding import Judgement, Outcome
from drempel.model.scan import PageResult
from drempel.model.site import Limits
from drempel.model.snapshot import (
    GONE_STATUSES,
    Coverage,
    FetchOutcome,
    FetchRecord,
    Queued,
    Reason,
    Viewport,
)
from drempel.model.text import TextProfile, VisibleText
from readability.pool import TextPool

log = structlog.get_logger()

MAX_ATTEMPTS = 2
"""How often an address is asked when the failure may pass by itself."""

BATCH_PAGES = 50
MAX_NAP_S = 0.5

HOST_FAILURES = frozenset({"dns", "refused", "tls", "navigation"})
"""Reasons that speak of the host rather than of one page; five in a row rest the host."""

VISIT_GRACE_S = 30.0
"""What a visit may take beyond its page timeout, for gathering and closing."""


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


@dataclass(frozen=True, slots=True)
class VisitPlan:
    """How each page is loaded and judged; the same for a whole scan."""

    viewport: Viewport
    page_timeout_s: float
    axe_timeout_s: float
    checks: Mapping[str, Check]
    disabled: Collection[str]
    with_screenshot: bool = True
    media_types: frozenset[str] = HTML_TYPES
    """What counts as a page; feeds and images in XML are documents of a site, not pages."""


@dataclass(frozen=True, slots=True)
class Gathered:
    """The artefacts of one visit, with the time each took."""

    capture: DomCapture
    dom: Dom
    text: VisibleText
    axe: AxeRun
    exchange: Exchange
    screenshot: Screenshot | None
    notes: tuple[str, ...]
    timings_ms: Mapping[str, int]


@dataclass(frozen=True, slots=True)
class Judged:
    """A page that was seen and judged."""

    gathered: Gathered
    judgement: Judgement
    profile: TextProfile
    text: VisibleText
    links: Links
    title: str
    text_hash: int
    timings_ms: Mapping[str, int]

    @property
    def notes(self) -> tuple[str, ...]:
        """Return remarks on the page: what happened in the visit, and what of it could not be judged."""
        notes = [*self.gathered.notes]
        if self.gathered.axe.error:
            notes.append("axe-failed")
        if has_unseen_frame(self.gathered.dom):
            notes.append("frame-not-seen")
        if self.gathered.exchange.media_type not in HTML_TYPES:
            notes.append("not-an-html-document")
        return tuple(dict.fromkeys(notes))


class Visitor:
    """Visits single pages: loads, gathers, judges. Knows no site, queue or database."""

    def __init__(
        self,
        browser: Browser,
        texts: TextPool,
        plan: VisitPlan,
        explain: Callable[[str], FetchError | None] = lambda _: None,
    ) -> None:
        """`explain` knows better than the browser why an address could not be reached (the proxy does)."""
        self._explain = explain
        self._browser = browser
        self._texts = texts
        self._plan = plan

    async def see(
        self,
        url: str,
        accepts: Callable[[Exchange], None],
        may_go_to: Callable[[str], bool] | None = None,
    ) -> Judged:
        """Load, gather and judge one page.

        `may_go_to` says where the page may lead its visitors. `accepts` looks at the answer before anything
        is gathered and raises `FetchError` for what is not to be judged. Raises `FetchError` as well when the
        page is no page of the site (error page, bot wall, document) or could not be loaded.
        """
        deadline_s = self._plan.page_timeout_s + self._plan.axe_timeout_s + VISIT_GRACE_S
        try:
            async with asyncio.timeout(deadline_s):
                gathered = await self._gather(url, accepts, may_go_to)
        except TimeoutError as error:
            raise FetchError(
                FetchOutcome.TIMEOUT, Reason("visit", f"{deadline_s:g} s"), permanent=False
            ) from error
        except FetchError as error:
            if error.outcome is FetchOutcome.HTTP_ERROR and (known := self._explain(error.url or url)):
                raise known from error
            raise
        return await self._judge(gathered)

    async def _gather(
        self,
        url: str,
        accepts: Callable[[Exchange], None],
        may_go_to: Callable[[str], bool] | None,
    ) -> Gathered:
        clock = Stopwatch()
        visit = Visit(
            url,
            viewport=self._plan.viewport,
            navigation_timeout_s=self._plan.page_timeout_s,
            may_go_to=may_go_to,
        )
        async with self._browser.visit(visit) as tab:
            clock.lap("load")
            accepts(tab.exchange)
            require_document(tab.exchange, self._plan.media_types)
            capture = await gather_dom(tab)
            dom = Dom(capture)
            text = gather_visible_text(dom)
            require_page(tab.exchange, dom.title, text, url)
            clock.lap("dom")
            screenshot = await self._screenshot(tab) if self._plan.with_screenshot else None
            clock.lap("screenshot")
            axe = await gather_axe(tab, self._plan.axe_timeout_s)
            clock.lap("axe")
            return Gathered(capture, dom, text, axe, tab.exchange, screenshot, tab.notes, clock.laps)

    async def _screenshot(self, tab: Tab) -> Screenshot | None:
        try:
            return await gather_screenshot(tab)
        except FetchError as error:
            # A page without picture is judged all the same.
            log.info("no_screenshot", url=tab.url, reason=str(error.reason))
            return None

    async def _judge(self, gathered: Gathered) -> Judged:
        clock = Stopwatch()
        dom, text, exchange = gathered.dom, gathered.text, gathered.exchange
        profile = await self._texts.profile(text)
        clock.lap("text")
        artefacts: dict[type, object] = {
            Dom: dom,
            AxeRun: gathered.axe,
            Exchange: exchange,
            VisibleText: text,
            TextProfile: profile,
        }
        judgement = judge(artefacts, self._plan.checks, disabled=self._plan.disabled)
        links = gather_links(dom)
        clock.lap("checks")
        return Judged(
            gathered=gathered,
            judgement=judgement,
            profile=profile,
            text=text,
            links=links,
            title=dom.title,
            text_hash=_hash64("\n".join((dom.title, *(block.text for block in text.blocks)))),
            timings_ms={**gathered.timings_ms, **clock.laps},
        )


def require_document(exchange: Exchange, media_types: frozenset[str]) -> None:
    """Raise `FetchError` for a good answer of another type than a page."""
    if exchange.status < 400 and exchange.media_type and exchange.media_type not in media_types:
        raise FetchError(FetchOutcome.NOT_HTML, Reason("media-type", exchange.media_type), permanent=True)


def require_page(exchange: Exchange, title: str, text: VisibleText, url: str) -> None:
    """Raise `FetchError` for what a server shows instead of a page: an error page, a wall, a closed door."""
    shown = "\n".join(block.text for block in text.blocks)
    if verdict := classify(exchange.status, exchange.headers, title, shown, exchange.final_url, url):
        # A passing overload or fault may be gone next time; what is not there or closed stays so.
        is_passing = exchange.status in {408, 425, 429} or exchange.status >= 500
        raise FetchError(*verdict, permanent=not is_passing)


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
    judged_before: frozenset[str] = frozenset()
    """Pages that an earlier run of this scan has judged, for `--resume`."""


@dataclass(frozen=True, slots=True)
class CrawlEnd:
    """How a crawl ended."""

    coverage: Coverage
    problems: int
    interrupted: bool


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
        workers: int = 2,
    ) -> None:
        self._crawl = crawl
        self._visitor = visitor
        self._gate = gate
        self._robots = robots
        self._slots = slots
        self._write = write
        self._progress = progress
        self._stop = stop
        self._on_page = on_page
        self._workers = workers
        self._results: asyncio.Queue[PageResult | None] = asyncio.Queue(maxsize=2 * BATCH_PAGES)
        self._outcomes: Counter[FetchOutcome] = Counter(crawl.done_before)
        self._gone = crawl.gone_before
        self._texts: dict[str, int] = {}
        self._claims: dict[str, tuple[str, int]] = {}
        self._fingerprints: set[str] = set()
        self._judged_pages: set[int] = set(map(hash, crawl.judged_before))
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
            await asyncio.gather(*workers)
            # Only at a good end: after a failure the group cancels the writer, and the queue may be full.
            await self._results.put(None)
            await writer
        coverage = Coverage(
            by_outcome=dict(self._outcomes),
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
                return None
            item = frontier.take(self._gate.ready)
            await self._cut()
            if item is not None:
                self._busy += 1
                return item
            waiting = [host for host in frontier.pending_hosts() if not self._gate.rested(host)]
            if not waiting and not self._busy:
                return None
            with contextlib.suppress(TimeoutError):
                # Not longer than this, so that a stop signal is seen soon.
                async with asyncio.timeout(MAX_NAP_S):
                    await (self._gate.wait_ready(waiting) if waiting else self._page_ended())

    async def _page_ended(self) -> None:
        async with self._idle:
            await self._idle.wait()

    def _is_over_limit(self) -> bool:
        limits = self._crawl.limits
        spent = sum(self._outcomes[outcome] for outcome in _SPENT) + self._busy
        self._has_met_max_pages = spent >= limits.max_pages
        is_late = limits.max_time_s is not None and time.monotonic() - self._started > limits.max_time_s
        self._has_met_max_time = self._has_met_max_time or is_late
        return self._has_met_max_pages or self._has_met_max_time

    async def _cut(self) -> None:
        for record in self._crawl.frontier.take_cut():
            await self._end(PageResult(_stamped(record, self._started)))

    # -- one address

    async def _handle(self, item: Queued) -> None:
        started = time.monotonic()
        if hash(item.page_url) in self._judged_pages:
            # Judged meanwhile as the target of a redirect.
            return
        rules = await self._robots.for_url(item.url) if self._crawl.obey_robots else None
        if rules is not None and (refusal := rules.refusal(item.url)):
            await self._fail(item, *refusal, started, permanent=rules.state != "unreachable")
            return
        key = host_key(item.url)
        exchange: list[Exchange] = []

        def may_go_to(url: str) -> bool:
            # What robots.txt closes stays closed when another page leads there.
            is_closed = rules is not None and origin(url) == origin(item.url) and not rules.allows(url)
            return self._crawl.scope.covers(url) and not is_closed

        try:
            async with self._slots, self._gate.visit(item.url) as turn:
                asked = time.monotonic()

                def accepts(answer: Exchange) -> None:
                    # The pause for the host begins now, while we are still busy with the page.
                    turn.loaded()
                    exchange.append(answer)
                    self._gate.note(
                        key,
                        status=answer.status,
                        retry_after=answer.headers.get("retry-after", ""),
                        duration_s=time.monotonic() - asked,
                    )
                    self._accept(answer, item)

                try:
                    judged = await self._visitor.see(item.url, accepts, may_go_to)
                except FetchError as error:
                    if not exchange:
                        self._gate.note(key, failed=error.reason.key in HOST_FAILURES)
                    raise
            await self._keep(item, judged, started)
        except FetchError as error:
            if not error.permanent and item.attempts + 1 < MAX_ATTEMPTS:
                self._crawl.frontier.requeue(item)
                return
            answer = exchange[0] if exchange else None
            outcome, reason = self._why_led_away(error, item)
            await self._fail(item, outcome, reason, started, answer, permanent=error.permanent)
        except Exception as error:
            log.error("page_broke", url=item.url, error=type(error).__name__, exc_info=error)
            await self._fail(item, FetchOutcome.CRASHED, Reason("browser", type(error).__name__), started)

    def _why_led_away(self, error: FetchError, item: Queued) -> tuple[FetchOutcome, Reason]:
        """Return how an address ends whose visit failed; what a redirect led to decides where it did."""
        if error.outcome is not FetchOutcome.REDIRECTED_OUT_OF_SCOPE:
            return error.outcome, error.reason
        if self._crawl.scope.covers(error.url):
            return FetchOutcome.ROBOTS, Reason("robots-rule", error.url)
        # To a place where one logs in: the page is there, behind a closed door.
        return closed_door(error.url, item.url) or (error.outcome, error.reason)

    def _accept(self, answer: Exchange, item: Queued) -> None:
        """Raise for an answer that led out of the site, or to a page that was judged already."""
        final = answer.final_url
        if not self._crawl.scope.covers(final):
            raise led_away(final)
        page_url = page_identity(final).page_url
        if page_url != item.page_url and hash(page_url) in self._judged_pages:
            raise _Duplicate(page_url, "redirect")

    async def _keep(self, item: Queued, judged: Judged, started: float) -> None:
        """Store a judged page under its own address, and the other addresses that led to it as duplicates."""
        exchange = judged.gathered.exchange
        page_url = page_identity(exchange.final_url).page_url
        canonical = self._canonical(page_url, judged)
        if canonical and self._texts.get(canonical) == judged.text_hash:
            await self._duplicate(item, canonical, "canonical", started, exchange)
            return
        # What a page calls its proper address is asked itself: it may be another page after all.
        kept, rule = page_url, "redirect"
        if hash(kept) in self._judged_pages:
            if kept == item.page_url:
                # Judged meanwhile as the target of a redirect; its result stands.
                return
            await self._duplicate(item, kept, rule, started, exchange)
            return
        if (claim := self._claims.get(kept)) and claim[1] == judged.text_hash:
            # A page that was judged before said that this one is its proper address.
            await self._duplicate(item, claim[0], "canonical", started, exchange)
            return
        if canonical:
            self._claims[canonical] = kept, judged.text_hash
        self._judged_pages.add(hash(kept))
        self._crawl.frontier.mark_seen(kept)
        self._texts[kept] = judged.text_hash
        added = self._crawl.frontier.add(
            (*judged.links.urls, *filter(None, (judged.links.canonical, judged.links.refresh_url))),
            depth=item.depth + 1,
            found_on=exchange.final_url,
        )
        record = replace(
            self._record(item, FetchOutcome.OK, None, started, exchange),
            page_url=kept,
            notes=judged.notes,
        )
        gathered = judged.gathered
        await self._end(
            PageResult(
                record=record,
                judgement=judged.judgement,
                text=judged.profile,
                title=judged.title,
                dom=gathered.capture,
                axe=gathered.axe,
                exchange=exchange,
                visible_text=judged.text,
                screenshot=gathered.screenshot,
                discovered=added.queued,
                timings_ms=judged.timings_ms,
            )
        )
        for cut in added.cut:
            await self._end(PageResult(_stamped(cut, started)))
        if kept != item.page_url:
            await self._duplicate(item, kept, rule, started, exchange)

    def _canonical(self, page_url: str, judged: Judged) -> str:
        """Return the page that this one says it is, if it is another one of the site; else empty."""
        said = judged.links.canonical
        if not said or not self._crawl.scope.covers(said):
            return ""
        canonical = page_identity(said).page_url
        return canonical if canonical != page_url else ""

    async def _duplicate(
        self, item: Queued, kept: str, rule: str, started: float, exchange: Exchange | None
    ) -> None:
        record = self._record(item, FetchOutcome.DUPLICATE, Reason(rule, kept), started, exchange)
        await self._end(PageResult(replace(record, duplicate_of=kept)))

    async def _fail(
        self,
        item: Queued,
        outcome: FetchOutcome,
        reason: Reason,
        started: float,
        exchange: Exchange | None = None,
        *,
        permanent: bool = True,
    ) -> None:
        if outcome is FetchOutcome.DUPLICATE:
            await self._duplicate(item, reason.detail, reason.key, started, exchange)
            return
        record = self._record(item, outcome, reason, started, exchange)
        await self._end(PageResult(replace(record, permanent=permanent)))

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

    async def _end(self, result: PageResult) -> None:
        """Count the end of an address and hand it to the writer; waits when the writer is behind."""
        self._outcomes[result.record.outcome] += 1
        self._gone += result.record.status in GONE_STATUSES
        self._visits += 1
        if result.judgement is not None:
            self._fingerprints.update(
                finding.fingerprint
                for finding in result.judgement.findings
                if finding.outcome is Outcome.FAILED
            )
        await self._results.put(result)
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
                )
            )

    async def _write_all(self) -> None:
        """Store results as they come: what piled up while the last ones were written, in one transaction.

        Nothing waits for a batch to fill, so a killed scan has little more to visit again than the pages
        that were open.
        """
        while (first := await self._results.get()) is not None:
            batch, is_last = [first], False
            while len(batch) < BATCH_PAGES and not self._results.empty():
                following = self._results.get_nowait()
                if following is None:
                    is_last = True
                    break
                batch.append(following)
            await asyncio.to_thread(self._write, batch)
            if is_last:
                return

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


class Stopwatch:
    """Times the steps of one visit, in whole milliseconds."""

    def __init__(self) -> None:
        self._last = time.monotonic()
        self.laps: dict[str, int] = {}

    def lap(self, name: str) -> None:
        """Note the time since the last lap under a name."""
        now = time.monotonic()
        self.laps[name] = round((now - self._last) * 1000)
        self._last = now


def _stamped(record: FetchRecord, started: float) -> FetchRecord:
    return replace(
        record,
        fetched_at=datetime.now(UTC),
        duration_ms=round((time.monotonic() - started) * 1000) if record.duration_ms else 0,
    )


def _hash64(text: str) -> int:
    return int.from_bytes(blake2b(text.encode("utf-8", "replace"), digest_size=8).digest())
