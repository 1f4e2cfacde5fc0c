"""HTTP/1 as it comes over a connection: heads, bodies and where they end.

Requests come from our own browser and client, so their form is held to strictly: what two readers could
take apart in two ways is refused. Answers come from the whole web: odd ones are made plain before anyone
else reads them, and what cannot be made plain is no answer. Nothing here knows which addresses are safe.
"""

import asyncio
import re
import ssl
import zlib
from collections.abc import Callable
from dataclasses import dataclass
from functools import lru_cache

from crawler.guard import canonical_host

MARKER = "x-drempel-refused"
"""Header of the answers that are the proxy's own; taken out of answers of servers, so it cannot be feigned
on plain http. (On https only a refused CONNECT carries it, which browsers do not show.)"""

OWN_VERIFICATION = "x-drempel-verifies"
"""Header of a client that verifies certificates itself, also those of an own authority."""

PIECE_BYTES = 65_536
MAX_REQUEST_HEAD_BYTES = 65_536
MAX_RESPONSE_HEAD_BYTES = 262_144
"""What Chromium itself accepts (`net/http/http_stream_parser.cc`)."""
MAX_INTERIM_ANSWERS = 32
_GZIP = b"\x1f\x8b"

_TOKEN = rb"[!#$%&'*+.^_`|~0-9A-Za-z-]+"
_REQUEST_HEAD = re.compile(rb"[^\x00-\x1f\x7f]+(?:\r\n" + _TOKEN + rb":[^\x00-\x08\x0a-\x1f\x7f]*)*")
_REQUEST_LINE = re.compile(rb"(" + _TOKEN + rb") ([\x21-\xff]+) HTTP/1\.([01])")
_ABSOLUTE = re.compile(rb"(?i:http)://([^/?#]+)([^#]*)")
_AUTHORITY = re.compile(r"([^:\[\]@%\\]+|\[[0-9a-fA-F:.]+\])(?::(\d{1,5})?)?")
_STATUS_LINE = re.compile(rb"HTTP/1\.([01]) +(\d{3})(?: .*)?")
_INTERIM = re.compile(rb"HTTP/1\.[01] +1(?!01)")
_HEAD_END = re.compile(rb"\r?\n\r?\n")
_CHUNK_SIZE = re.compile(rb"[0-9A-Fa-f]{1,15}(?=$|[\s;])")
_HOP_BY_HOP = frozenset((
    b"connection", b"keep-alive", b"proxy-connection", b"proxy-authorization", b"proxy-authenticate", b"te",
    b"trailer", b"upgrade", b"http2-settings", MARKER.encode(), OWN_VERIFICATION.encode(),
))  # fmt: skip
_BETWEEN_US = _HOP_BY_HOP | {b"host", b"content-length", b"transfer-encoding"}
_VERIFIES = OWN_VERIFICATION.encode()
_CONDITIONS = frozenset((b"if-none-match", b"if-modified-since", b"if-match", b"if-unmodified-since"))
_PERSONAL = frozenset((b"range", b"if-range", b"authorization"))
_FRAMING = frozenset((b"content-length", b"transfer-encoding", b"content-encoding"))
_UPGRADING = frozenset((b"connection", b"upgrade"))
_SELECTING = frozenset((b"accept", b"accept-encoding", b"accept-language", b"origin", b"user-agent"))


class Refused(Exception):
    """Ends a request with an answer of our own; `marker` says why, `detail` more exactly."""

    def __init__(self, marker: str, detail: str = "", *, key: str = "") -> None:
        super().__init__(marker)
        self.marker = marker
        self.detail = detail
        self.key = key


class CutOff(Exception):
    """Ends an answer of which a part was given already; the browser must not take it for the whole."""

    def __init__(self, marker: str, detail: str = "") -> None:
        super().__init__(marker)
        self.marker = marker
        self.detail = detail


