"""Text for which nothing says in which language it is."""

from collections.abc import Iterator

from checks.base import SiteResult, check
from checks.of_pdf import WHOLE, at_annotation, at_page, at_tag, pdf_failed, pdf_passed
from drempel.i18n import N_
from drempel.model.finding import Impact
from drempel.model.pdf_document import PdfDocument

_CONTENT = {
    "text-lang": ("text", "7.2-t34"),
    "actual-lang": ("actual", "7.2-t30"),
    "alt-lang": ("alt", "7.2-t31"),
    "expansion-lang": ("expansion", "7.2-t32"),
}
"""What marked content lacks a language for → message and clause."""


@check(
    id="pdf-language-missing",
    title=N_("PDF does not say in which language it is"),
    repair=N_("Set the language of the document in its source and make the PDF anew."),
    requirements=("wcag:3.1.1",),
    scope="document",
    needs=(PdfDocument,),
    impact=Impact.SERIOUS,
    messages={
        "text": N_("Nothing says in which language the text “{text}” is."),
        "actual": N_("Nothing says in which language the replacement text “{text}” is."),
        "alt": N_("Nothing says in which language the alternative text “{text}” is."),
        "expansion": N_("Nothing says in which language the written-out abbreviation “{text}” is."),
        "contents": N_("Nothing says in which language the text of this annotation is: “{text}”."),
        "field": N_("Nothing says in which language the name of this form field is: “{text}”."),
        "outline": N_("Nothing says in which language the bookmarks are."),
        "title": N_("Nothing says in which language the title and other properties are."),
    },
)
def pdf_language_missing(pdf: PdfDocument) -> Iterator[SiteResult]:
    """Yield one result where the document names its language, else one for each kind of text without."""
    if pdf.lang is not None:
        yield pdf_passed()
        return
    if pdf.outline_entries:
        yield pdf_failed(WHOLE, "outline", "7.2-t02")
    if not pdf.metadata.title_has_lang:
        yield pdf_failed(WHOLE, "title", "7.2-t33")
    for one in pdf.stretches:
        if one.what in _CONTENT:
            key, clause = _CONTENT[one.what]
            yield pdf_failed(at_page(one.page, snippet=one.sample), key, clause, text=one.sample)
    for index, tag in enumerate(pdf.tags):
        if tag.has_lang:
            continue
        for said, key, clause in (
            (tag.actual_text, "actual", "7.2-t21"),
            (tag.alt, "alt", "7.2-t22"),
            (tag.expansion, "expansion", "7.2-t23"),
        ):
            if said is not None:
                yield pdf_failed(at_tag(pdf, index), key, clause, text=said)
    for annotation in pdf.annotations:
        if annotation.has_lang:
            continue
        if annotation.contents is not None:
            yield pdf_failed(at_annotation(pdf, annotation), "contents", "7.2-t24", text=annotation.contents)
        if annotation.tooltip is not None:
            yield pdf_failed(at_annotation(pdf, annotation), "field", "7.2-t25", text=annotation.tooltip)
