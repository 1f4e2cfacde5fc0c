"""Example texts in empty fields that hardly show."""

from collections.abc import Iterator

from checks.base import Result, cant_tell, check, failed, passed
from drempel.backdrop import behind
from drempel.colour import contrast, is_large, parse
from drempel.dom import Dom, Node
from drempel.i18n import N_
from drempel.model.artefact import Placeholders
from drempel.model.finding import Impact

MIN_RATIO, MIN_RATIO_LARGE = 4.5, 3.0
SURELY_TOO_LOW = 3.0
"""Below this no use of the text excuses it; between the two a person says whether the text is needed."""
TOLERANCE = 0.05


@check(
    id="placeholder-contrast-low",
    title=N_("Example text in a field stands out too little"),
    repair=N_("Give the text in the field a contrast of at least 4.5 to 1, or put it beside the field."),
    requirements=("wcag:1.4.3",),
    needs=(Dom, Placeholders),
    impact=Impact.MODERATE,
    messages={
        "faint": N_("The contrast of “{text}” in the field is {ratio} to 1; 4.5 to 1 is needed."),
        "weak": N_("Must people read “{text}” to fill in the field? Its contrast is only {ratio} to 1."),
    },
)
def placeholder_contrast_low(dom: Dom, placeholders: Placeholders) -> Iterator[Result]:
    """Yield one result per example text of which both colours are known; one question on a page."""
    asked = False
    for shown in placeholders.fields:
        field = dom.at_path(shown.path)
        if field is None or not field.get("placeholder").strip() or _is_off(field):
            continue
        letters, own, around = parse(shown.colour), parse(field.style("background-color")), behind(dom, field)
        if letters is None or own is None or field.style("background-image") not in {"", "none"}:
            continue
        if around is None and own.alpha < 1:
            continue
        ground = own.over(around) if around is not None else own
        ratio = contrast(letters.faded(shown.opacity).over(ground), ground) + TOLERANCE
        size = float(field.style("font-size").removesuffix("px") or 0)
        wanted = MIN_RATIO_LARGE if is_large(size, float(field.style("font-weight") or 400)) else MIN_RATIO
        said = {"text": field["placeholder"].strip(), "ratio": f"{int(ratio * 10) / 10:.1f}"}
        if ratio >= wanted:
            yield passed(field)
        elif ratio < SURELY_TOO_LOW:
            yield failed(field, "faint", **said)
        elif not asked:
            asked = True
            yield cant_tell(field, "weak", **said)


def _is_off(field: Node) -> bool:
    return bool(field.ax.get("disabled")) or field.get("aria-disabled").lower() == "true"
