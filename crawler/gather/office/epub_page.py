"""Read one part of a book: a page of XHTML, as the facts that documents have."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from lxml import etree, html

from crawler.gather.office.gathering import Gathered, merged, short
from crawler.gather.office.limits import MAX_DEPTH, TooMuch, Unreadable
from crawler.gather.office.package import ENTITIES, parse
from drempel.model.office_document import (
    NONE,
    OfficeLink,
    OfficeParagraph,
    OfficePicture,
    OfficeRun,
    OfficeTable,
)

XHTML: Final = "{http://www.w3.org/1999/xhtml}"
EPUB_TYPE: Final = "{http://www.idpf.org/2007/ops}type"
_LANG: Final = "{http://www.w3.org/XML/1998/namespace}lang"
_XLINK: Final = "{http://www.w3.org/1999/xlink}href"
_HEADINGS: Final = {f"h{level}": level for level in range(1, 7)}
_BLOCKS: Final = frozenset(
    {
        *_HEADINGS, "p", "li", "dt", "dd", "td", "th", "figcaption", "caption", "div", "section", "article",
        "blockquote", "pre", "header", "footer", "aside", "nav", "main", "figure", "table", "thead",
        "tbody", "tfoot", "tr", "ul", "ol", "dl", "body", "address", "hr", "details", "summary",
        "fieldset", "form", "center",
    }
)  # fmt: skip
_SILENT: Final = frozenset({"head", "script", "style", "template", "rt", "rp", "noscript"})
_BOLD: Final = frozenset({"b", "strong"})
_DECORATIVE: Final = frozenset({"presentation", "none"})
_KEPT_ROWS: Final = 4


@dataclass(frozen=True, slots=True)
class Page:
    """What a part says of itself."""

    name: str
    title: str
    lang: str
    page_breaks: int


def read_page(raw: bytes, name: str, gathered: Gathered, where: str) -> Page:
    """Take in the text of one part, and return what it says of itself."""
    root = _parsed(raw)
    body = next((one for one in root.iter() if _local(one) == "body"), None)
    if body is None:
        raise Unreadable(name)
    title = next((short("".join(one.itertext())) for one in root.iter() if _local(one) == "title"), "")
    reading = _Reading(name, gathered, where)
    reading.block(body, "", 0)
    reading.flush("", "p", "")
    breaks = sum(1 for one in body.iter() if _is_page_break(one))
    return Page(
        name, title, root.get(_LANG) or root.get("lang") or body.get(_LANG) or body.get("lang") or "", breaks
    )


def _parsed(raw: bytes) -> etree._Element:
    try:
        return parse(raw)
    except Unreadable as wrong:
        if str(wrong) == ENTITIES:
            raise
        try:
            root = html.document_fromstring(raw, parser=html.HTMLParser(no_network=True, huge_tree=False))
        except (etree.LxmlError, ValueError) as error:
            raise Unreadable("page") from error
        if not isinstance(root, etree._Element):
            raise Unreadable("page") from None
        return root


def _local(element: etree._Element) -> str:
    tag = element.tag
    return tag.rpartition("}")[2].lower() if isinstance(tag, str) else ""


def _is_page_break(element: etree._Element) -> bool:
    kinds = (element.get(EPUB_TYPE, "") + " " + element.get("epub:type", "")).split()
    return "pagebreak" in kinds or element.get("role") == "doc-pagebreak"


class _Reading:
    def __init__(self, name: str, gathered: Gathered, where: str) -> None:
        self.name, self.gathered, self.where = name, gathered, where
        self.table = NONE
        self._runs: list[OfficeRun] = []
        self._pending: list[OfficePicture] = []
        self._links: list[tuple[str, str, str]] = []
        self._is_item = False

    def block(self, element: etree._Element, lang: str, depth: int) -> None:
        """Take in an element that stands on lines of its own."""
        if depth > MAX_DEPTH:
            raise TooMuch("depth")
        tag = _local(element)
        lang = element.get(_LANG) or element.get("lang") or lang
        if tag == "table":
            self.whole_table(element, lang, depth)
            return
        self.inside(element, tag, lang, False, depth)
        self.flush(lang, tag, element.get(EPUB_TYPE, ""), is_own=tag in ("p", *_HEADINGS))

    def inside(self, element: etree._Element, block: str, lang: str, is_bold: bool, depth: int) -> None:
        """Take in the text in an element, and the blocks in it."""
        if depth > MAX_DEPTH:
            raise TooMuch("depth")
        self.add(element.text, is_bold)
        for one in element:
            tag = _local(one)
            if tag in _SILENT or one.get("hidden") is not None or one.get("aria-hidden") == "true":
                pass
            elif tag in ("img", "svg", "image", "object"):
                self.picture(one, tag)
            elif tag in _BLOCKS:
                self.flush(lang, block, "")
                self.block(one, lang, depth + 1)
            elif tag == "br":
                self.add("\n", is_bold)
            elif tag:
                begin = len(self._runs)
                self.inside(one, block, lang, is_bold or tag in _BOLD, depth + 1)
                if tag == "a" and (target := one.get("href", "")):
                    text = short("".join(run.text for run in self._runs[begin:]))
                    self._links.append((text, target, short(one.get("title"))))
            self.add(one.tail, is_bold)

    def add(self, text: str | None, is_bold: bool) -> None:
        """Add some text."""
        if text:
            self._runs.append(OfficeRun(text, 0.0, is_bold))

    def picture(self, element: etree._Element, tag: str) -> None:
        """Take in a picture."""
        alt = element.get("alt")
        if tag == "svg":
            named = next(
                (short("".join(one.itertext())) for one in element if _local(one) in ("title", "desc")), ""
            )
            inner = next((one for one in element.iter() if _local(one) == "image"), None)
            alt = named or element.get("aria-label")
            file = "" if inner is None else inner.get(_XLINK) or inner.get("href") or ""
        else:
            alt = alt if alt is not None else element.get("aria-label")
            if tag == "object" and alt is None:
                alt = short("".join(element.itertext())) or None
            file = element.get("src") or element.get("data") or element.get(_XLINK) or ""
        self._pending.append(
            OfficePicture(
                paragraph=self.gathered.next_number,
                kind="picture",
                alt=short(alt),
                is_decorative=element.get("role") in _DECORATIVE,
                file=short(file),
                where=self.where,
                part=self.name,
                has_empty_alt=alt is not None and not alt.strip(),
            )
        )

    def flush(self, lang: str, tag: str, kind: str, *, is_own: bool = False) -> None:
        """Make a paragraph of what was gathered; an empty one counts only where it has its own element."""
        runs, self._runs = self._runs, []
        pictures, self._pending = self._pending, []
        links, self._links = self._links, []
        text = " ".join("".join(run.text for run in runs).split())
        if not text and not pictures and not is_own:
            return
        number = self.gathered.next_number
        where = self.where or (
            "contents" if kind == "toc" else "caption" if tag in ("caption", "figcaption") else ""
        )
        self.gathered.add(
            OfficeParagraph(
                number=number,
                text=text,
                style=tag,
                level=_HEADINGS.get(tag, 0),
                is_item=tag in ("li", "dt", "dd"),
                where=where,
                table=self.table,
                lang=lang,
                runs=merged(run for run in runs if run.text),
                has_object=bool(pictures),
                part=self.name,
            )
        )
        self.gathered.pictures += pictures
        for text_, target, tip in links:
            is_mail = target.startswith("mailto:")
            if text_:
                self.gathered.links.append(OfficeLink(number, text_, short(target), tip, self.name, is_mail))

    def whole_table(self, element: etree._Element, lang: str, depth: int) -> None:
        """Take in a table with what stands in its cells."""
        self.flush(lang, "p", "")
        outer, first = self.table, self.gathered.next_number
        self.table = number = self.gathered.open_table()
        rows = columns = merged_cells = headers = 0
        texts: list[tuple[str, ...]] = []
        has_headers = False
        for row in _rows(element, depth):
            rows += 1
            cells = [one for one in row if _local(one) in ("td", "th")]
            columns = max(columns, sum(_span(one, "colspan") for one in cells))
            is_header = bool(cells) and all(_local(one) == "th" for one in cells)
            headers += is_header and headers == rows - 1
            has_headers |= any(_local(one) == "th" or one.get("scope") for one in cells)
            said = []
            for cell in cells:
                merged_cells += _span(cell, "colspan") > 1 or _span(cell, "rowspan") > 1
                at = self.gathered.next_number
                self.block(cell, lang, depth + 1)
                said.append(" ".join(p.text for p in self.gathered.paragraphs[at - 1 :]))
            if len(texts) < _KEPT_ROWS:
                texts.append(tuple(map(short, said)))
        for one in element:
            if _local(one) == "caption":
                self.block(one, lang, depth + 1)
        mine = [p for p in self.gathered.paragraphs[first - 1 :] if p.table == number and p.text]
        bold = [p.is_bold for p in mine]
        is_layout = element.get("role") in _DECORATIVE
        self.table = outer
        if not is_layout:
            self.gathered.tables[number] = OfficeTable(
                number=number,
                paragraph=first,
                rows=rows,
                columns=columns,
                header_rows=headers,
                has_header_cells=has_headers,
                merged=merged_cells,
                is_nested=outer != NONE,
                texts=tuple(texts),
                first_row_bold=_is_bold_row(bold, columns),
                where=self.where,
                part=self.name,
            )


def _rows(element: etree._Element, depth: int) -> Iterator[etree._Element]:
    if depth > MAX_DEPTH:
        raise TooMuch("depth")
    for one in element:
        if _local(one) == "tr":
            yield one
        elif _local(one) in ("thead", "tbody", "tfoot"):
            yield from _rows(one, depth + 1)


def _is_bold_row(bold: list[bool], columns: int) -> bool:
    """Tell whether the first cells, and only these, are bold."""
    return 0 < columns < len(bold) and all(bold[:columns]) and not any(bold[columns:])


def _span(cell: etree._Element, name: str) -> int:
    told = cell.get(name, "1")
    return min(1000, int(told)) if told.isdecimal() and int(told) else 1
