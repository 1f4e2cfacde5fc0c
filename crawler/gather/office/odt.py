"""Read texts in OpenDocument form (ODT)."""

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import replace
from typing import Final

from lxml import etree

from crawler.gather.office.gathering import Gathered, merged, short
from crawler.gather.office.limits import MAX_DEPTH, TooMuch, Unreadable
from crawler.gather.office.odt_styles import (
    DRAW,
    FORM,
    OFFICE,
    STYLE,
    SVG,
    TABLE,
    TEXT,
    XLINK,
    OdfStyle,
    OdfStyles,
    length,
)
from crawler.gather.office.package import Package
from drempel.model.office_document import (
    NONE,
    Colour,
    OfficeDocument,
    OfficeField,
    OfficeLink,
    OfficeParagraph,
    OfficePicture,
    OfficeRun,
    OfficeTable,
)

_META: Final = "{urn:oasis:names:tc:opendocument:xmlns:meta:1.0}"
_DC: Final = "{http://purl.org/dc/elements/1.1/}"
_LOEXT: Final = "{urn:org:documentfoundation:names:experimental:office:xmlns:loext:1.0}"
_LISTS: Final = frozenset({f"{TEXT}list"})
_ITEMS: Final = frozenset({f"{TEXT}list-item", f"{TEXT}list-header"})
_INDEXES: Final = frozenset(
    f"{TEXT}{name}"
    for name in ("table-of-content", "illustration-index", "table-index", "alphabetical-index", "user-index")
)
_SKIPPED: Final = frozenset(
    {
        f"{TEXT}tracked-changes", f"{OFFICE}forms", f"{OFFICE}annotation", f"{OFFICE}annotation-end",
        f"{TEXT}sequence-decls", f"{TEXT}variable-decls", f"{TEXT}user-field-decls", f"{SVG}title",
        f"{SVG}desc",
        f"{TEXT}ruby-text",
    }
)  # fmt: skip
_DRAWN: Final = frozenset(
    f"{DRAW}{name}"
    for name in (
        "frame",
        "control",
        "rect",
        "custom-shape",
        "line",
        "ellipse",
        "circle",
        "path",
        "polyline",
        "g",
    )
)
_FIELDS: Final = {
    "text": "text", "textarea": "text", "password": "text", "formatted-text": "text", "number": "text",
    "date": "date", "time": "date", "listbox": "choice", "combobox": "choice", "checkbox": "check",
    "radio": "check",
}  # fmt: skip
_KEPT_ROWS: Final = 4
_MAX_REPEATED: Final = 1000


def read_odt(package: Package, bare: OfficeDocument) -> OfficeDocument:
    """Return what was seen of a text. Raises `TooMuch`, `Unreadable` or `Locked`."""
    content = package.xml("content.xml")
    text = content.find(f"{OFFICE}body/{OFFICE}text")
    if text is None:
        raise Unreadable("no text")
    looks = package.xml_or_none("styles.xml")
    styles = OdfStyles(looks, content)
    gathered = Gathered()
    story = _Story(gathered, styles, _controls(text))
    story.blocks(text)
    for one in () if looks is None else looks.iter(f"{STYLE}header", f"{STYLE}footer"):
        story.blocks(one, where=one.tag.removeprefix(STYLE))
    meta = package.xml_or_none("meta.xml")
    declared = styles.lang
    letters: Counter[str] = Counter()
    for paragraph in gathered.paragraphs:
        letters[paragraph.lang] += len(paragraph.text)
    lang = letters.most_common(1)[0][0] or declared if sum(letters.values()) else declared
    title = None if meta is None else next((one.text or "" for one in meta.iter(f"{_DC}title")), None)
    return OfficeDocument(
        name=bare.name,
        kind=bare.kind,
        bytes=bare.bytes,
        producer=""
        if meta is None
        else next((short(one.text) for one in meta.iter(f"{_META}generator")), ""),
        title=None if title is None else short(title),
        modified="" if meta is None else next((short(one.text)[:10] for one in meta.iter(f"{_DC}date")), ""),
        lang=lang,
        changes_locked="parts" if any(map(_is_protected, text.iter(f"{TEXT}section"))) else "",
        paragraphs=tuple(replace(one, lang="") if one.lang == lang else one for one in gathered.paragraphs),
        pictures=tuple(gathered.pictures),
        tables=gathered.closed_tables(),
        links=tuple(gathered.links),
        fields=tuple(gathered.fields),
        boxes=tuple(gathered.boxes),
    )


