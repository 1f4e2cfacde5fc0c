"""Single documents over httpx: robots.txt, sitemaps, and what is not for the browser.

Every request goes through the guard's proxy; there is no other way out. Sizes hold after decompression,
one deadline holds for everything, and foreign errors become `FetchError` here.
"""

import asyncio
import ssl
import zlib
from collections.abc import AsyncIterator, Iterator, Mapping
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from types import TracebackType
from typing import Protocol, Self

import httpcore
import httpx

from crawler.messages import MARKER, OWN_VERIFICATION
from crawler.proxy import failure
from crawler.urls import absolute, host_key, normal_form, origin
from crawler.way_out import WayOut
from drempel.errors import FetchError
from drempel.model.snapshot import FetchOutcome, Reason

MAX_REDIRECTS = 10
PIECE_BYTES = 65_536
MAX_CONNECTIONS = 100
MAX_IDLE = 20
IDLE_S = 5.0
GZIP = b"\x1f\x8b"

_ERRORS = (
    httpcore.TimeoutException,
    httpcore.NetworkError,
    httpcore.ProtocolError,
    httpcore.ProxyError,
    httpcore.UnsupportedProtocol,
)
REDIRECTS = frozenset((301, 302, 303, 307, 308))


@dataclass(frozen=True, slots=True)
class Fetched:
    """One answer, whatever its status.

    `headers` have lower-case names; repeated ones are joined by `, `. `body` is without content coding;
    `truncated` tells that it was longer than asked for. `redirects` are the addresses left behind.
    """

    url: str
    final_url: str
    status: int
    headers: Mapping[str, str] = field(default_factory=dict)
    body: bytes = b""
    truncated: bool = False
    redirects: tuple[str, ...] = ()

    @property
    def media_type(self) -> str:
        """Return the type as declared, e.g. `text/html`, without parameters; empty if not declared."""
        return self.headers.get("content-type", "").partition(";")[0].strip().lower()


class Fetch(Protocol):
    """What readers of robots.txt and sitemaps need of a `Fetcher`; tests give their own."""

    async def get(self, url: str, *, max_bytes: int = ..., max_redirects: int = ...) -> Fetched:
        """Return the document or raise `FetchError`."""
        ...


