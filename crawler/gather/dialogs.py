"""Try the dialogs and layers that a control opens: how the focus comes in, stays and comes back."""

from collections.abc import Mapping, Sequence
from typing import Any

from crawler.gather.trying import LATE_MS, counts
from crawler.gather.widget_trial import WidgetTrial
from drempel.model.acting import Spot
from drempel.model.widgets import Dialog

MAX_OTHER_BUTTONS = 3
"""Buttons that are tried to close a dialog beside those that say so."""


async def dialog(trial: WidgetTrial, number: int, key: str, shown: Mapping[str, Any]) -> Dialog:
    """Return how the focus goes in the dialog that a control just opened with a key; it is closed again."""
    told = shown["dialog"] or shown
    inside = int(told["number"])
    takes_focus = await trial.has_focus(inside)
    if not takes_focus:
        # It may come a little later.
        await trial.call("settled", LATE_MS)
        takes_focus = await trial.has_focus(inside)
    leads_in = takes_focus
    if not takes_focus:
        await trial.press("Tab")
        leads_in = await trial.has_focus(inside)
    named = bool(await trial.call("isNamed", inside))
    closers = await trial.call("closers", inside)
    others = await trial.call("buttonsIn", inside)
    held = await _held(trial, inside)
    if not await trial.call("shows", inside) and not await _again(trial, number, key, inside):
        # It closes when the focus leaves it.
        return _told(
            trial, told, shown, takes_focus, leads_in, named, {"by_escape": True, "closed_by": "Tab"}
        )
    if held and not await trial.has_focus(inside):
        await trial.call("focus", await trial.call("lastStop", inside))
    await trial.press("Escape", LATE_MS)
    by_escape = not await trial.call("shows", inside)
    closed_by, untried = ("Escape", ()) if by_escape else await _closed(trial, inside, closers, others)
    back, on = await trial.focus_back(number) if closed_by else (False, "")
    more = {"by_escape": by_escape, "closed_by": closed_by, "focus_back": back, "focus_on": on}
    return _told(trial, told, shown, takes_focus, leads_in, named, {**more, **held, "untried": untried})


def _told(
    trial: WidgetTrial,
    told: Mapping[str, Any],
    shown: Mapping[str, Any],
    takes_focus: bool,
    leads_in: bool,
    is_named: bool,
    more: Mapping[str, Any],
) -> Dialog:
    given: dict[str, Any] = {"focus_back": True, "focus_on": "", **more}
    return Dialog(
        spot=trial.spot(told),
        is_modal=bool(shown["modal"] or shown["covers"]),
        takes_focus=bool(takes_focus),
        tab_leads_in=bool(leads_in),
        is_named=is_named,
        **given,
    )


async def _held(trial: WidgetTrial, inside: int) -> dict[str, Any]:
    """Press Tab at the last control of an open dialog; return what that says, nothing without controls."""
    last = int(await trial.call("lastStop", inside))
    if last < 0 or not await trial.call("focus", last):
        return {}
    out: Spot | None = None
    is_hidden = False
    stays = 0
    for _ in range(3):
        await trial.press("Tab")
        active = await trial.call("active")
        if active is None:
            # The bar of the browser, or its end of the page.
            continue
        if await trial.has_focus(inside):
            stays += 1
            continue
        if await trial.call("shows", inside):
            out = trial.spot(active)
            is_hidden = await trial.call("reach", active["number"]) is None
        break
    return {"lets_out": out, "is_out_hidden": is_hidden, "holds_focus": stays == 3}


async def _again(trial: WidgetTrial, number: int, key: str, inside: int) -> bool:
    """Open it once more; say whether it is there."""
    await trial.press_on(number, key)
    return bool(await trial.call("shows", inside))


async def _closed(
    trial: WidgetTrial, inside: int, closers: Sequence[Mapping[str, Any]], others: Sequence[Mapping[str, Any]]
) -> tuple[str, tuple[str, ...]]:
    """Return the name of the button that closes a dialog; else the names of those that were not tried."""
    untried: list[str] = []
    known = {one["number"] for one in closers}
    rest = [one for one in others if one["number"] not in known]
    tried = 0
    for button in (*closers, *rest):
        name = button["name"] or "×"
        if counts(button) or tried >= MAX_OTHER_BUTTONS + len(closers):
            untried.append(name)
            continue
        tried += 1
        if not await trial.call("focus", button["number"]):
            continue
        await trial.press("Enter", LATE_MS)
        if not await trial.call("shows", inside):
            return name, ()
    return "", tuple(untried)


async def _menu(trial: WidgetTrial, inside: int) -> dict[str, Any]:
    """Return what an arrow key does in an open menu of which Tab does not reach every item."""
    menu = await trial.call("menu", inside)
    if menu is None or menu["items"] < 2 or menu["stops"] >= menu["items"]:
        return {}
    for key in ("ArrowDown", "ArrowRight", "ArrowUp"):
        change = await trial.press_here(key)
        if change.said["moved"] or change.said["states"] or change.said["weak"]:
            return {"arrows_inside": True}
    return {"arrows_inside": False}


async def layer(trial: WidgetTrial, number: int, key: str, shown: Mapping[str, Any]) -> dict[str, Any]:
    """Open a layer with controls once more and return how the focus comes in and, after Escape, back."""
    inside, menu = int(shown["number"]), shown["role"] in {"menu", "listbox", "tree"}
    if not await trial.call("shows", inside) and not await _again(trial, number, key, inside):
        return {}
    leads_in = "focus" if await trial.has_focus(inside) else ""
    for way in ("ArrowDown", "Tab") if menu else ("Tab", "ArrowDown"):
        if leads_in:
            break
        if not await trial.call("focus", number):
            return {}
        await trial.press(way)
        if not await trial.call("shows", inside):
            return {}
        leads_in = way if await trial.has_focus(inside) else ""
    found: dict[str, Any] = {"tried_in": True, "leads_in": leads_in}
    if leads_in:
        found |= await _menu(trial, inside)
        await trial.press("Escape", LATE_MS)
        if not await trial.call("shows", inside):
            back, on = await trial.focus_back(number)
            found |= {"focus_back": back, "focus_on": on}
    return found
