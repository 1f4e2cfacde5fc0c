"""What a report reads: one closed scan (or one that still runs), streamed."""

from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime
from itertools import islice
from typing import Any, Final, TypeVar

from sqlalchemy import Connection, Engine, func, select

from drempel.i18n import TIME_ZONE
from drempel.model.answer import Asked
from drempel.model.artefact import Screenshot
from drempel.model.comparison import PanelChange
from drempel.model.decision import DecisionNote
from drempel.model.document import JudgedDocument
from drempel.model.finding import CheckInfo, Crop, Finding
from drempel.model.further import Crops
from drempel.model.inclusion import SeenPage
from drempel.model.indicator import IndicatorValue
from drempel.model.issue import Issue, TrendLabel
from drempel.model.report import CheckCoverage, ContentMarks, PageSummary, ReportHeader, TrendPoint
from drempel.model.service import ServiceCorrection
from drempel.model.shots import Shot, Shots
from drempel.model.template import PageTemplate
from storage import content, decisions, documents, issues, read, seen, series, templates
from storage.artefacts import Unsealed
from storage.engine import AnyRow, reading
from storage.panel import panel
from storage.schema import issue as issue_table
from storage.schema import issue_trend

T = TypeVar("T")

MOST_KEPT: Final = 1_000
"""Issues, or addresses, that are kept between two walks; of more each walk reads them anew."""


@dataclass(frozen=True, slots=True)
class StoredReport:
    """The read side of a report on one scan (protocol `drempel.model.report.ReportSource`).

    Of a scan that still runs it gives what is there so far, without labels and indicators.
    """

    engine: Engine
    scan: AnyRow
    infos: Sequence[CheckInfo]
    disabled: Sequence[str]
    header: ReportHeader
    notes: Sequence[DecisionNote] = ()
    """Decisions about issues that stand in a file."""
    pages_of_checks: Callable[[str, str], str | None] = lambda _check, _language: None
    """Id and language → page of the check in Markdown."""
    unsealed: Unsealed | None = field(default=None, repr=False, compare=False)
    """Artefacts that were read before; what walks over all pages reads goes there."""
    _kept: dict[str, list[Any]] = field(default_factory=dict, init=False, repr=False, compare=False)

    def indicators(self) -> Sequence[IndicatorValue]:
        """Return the indicators as stored when the scan closed."""
        with reading(self.engine) as connection:
            return series.indicators(connection, self.scan)

    def asked(self) -> Sequence[Asked]:
        """Return how the e-inclusion indicators were answered when the scan closed."""
        with reading(self.engine) as connection:
            return series.asked(connection, self.scan)

    def trend(self) -> Sequence[TrendPoint]:
        """Return the closed scans of the site up to this one, oldest first."""
        with reading(self.engine) as connection:
            return series.trend(connection, self.scan)

    def panel(self) -> PanelChange | None:
        """Return how the pages changed that the previous scan judged too; `None` without a previous scan."""
        with reading(self.engine) as connection:
            before = read.previous_scan(connection, self.scan)
            return None if before is None else panel(connection, before, self.scan)

    def checks(self) -> Sequence[CheckCoverage]:
        """Return how often each check could judge, in the order in which the checks were given."""
        return list(self._walked("checks", self._checks))

    def _checks(self) -> Iterator[CheckCoverage]:
        with reading(self.engine) as connection:
            pages = read.check_pages(connection, self.scan)
        for info in self.infos:
            yield CheckCoverage(info, pages.get(info.id, {}), info.id in self.disabled)

    def issues(self) -> Iterator[Issue]:
        """Yield the issues of pages found and those resolved since the last scan: by impact, pages, id."""
        yield from self._decided("issues", lambda: issues.issues(self.engine, self.scan))

    def document_issues(self) -> Iterator[Issue]:
        """Yield the issues found in documents and those resolved since the last scan: by impact, then id."""
        yield from self._decided("document_issues", lambda: documents.document_issues(self.engine, self.scan))

    def _decided(self, name: str, read_all: Callable[[], Iterator[Issue]]) -> Iterator[Issue]:
        """Yield issues with what people decided about them."""
        with reading(self.engine) as connection:
            stored = decisions.of_site(connection, self.scan.site_id)
        at = self.header.generated_at or datetime.now(TIME_ZONE)
        today = at.astimezone(TIME_ZONE).date()
        told = decisions.Told(stored, self.notes, self.header.scan.site_id)
        for issue in self._walked(name, read_all):
            decided = told.standing(issue.id, issue.fingerprint, today)
            yield issue if decided is None else replace(issue, decided=decided)

    def _walked(self, name: str, read_all: Callable[[], Iterator[T]]) -> Iterator[T]:
        """Yield what a closed scan holds; where it is not much, the next walk does not read it again."""
        if self.scan.finished_at is None:
            yield from read_all()
            return
        if name in self._kept:
            yield from self._kept[name]
            return
        seen: list[T] = []
        for one in read_all():
            if len(seen) <= MOST_KEPT:
                seen.append(one)
            yield one
        if len(seen) <= MOST_KEPT:
            self._kept[name] = seen

    def findings(
        self,
        issue_id: str | None = None,
        *,
        checks: Collection[str] | None = None,
        urls: Sequence[str] | None = None,
        most: int | None = None,
    ) -> Iterator[tuple[str, Finding]]:
        """Yield page URL and finding, of one issue or of all; of a resolved issue as it was last seen."""
        found = issues.findings(self.engine, self.scan, issue_id, checks=checks, urls=urls, most=most)
        return islice(found, most)

    def document_findings(self, issue_id: str | None = None) -> Iterator[tuple[str, Finding]]:
        """Yield the address of a document and a finding in it; of a resolved issue as it was last seen."""
        return documents.findings(self.engine, self.scan, issue_id)

    def issue_pages(self, issue_id: str, limit: int = 200) -> Sequence[str]:
        """Return the URLs of at most `limit` pages with the issue, in alphabetical order."""
        with reading(self.engine) as connection:
            return issues.issue_pages(connection, self.scan, issue_id, limit)

    def pages_of_issues(self, issue_ids: Collection[str], limit: int = 200) -> Mapping[str, Sequence[str]]:
        """Return by issue the URLs of at most `limit` pages with it, in alphabetical order."""
        with reading(self.engine) as connection:
            return issues.pages_of_issues(connection, self.scan, issue_ids, limit)

    def templates(self) -> Sequence[PageTemplate]:
        """Return the page templates of the closed scan, those of most pages first."""
        with reading(self.engine) as connection:
            return templates.templates(connection, self.scan)

    def issue_templates(self) -> Mapping[str, Mapping[int, int]]:
        """Return on how many pages of which templates each issue was found in this scan, by its id."""
        with reading(self.engine) as connection:
            return templates.issue_templates(connection, self.scan)

    def marks(self) -> ContentMarks | None:
        """Return marks of what the closed scan says, `None` while it runs."""
        if self.scan.finished_at is None:
            return None
        (marks,) = self._walked("marks", self._marks)
        return marks

    def _marks(self) -> Iterator[ContentMarks]:
        with reading(self.engine) as connection:
            yield content.content_marks(connection, self.scan)

    def documents(self) -> Iterator[JudgedDocument]:
        """Yield the documents that pages link to with what was found in them, most linked first."""
        return documents.judged(self.engine, self.scan)

    def pages(self) -> Iterator[PageSummary]:
        """Yield every address of the scan, in the order in which its site was found to have them."""
        return self._walked("pages", lambda: read.pages(self.engine, self.scan))

    def seen_pages(self, *kinds: type[Any]) -> Iterator[SeenPage]:
        """Yield the judged pages by address, with what is still kept of them of these kinds of artefact."""
        with reading(self.engine) as connection:
            yield from seen.seen_pages(connection, self.scan, kinds, self.unsealed)

    def screenshot(self, content_hash: str) -> bytes | None:
        """Return a picture, or `None` when it is no longer kept."""
        with reading(self.engine) as connection:
            picture = read.artefact_by_hash(connection, content_hash, Screenshot)
        return None if picture is None else picture.data

    def documentation(self, check_id: str, language: str) -> str | None:
        """Return the page of a check in Markdown, `None` where that language has none."""
        return self.pages_of_checks(check_id, language)

    def crop(self, page_url: str, fingerprint: str) -> Crop | None:
        """Return the pictures of a finding of a page, `None` where there are none or they are gone."""
        with reading(self.engine) as connection:
            crops = read.artefact(connection, self.scan, page_url, Crops)
        return crops.of.get(fingerprint) if crops is not None else None

    def pictured(self) -> Mapping[str, str]:
        """Return by fingerprint the address of a page with a picture of the problem."""
        with reading(self.engine) as connection:
            return seen.pictured(connection, self.scan)

    def shots(self, page_url: str) -> Mapping[str, Shot]:
        """Return the pictures of problems on a page by fingerprint; none where they are gone."""
        with reading(self.engine) as connection:
            shots = read.artefact(connection, self.scan, page_url, Shots)
        return shots.of if shots is not None else {}


