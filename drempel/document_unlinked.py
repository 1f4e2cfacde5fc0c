"""Documents to which no page links any more: when that was seen, and when nobody knows. Pure.

A document that no page links to is not asked for, so that nothing is known of it. But people who visit the
site do not meet it any more. That is so where every page that linked to it was seen again without that link,
or where the whole site was seen.
"""

from collections.abc import Collection, Iterable, Mapping

from drempel.model.document import Document
from drempel.model.snapshot import GONE_STATUSES, FetchOutcome, FetchRecord


def no_longer_linked(
    left: Iterable[Document],
    linked: Collection[str],
    records: Mapping[str, FetchRecord],
    *,
    saw_all: bool,
) -> frozenset[str]:
    """Return by which addresses the documents are known to which no page links any more.

    `left` are the documents without an end in this scan, each as it ended last. `linked` are the addresses
    of documents to which judged pages link, also those that the scan leaves out. `records` tell by `page_url`
    how the pages ended, `saw_all` whether that is the whole site.
    """
    return frozenset(
        document.subject
        for document in left
        if not {document.url, document.subject}.intersection(linked)
        and (saw_all or _were_seen(document, records))
    )


def _were_seen(document: Document, records: Mapping[str, FetchRecord]) -> bool:
    """Tell whether all pages that linked to it were seen again; of more than are known, that is not known."""
    if not document.linked_from or document.pages > len(document.linked_from):
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
