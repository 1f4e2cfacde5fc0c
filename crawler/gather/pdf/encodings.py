"""Names of glyphs: by code in the encodings of PDF, and what they mean in Unicode."""

from functools import cache

from fontTools import agl
from fontTools.encodings.MacRoman import MacRoman
from fontTools.encodings.StandardEncoding import StandardEncoding

NOTDEF = ".notdef"


@cache
def encoding(name: str) -> dict[int, str]:
    """Return the names by code of a predefined encoding; empty for one that is not known."""
    if name == "WinAnsiEncoding":
        return _win_ansi()
    if name == "MacRomanEncoding":
        return {code: known for code, known in enumerate(MacRoman) if known != NOTDEF}
    if name == "StandardEncoding":
        return {code: known for code, known in enumerate(StandardEncoding) if known != NOTDEF}
    return {}


def _win_ansi() -> dict[int, str]:
    names = {}
    for code in range(32, 256):
        try:
            sign = ord(bytes((code,)).decode("cp1252"))
        except UnicodeDecodeError:
            sign = 0x2022
        names[code] = agl.UV2AGL.get(sign, NOTDEF)
    # ISO 32000-1, annex D.2: the two signs that are not in the list by themselves, and the rest are bullets.
    names |= {0x7F: "bullet", 0xA0: "space", 0xAD: "hyphen"}
    return names


@cache
def unicode_of(glyph: str) -> str:
    """Return the text that the name of a glyph stands for; empty where no list knows it."""
    return agl.toUnicode(glyph) or agl.toUnicode(glyph, isZapfDingbats=True) or _SYMBOLS.get(glyph, "")


def is_listed(glyph: str) -> bool:
    """Tell whether a name stands in Adobe's list, or is made as it prescribes (`uni00E9`)."""
    return glyph == NOTDEF or bool(agl.toUnicode(glyph))


_SYMBOLS = {"apple": "\uf8ff", "registerserif": "®", "copyrightserif": "©", "trademarkserif": "™"}


@cache
def mac_code(glyph: str) -> int | None:
    """Return the code of a glyph in MacRoman, as the (1,0) table of a TrueType font wants it."""
    return next((code for code, known in encoding("MacRomanEncoding").items() if known == glyph), None)
