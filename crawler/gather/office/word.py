"""Read Word documents (DOCX) as they read with all changes accepted."""

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import replace
from typing import Final

from lxml import etree

from crawler.gather.office.drawings import Drawing, drawings_in
from crawler.gather.office.gathering import Gathered, colour_of, merged, short
from crawler.gather.office.limits import MAX_DEPTH, TooMuch, Unreadable
from crawler.gather.office.opc import Lead, R, leads_of, main_part, properties_of
from crawler.gather.office.package import Package, stream
from crawler.gather.office.word_fields import Fields, named_control
from crawler.gather.office.word_styles import Look, Style, Styles, W, filled, is_on, level_of, look_of, value
from crawler.gather.office.word_tables import cell_facts, styles_first_row
from drempel.model.office_document import (
    NONE,
    Colour,
    OfficeDocument,
    OfficeLink,
    OfficeParagraph,
    OfficePicture,
    OfficeRun,
    OfficeTable,
)

_GONE: Final = frozenset(
    {f"{W}del", f"{W}moveFrom", f"{W}pPr", f"{W}rPr", f"{W}sdtPr", f"{W}tblPr", f"{W}tcPr"}
)
_BLOCKS: Final = frozenset({f"{W}p", f"{W}tbl"})
_ROOTS: Final = tuple(
    f"{W}{name}" for name in ("p", "tbl", "sdt", "customXml", "ins", "altChunk", "background")
)
_MC: Final = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"
_ALTERNATIVES: Final = f"{_MC}AlternateContent"
_DRAWN: Final = frozenset({f"{W}drawing", f"{W}pict", f"{W}object", _ALTERNATIVES})
_SPACE: Final = frozenset({f"{W}br", f"{W}cr", f"{W}ptab"})
_NOTES: Final = frozenset({"footnotes", "endnotes"})
_KEPT_ROWS: Final = 4
_CONTENTS: Final = re.compile(r"(?:toc|table of figures|index)\b.*")


def read_word(package: Package, bare: OfficeDocument) -> OfficeDocument:
    """Return what was seen of a Word document. Raises `TooMuch`, `Unreadable` or `Locked`."""
    part = main_part(package, "word/document.xml")
    leads = leads_of(package, part)
    by_kind = {lead.kind: lead.target for lead in leads.values() if not lead.is_outside}
    styles = Styles(package.xml_or_none(by_kind.get("styles", "")))
    said = properties_of(package)
    gathered = Gathered()
    body = _Story(gathered, styles, leads)
    blocks = 0
    for element in stream(package.read(part), *_ROOTS):
        parent = element.getparent()
        if element.tag == f"{W}background":
            body.ground = _page_colour(element)
        elif parent is not None and parent.tag == f"{W}body":
            body.block(element)
            blocks += 1
            _forget(element)
    if not blocks and b"body>" not in package.read(part):
        raise Unreadable("no body")
    for lead in dict.fromkeys(leads.values()):
        if lead.kind in ("header", "footer", *_NOTES) and not lead.is_outside and package.has(lead.target):
            _aside(package, lead, gathered, styles)
    paragraphs, lang = _with_language(gathered.paragraphs, styles.lang)
    settings = package.xml_or_none(by_kind.get("settings", ""))
    return OfficeDocument(
        name=bare.name,
        kind=bare.kind,
        bytes=bare.bytes,
        producer=said.producer,
        title=said.title,
        modified=said.modified,
        lang=lang,
        only_fields_open=settings is not None and _only_fields_open(settings),
        changes_locked="document" if settings is not None and _is_locked(settings) else "",
        paragraphs=paragraphs,
        pictures=tuple(gathered.pictures),
        tables=gathered.closed_tables(),
        links=tuple(gathered.links),
        fields=tuple(gathered.fields),
        boxes=tuple(gathered.boxes),
    )


def _forget(element: etree._Element) -> None:
    """Free what was read."""
    parent = element.getparent()
    element.clear()
    while parent is not None and element.getprevious() is not None:
        del parent[0]


