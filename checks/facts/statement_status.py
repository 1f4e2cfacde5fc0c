"""The status that a statement gives, and the norm against which."""

import re
from collections.abc import Callable, Sequence

from checks.facts.statement_parts import Parts, Sentence
from drempel.model.statement import Evidence

CONTRADICTORY = "tegenstrijdig"

_SUBJECT = re.compile(
    r"\b(?:web)?sites?\b|\bwebsites?\b|\bweb-?pagina|\bapps?\b|applicatie|toepassing|platform|portaal"
    r"|portail|\bplatforms?\b|"
    r"\b(?:we|wij|nous|we)\b|application|loket",
    re.IGNORECASE,
)
_CONFORM = r"(?:compliant|conform(?:e|es|ant)?\b|in overeenstemming|toegankelijk|accessibles?\b|compatib\w+)"
_PART = r"(?:gedeeltelijk|deels|ten dele|voor een (?:groot )?deel|partially|partly|partiellement|en partie)"
_WHOLE = r"(?:volledig|helemaal|integraal|geheel|fully|entirely|totalement|enti[èe]rement|pleinement)"
_BETWEEN = r"(?:[^\w;:]+[\w'-]+){0,11}?[^\w;:]+"
_NOT_ALL = r"(?!\W+(?:volledig|helemaal|overal|altijd|alle|aan alle|geheel|100))"
_STATUSES = {
    "N": re.compile(
        r"voldoe[tn]?(?:\W+(?:website|site|app|we|wij|deze|onze|de|nog|momenteel|op|dit|moment|vandaag"
        r"|voorlopig"
        rf"|nu|dus|echter|jammer|genoeg)){{0,6}}\W+niet\b{_NOT_ALL}"
        r"|\bniet[- ](?:compliant|conform\b|in overeenstemming|compatibel)|\bniet voldoe[tn]\b"
        r"|\b(?:is|zijn)(?: nog| momenteel)* niet toegankelijk\b"
        r"|\bnon[- ](?:compliant|conforme\b)|\b(?:is|are) not (?:yet )?(?:compliant|conform)"
        r"|(?:n'est|ne sont) (?:actuellement )?pas (?:encore )?(?:conformes?\b|en conformit)"
        r"|does not (?:yet )?(?:comply|conform|meet|satisfy)\b(?! all)",
        re.IGNORECASE,
    ),
    "G": re.compile(
        rf"(?:voldoe[tn]?|complies|conforms|meets){_BETWEEN}{_PART}\b"
        rf"|{_PART}(?:\W+\w+){{0,2}}?\W+(?:{_CONFORM}|voldo|complies|meets)"
        rf"|{_CONFORM}\W+{_PART}|conformit[ée] partielle|partielle conformit|partial (?:compliance"
        rf"|conformance)",
        re.IGNORECASE,
    ),
    "V": re.compile(
        rf"(?:voldoe[tn]?|complies|conforms){_BETWEEN}(?:{_WHOLE}|100 ?%)\b"
        rf"|{_WHOLE}(?:\W+\w+){{0,2}}?\W+(?:{_CONFORM}|voldo|complies|meets)"
        r"|conformit[ée] totale|totale conformit|full (?:compliance|conformance)",
        re.IGNORECASE,
    ),
}
_OF_A_PART = re.compile(
    r"\b(?:delen|onderdelen|inhoud|pagina's|documenten|elementen|sommige|bepaalde|enkele|volgende|pdf\S*"
    r"|bestanden"
    r"|video\S*|afbeelding\w*|indien|als|wanneer|die|contenus?|certain\w*|parties|some|parts)\b",
    re.IGNORECASE,
)
"""What is before "not" where something of the site, or a thought of it, does not meet the norm."""
_MACHINE = {
    "V": re.compile(
        r"^(?:full(?:y)?[-_ ]?(?:compliant|conformant)?|volledig.*|total.*|compliant|conformant|V)$",
        re.IGNORECASE,
    ),
    "G": re.compile(
        r"^(?:partial(?:ly)?[-_ ]?(?:compliant|conformant)?|gedeeltelijk.*|deels.*|partiel.*|G)$",
        re.IGNORECASE,
    ),
    "N": re.compile(
        r"^(?:non?[-_ ]?(?:compliant|conformant)|not[-_ ]?(?:compliant|conformant)?|niet.*|none|N)$",
        re.IGNORECASE,
    ),
}
_CHOICE = re.compile(
    rf"\[[^\]]*(?:{_PART}|{_WHOLE})|{_WHOLE}[^.]{{0,40}}{_PART}[^.]{{0,40}}\b(?:of|ou"
    rf"|or)\b[^.]{{0,20}}\b(?:niet|non|pas|not)\b"
    r"|\b(?:kan|kunnen|moet|moeten|zou|zouden|zal|zullen|willen|wil|streven"
    r"|streeft)\b[^.]{0,40}\b(?:volledig|gedeeltelijk)\b",
    re.IGNORECASE,
)
_NOT_WHOLE = re.compile(
    rf"\b(?:bijna|nagenoeg|vrijwel|zo goed als|haast|presque|almost)\W+{_WHOLE}|"
    rf"\b(?:niet|nog niet|pas|not)\W+(?:\w+\W+)?{_WHOLE}|{_WHOLE}\W+(?:niet|pas)\b",
    re.IGNORECASE,
)
_NAMED = re.compile(
    r"^\W*(?:nalevings?-?|conformiteits-?)?(?:status|niveau|conformiteit|conformité"
    r"|naleving)\b[^.:]{0,30}:",
    re.IGNORECASE,
)
_WCAG = re.compile(
    r"(?:WCAG|Web Content Accessibility Guidelines)[^.\d]{0,40}?(2\.[0-2])(?!\.\d)", re.IGNORECASE
)
_LEVEL = re.compile(
    r"(?:[Nn]iveau|NIVEAU|[Ll]evel|[Nn]iv\.)\W{1,3}(A{1,3})\b(?!-)|\bA{2,3}(?=[- ]niveau\b)"
    r"|(?<=2\.[0-2])[\s,:(-]{0,4}(A{1,3})\b"
    r"|\b(A{1,3})[- ]niveau\b|\b(AA|AAA)\b"
)
_DOUBLE_A = re.compile(r"\b(?:dubb?ele?|double)[- ]A\b", re.IGNORECASE)
_EN = re.compile(r"EN[\s-]?301[\s-]?549\b(?::\d{4})?[^.\d]{0,25}(\d\.\d\.\d)\b", re.IGNORECASE)
Found = tuple[str, Evidence]


