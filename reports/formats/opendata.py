"""Write figures and findings as open data: a Data Package of CSV files, for publication.

What could name a person is left out: fragments and texts of pages, selectors, notes, answers and decisions of
people. Addresses lose their query, fragment and user; parts of a path that look like an e-mail address, a
number of a person or a telephone number become `x`. A row never holds free text of a page.

Form: Data Package 2.0 (https://datapackage.org), one table per resource with its schema, size and hash. Cells
are separated by commas and decimals have a point, as open data has them; the `csv` format is for Excel.
"""

import csv
import hashlib
import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import BinaryIO, Final
from urllib.parse import unquote, urlsplit, urlunsplit

import drempel
from drempel.errors import UsageError
from drempel.i18n import N_, Catalogue
from drempel.model.document import DocumentKind
from drempel.model.finding import Impact, Kind, Outcome
from drempel.model.report import ReportSource
from drempel.model.snapshot import FetchOutcome
from reports.base import Output
from reports.documents import EXEMPTIONS, FATES, FORMS, fate_of
from reports.formats.json_report import encode
from reports.grouping import OPEN_GROUPS, Group, group_of
from reports.places import iri, one_line
from reports.plain import Plain, moment
from reports.tables import Row, Value
from reports.untrusted import cell
from reports.wording import Wording

PROFILE: Final = "https://datapackage.org/profiles/2.0/datapackage.json"
_PERSONAL: Final = re.compile(
    r"@"  # an e-mail address
    r"|(?<!\d)\d{2}[.\s-]?\d{2}[.\s-]?\d{2}[.\s-]?\d{3}[.\s-]?\d{2}(?!\d)"  # a national register number
    r"|(?<!\d)\d{9}(?!\d)"  # a Dutch citizen service number
    r"|(?<!\d)(?:\+|00)?(?:32|31|0)[\s./-]?\d(?:[\s./-]?\d){7,9}(?!\d)"  # a telephone number
)


_KINDS: Final = frozenset(kind.value for kind in DocumentKind)


@dataclass(frozen=True, slots=True)
class _Field:
    """A column: its name, its type in Table Schema, what it says, and its closed values."""

    name: str
    type: str
    title: str
    values: tuple[str, ...] = ()
    is_required: bool = True


_FINDINGS: Final = (
    _Field("page", "string", N_("page")),
    _Field("check", "string", N_("check")),
    _Field("title", "string", N_("title")),
    _Field("outcome", "string", N_("outcome"), (Outcome.FAILED.value, Outcome.CANT_TELL.value)),
    _Field("impact", "string", N_("impact"), tuple(Impact)),
    _Field("kind", "string", N_("kind"), tuple(Kind)),
    _Field("requirements", "string", N_("requirements"), is_required=False),
    _Field("fingerprint", "string", N_("fingerprint"), is_required=False),
)
_ISSUES: Final = (
    _Field("fingerprint", "string", N_("fingerprint")),
    _Field("group", "string", N_("group"), tuple(Group)),
    _Field("check", "string", N_("check")),
    _Field("title", "string", N_("title")),
    _Field("impact", "string", N_("impact"), tuple(Impact)),
    _Field("requirements", "string", N_("requirements"), is_required=False),
    _Field("pages", "integer", N_("pages")),
    _Field("places", "integer", N_("places")),
    _Field("first_seen_at", "datetime", N_("first seen")),
)
_PAGES: Final = (
    _Field("page", "string", N_("page")),
    _Field("outcome", "string", N_("outcome"), tuple(FetchOutcome)),
    _Field("problems", "integer", N_("problems"), is_required=False),
    _Field("questions", "integer", N_("questions"), is_required=False),
    _Field("difficulty", "number", N_("difficulty (0 to 100, higher is harder)"), is_required=False),
    _Field("meets_b1", "string", N_("meets the B1 guideline?"), ("yes", "doubt", "no"), is_required=False),
)
_DOCUMENTS: Final = (
    _Field("document", "string", N_("document")),
    _Field("kind", "string", N_("kind of file"), tuple(DocumentKind), is_required=False),
    _Field("outcome", "string", N_("outcome"), tuple(FetchOutcome)),
    _Field("result", "string", N_("result"), (*FATES, "unjudged")),
    _Field("pages", "integer", N_("pages that link to it")),
    _Field("exemption", "string", N_("possibly exempt"), tuple(EXEMPTIONS), is_required=False),
    _Field("sheets", "integer", N_("sheets"), is_required=False),
    _Field("words", "integer", N_("words"), is_required=False),
    _Field("form", "string", N_("form"), tuple(FORMS), is_required=False),
    _Field("problems", "integer", N_("problems against the norm"), is_required=False),
    _Field("questions", "integer", N_("questions"), is_required=False),
)
_DOCUMENT_ISSUES: Final = (
    _Field("document", "string", N_("document")),
    _Field("fingerprint", "string", N_("fingerprint")),
    _Field("group", "string", N_("group"), tuple(Group)),
    _Field("check", "string", N_("check")),
    _Field("title", "string", N_("title")),
    _Field("impact", "string", N_("impact"), tuple(Impact)),
    _Field("requirements", "string", N_("requirements"), is_required=False),
    _Field("places", "integer", N_("places")),
    _Field("first_seen_at", "datetime", N_("first seen")),
)
_INDICATORS: Final = (
    _Field("scan", "string", N_("scan")),
    _Field("finished_at", "datetime", N_("date")),
    _Field("is_break", "boolean", N_("break")),
    _Field("indicator", "string", N_("indicator")),
    _Field("version", "integer", N_("version")),
    _Field("value", "number", N_("value"), is_required=False),
    _Field("unit", "string", N_("unit")),
    _Field("part", "number", N_("part"), is_required=False),
    _Field("whole", "number", N_("whole"), is_required=False),
    _Field("low", "number", N_("low"), is_required=False),
    _Field("high", "number", N_("high"), is_required=False),
)


