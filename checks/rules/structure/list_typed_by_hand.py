"""Lines that begin with a dash, a dot or a number and are no list to the browser."""

import re
from collections.abc import Iterator, Sequence
from itertools import islice

from checks.base import Result, cant_tell, check, failed, passed
from checks.lines import Line, lines
from drempel.dom import Dom, Node
from drempel.i18n import N_
from drempel.model.finding import Impact

LEAST = 3
"""Two lines with a dash may be a dialogue, or an addition to an addition."""

LONGEST_WORDS = 25
"""A numbered line of more words on average is an article of a regulation: its number is part of its text."""

_BULLET = re.compile(r"([-–—•·∙●○◦▪■□◆❖►➢➤✓✔*])\s+(?=\w)")
_NUMBER = re.compile(r"(\d{1,2})\s?[.)]\s+(?=[^\W\d])")
_LETTER = re.compile(r"([a-h])[.)]\s+(?=\w)")
_BEGIN = re.compile(r"\s*(?:[-–—•·∙●○◦▪■□◆❖►➢➤✓✔*]|\d{1,2}\s?(?:[.)]|$)|[a-h][.)])")
_NO_PLACE = ("code", "dl", "label", "legend", "li", "option", "pre", "td", "th", "textarea")


@check(
    id="list-typed-by-hand",
    title=N_("List is only made by dashes or numbers"),
    repair=N_("Make a real list of these lines (ul or ol, with li)."),
    requirements=("wcag:1.3.1",),
    needs=(Dom,),
    impact=Impact.MODERATE,
    messages={
        "bullets": N_("{count} lines from “{text}” look like a list but are none in the code."),
        "numbers": N_("{count} numbered lines from “{text}” look like a list but are none in the code."),
        "maybe": N_("{count} lines from “{text}” begin with a number or letter. Are they a list?"),
    },
)
def list_typed_by_hand(dom: Dom) -> Iterator[Result]:
    """Yield one result per run of lines that begin alike, and one per real list."""
    for node in dom.with_role("list"):
        yield passed(node)
    begins = (True for _, shown, text in dom.pieces() if shown and _BEGIN.match(text))
    if sum(islice(begins, LEAST)) < LEAST:
        return
    run: list[Line] = []
    kind = ""
    for line in (*lines(dom), None):
        mark = _mark(line.text) if line is not None else ""
        if line is not None and run and mark and _goes_on(run[-1], line, kind, mark):
            run.append(line)
        else:
            yield from _judged(run, kind)
            run = [line] if line is not None and mark else []
        kind = mark


def _mark(text: str) -> str:
    for pattern in (_BULLET, _NUMBER, _LETTER):
        if found := pattern.match(text):
            return found[1]
    return ""


def _goes_on(last: Line, line: Line, mark: str, own: str) -> bool:
    is_near = line.block is last.block or line.block.parent is last.block.parent
    if mark.isdigit() and own.isdigit():
        return is_near and int(own) == int(mark) + 1
    if mark.isalpha() and own.isalpha():
        return is_near and ord(own) == ord(mark) + 1
    return is_near and own == mark


def _judged(run: Sequence[Line], last: str) -> Iterator[Result]:
    if len(run) < LEAST:
        return
    node = run[0].block
    if node.closest(*_NO_PLACE) is not None or any(
        n.role in {"list", "listitem"} for n in (node, *node.ancestors)
    ):
        return
    blocks = {line.block for line in run}
    if any(block.select("input, label, select, textarea") for block in blocks):
        return  # a star before the name of a field
    words = sum(len(line.text.split()) for line in run) / len(run)
    facts = {"count": len(run), "text": run[0].text[:60]}
    if not last.isalnum():
        yield failed(node, "bullets", **facts)
    elif last.isdigit() and words <= LONGEST_WORDS and not any(map(_is_a_step, blocks)):
        yield failed(node, "numbers", **facts)
    else:
        yield cant_tell(node, "maybe", **facts)


def _is_a_step(block: Node) -> bool:
    """Say whether a numbered line is a heading, or leads to a part of a form or a text."""
    return (
        block.role == "heading" or bool(block.select("a, button")) or block.closest("a", "button") is not None
    )
