"""Is a page still the same? Digests of its source, without what differs each time it is sent. Pure.

Three digests, ever less exact. Equal in the first: the same characters. In the second (`steady`): the same
but for what nobody sees and nothing is judged by (tokens, nonces, comments, session ids, ids that a program
made, values that keep an address out of a cache). In the third (`timeless`): the same but for the moment at
which it was made and for counters of visits. What is not understood stays as it is: in doubt pages differ.
"""

import re
from collections.abc import Iterator, Mapping
from datetime import UTC, datetime, timedelta
from email.utils import parsedate_to_datetime
from functools import lru_cache
from hashlib import blake2b
from typing import Final

from crawler.moments import without_moments

MASK: Final = "\u00a7"
SHORT_TAG_CHARS: Final = 300

MOST_WRONG: Final = timedelta(days=3660)
"""A clock of a server that is further off does not count: a moment of year 9999 has none after it."""


def _names(*lines: str) -> frozenset[str]:
    return frozenset(name for line in lines for name in line.split())


_ATTRIBUTE: Final = (
    r"""(?P<name>[^\s/>][^\s/>=]*+)(?P<between>\s*+=\s*+)?+"""
    r"""(?(between)(?P<value>"[^"]*+"|'[^']*+'|[^\s"'>][^\s>]*+)?+)"""
)
"""An attribute as the HTML standard reads it (13.2.5.32 to 13.2.5.39)."""

_PLAIN_ATTRIBUTE: Final = r"""[^\s/>][^\s/>=]*+(?:\s*+=\s*+(?:"[^"]*+"|'[^']*+'|[^\s"'>][^\s>]*+)?+)?+"""
_REST_OF_TAG: Final = rf"(?:[\s/]++|{_PLAIN_ATTRIBUTE})*+(?:>|\Z)"
"""A tag that is never closed takes all that follows, so that it is walked over once."""

_RAW: Final = "script|style|textarea|title|xmp|iframe|noembed|noframes|noscript"
"""Elements whose content is no markup."""

_TOKEN = re.compile(
    rf"(?P<comment><!--(?:>|->|.*?(?:--!?>|\Z)))"
    rf"|(?P<open><(?P<raw>{_RAW})(?=[\s/>]){_REST_OF_TAG})(?P<content>.*?)(?=</(?P=raw)[\s/>]|\Z)"
    rf"|(?P<end><plaintext(?=[\s/>]).*)"
    rf"|(?P<tag><[a-z]{_REST_OF_TAG})",
    re.IGNORECASE | re.DOTALL,
)
_ATTRIBUTES = re.compile(_ATTRIBUTE)
_TAG_NAME = re.compile(r"<([^\s/>]+)")

_WORDS_OF_INTEREST: Final = (
    "hidden",
    "token",
    "sess",
    "state",
    "nonce",
    "csrf",
    "xsrf",
    "stamp",
    "request",
)
_SIGNS_OF_INTEREST = re.compile(r"[?;&]|\d[\"']|:[rR]|--\w{8}|\d{5}|[0-9a-fA-F]{8}")
"""Nothing is hidden in a tag without one of these."""

_SECRET = re.compile(
    r"csrf|xsrf|nonce|token|authenticity|session|viewstate|eventvalidation|form[-_]build|honeypot|antiforgery"
    r"|request[-_]?(?:id|digest)|trace[-_]?id|time[-_]?stamp|cache[-_]?bust|rendered|generated[-_]?at|dom[-_]id"
    r"|permissions[-_]?hash",
    re.IGNORECASE,
)
"""Names of what is made anew for each answer."""

_SEEN = _names(
    "alt title placeholder label summary content value srcdoc style lang type name role href src srcset",
    "action poster data abbr aria-label aria-description aria-roledescription aria-valuetext",
    "aria-placeholder",
)
"""Attributes whose value is shown, read out or asked for: a name does not make them a secret."""

_IDS = _names(
    "id for headers list form aria-labelledby aria-describedby aria-controls aria-owns aria-details",
    "aria-activedescendant aria-flowto aria-errormessage usemap popovertarget data-target",
)
_ADDRESSES = _names("href src srcset action poster data data-src xlink:href formaction")
_ASSET_TAGS = _names("link script img source video audio track use image input")

