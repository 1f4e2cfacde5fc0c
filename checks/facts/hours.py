"""Whether the opening hours of the institution's counter or phone stand on the page.

Weekdays with times, or times beside a word for opening. Hours of a pool, event, course or chat are others.
"""

import re

from checks.facts.page import Line, Page
from drempel.model.facts import Evidence

_TIME = r"(?:[01]?\d|2[0-4])(?:\s?[.:u]\s?[0-5]\d|\s?[uh]\.?(?:[0-5]\d)?)?(?:\s?(?:uur|u\.?|h|am|pm|uhr))?"
_RANGE = re.compile(
    rf"(?<![\d.,/])(?:van\s+|tussen\s+|de\s+|from\s+|vanaf\s+)?{_TIME}"
    r"\s*(?:-|–|—|/|tot(?: en met)?|t/m|en|à|to|bis|until|au?)\s*"
    rf"{_TIME}(?![\d/]|\.\d{{3}})",
    re.IGNORECASE,
)
_CLOCK = re.compile(r"\d\s?(?:uur\b|u\b|u\d|h\d|h\b|:\d\d|\.\d\d\b|am\b|pm\b|uhr\b)", re.IGNORECASE)
_DAY = re.compile(
    r"\b(?:maandag|dinsdag|woensdag|donderdag|vrijdag|zaterdag|zondag|ma|di|woe?|do|vrij?|za|zat|zo)\b|"
    r"\b(?:maan|dins|woens|donder|vrij|zater|zon)dag(?:en|s|voormiddag|namiddag|avond|morgen)\b|"
    r"\b(?:lundi|mardi|mercredi|jeudi|vendredi|samedi|dimanche|monday|tuesday|wednesday|"
    r"thursday|friday|saturday|sunday|"
    r"montag|dienstag|mittwoch|donnerstag|freitag|samstag)s?\b",
    re.IGNORECASE,
)
_EVERY = re.compile(
    r"\b(?:werkdag(?:en)?|weekdag(?:en)?|week|dagelijks|elke dag|iedere dag|alle dagen|"
    r"voormiddag(?:en)?|namiddag(?:en)?|feestdag(?:en)?|"
    r"24/7|\d dagen op (?:\d|zeven)|24 uur op 24|dag en nacht|jours ouvrables|"
    r"tous les jours|weekdays|werktags)\b",
    re.IGNORECASE,
)
_OPEN = re.compile(
    r"\b(?:openingsuren|openingstijden|openingsuur|open|geopend|opent|bereikbaar\w*|"
    r"bereikbaarheid|bezoekuren|loketuren|balie-?uren|"
    r"telefoonuren|kantooruren|spreekuur|spreekuren|zitdag(?:en)?|permanentie|"
    r"wanneer open|heures d['’]ouverture|ouvert|opening hours|"
    r"opening times|öffnungszeiten|geöffnet|uurregeling|avondopening|avondloket)\b",
    re.IGNORECASE,
)
_ALWAYS = re.compile(
    r"\b(?:24/7|24 uur op 24|dag en nacht)\b.{0,25}\b(?:open|bereikbaar)|\b(?:open|"
    r"bereikbaar)\b.{0,25}(?:24/7|24 uur op 24|dag en nacht)",
    re.IGNORECASE,
)
_DATE = re.compile(
    r"\b\d{1,2}\s+(?:januari|februari|maart|april|mei|juni|juli|augustus|september|"
    r"oktober|november|december|janvier|février|mars|"
    r"avril|juin|juillet|août|septembre|octobre|novembre|décembre)\b|\b\d{1,2}[/-]\d{1,2}[/-]\d{2,4}\b",
    re.IGNORECASE,
)
_OTHER = re.compile(
    r"\bzwem\w*|\bpiscine\b|\bkermis|\bconcert|\bvoorstelling|\boptreden|\binfoavond|\binfomoment|"
    r"\bworkshop|\bcursus|\bles(?:sen)?\b|\bopleiding\b|\bwandel\w*|\btentoonstelling|\bexpo\b|"
    r"\bfeest(?!dag)\w*|\bmarkt(?:dag|kramers)?\b(?! \d)|\brommelmarkt|\bkapel\b|\bkerk\b|\bspeelplein|"
    r"\bspeelstraat|\bkamp(?:en)?\b|\bchat\w*|\bhoorzitting|\bvergadering|\bzitting\b|\bgemeenteraad|"
    r"\bstoring|\bsessie\b|\bmuziek|\bsluitingsuur|\bcafé|\bhoreca|\bsauna|\bfitness|\bsporthal",
    re.IGNORECASE,
)
_WORK = re.compile(
    r"\btrein|\bbus(?:sen)?\b(?! \d)|\bverkeer\w*|\bafgesloten|\bwegenwerken|\bhinder\b|\bstrooi|\bgeluid\w*|"
    r"\bopvang(?:uren|tijden)?\b|\bzaal\b|\btarie(?:f|ven)\b|\bparkeertarief|\bophal\w+|\blever(?:en|ing)\b|"
    r"\bde werken\b|\bterras\w*|\bgereserveerd",
    re.IGNORECASE,
)
"""Other hours than those of opening; of the same line only, since a counter may handle these matters."""
_OWN_COUNTER = re.compile(
    r"\b(?:gemeentehuis|stadhuis|stadskantoor|loket|balie|onthaal|administratief centrum|"
    r"sociaal huis|ocmw|dienst|secretariaat|helpdesk|"
    r"contactcenter|infolijn|infocentrum|kantoor|telefonisch|openingsuren|openingstijden|"
    r"bezoekuren|griffie|archief|leeszaal|zitdag|commissariaat|parkeerwinkel)\b",
    re.IGNORECASE,
)


