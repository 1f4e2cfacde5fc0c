"""What is still to be visited, in which order, and what was seen before.

Pure: no I/O and no clock; whether a host may be asked now is told by the caller. The limits on pages and
time are the caller's too, who knows which visits became pages.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from hashlib import blake2b
from heapq import heappop, heappush

from crawler.scope import Scope
from crawler.traps import TrapGuard
from crawler.urls import PageIdentity, absolute, host_key, normal_form, page_identity
from drempel.model.site import Limits
from drempel.model.snapshot import FetchOutcome, FetchRecord, Queued, Reason, SampleKind

MAX_SPELLINGS = 1_000
"""How many further spellings of pages (tracking, session) are written down; there may be endless ones."""

MAX_SETTLED = 20_000
"""How many addresses are remembered as written, to save the work of reading them again."""

Rank = tuple[int, int, int, int]
"""Priority (highest first, so negated), suspects last and by turns, depth, order of arrival."""


@dataclass(frozen=True, slots=True)
class Added:
    """What became of the addresses given: those that now wait, and the ends of those that never will.

    `cut` also holds addresses that waited and were cut since the last call, and other spellings of pages
    (ended as `duplicate`, by the rule that joins them). Addresses out of scope or seen before are in neither.
    """

    queued: tuple[Queued, ...] = ()
    cut: tuple[FetchRecord, ...] = ()


class Frontier:
    """The queue of one crawl. Each page leaves it once, unless it is put back by `requeue`.

    One queue per host, so that a host that must wait holds up nobody else. Remembers 8 bytes of each
    page's hash: a crawl of a million pages mistakes a new page for an old one with a chance of 3 in 10⁸.
    """

    def __init__(self, scope: Scope, limits: Limits, traps: TrapGuard) -> None:
        self._scope = scope
        self._max_depth = limits.max_depth
        self._traps = traps
        self._waiting: dict[str, list[tuple[Rank, Queued]]] = {}
        self._seen: set[int] = set()
        self._beyond: set[int] = set()
        self._settled: set[str] = set()
        self._cut: list[FetchRecord] = []
        self._spellings: set[int] = set()
        self._counted: set[int] = set()
        self._arrivals = 0
        self._length = 0

    def __len__(self) -> int:
        return self._length

    @property
    def beyond_depth(self) -> int:
        """Return the number of pages left out because they are deeper than `max_depth`."""
        return len(self._beyond)

    def add(
        self,
        urls: Iterable[str],
        *,
        depth: int,
        found_on: str = "",
        priority: int = 0,
        sample: SampleKind = SampleKind.EXHAUSTIVE,
    ) -> Added:
        """Queue what is new and in scope; `depth` is that of the addresses, `found_on` the page they are on.

        A `priority` above 0 is for start addresses and sitemaps: those are never cut as a trap's pattern.
        """
        queued = []
        for url in urls:
            if url in self._settled:
                continue
            item = self._accept(url, depth, found_on, priority, sample)
            if item is None:
                continue
            queued.append(item)
            self._push(item)
        if found_on:
            self._traps.note_links(found_on, [item.page_url for item in queued])
        return Added(tuple(queued), self.take_cut())

    def restore(self, queued: Iterable[Queued], seen: Iterable[str]) -> None:
        """Take up a crawl where it was left: what waited, and the page addresses that came to an end."""
        self._seen.update(map(_hash, seen))
        for item in queued:
            self._seen.add(_hash(item.page_url))
            self._push(item)

    def take(self, ready: Callable[[str], bool]) -> Queued | None:
        """Return the next address of a host that is ready, or `None`: all must wait, or nothing is left.

        Highest priority first, then addresses that are no suspects of a trap, lowest depth, first come.
        `ready` gets the `host_key`. Addresses that are cut here come out with `take_cut` or the next `add`.
        """
        hosts = [host for host in self._waiting if ready(host)]
        while hosts:
            host = min(hosts, key=lambda key: self._waiting[key][0][0])
            item = self._pop(host)
            # What the site itself lists is finite, and a second attempt was counted at the first.
            is_exempt = item.priority > 0 or item.attempts > 0 or _hash(item.page_url) in self._counted
            reason = None if is_exempt else self._traps.refuses(item.page_url, item.found_on)
            if reason is None:
                return item
            self._cut.append(_cut(item, reason))
            if host not in self._waiting:
                hosts.remove(host)
        return None

    def note_page(self, page_url: str, text: str, asked_as: str = "") -> None:
        """Tell what a judged page shows, before its links are added: traps show the same over and over.

        `asked_as` is the page address by which it was taken, where a redirect led to another.
        """
        self._traps.note_page(page_url, text, asked_as)

    def requeue(self, item: Queued) -> Queued:
        """Put an address back for another attempt, behind its equals; return it as it now waits."""
        again = replace(item, attempts=item.attempts + 1)
        self._push(again)
        return again

    def put_back(self, item: Queued) -> None:
        """Put an address back that was taken and not asked."""
        self._counted.add(_hash(item.page_url))
        self._push(item)

    def take_cut(self) -> tuple[FetchRecord, ...]:
        """Return the ends of the addresses that were cut as a trap since the last call."""
        cut, self._cut = tuple(self._cut), []
        return cut

    def mark_seen(self, page_url: str) -> bool:
        """Note that a page needs no visit of its own any more; tell whether it was new.

        For the targets of redirects and for canonical addresses. A page that waits already keeps waiting.
        """
        key = _hash(page_url)
        is_new = key not in self._seen
        self._seen.add(key)
        self._beyond.discard(key)
        return is_new

    def has_seen(self, page_url: str) -> bool:
        """Tell whether a page waits, was visited, cut or marked."""
        return _hash(page_url) in self._seen

    def pending_hosts(self) -> tuple[str, ...]:
        """Return the `host_key` of every host with addresses that wait."""
        return tuple(self._waiting)

    def _accept(
        self, url: str, depth: int, found_on: str, priority: int, sample: SampleKind
    ) -> Queued | None:
        address = absolute(url, found_on)
        if address is None or not self._scope.covers(address):
            self._settle(url)
            return None
        identity = page_identity(address)
        page_url = identity.page_url
        key = _hash(page_url)
        # Marks of a visitor are left out; the order of a query is asked as the site has it.
        asked = address if "query-order" in identity.rules else page_url
        if key in self._seen:
            self._settle(url)
            if identity.rules:
                self._note_spelling(address, identity, depth, found_on)
            return None
        if self._max_depth is not None and depth > self._max_depth:
            self._beyond.add(key)
            return None
        self._beyond.discard(key)
        self._seen.add(key)
        if identity.rules and asked != address:
            self._note_spelling(address, identity, depth, found_on)
        item = Queued(asked, page_url, depth, found_on, priority, sample=sample)
        if reason := self._traps.too_deep(page_url):
            self._cut.append(_cut(item, reason))
            return None
        return item

    def _note_spelling(self, address: str, identity: PageIdentity, depth: int, found_on: str) -> None:
        """Write down that an address is another spelling of a page, once for each and not without end."""
        spelling = normal_form(address)
        key = _hash(spelling)
        if len(self._spellings) < MAX_SPELLINGS and key not in self._spellings:
            self._spellings.add(key)
            self._cut.append(
                FetchRecord(
                    address,
                    spelling,
                    FetchOutcome.DUPLICATE,
                    Reason(identity.rules[0], identity.page_url),
                    depth=depth,
                    found_on=found_on,
                    duplicate_of=identity.page_url,
                )
            )

    def _settle(self, url: str) -> None:
        """Remember an address that brings nothing new: menus have the same hundreds on every page."""
        if url.startswith(("http://", "https://")):
            if len(self._settled) >= MAX_SETTLED:
                self._settled.clear()
            self._settled.add(url)

    def _push(self, item: Queued) -> None:
        turn = 0 if item.priority > 0 else self._traps.turn(item.page_url, item.found_on)
        rank = (-item.priority, turn, item.depth, self._arrivals)
        self._arrivals += 1
        self._length += 1
        heappush(self._waiting.setdefault(host_key(item.url), []), (rank, item))

    def _pop(self, host: str) -> Queued:
        waiting = self._waiting[host]
        _, item = heappop(waiting)
        if not waiting:
            del self._waiting[host]
        self._length -= 1
        return item


def _hash(page_url: str) -> int:
    return int.from_bytes(blake2b(page_url.encode(), digest_size=8).digest())


def _cut(item: Queued, reason: Reason) -> FetchRecord:
    return FetchRecord(
        item.url,
        item.page_url,
        FetchOutcome.TRAP_CUT,
        reason,
        depth=item.depth,
        found_on=item.found_on,
        sample=item.sample,
    )
