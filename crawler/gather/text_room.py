"""Look at the text of a page zoomed in to 200 %, with letters of twice the size, and with room in it."""

import contextlib
from typing import Any

from crawler.gather.room import Room, cuts_of, overlaps_of, paired, paths_of, quietly
from drempel.errors import FetchError
from drempel.model.acting import Crop
from drempel.model.reflow import TextRoom
from drempel.model.snapshot import Viewport

ZOOMED = Viewport(640, 512)
"""What a view of 1280 by 1024 CSS pixels holds at 200 % zoom (WCAG 1.4.4)."""

SPACING = """
*, ::before, ::after {
  line-height: 1.5 !important; letter-spacing: 0.12em !important; word-spacing: 0.16em !important;
}
p { margin-bottom: 2em !important; }
"""
"""Source: WCAG 1.4.12."""

LETTERS_PX = {"standard": 16, "fixed": 13}
"""What the browser has when nobody set anything."""

MAX_CROPS = 5
"""Of each state."""


async def look_at_text(room: Room, view: Viewport) -> TextRoom:
    """Return what text is cut or lies over other text in one of three states, and not in the page as it is.

    The page stands as it was visited and is remembered; the view is left zoomed.
    """
    await room.call("dress", SPACING)
    await room.settle(0)
    spaced = await room.look()
    spaced_pictures = await _pictures(room, spaced)
    await room.call("undress")

    try:
        await _letters(room, 2)
        letters = await room.look()
        letter_pictures = await _pictures(room, letters)
    finally:
        # The setting is the browser's and would stay for the next page.
        with contextlib.suppress(FetchError):
            await _letters(room, 1)

    await room.resize(ZOOMED.width_px, ZOOMED.height_px)
    zoomed = await room.look(always=True)
    zoomed_pictures = await _pictures(room, zoomed)

    every = [*zoomed_pictures, *letter_pictures, *spaced_pictures]
    plain: dict[tuple[int, ...], bytes] = {}
    if every:
        await room.resize(view.width_px, view.height_px)
        plain = await quietly(room.pictures(every, 3 * MAX_CROPS), {})

    def cropped(after: dict[tuple[int, ...], bytes]) -> dict[tuple[int, ...], Crop]:
        return paired(plain, after)

    return TextRoom(
        zoom_cuts=cuts_of(zoomed["cuts"], cropped(zoomed_pictures)),
        zoom_overlaps=overlaps_of(zoomed["overlaps"], cropped(zoomed_pictures)),
        letter_cuts=cuts_of(letters["cuts"], cropped(letter_pictures)),
        letter_overlaps=overlaps_of(letters["overlaps"], cropped(letter_pictures)),
        spacing_cuts=cuts_of(spaced["cuts"], cropped(spaced_pictures)),
        spacing_overlaps=overlaps_of(spaced["overlaps"], cropped(spaced_pictures)),
    )


async def _letters(room: Room, times: int) -> None:
    sizes = {name: size * times for name, size in LETTERS_PX.items()}
    await room.tab.devtools("Page.setFontSizes", {"fontSizes": sizes})
    await room.settle(0)


async def _pictures(room: Room, told: dict[str, Any]) -> dict[tuple[int, ...], bytes]:
    paths = paths_of(told["cuts"], told["overlaps"])
    found: dict[tuple[int, ...], bytes] = await quietly(room.pictures(paths, MAX_CROPS), {}) if paths else {}
    return found
