"""Gather the `Reflow` artefact: the page in a view of 320 by 256 CSS pixels, on a phone, as readers set it.

One load of the page goes through all these states, from style alone to what moves the focus. What seems wrong
in the page made narrow is looked at once more in a page that is loaded at that width, because a layout may be
chosen when a page loads; what is gone is looked for behind every control that may open something.
"""

import base64
from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any

from crawler.acts import is_act
from crawler.browser.base import Conditions, Stage
from crawler.gather.contrasting import look_at_colours
from crawler.gather.keeping import Keep, forget
from crawler.gather.room import (
    CROP_PX,
    Room,
    cuts_of,
    overlaps_of,
    paired,
    paths_of,
    quietly,
    seen_in_both,
    spot_of,
)
from crawler.gather.text_room import look_at_text
from drempel.dom import Dom
from drempel.model.acting import Crop
from drempel.model.reflow import Layer, Lost, Reflow, Turned, Wide
from drempel.model.snapshot import Viewport

NARROW = Viewport(320, 256)
"""WCAG 1.4.10: equivalent to a view of 1280 by 1024 CSS pixels at 400 % zoom."""

PHONE_PX = (390, 760)
MAX_OPENED = 14
"""Controls that are tried to find what is not in view."""
OPEN_MS = 60
MAX_CROPS = 6
COVERS = 1 / 3
"""Part of the view from which a layer gets a picture."""
LITTLE = 0.4
"""With so little of the text left, or with a request to turn the phone, a position is worth telling."""


async def gather_reflow(stage: Stage, dom: Dom, keep: Keep = forget) -> Reflow:
    """Return what of the page does not fit, is cut, lies over other text or is gone, by state.

    Each state that was looked at to the end is given to `keep`.
    """
    del dom
    room = await Room.on(await stage.fresh())
    known = await room.call("remember")
    if not known["texts"]:
        return Reflow()
    plain_view = stage.recording.viewport
    text = await look_at_text(room, plain_view)
    seen = Reflow(has_text=True, text=text, seen=("text",))
    keep(seen)
    if await room.call("is_stale"):
        # Scripts made the page anew for another width: what was remembered is no part of it any more.
        await room.resize(plain_view.width_px, plain_view.height_px)
        known = await room.call("remember")
    await room.resize(NARROW.width_px, NARROW.height_px)
    narrow = await room.look(things=True)
    layers = await room.call("coverage")
    is_doubtful = any(narrow[what] for what in ("wide", "cuts", "overlaps", "lost")) or _covering(layers)
    if not is_doubtful:
        seen = replace(seen, scroll_width_px=narrow["scroll"], layers=_layers(layers, {}))
        seen = _more(seen, "narrow", keep)
    seen = _more(replace(seen, turned=await _turned(room, known["letters"])), "turned", keep)
    await room.resize(plain_view.width_px, plain_view.height_px)
    seen = _more(
        replace(seen, colours=await look_at_colours(room, has_more=_asks_contrast(stage))), "colours", keep
    )
    if is_doubtful:
        seen = await _loaded_narrow(stage, seen, narrow, layers)
    return replace(seen, seen=())


def _asks_contrast(stage: Stage) -> bool:
    """Say whether something that the page loaded speaks of the wish for more contrast."""
    return any(b"prefers-contrast" in answered.body for answered in stage.recording.answers.values())


def _more(seen: Reflow, part: str, keep: Keep) -> Reflow:
    """Tell that one more part was seen to its end."""
    more = replace(seen, seen=(*seen.seen, part))
    keep(more)
    return more


async def _loaded_narrow(
    stage: Stage, seen: Reflow, narrow: Mapping[str, Any], layers: list[dict[str, Any]]
) -> Reflow:
    """Load the page at that width and add what is still so of what was seen in the page made narrow."""
    room = await Room.on(await stage.fresh(Conditions(viewport=NARROW)))
    await room.settle()
    again = await room.call("look", {"things": True, "alone": True})
    wide = seen_in_both(again["wide"], narrow["wide"])
    cuts = seen_in_both(narrow["cuts"], again["cuts"])
    overlaps = seen_in_both(narrow["overlaps"], again["overlaps"])
    layers = seen_in_both(await room.call("coverage"), layers)
    missed = await room.call("still", narrow["lost"]) if narrow["lost"] else []
    lost = [narrow["lost"][number] for number in missed]
    paths = paths_of(wide, cuts, overlaps, _covering(layers))
    after: dict[tuple[int, ...], bytes] = await quietly(room.pictures(paths, MAX_CROPS), {})
    view: bytes = await quietly(_view(room), b"") if lost else b""
    refused: list[str] = []
    if lost:
        lost, refused = await _looked_for(room, lost)
    if lost and view:
        after = {**dict.fromkeys(paths_of(lost)[:MAX_CROPS], view), **after}
    crops = await quietly(_with_before(room, stage.recording.viewport, after), {}) if after else {}
    return replace(
        seen,
        scroll_width_px=again["scroll"],
        wide=tuple(_wide(one, crops) for one in wide),
        cuts=cuts_of(cuts, crops),
        overlaps=overlaps_of(overlaps, crops),
        lost=_lost(lost, refused, crops),
        layers=_layers(layers, crops),
    )


