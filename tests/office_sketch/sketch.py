"""What a sketch says, line by line."""

import re
from dataclasses import dataclass, field
from typing import Final

_PROPERTY: Final = re.compile(r"([a-z]+): *(.*)")
_ATTRIBUTE: Final = re.compile(r'([a-z]+)=(?:"([^"]*)"|(\S+))')
_CELL: Final = re.compile(r'\s*(?:"([^"]*)"|\((\w+)\)|([\d.]+))?((?:\s+[a-z]+=\d+)*)\s*$')
COLOURS: Final = {"geel": "FFFFFF00", "groen": "FF00FF00"}
HIDDEN: Final = ' state="hidden"'
XML: Final = '<?xml version="1.0" encoding="UTF-8"?>\n'


@dataclass(slots=True)
class Cell:
    """A cell of a row: text, number, colour or nothing."""

    text: str = ""
    number: str = ""
    colour: str = ""
    span: int = 1


@dataclass(slots=True)
class Line:
    """One line of a sketch."""

    name: str
    words: set[str] = field(default_factory=set)
    attributes: dict[str, str] = field(default_factory=dict)
    text: str | None = None
    cells: list[Cell] = field(default_factory=list)
    below: list["Line"] = field(default_factory=list)


@dataclass(slots=True)
class Sketch:
    """A sketch that was read."""

    said: dict[str, str]
    lines: list[Line]

    def get(self, key: str, usual: str = "") -> str:
        """Return a property; empty where the sketch leaves it out."""
        told = self.said.get(key, usual)
        return "" if told == "-" else told

    @property
    def kinds(self) -> list[str]:
        """Return the kinds of files that are made of it."""
        return self.get("soort", "docx odt").split()


def sketch_of(text: str) -> Sketch:
    """Return a sketch."""
    said: dict[str, str] = {}
    lines: list[Line] = []
    for raw in text.strip("\n").splitlines():
        if not raw.strip():
            continue
        if (match := _PROPERTY.fullmatch(raw)) is not None:
            said[match[1]] = match[2]
        elif raw.startswith("  "):
            lines[-1].below.append(_line(raw.strip()))
        else:
            lines.append(_line(raw.strip()))
    return Sketch(said, lines)


def _line(raw: str) -> Line:
    name, _, rest = raw.partition(" ")
    if name == "rij":
        words = {"vet"} if rest.startswith("vet ") else set()
        times = re.match(r"maal=(\d+) ", rest)
        rest = rest[times.end() :] if times else rest.removeprefix("vet ")
        cells = [_cell(one) for one in rest.split("|")] if rest else []
        return Line(name, words, {"maal": times[1]} if times else {}, cells=cells)
    text = re.search(r'(?:^|\s)"([^"]*)"((?:\s[a-z]+)*)$', rest)
    rest = rest[: text.start()] + text[2] if text else rest
    attributes = {key: quoted or plain for key, quoted, plain in _ATTRIBUTE.findall(rest)}
    words = set(_ATTRIBUTE.sub("", rest).split())
    return Line(name, words, attributes, text[1].replace("\\t", "\t") if text else None)


def _cell(raw: str) -> Cell:
    match = _CELL.match(raw)
    assert match is not None, raw
    span = re.search(r"breed=(\d+)", match[4] or "")
    return Cell(match[1] or "", match[3] or "", match[2] or "", int(span[1]) if span else 1)