class Fetcher:
    """An HTTP client for one scan: no cookies kept, nothing of the environment used, only GET and HEAD.

    `credentials` holds headers by origin (`https://mijn.stad.example`); they are sent there only, also
    when another origin redirects. `tls` is a context with an own certificate authority, if need be.
    """

    def __init__(
        self,
        proxy_url: str,
        user_agent: str,
        *,
        deadline_s: float = 30.0,
        credentials: Mapping[str, Mapping[str, str]] | None = None,
        tls: ssl.SSLContext | None = None,
    ) -> None:
        self._deadline_s = deadline_s
        self._credentials = {origin(site): headers for site, headers in (credentials or {}).items()}
        # With an authority of our own we judge certificates ourselves; the proxy must not.
        headers = {OWN_VERIFICATION: "1"} if tls is not None else {}
        proxy = httpx.Proxy(proxy_url, headers=headers)
        # No client on top of it: a seventh more time, for cookies and redirects that we do not want.
        self._pool = httpcore.AsyncHTTPProxy(
            proxy_url=httpcore.URL(str(proxy.url)),
            proxy_auth=proxy.raw_auth,
            proxy_headers=proxy.headers.raw,
            # One context for all ways out: making it reads every certificate authority that there is.
            ssl_context=tls if tls is not None else httpx.create_ssl_context(trust_env=False),
            max_connections=MAX_CONNECTIONS,
            max_keepalive_connections=MAX_IDLE,
            keepalive_expiry=IDLE_S,
            network_backend=WayOut(),
        )
        self._headers = {
            "accept-language": "nl-BE,nl;q=0.9,fr;q=0.5,en;q=0.4",
            "accept-encoding": "gzip",
            "connection": "keep-alive",
            "user-agent": user_agent,
        }

    async def get(
        self,
        url: str,
        *,
        max_bytes: int = 10_000_000,
        max_redirects: int = MAX_REDIRECTS,
        deadline_s: float | None = None,
        accept: str = "*/*",
    ) -> Fetched:
        """Return the document at an address, after redirects; at most `max_bytes` of it.

        Raises `FetchError` where no whole answer came: a status such as 404 is an answer.
        """
        async with self._deadline(deadline_s):
            return await self._follow("GET", url, max_bytes, max_redirects, {"accept": accept})

    async def ask(
        self,
        url: str,
        *,
        headers: Mapping[str, str],
        max_bytes: int = 10_000_000,
        max_redirects: int = 0,
        deadline_s: float | None = None,
    ) -> Fetched:
        """Return the answer to a request with these headers; a redirect beyond `max_redirects` is an answer.

        For conditional requests: 304 is an answer too.
        """
        async with self._deadline(deadline_s):
            return await self._follow("GET", url, max_bytes, max_redirects, headers, gives_redirect=True)

    async def head(
        self, url: str, *, deadline_s: float | None = None, max_redirects: int = MAX_REDIRECTS
    ) -> Fetched:
        """Return status and headers of an address, after redirects; of itself with `max_redirects` 0."""
        async with self._deadline(deadline_s):
            return await self._follow(
                "HEAD", url, 0, max_redirects, {"accept": "*/*"}, gives_redirect=not max_redirects
            )

    async def aclose(self) -> None:
        """Close all connections; may be called twice."""
        await self._pool.aclose()

    async def __aenter__(self) -> Self:
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        await self.aclose()

    @asynccontextmanager
    async def _deadline(self, deadline_s: float | None) -> AsyncIterator[None]:
        seconds = self._deadline_s if deadline_s is None else deadline_s
        try:
            async with asyncio.timeout(seconds):
                yield
        except TimeoutError as error:
            reason = Reason("navigation", f"{seconds:g} s")
            raise FetchError(FetchOutcome.TIMEOUT, reason, permanent=False) from error
        except (*_ERRORS, httpx.InvalidURL) as error:
            raise _translated(error) from error

    async def _follow(
        self,
        method: str,
        url: str,
        max_bytes: int,
        max_redirects: int,
        more: Mapping[str, str],
        *,
        gives_redirect: bool = False,
    ) -> Fetched:
        # Without the name and password that an address may hold: they are for people who typed them.
        address = absolute(url, url)
        if address is None:
            raise FetchError(FetchOutcome.UNSAFE, Reason("scheme", url[:200]), permanent=True)
        left: list[str] = []
        while True:
            headers = {**self._headers, **more, **self._credentials.get(origin(address), {})}
            request = httpx.Request(method, address, headers=headers)
            response = await self._pool.handle_async_request(_sent(request))
            try:
                fields = dict(httpx.Headers(response.headers))
                # Inside a tunnel the proxy says nothing: there it is the page's own invention.
                if fields.get(MARKER) and address.startswith("http:"):
                    raise failure(*_told(_phrase(response), host_key(address)))
                location = fields.get("location", "")
                leads_on = response.status in REDIRECTS and bool(location)
                if not leads_on or (gives_redirect and len(left) >= max_redirects):
                    body, truncated = b"", False
                    if method == "GET":
                        body, truncated = await _read(response, fields, max_bytes)
                    return Fetched(url, address, response.status, fields, body, truncated, tuple(left))
            finally:
                await response.aclose()
            left.append(address)
            address = _next(location, left, max_redirects)


class Inflater:
    """Unpacks gzip and zlib in small pieces, so that a small file that grows huge can be left in time."""

    def __init__(self) -> None:
        self._stream = zlib.decompressobj(wbits=47)
        self.was_fed = False

    @property
    def is_complete(self) -> bool:
        """Whether the end of the packed content was seen."""
        return self._stream.eof

    def feed(self, packed: bytes) -> Iterator[bytes]:
        """Yield what these bytes hold, at most `PIECE_BYTES` at a time; raises `zlib.error`."""
        self.was_fed = self.was_fed or bool(packed)
        while True:
            out = self._stream.decompress(packed, PIECE_BYTES)
            yield out
            packed = self._stream.unconsumed_tail
            if self._stream.eof:
                packed = self._stream.unused_data
                if not packed.startswith(GZIP):
                    return
                self._stream = zlib.decompressobj(wbits=47)  # files may be strung together (RFC 1952, 2.2)
            elif not packed and len(out) < PIECE_BYTES:
                return


