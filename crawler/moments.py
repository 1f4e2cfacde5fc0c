"""Find in a source the moment at which it was made, and counters of visits. Pure.

A date is only taken for the moment of making where it is that moment, by the clock of the server: a page that
names another day says something. Where a word before a date ties it to a fact ("geldig tot 3 mei 2026"), it
stays, whatever the day.
"""

import re
from datetime import UTC, datetime, timedelta
from typing import Final
from zoneinfo import ZoneInfo

BEFORE: Final = timedelta(hours=26)
"""How long before it is sent a server may have made a page that it keeps ready: a day, and some."""

AFTER: Final = timedelta(minutes=10)
"""How far the clock of what makes the page may be ahead of the clock that dates the answer."""

HERE: Final = ZoneInfo("Europe/Brussels")
"""Time of the day in texts, for the Netherlands too."""

MASK: Final = "\u00a4"

_MONTHS: Final = {
    name: number
    for number, names in enumerate(
        (
            "januari january janvier jan",
            "februari february février fevrier feb",
            "maart march mars mrt",
            "april avril apr",
            "mei may mai",
            "juni june juin jun",
            "juli july juillet jul",
            "augustus august août aout aug",
            "september septembre sep sept",
            "oktober october octobre okt oct",
            "november novembre nov",
            "december décembre decembre dec",
        ),
        1,
    )
    for name in names.split()
}
_MONTH = "|".join(sorted(_MONTHS, key=len, reverse=True))
_CLOCK = r"(?P<hour>[01]?\d|2[0-3])[:.u h](?P<minute>[0-5]\d)(?:[:.](?P<second>[0-5]\d))?"
_TIED = re.compile(
    r"\b(?:op|van|tot|vanaf|sinds|voor|na|per|dd\.|t/m|en met|le|du|au|depuis|on|until|since|from|of)\s+"
    r"(?:(?:maan|dins|woens|donder|vrij|zater|zon)dag\s+)?$",
    re.IGNORECASE,
)
"""What stands before a date that says something."""

# A pattern that begins with a digit or a letter is looked for by that; what must not stand before it is asked
# then. That is several times as fast as to ask it at each character, and finds the same.
_STAMP = re.compile(
    r"(?P<year>20(?<![\d-]20)\d\d)-(?P<month>\d\d)-(?P<day>\d\d)(?:T|\s|%20|\+)(?P<hour>\d\d):(?P<minute>\d\d)"
    r"(?::(?P<second>\d\d)(?:[.,]\d+)?)?(?P<zone>Z|[+-]\d\d:?\d\d)?(?!\d)"
)
_EPOCH = re.compile(r"(1(?<![\w.-]1)\d{9})(?:\d{3}|\.\d{1,6})?(?![\w.-])")
_WRITTEN = re.compile(
    rf"(?P<day>\d(?<![\d/-]\d)\d?)(?:(?P<mark>[-/.])(?P<month>\d\d?)(?P=mark)|\s+(?P<name>{_MONTH})\.?\s+)"
    rf"(?P<year>20\d\d)(?:,?\s+(?:(?:om|at|à|-|–|\|)\s+)?{_CLOCK}(?:\s*(?:uur|u\b|h\b))?)?(?![\d/-])",
    re.IGNORECASE,
)
_NOW = re.compile(r"([0-2](?<![\d:.][0-2])(?:(?<=[01])\d|(?<=2)[0-3])):([0-5]\d):([0-5]\d)(?![\d:])")
_TOOK = re.compile(
    r"([gGrRlL](?<!\w[gGrRlL])(?i:(?<=g)(?:egenereerd|emaakt|eladen|enerated|énéré)|(?<=r)endered"
    r"|(?<=l)(?:oaded|aadtijd|oad time))\W++(?:(?i:in|en)\W*+)?+)\d+(?:[.,]\d+)?"
    r"(?=\s*(?i:ms|s\b|sec|seconde))"
)
_MAKING = (
    "gegenereerd",
    "gemaakt",
    "geladen",
    "generated",
    "rendered",
    "loaded",
    "généré",
    "laadtijd",
    "load t",
)
_COUNTING = ("bekeken", "gelezen", "bezocht", "gedownload", "weerg", "views", "hits", "vues", "bezoeken")
"""Without one of these words there is nothing to find; they are sooner looked for."""

