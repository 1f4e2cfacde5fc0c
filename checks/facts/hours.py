"""Whether the opening hours of the institution's counter or phone stand on the page.

Weekdays with times, or times beside a word for opening. Hours of a pool, event, course or chat are others.
"""

import re
from collections.abc import Sequence
from functools import lru_cache

from checks.facts.page import Line, Page
from checks.facts.structured import Stated
from checks.facts.week import days_in, is_seasonal, openings_in, spans_in
from drempel.model.facts import Evidence, Opening

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
    r"\b(?:maan|dins|woens|donder|vrij|zater|zon)dag(?=\d)|"
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
    r"bereikbaar|bel|belt|bellen)\b.{0,25}(?:24/7|24 uur op 24|dag en nacht)|"
    r"^\W*(?:24/7|24 ?u(?:ur|\.)? op 24|dag en nacht)(?:[ ,]+(?:7 (?:dagen )?op 7|open))?\W*$",
    re.IGNORECASE,
)
_DATE = re.compile(
    r"\b\d{1,2}\s+(?:januari|februari|maart|april|mei|juni|juli|augustus|september|"
    r"oktober|november|december|janvier|février|mars|"
    r"avril|juin|juillet|août|septembre|octobre|novembre|décembre)\b|\b\d{1,2}[/-]\d{1,2}[/-]\d{2,4}\b",
    re.IGNORECASE,
)
_ONE_DAY = re.compile(
    r"\b(?:maan|dins|woens|donder|vrij|zater|zon)dag \d{1,2} (?:januari|februari|maart|april|mei|juni|juli|"
    r"augustus|september|oktober|november|december)\b",
    re.IGNORECASE,
)
"""What is open on one day of the year."""
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
    r"\bde werken\b|\bparkeren\b|\bbetalend\b|\bnachtrust|"
    r"\byoga\b|\bbingo|\bturnen\b|normen\b|\bterras\w*|\bgereserveerd",
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


_BESIDE_NUMBER = re.compile(
    rf"\d{{2}}[ .]?\d{{2,3}}\W{{1,4}}(?:[\w .–-]{{1,30}}[\W]{{1,3}})?{_RANGE.pattern}", re.IGNORECASE
)
"""Hours right behind a telephone number are those of the telephone."""
_CHAT = re.compile(r"\bchat\w*", re.IGNORECASE)
_LEISURE = re.compile(
    r"\bzwem\w*|\bpiscine|\bsauna|\bfitness|\bsporthal|\bcafé|\bkapel\b|\bkerk\b", re.IGNORECASE
)
_COUNTER = re.compile(
    r"\b(?:gemeentehuis|stadhuis|loket|balie|onthaal|dienst|secretariaat|telefonisch)\b", re.IGNORECASE
)
_DIGIT = re.compile(r"\d")
_TIME_ONLY = re.compile(r"(?:[01]?\d|2[0-4])[.:u][0-5]\d(?: ?(?:uur|u))?")
_SHUT = re.compile(r"(?:gesloten|fermé|closed|geschlossen|[-–—/]+)\W*$", re.IGNORECASE)
MAX_LINES = 80
"""Lines with hours that are read; more is no week of a counter."""


def opening_hours_of(
    page: Page, kind: str, stated: Stated
) -> tuple[bool, tuple[Evidence, ...], tuple[Opening, ...] | None]:
    """Return whether opening hours of the counter or the phone are there, where, and the times of the week.

    The times are `None` where there are none, or not each of them is sure. What a sentence leaves unsure the
    structured data may tell, if they have the same times and no others.
    """
    found: list[Line] = []
    for line in page.lines:
        if line.zone in {"cookie", "nav"}:
            continue
        if not _DIGIT.search(line.text) and "dag en nacht" not in line.low:
            continue
        in_two = _in_two_cells(page, line)
        if not (in_two or _RANGE.search(line.text) or _ALWAYS.search(line.text)):
            continue
        if _is_of_counter(page, line, kind):
            found.append(line)
            if len(found) == MAX_LINES:
                break
    places = tuple(page.evidence(line.node, line.text) for line in found[:10])
    return bool(found), places, _week(page, found) or _stated_week(found, stated)


def _stated_week(lines: Sequence[Line], stated: Stated) -> tuple[Opening, ...] | None:
    """Return the week of the structured data that has just the times of these lines, `None` without one."""
    seen: list[tuple[int, int]] = []
    for line in lines if stated.weeks else ():
        spans = spans_in(line.text)
        if spans is None:
            return None
        seen += spans
    return stated.week_with(seen)