def _page_colour(background: etree._Element) -> Colour | None:
    return colour_of(background.get(f"{W}color", ""))


def _only_fields_open(settings: etree._Element) -> bool:
    return _enforced(settings) == "forms"


def _is_locked(settings: etree._Element) -> bool:
    """Tell whether its text cannot be changed; a password to save it in its place is another thing."""
    return _enforced(settings) in ("readOnly", "comments")


def _enforced(settings: etree._Element) -> str:
    """Return the kind of protection that is on; empty for none."""
    lock = settings.find(f"{W}documentProtection")
    if lock is None or lock.get(f"{W}enforcement", "0").lower() not in ("1", "true", "on"):
        return ""
    return str(lock.get(f"{W}edit", ""))


def _aside(package: Package, lead: Lead, gathered: Gathered, styles: Styles) -> None:
    """Read a header, a footer or notes."""
    where = "note" if lead.kind in _NOTES else lead.kind
    story = _Story(gathered, styles, leads_of(package, lead.target), where)
    root = package.xml(lead.target)
    for one in root if where == "note" else (root,):
        if one.get(f"{W}type", "normal") == "normal":
            for block in one:
                story.block(block)


def _with_language(
    paragraphs: list[OfficeParagraph], declared: str | None
) -> tuple[tuple[OfficeParagraph, ...], str | None]:
    """Return the paragraphs with the languages that differ from that of most text, and that language.

    Programs write the language beside each word as often as in the style of usual text.
    """
    letters: Counter[str] = Counter()
    for one in paragraphs:
        letters[one.lang] += len(one.text)
    lang = declared
    if letters and sum(letters.values()):
        most = letters.most_common(1)[0][0]
        lang = most or declared
    told = (_told(one, lang) for one in paragraphs)
    return tuple(told), lang


def _told(one: OfficeParagraph, lang: str | None) -> OfficeParagraph:
    return replace(one, lang="") if one.lang and one.lang == lang else one