def _is_protected(section: etree._Element) -> bool:
    """Tell whether a section is seen and cannot be changed; a table of contents is another element."""
    is_seen = section.get(f"{TEXT}display") != "none"
    return is_seen and bool(section.get(f"{TEXT}protected") == "true")


def _controls(text: etree._Element) -> dict[str, tuple[str, str]]:
    """Return kind and name of the form fields by their id."""
    found = {}
    forms = text.find(f"{OFFICE}forms")
    for one in () if forms is None else forms.iter():
        if isinstance(one.tag, str) and one.tag.startswith(FORM):
            kind = _FIELDS.get(one.tag.removeprefix(FORM), "")
            if kind:
                name = one.get(f"{FORM}title") or one.get(f"{FORM}label") or ""
                for key in (one.get(f"{FORM}id"), one.get("{http://www.w3.org/XML/1998/namespace}id")):
                    if key:
                        found[key] = kind, short(name)
    return found


class _Story:
    """Reads one run of text."""

    def __init__(self, gathered: Gathered, styles: OdfStyles, controls: dict[str, tuple[str, str]]) -> None:
        self.gathered, self.styles, self.controls = gathered, styles, controls

    def blocks(
        self,
        parent: etree._Element,
        table: int = NONE,
        ground: Colour | None = (255, 255, 255),
        where: str = "",
        is_item: bool = False,
        depth: int = 0,
    ) -> None:
        """Take in what stands in an element."""
        if depth > MAX_DEPTH:
            raise TooMuch("depth")
        for one in parent:
            if one.tag in (f"{TEXT}p", f"{TEXT}h"):
                self.paragraph(one, table, ground, where, is_item, depth + 1)
            elif one.tag == f"{TABLE}table":
                self.table(one, table, ground, where, depth + 1)
            elif one.tag in _ITEMS:
                self.blocks(one, table, ground, where, one.tag != f"{TEXT}list-header", depth + 1)
            elif one.tag in _INDEXES:
                body = one.find(f"{TEXT}index-body")
                if body is not None:
                    self.blocks(body, table, ground, where or "contents", False, depth + 1)
            elif one.tag in _DRAWN:
                # Anchored to the page, it stands outside all paragraphs.
                number = max(1, self.gathered.next_number - 1)
                self.drawing(one, number, "", where, depth + 1)
            elif one.tag not in _SKIPPED and isinstance(one.tag, str):
                self.blocks(one, table, ground, where, is_item, depth + 1)

    def table(
        self, element: etree._Element, outer: int, ground: Colour | None, where: str, depth: int
    ) -> None:
        """Take in a table with what stands in its cells."""
        number, first = self.gathered.open_table(), self.gathered.next_number
        rows = headers = columns = merged_cells = 0
        texts: list[tuple[str, ...]] = []
        bold: list[bool] = []
        grounds: list[frozenset[Colour | None]] = []
        for row, is_header in _rows(element, depth):
            rows += _times(row, "rows")
            headers += is_header
            width, begin, cells, colours = 0, self.gathered.next_number, [], set()
            for cell in row:
                if cell.tag not in (f"{TABLE}table-cell", f"{TABLE}covered-table-cell"):
                    continue
                width += _times(cell, "columns")
                if cell.tag == f"{TABLE}covered-table-cell":
                    continue
                spans = (cell.get(f"{TABLE}number-columns-spanned"), cell.get(f"{TABLE}number-rows-spanned"))
                merged_cells += any(span not in (None, "", "1") for span in spans)
                own = self.styles.cell(cell.get(f"{TABLE}style-name", ""))
                colours.add(own)
                at = self.gathered.next_number
                self.blocks(cell, number, own or ground, where, False, depth + 1)
                cells.append(
                    " ".join(p.text for p in self.gathered.paragraphs[at - 1 :] if p.table == number)
                )
            columns = max(columns, width)
            if len(texts) < _KEPT_ROWS:
                texts.append(tuple(map(short, cells)))
                mine = [p for p in self.gathered.paragraphs[begin - 1 :] if p.text.strip()]
                bold.append(bool(mine) and all(p.is_bold for p in mine))
                grounds.append(frozenset(colours))
        self.gathered.tables[number] = OfficeTable(
            number=number,
            paragraph=first,
            rows=rows,
            columns=columns,
            header_rows=headers,
            merged=merged_cells,
            is_nested=outer != NONE,
            texts=tuple(texts),
            first_row_bold=bold[:1] == [True] and bold[1:2] != [True],
            first_row_filled=len(grounds) > 1 and grounds[0] != grounds[1] and None not in grounds[0],
            where=where,
        )

    def paragraph(
        self,
        element: etree._Element,
        table: int,
        ground: Colour | None,
        where: str,
        is_item: bool,
        depth: int,
    ) -> None:
        """Take in a paragraph or heading, and after it what hangs on it."""
        named = element.get(f"{TEXT}style-name", "")
        style, name = self.styles.paragraph(named), self.styles.own_name(named)
        level = 0
        if element.tag == f"{TEXT}h" and where not in ("header", "footer"):
            told = element.get(f"{TEXT}outline-level", "1")
            level = min(9, int(told)) if told.isdecimal() and int(told) else 1
        number = self.gathered.next_number
        reading = _Paragraph(self, number, style.area or ground)
        reading.take(element, style, depth)
        if not where and (name.endswith("caption") or name in ("illustration", "figure", "table", "tabel")):
            where = "caption"
        self.gathered.add(
            OfficeParagraph(
                number=number,
                text=" ".join(reading.text.split()),
                style=name,
                level=level,
                is_item=is_item and not level,
                is_title=name == "title" or name.endswith("-title"),
                where=where,
                table=table,
                lang=reading.lang,
                runs=merged(reading.runs),
                has_object=bool(reading.drawn) or style.breaks or name == "horizontal line",
                tabs=len(re.findall(r"(?<=\S)[ \t]*\t[ \t]*(?=\S)", reading.text)),
            )
        )
        for one in reading.notes:
            self.blocks(one, NONE, ground, "note", False, depth + 1)
        for one in reading.drawn:
            self.drawing(one, number, short(reading.text), where, depth + 1)

    def drawing(self, element: etree._Element, number: int, before: str, where: str, depth: int) -> None:
        """Take in a picture, a box, a field or a drawing."""
        if element.tag == f"{DRAW}control":
            kind, name = self.controls.get(element.get(f"{DRAW}control", ""), ("", ""))
            if kind:
                told = name or short(element.findtext(f"{SVG}title")) or short(element.findtext(f"{SVG}desc"))
                self.gathered.fields.append(OfficeField(number, kind, told, before))
            return
        box = element.find(f"{DRAW}text-box")
        if box is None and any(one.tag in (f"{TEXT}p", f"{TEXT}list") and _said(one) for one in element):
            box = element
        floats = element.get(f"{TEXT}anchor-type", "") not in ("as-char", "")
        if box is not None:
            if floats:
                self.gathered.boxes.append(self.gathered.next_number)
            # What is behind a frame is not known.
            self.blocks(box, NONE, None, where or "box", False, depth + 1)
            return
        image = element.find(f"{DRAW}image")
        alt = short(element.findtext(f"{SVG}desc")) or short(element.findtext(f"{SVG}title"))
        told = element.find(f"{DRAW}object")
        kind = "picture" if image is not None and told is None else "object" if told is not None else "shape"
        if kind == "shape" and element.tag == f"{DRAW}frame":
            kind = "object"
        self.gathered.pictures.append(
            OfficePicture(
                paragraph=number,
                kind="group" if element.tag == f"{DRAW}g" else kind,
                alt=alt,
                is_decorative=element.get(f"{_LOEXT}decorative", "") == "true",
                file="" if image is None else image.get(f"{XLINK}href", "")[:300],
                name=short(element.get(f"{DRAW}name")),
                width=length(element.get(f"{SVG}width", "")),
                height=length(element.get(f"{SVG}height", "")),
                where=where,
            )
        )


