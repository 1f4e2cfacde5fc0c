"""Try paths of the pointer: a swipe, two fingers that part, and what else does the same."""

import asyncio
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from crawler.gather.clicking import places
from crawler.gather.pointing import Part
from crawler.gather.trying import Change, counts
from drempel.model.acting import Spot
from drempel.model.pointer_use import Swiped

MAX_CONTROLS = 8
STEPS = 6
"""Parts of a path: a movement at once is no swipe for many scripts."""
STEP_S = 0.012
AFTER_MS = 450
"""How long what follows on a path may glide."""
CALM_MS = 900
"""How long is looked whether it goes on by itself."""
QUIET_KINDS = frozenset({"", "look", "scroll"})


@dataclass(frozen=True, slots=True)
class Came:
    """What a gesture changed."""

    gesture: str
    by: str
    """`mouse` or `touch`."""
    sign: int
    """Along the line of reading (-1) or against it (1)."""
    text: str
    places: frozenset[tuple[int, ...]]
    """Where something changed that is no part of the element."""
    is_inside: bool


@dataclass(slots=True)
class Swiping(Part):
    """What goes on by a path."""

    async def gather(self, swipers: Sequence[Mapping[str, Any]]) -> tuple[Swiped, ...]:
        """Return those of these that only a path changes, or a path too, each time."""
        found: list[Swiped] = []
        for told in swipers:
            if self.refuse(told) or not await self.clean():
                continue
            one = await self._tried(told)
            if one is not None:
                found.append(one)
                self.tell(tuple(found))
        return tuple(found)

    async def _tried(self, told: Mapping[str, Any]) -> Swiped | None:
        trial = self.trial
        number = int(await trial.call("numberAt", told["path"]))
        if number < 0 or await self._goes_by_itself(number):
            return None
        came = await self._first(number, told["ways"])
        if came is None:
            return None
        # Once more, on a fresh page, where the other direction must not do the same.
        if not await self.clean():
            return None
        number = int(await trial.call("numberAt", told["path"]))
        if number < 0:
            return None
        if came.gesture == "swipe" and await self._swiped(number, came.by, came.sign, is_upright=True):
            return None
        again = await self._made(number, came.gesture, came.by, came.sign)
        if again is None:
            return None
        by_click = await self._by_click(number, again)
        elsewhere, unsure = (None, []) if by_click else await self._elsewhere(told, again)
        return Swiped(
            trial.spot(told),
            came.gesture,
            came.by == "touch",
            again.text,
            by_click=by_click,
            elsewhere=elsewhere,
            unsure=tuple(unsure[:3]),
        )

    async def _goes_by_itself(self, number: int) -> bool:
        await self.trial.call("place", number)
        await self.trial.call("settled", CALM_MS)
        now = await self.trial.call("replaced", number)
        return bool(now["came"] or now["moved"])

    async def _first(self, number: int, ways: Sequence[str]) -> Came | None:
        """Return what the first path does that does something; the mouse goes first."""
        for by in sorted(ways):
            for sign in (-1, 1):
                if came := await self._swiped(number, by, sign):
                    return came
        return await self._pinched(number) if "touch" in ways else None

    async def _made(self, number: int, gesture: str, by: str, sign: int) -> Came | None:
        if gesture == "pinch":
            return await self._pinched(number)
        return await self._swiped(number, by, sign)

    async def _swiped(self, number: int, by: str, sign: int, *, is_upright: bool = False) -> Came | None:
        path = await self.trial.call("pathIn", number, is_upright)
        if path is None:
            return None
        half = sign * path["length"] / 2
        points = [
            (path["x"], path["y"] - half + 2 * half * part / STEPS)
            if is_upright
            else (path["x"] - half + 2 * half * part / STEPS, path["y"])
            for part in range(STEPS + 1)
        ]
        await self._remember(number)
        if by == "touch":
            await self._touch([[point] for point in points])
        else:
            await self.trial.tab.move(*points[0])
            await self.trial.tab.down()
            for point in points[1:]:
                await self.trial.tab.move(*point)
                await asyncio.sleep(STEP_S)
            await self.trial.tab.up()
        return await self._came(number, "swipe", by, sign)

    async def _pinched(self, number: int) -> Came | None:
        path = await self.trial.call("pathIn", number, False)
        if path is None:
            return None
        reach = path["length"] / 2
        await self._remember(number)
        await self._touch(
            [
                [(path["x"] - at, path["y"]), (path["x"] + at, path["y"])]
                for at in (10 + (reach - 10) * part / STEPS for part in range(STEPS + 1))
            ]
        )
        return await self._came(number, "pinch", "touch", 1)

    async def _remember(self, number: int) -> None:
        await self.trial.call("place", number)
        await self.trial.keep()
        self.trial.is_used = True

    async def _touch(self, path: Sequence[Sequence[tuple[float, float]]]) -> None:
        """Put fingers down at the first places, move them over the others and lift them."""
        for at, points in enumerate(path):
            fingers = [{"x": x, "y": y, "id": finger} for finger, (x, y) in enumerate(points)]
            kind = "touchMove" if at else "touchStart"
            await self.trial.tab.devtools(
                "Input.dispatchTouchEvent", {"type": kind, "touchPoints": fingers}, timeout_s=5.0
            )
            await asyncio.sleep(STEP_S)
        await self.trial.tab.devtools(
            "Input.dispatchTouchEvent", {"type": "touchEnd", "touchPoints": []}, timeout_s=5.0
        )

    async def _came(self, number: int, gesture: str, by: str, sign: int) -> Came | None:
        """Return what differs when all has come to rest; what only followed the pointer was dragged."""
        await self.trial.call("settled", AFTER_MS)
        now = await self.trial.call("replaced", number)
        change = await self.trial.changed(number, wait=False)
        if gesture == "pinch":
            return Came(gesture, by, sign, now["text"], frozenset(), True) if now["sized"] else None
        if now["moved"]:
            return None
        if now["came"]:
            return Came(gesture, by, sign, now["text"], frozenset(), True)
        kind = change.effect.kind if change.effect is not None else ""
        if kind in QUIET_KINDS or change.deeds:
            return None
        shown = change.said["shown"]
        text = str(shown[0]["text"])[:120] if shown else ""
        return Came(gesture, by, sign, text, frozenset(places(change)), False)

    async def _by_click(self, number: int, came: Came) -> bool:
        for place in await self.trial.call("clicksIn", number):
            if counts(place):
                continue
            await self._remember(number)
            await self.trial.tab.click(place["x"], place["y"])
            if await self._is_same(number, came, await self.trial.changed(number, wait=False)):
                return True
        return False

    async def _elsewhere(self, told: Mapping[str, Any], came: Came) -> tuple[Spot | None, list[str]]:
        """Look for a control that does the same: on a page where it was not done, and after it was."""
        trial = self.trial
        unsure: list[str] = []
        for is_done in (True, False):
            if not is_done:
                if not await self.clean():
                    return None, ["…"]
                await trial.tell_listeners()
            number = int(await trial.call("numberAt", told["path"]))
            if number < 0:
                return None, ["…"]
            controls = await trial.call("controlsFor", number, MAX_CONTROLS)
            if controls["left"] and not is_done:
                unsure.append("…")
            for one in controls["chosen"]:
                if counts(one) or one["leads"]:
                    if one["name"] and not one["leads"]:
                        unsure.append(one["name"])
                    continue
                if await trial.call("reach", one["number"]) is None:
                    continue
                await trial.call("place", number)
                change = await trial.click(one["number"], wait=False)
                if change is not None and await self._is_same(number, came, change):
                    return trial.spot(one), []
        return None, list(dict.fromkeys(unsure))

    async def _is_same(self, number: int, came: Came, change: Change) -> bool:
        await self.trial.call("settled", AFTER_MS)
        now = await self.trial.call("replaced", number)
        if came.gesture == "pinch":
            return bool(now["sized"])
        if came.is_inside:
            return bool(now["came"])
        return bool(places(change) & came.places)
