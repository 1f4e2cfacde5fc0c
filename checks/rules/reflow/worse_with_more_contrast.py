"""Pages on which less is seen by people who ask for more contrast."""

from collections.abc import Iterator

from checks import steps
from checks.base import Result, check, failed, passed
from checks.fitting import node_of, short
from drempel.dom import Dom
from drempel.i18n import N_
from drempel.model.finding import Impact, Kind
from drempel.model.reflow import Reflow


@check(
    id="worse-with-more-contrast",
    title=N_("Asking for more contrast makes this harder to see"),
    repair=N_("Under “prefers-contrast: more” only make colours stronger, and keep text and focus visible."),
    kind=Kind.PRACTICE,
    who="low-vision",
    needs=(Dom, Reflow),
    parts=("colours",),
    impact=Impact.MODERATE,
    messages={
        "text": N_("For people who ask for more contrast “{name}” is gone."),
        "faint": N_("For people who ask for more contrast “{name}” has less contrast: under 4.5 to 1."),
        "focus": N_("For people who ask for more contrast nothing shows that the keyboard is on “{name}”."),
    },
)
def worse_with_more_contrast(dom: Dom, reflow: Reflow) -> Iterator[Result]:
    """Yield one result per text or control that gets worse, on a page that has a style for more contrast."""
    for worse in reflow.colours.worse:
        name = short(worse.spot.name or f"<{worse.spot.tag}>")
        yield failed(node_of(dom, worse.spot), worse.what, steps=(steps.more_contrast(),), name=name)
    if reflow.colours.has_more and not reflow.colours.worse:
        yield passed(dom.root)
