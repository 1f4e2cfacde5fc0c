"""Pages of which next to nothing is left where scripts do not run."""

from collections.abc import Iterator

from checks import steps
from checks.base import Result, check, failed, passed
from drempel.dom import Dom
from drempel.i18n import N_
from drempel.model.finding import Impact, Kind
from drempel.model.without import Without

MIN_WORDS = 30
"""A page with fewer is no text to read."""
MOST_LOST = 0.8
"""Share of the words."""


@check(
    id="nothing-without-script",
    title=N_("Page is empty without JavaScript"),
    repair=N_("Let the server send the text itself, and use scripts for what comes on top."),
    kind=Kind.PRACTICE,
    who="old-phone",
    needs=(Dom, Without),
    impact=Impact.MODERATE,
    messages={
        "empty": N_("Without JavaScript {percent} % of the words on this page are gone."),
        "silent": N_("Without JavaScript {percent} % of the words are gone, and the page does not say why."),
    },
)
def nothing_without_script(dom: Dom, without: Without) -> Iterator[Result]:
    """Yield one result for a page with scripts and text."""
    whole, bare = without.whole.words, without.bare.words
    if not without.has_scripts or whole < MIN_WORDS:
        return
    lost = 1 - bare / whole
    if lost < MOST_LOST:
        yield passed(dom.root)
    else:
        key = "empty" if without.explains else "silent"
        yield failed(dom.root, key, steps=(steps.without_script(),), percent=round(100 * lost))
