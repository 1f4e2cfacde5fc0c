"""Things that happen when the device is moved, and that cannot be switched off."""

from collections.abc import Iterator

from checks import steps
from checks.base import Result, cant_tell, check, failed, passed
from checks.moved import changed_name, listed, node_of
from drempel.dom import Dom
from drempel.i18n import N_
from drempel.model.finding import Impact
from drempel.model.motion import Motion


@check(
    id="device-motion-stays-on",
    title=N_("Moving the device does something, and that cannot be switched off"),
    repair=N_("Give people a switch after which the page no longer listens to the movement of the device."),
    requirements=("wcag:2.5.4",),
    act=("c249d5",),
    needs=(Dom, Motion),
    impact=Impact.MODERATE,
    messages={
        "stays-on": N_(
            "Tilting or shaking the device changes {name}, and nothing on the page switches that off."
        ),
        "switch": N_(
            "Tilting or shaking the device changes {name}. Does one of these switch that off: {controls}?"
        ),
    },
)
def device_motion_stays_on(dom: Dom, motion: Motion) -> Iterator[Result]:
    """Yield one result for a page that listens to the movement of the device."""
    device = motion.device
    if device is None:
        return
    if not device.changed or device.switched_off_by:
        yield passed(dom.root)
        return
    node, tilt, name = node_of(dom, device.changed[0]), (steps.tilt(),), changed_name(device)
    if controls := listed(device.refused):
        yield cant_tell(node, "switch", steps=tilt, name=name, controls=controls)
    else:
        yield failed(node, "stays-on", steps=tilt, name=name)
