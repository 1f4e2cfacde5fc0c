"""Gather the `FocusWalk` artefact: go through the page with the Tab key, as people without a mouse do.

Real keys, one by one, from the top until the focus comes round. What style says of the focus is compared at
each stop; where style is silent, and once for each kind of mark, pixels are. Where Tab does not lead away,
what else may lead out is tried: Escape, the arrow keys, buttons inside, and what the page says itself.
"""

import asyncio
import re
import time
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

import structlog

from crawler.acts import is_act
from crawler.browser.base import ActingTab, Stage
from crawler.gather.focus_pixels import FAINT, MarkReader
from crawler.gather.focus_script import INSTALL
from drempel.dom import Dom
from drempel.errors import FetchError
from drempel.model.acting import Held, Spot
from drempel.model.finding import Box
from drempel.model.focus_walk import Change, Cover, FocusWalk, Missed, Skip, Stop, Trap

MAX_STOPS = 250
MAX_PRESSES = 600
MANY = 1_500
FEWER_STOPS = 30
"""On a page with more than `MANY` elements that can have the focus."""
LONGEST_S = 40.0
"""After which a walk is cut, whatever the page or the machine does: what was seen by then is judged."""
MAX_COVERS = 8
"""Elements behind something of which pictures are taken."""
MAX_TRAPS = 3
MAX_MISSED = 60
BACK_STOPS = 6
"""Keys by which the way back is tried."""

WAIT_MS = 20
"""How long a page may take to move the focus once more after a key."""
SLOW_MS = 130
"""The same for a page that was seen to do that by a timer."""

MOST_IN_A_RING = 30
"""With more elements in it, what Tab does not leave is a page that goes round by itself, no trap."""
FEW = 6
"""Of so many elements in a ring each gets the time to move the focus on."""
OPAQUE_PRESSES = 30
"""Keys for which the focus may stay in a frame or control into which nobody looks."""

MAX_BUTTONS = 4
MAX_ADVICE = 6
"""Buttons and keys that are tried to get out of a trap."""

MAX_SKIPS = 3
FIRST_STOPS = 4
"""Among which a link that leads past something is looked for."""

MAX_LOOKS = 10
"""Kinds of marks of which one is looked at."""
MAX_BARE = 40
"""Elements without a mark in style that are looked at."""
MAX_UNSEEN = 3
"""Of one kind that cannot be seen."""
WHOLE_VIEWS = 2
"""Elements of one kind for which a mark is looked for in all of the view."""
MAX_FAINT = 12

MAX_CONFIRMED = 4
BY_ITSELF_S = 2.0
"""How long a fresh page is left alone before the focus comes, where something seemed to come with it."""

CONFIRM_MS = 350
"""How long a page may take to do what it did on focus, when it is tried again."""

CONTEXT_KINDS = frozenset({"move", "popup", "post", "dialog", "download"})

_STEP = "(wait, looks) => drempelWalk.step(wait, looks)"

_KEY = r"(?:[a-z0-9]|f\d{1,2}|enter|esc(?:ape)?|tab|home|end)"
_COMBINATION = re.compile(
    rf"\b(ctrl|control|strg|alt|option|shift|cmd|command)\s*[+\-–]\s*(?:(ctrl|alt|shift)\s*[+\-–]\s*)?({_KEY})\b",
    re.IGNORECASE,
)
_SINGLE = re.compile(
    r"\b(?:druk(?:t|ken)?(?: (?:u|je|dan|eerst))* op|toets|press|hit|appuyez sur|drücken sie)\s+"
    rf"(?:de |the |la |die |op )?[\"“'‘]?({_KEY})[\"”'’]?(?![\w+])",
    re.IGNORECASE,
)
_MODIFIERS = {"ctrl": "Control", "control": "Control", "strg": "Control", "alt": "Alt", "option": "Alt",
              "shift": "Shift", "cmd": "Meta", "command": "Meta"}  # fmt: skip
_KEYS = {"esc": "Escape", "escape": "Escape", "enter": "Enter", "tab": "Tab", "home": "Home", "end": "End"}
_CLOSES = re.compile(
    r"sluit|close|fermer|schließ|terug|annul|weiger|accept|ok|×|✕|^x$|doorgaan", re.IGNORECASE
)

