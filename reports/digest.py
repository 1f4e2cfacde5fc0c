"""Walk once over issues and pages and keep what every view needs at hand.

The result stays small whatever the size of the scan: counts, the few worst of a kind, and one line
per issue that a thumbnail may go with. Nothing of an earlier scan is computed again here.
"""

import heapq
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from typing import TypeVar

from drempel import wcag
from drempel.model.finding import CheckInfo, Impact, Kind, Outcome
from drempel.model.issue import Issue
from drempel.model.landing import landing_kind
from drempel.model.report import CheckCoverage, PageSummary, ReportSource
from drempel.model.snapshot import FetchOutcome
from drempel.model.text import HardSentence, TextProfile
from reports.grouping import Group, ground_of, group_of
from reports.repairs import Repairs, who_of

Row = TypeVar("Row", tuple[int, int, int, PageSummary], tuple[int, float, int, PageSummary])

SHORT_LIST = 10
"""Rows of a list of the worst: what a person reads before looking for the full list."""
HARDEST_SENTENCES = 10
MAX_STEP = 5
EXAMPLES = 300
"""Problems whose example page may be shown as a thumbnail."""


@dataclass(frozen=True, slots=True)
class SentenceOnPage:
    """A hard sentence and where it stands first."""

    sentence: HardSentence
    url: str
    title: str
    lang: str


@dataclass(frozen=True, slots=True)
class CheckDigest:
    """What became of the checks as a whole."""

    ran: tuple[CheckCoverage, ...]
    disabled: tuple[CheckCoverage, ...]
    failed_to_run: tuple[CheckCoverage, ...]
    """Ran on some pages or none: on at least one page they could not."""
    covered: tuple[wcag.Criterion, ...]
    """Criteria of the norm that at least one check looked at, each only in part."""
    uncovered: tuple[wcag.Criterion, ...]

    @property
    def of_norm(self) -> list[wcag.Criterion]:
        """Return the criteria of the norm, in the order of WCAG."""
        return sorted((*self.covered, *self.uncovered), key=lambda one: criterion_order(one.id))


@dataclass(frozen=True, slots=True)
class IssueDigest:
    """Counts over all issues."""

    by_group: Mapping[Group, int]
    norm_by_impact: Mapping[Impact, int]
    waived_norm: int
    """Failures of the norm with a waiver: found all the same, and shown apart."""
    failed_criteria: tuple[str, ...]
    """Criteria with at least one failure against the norm, also where that has a waiver; sorted."""
    worst: tuple[Issue, ...]
    """The issues against the norm whose repair frees most people, one per check, in that order."""
    example_urls: frozenset[str]
    """Pages whose thumbnail goes with one of the first issues."""


@dataclass(frozen=True, slots=True)
class PageDigest:
    """Counts over all addresses, and the few that lead the lists."""

    addresses: int
    reasons: Mapping[tuple[FetchOutcome, str], int]
    """Addresses per outcome and reason (`404` for an HTTP status, else the key; empty without reason)."""
    with_failures: int
    worst: tuple[PageSummary, ...]
    """Pages with the most findings, worst first."""
    scored: int
    """Pages with a difficulty."""
    by_step: Mapping[int, int]
    """Of those, the pages per step from 1 (very easy) to 5 (very hard)."""
    by_b1: Mapping[str, int]
    """Of those, the pages per answer to whether they meet the B1 guideline: `yes`, `doubt`, `no`."""
    no_score: Mapping[str, int]
    """Judged pages without a difficulty, per reason."""
    hardest: tuple[PageSummary, ...]
    """Pages that people land on and that may miss the guideline, hardest first; then others that may miss it;
    then the rest."""
    sentences: tuple[SentenceOnPage, ...]
    screenshots: Mapping[str, str]
    """Content hash of the thumbnail for the pages asked for, by page address."""


@dataclass(frozen=True, slots=True)
class Digest:
    """All of it."""

    checks: CheckDigest
    issues: IssueDigest
    pages: PageDigest


def digest(source: ReportSource) -> Digest:
    """Walk over the checks, issues and pages of one report."""
    standard = source.header.scan.settings.standard
    issues = digest_issues(source.issues(), standard, who_of(source))
    start = source.header.site_start[:1]
    return Digest(
        digest_checks(source.checks(), standard),
        issues,
        digest_pages(source.pages(), frozenset(start) | issues.example_urls),
    )


def digest_checks(checks: Sequence[CheckCoverage], standard: str) -> CheckDigest:
    """Sort the checks by what became of them, and the criteria of the norm by whether any check saw them."""
    ran = tuple(c for c in checks if not c.disabled and _judged_pages(c))
    covered = seen_criteria((c.info for c in ran), standard)
    return CheckDigest(
        ran=ran,
        disabled=tuple(c for c in checks if c.disabled),
        failed_to_run=tuple(c for c in checks if not c.disabled and c.pages.get(Outcome.UNTESTED, 0)),
        covered=covered,
        uncovered=tuple(c for c in _to_look_at(standard) if c not in covered),
    )


def seen_criteria(ran: Iterable[CheckInfo], standard: str) -> tuple[wcag.Criterion, ...]:
    """Return the criteria of the norm that at least one of these checks looked at, each only in part."""
    seen = {number for info in ran if info.kind is Kind.NORM for number in info.requirements}
    return tuple(c for c in _to_look_at(standard) if c.id in seen)


