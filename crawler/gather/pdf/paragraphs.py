"""Tell which text of a PDF is read as one: by its tags where it has good ones, else by where it stands."""

from collections import defaultdict
from collections.abc import Iterable, Sequence

from crawler.gather.pdf.geometry import grouped
from crawler.gather.pdf.lines import APART, Line, is_nearly_all, joined, lines_of, main_size, texts_of_lines
from drempel.model.pdf_document import NONE, PdfPage, PdfTag
from drempel.model.pdf_text import Colour, PdfBlock, PdfInk, PdfPiece

_INLINE = frozenset(
    {"", "Span", "Quote", "Reference", "BibEntry", "Code", "Link", "Annot", "Form", "Ruby", "Warichu", "RB",
     "RT", "RP", "WT", "WP", "NonStruct", "Div", "Private"}
)  # fmt: skip
"""Standard types that stand inside of a paragraph, or say nothing of it."""

_GROUPS = frozenset({"Document", "Part", "Art", "Sect", "Index", "TOC", "L", "Table", "TR", "THead", "TBody",
                     "TFoot", "LI", "BlockQuote"})  # fmt: skip
_KINDS = {
    "Lbl": "label", "LBody": "list-item", "LI": "list-item", "TD": "cell", "TH": "cell", "Caption": "caption",
    "TOCI": "contents", "TOC": "contents", "Note": "note", "Figure": "figure", "Formula": "figure",
    "H": "heading", **{f"H{level}": "heading" for level in range(1, 7)},
}  # fmt: skip
_LEAST_TAGGED = 0.6
"""Part of the letters that has to be tagged for tags to be trusted with the order."""

LARGE, LARGE_BOLD = 18, 14
"""Points from which on text is large (WCAG 1.4.3)."""

_LEAST_LETTERS = 18
"""Of a line that may go on elsewhere."""

Numbered = tuple[int, PdfPiece]


def blocks_of(
    pieces: Sequence[PdfPiece], tags: Sequence[PdfTag], pages: Sequence[PdfPage]
) -> tuple[PdfBlock, ...]:
    """Return the blocks of a document in reading order; those of artifacts come last."""
    upright = [(order, piece) for order, piece in enumerate(pieces) if not piece.is_turned]
    real = [one for one in upright if not one[1].is_artifact]
    tagged = [one for one in real if one[1].tag != NONE]
    letters = sum(len(piece.text) for _, piece in real)
    if sum(len(piece.text) for _, piece in tagged) >= _LEAST_TAGGED * letters:
        rest = [one for one in real if one[1].tag == NONE]
        found = [*_by_tags(tagged, tags), *_by_places(rest, pages, "paragraph")]
    else:
        found = list(_by_places(real, pages, "paragraph"))
    artifacts = [one for one in upright if one[1].is_artifact]
    return (*found, *_by_places(artifacts, pages, "artifact"))


def _by_tags(pieces: Iterable[Numbered], tags: Sequence[PdfTag]) -> Iterable[PdfBlock]:
    blocks = _Blocks(tags)
    held: dict[int, list[Numbered]] = defaultdict(list)
    for one in pieces:
        held[blocks.of(one[1].tag)].append(one)
    before: tuple[list[Line], int] | None = None
    for tag in sorted(held):
        lines = lines_of(held[tag], apart=None)
        if not lines:
            continue
        if before is not None and _goes_on(before[0][-1], lines[0], tags[before[1]], tags[tag]):
            before[0].extend(lines)
            continue
        if before is not None:
            yield block_of(before[0], blocks.kind(before[1]), before[1])
        before = lines, tag
    if before is not None:
        yield block_of(before[0], blocks.kind(before[1]), before[1])


def _goes_on(before: Line, line: Line, tag: PdfTag, next_tag: PdfTag) -> bool:
    """Tell whether a paragraph that ends in the middle of a sentence goes on in a tag elsewhere.

    Some programs make two paragraphs of one that is broken by the end of a column or page.
    """
    if tag.kind != "P" or next_tag.kind != "P" or abs(before.size - line.size) > 0.1 * line.size:
        return False
    is_next_page = line.page == before.page + 1
    is_next_column = line.page == before.page and line.base > before.base and line.left > before.right
    if not (is_next_page or is_next_column) or len(before.text) < _LEAST_LETTERS:
        return False
    return before.text[-1] not in ".!?:;…" and line.text[:1].islower()


def _by_places(pieces: Iterable[Numbered], pages: Sequence[PdfPage], kind: str) -> Iterable[PdfBlock]:
    for lines, what in grouped(lines_of(pieces), pages, are_artifacts=kind == "artifact"):
        yield block_of(lines, what or kind, NONE)


