"""Headings with nothing under them."""

from bisect import bisect
from collections.abc import Iterator
from itertools import pairwise

from checks.base import Result, check, failed, passed
from drempel.dom import Dom, Node
from drempel.i18n import N_
from drempel.model.finding import Impact, Kind

_SHOWS = (
    "audio, button, canvas, embed, iframe, img, input, math, meter, object, progress, select, svg, table, "
    "textarea, video, [role=img]"
)
_SECTIONS = ("main", "article", "section", "aside", "nav", "header", "footer", "dialog", "body")


@check(
    id="heading-without-content",
    title=N_("Heading has nothing under it"),
    repair=N_("Remove the heading, make it plain text, or give it the level of what follows."),
    kind=Kind.PRACTICE,
    who="blind",
    needs=(Dom,),
    impact=Impact.MINOR,
    messages={"nothing": N_("Nothing stands under the heading “{text}” before the next one.")},
)
def heading_without_content(dom: Dom) -> Iterator[Result]:
    """Yield one result per visible heading that is followed by one of its own level or above."""
    headings = sorted((h for h in dom.with_role("heading") if h.visible_text), key=lambda h: h.index)
    if len(headings) < 2:
        return
    # Hidden text counts: the heading may open it.
    texts = [bool(text.strip()) and owner.tag not in {"script", "style"} for owner, _, text in dom.pieces()]
    shows = [node.index for node in dom.select(_SHOWS)]
    for heading, following in pairwise(headings):
        if _level(following) > _level(heading) or heading.holds(following):
            continue
        # A heading that is a link or button opens what belongs to it.
        is_plain = not heading.select("a, button") and heading.closest("a", "button", "summary") is None
        begin = dom.first_piece_after(heading) + sum(1 for _ in dom.pieces_below(heading))
        has_text = any(texts[begin : dom.first_piece_after(following)])
        has_more = has_text or bisect(shows, following.index) > bisect(shows, heading.index)
        if has_more or not is_plain or _section(heading) != _section(following):
            yield passed(heading)
        elif heading.is_visible and following.is_visible:
            yield failed(heading, "nothing", text=heading.visible_text)


def _level(heading: Node) -> int:
    level = heading.ax.get("level")
    return int(level) if isinstance(level, (int, float)) else 2


def _section(heading: Node) -> Node | None:
    return heading.closest(*_SECTIONS)