def report_source(
    engine: Engine,
    scan_id: str,
    infos: Sequence[CheckInfo],
    disabled: Sequence[str],
    now: datetime,
    services: tuple[ServiceCorrection, ...] = (),
    notes: Sequence[DecisionNote] = (),
    unsealed: Unsealed | None = None,
) -> StoredReport:
    """Return the read side of a report; raises `UnknownName` for a scan that does not exist.

    `unsealed` holds artefacts that were read before, for several reports of one store.
    """
    with reading(engine) as connection:
        scan = read.scan_row(connection, scan_id)
        previous = read.previous_scan(connection, scan)
        before = read.previous_with_documents(connection, scan)
        is_closed = scan.finished_at is not None
        header = ReportHeader(
            entity_name=scan.entity_name,
            entity_id=scan.entity_key,
            site_start=tuple(scan.scope["start"]),
            scan=read.scan_value(scan),
            coverage=read.coverage(connection, scan),
            previous=read.scan_value(previous) if previous is not None else None,
            trend=_labels(connection, scan, of_documents=False) if is_closed else {},
            generated_at=now,
            service_corrections=services,
            entity_kind=scan.entity_kind,
            documents_previous=read.scan_value(before) if before is not None else None,
            documents_trend=_labels(connection, scan, of_documents=True) if is_closed else {},
        )
    return StoredReport(engine, scan, infos, disabled, header, notes, unsealed=unsealed)


def _labels(connection: Connection, scan: AnyRow, *, of_documents: bool) -> dict[TrendLabel, int]:
    """Return the number of issues per label, of pages or of documents."""
    query = (
        select(issue_trend.c.label, func.count())
        .join(issue_table, issue_table.c.id == issue_trend.c.issue_id)
        .where(
            issue_trend.c.scan_id == scan.id,
            issue_trend.c.label.is_not(None),
            issues.of_documents(of_documents),
        )
        .group_by(issue_trend.c.label)
    )
    return {row[0]: row[1] for row in connection.execute(query)}