class Wire:
    """One connection, read by head and by piece."""

    __slots__ = ("_below", "buffer", "reader", "via_upstream", "writer")

    def __init__(
        self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter, below: "Wire | None" = None
    ) -> None:
        self.reader = reader
        self.writer = writer
        self.buffer = b""
        self.via_upstream = False
        """Whether an upstream proxy reads the requests, and not the server itself."""
        # A writer that is forgotten closes its connection; the one below TLS has to stay.
        self._below = below

    async def head(self, max_bytes: int, too_long: str) -> bytes | None:
        """Return the next lines up to an empty one; `None` if the other side ended before that.

        Raises `Refused` with `too_long` as marker beyond `max_bytes`.
        """
        data = self.buffer.lstrip(b"\r\n")
        searched = 0
        while not (end := _HEAD_END.search(data, max(0, searched - 3))):
            searched = len(data)
            if searched > max_bytes:
                raise Refused(too_long)
            try:
                piece = await self.reader.read(PIECE_BYTES)
            except OSError:
                return None
            if not piece:
                return None
            data += piece
        self.buffer = data[end.end() :]
        return data[: end.start()]

    async def answer_head(self) -> bytes | None:
        """Return the head of the answer proper, past what is said meanwhile (100, 102, 103)."""
        for _ in range(MAX_INTERIM_ANSWERS):
            head = await self.head(MAX_RESPONSE_HEAD_BYTES, "too-large")
            if head is None or not _INTERIM.match(head):
                return head
        raise Refused("answer", "no end of interim answers")

    async def upgraded(
        self,
        context: ssl.SSLContext,
        timeout_s: float,
        *,
        server_name: str = "",
        leave: "Leave | None" = None,
    ) -> "Wire":
        """Return this connection with TLS on it, as its server if there is no `server_name`.

        Raises `OSError` (`ssl.SSLError` among them); this connection is of no use afterwards.
        """
        loop = asyncio.get_running_loop()
        reader = asyncio.StreamReader(limit=PIECE_BYTES)
        protocol = LeavableProtocol(reader, leave)
        transport = await loop.start_tls(
            self.writer.transport,
            protocol,
            context,
            server_side=not server_name,
            server_hostname=server_name or None,
            ssl_handshake_timeout=timeout_s,
        )
        if transport is None:
            raise ConnectionError("closed during the handshake")
        protocol.connection_made(transport)
        writer = asyncio.StreamWriter(transport, protocol, reader, loop)
        return Wire(reader, writer, self)

    @property
    def is_idle(self) -> bool:
        """Whether the connection is open, with nothing said that was not asked for."""
        return not (self.buffer or self.reader.at_eof() or self.writer.is_closing())


Leave = Callable[[], object]


class LeavableProtocol(asyncio.StreamReaderProtocol):
    """Calls `leave` as soon as the other side ends the connection, also while nobody reads."""

    def __init__(
        self,
        reader: asyncio.StreamReader,
        leave: Leave | None = None,
        begin: Callable[[asyncio.StreamReader, asyncio.StreamWriter], None] | None = None,
    ) -> None:
        self.leave = leave
        super().__init__(reader, begin)

    def eof_received(self) -> bool:
        """End our side too: a browser does not close one half."""
        self._end()
        super().eof_received()
        return False

    def connection_lost(self, exc: Exception | None) -> None:
        """End the work for this connection."""
        self._end()
        super().connection_lost(exc)

    def _end(self) -> None:
        if self.leave is not None:
            self.leave()


