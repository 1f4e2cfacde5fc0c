"""E-mail addresses that a reader can write to: none that only send, no examples, no other bodies."""

import re
from urllib.parse import unquote

from checks.facts.bodies import Bodies
from checks.facts.page import Page
from drempel.model.facts import Evidence

_LOCAL = r"[A-Za-z0-9][A-Za-z0-9._%+-]{0,63}"
_HOST = r"[A-Za-z0-9](?:[A-Za-z0-9-]{0,62}\.)+[A-Za-z]{2,12}"
_EMAIL = re.compile(rf"(?<![\w.@/])({_LOCAL})(?:@|\s@\s?|@\s)({_HOST})(?![\w@])")
_UNSEEN = dict.fromkeys(map(ord, "\u00ad\u200b\u200c\u200d\u2060\ufeff"))
"""Signs without width, put in addresses so that they may break, or so that robots do not read them."""
# Written so that robots do not read it: name(at)host.be, name [at] host [dot] be.
_HIDDEN = re.compile(
    rf"(?<![\w.@])({_LOCAL})\s?(?:\(at\)|\[at\]|\{{at\}}|\(@\)|\[@\]|\(apenstaart(?:je)?\)|\[apenstaart(?:je)?\]|\sat\s|\sapenstaart(?:je)?\s)\s?"
    r"([A-Za-z0-9-]{1,63}(?:\s?(?:\.|\(dot\)|\[dot\]|\(punt\)|\[punt\]|\sdot\s|"
    r"\spunt\s)\s?[A-Za-z0-9-]{1,63}){1,4})(?![\w@])",
    re.IGNORECASE,
)
_DOT = re.compile(r"\s?(?:\.|\(dot\)|\[dot\]|\(punt\)|\[punt\]|\sdot\s|\spunt\s)\s?", re.IGNORECASE)
_SENDS_ONLY = re.compile(
    r"^(?:no[._-]?reply|do[._-]?not[._-]?reply|niet[._-]?(?:be)?antwoorden|noreply.*|"
    r"mailer-daemon|postmaster)$"
)
_EXAMPLE = re.compile(
    r"^(?:naam|jouwnaam|uwnaam|jenaam|voornaam[._-]?(?:achter|familie)?naam|voorbeeld|"
    r"example|john\.doe|jan\.janssens?|email|e-mail|user|gebruiker|iemand)$"
)


def emails_of(page: Page, bodies: Bodies) -> tuple[tuple[str, ...], tuple[Evidence, ...]]:
    """Return the addresses in lower case, in reading order, with their places."""
    found: dict[str, Evidence] = {}
    refused: set[str] = set()
    for line in page.lines:
        if line.zone == "cookie":
            continue
        for address, start in _in_text(line.text):
            if address in found or not _is_of_people(address):
                continue
            domain = address.rpartition("@")[2]
            if bodies.is_foreign_domain(domain):
                refused.add(address)
                continue
            found[address] = page.evidence(line.owner(start), line.text)
    for link in page.links:
        if link.zone == "cookie":
            continue
        protected = link.node.get("data-cfemail")
        for address in _in_link(link.href, protected):
            if address in found or address in refused or not _is_of_people(address):
                continue
            if not bodies.is_foreign_domain(address.rpartition("@")[2]):
                found[address] = page.evidence(link.node, link.text or address)
    for node in page.dom.select("[data-cfemail]"):
        for address in _in_link("", node.get("data-cfemail") if page.is_there(node) else ""):
            if address not in found and _is_of_people(address):
                found[address] = page.evidence(node, node.text)
    return tuple(found), tuple(found.values())


def _in_text(text: str) -> list[tuple[str, int]]:
    found = []
    if not text.isascii():
        text = text.translate(_UNSEEN)
    if "@" in text:
        found += [
            (f"{match[1]}@{match[2]}".lower().rstrip("."), match.start()) for match in _EMAIL.finditer(text)
        ]
    low = text.lower()
    if "at" in low or "apenstaart" in low or "@" in low:
        for match in _HIDDEN.finditer(text):
            # "kijk at home.be" is no address; a bare word needs a dot that is written out, or brackets.
            domain = _DOT.sub(".", match[2]).lower()
            if "." not in domain or len(domain.rpartition(".")[2]) not in range(2, 13):
                continue
            if not re.search(r"[(\[{]", match[0]) and not re.search(r"\b(?:mail|e-mail|email)\b", low):
                continue
            found.append((f"{match[1].lower()}@{domain}", match.start()))
    return sorted(found, key=lambda one: one[1])


def _in_link(href: str, protected: str) -> list[str]:
    if protected:
        href = "mailto:" + unprotected(protected)
    if not href.lower().startswith("mailto:"):
        return []
    return [match[0].lower() for match in _EMAIL.finditer(unquote(href[7:]).split("?")[0])]


def unprotected(code: str) -> str:
    """Return the address that Cloudflare's protection writes as hexadecimal digits, empty when broken.

    The first byte is the key; the others are the letters, each combined with it (exclusive or).
    """
    try:
        data = bytes.fromhex(code)
    except ValueError:
        return ""
    return bytes(byte ^ data[0] for byte in data[1:]).decode("utf-8", "ignore") if data else ""


def _is_of_people(address: str) -> bool:
    local = address.partition("@")[0]
    return not (_SENDS_ONLY.match(local) or _EXAMPLE.match(local))
