"""Files whose protection keeps screen readers out."""

from collections.abc import Iterator

from checks.base import SiteResult, check
from checks.of_pdf import WHOLE, pdf_failed, pdf_passed, pdf_question
from drempel.i18n import N_
from drempel.model.finding import Impact
from drempel.model.pdf_document import PdfDocument

_READ_ALOUD = 1 << 9
"""Bit 10 of the permissions: text may be taken out for people with a disability."""


@check(
    id="pdf-closed-to-screen-readers",
    title=N_("Protection of the PDF keeps screen readers out"),
    repair=N_("Remove the protection, or permit that the text is read for accessibility."),
    requirements=("wcag:4.1.2",),
    scope="document",
    needs=(PdfDocument,),
    impact=Impact.CRITICAL,
    parts=("security",),
    messages={
        "closed": N_("The file is protected and does not permit programs to read its text aloud."),
        "password": N_(
            "The file opens with a password only, so that we could not look into it. Does everyone "
            "who needs it have the password?"
        ),
    },
)
def pdf_closed_to_screen_readers(pdf: PdfDocument) -> Iterator[SiteResult]:
    """Yield one result for a protected document."""
    if not pdf.is_encrypted:
        return
    if pdf.permissions is None or not pdf.permissions & _READ_ALOUD:
        yield pdf_failed(WHOLE, "closed", "7.16-t01")
    elif pdf.untested == "locked":
        yield pdf_question(WHOLE, "password")
    else:
        yield pdf_passed()