def block_of(lines: Sequence[Line], kind: str, tag: int) -> PdfBlock:
    """Return the block of some lines."""
    if len(lines) == 1:
        return _block_of_line(lines[0], kind, tag)
    pieces = [piece for line in lines for piece in line.pieces]
    page = lines[0].page
    first = [line for line in lines if line.page == page]
    return PdfBlock(
        joined([line.text for line in lines]),
        kind,
        page,
        tag,
        round(min([line.left for line in first]), 1),
        round(min([line.base - 0.2 * line.size for line in first]), 1),
        round(max([line.right for line in first]), 1),
        round(max([line.base + 0.8 * line.size for line in first]), 1),
        main_size(pieces),
        is_nearly_all(pieces, [piece.is_bold for piece in pieces]),
        is_nearly_all(pieces, [piece.is_italic for piece in pieces]),
        len(first),
        lines[0].order,
        _parts(lines[0]),
        sum([line.begins_item for line in lines[1:]]),
    )


def _block_of_line(line: Line, kind: str, tag: int) -> PdfBlock:
    pieces, size = line.pieces, line.size
    return PdfBlock(
        joined((line.text,)),
        kind,
        line.page,
        tag,
        round(line.left, 1),
        round(line.base - 0.2 * size, 1),
        round(line.right, 1),
        round(line.base + 0.8 * size, 1),
        size,
        line.is_bold,
        pieces[0].is_italic
        if len(pieces) == 1
        else is_nearly_all(pieces, [piece.is_italic for piece in pieces]),
        1,
        line.order,
        _parts(line),
    )


def _parts(line: Line) -> tuple[float, ...]:
    """Return where pieces begin that stand far apart."""
    if len(line.pieces) == 1:
        return ()
    found = [line.pieces[0].left]
    for before, piece in zip(line.pieces, line.pieces[1:], strict=False):
        if piece.text.strip() and piece.left - before.right > APART * piece.size:
            found.append(piece.left)
    return tuple(round(one, 1) for one in found) if len(found) > 1 else ()


class _Blocks:
    """Finds the tag around all of a paragraph."""

    def __init__(self, tags: Sequence[PdfTag]) -> None:
        self._tags = tags
        self._holds = [False] * len(tags)
        """Whether a tag holds tags that are paragraphs themselves."""
        for index in range(len(tags) - 1, -1, -1):
            parent = tags[index].parent
            if parent != NONE and (self._holds[index] or tags[index].kind not in _INLINE):
                self._holds[parent] = True
        self._found: dict[int, int] = {}

    def of(self, index: int) -> int:
        """Return the number of the block that a tag belongs to."""
        if index not in self._found:
            self._found[index] = self._climb(index)
        return self._found[index]

    def _climb(self, index: int) -> int:
        at = index
        while self._tags[at].kind in _INLINE:
            parent = self._tags[at].parent
            if parent == NONE or self._tags[parent].kind in _GROUPS:
                return at
            if self._tags[parent].kind in _INLINE and self._holds[parent]:
                return at
            at = parent
        return at

    def kind(self, index: int) -> str:
        """Return what a block is, by the nearest tag that says so."""
        while index != NONE:
            if kind := _KINDS.get(self._tags[index].kind):
                return kind
            index = self._tags[index].parent
        return "paragraph"


def texts_of_tags(pieces: Iterable[PdfPiece], limit: int) -> dict[int, str]:
    """Return the beginning of the text that each tag holds itself."""
    held: dict[int, list[Numbered]] = defaultdict(list)
    sizes: dict[int, int] = defaultdict(int)
    for order, piece in enumerate(pieces):
        if piece.tag != NONE and sizes[piece.tag] < limit:
            held[piece.tag].append((order, piece))
            sizes[piece.tag] += len(piece.text)
    return {tag: joined(texts_of_lines(some))[:limit] for tag, some in held.items()}


def inks_of(pieces: Iterable[PdfPiece]) -> Iterable[PdfInk]:
    """Yield in which colours the text of each page stands, where these are plain."""
    found: dict[tuple[int, Colour, Colour, bool], list[str]] = defaultdict(list)
    for piece in pieces:
        if piece.is_hidden or piece.colour is None or piece.ground is None or not piece.text.strip():
            continue
        is_large = piece.size >= LARGE or (piece.is_bold and piece.size >= LARGE_BOLD)
        found[piece.page, piece.colour, piece.ground, is_large].append(piece.text)
    for (page, colour, ground, is_large), texts in found.items():
        letters = sum(len(text.strip()) for text in texts)
        yield PdfInk(page, colour, ground, is_large, letters, " ".join(" ".join(texts[:20]).split())[:120])
