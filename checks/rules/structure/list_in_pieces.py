"""Lists of one item each, one below the other: to the eye one list, by ear a row of new ones."""

from collections.abc import Iterator

from checks.base import Result, check, failed, passed
from drempel.dom import Dom, Node
from drempel.i18n import N_
from drempel.model.finding import Impact, Kind

LEAST = 3
"""Two lists of one item may be two lists."""


@check(
    id="list-in-pieces",
    title=N_("List is cut into lists of one item"),
    repair=N_("Put all items into one list."),
    kind=Kind.PRACTICE,
    who="blind",
    needs=(Dom,),
    impact=Impact.MINOR,
    messages={"pieces": N_("{count} lists of one item follow each other, from “{text}” on.")},
)
def list_in_pieces(dom: Dom) -> Iterator[Result]:
    """Yield one result per list, or per row of lists of one item with nothing between them."""
    done: set[int] = set()
    for first in dom.select("ul, ol"):
        if first.index in done or first.role != "list" or not first.is_visible:
            continue
        row = list(_row_from(first))
        done.update(piece.index for piece in row)
        if len(row) >= LEAST:
            yield failed(first, "pieces", count=len(row), text=first.visible_text[:60])
        else:
            yield passed(first)


def _row_from(first: Node) -> Iterator[Node]:
    """Yield lists of one plain item that follow each other with no text between them."""
    piece: Node | None = first
    while piece is not None and piece.tag == first.tag and _has_one_item(piece):
        yield piece
        piece = None if (piece.element.tail or "").strip() else piece.next_element()


def _has_one_item(piece: Node) -> bool:
    items = piece.children
    return len(items) == 1 and items[0].tag == "li" and not items[0].select("ul, ol, p")
