"""Tell paragraphs apart by where their lines stand: columns, leading, indents, and lines that end early.

Programs draw text in the order of reading, so that order is kept, but for columns that are drawn line by
line. What stands at the same place of many pages is no part of the text, and lists of contents are known by
their page numbers.
"""

import re
from bisect import bisect_left
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence

from crawler.gather.pdf.lines import Line
from drempel.model.pdf_document import PdfPage

_MARGIN = 0.12
"""Part of the page at its top and bottom where running heads and page numbers stand."""

_REPEATS = 3
_DIGITS = re.compile(r"\d+")
_PAGE_NUMBER = re.compile(
    r"(?:(?:pagina|pag\.?|p\.|blz\.?|page|seite)\s*)?[-–|]?\s*\d{1,4}\s*(?:(?:/|van|sur|of|von)\s*\d{1,4})?\s*[-–|]?",
    re.I,
)
_LEADERS = re.compile(r"(?:\.\s?){5,}\s*\d*\s*$|…{2,}\s*\d*\s*$")
_TAIL = 60
"""Letters at the end of a line among which such dots are looked for."""
_ENDS = re.compile(r"[.!?:;…]['\"”’)\]»]*\d{0,3}$")
_SENTENCE_ENDS = re.compile(r"[.!?…]['\"”’)\]»]*\d{0,3}$")
_OTHER_SIZE = 0.08
_LOOSER = 1.25
"""Times the usual leading from which on lines are apart."""

_WIDEST_LEADING = 2.2
_WINDOW = 5
_PROSE_LETTERS = 18
_LEAST_PARTED = 0.3


def grouped(
    lines: list[Line], pages: Sequence[PdfPage], *, are_artifacts: bool = False
) -> Iterator[tuple[list[Line], str]]:
    """Yield the lines of each block in reading order, with its kind where that is known."""
    if are_artifacts:
        for line in lines:
            yield [line], ""
        return
    running = _running(lines, pages)
    for line in running:
        yield [line], "artifact"
    left_out = {id(line) for line in running}
    by_page: dict[int, list[Line]] = defaultdict(list)
    for line in lines:
        if id(line) not in left_out:
            by_page[line.page].append(line)
    ordered = [line for page in sorted(by_page) for line in _in_columns(by_page[page])]
    yield from _Paragraphs(ordered).found()


def _running(lines: Sequence[Line], pages: Sequence[PdfPage]) -> list[Line]:
    """Return the lines that stand at the same place on many pages, and page numbers."""
    heights = {page.number: page.height for page in pages}
    edges = [line for line in lines if _is_at_edge(line, heights.get(line.page, 0))]
    seen: dict[tuple[str, int], set[int]] = defaultdict(set)
    for line in edges:
        seen[_DIGITS.sub("0", line.text), round(line.base / 4)].add(line.page)
    enough = min(_REPEATS, max(2, len(pages)))
    return [
        line
        for line in edges
        if _PAGE_NUMBER.fullmatch(line.text)
        or len(seen[_DIGITS.sub("0", line.text), round(line.base / 4)]) >= enough
    ]


def _is_at_edge(line: Line, height: float) -> bool:
    return height > 0 and (line.base < _MARGIN * height or line.base > (1 - _MARGIN) * height)


# Columns --------------------------------------------------------------------------------------------------


