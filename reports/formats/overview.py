"""Write the page that leads to all reports: one line per site, with how far its scan came and when.

It ranks nothing: what was seen of two sites is too different for that. How readable their pages are is told
of each entity, over all its sites.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from types import MappingProxyType

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
    href: str = ""
    """Its own page, or empty."""


def write_overview(
    sites: Sequence[tuple[SiteNow, str]],
    out: Output,
    text: Catalogue,
    pages: Mapping[str, str] = MappingProxyType({}),
    compared: str = "",
) -> None:
    """Write `index.html` over the newest report of each site, each with the relative address of its report.

    Sites stand in the order of their entity's name, then of their first address. `pages` has the relative
    address of the page of an entity by its id, where there is one; `compared` that of the comparison.
    """
    rows = sorted(sites, key=lambda row: (row[0].entity_name.casefold(), row[0].site_id))
    entities = entity_rows([site for site, _ in sites], pages)
    values = {"rows": rows, "entities": entities, "compared": compared, "host": ""}
    with out.open("index.html") as file:
        write_page("overview.html", file, Wording(text), values)


def entity_rows(sites: Sequence[SiteNow], pages: Mapping[str, str] = MappingProxyType({})) -> list[EntityRow]:
    """Return the entities whose pages could be judged, in the order of their names."""
    found: dict[str, tuple[str, list[IndicatorValue]]] = {}
    for site in sites:
        if (value := site.indicators.get(READABLE)) is not None and value.whole:
            found.setdefault(site.entity_id, (site.entity_name, []))[1].append(value)
    rows = [
        EntityRow(name, len(values), whole, pages.get(entity_id, ""))
        for entity_id, (name, values) in found.items()
        if (whole := together(values)) is not None
    ]
    return sorted(rows, key=lambda row: row.name.casefold())
