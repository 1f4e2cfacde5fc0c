"""Look at what of controls is gone in forced colours, by pictures of them, and what more contrast takes away.

Icons that are painted with a background, marks of ticked boxes, and the mark of the focus: style alone does
not tell what the browser leaves of them. The colours of the browser are put back at the end.
"""

import base64
import contextlib
from dataclasses import replace
from typing import Any

from crawler.gather.room import Room, spot_of
from crawler.gather.room_colours import DIFFERS
from drempel.errors import FetchError
from drempel.model.acting import Crop
from drempel.model.reflow import Contrasting, Faded

MORE = [{"name": "prefers-contrast", "value": "more"}]
FORCED = [{"name": "forced-colors", "value": "active"}]
MIN_DOTS = 12
"""Dots by which an icon or mark shows; less is the edge of a letter."""
MAX_CONTROLS = 8
MARGIN_PX = 4
BORDER_PX = 3
"""Left out around an icon: the border of a button stays, and says nothing of what is in it."""


async def look_at_colours(room: Room, *, has_more: bool) -> Contrasting:
    """Return what is gone in forced colours, and with `has_more` where more contrast is asked for.

    The focus is moved about for it.
    """
    forced = await _forced(room)
    return replace(forced, has_more=True, worse=await _with_more(room)) if has_more else forced


async def _with_more(room: Room) -> tuple[Faded, ...]:
    """Return text and marks of the focus that are less to be seen for people who ask for more contrast."""
    await room.call("tones")
    marked_less = {tuple(one["spot"]["path"]) for one in await room.call("focusables")}
    try:
        await room.tab.devtools("Emulation.setEmulatedMedia", {"features": MORE})
        await room.settle(0)
        worse = [Faded(spot_of(one["spot"]), one["what"]) for one in await room.call("worseTones")]
        unmarked = [
            one for one in await room.call("focusables") if tuple(one["spot"]["path"]) not in marked_less
        ]
        without = [one for one in unmarked if await _focus_dots(room, one["number"]) == 0]
    finally:
        with contextlib.suppress(FetchError):
            await room.tab.devtools("Emulation.setEmulatedMedia", {"features": []})
    await room.settle(0)
    marked = [one for one in without[:MAX_CONTROLS] if await _focus_dots(room, one["number"]) >= MIN_DOTS]
    return (*worse, *(Faded(spot_of(one["spot"]), "focus") for one in marked))


async def _forced(room: Room) -> Contrasting:
    """Return the controls of which something is gone in forced colours."""
    drawn = await room.call("drawn")
    suspects = drawn["found"][:MAX_CONTROLS]
    plain = [await _dots(room, number, one["what"]) for number, one in enumerate(suspects)]
    drawn_at = [number for number, dots in enumerate(plain) if dots >= MIN_DOTS]
    before = {number: await _photo(room, number, suspects[number]["what"]) for number in drawn_at}
    faded: list[Faded] = []
    try:
        await room.tab.devtools("Emulation.setEmulatedMedia", {"features": FORCED})
        await room.settle(0)
        for number in drawn_at:
            one = suspects[number]
            # What is gone is looked for twice: a picture may come before the page is painted anew.
            if all([await _is_gone(room, number, one["what"]) for _ in range(2)]):
                after = await _photo(room, number, one["what"])
                crop = Crop(before[number], after) if before[number] and after else None
                faded.append(Faded(spot_of(one["spot"]), one["what"], crop))
        unmarked = await room.call("focusables")
        without = [one for one in unmarked if await _focus_dots(room, one["number"]) == 0]
    finally:
        with contextlib.suppress(FetchError):
            await room.tab.devtools("Emulation.setEmulatedMedia", {"features": []})
    await room.settle(0)
    # Who sees nothing in the colours of the page either has another problem.
    marked = [one for one in without[:MAX_CONTROLS] if await _focus_dots(room, one["number"]) >= MIN_DOTS]
    faded += [Faded(spot_of(one["spot"]), "focus") for one in marked]
    return Contrasting(drawn["looked"], tuple(faded))


async def _dots(room: Room, number: int, what: str) -> int:
    """Return by how many dots an icon stands out, or a tick; -1 where nobody knows."""
    clip = await room.call("around", number, MARGIN_PX if what == "state" else -BORDER_PX)
    if clip is None:
        return -1
    one = await room.picture(clip, jpeg=False)
    if what != "state":
        return int(await room.tab.evaluate(DIFFERS, one, ""))
    await room.call("tick", number)
    await room.settle(0)
    other = await room.picture(clip, jpeg=False)
    await room.call("tick", number)
    await room.settle(0)
    return int(await room.tab.evaluate(DIFFERS, one, other))


async def _is_gone(room: Room, number: int, what: str) -> bool:
    return 0 <= await _dots(room, number, what) < MIN_DOTS / 4


async def _photo(room: Room, number: int, what: str) -> bytes:
    """Return a picture of a control, of a box that can be ticked with the tick set the other way."""
    clip = await room.call("around", number, MARGIN_PX if what == "state" else -BORDER_PX)
    if clip is None:
        return b""
    if what == "state":
        await room.call("tick", number)
        await room.settle(0)
    picture = await room.picture(clip)
    if what == "state":
        await room.call("tick", number)
    return base64.b64decode(picture)


async def _focus_dots(room: Room, number: int) -> int:
    clip: dict[str, Any] | None = await room.call("around", number, 2 * MARGIN_PX)
    if clip is None:
        return -1
    plain = await room.picture(clip, jpeg=False)
    await room.call("focus", number, True)
    await room.settle(0)
    focused = await room.picture(clip, jpeg=False)
    await room.call("focus", number, False)
    return int(await room.tab.evaluate(DIFFERS, plain, focused))
