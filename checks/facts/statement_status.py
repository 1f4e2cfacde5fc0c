"""The status that a statement gives, and the norm against which."""

import re
from collections.abc import Callable, Sequence
from itertools import groupby

from checks.facts.statement_parts import Parts, Sentence
from drempel.model.statement import Evidence

CONTRADICTORY = "tegenstrijdig"

_SUBJECT = re.compile(
    r"\b(?:web)?sites?\b|\bwebsites?\b|\bweb-?pagina|\bapps?\b|applicatie|toepassing|platform|portaal"
    r"|portail|\bplatforms?\b|"
    r"\b(?:we|wij|nous|we)\b|application|loket|extranet|intranet|\b[\w-]{3,}\.[a-z]{2,12}\b(?!@)",
    re.IGNORECASE,
)
_CONFORM = (
    r"(?:compliant|[ck]onform(?:e|es|ant)?\b|in overeenstemming|toegankelijk|accessibles?\b|compatib\w+"
    r"|vereinbar|barrierefrei)"
)
_PART = (
    r"(?:gedeeltelijk|\bdeels|ten dele|voor een (?:groot )?deel|partially|partly|partiellement"
    r"|en partie|\bpartieel"
    r"|teilweise|\bsome but not all\b)"
)
_WHOLE = (
    r"(?:volledig|helemaal|integraal|geheel|fully|entirely|totalement|enti[èe]rement|pleinement"
    r"|int[ée]gralement"
    r"|vollst[äa]ndig|vollumf[äa]nglich)"
)
_BETWEEN = r"(?:[^\w;:]+[\w'-]+){0,11}?[^\w;:]+"
_NOT_ALL = r"(?!\W+(?:volledig|helemaal|overal|altijd|alle|aan alle|geheel|100))"
_STATUSES = {
    "N": re.compile(
        r"voldoe[tn]?(?:\W+(?:website|site|app|we|wij|deze|onze|de|nog|momenteel|op|dit|moment|vandaag"
        r"|voorlopig"
        rf"|nu|dus|echter|jammer|genoeg)){{0,6}}\W+niet\b{_NOT_ALL}"
        r"|\bniet[- ](?:compliant|conform\b|in overeenstemming|compatibel)|\bniet voldoe[tn]\b"
        r"|\bniet in (?:regel|orde) met|\bstem(?:t|men)\b[^.;:]{0,20} niet overeen\b"
        r"|\bnicht (?:(?:mit|den?|der|dem|EN|WCAG|[\d.]+|Stufe|AA|Norm|Anforderungen),? ){0,8}"
        r"(?:konform|vereinbar|barrierefrei)"
        r"|\b(?:is|zijn)(?: nog| momenteel| helaas| jammer genoeg| vandaag)* niet toegankelijk\b"
        r"|\bnon[- ](?:compliant|conforme?\b)|\b(?:is|are) not (?:yet )?(?:compliant|conform)"
        r"|(?:n'est|ne sont) (?:actuellement )?pas (?:encore )?(?:conformes?\b|en conformit)"
        r"|does not (?:yet )?(?:comply|conform|meet|satisfy)\b(?! all)",
        re.IGNORECASE,
    ),
    "G": re.compile(
        rf"voldoe[tn](?: \w+){{0,2}} niet (?:helemaal|volledig|overal)\b(?! niet)"
        rf"|(?:voldoe[tn]?|complies|conforms|meets){_BETWEEN}{_PART}\b|{_PART}\W+in (?:orde|regel)\b"
        rf"|{_PART}(?:\W+\w+){{0,2}}?\W+(?:{_CONFORM}|voldo|complies|meets)"
        rf"|\bstem(?:t|men) {_PART}(?: \w+)? overeen\b"
        rf"|{_CONFORM}\W+{_PART}|conformit[ée] partielle|gedeeltelijke (?:conformiteit|naleving"
        rf"|overeenstemming)|partielle conformit|partial (?:compliance"
        rf"|conformance)",
        re.IGNORECASE,
    ),
    "V": re.compile(
        rf"(?:voldoe[tn]?|complies|conforms){_BETWEEN}(?:{_WHOLE}|100 ?%)\b"
        rf"|\bstem(?:t|men) {_WHOLE} overeen\b"
        r"|voldoe[tn]?\b(?:(?!\b(?:niet|nog|bijna|behalve)\b)[^.;:]){0,30}?\b(?:aan|op) alle\b"
        rf"|{_WHOLE}(?:\W+\w+){{0,2}}?\W+(?:{_CONFORM}|voldo|complies|meets)"
        rf"|(?:voldoe[tn]?|{_CONFORM})\b[^;]{{0,70}}\bzonder (?:enige )?(?:uitzondering|afwijking)(?:en)?\b"
        r"|conformit[ée] totale|volledige (?:conformiteit|naleving|overeenstemming)"
        r"|totale conformit|full (?:compliance|conformance)",
        re.IGNORECASE,
    ),
}
_OF_A_PART = re.compile(
    r"\b(?:waar(?:aan|in|op|mee)?|punten|delen|onderdelen|deel van|inhoud|pagina's|documenten"
    r"|elementen|sommige|bepaalde|enkele"
    r"|volgende|pdf\S*"
    r"|bestanden"
    r"|video\S*|afbeelding\w*|indien|als|wanneer|(?<=[\w,] )die|contenus?|certain\w*|parties|some|parts)\b",
    re.IGNORECASE,
)
"""What is before "not" where something of the site, or a thought of it, does not meet the norm."""
_ASKED = re.compile(
    r"\b(?:voldoe|conform|in orde|toegankelijk|accessible|comply|compliant)\w*\b.*\?", re.IGNORECASE
)
_YES_WHOLE = re.compile(rf"^\W*(?:ja|oui|yes)\b.{{0,40}}\b{_WHOLE}|^\W*{_WHOLE}\b", re.IGNORECASE)
_NO = re.compile(r"\W*(?:neen?|nog niet|niet|non|no)\b(?! (?:alle|overal|altijd))", re.IGNORECASE)
_DENIED = re.compile(r"[^;:]{0,30}:\s*(?:neen?|niet|non?)\b", re.IGNORECASE)
_PARTS_FAIL = re.compile(r"\b(?:zijn|is|sont|are) (?:\w+ )?(?:niet|pas|not)\b", re.IGNORECASE)
_OF_THE_SITE = re.compile(
    r"voldoe[tn]|\b(?:web)?sites?\b (?:is|zijn|est|sont) [^.]{0,30}(?:conform|overeenstemming|compliant)",
    re.IGNORECASE,
)
_NORM = re.compile(
    r"\bWCAG|EN[\s-]?301|\bnorm(?:en)?\b|standaard|richtlijn|\beisen\b|exigences|crit[èe]r"
    r"|requirements|\bregels\b"
    r"|bestuursdecreet|anforderungen|requirements",
    re.IGNORECASE,
)
_TO_COME = re.compile(
    r"\b(?:wil|willen|streeft|streven|strive|tegen|moet|moeten|zal|zullen|doel|ambitie|doivent"
    r"|doit|must|should|verbind\w*|muss"
    r"|s'engage\w*|s'efforce\w*|committed|engage\w*)\b",
    re.IGNORECASE,
)
_NOT_YET_WHOLE = re.compile(rf"\b(?:niet|pas|not|nicht)\W+{_WHOLE}", re.IGNORECASE)
_NOT_ALL_MET = re.compile(
    r"\bniet (?:aan )?(?:alle|elk\w*)\b|\bpas (?:à )?tou\w+|\bnot (?:\w+ )?all\b|nicht alle", re.IGNORECASE
)
_ALL_MET = re.compile(
    r"\b(?:leeft|leven|haalt|halen|behaalt|respecteert|volgt)\b.{0,12}\balle\b|100 ?%"
    r"|\btous les crit|\ball (?:the )?crit",
    re.IGNORECASE,
)
_FALLS_SHORT = re.compile(
    r"\b(?:leeft|leven|beantwoordt|haalt|halen|behaalt|volgt|volgen|respecteert|voldo\w+"
    r"|conform\w*)\b.{0,60}\b(?:niet|geen)\b"
    r"|\bne (?:r[ée]pond|respecte|satisfait|remplit)\b[^.]{0,20}\bpas\b|\bfails?\b"
    r"|(?:erf[üu]llt|entspricht).{0,50}nicht",
    re.IGNORECASE,
)
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
    rf"(?:\b(?:niet|nog niet|pas|not)|n't)\W+(?:\w+\W+)?{_WHOLE}"
    rf"|{_WHOLE}\W+(?:niet|pas|zal|zullen|zou\w*|moet\w*|kan|kunnen)\b",
    re.IGNORECASE,
)
_NAMED = re.compile(
    r"^\W*(?:(?:mate|niveau|graad|degré|niveau) (?:van|de) )?(?:nalevings?-?|conformiteits-?"
    r"|konformit[äa]ts-?)?"
    r"(?:status|niveau|conformiteit|conformit[ée]|naleving|overeenstemming|(?:het )?(?:resultaat|oordeel"
    r"|besluit)"
    r"|conclusie|r[ée]sultat|result)\b[^.:]{0,30}:",
    re.IGNORECASE,
)
_BARE = {
    "G": re.compile(r"gedeeltelijk|deels|partiel(?:le)?|partial(?:ly)?|teilweise", re.IGNORECASE),
    "V": re.compile(r"volledig|totale?|full(?:y)?|vollst[äa]ndig", re.IGNORECASE),
    "N": re.compile(r"niet|neen?|non|not?|nicht", re.IGNORECASE),
}
"""The whole of what stands after the word "status"."""
_ALONE = re.compile(
    rf"\W*(?:(?:{_PART}|{_WHOLE}|niet|not|non|nicht)[- ]+(?:{_CONFORM}|voldaan)"
    rf"|voldoe[tn]\W+(?:{_PART}|{_WHOLE}|niet))"
    r"(?:(?:\W+(?:met|aan|with|aux?|de|het|mit|den))*\W*(?:WCAG|EN 301)[\w .:(),-]*)?"
    r"\W*(?:\(?status [A-E]\))?\W*",
    re.IGNORECASE,
)
"""A line that is nothing but a status."""
_OF_BEFORE = re.compile(
    r"\b(?:vorige|vroegere|previous|pr[ée]c[ée]dente?|ancienne?)\W+(?:\w+\W+)?(?:versie|version"
    r"|(?:web)?site)\b",
    re.IGNORECASE,
)
"""A site that is no more."""
_STATED_IN_TITLE = re.compile(
    r"\W*(?:\w+ )?(?:toegankelijkheids?-?verklaring|d[ée]claration d'accessibilit[ée]"
    r"|accessibility statement)"
    r"(?: \w+)?\s?[:–-]\s?(.+)",
    re.IGNORECASE,
)
"""A title that gives the status after a colon."""
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
    explained = _explained(parts.sentences)
    for sentence in parts.without("items", "enforcement", "feedback"):
        for key in _statuses(sentence) if id(sentence) not in explained else ():
            seen.setdefault(key, sentence)
    named = seen.get("N")
    if len(seen) > 1 and named is not None and named.placed.is_heading and _ALONE.fullmatch(named.text):
        # "Niet conform" above the points that are not.
        del seen["N"]
    if not seen:
        # "De website voldoet gedeeltelijk, want:" may stand above the list.
        seen = {key: s for s in parts.within("items") for key in _statuses(s) if _SUBJECT.search(s.text)}
    else:
        for sentence in parts.within("items"):
            if sentence.placed.line.item is None and _OF_THE_SITE.search(sentence.text):
                for key in _statuses(sentence):
                    seen.setdefault(key, sentence)
    if not seen:
        usable = parts.without("items", "enforcement", "feedback")
        seen = {key: s for s in reversed(usable) if not s.placed.is_heading and (key := _by_norm(s))}
    if not seen:
        return None
    first = next(iter(seen.values())).evidence()
    if len(seen) > 1:
        both = " / ".join(sentence.text for sentence in seen.values())
        return CONTRADICTORY, Evidence(both[:300], first.selector)
    return next(iter(seen)), first


