"""Columns that are made with spaces: to the eye a table, by ear one long row of words (WCAG failure F34)."""

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise

from checks.base import Result, cant_tell, check, failed, passed
from checks.lines import Line, lines
from drempel.dom import Dom
from drempel.i18n import N_
from drempel.model.finding import Impact

MIN_LINES = 3
MIN_COLUMNS = 2
MAX_LINES = 500
"""Of one block; a longer one is a file and no table."""

_CODE = re.compile(r"[{}<>;$\\]|==|//|\w\(|^\s*[#%$>]\s", re.MULTILINE)
_GAP = re.compile(r"(?<=\S)(?: {2,}| ?\t[ \t]*|\u00a0[\u00a0 ]{2,})(?=\S)")
_HAS_WORD = re.compile(r"[^\W_]")
_HARD_GAP = re.compile("[ \u00a0]*\u00a0[ \u00a0]*\u00a0[ \u00a0]*")
"""At least two spaces that stay: an editor writes a row of spaces as hard and plain ones in turn."""
_MIN_GAP = 3
_SOFT = re.compile(r"[ \t\r\n\f]+")
_NO_PLACE = ("a", "button", "code", "li", "nav", "option", "pre", "td", "textarea", "th")


@check(
    id="table-typed-by-hand",
    title=N_("Table is only made by spaces"),
    repair=N_("Make a real table of these lines, with header cells."),
    requirements=("wcag:1.3.1",),
    needs=(Dom,),
    impact=Impact.SERIOUS,
    messages={
        "columns": N_("{count} lines from “{text}” stand in columns, but are no table in the code."),
        "perhaps": N_("In {count} lines from “{text}” spaces make columns. Should this be a table?"),
    },
)
def table_typed_by_hand(dom: Dom) -> Iterator[Result]:
    """Yield one result per block of preformatted text, and one per run of lines with hard spaces."""
    for block in dom.select("pre"):
        if not block.is_visible or block.closest("code", "kbd", "samp", "td", "th") is not None:
            continue
        text = block.element.text or ""
        if block.select("code, kbd, samp, span, var") or _CODE.search(text):
            continue  # the work of a program, not a table
        rows = _rows(text)
        if rows:
            yield failed(block, "columns", count=len(rows), text=" ".join(rows[0].split())[:60])
        else:
            yield passed(block)
    if any(shown and "\u00a0" in text for _, shown, text in dom.pieces()):
        yield from _with_hard_spaces(dom)


def _with_hard_spaces(dom: Dom) -> Iterator[Result]:
    """Yield one result per run of lines that hard spaces cut into as many parts.

    Where the letters differ in width, only the eye sees whether columns come of it. Three parts, of which one
    has a figure in every line, are a table; two may be a word and what is said of it, which reads well.
    """
    run: list[tuple[Line, list[str]]] = []
    for line in (*lines(dom), None):
        parts = _parts(line) if line is not None else []
        if line is not None and parts and run and len(parts) == len(run[0][1]) and _is_near(run[-1][0], line):
            run.append((line, parts))
            continue
        if len(run) >= MIN_LINES:
            yield _judged(run)
        run = [(line, parts)] if line is not None and parts else []


def _judged(run: Sequence[tuple[Line, list[str]]]) -> Result:
    first, parts = run[0]
    said = {"count": len(run), "text": first.text[:60]}
    # The first line may say what stands below it.
    figures = [all(any(map(str.isdigit, cells[at])) for _, cells in run[1:]) for at in range(1, len(parts))]
    if len(parts) > MIN_COLUMNS and any(figures):
        return failed(first.block, "columns", **said)
    return cant_tell(first.block, "perhaps", **said)


def _parts(line: Line) -> list[str]:
    """Return the parts of a line between rows of hard spaces; none where it is no row of a table."""
    typed = _SOFT.sub(" ", line.typed).strip(" \u00a0")
    if "\u00a0" not in typed or line.block.closest(*_NO_PLACE) is not None:
        return []
    cuts = [gap for gap in _HARD_GAP.finditer(typed) if len(gap[0]) >= _MIN_GAP]
    begins, ends = [0, *(cut.end() for cut in cuts)], [*(cut.start() for cut in cuts), len(typed)]
    parts = [typed[a:b] for a, b in zip(begins, ends, strict=True)]
    has_words = len(parts) >= MIN_COLUMNS and all(map(_HAS_WORD.search, parts))
    return parts if has_words and not _is_row_of_links(line) else []


def _is_row_of_links(line: Line) -> bool:
    return len(line.block.select("a[href], button, input, select, img")) > 1


def _is_near(last: Line, line: Line) -> bool:
    return line.block == last.block or line.block.parent == last.block.parent


def _rows(text: str) -> Sequence[str]:
    """Return the first lines in a row whose columns begin at the same places."""
    run: list[str] = []
    for before, line in pairwise(["", *text.expandtabs().splitlines()[:MAX_LINES], ""]):
        if _columns(before) & _columns(line):
            run = run or [before]
            run.append(line)
        elif len(run) >= MIN_LINES:
            break
        else:
            run = []
    return run if len(run) >= MIN_LINES else ()


def _columns(line: str) -> set[int]:
    """Return where the second and further cells of a line begin; none where a part has no word."""
    parts = _GAP.split(line.strip())
    if len(parts) < MIN_COLUMNS or not all(map(_HAS_WORD.search, parts)):
        return set()
    return {gap.end() for gap in _GAP.finditer(line)}
