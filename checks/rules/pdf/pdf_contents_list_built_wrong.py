"""Tables of contents whose tags do not fit into each other."""

from collections.abc import Iterator

from checks.base import SiteResult, check
from checks.of_pdf import at_tag, pdf_failed, pdf_passed
from drempel.i18n import N_
from drempel.model.finding import Impact
from drempel.model.pdf_document import PdfDocument


@check(
    id="pdf-contents-list-built-wrong",
    title=N_("Table of contents in the PDF is put together wrongly"),
    repair=N_("Repair the tags: each line of the table of contents is a TOCI in the TOC."),
    requirements=("wcag:1.3.1",),
    scope="document",
    needs=(PdfDocument,),
    impact=Impact.MODERATE,
    messages={
        "parent": N_("“TOCI” stands in “{parent}” and not in a table of contents (TOC)."),
        "kid": N_("“{kid}” stands directly in the table of contents; only TOCI, TOC and a caption may."),
        "caption": N_(
            "The caption is not the first part of the table of contents, or there is more than one."
        ),
    },
)
def pdf_contents_list_built_wrong(pdf: PdfDocument) -> Iterator[SiteResult]:
    """Yield one result per table of contents that is right, and one per fault."""
    for index, tag in pdf.of_kind("TOC", "TOCI"):
        at = at_tag(pdf, index)
        if tag.kind == "TOCI":
            parent = pdf.parent_kind(index)
            if parent != "TOC":
                yield pdf_failed(at, "parent", "7.2-t26", parent=parent or "–")
            continue
        kinds = pdf.kid_kinds(index)
        wrong = [kind for kind in kinds if kind not in ("TOC", "TOCI", "Caption")]
        if wrong:
            yield pdf_failed(at, "kid", "7.2-t27", kid=wrong[0])
        elif "Caption" in kinds[1:]:
            yield pdf_failed(at, "caption", "7.2-t27")
        else:
            yield pdf_passed(at)
