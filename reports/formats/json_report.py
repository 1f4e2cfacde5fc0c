"""Write everything of a report as one JSON object, for other programs.

The object is written piece by piece, so that memory does not grow with the number of findings; one
line per issue, page and finding keeps it readable and its differences small. Its shape is published in
`reports/schemas/report-1.schema.json`; within a `schema_version` keys are only added.
"""

import json
from collections.abc import Iterable, Iterator, Sequence
from functools import partial
from hashlib import blake2b
from io import TextIOWrapper
from itertools import groupby
from operator import itemgetter
from typing import Any, BinaryIO, TextIO

from drempel.i18n import Catalogue
from drempel.model.finding import Finding
from drempel.model.report import ContentMarks, ReportSource
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
            _write_findings(raw, source, words, parts)
            file.write("}\n")
            file.detach()
        if not out.single_file and (told := parts.manifest()):
            with out.open(MANIFEST) as beside:
                beside.write(told)


FORMAT = JsonFormat()


def _write_findings(out: BinaryIO, source: ReportSource, words: Wording, parts: Parts) -> None:
    """Write the array of findings, which is the last one; those of a page as it was are copied."""
    marks = source.marks()
    if marks is None:
        rows = _findings(source.findings(), words)
        out.writelines(piece.encode("utf-8", "replace") for piece in _array("findings", rows, last=True))
        return
    keys = _keys(source, words, marks)
    pages = _Pages(source, [url for url, key in keys.items() if not parts.knows(key)], len(keys))
    out.write(b'"findings": [')
    before = b"\n"
    for url, key in keys.items():
        out.write(before)
        parts.write(out, key, partial(_lines_of, pages, url, words))
        before = b",\n"
    out.write(b"\n]\n")


def _keys(source: ReportSource, words: Wording, marks: ContentMarks) -> dict[str, str]:
    """Return the key of the findings of each page: equal where they say the same."""
    infos = [check.info for check in source.checks()]
    shared = _mark(program_mark(), words.language, infos)
    return {url: _mark(shared, url, mark) for url, mark in marks.found.items()}


def _mark(*shown: object) -> str:
    return blake2b(repr(shown).encode("utf-8", "surrogatepass"), digest_size=12).hexdigest()


class _Pages:
    """Findings page by page, read in one walk over those that were to be expected."""

    def __init__(self, source: ReportSource, expected: Sequence[str], total: int) -> None:
        """`expected` are pages in the order of the source, out of `total`."""
        self._source = source
        found = source.findings(urls=expected if len(expected) < total else None) if expected else iter(())
        self._walk = groupby(found, key=itemgetter(0))
        self._next = next(self._walk, None)

    def findings(self, url: str) -> Iterator[tuple[str, Finding]]:
        """Yield the findings of one page; what the walk does not come to now is read by itself."""
        if self._next is None or self._next[0] != url:
            yield from self._source.findings(urls=(url,))
            return
        yield from self._next[1]
        self._next = next(self._walk, None)


def _findings(found: Iterable[tuple[str, Finding]], words: Wording) -> Iterator[plain.Plain]:
    return ({"page": url, **plain.finding_data(finding, words)} for url, finding in found)


def _lines_of(pages: _Pages, url: str, words: Wording) -> Iterator[bytes]:
    """Yield the findings of a page, a line each with commas between them."""
    before = ""
    for row in _findings(pages.findings(url), words):
        yield (before + encode(row)).encode("utf-8", "replace")
        before = ",\n"


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
