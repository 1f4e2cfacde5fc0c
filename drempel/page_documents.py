"""The documents of a scan, as the indicators read them beside the pages that link to them."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import replace
from typing import Any, Final

from crawler.urls import page_identity
from drempel.inclusion.site_pages import LEAST_CHROME_PAGES, MOST_PAGES_SHARE
from drempel.model.document import Document, DocumentLinks, JudgedDocument
from drempel.model.finding import Finding, Kind, Outcome
from drempel.model.inclusion import SeenPage
from drempel.model.page_documents import LinkedDocument, PageDocuments
from drempel.model.report import ReportSource

MAX_NAME: Final = 200
_FORM: Final = re.compile(
    r"formulier|aanvraag(?!t)|aangifte|inschrijv|invul|volmacht|verklaring\s+op\s+eer|formulaire|demande\b"
    r"|\bform\b",
    re.IGNORECASE,
)
"""Words by which people know that a document is to be filled in."""

_PAPER: Final = frozenset({"dotted", "dots", "print", "prints", "print-sign"})
_FORM_CHECKS: Final = frozenset({"pdf-form-for-paper", "office-form-for-paper"})
_SIGN_CHECK: Final = "pdf-form-hard-to-finish"


def seen_with_documents(source: ReportSource, *kinds: type[Any]) -> Iterator[SeenPage]:
    """Yield the judged pages of a scan as `ReportSource.seen_pages` does; `PageDocuments` may be asked too.

    That one is absent where the scan asked for no documents.
    """
    if PageDocuments not in kinds:
        yield from source.seen_pages(*kinds)
        return
    documents = {one.document.url: one for one in source.documents()}
    most = sum(1 for _ in source.seen_pages()) * MOST_PAGES_SHARE
    stored = dict.fromkeys((*(kind for kind in kinds if kind is not PageDocuments), DocumentLinks))
    for page in source.seen_pages(*stored):
        if documents:
            artefacts = {**page.artefacts, PageDocuments: _of_page(page, documents, most)}
            page = replace(page, artefacts=artefacts)
        yield page


def _of_page(page: SeenPage, documents: Mapping[str, JudgedDocument], most: float) -> PageDocuments:
    links = page.get(DocumentLinks)
    found: dict[str, LinkedDocument] = {}
    for link in links.of if links is not None else ():
        one = documents.get(page_identity(link.url).page_url)
        if one is None or one.document.url in found:
            continue
        if one.document.pages >= max(LEAST_CHROME_PAGES, most):
            continue
        read = documents.get(one.document.duplicate_of, one)
        found[one.document.url] = linked_document(one.document, link.text, read)
    return PageDocuments(tuple(found.values()))


def linked_document(document: Document, text: str, read: JudgedDocument) -> LinkedDocument:
    """Return a document with what was seen in it; `read` is the one of the same content that was judged."""
    url, facts = document.url, read.document.facts
    name = " ".join((text or facts.title or url).split())[:MAX_NAME]
    is_named = _FORM.search(f"{text} {facts.title} {url.rpartition('/')[2]}") is not None
    if not read.document.is_judged:
        return LinkedDocument(url, name, is_named_form=is_named, exemption=document.exemption)
    paper = [one for one in read.findings if one.check in _FORM_CHECKS and one.message_key in _PAPER]
    signed = [one for one in read.findings if one.check == _SIGN_CHECK and one.message_key == "sign"]
    printed = [one for one in paper if one.message_key == "print-sign"]
    wrong = [one for one in read.findings if one.outcome is Outcome.FAILED and one.kind is Kind.NORM]
    return LinkedDocument(
        url,
        name,
        was_read=True,
        is_named_form=is_named,
        form=facts.form or ("paper" if paper else ""),
        form_place=_place(url, paper),
        signs_on_screen=bool(signed),
        signs_on_paper=bool(printed),
        sign_place=_place(url, signed or printed),
        has_problem=bool(wrong),
        problem_place=_place(url, wrong),
        exemption=document.exemption,
    )


def _place(url: str, findings: list[Finding]) -> str:
    """Return the address of a document, at the sheet of the first finding that names one."""
    for one in findings:
        before, _, after = one.pointer.selector.partition("#page=")
        number = after.partition(" ")[0]
        if not before and number.isdigit():
            return f"{url.partition('#')[0]}#page={number}"
    return url
