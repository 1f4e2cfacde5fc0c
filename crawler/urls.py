"""Addresses: made absolute, brought to one normal form, and reduced to the page they stand for.

Parsing is left to ada, which follows the URL Standard as browsers do, so that the host and path we
judge are the host and path that the browser asks for. Nothing here touches the network.
"""

import re
from dataclasses import dataclass
from functools import lru_cache
from typing import Final
from urllib.parse import quote

from ada_url import URL

MAX_LENGTH = 8_192
"""Longer addresses are not followed; common servers refuse a request line above 8 KiB."""

_REMEMBERED: Final = 2_048
"""Addresses whose forms are remembered: each is asked for several times, by who queues and visits it."""

DEFAULT_PORTS = {"http:": 80, "https:": 443}

_UNSAFE = re.compile(r"[|^`{}\\]")
"""What the URL Standard leaves as it is in some places and RFC 3986 wants escaped."""

_ESCAPE = re.compile(r"%(?:([0-9A-Fa-f]{2})|)")
_UNRESERVED = frozenset("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-._~")

_TRACKING_PREFIXES = (
    "utm_",
    "hsa_",
    "mtm_",
    "piwik_",
    "matomo_",
    "vero_",
    "sfmc_",
    "adobe_mc",
    "wt.mc",
    "wt_mc",
)
_TRACKING_NAMES = """
    pk_campaign pk_kwd pk_keyword pk_source pk_medium pk_content pk_cid pk_cpn pk_group pk_placement
    at_medium at_campaign at_format at_variant at_network at_creation at_emailtype at_send_date at_link
    at_link_id at_link_origin at_ptr_name at_recipient_id at_recipient_list xtor
    fbclid fb_action_ids fb_action_types fb_source fb_ref igshid igsh gclid gclsrc gad_source gad_campaignid
    dclid gbraid wbraid srsltid msclkid yclid ysclid _openstat twclid __twitter_impression ttclid li_fat_id
    rdt_cid epik sccid qclid obclid dicbo tblci irclickid rb_clickid _branch_match_id _gl _ga _gac sfnsn
    mc_cid mc_eid mc_tc ml_subscriber ml_subscriber_hash mkt_tok _hsenc _hsmi _hsfp __hssc __hstc __hsfp
    hsctatracking oly_anon_id oly_enc_id elq elqtrackid elqaid elqat elqak elqcst elqcampaignid spmailingid
    spjobid spreportid spuserid s_cid s_kwcid ef_id wt.tsrc cmpid dm_i dm_t _ke _kx vgo_ee wickedid
    trk_contact trk_msg trk_module trk_sid nr_email_referer mkwid pcrid
"""
_TRACKING = frozenset(_TRACKING_NAMES.split())
"""Parameters that tell where a visitor came from, never which page is shown; in lower case."""

SESSION = re.compile(
    r"phpsess(?:id|ion)?|jsession(?:id)?|asp(?:\.net)?_?sessionid\w*|cf(?:id|token)|zenid|oscsid|osadminid"
    r"|sess(?:ion|ie)?[-_]?(?:id|token|key)?|s_?id|sess",
    re.IGNORECASE,
)
SESSION_PATH = re.compile(r";(?:jsessionid|phpsessid|sid|sessionid)=[^/;?]*", re.IGNORECASE)
SESSION_SEGMENT = re.compile(r"/\((?:[A-Z]\([0-9A-Za-z_-]{16,}\))+\)(?=/)")
"""The way ASP.NET keeps a session without a cookie: `/(S(lit3py55t21z5v55vlm25s55))/`."""

_ALWAYS_SESSION = re.compile(r"phpsess|jsession|asp|cf|zenid|oscsid", re.IGNORECASE)
TOKEN = re.compile(
    r"(?=\d*[A-Za-z])(?=[A-Za-z]*\d)[0-9A-Za-z]{12,}|\d{16,}|[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}",
    re.IGNORECASE,
)
"""A value that looks drawn at random, as UUIDs do."""