log = structlog.get_logger()


async def gather_focus_walk(stage: Stage, dom: Dom) -> FocusWalk:
    """Return the walk; what is broken off by the page itself is `cut`."""
    walker = _Walker(stage, dom)
    return await walker.walk()


@dataclass(slots=True)
class _Seen:
    """A stop while the walk goes on."""

    number: int
    said: Mapping[str, Any]
    presses: int
    after: str
    changes: list[Change] | None = None
    held: tuple[Held, ...] = ()
    sends_to: int = -1
    drops: bool = False
    mark: Any = None
    crop: Any = None
    cover: Mapping[str, Any] | None = None


@dataclass(slots=True)
class _Progress:
    """How far the walk is."""

    presses: int = 0
    total: int = 0
    after: str = ""
    came_round: bool = False
    cut: bool = False
    outs: int = 0
    nowhere: int = 0
    ring: list[int] = field(default_factory=list)


class _Walker:
    def __init__(self, stage: Stage, dom: Dom) -> None:
        self._stage = stage
        self._dom = dom
        self._tab: ActingTab
        self._wait_ms = WAIT_MS
        self._most = MAX_STOPS
        self._seen: dict[int, _Seen] = {}
        self._order: list[int] = []
        self._told: dict[int, Mapping[str, Any]] = {}
        self._traps: list[Trap] = []
        self._left_rings: set[int] = set()
        self._losses: list[_Seen] = []
        self._at = _Progress()
        self._suspects: list[int] = []
        self._covers = 0
        self._reader: MarkReader

    async def walk(self) -> FocusWalk:
        self._tab = tab = await self._stage.fresh()
        self._reader = MarkReader(tab)
        await tab.evaluate(INSTALL)
        # A page with thousands of links takes long for each key, and is like itself all the way.
        if await tab.evaluate("() => drempelWalk.count()") > MANY:
            self._most = FEWER_STOPS
        started_at = await self._start()
        try:
            await self._forward(started_at)
        except FetchError as error:
            if not self._order:
                raise
            log.info("walk_cut", url=tab.url, reason=str(error.reason))
            self._at.cut = True
            return self._artefact()
        back: list[tuple[int, ...]] = []
        back_trap: Trap | None = None
        missed: list[Missed] = []
        skips: list[Skip] = []
        size = (0, 0)
        try:
            if self._at.came_round and not self._traps:
                back, back_trap = await self._backward()
                missed = await self._missed()
            await self._measure()
            skips = await self._skip_links()
            size = tuple(await tab.evaluate("() => drempelWalk.size()"))
            await self._confirm()
        except FetchError as error:
            log.info("walk_cut", url=tab.url, reason=str(error.reason))
            self._suspects = self._suspects or [n for n, seen in self._seen.items() if seen.held]
            for number in self._suspects:
                self._seen[number].held = ()
        return replace(
            self._artefact(),
            back=tuple(back),
            back_trap=back_trap,
            missed=tuple(missed),
            skips=tuple(skips),
            width_px=size[0],
            height_px=size[1],
        )

    # -- going on

    async def _start(self) -> int:
        """Take in an element that has the focus when the page stands, and return its number, or -1."""
        said = await self._tab.evaluate(_STEP, WAIT_MS, True)
        if said["number"] >= 0:
            self._take(said, presses=0)
        return int(said["number"])

    async def _press(self, key: str, *, looks: bool = True) -> Mapping[str, Any]:
        self._tab.forget_held()
        await self._tab.press(key)
        said: Mapping[str, Any] = await self._tab.evaluate(_STEP, self._wait_ms, looks)
        if any(kind == "in" for kind, _ in _before_key(said["log"])):
            # The page moved the focus when we no longer looked: it needs more time.
            self._wait_ms = SLOW_MS
        return said

    async def _forward(self, started_at: int) -> None:
        """Press Tab until the focus comes round, is trapped for good, or there is no end to it."""
        at = self._at
        begun = time.monotonic()
        opaque = 0
        while True:
            is_late = time.monotonic() - begun > LONGEST_S
            if len(self._order) >= self._most or at.total >= MAX_PRESSES or is_late:
                at.cut = True
                return
            said = await self._press("Tab")
            at.presses += 1
            at.total += 1
            self._compare(said)
            number = said["number"]
            await self._passing(said)
            if said["isOut"]:
                at.outs += 1
                at.ring, at.nowhere = [], 0
                if await self._closes_dialog():
                    started_at = 0
                    continue
                if not self._order or started_at < 0 or at.outs > 1:
                    at.came_round = True
                    return
                continue
            if number < 0:
                at.nowhere += 1
                if at.nowhere > 4:
                    at.cut = True
                    return
                continue
            at.nowhere = 0
            if number not in self._seen:
                self._take(said, at.presses)
                at.ring = []
                opaque = 0
                await self._look_again(said)
                continue
            if at.outs:
                at.came_round = True
                return
            details = self._seen[number].said["details"]
            if details["opaque"] or details["hasParts"]:
                opaque += 1
                if opaque <= OPAQUE_PRESSES:
                    continue
                if details["opaque"]:
                    at.cut = True
                    return
            at.ring.append(number)
            if not self._goes_in_a_ring():
                continue
            ring = list(dict.fromkeys(at.ring))
            if self._left_rings & set(ring):
                # The way round leads into a trap again from which there was a way out.
                at.came_round = True
                return
            if len(ring) > MOST_IN_A_RING:
                at.came_round = True
                return
            if len(self._traps) >= MAX_TRAPS or not await self._try_out(ring):
                at.cut = True
                return
            at.ring = []

    async def _closes_dialog(self) -> bool:
        """Close a dialog of the browser's own kind with Escape, so that the walk goes on behind it."""
        if self._at.after or not await self._tab.evaluate("() => drempelWalk.hasModal()"):
            return False
        await self._press_slowly("Escape")
        if await self._tab.evaluate("() => drempelWalk.hasModal()"):
            return False
        self._at.after, self._at.presses, self._at.outs = "Escape", 0, 0
        return True

    def _goes_in_a_ring(self) -> bool:
        ring = self._at.ring
        size = len(set(ring))
        return len(ring) >= max(4, 2 * size + 1)

    def _take(self, said: Mapping[str, Any], presses: int) -> None:
        number = said["number"]
        seen = _Seen(number, said, presses, self._at.after, cover=said.get("cover"))
        self._seen[number] = seen
        self._order.append(number)
        self._told[number] = said["details"]
        if held := self._context():
            seen.held = held
            self._suspects.append(number)

    def _context(self) -> tuple[Held, ...]:
        return tuple(held for held in self._tab.held if held.kind in CONTEXT_KINDS)[:5]

    async def _look_again(self, said: Mapping[str, Any]) -> None:
        """Look twice at what lies behind something: a bar may be on its way."""
        cover = said.get("cover")
        if not (cover and cover["covered"] and not cover["seen"]):
            return
        seen = self._seen[said["number"]]
        await asyncio.sleep(0.15)
        seen.cover = cover = await self._tab.evaluate("(number) => drempelWalk.cover(number)", seen.number)
        if cover and cover["covered"] and not cover["seen"] and self._covers < MAX_COVERS:
            self._covers += 1
            seen.crop = await self._reader.uncovered(seen.number, cover["layerNumber"])

    def _compare(self, said: Mapping[str, Any]) -> None:
        """Keep what style says of the element that was left just now."""
        if said["left"] is not None and (seen := self._seen.get(said["was"])) and seen.changes is None:
            seen.changes = [Change(*change) for change in said["left"]]

    async def _passing(self, said: Mapping[str, Any]) -> None:
        """Take in elements that had the focus for a moment, before the page took or sent it away."""
        came = [number for kind, number in _after_key(said["log"]) if kind == "in"]
        stays = said["number"]
        for number in came if stays < 0 else came[:-1]:
            if number == stays:
                continue
            if number not in self._seen:
                if len(self._order) >= self._most:
                    return
                known = await self._tab.evaluate("(number) => drempelWalk.describe(number)", number)
                if not known:
                    # It went away itself, and the focus with it.
                    came = []
                    break
                self._take({**said, **known, "number": number}, self._at.presses)
            seen = self._seen[number]
            if stays >= 0:
                seen.sends_to = stays if seen.sends_to < 0 else seen.sends_to
            elif not said["isOut"]:
                # A widget may pass the focus on by way of its last element, and out of the page.
                seen.drops = True
        if stays < 0 and not said["isOut"] and not came and self._order:
            self._losses.append(self._seen[self._order[-1]])

    # -- traps

    async def _try_out(self, ring: Sequence[int]) -> bool:
        """Record a trap with what leads out of it; say whether the walk can go on behind it."""
        inside: list[dict[str, Any]] = await self._tab.evaluate(
            "(list) => drempelWalk.inTrap(list)", list(ring)
        )
        trap = Trap(
            spots=tuple(self._spot(one) for one in inside),
            presses=min((self._seen[n].presses for n in ring if n in self._seen), default=0),
            is_modal=all(one["isModal"] for one in inside),
        )
        refused = tuple(one["name"] for one in inside if one["isButton"] and _counts(one))
        for way in await self._ways(inside):
            found = await self._tried(way, ring)
            if found is None:
                continue
            self._traps.append(replace(trap, leads_out=way.kind, by=way.name, advised=way.words))
            if way.kind == "Shift+Tab":
                return False
            self._left_rings |= set(ring)
            self._at.after = way.key or way.name
            self._at.presses = 0
            if found["number"] >= 0 and found["number"] not in self._seen:
                said = await self._press_nothing()
                if said["number"] >= 0 and said["number"] not in self._seen:
                    self._take({**said, **await self._describe(said["number"])}, 0)
            self._at.outs = 1 if found["isOut"] else 0
            return True
        self._traps.append(replace(trap, refused=refused))
        return False

    async def _press_nothing(self) -> Mapping[str, Any]:
        said: Mapping[str, Any] = await self._tab.evaluate(_STEP, self._wait_ms, True)
        return said

    async def _describe(self, number: int) -> Mapping[str, Any]:
        known: Mapping[str, Any] = await self._tab.evaluate(
            "(number) => drempelWalk.describe(number)", number
        )
        return known

    async def _ways(self, inside: Sequence[Mapping[str, Any]]) -> "list[_Way]":
        """Return what may lead out, the usual keys first."""
        buttons = [
            one
            for one in sorted(inside, key=lambda one: not _CLOSES.search(one["name"]))
            if one["isButton"] and one["isOn"] and not _counts(one)
        ][:MAX_BUTTONS]
        ways = [_Way("Escape", "Escape")]
        is_modal = all(one["isModal"] for one in inside)
        by_button = [_Way("click", "Enter", one["number"], one["name"]) for one in buttons]
        if is_modal:
            ways += by_button
        ways += [
            _Way("Shift+Tab", "Shift+Tab"),
            _Way("ArrowDown", "ArrowDown"),
            _Way("ArrowRight", "ArrowRight"),
        ]
        words = " ".join(
            [str(await self._tab.evaluate("() => drempelWalk.words()")), *(i["words"] for i in inside)]
        )
        ways += [_Way("advice", key, words=told) for key, told in advised(words)[:MAX_ADVICE]]
        if not is_modal:
            ways += by_button
        # A button may bring the words that were not there before.
        return [*ways, _Way("advice", "")]

    async def _tried(self, way: "_Way", ring: Sequence[int]) -> Mapping[str, Any] | None:
        """Return where the focus is when a way led out, `None` where it did not."""
        if way.kind == "advice" and not way.key:
            words = str(await self._tab.evaluate("() => drempelWalk.words()"))
            for key, told in advised(words)[:MAX_ADVICE]:
                if found := await self._tried(_Way("advice", key, words=told), ring):
                    way.key, way.words = key, told
                    return found
            return None
        if not await self._be_on(ring, way.number):
            return None
        if way.kind == "Shift+Tab":
            return await self._left(way.key, ring, len(ring) + 2)
        said = await self._press_slowly(way.key)
        if said["isOut"] or (said["number"] >= 0 and said["number"] not in ring):
            return said
        return await self._left("Tab", ring, len(ring) + 2)

    async def _be_on(self, ring: Sequence[int], number: int) -> bool:
        """Bring the focus to an element of the ring by its own keys; with -1 to any of them."""
        wanted = [number] if number >= 0 else list(ring)
        is_on = "(list) => list.some((n) => drempelWalk.isOn(n))"
        for _ in range(len(ring) + 1):
            if await self._tab.evaluate(is_on, wanted):
                return True
            await self._press_slowly("Tab")
        await self._tab.evaluate("(number) => drempelWalk.focus(number)", wanted[0])
        return bool(await self._tab.evaluate(is_on, wanted))

    async def _left(self, key: str, ring: Sequence[int], times: int) -> Mapping[str, Any] | None:
        for _ in range(times):
            said = await self._press_slowly(key, wait_ms=WAIT_MS if len(ring) > FEW else SLOW_MS)
            if said["isOut"] or (said["number"] >= 0 and said["number"] not in ring):
                return said
        return None

    async def _press_slowly(self, key: str, *, wait_ms: int = SLOW_MS) -> Mapping[str, Any]:
        self._at.total += 1
        self._tab.forget_held()
        await self._tab.press(key)
        said: Mapping[str, Any] = await self._tab.evaluate(_STEP, wait_ms, False)
        return said

    # -- back, and what was passed over

    async def _backward(self) -> tuple[list[tuple[int, ...]], Trap | None]:
        """Go back from the end of the page with Shift+Tab for some stops."""
        numbers: list[int] = []
        for _ in range(min(BACK_STOPS, len(self._order))):
            await self._tab.press("Shift+Tab")
            said = await self._tab.evaluate(_STEP, self._wait_ms, False)
            if said["number"] < 0:
                break
            numbers.append(said["number"])
        stuck = len(numbers) >= 4 and len(set(numbers[-3:])) == 1 and not self._is_opaque(numbers[-1])
        trap = None
        if stuck and numbers[-1] in self._seen and numbers[-1] != self._order[0]:
            seen = self._seen[numbers[-1]]
            trap = Trap((self._spot(seen.said["details"]),), seen.presses, leads_out="Tab")
        return [tuple(self._told[n]["path"]) for n in numbers if n in self._told], trap

    def _is_opaque(self, number: int) -> bool:
        return number in self._seen and bool(self._seen[number].said["details"]["opaque"])

    async def _missed(self) -> list[Missed]:
        found = await self._tab.evaluate(
            "(visited, most) => drempelWalk.missed(visited, most)", self._order, MAX_MISSED
        )
        return [Missed(self._spot(one), one["why"]) for one in found]

    # -- how the focus shows

    async def _measure(self) -> None:
        """Ask the pixels where style is silent, and once for each kind of mark."""
        previous = dict(zip(self._order[1:], self._order, strict=False))

        async def read(number: int, *, whole: bool) -> None:
            seen = self._seen[number]
            found = await self._reader.read(number, previous.get(number, -1), whole=whole)
            if found is not None:
                seen.mark, seen.crop = found[0], seen.crop or found[1]

        for number, whole in wanted_marks([self._kind_of(self._seen[n]) for n in self._order]):
            await read(number, whole=whole)
        # Of a kind whose mark is faint or not to be seen, each is looked at: what is around them may differ.
        faint = {
            self._kind_of(seen).look
            for seen in self._seen.values()
            if seen.mark is not None and seen.mark.contrast < FAINT and seen.changes
        } - {""}
        rest = [n for n in self._order if self._seen[n].mark is None]
        for number in [n for n in rest if self._kind_of(self._seen[n]).look in faint][:MAX_FAINT]:
            await read(number, whole=False)
        # Nothing around it is no proof that there is nothing: it may be elsewhere.
        bare = [
            n for n in self._order if (m := self._seen[n].mark) and not m.area_px and self._seen[n].changes
        ]
        for number in bare[:MAX_FAINT]:
            await read(number, whole=True)

    def _kind_of(self, seen: _Seen) -> "Kind":
        details = seen.said["details"]
        strong = _strong(seen.changes or ())
        said = sorted({f"{c.who}{c.pseudo}{c.what}{c.focused}>{c.plain}" for c in strong})
        unseen = seen.said.get("unseen") or ""
        return Kind(
            number=seen.number,
            look="|".join([*said, details["behind"], str(details["sides"])]) if strong and not unseen else "",
            alike=f"{details['tag']}{details['kind']}{unseen}",
            has_caret=bool(details["caret"]) and not unseen,
            is_unseen=bool(unseen),
            is_off=bool(details["opaque"]) or seen.drops or seen.sends_to >= 0,
        )

    # -- links that lead past something

    async def _skip_links(self) -> list[Skip]:
        found: list[Skip] = []
        if self._traps and any(not trap.leads_out for trap in self._traps):
            return found
        for number in self._order[:FIRST_STOPS]:
            if len(found) >= MAX_SKIPS:
                break
            if not self._told[number]["href"] or self._seen[number].after:
                continue
            known = await self._tab.evaluate("(number) => drempelWalk.skip(number)", number)
            if known is None:
                continue
            await self._tab.evaluate("() => drempelWalk.toTop()")
            if not await self._tab.evaluate("(number) => drempelWalk.focus(number)", number):
                continue
            await self._press_slowly("Enter")
            landed = await self._tab.evaluate(
                "(id, order) => drempelWalk.landed(id, order)", known["id"], self._order
            )
            is_there = landed["at"] and landed["name"]
            await self._press_slowly("Tab")
            next_one = await self._tab.evaluate(
                "(id, order) => drempelWalk.landed(id, order)", known["id"], self._order
            )
            seen = self._seen[number]
            found.append(
                Skip(
                    spot=self._spot(seen.said["details"]),
                    presses=seen.presses,
                    target=known["id"],
                    found=known["found"],
                    moves_focus=bool(is_there or next_one["at"]),
                    scrolls=landed["inView"],
                    lands=next_one["name"],
                    is_visible=not seen.said.get("unseen"),
                )
            )
        return found

    # -- what the page does because the focus comes

    async def _confirm(self) -> None:
        """Try again, on a fresh page, what seemed to come with the focus: it may have been a timer."""
        suspects = self._suspects
        # Those beside them may be the ones: news of it comes late.
        tried = 0
        for number in suspects:
            seen = self._seen[number]
            kinds = {held.kind for held in seen.held}
            at = self._order.index(number)
            around = [number, *(self._order[at - 1 : at] if at else ())]
            seen.held = ()
            for candidate in around:
                if tried >= MAX_CONFIRMED:
                    break
                tried += 1
                held = await self._on_focus(candidate)
                if kinds & {one.kind for one in held}:
                    self._seen[candidate].held = held
                    break

    async def _on_focus(self, number: int) -> tuple[Held, ...]:
        """Return what a fresh page does when an element gets the focus, and not without that."""
        self._tab = tab = await self._stage.fresh()
        await tab.evaluate(INSTALL)
        # What the page does by itself soon after it loaded is over by then.
        await asyncio.sleep(BY_ITSELF_S)
        tab.forget_held()
        # A key first: some things a page may only do when its reader did something.
        await tab.press("Tab")
        await asyncio.sleep(CONFIRM_MS / 1000)
        if held := self._context():
            return held if number == self._order[0] else ()
        await tab.evaluate("() => drempelWalk.blur()")
        await asyncio.sleep(0.1)
        tab.forget_held()
        if not await tab.evaluate("(path) => drempelWalk.focusAt(path)", self._told[number]["path"]):
            return ()
        await asyncio.sleep(CONFIRM_MS / 1000)
        return self._context()

    # -- the artefact

    def _artefact(self) -> FocusWalk:
        at = self._at
        stops = tuple(self._stop(self._seen[number]) for number in self._order)
        by_number = dict(zip(self._order, stops, strict=True))
        return FocusWalk(
            stops=stops,
            came_round=at.came_round,
            cut=at.cut,
            traps=tuple(self._traps),
            losses=tuple(dict.fromkeys(by_number[seen.number] for seen in self._losses)),
        )

    def _stop(self, seen: _Seen) -> Stop:
        said, details = seen.said, seen.said["details"]
        to = self._told.get(seen.sends_to)
        return Stop(
            spot=self._spot(details),
            presses=seen.presses,
            after=seen.after,
            scroll_y=said["scroll"][1],
            type=details["type"],
            tabindex=details["tabindex"],
            is_native=details["isNative"],
            scrolls=details["scrolls"],
            in_frame=-2 in details["path"],
            in_dialog=details["modal"] >= 0,
            is_opaque=details["opaque"],
            is_hidden=details["hidden"],
            has_caret=details["caret"],
            unseen=said.get("unseen") or "",
            is_in_view=said.get("isInView", True),
            cover=self._cover(seen.cover),
            changes=tuple(seen.changes or ()),
            looked=seen.changes is not None,
            mark=seen.mark,
            crop=seen.crop,
            held=seen.held,
            sends_focus_to=self._spot(to) if to else None,
            drops_focus=seen.drops,
        )

    def _cover(self, cover: Mapping[str, Any] | None) -> Cover | None:
        if not cover or not cover["whole"]:
            return None
        share, beyond = cover["covered"] / cover["whole"], cover["beyond"] / cover["whole"]
        by = self._spot(cover["layer"]) if cover["layer"] else None
        return Cover(round(share, 3), round(beyond, 3), by)

    def _spot(self, told: Mapping[str, Any]) -> Spot:
        path = tuple(told["path"])
        node = self._dom.at_path(path, told["tag"])
        box = told["box"]
        return Spot(
            path=path,
            tag=told["tag"],
            role=(node.role if node is not None else "") or told["role"],
            name=(node.name if node is not None else "") or told["name"],
            box=Box(*(round(side, 1) for side in box)) if box else None,
        )