class OpenDataFormat:
    """A data package for publication."""

    id = "opendata"
    suffix = ".json"
    entry = "datapackage.json"
    owns = (
        "datapackage.json",
        "bevindingen-open.csv",
        "problemen-open.csv",
        "paginas-open.csv",
        "documenten-open.csv",
        "documentproblemen-open.csv",
        "indicatoren-open.csv",
    )

    def write(self, source: ReportSource, out: Output, text: Catalogue) -> None:
        """Write six tables and what they are; raises `UsageError` when there is room for one file only."""
        if out.single_file:
            raise UsageError("A data package has several files. Leave --output out, or give a folder.")
        words = Wording(text, source.checks())
        tables = (
            (
                "indicatoren",
                N_("the figures of this scan and of earlier ones"),
                _INDICATORS,
                _indicators(source),
            ),
            ("problemen", N_("one problem per row"), _ISSUES, _issues(source, words)),
            (
                "bevindingen",
                N_("one place with a problem or question per row"),
                _FINDINGS,
                _findings(source, words),
            ),
            (
                "paginas",
                N_("one address per row, also the addresses that we could not judge"),
                _PAGES,
                _pages(source),
            ),
            (
                "documenten",
                N_("one document per row, also the documents that we could not judge"),
                _DOCUMENTS,
                _documents(source),
            ),
            (
                "documentproblemen",
                N_("one problem of a document per row, and how it changed"),
                _DOCUMENT_ISSUES,
                _document_issues(source, words),
            ),
        )
        resources = [
            _resource(out, name, words.say(title).text, fields, rows, words)
            for name, title, fields, rows in tables
        ]
        with out.open(self.entry) as file:
            file.write(encode(_package(source, words, resources)) + "\n")


FORMAT = OpenDataFormat()


class _Hashed:
    """Lines on their way to a file, with the size and hash of what became of them."""

    def __init__(self, file: BinaryIO) -> None:
        self._file = file
        self.hash = hashlib.sha256()
        self.bytes = 0

    def write(self, line: str) -> int:
        data = line.encode("utf-8", "replace")
        self._file.write(data)
        self.hash.update(data)
        self.bytes += len(data)
        return len(line)


def _resource(
    out: Output, name: str, title: str, fields: Sequence[_Field], rows: Iterable[Row], words: Wording
) -> Plain:
    path = f"{name}-open.csv"
    with out.open_binary(path) as file:
        hashed = _Hashed(file)
        table = csv.writer(hashed, lineterminator="\r\n")
        table.writerow(field.name for field in fields)
        table.writerows(map(_written, row) for row in rows)
    return {
        "name": name,
        "type": "table",
        "path": path,
        "title": title,
        "format": "csv",
        "mediatype": "text/csv",
        "encoding": "utf-8",
        "bytes": hashed.bytes,
        "hash": f"sha256:{hashed.hash.hexdigest()}",
        "dialect": {"delimiter": ",", "lineTerminator": "\r\n", "quoteChar": '"', "doubleQuote": True},
        "schema": {"fields": [_field(field, words) for field in fields], "missingValues": [""]},
    }


def _field(field: _Field, words: Wording) -> Plain:
    constraints: Plain = {"required": True} if field.is_required else {}
    if field.values:
        constraints["enum"] = list(field.values)
    return {
        "name": field.name,
        "type": field.type,
        "title": words.say(field.title).text,
        **({"constraints": constraints} if constraints else {}),
    }


