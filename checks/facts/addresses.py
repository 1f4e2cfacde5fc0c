"""Addresses where one may go in person: no seat, postal address, other body or place of an event."""

import re
from dataclasses import dataclass

from checks.facts.bodies import Bodies, sentence_start
from checks.facts.page import Line, Page
from checks.facts.structured import Stated
from drempel.model.facts import Evidence

_POSTCODE = re.compile(
    r"(?<![\w.,/+-])(?:BE?\s?-?\s?)?(?P<code>[1-9]\d{3})\s+"
    r"(?P<town>(?:(?:de|den|het|'s|’s|la|le|sint|st\.?)[ -])?[A-ZÀ-Þ][\w'’À-ÿ-]*"
    r"(?:[ -](?:(?:aan|op|den|de|ten|ter|sur|lez|la|le|in)[ -])*"
    r"(?!(?:T|Tel|Telefoon|F|Fax|E|M|W|Open|Bel|Kom|Loket|Route|GPS|Mail|Gsm|Alle|De|Het|"
    r"Elke|Van|Op|Ma|Di)\b)"
    r"(?:[A-ZÀ-Þ][\w'’À-ÿ-]+|\([A-ZÀ-Þ][\w'’À-ÿ-]+\)))*)"
)
# House number at the end of what stands before the postcode, with what may follow it.
_NUMBER = re.compile(
    r"(?:,?\s*\b(?:nr|nummer|n°|no)\b\.?)?,?\s*(?<![\d.])(?P<number>(?:\d{1,4}(?:\.\d)?(?:\s?[A-Za-z](?![\w]))?"
    r"(?:\s?[-/+]\s?\d{1,4}(?!\s?(?:e|de|ste)\s)(?:\s?[A-Za-z](?!\w))?){0,3}|z/n|zn\b))"
    r"(?P<box>,?\s*\(?(?:\bbus\b|\bbte\b|\bboîte\b|\bb(?=\s?\d)|/(?!\s?\d+(?:e|de|"
    r"ste)\s))\s?\.?\s?[\w.]{1,6}\)?)?"
    r"(?:\s*\((?:(?!\d{3})[^()]){2,40}\))?"
    r"(?:[\s,;|·•–—/-]*(?:\d{1,2}\s?(?:e|ste|de|ème|er)?\.?\s(?:verdieping|verdiep|verd\.?|étage)|"
    r"gelijkvloers|"
    r"(?:blok|gebouw|toren|vleugel|ingang|lokaal|poort)\s[\w-]{1,12})(?=[\s,;|·•–—-]))?"
    r"[\s,;|·•–—\n-]*"
    r"(?:\b(?:te|in|à|at)\b\s*|(?:post(?:code|nummer)(?: en \w+)?|gemeente|(?:woon)?plaats|stad)\s*:\s*)?"
    r"[\s,;|·•–—\n-]*$",
    re.IGNORECASE,
)
_PARTICLES = frozenset(
    ("de", "den", "der", "des", "van", "von", "ter", "ten", "te", "op", "aan", "'t", "’t", "het",
     "la", "le", "du",
     "d'", "l'", "et", "en", "in", "’s", "'s", "zum", "am", "an")
)  # fmt: skip
_FOREIGN_TAIL = frozenset(
    {"communale", "royale", "provinciale", "principale", "haute", "basse", "neuve", "verte"}
)
_FOREIGN_KIND = frozenset(
    {"rue", "avenue", "av.", "place", "boulevard", "chaussée", "quai", "square", "allée", "route"}
)
_ELIDED = re.compile(r"[dl]['’]\w|['’]s-[A-Z]")
_COUNTED = re.compile(r"\d+(?:de|ste|e)?$|\d{1,2}-[A-Z]")
_DATED = re.compile(r"\d{1,2}-[A-Z]")
_FRONT = frozenset(
    {"de", "het", "den", "in", "op", "aan", "te", "van", "la", "le", "en", "et", "an", "am", "der", "ten"}
)
_BUILDING = re.compile(
    r"(?:gemeente|stad|provincie|district)s?huis|stadskantoor|\w*kantoor|bib(?:liotheek)?|"
    r"loket|onthaal|balie|ocmw|"
    r"(?:bezoek)?adres|cc|gc|ldc|woonzorgcentrum|dienstencentrum|politie|commissariaat|hoofdzetel"
)
_DELIMITER = re.compile(r"[,;:|()•·\n\u2013\u2014]|\s-\s|[.!?]\s")
_BOX_LINE = re.compile(r"^\s*(?:bus|bte|boîte|b)\b\.?\s*\w{1,6}\s*$", re.IGNORECASE)
_BOX_ONLY = re.compile(r"\b(?:postbus|pb|b\.?p\.?)\s*\d", re.IGNORECASE)

