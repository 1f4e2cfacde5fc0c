"""Artefacts by content: the same bytes are stored once, compressed, whatever page and scan they come from."""

import hashlib
import json
from collections.abc import Iterator
from dataclasses import dataclass
from threading import Lock
from typing import Any, Final, TypeVar

import zstandard

from drempel.model.artefact import AxeRun, DomCapture, Exchange, Screenshot
from drempel.model.further import FURTHER, Crops, worth_storing
from drempel.model.scan import PageResult
from drempel.model.text import VisibleText
from storage.codec import fields_of, from_plain

ARTEFACTS: Final[dict[str, type]] = {
    "dom": DomCapture,
    "axe": AxeRun,
    "exchange": Exchange,
    "visible_text": VisibleText,
    "screenshot": Screenshot,
}
"""Kind → type; a kind is the name of its field in `PageResult`."""

KINDS: Final[dict[str, type]] = {**ARTEFACTS, **FURTHER}
"""Kind → type, of all that is stored of a page."""

LEVEL: Final = 6
"""Level of zstd. Measured on DOM captures of 20 help pages (169 kB each): level 3 gives 17.8 kB in 0.3 ms,
level 6 gives 15.7 kB in 1.0 ms, level 12 gives 14.8 kB in 3.9 ms."""

A = TypeVar("A")


@dataclass(frozen=True, slots=True)
class Sealed:
    """One artefact as bytes, not yet compressed: that is only done when its content is new."""

    kind: str
    digest: bytes
    raw: bytes

    @property
    def codec(self) -> str:
        """Return `zstd`, or `raw` for pictures, which are compressed already."""
        return "raw" if self.kind == "screenshot" else "zstd"

    def data(self) -> bytes:
        """Return the bytes that are stored."""
        return self.raw if self.codec == "raw" else zstandard.ZstdCompressor(level=LEVEL).compress(self.raw)


def seal_all(result: PageResult) -> Iterator[Sealed]:
    """Yield the artefacts of a page."""
    for kind in ARTEFACTS:
        artefact = getattr(result, kind)
        if artefact is not None:
            yield seal(kind, artefact)
    crops = result.judgement.crops if result.judgement is not None else {}
    for kind, artefact in worth_storing((*result.further, Crops(crops))):
        yield seal(kind, artefact)


def seal(kind: str, artefact: object) -> Sealed:
    """Return an artefact as bytes with their digest."""
    raw = _picture_bytes(artefact) if isinstance(artefact, Screenshot) else _json_bytes(artefact)
    return Sealed(kind, hashlib.sha256(raw).digest(), raw)


def unseal(kind: type[A], codec: str, data: bytes) -> A:
    """Return the artefact from the bytes that were stored."""
    if not issubclass(kind, Screenshot):
        return from_plain(kind, plain_of(codec, data))
    head, _, picture = _raw(codec, data).partition(b"\n")
    return kind(data=picture, **json.loads(head))


def plain_of(codec: str, data: bytes) -> Any:
    """Return an artefact that is no picture as plain data, for who needs little of a large one."""
    return json.loads(_raw(codec, data).decode("utf-8", "surrogatepass"))


def _raw(codec: str, data: bytes) -> bytes:
    return data if codec == "raw" else zstandard.ZstdDecompressor().decompress(data)


class Unsealed:
    """Small artefacts that were read, by their digests, for who reads the same ones again soon.

    Emptied when what is in there would take more than `most_bytes` as it is stored (as values it takes some
    twenty times as much). For several threads.
    """

    LARGEST_BYTES: Final = 4096
    """Of one artefact; captures of pages are far larger."""

    def __init__(self, most_bytes: int = 1024 * 1024) -> None:
        self._most_bytes = most_bytes
        self._bytes = 0
        self._values: dict[tuple[str, bytes], Any] = {}
        self._turn = Lock()

    def get(self, kind: str, digest: bytes, codec: str, data: bytes) -> Any:
        """Return the artefact of a kind and digest."""
        key = kind, digest
        value = self._values.get(key)
        if value is None:
            value = unseal(KINDS[kind], codec, data)
            if len(data) > self.LARGEST_BYTES:
                return value
            with self._turn:
                if self._bytes + len(data) > self._most_bytes:
                    self._values.clear()
                    self._bytes = 0
                self._bytes += len(data)
                self._values[key] = value
        return value


def _json_bytes(artefact: Any) -> bytes:
    text = json.dumps(artefact, default=fields_of, ensure_ascii=False, separators=(",", ":"))
    return text.encode("utf-8", "surrogatepass")  # scripts can leave half a character in a page


def _picture_bytes(picture: Screenshot) -> bytes:
    """Return a line of JSON with what is known of the picture, then the picture."""
    head = {"media_type": picture.media_type, "width_px": picture.width_px, "height_px": picture.height_px}
    return json.dumps(head).encode() + b"\n" + picture.data
