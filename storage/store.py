"""The store: everything the rest of Drempel may ask of the database, in one place.

Values go in and come out; connections, rows and SQL stay inside. No connection is kept between calls, so
one `Store` may be used by several threads; writers take turns. Iterators hold a connection until they are
walked to the end or thrown away.
"""

import random
import time
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime
from threading import Lock
from typing import Any, Self

from sqlalchemy import Connection, Engine

from drempel.errors import StorageConflict
from drempel.i18n import TIME_ZONE
from drempel.model.answer import Asked
from drempel.model.comparison import FailedAtSite
from drempel.model.decision import Decision, DecisionNote, IssueName
from drempel.model.document import Document, DocumentCounts, DocumentEnd
from drempel.model.entity import Entity
from drempel.model.finding import CheckInfo, Judgement
from drempel.model.indicator import IndicatorValue, ScanFacts
from drempel.model.known import KnownPage
from drempel.model.overview import SiteNow
from drempel.model.recheck import Recheck, RejudgedPage
from drempel.model.report import TrendPoint
from drempel.model.scan import PageResult, ResumeFacts, Scan, ScanSettings, ScanState, Tools
from drempel.model.service import ServiceCorrection
from drempel.model.site import Site
from drempel.model.snapshot import Coverage, FetchOutcome, FetchRecord, Queued
from drempel.model.template import KnownTemplate
from drempel.model.text import TextProfile
from storage import (
    decisions,
    documents,
    entity_series,
    kept,
    read,
    rechecks,
    rejudged,
    report_source,
    retention,
    runs,
    seen,
    series,
    templates,
    trend,
    write,
)
from storage.artefacts import KINDS, A, Unsealed, seal_all
from storage.engine import BUSY_TIMEOUT_S, database_url, open_engine, reading, writing
from storage.failing import failed_at_sites
from storage.overview import last_complete, newest_scans, sites_now
from storage.revision import require_head
from storage.schema import scan as scan_table
from storage.ulid import new_ulid

CONFLICT_ATTEMPTS = 6
"""How often a transaction is tried that another program's is in the way of."""


def _now() -> datetime:
    return datetime.now(UTC)


