"""Judge a scan again with the checks of today, from what was stored of its pages: `drempel recheck`.

The old judgement stays as it is. What cannot be judged again is told: axe-core and the browser are what they
were then, documents are not kept and stay as they were judged, and a check whose artefacts are not kept any
more, or were not gathered yet, is `untested`.
"""

from collections import Counter
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime
from functools import partial
from typing import Any, Final

import drempel
from checks import registry
from checks.base import Check
from checks.engine import judge_together
from checks.facts.extract import facts_of
from drempel import gate
from drempel.errors import UsageError
from drempel.figures import clean_key_pages, figures
from drempel.model.facts import Facts
from drempel.model.finding import Judgement, Kind, Outcome
from drempel.model.inclusion import SeenPage
from drempel.model.recheck import Recheck, RejudgedPage
from drempel.model.scan import Scan, ScanState
from drempel.model.snapshot import FetchOutcome, FetchRecord
from drempel.rejudge import ALWAYS, KEPT, Rejudged, proven, rejudge
from drempel.settings import Settings
from drempel.sketch import SketchBook
from storage import Store

BATCH: Final = 50
"""Pages per transaction."""


def recheck(settings: Settings, scan_id: str) -> Recheck:
    """Judge all pages of a scan again and store what comes of it beside the first judgement.

    Raises `UnknownName` for a scan that does not exist, `StorageError` for one that has not ended,
    `UsageError` for one of which no page is kept any more.
    """
    with Store.open(settings.storage.url, create=False) as store:
        return _Run(settings, store, store.scan(scan_id), registry.discover()).run()


@dataclass
class _Run:
    """One recheck; memory does not grow with the contents of pages."""

    settings: Settings
    store: Store
    scan: Scan
    checks: Mapping[str, Check]
    sketches: SketchBook = field(default_factory=SketchBook)
    lost: Counter[str] = field(default_factory=Counter)
    pages_lost: int = 0
    seen: list[SeenPage] = field(default_factory=list)
    start: RejudgedPage | None = None

    @property
    def off(self) -> tuple[str, ...]:
        """Return the checks that are switched off now."""
        return tuple(self.settings.checks.disable)

    def run(self) -> Recheck:
        ran = self.store.artefact_kinds(self.scan.id)
        if not ran & set(KEPT):
            raise UsageError(
                "Of scan {scan} no page content is kept any more, so that it cannot be judged again. How "
                "long it is kept stands in config.toml: keep_artefacts_days under [storage].",
                scan=self.scan.id,
            )
        frozen = replace(self.scan.settings, standard=self.settings.standard, disabled_checks=self.off)
        versions = {check.id: check.version for check in self.checks.values() if check.id not in self.off}
        tools = replace(self.scan.tools, drempel=drempel.__version__, checks=versions)
        recheck_id = self.store.start_recheck(self.scan.id, frozen, tools)
        batch: list[RejudgedPage] = []
        for page in self._pages(ran):
            batch.append(page)
            if len(batch) == BATCH:
                self.store.add_rejudged(recheck_id, batch)
                batch = []
        if self.start is not None:
            batch.append(self._with_site(self.start))
        self.store.add_rejudged(recheck_id, batch)
        values = partial(
            figures,
            infos=registry.catalogue(),
            standard=frozen.standard,
            key_pages=clean_key_pages(self.seen),
        )
        done = self.store.finish_recheck(recheck_id, self.pages_lost, self.lost, values)
        documents = self.store.documents(self.scan.id).values()
        return replace(done, documents=sum(one.is_judged for one in documents))

    def _pages(self, ran: frozenset[type[Any]]) -> Iterator[RejudgedPage]:
        """Yield the pages as they are judged now; the start page is kept back, for what the site adds."""
        records = {
            record.page_url: record
            for record in self.store.records(self.scan.id)
            if record.outcome is FetchOutcome.OK
        }
        start_url = next((url for url, record in records.items() if not record.depth), "")
        source = self.store.report_source(self.scan.id, (), ())
        for page in source.seen_pages(*KEPT):
            judged = rejudge(
                page.artefacts,
                self.checks,
                disabled=self.off,
                gathered=proven(self.checks, self.scan.tools.checks, page.outcomes) | (ran & set(ALWAYS)),
                seen_on=_day(records.get(page.url), self.scan),
            )
            if judged is None:
                self.pages_lost += 1
                continue
            if judged.has_roles:
                self.sketches.add(page.url, judged.dom, is_start=page.url == start_url)
            self._count_lost(page, judged.judgement, ran)
            self._note(page, judged)
            text = judged.reading.profile if judged.reading is not None else None
            result = RejudgedPage(page.url, judged.judgement, text)
            if page.url == start_url:
                self.start = result
            else:
                yield result

    def _count_lost(self, page: SeenPage, judgement: Judgement, ran: Collection[type[Any]]) -> None:
        """Count the checks that judged the page then, or could today, and cannot from what is kept."""
        names = {kind.__name__ for kind in ran}
        for tally in judgement.tallies:
            if tally.outcome is not Outcome.UNTESTED or tally.check in self.off:
                continue
            _, _, artefact = tally.reason.partition("missing-artefact:")
            if not artefact:
                continue
            is_known = tally.check in self.scan.tools.checks or tally.check not in self.checks
            was_judged = is_known and page.outcomes.get(tally.check) is not Outcome.UNTESTED
            if was_judged or (not is_known and artefact not in names):
                self.lost[tally.check] += 1

    def _note(self, page: SeenPage, judged: Rejudged) -> None:
        """Keep what tells whether the page is a key page without a failure."""
        standard = self.settings.standard
        fails = any(
            finding.outcome is Outcome.FAILED
            and finding.kind is Kind.NORM
            and not gate.is_later(finding, standard)
            for finding in judged.judgement.findings
        )
        self.seen.append(
            replace(page, artefacts={Facts: facts_of(judged.dom)}, outcomes={}, fails_norm=fails)
        )

    def _with_site(self, start: RejudgedPage) -> RejudgedPage:
        """Return the start page with what the pages of the site say together, where all were seen."""
        view = self.sketches.view(start.page_url) if self.scan.state is ScanState.COMPLETE else None
        if view is None:
            return start
        together = judge_together(view, self.checks, disabled=self.off)
        return replace(
            start,
            judgement=Judgement(
                (*start.judgement.findings, *together.findings),
                (*start.judgement.tallies, *together.tallies),
            ),
        )


def _day(record: FetchRecord | None, scan: Scan) -> date:
    """Return the day on which a page was seen."""
    at: datetime = (record.fetched_at if record else None) or scan.started_at
    return at.astimezone(UTC).date()
