"""Fields whose visible label stands so far away that people who magnify the screen do not see both."""

from collections.abc import Iterator

from checks.base import Result, check, failed, passed
from checks.labels import labels_of
from drempel.dom import Dom
from drempel.i18n import N_
from drempel.model.finding import Box, Impact, Kind

MAX_GAP_PX = 200
"""At four times magnification a screen of 1280 pixels shows 320: label and field fall apart from here on."""


@check(
    id="label-far-from-field",
    title=N_("Label stands far from its field"),
    repair=N_("Put the label right above or right before the field."),
    kind=Kind.PRACTICE,
    who="low-vision",
    needs=(Dom,),
    impact=Impact.MINOR,
    messages={"far": N_("Between the label “{label}” and its field are {px} pixels.")},
)
def label_far_from_field(dom: Dom) -> Iterator[Result]:
    """Yield one result per visible field with a visible `label`."""
    for index, labels in labels_of(dom).items():
        field = dom.at_index(index)
        if field is None or not field.is_visible or field.box is None:
            continue
        seen = [label for label in labels if label.is_visible and label.visible_text]
        gaps = [_gap_px(label.box, field.box) for label in seen if label.box is not None]
        if not gaps:
            continue
        if min(gaps) > MAX_GAP_PX:
            yield failed(field, "far", label=seen[0].visible_text, px=round(min(gaps)))
        else:
            yield passed(field)


def _gap_px(one: Box, other: Box) -> float:
    """Return the distance between two boxes; 0 where they touch or overlap."""
    across = max(one.x - other.x - other.width, other.x - one.x - one.width, 0)
    down = max(one.y - other.y - other.height, other.y - one.y - one.height, 0)
    return float((across**2 + down**2) ** 0.5)