class _Story:
    """Reads one run of text: that of the document, of a header, of notes."""

    def __init__(self, gathered: Gathered, styles: Styles, leads: dict[str, Lead], where: str = "") -> None:
        self.gathered, self.styles, self.leads, self.where = gathered, styles, leads, where
        self.ground: Colour | None = (255, 255, 255)
        self.fields = Fields()

    def block(
        self,
        element: etree._Element,
        table: int = NONE,
        ground: Colour | str | None = "page",
        where: str | None = None,
        depth: int = 0,
    ) -> None:
        """Take in a paragraph, a table, or what stands around some."""
        if depth > MAX_DEPTH:
            raise TooMuch("depth")
        under = self.ground if isinstance(ground, str) else ground
        where = self.where if where is None else where
        for one in _opened(element, _BLOCKS, depth):
            if one.tag == f"{W}p":
                self.paragraph(one, table, under, where, depth + 1)
            else:
                self.table(one, table, under, where, depth + 1)

    def table(
        self, element: etree._Element, outer: int, under: Colour | None, where: str, depth: int
    ) -> None:
        """Take in a table with what stands in its cells."""
        number, first = self.gathered.open_table(), self.gathered.next_number
        properties = element.find(f"{W}tblPr")
        style_id = "" if properties is None else value(properties.find(f"{W}tblStyle"))
        style = self.styles.style(style_id) if style_id else Style()
        look = None if properties is None else properties.find(f"{W}tblLook")
        headers = rows = columns = merged_cells = 0
        bold: list[bool] = []
        grounds: list[frozenset[Colour | None]] = []
        texts: list[tuple[str, ...]] = []
        for row in _opened(element, frozenset({f"{W}tr"}), depth):
            rows += 1
            told = row.find(f"{W}trPr/{W}tblHeader")
            if is_on(told) and headers == rows - 1:
                headers += 1
            width, cells, colours = 0, [], set()
            begin = self.gathered.next_number
            for cell in _opened(row, frozenset({f"{W}tc"}), depth):
                span, is_merged, goes_on, own = cell_facts(cell)
                width += span
                merged_cells += is_merged
                colours.add(own)
                behind = own or (None if style.has_cell_grounds else style.ground or under)
                at = self.gathered.next_number
                for one in cell:
                    self.block(one, number, behind, where, depth + 1)
                if not goes_on:
                    cells.append(
                        " ".join(p.text for p in self.gathered.paragraphs[at - 1 :] if p.table == number)
                    )
            columns = max(columns, width)
            if len(texts) < _KEPT_ROWS:
                texts.append(tuple(short(cell) for cell in cells))
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
            first_row_styled=bool(style_id) and style.has_cell_grounds and styles_first_row(look),
            where=where,
        )

    def paragraph(
        self, element: etree._Element, table: int, under: Colour | None, where: str, depth: int
    ) -> None:
        """Take in a paragraph, and after it the boxes that hang on it."""
        properties = element.find(f"{W}pPr")
        style_id = "" if properties is None else value(properties.find(f"{W}pStyle"))
        style = self.styles.style(style_id)
        level, is_item, behind = style.level, style.is_item, style.ground or under
        if properties is not None:
            if (outline := properties.find(f"{W}outlineLvl")) is not None:
                level = level_of(outline)
            if (numbers := properties.find(f"{W}numPr")) is not None:
                is_item = value(numbers.find(f"{W}numId")) not in ("0", "")
            behind = filled(properties.find(f"{W}shd")) or behind
        number = self.gathered.next_number
        reading = _Paragraph(self, number, style.look.over(self.styles.default), behind)
        reading.take(element, depth)
        if _CONTENTS.match(style.name) and not where:
            where = "contents"
        elif style.name == "caption" and not where:
            where = "caption"
        self.gathered.add(
            OfficeParagraph(
                number=number,
                text=" ".join(reading.text.split()),
                style=style.name,
                level=level if where not in ("header", "footer") else 0,
                is_item=is_item and not level,
                is_title=style.name == "title",
                where=where,
                table=table,
                lang=reading.lang(self.styles.lang or ""),
                runs=merged(reading.runs),
                has_object=bool(reading.drawings) or reading.has_break or _has_line(properties),
                tabs=len(re.findall(r"(?<=\S)[ \t]*\t[ \t]*(?=\S)", reading.text)),
            )
        )
        for drawing in reading.drawings:
            self.drawing(drawing, number, where, depth)

    def drawing(self, drawing: Drawing, number: int, where: str, depth: int) -> None:
        """Take in a picture, or the text of a box."""
        if drawing.boxes:
            if drawing.is_floating:
                self.gathered.boxes.append(self.gathered.next_number)
            for box in drawing.boxes:
                for one in box:
                    self.block(one, NONE, drawing.ground, where or "box", depth + 1)
            return
        lead = self.leads.get(drawing.relation)
        self.gathered.pictures.append(
            OfficePicture(
                paragraph=number,
                kind=drawing.kind,
                alt=drawing.alt,
                is_decorative=drawing.is_decorative,
                file=lead.target if lead else "",
                name=drawing.name,
                width=drawing.width,
                height=drawing.height,
                where=where,
            )
        )


