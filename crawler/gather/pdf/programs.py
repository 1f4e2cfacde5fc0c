"""Font programs: which glyphs they hold and how wide those are. A broken program gives `None`, no error."""

import contextlib
import re
import struct
from collections.abc import Iterator
from functools import cache
from io import BytesIO
from itertools import pairwise
from typing import Any, Protocol

from fontTools.cffLib import CFFFontSet
from fontTools.misc.psCharStrings import T2WidthExtractor

from crawler.gather.pdf.encodings import NOTDEF

Cmap = dict[int, int]


class Program(Protocol):
    """What is asked of any font program."""

    def width(self, glyph: int | str) -> float | None:
        """Return the width of a glyph in thousandths; `None` where there is no such glyph."""
        ...


class TrueType:
    """A TrueType program; glyphs are numbers."""

    def __init__(self, raw: bytes) -> None:
        self._raw = raw
        self.tables: dict[bytes, bytes] = {}
        for at in range(struct.unpack_from(">H", raw, 4)[0]):
            tag, _, begin, size = struct.unpack_from(">4sLLL", raw, 12 + 16 * at)
            self.tables[tag] = raw[begin : begin + size]
        self._em = struct.unpack_from(">H", self.tables[b"head"], 18)[0] or 1000
        self._long: int = struct.unpack_from(">H", self.tables[b"hhea"], 34)[0]
        self.glyphs: int = struct.unpack_from(">H", self.tables[b"maxp"], 4)[0]
        self._cmaps: dict[tuple[int, int], Cmap] | None = None

    def width(self, glyph: int | str) -> float | None:
        """Return the advance width of a glyph."""
        if not isinstance(glyph, int) or not 0 <= glyph < self.glyphs or not self._long:
            return None
        at = 4 * min(glyph, self._long - 1)
        metrics = self.tables.get(b"hmtx", b"")
        if at + 2 > len(metrics):
            return None
        return float(struct.unpack_from(">H", metrics, at)[0]) * 1000 / self._em

    @property
    def measured(self) -> int:
        """Return how many glyphs have a width of their own, those that a subset leaves empty too."""
        return min(self.glyphs, self._long)

    @property
    def cmaps(self) -> dict[tuple[int, int], Cmap]:
        """Return the tables from codes to glyphs, by platform and encoding."""
        if self._cmaps is None:
            self._cmaps = dict(_cmaps(self.tables.get(b"cmap", b"")))
        return self._cmaps

    def named(self, glyph: str) -> int | None:
        """Return the number of a glyph by its name in the `post` table (format 2)."""
        return _post_names(self.tables.get(b"post", b"")).get(glyph)


def _cmaps(table: bytes) -> list[tuple[tuple[int, int], Cmap]]:
    found = []
    try:
        for at in range(struct.unpack_from(">H", table, 2)[0]):
            platform, encoding, begin = struct.unpack_from(">HHL", table, 4 + 8 * at)
            try:
                found.append(((platform, encoding), _cmap(table[begin:])))
            except (struct.error, IndexError):
                found.append(((platform, encoding), {}))
    except struct.error:
        pass
    return found


def _cmap(table: bytes) -> Cmap:
    form = struct.unpack_from(">H", table)[0]
    if form == 0:
        return {code: glyph for code, glyph in enumerate(table[6:262]) if glyph}
    if form == 6:
        first, count = struct.unpack_from(">HH", table, 6)
        glyphs = struct.unpack_from(f">{count}H", table, 10)
        return {first + at: glyph for at, glyph in enumerate(glyphs) if glyph}
    if form == 4:
        return _cmap_of_segments(table)
    if form in (12, 13):
        return _cmap_of_groups(table, form)
    return {}


def _cmap_of_segments(table: bytes) -> Cmap:
    count = struct.unpack_from(">H", table, 6)[0] // 2
    ends = struct.unpack_from(f">{count}H", table, 14)
    starts = struct.unpack_from(f">{count}H", table, 16 + 2 * count)
    deltas = struct.unpack_from(f">{count}H", table, 16 + 4 * count)
    offsets_at = 16 + 6 * count
    offsets = struct.unpack_from(f">{count}H", table, offsets_at)
    found: Cmap = {}
    for at in range(count):
        for code in range(starts[at], min(ends[at], 0xFFFE) + 1):
            if offsets[at] == 0:
                glyph = (code + deltas[at]) & 0xFFFF
            else:
                place = offsets_at + 2 * at + offsets[at] + 2 * (code - starts[at])
                if place + 2 > len(table):
                    break
                glyph = struct.unpack_from(">H", table, place)[0]
                glyph = (glyph + deltas[at]) & 0xFFFF if glyph else 0
            if glyph:
                found[code] = glyph
    return found


