"""One page as JSON: the form that `drempel check --format json` and `jsonl` promise.

The form is described by `drempel/schemas/page-1.schema.json`. Within version 1 keys are added, never
removed or given another meaning. The same page gives the same text, save for `timings_ms`.
"""

import sys
from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING, Any

from drempel.inclusion.weight import PageWeight, tariffs
from drempel.model.facts import CHANNELS, Facts
from drempel.model.finding import CheckTally, Finding
from drempel.model.slow_load import Waiting
from drempel.model.text import TextProfile
from readability.hints.reading_time import minutes
from reports.wording import Wording

if TYPE_CHECKING:
    from drempel.pipeline import PageOutcome

SCHEMA_VERSION = "1.5"
"""Raised behind the point when a key is added, before it when one changes or goes."""


def page_json(page: "PageOutcome", words: Wording) -> dict[str, Any]:
    """Return one page in the published form; messages are in the language of `words`."""
    record, judgement = page.record, page.judgement
    return {
        "schema_version": SCHEMA_VERSION,
        "url": page.url,
        "final_url": record.final_url,
        "status": record.status,
        "outcome": record.outcome.value,
        "reason": {"key": record.reason.key, "detail": record.reason.detail} if record.reason else None,
        "title": page.title,
        "notes": list(record.notes),
        "findings": [
            _finding(finding, words) for finding in in_order(judgement.findings if judgement else ())
        ],
        "untested": [
            {"check": tally.check, "reason": tally.reason}
            for tally in untested(judgement.tallies if judgement else ())
        ],
        "readability": _readability(page.text),
        "inclusion": _inclusion(page.facts),
        "weight": _weight(page.weight),
        "timings_ms": {name: page.timings_ms[name] for name in sorted(page.timings_ms)},
    }


def in_order(findings: Iterable[Finding]) -> list[Finding]:
    """Return findings as people and files list them: heaviest first, then by check, then as in the page.

    A check may give its findings a rank; then the first in rank comes first, and last what has none.
    """
    return sorted(findings, key=lambda finding: (-finding.impact.rank, finding.check, _rank(finding)))


def _rank(finding: Finding) -> int:
    rank = finding.params.get("rank", "")
    return int(rank) if rank.isdecimal() else sys.maxsize


def untested(tallies: Iterable[CheckTally]) -> list[CheckTally]:
    """Return the checks that gave no answer on the page or on a part (switched off, not possible), by id."""
    return sorted((tally for tally in tallies if tally.reason), key=lambda tally: tally.check)


def _finding(finding: Finding, words: Wording) -> dict[str, Any]:
    message = words.message(finding) or words.title(finding.check)
    return {
        "check": finding.check,
        "sources": [source.value for source in finding.sources],
        "outcome": finding.outcome.value,
        "kind": finding.kind.value,
        "mode": finding.mode.value,
        "requirements": list(finding.requirements),
        "act": list(finding.act),
        "impact": finding.impact.value,
        "selector": finding.pointer.selector,
        "snippet": finding.pointer.snippet,
        "message": message.text,
        "steps": [step.text for step in words.steps(finding)],
        "advice": [one.text for one in words.advice(finding)],
        "fingerprint": finding.fingerprint,
        **({"clause": finding.clause} if finding.clause else {}),
        **({"checkpoint": finding.checkpoint} if finding.checkpoint else {}),
    }


