"""A document keeps its identity where its file is replaced, where it moves, and among its copies."""

from drempel.document_identity import Identities
from drempel.model.document import Document
from drempel.model.snapshot import FetchOutcome

A, B, C = (f"https://a.example/{name}.pdf" for name in "abc")


def judged(url: str, content: str, known_as: str = "") -> Document:
    return Document(url, FetchOutcome.OK, content_hash=content, known_as=known_as)


def twin(url: str, of: str, content: str) -> Document:
    return Document(url, FetchOutcome.DUPLICATE, content_hash=content, duplicate_of=of)


def earlier(*documents: Document) -> Identities:
    return Identities({one.url: one for one in documents})


def test_a_file_that_was_replaced_is_the_same_document() -> None:
    assert earlier(judged(A, "one")).known_as(A, "two", ()) == ""


def test_a_document_that_moved_is_known_by_the_address_that_it_had() -> None:
    before = earlier(judged(A, "one"))
    assert before.known_as(B, "one", ()) == A
    # While it still stands there the other is a document of its own, and so is one with other content.
    assert before.known_as(B, "one", {A}) == ""
    assert before.known_as(B, "two", ()) == ""


def test_it_stays_known_so_after_the_next_scans_and_moves() -> None:
    before = earlier(judged(B, "one", known_as=A))
    assert before.known_as(B, "one", ()) == A
    assert before.known_as(B, "two", ()) == A
    assert before.known_as(B, "", ()) == A
    assert before.known_as(C, "one", ()) == A


def test_a_new_document_at_its_old_address_takes_that_back() -> None:
    assert earlier(judged(B, "one", known_as=A)).known_as(B, "one", {A}) == ""


def test_a_copy_takes_the_place_of_the_one_that_is_gone() -> None:
    before = earlier(judged(A, "one"), twin(B, A, "one"))
    assert before.was_judged(A)
    assert not before.was_judged(B)
    assert not before.was_judged(C)
    assert before.known_as(B, "one", ()) == A
    assert before.known_as(B, "two", ()) == ""


def test_a_document_that_could_not_be_read_before_is_known_by_its_own_address() -> None:
    lost = Document(B, FetchOutcome.TIMEOUT)
    assert earlier(judged(A, "one"), lost).known_as(B, "one", ()) == ""


def test_without_an_earlier_scan_all_are_new() -> None:
    assert earlier().known_as(A, "one", ()) == ""
    assert earlier(judged(A, "")).known_as(B, "", ()) == ""