def _cmap_of_groups(table: bytes, form: int) -> Cmap:
    found: Cmap = {}
    for at in range(min(struct.unpack_from(">L", table, 12)[0], len(table) // 12)):
        first, last, glyph = struct.unpack_from(">LLL", table, 16 + 12 * at)
        for code in range(first, min(last, first + 0xFFFF) + 1):
            found[code] = glyph + (code - first if form == 12 else 0)
    return found


def _post_names(table: bytes) -> dict[str, int]:
    try:
        if struct.unpack_from(">L", table)[0] != 0x20000:
            return {}
        count = struct.unpack_from(">H", table, 32)[0]
        indices = struct.unpack_from(f">{count}H", table, 34)
        names, at = [], 34 + 2 * count
        while at < len(table):
            size = table[at]
            names.append(table[at + 1 : at + 1 + size].decode("latin-1"))
            at += 1 + size
        return {
            names[index - 258]: glyph
            for glyph, index in enumerate(indices)
            if index >= 258 and index - 258 < len(names)
        }
    except (struct.error, IndexError):
        return {}


class _WidthFound(Exception):
    """The width of a glyph is known; the rest of its outline is not needed."""


class _FirstWidth(T2WidthExtractor):  # type: ignore[misc]  # fontTools has no types
    """Stops at the first operator, before which the width stands: that is most of the time saved."""

    def popallWidth(self, evenOdd: int = 0) -> Any:  # noqa: N802, N803 - names of the base class
        """Take the width and stop."""
        super().popallWidth(evenOdd)
        raise _WidthFound


class Cff:
    """A program in the compact format; glyphs are names, or CIDs where `is_cid`."""

    def __init__(self, raw: bytes) -> None:
        fonts = CFFFontSet()
        fonts.decompile(BytesIO(raw), None)
        self._top = fonts[0]
        self.is_cid = hasattr(self._top, "ROS")
        strings = self._top.CharStrings
        self._strings = strings
        self.names: list[str] = list(self._top.charset)
        self.cids: dict[int, str] = (
            {int(one[3:]): one for one in self.names if one.startswith("cid")} if self.is_cid else {}
        )
        if self.is_cid and self.names and not self.names[0].startswith("cid"):
            self.cids[0] = self.names[0]
        self._is_own_encoding = self._top.rawDict.get("Encoding", 0)

    @property
    def encoding(self) -> dict[int, str]:
        """Return the names by code that the program itself brings."""
        try:
            said = self._top.Encoding
        except (AttributeError, KeyError):
            return {}
        if said == "StandardEncoding":
            from crawler.gather.pdf.encodings import encoding

            return encoding("StandardEncoding")
        return {} if isinstance(said, str) else dict(enumerate(said))

    def width(self, glyph: int | str) -> float | None:
        """Return the width of a glyph by CID (or number, where it has names) or by name."""
        if isinstance(glyph, int):
            if self.is_cid:
                glyph = self.cids.get(glyph, "")
            else:
                glyph = self.names[glyph] if glyph < len(self.names) else ""
        if glyph not in self._strings.charStrings:
            return None
        string = self._strings[glyph]
        private = string.private
        extractor = _FirstWidth(
            getattr(private, "Subrs", []),
            string.globalSubrs,
            private.nominalWidthX,
            private.defaultWidthX,
        )
        with contextlib.suppress(_WidthFound):
            extractor.execute(string)
        return float(extractor.width) * self._scale(string)

    def _scale(self, string: Any) -> float:
        raw, scale = self._top.rawDict, 0.001
        if "FontMatrix" in raw:
            scale = self._top.FontMatrix[0]
        if self.is_cid and string.fdSelectIndex is not None:
            part = self._top.FDArray[string.fdSelectIndex]
            if "FontMatrix" in part.rawDict:
                scale = part.FontMatrix[0] * (scale if "FontMatrix" in raw else 1)
        return scale * 1000


_LOOKED_AT = 40
"""Bytes of the drawing of a glyph; its width stands at their begin."""


class Type1:
    """A Type 1 program; glyphs are names."""

    _ENTRY = re.compile(rb"/([^\s/{}\[\]()<>]{1,128}) +(\d{1,5}) +(?:RD|-\||\S{1,3}) ")
    _ENCODED = re.compile(rb"dup\s+(\d{1,3})\s*/([^\s/]+)\s+put")
    _MATRIX = re.compile(rb"/FontMatrix\s*\[\s*([-+.\deE]+)")

    def __init__(self, raw: bytes) -> None:
        if raw[:1] == b"\x80":
            raw = _without_segments(raw)
        clear, found, rest = raw.partition(b"eexec")
        if not found:
            raise ValueError("no encrypted part")
        matrix = self._MATRIX.search(clear)
        self._scale = 1000 * float(matrix[1]) if matrix else 1.0
        self._encoding = {int(code): glyph.decode("latin-1") for code, glyph in self._ENCODED.findall(clear)}
        self._is_standard = b"StandardEncoding def" in clear
        rest = rest.lstrip(b" \t\r\n")
        if re.match(rb"[0-9A-Fa-f\s]{8}", rest):
            digits = re.sub(rb"[^0-9A-Fa-f]", b"", rest)
            rest = bytes.fromhex(digits[: len(digits) // 2 * 2].decode("ascii"))
        private = _Secret(rest, 55665)
        private.take(4)
        begin, plain = private.up_to(b"/CharStrings")
        skip = re.search(rb"/lenIV\s+(\d+)", begin)
        self._skip = int(skip[1]) if skip else 4
        self._strings: dict[str, bytes] = dict(self._entries(private, plain))
        if not self._strings:
            raise ValueError("no glyphs")

    def _entries(self, private: "_Secret", plain: bytes) -> Iterator[tuple[str, bytes]]:
        """Yield the names of glyphs, each with as much of its drawing as `width` looks at."""
        at, looked_at = 0, self._skip + _LOOKED_AT
        while True:
            match = self._ENTRY.search(plain, at)
            if match is None:
                more = private.take(max(512, len(plain) - at))
                if not more:
                    return
                plain, at = plain[at:] + more, 0
                continue
            begin, size = match.end(), int(match[2])
            drawing, at = plain[begin : begin + min(size, looked_at)], begin + size
            if at >= len(plain):
                drawing += private.take(min(size, looked_at) - len(drawing))
                private.skip(size - max(len(drawing), len(plain) - begin))
                plain, at = private.take(64), 0
            elif at + 40 > len(plain):
                plain, at = plain[at:] + private.take(64), 0
            yield match[1].decode("latin-1"), drawing
            if re.match(rb"\s*(?:ND|\|-|noaccess def)?\s*end\b", plain[at : at + 40]):
                return

    @property
    def encoding(self) -> dict[int, str]:
        """Return the names by code that the program itself brings."""
        if self._is_standard:
            from crawler.gather.pdf.encodings import encoding

            return encoding("StandardEncoding")
        return self._encoding

    @property
    def names(self) -> list[str]:
        """Return the names of all glyphs."""
        return list(self._strings)

    def width(self, glyph: int | str) -> float | None:
        """Return the width that `hsbw` or `sbw` sets at the begin of a glyph."""
        string = self._strings.get(glyph) if isinstance(glyph, str) else None
        if string is None:
            return None
        code = _decrypted(string[: self._skip + _LOOKED_AT], 4330)[self._skip :]
        stack: list[float] = []
        at = 0
        while at < len(code):
            byte = code[at]
            at += 1
            if byte == 13 and len(stack) >= 2:
                return stack[1] * self._scale
            if byte == 12 and at < len(code):
                if code[at] == 7 and len(stack) >= 4:
                    return stack[2] * self._scale
                if code[at] == 12 and len(stack) >= 2 and stack[-1]:
                    divisor = stack.pop()
                    stack.append(stack.pop() / divisor)
                at += 1
            elif byte >= 32:
                value, at = _charstring_number(code, byte, at)
                stack.append(value)
            else:
                return None
        return None


class _Secret:
    """The hidden part of a Type 1 program, read from front to back: most of it nobody asks for."""

    def __init__(self, secret: bytes, key: int) -> None:
        self._secret, self._key, self._at = secret, key, 0

    def take(self, size: int) -> bytes:
        """Return the next bytes; fewer at the end."""
        plain, self._key = _opened(self._next(size), self._key)
        return plain

    def skip(self, size: int) -> None:
        """Pass over the next bytes."""
        part, key = self._next(size), self._key
        first, second, third, fourth = _four_steps()
        even = len(part) // 4 * 4
        for one, two, three, four in zip(
            part[0:even:4], part[1:even:4], part[2:even:4], part[3:even:4], strict=True
        ):
            key = (key * _FOUR + first[one] + second[two] + third[three] + fourth[four]) & 0xFFFF
        _, self._key = _opened(part[even:], key)

    def up_to(self, mark: bytes) -> tuple[bytes, bytes]:
        """Return what comes before a mark, and what was read from there on; that is empty where it is not."""
        plain = b""
        while (at := plain.find(mark)) < 0:
            more = self.take(max(2048, len(plain)))
            if not more:
                return plain, b""
            plain += more
        return plain[:at], plain[at:]

    def _next(self, size: int) -> bytes:
        part = self._secret[self._at : self._at + size]
        self._at += len(part)
        return part


_FOUR = pow(52845, 4, 0x10000)


@cache
def _four_steps() -> tuple[tuple[int, ...], ...]:
    """Return for each of four bytes what it adds to the key behind them; the last hold what is constant."""
    constant = sum(22719 * pow(52845, power, 0x10000) for power in range(4))
    return tuple(
        tuple(
            (byte * pow(52845, 4 - place, 0x10000) + (constant if place == 3 else 0)) & 0xFFFF
            for byte in range(256)
        )
        for place in range(4)
    )


@cache
def _next_keys() -> tuple[int, ...]:
    """Return the key that follows a sum of key and byte (Adobe Type 1 Font Format, 7.1)."""
    return tuple((total * 52845 + 22719) & 0xFFFF for total in range(0x10000 + 0xFF))


def _decrypted(secret: bytes, key: int) -> bytes:
    """Return the bytes that a Type 1 program hides (Adobe Type 1 Font Format, 7.1)."""
    return _opened(secret, key)[0]


def _opened(secret: bytes, key: int) -> tuple[bytes, int]:
    """Return the bytes that are hidden, and the key of what follows."""
    if not secret:
        return b"", key
    following, first = _next_keys(), secret[0] ^ (key >> 8)
    rest = [byte ^ ((key := following[before + key]) >> 8) for before, byte in pairwise(secret)]
    return bytes((first, *rest)), following[secret[-1] + key]


def _charstring_number(code: bytes, byte: int, at: int) -> tuple[int, int]:
    if byte <= 246:
        return byte - 139, at
    if byte <= 250:
        return (byte - 247) * 256 + code[at] + 108, at + 1
    if byte <= 254:
        return -(byte - 251) * 256 - code[at] - 108, at + 1
    return int.from_bytes(code[at : at + 4], signed=True), at + 4


def _without_segments(raw: bytes) -> bytes:
    """Return the program without the marks that Windows puts between its parts (PFB)."""
    parts, at = [], 0
    while at + 6 <= len(raw) and raw[at] == 0x80 and raw[at + 1] in (1, 2):
        size = int.from_bytes(raw[at + 2 : at + 6], "little")
        parts.append(raw[at + 6 : at + 6 + size])
        at += 6 + size
    return b"".join(parts)


def read_program(raw: bytes) -> "TrueType | Cff | Type1 | None":
    """Return a font program of whatever kind; `None` for one that cannot be read."""
    try:
        if raw[:4] == b"OTTO":
            return Cff(_table(raw, b"CFF "))
        if raw[:4] in (b"\0\1\0\0", b"true", b"ttcf"):
            return TrueType(raw)
        if raw[:1] == b"\1":
            return Cff(raw)
        return Type1(raw)
    except Exception:  # noqa: BLE001 - a font library meets broken fonts with any error
        return None


def _table(raw: bytes, wanted: bytes) -> bytes:
    for at in range(struct.unpack_from(">H", raw, 4)[0]):
        tag, _, begin, size = struct.unpack_from(">4sLLL", raw, 12 + 16 * at)
        if tag == wanted:
            return raw[begin : begin + size]
    raise ValueError(f"no table {wanted!r}")


__all__ = ["NOTDEF", "Cff", "Program", "TrueType", "Type1", "read_program"]
