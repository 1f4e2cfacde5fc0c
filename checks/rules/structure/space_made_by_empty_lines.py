"""Empty paragraphs and rows of line breaks that only make space."""

from collections.abc import Iterator

from checks.base import Result, check, failed, passed
from checks.lines import lines
from drempel.dom import Dom, Node
from drempel.i18n import N_
from drempel.model.finding import Impact, Kind

LEAST_EMPTY = 2
LEAST_BREAKS = 2
"""One slip of an editor is no way of working."""


@check(
    id="space-made-by-empty-lines",
    title=N_("Space is made by empty paragraphs or line breaks"),
    repair=N_("Remove the empty lines; put each paragraph in a p and set the space with a style."),
    kind=Kind.PRACTICE,
    who="blind",
    needs=(Dom,),
    impact=Impact.MINOR,
    messages={
        "empty": N_("{count} empty paragraphs only make space; some programs read each one aloud."),
        "breaks": N_("{count} times, double line breaks part a text that should be paragraphs."),
    },
)
def space_made_by_empty_lines(dom: Dom) -> Iterator[Result]:
    """Yield one result for all empty paragraphs, and one per block that is parted by line breaks."""
    paragraphs = dom.select("p")
    empty = [p for p in paragraphs if _is_empty(p)]
    if len(empty) >= LEAST_EMPTY:
        yield failed(empty[0], "empty", count=len(empty))
    parted: dict[Node, int] = {}
    rows = sum(1 for br in dom.select("br") if (before := br.previous_element()) and before.tag == "br")
    for line in lines(dom) if rows >= LEAST_BREAKS else ():
        if line.breaks > 1:
            parted[line.block] = parted.get(line.block, 0) + 1
    typed = [
        b for b, count in parted.items() if count >= LEAST_BREAKS and b.closest("pre", "address") is None
    ]
    for block in typed:
        yield failed(block, "breaks", count=parted[block])
    if paragraphs and len(empty) < LEAST_EMPTY and not typed:
        yield passed(paragraphs[0])


def _is_empty(p: Node) -> bool:
    if p.text.strip("\u00a0\u200b ") or any(child.tag != "br" for child in p.children):
        return False
    # Without anything in it a paragraph takes no space, unless a style gives it some.
    return p.is_visible and bool(len(p.element) or p.element.text)
