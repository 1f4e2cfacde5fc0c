"""Fields whose change alone takes people elsewhere."""

from collections.abc import Iterator

from checks import steps
from checks.base import Result, cant_tell, check, failed, passed
from checks.form_tries import node_of, told
from checks.walked import left_out
from drempel.dom import Dom
from drempel.i18n import N_
from drempel.model.finding import Impact, Step
from drempel.model.form_use import FormUse, InputChange


@check(
    id="changes-context-on-input",
    title=N_("Choosing something takes people elsewhere at once"),
    repair=N_("Do nothing at the choice itself; add a button “Go” or “Apply”."),
    requirements=("wcag:3.2.2",),
    needs=(Dom, FormUse),
    parts=("changes", "tried_changes"),
    impact=Impact.SERIOUS,
    messages={
        "leaves": N_(
            "A choice in “{name}” at once leads to another page. With the arrow keys nobody gets past it."
        ),
        "ticks": N_("A tick at “{name}” at once leads to another page."),
        "opens": N_("A choice in “{name}” at once opens another window."),
        "told": N_("A choice in “{name}” at once leads to another page. Does the page say so before?"),
        "focus": N_("A choice in “{name}” at once puts the focus on “{other}”. Can people expect that?"),
    },
)
def changes_context_on_input(dom: Dom, use: FormUse) -> Iterator[Result]:
    """Yield one result per field that was changed with the keyboard."""
    by_path = {change.spot.path: change for change in use.changes}
    for spot in use.tried_changes:
        node = node_of(dom, spot)
        change = by_path.get(spot.path)
        if change is None:
            yield passed(node)
            continue
        way, name = _way(change), told(spot)
        if change.is_told and change.held:
            yield cant_tell(node, "told", steps=way, name=name)
        elif any(held.kind == "popup" for held in change.held):
            yield failed(node, "opens", steps=way, name=name)
        elif change.held:
            yield failed(node, "leaves" if change.type == "select-one" else "ticks", steps=way, name=name)
        elif change.focus_to is not None:
            yield cant_tell(node, "focus", steps=way, name=name, other=told(change.focus_to))
    yield from left_out(dom, use.left, "changes")


def _way(change: InputChange) -> tuple[Step, ...]:
    key = "↓" if change.type == "select-one" else "Space"
    return steps.go_to(told(change.spot)), steps.press(key)
