"""Things that happen when the device is moved, and that cannot be done otherwise."""

from collections.abc import Iterator

from checks import steps
from checks.base import Result, cant_tell, check, failed, passed
from checks.moved import changed_name, listed, node_of
from drempel.dom import Dom
from drempel.i18n import N_
from drempel.model.finding import Impact
from drempel.model.motion import Motion


@check(
    id="device-motion-only",
    title=N_("Moving the device does something that cannot be done otherwise"),
    repair=N_("Give people a button or field that does the same."),
    requirements=("wcag:2.5.4",),
    act=("7677a9",),
    needs=(Dom, Motion),
    impact=Impact.SERIOUS,
    messages={
        "only": N_("Tilting or shaking the device changes {name}, and no control on the page does that."),
        "perhaps": N_(
            "Tilting or shaking the device changes {name}. Can all of that be done with {controls}?"
        ),
    },
)
def device_motion_only(dom: Dom, motion: Motion) -> Iterator[Result]:
    """Yield one result for a page that listens to the movement of the device."""
    device = motion.device
    if device is None:
        return
    if not device.changed or device.done_by:
        yield passed(dom.root)
        return
    node, tilt, name = node_of(dom, device.changed[0]), (steps.tilt(),), changed_name(device)
    if controls := listed(device.partly_by + device.refused):
        yield cant_tell(node, "perhaps", steps=tilt, name=name, controls=controls)
    else:
        yield failed(node, "only", steps=tilt, name=name)