def _readability(text: TextProfile | None) -> dict[str, Any] | None:
    if text is None:
        return None
    metrics, difficulty = text.metrics, text.difficulty
    return {
        "judged": difficulty is not None,
        "difficulty": difficulty
        and {
            "version": difficulty.version,
            "value": _rounded(difficulty.value),
            "low": _rounded(difficulty.low),
            "high": _rounded(difficulty.high),
            "step": difficulty.step,
            "meets_b1": difficulty.meets_b1,
            "indicative": difficulty.indicative,
        },
        "reading_minutes": metrics and minutes(metrics.words),
        "language": text.language,
        "declared": text.declared,
        "language_words": _sorted(text.language_words),
        "reason": text.reason,
        "metrics": metrics
        and {
            "words": metrics.words,
            "sentences": metrics.sentences,
            "syllables": metrics.syllables,
            "long_words": metrics.long_words,
            "long_sentences": metrics.long_sentences,
            "words_per_sentence": _rounded(metrics.words_per_sentence),
            "syllables_per_word": _rounded(metrics.syllables_per_word),
            "letters_per_word": _rounded(metrics.letters_per_word),
            "long_words_percent": _rounded(metrics.long_words_percent),
        },
        "scores": [
            {
                "formula": score.formula,
                "version": score.version,
                "value": _rounded(score.value),
                "direction": score.direction,
                "indicative": score.indicative,
                "reason": score.reason,
            }
            for score in text.scores
        ],
        "hardest": [
            {
                "text": sentence.text,
                "words": sentence.words,
                "reasons": list(sentence.reasons),
                "selector": sentence.selector,
            }
            for sentence in text.hardest
        ],
    }


def _inclusion(facts: Facts | None) -> dict[str, Any] | None:
    if facts is None or facts.kind is None:
        return None
    return {
        "kind": facts.kind,
        "is_service": facts.is_service,
        "service_confidence": facts.service_confidence,
        "phones": [{"number": phone.number, "cost": phone.cost} for phone in facts.phones],
        "addresses_counter": list(facts.addresses_counter),
        "opening_hours": facts.opening_hours,
        "emails": list(facts.emails),
        "email_required": facts.email_required,
        "login_ways": list(facts.login_ways),
        "channels": None if facts.channels is None else {name: facts.channels.get(name) for name in CHANNELS},
        "required_fields": facts.required_fields,
        "asks_known_data": list(facts.asks_known_data),
        "pdf_only": facts.pdf_only,
        "captcha": facts.captcha,
        "time_limit": facts.time_limit,
        "help_near": facts.help_near,
        "digital_help_place": facts.digital_help_place,
        "mandate": facts.mandate,
        "automatic_right": facts.automatic_right,
        "other_language": list(facts.other_language),
        "cookie": facts.cookie,
        "chat": facts.chat,
        "evidence": {
            name: [{"selector": place.selector, "text": place.text} for place in facts.evidence[name]]
            for name in sorted(facts.evidence)
        },
    }


def _weight(weight: PageWeight | None) -> dict[str, Any] | None:
    if weight is None:
        return None
    low, high = weight.euro
    prices = tariffs()
    return {
        "bytes": weight.wire_bytes,
        "bytes_by_kind": weight.by_kind,
        "requests": weight.requests,
        "estimated": weight.is_estimated,
        "at_least": weight.is_least,
        "euro": {
            "low": round(low, 5),
            "high": round(high, 5),
            "dated": prices.dated,
            "certain": prices.is_certain,
        },
        "third_party_share": _rounded(weight.third_share),
        "third_party_hosts": list(weight.third_hosts),
        "tracker_share": _rounded(weight.tracker_share),
        "tracker_hosts": list(weight.tracker_hosts),
        "cookies": weight.cookies,
        "tracker_cookies": list(weight.tracker_cookies),
        "without_scripts_share": _rounded(weight.bare_share),
        "fits_320_px": weight.fits_narrow,
        "slow_3g": _waiting(weight.line),
        "slow_phone": _waiting(weight.phone),
    }


def _waiting(waiting: Waiting | None) -> dict[str, Any] | None:
    if waiting is None:
        return None
    return {
        "first_s": waiting.first_s,
        "text_s": waiting.text_s,
        "whole_s": waiting.whole_s,
        "whole_estimated": waiting.whole_is_estimated,
        "loads": waiting.loads,
        "waited_s": waiting.waited_s,
    }


def _sorted(counts: Mapping[str, int]) -> dict[str, int]:
    return {name: counts[name] for name in sorted(counts)}


def _rounded(value: float | None) -> float | None:
    # More digits would differ between machines and mean nothing.
    return None if value is None else round(value, 3)
