"""Write everything of a report as one JSON object, for other programs.

The object is written piece by piece, so that memory does not grow with the number of findings; one
line per issue, page and finding keeps it readable and its differences small. Its shape is published in
`reports/schemas/report-1.schema.json`; within a `schema_version` keys are only added.
"""

import json
from collections.abc import Iterable, Iterator
from hashlib import blake2b
from io import TextIOWrapper
from typing import Any, TextIO

from drempel.i18n import Catalogue
from drempel.model.report import ReportSource
from reports import plain
from reports.base import Output
from reports.channels import channel_map, key_page_data, service_data
from reports.digest import digest_checks
from reports.document_problems import document_issue_data
from reports.documents import document_data
from reports.left_behind import (
    LeftBehindWords,
    left_behind_view,
    people_data,
    profile_data,
    row_data,
)
from reports.parts import MANIFEST, Parts
from reports.program import program_mark
from reports.sample import sample_of
from reports.statement import answer_data, statement_data, statement_view
from reports.wording import Wording

SCHEMA_VERSION = 1


class JsonFormat:
    """The report as data."""

    id = "json"
    suffix = ".json"
    entry = "rapport.json"
    owns = ("rapport.json", MANIFEST)

    def write(self, source: ReportSource, out: Output, text: Catalogue) -> None:
        """Write one object; large parts are read while they are written, or copied from the report before."""
        header, checks = source.header, source.checks()
        words = Wording(text, checks)
        standard = header.scan.settings.standard
        criteria = digest_checks(checks, standard)
        parts = Parts(out.earlier, self.entry)
        with out.open_binary(self.entry) as raw:
            # `replace`: a lone surrogate from a broken page must not stop the report.
            file = TextIOWrapper(raw, encoding="utf-8", errors="replace", newline="")
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
            array(file, "documents", (document_data(one, words) for one in source.documents()))
            array(
                file,
                "document_issues",
                (document_issue_data(issue, standard, words) for issue in source.document_issues()),
            )
            member(file, "document_changes", _document_changes(source))
            sample = sample_of(source, found)
            array(file, "pages", (plain.page_data(page, sample) for page in source.pages()))
            file.flush()
            parts.write(raw, "findings", _key(source, words), lambda: _findings(source, words))
            file.write("}\n")
            file.detach()
        if not out.single_file and (told := parts.manifest()):
            with out.open(MANIFEST) as beside:
                beside.write(told)


FORMAT = JsonFormat()


def _key(source: ReportSource, words: Wording) -> str:
    """Return the key of all findings: equal where they say the same; empty where that is not known."""
    marks = source.marks()
    if marks is None:
        return ""
    infos = [check.info for check in source.checks()]
    shown = (program_mark(), words.language, infos, marks.findings)
    return blake2b(repr(shown).encode("utf-8", "surrogatepass"), digest_size=12).hexdigest()


def _findings(source: ReportSource, words: Wording) -> Iterator[bytes]:
    """Yield the array of findings, which is the last one."""
    rows = ({"page": url, **plain.finding_data(finding, words)} for url, finding in source.findings())
    for piece in _array("findings", rows, last=True):
        yield piece.encode("utf-8", "replace")


def _document_changes(source: ReportSource) -> plain.Plain | None:
    """Return how many problems of documents moved how; `None` where no scan before judged documents."""
    header = source.header
    if header.documents_previous is None:
        return None
    return {
        "since": header.documents_previous.id,
        **{label.value: n for label, n in header.documents_trend.items()},
    }


def member(file: TextIO, name: str, value: Any) -> None:
    """Write one small member of the outer object."""
    file.write(f"{encode(name)}: {encode(value)},\n")


def array(file: TextIO, name: str, values: Iterable[Any], *, last: bool = False) -> None:
    """Write a member that is a list, one value a line, without ever holding two of them."""
    file.writelines(_array(name, values, last=last))


def _array(name: str, values: Iterable[Any], *, last: bool = False) -> Iterator[str]:
    yield f"{encode(name)}: ["
    before = "\n"
    for value in values:
        yield before + encode(value)
        before = ",\n"
    yield "\n]\n" if last else "\n],\n"


def encode(value: Any) -> str:
    """Return JSON in which a lone surrogate from a broken page has become U+FFFD; NaN is refused."""
    text = json.dumps(value, ensure_ascii=False, allow_nan=False)
    return text if text.isascii() else text.encode("utf-16", "surrogatepass").decode("utf-16", "replace")
