"""A page that is tried for its widgets: what all their gatherers share."""

from collections.abc import Mapping
from typing import Any

from crawler.gather.trying import SOON_MS, Change, Trial
from crawler.gather.widgets_script import MORE

MAX_FRESH = 14
"""Loads of the page, all widgets together."""


class WidgetTrial(Trial):
    """A trial whose script knows composites, comboboxes, carousels and dialogs."""

    async def begin(self) -> None:
        """Load the page and bring the script into it."""
        await super().begin()
        await self.tab.evaluate(MORE)

    async def number(self, told: Mapping[str, Any]) -> int:
        """Return the number of an element in the page that stands now, -1 where it is not there."""
        if self.fresh == 1:
            return int(told["number"])
        return int(await self.call("numberAt", told["path"]))

    async def has_focus(self, outer: int) -> bool:
        """Say whether the focus is in an element."""
        return bool(await self.call("isActiveIn", outer))

    async def press(self, key: str, wait_ms: int = SOON_MS) -> None:
        """Press a key where the focus is."""
        self.is_used = True
        await self.tab.press(key)
        await self.call("settled", wait_ms)

    async def press_here(self, key: str) -> Change:
        """Press a key where the focus is, and return what changed."""
        await self.keep()
        self.is_used = True
        await self.tab.press(key)
        return await self.changed(wait=False)

    async def focus_back(self, number: int) -> tuple[bool, str]:
        """Say whether the focus, or else the next Tab, is at a control or just after it; and what has it."""
        near = {number, await self.call("nextStop", number)}
        active = await self.call("active")
        if active is not None:
            return active["number"] in near, active["name"] or f"<{active['tag']}>"
        await self.press("Tab")
        active = await self.call("active")
        return active is not None and active["number"] in near, ""