_NOT_A_PLACE = re.compile(
    r"postadres|correspondentieadres|briefadres|post-adres|maatschappelijke zetel|"
    r"\bzetel\b|siège social|adresse postale|"
    r"registered office|postal address|facturatieadres|factuuradres|leveringsadres|"
    r"niet (?:open|toegankelijk) voor (?:het )?publiek|geen (?:onthaal|loket|bezoek)|niet bezoeken|"
    r"\bschrijf(?:t)? (?:dan |ons |een brief )*(?:naar|aan)\b|\bop papier\b|\bper post\b|\bper brief\b|"
    r"met de post|\bopsturen\b|\b(?:stuur|stuurt|verstuur|zend|"
    r"mail|post)\b[^.]{0,80}\bnaar\b|"
    r"\b(?:bij|aan) (?:het college(?: van burgemeester en schepenen)?|de deputatie)\b|"
    r"\bterug(?:sturen|zenden)\b|\bschriftelijk\b|\bgericht aan\b|aangetekend|"
    r"verantwoordelijke uitgever|\bv\.u\.|colofon|\bdruk(?:kerij)?:|impressum|"
    r"parkeren kan|parking|parkeer(?:garage|plaats|terrein)|bushalte|\btreinstation\b|"
    r"\bbouw(?:en|werken|aanvraag)?\b[^.]{0,40}\bop het adres|gelegen (?:te|in|aan)|"
    r"ligging|\bperceel\b|\baanvrager\b|\beigendom\b",
    re.IGNORECASE,
)
_EVENT = re.compile(
    r"^(?:waar|plaats|locatie|wanneer)\s*[:?]|\bkermis\b|\bconcert\b|\bvoorstelling\b|"
    r"\boptreden\b|\binfoavond\b|"
    r"\binfomoment\b|\bhoorzitting\b|\bworkshop\b|\bcursus\b|\bwandeling\b|"
    r"\btentoonstelling\b|\bfeest\b|\bmarkt op\b|\bafspraak aan\b",
    re.IGNORECASE,
)
_ONCE = re.compile(
    r"\b(?:op|van) (?:\w+dag )?\d{1,2} (?:jan|feb|maart|april|mei|juni|juli|aug|sept|okt|nov|"
    r"dec)\w*\b[^.]{0,20}"
    r"\b(?:om|van|vanaf) \d{1,2}(?:[.:u]\d{2})? ?(?:uur|u)\b",
    re.IGNORECASE,
)
"""A day of the year with a time: what happens once."""
_COUNTER = r"\b\w*(?:loket|balie|kantoor|onthaal|dienst)\b"
_ELSEWHERE = r"\b(?:verhui\w+|voortaan|niet (?:meer|langer)|nieuwe? (?:adres|plek|stek|locatie|gebouw))\b"
_MOVED = re.compile(
    rf"{_COUNTER}[^.!?]{{0,80}}{_ELSEWHERE}|{_ELSEWHERE}[^.!?]{{0,80}}{_COUNTER}",
    re.IGNORECASE,
)
"""News that a counter is to be found elsewhere from now on."""
_EVENT_SUBJECT = re.compile(
    r"\bkermis\b|\bconcert|\bvoorstelling|\boptreden|\binfoavond|\bworkshop|\bcursus|\bopleiding:|\bwandel|"
    r"\btentoonstelling|\bfeest(?!materiaal)|\brommelmarkt|\bcarnaval|\bfestival|\bopenbaar onderzoek",
    re.IGNORECASE,
)
_PLACE = re.compile(
    r"\bloket(?:ten)?\b|\b\w*loket\b|\bbalie\b|\bonthaal\b|\bbezoek\w*|\blangs(?:komen|"
    r"gaan)?\b|\bkom(?:t)?\b|\bkantoor|\bkantoren|"
    r"\bopeningsuren|\bopeningstijden|\bopen\b|\bgeopend\b|\bafspraak\b|\bafhalen\b|"
    r"\bzitdag|\bspreekuur|\bstad(?:s|huis)\w*|"
    r"\bgemeentehuis|\bdistrictshuis|\bprovinciehuis|administratief centrum|"
    r"\bsociaal huis|\bocmw\b|\bguichet|\bvisit|\bcounter\b|"
    r"\bgo to\b|\bworkshop\b|\bbib(?:liotheek)?\b|\bdienstencentrum|\bhuis van het kind|"
    r"\binfopunt|\bwinkel\b|\bontvangen u\b",
    re.IGNORECASE,
)
_HIGHER = re.compile(
    r"\b(?:fod|pod|federale overheidsdienst|programmatorische|spf|agentschap|departement|"
    r"ministerie|kabinet|vlaamse overheid|"
    r"fonds|instituut|rijksdienst|hoge raad|parket|inspectie)\b",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Address:
    """An address as it stands on the page; `at` is the position of its last line."""

    street: str
    number: str
    code: str
    town: str
    line: Line
    first: Line
    position: int

    @property
    def written(self) -> str:
        """Return it in one line: `Grote Markt 54, 8500 Kortrijk`."""
        return f"{self.street} {self.number}, {self.code} {self.town}"


def all_addresses(page: Page) -> list[Address]:
    """Return every street address with a Belgian postcode on the page, whosever it is."""
    found = []
    for line in page.lines:
        if line.zone == "cookie":
            continue
        for match in _POSTCODE.finditer(line.text):
            address = _address_before(page, line, match)
            if address is not None:
                found.append(address)
    return found


def _address_before(page: Page, line: Line, match: "re.Match[str]") -> Address | None:
    """Return the address whose postcode and town are given, when a street and number stand before them."""
    before = line.text[: match.start()]
    first = line
    # The street may stand one line higher, or two where the box has a line of its own.
    above = [other for other in page.lines[max(0, line.at - 3) : line.at] if other.zone == line.zone]
    text = before
    for other in reversed(above):
        if text.strip(" ,-–|") and _NUMBER.search(text) and not _BOX_LINE.match(text):
            break
        if len(other.text) > 160:
            break
        text, first = f"{other.text}\n{text}", other
        if _NUMBER.search(text) and not _BOX_LINE.match(other.text):
            break
    number = _NUMBER.search(text[-140:])
    if number is None:
        return None
    tail = text[-140:][: number.start()]
    street = _street(tail)
    if not street:
        return None
    house = re.sub(r"\s+", " ", number["number"]).strip()
    if number["box"]:
        house += " bus " + re.sub(
            r"^[,\s(]*(?:bus|bte|boîte|b|/)\s?\.?\s?|\)$", "", number["box"], flags=re.IGNORECASE
        )
    return Address(street, house, match["code"], match["town"].strip(" -"), line, first, match.start())


def _street(tail: str) -> str:
    """Return the name of a street that a text ends with, empty when it ends with no such name."""
    cut = 0
    for found in _DELIMITER.finditer(tail):
        if found[0].startswith(".") and re.search(
            r"\b(?:str|st|dr|prof|burg|kan|past|gen|ln|pl|stwg|[a-z])$", tail[: found.start()].lower()
        ):
            continue
        if found.end() < len(tail.rstrip()):
            cut = found.end()
    words = tail[cut:].strip(" ,-").split()
    kept: list[str] = []
    for word in reversed(words):
        is_name = (
            word[:1].isupper()
            or word.lower() in _FOREIGN_KIND
            or word in _FOREIGN_TAIL
            or re.match(_COUNTED, word)
        )
        if not is_name and word.lower() not in _PARTICLES and not _ELIDED.match(word):
            break
        kept.insert(0, word)
    whole = len(kept) == len(words)
    while (
        kept
        and kept[0].lower() in _FRONT
        and not (whole and kept[0].lower() in {"de", "den", "het", "ter", "ten"})
    ):
        kept.pop(0)
    while kept and (
        (kept[0][0].isdigit() and not _DATED.match(kept[0]))
        or (len(kept) > 1 and _BUILDING.fullmatch(kept[0].lower()))
    ):
        kept.pop(0)
    if not kept or len(kept) > 6 or not any(re.search(r"[A-ZÀ-Þ]", word) for word in kept):
        return ""
    if kept[0].lower() in {
        "tel",
        "fax",
        "postbus",
        "pb",
        "bus",
        "nr",
        "artikel",
        "art",
        "tel.",
        "zaal",
        "stap",
        "loket",
        "lokaal",
        "verdieping",
    }:
        return ""
    return " ".join(kept).strip(" ,")


def counter_addresses(
    page: Page, bodies: Bodies, kind: str, stated: Stated
) -> tuple[tuple[str, ...], tuple[Evidence, ...]]:
    """Return the addresses where people may come in person, in reading order, with their places."""
    found: dict[str, Evidence] = {}
    refused: set[str] = set()
    every = all_addresses(page)
    for address in every:
        key = _key(address)
        if key in found or (key in refused and not _is_for_visits(page, address)):
            continue
        if _is_counter(page, bodies, address, kind, stated):
            found[key] = page.evidence(address.line.owner(address.position), address.written)
        elif _clearly_not(page, address):
            refused.add(key)
    names = {_key(address): address.written for address in reversed(every)}
    return tuple(names[key] for key in found), tuple(found.values())


def _key(address: Address) -> str:
    return re.sub(r"\W", "", address.written.lower())


def _before(page: Page, address: Address) -> str:
    """Return what introduces an address: the sentence before it, or the line above it."""
    first = address.first
    at = first.text.find(address.street)
    lead = first.text[: max(at, 0)]
    if len(lead.strip(" ,:-|")) < 3:
        above = [line for line in page.around(first, 2) if line.at < first.at and len(line.text) < 120]
        # A line that ends as a sentence speaks for itself, save when it introduces.
        lead = " ".join(
            line.text for line in above[-2:] if not line.text.endswith((".", "!")) or line is above[-1]
        )
    return lead


def _clearly_not(page: Page, address: Address) -> bool:
    return bool(_NOT_A_PLACE.search(_before(page, address)[-160:]))


def _is_for_visits(page: Page, address: Address) -> bool:
    """Say whether the place is named as one to visit: then a letter may go there too."""
    near = f"{_before(page, address)} {address.line.heading}"
    return bool(_PLACE.search(near)) and not _NOT_A_PLACE.search(near)


def _is_counter(page: Page, bodies: Bodies, address: Address, kind: str, stated: Stated) -> bool:
    lead = _before(page, address)
    # Of what was said before, another address or sentence counts less: only the last clause.
    clause = re.split(r"\d{4}\s+[A-Z][\w-]+[.,;]?\s", lead[sentence_start(lead, len(lead)) :])[-1]
    line = address.line
    after = line.text[address.position :]
    next_line = page.lines[line.at + 1].text if line.at + 1 < len(page.lines) else ""
    behind = f"{after[:160]} {next_line[:120] if len(after) < 40 else ''}"
    if _NOT_A_PLACE.search(clause) or _BOX_ONLY.search(clause[-30:]):
        return False
    if re.search(
        r"niet (?:open|toegankelijk|bedoeld) voor (?:het )?(?:publiek|bezoek)|geen (?:loket|"
        r"balie|bezoekers)|enkel (?:postadres|per post)",
        behind,
        re.I,
    ):
        return False
    other = bodies.other_in(clause)
    # "Filled in by your doctor, and brought to the town hall, Street 1": the place named last counts.
    if (other and not _PLACE.search(clause[clause.rfind(other) + len(other) :])) or (
        len(lead) < 4 and len(line.heading) < 80 and bodies.other_in(line.heading)
    ):
        return False
    if _NOT_A_PLACE.search(line.heading) and len(line.heading) < 60:
        return False
    in_content = line.zone in {"", "main", "aside"}
    is_event = bool(_EVENT.search(clause) or _ONCE.search(lead[-200:])) and not _PLACE.search(clause)
    if in_content and (
        kind in {"legal", "statement"}
        or (kind == "news" and not _MOVED.search(clause))
        or is_event
        or _EVENT_SUBJECT.search(page.subject)
    ):
        return False
    near = f"{clause} {line.heading} {behind} " + " ".join(
        other.text for other in page.around(address.first, 3, 4)
    )
    return bool(
        not _HIGHER.search(f"{page.subject} {clause}")
        or _PLACE.search(near.replace(address.written, ""))
        or stated.is_open_at(address.written)
    )
