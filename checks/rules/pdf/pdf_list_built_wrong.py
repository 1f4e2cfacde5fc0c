"""Lists whose tags do not fit into each other."""

from collections.abc import Iterator

from checks.base import SiteResult, check
from checks.of_pdf import at_tag, pdf_failed, pdf_passed
from drempel.i18n import N_
from drempel.model.finding import Impact
from drempel.model.pdf_document import PdfDocument

_PARENTS = {"LI": ("L", "7.2-t17"), "LBody": ("LI", "7.2-t18")}
_KIDS = {"L": (("L", "LI", "Caption"), "7.2-t19"), "LI": (("Lbl", "LBody"), "7.2-t20")}


@check(
    id="pdf-list-built-wrong",
    title=N_("List in the PDF is put together wrongly"),
    repair=N_("Repair the tags of the list: items (LI) in the list (L), text (LBody) in the item."),
    requirements=("wcag:1.3.1",),
    scope="document",
    needs=(PdfDocument,),
    impact=Impact.MODERATE,
    messages={
        "parent": N_("“{tag}” stands in “{parent}” and not in a list."),
        "kid": N_("“{kid}” stands directly in “{parent}”; that is not allowed there."),
        "caption": N_("The caption is not the first part of the list, or there is more than one."),
    },
)
def pdf_list_built_wrong(pdf: PdfDocument) -> Iterator[SiteResult]:
    """Yield one result per list or item that is right, and one per fault."""
    for index, tag in enumerate(pdf.tags):
        faults = []
        if tag.kind in _PARENTS:
            parent, clause = _PARENTS[tag.kind]
            found = pdf.parent_kind(index)
            if found != parent:
                at = at_tag(pdf, index)
                faults.append(pdf_failed(at, "parent", clause, tag=tag.kind, parent=found or "–"))
        if tag.kind in _KIDS:
            kids, clause = _KIDS[tag.kind]
            kinds = pdf.kid_kinds(index)
            if wrong := [kind for kind in kinds if kind not in kids]:
                faults.append(pdf_failed(at_tag(pdf, index), "kid", clause, kid=wrong[0], parent=tag.kind))
            if tag.kind == "L" and "Caption" in kinds[1:]:
                faults.append(pdf_failed(at_tag(pdf, index), "caption", "7.2-t19"))
            yield from faults or [pdf_passed(at_tag(pdf, index))]
        else:
            yield from faults