async def _with_before(
    room: Room, view: Viewport, after: Mapping[tuple[int, ...], bytes]
) -> dict[tuple[int, ...], Crop]:
    await room.resize(view.width_px, view.height_px)
    return paired(await room.pictures(after, 2 * MAX_CROPS), after)


def _covering(layers: list[dict[str, Any]]) -> list[dict[str, Any]]:
    return [layer for layer in layers if layer["share"] > COVERS]


def _wide(one: Mapping[str, Any], crops: Mapping[tuple[int, ...], Crop]) -> Wide:
    crop = crops.get(tuple(one["spot"]["path"]))
    return Wide(spot_of(one["spot"]), one["text"], one["beyond"], one["in_part"], crop)


async def _view(room: Room) -> bytes:
    return base64.b64decode(await room.picture(await room.call("view", list(CROP_PX))))


async def _looked_for(room: Room, lost: list[dict[str, Any]]) -> tuple[list[dict[str, Any]], list[str]]:
    """Open what may be opened; return what was never seen, and the names of controls that were not tried."""
    refused: list[str] = []
    for _ in range(MAX_OPENED):
        # Asked for anew after each click: what was opened shows further controls.
        opener = await _next_opener(room, refused)
        if opener is None:
            break
        await room.tab.click(*opener)
        await room.settle(OPEN_MS)
        lost = [lost[number] for number in await room.call("still", lost)]
        if not lost:
            break
    return lost, list(dict.fromkeys(refused))[:5]


async def _next_opener(room: Room, refused: list[str]) -> tuple[float, float] | None:
    """Return where the next control is that was not tried; those that count are added to the refused ones."""
    for control in await room.call("openers"):
        place = await room.call("aim", control["number"])
        if is_act(control["words"]):
            refused.append(control["name"][:60])
        elif place is not None:
            return place[0], place[1]
    return None


async def _turned(room: Room, letters: int) -> tuple[Turned, ...]:
    """Hold the page as a phone upright and on its side, and tell in which way its text is gone."""
    seen: dict[bool, dict[str, Any]] = {}
    short, long = PHONE_PX
    for portrait in (True, False):
        await room.resize(*((short, long) if portrait else (long, short)))
        seen[portrait] = await room.call("things")
    told = []
    for portrait, here in seen.items():
        there = seen[not portrait]
        most = max(there["letters"], 1)
        share = min(1.0, here["letters"] / most)
        asks = here["says"] if here["says"] and not there["says"] else ""
        known_there = {(tuple(one["path"]), one["name"]) for one in there["lost"]}
        lost = [one for one in here["lost"] if (tuple(one["path"]), one["name"]) not in known_there]
        if letters < 40 or not (share < LITTLE or asks or (lost and share < 0.8)):
            continue
        if here["painted"] > LITTLE and not there["painted"]:
            # Laid over all of the page: its text is there, and nobody reads it.
            share = round(min(share, 1 - here["painted"]), 2)
        told.append((portrait, round(share, 2), asks, lost))
    found = []
    for portrait, share, asks, lost in told:
        await room.resize(*((short, long) if portrait else (long, short)))
        again = await room.call("things")
        if asks and not again["says"]:
            continue
        after = await quietly(_view(room), b"")
        await room.resize(*((long, short) if portrait else (short, long)))
        before = await quietly(_view(room), b"")
        crop = Crop(before, after) if before and after else None
        found.append(Turned(portrait, share, asks, _lost(lost[:10], [], {}), crop))
    return tuple(found)


def _lost(
    told: Sequence[Mapping[str, Any]], refused: Sequence[str], crops: Mapping[tuple[int, ...], Crop]
) -> tuple[Lost, ...]:
    return tuple(
        Lost(
            spot_of(one["spot"]),
            one["kind"],
            one["letters"],
            tuple(one["part"]),
            tuple(refused),
            crops.get(tuple(one["spot"]["path"])),
        )
        for one in told
        if one["spot"]
    )


def _layers(told: Sequence[Mapping[str, Any]], crops: Mapping[tuple[int, ...], Crop]) -> tuple[Layer, ...]:
    return tuple(
        Layer(
            spot_of(one["spot"]),
            one["text"],
            one["share"],
            one["can_close"] or one["modal"],
            crops.get(tuple(one["spot"]["path"])),
        )
        for one in told
    )
