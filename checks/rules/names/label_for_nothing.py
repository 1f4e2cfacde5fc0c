"""Labels that are connected to a field that does not exist, or to something that is no field."""

from collections.abc import Iterator

from checks.base import Result, check, failed, passed
from drempel.dom import Dom, Node
from drempel.i18n import N_
from drempel.model.finding import Impact, Kind

# HTML standard: labelable elements; custom elements may be.
_LABELABLE = frozenset({"button", "input", "meter", "output", "progress", "select", "textarea"})


@check(
    id="label-for-nothing",
    title=N_("Label is connected to a field that is not there"),
    repair=N_("Let the for of the label be the id of its field."),
    kind=Kind.PRACTICE,
    needs=(Dom,),
    impact=Impact.MODERATE,
    who="blind",
    messages={
        "nothing": N_("The label “{label}” is for “{id}”, but nothing on the page has that id."),
        "no-field": N_("The label “{label}” is for “{id}”, but that is <{tag}> and no field."),
    },
)
def label_for_nothing(dom: Dom) -> Iterator[Result]:
    """Yield one result per visible label with text and a `for`."""
    for label in dom.select("label[for]"):
        if not (label.is_visible and label.visible_text):
            continue
        wanted = label["for"]
        field = dom.by_id(wanted, label)
        if field is None:
            yield failed(label, "nothing", label=label.visible_text, id=wanted)
        elif _is_labelable(field):
            yield passed(label)
        else:
            yield failed(label, "no-field", label=label.visible_text, id=wanted, tag=field.tag)


def _is_labelable(field: Node) -> bool:
    if "-" in field.tag:
        return True
    return field.tag in _LABELABLE and field.get("type").lower() != "hidden"