@dataclass(slots=True)  # frozen ones take three times as long to make
class Request:
    """A request that is well-formed; `fields` are the lines that go to the server."""

    method: bytes
    scheme: str
    host: str
    port: int
    path: bytes = b""
    fields: tuple[bytes, ...] = ()
    credentials: bytes = b""
    selecting: tuple[tuple[bytes, bytes], ...] = ()
    """The fields by which servers choose between forms of a document, in their order."""
    has_body: bool = False
    is_conditional: bool = False
    is_personal: bool = False
    """Whether it asks for a part, or with a name and password: not for sharing."""
    is_last: bool = False
    is_websocket: bool = False
    verifies: bool = False

    @property
    def key(self) -> str:
        """Return `host:port`."""
        return f"{self.host}:{self.port}"

    @property
    def authority(self) -> str:
        """Return the host as it stands in an address: the port only where it is not the usual one."""
        return self.host if self.port == _PORTS[self.scheme] else self.key

    @property
    def url(self) -> str:
        """Return the address that is asked for, the port always written; empty for a tunnel."""
        return f"{self.scheme}://{self.key}{self.path.decode('latin-1')}" if self.path else ""

    def head(self, extra: bytes = b"", *, via_upstream: bool = False) -> bytes:
        """Return the head for a server, or for an upstream proxy; `extra` holds whole lines."""
        authority = self.authority.encode()
        target = b"http://" + authority + self.path if via_upstream else self.path
        upgrade = b"Connection: Upgrade\r\nUpgrade: websocket\r\n" if self.is_websocket else b""
        return b"".join((
            self.method, b" ", target, b" HTTP/1.1\r\nHost: ", authority, b"\r\n",
            *(line + b"\r\n" for line in self.fields), upgrade, extra, b"\r\n",
        ))  # fmt: skip


_PORTS = {"http": 80, "https": 443}


def read_request(head: bytes, inside: tuple[str, str, int] | None = None) -> Request:
    """Take a request to a proxy apart, or one that came `inside` a tunnel to scheme, host and port.

    Raises `Refused`. The address in the request line holds; a `Host` field is never believed.
    """
    if not _REQUEST_HEAD.fullmatch(head):
        raise Refused("request")
    first, *lines = head.split(b"\r\n")
    kept, selecting = [], []
    credentials = upgrade = connection = b""
    has_body = is_conditional = is_personal = verifies = False
    for line in lines:
        name, _, value = line.partition(b":")
        name = name.lower()
        if name in _SELECTING:
            selecting.append((name, value.strip()))
        elif name in _CONDITIONS:
            is_conditional = True
        elif name in _PERSONAL:
            is_personal = True
        elif name in _BETWEEN_US:
            if name == b"proxy-authorization":
                credentials = value.strip()
            elif name == b"content-length":
                has_body = has_body or value.strip() != b"0"
            elif name == b"transfer-encoding":
                has_body = True
            elif name == b"upgrade":
                upgrade = value.strip().lower()
            elif name == b"connection":
                connection = value.lower()
            elif name == _VERIFIES:
                verifies = True
            continue
        kept.append(line)
    parts = _REQUEST_LINE.fullmatch(first)
    if not parts:
        raise Refused("scheme")
    method, target = parts[1], parts[2]
    if method == b"CONNECT" and inside is None:
        host, port = _authority(target, None)
        return Request(method, "https", host, port, credentials=credentials, verifies=verifies)
    if inside is None:
        absolute = _ABSOLUTE.fullmatch(target)
        scheme = "http"
        host, port = _authority(absolute[1] if absolute else b"", 80)
        path = absolute[2] if absolute else b""
    else:
        (scheme, host, port), path = inside, target
        if not path.startswith(b"/"):
            raise Refused("scheme")
    return Request(
        method, scheme, host, port,
        path=path if path.startswith(b"/") else b"/" + path,
        fields=tuple(kept),
        credentials=credentials,
        selecting=tuple(selecting),
        has_body=has_body,
        is_conditional=is_conditional,
        is_personal=is_personal,
        is_last=parts[3] == b"0" or b"close" in connection,
        is_websocket=inside is not None and upgrade == b"websocket" and b"upgrade" in connection,
    )  # fmt: skip


@lru_cache(maxsize=4_096)
def _authority(text: bytes, default_port: int | None) -> tuple[str, int]:
    """Return host and port of the authority of a request; raises `Refused`."""
    found = _AUTHORITY.fullmatch(text.decode("ascii", "replace"))
    host = canonical_host(found[1]) if found else None
    port = int(found[2]) if found and found[2] else default_port
    if host is None or port is None or port > 65_535:
        raise Refused("scheme")
    return host, port


