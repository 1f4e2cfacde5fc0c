"""One visit: load a page, gather what it shows, judge it. Knows no site, queue or database."""

import asyncio
import time
from collections.abc import Awaitable, Callable, Collection, Mapping
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from hashlib import blake2b
from typing import Protocol, TypeVar

import structlog

from checks.base import Check
from checks.engine import judge
from checks.facts.extract import facts_of
from checks.facts.signs.extract import signs_of
from checks.facts.statement_seen import statement_seen
from crawler.browser.base import Browser, Recording, Records, Stages, Tab, Visit
from crawler.browser.devtools import HTML_TYPES
from crawler.gather.axe import gather_axe
from crawler.gather.dom import gather_dom, has_roles, has_unseen_frame, is_big, is_much
from crawler.gather.linked import addresses, gather_linked, needs
from crawler.gather.links import canonical_of, gather_links
from crawler.gather.marks import MarkBook, gather_marks
from crawler.gather.media import gather_media
from crawler.gather.overlay import has_overlay
from crawler.gather.pixels import gather_pixels
from crawler.gather.placeholders import gather_placeholders
from crawler.gather.screenshot import gather_screenshot
from crawler.gather.source import gather_source
from crawler.gather.transfer import gather_transfer
from crawler.gather.turns import gather_turns
from crawler.gather.visible_text import gather_visible_text
from crawler.gather.whole_picture import gather_whole_picture
from crawler.nearness import signature
from crawler.pageclass import classify, look_at
from crawler.urls import origin, page_identity
from drempel import acting
from drempel.dom import Dom
from drempel.errors import FetchError
from drempel.model.artefact import (
    AxeRun,
    DomCapture,
    Exchange,
    Linked,
    LinkedPage,
    Links,
    Media,
    PageSource,
    Pixels,
    Placeholders,
    Screenshot,
    Turns,
)
from drempel.model.facts import Facts
from drempel.model.finding import Judgement
from drempel.model.focus_walk import FocusWalk, WalkPicture
from drempel.model.hint import TextHints
from drempel.model.marks import BY_DAY, PageMarks, Supplies
from drempel.model.shots import WholePicture
from drempel.model.signs import Signs
from drempel.model.slow_load import SlowLoad
from drempel.model.snapshot import FetchOutcome, Reason, Viewport
from drempel.model.statement_seen import StatementSeen
from drempel.model.text import TextProfile, VisibleText
from drempel.model.transfer import Transfer
from drempel.pace import slowness
from readability.page import PageReading
from readability.pool import TextPool

T = TypeVar("T")

log = structlog.get_logger()

AXE_TIMEOUT_S = 30.0

LOAD_GRACE_S = 15.0
"""What loading may take beyond the page timeout, for settling and for closing a page that hangs."""

GATHER_GRACE_S = 15.0
BIG_GATHER_GRACE_S = 45.0
"""What gathering may take beyond axe's own timeout; more for a big page, gathered one at a time."""

_BAD = frozenset(("settle-timeout", "moved-on", "navigation-held"))
"""Notes of a page that may look otherwise the next time, though nothing of it changed."""

MAX_LINKED = 5
"""Linked pages that a check of one page may load, to see where links of the same name lead."""


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
    credentials: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    """Headers by the origin that gets them."""
    deep_budget_s: float | None = None
    """What they may take of one page; `None` for as long as it takes."""
    stages: int = 1
    """On how many stages a page is used side by side: more where somebody waits for this one page."""
    with_strip: bool = False
    """Whether a picture is taken of what is used, to show the walk with the Tab key."""
    is_slow: Callable[[str, str, str | None], bool] = lambda *_: False
    """Says by address, title and kind (`Facts.kind`) whether a page that is used is also loaded slowly."""
    is_pictured: Callable[[str, str], bool] = lambda _url, _title: False
    """Says by address and title whether a picture is taken of the whole page, see `ShotBook`."""
    with_marks: bool = False
    """Whether it is noted by what a page is recognised when it did not change, see `gather_marks`."""
    with_doors: bool = False
    """Whether a log-in page is judged, and said to be one, where that very address was asked for; else it is
    a closed door."""


