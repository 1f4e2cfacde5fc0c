"""Draw on pages: marked text, lines and boxes, and the foot of each page."""

from collections.abc import Sequence
from typing import Final

from pikepdf import Array, Dictionary, Name, Page, Pdf, Stream, String

from reports.paper.faces import Face
from reports.paper.lines import Line, Run, plain
from reports.paper.tree import Annotation, Mark, Node

WIDTH_PT: Final = 595.0
HEIGHT_PT: Final = 842.0
"""A4."""
MARGIN_PT: Final = 56.0
FOOT_PT: Final = 28.0
_INK: Final = "0.1 0.1 0.1"
_QUIET: Final = "0.32 0.32 0.32"
_LINK: Final = "0 0.25 0.55"
_RULE: Final = "0.6 0.6 0.6"


class Canvas:
    """The pages of one file, written one after the other; a finished page is not touched again."""

    def __init__(self, pdf: Pdf, faces: tuple[Face, Face], foot: str) -> None:
        self.pdf = pdf
        self.faces = faces
        self.pages: list[Page] = []
        self.y = 0.0
        self._foot = foot
        self._ops: list[bytes] = []
        self._links: list[Dictionary] = []
        self._marks = 0
        self._open: Node | None = None
        self.next_page()

    @property
    def page(self) -> int:
        """Return the number of this page, from 0."""
        return len(self.pages) - 1

    @property
    def left(self) -> float:
        """Return how many points are left above the foot."""
        return self.y - MARGIN_PT

    def next_page(self) -> None:
        """Finish this page and begin another."""
        if self.pages:
            self.finish()
        self.pages.append(self.pdf.add_blank_page(page_size=(WIDTH_PT, HEIGHT_PT)))
        self.y = HEIGHT_PT - MARGIN_PT
        self._ops, self._links, self._marks = [], [], 0

    def finish(self) -> None:
        """Write this page into the file."""
        self.close()
        self._put_foot()
        page = self.pages[-1].obj
        page.Contents = self.pdf.make_indirect(Stream(self.pdf, b"\n".join(self._ops)))
        page.Tabs = Name.S
        if self._links:
            page.Annots = Array(self._links)

    # Content

    def line(self, line: Line, node: Node, x: float, size_pt: float, *, as_artifact: bool = False) -> None:
        """Write one line with its foot at `y`; links and foreign words get an element of their own."""
        for run in line.runs:
            width = self.faces[run.bold].width(run.text, size_pt)
            if as_artifact:
                self.close()
                self._ops.append(b"/Artifact BMC")
                self._text(run, x, size_pt)
                self._ops.append(b"EMC")
            else:
                element = _element_of(node, run)
                self._mark(element)
                self._text(run, x, size_pt)
                if run.href:
                    self._link(element, run, (x, width, size_pt))
            x += width

    def close(self) -> None:
        """End the marked content that is open."""
        if self._open is not None:
            self._ops.append(b"EMC")
            self._open = None

    def rule(self, y: float, x: float, width: float) -> None:
        """Draw a thin line that means nothing."""
        self.close()
        drawn = f"/Artifact BMC q {_RULE} RG 0.5 w {x:.1f} {y:.1f} m {x + width:.1f} {y:.1f} l S Q EMC"
        self._ops.append(drawn.encode())

    def ground(self, box: tuple[float, float, float, float], colour: str) -> None:
        """Fill a box (left, foot, width, height) behind words that say the same."""
        self.close()
        x, y, width, height = box
        drawn = f"/Artifact BMC q {colour} rg {x:.1f} {y:.1f} {width:.1f} {height:.1f} re f Q EMC"
        self._ops.append(drawn.encode())

    def drawing(
        self,
        box: tuple[float, float, float, float],
        lines: Sequence[Sequence[tuple[float, float]]],
        dots: Sequence[tuple[float, float]],
    ) -> None:
        """Draw lines and dots, whose points are parts of a box, beside words that say the same."""
        self.close()
        x, y, width, height = box

        def at(point: tuple[float, float]) -> str:
            return f"{x + point[0] * width:.1f} {y + point[1] * height:.1f}"

        ops = [f"/Artifact BMC q {_LINK} RG 1 w"]
        for line in lines:
            ops.append(" ".join(f"{at(point)} {'l' if number else 'm'}" for number, point in enumerate(line)))
            ops.append("S")
        ops.append(f"{_LINK} rg")
        for left, foot in dots:
            ops.append(f"{x + left * width - 1.5:.1f} {y + foot * height - 1.5:.1f} 3 3 re f")
        self._ops.append(" ".join([*ops, "Q EMC"]).encode())

    def bar(self, node: Node, box: tuple[float, float, float, float], colour: str) -> None:
        """Draw a filled box (left, foot, width, height) that is part of a figure."""
        self._mark(node)
        x, y, width, height = box
        self._ops.append(f"q {colour} rg {x:.1f} {y:.1f} {width:.1f} {height:.1f} re f Q".encode())

    def _mark(self, node: Node) -> None:
        if self._open is node:
            return
        self.close()
        node.kids.append(Mark(self.page, self._marks))
        self._ops.append(f"/{node.tag} <</MCID {self._marks}>> BDC".encode())
        self._marks += 1
        self._open = node

    def _text(self, run: Run, x: float, size_pt: float) -> None:
        face = self.faces[run.bold]
        colour = _LINK if run.href else _QUIET if run.quiet else _INK
        shown = b"<" + face.encode(run.text) + b"> Tj ET"
        begin = f"BT /F{int(run.bold)} {size_pt:g} Tf {colour} rg 1 0 0 1 {x:.2f} {self.y:.2f} Tm "
        self._ops.append(begin.encode() + shown)
        if run.href:
            end = x + face.width(run.text.rstrip(" "), size_pt)
            under = f"q {_LINK} RG 0.5 w {x:.1f} {self.y - 1.5:.1f} m {end:.1f} {self.y - 1.5:.1f} l S Q"
            self._ops.append(under.encode())

    def _link(self, node: Node, run: Run, place: tuple[float, float, float]) -> None:
        x, width, size_pt = place
        thing = self.pdf.make_indirect(
            Dictionary(
                Type=Name.Annot,
                Subtype=Name.Link,
                Rect=[round(n, 1) for n in (x, self.y - 3, x + width, self.y + size_pt)],
                Border=[0, 0, 0],
                F=4,
                Contents=String(plain([run]) or run.href),
                A=Dictionary(S=Name.URI, URI=String(_ascii(run.href))),
            )
        )
        self._links.append(thing)
        node.kids.append(Annotation(self.page, thing))

    def _put_foot(self) -> None:
        size_pt, at = 8.0, self.y
        number = f"{self.page + 1}"
        self.y = FOOT_PT
        room = WIDTH_PT - 2 * MARGIN_PT - 30
        name = self._foot
        while name and self.faces[0].width(name, size_pt) > room:
            name = name[:-2].rstrip("… ") + "…" if len(name) > 2 else ""
        self._ops.append(b"/Artifact <</Type /Pagination /Subtype /Footer>> BDC")
        self._text(Run(name, quiet=True), MARGIN_PT, size_pt)
        self._text(
            Run(number, quiet=True), WIDTH_PT - MARGIN_PT - self.faces[0].width(number, size_pt), size_pt
        )
        self._ops.append(b"EMC")
        self.y = at


def _element_of(node: Node, run: Run) -> Node:
    """Return the element in which a run stands: the last of its kind goes on, or else a new one begins."""
    wanted = ("Link" if run.href else "Span", run.lang, run.actual)
    if wanted == ("Span", "", ""):
        return node
    last = node.kids[-1] if node.kids else None
    if isinstance(last, Node) and (last.tag, last.lang, last.actual) == wanted and last.target == run.href:
        return last
    return node.add(wanted[0], lang=run.lang, actual=run.actual, target=run.href)


def _ascii(url: str) -> str:
    """Return an address with only ASCII in it, as a PDF asks."""
    return "".join(
        sign if " " < sign < "\x7f" else "".join(f"%{byte:02X}" for byte in sign.encode("utf-8", "replace"))
        for sign in url
    )
