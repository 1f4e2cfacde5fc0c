"""Text that stands out too little from what is behind it, also where that is a picture or gradient."""

from collections.abc import Iterator

from checks.base import Result, cant_tell, check, failed, passed
from checks.contrast import standings
from drempel.backdrop import texts
from drempel.dom import Dom, Node
from drempel.i18n import N_
from drempel.model.artefact import AxeNode, AxeRun, Pixels
from drempel.model.finding import Impact

MIN_RATIO, MIN_RATIO_LARGE = 4.5, 3.0
MAX_QUESTIONS = 1
"""Questions on one page; text on a picture that was not measured is mostly like the other on that page."""

_RULE = "color-contrast"


@check(
    id="text-contrast-low",
    title=N_("Text stands out too little from its background"),
    repair=N_("Choose colours with a contrast of at least 4.5 to 1, or 3 to 1 for large letters."),
    requirements=("wcag:1.4.3",),
    act=("afw4f7", "09o5cg"),
    needs=(Dom, AxeRun, Pixels),
    impact=Impact.SERIOUS,
    same_as=("axe:color-contrast",),
    overrules=("axe:color-contrast",),
    messages={
        "colours": N_("The contrast of {letters} on {behind} is {ratio} to 1; {wanted} to 1 is needed."),
        "measured": N_("On this background the contrast is at most {ratio} to 1; {wanted} to 1 is needed."),
        "axe": N_("The colours of this text and its background differ too little."),
        "picture": N_("This text stands on a picture or gradient. Can all letters be read well?"),
    },
)
def text_contrast_low(dom: Dom, axe: AxeRun, pixels: Pixels) -> Iterator[Result]:
    """Yield one result per element with text of its own whose contrast is known.

    Where neither style nor pixels tell, the failures of axe-core stand, and of what it could not decide
    only text on a picture or gradient is asked about.
    """
    known: set[Node] = set()
    for text in standings(dom, pixels):
        known.add(text.node)
        wanted = MIN_RATIO_LARGE if text.is_large else MIN_RATIO
        if text.ratio >= wanted:
            yield passed(text.node)
        elif text.is_alike:
            continue
        else:
            key = "colours" if text.letters else "measured"
            ratio = f"{int(text.ratio * 100) / 100:.2f}"
            yield failed(
                text.node, key, letters=text.letters, behind=text.behind, ratio=ratio, wanted=f"{wanted:g}"
            )
    to_read = {text.node for text in texts(dom)}
    for result in axe.results:
        if result.rule == _RULE:
            yield from (failed(node, "axe") for node, _ in _found(dom, result.violations, known))
            unsure = [
                node
                for node, seen in _found(dom, result.incomplete, known)
                if node in to_read and _is_on_picture(seen)
            ]
            yield from (cant_tell(node, "picture") for node in unsure[:MAX_QUESTIONS])


def _found(dom: Dom, nodes: tuple[AxeNode, ...], known: set[Node]) -> Iterator[tuple[Node, AxeNode]]:
    for one in nodes:
        node = dom.at_path(one.path, one.tag) if one.path is not None else None
        if node is not None and node not in known:
            yield node, one


def _is_on_picture(seen: AxeNode) -> bool:
    return "background image" in seen.summary or "background gradient" in seen.summary
