"""Fields for a password or code in which nothing can be pasted."""

from collections.abc import Iterator

from checks import steps
from checks.base import Ground, Result, check, failed, passed
from checks.form_tries import node_of, told
from checks.walked import left_out
from drempel.dom import Dom
from drempel.i18n import N_
from drempel.model.finding import Impact, Kind
from drempel.model.form_use import FormUse


@check(
    id="paste-blocked",
    title=N_("Password or code cannot be pasted"),
    repair=N_("Remove what stops pasting, so that people need not remember or copy over."),
    requirements=("wcag:3.3.8",),
    needs=(Dom, FormUse),
    parts=("pastes",),
    impact=Impact.SERIOUS,
    who="cognitive",
    messages={
        "blocked": N_("Nothing can be pasted in “{name}”; people have to remember it or type it over."),
        "new": N_("Nothing can be pasted in “{name}”; a password that a program made has to be typed over."),
    },
    grounds={"new": Ground(Kind.PRACTICE, Impact.MODERATE)},
)
def paste_blocked(dom: Dom, use: FormUse) -> Iterator[Result]:
    """Yield one result per field for a password or code."""
    for paste in use.pastes:
        node = node_of(dom, paste.spot)
        if not paste.is_blocked:
            yield passed(node)
            continue
        way = (steps.go_to(told(paste.spot)), steps.press("Ctrl+V"))
        key = "new" if paste.purpose == "new-password" else "blocked"
        yield failed(node, key, steps=way, name=told(paste.spot))
    yield from left_out(dom, use.left, "pastes")