@dataclass(frozen=True, slots=True)
class Errand:
    """What one visit must know of its site: where the page may lead, and what its frames may load."""

    url: str
    accepts: Callable[[Exchange], None] = lambda _: None
    """Looks at the answer before anything is gathered; raises `FetchError` for what is not to be judged."""
    may_go_to: Callable[[str], bool] | None = None
    may_embed: Callable[[str], bool] | None = None
    is_used: Callable[[str, str, str | None], bool] = lambda *_: False
    """Says by its address, title and kind (`Facts.kind`) whether the page will be used, see `Visitor.use`."""


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
    media: Media = field(default_factory=Media)
    pixels: Pixels = field(default_factory=Pixels)
    linked: Linked = field(default_factory=Linked)
    turns: Turns = field(default_factory=Turns)
    source: PageSource = field(default_factory=PageSource)
    placeholders: Placeholders = field(default_factory=Placeholders)
    transfer: Transfer = field(default_factory=Transfer)
    statement: StatementSeen = field(default_factory=StatementSeen)
    signs: Signs = field(default_factory=Signs)
    marks: PageMarks = field(default_factory=PageMarks)
    supplies: Supplies = field(default_factory=Supplies)
    recording: Recording | None = None
    """What was loaded, to use the page on a stage; `None` where nobody will, or the backend cannot."""
    acted: Mapping[type, object] = field(default_factory=dict)
    """What the gatherers recorded that use the page, by type; empty where they did not run."""
    whole: WholePicture | None = None
    """The page as a whole, where it is pictured; not stored."""


@dataclass(frozen=True, slots=True)
class Judged:
    """A page that was seen and judged."""

    gathered: Gathered
    judgement: Judgement
    reading: PageReading
    text: VisibleText
    links: Links
    title: str
    mark: int
    """Tells pages with other texts apart; nearly equal texts have `nearness.alike` marks."""
    timings_ms: Mapping[str, int]

    @property
    def profile(self) -> TextProfile:
        """Return what was measured on the text."""
        return self.reading.profile

    @property
    def facts(self) -> Facts:
        """Return what a citizen can find on the page."""
        return facts_of(self.gathered.dom)

    @property
    def shown(self) -> str:
        """Return title and visible text, a line for each block."""
        return "\n".join((self.title, *(block.text for block in self.text.blocks)))

    @property
    def notes(self) -> tuple[str, ...]:
        """Return remarks on the page: what happened in the visit, and what of it could not be judged."""
        notes = [*self.gathered.notes]
        if self.gathered.axe.error:
            notes.append("axe-failed")
        if not has_roles(self.gathered.capture):
            notes.append("too-big-to-check")
        if has_unseen_frame(self.gathered.dom):
            notes.append("frame-not-seen")
        if self.gathered.exchange.media_type not in HTML_TYPES:
            notes.append("not-an-html-document")
        if self.gathered.acted:
            notes.append("used")
        return tuple(dict.fromkeys(notes))


class Witness(Protocol):
    """What the proxy saw of addresses that failed; `None` where it saw nothing wrong."""

    def failure_of(self, url: str) -> FetchError | None:
        """Return why an address, or else its host, could not be reached."""
        ...

    def failure_at(self, url: str) -> FetchError | None:
        """Return why this very address was refused or its answer cut off."""
        ...


class Desks:
    """Where pages are gathered: a number of them at a time, and one big page beside those."""

    def __init__(self, ordinary: int) -> None:
        self.ordinary = asyncio.Semaphore(ordinary)
        self.big = asyncio.Semaphore(1)