def _sent(request: httpx.Request) -> httpcore.Request:
    """Return a request as httpcore sends it: httpx knows how to write addresses and headers."""
    url = request.url
    target = httpcore.URL(scheme=url.raw_scheme, host=url.raw_host, port=url.port, target=url.raw_path)
    return httpcore.Request(request.method, target, headers=request.headers.raw)


def _phrase(response: httpcore.Response) -> str:
    phrase: bytes = response.extensions.get("reason_phrase", b"")
    return phrase.decode("ascii", "ignore")


async def _read(response: httpcore.Response, fields: Mapping[str, str], max_bytes: int) -> tuple[bytes, bool]:
    """Return the body without content coding, and whether it is longer than `max_bytes`."""
    coding = fields.get("content-encoding", "identity").strip().lower()
    if coding not in {"identity", "", "gzip", "x-gzip", "deflate"}:
        raise FetchError(FetchOutcome.HTTP_ERROR, Reason("content-encoding", coding[:50]), permanent=True)
    inflater = None if coding in {"identity", ""} else Inflater()
    body = bytearray()
    try:
        async for piece in response.aiter_stream():
            for part in inflater.feed(piece) if inflater else (piece,):
                body += part
                if len(body) > max_bytes:
                    return bytes(body[:max_bytes]), True
    except zlib.error as error:
        raise FetchError(FetchOutcome.HTTP_ERROR, Reason("truncated", coding), permanent=False) from error
    if inflater is not None and inflater.was_fed and not inflater.is_complete:
        raise FetchError(FetchOutcome.HTTP_ERROR, Reason("truncated", coding), permanent=False)
    return bytes(body), False


def _told(phrase: str, key: str = "") -> tuple[str, str]:
    """Return marker and detail of an answer of the proxy, which its phrase holds."""
    marker, _, detail = phrase.partition(": ")
    return marker, ": ".join(filter(None, (key, detail)))


def _next(location: str, left: list[str], max_redirects: int) -> str:
    """Return where a redirect leads, or raise `FetchError`."""
    target = absolute(location, left[-1])
    if target is None:
        raise FetchError(FetchOutcome.UNSAFE, Reason("scheme", location[:200]), permanent=True)
    if len(left) > max_redirects or normal_form(target) in map(normal_form, left):
        reason = Reason("redirect-loop", f"{len(left)}: {target[:200]}")
        raise FetchError(FetchOutcome.HTTP_ERROR, reason, permanent=True)
    return target


def _translated(error: Exception) -> FetchError:
    """Return what an exception of httpx or httpcore means for the address."""
    cause: BaseException | None = error
    while cause is not None:
        if isinstance(cause, ssl.SSLError):
            detail = getattr(cause, "verify_message", "") or cause.reason or "handshake"
            return FetchError(FetchOutcome.HTTP_ERROR, Reason("tls", detail), permanent=True)
        cause = cause.__cause__ or cause.__context__
    match error:
        case httpcore.ProxyError():
            return failure(*_told(str(error).partition(" ")[2]))
        case httpcore.UnsupportedProtocol() | httpx.InvalidURL() | httpcore.LocalProtocolError():
            return FetchError(FetchOutcome.UNSAFE, Reason("scheme", str(error)[:200]), permanent=True)
        case httpcore.TimeoutException():
            return FetchError(FetchOutcome.TIMEOUT, Reason("navigation"), permanent=False)
        case httpcore.ConnectError():
            return FetchError(FetchOutcome.HTTP_ERROR, Reason("refused"), permanent=False)
        case _:
            return FetchError(FetchOutcome.HTTP_ERROR, Reason("truncated", str(error)[:200]), permanent=False)
