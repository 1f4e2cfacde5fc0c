"""Pictures, charts, drawings and text boxes of Word documents, in the form of today and the old one (VML)."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from lxml import etree

from crawler.gather.office.gathering import colour_of, short
from crawler.gather.office.opc import R
from crawler.gather.office.word_styles import W
from drempel.model.office_document import Colour

A: Final = "{http://schemas.openxmlformats.org/drawingml/2006/main}"
_WP: Final = "{http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing}"
_MC: Final = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"
_V: Final = "{urn:schemas-microsoft-com:vml}"
_DECORATIVE: Final = "{http://schemas.microsoft.com/office/drawing/2017/decorative}decorative"
_TEXT: Final = f"{W}txbxContent"
_POINT: Final = 12_700
"""English Metric Units in a point."""
_LENGTH: Final = re.compile(r"(?:^|;)\s*(width|height)\s*:\s*([\d.]+)pt")
_SHAPES: Final = tuple(f"{_V}{name}" for name in ("shape", "rect", "roundrect", "oval", "line", "group"))
_MOST_SHAPES: Final = 500
"""Of one drawing."""


@dataclass(frozen=True, slots=True)
class Drawing:
    """One thing that is drawn; one with `boxes` is text, and no picture."""

    kind: str = "picture"
    alt: str = ""
    name: str = ""
    relation: str = ""
    is_decorative: bool = False
    is_floating: bool = False
    width: float = 0
    height: float = 0
    ground: Colour | None = None
    """Behind the text of a box."""
    boxes: tuple[etree._Element, ...] = ()


def drawings_in(element: etree._Element) -> Iterator[Drawing]:
    """Yield what one run draws."""
    if element.tag == f"{_MC}AlternateContent":
        # The other form is for programs that do not know the first one.
        for branch in (element.find(f"{_MC}Choice"), element.find(f"{_MC}Fallback")):
            found = [one for kid in (() if branch is None else branch) for one in drawings_in(kid)]
            if found:
                yield from found
                return
    elif element.tag == f"{W}drawing":
        for one in element:
            if one.tag in (f"{_WP}inline", f"{_WP}anchor"):
                yield _drawn(one)
    elif element.tag in (f"{W}pict", f"{W}object"):
        yield from _old(element)


def _drawn(element: etree._Element) -> Drawing:
    said = element.find(f"{_WP}docPr")
    size = element.find(f"{_WP}extent")
    data = element.find(f"{A}graphic/{A}graphicData")
    kind = "picture" if data is None else kind_of(data.get("uri", ""))
    blip = None if data is None else next(data.iter(f"{A}blip"), None)
    fill = None if data is None else next(data.iter(f"{A}solidFill"), None)
    plain = None if fill is None else fill.find(f"{A}srgbClr")
    return Drawing(
        kind=kind,
        alt="" if said is None else short(said.get("descr") or said.get("title")),
        name="" if said is None else short(said.get("name")),
        relation="" if blip is None else blip.get(f"{R}embed") or blip.get(f"{R}link") or "",
        is_decorative=said is not None and is_decorative(said),
        is_floating=element.tag == f"{_WP}anchor",
        width=points(size, "cx"),
        height=points(size, "cy"),
        ground=None if plain is None else colour_of(plain.get("val", "")),
        boxes=() if data is None else _boxes(data),
    )


def _boxes(element: etree._Element) -> tuple[etree._Element, ...]:
    """Return the outer boxes that have text; what stands in them is read with them."""
    found = []
    for box in element.iter(_TEXT):
        outer = box.getparent()
        while outer is not None and outer is not element and outer.tag != _TEXT:
            outer = outer.getparent()
        is_inner = outer is not None and outer.tag == _TEXT
        if (
            not is_inner
            and not _is_fallback(box, element)
            and any((t.text or "").strip() for t in box.iter(f"{W}t"))
        ):
            found.append(box)
            if len(found) >= _MOST_SHAPES:
                break
    return tuple(found)


def _is_fallback(box: etree._Element, top: etree._Element) -> bool:
    at = box.getparent()
    while at is not None and at is not top:
        if at.tag == f"{_MC}Fallback":
            return True
        at = at.getparent()
    return False


def kind_of(address: str) -> str:
    """Return what a graphic is by the address of its kind."""
    word = address.rpartition("/")[2]
    return {
        "picture": "picture", "chart": "chart", "chartex": "chart", "diagram": "diagram",
        "wordprocessingShape": "shape", "wordprocessingGroup": "group", "wordprocessingCanvas": "group",
    }.get(word, "object")  # fmt: skip


def is_decorative(said: etree._Element) -> bool:
    """Tell whether the properties of a picture mark it as decoration."""
    return any(mark.get("val", "1") in ("1", "true") for mark in said.iter(_DECORATIVE))


def points(size: etree._Element | None, side: str) -> float:
    """Return a side of a drawing in points."""
    told = "" if size is None else size.get(side, "")
    return int(told) / _POINT if told.isdecimal() else 0.0


def _old(element: etree._Element) -> Iterator[Drawing]:
    shapes = [one for one in element if one.tag in _SHAPES]
    for shape in shapes[:_MOST_SHAPES]:
        image = next(shape.iter(f"{_V}imagedata"), None)
        boxes = _boxes(shape)
        if image is None and not boxes and element.tag == f"{W}pict":
            continue  # lines and frames: decoration or a ground
        style = shape.get("style", "")
        sides = {side: float(size) for side, size in _LENGTH.findall(style) if size.count(".") < 2}
        yield Drawing(
            kind="object" if element.tag == f"{W}object" else "picture",
            alt=short(shape.get("alt")),
            name=short(shape.get("id")),
            relation="" if image is None else image.get(f"{R}id") or "",
            is_floating="position:absolute" in style,
            width=sides.get("width", 0.0),
            height=sides.get("height", 0.0),
            boxes=boxes,
        )