class Visitor:
    """Visits single pages. `desks` bounds how many are gathered at a time, when more than that are open."""

    def __init__(
        self,
        browser: Browser,
        texts: TextPool,
        plan: VisitPlan,
        proxy: "Witness | None" = None,
        desks: "Desks | None" = None,
    ) -> None:
        """`proxy` knows better than the browser why an address could not be reached, or not as a whole."""
        self._proxy = proxy
        self._browser = browser
        self._texts = texts
        self._plan = plan
        self._desks = desks or Desks(32)
        self._marks = MarkBook()

    async def see(self, errand: Errand) -> Judged:
        """Load, gather and judge one page.

        Raises `FetchError` when the page is no page of the site (error page, bot wall, document), could not
        be loaded, or took too long: one deadline lies around loading and one around gathering.
        """
        await self._browser.wait_for_room()
        loading_s = self._plan.page_timeout_s + LOAD_GRACE_S
        answers: list[Exchange] = []
        try:
            async with asyncio.timeout(loading_s) as deadline:
                gathered = await self._gather(errand, deadline, answers)
        except TimeoutError as error:
            raise FetchError(FetchOutcome.TIMEOUT, Reason("visit"), permanent=False) from error
        except FetchError as error:
            if not answers and (known := self._seen_by_proxy(error, errand.url)):
                raise known from error
            raise
        return await self._judge(gathered)

    def _seen_by_proxy(self, error: FetchError, url: str) -> FetchError | None:
        """Return why there was no answer, where the proxy saw it."""
        if self._proxy is None:
            return None
        if error.outcome in {FetchOutcome.HTTP_ERROR, FetchOutcome.TIMEOUT}:
            return self._proxy.failure_of(error.url or url)
        # A browser may say no more than that nothing came.
        return self._proxy.failure_at(url) if error.outcome is FetchOutcome.CRASHED else None

    async def look_further(
        self,
        judged: Judged,
        ask: "Callable[[str, Callable[[], Awaitable[LinkedPage | None]]], Awaitable[LinkedPage | None]]",
    ) -> Judged:
        """Load the few linked pages on which an answer hangs, and judge again with what they show.

        `ask` gets an address and what loads it; it waits for the host's turn, or gives `None` for what may
        not be asked. Not inside the turn of the page itself.
        """
        gathered = judged.gathered
        wanted = addresses(gathered.linked, gathered.exchange.final_url, MAX_LINKED)
        pages = [await ask(url, lambda url=url: self._linked_page(url)) for url in wanted]  # type: ignore[misc]
        if not any(pages):
            return judged
        linked = replace(gathered.linked, pages=tuple(filter(None, pages)))
        return await self._judge(replace(gathered, linked=linked), judged.reading)

    async def use(self, judged: Judged) -> Judged:
        """Use the page as people do, on a stage, and judge again with what that shows.

        Nothing of it reaches a server: not inside the turn of the page itself. A page that cannot be played
        stays as it is; the checks that need more are `untested` then.
        """
        gathered = judged.gathered
        wanted = acting.wanted_by(self._plan.checks.values(), self._plan.disabled)
        if self._plan.with_strip:
            wanted |= {FocusWalk, WalkPicture}
        about = gathered.exchange.final_url, judged.title, judged.facts.kind
        if gathered.recording is not None and self._plan.is_slow(*about):
            wanted |= {SlowLoad}
        if gathered.recording is None or not wanted or not isinstance(self._browser, Stages):
            return replace(judged, gathered=replace(gathered, recording=None))
        clock = Stopwatch()
        try:
            async with self._desks.ordinary:
                clock.lap("wait-to-use")
                acted = await acting.act(
                    self._browser,
                    gathered.recording,
                    gathered.dom,
                    wanted,
                    budget_s=self._plan.deep_budget_s,
                    stages=self._plan.stages,
                )
        except (FetchError, TimeoutError) as error:
            log.info("not_used", url=gathered.exchange.final_url, reason=str(error))
            return replace(judged, gathered=replace(gathered, recording=None))
        clock.lap("use")
        again = await self._judge(replace(gathered, recording=None, acted=acted), judged.reading)
        return replace(again, timings_ms={**judged.timings_ms, **again.timings_ms, **clock.laps})

    async def _linked_page(self, url: str) -> LinkedPage | None:
        """Return what a page shows; `None` for one that is not there, or is no page."""
        await self._browser.wait_for_room()
        visit = Visit(
            url,
            viewport=self._plan.viewport,
            navigation_timeout_s=self._plan.page_timeout_s,
            # Its own origin was asked for leave; no other was.
            may_go_to=lambda target: origin(target) == origin(url),
            credentials=self._plan.credentials,
        )
        try:
            async with (
                asyncio.timeout(self._plan.page_timeout_s + LOAD_GRACE_S),
                self._browser.visit(visit) as tab,
            ):
                require_document(tab.exchange, self._plan.media_types)
                return await gather_linked(tab, url) if tab.exchange.status < 400 else None
        except (FetchError, TimeoutError) as error:
            log.info("no_linked_page", url=url, reason=str(error))
            return None

    async def _gather(self, errand: Errand, deadline: asyncio.Timeout, answers: list[Exchange]) -> Gathered:
        clock = Stopwatch()
        visit = Visit(
            errand.url,
            viewport=self._plan.viewport,
            navigation_timeout_s=self._plan.page_timeout_s,
            may_go_to=errand.may_go_to,
            may_embed=errand.may_embed,
            credentials=self._plan.credentials,
        )
        async with self._browser.visit(visit) as tab:
            clock.lap("load")
            if self._proxy and (fate := self._proxy.failure_at(tab.exchange.final_url)):
                raise fate
            answers.append(tab.exchange)
            errand.accepts(tab.exchange)
            require_document(tab.exchange, self._plan.media_types)
            much = await is_much(tab)
            # Whoever waits here is bounded by the deadlines of those that sit at the desks.
            deadline.reschedule(None)
            async with self._desks.big if much else self._desks.ordinary:
                # A page is not to blame for a machine that others make work.
                times = slowness()
                axe_s = self._plan.axe_timeout_s * times
                grace_s = (BIG_GATHER_GRACE_S if much else GATHER_GRACE_S) * times
                deadline.reschedule(asyncio.get_running_loop().time() + axe_s + grace_s)
                clock.lap("wait")
                return await self._at_desk(errand, tab, clock, axe_s, much=much)

    async def _at_desk(
        self, errand: Errand, tab: Tab, clock: "Stopwatch", axe_s: float, *, much: bool
    ) -> Gathered:
        capture = await gather_dom(tab, much=much)
        dom, text = await _beside_if_big(capture, _read, capture)
        seen: tuple[str, ...] = ()
        try:
            await _beside_if_big(capture, require_page, tab.exchange, dom, text, errand.url)
        except FetchError as error:
            if not (self._plan.with_doors and _is_door_asked_for(error, tab.exchange, errand.url)):
                if error.reason.key in {"cookie-wall", "login-wall"}:
                    error.facts = facts_of(dom)
                raise
            seen = ("log-in",)
        clock.lap("dom")
        # Before anything scrolls the page and so brings more of it.
        transfer = await gather_transfer(tab)
        clock.lap("transfer")
        screenshot = await self._screenshot(tab) if self._plan.with_screenshot else None
        clock.lap("screenshot")
        media = await gather_media(tab, dom)
        clock.lap("media")
        axe = await gather_axe(tab, axe_s, elements=len(dom))
        clock.lap("axe")
        turns = await gather_turns(tab)
        placeholders = await gather_placeholders(tab, dom)
        pixels = await gather_pixels(tab, dom)
        clock.lap("pixels")
        notes = (*tab.notes, *seen, *(("overlay",) if has_overlay(dom) else ()))
        about = tab.exchange.final_url, dom.title, None if much else facts_of(dom).kind
        is_used = not much and isinstance(tab, Records) and errand.is_used(*about)
        recording = await self._recording(tab) if is_used else None
        statement = await _beside_if_big(capture, statement_seen, dom, datetime.now(UTC).date())
        marks, supplies = await self._gather_marks(tab, notes, statement)
        linked = await _beside_if_big(capture, needs, dom)
        source = PageSource() if much else await gather_source(tab)
        whole = await self._whole(tab, dom.title) if not much else None
        return Gathered(
            capture,
            dom,
            text,
            axe,
            tab.exchange,
            screenshot,
            notes,
            clock.laps,
            media=media,
            pixels=pixels,
            linked=linked,
            turns=turns,
            source=source,
            placeholders=placeholders,
            transfer=transfer,
            statement=statement,
            signs=await _beside_if_big(capture, signs_of, dom),
            marks=marks,
            supplies=supplies,
            recording=recording,
            whole=whole,
        )

    async def _gather_marks(
        self, tab: Tab, notes: Collection[str], statement: StatementSeen
    ) -> tuple[PageMarks, Supplies]:
        """Return by what the page is recognised; what came badly never is, and what grows old says so."""
        if not self._plan.with_marks:
            return PageMarks(), Supplies()
        marks, supplies = await gather_marks(tab, self._marks)
        grows_old = BY_DAY if statement.statement is not None else ""
        unsure = marks.unsure or next(iter(_BAD & set(notes)), grows_old)
        return (replace(marks, unsure=unsure) if unsure else marks), supplies

    async def _recording(self, tab: Tab) -> Recording | None:
        if not isinstance(tab, Records):
            return None
        try:
            return await tab.recording()
        except FetchError as error:
            log.info("no_recording", url=tab.url, reason=str(error.reason))
            return None

    async def _screenshot(self, tab: Tab) -> Screenshot | None:
        try:
            return await gather_screenshot(tab)
        except FetchError as error:
            # A page without picture is judged all the same.
            log.info("no_screenshot", url=tab.url, reason=str(error.reason))
            return None

    async def _whole(self, tab: Tab, title: str) -> WholePicture | None:
        if not self._plan.is_pictured(tab.exchange.final_url, title):
            return None
        try:
            return await gather_whole_picture(tab)
        except FetchError as error:
            log.info("no_whole_picture", url=tab.url, reason=str(error.reason))
            return None

    async def _judge(self, gathered: Gathered, reading: PageReading | None = None) -> Judged:
        clock = Stopwatch()
        dom, text, exchange = gathered.dom, gathered.text, gathered.exchange
        reading = reading or await self._texts.read(text)
        clock.lap("text")
        artefacts = artefacts_of(gathered, reading)
        capture, plan = gathered.capture, self._plan
        judgement = await _beside_if_big(
            capture, lambda: judge(artefacts, plan.checks, disabled=plan.disabled)
        )
        links = await _beside_if_big(capture, gather_links, dom)
        if named := canonical_of(exchange.final_url, exchange.headers.get("link", "")):
            links = replace(links, canonical=links.canonical or named)
        clock.lap("checks")
        return Judged(
            gathered=gathered,
            judgement=judgement,
            reading=reading,
            text=text,
            links=links,
            title=dom.title,
            mark=mark_of("\n".join((dom.title, *(block.text for block in text.blocks)))),
            timings_ms={**gathered.timings_ms, **clock.laps},
        )


