"""Watch short messages that come because a control was used: are they said, and do they stay."""

import asyncio
import time
from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from crawler.gather.trying import Change
from crawler.gather.widget_trial import MAX_FRESH, WidgetTrial
from drempel.model.widgets import Said

MAX_LETTERS = 160
"""Of a text that may be a message about what was just done."""
MAX_CONTROLS = 2
"""In a message: to undo what was done, to close it."""
WATCHED_S = 8.0
"""How long is looked whether a message stays."""
LOOK_S = 0.5
OTHER_MOMENT_S = 0.63
"""How much later a key is pressed on the second page than on the first."""
LATER_S = 1.5
"""By how much later than the first time it is looked at again."""


def said_in(trial: WidgetTrial, change: Change, *, takes_focus: bool) -> Said | None:
    """Return the one short text that came with a change, where nothing else came with it."""
    if takes_focus or change.deeds or change.said["hidden"] or (one := _only(change)) is None:
        return None
    controls = int(one.get("controls", 0))
    if len(one["text"]) > MAX_LETTERS or controls > MAX_CONTROLS:
        return None
    if controls and not (one.get("layer") or one["live"]):
        return None
    return Said(trial.spot(one), one["text"], bool(one["live"]), "controls" in one)


def _only(change: Change) -> Mapping[str, Any] | None:
    new = [one for one in change.said["shown"] if one["text"] and not one["holdsUser"]]
    other = [one for one in change.said["texts"] if not one["own"] and one["text"]]
    found: list[Mapping[str, Any]] = [*new, *other]
    return found[0] if len(found) == 1 else None


async def watched(trial: WidgetTrial, said: Said, change: Change, since: float) -> Said:
    """Return a message with whether it goes away by itself; `since` is when it came, by `time.monotonic`."""
    one = _only(change)
    if one is None:
        return said
    number = int(one["number"])
    button = await trial.call("firstStop", number)
    if button is not None:
        said = replace(said, control=button["name"] or f"<{button['tag']}>")
    until = since + WATCHED_S
    while await _is_there(trial, number, said):
        if time.monotonic() > until:
            return said
        await asyncio.sleep(LOOK_S)
    return replace(said, gone_after_s=round(time.monotonic() - since, 1))


async def _is_there(trial: WidgetTrial, number: int, said: Said) -> bool:
    if said.is_new:
        return bool(await trial.call("shows", number))
    return said.text in str(await trial.call("text", number))


async def seen_twice(trial: WidgetTrial, told: Mapping[str, Any], key: str, said: Said) -> Said | None:
    """Return a message that comes again when the control is used on a fresh page.

    What the page shows by itself, such as the next slide, can come at the moment of a key too; by the clock
    of the page the key comes later the second time.
    """
    if trial.fresh >= MAX_FRESH or (number := await trial.anew(told["path"])) < 0:
        return None
    await asyncio.sleep(OTHER_MOMENT_S)
    change = await trial.press_on(number, key)
    again = said_in(trial, change, takes_focus=False) if change is not None and change.effect else None
    return said if again is not None and again.spot.path == said.spot.path else None


async def goes_with_focus(trial: WidgetTrial, told: Mapping[str, Any], key: str, said: Said) -> Said:
    """Let the message come once more, put the focus on its control, and see whether it still goes away."""
    if trial.fresh >= MAX_FRESH:
        return said
    number = await trial.anew(told["path"])
    change = await trial.press_on(number, key) if number >= 0 else None
    one = _only(change) if change is not None else None
    button = await trial.call("firstStop", int(one["number"])) if one is not None else None
    if one is None or button is None or not await trial.call("focus", button["number"]):
        return said
    until = time.monotonic() + said.gone_after_s + LATER_S
    while time.monotonic() < until:
        if not await trial.call("shows", int(one["number"])):
            return replace(said, gone_with_focus=True)
        await asyncio.sleep(LOOK_S)
    return said