def _package(source: ReportSource, words: Wording, resources: list[Plain]) -> Plain:
    header = source.header
    about = words.say(
        "These are outcomes of a scan. A scan does not find everything, and nobody looked at each of them."
    )
    return {
        "$schema": PROFILE,
        "name": f"drempel-{re.sub(r'[^a-z0-9._-]+', '-', header.entity_id.lower())}",
        "id": header.scan.id,
        "title": words.say(
            "Accessibility and plain language: {name}", name=one_line(header.entity_name, 200)
        ).text,
        "description": about.text,
        "homepage": open_address(header.site_start[0]),
        "created": moment(header.generated_at or header.scan.finished_at or header.scan.started_at),
        "version": "1.0.0",
        "licenses": [
            {
                "name": "CC0-1.0",
                "path": "https://creativecommons.org/publicdomain/zero/1.0/",
                "title": "Creative Commons Zero v1.0 Universal",
            }
        ],
        "contributors": [{"title": one_line(header.entity_name, 200), "roles": ["publisher"]}],
        "sources": [{"title": f"Drempel {header.scan.tools.drempel or drempel.__version__}"}],
        "coverage": {
            "judged": header.coverage.judged,
            "unjudged": header.coverage.unjudged,
            "not_visited": header.coverage.not_visited,
        },
        "standard": header.scan.settings.standard,
        "resources": resources,
    }


def _indicators(source: ReportSource) -> Iterator[Row]:
    for point in source.trend():
        for value in point.indicators:
            numbers = (value.value, value.unit, value.part, value.whole, value.low, value.high)
            yield (point.scan_id, point.finished_at, point.is_break, value.id, value.version, *numbers)


def _issues(source: ReportSource, words: Wording) -> Iterator[Row]:
    standard = source.header.scan.settings.standard
    for issue in source.issues():
        group = group_of(issue, standard)
        if group in OPEN_GROUPS:
            yield (
                issue.fingerprint,
                group.value,
                issue.check,
                words.title(issue.check).text,
                issue.impact.value,
                " ".join(issue.requirements),
                issue.pages,
                issue.occurrences,
                issue.first_seen_at,
            )


def _findings(source: ReportSource, words: Wording) -> Iterator[Row]:
    for page_url, finding in source.findings():
        yield (
            open_address(page_url),
            finding.check,
            words.title(finding.check).text,
            finding.outcome.value,
            finding.impact.value,
            finding.kind.value,
            " ".join(finding.requirements),
            finding.fingerprint,
        )


def _pages(source: ReportSource) -> Iterator[Row]:
    for page in source.pages():
        is_judged = page.record.outcome is FetchOutcome.OK
        hard = page.text.difficulty if page.text else None
        yield (
            open_address(page.record.page_url),
            page.record.outcome.value,
            page.failed if is_judged else None,
            page.cant_tell if is_judged else None,
            hard.value if hard else None,
            hard.meets_b1 if hard else None,
        )


def _documents(source: ReportSource) -> Iterator[Row]:
    for one in source.documents():
        document, facts = one.document, one.document.facts
        is_judged = document.is_judged
        norm = sum(f.outcome is Outcome.FAILED and f.kind is Kind.NORM for f in one.findings)
        asked = sum(f.outcome is Outcome.CANT_TELL for f in one.findings)
        yield (
            open_address(document.url),
            document.kind if document.kind in _KINDS else None,
            document.outcome.value,
            fate_of(one),
            document.pages,
            document.exemption if document.exemption in EXEMPTIONS else None,
            facts.pages,
            facts.words if is_judged else None,
            facts.form if facts.form in FORMS else None,
            norm if is_judged else None,
            asked if is_judged else None,
        )


def _document_issues(source: ReportSource, words: Wording) -> Iterator[Row]:
    standard = source.header.scan.settings.standard
    for issue in source.document_issues():
        group = group_of(issue, standard)
        if group in OPEN_GROUPS:
            yield (
                open_address(issue.example_url),
                issue.fingerprint,
                group.value,
                issue.check,
                words.title(issue.check).text,
                issue.impact.value,
                " ".join(issue.requirements),
                issue.occurrences,
                issue.first_seen_at,
            )


def open_address(url: str) -> str:
    """Return an address as it may be published; what is no web address is only named so."""
    try:
        parts = urlsplit(url)
        if parts.scheme not in {"http", "https"} or not parts.hostname:
            return "geen-webadres"
        host = parts.hostname + (f":{parts.port}" if parts.port else "")
    except ValueError:
        return "geen-webadres"
    path = "/".join("x" if _PERSONAL.search(unquote(step)) else step for step in parts.path.split("/"))
    return iri(urlunsplit((parts.scheme, one_line(host, 255), path, "", "")))


def _written(value: Value) -> str:
    match value:
        case None:
            return ""
        case bool():
            return "true" if value else "false"
        case int():
            return str(value)
        case float():
            return f"{value:.6f}".rstrip("0").rstrip(".")
        case datetime():
            return moment(value) or ""
        case _:
            return cell(value, 2_000)
