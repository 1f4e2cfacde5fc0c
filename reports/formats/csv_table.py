"""Write the report as a set of tables for spreadsheets.

Made for Excel as it is set up in Belgium and the Netherlands: semicolons between cells, a comma in
decimal numbers (a point would turn 12.5 into a date), UTF-8 with a byte order mark. `leesmij.txt` says
so to the reader. Headings are in the reader's language; ids and closed values stay the English ones of
the JSON report. A cell that a spreadsheet could take for a formula gets an apostrophe before it.
"""

import csv
from collections.abc import Iterable, Sequence
from datetime import datetime

from drempel.i18n import N_, Catalogue
from drempel.model.report import ReportSource
from reports.base import Output
from reports.document_problems import COLUMNS as DOCUMENT_ISSUES
from reports.documents import COLUMNS
from reports.plain import moment
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

READ_ME = (
    N_("These tables hold the scan of {name} of {date}."),
    N_("A semicolon stands between two cells, a comma in a decimal number. The encoding is UTF-8."),
    N_("Dates and times are in UTC: 2026-11-24T08:05:00Z."),
    N_("Values such as “failed” or “not-html” are English on purpose, so that programs can rely on them."),
    N_("A cell that begins with an apostrophe (') could be read as a formula. The apostrophe prevents that."),
)
FILES = {
    "problemen.csv": N_("one problem per row"),
    "bevindingen.csv": N_("one place with a problem or question per row"),
    "paginas.csv": N_("one address per row, also the addresses that we could not judge"),
    "documenten.csv": N_("one document per row, also those that we could not judge"),
    "documentproblemen.csv": N_("one problem of a document per row, and how it changed"),
    "leesbaarheid.csv": N_("one judged page per row, with its readability"),
    "indicatoren.csv": N_("the figures of this scan and of earlier ones"),
    "wie-blijft-achter.csv": N_("one barrier for one group of people per row"),
    "e-inclusie.csv": N_("one question about e-inclusion per row, with its answers"),
}


class CsvFormat:
    """Tables for spreadsheets."""

    id = "csv"
    suffix = ".csv"
    entry = "problemen.csv"
    owns = (*FILES, "leesmij.txt")

    def write(self, source: ReportSource, out: Output, text: Catalogue) -> None:
        """Write nine tables and a read-me; in a single file only the findings fit."""
        words = Wording(text, source.checks())
        tables, files = Tables(source, words), _Files(source, out, words)
        files.write("bevindingen.csv", FINDINGS, tables.findings())
        if out.single_file:
            return
        files.write("problemen.csv", ISSUES, tables.issues())
        files.write("paginas.csv", PAGES, tables.pages())
        files.write("documenten.csv", COLUMNS, tables.documents())
        files.write("documentproblemen.csv", DOCUMENT_ISSUES, tables.document_issues())
        files.write("leesbaarheid.csv", TEXTS, tables.texts())
        files.write("indicatoren.csv", INDICATORS, tables.indicators())
        files.write("wie-blijft-achter.csv", LEFT_BEHIND, tables.left_behind())
        files.write("e-inclusie.csv", INCLUSION, tables.inclusion())
        files.write_read_me()


FORMAT = CsvFormat()


class _Files:
    """The files of the set."""

    def __init__(self, source: ReportSource, out: Output, words: Wording) -> None:
        self.source = source
        self.out = out
        self.words = words

    def write(self, name: str, heading: Sequence[str], rows: Iterable[Row]) -> None:
        with self.out.open(name, encoding="utf-8-sig") as file:
            table = csv.writer(file, delimiter=";")
            table.writerow([self.words.say(label).text for label in heading])
            table.writerows(map(written, row) for row in rows)

    def write_read_me(self) -> None:
        header, say = self.source.header, self.words.say
        params = {"name": cell(header.entity_name, 200), "date": self.words.date(header.scan.started_at)}
        with self.out.open("leesmij.txt", encoding="utf-8-sig") as file:
            file.writelines(f"{say(line, **params)}\r\n" for line in READ_ME)
            file.write("\r\n")
            file.writelines(f"{name}: {say(what)}\r\n" for name, what in FILES.items())


def written(value: Value) -> str:
    """Return a cell as a Belgian spreadsheet reads it: `12,5`, `1` or `0` for yes or no, empty for none."""
    match value:
        case None:
            return ""
        case bool():
            return "1" if value else "0"
        case int():
            return str(value)
        case float():
            return f"{value:.6f}".rstrip("0").rstrip(".").replace(".", ",")
        case datetime():
            return moment(value) or ""
        case _:
            return cell(value)
