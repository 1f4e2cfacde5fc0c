"""Where the text of a PDF stands on its pages, put together to lines and blocks.

Sizes and places are in points (1/72 inch) from the lower left corner of the page as it is shown.
"""

from dataclasses import dataclass
from typing import NamedTuple

NO_TAG = -1

Colour = tuple[int, int, int]
"""Red, green and blue, 0–255."""


class PdfPiece(NamedTuple):
    """Text in one font and colour on one line and in one tag.

    A tuple, not a dataclass: a long document has a hundred thousand of them.
    """

    page: int
    tag: int
    """The tag it belongs to, `NO_TAG` where there is none."""
    text: str
    left: float
    base: float
    """Height of the line that letters stand on."""
    right: float
    size: float
    is_bold: bool = False
    is_italic: bool = False
    colour: Colour | None = None
    """`None` where it is not one plain colour."""
    ground: Colour | None = None
    """Colour behind it; `None` where that is not known."""
    is_artifact: bool = False
    is_hidden: bool = False
    is_turned: bool = False
    """Whether it does not run from left to right."""


@dataclass(frozen=True, slots=True)
class PdfBlock:
    """A paragraph, heading, list item, cell or other text that is read as one, in the order of reading."""

    text: str
    """White space folded, words that were broken at the end of a line whole again."""
    kind: str
    """`heading`, `paragraph`, `list-item`, `cell`, `caption`, `contents`, `note`, `link`, `figure`,
    `artifact`; `label` for the mark of a list item."""
    page: int
    """Where it begins."""
    tag: int = NO_TAG
    """The tag around all of it."""
    left: float = 0
    bottom: float = 0
    right: float = 0
    top: float = 0
    size: float = 0
    """Of most of its letters."""
    is_bold: bool = False
    """Whether nearly all letters are."""
    is_italic: bool = False
    lines: int = 1
    """On its first page, as are the places above."""
    order: int = 0
    """Place in the order of drawing."""
    parts: tuple[float, ...] = ()
    """Left ends of what stands far apart on its first line, as in a row of a table."""
    breaks: int = 0
    """Lines after the first that begin as an item of a list does."""


@dataclass(frozen=True, slots=True)
class PdfInk:
    """Text of one page in one colour on one ground."""

    page: int
    colour: Colour
    ground: Colour
    is_large: bool
    """18 points, or 14 and bold (WCAG 1.4.3)."""
    letters: int
    sample: str


@dataclass(frozen=True, slots=True)
class PdfPicture:
    """An image on a page."""

    page: int
    tag: int
    left: float
    bottom: float
    right: float
    top: float
    is_artifact: bool = False


@dataclass(frozen=True, slots=True)
class PdfSpeech:
    """Text for which one language is declared, and the language it is in."""

    declared: str
    found: str
    """`nl`, `fr`, `en` or `de`."""
    page: int
    tag: int
    """The tag that declares it, or the block; `NO_TAG` for the document."""
    words: int
    text: str
    """Its beginning."""
    is_document: bool = False
    is_sure: bool = False
    """Whether there is much text and hardly any doubt."""
    differs: bool = False


@dataclass(frozen=True, slots=True)
class PdfSpeeches:
    """In which languages the parts of a document are, as far as that can be told."""

    parts: tuple[PdfSpeech, ...] = ()
