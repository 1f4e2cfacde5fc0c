"""Language codes that no program understands."""

import re
from collections.abc import Iterator

from checks.base import Ground, SiteResult, check
from checks.of_pdf import WHOLE, at_page, pdf_failed, pdf_passed
from drempel.i18n import N_
from drempel.model.finding import Impact, Kind
from drempel.model.pdf_document import PdfDocument

_CODE = re.compile(r"[A-Za-z]{1,8}(-[A-Za-z0-9]{1,8})*")
"""A language tag as ISO 32000-1, 14.9.2 wants it."""


@check(
    id="pdf-language-code-wrong",
    title=N_("PDF has a wrong language code"),
    repair=N_("Write the code of the language, for example nl-BE, nl-NL or fr."),
    requirements=("wcag:3.1.1",),
    scope="document",
    needs=(PdfDocument,),
    impact=Impact.SERIOUS,
    grounds={"part": Ground(Kind.NORM, Impact.MODERATE, ("wcag:3.1.2",))},
    messages={
        "document": N_("“{code}” is no language code, and it is the language of the whole document."),
        "part": N_("“{code}” is no language code."),
        "empty": N_("The language is empty where it should be named."),
    },
)
def pdf_language_code_wrong(pdf: PdfDocument) -> Iterator[SiteResult]:
    """Yield one result per code that is written somewhere."""
    for one in pdf.languages:
        at = at_page(one.page, "Lang") if one.page else WHOLE
        if _CODE.fullmatch(one.code):
            yield pdf_passed(at)
        elif not one.code.strip():
            yield pdf_failed(at, "empty", "7.2-t29")
        else:
            key = "document" if one.where == "document" else "part"
            yield pdf_failed(at, key, "7.2-t29", code=one.code)
