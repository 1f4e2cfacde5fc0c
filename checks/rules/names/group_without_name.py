"""Groups of form fields (`fieldset`) whose title is missing or empty."""

from collections.abc import Iterator

from checks.base import Result, check, failed, passed
from drempel.dom import Dom, Node
from drempel.i18n import N_
from drempel.model.finding import Impact, Kind

_FIELDS = "input:not([type=hidden i]), select, textarea"
MIN_FIELDS = 2


@check(
    id="group-without-name",
    title=N_("Group of form fields has no title"),
    repair=N_("Give the fieldset a legend that says what the fields are about, or remove the fieldset."),
    kind=Kind.PRACTICE,
    needs=(Dom,),
    impact=Impact.MODERATE,
    who="blind",
    messages={
        "missing": N_("This group of {count} fields has no legend."),
        "empty": N_("The legend of this group of {count} fields is empty."),
    },
)
def group_without_name(dom: Dom) -> Iterator[Result]:
    """Yield one result per visible `fieldset` with at least two fields."""
    for group in dom.select("fieldset"):
        # One that an author calls `none`, or another role, is no group.
        if group.role != "group" or not group.is_visible:
            continue
        count = len(group.select(_FIELDS))
        if count < MIN_FIELDS or _only_holds_groups(group):
            continue
        if group.name.strip():
            yield passed(group)
        else:
            has_legend = any(child.tag == "legend" for child in group.children)
            yield failed(group, "empty" if has_legend else "missing", count=count)


def _only_holds_groups(group: Node) -> bool:
    """Say whether all fields are in groups inside this one, which then is only layout."""
    inner = group.select("fieldset")
    return bool(inner) and len(group.select(_FIELDS)) == sum(
        len(one.select(_FIELDS)) for one in inner if not any(other.holds(one) for other in inner)
    )