@dataclass(slots=True)
class _Way:
    """Something that may lead out of a trap."""

    kind: str
    key: str
    number: int = -1
    """Of the button that is pressed, -1 for a key alone."""
    name: str = ""
    words: str = ""


@dataclass(frozen=True, slots=True)
class Kind:
    """What is needed to choose the elements at which pixels are asked."""

    number: int
    look: str
    """The way in which style marks the focus, and on what; empty for none."""
    alike: str
    """Tag and classes: what is the same for elements that are made the same way."""
    has_caret: bool
    is_unseen: bool
    is_off: bool


def wanted_marks(kinds: Iterable[Kind]) -> list[tuple[int, bool]]:
    """Return (number, whether all of the view is looked at) of the elements at which pixels are asked.

    In the order of the walk. Where style is silent, all of the view is looked at for the first of each kind.
    """
    chosen: list[tuple[int, bool]] = []
    looks: set[str] = set()
    bare: Counter[str] = Counter()
    for kind in kinds:
        if kind.is_off or kind.has_caret:
            continue
        if kind.look:
            if kind.look not in looks and len(looks) < MAX_LOOKS:
                looks.add(kind.look)
                chosen.append((kind.number, False))
        elif bare.total() < MAX_BARE and (not kind.is_unseen or bare[kind.alike] < MAX_UNSEEN):
            bare[kind.alike] += 1
            chosen.append((kind.number, kind.is_unseen or bare[kind.alike] <= WHOLE_VIEWS))
    return chosen


