"""Turn model values into plain data: what JSON reports say, and in which words.

Names and values are a promise to users (`reports/schemas/`). Moments are ISO 8601 in UTC, ratios stand
between 0 and 1, a number that could not be had is `null` with a reason beside it.
"""

from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Any

from drempel.model.comparison import PanelChange
from drempel.model.decision import Decision, Standing
from drempel.model.finding import Finding
from drempel.model.indicator import IndicatorValue
from drempel.model.issue import Issue
from drempel.model.report import CheckCoverage, PageSummary, ReportHeader, TrendPoint
from drempel.model.scan import Scan
from drempel.model.snapshot import Coverage, Reason
from drempel.model.text import Difficulty, HardSentence, Score, TextMetrics, TextProfile
from reports.grouping import group_of
from reports.sample import Sample
from reports.wording import Wording

Plain = dict[str, Any]
"""An object of JSON."""


def header_data(header: ReportHeader) -> Plain:
    """Return what opens a report."""
    return {
        "entity": {"id": header.entity_id, "name": header.entity_name},
        "site": {"start": list(header.site_start)},
        "scan": scan_data(header.scan),
        "previous_scan": scan_data(header.previous) if header.previous else None,
        "generated_at": moment(header.generated_at),
    }


def scan_data(scan: Scan) -> Plain:
    """Return a scan with its settings and tools."""
    settings, tools = scan.settings, scan.tools
    return {
        "id": scan.id,
        "state": scan.state.value,
        "started_at": moment(scan.started_at),
        "finished_at": moment(scan.finished_at),
        "standard": settings.standard,
        "settings": {
            "viewport": settings.viewport,
            "max_pages": settings.max_pages,
            "max_depth": settings.max_depth,
            "max_time_s": settings.max_time_s,
            "delay_s": settings.delay_s,
            "obey_robots": settings.obey_robots,
            "backend": settings.backend,
            "disabled_checks": list(settings.disabled_checks),
        },
        "tools": {
            "drempel": tools.drempel,
            "axe": tools.axe,
            "axe_sha256": tools.axe_sha256,
            "browser": tools.browser,
        },
    }


def coverage_data(coverage: Coverage) -> Plain:
    """Return how much of the site was seen."""
    return {
        "judged": coverage.judged,
        "kept": coverage.kept,
        "proved": coverage.proved,
        "differing": list(coverage.differing),
        "unjudged": coverage.unjudged,
        "not_visited": coverage.not_visited,
        "limit": coverage.limit or None,
        "by_outcome": {outcome.value: n for outcome, n in coverage.by_outcome.items()},
    }


def check_data(check: CheckCoverage, words: Wording) -> Plain:
    """Return a check and on how many pages it came to which outcome."""
    info, repair = check.info, words.repair(check.info.id)
    return {
        "check": info.id,
        "title": words.title(info.id).text,
        "repair": repair.text if repair else None,
        "source": info.source.value,
        "kind": info.kind.value,
        "impact": info.impact.value,
        "requirements": list(info.requirements),
        "act": list(info.act),
        "disabled": check.disabled,
        "pages": {outcome.value: n for outcome, n in check.pages.items()},
    }


def indicator_data(value: IndicatorValue) -> Plain:
    """Return one indicator."""
    return {
        "indicator": value.id,
        "version": value.version,
        "value": value.value,
        "unit": value.unit,
        "direction": value.direction,
        "part": value.part,
        "whole": value.whole,
        "low": value.low,
        "high": value.high,
        "reason": value.reason or None,
    }


def trend_data(point: TrendPoint) -> Plain:
    """Return one scan of the trend."""
    return {
        "scan": point.scan_id,
        "finished_at": moment(point.finished_at),
        "is_break": point.is_break,
        "break_reasons": list(point.break_reasons),
        "changes": [{"key": c.key, "before": c.before, "after": c.after} for c in point.changes],
        "is_joined": point.is_joined,
        "rejudged": [indicator_data(value) for value in point.rejudged],
        "indicators": [indicator_data(value) for value in point.indicators],
    }


def panel_data(panel: PanelChange | None) -> Plain | None:
    """Return how the pages changed that both scans judged."""
    if panel is None:
        return None
    return {
        "pages": panel.pages,
        "fewer": panel.fewer,
        "more": panel.more,
        "same": panel.same,
        "chance": panel.chance,
        "verdict": panel.verdict,
        "left_out": list(panel.left_out),
    }


def issue_data(issue: Issue, standard: str, words: Wording) -> Plain:
    """Return an issue with its example; `group` is where an HTML report shows it."""
    return {
        "issue": issue.id,
        "fingerprint": issue.fingerprint,
        "group": group_of(issue, standard).value,
        "check": issue.check,
        "title": words.title(issue.check).text,
        "outcome": issue.outcome.value,
        "impact": issue.impact.value,
        "kind": issue.kind.value,
        "requirements": list(issue.requirements),
        "sources": [source.value for source in issue.sources],
        "state": issue.state.value,
        "label": issue.label.value if issue.label else None,
        "first_seen_at": moment(issue.first_seen_at),
        "last_seen_at": moment(issue.last_seen_at),
        "pages": issue.pages,
        "occurrences": issue.occurrences,
        "decided": standing_data(issue.decided) if issue.decided else None,
        "example": {"url": issue.example_url, **finding_data(issue.example, words)},
    }