MERGE_RULES = ("tracking", "session", "query-order", "scheme", "www", "index-file", "trailing-slash")
"""The rules that join two addresses by how they are written; the first three are certain."""


@dataclass(frozen=True, slots=True)
class PageIdentity:
    """The address by which a page is known, and the names of the rules that led to it."""

    page_url: str
    rules: tuple[str, ...] = ()


def parse(url: str, base: str | None = None) -> URL | None:
    """Return an http or https address taken apart as a browser does, or `None` if it is none."""
    try:
        parsed = URL(url, base) if base else URL(url)
    except ValueError:
        return None
    return parsed if parsed.protocol in DEFAULT_PORTS else None


def absolute(href: str, base: str) -> str | None:
    """Return where a link leads, without fragment and credentials; `None` if not to a web page.

    Never raises: malformed links and those with another scheme (mailto, tel, javascript, data) are `None`.
    """
    if len(href) > MAX_LENGTH:
        return None
    parsed = parse(href, base) or parse(href)
    if parsed is None:
        return None
    _strip(parsed)
    address = str(parsed.href)
    return address if len(address) <= MAX_LENGTH else None


@lru_cache(_REMEMBERED)
def normal_form(url: str) -> str:
    """Return the one spelling of an address; anything but an http(s) address is returned unchanged.

    What the URL Standard does (lower-case scheme and host, IDNA, default port, dot segments, odd IP
    numbers), and beyond it: no credentials, fragment (also `#!` and `#/`: the server never sees them),
    final dot of the host or empty query; escapes in upper case and only where needed (RFC 3986, 6.2.2).
    The order of the query, capitals in the path and double slashes are kept: they may mean something.
    """
    parsed = parse(url)
    return url if parsed is None else _normalise(parsed)


@lru_cache(_REMEMBERED)
def page_identity(url: str) -> PageIdentity:
    """Return the page that an address stands for: normal form without tracking and session marks.

    The query is put in order, and empty parts of it (`?a&&b&`) go. `rules` holds `tracking`, `session` and
    `query-order` where they changed something, so that a merge of two addresses can be explained.
    Parameters nobody knows are kept, random as they may look; so are those without a value.
    """
    normal = normal_form(url)
    if "?" not in normal and ";" not in normal and "/(" not in normal:
        return PageIdentity(normal)
    rules = []
    address, _, query = normal.partition("?")
    bare = normal_form(SESSION_SEGMENT.sub("", SESSION_PATH.sub("", address)))
    pairs = query.split("&") if query else []
    kept = [pair for pair in pairs if not _is_tracking(pair)]
    if len(kept) < len(pairs):
        rules.append("tracking")
    lasting = [pair for pair in kept if not _is_session(pair)]
    if bare != address or len(lasting) < len(kept):
        rules.append("session")
    ordered = sorted(filter(None, lasting))
    if ordered != lasting:
        rules.append("query-order")
    page_url = f"{bare}?{'&'.join(ordered)}" if ordered else bare
    return PageIdentity(page_url, tuple(rules)) if rules else PageIdentity(normal)


def likeness(url: str) -> PageIdentity:
    """Return a key that addresses share which are *probably* one page; only their content can prove it.

    Folds `scheme`, `www`, `index-file` and `trailing-slash`; the key is not an address to be asked.
    """
    identity = page_identity(url)
    rules = list(identity.rules)
    key = identity.page_url
    for rule, pattern, replacement in _LIKENESS:
        folded = pattern.sub(replacement, key, count=1)
        if folded != key:
            rules.append(rule)
            key = folded
    return PageIdentity(key, tuple(rules))


