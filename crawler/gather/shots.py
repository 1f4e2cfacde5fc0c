"""Cut from the picture of a page what a problem looks like, with a frame around its element. No browser."""

import io
from collections.abc import Iterable
from typing import Final

from PIL import Image, ImageDraw

from drempel.model.finding import Box, Finding
from drempel.model.shots import Shot, Shots, WholePicture

MARGIN_PX: Final = 48
"""What is shown around an element, in CSS pixels."""
LEAST_PX: Final = (360, 140)
MOST_PX: Final = (760, 420)
"""Size of the part that is shown; of a larger element its beginning."""
MAX_SHOTS: Final = 60
"""Of one page."""
QUALITY: Final = 60
_INNER, _OUTER = (196, 0, 84), (255, 255, 255)
"""Colours of the frame: it stands out on light and on dark."""


class ShotBook:
    """Takes one picture of each problem of a scan, where it is seen first."""

    def __init__(self) -> None:
        self._taken: set[str] = set()

    def take(self, whole: WholePicture, findings: Iterable[Finding]) -> Shots:
        """Return the pictures of problems that have none yet, from a picture of their page."""
        wanted: dict[str, Box] = {}
        for finding in findings:
            box, name = finding.pointer.box, finding.fingerprint
            if len(wanted) < MAX_SHOTS and name not in self._taken and box and _can_be_seen(box, whole):
                wanted.setdefault(name, box)
        if not wanted:
            return Shots()
        try:
            with Image.open(io.BytesIO(whole.data), formats=("JPEG",)) as opened:
                picture = opened.convert("RGB")
        except (OSError, ValueError, SyntaxError, Image.DecompressionBombError):
            # A browser that was ended can leave half a picture: a problem without one is told all the same.
            return Shots()
        self._taken.update(wanted)
        return Shots({name: shot(picture, box, whole.scale) for name, box in wanted.items()})


def shot(picture: Image.Image, box: Box, scale: float = 1.0) -> Shot:
    """Return the part of a picture around an element; `scale` is pixels of the picture per CSS pixel."""
    left, right = _span(box.x, box.width, LEAST_PX[0], MOST_PX[0], picture.width / scale)
    top, bottom = _span(box.y, box.height, LEAST_PX[1], MOST_PX[1], picture.height / scale)
    part = picture.crop(
        (round(left * scale), round(top * scale), round(right * scale), round(bottom * scale))
    )
    draw = ImageDraw.Draw(part)
    x0, y0 = (box.x - left) * scale - 3, (box.y - top) * scale - 3
    x1, y1 = x0 + box.width * scale + 6, y0 + box.height * scale + 6
    for grow, colour in ((1, _OUTER), (0, _INNER), (-1, _INNER), (-2, _OUTER)):
        draw.rectangle(
            (x0 - grow, y0 - grow, max(x1 + grow, x0 - grow), max(y1 + grow, y0 - grow)), None, colour
        )
    out = io.BytesIO()
    part.save(out, "JPEG", quality=QUALITY, optimize=True)
    return Shot(out.getvalue(), part.width, part.height)


def _can_be_seen(box: Box, whole: WholePicture) -> bool:
    """Tell whether an element stands in the picture and is a part of the page, not all of it."""
    is_inside = box.x >= 0 and box.y >= 0 and box.x < whole.width_px and box.y < whole.height_px
    is_part = box.width < 0.98 * whole.width_px or box.height < 0.5 * whole.height_px
    return box.width >= 1 and box.height >= 1 and is_inside and is_part


def _span(start: float, length: float, least: int, most: int, whole: float) -> tuple[float, float]:
    """Return where to cut along one axis: around the element, or its beginning, and inside the picture."""
    size = min(max(length + 2 * MARGIN_PX, least), most, whole)
    first = start - MARGIN_PX if length + 2 * MARGIN_PX > size else start + length / 2 - size / 2
    first = min(max(0.0, first), whole - size)
    return first, first + size
