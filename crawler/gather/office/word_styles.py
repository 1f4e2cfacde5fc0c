"""The styles of a Word document: what text looks like once all styles are laid over each other."""

import re
from dataclasses import dataclass, replace
from functools import cached_property

from lxml import etree

from crawler.gather.office.gathering import colour_of
from crawler.gather.office.limits import MAX_STYLES, TooMuch
from drempel.model.office_document import Colour

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_VAL = f"{W}val"
_OFF = frozenset({"0", "false", "off", "none"})
_HEADING = re.compile(r"heading ([1-9])")
_MAX_CHAIN = 30
_HIGHLIGHTS = {
    "black": (0, 0, 0), "blue": (0, 0, 255), "cyan": (0, 255, 255), "green": (0, 255, 0),
    "magenta": (255, 0, 255), "red": (255, 0, 0), "yellow": (255, 255, 0), "white": (255, 255, 255),
    "darkBlue": (0, 0, 128), "darkCyan": (0, 128, 128), "darkGreen": (0, 128, 0),
    "darkMagenta": (128, 0, 128), "darkRed": (128, 0, 0), "darkYellow": (128, 128, 0),
    "darkGray": (128, 128, 128), "lightGray": (192, 192, 192),
}  # fmt: skip
"""Colours of the marker pen (ECMA-376 part 1, 17.18.40)."""


@dataclass(frozen=True, slots=True)
class Look:
    """What letters look like; `None` where nothing is said."""

    size: float | None = None
    is_bold: bool | None = None
    is_hidden: bool | None = None
    colour: Colour | None = None
    has_auto_colour: bool = False
    ground: Colour | None = None
    lang: str | None = None

    def over(self, other: "Look") -> "Look":
        """Return this look laid over another one."""
        if self == _NOTHING:
            return other
        own_colour = self.colour is not None or self.has_auto_colour
        return Look(
            other.size if self.size is None else self.size,
            other.is_bold if self.is_bold is None else self.is_bold,
            other.is_hidden if self.is_hidden is None else self.is_hidden,
            self.colour if own_colour else other.colour,
            self.has_auto_colour if own_colour else other.has_auto_colour,
            other.ground if self.ground is None else self.ground,
            other.lang if self.lang is None else self.lang,
        )


_NOTHING = Look()


@dataclass(frozen=True, slots=True)
class Style:
    """One style with what it takes over from others."""

    name: str = ""
    look: Look = _NOTHING
    level: int = 0
    is_item: bool = False
    ground: Colour | None = None
    has_cell_grounds: bool = False
    """Of tables: whether it colours cells."""


def is_on(element: etree._Element | None) -> bool | None:
    """Return what a switch such as `<w:b/>` says; `None` where it is not there."""
    return None if element is None else element.get(_VAL, "1").lower() not in _OFF


def value(element: etree._Element | None) -> str:
    """Return the `val` of an element; empty where there is none."""
    return "" if element is None else element.get(_VAL, "")


def look_of(properties: etree._Element | None) -> Look:
    """Return what the properties of a run say."""
    if properties is None:
        return _NOTHING
    size = colour = ground = lang = is_bold = is_hidden = None
    is_auto = False
    for one in properties:
        match one.tag.removeprefix(W):
            case "sz":
                size = _points(value(one))
            case "b":
                is_bold = is_on(one)
            case "vanish":
                is_hidden = is_on(one)
            case "color":
                colour = colour_of(value(one))
                is_auto = colour is None
            case "highlight":
                ground = _HIGHLIGHTS.get(value(one), ground)
            case "shd":
                ground = ground or filled(one)
            case "lang":
                lang = one.get(_VAL) or None
            case _:
                pass
    return Look(size, is_bold, is_hidden, colour, is_auto, ground, lang)


def filled(shade: etree._Element | None) -> Colour | None:
    """Return the plain colour of a shade; `None` for patterns and for none."""
    if shade is None or value(shade) not in ("clear", "nil", "", "solid"):
        return None
    return colour_of(shade.get(f"{W}color" if value(shade) == "solid" else f"{W}fill", ""))


def _points(halves: str) -> float | None:
    try:
        return float(halves) / 2
    except ValueError:
        return None


class Styles:
    """All styles of one document, worked out when they are asked for."""

    def __init__(self, root: etree._Element | None) -> None:
        self._raw: dict[str, etree._Element] = {}
        self._done: dict[str, Style] = {}
        self.default = Look()
        self._usual = ""
        if root is None:
            return
        self.default = look_of(root.find(f"{W}docDefaults/{W}rPrDefault/{W}rPr"))
        for one in root.iterfind(f"{W}style"):
            self._raw[one.get(f"{W}styleId", "")] = one
            if one.get(f"{W}type") == "paragraph" and one.get(f"{W}default") in ("1", "true", "on"):
                self._usual = one.get(f"{W}styleId", "")
        if len(self._raw) > MAX_STYLES:
            raise TooMuch("styles")

    def style(self, style_id: str) -> Style:
        """Return a style by its id; that of usual text where there is no such style."""
        style_id = style_id or self._usual
        if style_id not in self._done:
            self._done[style_id] = self._made(style_id)
        return self._done[style_id]

    @cached_property
    def lang(self) -> str | None:
        """Return the language of usual text."""
        return self.style("").look.lang or self.default.lang

    def _made(self, style_id: str) -> Style:
        chain: list[etree._Element] = []
        seen: set[str] = set()
        at = style_id
        while at in self._raw and at not in seen and len(chain) < _MAX_CHAIN:
            seen.add(at)
            chain.append(self._raw[at])
            at = value(self._raw[at].find(f"{W}basedOn"))
        style = Style()
        for one in reversed(chain):
            style = _laid(one, style)
        return style


def _laid(one: etree._Element, below: Style) -> Style:
    name = value(one.find(f"{W}name")).lower()
    paragraph = one.find(f"{W}pPr")
    level, is_item, ground = below.level, below.is_item, below.ground
    if (found := _HEADING.fullmatch(name)) is not None:
        level = int(found[1])
    if paragraph is not None:
        if (outline := paragraph.find(f"{W}outlineLvl")) is not None:
            level = level_of(outline)
        if (numbers := paragraph.find(f"{W}numPr")) is not None:
            is_item = value(numbers.find(f"{W}numId")) != "0"
        ground = filled(paragraph.find(f"{W}shd")) or ground
    fills = one.iterfind(f".//{W}tcPr/{W}shd")
    return replace(
        below,
        name=name,
        look=look_of(one.find(f"{W}rPr")).over(below.look),
        level=level,
        is_item=is_item,
        ground=ground,
        has_cell_grounds=below.has_cell_grounds or any(filled(fill) is not None for fill in fills),
    )


def level_of(outline: etree._Element) -> int:
    """Return the level of a heading, 1–9; 0 for the level of usual text."""
    number = value(outline)
    return int(number) + 1 if number.isdecimal() and int(number) < 9 else 0
