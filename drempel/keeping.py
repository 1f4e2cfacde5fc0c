"""Which pages of a scan keep the judgement of the scan before, because they did not change.

A page is asked for without a browser, in the turn of its host. What is surely the same ends as it did; a
seeded share of those is visited all the same, to prove that keeping is right.
"""

import asyncio
import time
from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime
from functools import cached_property
from hashlib import blake2b
from typing import Any, Final

import structlog

from checks.base import Check
from checks.engine import judge
from checks.facts.extract import facts_of
from checks.facts.statement_seen import statement_seen
from crawler.fetch import Fetched
from crawler.politeness import SILENT, HostGate
from crawler.unchanged import Recognition, can_end_again
from crawler.urls import host_key, page_identity
from drempel.dom import Dom
from drempel.errors import FetchError
from drempel.model.artefact import DomCapture
from drempel.model.facts import Facts
from drempel.model.finding import Finding, Judgement
from drempel.model.hint import TextHints
from drempel.model.known import KnownPage
from drempel.model.marks import BY_DAY
from drempel.model.scan import Scan
from drempel.model.shots import Shots
from drempel.model.site_view import PageSketch, SiteView
from drempel.model.slow_load import SlowLoad
from drempel.model.snapshot import FetchOutcome, FetchRecord, Queued
from drempel.model.statement_seen import StatementSeen
from drempel.model.text import TextProfile
from drempel.rejudge import Rejudged, proven, rejudge
from drempel.same_words import kept_words, says_the_same
from drempel.sketch import SketchBook
from storage import Store

log = structlog.get_logger()

AHEAD: Final = 50
"""Addresses whose marks are read together."""

PROOF, PROOF_DIFFERS = "proof", "proof-differs"
"""Notes of a page that looked unchanged and was visited to prove it."""

RAISED_TIMES: Final = 4.0
LEAST_RAISED: Final = 0.04
"""After a difference a site is proved four times as much, and at least one page in 25."""


@dataclass(frozen=True, slots=True)
class Recognised:
    """An address that ends as it did in an earlier scan."""

    known: KnownPage
    rejudged: Rejudged | None = None
    """Its judgement by the checks of today, where those are other ones."""


@dataclass(frozen=True, slots=True)
class Proved:
    """What is stored of a page that was visited for proof."""

    note: str
    judgement: Judgement
    text: TextProfile


