"""Which document is which over scans: the address by which one is known, and with it its problems.

A document is known by its address, so that a newer file in its place keeps the problems that it still has.
One that moved is known by the address that it had: where the same content stood in the scan before, at an
address that gives no document any more. Of several addresses with one content, the one that was judged before
is judged again, whichever answers first.
"""

from collections.abc import Collection, Mapping

from drempel.model.document import Document
from drempel.model.snapshot import FetchOutcome


class Identities:
    """Tells by the documents of an earlier scan as what the documents of this one are known."""

    def __init__(self, earlier: Mapping[str, Document]) -> None:
        """`earlier` holds by address what became of documents in the last scan that judged some."""
        self._earlier = earlier
        self._by_hash = {
            one.content_hash: one for one in earlier.values() if one.is_judged and one.content_hash
        }

    def was_judged(self, url: str) -> bool:
        """Tell whether a document was judged at this address before: then it has the first turn again."""
        known = self._earlier.get(url)
        return known is not None and known.is_judged

    def known_as(self, url: str, content_hash: str, judged: Collection[str]) -> str:
        """Return the other address by which a document is known; empty where it is known by its own.

        `content_hash` is empty where its content did not come. `judged` are the addresses at which this scan
        has judged a document so far; those of `was_judged` have to be among them by now, as far as they were.
        """
        known = self._earlier.get(url)
        if known is not None and known.known_as:
            return "" if known.known_as in judged else known.known_as
        if known is not None and known.outcome is not FetchOutcome.DUPLICATE:
            return ""
        same = self._by_hash.get(content_hash)
        if same is None or same.url in judged or same.subject in judged:
            return ""
        return same.subject