def status(parts: Parts) -> Found | None:
    """Return the one status that the text states of site or app, or that it states two."""
    seen: dict[str, Sentence] = {}
    for sentence in parts.without("items", "enforcement", "feedback"):
        for key in _statuses(sentence):
            seen.setdefault(key, sentence)
    if not seen:
        # "De website voldoet gedeeltelijk, want:" may stand above the list.
        seen = {key: s for s in parts.within("items") for key in _statuses(s) if _SUBJECT.search(s.text)}
    else:
        for sentence in parts.within("items"):
            if sentence.placed.line.item is None and re.search(r"voldoe[tn]", sentence.text):
                for key in _statuses(sentence):
                    seen.setdefault(key, sentence)
    if not seen:
        return None
    first = next(iter(seen.values())).evidence()
    if len(seen) > 1:
        both = " / ".join(sentence.text for sentence in seen.values())
        return CONTRADICTORY, Evidence(both[:300], first.selector)
    return next(iter(seen)), first


def _statuses(sentence: Sentence) -> Sequence[str]:
    text = sentence.text
    if _CHOICE.search(text):
        return ()
    is_named = _NAMED.match(text) or (
        sentence.part == "status" and (bool(sentence.placed.term) or len(text) < 90)
    )
    if not (_SUBJECT.search(text) or is_named):
        return ()
    found = [key for key, wanted in _STATUSES.items() if wanted.search(text)]
    if (
        "N" in found
        and (not_met := _STATUSES["N"].search(text))
        and _OF_A_PART.search(text[: not_met.start()])
    ):
        found.remove("N")
    if "V" in found and _NOT_WHOLE.search(text):
        found.remove("V")
    return found


def machine_status(value: str) -> str | None:
    """Return the status that a `data-` attribute gives."""
    return next((key for key, wanted in _MACHINE.items() if wanted.match(value.strip())), None)


def standard(parts: Parts, stated: Found | None) -> tuple[Found | None, Found | None, Found | None]:
    """Return version of WCAG, level and version of EN 301 549; those beside the status go first."""
    ordered = _nearest_first(parts, stated)
    version = _first(ordered, lambda text: m[1] if (m := _WCAG.search(text)) else None)
    near_norm = [
        s
        for s in ordered
        if re.search(r"WCAG|Accessibility Guidelines|EN[\s-]?301|richtlijn", s.text, re.IGNORECASE)
    ]
    level = _first(near_norm, level_in)
    version_en = _first(ordered, lambda text: m[1] if (m := _EN.search(text)) else None)
    return version, level, version_en


def level_in(text: str) -> str | None:
    """Return the level that a sentence about a norm names."""
    if _DOUBLE_A.search(text):
        return "AA"
    found = [next((group for group in m.groups() if group), m[0]) for m in _LEVEL.finditer(text)]
    # "Niveau A en AA": the higher holds the lower.
    return "AA" if set(found) == {"A", "AA"} else found[0] if found else None


def _nearest_first(parts: Parts, stated: Found | None) -> list[Sentence]:
    usable = list(parts.without("items", "enforcement", "feedback"))
    text = stated[1].text if stated else ""
    rank = {"status": 1, "standard": 1, "intro": 2}
    return sorted(usable, key=lambda s: 0 if text and s.text[:300] in text else rank.get(s.part, 3))


def _first(sentences: Sequence[Sentence], read: Callable[[str], str | None]) -> Found | None:
    for sentence in sentences:
        if (value := read(sentence.text)) is not None:
            return value, sentence.evidence()
    return None
