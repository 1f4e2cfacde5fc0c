"""Try what appears under the pointer: whether it covers something, stays, goes, and comes with keys too."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from crawler.gather.pointing import MAX_FRESH, MAX_NEAR, Part
from crawler.gather.trying import SOON_MS, counts
from drempel.errors import FetchError
from drempel.model.acting import Crop
from drempel.model.pointer_use import Hovered

MAX_CROPS = 6
HOVER_MS = 300
LEAVE_MS = 350


@dataclass(slots=True)
class Hovering(Part):
    """What comes with the pointer."""

    async def gather(self, hovers: Sequence[Mapping[str, Any]]) -> tuple[Hovered, ...]:
        """Return what came when the pointer was on each of these; of equal ones until something came."""
        found: list[Hovered] = []
        known: set[str] = set()
        crops = 0
        for told in hovers:
            # To point is no act, whatever the words are.
            if told["kind"] in known:
                continue
            seen = await self._hovered(told, with_crop=crops < MAX_CROPS)
            if seen is None:
                continue
            crops += seen.crop is not None
            known.add(told["kind"])
            found.append(seen)
            self.tell(tuple(found))
        return tuple(found)

    async def _hovered(self, told: Mapping[str, Any], *, with_crop: bool) -> Hovered | None:
        trial = self.trial
        number = int(await trial.call("numberAt", told["path"]))
        if number < 0:
            return None
        place = await trial.call("reach", number)
        if place is None:
            return None
        away = await self.away(number)
        await trial.tab.move(*away)
        await trial.call("settled", SOON_MS)
        await trial.keep()
        await trial.tab.move(*place)
        await trial.call("settled", HOVER_MS)
        change = await trial.changed(number, wait=False)
        shown = [one for one in change.said.get("shown", ()) if _is_content(one)]
        if not shown:
            return None
        content = max(shown, key=lambda one: (one["controls"] > 0, one["layer"], len(one["text"])))
        what = content["number"]
        covers = bool(await trial.call("veils", what, number))
        after = await self._crop(number, what) if with_crop else b""
        can_hover = await self._stays(number, what, place)
        trial.is_used = True
        if not can_hover:
            # Once more: the way may have led past its edge.
            await self._point(place, away)
            can_hover = await self._stays(number, what, place)
        await self._point(place, away)
        by_escape = True
        if covers and await trial.call("shows", what):
            await trial.tab.press("Escape")
            await trial.call("settled", HOVER_MS)
            by_escape = not await trial.call("shows", what)
        await trial.tab.move(*away)
        await trial.call("settled", LEAVE_MS)
        if await trial.call("shows", what):
            # It stays after all; to try the keyboard takes a page on which it is not there.
            if trial.fresh >= MAX_FRESH:
                self.limit()
                return None
            number = await trial.anew(told["path"])
            what = int(await trial.call("numberAt", content["path"]))
            if number < 0 or what < 0 or await trial.call("shows", what):
                return None
            await trial.keep()
        before = await self._crop(number, what) if after else b""
        by_focus, by_key = await self._by_keyboard(number, what, content)
        return Hovered(
            spot=trial.spot(told),
            content=trial.spot(content),
            text=content["text"][:200],
            has_controls=bool(content["controls"]),
            by_focus=by_focus,
            by_key=by_key,
            is_repeated=await self._is_repeated(number, what, content),
            covers=covers,
            by_escape=by_escape,
            can_hover=can_hover,
            crop=Crop(before, after) if before and after else None,
        )

    async def _point(self, place: Sequence[float], away: Sequence[float]) -> None:
        await self.trial.tab.move(*away)
        await self.trial.call("settled", LEAVE_MS)
        await self.trial.tab.move(*place)
        await self.trial.call("settled", HOVER_MS)

    async def _stays(self, number: int, what: int, place: Sequence[float]) -> bool:
        """Move over what is pointed at, then the shortest way onto what came; say whether it stays."""
        trial = self.trial
        x, y, width, height = await trial.call("box", what)
        view = trial.tab.viewport
        to = (min(max(place[0], x + 4), x + width - 4), min(max(place[1], y + 4), y + height - 4))
        if not (0 < to[0] < view.width_px and 0 < to[1] < view.height_px):
            return True
        left, top, across, down = await trial.call("box", number)
        edge = (
            min(max(to[0], left + 1), left + across - 1),
            min(max(to[1], top + 1), top + down - 1),
        )
        await trial.tab.move(*edge)
        for part in (0.25, 0.5, 0.75, 1.0):
            await trial.tab.move(edge[0] + (to[0] - edge[0]) * part, edge[1] + (to[1] - edge[1]) * part)
        await trial.call("settled", LEAVE_MS)
        return bool(await trial.call("shows", what))

    async def _by_keyboard(self, number: int, what: int, content: Mapping[str, Any]) -> tuple[bool, bool]:
        """Say whether what came with the pointer also comes with the focus, and with Enter or Space."""
        trial = self.trial
        near = await trial.call("near", number, MAX_NEAR)
        inside = await trial.call("stopsIn", what)
        for other in [*near, *inside]:
            if not await trial.call("focus", other):
                continue
            await trial.call("settled", HOVER_MS)
            if await self._is_there(what, content):
                await trial.call("blur")
                return True, False
        for other in near:
            told = await trial.call("acts", other)
            if counts(told):
                continue
            for key in ("Enter", "Space"):
                if not await trial.call("focus", other):
                    continue
                trial.is_used = True
                await trial.tab.press(key)
                await trial.call("settled", HOVER_MS)
                if await self._is_there(what, content):
                    return False, True
        await trial.call("blur")
        return False, False

    async def _is_there(self, what: int, content: Mapping[str, Any]) -> bool:
        """Say whether what came is shown; a script may make it anew each time, with the same text."""
        if await self.trial.call("shows", what):
            return True
        return bool(content["text"]) and bool(await self.trial.call("showsText", content["text"][:60]))

    async def _is_repeated(self, number: int, what: int, content: Mapping[str, Any]) -> bool:
        trial = self.trial
        links = set(content["links"])
        if content["controls"] > len(links) and content["controls"] > 0:
            return False
        if links:
            return links <= set(await trial.call("linksElsewhere", what))
        text = " ".join(str(content["text"]).split()).casefold()
        known = str(await trial.call("describes", number)).casefold()
        if text in known:
            return True
        return text in str(await trial.call("textElsewhere", what)).casefold()

    async def _crop(self, number: int, what: int) -> bytes:
        try:
            boxes = [await self.trial.call("box", one) for one in (number, what)]
            left, top = min(b[0] for b in boxes), min(b[1] for b in boxes)
            right = max(b[0] + b[2] for b in boxes)
            bottom = max(b[1] + b[3] for b in boxes)
            return await self.trial.picture((left - 8, top - 8, right - left + 16, bottom - top + 16))
        except FetchError:
            # Without a picture the finding still stands.
            return b""


def _is_content(one: Mapping[str, Any]) -> bool:
    return len(str(one["text"])) >= 2 or one["controls"] > 0