def further_of(gathered: Gathered) -> tuple[object, ...]:
    """Return the artefacts that only checks read."""
    return (
        gathered.media,
        gathered.linked,
        gathered.source,
        gathered.pixels,
        gathered.turns,
        gathered.placeholders,
        gathered.transfer,
        *gathered.acted.values(),
        facts_of(gathered.dom),
        gathered.statement,
        gathered.signs,
        gathered.marks,
        gathered.supplies,
    )


def artefacts_of(gathered: Gathered, reading: PageReading) -> dict[type, object]:
    """Return what checks may ask for, by type; without the page tree where no roles were read."""
    artefacts: dict[type, object] = {
        Dom: gathered.dom,
        AxeRun: gathered.axe,
        Exchange: gathered.exchange,
        VisibleText: gathered.text,
        TextProfile: reading.profile,
        TextHints: reading.hints,
        Media: gathered.media,
        Linked: gathered.linked,
        PageSource: gathered.source,
        Pixels: gathered.pixels,
        Turns: gathered.turns,
        Placeholders: gathered.placeholders,
        Transfer: gathered.transfer,
        Facts: facts_of(gathered.dom),
        StatementSeen: gathered.statement,
        **gathered.acted,
    }
    if not has_roles(gathered.capture):
        del artefacts[Dom]
    return artefacts


