"""A small website on loopback for tests: a table of answers, and a record of what was asked."""

import threading
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from urllib.parse import urlsplit


@dataclass(frozen=True)
class Answer:
    """What the server says to one path."""

    body: str | bytes = ""
    status: int = 200
    media_type: str = "text/html; charset=utf-8"
    headers: Mapping[str, str] = field(default_factory=dict)
    delay_s: float = 0.0
    hang: bool = False


Route = str | Answer | Callable[[str], Answer]


@dataclass(frozen=True)
class Asked:
    """One request that reached the server."""

    method: str
    path: str
    headers: Mapping[str, str]
    at: float


class Site:
    """A running website; `routes` may be changed while it runs.

    A route is a path, or a method and a path: `HEAD /folder.pdf`.
    """

    def __init__(self, routes: Mapping[str, Route]) -> None:
        self.routes: dict[str, Route] = dict(routes)
        self.asked: list[Asked] = []
        self.stopping = threading.Event()
        site = self

        class Handler(BaseHTTPRequestHandler):
            protocol_version = "HTTP/1.1"

            def do_GET(self) -> None:
                self._answer(send_body=True)

            def do_HEAD(self) -> None:
                self._answer(send_body=False)

            def do_POST(self) -> None:
                self._answer(send_body=True)

            def _answer(self, *, send_body: bool) -> None:
                length = int(self.headers.get("content-length") or 0)
                self.rfile.read(length)
                headers = dict(self.headers.items())
                site.asked.append(Asked(self.command, self.path, headers, time.monotonic()))
                route = (
                    site.routes.get(f"{self.command} {self.path}")
                    or site.routes.get(self.path)
                    or site.routes.get(urlsplit(self.path).path)
                )
                if route is None:
                    route = Answer("<html lang=nl><title>Niet gevonden</title><h1>Niet gevonden</h1>", 404)
                if callable(route):
                    route = route(self.path)
                if isinstance(route, str):
                    route = Answer(route)
                if route.delay_s:
                    site.stopping.wait(route.delay_s)
                body = route.body.encode() if isinstance(route.body, str) else route.body
                self.send_response(route.status)
                if route.media_type:
                    self.send_header("content-type", route.media_type)
                for name, value in route.headers.items():
                    self.send_header(name, value)
                if route.hang:
                    self.send_header("content-length", str(len(body) + 1000))
                    self.end_headers()
                    self.wfile.write(body)
                    self.wfile.flush()
                    site.stopping.wait(60)
                    return
                self.send_header("content-length", str(len(body)))
                self.end_headers()
                if send_body:
                    self.wfile.write(body)

            def log_message(self, format: str, *args: object) -> None:  # noqa: A002 - the name of the base class
                """Keep quiet; the site remembers what was asked."""

            def handle(self) -> None:
                try:
                    super().handle()
                except (ConnectionError, TimeoutError):
                    self.close_connection = True

        self._server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self._server.daemon_threads = True
        self._thread = threading.Thread(target=self._server.serve_forever, args=(0.05,), daemon=True)
        self._thread.start()

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self._server.server_address[1]}"

    @property
    def host(self) -> str:
        return f"127.0.0.1:{self._server.server_address[1]}"

    def paths(self, method: str = "GET") -> list[str]:
        return [asked.path for asked in self.asked if asked.method == method]

    def close(self) -> None:
        self.stopping.set()
        self._server.shutdown()
        self._server.server_close()
        self._thread.join(5)


@contextmanager
def site(routes: Mapping[str, Route]) -> Iterator[Site]:
    """Serve a table of answers while the block runs."""
    running = Site(routes)
    try:
        yield running
    finally:
        running.close()