def _in_two_cells(page: Page, line: Line) -> bool:
    """Say whether a line is the first of two cells: from one time, to another."""
    if not _TIME_ONLY.fullmatch(line.text) or line.at + 1 >= len(page.lines):
        return False
    return bool(_TIME_ONLY.fullmatch(page.lines[line.at + 1].text)) and line.node.closest("td") is not None


def _week(page: Page, lines: Sequence[Line]) -> tuple[Opening, ...] | None:
    """Return the times of the usual week; those of the content go before those of header and footer."""
    own = [line for line in lines if line.zone not in {"header", "footer"}] or lines
    openings: set[Opening] = set()
    for line in own:
        above = page.lines[line.at - 1].text if line.at and len(page.lines[line.at - 1].text) < 60 else ""
        if any(is_seasonal(text) for text in (line.text, line.heading, above)):
            continue
        times = openings_in(line.text, _days_above(page, line))
        if times is None:
            return None
        openings.update(times)
    return tuple(sorted(openings, key=lambda one: (one.day, one.from_min, one.to_min))) or None


def _days_above(page: Page, line: Line) -> tuple[int, ...]:
    """Return the days that stand before the times of a line: in the cell, term or line above."""
    before = [other for other in page.around(line, 4) if other.at < line.at]
    for place, other in reversed(list(enumerate(before))):
        if days := days_in(other.text):
            # Days one after the other head the columns of a table: whose times these are is not sure.
            return () if place and days_in(before[place - 1].text) else days
        if not openings_in(other.text, (1,)) and not _SHUT.match(other.text):
            return ()
    return ()


@lru_cache(maxsize=512)
def _has(pattern: re.Pattern[str], text: str) -> bool:
    """Say whether a text has a pattern; the same subject, headings and days are asked for line after line."""
    return pattern.search(text) is not None


def _is_of_counter(page: Page, line: Line, kind: str) -> bool:
    text = line.text
    window = page.around(line, 3)
    before = [other for other in window if other.at < line.at]
    near_text = " ".join([*(other.text for other in before[-2:]), text])
    if _has(_ALWAYS, text):
        return not _has(_OTHER, near_text)
    has_day = _has(_DAY, text) or _has(_EVERY, text)
    is_bare = len(text) < 45
    if not has_day and is_bare and before:
        # A table or list of days: the day stands in the cell or term before, or in the row.
        has_day = any(len(other.text) < 25 and _has(_DAY, other.text) for other in before)
    says_open = _has(_OPEN, text) or _has(_OPEN, line.heading) or (is_bare and _has(_OPEN, near_text))
    if not _has(_CLOCK, text) and not (has_day and re.search(r"\d\s*(?:-|–|tot|en)\s*\d", text)):
        return False
    if not (has_day or _has(_BESIDE_NUMBER, text) or (says_open and _has(_CLOCK, text))):
        return False
    own = _has(_OWN_COUNTER, f"{text} {line.heading}")
    if _has(_DATE, text) and (not says_open or (_has(_ONE_DAY, text) and not own)):
        return False
    if line.zone in {"footer", "header"}:
        return not _has(_OTHER, text)
    if kind == "news" and line.zone in {"", "main"}:
        return False
    heading = line.heading if len(line.heading) < 100 else ""
    # What a whole unit is called says little of one line below it; a heading on its desk does.
    of_desk = _has(_OWN_COUNTER, re.sub(r"\bdienst\b", "", line.heading, flags=re.IGNORECASE))
    here = _has(_OWN_COUNTER, text)
    # "0800 12 312 (ma-vr 9-12 u) of via de chat"
    beside = _has(_BESIDE_NUMBER, text) and not _has(_OTHER, _CHAT.sub(" ", text))
    if not here and not beside and (_has(_OTHER, text) or (_has(_WORK, text) and not of_desk)):
        return False
    if _has(_OTHER, heading) and not re.search(
        r"openingsuren|openingstijden|contact", heading, re.IGNORECASE
    ):
        return False
    if _has(_OTHER, page.subject) and (
        not own or (not _has(_COUNTER, f"{text} {line.heading}") and _has(_LEISURE, page.subject))
    ):
        return False
    above = before[-1].text if before and len(before[-1].text) < 60 else ""
    return own or not _has(_OTHER, above)