def standing_data(decided: Standing) -> Plain:
    """Return what people decided about an issue, as it stands on the day of the report."""
    return {
        "on": decided.on.isoformat(),
        "waived": decided.is_waived,
        "expired": decided.has_expired,
        "confirmed": decided.is_confirmed,
        "false_alarm": decided.is_false_alarm,
        "waiver": decision_data(decided.waiver) if decided.waiver else None,
        "seen": decision_data(decided.seen) if decided.seen else None,
    }


def decision_data(decision: Decision) -> Plain:
    """Return one decision of a person."""
    return {
        "kind": decision.kind.value,
        "reason": decision.reason,
        "basis": decision.basis or None,
        "until": decision.until.isoformat() if decision.until else None,
        "owner": decision.owner or None,
        "by": decision.by,
        "decided_at": moment(decision.decided_at),
        "file": decision.file or None,
    }


def finding_data(finding: Finding, words: Wording) -> Plain:
    """Return one finding, without its page."""
    message = words.message(finding) or words.title(finding.check)
    return {
        "check": finding.check,
        "sources": [source.value for source in finding.sources],
        "outcome": finding.outcome.value,
        "mode": finding.mode.value,
        "kind": finding.kind.value,
        "requirements": list(finding.requirements),
        "act": list(finding.act),
        "impact": finding.impact.value,
        "selector": finding.pointer.selector,
        "snippet": finding.pointer.snippet,
        "message": message.text,
        "advice": [one.text for one in words.advice(finding)],
        "fingerprint": finding.fingerprint or None,
    }


def page_data(page: PageSummary, sample: Sample) -> Plain:
    """Return one address, what became of it, and why it is in the sample."""
    record = page.record
    return {
        "page": record.page_url,
        "url": record.url,
        "final_url": record.final_url or None,
        "title": page.title,
        "outcome": record.outcome.value,
        "reason": reason_data(record.reason),
        "status": record.status,
        "permanent": record.permanent,
        "depth": record.depth,
        "found_on": record.found_on or None,
        "sample": record.sample.value,
        "why_in_sample": [ground.data() for ground in sample.grounds(page)],
        "duplicate_of": record.duplicate_of or None,
        "fetched_at": moment(record.fetched_at),
        "duration_ms": record.duration_ms,
        "notes": list(record.notes),
        "failed": page.failed,
        "cant_tell": page.cant_tell,
        "readability": text_data(page.text) if page.text else None,
    }


def reason_data(reason: Reason | None) -> Plain | None:
    """Return why an address ended as it did."""
    return {"key": reason.key, "detail": reason.detail or None} if reason else None


def text_data(text: TextProfile) -> Plain:
    """Return the readability of one page."""
    return {
        "judged": text.difficulty is not None,
        "difficulty": difficulty_data(text.difficulty) if text.difficulty else None,
        "language": text.language or None,
        "declared_language": text.declared or None,
        "language_words": dict(text.language_words),
        "metrics": metrics_data(text.metrics) if text.metrics else None,
        "scores": [score_data(score) for score in text.scores],
        "hardest": [sentence_data(sentence) for sentence in text.hardest],
        "reason": text.reason or None,
    }


def difficulty_data(difficulty: Difficulty) -> Plain:
    """Return how hard a text is, 0 to 100."""
    return {
        "version": difficulty.version,
        "value": difficulty.value,
        "low": difficulty.low,
        "high": difficulty.high,
        "step": difficulty.step,
        "meets_b1": difficulty.meets_b1,
        "indicative": difficulty.indicative,
    }


def metrics_data(metrics: TextMetrics) -> Mapping[str, float | None]:
    """Return the counts on a text."""
    return {
        "words": metrics.words,
        "sentences": metrics.sentences,
        "syllables": metrics.syllables,
        "long_words": metrics.long_words,
        "long_sentences": metrics.long_sentences,
        "words_per_sentence": metrics.words_per_sentence,
        "syllables_per_word": metrics.syllables_per_word,
        "letters_per_word": metrics.letters_per_word,
        "long_words_percent": metrics.long_words_percent,
    }


def score_data(score: Score) -> Plain:
    """Return one readability score."""
    return {
        "formula": score.formula,
        "version": score.version,
        "value": score.value,
        "direction": score.direction,
        "indicative": score.indicative,
        "reason": score.reason or None,
    }


def sentence_data(sentence: HardSentence) -> Plain:
    """Return one hard sentence."""
    return {
        "text": sentence.text,
        "words": sentence.words,
        "reasons": list(sentence.reasons),
        "selector": sentence.selector,
    }


def moment(at: datetime | None) -> str | None:
    """Return a moment as ISO 8601 in UTC, e.g. `2026-11-24T08:05:00Z`."""
    return at.astimezone(UTC).isoformat(timespec="seconds").replace("+00:00", "Z") if at else None