_COUNTED = re.compile(
    r"\d(?<!\w\d)[\d.\u00a0]{0,40}+(?=\s*(?:"
    r"(?:keer|maal|x)\s+(?:bekeken|gelezen|bezocht|gedownload|weergegeven)|weergaven\b|page\s?views\b|views\b|hits\b|vues\b))",
    re.IGNORECASE,
)
_COUNT = re.compile(
    r"([aAwWpPvVhHbB](?<!\w[aAwWpPvVhHbB])(?i:(?<=a)antal\s+(?:weergaven|keer\s+bekeken|bezoeken|hits)"
    r"|(?<=w)eergaven|(?<=p)age\s?views|(?<=v)(?:iews|ues)|(?<=h)its|(?<=b)ekeken)\s*:\s*)\d[\d.\u00a0]*"
)


def without_moments(text: str, at: datetime) -> str:
    """Return a source without the moment at which it was made; `at` (aware) is when it was sent."""
    text = _STAMP.sub(lambda found: MASK if _is_stamp(found, at) else found[0], text)
    text = _EPOCH.sub(lambda found: MASK if _is_epoch(found[1], at) else found[0], text)
    text = _WRITTEN.sub(lambda found: MASK if _is_written(found, at) else found[0], text)
    text = _NOW.sub(lambda found: MASK if _is_now(found, at) else found[0], text)
    low = text.casefold()
    if any(word in low for word in _MAKING):
        text = _TOOK.sub(rf"\1{MASK}", text)
    if any(word in low for word in _COUNTING):
        text = _COUNT.sub(rf"\1{MASK}", _COUNTED.sub(MASK, text))
    return text


def _is_near(moment: datetime, at: datetime) -> bool:
    return at - BEFORE <= moment <= at + AFTER


def _is_epoch(seconds: str, at: datetime) -> bool:
    return _is_near(datetime.fromtimestamp(int(seconds), UTC), at)


def _is_stamp(found: re.Match[str], at: datetime) -> bool:
    try:
        moment = datetime.fromisoformat(
            f"{found['year']}-{found['month']}-{found['day']}T{found['hour']}:{found['minute']}:"
            f"{found['second'] or '00'}{found['zone'] or ''}"
        )
    except ValueError:
        return False
    if moment.tzinfo is not None:
        return _is_near(moment, at)
    return any(_is_near(moment.replace(tzinfo=zone), at) for zone in (UTC, HERE))


def _is_written(found: re.Match[str], at: datetime) -> bool:
    # A pattern that takes capitals too takes other letters as well, such as a long s: that is no month.
    month = _MONTHS.get(found["name"].lower(), 0) if found["name"] else int(found["month"])
    try:
        day = datetime(int(found["year"]), month, int(found["day"]), tzinfo=HERE)
    except ValueError:
        return False
    if found["hour"] is None:
        # A day alone is often a fact; it counts where it is this very day, and nothing ties it.
        before = found.string[max(0, found.start() - 24) : found.start()]
        return not _TIED.search(before) and day.date() == at.astimezone(HERE).date()
    moment = day.replace(
        hour=int(found["hour"]), minute=int(found["minute"]), second=int(found["second"] or 0)
    )
    return any(_is_near(moment.replace(tzinfo=zone), at) for zone in (UTC, HERE))


def _is_now(found: re.Match[str], at: datetime) -> bool:
    hour, minute, second = map(int, found.groups())
    for zone in (UTC, HERE):
        here = at.astimezone(zone)
        moment = here.replace(hour=hour, minute=minute, second=second)
        if abs(moment - here) <= AFTER:
            return True
    return False
