"""Show text that came from web pages without letting it act.

HTML escaping is the templates' work (autoescape is on), quoting that of `csv` and `json`. This
module takes what escaping leaves dangerous or misleading: control characters, text direction
overrides, spreadsheet formulas, addresses that are no web address and values without end.
"""

import re
from functools import lru_cache
from urllib.parse import quote, urlsplit

SHOWN_CHARS = 2_000
"""Characters of one value that a person may have to read; longer values end in an ellipsis."""

_UNSEEN = re.compile(
    "[\x00-\x08\x0b-\x1f\x7f-\x9f"  # C0 and C1 controls, save tab and newline
    "\u202a-\u202e\u2066-\u2069"  # embeddings, overrides and isolates of text direction
    "\ud800-\udfff\ufdd0-\ufdef\ufffe\uffff]"  # no characters at all
)

_FORMULA = re.compile(r"[=+\-@\t\r\n＝＋－＠]")
"""First characters that spreadsheets may read as a formula (OWASP, CSV Injection), full width included."""

_NO_CHARACTERS = "\ufdd0-\ufdef" + "".join(
    chr(plane << 16 | last) for plane in range(17) for last in (0xFFFE, 0xFFFF)
)
_NOT_IN_ADDRESS = re.compile(
    f'[\x00-\x20\x7f-\xa0"<>\\\\^`{{|}}\u202a-\u202e\u2066-\u2069\ud800-\udfff{_NO_CHARACTERS}]'
    "|%(?![0-9A-Fa-f]{2})"
)
_TO_HOST = re.compile("[^/?#]*//[^/?#]*")
_BRACKETS = str.maketrans({"[": "%5B", "]": "%5D"})
"""They enclose the numbers of a host, and may stand nowhere else."""


def printable(value: str, limit: int | None = SHOWN_CHARS) -> str:
    """Return a text in which every character can be seen, cut to `limit` characters.

    Control characters become their control picture, direction overrides their code point and
    anything that is no character U+FFFD. Marks that Arabic and Hebrew need (LRM, RLM, ZWJ) stay.
    """
    if limit is not None and len(value) > limit:
        value = value[:limit] + "…"
    return _UNSEEN.sub(_show, value.replace("\r\n", "\n"))


def _show(match: re.Match[str]) -> str:
    code = ord(match[0])
    if code < 0x20:
        return chr(0x2400 + code)
    if code == 0x7F:
        return "␡"
    if 0x202A <= code <= 0x2069:
        return f"[U+{code:04X}]"
    return "\ufffd"


def cell(value: str, limit: int | None = None) -> str:
    """Return a text that no spreadsheet takes for a formula: an apostrophe stands before suspect ones."""
    shown = printable(value, limit)
    return f"'{shown}" if _FORMULA.match(value) else shown


@lru_cache(maxsize=1_000)
def web_address(url: str) -> str | None:
    """Return the address as a link if following it is harmless (http or https, of usual length), else `None`.

    Characters that may not stand in an address (URL Standard, "URL code points") are percent-encoded, as
    browsers do; so are those that turn the direction of text, which would be shown by their number else.
    """
    try:
        parts = urlsplit(url)
    except ValueError:
        return None
    is_web = parts.scheme in {"http", "https"} and parts.netloc and len(url) <= SHOWN_CHARS
    begin = _TO_HOST.match(url)
    if not is_web or begin is None:
        return None
    return _NOT_IN_ADDRESS.sub(_encoded, begin[0] + url[begin.end() :].translate(_BRACKETS))


def _encoded(match: re.Match[str]) -> str:
    return quote(match[0], safe="", errors="replace")
