"""Try what is clicked: whether keys do it too, and whether something else on the page does."""

import asyncio
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from crawler.gather.pointing import MAX_FRESH, MAX_NEAR, NOTHING, Part
from crawler.gather.trying import Change, counts
from drempel.model.acting import Spot
from drempel.model.pointer_use import Clicked

ALONE_S = 2.0
"""How long a page is watched for what it does by itself, where a click seemed to do something."""


@dataclass(slots=True)
class Clicking(Part):
    """Clicks, after the keys were tried."""

    async def gather(self, clickers: Sequence[Mapping[str, Any]]) -> tuple[Clicked, ...]:
        """Return what came of a click or key on each of these; of equal ones until one told something."""
        found: list[Clicked] = []
        known: set[str] = set()
        for told in clickers:
            if told["kind"] in known or self.refuse(told) or told["disabled"]:
                continue
            number = await self.number(told)
            if number < 0:
                continue
            if told["stop"] and (key := await self._key_for(number, told)):
                known.add(told["kind"])
                found.append(await self._keyed(told, number, key))
                self.tell(tuple(found))
                continue
            if told["drags"]:
                continue
            change = await self.trial.click(number)
            if change is None and self.trial.is_used and self.trial.fresh < MAX_FRESH:
                # Something that was opened may lie over it.
                number = await self.trial.anew(told["path"])
                change = await self.trial.click(number) if number >= 0 else None
            if not change or _is_focus_only(change):
                continue
            if told["composite"] and await self._arrows_lead_on(number):
                known.add(told["kind"])
                continue
            again = await self._seen_again(told, number, change) or await self._confirmed(told, change)
            if again is not None and not await self._changes_alone(again):
                known.add(told["kind"])
                found.append(await self._judged(told, again))
                self.tell(tuple(found))
        return tuple(found)

    async def _key_for(self, number: int, told: Mapping[str, Any]) -> str:
        for key in ("Enter", "Space", *(("ArrowDown",) if told["role"] in _OPENED_BY_ARROW else ())):
            change = await self.trial.press_on(number, key)
            if change and not (change.effect and change.effect.kind == "scroll"):
                return str(key)
            if change is not None and (change.said.get("weak") or change.said.get("moved")):
                # Something happened, seen or not: what that is, is for others to tell.
                return str(key)
        return ""

    async def _keyed(self, told: Mapping[str, Any], number: int, key: str) -> Clicked:
        change = await self.trial.changed(number, wait=False)
        effect = change.effect or NOTHING
        return Clicked(self.trial.spot(told), effect, True, told["native"], told["role"], by_key=key)

    async def _arrows_lead_on(self, number: int) -> bool:
        stop = await self.trial.call("compositeStop", number)
        if stop < 0:
            return False
        for key in ("ArrowRight", "ArrowDown", "ArrowLeft", "ArrowUp"):
            change = await self.trial.press_on(stop, key, wait=False)
            if change is not None and (change.said["moved"] or change.said["states"]):
                return True
        return False

    async def _seen_again(self, told: Mapping[str, Any], number: int, change: Change) -> Change | None:
        """Look once more on the page as it now is: what came may go again by a second click."""
        if told["stop"] and await self._key_for(number, told):
            return None
        again = await self.trial.click(number)
        if again and (again.deeds & change.deeds or _touched(again.marks) & _touched(change.marks)):
            return Change(again.marks | change.marks, change.effect, again.said)
        return None

    async def _confirmed(self, told: Mapping[str, Any], change: Change) -> Change | None:
        """Look once more, on a fresh page: the keys still do nothing, and a click does the same."""
        if self.trial.fresh >= MAX_FRESH:
            self.limit()
            return None
        number = await self.trial.anew(told["path"])
        if number < 0:
            return None
        if told["stop"] and await self._key_for(number, told):
            return None
        again = await self.trial.click(number)
        if not again or again.effect is None or change.effect is None:
            return None
        return again if again.effect.kind == change.effect.kind else None

    async def _changes_alone(self, change: Change) -> bool:
        """Tell whether the same part of the page changes while nobody does anything: twice was chance."""
        if change.deeds or not _touched(change.marks):
            return False
        await self.trial.keep()
        await asyncio.sleep(ALONE_S)
        alone = await self.trial.changed(wait=False)
        return bool(_touched(alone.marks) & _touched(change.marks))

    async def _judged(self, told: Mapping[str, Any], change: Change) -> Clicked:
        """Look what else does the same, on the page as it is after the second click."""
        trial = self.trial
        number = await self.number(told)
        elsewhere: Spot | None = None
        unsure: list[str] = []
        effect = change.effect or NOTHING
        if effect.kind in {"move", "popup", "address"}:
            hrefs = set(await trial.call("linksElsewhere", number)) | set(await trial.call("links", number))
            if effect.detail in hrefs or effect.detail.rstrip("/") in {one.rstrip("/") for one in hrefs}:
                elsewhere = trial.spot(await trial.call("spot", number))
        if elsewhere is None:
            for mark in sorted(change.marks):
                # A field that the keyboard can change itself.
                if mark.startswith("state:") and await trial.call("isStop", int(mark[6:])):
                    other = int(mark[6:])
                    if other != number:
                        elsewhere = trial.spot(await trial.call("spot", other))
        if elsewhere is None and await trial.call("near", number, MAX_NEAR):
            if trial.fresh < MAX_FRESH:
                # What the click brought is there now; another control could not bring it again.
                number = await trial.anew(told["path"])
            for other in await trial.call("near", number, MAX_NEAR) if number >= 0 else ():
                if other == number:
                    continue
                found = await trial.call("spot", other)
                act = await trial.call("acts", other)
                if counts(act):
                    unsure.append(found["name"])
                    continue
                if await self._does_the_same(other, change, effect.kind):
                    elsewhere = trial.spot(found)
                    break
        return Clicked(
            trial.spot(told),
            effect,
            bool(told["stop"]),
            bool(told["native"]),
            told["role"],
            elsewhere=elsewhere,
            unsure=tuple(unsure[:3]),
        )

    async def _does_the_same(self, number: int, change: Change, kind: str) -> bool:
        for key in ("Enter", "Space"):
            done = await self.trial.press_on(number, key)
            if not done:
                continue
            same = _abroad(done) & _abroad(change) or places(done) & places(change)
            return bool(same) or bool(done.effect and done.effect.kind == kind and kind in _SAME_BY_KIND)
        return False


_OPENED_BY_ARROW = frozenset({"combobox", "listbox", "menu", "menubar", "slider", "tab", "radio", "tree"})
_SAME_BY_KIND = frozenset({"dialog", "post"})


def _touched(marks: frozenset[str]) -> set[str]:
    """Return the elements that changed, however: what is opened by one may be closed by the other."""
    return {
        mark.partition(":")[2]
        for mark in marks
        if mark.partition(":")[0] in {"shown", "hidden", "text", "state", "order"}
    }


def _abroad(change: Change) -> set[str]:
    """Return what was held back of a change, and where it led."""
    return {mark for mark in change.marks if mark.startswith(("held:", "address:"))}


def places(change: Change) -> set[tuple[int, ...]]:
    """Return where on the page something changed: comparable from one load to the next."""
    kinds = ("shown", "hidden", "texts", "states", "orders")
    return {tuple(one["path"]) for kind in kinds for one in change.said[kind] if one.get("path")}


def _is_focus_only(change: Change) -> bool:
    return change.effect is not None and change.effect.kind in {"focus"}
