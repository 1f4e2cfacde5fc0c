"""Fields that tell what they are for, and from which a script takes away what the browser fills in."""

from collections.abc import Iterator

from checks import steps
from checks.base import Result, check, failed, passed
from checks.form_tries import node_of, told
from checks.walked import left_out
from drempel.dom import Dom
from drempel.i18n import N_
from drempel.model.finding import Impact, Kind
from drempel.model.form_use import FormUse


@check(
    id="autofill-blocked",
    title=N_("Browser cannot fill in a field"),
    repair=N_(
        "Remove the script that empties or locks the field, and let the browser fill in what it knows."
    ),
    kind=Kind.PRACTICE,
    who="cognitive",
    needs=(Dom, FormUse),
    parts=("fills",),
    impact=Impact.MODERATE,
    messages={
        "undone": N_("What the browser fills in at “{name}” is taken away at once."),
        "locked": N_(
            "“{name}” is locked until somebody comes to it, so that the browser can fill in nothing."
        ),
    },
)
def autofill_blocked(dom: Dom, use: FormUse) -> Iterator[Result]:
    """Yield one result per field that was filled in as browsers do."""
    for one in use.fills:
        node, name = node_of(dom, one.spot), told(one.spot)
        if one.is_undone or one.is_locked:
            key = "undone" if one.is_undone else "locked"
            yield failed(node, key, steps=(steps.let_fill_in(name),), name=name)
        else:
            yield passed(node)
    yield from left_out(dom, use.left, "fills")
