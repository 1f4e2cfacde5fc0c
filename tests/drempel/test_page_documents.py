"""Which documents belong to a page, and what of them the indicators get."""

from collections.abc import Iterator
from typing import Any

import pytest

from drempel.model.document import Document, DocumentFacts, DocumentLink, DocumentLinks, JudgedDocument
from drempel.model.finding import Finding, Impact, Kind, Outcome, Pointer
from drempel.model.inclusion import SeenPage
from drempel.model.page_documents import LinkedDocument, PageDocuments
from drempel.model.snapshot import FetchOutcome, Reason
from drempel.page_documents import linked_document, seen_with_documents

SITE = "https://stad.example"
FORM = f"{SITE}/bestand/17.pdf"


def finding(check: str, key: str, selector: str, kind: Kind = Kind.PRACTICE, failed: bool = False) -> Finding:
    outcome = Outcome.FAILED if failed else Outcome.CANT_TELL
    return Finding(check, outcome, Impact.SERIOUS, kind, Pointer(selector), key)


def judged(*findings: Finding, url: str = FORM, pages: int = 1, **facts: Any) -> JudgedDocument:
    return JudgedDocument(
        Document(url, FetchOutcome.OK, pages=pages, facts=DocumentFacts(**facts)), tuple(findings)
    )


class Source:
    """The pages and documents of one scan."""

    def __init__(self, links: dict[str, tuple[str, ...]], *documents: JudgedDocument) -> None:
        self._links, self._documents = links, documents

    def documents(self) -> Iterator[JudgedDocument]:
        yield from self._documents

    def seen_pages(self, *kinds: type[Any]) -> Iterator[SeenPage]:
        for url, links in self._links.items():
            of = DocumentLinks(tuple(DocumentLink(link, "Aanvraagformulier") for link in links))
            yield SeenPage(url, "Dienst", artefacts={DocumentLinks: of} if DocumentLinks in kinds else {})


def of(source: Source) -> list[PageDocuments | None]:
    return [page.get(PageDocuments) for page in seen_with_documents(source, PageDocuments)]  # type: ignore[arg-type]


def test_a_page_has_the_documents_that_it_links_to_each_once() -> None:
    source = Source({f"{SITE}/a": (FORM, f"{FORM}#page=2", f"{SITE}/weg.pdf"), f"{SITE}/b": ()}, judged())
    first, second = of(source)
    assert first is not None
    assert [one.url for one in first.of] == [FORM]
    assert second == PageDocuments()


def test_without_documents_in_the_scan_nothing_is_said_of_them() -> None:
    assert of(Source({f"{SITE}/a": (FORM,)})) == [None]


def test_a_document_in_the_footer_of_the_site_belongs_to_no_page() -> None:
    pages = {f"{SITE}/{number}": (FORM,) for number in range(6)}
    assert of(Source(pages, judged(pages=6))) == [PageDocuments()] * 6


def test_what_was_judged_at_another_address_counts_here_too() -> None:
    other = f"{SITE}/kopie.pdf"
    twin = JudgedDocument(Document(other, FetchOutcome.DUPLICATE, pages=1, duplicate_of=FORM))
    (found,) = of(Source({f"{SITE}/a": (other,)}, judged(form="xfa"), twin))
    assert found is not None
    assert [(one.url, one.was_read, one.form) for one in found.of] == [(other, True, "xfa")]


@pytest.mark.parametrize(
    ("one", "expected"),
    [
        (judged(), LinkedDocument(FORM, "Folder", True, form_place=FORM)),
        (
            judged(finding("pdf-form-for-paper", "dotted", "#page=3 P"), form="paper"),
            LinkedDocument(FORM, "Folder", True, form="paper", form_place=f"{FORM}#page=3"),
        ),
        (
            judged(finding("pdf-form-for-paper", "print-sign", "#page=2 P"), form="paper"),
            LinkedDocument(
                FORM, "Folder", True, form="paper", form_place=f"{FORM}#page=2", signs_on_paper=True
            ),
        ),
        (
            judged(finding("pdf-form-hard-to-finish", "sign", "#page=4 Form"), form="fields"),
            LinkedDocument(FORM, "Folder", True, form="fields", form_place=FORM, signs_on_screen=True),
        ),
        (
            judged(finding("pdf-not-tagged", "", "#page=1", Kind.NORM, failed=True)),
            LinkedDocument(FORM, "Folder", True, form_place=FORM, has_problem=True),
        ),
        (
            JudgedDocument(Document(FORM, FetchOutcome.NOT_HTML, Reason("document-too-large"))),
            LinkedDocument(FORM, "Folder"),
        ),
    ],
)
def test_what_a_document_is_comes_from_what_stands_in_it(
    one: JudgedDocument, expected: LinkedDocument
) -> None:
    found = linked_document(one.document, "Folder", one)
    places = ("sign_place", "problem_place")
    assert {n: getattr(found, n) for n in LinkedDocument.__dataclass_fields__ if n not in places} == {
        n: getattr(expected, n) for n in LinkedDocument.__dataclass_fields__ if n not in places
    }


@pytest.mark.parametrize(
    ("text", "is_form"),
    [
        ("Aanvraagformulier", True),
        ("Formulaire", True),
        ("Folder", False),
        ("Informatie", False),
        ("Aanvraagtermijn", False),
    ],
)
def test_a_form_is_known_by_its_name(text: str, is_form: bool) -> None:
    assert linked_document(judged().document, text, judged()).is_named_form is is_form
