"""What the gatherers share that try a page with pointer and keys and look at what changed."""

import base64
import contextlib
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from crawler.acts import is_act
from crawler.browser.base import WORLD, ActingTab, Stage
from crawler.gather.places import spot_of
from crawler.gather.trying_script import INSTALL
from drempel.dom import Dom
from drempel.errors import FetchError
from drempel.model.acting import Spot
from drempel.model.pointer_use import Effect

MAX_MARKED = 240
"""Elements with own listeners of which the script is told."""
SOON_MS = 60
LATE_MS = 250
"""What did not come at once may come after this long."""
CALM_MS = 350
"""How long is looked at what changes while nobody does anything."""
CROP_PX = (600, 400)
QUALITY = 70

DEEDS = ("move", "post", "popup", "dialog", "download")
POINTER_TYPES = frozenset(
    {
        "click", "dblclick", "dragstart", "mousedown", "mouseenter", "mousemove", "mouseover", "mouseup",
        "pointerdown", "pointerenter", "pointermove", "pointerover", "pointerup", "touchend", "touchmove",
        "touchstart",
    }
)  # fmt: skip
KEY_TYPES = frozenset({"keydown", "keypress", "keyup"})
WHOLE = frozenset({"#document", "html", "body"})


_MARK = "(types, ...all) => all.forEach((one) => one.nodeType === 1 && drempelTry.mark(types, one))"


@dataclass(frozen=True, slots=True)
class Change:
    """What differs since the page was last remembered."""

    marks: frozenset[str] = frozenset()
    """Each thing that changed, comparable with those of another change on the same page."""
    effect: Effect | None = None
    """`None` where nothing changed that people would notice."""
    said: Mapping[str, Any] = field(default_factory=dict)

    def __bool__(self) -> bool:
        return self.effect is not None

    @property
    def deeds(self) -> frozenset[str]:
        """Return what the page wanted to do to the world."""
        return frozenset(mark for mark in self.marks if mark.startswith("held:"))


class Trial:
    """A page on the stage that is tried; it can be begun anew."""

    def __init__(self, stage: Stage, dom: Dom) -> None:
        self._stage = stage
        self.dom = dom
        self.tab: ActingTab
        self.fresh = 0
        """How often the page was loaded."""
        self.is_used = False
        """Whether something was done that may have left its mark."""
        self.delegated: frozenset[str] = frozenset()
        """The events to which the document, its body or the window listen."""
        self.unmarked: frozenset[str] = frozenset()
        """The events to which elements listen of which the script was not told."""

    async def begin(self) -> None:
        """Load the page and tell the script who listens to what."""
        self.tab = await self._stage.fresh()
        self.fresh += 1
        self.is_used = False
        await self.tab.evaluate(INSTALL)
        if self.fresh == 1:
            # What to try is chosen on the first page.
            await self.tell_listeners()
        await self.call("calm", CALM_MS)

    async def anew(self, path: Sequence[int]) -> int:
        """Load the page again and return the number of an element in it, -1 where it is not there."""
        await self.begin()
        return int(await self.call("numberAt", list(path)))

    async def call(self, name: str, *args: Any) -> Any:
        """Call one of the functions of the script."""
        names = ", ".join(f"a{number}" for number in range(len(args)))
        return await self.tab.evaluate(f"({names}) => drempelTry.{name}({names})", *args)

    async def tell_listeners(self) -> None:
        """Find out who listens to what: a script in another world cannot see that."""
        tab = self.tab
        heard: set[str] = set()
        by_node: dict[int, set[str]] = {}
        for what in ("document", "window"):
            handle = (await tab.devtools("Runtime.evaluate", {"expression": what}))["result"].get("objectId")
            if not handle:
                continue
            wanted = (
                {"objectId": handle, "depth": -1, "pierce": True}
                if what == "document"
                else {"objectId": handle}
            )
            found = await tab.devtools("DOMDebugger.getEventListeners", wanted)
            for listener in found["listeners"]:
                if listener["type"] not in POINTER_TYPES | KEY_TYPES:
                    continue
                if "backendNodeId" in listener and what == "document":
                    by_node.setdefault(listener["backendNodeId"], set()).add(listener["type"])
                else:
                    heard.add(listener["type"])
        frame = (await tab.devtools("Page.getFrameTree"))["frameTree"]["frame"]["id"]
        world = await tab.devtools("Page.createIsolatedWorld", {"frameId": frame, "worldName": WORLD})
        context = world["executionContextId"]
        kinds: dict[tuple[str, ...], list[str]] = {}
        marked = spread(by_node, MAX_MARKED)
        told_of = {node for node, _ in marked}
        self.unmarked = frozenset(
            one for node, types in by_node.items() if node not in told_of for one in types
        )
        for node, types in marked:
            # An element may be gone by now, or stand in a frame of its own.
            with contextlib.suppress(FetchError):
                told = await tab.devtools(
                    "DOM.resolveNode", {"backendNodeId": node, "executionContextId": context}
                )
                if told["object"].get("description", "").partition(".")[0].partition("#")[0] in {
                    "html",
                    "body",
                } or (told["object"].get("description") == "#document"):
                    heard |= types
                if handle := told["object"].get("objectId"):
                    kinds.setdefault(tuple(sorted(types)), []).append(handle)
        for types_of, handles in kinds.items():
            with contextlib.suppress(FetchError):
                await tab.devtools(
                    "Runtime.callFunctionOn",
                    {
                        "functionDeclaration": _MARK,
                        "executionContextId": context,
                        "arguments": [{"value": list(types_of)}, *({"objectId": one} for one in handles)],
                    },
                )
        self.delegated = frozenset(heard)

    # -- doing

    async def keep(self) -> None:
        """Remember how the page stands."""
        self.tab.forget_held()
        await self.call("keep")

    async def changed(self, user: int = -1, *, wait: bool = True) -> Change:
        """Return what differs from what was remembered; what comes late is waited for."""
        await self.call("settled", SOON_MS)
        change = await self._changes(user)
        if change or not wait:
            return change
        await self.call("settled", LATE_MS)
        return await self._changes(user)

    async def _changes(self, user: int) -> Change:
        said = await self.call("changes", user)
        held = [(one.kind, one.detail) for one in self.tab.held if one.kind in DEEDS]
        return change_of(said, held)

    async def click(self, number: int, *, wait: bool = True) -> Change | None:
        """Click on an element and return what changed; `None` where the pointer cannot come to it."""
        place = await self.call("reach", number)
        if place is None:
            return None
        await self.tab.move(*place)
        await self.call("settled", SOON_MS)
        await self.keep()
        self.is_used = True
        await self.tab.click(*place)
        return await self.changed(number, wait=wait)

    async def press_on(self, number: int, key: str, *, wait: bool = True) -> Change | None:
        """Press a key on an element and return what changed; `None` where it does not take the focus."""
        if not await self.call("focus", number):
            return None
        await self.call("settled", SOON_MS)
        await self.keep()
        self.is_used = True
        await self.tab.press(key)
        return await self.changed(number, wait=wait)

    async def picture(self, box: Sequence[float]) -> bytes:
        """Return a part of the view as a picture."""
        x, y, width, height = box
        view = self.tab.viewport
        left, top = max(0.0, x), max(0.0, y)
        clip = {
            "x": left,
            "y": top,
            "width": max(1.0, min(width, CROP_PX[0], view.width_px - left)),
            "height": max(1.0, min(height, CROP_PX[1], view.height_px - top)),
            "scale": 1,
        }
        shot = await self.tab.devtools(
            "Page.captureScreenshot",
            {"format": "jpeg", "quality": QUALITY, "optimizeForSpeed": True, "clip": clip},
        )
        return base64.b64decode(shot["data"])

    def spot(self, told: Mapping[str, Any]) -> Spot:
        """Return an element that the script told of."""
        return spot_of(self.dom, told, str(told.get("name", "")))


