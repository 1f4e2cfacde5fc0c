"""Documents of a scan that never was: every fate, and ones of which every field means harm."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime
from itertools import cycle

from drempel.model.document import Document, DocumentFacts, DocumentLink, JudgedDocument
from drempel.model.finding import Finding, Impact, Kind, Outcome, Pointer
from drempel.model.issue import Issue, IssueState, TrendLabel
from drempel.model.snapshot import FetchOutcome, Reason


def found(
    check: str,
    key: str,
    *,
    outcome: Outcome = Outcome.FAILED,
    kind: Kind = Kind.NORM,
    impact: Impact = Impact.SERIOUS,
    selector: str = "document",
    **params: object,
) -> Finding:
    """Return a finding in a document."""
    texts = {name: str(value) for name, value in params.items()}
    return Finding(
        check,
        outcome,
        impact,
        kind,
        Pointer(selector, "stuk tekst"),
        key,
        texts,
        ("1.3.1",),
        fingerprint="f1:0",
    )


def sentence(page: int, text: str) -> Finding:
    """Return a hard sentence."""
    return found(
        "pdf-sentence-hard-to-read",
        "long",
        kind=Kind.PRACTICE,
        impact=Impact.MINOR,
        selector=f"#page={page} P",
        page=page,
        text=text,
    )


def town_documents(start: str) -> list[JudgedDocument]:
    """Return documents with every fate."""

    def link(name: str, text: str) -> DocumentLink:
        return DocumentLink(start + name, text, name.rpartition(".")[2], 1_200_000, "nl")

    def document(name: str, text: str, pages: int, **fields: object) -> Document:
        given: dict[str, object] = {
            "kind": name.rpartition(".")[2],
            "announced": link(name, text),
            "pages": pages,
            "linked_from": (start,),
            "outcome": FetchOutcome.OK,
        } | fields
        return Document(start + name, **given)  # type: ignore[arg-type]

    return [
        JudgedDocument(
            document("reglement.pdf", "Regels (pdf)", 9, facts=DocumentFacts("scan0012", "", "nl", 12, 5000)),
            (
                found("pdf-not-tagged", "untagged", impact=Impact.CRITICAL),
                found("pdf-title-says-nothing", "file-name", selector="#page=1", title="scan0012"),
                sentence(3, "Deze zin is veel te lang om in een keer te lezen en te begrijpen."),
            ),
        ),
        JudgedDocument(
            document(
                "attest.pdf",
                "Formulier attest",
                4,
                facts=DocumentFacts("Attest", "nl-BE", "nl", 1, 90, form="paper"),
                html_way=False,
            ),
            (found("pdf-form-for-paper", "dotted", kind=Kind.PRACTICE, count=7, text="Naam: ......"),),
        ),
        JudgedDocument(
            document(
                "folder.pdf",
                "Folder",
                3,
                facts=DocumentFacts("Folder", "nl-BE", "nl", 2, 300, is_tagged=True),
                day="2017-03-01",
                day_from="link",
                exemption="old",
                kept_since="01J",
            ),
            (found("pdf-order-differs", "order", outcome=Outcome.CANT_TELL, selector="#page=2"),),
        ),
        JudgedDocument(document("kaart.pdf", "Kaart", 2, facts=DocumentFacts("Kaart", "nl", "nl", 40, 9000))),
        JudgedDocument(document("kopie.pdf", "Kopie", 2, outcome=FetchOutcome.DUPLICATE,
                                reason=Reason("same-content"), duplicate_of=start + "kaart.pdf")),
        JudgedDocument(document("weg.pdf", "Weg", 1, outcome=FetchOutcome.HTTP_ERROR,
                                reason=Reason("status", "404"))),
        JudgedDocument(document("oud.doc", "Oud", 1, outcome=FetchOutcome.NOT_HTML,
                                reason=Reason("document-kind", "doc"), exemption="archive")),
    ]  # fmt: skip


def document_issues(documents: Sequence[JudgedDocument], at: datetime) -> list[Issue]:
    """Return a problem per document and check, the first one new, and one that is solved; worst first."""
    labels = cycle((TrendLabel.NEW, TrendLabel.PERSISTING, TrendLabel.PERSISTING, TrendLabel.REGRESSED))
    made: dict[tuple[str, str], Issue] = {}
    for one in documents:
        for finding in one.findings:
            key = one.document.url, finding.check
            if key in made:
                made[key] = replace(made[key], occurrences=made[key].occurrences + 1)
                continue
            made[key] = document_issue(len(made) + 1, one.document.url, finding, next(labels), at)
    gone = found("pdf-title-missing", "missing")
    last = documents[-1].document.url if documents else ""
    solved = document_issue(len(made) + 1, last, gone, TrendLabel.RESOLVED, at)
    return sorted((*made.values(), solved), key=lambda issue: (-issue.impact.rank, issue.id))


def document_issue(number: int, url: str, example: Finding, label: TrendLabel | None, at: datetime) -> Issue:
    """Return a problem of a document around one finding."""
    return Issue(
        id=f"D{number:03}",
        fingerprint=f"f1:d{number:031x}",
        check=example.check,
        outcome=example.outcome,
        impact=example.impact,
        kind=example.kind,
        requirements=example.requirements,
        sources=example.sources,
        state=IssueState.RESOLVED if label is TrendLabel.RESOLVED else IssueState.OPEN,
        label=label,
        first_seen_at=at,
        last_seen_at=at,
        pages=1,
        occurrences=1,
        example=example,
        example_url=url,
        is_of_document=True,
    )


def hostile_documents(start: str, payloads: Sequence[str]) -> list[JudgedDocument]:
    """Return documents of which every field that a page or a file can fill is hostile."""
    documents = []
    for n, evil in enumerate(payloads):
        url = f"{start}{n}.pdf?{evil}" if n % 2 else f"javascript:{evil}"
        facts = DocumentFacts(evil, evil, "nl", 1, 50, evil, evil, evil, form="fields" if n % 3 else "")
        judged = Document(
            url,
            FetchOutcome.OK,
            None,
            evil,
            evil,
            announced=DocumentLink(url, evil, evil, 10, evil),
            pages=3,
            linked_from=(evil,),
            etag=evil,
            last_modified=evil,
            facts=facts,
        )
        findings = (
            found("pdf-title-says-nothing", "file-name", selector=f"#page=1 {evil}", title=evil),
            sentence(n, evil),
            found("axe:image-alt", "missing", name=evil, selector=f"#page={evil}"),
        )
        documents.append(JudgedDocument(judged, findings))
        lost = Document(
            url + "x", FetchOutcome.NOT_HTML, Reason(evil, evil), evil, announced=judged.announced
        )
        documents.append(JudgedDocument(lost))
    return documents