_HEX = r"[0-9a-f]{8}-(?:[0-9a-f]{4}-){3}[0-9a-f]{12}|[0-9a-f]{32,}"
_LONG_HEX = re.compile(rf"(?<![0-9a-z])(?:{_HEX})(?![0-9a-z])", re.IGNORECASE)
_QUOTED_HEX = re.compile(rf"([\"'])(?:{_HEX})\1", re.IGNORECASE)
_GENERATED = re.compile(
    rf"(?:{_HEX})|(?<![0-9a-z])(?=[a-z]*\d)(?=\d*[a-z])[0-9a-f]{{8,}}(?![0-9a-z])|\d{{5,}}"
    r"|(?<![\w-])(?=[\w-]*+$)[\w-]*?--[\w-]{8}|^(?:ember|ext-gen|gwt-uid-|mui-|yui_|radix-|uid[-_]?|ui-id-)[\w-]*\d"
    r"|^(?:react-aria|headlessui|downshift)[\w:-]*\d|^:r\w*:$",
    re.IGNORECASE,
)
"""What makes an id look as if a program had made it."""

_SESSION = re.compile(
    r";jsessionid=[^?#;\"'\s]*|(?<=[?&;])(?:phpsessid|jsessionid|sid|session_?id|aspsessionid\w*|cfid|cftoken)"
    r"=[^&#;\"'\s]*",
    re.IGNORECASE,
)
_ASSET = re.compile(
    r"\.(?:css|m?js|woff2?|ttf|otf|eot|png|jpe?g|gif|svg|webp|avif|ico|json|map)\?", re.IGNORECASE
)
_BUSTER = re.compile(
    r"(?<=[?&;])((?:_|v|ver|version|t|ts|time|timestamp|cb|r|rnd|rand|random|nocache|cachebust(?:er)?|hash|build"
    r"|rev|q)=)[\w.%-]+|(?<=\?)[0-9a-z]{6,}(?=$|[\s\"',#])",
    re.IGNORECASE,
)
_SCRIPT_SECRET = re.compile(
    r"((?<![\w$-])(?=[\w$-]*?(?:csrf|xsrf|nonce|token|session_?id|request_?id|trace_?id|viewstate"
    r"|permissions_?hash|dom_id))[\w$-]++[\"']?\s*+[:=]\s*+)([\"'])(?=[^\"'\s<>]*\d)[^\"'\s<>/]{6,}+\2",
    re.IGNORECASE,
)
_WORD = re.compile(r"[\w:-]+")
_RANDOM = re.compile(r"(?=[^\d\s]*\d)(?=[^a-z\s]*[a-z])[\w+/=.:|-]{16,}", re.IGNORECASE)

_META_CHARSET = re.compile(rb"<meta[^>]{0,200}?charset\s*=\s*[\"']?\s*([\w.:-]+)", re.IGNORECASE)
_CHARSET = re.compile(r"charset\s*=\s*[\"']?\s*([\w.:-]+)", re.IGNORECASE)
_TEXT_TYPE = re.compile(r"text/|[\w./+-]*(?:html|xml|json|(?:java|ecma)script)")


def digests(text: str, at: datetime) -> tuple[str, str, str]:
    """Return the three digests of a source that was sent at a moment."""
    bare = steady(text)
    return digest(text), digest(bare), digest(without_moments(bare, at))


def is_same(text: str, at: datetime, known: tuple[str, ...]) -> bool:
    """Tell whether a source that was sent at a moment gives one of the digests that are known."""
    if len(known) < 3:
        return digest(text) in known
    if digest(text) == known[0]:
        return True
    bare = steady(text)
    return digest(bare) == known[1] or digest(without_moments(bare, at)) == known[2]


def digest(text: str | bytes) -> str:
    """Return 16 bytes of digest, in hexadecimal."""
    raw = text if isinstance(text, bytes) else text.encode("utf-8", "surrogatepass")
    return blake2b(raw, digest_size=16).hexdigest()


def steady(text: str) -> str:
    """Return a source without what nobody sees and what differs each time."""
    ids: dict[str, str] = {}

    def masked(token: re.Match[str]) -> str:
        match token.lastgroup:
            case "tag":
                return _tag(token[0], ids)
            case "comment":
                return ""
            case "content":
                return _tag(token["open"], ids) + _content(token["raw"].lower(), token["content"], ids)
            case _:
                return token[0]

    return _TOKEN.sub(masked, text)


def bare(text: str, at: datetime) -> str:
    """Return a piece of a page, such as an element or a sentence, without what differs each time it is sent.

    `at` (aware) is when the page was sent, or up to a day later.
    """
    return without_moments(_LONG_HEX.sub(MASK, steady(text)), at)


def bare_selector(selector: str) -> str:
    """Return a selector without the ids that a program made."""
    return _WORD.sub(lambda word: MASK if _GENERATED.search(word[0]) else word[0], selector)


def assets(text: str) -> Iterator[tuple[str, str]]:
    """Yield addresses in tags with a value that keeps them out of a cache: without it, and as they stand."""
    if not _ASSET.search(text):
        return
    for token in _TOKEN.finditer(text):
        tag = token["tag"] or token["open"]
        if tag and "?" in tag:
            for attribute in _ATTRIBUTES.finditer(tag, _after_name(tag)):
                value = (attribute["value"] or "").strip("\"'")
                if attribute["name"].lower() in _ADDRESSES and _ASSET.search(value):
                    for part in value.split(",") if attribute["name"].lower() == "srcset" else (value,):
                        address = (part.split() or [""])[0]
                        yield without_buster(address), address


