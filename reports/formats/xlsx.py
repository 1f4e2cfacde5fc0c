"""Write the report as one Excel workbook: a sheet per table, with typed columns.

Rows go to disk as they come (`constant_memory`). The head of each sheet stays in view and has filters. Text
is never a formula: it is written as text, and an apostrophe keeps it so when somebody saves the sheet as CSV.
"""

from collections.abc import Iterable, Sequence
from datetime import UTC, datetime
from itertools import islice
from typing import Any, Final

import xlsxwriter

import drempel
from drempel.i18n import N_, Catalogue
from drempel.model.report import ReportSource
from reports.base import Output
from reports.document_problems import COLUMNS as DOCUMENT_ISSUES
from reports.documents import COLUMNS
from reports.places import one_line
from reports.tables import (
    FINDINGS,
    INCLUSION,
    INDICATORS,
    ISSUES,
    LEFT_BEHIND,
    PAGES,
    TEXTS,
    Row,
    Tables,
    Value,
)
from reports.untrusted import cell
from reports.wording import Wording

MOST_ROWS: Final = 1_048_576
"""Rows of a sheet (Excel specifications and limits)."""
MOST_CHARS: Final = 32_000
"""Characters of a cell: Excel has room for 32,767 UTF-16 units."""
_WIDTH: Final = 18
OPTIONS: Final = {
    "constant_memory": True,
    "strings_to_formulas": False,
    "strings_to_numbers": False,
    "strings_to_urls": False,
    "nan_inf_to_errors": False,
}
_SHEETS: Final = (
    (N_("Problems"), ISSUES, Tables.issues),
    (N_("Places"), FINDINGS, Tables.findings),
    (N_("Pages"), PAGES, Tables.pages),
    (N_("Documents"), COLUMNS, Tables.documents),
    (N_("Document problems"), DOCUMENT_ISSUES, Tables.document_issues),
    (N_("Readability"), TEXTS, Tables.texts),
    (N_("Figures"), INDICATORS, Tables.indicators),
    (N_("Left behind"), LEFT_BEHIND, Tables.left_behind),
    (N_("E-inclusion"), INCLUSION, Tables.inclusion),
)


class XlsxFormat:
    """A workbook."""

    id = "xlsx"
    suffix = ".xlsx"
    entry = "rapport.xlsx"
    owns = ("rapport.xlsx",)

    def write(self, source: ReportSource, out: Output, text: Catalogue) -> None:
        """Write what it is about, then a sheet per table."""
        words = Wording(text, source.checks())
        tables = Tables(source, words)
        with out.open_binary(self.entry) as file, xlsxwriter.Workbook(file, OPTIONS) as book:
            workbook = Workbook(book, words)
            workbook.about(source)
            for name, heading, rows in _SHEETS:
                workbook.sheet(name, heading, rows(tables))


FORMAT = XlsxFormat()


class Workbook:
    """The book while it is written."""

    def __init__(self, book: Any, words: Wording) -> None:
        self.book = book
        self.words = words
        self.head = book.add_format(
            {"bold": True, "bg_color": "#0A3A4F", "font_color": "#FFFFFF", "text_wrap": True}
        )
        self.formats = {
            datetime: book.add_format({"num_format": "yyyy-mm-dd hh:mm"}),
            int: book.add_format({"num_format": "#,##0"}),
            float: book.add_format({"num_format": "#,##0.##"}),
        }

    def about(self, source: ReportSource) -> None:
        """Write the first sheet: what was scanned, when, and how far it came."""
        header, say = source.header, self.words.say
        self.book.set_properties({"title": one_line(header.entity_name, 200), "comments": ""})
        rows: list[Row] = [
            (say("Organisation").text, header.entity_name),
            (say("Website").text, " ".join(header.site_start)),
            (say("Date of the scan").text, header.scan.started_at),
            (say("Norm").text, header.scan.settings.standard),
            (say("Result").text, self.words.came_how_far(header).text),
            (say("Pages judged").text, header.coverage.judged),
            (say("Pages that could not be judged").text, header.coverage.unjudged),
            (say("Made by Drempel {version}.", version=drempel.__version__).text, None),
        ]
        self.sheet(N_("About"), (N_("What"), N_("Value")), rows)

    def sheet(self, name: str, heading: Sequence[str], rows: Iterable[Row]) -> None:
        """Write one table, over more sheets where it is longer than a sheet can be."""
        walk = iter(rows)
        part = 1
        while self._part(name, part, heading, islice(walk, MOST_ROWS - 1)) == MOST_ROWS - 1:
            part += 1

    def _part(self, name: str, part: int, heading: Sequence[str], rows: Iterable[Row]) -> int:
        title = self.words.say(name).text + (f" {part}" if part > 1 else "")
        page = self.book.add_worksheet(title)
        page.freeze_panes(1, 0)
        page.set_column(0, len(heading) - 1, _WIDTH)
        for column, label in enumerate(heading):
            page.write_string(0, column, self.words.say(label).text, self.head)
        count = 0
        for count, row in enumerate(rows, 1):
            for column, value in enumerate(row):
                self._cell(page, count, column, value)
        page.autofilter(0, 0, count, len(heading) - 1)
        return count

    def _cell(self, page: Any, row: int, column: int, value: Value) -> None:
        match value:
            case None | "":
                pass
            case bool():
                page.write_boolean(row, column, value)
            case int():
                page.write_number(row, column, value, self.formats[int])
            case float():
                page.write_number(row, column, value, self.formats[float])
            case datetime():
                # Excel knows no time zones: everything is in UTC, as in the other formats.
                naive = value.astimezone(UTC).replace(tzinfo=None, microsecond=0)
                page.write_datetime(row, column, naive, self.formats[datetime])
            case _:
                page.write_string(row, column, cell(str(value), MOST_CHARS))
