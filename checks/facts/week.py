"""Opening hours as written become times of the week.

Only what is sure: a line with a word that nobody here knows what to do with (a month, an exception, every
first Thursday) is not read at all. The other lines of a page are then worth nothing either, and the caller
is told so.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from drempel.model.facts import Opening

WORK_DAYS = (1, 2, 3, 4, 5)
ALL_DAYS = (1, 2, 3, 4, 5, 6, 7)

_DAYS = {
    1: r"maandag\w*|ma|lundis?|mondays?|montags?",
    2: r"dinsdag\w*|di|mardis?|tuesdays?|dienstags?",
    3: r"woensdag\w*|woe?|mercredis?|wednesdays?|mittwochs?",
    4: r"donderdag\w*|don?|jeudis?|thursdays?|donnerstags?",
    5: r"vrijdag\w*|vr(?:ij)?|vendredis?|fridays?|freitags?",
    6: r"zaterdag\w*|zat?|samedis?|saturdays?|samstags?",
    7: r"zondag\w*|zon?|dimanches?|sundays?|sonntags?",
}
_CLOCK = (
    r"(?P<{0}h>[01]?\d|2[0-4])(?:\s?(?:[.:]|[uh]\.?\s?)(?P<{0}m>[0-5]\d))?"
    r"\s?(?:uur|uhr|u\.?|h)?(?![\d])\s?(?P<{0}x>am|pm)?\b"
)
_TIME = _CLOCK.format("a") + r"\.?\s*(?:-|–|—|tot(?: en met)?|t/m|à|to|until|bis|au?|jusqu['’]à|{0})\s*"
_TIMES = re.compile(_TIME.format("tot") + _CLOCK.format("b"))
_BETWEEN = re.compile(r"\b(?:tussen|between|entre)\s+" + _TIME.format("en|and|et") + _CLOCK.format("b"))
_ALWAYS = re.compile(r"\b24/7\b|\b24 uur op 24\b|\bdag en nacht\b")
_TOKEN = re.compile(
    "|".join(
        (
            *(rf"(?P<d{number}>\b(?:{words})\b\.?)" for number, words in _DAYS.items()),
            r"(?P<work>\b(?:werkdag\w*|weekdag\w*|weekdays|jours ouvrables|werktags)\b)",
            r"(?P<every>\b(?:dagelijks|(?:elke|iedere|alle) dag(?:en)?|(?:7|zeven) dagen op (?:7|zeven)"
            r"|tous les jours|daily|täglich)\b)",
            r"(?P<range>\bt/m\b|\btot(?: en met)?\b|\bto\b|\bbis\b|\bau\b|[-–—])",
            r"(?P<time>\x00\d+\x00)",
            r"(?P<date>\b(?:op|na|sur|by|nach) (?:afspraak|rendez-vous|appointment|vereinbarung)\b)",
            r"(?P<free>\bzonder afspraak\b|\bvrije inloop\b|\bsans rendez-vous\b)",
            r"(?P<closed>\b(?:gesloten|fermé|closed|geschlossen)\b)",
        )
    )
)
_SHORT_DAY = re.compile(r"(?:ma|di|woe?|don?|vr(?:ij)?|zat?|zon?)\.?$")
_AFTER_SHORT = re.compile(
    r"\s*(?:$|[-–—/:,&+]|\d|\x00|(?:en|t/m|tot|van)\b|(?:ma|di|woe?|don?|vr(?:ij)?|zat?|zon?)\b)"
)
_UNSURE = re.compile(
    r"\b(?:eerste|tweede|derde|vierde|laatste|even|oneven|behalve|uitgezonderd|uitzondering\w*|sauf|except"
    r"|om de (?:twee|14)|tweewekelijks|maandelijks|schooljaar|schooldag\w*|semester)\b"
    r"|\b(?:van|per|elke|iedere) (?:de )?maand\b|\bnaargelang\b|\bweek \d"
)
_BUT_HOLIDAYS = re.compile(
    r"\(?\b(?:behalve|uitgezonderd|niet|gesloten)\s+(?:op\s+)?(?:de\s+)?(?:wettelijke\s+|officiële\s+)?"
    r"(?:feest|brug)dagen(?: en (?:feest|brug)dagen)?\)?"
)
_SEASONAL = re.compile(
    r"\bzomer\w*|\bwinter\w*|\bvakantie\w*|\bfeestdag\w*|\bkerst\w*|\bpaas\w*|\bpasen\b|\bnieuwjaar\b"
    r"|\bbrugdag\w*|\buitzonderlijk\w*|\b(?:januari|februari|maart|april|mei|juni|juli|augustus|september"
    r"|oktober|november|december)\b|\bsluitingsdag\w*|\bété\b|\bsummer\b|\bholidays?\b"
)
_PHONE = re.compile(r"(?<![\d.:uh])(?:\+32|0)(?:[\s/.-]?\(?\d\)?){8,9}|\b1[7-9]\d\d\b(?!\s?[-–:.])")
_LEFT_TIME = re.compile(r"\d\s?(?:uur|uhr|u|h)\b|\b\d{1,2}[.:]\d\d\b")
_BEFORE_TIME = re.compile(r"[^\x00;,.|()]{0,30}\x00")
_LONGEST_MIN = 16 * 60


def openings_in(text: str, day_before: Sequence[int] = ()) -> tuple[Opening, ...] | None:
    """Return the times in a line; `None` where they are not sure.

    `day_before` are the days that hold where the line itself names none.
    """
    low = _BUT_HOLIDAYS.sub(" ", text.lower())
    low = _PHONE.sub(lambda number: number[0] if _TIMES.search(number[0]) else " ", low)
    if _UNSURE.search(low):
        return None
    if _ALWAYS.search(low):
        return tuple(Opening(day, 0, 1440) for day in ALL_DAYS)
    times: list[tuple[int, int]] = []

    def keep(found: re.Match[str]) -> str:
        times.append((_minutes(found, "a"), _minutes(found, "b")))
        return f" \x00{len(times) - 1}\x00 "

    marked = _TIMES.sub(keep, _BETWEEN.sub(keep, low))
    if _LEFT_TIME.search(re.sub(r"\x00\d+\x00", " ", marked)):
        return None
    if any(not 0 <= start < end <= 1440 or end - start > _LONGEST_MIN for start, end in times):
        return None
    found = list(_read(marked, times, day_before))
    return None if not found or len({(o.day, o.from_min, o.to_min) for o in found}) > 40 else tuple(found)


def spans_in(text: str) -> tuple[tuple[int, int], ...] | None:
    """Return the times from and to in a line in minutes, whatever their days; `None` for one half read."""
    low = _PHONE.sub(lambda number: number[0] if _TIMES.search(number[0]) else " ", text.lower())
    found = [(_minutes(span, "a"), _minutes(span, "b")) for span in _BETWEEN.finditer(low)]
    rest = _BETWEEN.sub(" ", low)
    found += [(_minutes(span, "a"), _minutes(span, "b")) for span in _TIMES.finditer(rest)]
    return None if _LEFT_TIME.search(_TIMES.sub(" ", rest)) else tuple(found)


def days_in(text: str) -> tuple[int, ...]:
    """Return the weekdays that a line without times names; empty where it names another thing."""
    low = text.lower().strip(" :.")
    if _TIMES.search(low) or _UNSURE.search(low):
        return ()
    days, joined = _days(low)
    return days if len(joined) < 4 else ()


def is_seasonal(text: str) -> bool:
    """Say whether a line speaks of a part of the year: summer, holidays, a month."""
    return bool(_SEASONAL.search(_BUT_HOLIDAYS.sub(" ", text.lower())))


def _days(low: str) -> tuple[tuple[int, ...], str]:
    """Return the days, and what stands beside them."""
    days: list[int] = []
    rest, at, is_range = "", 0, False
    for token, day in _tokens(low):
        rest += low[at : token.start()]
        at = token.end()
        if day:
            days = _joined(days, day, is_range=is_range)
            is_range = False
        elif token.lastgroup == "range":
            is_range = True
        elif token.lastgroup in {"work", "every"}:
            days += WORK_DAYS if token.lastgroup == "work" else ALL_DAYS
    rest += low[at:]
    return tuple(days), re.sub(r"\b(?:en|et|and|op|van|van|elke|iedere|le|de)\b|\W", "", rest)


def _tokens(text: str) -> Iterator[tuple[re.Match[str], int]]:
    """Yield the words that count, with the weekday (0: none)."""
    for token in _TOKEN.finditer(text):
        group = token.lastgroup or ""
        if group[0] == "d" and group[1:].isdigit():
            if _SHORT_DAY.match(token[0]) and not _AFTER_SHORT.match(text, token.end()):
                continue
            yield token, int(group[1:])
        else:
            yield token, 0


def _joined(days: list[int], day: int, *, is_range: bool) -> list[int]:
    if is_range and days:
        last = days[-1]
        between = [last % 7 + 1]
        while between[-1] != day:
            between.append(between[-1] % 7 + 1)
        return days + between
    return [*days, day]


def _read(text: str, times: Sequence[tuple[int, int]], day_before: Sequence[int]) -> Iterator[Opening]:
    days: list[int] = []
    waiting: list[tuple[int, int]] = []
    made: list[Opening] = []
    is_range = is_done = by_appointment = False
    for token, day in _tokens(text):
        kind = token.lastgroup
        if day or kind in {"work", "every"}:
            if is_done:
                days, is_done, by_appointment = [], False, False
            before = len(days)
            more = WORK_DAYS if kind == "work" else ALL_DAYS
            days = _joined(days, day, is_range=is_range) if day else [*days, *more]
            # "Van 9 tot 12 uur: maandag en dinsdag": the times came first.
            made += [Opening(one, *span, by_appointment) for one in days[before:] for span in waiting]
        elif kind == "time":
            span = times[int(token[0].strip("\x00"))]
            if waiting and made:
                return  # times, days and times again: whose these are cannot be told
            if days:
                made += [Opening(one, *span, by_appointment) for one in days]
                is_done, by_appointment = True, False
            else:
                waiting.append(span)
        elif kind == "closed":
            is_done = True
        elif kind == "date" and is_done and days and not _BEFORE_TIME.match(text, token.end()):
            made[-len(days) :] = [replace(one, by_appointment=True) for one in made[-len(days) :]]
        elif kind == "date":
            by_appointment = True
        is_range = kind == "range" and bool(days) and not is_done
    if waiting and not made:
        made = [Opening(one, *span, by_appointment) for one in day_before for span in waiting]
    yield from made


def _minutes(found: re.Match[str], end: str) -> int:
    """Return minutes since midnight, -1 for a time that there is not."""
    hours, half = int(found[f"{end}h"]), found[f"{end}x"] or (found["bx"] if end == "a" else None)
    if half == "pm" and hours < 12 and not (end == "a" and not found["ax"] and hours > int(found["bh"])):
        hours += 12
    minutes = hours * 60 + int(found[f"{end}m"] or 0)
    return minutes if minutes <= 1440 else -1
