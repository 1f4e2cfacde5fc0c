"""Serve the example town on loopback, for the demo, for tests and by hand.

    python -m demo.serve --port 8765 --edition 1

Answers GET and HEAD only, keeps connections open, sends an ETag, and remembers who asked for what.
"""

import argparse
import hashlib
import signal
import socket
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from datetime import UTC, datetime
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

from demo.town import Answer, Town


@dataclass(frozen=True, slots=True)
class Request:
    """One request as it came in; `path` with its query, `user_agent` empty when none was sent."""

    method: str
    path: str
    user_agent: str
    requested_at: datetime


@dataclass(frozen=True, slots=True)
class Server:
    """The running server: where it is and, in order of arrival, what it was asked."""

    base_url: str
    edition: int
    requests: list[Request] = field(default_factory=list)


@contextmanager
def serve(
    edition: int, port: int = 0, *, slow_s: float = 3.0, crawl_delay_s: float = 0.5
) -> Iterator[Server]:
    """Serve one edition of the town on 127.0.0.1 until the block ends.

    Port 0 takes a free one. `slow_s` is how long the slow page waits before it answers, `crawl_delay_s`
    what robots.txt asks of crawlers. Raises `ValueError` for an edition below 1, `OSError` when the port
    is taken.
    """
    listener = _Listener(port, slow_s)
    try:
        listener.town = Town(edition, listener.base_url, crawl_delay_s)
        server = Server(listener.base_url, edition, listener.requests)
    except BaseException:
        listener.server_close()
        raise
    thread = threading.Thread(target=listener.serve_forever, args=(0.05,), name="elzervoorde", daemon=True)
    thread.start()
    try:
        yield server
    finally:
        listener.close()
        thread.join()


class _Listener(ThreadingHTTPServer):
    """The listening socket with all that its handlers share."""

    request_queue_size = 64
    town: Town

    def __init__(self, port: int, slow_s: float) -> None:
        super().__init__(("127.0.0.1", port), _Handler)
        self.base_url = f"http://127.0.0.1:{self.server_port}"
        self.slow_s = slow_s
        self.closing = threading.Event()
        self.requests: list[Request] = []
        self._open: set[socket.socket] = set()

    def get_request(self) -> tuple[socket.socket, Any]:
        connection, address = super().get_request()
        self._open.add(connection)
        return connection, address

    def shutdown_request(self, request: Any) -> None:
        self._open.discard(request)
        super().shutdown_request(request)

    def handle_error(self, request: Any, client_address: Any) -> None:
        # A browser that leaves in the middle of an answer is no fault of the server.
        if not isinstance(sys.exception(), ConnectionError):
            super().handle_error(request, client_address)

    def close(self) -> None:
        """Stop listening and end every open connection: a kept one would go on showing this edition."""
        self.closing.set()
        self.shutdown()
        for connection in tuple(self._open):
            with suppress(OSError):
                connection.shutdown(socket.SHUT_RDWR)
        self.server_close()


class _Handler(BaseHTTPRequestHandler):
    """Turns one HTTP request into an answer of the town."""

    protocol_version = "HTTP/1.1"
    server_version = "Elzervoorde/1"
    sys_version = ""
    disable_nagle_algorithm = True
    server: _Listener

    def do_GET(self) -> None:
        self._log()
        answer = self.server.town.answer(self.path)
        if answer.is_slow:
            self.server.closing.wait(self.server.slow_s)
        self._send(answer)

    def do_HEAD(self) -> None:
        self.do_GET()

    def __getattr__(self, name: str) -> Any:
        # http.server looks for do_<method>: every one but the two above is refused.
        if name.startswith("do_"):
            return self._refuse
        raise AttributeError(name)

    def _refuse(self) -> None:
        self._log()
        # What follows the header was not read, so the connection cannot be used again.
        self.close_connection = True
        self._send(self.server.town.method_not_allowed())

    def log_message(self, format: str, *args: Any) -> None:  # noqa: A002 - the name is http.server's
        """Say nothing: `Server.requests` is the log."""

    def _log(self) -> None:
        agent = self.headers.get("User-Agent", "")
        self.server.requests.append(Request(self.command, self.path, agent, datetime.now(UTC)))

    def _send(self, answer: Answer) -> None:
        etag = f'"{hashlib.sha256(answer.body).hexdigest()[:16]}"'
        if answer.status == 200 and self.headers.get("If-None-Match") == etag:
            self.send_response(304)
            self.send_header("ETag", etag)
            self.end_headers()
            return
        self.send_response(answer.status)
        self.send_header("Content-Type", answer.content_type)
        self.send_header("Content-Length", str(len(answer.body)))
        if answer.status == 200:
            self.send_header("ETag", etag)
            self.send_header("Cache-Control", "no-cache" if "html" in answer.content_type else "max-age=600")
        if answer.location:
            self.send_header("Location", answer.location)
        if answer.status == 405:
            self.send_header("Allow", "GET, HEAD")
            self.send_header("Connection", "close")
        self.end_headers()
        if self.command != "HEAD":
            self.wfile.write(answer.body)


def main() -> None:
    """Serve until Ctrl-C."""
    parser = argparse.ArgumentParser(prog="python -m demo.serve", description="Serve the example town.")
    parser.add_argument("--port", type=int, default=8765, help="0 takes a free port (default: 8765)")
    parser.add_argument("--edition", type=int, default=1, help="which edition of the site (default: 1)")
    parser.add_argument("--slow-s", type=float, default=3.0, help="seconds the slow page waits (default: 3)")
    options = parser.parse_args()
    # A shell that starts this in the background lets it ignore Ctrl-C.
    signal.signal(signal.SIGINT, signal.default_int_handler)
    with (
        suppress(KeyboardInterrupt),
        serve(options.edition, options.port, slow_s=options.slow_s) as server,
    ):
        line = f"Elzervoorde, edition {server.edition}: {server.base_url}/  (Ctrl-C stops)"
        print(line, flush=True)  # noqa: T201 - the command's result
        threading.Event().wait()


if __name__ == "__main__":
    main()
