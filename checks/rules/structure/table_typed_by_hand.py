"""Columns that are made with spaces: to the eye a table, by ear one long row of words (WCAG failure F34)."""

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise

from checks.base import Result, check, failed, passed
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


@check(
    id="table-typed-by-hand",
    title=N_("Table is only made by spaces"),
    repair=N_("Make a real table of these lines, with header cells."),
    requirements=("wcag:1.3.1",),
    needs=(Dom,),
    impact=Impact.SERIOUS,
    messages={"columns": N_("{count} lines from “{text}” stand in columns, but are no table in the code.")},
)
def table_typed_by_hand(dom: Dom) -> Iterator[Result]:
    """Yield one result per block of preformatted text."""
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
