"""Large parts of one file that come out as in an earlier report are copied from there, not made again.

Beside the file stands a small one that tells of each part by what it was made (a key of all that it shows),
what it was (a digest), and where it stands. A part that others changed is made again.
"""

import json
from collections.abc import Callable, Iterator
from contextlib import suppress
from dataclasses import dataclass
from hashlib import blake2b
from pathlib import Path
from typing import BinaryIO, Final

MANIFEST: Final = ".gegevens-sleutels.json"
FORM: Final = 2
PIECE_BYTES: Final = 1 << 18


@dataclass(frozen=True, slots=True)
class Part:
    """A part as it was written: from byte `start` to before byte `end`."""

    digest: str
    start: int
    end: int


class Parts:
    """The parts of one file while it is written."""

    def __init__(self, earlier: Path | None, file: str) -> None:
        """`earlier` is the folder of the report before, `None` for none; `file` the name of the file."""
        self._file = earlier / file if earlier is not None else None
        self._known = read_parts(earlier) if earlier is not None else {}
        self._made: dict[str, Part] = {}

    def knows(self, key: str) -> bool:
        """Tell whether the earlier file has a part of this key, though it may not be what it was."""
        return key in self._known

    def write(self, out: BinaryIO, key: str, made: Callable[[], Iterator[bytes]]) -> None:
        """Write a part: a copy of the earlier one of this key, else what `made` gives.

        `out` must be one in which one can go back.
        """
        start = out.tell()
        known = self._known.get(key)
        digest = self._copied(out, known) if known is not None else ""
        if not digest:
            out.seek(start)
            out.truncate()
            digest = _poured(made(), out)
        self._made[key] = Part(digest, start, out.tell())

    def manifest(self) -> str:
        """Return what the folder tells of the parts; empty where there is nothing to tell."""
        told = {key: (part.digest, part.start, part.end) for key, part in self._made.items()}
        return json.dumps({"form": FORM, "parts": told}, separators=(",", ":")) if told else ""

    def _copied(self, out: BinaryIO, part: Part) -> str:
        """Copy a part of the earlier file; return its digest, empty where it is not what it was."""
        if self._file is None:
            return ""
        try:
            with self._file.open("rb") as file:
                file.seek(part.start)
                digest = _poured(_pieces(file, part.end - part.start), out)
        except (OSError, OverflowError, ValueError):
            # Not there any more, or a place that no file has.
            return ""
        return digest if digest == part.digest else ""


def read_parts(folder: Path) -> dict[str, Part]:
    """Return by key what a folder tells of the parts of its file; nothing where it cannot be understood."""
    found: dict[str, Part] = {}
    with suppress(OSError, ValueError, TypeError, KeyError, AttributeError, OverflowError, RecursionError):
        told = json.loads((folder / MANIFEST).read_text(encoding="utf-8"))
        if told["form"] != FORM:
            return {}
        for key, (digest, start, end) in told["parts"].items():
            if not 0 <= int(start) <= int(end):
                return {}
            found[key] = Part(str(digest), int(start), int(end))
    return found


def _pieces(file: BinaryIO, left: int) -> Iterator[bytes]:
    while left > 0 and (piece := file.read(min(left, PIECE_BYTES))):
        left -= len(piece)
        yield piece


def _poured(pieces: Iterator[bytes], out: BinaryIO) -> str:
    """Write pieces, and return their digest."""
    told = blake2b(digest_size=16)
    for piece in pieces:
        told.update(piece)
        out.write(piece)
    return told.hexdigest()
