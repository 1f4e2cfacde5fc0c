"""Write everything of a report as one JSON object, for other programs.

The object is written piece by piece, so that memory does not grow with the number of findings; one
line per issue, page and finding keeps it readable and its differences small. Its shape is published in
`reports/schemas/report-1.schema.json`; within a `schema_version` keys are only added.
"""

import json
from collections.abc import Iterable, Iterator
from typing import Any, TextIO

from drempel.i18n import Catalogue
from drempel.model.report import ReportSource
from reports import plain
from reports.base import Output
from reports.channels import channel_map, key_page_data, service_data
from reports.digest import digest_checks
from reports.left_behind import (
    LeftBehindWords,
    left_behind_view,
    people_data,
    profile_data,
    row_data,
)
from reports.statement import answer_data, statement_data, statement_view
from reports.wording import Wording

SCHEMA_VERSION = 1


class JsonFormat:
    """The report as data."""

    id = "json"
    suffix = ".json"
    entry = "rapport.json"
    owns = ("rapport.json",)

    def write(self, source: ReportSource, out: Output, text: Catalogue) -> None:
        """Write one object; large parts are read while they are written."""
        header, checks = source.header, source.checks()
        words = Wording(text, checks)
        standard = header.scan.settings.standard
        criteria = digest_checks(checks, standard)
        with out.open(self.entry) as file:
            file.write("{\n")
            member(file, "schema_version", SCHEMA_VERSION)
            member(file, "language", text.language)
            member(file, "header", plain.header_data(header))
            member(
                file,
                "coverage",
                plain.coverage_data(header.coverage)
                | {
                    "criteria_covered": [criterion.id for criterion in criteria.covered],
                    "criteria_uncovered": [criterion.id for criterion in criteria.uncovered],
                },
            )
            member(file, "changes", {label.value: n for label, n in header.trend.items()})
            array(file, "indicators", (plain.indicator_data(value) for value in source.indicators()))
            array(file, "trend", (plain.trend_data(point) for point in source.trend()))
            member(file, "panel", plain.panel_data(source.panel()))
            array(file, "checks", (plain.check_data(check, words) for check in checks))
            left, say = left_behind_view(source), LeftBehindWords(words)
            member(file, "profile", profile_data(left))
            array(file, "left_behind", (people_data(group, say) for group in left.people))
            rows = (row for group in left.groups for row in group.rows)
            array(file, "inclusion", (row_data(row, say) for row in rows))
            array(file, "issues", (plain.issue_data(issue, standard, words) for issue in source.issues()))
            found = channel_map(source)
            array(file, "services", (service_data(service) for service in found.services))
            array(file, "key_pages", (key_page_data(key) for key in found.key_pages))
            member(file, "statement", statement_data(statement_view(source)))
            array(file, "person_answers", (answer_data(one) for one in header.person_answers))
            array(file, "pages", (plain.page_data(page) for page in source.pages()))
            array(file, "findings", _findings(source, words), last=True)
            file.write("}\n")


FORMAT = JsonFormat()


def _findings(source: ReportSource, words: Wording) -> Iterator[plain.Plain]:
    for page_url, finding in source.findings():
        yield {"page": page_url, **plain.finding_data(finding, words)}


def member(file: TextIO, name: str, value: Any) -> None:
    """Write one small member of the outer object."""
    file.write(f"{encode(name)}: {encode(value)},\n")


def array(file: TextIO, name: str, values: Iterable[Any], *, last: bool = False) -> None:
    """Write a member that is a list, one value a line, without ever holding two of them."""
    file.write(f"{encode(name)}: [")
    before = "\n"
    for value in values:
        file.write(before + encode(value))
        before = ",\n"
    file.write("\n]\n" if last else "\n],\n")


def encode(value: Any) -> str:
    """Return JSON in which a lone surrogate from a broken page has become U+FFFD; NaN is refused."""
    text = json.dumps(value, ensure_ascii=False, allow_nan=False)
    return text if text.isascii() else text.encode("utf-16", "surrogatepass").decode("utf-16", "replace")