def without_buster(address: str) -> str:
    """Return the address of a file without the value that keeps it out of a cache."""
    return (
        _BUSTER.sub(lambda found: f"{found[1] or ''}{MASK}", address) if _ASSET.search(address) else address
    )


def text_of(body: bytes, content_type: str) -> str | None:
    """Return the text of an answer in the encoding that it declares, else UTF-8; `None` for no text."""
    if not _TEXT_TYPE.match(content_type.strip().lower()):
        return None
    declared = _CHARSET.search(content_type)
    named = declared[1] if declared else ""
    if body.startswith(b"\xef\xbb\xbf"):
        body, named = body[3:], "utf-8"
    elif not named and (meta := _META_CHARSET.search(body[:2048])):
        named = meta[1].decode("ascii")
    try:
        return body.decode(named or "utf-8", "replace")
    except LookupError:
        return body.decode("utf-8", "replace")


def sent_at(headers: Mapping[str, str], now: datetime) -> datetime:
    """Return when an answer was made by the clock of its server, as far as that is known and can be."""
    try:
        at = parsedate_to_datetime(headers.get("date", ""))
    except (ValueError, IndexError, TypeError, OverflowError):
        return now
    at = at.replace(tzinfo=UTC) if at.tzinfo is None else at
    return at if abs(at - now) < MOST_WRONG else now


# -- parts


def _after_name(tag: str) -> int:
    name = _TAG_NAME.match(tag)
    return name.end() if name else 1


def _is_plain(tag: str) -> bool:
    """Tell whether nothing in a tag can differ each time."""
    if _SIGNS_OF_INTEREST.search(tag):
        return False
    low = tag.casefold()
    return not any(word in low for word in _WORDS_OF_INTEREST)


_is_known_plain = lru_cache(maxsize=4096)(_is_plain)
"""For short tags: most of those stand on many pages."""


def _tag(tag: str, ids: dict[str, str]) -> str:
    if _is_known_plain(tag) if len(tag) <= SHORT_TAG_CHARS else _is_plain(tag):
        return tag
    at = _after_name(tag)
    element = tag[1:at].lower()
    found = list(_ATTRIBUTES.finditer(tag, at))
    values = {a["name"].lower(): (a["value"] or "").strip("\"'") for a in found}
    named = " ".join(values.get(name, "") for name in ("name", "id", "property", "http-equiv", "itemprop"))
    is_hidden = element == "input" and values.get("type", "").lower() == "hidden"
    parts, last = [tag[:at]], at
    for attribute in found:
        value = attribute["value"]
        if not value:
            continue
        name = attribute["name"].lower()
        start, end = attribute.span("value")
        if value[0] in "\"'":
            start, end = start + 1, end - 1
        new = _value(element, name, tag[start:end], ids, named=named, is_hidden=is_hidden)
        parts += (tag[last:start], new)
        last = end
    return "".join((*parts, tag[last:]))


def _value(element: str, name: str, value: str, ids: dict[str, str], *, named: str, is_hidden: bool) -> str:
    if name == "nonce" or (name not in _SEEN and name not in _IDS and _SECRET.search(name)):
        return MASK
    if name == "value" and is_hidden and (_SECRET.search(named) or _RANDOM.fullmatch(value)):
        return MASK
    if name == "content" and element == "meta" and _SECRET.search(named):
        return MASK
    if name in _IDS:
        return _WORD.sub(lambda word: _renamed(word[0], ids), value)
    if name in _ADDRESSES:
        if value.startswith("#"):
            return f"#{_renamed(value[1:], ids)}"
        value = _SESSION.sub(MASK, value)
        return without_buster(value) if element in _ASSET_TAGS else value
    if name == "class" or (name.startswith("data-") and name not in _SEEN):
        return _LONG_HEX.sub(MASK, value)
    return value


def _renamed(word: str, ids: dict[str, str]) -> str:
    """Return an id that a program made as its number among those of the page, others as they are."""
    if word not in ids and not _GENERATED.search(word):
        return word
    return ids.setdefault(word, f"{MASK}{len(ids)}")


def _content(element: str, content: str, ids: dict[str, str]) -> str:
    if element not in {"script", "style"}:
        return content
    if element == "script":
        content = _SCRIPT_SECRET.sub(rf"\1{MASK}", content)
        content = _QUOTED_HEX.sub(MASK, content)
    if ids:
        content = _WORD.sub(lambda word: ids.get(word[0], word[0]), content)
    return content
