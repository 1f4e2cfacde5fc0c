"""Cut an RTF file into groups, control words and text. Nothing in it is followed or run.

RTF Specification 1.9.1: groups in braces, control words after a backslash, letters as bytes of a code page
(`\\'hh`) or as numbers of Unicode (`\\u`), each of which is followed by `\\uc` letters for old programs.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from crawler.gather.office.limits import MAX_DEPTH, TooMuch, Unreadable

MAX_TOKENS: Final = 8_000_000

_TOKEN: Final = re.compile(
    rb"\\([A-Za-z]{1,32})(-?\d{1,10})? ?|\\'([0-9A-Fa-f]{2})|\\([^A-Za-z])|([{}])|([^\\{}\r\n]+)|[\r\n]+|\\",
    re.DOTALL,
)
_CHARSETS: Final = {
    0: "cp1252", 77: "mac-roman", 128: "cp932", 129: "cp949", 134: "cp936", 136: "cp950", 161: "cp1253",
    162: "cp1254", 163: "cp1258", 177: "cp1255", 178: "cp1256", 186: "cp1257", 204: "cp1251",
    222: "cp874", 238: "cp1250",
}  # fmt: skip
"""`\\fcharset` → code page (specification, table of character sets)."""
_PAGES: Final = {"ansi": "cp1252", "mac": "mac-roman", "pc": "cp437", "pca": "cp850"}
_BINARY: Final = "bin"


@dataclass(frozen=True, slots=True)
class Word:
    """A control word or symbol, with the number behind it."""

    name: str
    number: int | None = None


@dataclass(frozen=True, slots=True)
class Text:
    """Letters as bytes of a code page."""

    raw: bytes


Token = Word | Text | str
"""`{` and `}` stand for the begin and the end of a group."""


def tokens(raw: bytes) -> Iterator[Token]:
    """Yield what the file consists of. Raises `Unreadable` where groups do not close, and `TooMuch`."""
    depth = at = count = 0
    end = len(raw)
    while at < end:
        found = _TOKEN.match(raw, at)
        if found is None:
            raise Unreadable("rtf")
        at = found.end()
        count += 1
        if count > MAX_TOKENS:
            raise TooMuch("tokens")
        name, number, hexadecimal, symbol, brace, text = found.groups()
        if brace == b"{":
            depth += 1
            if depth > MAX_DEPTH:
                raise TooMuch("depth")
            yield "{"
        elif brace:
            depth -= 1
            yield "}"
            if depth <= 0:
                return
        elif name is not None:
            word = Word(name.decode("ascii"), int(number) if number is not None else None)
            if word.name == _BINARY:
                at += max(0, word.number or 0)
            yield word
        elif hexadecimal is not None:
            yield Text(bytes.fromhex(hexadecimal.decode("ascii")))
        elif symbol is not None:
            yield Word(symbol.decode("latin-1"))
        elif text:
            yield Text(text)
    raise Unreadable("groups")


def code_page(name: str, number: int | None) -> str:
    """Return the code page that a word at the begin of a file names; empty for other words."""
    if name == "ansicpg" and number:
        return _known(f"cp{number}")
    return _PAGES.get(name, "")


def page_of_charset(number: int | None) -> str:
    """Return the code page of a font; empty where it has none of its own."""
    return _CHARSETS.get(number or 0, "") if number else ""


def decoded(raw: bytes, page: str) -> str:
    """Return letters; what the code page does not know becomes a sign for that."""
    return raw.decode(page, "replace")


def _known(page: str) -> str:
    try:
        b"".decode(page)
    except LookupError:
        return "utf-8" if page == "cp65001" else ""
    return page
