"""How many bytes each answer of a visit took on the line, as the browser's network events tell it.

A browser that visits more pages of a site has much of the next one at home already. A first visitor has not:
what came from the cache counts with the size with which it once came, which the `Ledger` remembers.
"""

from collections import OrderedDict
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any, Final

from crawler.browser.base import Loaded

KINDS: Final[dict[str, str]] = {
    "Document": "document",
    "Stylesheet": "style",
    "Script": "script",
    "Image": "image",
    "Font": "font",
    "Media": "media",
    "TextTrack": "media",
    "XHR": "data",
    "Fetch": "data",
    "EventSource": "data",
    "Manifest": "data",
}
"""Resource type of the DevTools protocol → kind of ours (`drempel.model.transfer.KINDS`)."""

MAX_REQUESTS = 2_000
"""A page that asks for more is counted so far."""

MAX_REMEMBERED = 20_000

NOT_MODIFIED = 304

EVENTS: Final = (
    "requestWillBeSent",
    "requestServedFromCache",
    "responseReceived",
    "responseReceivedExtraInfo",
    "dataReceived",
    "loadingFinished",
    "loadingFailed",
)


class Ledger:
    """The size with which each address once came; the ones not seen for longest are forgotten."""

    def __init__(self, most: int = MAX_REMEMBERED) -> None:
        self._most = most
        self._sizes: OrderedDict[str, int] = OrderedDict()

    def note(self, url: str, wire_bytes: int) -> None:
        """Remember a size."""
        self._sizes[url] = wire_bytes
        self._sizes.move_to_end(url)
        if len(self._sizes) > self._most:
            self._sizes.popitem(last=False)

    def size(self, url: str) -> int | None:
        """Return the size, `None` where it is not known."""
        if url in self._sizes:
            self._sizes.move_to_end(url)
        return self._sizes.get(url)


@dataclass(slots=True)
class _Underway:
    """One request, as far as it has come."""

    url: str
    kind: str
    priority: str
    started_s: float
    wire_bytes: int = 0
    body_bytes: int = 0
    """As the page gets it, unpacked."""
    length: int | None = None
    """Length of the body as its head says."""
    is_cached: bool = False
    is_answered: bool = False
    is_finished: bool = False
    has_failed: bool = False
    hops: list[Loaded] = field(default_factory=list)


class Wire:
    """The requests of one visit after another."""

    def __init__(self, ledger: Ledger) -> None:
        self._ledger = ledger
        self._requests: dict[str, _Underway] = {}

    def listen(self, on: Callable[[str, Callable[[dict[str, Any]], None]], Any]) -> None:
        """Take in the events of a DevTools session; `on` registers what hears one."""
        for name in EVENTS:
            on(f"Network.{name}", getattr(self, f"_{name}"))

    def begin(self) -> None:
        """Forget the last visit."""
        self._requests = {}

    @property
    def loaded(self) -> tuple[Loaded, ...]:
        """Return what was asked for until now, in order; what came from memory of the page itself is not."""
        found: list[Loaded] = []
        told: set[str] = set()
        for request in self._requests.values():
            found += request.hops
            if request.is_cached and request.url in told:
                # The second time in one page a first visitor has it too.
                continue
            told.add(request.url)
            found.append(self._told(request))
        return tuple(found)

    def _told(self, request: _Underway) -> Loaded:
        if request.is_cached:
            known = self._ledger.size(request.url)
            length = request.body_bytes if request.length is None else request.length
            size, is_estimated = (length, True) if known is None else (known, False)
        else:
            size, is_estimated = request.wire_bytes, False
        return Loaded(
            request.url,
            request.kind,
            size,
            is_estimated=is_estimated,
            is_answered=request.is_answered,
            is_whole=request.is_finished and not request.has_failed,
        )

    # -- events, by their names in the protocol

    def _requestWillBeSent(self, event: dict[str, Any]) -> None:  # noqa: N802 - its name in the protocol
        url, key = event["request"]["url"], event["requestId"]
        if not url.startswith("http") or _is_icon(event):
            return
        before = self._requests.get(key)
        hops: list[Loaded] = []
        if before is not None and (led := event.get("redirectResponse")):
            hops = [*before.hops, Loaded(before.url, before.kind, int(led.get("encodedDataLength", 0)))]
        elif before is None and len(self._requests) >= MAX_REQUESTS:
            return
        self._requests[key] = _Underway(
            url,
            KINDS.get(event.get("type", ""), "other"),
            event["request"].get("initialPriority", ""),
            event.get("timestamp", 0.0),
            hops=hops,
        )

    def _requestServedFromCache(self, event: dict[str, Any]) -> None:  # noqa: N802
        # From the memory of this very page: it is there once, however often it is shown.
        if (request := self._requests.get(event["requestId"])) is not None:
            request.is_cached = True

    def _responseReceived(self, event: dict[str, Any]) -> None:  # noqa: N802
        if (request := self._requests.get(event["requestId"])) is None:
            return
        response = event["response"]
        request.is_answered = True
        request.kind = KINDS.get(event.get("type", ""), request.kind)
        request.wire_bytes = max(request.wire_bytes, int(response.get("encodedDataLength", 0)))
        if response.get("fromDiskCache") or response.get("fromPrefetchCache"):
            request.is_cached = True
        if request.is_cached:
            request.length = _length(response.get("headers", {}))

    def _responseReceivedExtraInfo(self, event: dict[str, Any]) -> None:  # noqa: N802
        request = self._requests.get(event["requestId"])
        if request is not None and event.get("statusCode") == NOT_MODIFIED:
            request.is_cached = True

    def _dataReceived(self, event: dict[str, Any]) -> None:  # noqa: N802
        if (request := self._requests.get(event["requestId"])) is not None:
            request.body_bytes += event.get("dataLength", 0)
            request.wire_bytes += event.get("encodedDataLength", 0)

    def _loadingFinished(self, event: dict[str, Any]) -> None:  # noqa: N802
        if (request := self._requests.get(event["requestId"])) is None:
            return
        request.is_finished = True
        if not request.is_cached:
            request.wire_bytes = int(event.get("encodedDataLength", 0))
            self._ledger.note(request.url, request.wire_bytes)

    def _loadingFailed(self, event: dict[str, Any]) -> None:  # noqa: N802
        if (request := self._requests.get(event["requestId"])) is not None:
            request.is_finished = request.has_failed = True


def _is_icon(event: Mapping[str, Any]) -> bool:
    """Say whether a request is for the icon of the tab: browsers ask it once a site, now or later."""
    return event.get("type") == "Other" and event.get("initiator", {}).get("type") == "other"


def _length(headers: Mapping[str, str]) -> int | None:
    for name, value in headers.items():
        if name.lower() == "content-length" and value.strip().isdigit():
            return int(value)
    return None