def _in_columns(lines: list[Line]) -> list[Line]:
    """Return the lines of a page; columns that are drawn line by line one after the other."""
    parted = [at for at in range(1, len(lines)) if _is_beside(lines[at - 1], lines[at])]
    if len(parted) < max(3, _LEAST_PARTED * len(lines)):
        return lines
    letters = sorted(len(lines[at].text) for at in parted)
    if letters[len(letters) // 2] < _PROSE_LETTERS:
        return lines  # a table
    gutter = _gutter(lines, [lines[at].left for at in parted])
    if gutter is None:
        return lines
    ordered: list[Line] = []
    columns: tuple[list[Line], list[Line]] = ([], [])
    for line in lines:
        if line.left < gutter < line.right:
            ordered += columns[0] + columns[1]
            columns = ([], [])
            ordered.append(line)
        else:
            columns[line.left >= gutter].append(line)
    return ordered + columns[0] + columns[1]


def _is_beside(before: Line, line: Line) -> bool:
    return abs(before.base - line.base) < 0.3 * line.size and line.left > before.right


def _gutter(lines: Sequence[Line], lefts: Sequence[float]) -> float | None:
    """Return a place between two columns that few lines cross."""
    left, count = Counter(round(one) for one in lefts).most_common(1)[0]
    at = left - 2.0
    crossing = sum(line.left < at < line.right for line in lines)
    return at if crossing <= 0.3 * len(lines) and count >= 0.5 * len(lefts) else None


# Paragraphs -----------------------------------------------------------------------------------------------


class _Paragraphs:
    def __init__(self, lines: list[Line]) -> None:
        self._lines = lines
        self._leading = self._usual_leading()
        self._runs = self._same_column()

    def found(self) -> Iterator[tuple[list[Line], str]]:
        block: list[Line] = []
        for at, line in enumerate(self._lines):
            if block and not self._goes_on(block, at):
                yield block, _kind(block)
                block = []
            block.append(line)
        if block:
            yield block, _kind(block)

    def _usual_leading(self) -> dict[float, float]:
        """Return for each size of letters how far lines are apart."""
        steps: dict[float, Counter[float]] = defaultdict(Counter)
        for before, line in zip(self._lines, self._lines[1:], strict=False):
            step = before.base - line.base
            if before.page == line.page and _alike(before, line) and 0 < step < _WIDEST_LEADING * line.size:
                steps[round(line.size)][round(step, 1)] += 1
        return {size: _usual(found) for size, found in steps.items()}

    def _same_column(self) -> list[int]:
        """Return for each line where the run of lines below each other begins."""
        starts, begin = [], 0
        for at, line in enumerate(self._lines):
            before = self._lines[at - 1] if at else line
            is_below = 0 <= before.base - line.base < 3 * max(line.size, before.size)
            overlaps = line.left < before.right and before.left < line.right
            if at and not (before.page == line.page and is_below and overlaps):
                begin = at
            starts.append(begin)
        return starts

    def _limit(self, at: int) -> float:
        """Return how far to the right lines reach around one."""
        first = max(self._runs[at], at - _WINDOW)
        last = min(bisect_left(self._runs, self._runs[at] + 1, at), at + _WINDOW + 1)
        size = self._lines[at].size
        far = _OTHER_SIZE * size
        return max([line.right for line in self._lines[first:last] if abs(line.size - size) <= far])

    def _goes_on(self, block: list[Line], at: int) -> bool:
        before, line = block[-1], self._lines[at]
        if not _alike(before, line) or _has_leaders(before.text):
            return False
        if line.begins_item and not _is_number_in_text(before.text, line.text):
            return False
        if before.is_bold != line.is_bold and (len(block) <= 2 or line.is_bold):
            return False
        limit = self._limit(at - 1)
        slack = limit - before.right
        room = slack - line.first_word_width - 0.25 * line.size
        is_early = room > 0 and (
            _ENDS.search(before.text) is not None or slack > 0.25 * max(1.0, limit - before.left)
        )
        if self._runs[at] != self._runs[at - 1]:
            return self._goes_on_elsewhere(block, at, room)
        step = before.base - line.base
        usual = self._leading.get(round(line.size), 1.2 * line.size)
        if step > _LOOSER * usual or is_early:
            return False
        indent = line.left - before.left
        if indent > 0.7 * line.size:
            # The second line of an item hangs; else the first line of a paragraph is indented.
            return block[0].begins_item
        return indent > -0.7 * line.size or len(block) == 1

    def _goes_on_elsewhere(self, block: list[Line], at: int, room: float) -> bool:
        """Tell whether a paragraph goes on in the next column or on the next page."""
        before, line = block[-1], self._lines[at]
        if before.page == line.page and abs(before.base - line.base) < 0.3 * line.size:
            return False  # the next cell of a row
        is_next_page = line.page == before.page + 1
        is_next_column = line.page == before.page and line.base > before.base and line.left > before.left
        if not (is_next_page or is_next_column) or len(before.text) < _PROSE_LETTERS:
            return False
        if not _SENTENCE_ENDS.search(before.text):
            return line.text[:1].islower() or (room <= 0 and not before.text.endswith(":"))
        follows = self._lines[at + 1] if at + 1 < len(self._lines) else None
        is_indented = follows is not None and line.left - follows.left > 0.7 * line.size
        return room <= 0 and not is_indented and len(block) > 1


def _usual(steps: Counter[float]) -> float:
    """Return the smallest step that is frequent: larger ones are between paragraphs."""
    most = max(steps.values())
    return min(step for step, count in steps.items() if count >= 0.4 * most)


def _alike(one: Line, other: Line) -> bool:
    return abs(one.size - other.size) <= _OTHER_SIZE * max(one.size, other.size)


def _has_leaders(text: str) -> bool:
    """Tell whether a line ends in dots that lead to a page number."""
    tail = text[-_TAIL:]
    return (tail.count(".") >= 5 or "…" in tail) and _LEADERS.search(tail) is not None


def _is_number_in_text(before: str, text: str) -> bool:
    """Tell whether a number at the begin of a line belongs to the sentence before: “from / 0.0 to 1.0”."""
    behind = text.partition(" ")[2]
    return text[0].isdecimal() and behind[:1].islower() and _ENDS.search(before) is None


def _kind(lines: Sequence[Line]) -> str:
    text = lines[-1].text
    if _has_leaders(text):
        return "contents"
    return "list-item" if lines[0].begins_item else ""
