"""Frames that have the same name and show different things."""

import re
from collections.abc import Iterator

from checks.base import Result, cant_tell, check, failed, passed
from checks.likeness import Likeness, likeness, lines_of
from drempel.dom import FRAME, Dom, Node, fold
from drempel.i18n import N_
from drempel.model.finding import Impact

# One advertisement does for another: the name says all there is to say.
_ADVERTISEMENT = re.compile(
    r"\b(?:ads?|advert(?:entie|s|ising|isement)?s?|publicit[ée]|reclame|annonces?|sponsored)\b", re.IGNORECASE
)


@check(
    id="same-title-other-frame",
    title=N_("Frames with the same name show different things"),
    repair=N_("Give every iframe a title attribute of its own that says what is in it."),
    requirements=("wcag:4.1.2",),
    act=("4b1c6c",),
    needs=(Dom,),
    impact=Impact.SERIOUS,
    same_as=("axe:frame-title-unique",),
    overrules=("axe:frame-title-unique",),
    messages={
        "apart": N_("Two frames have the name “{name}” and show different things."),
        "maybe": N_("Two frames have the name “{name}”. Do they show the same, or serve the same purpose?"),
    },
)
def same_title_other_frame(dom: Dom) -> Iterator[Result]:
    """Yield one result per frame that has the name of an earlier one."""
    named: dict[str, list[Node]] = {}
    for frame in dom.select("iframe, frame"):
        if frame.role and (name := fold(frame.name).casefold()):
            named.setdefault(name, []).append(frame)
    for name, frames in named.items():
        for frame in frames[1:]:
            how = Likeness.SAME if _ADVERTISEMENT.search(name) else _compare(dom, frames[0], frame)
            if how is Likeness.SAME:
                yield passed(frame)
            elif how is Likeness.APART:
                yield failed(frame, "apart", name=frame.name)
            else:
                yield cant_tell(frame, "maybe", name=frame.name)


def _compare(dom: Dom, one: Node, other: Node) -> Likeness:
    if one.get("src") == other.get("src") and one.get("srcdoc") == other.get("srcdoc"):
        return Likeness.SAME
    first, second = ([text for _, text in _lines(dom, frame)] for frame in (one, other))
    return likeness(first, second)


def _lines(dom: Dom, frame: Node) -> list[tuple[Node, str]]:
    document = next((child for child in frame.children if child.tag == FRAME), None)
    return lines_of(dom, document) if document is not None else []
