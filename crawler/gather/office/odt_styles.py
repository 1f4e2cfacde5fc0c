"""The styles of OpenDocument files: what a paragraph, a run or a cell looks like."""

import re
from dataclasses import dataclass
from typing import Final

from lxml import etree

from crawler.gather.office.gathering import colour_of
from crawler.gather.office.limits import MAX_STYLES, TooMuch
from drempel.model.office_document import Colour

_BASE: Final = "urn:oasis:names:tc:opendocument:xmlns:"
STYLE: Final = f"{{{_BASE}style:1.0}}"
TEXT: Final = f"{{{_BASE}text:1.0}}"
TABLE: Final = f"{{{_BASE}table:1.0}}"
OFFICE: Final = f"{{{_BASE}office:1.0}}"
DRAW: Final = f"{{{_BASE}drawing:1.0}}"
FORM: Final = f"{{{_BASE}form:1.0}}"
SVG: Final = f"{{{_BASE}svg-compatible:1.0}}"
FO: Final = f"{{{_BASE}xsl-fo-compatible:1.0}}"
XLINK: Final = "{http://www.w3.org/1999/xlink}"
_POINTS: Final = {"pt": 1.0, "cm": 28.3465, "mm": 2.83465, "in": 72.0, "px": 0.75, "pc": 12.0}
_LENGTH: Final = re.compile(r"([\d.]+)(pt|cm|mm|in|px|pc)")
_MAX_CHAIN: Final = 30
_ESCAPED: Final = re.compile(r"_([0-9a-fA-F]{2})_")
USUAL_SIZE: Final = 12.0


@dataclass(frozen=True, slots=True)
class OdfStyle:
    """One style with what it takes over from others."""

    name: str = ""
    size: float = USUAL_SIZE
    is_bold: bool = False
    is_hidden: bool = False
    colour: Colour | None = None
    ground: Colour | None = None
    """Behind letters."""
    area: Colour | None = None
    """Behind the paragraph or cell."""
    lang: str = ""
    breaks: bool = False
    """Whether a page begins before or after it, or it draws a line."""


def length(told: str) -> float:
    """Return a length such as `2.5cm` in points; 0 where it is none."""
    found = _LENGTH.fullmatch(told.strip())
    try:
        return float(found[1]) * _POINTS[found[2]] if found else 0.0
    except ValueError:
        return 0.0


class OdfStyles:
    """All styles of one document, worked out when they are asked for."""

    def __init__(self, *roots: etree._Element | None) -> None:
        self._raw: dict[tuple[str, str], etree._Element] = {}
        self._defaults: dict[str, etree._Element] = {}
        self._done: dict[tuple[str, str], OdfStyle] = {}
        for root in roots:
            for one in () if root is None else root.iter(f"{STYLE}style", f"{STYLE}default-style"):
                family = one.get(f"{STYLE}family", "")
                if one.tag == f"{STYLE}default-style":
                    self._defaults[family] = one
                else:
                    self._raw[family, one.get(f"{STYLE}name", "")] = one
        if len(self._raw) > MAX_STYLES:
            raise TooMuch("styles")

    def paragraph(self, name: str) -> OdfStyle:
        """Return a style of paragraphs."""
        return self._style("paragraph", name, None)

    def run(self, name: str, around: OdfStyle) -> OdfStyle:
        """Return what letters look like in a style, inside what is around them."""
        return self._style("text", name, around)

    def cell(self, name: str) -> Colour | None:
        """Return the colour behind a cell, a row or a frame."""
        for family in ("table-cell", "graphic"):
            if (family, name) in self._raw:
                return self._style(family, name, OdfStyle()).area
        return None

    def own_name(self, name: str) -> str:
        """Return the name of the style that people see, in lower case: that of the style it was made of."""
        for _ in range(_MAX_CHAIN):
            one = self._raw.get(("paragraph", name))
            if one is None:
                break
            parent = one.get(f"{STYLE}parent-style-name", "")
            if not (re.fullmatch(r"[A-Z]{1,2}\d+", name) and parent):
                name = one.get(f"{STYLE}display-name") or name
                break
            name = parent
        return _ESCAPED.sub(lambda code: chr(int(code[1], 16)), name).lower()

    @property
    def lang(self) -> str | None:
        """Return the language of usual text."""
        return self.paragraph("Standard").lang or None

    def _style(self, family: str, name: str, around: OdfStyle | None) -> OdfStyle:
        key = family, name
        if around is None and key in self._done:
            return self._done[key]
        chain: list[etree._Element] = []
        seen: set[str] = set()
        at = name
        while (family, at) in self._raw and at not in seen and len(chain) < _MAX_CHAIN:
            seen.add(at)
            chain.append(self._raw[family, at])
            at = chain[-1].get(f"{STYLE}parent-style-name", "")
        style = around or OdfStyle()
        if around is None and family in self._defaults:
            chain.append(self._defaults[family])
        for one in reversed(chain):
            style = _laid(one, style)
        if around is None:
            self._done[key] = style
        return style


def _laid(one: etree._Element, below: OdfStyle) -> OdfStyle:
    size, is_bold, is_hidden, lang = below.size, below.is_bold, below.is_hidden, below.lang
    colour, ground, area, breaks = below.colour, below.ground, below.area, below.breaks
    for part in one:
        if part.tag == f"{STYLE}text-properties":
            size = _size(part.get(f"{FO}font-size", ""), size)
            if weight := part.get(f"{FO}font-weight"):
                is_bold = weight == "bold" or (weight.isdecimal() and int(weight) >= 600)
            is_hidden = part.get(f"{TEXT}display", "none" if is_hidden else "") == "none"
            if told := part.get(f"{FO}color"):
                colour = colour_of(told)
            if part.get(f"{STYLE}use-window-font-color") == "true":
                colour = None
            if told := part.get(f"{FO}background-color"):
                ground = colour_of(told)
            if (told := part.get(f"{FO}language")) and told != "none":
                country = part.get(f"{FO}country", "none")
                lang = told if country in ("none", "") else f"{told}-{country}"
        elif part.tag in _AREAS:
            if told := part.get(f"{FO}background-color") or part.get(f"{DRAW}fill-color"):
                area = colour_of(told)
            breaks |= any(part.get(f"{FO}{name}", "none") not in ("none", "auto") for name in _BREAKS)
    return OdfStyle(below.name, size, is_bold, is_hidden, colour, ground, area, lang, breaks)


_AREAS: Final = tuple(
    f"{STYLE}{name}-properties" for name in ("paragraph", "table-cell", "graphic", "table-row")
)
_BREAKS: Final = ("break-before", "break-after", "border-bottom", "border-top", "border")


def _size(told: str, below: float) -> float:
    if told.endswith("%"):
        try:
            return below * float(told[:-1]) / 100
        except ValueError:
            return below
    return length(told) or below