class _Paragraph:
    """Reads the runs of one paragraph."""

    def __init__(self, story: _Story, number: int, look: Look, ground: Colour | None) -> None:
        self.story, self.number, self.look, self.ground = story, number, look, ground
        self.runs: list[OfficeRun] = []
        self.drawings: list[Drawing] = []
        self.has_break = False
        self._texts: list[str] = []
        self._langs: Counter[str] = Counter()

    @property
    def text(self) -> str:
        """Return the text with its tabs."""
        return "".join(self._texts)

    def lang(self, usual: str) -> str:
        """Return the language of most letters where that is not the usual one."""
        most = self._langs.most_common(1)
        return most[0][0] if most and most[0][0] != usual else ""

    def take(self, element: etree._Element, depth: int) -> None:
        """Take in the runs below an element."""
        if depth > MAX_DEPTH:
            raise TooMuch("depth")
        for one in element:
            if one.tag in _GONE:
                continue
            if one.tag == f"{W}r":
                self.run(one)
            elif one.tag == f"{W}hyperlink":
                self.link(one, depth)
            elif one.tag == f"{W}sdt":
                begin = len(self._texts)
                self.take(one, depth + 1)
                shown = "".join(self._texts[begin:])
                before = "".join(self._texts[:begin])
                if (field := named_control(one, self.number, short(before or shown))) is not None:
                    self.story.gathered.fields.append(field)
            elif one.tag == f"{W}fldSimple":
                begin = len(self._texts)
                self.take(one, depth + 1)
                target = self.story.fields.target(one.get(f"{W}instr", ""))
                self.add_link(begin, target)
            else:
                self.take(one, depth + 1)

    def link(self, element: etree._Element, depth: int) -> None:
        """Take in a link."""
        begin = len(self._texts)
        self.take(element, depth + 1)
        lead = self.story.leads.get(element.get(f"{R}id", ""))
        target = lead.target if lead else ""
        if anchor := element.get(f"{W}anchor", ""):
            target += f"#{anchor}"
        self.add_link(begin, target, short(element.get(f"{W}tooltip")))

    def add_link(self, begin: int, target: str, tip: str = "") -> None:
        """Note a link whose text began at a piece."""
        text = short("".join(self._texts[begin:]))
        if text and target:
            self.story.gathered.links.append(OfficeLink(self.number, text, short(target), tip))

    def run(self, element: etree._Element) -> None:
        """Take in one run."""
        properties = element.find(f"{W}rPr")
        look = look_of(properties)
        if properties is not None and (named := value(properties.find(f"{W}rStyle"))):
            look = look.over(self.story.styles.style(named).look)
        look = look.over(self.look)
        if look.is_hidden:
            return
        pieces: list[str] = []
        for one in element:
            if one.tag == f"{W}t":
                pieces.append(one.text or "")
            elif one.tag == f"{W}tab":
                pieces.append("\t")
            elif one.tag in _SPACE:
                pieces.append(" ")
                self.has_break |= one.get(f"{W}type") in ("page", "column")
            elif one.tag == f"{W}noBreakHyphen":
                pieces.append("-")
            elif one.tag == f"{W}sym":
                pieces.append("•")
            elif one.tag in _DRAWN:
                self.drawings += drawings_in(one)
            elif one.tag in (f"{W}fldChar", f"{W}instrText"):
                self.field(one)
        text = "".join(pieces)
        if text:
            self._texts.append(text)
            self._langs[look.lang or ""] += sum(map(str.isalpha, text))
            self.runs.append(
                OfficeRun(
                    text, look.size or 10.0, bool(look.is_bold), look.colour, look.ground or self.ground
                )
            )

    def field(self, element: etree._Element) -> None:
        """Take in one mark of a field that is written in pieces."""
        ended = self.story.fields.mark(element, len(self._texts), self.number)
        if ended is None:
            return
        if ended.target and ended.paragraph == self.number:
            self.add_link(ended.begin, ended.target)
        if ended.field is not None:
            before = short("".join(self._texts[: ended.begin]))
            self.story.gathered.fields.append(replace(ended.field, paragraph=self.number, before=before))


def _opened(element: etree._Element, wanted: frozenset[str], depth: int) -> Iterator[etree._Element]:
    """Yield the elements of some names in an element, or it itself, through controls and accepted changes."""
    if element.tag in wanted:
        yield element
        return
    if depth > MAX_DEPTH:
        raise TooMuch("depth")
    for one in element:
        if one.tag in wanted:
            yield one
        elif one.tag not in _GONE and one.tag not in _BLOCKS and isinstance(one.tag, str):
            if one.tag == _ALTERNATIVES:
                one = one.find(f"{_MC}Choice")
                if one is None:
                    continue
            yield from _opened(one, wanted, depth + 1)


def _has_line(properties: etree._Element | None) -> bool:
    """Tell whether a paragraph is there for its border, or ends a section."""
    return properties is not None and any(
        properties.find(f"{W}{one}") is not None for one in ("pBdr", "sectPr")
    )
