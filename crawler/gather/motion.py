"""Gather the `Motion` artefact: what of a page moves, blinks or changes while nobody touches it.

Style sheets and files tell at once; only where scripts run the page is watched for some seconds, and pictures
are taken only where something may flash or is drawn. What moves is then stopped, if the page has a control
for that, and looked at once more as people get it who asked for less motion.
"""

import asyncio
import base64
import time
from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any

import structlog

from crawler.acts import is_act
from crawler.browser.base import ActingTab, Conditions, Stage
from crawler.gather.animated_files import bytes_of, read_frames
from crawler.gather.device_motion import gather_device_motion, motion_events
from crawler.gather.flashing import Frame, flashing, frame_of_file, repeated
from crawler.gather.keeping import Keep, forget
from crawler.gather.motion_script import INSTALL
from crawler.gather.places import spot_of
from drempel.dom import Dom
from drempel.errors import FetchError
from drempel.model.acting import Crop
from drempel.model.finding import Box
from drempel.model.motion import AnimatedPicture, Flash, Motion, Moving

LOOK_UNTIL_MS = 7_500
"""Since the page began to load: what moves for more than five seconds must be seen before and after."""
CAROUSEL_UNTIL_MS = 11_500
LONGEST_MS = 15_000
"""What was seen to change once or twice is waited for."""

MAX_MOVING = 8
MAX_TRIED = 3
MAX_FLASHING = 2
MAX_CROPS = 4
MAX_PICTURES = 20
CROP_PX = (600, 400)
CROP_PAD_PX = 30
QUALITY = 70
PICTURE_TIMEOUT_S = 5.0

LEAST_STILL_MS = 2_500
MOST_STILL_MS = 7_000
"""How long a part is watched after a control was used."""

FLASH_S = 1.4
"""How long quick pictures are taken of what a script changes quickly."""

log = structlog.get_logger()


async def gather_motion(stage: Stage, dom: Dom, keep: Keep = forget) -> Motion:
    """Return what moves; raises `FetchError` where the page cannot be looked at at all.

    What was seen to its end is given to `keep`.
    """
    watcher = _Watcher(stage, dom, keep)
    return await watcher.watch()


