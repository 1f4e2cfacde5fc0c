"""Find out what kind of document something is, and read it."""

import sys
from collections.abc import Callable
from pathlib import Path

from drempel.i18n import N_
from drempel.reading.base import MAX_BYTES, Document, Unreadable
from drempel.reading.decode import decoded
from drempel.reading.docx import read_docx
from drempel.reading.odt import read_odt
from drempel.reading.plain import read_plain
from drempel.reading.web import read_page

STDIN = "-"


def _markdown(raw: bytes, name: str) -> Document:
    from drempel.reading.markdown import read_markdown

    return read_markdown(decoded(raw, name))


def _pdf(raw: bytes, name: str) -> Document:
    from drempel.reading.pdf import read_pdf

    return read_pdf(raw, name)


def _text(raw: bytes, name: str) -> Document:
    return read_plain(decoded(raw, name))


def _page(raw: bytes, name: str) -> Document:  # noqa: ARG001 - all readers are called alike
    return read_page(raw)


_READERS: dict[str, Callable[[bytes, str], Document]] = {
    ".txt": _text,
    ".text": _text,
    "": _text,
    ".md": _markdown,
    ".markdown": _markdown,
    ".html": _page,
    ".htm": _page,
    ".xhtml": _page,
    ".docx": read_docx,
    ".odt": read_odt,
    ".pdf": _pdf,
}
_KINDS = {
    "text/html": ".html",
    "application/xhtml+xml": ".html",
    "text/plain": ".txt",
    "text/markdown": ".md",
    "application/pdf": ".pdf",
    "application/vnd.openxmlformats-officedocument.wordprocessingml.document": ".docx",
    "application/vnd.oasis.opendocument.text": ".odt",
}


def is_address(source: str) -> bool:
    """Tell whether a source is an address on the web."""
    return source.lower().startswith(("http://", "https://"))


def read_file(source: str) -> Document:
    """Return the document in a file, or the text on standard input for `-`; raises `Unreadable`."""
    if source == STDIN:
        return _filled(_text(sys.stdin.buffer.read(MAX_BYTES), STDIN), STDIN)
    path = Path(source)
    if not path.exists():
        raise Unreadable(N_("There is no file “{file}”. Look at the name and the folder."), file=source)
    if path.is_dir():
        raise Unreadable(N_("“{file}” is a folder. Name one file in it."), file=source)
    reader = _READERS.get(path.suffix.lower())
    if reader is None or not path.is_file():
        raise Unreadable(_UNKNOWN, file=source)
    try:
        if path.stat().st_size > MAX_BYTES:
            raise Unreadable(N_("“{file}” is too large to read."), file=source)
        raw = path.read_bytes()
    except OSError as error:
        raise Unreadable(N_("“{file}” cannot be opened. May you read it?"), file=source) from error
    return _filled(reader(raw, source), source)


def read_answer(body: bytes, media_type: str, url: str) -> Document:
    """Return the document that a server sent; raises `Unreadable`."""
    suffix = _KINDS.get(media_type)
    if suffix is None:
        raise Unreadable(_UNKNOWN, file=url)
    return _filled(_READERS[suffix](body, url), url)


_UNKNOWN = N_("“{file}” is of no kind that can be read: txt, md, html, docx, odt or pdf.")


def _filled(document: Document, name: str) -> Document:
    if not document.text.strip():
        raise Unreadable(N_("“{file}” holds no text."), file=name)
    return document