def advised(text: str) -> list[tuple[str, str]]:
    """Return (key, words) for each key that a text tells to press, in the order of the text."""
    found: dict[str, str] = {}
    for match in _COMBINATION.finditer(text):
        *modifiers, key = (part for part in match.groups() if part)
        found.setdefault("+".join([*(_MODIFIERS[m.lower()] for m in modifiers), _key(key)]), match[0])
    for match in _SINGLE.finditer(text):
        found.setdefault(_key(match[1]), match[0])
    return [(key, told) for key, told in found.items() if key not in {"Tab", "Shift+Tab"}]


def _key(name: str) -> str:
    known = _KEYS.get(name.lower())
    return known or (name.upper() if len(name) > 1 else name.lower())


def _strong(changes: Iterable[Change]) -> list[Change]:
    """Return the changes that can be of no other element than the one that has the focus."""
    return [change for change in changes if change.who != "beside"]


def _counts(one: Mapping[str, Any]) -> bool:
    """Say whether a button seems to do something that counts."""
    return bool(one["isSubmit"]) or is_act(one["name"])


def _before_key(events: Sequence[Any]) -> list[tuple[str, Any]]:
    """Return what happened before the key that was pressed last."""
    kinds = [kind for kind, _ in events]
    return [tuple(event) for event in events[: kinds.index("key")]] if "key" in kinds else []


def _after_key(events: Sequence[Any]) -> list[tuple[str, Any]]:
    kinds = [kind for kind, _ in events]
    return [tuple(event) for event in events[kinds.index("key") + 1 :]] if "key" in kinds else []
