"""What a report reads: one closed scan (or one that still runs), streamed."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from sqlalchemy import Engine, func, select

from drempel.i18n import TIME_ZONE
from drempel.model.answer import Asked
from drempel.model.artefact import Screenshot
from drempel.model.comparison import PanelChange
from drempel.model.decision import Decision, DecisionNote, standing
from drempel.model.finding import CheckInfo, Crop, Finding
from drempel.model.further import Crops
from drempel.model.inclusion import SeenPage
from drempel.model.indicator import IndicatorValue
from drempel.model.issue import Issue
from drempel.model.report import CheckCoverage, PageSummary, ReportHeader, TrendPoint
from drempel.model.service import ServiceCorrection
from drempel.model.template import PageTemplate
from storage import decisions, issues, read, seen, series, templates
from storage.engine import AnyRow, reading
from storage.panel import panel
from storage.schema import issue_trend


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
        with reading(self.engine) as connection:
            pages = read.check_pages(connection, self.scan)
        return [CheckCoverage(info, pages.get(info.id, {}), info.id in self.disabled) for info in self.infos]

    def issues(self) -> Iterator[Issue]:
        """Yield the issues found and those resolved since the last scan: by impact, pages, id."""
        with reading(self.engine) as connection:
            stored = decisions.of_site(connection, self.scan.site_id)
        at = self.header.generated_at or datetime.now(TIME_ZONE)
        today, in_file = at.astimezone(TIME_ZONE).date(), self._in_file()
        for issue in issues.issues(self.engine, self.scan):
            told = (
                *stored.get(issue.id, ()),
                *in_file.get(issue.id, ()),
                *in_file.get(issue.fingerprint, ()),
            )
            yield replace(issue, decided=standing(told, today)) if told else issue

    def _in_file(self) -> Mapping[str, Sequence[Decision]]:
        """Return the decisions of the file about this site, by issue or fingerprint."""
        found: dict[str, list[Decision]] = {}
        for note in self.notes:
            if note.site in {"", self.header.scan.site_id}:
                found.setdefault(note.issue or note.fingerprint, []).append(note.decision)
        return found

    def findings(self, issue_id: str | None = None) -> Iterator[tuple[str, Finding]]:
        """Yield page URL and finding, of one issue or of all; of a resolved issue as it was last seen."""
        return issues.findings(self.engine, self.scan, issue_id)

    def issue_pages(self, issue_id: str, limit: int = 200) -> Sequence[str]:
        """Return the URLs of at most `limit` pages with the issue, in alphabetical order."""
        with reading(self.engine) as connection:
            return issues.issue_pages(connection, self.scan, issue_id, limit)

    def templates(self) -> Sequence[PageTemplate]:
        """Return the page templates of the closed scan, those of most pages first."""
        with reading(self.engine) as connection:
            return templates.templates(connection, self.scan)

    def issue_templates(self) -> Mapping[str, int]:
        """Return on how many page templates each issue was found in this scan, by its id."""
        with reading(self.engine) as connection:
            return templates.issue_templates(connection, self.scan)

    def pages(self) -> Iterator[PageSummary]:
        """Yield every address of the scan, in the order in which they ended."""
        return read.pages(self.engine, self.scan)

    def seen_pages(self, *kinds: type[Any]) -> Iterator[SeenPage]:
        """Yield the judged pages by address, with what is still kept of them of these kinds of artefact."""
        with reading(self.engine) as connection:
            yield from seen.seen_pages(connection, self.scan, kinds)

    def screenshot(self, content_hash: str) -> bytes | None:
        """Return a picture, or `None` when it is no longer kept."""
        with reading(self.engine) as connection:
            picture = read.artefact_by_hash(connection, content_hash, Screenshot)
        return None if picture is None else picture.data

    def crop(self, page_url: str, fingerprint: str) -> Crop | None:
        """Return the pictures of a finding of a page, `None` where there are none or they are gone."""
        with reading(self.engine) as connection:
            crops = read.artefact(connection, self.scan, page_url, Crops)
        return crops.of.get(fingerprint) if crops is not None else None


def report_source(
    engine: Engine,
    scan_id: str,
    infos: Sequence[CheckInfo],
    disabled: Sequence[str],
    now: datetime,
    services: tuple[ServiceCorrection, ...] = (),
    notes: Sequence[DecisionNote] = (),
) -> StoredReport:
    """Return the read side of a report; raises `UnknownName` for a scan that does not exist."""
    with reading(engine) as connection:
        scan = read.scan_row(connection, scan_id)
        previous = read.previous_scan(connection, scan)
        labels = (
            select(issue_trend.c.label, func.count())
            .where(issue_trend.c.scan_id == scan.id, issue_trend.c.label.is_not(None))
            .group_by(issue_trend.c.label)
        )
        is_closed = scan.finished_at is not None
        header = ReportHeader(
            entity_name=scan.entity_name,
            entity_id=scan.entity_key,
            site_start=tuple(scan.scope["start"]),
            scan=read.scan_value(scan),
            coverage=read.coverage(connection, scan),
            previous=read.scan_value(previous) if previous is not None else None,
            trend={row[0]: row[1] for row in connection.execute(labels)} if is_closed else {},
            generated_at=now,
            service_corrections=services,
        )
    return StoredReport(engine, scan, infos, disabled, header, notes)
