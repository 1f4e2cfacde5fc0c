"""Read the text of PDF files with PDFium (pypdfium2)."""

import re
from collections.abc import Iterator

from drempel.i18n import N_
from drempel.reading.base import MAX_CHARS, Document, Unreadable
from drempel.reading.plain import read_plain

MAX_PAGES = 500
# A hyphen at the end of a line reaches us as one of these signs.
_BROKEN_WORD = re.compile("[\u00ad\ufffe\x02]\r?\n?")
_MIN_LETTERS = 20


def read_pdf(raw: bytes, name: str) -> Document:
    """Return the text of a PDF; raises `Unreadable` for one that is locked, broken or scanned."""
    text = _BROKEN_WORD.sub("", "\n\n".join(_pages(raw, name))).replace("\r\n", "\n")
    if sum(map(str.isalpha, text)) < _MIN_LETTERS:
        raise Unreadable(
            N_("“{file}” has no text that can be read: it seems to be scanned. Ask for the document itself."),
            file=name,
        )
    return read_plain(text)


def _pages(raw: bytes, name: str) -> Iterator[str]:
    from pypdfium2 import PdfDocument, PdfiumError

    try:
        with PdfDocument(raw) as document:
            chars = 0
            for number in range(min(len(document), MAX_PAGES)):
                page = document[number]
                text = page.get_textpage().get_text_bounded()
                chars += len(text)
                yield text
                if chars > MAX_CHARS:
                    return
    except PdfiumError as error:
        if "password" in str(error).lower():
            raise Unreadable(
                N_("“{file}” is locked with a password. Save it without one and try again."), file=name
            ) from error
        raise Unreadable(
            N_("“{file}” is no {kind} file, or it is broken or locked."), file=name, kind=".pdf"
        ) from error
