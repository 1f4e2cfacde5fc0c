"""Gather the `Widgets` artefact: what buttons, tabs, dialogs and sliders do when the keyboard uses them."""

import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from crawler.browser.base import Stage
from crawler.gather import dialogs
from crawler.gather.composites import carousels, comboboxes, composites
from crawler.gather.keeping import Keep, forget
from crawler.gather.messages import goes_with_focus, said_in, seen_twice, watched
from crawler.gather.trying import LATE_MS, Change, counts
from crawler.gather.widget_trial import MAX_FRESH, WidgetTrial
from drempel.dom import Dom
from drempel.model.acting import LeftOut, Spot
from drempel.model.widgets import Opened, Slider, TabList, Widgets

MAX_OPENERS = 16
PER_KIND = 2
MAX_LEFT = 20
MAX_WATCHED = 2
"""Messages that are waited for, whether they go away."""


async def gather_widgets(stage: Stage, dom: Dom, keep: Keep = forget) -> Widgets:
    """Return what a sample of the controls does, how it shows and where the focus goes.

    What was seen so far is given to `keep`, control by control.
    """
    trial = WidgetTrial(stage, dom)
    await trial.begin()
    return await _Gathering(trial, keep).gather()


@dataclass(slots=True)
class _Gathering:
    """One look at a page, from one load to the next."""

    trial: WidgetTrial
    keep: Keep
    seen: Widgets = field(default_factory=Widgets)
    refused: dict[tuple[int, ...], Spot] = field(default_factory=dict)
    left: list[LeftOut] = field(default_factory=list)
    watched: int = 0
    turning: tuple[tuple[int, ...], ...] = ()
    """Where carousels are: what they show next is no message."""

    async def gather(self) -> Widgets:
        trial = self.trial
        openers = await trial.call("openers", MAX_OPENERS * 2)
        if openers["left"]:
            self._limit()
        lists = await trial.call("tablists")
        sliders = await trial.call("sliders")
        parts = await trial.call("composites")
        fields = await trial.call("comboboxes")
        turning = await trial.call("carousels")
        self.turning = tuple(tuple(one["part"]["path"]) for one in turning)
        self._more("tabs", await self._tabs(lists))
        self._more("sliders", await self._sliders(sliders))
        self._more("opened", await self._openers(openers["chosen"]))
        for name, told, gather in (
            ("composites", parts, composites),
            ("comboboxes", fields, comboboxes),
            ("carousels", turning, carousels),
        ):
            if told and trial.is_used:
                await trial.begin()
            self._more(name, await gather(trial, told) if told else ())
        return replace(self.seen, refused=tuple(self.refused.values())[:20], left=tuple(self.left), seen=())

    def _limit(self) -> None:
        if (beyond := LeftOut("opened", "limit")) not in self.left:
            self.left.append(beyond)

    def _more(self, part: str, found: tuple[Any, ...]) -> None:
        """Tell that one more part was seen to its end."""
        more: dict[str, Any] = {part: found, "seen": (*self.seen.seen, part)}
        self.seen = replace(self.seen, **more)
        self.keep(self.seen)

    # -- what opens something

    async def _openers(self, openers: Sequence[Mapping[str, Any]]) -> tuple[Opened, ...]:
        found: list[Opened] = []
        tried = 0
        kinds: dict[str, int] = {}
        for told in openers:
            if counts(told):
                self.refused.setdefault(tuple(told["path"]), self.trial.spot(told))
                if not told["sends"] and len(self.left) < MAX_LEFT:
                    # What only sends a form is tried with that.
                    self.left.append(LeftOut("opened", "act", self.trial.spot(told)))
                continue
            if told["role"] == "tab" or kinds.get(told["kind"], 0) >= PER_KIND:
                continue
            if tried >= MAX_OPENERS:
                if told["kind"] not in kinds:
                    self._limit()
                continue
            kinds[told["kind"]] = kinds.get(told["kind"], 0) + 1
            tried += 1
            number = await self.trial.number(told)
            if number < 0:
                continue
            if not await self.trial.call("shows", number) or await self.trial.call("reach", number) is None:
                # What another one opened may lie over it, or took it away.
                if not self.trial.is_used or self.trial.fresh >= MAX_FRESH:
                    continue
                number = await self.trial.anew(told["path"])
                if number < 0:
                    continue
            opened = await self._opened(number, told)
            if opened is not None:
                found.append(opened)
                self.keep(replace(self.seen, opened=tuple(found)))
        return tuple(found)

    async def _opened(self, number: int, told: Mapping[str, Any]) -> Opened | None:
        trial = self.trial
        before = await trial.call("attribute", number, "aria-expanded")
        name = await trial.call("name", number)
        key, change = await self._used(number, told)
        since = time.monotonic()
        if change is None or change.effect is None:
            return None
        effect = change.effect
        shown = [one for one in change.said["shown"] if not one["holdsUser"]]
        dialog = next((one for one in shown if one["dialog"] or (one["covers"] and one["controls"])), None)
        opened = await trial.call("attribute", number, "aria-expanded")
        plain: dict[str, Any] = {
            "spot": trial.spot(told),
            "key": key,
            "effect": effect,
            "is_stop": bool(told["stop"]),
        }
        if not key:
            return Opened(**plain)
        if dialog is not None:
            return Opened(**plain, dialog=await dialogs.dialog(trial, number, key, dialog))
        tells = name != await trial.call("name", number) or _own_state(change)
        takes_focus = await self._is_focus_in(shown)
        by_escape = closed = False
        pops = bool(shown) and all(one["layer"] for one in shown[:1])
        if pops:
            await trial.tab.press("Escape")
            await trial.call("settled", LATE_MS)
            by_escape = not await trial.call("shows", shown[0]["number"])
            if by_escape and takes_focus:
                back, on = await trial.focus_back(number)
                plain |= {"leads_in": "focus", "tried_in": True, "focus_back": back, "focus_on": on}
        # Where something else went away, one thing takes the place of another.
        swaps = any(not one["own"] for one in change.said["hidden"])
        if shown and not by_escape and not swaps:
            again = await trial.press_on(number, key)
            went = _numbers(again, "hidden") if again is not None else set()
            closed = bool(went & {one["number"] for one in shown}) and not _comes(again)
        expanded = (before, opened, await trial.call("attribute", number, "aria-expanded"))
        turns = any(tuple(told["path"])[: len(part)] == part for part in self.turning)
        said = None if by_escape or closed or turns else said_in(trial, change, takes_focus=takes_focus)
        if said is not None and self.watched < MAX_WATCHED:
            self.watched += 1
            said = await watched(trial, said, change, since)
            said = await seen_twice(trial, told, key, said)
            if said is not None and said.gone_after_s and said.control:
                said = await goes_with_focus(trial, told, key, said)
        if (by_escape or closed) and pops and shown[0]["controls"] and not takes_focus:
            more = await dialogs.layer(trial, number, key, shown[0])
            # Some close on Escape only from within.
            by_escape = by_escape or more.get("focus_back") is not None
            plain |= more
        return Opened(
            **plain,
            shown=tuple(trial.spot(one) for one in shown[:3]),
            closes="Escape" if by_escape else "again" if closed else "",
            expanded=expanded,
            tells=tells,
            takes_focus=takes_focus,
            is_popup=pops,
            by_escape=by_escape,
            said=said,
        )

    async def _used(self, number: int, told: Mapping[str, Any]) -> tuple[str, Change | None]:
        """Use a control by keys, else by a click; return the key, empty for a click, and what followed."""
        trial = self.trial
        opens_by_arrow = told["popup"] or told["role"] == "combobox"
        for key in ("Enter", "Space", *(("ArrowDown",) if opens_by_arrow else ())):
            change = await trial.press_on(number, key)
            if change:
                return key, change
            if change is not None and (change.said["weak"] or change.said["moved"]):
                return key, None
        if told["composite"] or told["current"]:
            return "", None
        if not (first := await trial.click(number)) or first.effect is None:
            return "", None
        # Once more, on a fresh page: keys, then the click.
        if trial.fresh >= MAX_FRESH:
            return "", None
        again = await trial.anew(told["path"])
        if again < 0:
            return "", None
        for key in ("Enter", "Space"):
            change = await trial.press_on(again, key)
            if change or (change is not None and change.said["weak"]):
                return key, None
        second = await trial.click(again)
        if second is None or second.effect is None or second.effect.kind != first.effect.kind:
            return "", None
        return "", second

    async def _is_focus_in(self, shown: Sequence[Mapping[str, Any]]) -> bool:
        for one in shown[:5]:
            if await self.trial.has_focus(one["number"]):
                return True
        return False

    # -- tabs and sliders

    async def _tabs(self, lists: Sequence[Sequence[Mapping[str, Any]]]) -> tuple[TabList, ...]:
        trial = self.trial
        found: list[TabList] = []
        for tabs in lists:
            if found:
                # What was chosen in another list can have hidden this one.
                await trial.begin()
            numbers = [await self.trial.number(one) for one in tabs]
            at = next((n for n, one in enumerate(tabs) if one["stop"]), -1)
            by_arrows = False
            for key in ("ArrowRight", "ArrowDown", "ArrowLeft"):
                if at < 0 or by_arrows:
                    break
                change = await trial.press_on(numbers[at], key)
                by_arrows = change is not None and (
                    change.said["active"] in set(numbers) - {numbers[at]}
                    or any(one["number"] in numbers for one in change.said["states"])
                )
            other = next((n for n, one in enumerate(tabs) if not one["selected"] and n != at), -1)
            changes = moves = False
            if other >= 0 and not counts(tabs[other]):
                await trial.begin()
                numbers = [await self.trial.number(one) for one in tabs]
                if numbers[other] >= 0 and (change := await trial.click(numbers[other])):
                    changes = bool(change.said["shown"] or change.said["hidden"] or change.said["texts"])
                    moves = (await trial.call("attribute", numbers[other], "aria-selected")) == "true"
            found.append(
                TabList(
                    tuple(trial.spot(one) for one in tabs),
                    sum(bool(one["stop"]) for one in tabs),
                    by_arrows,
                    changes,
                    moves,
                )
            )
        return tuple(found)

    async def _sliders(self, sliders: Sequence[Mapping[str, Any]]) -> tuple[Slider, ...]:
        found: list[Slider] = []
        for told in sliders:
            number = await self.trial.number(told)
            by_arrows = False
            for key in ("ArrowRight", "ArrowUp", "ArrowLeft", "ArrowDown", "Home", "PageUp"):
                if by_arrows or number < 0 or not told["stop"]:
                    break
                change = await self.trial.press_on(number, key, wait=False)
                by_arrows = change is not None and bool(change or change.said["weak"])
            found.append(Slider(self.trial.spot(told), bool(told["stop"]), by_arrows))
        return tuple(found)


def _numbers(change: Change, what: str) -> set[int]:
    return {int(mark.partition(":")[2]) for mark in change.marks if mark.startswith(f"{what}:")}


def _comes(change: Change | None) -> bool:
    """Say whether something else takes the place of what went."""
    return change is not None and any(not one["holdsUser"] for one in change.said["shown"])


def _own_state(change: Change) -> bool:
    return any(one["own"] for one in change.said["states"])
