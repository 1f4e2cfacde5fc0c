"""What was seen of a DOCX, ODT, XLSX or EPUB file: its text, tables, pictures and links, as plain facts.

`crawler.gather.office` makes the value and judges nothing; the checks in `checks.rules.office` judge it. Such
files have no fixed pages: places are told by the number of the paragraph, the cell of a sheet, or the part
of a book. Sizes are in points (1/72 inch).
"""

from collections.abc import Iterator
from dataclasses import dataclass

NONE = -1
"""Stands for no table, where the number of a table is asked."""

Colour = tuple[int, int, int]
"""Red, green and blue, 0–255."""


@dataclass(frozen=True, slots=True)
class OfficeRun:
    """Text in one form inside a paragraph."""

    text: str
    size: float = 0
    """0 where it is not known."""
    is_bold: bool = False
    colour: Colour | None = None
    """`None` where it is not one plain colour."""
    ground: Colour | None = None
    """Colour behind it; `None` where that is not known."""


@dataclass(frozen=True, slots=True)
class OfficeParagraph:
    """A paragraph, heading, list item or text of a cell, in the order of reading."""

    number: int
    """From 1 on; empty paragraphs count too."""
    text: str
    style: str = ""
    """Name of its style, in lower case; that of a program's own style is English in most files."""
    level: int = 0
    """Of a heading, 1–9; 0 where it is none."""
    is_item: bool = False
    """Whether it is an item of a list."""
    is_title: bool = False
    """Whether its style says that it is the title of the document."""
    where: str = ""
    """`header`, `footer`, `note`, `box`, `contents` (a table of contents) or `caption`; empty in the text."""
    table: int = NONE
    """The number of the table it stands in."""
    lang: str = ""
    """Declared for most of its letters, where that is not the language of the document."""
    runs: tuple[OfficeRun, ...] = ()
    has_object: bool = False
    """Whether a picture, field, break or line stands in it."""
    tabs: int = 0
    """Tabs between words."""
    part: str = ""
    """Name of the sheet, or of the part of a book."""
    cell: str = ""
    """Of a sheet, e.g. `B7`."""

    @property
    def is_empty(self) -> bool:
        """Tell whether there is nothing in it."""
        return not self.text.strip() and not self.has_object

    @property
    def is_bold(self) -> bool:
        """Tell whether all its letters are bold."""
        letters = [run for run in self.runs if run.text.strip()]
        return bool(letters) and all(run.is_bold for run in letters)

    @property
    def size(self) -> float:
        """Return the size of its first letters; 0 where it is not known."""
        return next((run.size for run in self.runs if run.text.strip()), 0.0)


@dataclass(frozen=True, slots=True)
class OfficePicture:
    """A picture, chart, drawing or other thing that is seen."""

    paragraph: int
    kind: str
    """`picture`, `chart`, `diagram`, `shape`, `group` or `object`."""
    alt: str = ""
    is_decorative: bool = False
    """Whether it is marked so."""
    file: str = ""
    """Name of the picture inside the file."""
    name: str = ""
    width: float = 0
    height: float = 0
    where: str = ""
    """As of paragraphs."""
    part: str = ""
    has_empty_alt: bool = False
    """Of books: whether the attribute is there and empty, which marks a decoration."""


@dataclass(frozen=True, slots=True)
class OfficeTable:
    """A table in the text. Of a table with more than a few rows the texts of the first ones are kept."""

    number: int
    paragraph: int
    """The first one in it, or the next one after it where none is."""
    rows: int
    columns: int
    header_rows: int = 0
    """Rows at the top that are marked as headers."""
    has_header_cells: bool = False
    """Whether cells are marked as headers, at the top or at the side."""
    merged: int = 0
    """Cells that were merged with others."""
    is_nested: bool = False
    texts: tuple[tuple[str, ...], ...] = ()
    first_row_bold: bool = False
    """Whether all text of the first row is bold, and that of the second is not."""
    first_row_filled: bool = False
    """Whether the first row has another colour behind it than the second."""
    first_row_styled: bool = False
    """Whether the table has the option "header row" of its style on, which only looks so."""
    where: str = ""
    part: str = ""


@dataclass(frozen=True, slots=True)
class OfficeLink:
    """A link with the text that is seen."""

    paragraph: int
    text: str
    target: str
    tip: str = ""
    part: str = ""
    is_mail: bool = False


@dataclass(frozen=True, slots=True)
class OfficeField:
    """A field to fill in."""

    paragraph: int
    kind: str
    """`text`, `choice`, `check`, `date` or `control`."""
    name: str = ""
    """What programs are told: title, help or status text."""
    before: str = ""
    """The text just before it, or shown in it."""


