"""Try trees, menus, lists and grids with the arrow keys, fields that show choices, and carousels."""

from collections.abc import Mapping, Sequence
from typing import Any

from crawler.gather.trying import LATE_MS, Change, counts
from crawler.gather.widget_trial import MAX_FRESH, WidgetTrial
from drempel.model.widgets import Carousel, Combobox, Composite

ARROWS = ("ArrowDown", "ArrowRight", "ArrowUp", "ArrowLeft")
_OF_SLIDES = frozenset({"aria-hidden", "hidden", "href", "src"})
"""States by which slides come and go, and that nobody hears."""
LETTER = "a"
"""Typed into a field that may show choices."""


async def composites(trial: WidgetTrial, lists: Sequence[Mapping[str, Any]]) -> tuple[Composite, ...]:
    """Return what the keys do in each part with one of the roles."""
    found = [await _composite(trial, told) for told in lists]
    return tuple(one for one in found if one is not None)


async def _composite(trial: WidgetTrial, told: Mapping[str, Any]) -> Composite | None:
    whole, items = await trial.number(told), told["items"]
    numbers = [await trial.number(one) for one in items]
    if whole < 0 or min(numbers) < 0 or not await trial.call("shows", whole):
        return None
    stops = sum(bool(one["stop"]) for one in items)
    at = whole if told["stop"] else next((n for n, i in zip(numbers, items, strict=True) if i["self"]), -1)
    by_arrows = at >= 0 and await _goes_on(trial, at, whole, numbers)
    by_click = False
    # The last one: the first is often the one that is chosen.
    other = next((n for n in reversed(range(len(items))) if numbers[n] != at and not counts(items[n])), -1)
    if not by_arrows and stops < len(items) and other >= 0 and trial.fresh < MAX_FRESH:
        again = await trial.anew(items[other]["path"])
        click = await trial.click(again) if again >= 0 else None
        by_click = click is not None and bool(click or click.said["weak"])
    opened = await _opened_item(trial, items) if told["role"] in {"tree", "treegrid"} else {}
    return Composite(trial.spot(told), told["role"], len(items), stops, bool(by_arrows), by_click, **opened)


async def _goes_on(trial: WidgetTrial, at: int, whole: int, numbers: Sequence[int]) -> bool:
    """Say whether an arrow key leads from an item to another one."""
    for key in ARROWS:
        change = await trial.press_on(at, key, wait=False)
        if change is None:
            return False
        said, places = change.said, {whole, *numbers}
        if said["active"] != at and (said["active"] in places or await trial.has_focus(whole)):
            return True
        if any(one["number"] in places for one in said["states"]) or (said["weak"] and not change.deeds):
            return True
    return False


async def _opened_item(trial: WidgetTrial, items: Sequence[Mapping[str, Any]]) -> dict[str, Any]:
    """Open the first closed item of a tree; nothing where none shows what is in it."""
    closed = next((one for one in items if one["expanded"] == "false" and not counts(one)), None)
    if closed is None or trial.fresh >= MAX_FRESH:
        return {}
    number = await trial.anew(closed["path"])
    for key in ("ArrowRight", "Enter", "click"):
        if number < 0:
            break
        change = await (trial.click(number) if key == "click" else trial.press_on(number, key))
        if change is not None and change.said["shown"]:
            after = await trial.call("attribute", number, "aria-expanded")
            return {"opens": trial.spot(closed), "key": key, "expanded": ("false", after)}
    return {}


async def comboboxes(trial: WidgetTrial, fields: Sequence[Mapping[str, Any]]) -> tuple[Combobox, ...]:
    """Return what the keys do in fields that show choices; what needs a server for them shows none."""
    found = [await _combobox(trial, told) for told in fields]
    return tuple(one for one in found if one is not None)


async def _combobox(trial: WidgetTrial, told: Mapping[str, Any]) -> Combobox | None:
    number = await trial.number(told)
    if number < 0 or not await trial.call("focus", number):
        return None
    state = await trial.number(told["state"])
    before = await trial.call("attribute", state, "aria-expanded")
    change: Change | None = await trial.press_on(number, "ArrowDown")
    shown = _list_in(change)
    if shown is None:
        await trial.keep()
        await trial.tab.type(LETTER)
        shown = _list_in(await trial.changed(number))
    if shown is None:
        return None
    opened = await trial.call("attribute", state, "aria-expanded")
    leads_in = await _leads_to_choice(trial, number, shown["number"])
    await trial.call("focus", number)
    await trial.press("Escape", LATE_MS)
    by_escape = not await trial.call("shows", shown["number"])
    after = await trial.call("attribute", state, "aria-expanded")
    return Combobox(
        trial.spot(told),
        bool(told["isNamedSo"]),
        trial.spot(shown),
        (before, opened, after),
        leads_in,
        by_escape,
    )


def _list_in(change: Change | None) -> Mapping[str, Any] | None:
    """Return the list that came with a key, `None` where none did."""
    if change is None:
        return None
    lists = [one for one in change.said["shown"] if one["text"] and not one["holdsUser"] and not one["live"]]
    return next(iter(lists), None)


async def _leads_to_choice(trial: WidgetTrial, number: int, shown: int) -> str:
    for key in ("ArrowDown", "Tab"):
        change = await trial.press_on(number, key, wait=False)
        if change is None:
            continue
        # The words in the field may follow the choice.
        if any(change.said[what] for what in ("states", "weak", "texts")) or await trial.has_focus(shown):
            return key
    return ""


async def carousels(trial: WidgetTrial, found: Sequence[Mapping[str, Any]]) -> tuple[Carousel, ...]:
    """Return what the button for the next one does in each carousel."""
    seen = []
    for told in found:
        if counts(told):
            continue
        number, part = await trial.number(told), await trial.number(told["part"])
        if number < 0 or part < 0:
            continue
        live = await trial.call("liveText", part)
        for key in ("Enter", "Space", ""):
            change = await (trial.press_on(number, key) if key else trial.click(number))
            if change is None or not (change or change.said["weak"]):
                continue
            if change.deeds or not _turns(change):
                break
            tells = (
                any(set(one["what"]) - _OF_SLIDES for one in change.said["states"])
                or change.said["moved"]
                or await trial.call("liveText", part) != live
            )
            seen.append(Carousel(trial.spot(told["part"]), trial.spot(told), key, bool(tells)))
            break
    return tuple(seen)


def _turns(change: Change) -> bool:
    """Say whether one thing took the place of another, or the row of them moved."""
    said = change.said
    return bool((said["shown"] and said["hidden"]) or (said["weak"] and not said["texts"]) or said["states"])
