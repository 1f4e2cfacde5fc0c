"""When it is known that no page links to a document any more."""

from dataclasses import replace

import pytest

from drempel.document_unlinked import no_longer_linked
from drempel.model.document import Document
from drempel.model.snapshot import FetchOutcome, FetchRecord

HOME = "https://stad.example/"
A, B = HOME + "a", HOME + "b"
LEFT = Document(HOME + "x.pdf", FetchOutcome.OK, pages=2, linked_from=(A, B))


def record(url: str, outcome: FetchOutcome = FetchOutcome.OK, status: int = 200, of: str = "") -> FetchRecord:
    return FetchRecord(url, url, outcome, status=status, duplicate_of=of)


def told(*records: FetchRecord, linked: tuple[str, ...] = (), saw_all: bool = False) -> bool:
    ends = {one.page_url: one for one in records}
    return bool(no_longer_linked([LEFT], linked, ends, saw_all=saw_all))


def test_all_pages_that_linked_to_it_were_seen_again_without_the_link() -> None:
    assert told(record(A), record(B))
    assert not told(record(A), record(B), linked=(LEFT.url,))
    assert not told(record(A), record(B), linked=(LEFT.url,), saw_all=True)


@pytest.mark.parametrize(
    ("end", "was_seen"),
    [
        (record(B, FetchOutcome.HTTP_ERROR, 404), True),
        (record(B, FetchOutcome.HTTP_ERROR, 410), True),
        (replace(record(B, FetchOutcome.HTTP_ERROR, 404), permanent=False), False),
        (record(B, FetchOutcome.HTTP_ERROR, 500), False),
        (record(B, FetchOutcome.TIMEOUT), False),
        (record(B, FetchOutcome.BLOCKED), False),
        (record(B, FetchOutcome.ROBOTS), False),
        (record(B, FetchOutcome.DUPLICATE, of=A), True),
        (record(B, FetchOutcome.DUPLICATE, of=HOME + "elders"), False),
        (record(HOME + "elders"), False),
    ],
)
def test_a_page_that_was_not_seen_leaves_it_open(end: FetchRecord, was_seen: bool) -> None:
    assert told(record(A), end) is was_seen


def test_where_the_whole_site_was_seen_it_does_not_matter_which_pages_linked_to_it() -> None:
    assert told(saw_all=True)


def test_of_more_pages_than_are_known_nothing_is_known() -> None:
    ends = {A: record(A), B: record(B)}
    many, nobody = replace(LEFT, pages=12), replace(LEFT, pages=0, linked_from=())
    assert no_longer_linked([many, nobody], (), ends, saw_all=False) == frozenset()
    assert no_longer_linked([many], (), ends, saw_all=True) == {many.url}


def test_one_that_moved_is_told_by_the_address_by_which_it_is_known() -> None:
    moved = replace(LEFT, known_as=HOME + "oud.pdf")
    ends = {A: record(A), B: record(B)}
    assert no_longer_linked([moved], (), ends, saw_all=False) == {HOME + "oud.pdf"}
    assert no_longer_linked([moved], {HOME + "oud.pdf"}, ends, saw_all=False) == frozenset()


def test_one_that_did_not_come_where_its_address_does_not_tell_what_it_is_is_not_unlinked() -> None:
    # The crawl asks for such an address as for a page, and knows only the first page that leads to it.
    fetched = replace(LEFT, url=HOME + "haal/1", pages=1, linked_from=(A,))
    late = record(fetched.url, FetchOutcome.TIMEOUT)
    ends = {A: record(A), late.page_url: late}
    assert no_longer_linked([fetched], (), ends, saw_all=False) == frozenset()
    # Another page may lead there, and was not visited.
    assert no_longer_linked([fetched], (), {A: record(A)}, saw_all=False) == frozenset()
    assert no_longer_linked([fetched], (), {A: record(A)}, saw_all=True) == {fetched.url}


def test_a_page_that_the_scan_leaves_alone_may_link_to_it_still() -> None:
    assert not told(record(A), record(B, FetchOutcome.ROBOTS), saw_all=True)
    assert not told(record(A), record(B, FetchOutcome.TRAP_CUT), saw_all=True)
    ends = {A: record(A)}
    assert no_longer_linked([LEFT], (), ends, saw_all=True, covers=lambda url: url != B) == frozenset()
    assert no_longer_linked([LEFT], (), ends, saw_all=True, covers=lambda url: True) == {LEFT.url}
    # A page that was seen is one of the site, however its address is spelled.
    ends[B] = record(B)
    assert no_longer_linked([LEFT], (), ends, saw_all=False, covers=lambda url: False) == {LEFT.url}


def test_one_that_is_known_by_two_addresses_has_to_be_left_at_both() -> None:
    old = replace(LEFT, outcome=FetchOutcome.HTTP_ERROR, pages=1, linked_from=(A,))
    moved = replace(LEFT, url=HOME + "nieuw.pdf", known_as=LEFT.url, pages=1, linked_from=(B,))
    late = {A: record(A), B: record(B, FetchOutcome.TIMEOUT)}
    for both in ([old, moved], [moved, old]):
        assert no_longer_linked(both, (), late, saw_all=False) == frozenset()
        assert no_longer_linked(both, (), {A: record(A), B: record(B)}, saw_all=False) == {LEFT.url}
