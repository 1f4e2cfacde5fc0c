"""Forms in which only the code tells which fields must be filled in."""

import re
from collections.abc import Iterator

from checks.base import Result, cant_tell, check, passed
from checks.labels import labels_of, visible_label
from drempel.dom import Dom, Node
from drempel.i18n import N_
from drempel.model.finding import Impact

_FIELDS = "input, select, textarea"
_NOT_ASKED = frozenset({"hidden", "submit", "button", "reset", "image", "checkbox", "radio", "search"})
_SAYS_SO = re.compile(
    r"[*✱﹡＊]|\b(?:verplichte?|required|mandatory|must be (?:filled|completed)|obligatoires?|requise?s?"
    r"|erforderlich|pflichtfeld(?:er)?|optione?el|optional|facultati(?:ef|f|ve)|invullen is|mag leeg)\b",
    re.IGNORECASE,
)


@check(
    id="required-not-said",
    title=N_("Form does not say which fields are required"),
    repair=N_(
        "Write “required” in the labels of fields that must be filled in, or “optional” in the others."
    ),
    requirements=("wcag:3.3.2",),
    needs=(Dom,),
    impact=Impact.MODERATE,
    messages={
        "which": N_("This form has required fields and other ones. Can people see which must be filled in?"),
    },
)
def required_not_said(dom: Dom) -> Iterator[Result]:
    """Yield one result per form with fields that are required in the code and fields that are not."""
    labels: dict[int, list[Node]] | None = None
    for form in dom.select("form"):
        fields = [
            field
            for field in form.select(_FIELDS)
            if field.get("type").lower() not in _NOT_ASKED and field.is_visible and "disabled" not in field
        ]
        required = [field for field in fields if _is_required(field)]
        if not required or len(required) == len(fields):
            continue  # where all are required, people find out without harm
        labels = labels_of(dom) if labels is None else labels
        told = " ".join([form.visible_text, _just_before(form)])
        told += " ".join(visible_label(dom, field, labels) + field.get("placeholder") for field in fields)
        if _SAYS_SO.search(told):
            yield passed(form)
        else:
            yield cant_tell(form, "which")


def _is_required(field: Node) -> bool:
    return "required" in field or field.get("aria-required").lower() == "true"


def _just_before(form: Node) -> str:
    before = form.previous_element()
    return before.visible_text if before is not None else ""
