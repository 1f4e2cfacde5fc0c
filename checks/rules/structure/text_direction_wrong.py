"""Text whose script runs one way while the page lets it run the other."""

import re
from collections.abc import Iterator

from checks.base import Result, check, failed, passed
from drempel.dom import Dom, Node, fold
from drempel.i18n import N_
from drempel.model.finding import Impact

LEAST_WORDS = 3
"""A name in another script, such as that of a language in a menu, stands right whatever the direction."""

_RIGHT_TO_LEFT = re.compile(r"[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufefc]")
_LATIN = re.compile(r"[A-Za-zÀ-ɏ]")
_MIXED = re.compile(r"[A-Za-zÀ-ɏ0-9]")
_LEFTWARD = frozenset({"ar", "arc", "ckb", "dv", "fa", "he", "ku", "ps", "sd", "ug", "ur", "yi"})
"""Languages of such scripts, as in Unicode CLDR (character order right to left)."""
_ENDS = re.compile(r"[.!?:;)\]»”\"']$")


@check(
    id="text-direction-wrong",
    title=N_("Text runs in the wrong direction"),
    repair=N_("Give text in Arabic or Hebrew script dir=rtl, and text in Latin script dir=ltr."),
    requirements=("wcag:1.3.2",),
    needs=(Dom,),
    impact=Impact.SERIOUS,
    messages={
        "to-left": N_("“{text}” is written from right to left, but the page shows it from left to right."),
        "to-right": N_("“{text}” is written from left to right, but the page shows it from right to left."),
    },
)
def text_direction_wrong(dom: Dom) -> Iterator[Result]:
    """Yield one result per element with running text against its direction, and per text in such a script."""
    turned = {node.index for node in dom.with_style("direction", "rtl")}
    told: set[Node] = set()
    for owner, shown, text in dom.pieces():
        if not shown or owner in told or owner.tag in {"script", "style", "textarea", "option"}:
            continue
        to_left = _RIGHT_TO_LEFT.search(text) is not None
        if not to_left and owner.index not in turned:
            continue
        words = fold(text)
        if len(words.split()) < LEAST_WORDS:
            continue
        told.add(owner)
        lefts, rights = len(_RIGHT_TO_LEFT.findall(words)), len(_LATIN.findall(words))
        # Words of one script stay in order; signs at an end jump to the other side, and so do parts of a mix.
        jumps = _ENDS.search(words) is not None
        if lefts > 4 * rights and owner.index not in turned and (jumps or _MIXED.search(words)):
            yield failed(owner, "to-left", text=words)
        elif not lefts and rights and owner.index in turned and jumps and not _is_foreign(owner):
            yield failed(owner, "to-right", text=words)
        else:
            yield passed(owner)


def _is_foreign(owner: Node) -> bool:
    """Say whether a Latin text stands in a page of the other script, as a name or title does."""
    return owner.lang.partition("-")[0] in _LEFTWARD
