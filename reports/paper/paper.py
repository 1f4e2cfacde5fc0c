"""Make a document of headings, paragraphs, lists, tables and bars, and write it as PDF/UA-1.

What is written is tagged as it is made: a table stays one table over pages, its heads repeated on paper
only. Whoever makes a document cannot leave out its language, title or the text of a figure.
"""

import io
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from typing import BinaryIO, Final, Literal
from xml.sax.saxutils import escape

from pikepdf import Array, Dictionary, Name, OutlineItem, Pdf, Stream, String, make_page_destination
from pikepdf import PageLocation as PageAt

from reports.paper.canvas import MARGIN_PT, WIDTH_PT, Canvas
from reports.paper.faces import faces
from reports.paper.lines import Line, Said, broken, plain, runs_of, shown
from reports.paper.tree import Node, write_tree

BODY_PT: Final = 10.5
SMALL_PT: Final = 9.0
LEADING: Final = 1.38
"""Height of a line in sizes of its letters."""
TEXT_PT: Final = WIDTH_PT - 2 * MARGIN_PT
HEADING_PT: Final = {1: 21.0, 2: 15.0, 3: 12.0}
_INDENT_PT: Final = 16.0
_CELL_PT: Final = 4.0
_KEPT_LINES: Final = 3
"""Lines that stay below a heading on the same page."""
_DRAWING_LINES: Final = 2
"""Lines of text as high as a drawing in a cell."""
_BAR_COLOURS: Final = ("0.0 0.25 0.55", "0.35 0.35 0.35")
Level = Literal[1, 2, 3]


@dataclass(frozen=True, slots=True)
class Column:
    """A column of a table: its head and its share of the width."""

    head: Said
    weight: float = 1.0
    is_number: bool = False


@dataclass(frozen=True, slots=True)
class Bar:
    """A bar of a figure; `share` is the part of the width that is full, 0 to 1."""

    label: str
    share: float
    shown: str


Point = tuple[float, float]
"""A place in a drawing: parts of its width and height (0 to 1), from the left and from its foot."""


@dataclass(frozen=True, slots=True)
class Filled:
    """A cell on a coloured ground; what the colour tells, its words tell too."""

    said: Said
    colour: str
    """Red, green and blue, 0 to 1, with spaces between; light, for the letters on it are dark."""


@dataclass(frozen=True, slots=True)
class Drawn:
    """A cell with a small drawing above its words; they give the numbers of the drawing."""

    said: Said
    lines: Sequence[Sequence[Point]]
    dots: Sequence[Point] = ()


Cell = Said | Sequence[Said]
TableCell = Cell | Filled | Drawn


