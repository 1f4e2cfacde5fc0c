"""Documents to which no page links any more: when that was seen, and when nobody knows. Pure.

A document that no page links to is not asked for, so that nothing is known of it. But people who visit the
site do not meet it any more. That is so where every page that linked to it was seen again without that link,
or where the whole site was seen. A page that this scan does not look at may link to it still.
"""

from collections.abc import Callable, Collection, Iterable, Mapping
from typing import Final

from drempel.model.document import Document, kind_of_address
from drempel.model.snapshot import GONE_STATUSES, FetchOutcome, FetchRecord

_NOT_LOOKED_AT: Final = frozenset({FetchOutcome.ROBOTS, FetchOutcome.TRAP_CUT})
"""Pages that a scan leaves alone, so that it may have seen the whole site all the same."""


def no_longer_linked(
    left: Iterable[Document],
    linked: Collection[str],
    records: Mapping[str, FetchRecord],
    *,
    saw_all: bool,
    covers: Callable[[str], bool] = lambda _: True,
) -> frozenset[str]:
    """Return by which addresses the documents are known to which no page links any more.

    `left` are the documents without an end in this scan, each as it ended last; one that is known by several
    addresses has to be left at each. `linked` are the addresses of documents to which judged pages link, also
    those that the scan leaves out. `records` tell by `page_url` how the pages ended, `saw_all` whether that
    is the whole site, `covers` whether a page is still one of the site by its rules.
    """
    ends: dict[str, list[Document]] = {}
    for document in left:
        ends.setdefault(document.subject, []).append(document)

    def is_left(document: Document) -> bool:
        addresses = {document.url, document.subject}
        if addresses.intersection(linked) or addresses & records.keys():
            # One whose address does not tell what it is ends as a page does where it did not come.
            return False
        if not all(_may_be_past(page, records, covers) for page in document.linked_from):
            return False
        return saw_all or _were_seen(document, records)

    return frozenset(subject for subject, found in ends.items() if all(map(is_left, found)))


def _may_be_past(page: str, records: Mapping[str, FetchRecord], covers: Callable[[str], bool]) -> bool:
    """Tell whether a page that linked to it was asked for, or is not there though the site would hold it."""
    record = records.get(page)
    return covers(page) if record is None else record.outcome not in _NOT_LOOKED_AT


def _were_seen(document: Document, records: Mapping[str, FetchRecord]) -> bool:
    """Tell whether all pages that linked to it were seen again; of more than are known, that is not known.

    Of an address that does not tell that a document stands there, not all pages that link to it are known.
    """
    if not document.linked_from or document.pages > len(document.linked_from):
        return False
    if kind_of_address(document.url) is None:
        return False
    return all(_was_seen(records.get(page), records) for page in document.linked_from)


def _was_seen(record: FetchRecord | None, records: Mapping[str, FetchRecord]) -> bool:
    if record is None:
        return False
    if record.outcome is FetchOutcome.DUPLICATE:
        kept = records.get(record.duplicate_of)
        return kept is not None and kept.outcome is FetchOutcome.OK
    is_gone = record.outcome is FetchOutcome.HTTP_ERROR and record.status in GONE_STATUSES
    return record.outcome is FetchOutcome.OK or (is_gone and record.permanent)
