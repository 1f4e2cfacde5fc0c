"""Links in running text that only their colour tells from the words around them."""

from collections.abc import Iterator, Set

from checks.base import Result, check, failed, passed
from drempel.backdrop import Text, texts
from drempel.colour import contrast
from drempel.dom import Dom, Node
from drempel.i18n import N_
from drempel.model.artefact import AxeRun
from drempel.model.finding import Impact

MIN_RATIO = 3.0
"""Between the colours of link and text; from here on colour is enough (WCAG technique G183)."""
SAME = 1.02
"""A link in the very colour of the text is not told by colour at all: another problem."""
MIN_TEXT_AROUND = 20
"""Characters in the same block outside links."""

_RULE = "link-in-text-block"
_LETTERS = ("font-weight", "font-style", "font-size", "text-transform")


@check(
    id="link-known-by-colour-only",
    title=N_("Only its colour tells a link from the text around it"),
    repair=N_("Underline links in running text."),
    requirements=("wcag:1.4.1",),
    needs=(Dom, AxeRun),
    impact=Impact.SERIOUS,
    same_as=("axe:link-in-text-block",),
    overrules=("axe:link-in-text-block",),
    messages={
        "colour": N_(
            "Only the colour tells this link ({link}) from the text ({text}): a contrast of {ratio} to 1."
        ),
        "axe": N_("Only the colour tells this link from the text around it."),
    },
)
def link_known_by_colour_only(dom: Dom, axe: AxeRun) -> Iterator[Result]:
    """Yield one result per link in running text.

    Where style cannot tell the colours, the failures of axe-core stand; what it could not decide is mostly
    whether pointing at a link of strong contrast changes it, and is not asked.
    """
    # By index: to hash a node is a call of its own.
    by_index = {text.node.index: text for text in texts(dom)}
    known: set[Node] = set()
    links = dom.select("a[href], [role=link i]")
    linked = {index for link in links for index in dom.indexes_below(link)}
    running: dict[Node, bool] = {}
    with_signs = {owner for owner, _, _ in dom.generated_boxes()}
    for link in links:
        if link.style("display") != "inline" or (around := _text_around(link, by_index)) is None:
            continue
        block = link.block
        if block not in running:
            running[block] = _is_running_text(block, linked)
        if not running[block]:
            continue
        parts = (one.index for one in (link, *link.descendants()))
        own = next((by_index[index] for index in parts if index in by_index), None)
        if own is None or own.seen is None or around.seen is None:
            continue
        known.add(link)
        ratio = contrast(own.seen[0], around.seen[0])
        if ratio >= MIN_RATIO or ratio < SAME or link in with_signs or _has_other_sign(link, around.node):
            yield passed(link)
        else:
            ratio_text = f"{int(ratio * 100) / 100:.2f}"
            yield failed(link, "colour", link=own.seen[0].hex, text=around.seen[0].hex, ratio=ratio_text)
    for result in axe.results:
        for one in result.violations if result.rule == _RULE else ():
            node = dom.at_path(one.path, one.tag) if one.path is not None else None
            if node is not None and node not in known:
                yield failed(node, "axe")


def _text_around(link: Node, by_index: dict[int, Text]) -> Text | None:
    """Return the text of the nearest element around a link in its block, `None` where there is none."""
    block, above = link.block, link.parent
    while above is not None and above.index not in by_index and above is not block:
        above = above.parent
    return by_index.get(above.index) if above is not None else None


def _is_running_text(block: Node, linked: Set[int]) -> bool:
    """Say whether a block has more text outside links than in them: else it is a list or menu of links."""
    outside = inside = 0
    for owner, shown, text in block.dom.pieces_below(block):
        if shown:
            inside += len(text.strip()) if owner.index in linked else 0
            outside += len(text.strip()) if owner.index not in linked else 0
    return outside >= max(MIN_TEXT_AROUND, inside)


def _has_other_sign(link: Node, around: Node) -> bool:
    """Say whether more than colour marks a link: a line, other letters, an area, a picture."""
    for node in (link, *link.descendants()):
        if node.style("text-decoration-line") not in {"", "none"} or node.tag in {"img", "svg"}:
            return True
        if node.style("border-bottom-width") not in {"", "0px"} or node.style("box-shadow") not in {
            "",
            "none",
        }:
            return True
        if node.style("background-color") not in {"", "rgba(0, 0, 0, 0)", around.style("background-color")}:
            return True
        if node.style("background-image") not in {"", "none"}:
            return True
        if any(node.style(name) != around.style(name) for name in _LETTERS):
            return True
    between = link.parent
    while between is not None and between != around:
        if between.style("text-decoration-line") not in {"", "none"}:
            return True
        between = between.parent
    return False
