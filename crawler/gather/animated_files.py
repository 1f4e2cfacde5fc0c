"""Read the frames of pictures that move (GIF, APNG, WebP) from the bytes that a visit recorded.

The files are made by others: what is read of one is bounded in bytes, pixels and frames, and one that cannot
be read holds nothing that moves.
"""

import base64
import binascii
from dataclasses import dataclass
from io import BytesIO
from urllib.parse import unquote_to_bytes

from PIL import Image, ImageSequence, UnidentifiedImageError

from crawler.browser.base import Recording
from crawler.gather.flashing import Frame, frame_of

MAX_BYTES = 10 * 1024 * 1024
MAX_PIXELS = 4_000_000
MAX_FRAMES = 400
FEW_FRAMES = 90
"""Of so many, the light is followed."""

FORMATS = ("GIF", "PNG", "WEBP")

SHORTEST_S = 0.01
USUAL_S = 0.1
"""Browsers show a frame that asks for no more than the first for as long as the second."""


@dataclass(frozen=True, slots=True)
class Frames:
    """How a file moves."""

    count: int
    cycle_s: float
    plays: int
    """How often; 0 without end."""
    frames: tuple[Frame, ...]
    """On a white page."""
    on_black: tuple[Frame, ...] = ()
    """On a black one: where it lets the page through, it may flash on one of them only."""

    @property
    def seconds(self) -> float:
        """Return how long it moves in all; 0 without end."""
        return self.cycle_s * self.plays


def bytes_of(address: str, recording: Recording) -> bytes | None:
    """Return the file at an address, from the recording or from the address itself."""
    if address.startswith("data:"):
        head, _, body = address[5:].partition(",")
        try:
            raw = unquote_to_bytes(body)
            return base64.b64decode(raw) if head.endswith(";base64") else raw
        except (ValueError, binascii.Error):
            return None
    answered = recording.answer(address)
    return answered.body if answered is not None and answered.status == 200 else None


def may_move(data: bytes) -> bool:
    """Say whether a file looks like a picture with frames, from its first bytes."""
    if len(data) > MAX_BYTES:
        return False
    if data[:6] in {b"GIF87a", b"GIF89a"}:
        return data.count(b"\x21\xf9\x04") > 1
    if data[:8] == b"\x89PNG\r\n\x1a\n":
        return b"acTL" in data[:4096]
    return data[:4] == b"RIFF" and data[8:12] == b"WEBP" and b"ANIM" in data[:256]


def read_frames(data: bytes) -> Frames | None:
    """Return how a file moves; `None` for one that stands still, is too big, or cannot be read."""
    if not may_move(data):
        return None
    try:
        with Image.open(BytesIO(data), formats=FORMATS) as picture:
            count = min(getattr(picture, "n_frames", 1), MAX_FRAMES)
            if count < 2 or picture.width * picture.height > MAX_PIXELS:
                return None
            return _read(picture, count)
    except (UnidentifiedImageError, OSError, ValueError, EOFError, SyntaxError, Image.DecompressionBombError):
        return None


def _read(picture: Image.Image, count: int) -> Frames:
    frames: list[Frame] = []
    on_black: list[Frame] = []
    at_s = 0.0
    for number, shown in enumerate(ImageSequence.Iterator(picture)):
        if number >= count:
            break
        if number < FEW_FRAMES:
            frames.append(frame_of(_laid_on("white", shown), at_s))
            on_black.append(frame_of(_laid_on("black", shown), at_s))
        seconds = float(shown.info.get("duration", 0) or 0) / 1000
        at_s += seconds if seconds > SHORTEST_S else USUAL_S
    return Frames(count, at_s, _plays(picture), tuple(frames), tuple(on_black))


def _laid_on(colour: str, shown: Image.Image) -> Image.Image:
    """Return a frame as it is on a page of one colour."""
    whole = shown.convert("RGBA")
    return Image.alpha_composite(Image.new("RGBA", whole.size, colour), whole)


def _plays(picture: Image.Image) -> int:
    said = picture.info.get("loop")
    if said is None:
        return 1
    # A GIF says how often it is repeated after it was played, others how often it is played.
    return 0 if said == 0 else int(said) + (picture.format == "GIF")
