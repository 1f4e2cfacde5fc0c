"""Elements that work as a control and are text for software."""

from collections.abc import Iterator

from checks import steps
from checks.base import Result, check, failed, passed
from checks.walked import left_out, node_of, told
from drempel.dom import Dom
from drempel.i18n import N_
from drempel.model.finding import Impact
from drempel.model.pointer_use import PointerUse


@check(
    id="custom-control-without-role",
    title=N_("Control without a role"),
    repair=N_('Use a real button or link, or give it role="button" and a name.'),
    requirements=("wcag:4.1.2",),
    needs=(Dom, PointerUse),
    parts=("clicks",),
    impact=Impact.SERIOUS,
    messages={
        "none": N_("“{name}” can be used, but software does not know that it is a control."),
    },
)
def custom_control_without_role(dom: Dom, use: PointerUse) -> Iterator[Result]:
    """Yield one result per element that Tab comes to and that does something, without a native role."""
    for one in use.clicks:
        node = node_of(dom, one.spot)
        if not one.is_stop or one.is_native or one.effect.kind in {"look", "scroll"}:
            continue
        if one.own_role or node.role not in _ROLES_OF_TEXT or node.select("a, button, input, select"):
            yield passed(node)
        elif one.elsewhere is None:
            yield failed(node, "none", steps=(steps.go_to(told(one.spot)),), name=told(one.spot))
    yield from left_out(dom, use.left, "clicks")


_ROLES_OF_TEXT = frozenset({"", "generic", "none", "paragraph", "listitem", "LabelText", "strong"})
