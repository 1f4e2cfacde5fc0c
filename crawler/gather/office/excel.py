"""Read workbooks (XLSX): their sheets, texts, pictures and links. Sheets are read piece by piece."""

import re
from collections import Counter
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Final, TypeVar

from lxml import etree

from crawler.gather.office.drawings import A, is_decorative, kind_of, points
from crawler.gather.office.gathering import Gathered, colour_of, short
from crawler.gather.office.limits import (
    MAX_CELLS,
    MAX_NAMED,
    MAX_SHEET_BYTES,
    MAX_SHEETS,
    MAX_STYLES,
    TooMuch,
    Unreadable,
)
from crawler.gather.office.opc import Lead, R, leads_of, main_part, properties_of
from crawler.gather.office.package import Package, stream
from drempel.model.office_document import (
    Colour,
    OfficeDocument,
    OfficeLink,
    OfficeParagraph,
    OfficePicture,
    OfficeRun,
    OfficeSheet,
)

_T = TypeVar("_T")
S: Final = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
_XDR: Final = "{http://schemas.openxmlformats.org/drawingml/2006/spreadsheetDrawing}"
_REFERENCE: Final = re.compile(r"\$?([A-Z]{1,3})\$?(\d{1,7})")
_KEPT_TEXTS: Final = 20_000
"""Cells whose text is kept."""

_MAX_STRINGS: Final = 1_000_000
_PARTS: Final = tuple(
    f"{S}{name}"
    for name in (
        "row",
        "mergeCell",
        "autoFilter",
        "tablePart",
        "drawing",
        "hyperlink",
        "legacyDrawing",
        "sheetProtection",
    )
)
_ROWS: Final = re.compile(rb"<(?:[\w.-]+:)?sheetData[\s>]")
_HEADED: Final = re.compile(r"(?:_xlnm\.)?Print_Titles|(?:Column|Row)?Title.*", re.IGNORECASE)
_DATA_ROWS: Final = 2
"""From so many cells on a row belongs to the data; fewer are a heading or a remark."""


@dataclass(frozen=True, slots=True)
class _Form:
    """What cells of one form look like."""

    fill: Colour | None = None
    has_fill: bool = False
    colour: Colour | None = None
    size: float = 0
    is_bold: bool = False


_PLAIN: Final = _Form()
_VALUE: Final = f"{S}v"
_TEXT: Final = f"{S}t"


@dataclass(slots=True)
class _Tally:
    """What is counted of a sheet."""

    cells: int = 0
    rows: dict[int, int] = field(default_factory=dict)
    """Row → filled cells."""
    columns: Counter[int] = field(default_factory=Counter)
    header_row: int = 0
    headers: list[str] = field(default_factory=list)
    header_texts: int = 0
    numbers: int = 0
    coloured: dict[tuple[int, int], Colour | None] = field(default_factory=dict)
    merged: list[str] = field(default_factory=list)
    is_marked: bool = False
    is_whole: bool = True
    is_locked: bool = False
    cells_are_shut: bool = False
    """Whether locked cells cannot even be chosen: nobody can read them with the cursor."""
    pictures: int = 0
    table_parts: list[str] = field(default_factory=list)
    drawings: list[str] = field(default_factory=list)
    texts: dict[str, int] = field(default_factory=dict)
    """Cell → number of the paragraph that has its text."""


def read_excel(package: Package, bare: OfficeDocument) -> OfficeDocument:
    """Return what was seen of a workbook. Raises `TooMuch`, `Unreadable` or `Locked`."""
    part = main_part(package, "xl/workbook.xml")
    book = package.xml(part)
    leads = leads_of(package, part)
    by_kind = {lead.kind: lead.target for lead in leads.values() if not lead.is_outside}
    gathered = Gathered()
    reader = _Reader(package, gathered, _strings(package, by_kind.get("sharedStrings", "")))
    reader.forms = _forms(package, by_kind.get("styles", ""))
    named = {
        one.get("localSheetId", "")
        for one in book.iter(f"{S}definedName")
        if _HEADED.match(one.get("name", ""))
    }
    listed = list(book.iter(f"{S}sheet"))
    if not listed:
        raise Unreadable("no sheets")
    if len(listed) > MAX_SHEETS:
        raise TooMuch("sheets")
    sheets = []
    for number, one in enumerate(listed):
        lead = leads.get(one.get(f"{R}id", ""))
        if lead is None or lead.is_outside or not package.has(lead.target):
            raise Unreadable("sheet")
        if lead.kind != "worksheet":
            continue  # a sheet that is only a chart
        is_hidden = one.get("state", "visible") != "visible"
        sheets.append(reader.sheet(lead.target, short(one.get("name")), is_hidden, str(number) in named))
    said = properties_of(package)
    return OfficeDocument(
        name=bare.name,
        kind=bare.kind,
        bytes=bare.bytes,
        producer=said.producer,
        title=said.title,
        modified=said.modified,
        has_language=False,
        only_fields_open=reader.has_shut,
        changes_locked="sheets" if reader.has_locked and not reader.has_shut else "",
        paragraphs=tuple(gathered.paragraphs),
        pictures=tuple(gathered.pictures),
        links=tuple(gathered.links),
        sheets=tuple(sheets),
    )


