"""Form fields whose edge hardly shows, so that people do not see where to type."""

from collections.abc import Iterator

from checks.base import Result, cant_tell, check, passed
from drempel.backdrop import behind
from drempel.colour import CLEAR, contrast, parse
from drempel.dom import Dom, Node
from drempel.i18n import N_
from drempel.model.finding import Impact

MIN_RATIO = 3.0
"""Source: WCAG 2.2, success criterion 1.4.11."""
WRAPPER_PX = 24.0
"""How much higher than its field an element is at most that carries the edge in its place."""

_FIELDS = "input, textarea, select, [role=textbox i], [role=combobox i], [role=searchbox i]"
_TYPED = frozenset({"", "text", "search", "email", "tel", "url", "password", "number", "date", "time"})


@check(
    id="field-border-faint",
    title=N_("Edge of a form field hardly shows"),
    repair=N_("Give fields a border with a contrast of at least 3 to 1 with what is around them."),
    requirements=("wcag:1.4.11",),
    needs=(Dom,),
    impact=Impact.MODERATE,
    messages={
        "faint": N_(
            "Does everyone see where this field begins and ends? Fields with so faint an edge: {fields}."
        )
    },
)
def field_border_faint(dom: Dom) -> Iterator[Result]:
    """Yield one question for all fields with a faint edge, at the first, and one pass per other field.

    A person has to look: another sign, such as a drawn area, may show where the field is.
    """
    faint = []
    for field in dom.select(_FIELDS):
        if _is_typed_in(field):
            shows = _edge_shows(field)
            if shows:
                yield passed(field)
            elif shows is not None:
                faint.append(field)
    if faint:
        yield cant_tell(faint[0], "faint", fields=len(faint))


def _is_typed_in(field: Node) -> bool:
    if field.tag == "input" and field.get("type").lower() not in _TYPED:
        return False
    box = field.box
    is_off = field.ax.get("disabled") or "readonly" in field or field.get("aria-disabled") == "true"
    return box is not None and box.width > 20 and box.height > 10 and field.is_visible and not is_off


def _edge_shows(field: Node) -> bool | None:
    """Say whether a field, or what stands closely around it, has an edge that shows; `None` if unknown."""
    box = field.box
    assert box is not None, "a field that shows has a box"
    for node in (field, *field.ancestors):
        around = node.box
        if node.tag in {"body", "html"} or around is None or around.height > box.height + WRAPPER_PX:
            return False
        if node.style("box-shadow") not in {"", "none"} or node.style("background-image") not in {"", "none"}:
            return True
        outside, own = behind(node.dom, node), parse(node.style("background-color"))
        edge = parse(node.style("border-bottom-color"))
        if outside is None or own is None or edge is None:
            return None
        inside = own.over(outside)
        if contrast(inside, outside) >= MIN_RATIO:
            return True
        if node.style("border-bottom-width") not in {"", "0px"} and edge != CLEAR:
            line = edge.over(inside)
            if max(contrast(line, inside), contrast(line, outside)) >= MIN_RATIO:
                return True
    return False