class _Paragraph:
    """Reads the text of one paragraph."""

    def __init__(self, story: _Story, number: int, ground: Colour | None) -> None:
        self.story, self.number, self.ground = story, number, ground
        self.runs: list[OfficeRun] = []
        self.drawn: list[etree._Element] = []
        self.notes: list[etree._Element] = []
        self._texts: list[str] = []
        self._langs: Counter[str] = Counter()

    @property
    def text(self) -> str:
        """Return the text with its tabs."""
        return "".join(self._texts)

    @property
    def lang(self) -> str:
        """Return the language of most letters."""
        return self._langs.most_common(1)[0][0] if self._langs else ""

    def take(self, element: etree._Element, style: OdfStyle, depth: int) -> None:
        """Take in the text in an element."""
        if depth > MAX_DEPTH:
            raise TooMuch("depth")
        self.add(element.text, style)
        for one in element:
            if one.tag in (f"{TEXT}tab", f"{TEXT}line-break"):
                self.add("\t" if one.tag == f"{TEXT}tab" else "\n", style)
            elif one.tag == f"{TEXT}s":
                told = one.get(f"{TEXT}c", "1")
                self.add(" " * min(_MAX_REPEATED, int(told) if told.isdecimal() else 1), style, is_space=True)
            elif one.tag == f"{TEXT}note":
                self.notes += one.iterfind(f"{TEXT}note-body")
            elif one.tag == f"{TEXT}a":
                begin = len(self._texts)
                self.take(one, self.story.styles.run(one.get(f"{TEXT}style-name", ""), style), depth + 1)
                text, target = short("".join(self._texts[begin:])), one.get(f"{XLINK}href", "")
                if text and target:
                    tip = short(one.get(f"{OFFICE}title"))
                    self.story.gathered.links.append(OfficeLink(self.number, text, short(target), tip))
            elif one.tag == f"{TEXT}span":
                self.take(one, self.story.styles.run(one.get(f"{TEXT}style-name", ""), style), depth + 1)
            elif one.tag in _DRAWN or one.tag == f"{DRAW}a":
                self.drawn += [one] if one.tag in _DRAWN else one.iterfind(f"{DRAW}frame")
            elif one.tag not in _SKIPPED and isinstance(one.tag, str):
                self.take(one, style, depth + 1)
            self.add(one.tail, style)

    def add(self, text: str | None, style: OdfStyle, *, is_space: bool = False) -> None:
        """Add text in one form; line ends in the file are spaces."""
        if not text or style.is_hidden:
            return
        shown = text if is_space or text in "\t\n" else re.sub(r"[ \t\r\n]+", " ", text)
        self._texts.append(shown)
        self._langs[style.lang] += sum(map(str.isalpha, shown))
        self.runs.append(
            OfficeRun(shown, style.size, style.is_bold, style.colour, style.ground or self.ground)
        )


def _said(element: etree._Element) -> bool:
    return any(piece.strip() for piece in element.itertext())


def _rows(
    element: etree._Element, depth: int, is_header: bool = False
) -> Iterator[tuple[etree._Element, bool]]:
    """Yield the rows of a table, and whether each is marked as a header."""
    if depth > MAX_DEPTH:
        raise TooMuch("depth")
    for one in element:
        if one.tag == f"{TABLE}table-row":
            yield one, is_header
        elif one.tag == f"{TABLE}table-header-rows":
            yield from _rows(one, depth + 1, True)
        elif one.tag in (f"{TABLE}table-rows", f"{TABLE}table-row-group"):
            yield from _rows(one, depth + 1, is_header)


def _times(element: etree._Element, what: str) -> int:
    told = element.get(f"{TABLE}number-{what}-repeated", "1")
    return min(_MAX_REPEATED, int(told)) if told.isdecimal() and int(told) else 1