def _strings(package: Package, part: str) -> list[str]:
    """Return the texts that cells share."""
    if not part or not package.has(part):
        return []
    found: list[str] = []
    for one in stream(package.read(part, MAX_SHEET_BYTES), f"{S}si"):
        if len(one) == 1 and one[0].tag == _TEXT:
            found.append(one[0].text or "")
        else:
            found.append("".join(text.text or "" for text in one.iter(_TEXT) if not _is_hint(text)))
        if len(found) > _MAX_STRINGS:
            raise TooMuch("texts")
        _forget(one)
    return found


def _is_hint(text: etree._Element) -> bool:
    """Tell whether a text only tells how another one is pronounced."""
    parent = text.getparent()
    return parent is not None and parent.tag == f"{S}rPh"


def _forget(element: etree._Element) -> None:
    element.clear()
    parent = element.getparent()
    while parent is not None and element.getprevious() is not None:
        del parent[0]


def _forms(package: Package, part: str) -> list[_Form]:
    root = package.xml_or_none(part)
    if root is None:
        return []
    fills = [_fill(one) for one in root.iterfind(f"{S}fills/{S}fill")]
    fonts = [_font(one) for one in root.iterfind(f"{S}fonts/{S}font")]
    found = []
    for one in root.iterfind(f"{S}cellXfs/{S}xf"):
        has_fill, fill = _at(fills, one.get("fillId"), (False, None))
        colour, size, is_bold = _at(fonts, one.get("fontId"), (None, 0.0, False))
        found.append(_Form(fill, has_fill, colour, size, is_bold))
        if len(found) > 4 * MAX_STYLES:
            raise TooMuch("styles")
    return found


def _at(row: list[_T], number: str | None, other: _T) -> _T:
    index = int(number) if number and number.isdecimal() else -1
    return row[index] if 0 <= index < len(row) else other


def _fill(one: etree._Element) -> tuple[bool, Colour | None]:
    pattern = one.find(f"{S}patternFill")
    if pattern is None:
        return one.find(f"{S}gradientFill") is not None, None
    kind = pattern.get("patternType", "none")
    colour = pattern.find(f"{S}fgColor")
    plain = None if colour is None or kind != "solid" else colour_of(colour.get("rgb", ""))
    return kind not in ("none", "gray125"), plain


def _font(one: etree._Element) -> tuple[Colour | None, float, bool]:
    colour, size, bold = one.find(f"{S}color"), one.find(f"{S}sz"), one.find(f"{S}b")
    try:
        points_ = float(size.get("val", "0")) if size is not None else 0.0
    except ValueError:
        points_ = 0.0
    plain = None if colour is None else colour_of(colour.get("rgb", ""))
    return plain, points_, bold is not None and bold.get("val", "1") not in ("0", "false")