def _explained(sentences: Sequence[Sentence]) -> set[int]:
    """Return the ids of the points of a list that gives several statuses: it explains what they mean."""
    found: set[int] = set()
    for is_point, run in groupby(sentences, key=lambda s: s.placed.line.item is not None):
        points = list(run)
        keys = {key for one in points for key, wanted in _STATUSES.items() if wanted.search(one.text)}
        if is_point and len(keys) > 1:
            found |= set(map(id, points))
    return found


def _statuses(sentence: Sentence) -> Sequence[str]:
    text = sentence.text
    if _CHOICE.search(text) or _OF_BEFORE.search(text):
        return ()
    if titled := _STATED_IN_TITLE.match(text):
        text = titled[1]
    labelled = _NAMED.match(text)
    is_short = sentence.part == "status" and (bool(sentence.placed.term) or len(text) < 90)
    if labelled or is_short:
        value = text[labelled.end() :] if labelled else text
        value = value.removeprefix(f"{sentence.placed.term.rstrip(' :')}:").strip(" .!")
        if bare := next((key for key, word in _BARE.items() if word.fullmatch(value)), ""):
            return (bare,)
    is_answer = sentence.heading and _ASKED.search(sentence.heading)
    if not (_SUBJECT.search(text) or labelled or is_short or is_answer or _ALONE.fullmatch(text)):
        return ()
    found = [key for key, wanted in _STATUSES.items() if wanted.search(text)]
    if not found and is_answer:
        found = [key] if (key := _answer(text)) else []
    for key in ("N", "V"):
        # "Sommige delen zijn niet toegankelijk" says nothing of the whole.
        if (said := _STATUSES[key].search(text)) and _OF_A_PART.search(text[: said.start()]):
            found = [one for one in found if one != key]
    # "Volledig conform: neen."
    found = [
        key for key in found if not ((m := _STATUSES[key].search(text)) and _DENIED.match(text[m.end() :]))
    ]
    if "V" in found and _NOT_WHOLE.search(text):
        found.remove("V")
    if len(found) > 1 and _PARTS_FAIL.search(text):
        # "Voldoet gedeeltelijk: de kaarten zijn niet toegankelijk."
        found = [key for key in found if key != "N"]
    return found


