"""Write the page that compares organisations, and the same as JSON.

It ranks nothing, see `reports.compare`. Each drawing stands beside its numbers, in the same row.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

from drempel.i18n import N_, Catalogue
from drempel.model.indicator import IndicatorValue
from drempel.model.report import TrendPoint
from reports.base import Output
from reports.charts import TrendChart, trend_chart
from reports.compare import (
    BANDED,
    MOST_NAMES,
    SHOWN_TREND,
    Band,
    Banding,
    BandRow,
    Comparison,
    DocumentRow,
    EntityNow,
    HeatRow,
)
from reports.render import write_page
from reports.wording import Wording

BANDS: Final[Mapping[Band, str]] = {
    Band.BETTER: N_("Surely better than all together"),
    Band.ALIKE: N_("No sure difference with all together"),
    Band.WORSE: N_("Surely worse than all together"),
    Band.TOO_LITTLE: N_("Too few pages to say something"),
}
MANY: Final = 5
"""Problems with one requirement from which a cell is darkest."""


ENTRY: Final = "vergelijking.html"
OWNS: Final = ("vergelijking-*.html",)
MOST_TOGETHER: Final = 100
"""Organisations on one page; with more each has its figures on one of several pages."""
MOST_ROWS: Final = 50
"""Organisations named in a band of a large comparison."""
SET_APART: Final = (Band.BETTER, Band.WORSE)


@dataclass(frozen=True, slots=True)
class ComparisonPart:
    """Some of the organisations, in the order of the alphabet, with the page that holds their figures."""

    file: str
    entities: Sequence[EntityNow]
    shares: Sequence[tuple[Banding, Sequence[tuple[Band, BandRow]]]]
    heat: Sequence[HeatRow]
    documents: Sequence[DocumentRow] = ()


def write_comparison(
    found: Comparison, out: Output, text: Catalogue, words: Wording | None = None, overview: str = ""
) -> None:
    """Write `vergelijking.html`; `words` knows the titles of the checks, `overview` leads to all reports.

    With more than `MOST_TOGETHER` organisations the tables with a row for each stand on further pages. Where
    there can be only one file, it holds all.
    """
    parts = [] if out.single_file else parts_of(found)
    values = {
        "found": found,
        "bands": BANDS,
        "banded": BANDED,
        "most_names": MOST_NAMES,
        "most_rows": MOST_ROWS,
        "set_apart": SET_APART,
        "shade": shade,
        "trend": lambda points: trend_of(points),
        "parts": parts,
        "at_how_many": at_how_many(found),
        "overview": overview,
        "entry": ENTRY,
        "host": "",
    }
    words = words or Wording(text)
    for number, part in enumerate(parts, 1):
        with out.open(part.file) as file:
            write_page("compare_part.html", file, words, {**values, "part": part, "number": number})
    with out.open(ENTRY) as file:
        write_page("compare.html", file, words, values)


def parts_of(found: Comparison) -> list[ComparisonPart]:
    """Return the pages that a large comparison is spread over; none where all fit on one."""
    if len(found.entities) <= MOST_TOGETHER:
        return []
    starts = range(0, len(found.entities), MOST_TOGETHER)
    rows = [
        (banding, {row.entity.id: (band, row) for band, of in banding.bands.items() for row in of})
        for banding in found.bandings
    ]
    parts = []
    for number, at in enumerate(starts, 1):
        entities = found.entities[at : at + MOST_TOGETHER]
        shares = [
            (banding, [by_id[one.id] for one in entities if one.id in by_id]) for banding, by_id in rows
        ]
        heat = found.heat[at : at + MOST_TOGETHER]
        ids = {one.id for one in entities}
        documents = [row for row in found.documents if row.entity.id in ids]
        file = f"vergelijking-{number}.html"
        parts.append(ComparisonPart(file, entities, [one for one in shares if one[1]], heat, documents))
    return parts


def at_how_many(found: Comparison) -> list[tuple[str, int, int]]:
    """Return each criterion with the organisations that have a problem, and those where a check looked."""
    columns = zip(*(row.cells for row in found.heat), strict=True)
    return [
        (number, sum(bool(cell) for cell in cells), sum(cell is not None for cell in cells))
        for number, cells in zip(found.criteria, columns, strict=True)
    ]


def trend_of(points: tuple[TrendPoint, ...]) -> TrendChart | None:
    """Return the line of an organisation, `None` where it has not two values."""
    if not any(value.id == SHOWN_TREND for value in (points[-1].indicators if points else ())):
        return None
    chart = trend_chart(points[-24:], SHOWN_TREND)
    return chart if chart.has_line else None


def shade(cell: int | None) -> str:
    """Return the class of a cell: not tested, none found, some, many."""
    if cell is None:
        return "heat-unknown"
    return "heat-none" if not cell else "heat-many" if cell >= MANY else "heat-some"


def comparison_data(found: Comparison) -> dict[str, Any]:
    """Return the comparison for JSON; shares are 0–1."""
    of_documents = {row.entity.id: row for row in found.documents}
    return {
        "schema_version": 1,
        "group": found.group or None,
        "entities": [
            {
                "id": one.id,
                "name": one.name,
                "kind": one.kind or None,
                "groups": list(one.groups),
                "sites": len(one.sites),
                "pages_judged": one.judged,
                "pages_missed": one.missed,
                "documents_found": one.documents.found,
                "documents_judged": one.documents.judged,
                "documents_failing": _documents(of_documents.get(one.id)),
                "oldest_scan": one.oldest.isoformat(),
                "months": [
                    {
                        "finished_at": point.finished_at.isoformat(),
                        "is_break": point.is_break,
                        **{value.id: _share(value) for value in point.indicators if value.id in BANDED},
                    }
                    for point in one.points
                ],
            }
            for one in found.entities
        ],
        "bands": [
            {
                "indicator": banding.indicator,
                "overall": _share(banding.overall),
                "bands": {band.value: [_row(row) for row in rows] for band, rows in banding.bands.items()},
            }
            for banding in found.bandings
        ],
        "groups": [
            {
                "name": row.name,
                "entities": row.entities,
                **{name: _share(value) for name, value in zip(BANDED, row.shares, strict=True)},
            }
            for row in found.groups
        ],
        "shared": [
            {
                "component": one.component.name,
                "element": one.component.element,
                "check": one.component.check,
                "entities": list(one.entities),
                "pages": one.pages,
            }
            for one in found.shared
        ],
        "criteria": list(found.criteria),
        "problems": {row.entity.id: dict(zip(found.criteria, row.cells, strict=True)) for row in found.heat},
    }


def _share(value: IndicatorValue | None) -> dict[str, Any] | None:
    if value is None:
        return None
    return {
        "value": value.value,
        "part": value.part,
        "whole": value.whole,
        "low": value.low,
        "high": value.high,
    }


def _row(row: BandRow) -> dict[str, Any]:
    return {"id": row.entity.id, "part": row.part, "whole": row.whole, "low": row.low, "high": row.high}


def _documents(row: DocumentRow | None) -> dict[str, Any] | None:
    if row is None or row.failing.ratio is None:
        return None
    share = row.failing
    return {"value": share.ratio, "part": share.part, "whole": share.whole, "low": row.low, "high": row.high}
