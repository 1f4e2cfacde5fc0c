"""Write everything of a report as JSON Lines: one object a line, for programs that read as they go.

Every line has a `kind`: `header` comes first, then `coverage`, `indicator`, `check`, `issue`, `page` and
`finding`, then of documents `document` and `document_issue`. What stands in a line is what the JSON report
has for it (`reports/schemas/report-1.schema.json`).
"""

import re
from collections.abc import Iterator
from typing import Final

from drempel.i18n import Catalogue
from drempel.model.report import ReportSource
from reports import plain
from reports.base import Output
from reports.channels import channel_map
from reports.document_problems import document_issue_data
from reports.documents import document_data
from reports.formats.json_report import SCHEMA_VERSION, encode
from reports.sample import sample_of
from reports.wording import Wording

_ENDS: Final = re.compile("[\u2028\u2029\x85]")
"""Characters that some readers take for the end of a line."""


class JsonLinesFormat:
    """The report as a stream."""

    id = "jsonl"
    suffix = ".jsonl"
    entry = "rapport.jsonl"
    owns = ("rapport.jsonl",)

    def write(self, source: ReportSource, out: Output, text: Catalogue) -> None:
        """Write line by line."""
        with out.open(self.entry) as file:
            for one in _lines(source, text):
                file.write(_ENDS.sub(_escaped, encode(one)) + "\n")


FORMAT = JsonLinesFormat()


def _escaped(found: re.Match[str]) -> str:
    return f"\\u{ord(found[0]):04x}"


def _lines(source: ReportSource, text: Catalogue) -> Iterator[plain.Plain]:
    words = Wording(text, source.checks())
    standard = source.header.scan.settings.standard
    about = {"schema_version": SCHEMA_VERSION, "language": text.language}
    yield {"kind": "header", **about, **plain.header_data(source.header)}
    yield {"kind": "coverage", **plain.coverage_data(source.header.coverage)}
    for value in source.indicators():
        yield {"kind": "indicator", **plain.indicator_data(value)}
    for check in source.checks():
        yield _line("check", plain.check_data(check, words), "check_kind")
    for issue in source.issues():
        yield _line("issue", plain.issue_data(issue, standard, words), "check_kind")
    sample = sample_of(source, channel_map(source))
    for page in source.pages():
        yield {"kind": "page", **plain.page_data(page, sample)}
    for page_url, finding in source.findings():
        yield {"page": page_url, **_line("finding", plain.finding_data(finding, words), "check_kind")}
    for document in source.documents():
        yield _line("document", document_data(document, words), "document_kind")
    for issue in source.document_issues():
        yield _line("document_issue", document_issue_data(issue, standard, words), "check_kind")


def _line(kind: str, data: plain.Plain, other: str) -> plain.Plain:
    """Return data under a kind; the kind that it has itself, of a check, goes by another name."""
    return {"kind": kind, other: data["kind"], **{k: v for k, v in data.items() if k != "kind"}}