def _answer(text: str) -> str:
    """Return the status that the answer gives to "Voldoet de website?"; empty where it does not say."""
    if re.search(_PART, text, re.IGNORECASE) or _NOT_WHOLE.search(text):
        return "G"
    if _YES_WHOLE.search(text):
        return "V"
    return "N" if _NO.match(text) else ""


def _by_norm(sentence: Sentence) -> str:
    """Return the status that a sentence about site and norm gives in other words, empty for none."""
    text = sentence.text
    if _CHOICE.search(text) or "[" in text or not (_NORM.search(text) and _SUBJECT.search(text)):
        return ""
    if _TO_COME.search(text) or _OF_A_PART.search(text):
        return ""
    if re.search(_PART, text, re.IGNORECASE) or _NOT_ALL_MET.search(text) or _NOT_YET_WHOLE.search(text):
        return "G"
    if re.search(rf"\b{_WHOLE}\b", text, re.IGNORECASE) and not _NOT_WHOLE.search(text):
        return "V"
    if _ALL_MET.search(text) and not _FALLS_SHORT.search(text):
        return "V"
    return "N" if _FALLS_SHORT.search(text) else ""


def status_in(text: str) -> str:
    """Return the first status, fully aside, that a line gives of whatever; empty for none."""
    return next((key for key in ("G", "N") if _STATUSES[key].search(text)), "")


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
        or re.fullmatch(r"\W*(?:niveau|level)\W+A{1,3}\W*", s.text, re.IGNORECASE)
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
    text = stated[1].text if stated else ""
    usable = list(parts.without("items", "enforcement", "feedback"))
    # "De website voldoet gedeeltelijk aan WCAG 2.1" may stand above the list of problems.
    usable += [s for s in parts.within("items") if text and s.text[:300] in text]
    rank = {"status": 1, "standard": 1, "intro": 2}
    return sorted(usable, key=lambda s: 0 if text and s.text[:300] in text else rank.get(s.part, 3))


def _first(sentences: Sequence[Sentence], read: Callable[[str], str | None]) -> Found | None:
    for sentence in sentences:
        if (value := read(sentence.text)) is not None:
            return value, sentence.evidence()
    return None
