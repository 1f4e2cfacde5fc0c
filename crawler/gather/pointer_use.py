"""Gather the `PointerUse` artefact: what a page does for the pointer, and whether keys do the same.

Keys are tried first, then the click. What seems to work with the pointer alone is tried once more on a fresh
page, so that nothing counts that only happened at the same time.
"""

from collections.abc import Callable
from dataclasses import dataclass, field, replace
from typing import Any

from crawler.browser.base import Stage
from crawler.gather.clicking import Clicking
from crawler.gather.dragging import Dragging, Pressing
from crawler.gather.hovering import Hovering
from crawler.gather.keeping import Keep, forget
from crawler.gather.shortcuts import ShortcutKeys
from crawler.gather.swiping import Swiping
from crawler.gather.trying import Trial
from drempel.dom import Dom
from drempel.model.acting import LeftOut
from drempel.model.pointer_use import PointerUse

MOST = {"clicks": 16, "presses": 6, "hovers": 8, "drags": 3, "swipes": 2}
"""How many elements are tried of each."""
CLICKS = frozenset({"click", "mousedown", "mouseup", "pointerdown", "pointerup"})
DOWN = frozenset({"mousedown", "pointerdown", "touchstart"})
HOVERS = frozenset({"mouseover", "mouseenter", "pointerover", "pointerenter"})


async def gather_pointer_use(stage: Stage, dom: Dom, keep: Keep = forget) -> PointerUse:
    """Return what clicks, presses, hovering, paths and single letters do, of a sample of each kind.

    What was seen so far is given to `keep`, element by element.
    """
    trial = Trial(stage, dom)
    await trial.begin()
    return await _Gathering(trial, keep).gather()


@dataclass(slots=True)
class _Gathering:
    """One look at a page, from one load to the next."""

    trial: Trial
    keep: Keep
    seen: PointerUse = field(default_factory=PointerUse)
    left: list[LeftOut] = field(default_factory=list)

    async def gather(self) -> PointerUse:
        trial = self.trial
        clicks, points = bool(trial.delegated & CLICKS), bool(trial.delegated & HOVERS)
        targets = await trial.call("targets", clicks, points, MOST)
        clickers, pressers, hovers = targets["clicks"], targets["presses"], targets["hovers"]
        drags, swipes = targets["drags"], targets["swipes"]
        # The page was told that the pointer came, and did something.
        trial.is_used = hovers["stirred"]
        pressed = {"pressed": len(pressers["chosen"])}
        clicking, hovering = self._part(Clicking, "clicks"), self._part(Hovering, "hovers")
        pressing, dragging = self._part(Pressing, "presses", **pressed), self._part(Dragging, "drags")
        swiping = self._part(Swiping, "swipes")
        for part, told, types in (
            (clicking, clickers, CLICKS),
            (hovering, hovers, HOVERS),
            (pressing, pressers, DOWN),
            (dragging, drags, DOWN),
            (swiping, swipes, DOWN),
        ):
            part.limit(told["left"] + len(trial.unmarked & types))
        await hovering.clean()
        self._more("hovers", await hovering.gather(hovers["chosen"]))
        self._more("presses", await pressing.gather(pressers["chosen"]), **pressed)
        self._more("swipes", await swiping.gather(swipes["chosen"]))
        # What goes on by a path that has a direction is not dragged.
        is_path = {one.spot.path for one in self.seen.swipes}
        rest = [one for one in drags["chosen"] if tuple(one["path"]) not in is_path]
        self._more("drags", await dragging.gather(rest))
        self._more("clicks", await clicking.gather(clickers["chosen"]))
        self._more("shortcuts", await self._part(ShortcutKeys, "shortcuts").gather())
        return replace(self.seen, seen=())

    def _part(self, kind: Callable[..., Any], name: str, **beside: Any) -> Any:
        def tell(found: tuple[Any, ...]) -> None:
            part: dict[str, Any] = {name: found, "left": tuple(self.left), **beside}
            self.keep(replace(self.seen, **part))

        return kind(self.trial, name, self.left, tell)

    def _more(self, name: str, found: Any, **beside: Any) -> None:
        """Tell that one more part was seen to its end."""
        more: dict[str, Any] = {name: found, "left": tuple(self.left), **beside}
        self.seen = replace(self.seen, **more, seen=(*self.seen.seen, name))
        self.keep(self.seen)