class Paper:
    """One document. `title` stands in the window and in the foot of each page."""

    def __init__(self, title: str, lang: str, made_at: datetime) -> None:
        self._pdf = Pdf.new()
        self._faces = faces()
        self.title = plain(shown(runs_of(title), self._faces)) or "PDF"
        self._lang = lang
        self._made_at = made_at.astimezone(UTC)
        self._root = Node("Document")
        self._canvas = Canvas(
            self._pdf, self._faces, "".join(r.text for r in shown(runs_of(title), self._faces))
        )
        self._outline: list[tuple[int, str, int, float]] = []

    # Text

    def heading(self, level: Level, said: Cell) -> None:
        """Write a heading, which is in the outline too; it never stands alone at the foot of a page."""
        size = HEADING_PT[level]
        lines = broken(runs_of(said, bold=True), self._faces, size, TEXT_PT)
        gap = 0.0 if self._is_top() else size * 0.9
        self._need(gap + len(lines) * size * LEADING + _KEPT_LINES * BODY_PT * LEADING)
        if not self._is_top():
            self._canvas.y -= gap
        self._outline.append((level, plain(runs_of(said))[:300], self._canvas.page, self._canvas.y + 4))
        self._put(lines, self._root.add(f"H{level}"), MARGIN_PT, size)
        self._canvas.y -= size * (0.6 if level == 1 else 0.25)

    def paragraph(self, said: Cell, *, small: bool = False, lang: str = "") -> None:
        """Write a paragraph."""
        size = SMALL_PT if small else BODY_PT
        node = self._root.add("P", lang=lang)
        self._put(broken(runs_of(said), self._faces, size, TEXT_PT), node, MARGIN_PT, size)
        self._canvas.y -= size * 0.55

    def list_of(self, items: Iterable[Cell], *, numbered: bool = False) -> None:
        """Write a list; without items nothing."""
        made: Node | None = None
        for number, item in enumerate(items, 1):
            if made is None:
                kind = Name.Decimal if numbered else Name.Disc
                made = self._root.add("L", owner="List", attributes={"ListNumbering": kind})
            mark = f"{number}." if numbered else "•"
            lines = broken(runs_of(item), self._faces, BODY_PT, TEXT_PT - _INDENT_PT - 6)
            self._need(BODY_PT * LEADING)
            entry = made.add("LI")
            at = self._canvas.y
            self._put(broken(runs_of(mark), self._faces, BODY_PT, 40), entry.add("Lbl"), MARGIN_PT, BODY_PT)
            self._canvas.y = at
            self._put(lines, entry.add("LBody"), MARGIN_PT + _INDENT_PT + 6, BODY_PT)
            self._canvas.y -= BODY_PT * 0.2
        self._canvas.y -= BODY_PT * 0.35

    def writing_line(self, width: float = 1.0) -> None:
        """Leave room for a pen, with a line under it over that part of the width (0 to 1)."""
        height = BODY_PT * 1.6
        self._need(height)
        self._canvas.y -= height
        self._canvas.rule(self._canvas.y, MARGIN_PT, TEXT_PT * width)
        self._canvas.y -= BODY_PT * 0.7

    # Tables

    def table(self, caption: Said, columns: Sequence[Column], rows: Iterable[Sequence[TableCell]]) -> None:
        """Write a table; the first cell of each row is its head. Rows are read as they are written.

        Raises `ValueError` for a row with another number of cells than there are columns.
        """
        total = sum(column.weight for column in columns)
        widths = [TEXT_PT * column.weight / total for column in columns]
        node = self._root.add("Table")
        heads = [
            broken(runs_of(column.head, bold=True), self._faces, SMALL_PT, width - 2 * _CELL_PT)
            for column, width in zip(columns, widths, strict=True)
        ]
        title = broken(runs_of(caption, bold=True), self._faces, BODY_PT, TEXT_PT)
        head_pt = max(map(len, heads)) * SMALL_PT * LEADING + 2 * _CELL_PT
        self._need(len(title) * BODY_PT * LEADING + head_pt + 3 * SMALL_PT * LEADING)
        self._put(title, node.add("Caption"), MARGIN_PT, BODY_PT)
        self._canvas.y -= 3
        head = node.add("THead").add("TR")
        cells = [head.add("TH", owner="Table", attributes={"Scope": Name.Column}) for _ in columns]
        self._row(heads, cells, columns, widths, None)
        body = node.add("TBody")
        for row in rows:
            line = body.add("TR")
            texts = [self._lines(cell, width - 2 * _CELL_PT) for cell, width in zip(row, widths, strict=True)]
            cells = [
                line.add("TH", owner="Table", attributes={"Scope": Name.Row}) if at == 0 else line.add("TD")
                for at in range(len(columns))
            ]
            self._row(texts, cells, columns, widths, heads, looks=row)
        self._canvas.y -= BODY_PT * 0.8

    def _lines(self, cell: TableCell, width: float) -> Sequence[Line]:
        """Return the lines of a cell, with room above them for its drawing."""
        said = cell.said if isinstance(cell, Filled | Drawn) else cell
        lines = broken(runs_of(said), self._faces, SMALL_PT, width)
        return [*[Line((), 0.0)] * _DRAWING_LINES, *lines] if isinstance(cell, Drawn) else lines

    def _look(self, cell: TableCell, box: tuple[float, float, float, float]) -> None:
        """Colour the ground of a cell, or draw in it; `box` is left, foot, width and height."""
        if isinstance(cell, Filled):
            self._canvas.ground(box, cell.colour)
        elif isinstance(cell, Drawn):
            x, foot, width, height = box
            room = _DRAWING_LINES * SMALL_PT * LEADING - 4
            place = (x + _CELL_PT, foot + height - _CELL_PT - room, width - 2 * _CELL_PT, room)
            self._canvas.drawing(place, cell.lines, cell.dots)

    def _row(
        self,
        texts: Sequence[Sequence[Line]],
        cells: Sequence[Node],
        columns: Sequence[Column],
        widths: Sequence[float],
        heads: Sequence[Sequence[Line]] | None,
        *,
        looks: Sequence[TableCell] = (),
        as_artifact: bool = False,
    ) -> None:
        """Write one row, over more pages where it has to be; `heads` are repeated at the top of a page.

        `looks` are its cells, where these may have a ground or a drawing.
        """
        step = SMALL_PT * LEADING
        most, done = max(map(len, texts)), 0
        if self._canvas.left < most * step + 2 * _CELL_PT and not as_artifact:
            self._top_of_table(heads, cells, columns, widths)
        while done < most:
            fits = max(1, int((self._canvas.left - 2 * _CELL_PT) / step))
            top = self._canvas.y - _CELL_PT
            x = MARGIN_PT
            height = min(fits, most - done) * step + 2 * _CELL_PT
            for look, width in zip(looks if not done else (), widths, strict=False):
                self._look(look, (x, top + _CELL_PT - height, width, height))
                x += width
            x = MARGIN_PT
            for lines, cell, column, width in zip(texts, cells, columns, widths, strict=True):
                for at, line in enumerate(lines[done : done + fits], 1):
                    self._canvas.y = top - at * step + (LEADING - 1) * SMALL_PT
                    left = x + width - _CELL_PT - line.width if column.is_number else x + _CELL_PT
                    self._canvas.line(line, cell, left, SMALL_PT, as_artifact=as_artifact)
                x += width
            self._canvas.y = top - min(fits, most - done) * step - _CELL_PT
            done += fits
            self._canvas.rule(self._canvas.y, MARGIN_PT, TEXT_PT)
            if done < most:
                self._top_of_table(heads, cells, columns, widths)

    def _top_of_table(
        self,
        heads: Sequence[Sequence[Line]] | None,
        cells: Sequence[Node],
        columns: Sequence[Column],
        widths: Sequence[float],
    ) -> None:
        self._canvas.next_page()
        if heads is not None:
            self._row(heads, cells, columns, widths, None, as_artifact=True)

    # Figures

    def bars(self, alt: str, bars: Sequence[Bar]) -> None:
        """Write a figure of bars; `alt` says in words what it shows, for its numbers are drawn only."""
        step, height = BODY_PT * 1.9, BODY_PT
        self._need(len(bars) * step + 8)
        top = self._canvas.y
        foot = top - len(bars) * step
        node = self._root.add("Figure", alt=alt, owner="Layout")
        node.attributes = {
            "BBox": Array([round(n) for n in (MARGIN_PT, foot - 4, MARGIN_PT + TEXT_PT, top)]),
            "Placement": Name.Block,
        }
        begin, room = MARGIN_PT + TEXT_PT * 0.36, TEXT_PT * 0.46
        for at, bar in enumerate(bars, 1):
            y = top - at * step + 4
            self._canvas.y = y + 1
            for text, x in ((bar.label, MARGIN_PT), (bar.shown, begin + room + 8)):
                width = TEXT_PT * (0.35 if x == MARGIN_PT else 0.16)
                line = broken(runs_of(text), self._faces, SMALL_PT, width)[0]
                drawn = tuple(replace(run, lang="", href="", actual="") for run in line.runs)
                self._canvas.line(Line(drawn, line.width), node, x, SMALL_PT)
            full = room * min(1.0, max(0.0, bar.share))
            self._canvas.bar(node, (begin, y - 2, room, height), "0.9 0.9 0.9")
            self._canvas.bar(node, (begin, y - 2, full, height), _BAR_COLOURS[0])
        self._canvas.y = foot - BODY_PT

    # The file

    def save(self, out: BinaryIO) -> None:
        """Write the file; nothing can be added after that."""
        self._canvas.finish()
        pdf, pages = self._pdf, self._canvas.pages
        fonts = Dictionary({f"/F{at}": face.embed(pdf) for at, face in enumerate(self._faces)})
        shared = pdf.make_indirect(Dictionary(Font=fonts))
        for page in pages:
            page.obj.Resources = shared
        write_tree(pdf, self._root, pages)
        root = pdf.Root
        root.Lang = String(self._lang)
        root.ViewerPreferences = Dictionary(DisplayDocTitle=True)
        root.PageMode = Name.UseOutlines
        root.Metadata = pdf.make_indirect(Stream(pdf, self._metadata(), Type=Name.Metadata, Subtype=Name.XML))
        moment = f"D:{self._made_at:%Y%m%d%H%M%S}Z"
        pdf.docinfo = pdf.make_indirect(
            Dictionary(Title=String(self.title), Producer=String("Drempel"), CreationDate=String(moment))
        )
        self._write_outline()
        made = io.BytesIO()
        pdf.save(made, force_version="1.7", deterministic_id=True)
        out.write(made.getvalue())

    def _write_outline(self) -> None:
        with self._pdf.open_outline() as outline:
            above: list[tuple[int, OutlineItem]] = []
            for level, title, page, y in self._outline:
                at = make_page_destination(self._pdf, page, PageAt.XYZ, left=0, top=y)
                item = OutlineItem(title or self.title, at)
                while above and above[-1][0] >= level:
                    above.pop()
                (above[-1][1].children if above else outline.root).append(item)
                above.append((level, item))

    def _metadata(self) -> bytes:
        title = escape(self.title)
        moment = f"{self._made_at:%Y-%m-%dT%H:%M:%SZ}"
        return (
            '<?xpacket begin="\ufeff" id="W5M0MpCehiHzreSzNTczkc9d"?>\n'
            '<x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF '
            'xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#"><rdf:Description rdf:about="" '
            'xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:xmp="http://ns.adobe.com/xap/1.0/" '
            'xmlns:pdf="http://ns.adobe.com/pdf/1.3/" xmlns:pdfuaid="http://www.aiim.org/pdfua/ns/id/">'
            f'<dc:title><rdf:Alt><rdf:li xml:lang="x-default">{title}</rdf:li>'
            f'<rdf:li xml:lang="{self._lang}">{title}</rdf:li></rdf:Alt></dc:title>'
            f"<dc:language><rdf:Bag><rdf:li>{self._lang}</rdf:li></rdf:Bag></dc:language>"
            f"<xmp:CreateDate>{moment}</xmp:CreateDate><pdf:Producer>Drempel</pdf:Producer>"
            "<pdfuaid:part>1</pdfuaid:part></rdf:Description></rdf:RDF></x:xmpmeta>\n"
            '<?xpacket end="r"?>'
        ).encode("utf-8", "replace")

    # Room on the page

    def _is_top(self) -> bool:
        return self._canvas.left > 842 - 2 * MARGIN_PT - 1

    def _need(self, height_pt: float) -> None:
        """Begin a page where less is left than that, unless this one is empty."""
        if self._canvas.left < height_pt and not self._is_top():
            self._canvas.next_page()

    def _put(self, lines: Sequence[Line], node: Node, x: float, size_pt: float) -> None:
        for line in lines:
            self._need(size_pt * LEADING)
            self._canvas.y -= size_pt * LEADING
            self._canvas.line(line, node, x, size_pt)
