"""Measure what of the focus on an element can be seen: two pictures of the view, with and without it."""

import base64
from collections.abc import Mapping
from typing import Any

from crawler.browser.base import ActingTab
from crawler.gather.focus_script import COMPARE
from drempel.model.finding import Box, Crop
from drempel.model.focus_walk import Mark

MARGIN_PX = 14
CROP_MARGIN_PX = 60
CROP_SIZE_PX = (600, 400)
MAX_CROPS = 30
QUALITY = 70
TIMEOUT_S = 5.0

FAINT = 3.0
"""A mark of less contrast gets pictures for people."""

ALIKE = 0.2
"""By how much two looks at the same mark may differ, as a share of its area, where a page moves."""


class MarkReader:
    """Reads marks on one page; the focus comes to an element with a key where the one before it is known."""

    def __init__(self, tab: ActingTab) -> None:
        self._tab = tab
        self._crops = 0

    async def read(self, number: int, previous: int, *, whole: bool) -> tuple[Mark, Crop | None] | None:
        """Return what differs in the picture; `None` where that cannot be told.

        `whole` looks at all of the view, else at what is around the element. What is said not to be marked,
        or to be marked somewhere in the view, was seen twice.
        """
        if not await self._focus(number, previous):
            return None
        clip = await self._tab.evaluate(
            "(n, whole, margin) => whole ? drempelWalk.view() : drempelWalk.clip(n, margin, [1200, 900])",
            number, whole, MARGIN_PX,
        )  # fmt: skip
        around = await self._tab.evaluate(
            "(number, margin, most) => drempelWalk.clip(number, margin, most)",
            number, CROP_MARGIN_PX, list(CROP_SIZE_PX),
        )  # fmt: skip
        if clip is None:
            return None
        place = await self._place()
        focused = await self._picture(clip)
        if not await self._tab.evaluate("() => drempelWalk.blur()") or await self._place() != place:
            return None
        plain = await self._picture(clip)
        mark = await self._compared(focused, plain)
        if mark is None:
            return None
        if whole or not mark.area_px:
            if not await self._tab.evaluate("(number) => drempelWalk.focus(number)", number):
                return None
            if await self._place() != place:
                return None
            again = await self._compared(await self._picture(clip), plain)
            if again is None or abs(again.area_px - mark.area_px) > ALIKE * max(again.area_px, mark.area_px):
                return None
        crop = None
        if around is not None and mark.contrast < FAINT and self._crops < MAX_CROPS:
            crop = await self._crop(number, around)
        return mark, crop

    async def uncovered(self, number: int, layer: int) -> Crop | None:
        """Return the place of an element that has the focus, without and with what lies over it."""
        clip = await self._tab.evaluate(
            "(number, margin, most) => drempelWalk.clip(number, margin, most)",
            number, CROP_MARGIN_PX, list(CROP_SIZE_PX),
        )  # fmt: skip
        if clip is None:
            return None
        after = await self._picture(clip, jpeg=True)
        await self._tab.evaluate("(number) => drempelWalk.veil(number, true)", layer)
        before = await self._picture(clip, jpeg=True)
        await self._tab.evaluate("(number) => drempelWalk.veil(number, false)", layer)
        box = Box(clip["x"], clip["y"], clip["width"], clip["height"])
        return Crop(base64.b64decode(before), base64.b64decode(after), box)

    async def _focus(self, number: int, previous: int) -> bool:
        if previous >= 0 and await self._tab.evaluate("(number) => drempelWalk.focus(number)", previous):
            await self._tab.press("Tab")
            await self._tab.evaluate("(ms) => drempelWalk.settle(ms)", 10)
            if await self._tab.evaluate("(number) => drempelWalk.isOn(number)", number):
                return True
        return bool(await self._tab.evaluate("(number) => drempelWalk.focus(number)", number))

    async def _place(self) -> list[int]:
        place: list[int] = await self._tab.evaluate("() => drempelWalk.scroll()")
        return place

    async def _compared(self, focused: str, plain: str) -> Mark | None:
        if focused == plain:
            return Mark(0, 1.0)
        found = await self._tab.evaluate(COMPARE, focused, plain)
        return Mark(found["area"], found["contrast"]) if found else None

    async def _crop(self, number: int, clip: Mapping[str, Any]) -> Crop | None:
        await self._tab.evaluate("(number) => drempelWalk.focus(number)", number)
        after = await self._picture(clip, jpeg=True)
        await self._tab.evaluate("() => drempelWalk.blur()")
        before = await self._picture(clip, jpeg=True)
        self._crops += 1
        box = Box(clip["x"], clip["y"], clip["width"], clip["height"])
        return Crop(base64.b64decode(before), base64.b64decode(after), box)

    async def _picture(self, clip: Mapping[str, Any], *, jpeg: bool = False) -> str:
        form: dict[str, Any] = {"format": "jpeg", "quality": QUALITY} if jpeg else {"format": "png"}
        shot = await self._tab.devtools(
            "Page.captureScreenshot",
            {**form, "optimizeForSpeed": True, "clip": dict(clip)},
            timeout_s=TIMEOUT_S,
        )
        return str(shot["data"])
