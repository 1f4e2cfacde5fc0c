"""Long passages in slanted letters."""

from collections.abc import Iterator

from checks.base import Result, check
from checks.running_text import first_of_each_part
from drempel.dom import Dom, Node
from drempel.i18n import N_
from drempel.model.finding import Impact, Kind

MIN_CHARS = 120
"""About a line and a half; a title, a foreign term or a stressed word is shorter."""


@check(
    id="text-in-italics",
    title=N_("Long passage is in italics"),
    repair=N_("Set running text upright; use italics for single words."),
    kind=Kind.PRACTICE,
    who="low-literacy",
    needs=(Dom,),
    impact=Impact.MINOR,
    messages={
        "italics": N_("A passage of {chars} characters is in italics; passages of this kind: {texts}.")
    },
)
def text_in_italics(dom: Dom) -> Iterator[Result]:
    """Yield one result per part of the page with long slanted passages, and per long upright one."""
    yield from first_of_each_part(_passages(dom), "italics", chars=lambda measures: max(measures, key=int))


def _passages(dom: Dom) -> Iterator[tuple[Node, bool, str]]:
    for owner, text, box in dom.seen_below(dom.root):
        length = len(" ".join(text.split()))
        if box.area and length >= MIN_CHARS and not owner.closest("pre", "code"):
            yield owner, owner.style("font-style") != "normal", str(length)