class _Reader:
    """Reads the sheets of one workbook."""

    def __init__(self, package: Package, gathered: Gathered, strings: list[str]) -> None:
        self.package, self.gathered, self.strings = package, gathered, strings
        self.forms: list[_Form] = []
        self.has_locked = self.has_shut = False
        self._cells = 0

    def sheet(self, part: str, name: str, is_hidden: bool, is_marked: bool) -> OfficeSheet:
        """Return one sheet."""
        tally = _Tally(is_marked=is_marked)
        leads = leads_of(self.package, part)
        raw = self.package.read(part, MAX_SHEET_BYTES)
        for one in stream(raw, *_PARTS):
            if one.tag != f"{S}row":
                self.beside_rows(one, name, tally, leads)
                continue
            if self._cells + len(one) > MAX_CELLS:
                tally.is_whole = False
                break
            self.row(one, name, tally)
            _forget(one)
        if not tally.is_whole:
            # Which headers are marked is told behind the rows.
            for one in stream(_without_rows(raw), *_PARTS):
                if one.tag != f"{S}row":
                    self.beside_rows(one, name, tally, leads)
        for table in tally.table_parts[:MAX_SHEETS]:
            root = self.package.xml_or_none(table)
            tally.is_marked |= root is not None and root.get("headerRowCount", "1") != "0"
        for drawing in tally.drawings[:1]:
            if drawing.endswith(".xml"):
                self.drawing(drawing, name, tally)
        self.has_locked |= tally.is_locked and not is_hidden
        self.has_shut |= tally.cells_are_shut and not is_hidden
        return _told(name, is_hidden, tally)

    def beside_rows(self, element: etree._Element, sheet: str, tally: _Tally, leads: dict[str, Lead]) -> None:
        """Take in what a sheet tells of its rows: what is merged, marked, linked and drawn."""
        if element.tag == f"{S}sheetProtection":
            tally.is_locked = element.get("sheet", "0") in ("1", "true")
            tally.cells_are_shut = tally.is_locked and element.get("selectLockedCells", "0") in ("1", "true")
        elif element.tag == f"{S}mergeCell":
            tally.merged.append(element.get("ref", ""))
        elif element.tag == f"{S}autoFilter":
            tally.is_marked = True
        elif element.tag == f"{S}hyperlink":
            self.link(element, sheet, tally, leads)
        elif (lead := leads.get(element.get(f"{R}id", ""))) is not None and not lead.is_outside:
            (tally.table_parts if element.tag == f"{S}tablePart" else tally.drawings).append(lead.target)

    def row(self, element: etree._Element, sheet: str, tally: _Tally) -> None:
        """Take in one row."""
        told = element.get("r", "")
        row = int(told) if told.isdecimal() else max(tally.rows, default=0) + 1
        column = filled = 0
        headers: list[str] = []
        texts = 0
        self._cells += len(element)
        for cell in element:
            column = _column_after(column, cell.get("r", ""), told)
            form = _at(self.forms, cell.get("s"), _PLAIN)
            text, is_text = self.text(cell) if len(cell) else ("", False)
            if not text or text.isspace():
                if form.has_fill and len(tally.coloured) < _KEPT_TEXTS:
                    tally.coloured[row, column] = form.fill
                continue
            filled += 1
            texts += is_text
            tally.columns[column] += 1
            if not tally.header_row or tally.header_row == row:
                headers.append(short(text))
            elif not is_text:
                tally.numbers += 1
            if is_text and len(self.gathered.paragraphs) < _KEPT_TEXTS and any(map(str.isalpha, text)):
                reference = f"{_letters(column)}{row}"
                tally.texts[reference] = self.gathered.next_number
                self.keep(text, form, sheet, reference)
        if filled:
            tally.cells += filled
            tally.rows[row] = filled
            if filled >= _DATA_ROWS and not tally.header_row:
                tally.header_row, tally.headers, tally.header_texts = row, headers, texts

    def keep(self, text: str, form: _Form, sheet: str, reference: str) -> None:
        """Keep the text of a cell."""
        ground = form.fill if form.has_fill else (255, 255, 255)
        run = OfficeRun(text, form.size, form.is_bold, form.colour, ground)
        folded = " ".join(text.split())
        self.gathered.add(
            OfficeParagraph(
                self.gathered.next_number, folded, "cell", runs=(run,), part=sheet, cell=reference
            )
        )

    def text(self, cell: etree._Element) -> tuple[str, bool]:
        """Return what a cell shows, and whether it is text."""
        kind, value = cell.get("t", "n"), ""
        for one in cell:
            if one.tag == _VALUE:
                value = one.text or ""
        if kind == "s":
            return _at(self.strings, value, ""), True
        if kind == "inlineStr":
            return "".join(one.text or "" for one in cell.iter(f"{S}t")), True
        return value, kind == "str"

    def link(self, element: etree._Element, sheet: str, tally: _Tally, leads: dict[str, Lead]) -> None:
        """Take in a link on a cell."""
        number = tally.texts.get(element.get("ref", "").partition(":")[0], 0)
        lead = leads.get(element.get(f"{R}id", ""))
        target = lead.target if lead else "#" + element.get("location", "")
        if number and target != "#":
            text = self.gathered.paragraphs[number - 1].text
            tip = short(element.get("tooltip"))
            self.gathered.links.append(OfficeLink(number, short(text), short(target), tip, sheet))

    def drawing(self, part: str, sheet: str, tally: _Tally) -> None:
        """Take in the pictures and charts of a sheet."""
        root = self.package.xml_or_none(part)
        leads = leads_of(self.package, part)
        for one in () if root is None else root.iter(f"{_XDR}pic", f"{_XDR}graphicFrame", f"{_XDR}sp"):
            said = next(one.iter(f"{_XDR}cNvPr"), None)
            if said is None or (
                one.tag == f"{_XDR}sp" and any((t.text or "").strip() for t in one.iter(f"{A}t"))
            ):
                continue
            data, blip = next(one.iter(f"{A}graphicData"), None), next(one.iter(f"{A}blip"), None)
            lead = None if blip is None else leads.get(blip.get(f"{R}embed", ""))
            kind = (
                "shape"
                if one.tag == f"{_XDR}sp"
                else "picture"
                if data is None
                else kind_of(data.get("uri", ""))
            )
            size = next(one.iter(f"{A}ext"), None)
            tally.pictures += 1
            self.gathered.pictures.append(
                OfficePicture(
                    paragraph=0,
                    kind=kind,
                    alt=short(said.get("descr") or said.get("title")),
                    is_decorative=is_decorative(said),
                    file=lead.target if lead else "",
                    name=short(said.get("name")),
                    width=points(size, "cx"),
                    height=points(size, "cy"),
                    part=sheet,
                )
            )


