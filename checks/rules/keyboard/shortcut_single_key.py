"""Keys of one character that act while no field has the focus."""

from collections.abc import Iterator

from checks import steps
from checks.base import Result, cant_tell, check, failed, passed
from checks.walked import left_out
from drempel.dom import Dom
from drempel.i18n import N_
from drempel.model.finding import Impact
from drempel.model.pointer_use import PointerUse


@check(
    id="shortcut-single-key",
    title=N_("One letter is enough to set something off"),
    repair=N_("Use Ctrl or Alt with it, or let people switch the shortcut off."),
    requirements=("wcag:2.1.4",),
    act=("ffbc54",),
    needs=(Dom, PointerUse),
    parts=("shortcuts",),
    impact=Impact.SERIOUS,
    messages={
        "acts": N_("The key {keys} alone does something, and nothing on the page switches that off."),
        "switch": N_("The key {keys} alone does something. Can people switch that off with {others}?"),
    },
)
def shortcut_single_key(dom: Dom, use: PointerUse) -> Iterator[Result]:
    """Yield one result for the page where a printable character does something."""
    yield from left_out(dom, use.left, "shortcuts")
    shortcuts = use.shortcuts
    if shortcuts is None or not shortcuts.keys:
        return
    keys = ", ".join(f"“{key}”" for key in shortcuts.keys)
    way = (steps.press(shortcuts.keys[0]),)
    if shortcuts.switch is not None:
        yield passed(dom.root)
    elif shortcuts.untried:
        others = ", ".join(f"“{name}”" for name in shortcuts.untried)
        yield cant_tell(dom.root, "switch", steps=way, keys=keys, others=others)
    else:
        yield failed(dom.root, "acts", steps=way, keys=keys)
