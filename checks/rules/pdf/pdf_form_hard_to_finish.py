"""Forms with fields in another order than they stand, with a time limit or a signature on the screen."""

from collections.abc import Iterator, Sequence
from itertools import pairwise

from checks.base import Ground, SiteResult, check
from checks.of_pdf import WHOLE, at_annotation, pdf_passed, pdf_question
from checks.pdf_text import shortened
from drempel.i18n import N_
from drempel.model.finding import Impact, Kind
from drempel.model.pdf_document import NONE, PdfAnnotation, PdfDocument


@check(
    id="pdf-form-hard-to-finish",
    title=N_("Form in the PDF is hard to finish"),
    repair=N_("Put the fields in order, leave time limits out, and offer another way to sign."),
    requirements=("wcag:2.4.3",),
    scope="document",
    needs=(PdfDocument,),
    impact=Impact.SERIOUS,
    messages={
        "order": N_(
            "The key Tab goes from “{before}” to “{text}”, which stands above it. Is the order of the "
            "fields right?"
        ),
        "timer": N_("A script in the form works with a timer. Do people have all the time they need?"),
        "sign": N_("The form asks for a digital signature: “{field}”. Is there another way to sign?"),
    },
    grounds={
        "timer": Ground(Kind.NORM, Impact.SERIOUS, ("wcag:2.2.1",)),
        "sign": Ground(Kind.PRACTICE, Impact.MODERATE),
    },
    who="disability",
)
def pdf_form_hard_to_finish(pdf: PdfDocument) -> Iterator[SiteResult]:
    """Yield one result per kind of hindrance in a form; else one for a form."""
    fields = [one for one in pdf.annotations if one.is_field and one.is_seen]
    if not fields:
        return
    is_found = False
    for before, after in pairwise(_in_order(pdf, fields)):
        if before.page == after.page and _is_below(before, after):
            is_found = True
            said = {"before": _name(before), "text": _name(after)}
            yield pdf_question(at_annotation(pdf, after), "order", **said)
            break
    if "timer" in pdf.scripts:
        is_found = True
        yield pdf_question(WHOLE, "timer")
    for one in fields:
        if one.field_kind == "Sig" and not one.is_filled:
            is_found = True
            yield pdf_question(at_annotation(pdf, one), "sign", field=_name(one))
            break
    if not is_found:
        yield pdf_passed()


def _in_order(pdf: PdfDocument, fields: Sequence[PdfAnnotation]) -> list[PdfAnnotation]:
    """Return the fields as the key Tab visits them: by their tags where the page says so."""
    by_tags = {page.number for page in pdf.pages if page.tabs == "S"}
    places = [(one.page, one.tag if one.page in by_tags and one.tag != NONE else 0) for one in fields]
    order = sorted(range(len(fields)), key=lambda at: (places[at], at))
    return [fields[at] for at in order]


def _is_below(before: PdfAnnotation, after: PdfAnnotation) -> bool:
    """Tell whether the first field stands wholly below the next one, in one column."""
    shared = min(before.right, after.right) - max(before.left, after.left)
    return before.top <= after.bottom and shared > 0.6 * min(
        before.right - before.left, after.right - after.left
    )


def _name(field: PdfAnnotation) -> str:
    return shortened(field.tooltip or field.field_name or "?")
