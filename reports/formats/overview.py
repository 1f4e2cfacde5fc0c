"""Write the page that leads to all reports: one line per site, with how far its scan came and when.

It ranks nothing: what was seen of two sites is too different for that. How readable their pages are is told
of each entity, over all its sites.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from drempel.i18n import Catalogue
from drempel.model.indicator import IndicatorValue, together
from drempel.model.report import ReportHeader
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


def write_overview(
    headers: Sequence[ReportHeader],
    links: Sequence[str],
    out: Output,
    text: Catalogue,
    readable: Sequence[IndicatorValue | None] = (),
) -> None:
    """Write `index.html` over the newest report of each site; `links` has one relative address per header.

    Sites stand in the order of their entity's name, then of their first address. `readable` has the
    indicator of each header, `None` where a scan has none.
    """
    rows = sorted(
        zip(headers, links, strict=True), key=lambda row: (row[0].entity_name.casefold(), row[0].site_start)
    )
    entities = entity_rows(headers, readable)
    with out.open("index.html") as file:
        write_page("overview.html", file, Wording(text), {"rows": rows, "entities": entities, "host": ""})


def entity_rows(
    headers: Sequence[ReportHeader], readable: Sequence[IndicatorValue | None]
) -> list[EntityRow]:
    """Return the entities whose pages could be judged, in the order of their names."""
    found: dict[str, tuple[str, list[IndicatorValue]]] = {}
    for header, value in zip(headers, readable, strict=bool(readable)):
        if value is not None and value.whole:
            found.setdefault(header.entity_id, (header.entity_name, []))[1].append(value)
    rows = [
        EntityRow(name, len(values), whole)
        for name, values in found.values()
        if (whole := together(values)) is not None
    ]
    return sorted(rows, key=lambda row: row.name.casefold())