@cache
def _to_look_at(standard: str) -> tuple[wcag.Criterion, ...]:
    """Return the criteria of a norm; 4.1.1 is in it, but W3C holds it as always met: nobody has to look."""
    return tuple(c for c in wcag.criteria() if c.until is None and wcag.applies(c.id, standard))


def _judged_pages(check: CheckCoverage) -> int:
    return sum(n for outcome, n in check.pages.items() if outcome is not Outcome.UNTESTED)


def digest_issues(issues: Iterable[Issue], standard: str, who: Mapping[str, str]) -> IssueDigest:
    """Count issues by group; `who` gives the group of people that a check names, where it names one."""
    by_group: Counter[Group] = Counter()
    by_impact: Counter[Impact] = Counter()
    criteria: set[str] = set()
    repairs = Repairs(who)
    examples: set[str] = set()
    waived_norm = 0
    for issue in issues:
        group = group_of(issue, standard)
        by_group[group] += 1
        if group is Group.WAIVED and ground_of(issue, standard) is Group.NORM:
            waived_norm += 1
            criteria.update(r for r in issue.requirements if wcag.applies(r, standard))
        if len(examples) < EXAMPLES:
            examples.add(issue.example_url)
        if group is Group.NORM:
            by_impact[issue.impact] += 1
            criteria.update(r for r in issue.requirements if wcag.applies(r, standard))
            repairs.add(issue)
    return IssueDigest(
        by_group,
        by_impact,
        waived_norm,
        tuple(sorted(criteria, key=criterion_order)),
        tuple(repair.issue for repair in repairs.first(SHORT_LIST)),
        frozenset(examples),
    )


def criterion_order(number: str) -> tuple[int, ...]:
    """Return the sort key of a criterion number: 1.4.3 before 1.4.10."""
    return tuple(int(part) for part in number.split("."))


def digest_pages(pages: Iterable[PageSummary], thumbnails_of: frozenset[str]) -> PageDigest:
    """Count addresses and keep the worst; `thumbnails_of` names the pages whose thumbnail is wanted."""
    reasons: Counter[tuple[FetchOutcome, str]] = Counter()
    no_score: Counter[str] = Counter()
    addresses = with_failures = scored = 0
    worst: list[tuple[int, int, int, PageSummary]] = []
    hardest: list[tuple[int, float, int, PageSummary]] = []
    by_step: Counter[int] = Counter(dict.fromkeys(range(1, MAX_STEP + 1), 0))
    by_b1: Counter[str] = Counter(dict.fromkeys(("yes", "doubt", "no"), 0))
    sentences: dict[str, tuple[int, SentenceOnPage]] = {}
    screenshots: dict[str, str] = {}
    for place, page in enumerate(pages):
        addresses += 1
        record = page.record
        reasons[record.outcome, reason_key(page)] += 1
        if record.outcome is not FetchOutcome.OK:
            continue
        with_failures += page.failed > 0
        _keep(worst, (page.failed, page.cant_tell, -place, page))
        if page.screenshot and record.page_url in thumbnails_of:
            screenshots[record.page_url] = page.screenshot
        difficulty = page.text.difficulty if page.text else None
        if difficulty is not None:
            scored += 1
            by_step[difficulty.step] += 1
            by_b1[difficulty.meets_b1] += 1
            is_landing = bool(landing_kind(record.page_url, page.title))
            urgency = 0 if difficulty.meets_b1 == "yes" else 1 + is_landing
            _keep(hardest, (urgency, difficulty.value, -place, page))
        else:
            no_score[why_no_score(page.text)] += 1
        if page.text:
            _keep_sentences(sentences, page, page.text)
    return PageDigest(
        addresses,
        reasons,
        with_failures,
        tuple(row[-1] for row in sorted(worst, reverse=True) if row[0] or row[1]),
        scored,
        by_step,
        by_b1,
        no_score,
        tuple(row[-1] for row in sorted(hardest, reverse=True)),
        tuple(found for _, found in sorted(sentences.values(), key=lambda row: row[0], reverse=True)),
        screenshots,
    )


def reason_key(page: PageSummary) -> str:
    """Return the reason of an address as one key; an HTTP status speaks for itself (`404`)."""
    reason = page.record.reason
    if reason is None:
        return ""
    return reason.detail or str(page.record.status or "") if reason.key == "status" else reason.key


def why_no_score(text: TextProfile | None) -> str:
    """Return the key of the reason why a page has no difficulty."""
    if text is None:
        return "not-running-text"
    return text.reason or ("not-measured" if text.metrics else "not-running-text")


def _keep(best: list[Row], row: Row) -> None:
    """Keep the largest few rows; each row holds its place, so that no two compare as equal."""
    heapq.heappush(best, row)
    if len(best) > SHORT_LIST:
        heapq.heappop(best)


def _keep_sentences(
    best: dict[str, tuple[int, SentenceOnPage]], page: PageSummary, text: TextProfile
) -> None:
    """Keep the hardest sentences, each once: the same sentence often stands on many pages."""
    for sentence in text.hardest:
        if sentence.text in best:
            continue
        best[sentence.text] = (
            len(sentence.reasons) * 10 + sentence.words,
            SentenceOnPage(sentence, page.record.page_url, page.title, text.language),
        )
        if len(best) > HARDEST_SENTENCES:
            del best[min(best, key=lambda key: best[key][0])]