def _told(name: str, is_hidden: bool, tally: _Tally) -> OfficeSheet:
    if not tally.rows:
        return OfficeSheet(name, is_hidden, pictures=tally.pictures, is_whole=tally.is_whole)
    data = [row for row, filled in tally.rows.items() if filled >= _DATA_ROWS]
    first, last = (min(data), max(data)) if data else (min(tally.rows), max(tally.rows))
    left, right = min(tally.columns), max(tally.columns)
    blank = [row for row in range(first, last) if row not in tally.rows][: MAX_NAMED + 1] if data else []
    empty = [one for one in range(left, right) if one not in tally.columns][: MAX_NAMED + 1]
    inside = {
        (row, column): fill
        for (row, column), fill in tally.coloured.items()
        if first < row <= last and left <= column <= right and row in tally.rows and column in tally.columns
    }
    merged = [one for one in tally.merged if data and _touches(one, first, last, left, right)]
    return OfficeSheet(
        name=name,
        is_hidden=is_hidden,
        cells=tally.cells,
        first_row=first,
        first_column=left,
        last_row=last,
        last_column=right,
        headers=tuple(tally.headers[:MAX_NAMED]),
        header_share=tally.header_texts / len(tally.headers) if tally.headers else 0.0,
        body_has_numbers=tally.numbers > 0,
        has_marked_headers=tally.is_marked,
        merged=tuple(merged[: MAX_NAMED + 1]),
        blank_rows=tuple(blank),
        blank_columns=tuple(empty),
        coloured_blank=tuple(f"{_letters(column)}{row}" for row, column in sorted(inside)[: MAX_NAMED + 1]),
        colours=len(set(inside.values())),
        pictures=tally.pictures,
        is_whole=tally.is_whole,
    )


def _without_rows(raw: bytes) -> bytes:
    """Return a sheet without its rows; raises `TooMuch` where that cannot be told."""
    begin = _ROWS.search(raw)
    end = raw.find(b">", raw.rfind(b"sheetData"))
    if begin is None or end < begin.end():
        raise TooMuch("cells")
    return raw[: begin.start()] + raw[end + 1 :]


def _touches(reference: str, first: int, last: int, left: int, right: int) -> bool:
    """Tell whether merged cells lie in the data."""
    begin, _, end = reference.partition(":")
    one, other = _REFERENCE.fullmatch(begin), _REFERENCE.fullmatch(end)
    if one is None or other is None:
        return False
    is_between = int(one[2]) <= last and int(other[2]) >= first
    return is_between and _column(one[1]) <= right and _column(other[1]) >= left


def _column_after(before: int, reference: str, row: str) -> int:
    """Return the column of a cell: mostly the next one; it may also be left out."""
    if not reference:
        return before + 1
    letters = reference.removesuffix(row)
    if not letters.isalpha() or not letters.isascii() or not letters.isupper() or len(letters) > 3:
        return before + 1
    return _column(letters)


@lru_cache(maxsize=20_000)
def _column(letters: str) -> int:
    number = 0
    for letter in letters:
        number = number * 26 + ord(letter) - 64
    return number


def _letters(column: int) -> str:
    told = ""
    while column:
        column, rest = divmod(column - 1, 26)
        told = chr(65 + rest) + told
    return told
