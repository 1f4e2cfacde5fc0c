"""Write the page of one entity: its sites with their newest reports, and its figures month by month."""

from collections.abc import Sequence
from dataclasses import replace
from typing import Final

from drempel.i18n import Catalogue
from drempel.model.overview import SiteNow
from drempel.model.report import TrendPoint
from reports.base import Output
from reports.charts import trend_charts
from reports.render import write_page
from reports.wording import Wording

SHOWN: Final = (
    "open-issues",
    "failed-of-tested",
    "key-pages-clean",
    "readable-pages",
    "pages-judged",
    "issue-age-median",
    "repair-time-median",
)
"""Figures of an entity, in reading order; those of groups of people follow."""
PEOPLE: Final = "shut-out-"


def write_entity(
    sites: Sequence[tuple[SiteNow, str]], points: Sequence[TrendPoint], out: Output, text: Catalogue
) -> None:
    """Write `index.html` for an entity; each site comes with the relative address of its newest report."""
    charts = trend_charts([shown(point) for point in points])
    with out.open("index.html") as file:
        write_page(
            "entity.html",
            file,
            Wording(text),
            {
                "name": sites[0][0].entity_name,
                "rows": sorted(sites, key=lambda row: row[0].site_id),
                "charts": charts,
                "host": "",
            },
        )


def shown(point: TrendPoint) -> TrendPoint:
    """Return a point with the figures that the page shows, in its order."""
    of = {value.id: value for value in point.indicators}
    people = sorted(key for key in of if key.startswith(PEOPLE))
    return replace(point, indicators=tuple(of[key] for key in (*SHOWN, *people) if key in of))