@dataclass(frozen=True, slots=True)
class Store:
    """A database that is open.

    Every method raises `StorageError` when the database does not play along, and `UnknownName` for a scan
    that does not exist.
    """

    engine: Engine
    clock: Callable[[], datetime] = _now
    run: str = field(default_factory=lambda: new_ulid(_now()))
    """The name of the run that this store serves, see `storage.runs`."""
    _turn: Lock = field(default_factory=Lock, repr=False)
    _unsealed: Unsealed = field(default_factory=Unsealed, repr=False, compare=False)

    @classmethod
    def open(
        cls,
        url: str,
        *,
        create: bool = True,
        clock: Callable[[], datetime] = _now,
        busy_timeout_s: float = BUSY_TIMEOUT_S,
    ) -> Self:
        """Open a database: `sqlite:///drempel.db` or `postgresql+psycopg://user@host/database`.

        An empty one gets its tables unless `create` is false, which is for who only reads. Raises
        `StorageError` when it cannot be reached or written, or was made by an older or newer Drempel; better
        now than when a site has been visited. `busy_timeout_s` is how long to wait for another
        program that writes to the same SQLite file.
        """
        engine = open_engine(database_url(url), busy_timeout_s=busy_timeout_s)
        try:
            require_head(engine, create=create)
            if create:
                with writing(engine):
                    pass  # a file that may only be read refuses this
        except BaseException:
            engine.dispose()
            raise
        return cls(engine, clock)

    @contextmanager
    def _writing(self) -> Iterator[Connection]:
        # Scans of several sites share a store; SQLite's own waiting is a poll, and not in turn.
        with self._turn, writing(self.engine) as connection:
            yield connection

    def _write(self, work: Callable[[Connection], None]) -> None:
        """Do something in a transaction, again where another program's transaction was in the way."""
        for attempt in range(1, CONFLICT_ATTEMPTS):
            try:
                with self._writing() as connection:
                    return work(connection)
            except StorageConflict:
                time.sleep(random.uniform(0.05, 0.1) * 2**attempt)
        with self._writing() as connection:
            return work(connection)

    def close(self) -> None:
        """Close all connections; iterators that are not at their end break off."""
        self.engine.dispose()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_error: object) -> None:
        self.close()

    # Scanning

    def start_scan(
        self, entity: Entity, site: Site, settings: ScanSettings, tools: Tools, seeds: Sequence[Queued]
    ) -> Scan:
        """Write a new running scan with its first addresses."""
        with self._writing() as connection:
            return write.start_scan(connection, entity, site, settings, tools, seeds, self.clock(), self.run)

    def unfinished_scan(self, entity_id: str, site_id: str) -> Scan | None:
        """Return the newest scan of a site when it can be resumed; `None` when it ended or there is none."""
        with reading(self.engine) as connection:
            row = read.newest_scan(connection, entity_id, site_id)
        can_resume = row is not None and row.state in (ScanState.RUNNING, ScanState.INTERRUPTED)
        return read.scan_value(row) if row is not None and can_resume else None

    def reopen_scan(self, scan_id: str) -> Scan:
        """Set a scan back to running; raises `StorageError` when a later scan of the site has ended.

        Another program that still works on it is refused from now on.
        """
        with self._writing() as connection:
            write.reopen_scan(connection, scan_id, self.clock(), self.run)
        return self.scan(scan_id)

    def resume_run(self, sites: Collection[tuple[str, str]]) -> None:
        """Go on with the newest run that has a scan of these sites and did not come to its end, if any.

        `sites` are pairs of entity and site ids.
        """
        with self._writing() as connection:
            runs.take_over(connection, sites, self.run)

    def ended_scan(self, entity_id: str, site_id: str) -> Scan | None:
        """Return the scan of a site that ended within this run or the one it goes on with, if any."""
        with reading(self.engine) as connection:
            row = runs.ended(connection, entity_id, site_id, self.run)
        return None if row is None else read.scan_value(row)

    def finish_run(self) -> None:
        """Let the run be over, so that nobody goes on with it: all its sites came to their end."""
        with self._writing() as connection:
            runs.finish(connection, self.run)

    def queued(self, scan_id: str) -> Iterator[Queued]:
        """Yield the addresses that wait, in the order in which they were found."""
        return read.queued(self.engine, scan_id)

    def seen_urls(self, scan_id: str) -> Iterator[str]:
        """Yield the `page_url` of every address that ended or waits; each once."""
        return read.seen_urls(self.engine, scan_id)

    def records(self, scan_id: str) -> Iterator[FetchRecord]:
        """Yield how every address of a scan ended, in the order in which they did."""
        return read.records(self.engine, scan_id)

    def resume_facts(self, scan_id: str) -> ResumeFacts:
        """Return what a scan that was reopened must know of its earlier runs."""
        with reading(self.engine) as connection:
            return read.resume_facts(connection, read.scan_row(connection, scan_id))

    def judged_urls(self, scan_id: str) -> Iterator[str]:
        """Yield the `page_url` of every page that was judged."""
        return read.judged_urls(self.engine, scan_id)

    def gone_count(self, scan_id: str) -> int:
        """Return the number of addresses at which the server said that there is no page."""
        with reading(self.engine) as connection:
            return read.gone_count(connection, read.scan_row(connection, scan_id))

    def outcome_counts(self, scan_id: str) -> dict[FetchOutcome, int]:
        """Return the number of addresses that ended, per fetch outcome."""
        with reading(self.engine) as connection:
            return read.outcome_counts(connection, read.scan_row(connection, scan_id))

    def last_whole_scan(self, entity_id: str, site_id: str) -> Scan | None:
        """Return the last scan of a site that ran to its end and judged a page, see `known_pages`."""
        with reading(self.engine) as connection:
            row = read.last_whole_scan(connection, entity_id, site_id)
        return None if row is None else read.scan_value(row)

    def known(self, scan_id: str, page_urls: Collection[str]) -> dict[str, KnownPage]:
        """Return what a scan knows of some hundred addresses at most, by their `page_url`."""
        with reading(self.engine) as connection:
            return kept.known(connection, read.scan_row(connection, scan_id), page_urls)

    def ended_urls(self, scan_id: str, kind: type[Any] | None = None) -> list[str]:
        """Return the addresses that ended in a scan, in order: all, or those with an artefact of a kind."""
        name = next((name for name, known in KINDS.items() if known is kind), "")
        with reading(self.engine) as connection:
            return kept.page_urls(connection, read.scan_row(connection, scan_id), kind=name)

    def page_artefacts(self, scan_id: str, page_url: str) -> dict[type[Any], Any]:
        """Return all that is kept of a page, by type."""
        with reading(self.engine) as connection:
            return kept.artefacts(connection, read.scan_row(connection, scan_id), page_url)

    def page_judgement(self, scan_id: str, page_url: str) -> Judgement | None:
        """Return the judgement of a page in a scan, `None` where it has none."""
        with reading(self.engine) as connection:
            return kept.judgement(connection, read.scan_row(connection, scan_id), page_url)

    def pictured(self, scan_id: str) -> dict[str, str]:
        """Return by fingerprint the `page_url` of a page with a picture of the problem."""
        with reading(self.engine) as connection:
            return seen.pictured(connection, read.scan_row(connection, scan_id))

    def page_text(self, scan_id: str, page_url: str) -> TextProfile | None:
        """Return what was measured on the text of a page in a scan, `None` where there is nothing."""
        with reading(self.engine) as connection:
            return kept.text(connection, read.scan_row(connection, scan_id), page_url)

    def proof_share(self, scan_id: str) -> float | None:
        """Return the share of unchanged pages that is visited for proof; `None`: as in the settings."""
        with reading(self.engine) as connection:
            return kept.proof_share(connection, read.scan_row(connection, scan_id))

    def set_proof_share(self, scan_id: str, share: float | None) -> None:
        """Remember that share for the site of a scan."""

        def remember(connection: Connection) -> None:
            kept.set_proof_share(connection, write.running_scan(connection, scan_id, self.run).site_id, share)

        self._write(remember)

    def known_pages(self, entity_id: str, site_id: str) -> Iterator[FetchRecord]:
        """Yield the pages that were `ok` in the last scan of the site that ran to its end."""
        return read.known_pages(self.engine, entity_id, site_id)

    def known_templates(self, entity_id: str, site_id: str) -> dict[str, KnownTemplate]:
        """Return the page templates of the last scan of the site that ran to its end, by page address."""
        with reading(self.engine) as connection:
            last = read.last_whole_scan(connection, entity_id, site_id)
            return {} if last is None else templates.known_templates(connection, last)

    def write_pages(self, scan_id: str, results: Sequence[PageResult]) -> None:
        """Write what became of some addresses in one transaction.

        Their snapshots, judgements and artefacts are stored, they leave the queue, and what they discovered
        enters it. An address that ends again ends anew, but a page that was judged stays as it was.
        """
        sealed = {result.record.page_url: list(seal_all(result)) for result in results}
        self._write(lambda connection: write.write_pages(connection, scan_id, results, sealed, self.run))

    def write_documents(self, scan_id: str, ends: Sequence[DocumentEnd]) -> None:
        """Write what became of some documents in one transaction; one that ends again ends anew."""
        self._write(lambda connection: documents.write_documents(connection, scan_id, ends, self.run))

    def documents(self, scan_id: str) -> Mapping[str, Document]:
        """Return what became of the documents of a scan, by address."""
        with reading(self.engine) as connection:
            return documents.ended(connection, read.scan_row(connection, scan_id))

    def documents_before(self, scan_id: str) -> Mapping[str, Document]:
        """Return by address the documents of the last scan before this one that judged some."""
        with reading(self.engine) as connection:
            before = read.previous_with_documents(connection, read.scan_row(connection, scan_id))
            return {} if before is None else documents.ended(connection, before)

    def documents_left(self, scan_id: str) -> Sequence[Document]:
        """Return the documents with problems that stand and without an end in a scan, as they ended last."""
        with reading(self.engine) as connection:
            return documents.left(connection, read.scan_row(connection, scan_id))

    def add_to_judgement(self, scan_id: str, page_url: str, more: Judgement) -> None:
        """Add findings and tallies to a judged page, in place of what it has of the same checks."""
        self._write(lambda connection: write.add_to_judgement(connection, scan_id, page_url, more, self.run))

    def keep_artefact(self, scan_id: str, page_url: str, artefact: object) -> None:
        """Store an artefact that only checks and reports read with a page, in place of one of its kind."""
        self._write(lambda connection: write.keep_artefact(connection, scan_id, page_url, artefact, self.run))

    def add_queued(self, scan_id: str, queued: Sequence[Queued]) -> None:
        """Put addresses in the queue; those that ended or wait already are not doubled."""
        self._write(lambda connection: write.add_queued(connection, scan_id, queued, self.run))

    def scan_facts(self, scan_id: str) -> ScanFacts:
        """Return the sums over a scan that indicators are computed from."""
        with reading(self.engine) as connection:
            return series.scan_facts(connection, read.scan_row(connection, scan_id))

    def finish_scan(
        self,
        scan_id: str,
        state: ScanState,
        coverage: Coverage,
        indicators: trend.Indicators,
        asked: Sequence[Asked] = (),
        unlinked: Collection[str] = (),
    ) -> None:
        """Close a scan: settle its issues and store its coverage and indicators.

        `indicators` may be a function of the sums over the scan. `asked` are the answers of the e-inclusion
        indicators, `unlinked` the addresses of documents to which no page links any more.
        """
        now = self.clock()
        with self._writing() as connection:
            trend.finish_scan(
                connection, scan_id, state, coverage, indicators, now, self.run, asked, unlinked
            )

    # Looking back

    def scan(self, scan_id: str) -> Scan:
        """Return a scan by its id."""
        with reading(self.engine) as connection:
            return read.scan_value(read.scan_row(connection, scan_id))

    def scans(self, entity_id: str | None = None, site_id: str | None = None) -> Sequence[Scan]:
        """Return the scans of all, of one entity or of one site; newest first."""
        with reading(self.engine) as connection:
            return read.scans(connection, entity_id, site_id)

    def latest_scan(self, entity_id: str, site_id: str) -> Scan | None:
        """Return the newest scan of a site that has closed, whatever its state."""
        with reading(self.engine) as connection:
            row = read.newest_scan(connection, entity_id, site_id, scan_table.c.finished_at.is_not(None))
        return None if row is None else read.scan_value(row)

    def latest_scans(self, entity_id: str | None = None) -> Sequence[Scan]:
        """Return the newest closed scan of each site, of all or of one entity; in the order of their ids."""
        with reading(self.engine) as connection:
            return newest_scans(connection, entity_id)

    def overview(self, entity_id: str | None = None, indicators: Collection[str] = ()) -> Sequence[SiteNow]:
        """Return where each site stands, of all or of one entity, with these indicators of its last scan.

        Takes two statements, and for a thousand sites a fraction of a second.
        """
        with reading(self.engine) as connection:
            return sites_now(connection, entity_id, indicators)

    def last_complete(self) -> Mapping[tuple[str, str], datetime]:
        """Return by ids of entity and site when the last scan began that saw all of it."""
        with reading(self.engine) as connection:
            return last_complete(connection)

    def break_reasons(self, scan_id: str) -> Sequence[str]:
        """Return why a scan may not be compared with the one before; empty when it may."""
        with reading(self.engine) as connection:
            return series.break_reasons(connection, read.scan_row(connection, scan_id))

    def entities(self) -> Sequence[Entity]:
        """Return the entities that were ever scanned, with their sites; in the order of their ids."""
        with reading(self.engine) as connection:
            return read.entities(connection)

    def sites(self, entity_id: str) -> Sequence[Site]:
        """Return the sites of an entity that were ever scanned; empty for one that is not known."""
        return next((entity.sites for entity in self.entities() if entity.id == entity_id), ())

    def report_source(
        self,
        scan_id: str,
        checks: Sequence[CheckInfo],
        disabled: Sequence[str],
        services: tuple[ServiceCorrection, ...] = (),
        notes: Sequence[DecisionNote] = (),
    ) -> report_source.StoredReport:
        """Return what a report on a scan reads; `checks` are those that it lists, in their order.

        `services` is what the settings of today say of the services of the site, `notes` are the decisions
        about issues that stand in a file.
        """
        return report_source.report_source(
            self.engine, scan_id, checks, disabled, self.clock(), services, notes, self._unsealed
        )

    def artefact(self, scan_id: str, page_url: str, kind: type[A]) -> A | None:
        """Return one artefact of a page, e.g. `DomCapture`; `None` when it is not or no longer there."""
        with reading(self.engine) as connection:
            return read.artefact(connection, read.scan_row(connection, scan_id), page_url, kind)

    def entity_series(self, entity_id: str) -> Sequence[TrendPoint]:
        """Return the figures of an entity month by month, over the newest scan of each of its sites."""
        return next((points for _, points in self.series_of([entity_id])), [])

    def series_of(
        self, entity_ids: Collection[str], indicators: Collection[str] = ()
    ) -> Iterator[tuple[str, Sequence[TrendPoint]]]:
        """Yield the figures of entities month by month, by their ids; all indicators where none is named.

        Entities without a scan of the last thirteen months are left out. A few statements read many of them.
        """
        return entity_series.series_of(self.engine, entity_ids, self.clock(), indicators)

    def failed_at_sites(
        self, scan_ids: Sequence[str], notes: Sequence[DecisionNote] = ()
    ) -> Iterator[FailedAtSite]:
        """Yield what closed scans found to fail, in the order of the scans and one at a time.

        `notes` are the decisions about issues that stand in a file; a false alarm is left out.
        """
        today = self.clock().astimezone(TIME_ZONE).date()
        return failed_at_sites(self.engine, scan_ids, notes, today)

    def document_counts(self, scan_ids: Sequence[str]) -> Mapping[str, DocumentCounts]:
        """Return the numbers of documents of scans by their ids; a scan that found none is left out."""
        with reading(self.engine) as connection:
            return documents.counts(connection, scan_ids)

    # What people decide

    def issue_named(self, name: str, site: str | None = None) -> IssueName:
        """Return the issue with this id, a beginning of it that fits no other, or this fingerprint.

        Raises `UnknownName` where there is none, `UsageError` where there are several.
        """
        with reading(self.engine) as connection:
            return decisions.named(connection, name, site)

    def decide(self, issue_id: str, decision: Decision) -> None:
        """Write what a person decided about an issue; earlier decisions stay."""
        self._write(lambda connection: decisions.add(connection, issue_id, decision))

    def decisions(self, issue_id: str) -> Sequence[Decision]:
        """Return what was decided about an issue, oldest first."""
        with reading(self.engine) as connection:
            return decisions.of_issue(connection, issue_id)

    def decided(self) -> Sequence[tuple[IssueName, Sequence[Decision]]]:
        """Return every issue that a scan ever found, with what was decided about it."""
        with reading(self.engine) as connection:
            return decisions.all_issues(connection)

    # Judging again

    def sites_with_waivers(self) -> frozenset[str]:
        """Return the ids of the sites of which a problem ever had a waiver."""
        with reading(self.engine) as connection:
            return decisions.sites_with_waivers(connection)

    def artefact_kinds(self, scan_id: str) -> frozenset[type[Any]]:
        """Return the kinds of artefact that are kept of at least one page of a scan."""
        with reading(self.engine) as connection:
            names = rechecks.kinds(connection, read.scan_row(connection, scan_id))
        return frozenset(KINDS[name] for name in names if name in KINDS)

    def start_recheck(self, scan_id: str, settings: ScanSettings, tools: Tools) -> str:
        """Begin to judge a closed scan again; raises `StorageError` for one that has not ended."""
        with self._writing() as connection:
            return rechecks.start(connection, scan_id, settings, tools, self.clock())

    def add_rejudged(self, recheck_id: str, pages: Sequence[RejudgedPage]) -> None:
        """Write pages that were judged again."""
        self._write(lambda connection: rechecks.add(connection, recheck_id, pages))

    def finish_recheck(
        self,
        recheck_id: str,
        pages_lost: int,
        lost: Mapping[str, int],
        indicators: Callable[[ScanFacts], Sequence[IndicatorValue]],
    ) -> Recheck:
        """Close a recheck; it takes the place of earlier ones of the same scan."""
        with self._writing() as connection:
            return rechecks.finish(connection, recheck_id, pages_lost, lost, indicators)

    def recheck(self, scan_id: str) -> Recheck | None:
        """Return how a scan was judged again; `None` where it was not."""
        with reading(self.engine) as connection:
            row = read.scan_row(connection, scan_id)
            found = rejudged.rechecks_of(connection, [row.id]).get(row.id)
        return None if found is None else rejudged.recheck_value(found, scan_id)

    def would_prune(self, keep_artefacts_days: int) -> retention.Pruned:
        """Return what `prune` would throw away now."""
        return retention.would_prune(self.engine, keep_artefacts_days, self.clock())

    def prune(self, keep_artefacts_days: int) -> retention.Pruned:
        """Throw away artefacts of scans that ended more than so many days ago, see `storage.retention`."""
        return retention.prune(self.engine, keep_artefacts_days, self.clock())
