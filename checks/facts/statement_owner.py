"""Whose statement it is: commitment, law, level of government, and for which site it holds."""

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import zip_longest
from urllib.parse import urlsplit

from checks.facts.statement_lines import Line, plain
from checks.facts.statement_parts import Parts, Sentence
from checks.facts.statement_words import names, pattern, table
from drempel.dom import Dom
from drempel.model.statement import Evidence

Found = tuple[str, Evidence]

_HOST = re.compile(
    r"(?<![@\w.-])(?:https?://)?((?:[a-z0-9](?:[a-z0-9-]*[a-z0-9])?\.)+[a-z]{2,24})(?![\w@-])", re.IGNORECASE
)
_NO_HOST = re.compile(r"\.(?:pdf|docx?|html?|php|aspx?|jpe?g|png|js|net)$", re.IGNORECASE)
_THIS_SITE = re.compile(
    r"\b(?:deze|onze|dit|this|our|ce|notre|présent) (?:web)?(?:site|website|webstek|portaal|platform"
    r"|portail)|alle pagina's",
    re.IGNORECASE,
)
_AN_APP = re.compile(r"\bapps?\b|mobiele (?:app|toepassing)|application mobile", re.IGNORECASE)
_NOT_FOR = re.compile(
    r"\b(?:maar )?niet (?:voor|op)\b[^.;]*|\b(?:pas|not) (?:au?x?|[àa] la|to|for)\b[^.;]*", re.IGNORECASE
)
_A_SITE = re.compile(r"web-?site|\bsites?\b|webpagina|webstek", re.IGNORECASE)
_SHARED = frozenset({"vlaanderen.be", "fgov.be", "belgium.be", "wallonie.be", "brussels.be", "irisnet.be"})
"""Names under which each body has a site of its own."""
_STATEMENT = re.compile(
    r"toegankelijkheids?-?verklaring|accessibility statement|d[ée]claration d'accessibilit[ée]", re.IGNORECASE
)
_TITLE_WORDS = re.compile(
    r"toegankelijkheids?-?verklaring|toegankelijkheid|d[ée]claration|accessibilit[ée]|accessibility"
    r"|statement|website",
    re.IGNORECASE,
)
_NO_NAMES = frozenset(table()["levels"]["no_names"].split())
_WEAK = ("wil", "vind", "hecht")
_LOCAL = re.compile(r"^(?:localhost$|127\.|\[?::1|0\.0\.0\.0$)")
_LAW_NAMES = re.compile(
    r"vlaamse? bestuurs?\s?decreet|\b(?:wet|loi) (?:van"
    r"|du) \d+ \w+ \d{4}[^.]{0,160}?(?:overheidsinstanties|secteur public)",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Owner:
    """Who shows the page: its host (empty where it is unknown), what stands around it, its language.

    `called`: what the page calls itself, in its title and its header.
    """

    host: str
    names: str
    lang: str
    called: str = ""


def owner_of(dom: Dom, lines: Sequence[Line]) -> Owner:
    """Return whose page it is, by its address, title and header."""
    around = [line for line in lines if line.is_chrome]
    header = " | ".join(line.text for line in around)[:600]
    # The names in a menu or footer are those of other pages.
    brand = " | ".join(
        line.text for line in around if line.node and line.node.closest("nav", "footer") is None
    )[:300]
    site_name = " | ".join(
        node.get("content")
        for node in dom.select("meta[property='og:site_name'], meta[name='application-name']")
    )
    return Owner(
        own_host(dom),
        plain(f"{dom.title} | {site_name} | {header}"),
        dom.root.get("lang").lower(),
        plain(f"{dom.title} | {site_name} | {brand}"),
    )


def own_host(dom: Dom) -> str:
    """Return the host of a page, of a file what it says of itself; empty where neither is known."""
    given = [dom.url]
    given += [node.get("href") for node in dom.select("link[rel=canonical]")]
    given += [node.get("content") for node in dom.select("meta[property='og:url']")]
    for url in given:
        parts = urlsplit(url.strip())
        host = (parts.hostname or "").lower() if parts.scheme in {"http", "https"} else ""
        if host and not _LOCAL.match(host):
            return host
    return ""


def site_of(host: str) -> str:
    """Return the part of a host that one body registers, e.g. `stad.be` or `duinen.vlaanderen.be`."""
    labels = host.lower().removeprefix("www.").split(".")
    depth = 3 if ".".join(labels[-2:]) in _SHARED else 2
    return ".".join(labels[-depth:])


def commitment(parts: Parts, *, is_strict: bool = False) -> Sentence | None:
    """Return the first sentence in which the body binds itself to be accessible.

    `is_strict`: in so many words. Otherwise a duty that it names will do, in what is known to be a statement.
    """
    verbs, aim, site = (pattern("words", name) for name in ("commitment", "accessible", "site"))
    usable = [s for s in parts.without("items", "feedback", "enforcement") if not s.placed.is_heading]
    for at, sentence in enumerate(usable):
        found = verbs.search(sentence.text)
        if found is None:
            continue
        is_weak = found[0].lower().startswith(_WEAK)
        before = " ".join(one.text for one in usable[max(0, at - 2) : at])
        has_aim = aim.search(sentence.text) or (not is_weak and aim.search(before))
        if sentence.part == "commitment" and not is_weak:
            return sentence
        if has_aim and (site.search(sentence.text) or not is_weak):
            return sentence
    if is_strict:
        return None
    # "Wij bouwen aan een site voor iedereen", "Het decreet vraagt ons …": before anything else is said.
    duty, other = pattern("words", "duty"), pattern("words", "no_commitment")
    for sentence, after in zip_longest(usable, usable[1:]):
        text = _STATEMENT.sub("", sentence.text)
        if sentence.part not in {"intro", "commitment", "other"} or other.search(text):
            continue
        told = f"{text} {after.text}" if after and after.placed == sentence.placed else text
        is_first = sentence.part != "other" or duty.search(told)
        says_why = site.search(text) or verbs.search(text) or duty.search(told)
        if is_first and says_why and aim.search(text):
            return sentence
    return None


def law(parts: Parts, bound: Sentence | None) -> Found | None:
    """Return the national law that is named; the one of the commitment goes first."""
    usable = list(parts.sentences)
    if bound is not None:
        usable.insert(0, bound)
    for sentence in usable:
        for name in names("laws"):
            if pattern("laws", name).search(sentence.text):
                return name, sentence.evidence()
    return None


def law_fits(name: str, owner: Owner, bound: Sentence | None, hosts: Sequence[str] = ()) -> bool | None:
    """Say whether a law holds for the body that shows the page; `None` where its level is unknown.

    `hosts` are those of the sites that the statement names as its own, for a page of unknown address.
    """
    level = level_of(owner, bound, hosts)
    fitting = {"bestuursdecreet": "flemish", "wet 2018": "federal", "Waals decreet": "walloon"}[name]
    if level == "brussels":
        # Regional, bicultural and federal bodies stand side by side there.
        return False if name == "bestuursdecreet" else None
    if level:
        return level == fitting
    if name == "Waals decreet" and owner.lang[:2] in {"fr", "de"}:
        return True
    # The decree holds for all that is Flemish; a page in Dutch that shows no other level is.
    return True if name == "bestuursdecreet" else None


def level_of(owner: Owner, bound: Sentence | None, hosts: Sequence[str] = ()) -> str:
    """Return `federal`, `flemish`, `walloon` or `brussels`, empty where nothing shows which."""
    levels = ("federal", "walloon", "brussels", "flemish")
    for level in levels:
        wanted = pattern("levels", f"{level}_hosts")
        if any(wanted.search(host) for host in ([owner.host] if owner.host else hosts)):
            return level
    said = _LAW_NAMES.sub("", bound.text) if bound is not None else ""
    # A text that was copied names who wrote it: what the page calls itself goes first.
    for names_of in (owner.called, f"{owner.names} | {said}"):
        for level in levels:
            if pattern("levels", f"{level}_words").search(names_of):
                return level
    return ""


def scope(parts: Parts, owner: Owner, emails: Sequence[str]) -> Found | None:
    """Return whether the statement holds for this site or only for another; `None` if it does not say."""
    said = pattern("words", "scope")
    stated = [s for s in parts.sentences if said.search(s.text) and not s.placed.is_heading]
    stated += [s for s in parts.within("scope") if not s.placed.is_heading and s not in stated]
    # "Van toepassing op:", and the addresses in a list below.
    said_so = [at for at, s in enumerate(parts.sentences) if s in stated and s.text.rstrip().endswith(":")]
    listed = [s for at in said_so for s in parts.sentences[at + 1 : at + 9] if s.placed.line.item is not None]
    stated += [s for s in listed if s not in stated]
    stated = [s for s in stated if s.part not in {"enforcement"} and "[" not in s.text]
    bound = commitment(parts)
    kinds = [(kind, s) for s in stated if (kind := _scope_in(s, owner, bound, emails))]
    # Of a list of sites one is enough.
    mine = [one for one in kinds if one[0] == "own" and one[1] in listed]
    if kinds:
        kind, sentence = mine[0] if kinds[0][1] in listed and mine else kinds[0]
        return kind, sentence.evidence()
    return None if stated else _scope_by_name(parts, owner, bound, emails)


def _scope_by_name(parts: Parts, owner: Owner, bound: Sentence | None, emails: Sequence[str]) -> Found | None:
    """Return `own` where the site is named outside a sentence that says for what the statement holds."""
    # "De gemeente verbindt zich ertoe www.gemeente.be toegankelijk te maken."
    if bound is not None and hosts_in(bound) and (kind := _scope_in(bound, owner, bound, emails)):
        return kind, bound.evidence()
    for sentence in parts.without("items", "feedback", "enforcement", "preparation"):
        hosts = [
            host
            for host in hosts_in(sentence)
            if not pattern("words", "host_of_others").search(host)
            or host.removeprefix("www.") == owner.host.removeprefix("www.")
        ]
        if hosts and _scope_in(sentence, owner, bound, emails) == "own":
            return "own", sentence.evidence()
    return None


def hosts_named(parts: Parts) -> list[str]:
    """Return the hosts for which the statement says that it holds."""
    said = pattern("words", "scope")
    return [
        host
        for s in parts.sentences
        if s.part == "scope" or said.search(s.text) or said.search(s.heading)
        for host in hosts_in(s)
    ]


def hosts_in(sentence: Sentence) -> list[str]:
    """Return the hosts that a sentence names or links to."""
    named = [m[1].lower() for m in _HOST.finditer(sentence.text)]
    linked = [urlsplit(url).hostname or "" for _, url in sentence.placed.line.links if url.startswith("http")]
    return [host for host in dict.fromkeys((*named, *linked)) if host and not _NO_HOST.search(host)]


def _scope_in(sentence: Sentence, owner: Owner, bound: Sentence | None, emails: Sequence[str]) -> str:
    hosts = hosts_in(sentence)
    # "Voor de app, niet voor de website."
    text = _NOT_FOR.sub("", sentence.text)
    if not hosts:
        if _AN_APP.search(text) and not _A_SITE.search(text):
            return "other"
        return "own" if _THIS_SITE.search(text) or _names_owner(text, owner) else ""
    if owner.host:
        own = site_of(owner.host)
        if any(site_of(host) == own for host in hosts):
            return "own"
        return "" if _THIS_SITE.search(text) else "other"
    return _of_unknown_address(hosts, owner, bound, emails)


def _names_owner(text: str, owner: Owner) -> bool:
    """Say whether a text names what the page calls itself: "de website van Stad Meerdonck"."""
    said = set(re.findall(r"[A-ZÀ-Ý][\w-]{3,}", text.split(" ", 1)[-1]))
    return bool(said & set(re.findall(r"[A-ZÀ-Ý][\w-]{3,}", owner.names)))


def _of_unknown_address(
    hosts: Sequence[str], owner: Owner, bound: Sentence | None, emails: Sequence[str]
) -> str:
    """Judge a scope on a page of unknown address, by what the page calls itself and its e-mail addresses."""
    if any(_is_named(host, owner) for host in hosts):
        return "own"
    mine = _proper_names(_TITLE_WORDS.sub("", owner.called))
    theirs = _proper_names(bound.text.partition(" ")[2]) if bound is not None else set()
    if not mine or (mine & theirs):
        return "own"
    if not theirs:
        return "own"
    has_mail = any(
        site_of(address.rpartition("@")[2]) == site_of(host) for address in emails for host in hosts
    )
    # The mail goes where the scope points, and neither is who shows the page.
    return "other" if has_mail else "own"


def _is_named(host: str, owner: Owner) -> bool:
    said = _letters(owner.names)
    words = re.split(r"[\W\d]+", host.removeprefix("www."))[:-1]
    return any(len(_letters(word)) > 3 and _letters(word) in said for word in words)


def _letters(text: str) -> str:
    """Return a text as it would stand in a host: without accents, spaces and signs."""
    bare = unicodedata.normalize("NFD", text.lower())
    return re.sub(r"[^a-z0-9]", "", bare)


def _proper_names(text: str) -> set[str]:
    return {_letters(name) for name in re.findall(r"[A-ZÀ-Ý][\w-]{2,}", text)} - _NO_NAMES
