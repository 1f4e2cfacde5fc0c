"""Pages of an HTML report that come out as in an earlier one are taken over from there, not made again.

Beside the pages stands a small file that tells of each by what it was made: a key of all that it shows. What
differs from night to night (dates, and since when a problem is there) is no part of the key: its places in
the page are written down too, and filled in anew. A page that was changed by others is made again.
"""

import json
import secrets
from collections.abc import Callable, Iterable, Iterator
from contextlib import suppress
from dataclasses import dataclass
from hashlib import blake2b
from pathlib import Path
from re import compile as pattern
from typing import Final

from markupsafe import Markup

MANIFEST: Final = ".pagina-sleutels.json"
FORM: Final = 1

Span = tuple[int, int, str]
"""First byte, byte behind the last one, and name of what stands there."""


@dataclass(frozen=True, slots=True)
class Made:
    """A page as it was made."""

    key: str
    digest: str
    spans: tuple[Span, ...]


class Varying:
    """Places in a page for what differs from one night to the next.

    `text` gives by name what stands there. What pages of others hold can never look like such a place.
    """

    def __init__(self, text: Callable[[str], str]) -> None:
        self._text = text
        secret = secrets.token_hex(8)
        self._begin, self._end = f"\ue000{secret}:", "\ue001"
        self._place = pattern(f"{self._begin}([^\ue001]*){self._end}")

    def place(self, name: str) -> Markup:
        """Return what a template writes where the text of this name is to stand."""
        return Markup(f"{self._begin}{name}{self._end}")

    def fill(self, pieces: Iterable[str], spans: list[Span]) -> Iterator[bytes]:
        """Yield a page with its places filled in; `spans` learns where they stand."""
        at = 0
        for piece in pieces:
            for number, part in enumerate(self._place.split(piece)):
                # A lone surrogate from a broken page must not stop the report.
                written = (self._text(part) if number % 2 else part).encode("utf-8", "replace")
                if number % 2:
                    spans.append((at, at + len(written), part))
                at += len(written)
                yield written

    def refill(self, page: bytes, spans: Iterable[Span]) -> tuple[bytes, list[Span]]:
        """Return a page of an earlier report with the texts of now, and where they stand."""
        parts: list[bytes] = []
        now: list[Span] = []
        last = at = 0
        for start, end, name in spans:
            text = self._text(name).encode("utf-8", "replace")
            parts += (page[last:start], text)
            at += start - last
            now.append((at, at + len(text), name))
            at += len(text)
            last = end
        return b"".join((*parts, page[last:])), now


class Earlier:
    """The pages of an earlier report by the keys of what they show; none where that is not known."""

    def __init__(self, folder: Path | None) -> None:
        self._folder = folder
        self._by_key: dict[str, dict[str, Made]] = {}
        if folder is not None:
            for name, made in read_manifest(folder).items():
                self._by_key.setdefault(made.key, {})[name] = made

    def pages(self, key: str) -> dict[str, tuple[bytes, Made]]:
        """Return the pages made by a key, by file name; none where one of them is not as it was made."""
        found: dict[str, tuple[bytes, Made]] = {}
        for name, made in self._by_key.get(key, {}).items():
            try:
                page = (self._folder / name).read_bytes() if self._folder else b""
            except OSError:
                return {}
            if digest_of(page) != made.digest:
                return {}
            found[name] = page, made
        return found


def read_manifest(folder: Path) -> dict[str, Made]:
    """Return what a folder tells of its pages; nothing where it tells nothing that can be understood."""
    found: dict[str, Made] = {}
    with suppress(OSError, ValueError, TypeError, KeyError, AttributeError, OverflowError, RecursionError):
        told = json.loads((folder / MANIFEST).read_text(encoding="utf-8"))
        if told["form"] != FORM:
            return {}
        for name, (key, digest, spans) in told["pages"].items():
            if Path(name).name != name:
                return {}
            places = tuple((int(start), int(end), str(what)) for start, end, what in spans)
            found[name] = Made(str(key), str(digest), places)
    return found


def manifest(pages: dict[str, Made]) -> str:
    """Return what a folder tells of its pages."""
    told = {name: [made.key, made.digest, made.spans] for name, made in pages.items()}
    return json.dumps({"form": FORM, "pages": told}, ensure_ascii=True, separators=(",", ":"))


def digest_of(page: bytes) -> str:
    """Return by what a page is known to be as it was made."""
    return blake2b(page, digest_size=16).hexdigest()
