"""Write the page that leads to all reports: one line per site, with how far its scan came and when.

It ranks nothing: what was seen of two sites is too different for that. How readable their pages are is told
of each entity, over all its sites.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from drempel.i18n import Catalogue
from drempel.model.indicator import IndicatorValue, together
from drempel.model.overview import SiteNow
from reports.base import Output
from reports.render import write_page
from reports.wording import Wording

READABLE = "readable-pages"
"""Indicator that is told of each entity."""


@dataclass(frozen=True, slots=True)
class EntityRow:
    """One entity with the share of its pages that meet the B1 guideline."""

    name: str
    sites: int
    readable: IndicatorValue


def write_overview(sites: Sequence[tuple[SiteNow, str]], out: Output, text: Catalogue) -> None:
    """Write `index.html` over the newest report of each site, each with the relative address of its report.

    Sites stand in the order of their entity's name, then of their first address.
    """
    rows = sorted(sites, key=lambda row: (row[0].entity_name.casefold(), row[0].site_id))
    entities = entity_rows([site for site, _ in sites])
    with out.open("index.html") as file:
        write_page("overview.html", file, Wording(text), {"rows": rows, "entities": entities, "host": ""})


def entity_rows(sites: Sequence[SiteNow]) -> list[EntityRow]:
    """Return the entities whose pages could be judged, in the order of their names."""
    found: dict[str, tuple[str, list[IndicatorValue]]] = {}
    for site in sites:
        if (value := site.indicators.get(READABLE)) is not None and value.whole:
            found.setdefault(site.entity_id, (site.entity_name, []))[1].append(value)
    rows = [
        EntityRow(name, len(values), whole)
        for name, values in found.values()
        if (whole := together(values)) is not None
    ]
    return sorted(rows, key=lambda row: row.name.casefold())