@dataclass
class Keeper:
    """Recognises the pages of one scan from the scan before it."""

    store: Store
    reference: Scan
    recognition: Recognition
    checks: Mapping[str, Check]
    disabled: Collection[str]
    share: float
    """Part of the unchanged pages that is visited all the same, 0 to 1."""
    seed: str
    rejudges: bool = False
    """Whether pages that did not change are judged again, for the checks or Drempel are other ones."""
    used: dict[str, str] = field(default_factory=dict)
    """Pages that were used as people do in the reference scan: `page_url` → final address."""
    loaded_slowly: frozenset[str] = frozenset()
    had_shots: frozenset[str] = frozenset()
    """Pages of the reference scan of which pictures of problems were taken."""
    proofs: dict[str, str] = field(default_factory=dict)
    """Pages of this run that are visited for proof: `page_url` → id of the scan that visited it last."""
    _judged: set[str] = field(default_factory=set)
    _order: list[str] = field(default_factory=list)
    _places: dict[str, int] = field(default_factory=dict)
    _known: dict[str, KnownPage] = field(default_factory=dict)
    _chosen: dict[str, bool] = field(default_factory=dict)

    @classmethod
    def open(
        cls,
        store: Store,
        scan: Scan,
        recognition: Recognition,
        checks: Mapping[str, Check],
        base_share: float,
    ) -> "Keeper | None":
        """Return what recognises the pages of a scan; `None` where all must be visited."""
        reference = store.last_whole_scan(scan.entity_id, scan.site_id)
        if reference is None or not is_comparable(reference, scan):
            return None
        ran = store.artefact_kinds(reference.id)
        disabled = scan.settings.disabled_checks
        changed = _changed_checks(reference, scan)
        if any(_needs_more(checks[name], ran) for name in changed if name in checks):
            return None
        share = store.proof_share(scan.id)
        keeper = cls(
            store,
            reference,
            recognition,
            checks,
            frozenset(disabled),
            max(base_share, share or 0.0) if base_share else 0.0,
            scan.id,
            rejudges=bool(changed)
            or scan.tools.drempel != reference.tools.drempel
            or set(disabled) != set(reference.settings.disabled_checks),
        )
        keeper._order = store.ended_urls(reference.id)
        keeper._places = {url: at for at, url in enumerate(keeper._order)}
        keeper.loaded_slowly = frozenset(store.ended_urls(reference.id, SlowLoad))
        keeper.had_shots = frozenset(store.ended_urls(reference.id, Shots))
        for record in store.records(reference.id):
            if record.outcome is FetchOutcome.OK:
                keeper._judged.add(record.page_url)
                if "used" in record.notes:
                    keeper.used[record.page_url] = record.final_url
        return keeper

    def was_used(self, url: str) -> bool:
        """Tell whether a page was used as people do in the reference scan."""
        return page_identity(url).page_url in self.used

    def was_slow(self, url: str) -> bool:
        """Tell whether a page was loaded slowly in the reference scan."""
        return page_identity(url).page_url in self.loaded_slowly

    def titles_of_used(self) -> list[tuple[str, str]]:
        """Return the final address and title of the pages that were used in the reference scan."""
        urls = list(self.used)
        known: dict[str, KnownPage] = {}
        for at in range(0, len(urls), AHEAD):
            known |= self.store.known(self.reference.id, urls[at : at + AHEAD])
        return [(self.used[url], page.title) for url, page in known.items()]

    def compares_as_before(self, records: Sequence[FetchRecord], sketches: SketchBook) -> bool:
        """Tell whether what the pages of a scan say together is what they said in the reference scan.

        Where its start page was not visited, that stands with its judgement already.
        """
        if self.rejudges or {record.page_url for record in records} != self._judged:
            return False
        start = next((record for record in records if not record.depth), None)
        if start is None or not start.kept_since:
            return False
        visited = [record.page_url for record in records if not record.kept_since]
        return all(
            (now := sketches.page(url)) is not None
            and now == self.store.artefact(self.reference.id, url, PageSketch)
            for url in visited
        )

    async def known(self, page_url: str) -> KnownPage | None:
        """Return what the reference scan knows of an address, `None` where it did not meet it."""
        if page_url not in self._places:
            return None
        if page_url not in self._known:
            at = self._places[page_url]
            wanted = [url for url in self._order[at : at + AHEAD] if url not in self._known]
            self._known |= await asyncio.to_thread(self.store.known, self.reference.id, wanted)
        # Each is asked for once.
        return self._known.pop(page_url, None)

    async def recognise(self, item: Queued, gate: HostGate, stop: asyncio.Event) -> Recognised | None:
        """Return how an address ends without a visit, `None` where it must be visited.

        Waits for the turn of the host; raises `TurnRefused`.
        """
        known = await self.known(item.page_url)
        if known is None:
            return None
        is_page = known.record.outcome is FetchOutcome.OK
        if is_page and not (known.marks.can_tell and _bare(known.marks.page.url) == _bare(item.url)):
            return None
        if not is_page and not can_end_again(known.record):
            return None
        async with gate.visit(item.url, stop=stop, is_page=False) as turn:
            asked = time.monotonic()
            try:
                if is_page:
                    answer = await self.recognition.ask_page(item.url, known.marks)
                    is_same = False
                else:
                    is_same, answer = await self.recognition.ends_as(known.record)
            except FetchError as error:
                gate.note(host_key(item.url), failed=error.reason.key in SILENT)
                return None
            turn.loaded(answer.final_url)
            _note(gate, answer, time.monotonic() - asked)
            if is_page:
                verdict = self.recognition.judge_page(known.marks, answer)
                changed = verdict.changed or await self.recognition.judge_supplies(
                    known.supplies, verdict.moved
                )
                is_same = not changed
                log.debug("recognised" if is_same else "changed", url=item.url, changed=changed)
        if not is_same:
            return None
        if known.marks.unsure == BY_DAY and not await asyncio.to_thread(self._says_the_same_today, known):
            return None
        if is_page and item.page_url in self._drawn:
            self.proofs[item.page_url] = known.seen_scan
            return None
        if not is_page or not self.rejudges:
            return Recognised(known)
        again = await asyncio.to_thread(self._rejudged, known)
        return Recognised(known, again) if again is not None else None

    def prove(self, page_url: str, judgement: Judgement, text: TextProfile) -> Proved:
        """Return what a visit for proof shows: whether the page is judged as it was.

        Where it is, and all that is said differs by no more than tokens, moments and counters in the page,
        the words of before stay: else a report would tell of the page anew.
        """
        before = self.store.page_judgement(self.reference.id, page_url)
        if before is not None and (self.rejudges or self._said(before) == self._said(judgement)):
            if self.rejudges:
                return Proved(PROOF, judgement, text)
            last = self.store.scan(self.proofs[page_url])
            seen_at = last.finished_at or last.started_at, now()
            read = self.store.page_text(self.reference.id, page_url)
            is_read_alike = read is not None and says_the_same(read, text, seen_at)
            # What pages say together is told of the start page when all have been seen.
            alone = tuple(one for one in before.findings if one.check not in self._together)
            return Proved(
                PROOF,
                kept_words(replace(before, findings=alone), judgement, seen_at),
                read if read is not None and is_read_alike else text,
            )
        said = self._said(before) if before is not None else frozenset()
        differs = sorted(f"{check}: {what}" for check, what in said ^ self._said(judgement))
        log.warning("proof_differs", url=page_url, since=self.reference.id, differs=differs[:20])
        return Proved(PROOF_DIFFERS, judgement, text)

    def choose_pictures(self, takes: Callable[[str], bool]) -> None:
        """Ask for each page of the reference scan whether its problems are pictured.

        Those first of which pictures were taken, else in the order of that scan: a page that changed ends
        later than those that did not, and would lose its pictures the next time.
        """
        judged = (url for url in self._order if url in self._judged)
        self._chosen = {url: takes(url) for url in sorted(judged, key=lambda url: url not in self.had_shots)}

    def was_pictured(self, url: str) -> bool | None:
        """Tell whether problems of a page were to be pictured in the reference scan; `None` for a new page.

        Of a page that is visited for proof, whether they are.
        """
        page_url = page_identity(url).page_url
        if page_url in self.proofs:
            return page_url in self._pictured.values()
        return self._chosen.get(page_url)

    def to_picture(self, page_url: str, findings: Sequence[Finding]) -> Sequence[Finding]:
        """Return the findings of a visited page of which pictures may be taken.

        A page that is visited for proof leaves out those of which another page shows one.
        """
        if page_url not in self.proofs:
            return findings
        return [one for one in findings if self._pictured.get(one.fingerprint, page_url) == page_url]

    @cached_property
    def _pictured(self) -> Mapping[str, str]:
        return self.store.pictured(self.reference.id)

    def next_share(self, base_share: float, *, differs: bool) -> float | None:
        """Return the share of the next scan, `None` for that of the settings: less after each that agreed."""
        if differs:
            return min(1.0, max(self.share * RAISED_TIMES, LEAST_RAISED))
        lower = self.share / 2
        return lower if lower > base_share else None

    @cached_property
    def _drawn(self) -> frozenset[str]:
        """Return the pages that are visited for proof if they seem unchanged, drawn by lot.

        With the id of the scan, so that they are the same ones when a scan is gone on with. As many as the
        share says: of a small site each night none or one, so that the share holds over many nights.
        """
        order = sorted(self._judged, key=self._lot)
        number = self.share * len(order)
        is_one_more = self._lot("") < (number - int(number)) * 2**64
        return frozenset(order[: int(number) + is_one_more])

    def _lot(self, name: str) -> int:
        drawn = blake2b(f"{self.seed} {name}".encode("utf-8", "replace"), digest_size=8).digest()
        return int.from_bytes(drawn)

    def _said(self, judgement: Judgement) -> frozenset[tuple[str, str]]:
        """Return what a judgement says of the page alone."""
        findings = ((f.check, f"{f.outcome} {f.fingerprint}") for f in judgement.findings)
        tallies = ((t.check, str(t.outcome)) for t in judgement.tallies)
        return frozenset(one for one in (*findings, *tallies) if one[0] not in self._together)

    @cached_property
    def _together(self) -> frozenset[str]:
        """Return the checks that compare pages."""
        return frozenset(check.id for check in self.checks.values() if SiteView in check.needs)

    def _says_the_same_today(self, known: KnownPage) -> bool:
        """Tell whether the statement of a page is judged as on the day on which it was seen."""
        kept = self.store.page_artefacts(self.reference.id, known.record.page_url)
        capture, seen = kept.get(DomCapture), kept.get(StatementSeen)
        if capture is None or seen is None or not seen.day:
            return False
        dom = Dom(capture)
        checks = {check.id: check for check in self.checks.values() if StatementSeen in check.needs}
        then, today = (statement_seen(dom, day) for day in (date.fromisoformat(seen.day), now().date()))
        judged = [
            judge({Dom: dom, Facts: facts_of(dom), StatementSeen: one}, checks, disabled=self.disabled)
            for one in (then, today)
        ]
        return then.statement == today.statement and judged[0] == judged[1]

    def _rejudged(self, known: KnownPage) -> Rejudged | None:
        url = known.record.page_url
        before = self.store.page_judgement(self.reference.id, url)
        if before is None:
            return None
        outcomes = {tally.check: tally.outcome for tally in before.tallies}
        seen_at = known.record.fetched_at or self.reference.started_at
        return rejudge(
            self.store.page_artefacts(self.reference.id, url),
            self.checks,
            disabled=self.disabled,
            gathered=proven(self.checks, self.reference.tools.checks, outcomes),
            seen_on=seen_at.date(),
        )