def mark_of(text: str) -> int:
    """Return the mark of a page by its text: near texts have near marks, short ones are equal or not."""
    return signature(text) or int.from_bytes(blake2b(text.encode("utf-8", "replace"), digest_size=8).digest())


def require_document(exchange: Exchange, media_types: frozenset[str]) -> None:
    """Raise `FetchError` for a good answer of another type than a page, and for a redirect to nowhere."""
    if 300 <= exchange.status < 400:
        raise FetchError(FetchOutcome.HTTP_ERROR, Reason("status", str(exchange.status)), permanent=True)
    if exchange.status < 400 and exchange.media_type and exchange.media_type not in media_types:
        raise FetchError(FetchOutcome.NOT_HTML, Reason("media-type", exchange.media_type), permanent=True)


def require_page(exchange: Exchange, dom: Dom, text: VisibleText, url: str) -> None:
    """Raise `FetchError` for what a server shows instead of a page: an error page, a wall, a closed door."""
    shown = "\n".join(block.text for block in text.blocks)
    look = look_at(dom, text)
    verdict = classify(exchange.status, exchange.headers, dom.title, shown, exchange.final_url, url, look)
    if verdict is None:
        return
    outcome, reason = verdict
    # A passing overload or fault may be gone next time; what is not there or closed stays so.
    is_passing = exchange.status in {408, 425, 429} or exchange.status >= 500
    raise FetchError(outcome, reason, permanent=outcome is FetchOutcome.BLOCKED or not is_passing)


def _is_door_asked_for(error: FetchError, exchange: Exchange, url: str) -> bool:
    is_same = page_identity(exchange.final_url).page_url == page_identity(url).page_url
    return is_same and exchange.status < 400 and error.reason.key == "login-wall"


def _read(capture: DomCapture) -> tuple[Dom, VisibleText]:
    dom = Dom(capture)
    return dom, gather_visible_text(dom)


async def _beside_if_big(capture: DomCapture, work: Callable[..., T], *args: object) -> T:
    return await asyncio.to_thread(work, *args) if is_big(capture) else work(*args)


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