@dataclass(frozen=True, slots=True)
class OfficeSheet:
    """One sheet of a workbook. Rows and columns are counted from 1."""

    name: str
    is_hidden: bool = False
    cells: int = 0
    """Cells with something in them."""
    first_row: int = 0
    first_column: int = 0
    last_row: int = 0
    last_column: int = 0
    headers: tuple[str, ...] = ()
    """Texts of the first row that has something in it."""
    header_share: float = 0
    """Part (0–1) of these that are text."""
    body_has_numbers: bool = False
    has_marked_headers: bool = False
    """Whether a table, a list with filters, or rows that are repeated on paper say what the headers are."""
    merged: tuple[str, ...] = ()
    """Ranges, e.g. `A1:C1`, of cells that were merged; not those of a heading above the data."""
    blank_rows: tuple[int, ...] = ()
    """Rows without anything between rows with data."""
    blank_columns: tuple[int, ...] = ()
    coloured_blank: tuple[str, ...] = ()
    """Empty cells among the data with a colour of their own."""
    colours: int = 0
    """Different colours behind these."""
    pictures: int = 0
    is_whole: bool = True
    """Whether all its rows were read; of very large workbooks only the first cells are."""


@dataclass(frozen=True, slots=True)
class OfficeBook:
    """What an EPUB file says of itself."""

    version: str = ""
    access_modes: tuple[str, ...] = ()
    sufficient_modes: tuple[str, ...] = ()
    features: tuple[str, ...] = ()
    hazards: tuple[str, ...] = ()
    summary: str = ""
    conforms_to: tuple[str, ...] = ()
    has_navigation: bool = False
    navigation_entries: int = 0
    broken_entries: tuple[str, ...] = ()
    """Entries of the navigation that lead to parts that are not there."""
    has_page_list: bool = False
    page_breaks: int = 0
    parts: int = 0
    parts_without_language: tuple[str, ...] = ()
    parts_without_title: tuple[str, ...] = ()
    has_fixed_layout: bool = False


@dataclass(frozen=True, slots=True)
class OfficeSpeech:
    """Text for which one language is declared, and the language it is in."""

    declared: str
    found: str
    """`nl`, `fr`, `en` or `de`."""
    paragraph: int
    """0 for the document."""
    words: int
    text: str
    is_document: bool = False
    is_sure: bool = False
    """Whether there is much text and hardly any doubt."""
    differs: bool = False


@dataclass(frozen=True, slots=True)
class OfficeSpeeches:
    """In which languages the parts of a document are, as far as that can be told."""

    parts: tuple[OfficeSpeech, ...] = ()


@dataclass(frozen=True, slots=True)
class OfficeDocument:
    """One file. `untested` says why it could not be read; `seen` names what was read all the same."""

    name: str = ""
    kind: str = ""
    """`docx`, `odt`, `xlsx` or `epub`, told by what is in it; empty where that is none of them."""
    untested: str = ""
    """`locked`, `broken`, `too-slow`, `too-large`, `old-format`, `unknown-format`; or empty."""
    seen: tuple[str, ...] = ()
    bytes: int = 0
    producer: str = ""
    title: str | None = None
    lang: str | None = None
    """Declared for the document; `None` where none is."""
    has_language: bool = True
    """False for a workbook: that kind of file cannot say its language."""
    modified: str = ""
    """Date of the last change that the file tells (ISO 8601)."""
    only_fields_open: bool = False
    """Whether it is locked so that only its fields can be reached."""
    changes_locked: str = ""
    """What cannot be changed without a password: `document`, `sheets` or `parts`; empty for nothing."""
    paragraphs: tuple[OfficeParagraph, ...] = ()
    pictures: tuple[OfficePicture, ...] = ()
    tables: tuple[OfficeTable, ...] = ()
    links: tuple[OfficeLink, ...] = ()
    fields: tuple[OfficeField, ...] = ()
    sheets: tuple[OfficeSheet, ...] = ()
    boxes: tuple[int, ...] = ()
    """Numbers of the first paragraphs of text boxes that float over the page."""
    book: OfficeBook | None = None

    def paragraph(self, number: int) -> OfficeParagraph | None:
        """Return a paragraph by its number; `None` where there is none."""
        return self.paragraphs[number - 1] if 1 <= number <= len(self.paragraphs) else None

    @property
    def is_part(self) -> bool:
        """Tell whether only the beginning was read: what is not found may stand in the rest."""
        return not all(sheet.is_whole for sheet in self.sheets)

    @property
    def body(self) -> Iterator[OfficeParagraph]:
        """Yield the paragraphs of the text itself: no headers, footers, notes and tables of contents."""
        return (one for one in self.paragraphs if one.where in ("", "caption"))

    @property
    def letters(self) -> int:
        """Return how many letters and digits the text has."""
        return sum(sum(map(str.isalnum, one.text)) for one in self.body)