def merged_by(url: str, kept: str) -> tuple[str, ...]:
    """Return the `MERGE_RULES` by which an address is taken for the page that is kept.

    Empty if their spelling does not tell: then a redirect, a canonical address or the content did.
    """
    one, other = likeness(url), likeness(kept)
    if one.page_url != other.page_url or normal_form(url) == normal_form(kept):
        return ()
    differ = {*one.rules} ^ {*other.rules}
    # Both may bear marks of a visitor, only other ones.
    return tuple(rule for rule in MERGE_RULES if rule in (differ or {*page_identity(url).rules}))


_INDEX_FILE = re.compile(
    r"/(?:(?:index|default|home|main|welcome)\.(?:[xs]?html?|php\d?|aspx?|jspx?|cfm|cgi|do)|home|index)"
    r"/?(?=\?|$)|/index\.php/",
    re.IGNORECASE,
)
_LIKENESS = (
    ("scheme", re.compile(r"^https://"), "http://"),
    ("www", re.compile(r"^http://www\."), "http://"),
    ("index-file", _INDEX_FILE, "/"),
    ("trailing-slash", re.compile(r"(?<=[^/])/+(?=\?|$)"), ""),
)


@lru_cache(_REMEMBERED)
def host_key(url: str) -> str:
    """Return `host:port` of an address, the port always written; empty if it is no http(s) address."""
    parsed = parse(url)
    if parsed is None:
        return ""
    return f"{parsed.hostname.rstrip('.')}:{parsed.port or DEFAULT_PORTS[parsed.protocol]}"


@lru_cache(_REMEMBERED)
def origin(url: str) -> str:
    """Return scheme, host and port of an address, e.g. `https://stad.example`; empty if it has none."""
    parsed = parse(url)
    return "" if parsed is None else f"{parsed.protocol}//{parsed.host}"


def machine(key: str) -> str:
    """Return the part of a `host_key` that one web server answers for, whether by http or https."""
    host, _, port = key.rpartition(":")
    return host if port in {"80", "443"} else key


def website(key: str) -> str:
    """Return what a `host_key` has in common with its other names: http, https, with and without `www.`."""
    return machine(key).removeprefix("www.")


def comparable(text: str) -> str:
    """Return an address or a part of one in a spelling in which equal parts are equal.

    Everything is escaped that cannot stand in an address, and the apostrophe, which the URL Standard
    escapes in some places only; what need not be escaped is not. Bytes that are no UTF-8, decoded by
    `surrogateescape`, are escaped as the bytes they were.
    """
    return _ESCAPE.sub(_escape, quote(text.encode("utf-8", "surrogateescape"), safe="%/:?#[]@!$&()*+,;=~"))


def _strip(parsed: URL) -> None:
    """Drop what is never sent to the server, or must not be: fragment and credentials."""
    if parsed.username or parsed.password:
        parsed.username = parsed.password = ""
    del parsed.hash


def _normalise(parsed: URL) -> str:
    _strip(parsed)
    host = parsed.hostname
    if host.endswith(".") and not host.endswith("..") and host != ".":
        parsed.hostname = host[:-1]
    href = str(parsed.href)
    if not parsed.search:
        href = href.removesuffix("?")
    href = _UNSAFE.sub(lambda found: quote(found[0], safe=""), href)
    return _ESCAPE.sub(_escape, href) if "%" in href else href


def _escape(found: re.Match[str]) -> str:
    code = found[1]
    if code is None:
        # A lone percent sign: escaped, or decoding its neighbours could make a new escape of it.
        return "%25"
    char = chr(int(code, 16))
    return char if char in _UNRESERVED else f"%{code.upper()}"


def _is_tracking(pair: str) -> bool:
    name = pair.partition("=")[0].lower()
    return name in _TRACKING or name.startswith(_TRACKING_PREFIXES)


def _is_session(pair: str) -> bool:
    """Tell whether a parameter is a session id: by a name used for nothing else, or name and random value."""
    name, _, value = pair.partition("=")
    if not SESSION.fullmatch(name):
        return False
    return bool(_ALWAYS_SESSION.match(name) or TOKEN.fullmatch(value))
