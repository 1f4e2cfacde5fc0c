"""Files that were made to harm, or by accident: good ones with something changed, and bombs."""

import random
import re
import struct
import zipfile
from collections.abc import Iterator
from io import BytesIO
from typing import Final

from tests.office_sketch import office_of, zipped

SKETCHES: Final = {
    "docx": 'kop1 "Het park"\nalinea vet "Open"\npunt "een"\nbeeld alt="a"\nlink naar=https://a.example "b"\n'
    'kader "c"\nveld naam="d" "e"\ntabel kop\n  rij "a" | "b"\n  rij "c" | "d"',
    "xlsx": 'blad "Uren" tabel\n  rij "a" | "b" | 3\n  rij "c" | (geel) | 4\n  samen A1:B1\n '
    ' beeld alt="a"\nblad "b"',
}
SKETCHES["odt"] = SKETCHES["docx"]
SKETCHES["epub"] = 'kop1 "a"\nalinea "b"\nbeeld alt="c"\ntabel kop\n  rij "a" | "b"\ndeel\nkop2'
' "c"\nbladzijde "1"'

_NUMBER: Final = re.compile(rb'="(\d+)"')
_HUGE: Final = (b"999999999999", b"-1", b"1e400", b"", b"NaN", b"99999999999999999999999999")
_DEEP: Final = 3000


def parts_of(kind: str) -> dict[str, bytes]:
    """Return the parts of a good file."""
    with zipfile.ZipFile(BytesIO(office_of(SKETCHES[kind], kind))) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def mutations(kind: str, count: int, seed: int = 11) -> Iterator[tuple[str, bytes]]:
    """Yield so many changed files with a name for what was done."""
    dice = random.Random(f"{kind}{seed}")
    good = office_of(SKETCHES[kind], kind)
    for number in range(count):
        way = dice.choice(_WAYS)
        yield f"{way.__name__}-{number}", way(dice, kind, good)


def _cut(dice: random.Random, kind: str, good: bytes) -> bytes:
    return good[: dice.randrange(len(good))]


def _flipped(dice: random.Random, kind: str, good: bytes) -> bytes:
    raw = bytearray(good)
    for _ in range(dice.randrange(1, 30)):
        raw[dice.randrange(len(raw))] = dice.randrange(256)
    return bytes(raw)


def _changed(dice: random.Random, kind: str) -> tuple[dict[str, bytes], str]:
    parts = parts_of(kind)
    return parts, dice.choice([name for name in parts if name != "mimetype"])


def _without_part(dice: random.Random, kind: str, good: bytes) -> bytes:
    parts, name = _changed(dice, kind)
    del parts[name]
    return zipped(dict(parts))


def _part_cut(dice: random.Random, kind: str, good: bytes) -> bytes:
    parts, name = _changed(dice, kind)
    parts[name] = parts[name][: dice.randrange(len(parts[name]))]
    return zipped(dict(parts))


def _part_of_other(dice: random.Random, kind: str, good: bytes) -> bytes:
    parts, name = _changed(dice, kind)
    parts[name] = parts[dice.choice(list(parts))]
    return zipped(dict(parts))


def _numbers(dice: random.Random, kind: str, good: bytes) -> bytes:
    parts, name = _changed(dice, kind)
    parts[name] = _NUMBER.sub(lambda _: b'="' + dice.choice(_HUGE) + b'"', parts[name])
    return zipped(dict(parts))


def _elements_moved(dice: random.Random, kind: str, good: bytes) -> bytes:
    parts, name = _changed(dice, kind)
    pieces = re.split(rb"(<[^>]*>)", parts[name])
    for _ in range(3):
        one, other = dice.randrange(len(pieces)), dice.randrange(len(pieces))
        pieces[one], pieces[other] = pieces[other], pieces[one]
    parts[name] = b"".join(pieces)
    return zipped(dict(parts))


def _elements_repeated(dice: random.Random, kind: str, good: bytes) -> bytes:
    parts, name = _changed(dice, kind)
    elements = [
        found[0] for found in re.finditer(rb"<([\w:]+)[^<>]*>[^<>]*</\1>|<[\w:]+[^<>]*/>", parts[name])
    ]
    if elements:
        one = dice.choice(elements)
        parts[name] = parts[name].replace(one, one * dice.randrange(2, 2000), 1)
    return zipped(dict(parts))


def _attributes_gone(dice: random.Random, kind: str, good: bytes) -> bytes:
    parts, name = _changed(dice, kind)
    parts[name] = re.sub(
        rb' (?!xmlns)[\w:]+="[^"]*"', lambda a: b"" if dice.random() < 0.3 else a[0], parts[name]
    )
    return zipped(dict(parts))


_WAYS: Final = (
    _cut, _flipped, _without_part, _part_cut, _part_of_other, _numbers, _elements_moved, _elements_repeated,
    _attributes_gone,
)  # fmt: skip

_MAIN: Final = {
    "docx": "word/document.xml",
    "odt": "content.xml",
    "xlsx": "xl/worksheets/sheet1.xml",
    "epub": "E/deel1.xhtml",
}
_LARGE: Final = {"docx": 50 << 20, "xlsx": 200 << 20}
"""Bytes, just over what is read."""

_NEST: Final = {
    "docx": (b"<w:body>", b"<w:tbl><w:tr><w:tc>", b"</w:tc></w:tr></w:tbl>"),
    "odt": (b"<office:text>", b"<text:section>", b"</text:section>"),
    "xlsx": (b"<sheetData>", b"<row><c>", b"</c></row>"),
    "epub": (b"<body>", b"<div>", b"</div>"),
}


def bombs(kind: str) -> Iterator[tuple[str, bytes]]:
    """Yield files that unpack to much, go deep or lead in circles; none of them may end as a clean file."""
    main = _MAIN[kind]
    for name, entity in (("entities", _LAUGHS), ("outside", _OUTSIDE)):
        parts = parts_of(kind)
        at = parts[main].index(b"?>") + 2
        parts[main] = (
            parts[main][:at]
            + entity
            + re.sub(rb"(<[\w:]+[^<>/]*>)(?=</)", rb"\1&e9;", parts[main][at:], count=1)
        )
        yield name, zipped(dict(parts))
    begin, opened, closed = _NEST[kind]
    parts = parts_of(kind)
    parts[main] = parts[main].replace(begin, begin + opened * _DEEP + closed * _DEEP, 1)
    yield "deep", zipped(dict(parts))
    if kind in _LARGE:
        parts = parts_of(kind)
        parts[main] = parts[main].replace(begin, begin + b" " * _LARGE[kind], 1)
        yield "large", zipped(dict(parts))
    if kind == "docx":
        yield "parts", zipped({**parts_of(kind), **{f"x/{number}": b"" for number in range(21_000)}})
    raw = bytearray(office_of(SKETCHES[kind], kind))
    for at in (found.start() for found in re.finditer(b"PK\x01\x02", bytes(raw))):
        struct.pack_into("<I", raw, at + 24, 10)  # the sizes that are told are lies
    yield "sizes", bytes(raw)


_LAUGHS: Final = (
    b'<!DOCTYPE a [<!ENTITY e0 "lol">'
    + b"".join(b'<!ENTITY e%d "%s">' % (n, b"&e%d;" % (n - 1) * 10) for n in range(1, 10))
    + b"]>"
)
_OUTSIDE: Final = b'<!DOCTYPE a [<!ENTITY e9 SYSTEM "file:///etc/hostname">]>'
