"""Gather the `PointerUse` artefact: what a page does for the pointer, and whether keys do the same.

Keys are tried first, then the click. What seems to work with the pointer alone is tried once more on a fresh
page, so that nothing counts that only happened at the same time.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from crawler.browser.base import Stage
from crawler.gather.trying import KEY_TYPES, SOON_MS, Change, Trial, counts
from drempel.dom import Dom
from drempel.errors import FetchError
from drempel.model.acting import Crop, Spot
from drempel.model.pointer_use import Clicked, Dragged, Effect, Hovered, PointerUse, Pressed, Shortcuts

MAX_CLICKERS = 16
MAX_PRESSERS = 6
MAX_HOVERS = 8
MAX_DRAGS = 3
MAX_FRESH = 14
"""How often the page is loaded for all of it."""
MAX_NEAR = 5
"""Controls around an element that may do the same."""
MAX_KEYS_FOUND = 3
MAX_CROPS = 6
HOVER_MS = 300
LEAVE_MS = 350
PRINTABLE = "abcdefghijklmnopqrstuvwxyz0123456789/?.,;'[]-=+*#!"
BATCH = 10
"""So many keys are pressed before it is looked whether anything happened."""
ABOUT_SHORTCUTS = r"sneltoets|shortcut|toetsenbord|keyboard|raccourci|clavier|tastenk|tastatur"
MAY_HOLD_THEM = r"instelling|setting|voorkeur|preference|paramètre|einstellung"


async def gather_pointer_use(stage: Stage, dom: Dom) -> PointerUse:
    """Return what clicks, presses, hovering, dragging and single letters do, of a sample of each kind."""
    trial = Trial(stage, dom)
    await trial.begin()
    return await _Gathering(trial).gather()


@dataclass(slots=True)
class _Gathering:
    """One look at a page, from one load to the next."""

    trial: Trial
    refused: dict[tuple[int, ...], Spot] = field(default_factory=dict)

    async def gather(self) -> PointerUse:
        trial = self.trial
        delegated = bool(trial.delegated & {"click", "mousedown", "mouseup", "pointerdown", "pointerup"})
        clickers = await trial.call("clickers", delegated, MAX_CLICKERS)
        pressers = await trial.call("pressers", MAX_PRESSERS)
        hovers = await trial.call("hovers", MAX_HOVERS)
        drags = await trial.call("draggables")
        seen: dict[str, Any] = {"pressed": len(pressers)}
        cut = ""
        try:
            seen["hovers"] = await self._hovers(hovers)
            seen["presses"] = await self._presses(pressers)
            seen["drags"] = await self._drags(drags[:MAX_DRAGS])
            seen["clicks"] = await self._clicks(clickers)
            seen["shortcuts"] = await self._shortcuts()
        except FetchError as error:
            cut = str(error.reason.key)
        return PointerUse(**seen, refused=tuple(self.refused.values())[:20], untested=cut)

    def _refuse(self, told: Mapping[str, Any]) -> bool:
        if not counts(told):
            return False
        self.refused.setdefault(tuple(told["path"]), self.trial.spot(told))
        return True

    async def _number(self, told: Mapping[str, Any]) -> int:
        """Return the number of an element now: another load of the page counts anew."""
        if self.trial.fresh == 1:
            return int(told["number"])
        return int(await self.trial.call("numberAt", told["path"]))

    async def _clean(self) -> None:
        if self.trial.is_used and self.trial.fresh < MAX_FRESH:
            await self.trial.begin()

    # -- clicks

    async def _clicks(self, clickers: Sequence[Mapping[str, Any]]) -> tuple[Clicked, ...]:
        found: list[Clicked] = []
        good_kinds: set[str] = set()
        for told in clickers:
            if told["kind"] in good_kinds or self._refuse(told) or told["disabled"]:
                continue
            number = await self._number(told)
            if number < 0:
                continue
            if told["stop"] and (key := await self._key_for(number, told)):
                good_kinds.add(told["kind"])
                found.append(await self._keyed(told, number, key))
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
                good_kinds.add(told["kind"])
                continue
            again = await self._seen_again(told, number, change) or await self._confirmed(told, change)
            if again is not None:
                found.append(await self._judged(told, again))
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
        effect = change.effect or _NOTHING
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

    async def _judged(self, told: Mapping[str, Any], change: Change) -> Clicked:
        """Look what else does the same, on the page as it is after the second click."""
        trial = self.trial
        number = await self._number(told)
        elsewhere: Spot | None = None
        unsure: list[str] = []
        effect = change.effect or _NOTHING
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
            same = _abroad(done) & _abroad(change) or _places(done) & _places(change)
            return bool(same) or bool(done.effect and done.effect.kind == kind and kind in _SAME_BY_KIND)
        return False

    # -- going down

    async def _presses(self, pressers: Sequence[Mapping[str, Any]]) -> tuple[Pressed, ...]:
        found: list[Pressed] = []
        if not pressers:
            return ()
        await self._clean()
        for told in pressers:
            if self._refuse(told) or told["drags"]:
                continue
            first = await self._pressed(told)
            if first is None:
                continue
            # Once more, on a fresh page.
            await self._clean()
            again = await self._pressed(told)
            if again is None or again[0].effect is None or first[0].effect is None:
                continue
            if again[0].effect.kind != first[0].effect.kind:
                continue
            found.append(Pressed(self.trial.spot(told), again[0].effect, bool(told["control"]), again[1]))
        return tuple(found)

    async def _pressed(self, told: Mapping[str, Any]) -> tuple[Change, bool] | None:
        """Return what going down did, if letting go elsewhere does not undo it, and whether a click does."""
        trial = self.trial
        number = int(await trial.call("numberAt", told["path"]))
        if number < 0 or (place := await trial.call("reach", number)) is None:
            return None
        await trial.tab.move(*place)
        await trial.call("settled", SOON_MS)
        await trial.keep()
        trial.is_used = True
        await trial.tab.down()
        down = await trial.changed(number)
        away = await self._away(number)
        await trial.tab.move(*away)
        await trial.tab.up()
        after = await trial.changed(number)
        if not (down.marks & after.marks) or not after or after.effect is None or _is_look(after):
            return None
        if after.deeds:
            return after, False
        await trial.tab.move(*place)
        await trial.tab.click(*place)
        await trial.tab.move(*away)
        back = await trial.changed(number)
        return after, not (after.marks & back.marks - back.deeds)

    async def _away(self, number: int) -> tuple[float, float]:
        """Return a place in the view far from an element."""
        x, y, width, height = await self.trial.call("box", number)
        view = self.trial.tab.viewport
        left = 3.0 if x + width / 2 > view.width_px / 2 else view.width_px - 3.0
        top = 3.0 if y + height / 2 > view.height_px / 2 else view.height_px - 3.0
        return left, top

    # -- what comes with the pointer

    async def _hovers(self, hovers: Sequence[Mapping[str, Any]]) -> tuple[Hovered, ...]:
        found: list[Hovered] = []
        crops = 0
        for told in hovers:
            if self._refuse(told):
                continue
            seen = await self._hovered(told, with_crop=crops < MAX_CROPS)
            if seen is None:
                continue
            crops += seen.crop is not None
            found.append(seen)
        return tuple(found)

    async def _hovered(self, told: Mapping[str, Any], *, with_crop: bool) -> Hovered | None:
        trial = self.trial
        number = int(await trial.call("numberAt", told["path"]))
        if number < 0:
            return None
        place = await trial.call("reach", number)
        if place is None:
            return None
        away = await self._away(number)
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

    # -- dragging

    async def _drags(self, drags: Sequence[Mapping[str, Any]]) -> tuple[Dragged, ...]:
        found: list[Dragged] = []
        for told in drags:
            await self._clean()
            number = int(await self.trial.call("numberAt", told["path"]))
            if number < 0 or not await self._moves(number, told):
                continue
            await self._clean()
            number = int(await self.trial.call("numberAt", told["path"]))
            if number < 0:
                continue
            click = await self.trial.click(number)
            key = False
            if told["stop"]:
                for name in ("ArrowRight", "ArrowDown", "ArrowLeft", "Space"):
                    change = await self.trial.press_on(number, name, wait=False)
                    if change is not None and (change or change.said["weak"] or change.said["moved"]):
                        key = True
                        break
            # Once more: the page must do it each time.
            await self._clean()
            number = int(await self.trial.call("numberAt", told["path"]))
            if number < 0 or not await self._moves(number, told):
                continue
            found.append(
                Dragged(
                    self.trial.spot(told),
                    by_click=bool(click) or bool(click is not None and click.said["weak"]),
                    by_key=key,
                    inside=int(told["inside"]),
                    around=int(told["around"]),
                )
            )
        return tuple(found)

    async def _moves(self, number: int, told: Mapping[str, Any]) -> bool:
        trial = self.trial
        place = await trial.call("reach", number)
        if place is None:
            return False
        await trial.tab.move(*place)
        await trial.call("settled", SOON_MS)
        if told["native"]:
            target = await trial.call("dropAt", number)
            if target is None:
                return False
        else:
            target = [place[0] + 60, place[1] + 20]
        await trial.keep()
        trial.is_used = True
        await trial.tab.down()
        down = await trial.changed(number, wait=False)
        for part in (0.25, 0.5, 0.75, 1.0):
            await trial.tab.move(
                place[0] + (target[0] - place[0]) * part, place[1] + (target[1] - place[1]) * part
            )
        moved = await trial.changed(number, wait=False)
        await trial.tab.up()
        after = await trial.changed(number)
        if told["native"]:
            return after.effect is not None and after.effect.kind in {"shown", "hidden", "text", "order"}
        # What the press itself did is none of the movement.
        return bool(moved.marks - down.marks) or int(moved.said["weak"]) > int(down.said["weak"])

    # -- single letters

    async def _shortcuts(self) -> Shortcuts | None:
        trial = self.trial
        if not trial.delegated & KEY_TYPES:
            return None
        await self._clean()
        keys: list[str] = []
        effect = None
        for at in range(0, len(PRINTABLE), BATCH):
            batch = PRINTABLE[at : at + BATCH]
            if await self._typed(batch) is None:
                continue
            await trial.begin()
            for key in batch:
                change = await self._typed(key)
                if change is None:
                    continue
                keys.append(key)
                effect = effect or change.effect
                if len(keys) >= MAX_KEYS_FOUND:
                    break
            break
        if not keys:
            return Shortcuts()
        switch, untried = await self._switched_off(keys)
        return Shortcuts(tuple(keys), effect, switch, tuple(untried))

    async def _typed(self, keys: str) -> Change | None:
        """Press letters while no field has the focus, and return what changed."""
        trial = self.trial
        await trial.call("blur")
        await trial.call("settled", SOON_MS)
        await trial.keep()
        trial.is_used = True
        for key in keys:
            await trial.tab.press(key)
        change = await trial.changed(-1, wait=False)
        # An item without a text has its mark.
        return change if change or change.said["moved"] or change.said["bare"] else None

    async def _switched_off(self, keys: Sequence[str]) -> tuple[Spot | None, list[str]]:
        """Look for something that switches a shortcut off, first among what is shown, then behind buttons."""
        trial = self.trial
        await trial.begin()
        tried: set[tuple[int, ...]] = set()
        if switch := await self._tried_switches(keys[0], tried):
            return switch, []
        untried: list[str] = []
        for button in await trial.call("namedControls", f"{ABOUT_SHORTCUTS}|{MAY_HOLD_THEM}"):
            if button["link"] or counts(button):
                untried.append(button["name"])
                continue
            await trial.call("focus", button["number"])
            await trial.press_on(button["number"], "Enter")
            if switch := await self._tried_switches(keys[0], tried):
                return switch, []
        return None, untried[:3]

    async def _tried_switches(self, key: str, tried: set[tuple[int, ...]]) -> Spot | None:
        trial = self.trial
        for one in await trial.call("switches"):
            path = tuple(one["path"])
            if path in tried or one["select"] or counts(one):
                continue
            tried.add(path)
            if await self._typed(key) is None:
                return None
            await trial.press_on(one["number"], "Space", wait=False)
            if await self._typed(key) is None:
                return trial.spot(one)
            await trial.press_on(one["number"], "Space", wait=False)
        return None


_NOTHING = Effect("look")
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


def _places(change: Change) -> set[tuple[int, ...]]:
    """Return where on the page something changed: comparable from one load to the next."""
    kinds = ("shown", "hidden", "texts", "states", "orders")
    return {tuple(one["path"]) for kind in kinds for one in change.said[kind] if one.get("path")}


def _is_focus_only(change: Change) -> bool:
    return change.effect is not None and change.effect.kind in {"focus"}


def _is_look(change: Change) -> bool:
    return change.effect is not None and change.effect.kind in {"look", "scroll"}


def _is_content(one: Mapping[str, Any]) -> bool:
    return len(str(one["text"])) >= 2 or one["controls"] > 0