def spread(by_node: Mapping[int, Collection[str]], most: int) -> list[tuple[int, frozenset[str]]]:
    """Return at most so many elements: of each set of events some, from all over the page, in its order."""
    groups: dict[frozenset[str], list[int]] = {}
    for node, types in by_node.items():
        groups.setdefault(frozenset(types), []).append(node)
    if len(by_node) <= most:
        return [(node, frozenset(types)) for node, types in by_node.items()]
    chosen: set[int] = set()
    room = most
    for place, nodes in enumerate(sorted(groups.values(), key=len)):
        share = max(1, room // (len(groups) - place))
        step = max(1.0, len(nodes) / share)
        taken = [nodes[int(n * step)] for n in range(min(share, len(nodes), room))]
        chosen.update(taken)
        room -= len(taken)
    return [(node, frozenset(types)) for node, types in by_node.items() if node in chosen]


def counts(told: Mapping[str, Any]) -> bool:
    """Say whether using an element may do something that counts."""
    return bool(told["sends"]) or is_act(str(told["act"]))


def change_of(said: Mapping[str, Any], held: Sequence[tuple[str, str]]) -> Change:
    """Return a change as the script and the stage tell it."""
    marks = {f"held:{kind}:{detail}" for kind, detail in held}
    marks |= {f"shown:{one['number']}" for one in said["shown"]}
    marks |= {f"hidden:{one['number']}" for one in said["hidden"]}
    marks |= {f"text:{one['number']}" for one in said["texts"]}
    marks |= {f"state:{one['number']}" for one in said["states"]}
    marks |= {f"order:{one['number']}" for one in said["orders"]}
    marks |= {f"look:{number}" for number in said["prints"]}
    if said["url"]:
        marks.add(f"address:{said['url']}")
    return Change(frozenset(marks), _effect(said, held), said)


def _effect(said: Mapping[str, Any], held: Sequence[tuple[str, str]]) -> Effect | None:
    if held:
        kind, detail = held[0]
        return Effect(kind, detail[:200])
    if said["shown"]:
        return Effect("shown", said["shown"][0]["text"][:120])
    if said["texts"]:
        return Effect("text", said["texts"][0]["text"][:120])
    if said["hidden"]:
        return Effect("hidden", said["hidden"][0]["name"][:120])
    if said["orders"]:
        return Effect("order", said["orders"][0]["name"][:120])
    if said["states"]:
        return Effect("state", ", ".join(said["states"][0]["what"])[:120])
    if said["url"]:
        return Effect("address", said["url"][:200])
    if said["prints"]:
        return Effect("look")
    if said["scrolled"]:
        return Effect("scroll")
    return None