def opening_hours_of(page: Page, kind: str) -> tuple[bool, tuple[Evidence, ...]]:
    """Return whether opening hours of the counter or the phone are on the page, with the places."""
    found: list[Evidence] = []
    for line in page.lines:
        if line.zone in {"cookie", "nav"} or not (_RANGE.search(line.text) or _ALWAYS.search(line.text)):
            continue
        if _is_of_counter(page, line, kind):
            found.append(page.evidence(line.node, line.text))
            if len(found) == 10:
                break
    return bool(found), tuple(found)


def _is_of_counter(page: Page, line: Line, kind: str) -> bool:
    text = line.text
    window = page.around(line, 3)
    before = [other for other in window if other.at < line.at]
    near_text = " ".join([*(other.text for other in before[-2:]), text])
    if _ALWAYS.search(text):
        return not _OTHER.search(near_text)
    has_day = bool(_DAY.search(text) or _EVERY.search(text))
    is_bare = len(text) < 45
    if not has_day and is_bare and before:
        # A table or list of days: the day stands in the cell or term before, or in the row.
        has_day = any(len(other.text) < 25 and _DAY.search(other.text) for other in before)
    says_open = bool(
        _OPEN.search(text) or _OPEN.search(line.heading) or (is_bare and _OPEN.search(near_text))
    )
    if not _CLOCK.search(text) and not (has_day and re.search(r"\d\s*(?:-|–|tot|en)\s*\d", text)):
        return False
    if not (has_day or (says_open and _CLOCK.search(text))):
        return False
    if _DATE.search(text) and not says_open:
        return False
    own = bool(_OWN_COUNTER.search(f"{text} {line.heading}"))
    if line.zone in {"footer", "header"}:
        return not _OTHER.search(text)
    if kind == "news" and line.zone in {"", "main"}:
        return False
    heading = line.heading if len(line.heading) < 100 else ""
    if (_OTHER.search(text) or _WORK.search(text)) and not own:
        return False
    if _OTHER.search(heading) and not re.search(
        r"openingsuren|openingstijden|contact", heading, re.IGNORECASE
    ):
        return False
    if _OTHER.search(page.subject) and not (own and not re.search(r"zwem", near_text, re.IGNORECASE)):
        return False
    above = before[-1].text if before and len(before[-1].text) < 60 else ""
    return own or not _OTHER.search(above)
