"""What a file is that no reader of documents takes: empty, damaged, or something else than its name says.

Told by the first bytes and, of a zip, by the names of its parts; nothing is unpacked. Where that does not
tell, it is said to be unknown: never guessed.
"""

import re
from pathlib import Path
from typing import Final
from zipfile import BadZipFile, ZipFile

from crawler.gather.office.kinds import OLE, ZIP

_LOOK_BYTES: Final = 4096
_HTML: Final = re.compile(rb"<(?:!doctype\s+html|html|head|body)[\s>]", re.IGNORECASE)
_HTML_AT_BEGIN: Final = re.compile(
    rb"<(?:h[1-6]|p|div|table|meta|title|style|script|!--)[\s>]", re.IGNORECASE
)
_MAIL: Final = b"mime-version:"
"""Begin of a page that a browser or Word saved as one file (RFC 2557)."""
_WORD_2003: Final = b'<?mso-application progid="Word.Document"'
_PICTURES: Final = (
    b"\x89PNG\r\n\x1a\n",
    b"\xff\xd8\xff",
    b"GIF87a",
    b"GIF89a",
    b"BM",
    b"II*\x00",
    b"MM\x00*",
)
"""First bytes of PNG, JPEG, GIF, BMP and TIFF."""
_SHORT_MARKS: Final = b"BM"
"""With which a text may begin too."""
_BOMS: Final = ((b"\xef\xbb\xbf", "utf-8"), (b"\xff\xfe", "utf-16-le"), (b"\xfe\xff", "utf-16-be"))
_PARTS_OF_OTHERS: Final = ("ppt/", "visio/", "content.xml", "Index/")
"""Begins of names in presentations, drawings, other OpenDocument files and files of Apple's programs."""


def why_not_read(file: Path) -> str:
    """Return the key of the reason why a file is no document that can be read.

    `document-empty`, `document-broken`, `document-parts-missing`, `document-kind`, `document-old`,
    `document-is-html`, `document-is-picture`, `document-is-text` or `document-unknown`. Raises `OSError`.
    """
    with file.open("rb") as opened:
        head = opened.read(_LOOK_BYTES)
    if not head:
        return "document-empty"
    if head.startswith(ZIP):
        return _of_zip(file)
    if head.startswith(OLE) or _WORD_2003 in head:
        return "document-old"
    if head.startswith(_PICTURES) and (b"\0" in head or not head.startswith(_SHORT_MARKS)):
        return "document-is-picture"
    text = _text_of(head)
    if text is None:
        return "document-unknown"
    begin = text.lstrip().encode()
    if _HTML.search(begin[:1024]) or _HTML_AT_BEGIN.match(begin) or begin[:100].lower().startswith(_MAIL):
        return "document-is-html"
    return "document-is-text" if begin else "document-empty"


def _of_zip(file: Path) -> str:
    try:
        with ZipFile(file) as package:
            names = package.namelist()
    except (BadZipFile, OSError, ValueError, NotImplementedError, EOFError, RuntimeError):
        return "document-broken"
    is_other = any(name.startswith(_PARTS_OF_OTHERS) for name in names)
    return "document-kind" if is_other else "document-parts-missing"


def _text_of(head: bytes) -> str | None:
    """Return the begin of a file as text; `None` where it is none."""
    coding = next((name for mark, name in _BOMS if head.startswith(mark)), "")
    text = head.decode(coding or "utf-8", "replace").lstrip("\ufeff")
    if not coding:
        # The last letter may be cut off; more than that is no UTF-8. Old text has one byte a letter.
        text = text if "\ufffd" not in text[:-1] else head.decode("cp1252", "replace")
    is_text = "\ufffd" not in text[:-1] and not any(ord(one) < 32 and one not in "\t\n\r\f" for one in text)
    return text if is_text else None
