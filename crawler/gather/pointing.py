"""What the parts of `PointerUse` share: what is left out, and a page that stands as it was."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from crawler.gather.trying import Trial, counts
from drempel.model.acting import LeftOut
from drempel.model.pointer_use import Effect

MAX_FRESH = 14
"""How often the page is loaded for all of it."""
MAX_NEAR = 5
"""Controls around an element that may do the same."""
MAX_LEFT = 40

NOTHING = Effect("look")


@dataclass(slots=True)
class Part:
    """One part of what a pointer does on a page."""

    trial: Trial
    name: str
    """Field of the artefact."""
    left: list[LeftOut]
    """What no part tried."""
    tell: Callable[[tuple[Any, ...]], None]
    """Takes what was found so far."""

    def refuse(self, told: Mapping[str, Any]) -> bool:
        """Say whether an element seems to do something that counts, and write that down."""
        if not counts(told):
            return False
        self._leave(LeftOut(self.name, "act", self.trial.spot(told)))
        return True

    def limit(self, left: int = 1) -> None:
        """Write down that there were more things to try than may be tried."""
        if left > 0:
            self._leave(LeftOut(self.name, "limit"))

    def _leave(self, one: LeftOut) -> None:
        if one not in self.left and len(self.left) < MAX_LEFT:
            self.left.append(one)

    async def number(self, told: Mapping[str, Any]) -> int:
        """Return the number of an element now: another load of the page counts anew."""
        if self.trial.fresh == 1:
            return int(told["number"])
        return int(await self.trial.call("numberAt", told["path"]))

    async def clean(self) -> bool:
        """Say whether the page stands as it was loaded; it is loaded anew where that is still allowed."""
        if self.trial.is_used:
            if self.trial.fresh >= MAX_FRESH:
                self.limit()
                return False
            await self.trial.begin()
        return True

    async def away(self, number: int) -> tuple[float, float]:
        """Return a place in the view far from an element."""
        x, y, width, height = await self.trial.call("box", number)
        view = self.trial.tab.viewport
        left = 3.0 if x + width / 2 > view.width_px / 2 else view.width_px - 3.0
        top = 3.0 if y + height / 2 > view.height_px / 2 else view.height_px - 3.0
        return left, top