class Length:
    """A body that ends after so many bytes, or (`inf`) with the connection."""

    def __init__(self, remaining: float) -> None:
        self.remaining = remaining

    @property
    def is_complete(self) -> bool:
        """Whether all of it was seen."""
        return self.remaining <= 0

    @property
    def ends_with_connection(self) -> bool:
        """Whether only the end of the connection tells its end."""
        return self.remaining == float("inf")

    def feed(self, piece: bytes, content: Callable[[bytes], None] | None = None) -> int:
        """Return how many bytes of the piece belong to the body; `content` is told what they hold."""
        used = int(min(self.remaining, len(piece)))
        self.remaining -= used
        if content is not None:
            content(piece[:used])
        return used


class Chunked:
    """A body in chunks, passed on as it comes; only its end is looked for (RFC 9112, 7.1)."""

    ends_with_connection = False

    def __init__(self) -> None:
        self.is_complete = False
        self._chunk_bytes = 0
        self._line = b""
        self._in_trailer = False

    def feed(self, piece: bytes, content: Callable[[bytes], None] | None = None) -> int:
        """Return how many bytes of the piece belong to the body; raises `CutOff` if it is no chunk."""
        at = 0
        while at < len(piece) and not self.is_complete:
            if self._chunk_bytes:
                step = min(self._chunk_bytes, len(piece) - at)
                if content is not None:
                    content(piece[at : at + step])
                self._chunk_bytes -= step
                at += step
                continue
            end = piece.find(b"\n", at)
            self._line += piece[at:end] if end >= 0 else piece[at:]
            if len(self._line) > PIECE_BYTES:
                raise CutOff("answer", "endless chunk size")
            if end < 0:
                return len(piece)
            at = end + 1
            self._end_line(self._line.strip())
            self._line = b""
        return at

    def _end_line(self, line: bytes) -> None:
        if self._in_trailer:
            self.is_complete = not line
        elif line:  # an empty line closes the chunk before
            if not (size := _CHUNK_SIZE.match(line)):
                raise CutOff("answer", "not a chunk size")
            self._chunk_bytes = int(size[0], 16)
            self._in_trailer = self._chunk_bytes == 0


@dataclass(slots=True)
class Answer:
    """The head of an answer, made plain."""

    status: int
    head: bytes
    """As it goes to the browser, without the empty line."""
    body: Length | Chunked
    can_stay: bool
    """Whether the server takes another request on the same connection."""
    coding: bytes = b""
    """How the content is packed, e.g. `gzip`; empty if it is not."""