def now() -> datetime:
    """Return this moment."""
    return datetime.now(UTC)


def proofs_of(notes: Sequence[tuple[str, Sequence[str]]]) -> tuple[int, tuple[str, ...]]:
    """Return from addresses with their notes how many were proved, and those that differ."""
    proved = [(url, PROOF_DIFFERS in has) for url, has in notes if {PROOF, PROOF_DIFFERS} & set(has)]
    return len(proved), tuple(url for url, differs in proved if differs)


def is_comparable(reference: Scan, scan: Scan) -> bool:
    """Tell whether a visit would be made in the same way as in an earlier scan."""
    ours, theirs = scan.settings, reference.settings
    same = (ours.viewport, ours.backend, ours.deep) == (theirs.viewport, theirs.backend, theirs.deep)
    tools, before = (replace(one.tools, drempel="", checks={}) for one in (scan, reference))
    return same and bool(tools.gathering) and tools == before


def _changed_checks(reference: Scan, scan: Scan) -> set[str]:
    now, before = scan.tools.checks.items(), reference.tools.checks.items()
    return {name for name, _ in now ^ before}


def _needs_more(check: Check, ran: Collection[type[Any]]) -> bool:
    """Tell whether a check needs what was never gathered in the reference scan."""
    made: set[type[Any]] = {Dom, Facts, TextHints, StatementSeen, TextProfile, SiteView}
    return check.scope == "page" and any(kind not in ran and kind not in made for kind in check.needs)


def _note(gate: HostGate, answer: Fetched, duration_s: float) -> None:
    gate.note(
        host_key(answer.final_url),
        status=answer.status,
        retry_after=answer.headers.get("retry-after", "") if answer.status != 304 else "",
        duration_s=duration_s,
    )


def _bare(url: str) -> str:
    return url.partition("#")[0]
