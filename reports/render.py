"""Fill in the HTML templates: one environment with autoescape on, shared by all that writes HTML.

Every text that a template prints first passes `printable`, so that no page can smuggle control or
direction characters into a report. The style sheet is written into each page and named by its hash in
a content security policy that forbids everything else: no script, no request.
"""

import base64
import hashlib
import re
import sys
from collections.abc import Iterator, Mapping
from contextlib import suppress
from functools import cache
from importlib.resources import files
from typing import TextIO
from urllib.parse import urlsplit

from jinja2 import Environment, FileSystemBytecodeCache, PackageLoader, StrictUndefined
from jinja2.bccache import Bucket
from markupsafe import Markup

from reports import wording
from reports.untrusted import printable, web_address
from reports.wording import Wording

SNIPPET_CHARS = 500
SELECTOR_CHARS = 300
ADDRESS_CHARS = 160


def write_page(template: str, file: TextIO, words: Wording, values: Mapping[str, object]) -> None:
    """Write one HTML page piece by piece; iterators among the values are read while writing."""
    file.writelines(page_pieces(template, words, values))


def page_pieces(template: str, words: Wording, values: Mapping[str, object]) -> Iterator[str]:
    """Yield one HTML page piece by piece; what a template prints as one value is never cut."""
    page = environment().get_template(template)
    style = style_sheet()
    pieces = page.stream(
        w=words, t=words.say, n=words.count, style=Markup(style), style_hash=_sha256(style), **values
    )
    pieces.enable_buffering(64)
    return pieces


@cache
def environment() -> Environment:
    """Return the template environment."""
    made = Environment(
        loader=PackageLoader("reports"),
        autoescape=True,
        undefined=StrictUndefined,
        finalize=_finalize,
        trim_blocks=True,
        lstrip_blocks=True,
        bytecode_cache=_kept(),
    )
    made.filters.update(address=address, link=web_address, raise_headings=raise_headings, shorten=printable)
    made.globals.update(words=wording, SNIPPET=SNIPPET_CHARS, SELECTOR=SELECTOR_CHARS)
    return made


class _Kept(FileSystemBytecodeCache):
    """Compiled templates in the user's own temporary folder; where that cannot be, they are compiled anew."""

    def dump_bytecode(self, bucket: Bucket) -> None:
        with suppress(OSError):
            super().dump_bytecode(bucket)


def _kept() -> _Kept | None:
    """Return where compiled templates are kept, `None` where Python is told to keep nothing compiled."""
    if sys.dont_write_bytecode:
        return None
    try:
        return _Kept()
    except (OSError, RuntimeError):
        return None


def raise_headings(html: Markup) -> Markup:
    """Return a part of a page with its headings one level up: a section that becomes the whole page.

    Only for what a template wrote: words of others are escaped there, so that no `<h2` is theirs.
    """
    return Markup(_HEADING.sub(lambda tag: f"{tag[1]}{int(tag[2]) - 1}", html))


def lower_headings(html: Markup) -> Markup:
    """Return a whole page as a part of another one: its headings one level down."""
    return Markup(_FROM_FIRST.sub(lambda tag: f"{tag[1]}{int(tag[2]) + 1}", html))


_FROM_FIRST = re.compile(r"(</?h)([1-5])(?=[\s>])")
_HEADING = re.compile(r"(</?h)([2-6])(?=[\s>])")


def _finalize(value: object) -> object:
    return printable(value) if isinstance(value, str) and not isinstance(value, Markup) else value


def address(url: str, host: str = "") -> str:
    """Return an address as people read it: without `https://` and `host`, and cut when it has no end."""
    try:
        parts = urlsplit(url)
    except ValueError:
        return printable(url, ADDRESS_CHARS)
    if parts.scheme not in {"http", "https"}:
        return printable(url, ADDRESS_CHARS)
    shown = url.removeprefix(f"{parts.scheme}://")
    if host and parts.netloc == host and parts.path not in {"", "/"}:
        shown = shown.removeprefix(host)
    return printable(shown.removesuffix("/"), ADDRESS_CHARS)


@cache
def style_sheet() -> str:
    """Return the one style sheet, as it stands inside each page."""
    return files("reports").joinpath("static", "report.css").read_text(encoding="utf-8")


def _sha256(text: str) -> str:
    return "sha256-" + base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()


IMAGE_TYPES = {b"\x89PNG\r\n\x1a\n": "image/png", b"\xff\xd8\xff": "image/jpeg", b"RIFF": "image/webp"}
"""First bytes → media type of the pictures that a report may show; SVG is none of them, it can act."""


def data_uri(picture: bytes, most_bytes: int) -> Markup | None:
    """Return a small picture as `data:` address, `None` when it is too large or no known picture."""
    media_type = next((kind for start, kind in IMAGE_TYPES.items() if picture.startswith(start)), None)
    if media_type is None or len(picture) > most_bytes:
        return None
    return Markup("data:{};base64,{}").format(media_type, base64.b64encode(picture).decode())