class _Watcher:
    def __init__(self, stage: Stage, dom: Dom, keep: Keep) -> None:
        self._stage = stage
        self._dom = dom
        self._keep = keep
        self._tab: ActingTab
        self._crops = 0

    async def watch(self) -> Motion:
        begun = await self._begin()
        pictures, flashes = self._pictures(begun["pictures"])
        stoppers = tuple(await self._tab.evaluate("() => drempelMotion.stoppers()"))
        seen = Motion((), tuple(pictures), tuple(flashes), stoppers, seen=("pictures",))
        self._keep(seen)
        seconds = await self._look(begun)
        listens = await motion_events(self._tab)
        said = await self._tab.evaluate("() => drempelMotion.parts()")
        said = said[:MAX_MOVING]
        said += await self._drawn(begun["canvases"])
        flashes += await self._flashes()
        stoppers = tuple(await self._tab.evaluate("() => drempelMotion.stoppers()"))
        seen = replace(seen, flashes=tuple(flashes), stoppers=stoppers, seconds=seconds)
        seen = self._more(seen, "flashes")
        moving = [await self._moving(one) for one in said]
        moving = await self._stopped(moving, said)
        moving = await self._reduced(moving, said)
        seen = self._more(replace(seen, moving=tuple(moving)), "moving")
        if listens:
            seen = replace(seen, device=await gather_device_motion(self._stage, listens, self._dom))
        return replace(seen, seen=())

    def _more(self, seen: Motion, part: str) -> Motion:
        """Tell that one more part was seen to its end."""
        more = replace(seen, seen=(*seen.seen, part))
        self._keep(more)
        return more

    async def _begin(self, conditions: Conditions | None = None) -> dict[str, Any]:
        fresh = self._stage.fresh
        self._tab = await (fresh(conditions) if conditions is not None else fresh())
        await self._tab.evaluate(INSTALL)
        begun: dict[str, Any] = await self._tab.evaluate("() => drempelMotion.begin()")
        return begun

    async def _look(self, begun: Mapping[str, Any]) -> int:
        """Wait as long as needed to say that something lasts; return until which second."""
        now = int(begun["now"])
        if not begun["mayChange"]:
            # What was stopped by a finite animation at the start has stopped by then.
            return round(await self._wait(now, now + 200) / 1000)
        until = CAROUSEL_UNTIL_MS if begun["hasCarousel"] else LOOK_UNTIL_MS
        now = await self._wait(now, until)
        while now < LONGEST_MS and await self._tab.evaluate("() => drempelMotion.mayLast()"):
            now = await self._wait(now, now + 1_500)
        return round(now / 1000)

    async def _wait(self, now: int, until: int) -> int:
        if until <= now:
            return now
        waited = await self._tab.evaluate("(ms) => drempelMotion.look(ms)", until - now, timeout_s=30.0)
        return int(waited)

    # -- what moves

    async def _moving(self, said: Mapping[str, Any]) -> Moving:
        spot = spot_of(self._dom, said)
        crop = await self._crop(said["number"]) if said["how"] not in {"drawn", "text"} else None
        return Moving(
            spot,
            said["how"],
            said["by"],
            is_endless=said["isEndless"],
            is_alone=said["isAlone"],
            resembles=said["resembles"],
            area_px=round(said["area"]),
            crop=crop,
        )

    async def _crop(self, number: int) -> Crop | None:
        if self._crops >= MAX_CROPS:
            return None
        clip = await self._tab.evaluate(
            "(number, most, pad) => drempelMotion.clip(number, most, pad)", number, list(CROP_PX), CROP_PAD_PX
        )
        if clip is None:
            return None
        before = await self._picture(clip)
        await asyncio.sleep(0.7)
        after = await self._picture(clip)
        self._crops += 1
        return Crop(before, after, Box(clip["x"], clip["y"], clip["width"], clip["height"]))

    async def _picture(self, clip: Mapping[str, Any], scale: float = 1.0) -> bytes:
        shot = await self._tab.devtools(
            "Page.captureScreenshot",
            {
                "format": "jpeg",
                "quality": QUALITY,
                "optimizeForSpeed": True,
                "clip": {**clip, "scale": scale},
            },
            timeout_s=PICTURE_TIMEOUT_S,
        )
        return base64.b64decode(shot["data"])

    async def _drawn(self, canvases: Sequence[Mapping[str, Any]]) -> list[dict[str, Any]]:
        """Return the largest canvas where three pictures of it differ."""
        for canvas in canvases:
            await self._tab.evaluate("(number) => drempelMotion.centre(number)", canvas["number"])
            clip = await self._tab.evaluate(
                "(number, most) => drempelMotion.clip(number, most)", canvas["number"], list(CROP_PX)
            )
            if clip is None:
                continue
            seen = set()
            for _ in range(3):
                seen.add(await self._picture(clip, 0.5))
                await asyncio.sleep(0.4)
            if len(seen) == 3:
                return [dict(canvas)]
        return []

    # -- what stops it

    async def _stopped(self, moving: Sequence[Moving], said: Sequence[Mapping[str, Any]]) -> list[Moving]:
        """Return the moving parts with what was tried to stop them."""
        found = list(moving)
        for at, one in enumerate(said):
            try:
                controls = await self._tab.evaluate(
                    "(number) => drempelMotion.controls(number)", one["number"]
                )
                found[at] = await self._try(found[at], one, controls)
            except FetchError as error:
                log.info("motion_control_broke", url=self._tab.url, reason=str(error.reason))
                found[at] = replace(found[at], refused=(*found[at].refused, "?"))
                await self._begin()
                break
        return found

    async def _try(self, part: Moving, said: Mapping[str, Any], controls: Mapping[str, Any]) -> Moving:
        tried: list[str] = []
        refused: list[str] = list(controls["pace"])
        queue = list(controls["found"])
        known = {control["number"] for control in queue}
        still_ms = min(MOST_STILL_MS, max(LEAST_STILL_MS, round(said["gap"] * 1.6)))
        while queue:
            control = queue.pop(0)
            if is_act(f"{control['name']} {control['act']}") or len(tried) >= MAX_TRIED:
                refused.append(control["name"])
                continue
            place = await self._tab.evaluate("(number) => drempelMotion.centre(number)", control["number"])
            if place is None:
                continue
            await self._tab.click(*place)
            if control["kind"] == "lead":
                # It may show what stops: that comes next.
                await asyncio.sleep(0.2)
                more = await self._tab.evaluate("(number) => drempelMotion.controls(number)", said["number"])
                new = [one for one in more["found"] if one["number"] not in known and one["kind"] == "stop"]
                known |= {one["number"] for one in new}
                queue = new + queue
                continue
            goes_on = await self._tab.evaluate(
                "(number, ms) => drempelMotion.goesOn(number, ms)", said["number"], still_ms, timeout_s=20.0
            )
            if not goes_on:
                return replace(part, stopped_by=control["name"], tried=tuple(tried))
            tried.append(control["name"])
        return replace(part, tried=tuple(tried), refused=tuple(dict.fromkeys(refused))[:4])

    async def _reduced(self, moving: Sequence[Moving], said: Sequence[Mapping[str, Any]]) -> list[Moving]:
        """Return the moving parts with whether they go on for people who asked for less motion."""
        if not moving:
            return []
        less = Conditions(self._stage.recording.viewport, media={"prefers-reduced-motion": "reduce"})
        begun = await self._begin(less)
        if any(one["by"] == "script" and one["how"] != "drawn" for one in said):
            await self._look(begun)
        now = await self._tab.evaluate("() => drempelMotion.parts()")
        now += await self._drawn(begun["canvases"]) if any(one["how"] == "drawn" for one in said) else []
        left = {tuple(one["path"]) for one in now}
        return [replace(part, stays_when_reduced=part.spot.path in left) for part in moving]

    # -- pictures and flashes

    def _pictures(self, said: Sequence[Mapping[str, Any]]) -> tuple[list[AnimatedPicture], list[Flash]]:
        pictures: list[AnimatedPicture] = []
        flashes: list[Flash] = []
        for one in said:
            data = bytes_of(one["address"], self._stage.recording)
            read = read_frames(data) if data is not None else None
            if read is None or len(pictures) >= MAX_PICTURES:
                continue
            spot = spot_of(self._dom, one)
            address = one["address"] if len(one["address"]) < 200 else one["address"][:60]
            pictures.append(
                AnimatedPicture(spot, address, read.count, round(read.seconds, 2), one["background"])
            )
            if spot.box is not None and not one["background"]:
                turns = min(6, read.plays or 6, 1 + round(2 / max(read.cycle_s, 0.05)))
                size = (spot.box.width, spot.box.height)
                kinds = [
                    flashing(repeated(frames, read.cycle_s, turns), *size)
                    for frames in (read.frames, read.on_black)
                ]
                if kind := all(kinds) and kinds[0]:
                    flashes.append(Flash(spot, "picture", kind, is_certain=True))
        return pictures, flashes

    async def _flashes(self) -> list[Flash]:
        found: list[Flash] = []
        for one in (await self._tab.evaluate("() => drempelMotion.quickParts()"))[:MAX_FLASHING]:
            frames = await self._cycle(one)
            cycle_s = one["cycle"] / 1000
            played = repeated(frames, cycle_s, min(40, 2 + round(2 / cycle_s)))
            box = one["box"]
            if box and (kind := flashing(played, min(box[2], 1280.0), min(box[3], 1024.0))):
                found.append(Flash(spot_of(self._dom, one), "style", kind, is_certain=True))
        for one in (await self._tab.evaluate("() => drempelMotion.busyParts()"))[:MAX_FLASHING]:
            live = await self._live(one)
            if live is not None:
                spot = spot_of(self._dom, one)
                found.append(Flash(spot, "script", live or "general", is_certain=bool(live)))
        return found

    async def _cycle(self, one: Mapping[str, Any]) -> list[Frame]:
        """Return what an animation looks like through one cycle; it is held at each moment."""
        frames: list[Frame] = []
        await self._tab.evaluate("(number) => drempelMotion.centre(number)", one["number"])
        clip = await self._tab.evaluate(
            "(number, most) => drempelMotion.clip(number, most)", one["number"], [1280, 1024]
        )
        if clip is None:
            return frames
        for moment in range(one["moments"]):
            share = (moment + 0.5) / one["moments"]
            await self._tab.evaluate(
                "(number, share) => drempelMotion.seek(number, share)", one["number"], share
            )
            shot = await self._picture(clip, 0.1)
            if (frame := frame_of_file(shot, share * one["cycle"] / 1000)) is not None:
                frames.append(frame)
        await self._tab.evaluate("(number) => drempelMotion.play(number)", one["number"])
        return frames

    async def _live(self, one: Mapping[str, Any]) -> str | None:
        """Return what quick pictures say of what a script changes; empty where they are too slow to tell.

        A picture is what was there at its moment: they can miss a flash, not make one up. `None` where
        nothing gets lighter or darker.
        """
        await self._tab.evaluate("(number) => drempelMotion.centre(number)", one["number"])
        clip = await self._tab.evaluate(
            "(number, most) => drempelMotion.clip(number, most)", one["number"], [1280, 1024]
        )
        if clip is None:
            return None
        frames: list[Frame] = []
        started = time.monotonic()
        while (now := time.monotonic() - started) < FLASH_S:
            if (frame := frame_of_file(await self._picture(clip, 0.1), now)) is not None:
                frames.append(frame)
        if kind := flashing(frames, clip["width"], clip["height"]):
            return kind
        lightest = [max(cell) - min(cell) for cell in zip(*(frame.light for frame in frames), strict=True)]
        is_wide = sum(change >= 0.1 for change in lightest) > len(lightest) / 4 if lightest else False
        return "" if is_wide else None