def read_answer(head: bytes, request: Request) -> Answer:
    """Take the head of an answer apart: where does its body end, and what of it is for the browser.

    Raises `Refused` for what is no answer, or one whose end two readers could see in two places.
    """
    first, *lines = head.replace(b"\r", b"").split(b"\n")
    status = _STATUS_LINE.fullmatch(first)
    if not status or b"\0" in head or (status[2] == b"101" and not request.is_websocket):
        raise Refused("answer")
    fields: list[tuple[bytes, bytes]] = []
    for line in lines:
        if line[:1] in b" \t":  # goes on with the line before (RFC 9112, 5.2)
            if fields:
                name, value = fields[-1]
                fields[-1] = name, value + b" " + line.strip()
            continue
        name, colon, value = line.partition(b":")
        if colon:
            fields.append((name.strip(), value))
    kept = [b"HTTP/1.1 " + first[9:].lstrip()]
    lengths: set[bytes] = set()
    codings: list[bytes] = []
    transfer = b""
    can_stay = status[1] == b"1"
    for name, value in fields:
        lowered = name.lower()
        if lowered in _FRAMING:
            if lowered == b"content-length":
                lengths.update(part.strip() for part in value.split(b","))
                continue
            if lowered == b"transfer-encoding":
                transfer = (transfer + b"," + value.strip().lower()).strip(b", ")
            else:
                codings += [part.strip().lower() for part in value.split(b",")]
        elif lowered in _HOP_BY_HOP:
            can_stay = can_stay and not (lowered == b"connection" and b"close" in value.lower())
            if status[2] != b"101" or lowered not in _UPGRADING:
                continue
        kept.append(name + b":" + value)
    if len(lengths) > 1:
        raise Refused("answer", "two lengths")
    packed = [coding for coding in codings if coding not in {b"", b"identity"}]
    if len(packed) > 1:
        raise Refused("answer", "packed twice")
    is_chunked = transfer.rpartition(b",")[2].strip() == b"chunked"
    if transfer and not is_chunked and b"chunked" in transfer:
        raise Refused("answer", "transfer-encoding")
    length = lengths.pop() if lengths else b""
    if length and not is_chunked:  # of the two, chunks hold (RFC 9112, 6.3)
        kept.append(b"Content-Length: " + length)
    body: Length | Chunked = Length(float("inf"))
    if request.method == b"HEAD" or status[2] in {b"101", b"204", b"304"}:
        body = Length(0)
    elif is_chunked:
        body = Chunked()
    elif length.isdigit() and len(length) < 20:
        body = Length(int(length))
    return Answer(int(status[2]), b"\r\n".join(kept), body, can_stay, coding=packed[0] if packed else b"")


class Unpacking:
    """Counts what packed content becomes, so that a small file that grows huge is left in time.

    Unpacks nothing as long as what came cannot be too large: most pages are never unpacked here.
    """

    def __init__(self, coding: bytes, max_bytes: int) -> None:
        self._is_deflate = coding == b"deflate"
        self._max_bytes = max_bytes
        self._bytes = 0
        self._held = b""
        self._stream: zlib._Decompress | None = None
        self._is_over = self._is_broken = False

    def feed(self, packed: bytes) -> None:
        """Raise `CutOff` as soon as the content is larger than it may be."""
        if self._stream is None:
            self._held += packed
            if len(self._held) * _HIGHEST_RATIO > self._max_bytes:
                self._begin()
        else:
            self._unpack(packed)

    def finish(self) -> None:
        """Raise `CutOff` where content that came to its end was packed wrongly or not to its end.

        Browsers show what they could unpack as if it were the whole page.
        """
        if self._stream is None and self._held:
            self._begin()
        if self._stream is not None and not self._is_over and not self._stream.eof:
            raise CutOff("answer", "packed content cut short")
        if self._is_broken:
            raise CutOff("answer", "packed content broken")

    def _begin(self) -> None:
        packed, self._held = self._held, b""
        self._stream = zlib.decompressobj(wbits=-15 if self._is_raw(packed) else 47)
        self._unpack(packed)

    def _unpack(self, packed: bytes) -> None:
        assert self._stream is not None
        while packed and not self._is_over:
            try:
                out = self._stream.decompress(packed, 4 * PIECE_BYTES)
            except zlib.error:
                self._is_over = self._is_broken = True
                return
            self._bytes += len(out)
            if self._bytes > self._max_bytes:
                raise CutOff("too-large", f"more than {self._max_bytes} bytes unpacked")
            packed = self._stream.unconsumed_tail
            if self._stream.eof:
                packed = self._stream.unused_data
                if packed.startswith(_GZIP):
                    self._stream = zlib.decompressobj(wbits=47)
                else:
                    self._is_over = True

    def _is_raw(self, packed: bytes) -> bool:
        # Servers send `deflate` with and without zlib's own head (RFC 1950, 2.2).
        return self._is_deflate and (packed[0] & 15 != 8 or int.from_bytes(packed[:2]) % 31 != 0)


_HIGHEST_RATIO = 1_032
"""What zlib can make of one byte (zlib.net, "Maximum compression factor")."""
