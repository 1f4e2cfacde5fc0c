"""Write the comparison of organisations as tables: a set of CSV files, or a workbook.

The same forms as in the report of one scan (`csv_table`, `xlsx`): no text is ever a formula, shares are 0–1.
"""

import csv
from collections.abc import Callable, Iterator, Sequence
from typing import Final

import xlsxwriter

from drempel.i18n import N_, Catalogue
from drempel.model.indicator import IndicatorValue
from reports.base import Output
from reports.compare import BANDED, Comparison
from reports.formats.csv_table import written
from reports.formats.xlsx import OPTIONS, Workbook
from reports.tables import Row
from reports.wording import Wording

XLSX_ENTRY: Final = "vergelijking.xlsx"
CSV_ENTRY: Final = "organisaties.csv"
CSV_FOLDER: Final = "vergelijking"


def organisations(found: Comparison, words: Wording) -> Iterator[Row]:  # noqa: ARG001 - all tables are alike
    """Yield each organisation with how much its scans saw, and how old the oldest is."""
    for one in found.entities:
        groups = ", ".join(one.groups)
        yield one.id, one.name, one.kind, groups, len(one.sites), one.judged, one.missed, one.oldest


def shares(found: Comparison, words: Wording) -> Iterator[Row]:
    """Yield each share of each organisation with its interval and its band."""
    for banding in found.bandings:
        name = words.indicator(banding.indicator).text
        for band, rows in banding.bands.items():
            for row in rows:
                one, counted = row.entity, (row.ratio, row.part, row.whole, row.low, row.high)
                yield one.id, one.name, banding.indicator, name, *counted, band.value


def documents(found: Comparison, words: Wording) -> Iterator[Row]:  # noqa: ARG001 - all tables are alike
    """Yield the documents of each organisation, with the share that fails the norm and its interval."""
    for row in found.documents:
        one, judged, failing = row.entity, row.judged, row.failing
        counted = (failing.ratio, failing.part, failing.whole, row.low, row.high)
        yield one.id, one.name, judged.whole, judged.part, *counted


def groups(found: Comparison, words: Wording) -> Iterator[Row]:
    """Yield each share of each group."""
    for group in found.groups:
        for indicator, value in zip(BANDED, group.shares, strict=True):
            name = words.indicator(indicator).text
            yield group.name, group.entities, indicator, name, *_counted(value)


def shared(found: Comparison, words: Wording) -> Iterator[Row]:
    """Yield each component that fails at several organisations."""
    for one in found.shared:
        of = one.component
        title, names = words.title(of.check).text, ", ".join(one.entities)
        yield of.name, of.element, of.check, title, len(one.entities), one.pages, names


def criteria(found: Comparison, words: Wording) -> Iterator[Row]:
    """Yield the problems of each organisation for each criterion; nothing where no check could look."""
    told = {number: words.requirement(number) for number in found.criteria}
    for row in found.heat:
        for number, problems in zip(found.criteria, row.cells, strict=True):
            name = of.name.text if (of := told[number]) else ""
            yield row.entity.id, row.entity.name, number, name, problems


def months(found: Comparison, words: Wording) -> Iterator[Row]:
    """Yield the figures over time of each organisation; a break forbids to compare with the one before."""
    for one in found.entities:
        for point in one.points:
            for value in point.indicators:
                if value.id in BANDED:
                    name = words.indicator(value.id).text
                    counted = _counted(value)
                    yield one.id, one.name, point.finished_at, value.id, name, *counted, point.is_break


def _counted(value: IndicatorValue | None) -> tuple[float | None, int | None, int | None]:
    return (value.value, value.part, value.whole) if value is not None else (None, None, None)


_ID, _NAME = N_("id"), N_("Organisation")
_SHARE = (N_("indicator"), N_("name"), N_("value"), N_("part"), N_("whole"))
TABLES: Final[Sequence[tuple[str, str, Sequence[str], Callable[[Comparison, Wording], Iterator[Row]]]]] = (
    (
        CSV_ENTRY,
        N_("Organisations"),
        (
            _ID,
            _NAME,
            N_("kind"),
            N_("Groups"),
            N_("Websites"),
            N_("Pages judged"),
            N_("Pages missed"),
            N_("Oldest scan"),
        ),
        organisations,
    ),
    (
        "aandelen.csv",
        N_("Shares"),
        (_ID, _NAME, *_SHARE, N_("at least"), N_("at most"), N_("Band")),
        shares,
    ),
    (
        "documenten.csv",
        N_("Documents"),
        (
            _ID,
            _NAME,
            N_("Documents found"),
            N_("Documents judged"),
            *_SHARE[2:],
            N_("at least"),
            N_("at most"),
        ),
        documents,
    ),
    ("groepen.csv", N_("Groups"), (N_("Group"), N_("Organisations"), *_SHARE), groups),
    (
        "gedeelde-onderdelen.csv",
        N_("Shared components"),
        (
            N_("Component"),
            N_("element"),
            N_("check"),
            N_("title"),
            N_("Organisations"),
            N_("Pages"),
            N_("Who gains"),
        ),
        shared,
    ),
    ("eisen.csv", N_("Requirements"), (_ID, _NAME, N_("Requirement"), N_("name"), N_("problems")), criteria),
    ("over-de-tijd.csv", N_("Figures over time"), (_ID, _NAME, N_("date"), *_SHARE, N_("break")), months),
)
"""File, name, heading and rows of each table."""
CSV_OWNS: Final = tuple(file for file, *_ in TABLES)


def write_comparison_csv(
    found: Comparison, out: Output, text: Catalogue, words: Wording | None = None
) -> None:
    """Write a file for each table; where there can be only one, the table of the organisations."""
    words = words or Wording(text)
    for file, _, heading, rows in TABLES[:1] if out.single_file else TABLES:
        with out.open(file, encoding="utf-8-sig") as opened:
            table = csv.writer(opened, delimiter=";")
            table.writerow([words.say(label).text for label in heading])
            table.writerows(map(written, row) for row in rows(found, words))


def write_comparison_xlsx(
    found: Comparison, out: Output, text: Catalogue, words: Wording | None = None
) -> None:
    """Write a workbook with a sheet for each table."""
    words = words or Wording(text)
    with out.open_binary(XLSX_ENTRY) as file, xlsxwriter.Workbook(file, OPTIONS) as book:
        book.set_properties({"title": words.say("Comparison of organisations").text})
        workbook = Workbook(book, words)
        for _, name, heading, rows in TABLES:
            workbook.sheet(name, heading, rows(found, words))
