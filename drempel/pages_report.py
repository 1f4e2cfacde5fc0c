"""The report of single pages, without a database of one's own: for `drempel check --format html` and others.

The pages go through a database in a temporary folder, so that their report is made by the very code that
makes the report of a scan.
"""

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from tempfile import TemporaryDirectory
from types import TracebackType
from typing import TYPE_CHECKING, Self
from urllib.parse import urlsplit

from checks import registry
from crawler.axe_source import find_axe
from drempel import __version__
from drempel.i18n import catalogue
from drempel.model.entity import Entity
from drempel.model.finding import CheckInfo
from drempel.model.scan import PageResult, ScanSettings, ScanState, Tools
from drempel.model.site import Site
from drempel.model.snapshot import Coverage, FetchOutcome
from drempel.settings import Settings
from reports.registry import write_report_file
from storage.store import Store

if TYPE_CHECKING:
    from drempel.pipeline import PageOutcome

DATABASE = "controle.db"


class PagesReport:
    """Collects pages and writes their report; a context manager around its temporary folder."""

    def __init__(
        self,
        settings: Settings,
        checks: Sequence[CheckInfo],
        disabled: Sequence[str],
        start: str,
        deep: str = "all",
    ) -> None:
        self._settings = settings
        self._checks = checks
        self._disabled = tuple(disabled)
        self._start = start
        self._deep = deep
        self._counts: dict[FetchOutcome, int] = {}

    def __enter__(self) -> Self:
        # Windows keeps SQLite's file for a moment longer than we do.
        self._folder = TemporaryDirectory(prefix="drempel-", ignore_cleanup_errors=True)
        self._store = Store.open(f"sqlite:///{Path(self._folder.name) / DATABASE}")
        axe = find_axe(self._settings.browser.axe_path)
        crawler = self._settings.crawler
        name = urlsplit(self._start).netloc or self._start
        self._scan = self._store.start_scan(
            Entity(id="controle", name=name),
            Site(start=(self._start,)),
            ScanSettings(
                standard=self._settings.standard,
                disabled_checks=self._disabled,
                viewport=str(crawler.viewport),
                max_pages=crawler.max_pages,
                max_depth=crawler.max_depth,
                max_time_s=crawler.max_time_s,
                obey_robots=crawler.obey_robots,
                delay_s=crawler.delay_s,
                backend=self._settings.browser.backend,
                deep=self._deep,
            ),
            Tools(drempel=__version__, axe=axe.version, axe_sha256=axe.sha256, browser=""),
            (),
        )
        return self

    def add(self, page: "PageOutcome") -> None:
        """Take in one page; the address that people gave is the one that the report names."""
        record = replace(page.record, url=page.url, page_url=page.url)
        result = PageResult(record, page.judgement, page.text, page.title, timings_ms=page.timings_ms)
        self._store.write_pages(self._scan.id, [result])
        self._counts[record.outcome] = self._counts.get(record.outcome, 0) + 1

    def write(self, file: Path, format_id: str = "html") -> None:
        """Write the report into one file; one that stood there stays whole until the new one is."""
        coverage = Coverage(by_outcome=self._counts)
        state = ScanState.INCOMPLETE if coverage.unjudged else ScanState.COMPLETE
        self._store.finish_scan(self._scan.id, state, coverage, ())
        source = self._store.report_source(self._scan.id, self._checks, self._disabled)
        source = replace(source, pages_of_checks=registry.documentation)
        write_report_file(source, file, format_id, catalogue(self._settings.report.language))

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._store.close()
        self._folder.cleanup()
