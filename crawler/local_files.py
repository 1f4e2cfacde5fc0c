"""Local pages under an address: files and folders served on loopback, for this process alone.

A browser treats `file:` pages unlike those of a website (no origin, other frames refused); served this way
they behave as they will once they are published.
"""

import threading
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from types import TracebackType
from typing import Self
from urllib.parse import quote

from bs4.dammit import EncodingDetector

_PAGES = frozenset({".html", ".htm", ".xhtml", ".svg"})


class _Quiet(SimpleHTTPRequestHandler):
    def log_message(self, format: str, *args: object) -> None:  # noqa: A002 - the name of the base class
        """Say nothing: the program tells what it visits."""

    def end_headers(self) -> None:
        self.send_header("Cache-Control", "no-store")
        super().end_headers()

    def guess_type(self, path: object) -> str:
        """Return the type; text that is UTF-8 and does not say what it is gets that said."""
        kind = super().guess_type(str(path))
        file = Path(str(path))
        if kind == "text/html" and file.is_file():
            # As in the browser: what the page itself declares comes first.
            page = file.read_bytes()
            if EncodingDetector.find_declared_encoding(page, is_html=True) is None and _is_utf8(page):
                return "text/html; charset=utf-8"
        return kind


class LocalFiles:
    """A web server on loopback for one folder; a context manager."""

    def __init__(self, folder: Path) -> None:
        handler = partial(_Quiet, directory=str(folder))
        self._folder = folder.resolve()
        self._server = ThreadingHTTPServer(("127.0.0.1", 0), handler)
        self._thread = threading.Thread(target=self._server.serve_forever, args=(0.05,), daemon=True)

    @property
    def host(self) -> str:
        """Return `127.0.0.1:port`."""
        return f"127.0.0.1:{self._server.server_address[1]}"

    def url(self, file: Path) -> str:
        """Return the address of a file in the folder."""
        return f"http://{self.host}/{quote(file.resolve().relative_to(self._folder).as_posix())}"

    def __enter__(self) -> Self:
        self._thread.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._server.shutdown()
        self._server.server_close()
        self._thread.join(5)


def pages_in(folder: Path) -> list[Path]:
    """Return the pages below a folder, in the order of their names."""
    return sorted(path for path in folder.rglob("*") if path.suffix.lower() in _PAGES and path.is_file())


def _is_utf8(content: bytes) -> bool:
    try:
        content.decode("utf-8")
    except UnicodeDecodeError:
        return False
    return True
