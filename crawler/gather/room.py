"""What the gatherers share that survey text and controls in several states of the view."""

import base64
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from crawler.browser.base import ActingTab
from crawler.gather.room_script import INSTALL
from drempel.errors import FetchError
from drempel.model.acting import Crop, Spot
from drempel.model.finding import Box
from drempel.model.reflow import Cut, Overlap

CROP_PX = (600, 400)
QUALITY = 70
SETTLE_MS = 120
"""How long a page may take to lay itself out anew: scripts often wait for the last of many sizes."""
TIMEOUT_S = 5.0


class Room:
    """A tab on the stage in which the survey script lives."""

    def __init__(self, tab: ActingTab) -> None:
        self.tab = tab

    @classmethod
    async def on(cls, tab: ActingTab) -> "Room":
        """Bring the script into a page."""
        await tab.evaluate(INSTALL)
        return cls(tab)

    async def call(self, name: str, *args: Any) -> Any:
        """Call one of the functions of the script."""
        names = ", ".join(f"a{number}" for number in range(len(args)))
        return await self.tab.evaluate(f"({names}) => drempelRoom.{name}({names})", *args)

    async def settle(self, least_ms: int = SETTLE_MS) -> None:
        """Wait until what the page does about its new state is done."""
        await self.call("settle", least_ms)

    async def resize(self, width_px: int, height_px: int) -> None:
        """Give the view another size and wait for the page."""
        await self.tab.resize(width_px, height_px)
        await self.settle()

    async def look(self, **how: bool) -> dict[str, Any]:
        """Return what differs from the page as remembered; cut text and overlaps were seen twice."""
        first: dict[str, Any] = await self.call("look", how)
        if not (first["cuts"] or first["overlaps"]):
            return first
        await self.settle()
        again = await self.call("look", how)
        return {
            **again,
            "cuts": seen_in_both(again["cuts"], first["cuts"]),
            "overlaps": seen_in_both(again["overlaps"], first["overlaps"]),
        }

    async def picture(self, clip: Mapping[str, Any], *, jpeg: bool = True) -> str:
        """Return a part of the view as a picture, in base 64."""
        form: dict[str, Any] = {"format": "jpeg", "quality": QUALITY} if jpeg else {"format": "png"}
        shot = await self.tab.devtools(
            "Page.captureScreenshot",
            {**form, "optimizeForSpeed": True, "clip": dict(clip)},
            timeout_s=TIMEOUT_S,
        )
        return str(shot["data"])

    async def pictures(self, paths: Iterable[Sequence[int]], most: int) -> dict[tuple[int, ...], bytes]:
        """Return a picture of each of some elements as it stands now; the view scrolls for it."""
        found: dict[tuple[int, ...], bytes] = {}
        for path in dict.fromkeys(map(tuple, paths)):
            if len(found) >= most:
                break
            if clip := await self.call("clip", list(path), list(CROP_PX)):
                found[path] = base64.b64decode(await self.picture(clip))
        await self.call("scrollUp")
        return found


def seen_in_both(one: Sequence[dict[str, Any]], other: Sequence[dict[str, Any]]) -> list[dict[str, Any]]:
    """Return what two looks have in common, as the first tells it."""
    known = {_identity(found) for found in other}
    return [found for found in one if _identity(found) in known]


def _identity(found: Mapping[str, Any]) -> tuple[Any, ...]:
    second = found["other"]["path"] if "other" in found else found.get("axis", "")
    return tuple(found["spot"]["path"]), str(second)


def spot_of(said: Mapping[str, Any]) -> Spot:
    """Return an element as the script tells it."""
    return Spot(tuple(said["path"]), said["tag"], said["role"], said["name"], Box(*map(float, said["box"])))


def cuts_of(told: Iterable[Mapping[str, Any]], crops: Mapping[tuple[int, ...], Crop]) -> tuple[Cut, ...]:
    """Return cut text as it is stored."""
    return tuple(
        Cut(
            spot_of(cut["spot"]),
            cut["text"],
            cut["axis"],
            cut["lines"],
            cut["always"],
            cut["has"],
            crops.get(tuple(cut["spot"]["path"])),
        )
        for cut in told
    )


def overlaps_of(
    told: Iterable[Mapping[str, Any]], crops: Mapping[tuple[int, ...], Crop]
) -> tuple[Overlap, ...]:
    """Return overlaps as they are stored."""
    return tuple(
        Overlap(
            spot_of(found["spot"]),
            spot_of(found["other"]),
            found["text"],
            found["other_text"],
            crops.get(tuple(found["spot"]["path"])),
        )
        for found in told
    )


def paths_of(*lists: Iterable[Mapping[str, Any]]) -> list[tuple[int, ...]]:
    """Return where the elements are of which something was told, each once."""
    return list(
        dict.fromkeys(tuple(found["spot"]["path"]) for told in lists for found in told if found["spot"])
    )


def paired(
    before: Mapping[tuple[int, ...], bytes], after: Mapping[tuple[int, ...], bytes]
) -> dict[tuple[int, ...], Crop]:
    """Return the pictures of which there are two."""
    return {path: Crop(before[path], after[path]) for path in after if path in before}


async def quietly(work: Any, otherwise: Any) -> Any:
    """Return what some work gives, or something else where the page breaks: pictures are no proof."""
    try:
        return await work
    except FetchError:
        return otherwise
