"""Nights as they can end."""

from dataclasses import replace
from datetime import UTC, datetime

from drempel.model.finding import Impact
from drempel.model.issue import TrendLabel
from drempel.model.night import News, Night, NightEnd, SiteEnd, SiteNight

BEGAN = datetime(2026, 3, 2, 21, 0, tzinfo=UTC)
ENDED = datetime(2026, 3, 3, 3, 30, tzinfo=UTC)

NEW = News("01J", "alt-text-is-filename", TrendLabel.NEW, Impact.SERIOUS, 4, "https://dorp.example/nieuws")
BACK = replace(NEW, label=TrendLabel.REGRESSED, pages=1, page_url="https://dorp.example/contact")
QUIET = SiteNight(
    "stad", "Stad Voorbeeld", "https://stad.example/", SiteEnd.WHOLE, "01A", 20, last_complete_at=BEGAN
)
WORSE = SiteNight(
    "dorp",
    "Gemeente Dorp",
    "https://dorp.example/",
    SiteEnd.WHOLE,
    "01B",
    30,
    1,
    9,
    (NEW, BACK),
    last_complete_at=BEGAN,
    report="rapport/dorp/index.html",
)
BROKEN = SiteNight(
    "bib", "Bibliotheek", "https://bib.example/", SiteEnd.BROKEN, error="The server does not answer."
)
OVERDUE = SiteNight(
    "park",
    "Park",
    "https://park.example/",
    SiteEnd.NOT_REACHED,
    last_complete_at=datetime(2026, 2, 1, 22, 0, tzinfo=UTC),
    is_overdue=True,
)


def night(*sites: SiteNight, end: NightEnd = NightEnd.DONE, error: str = "") -> Night:
    """Return a night with these sites."""
    return Night(BEGAN, ENDED, end, sites, error)
