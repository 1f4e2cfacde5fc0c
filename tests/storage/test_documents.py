"""Documents are stored beside pages, and never as pages."""

from dataclasses import replace

from drempel.model.document import Document, DocumentCounts, DocumentEnd, DocumentFacts, DocumentLink
from drempel.model.finding import Finding, Judgement, Kind, Outcome, Pointer
from drempel.model.snapshot import FetchOutcome, Reason
from storage import Store
from tests.storage.samples import HOME, finding, finish, ok, scanned, start, tally

FOLDER = Document(
    HOME + "folder.pdf",
    FetchOutcome.OK,
    kind="pdf",
    final_url=HOME + "folder.pdf",
    announced=DocumentLink(HOME + "folder.pdf", "Folder (pdf, 2 MB)", "pdf", 2_000_000, "nl"),
    pages=3,
    linked_from=(HOME + "a", HOME + "b"),
    content_hash="ab" * 32,
    html_way=False,
    facts=DocumentFacts("Folder", "nl-BE", "nl", 4, 500, "2019-01-02", form="paper"),
)
LOST = Document(
    HOME + "weg.docx", FetchOutcome.HTTP_ERROR, Reason("status", "404"), "docx", status=404, pages=1
)


def judgement(*names: str) -> Judgement:
    found = tuple(finding(name, "pdf-not-tagged") for name in names)
    return Judgement(found, (tally("pdf-not-tagged", Outcome.FAILED, len(names)),))


def test_documents_come_back_with_their_findings_most_linked_first(store: Store) -> None:
    scan = start(store)
    store.write_pages(scan.id, [ok("a")])
    store.write_documents(scan.id, [DocumentEnd(LOST), DocumentEnd(FOLDER, judgement("x", "y"))])
    assert store.documents(scan.id) == {FOLDER.url: FOLDER, LOST.url: LOST}
    finish(store, scan)
    first, second = store.report_source(scan.id, (), ()).documents()
    assert (first.document, second.document) == (FOLDER, LOST)
    assert [one.fingerprint for one in first.findings] == [
        one.fingerprint for one in judgement("x", "y").findings
    ]
    assert second.findings == ()


def test_a_document_is_no_page(store: Store) -> None:
    scan = start(store)
    store.write_pages(scan.id, [ok("a", finding("a"))])
    store.write_documents(scan.id, [DocumentEnd(FOLDER, judgement("x"))])
    finish(store, scan)
    source = store.report_source(scan.id, (), ())
    assert [page.record.url for page in source.pages()] == [HOME + "a"]
    assert source.header.coverage.by_outcome == {FetchOutcome.OK: 1}
    assert [issue.fingerprint for issue in source.issues()] == [finding("a").fingerprint]
    assert store.scan_facts(scan.id).pages_judged == 1
    assert [page.url for page in source.seen_pages()] == [HOME + "a"]
    assert [record.url for record in store.records(scan.id)] == [HOME + "a"]
    # Nor does the next scan ask for it as for a page.
    assert [known.url for known in store.known_pages(scan.entity_id, scan.site_id)] == [HOME + "a"]


def test_a_document_that_ends_again_ends_anew(store: Store) -> None:
    scan = start(store)
    store.write_documents(scan.id, [DocumentEnd(replace(FOLDER, outcome=FetchOutcome.TIMEOUT))])
    store.write_documents(scan.id, [DocumentEnd(FOLDER, judgement("x"))])
    (only,) = store.report_source(scan.id, (), ()).documents()
    assert only.document == FOLDER
    assert len(only.findings) == 1


def test_an_unchanged_document_keeps_the_judgement_of_the_scan_before(store: Store) -> None:
    first = start(store)
    store.write_pages(first.id, [ok("a")])
    store.write_documents(first.id, [DocumentEnd(FOLDER, judgement("x"))])
    finish(store, first)
    second = start(store)
    kept = replace(FOLDER, kept_since=first.id)
    store.write_documents(second.id, [DocumentEnd(kept, judged_in=first.id)])
    (only,) = store.report_source(second.id, (), ()).documents()
    assert only.document.kept_since == first.id
    assert [one.check for one in only.findings] == ["pdf-not-tagged"]


def test_a_judgement_of_a_document_is_not_thrown_away(store: Store) -> None:
    scan = start(store)
    store.write_pages(scan.id, [ok("a", finding("a"))])
    store.write_documents(scan.id, [DocumentEnd(FOLDER, judgement("x"))])
    finish(store, scan)
    scanned(store, ok("a"))
    store.prune(0)
    (only,) = store.report_source(scan.id, (), ()).documents()
    assert len(only.findings) == 1


def test_text_of_pages_that_databases_refuse_is_cleaned(store: Store) -> None:
    scan = start(store)
    hostile = replace(FOLDER, announced=DocumentLink(FOLDER.url, "Folder\0<script>\ud800"))
    store.write_documents(scan.id, [DocumentEnd(hostile)])
    announced = store.documents(scan.id)[FOLDER.url].announced
    assert announced is not None
    assert announced.text == "Folder\ufffd<script>\ufffd"


def test_documents_of_scans_are_counted_in_numbers(store: Store) -> None:
    def judged(name: str, *findings: Finding) -> DocumentEnd:
        return DocumentEnd(
            Document(HOME + name, FetchOutcome.OK, content_hash=name), Judgement(tuple(findings), ())
        )

    wrong, doubtful, tip = (finding("x.pdf", check) for check in ("pdf-a", "pdf-b", "pdf-c"))
    doubtful = replace(doubtful, outcome=Outcome.CANT_TELL)
    tip = replace(tip, kind=Kind.PRACTICE)
    scan = start(store)
    store.write_documents(
        scan.id,
        [
            judged("a.pdf", wrong, replace(wrong, pointer=Pointer("elders"))),
            judged("b.pdf", doubtful, tip),
            judged("c.pdf"),
            DocumentEnd(Document(HOME + "d.pdf", FetchOutcome.DUPLICATE, duplicate_of=HOME + "a.pdf")),
            DocumentEnd(Document(HOME + "e.pdf", FetchOutcome.TIMEOUT)),
        ],
    )
    finish(store, scan)
    without = start(store)
    finish(store, without)
    assert store.document_counts([scan.id, without.id]) == {scan.id: DocumentCounts(4, 3, 1)}
    assert DocumentCounts(4, 3, 1) + DocumentCounts(1, 1, 1) == DocumentCounts(5, 4, 2)
