"""Turn the bytes of a text file into text."""

import codecs

from drempel.i18n import N_
from drempel.reading.base import Unreadable

_MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_MAX_CONTROL_SHARE = 0.01


def decoded(raw: bytes, name: str) -> str:
    """Return the text of a file in UTF-8, or in UTF-16 with a mark; raises `Unreadable` for another encoding.

    None is guessed: a wrong guess shows other letters than the writer typed, and nobody is told.
    """
    encoding = next((encoding for mark, encoding in _MARKS if raw.startswith(mark)), "utf-8")
    try:
        text = raw.decode(encoding)
    except UnicodeDecodeError as error:
        raise Unreadable(N_("“{file}” is not a text in UTF-8. Save it again as UTF-8."), file=name) from error
    controls = sum(one < " " and one not in "\t\n\r\f\v" for one in text[:10_000])
    if controls > _MAX_CONTROL_SHARE * min(len(text), 10_000):
        raise Unreadable(N_("“{file}” holds no text that can be read."), file=name)
    return text
