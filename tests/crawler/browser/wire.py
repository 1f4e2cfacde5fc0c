"""A server whose answers are written byte by byte, with or without TLS, in threads of its own."""

import base64
import shutil
import socket
import ssl
import subprocess
import threading
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path

CAN_MAKE_CERTIFICATES = shutil.which("openssl") is not None

Reply = bytes | Callable[[socket.socket], None]


@dataclass(frozen=True)
class Heard:
    """One request that reached the server."""

    method: str
    path: str
    headers: Mapping[str, str]


@dataclass(frozen=True)
class Certificate:
    """A certificate that nobody signed, and the hash by which a test's browser may trust it."""

    file: Path
    key: Path
    spki: str


def make_certificate(folder: Path) -> Certificate:
    """Make a certificate for loopback with openssl."""
    file, key = folder / "certificate.pem", folder / "key.pem"
    kind = ("-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1", "-nodes", "-days", "30")
    names = ("-subj", "/CN=127.0.0.1", "-addext", "subjectAltName=IP:127.0.0.1,IP:127.0.0.2")
    command = ("openssl", "req", "-x509", *kind, *names, "-keyout", str(key), "-out", str(file))
    subprocess.run(command, check=True, capture_output=True)
    public = ("openssl", "x509", "-in", str(file), "-pubkey", "-noout")
    pem = subprocess.run(public, check=True, capture_output=True).stdout
    der = ("openssl", "pkey", "-pubin", "-outform", "der")
    raw = subprocess.run(der, check=True, capture_output=True, input=pem).stdout
    digest = ("openssl", "dgst", "-sha256", "-binary")
    hashed = subprocess.run(digest, check=True, capture_output=True, input=raw).stdout
    return Certificate(file, key, base64.b64encode(hashed).decode())


def page(body: str, *headers: str, status: str = "200 OK") -> bytes:
    """Return a whole HTML answer."""
    raw = body.encode()
    lines = (f"HTTP/1.1 {status}", "Content-Type: text/html; charset=utf-8", *headers)
    return "\r\n".join((*lines, f"Content-Length: {len(raw)}", "", "")).encode() + raw


def answer(*lines: str, body: bytes = b"") -> bytes:
    """Return an answer of these very lines, whether they are right or not."""
    return "\r\n".join((*lines, "", "")).encode() + body


class Wire:
    """A running server; an answer is given once and the connection closed."""

    def __init__(self, replies: Mapping[str, Reply], certificate: Certificate | None, host: str) -> None:
        self.replies = dict(replies)
        self.heard: list[Heard] = []
        self.stopping = threading.Event()
        self._context: ssl.SSLContext | None = None
        if certificate is not None:
            self._context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
            self._context.load_cert_chain(certificate.file, certificate.key)
        self._listening = socket.create_server((host, 0), backlog=128)
        scheme = "http" if certificate is None else "https"
        self.url = f"{scheme}://{host}:{self._listening.getsockname()[1]}"
        threading.Thread(target=self._accept, daemon=True).start()

    def methods(self, path: str) -> list[str]:
        return [heard.method for heard in self.heard if heard.path.partition("?")[0] == path]

    def never(self, connection: socket.socket) -> None:
        """Say nothing until the test is over."""
        self.stopping.wait(60)

    def _accept(self) -> None:
        with suppress(OSError):
            while True:
                connection, _ = self._listening.accept()
                threading.Thread(target=self._serve, args=(connection,), daemon=True).start()

    def _serve(self, connection: socket.socket) -> None:
        with suppress(OSError, ValueError):
            if self._context is not None:
                connection = self._context.wrap_socket(connection, server_side=True)
            with connection:
                data = b""
                while b"\r\n\r\n" not in data:
                    piece = connection.recv(65536)
                    if not piece:
                        return
                    data += piece
                first, *lines = data.partition(b"\r\n\r\n")[0].decode("latin-1").split("\r\n")
                method, path, _ = first.split(" ")
                headers = {n.lower(): v.strip() for n, _, v in (line.partition(":") for line in lines)}
                self.heard.append(Heard(method, path, headers))
                reply = self.replies.get(path.partition("?")[0], page("niets", status="404 Not Found"))
                if callable(reply):
                    reply(connection)
                else:
                    connection.sendall(reply)
                connection.shutdown(socket.SHUT_WR)

    def close(self) -> None:
        self.stopping.set()
        with suppress(OSError):
            self._listening.shutdown(socket.SHUT_RDWR)
        self._listening.close()


@contextmanager
def wire(
    replies: Mapping[str, Reply], certificate: Certificate | None = None, host: str = "127.0.0.1"
) -> Iterator[Wire]:
    """Serve while the block runs."""
    running = Wire(replies, certificate, host)
    try:
        yield running
    finally:
        running.close()
