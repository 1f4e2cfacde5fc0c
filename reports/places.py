"""Say where a finding is, in the way that build servers and code hosts understand: a path and a line.

Code hosts show findings beside files of a repository and refuse web addresses (GitHub: "unrecognized SARIF
location URI scheme"). A page therefore goes by its host and path, as if the website were a folder; the whole
address is told beside it. A file that was judged with `drempel check` goes by its own path, and its line is
looked up in the file.
"""

import re
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Final
from urllib.parse import quote, urlsplit

from lxml import etree, html

from drempel.model.finding import Pointer
from reports.untrusted import printable

_SAFE: Final = "/-._~!$&'()*+,;=@"
_ESCAPED: Final = re.compile(r"%(?![0-9A-Fa-f]{2})")
_TAG: Final = re.compile(r"<([a-z][a-z0-9-]*)", re.IGNORECASE | re.ASCII)
_MOST_BYTES: Final = 5_000_000
"""Larger files are not read for a line number."""
STDIN: Final = "stdin.html"


@dataclass(frozen=True, slots=True)
class Place:
    """Where a finding is."""

    path: str
    """Relative, with forward slashes, percent-encoded; never empty, never with `..`."""
    line: int | None
    """Line in a file, from 1; `None` for a page of a website or where it could not be found."""
    is_file: bool


def place_of(page_url: str, pointer: Pointer) -> Place:
    """Return the path of a page or file, with the line of the element where the file can be read."""
    parts = _split(page_url)
    if parts is not None:
        return Place(parts, None, is_file=False)
    if page_url == "-":
        return Place(STDIN, None, is_file=True)
    return Place(_file_path(page_url), _line(page_url, pointer), is_file=True)


def iri(address: str) -> str:
    """Return an address in which every character may stand in an IRI; what is escaped already stays so."""
    return _percent(address, ":/?#@!$&'()*+,;=-._~")


def _split(page_url: str) -> str | None:
    """Return host, path and query of a web address as one relative path; `None` for a file."""
    scheme = page_url.partition(":")[0].lower()
    if scheme in {"http", "https"}:
        try:
            parts = urlsplit(page_url)
            host = parts.netloc.rpartition("@")[2]
        except ValueError:
            return _percent(page_url, "")
        query = f"?{parts.query}" if parts.query else ""
        return _joined(f"{host}/{parts.path}") + (_percent(query, _SAFE) if query else "")
    if re.match(r"[a-z][a-z0-9+.-]+:", page_url, re.IGNORECASE):
        return _percent(page_url, "")
    return None


def _file_path(name: str) -> str:
    path = Path(name)
    try:
        return _joined(path.resolve().relative_to(Path.cwd()).as_posix())
    except (ValueError, OSError):
        return _joined(path.as_posix())


def _joined(path: str) -> str:
    steps = [_percent(step, _SAFE) for step in path.split("/")]
    return "/".join(step for step in steps if step not in {"", ".", ".."}) or "index"


def _percent(text: str, safe: str) -> str:
    if not safe:
        return quote(text, safe="", errors="replace")
    return _ESCAPED.sub("%25", quote(text, safe=safe + "%", errors="replace"))


def _line(name: str, pointer: Pointer) -> int | None:
    """Return the line of an element in a file; `None` unless it is there just as the page had it."""
    wanted = _TAG.match(pointer.snippet)
    tree = _tree(name)
    if tree is None or wanted is None:
        return None
    try:
        found = tree.cssselect(pointer.selector.split(" >>> ")[0])
    except Exception:  # noqa: BLE001 - cssselect has many errors; a line is only a help
        return None
    if len(found) == 1 and found[0].tag == wanted[1].lower():
        return int(found[0].sourceline)
    return None


@lru_cache(maxsize=2)
def _tree(name: str) -> html.HtmlElement | None:
    path = Path(name)
    try:
        if not path.is_file() or path.stat().st_size > _MOST_BYTES:
            return None
        return html.document_fromstring(path.read_bytes())
    except (OSError, ValueError, etree.LxmlError):
        return None


def one_line(text: str, limit: int) -> str:
    """Return a text from a page as one line in which every character can be seen."""
    return " ".join(printable(text, limit).split())
