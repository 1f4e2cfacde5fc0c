"""What cells and tables of Word documents say of themselves."""

from lxml import etree

from crawler.gather.office.word_styles import W, filled, value
from drempel.model.office_document import Colour

_WIDEST = 63
"""Columns that Word can make."""


def cell_facts(cell: etree._Element) -> tuple[int, bool, bool, Colour | None]:
    """Return the columns of a cell, whether it was merged, whether it goes on one above, and its colour."""
    properties = cell.find(f"{W}tcPr")
    if properties is None:
        return 1, False, False, None
    told = value(properties.find(f"{W}gridSpan"))
    span = min(int(told), _WIDEST) if told.isdecimal() and int(told) else 1
    down = properties.find(f"{W}vMerge")
    goes_on = down is not None and value(down) != "restart"
    is_merged = span > 1 or (down is not None and not goes_on)
    return span, is_merged, goes_on, filled(properties.find(f"{W}shd"))


def styles_first_row(look: etree._Element | None) -> bool:
    """Tell whether the style of a table draws its first row otherwise (ECMA-376 part 1, 17.4.55)."""
    if look is None:
        return False
    if (told := look.get(f"{W}firstRow")) is not None:
        return told in ("1", "true", "on")
    try:
        return bool(int(look.get(f"{W}val", "0"), 16) & 0x0020)
    except ValueError:
        return False
