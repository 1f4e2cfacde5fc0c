"""The rows of the tables that CSV, XLSX and the open data are made of, with their headings.

Values have their own type here; each format writes them in its own way. Headings are messages; ids and closed
values stay the English ones of the JSON report.
"""

from collections.abc import Iterator, Sequence
from datetime import datetime
from functools import cached_property

from drempel.i18n import N_
from drempel.model.indicator import IndicatorValue
from drempel.model.report import PageSummary, ReportSource
from drempel.model.text import TextProfile
from reports.channels import channel_map
from reports.document_problems import problem_row
from reports.documents import document_row
from reports.grouping import group_of
from reports.left_behind import (
    LeftBehindView,
    LeftBehindWords,
    answer_rows,
    left_behind_view,
    problem_rows,
)
from reports.sample import Sample, grounds_said, sample_of
from reports.wording import FORMULAS, Wording

Value = str | int | float | bool | datetime | None
Row = Sequence[Value]

ISSUES = (
    N_("problem"),
    N_("group"),
    N_("check"),
    N_("title"),
    N_("outcome"),
    N_("impact"),
    N_("kind"),
    N_("requirements"),
    N_("sources"),
    N_("change"),
    N_("first seen"),
    N_("last seen"),
    N_("pages"),
    N_("places"),
    N_("example page"),
    N_("selector"),
    N_("snippet"),
    N_("what is wrong"),
    N_("who is shut out"),
    N_("repair"),
)
FINDINGS = (
    N_("page"),
    N_("check"),
    N_("title"),
    N_("outcome"),
    N_("impact"),
    N_("kind"),
    N_("requirements"),
    N_("ACT rules"),
    N_("sources"),
    N_("selector"),
    N_("snippet"),
    N_("what is wrong"),
    N_("fingerprint"),
    N_("all reasons"),
)
PAGES = (
    N_("page"),
    N_("address as found"),
    N_("title"),
    N_("outcome"),
    N_("reason"),
    N_("detail"),
    N_("HTTP status"),
    N_("final address"),
    N_("found on"),
    N_("depth"),
    N_("sample"),
    N_("same as"),
    N_("remarks"),
    N_("loaded at"),
    N_("loading time in ms"),
    N_("problems"),
    N_("questions"),
    N_("why it is in the sample"),
)
TEXTS = (
    N_("page"),
    N_("title"),
    N_("language"),
    N_("declared language"),
    N_("words"),
    N_("sentences"),
    N_("words per sentence"),
    N_("syllables per word"),
    N_("letters per word"),
    N_("long words in %"),
    N_("long sentences"),
    "Flesch-Douma",
    "Leesindex A",
    "LIX",
    N_("short text"),
    N_("why no score"),
    N_("hardest sentence"),
    N_("judged"),
    N_("difficulty (0 to 100, higher is harder)"),
    N_("difficulty, low"),
    N_("difficulty, high"),
    N_("step (1 very easy to 5 very hard)"),
    N_("meets the B1 guideline?"),
)
INDICATORS = (
    N_("scan"),
    N_("date"),
    N_("break"),
    N_("why a break"),
    N_("indicator"),
    N_("name"),
    N_("value"),
    N_("unit"),
    N_("part"),
    N_("whole"),
    N_("direction"),
    N_("version"),
    N_("why no value"),
    N_("low"),
    N_("high"),
)
LEFT_BEHIND = (
    N_("group of people"),
    N_("name of the group"),
    N_("sort of barrier"),
    N_("check or indicator"),
    N_("title"),
    N_("impact"),
    N_("problems or times no"),
    N_("pages"),
    N_("times yes"),
    N_("times not known"),
    N_("example page"),
)
INCLUSION = (
    N_("indicator"),
    N_("name"),
    N_("unit"),
    N_("version"),
    N_("certain"),
    N_("a no is a barrier"),
    N_("times yes"),
    N_("times no"),
    N_("times not known"),
    N_("example page"),
    N_("question for a person"),
)


class Tables:
    """The rows of each table."""

    def __init__(self, source: ReportSource, words: Wording) -> None:
        self.source = source
        self.words = words

    def issues(self) -> Iterator[Row]:
        standard, words = self.source.header.scan.settings.standard, self.words
        for issue in self.source.issues():
            example = issue.example
            yield (
                issue.id,
                group_of(issue, standard),
                issue.check,
                words.title(issue.check).text,
                issue.outcome,
                issue.impact,
                issue.kind,
                ", ".join(issue.requirements),
                ", ".join(issue.sources),
                issue.label,
                issue.first_seen_at,
                issue.last_seen_at,
                issue.pages,
                issue.occurrences,
                issue.example_url,
                example.pointer.selector,
                example.pointer.snippet,
                str(words.message(example) or ""),
                " ".join(map(str, words.who(issue))),
                str(words.repair(issue.check) or ""),
            )

    def findings(self) -> Iterator[Row]:
        words = self.words
        for page_url, finding in self.source.findings():
            yield (
                page_url,
                finding.check,
                words.title(finding.check).text,
                finding.outcome,
                finding.impact,
                finding.kind,
                ", ".join(finding.requirements),
                ", ".join(finding.act),
                ", ".join(finding.sources),
                finding.pointer.selector,
                finding.pointer.snippet,
                str(words.message(finding) or ""),
                finding.fingerprint,
                " ".join(map(str, words.advice(finding))),
            )

    def pages(self) -> Iterator[Row]:
        for page in self.source.pages():
            record = page.record
            reason = record.reason
            yield (
                record.page_url,
                record.url,
                page.title,
                record.outcome,
                reason.key if reason else "",
                reason.detail if reason else "",
                record.status,
                record.final_url,
                record.found_on,
                record.depth,
                record.sample,
                record.duplicate_of,
                ", ".join(record.notes),
                record.fetched_at,
                record.duration_ms,
                *_counts(page),
                grounds_said(self.words, self.sample.grounds(page)),
            )

    @cached_property
    def sample(self) -> Sample:
        return sample_of(self.source, channel_map(self.source))

    def documents(self) -> Iterator[Row]:
        return map(document_row, self.source.documents())

    def document_issues(self) -> Iterator[Row]:
        standard = self.source.header.scan.settings.standard
        return (problem_row(issue, standard, self.words) for issue in self.source.document_issues())

    def texts(self) -> Iterator[Row]:
        for page in self.source.pages():
            if page.text:
                yield (page.record.page_url, page.title, *_text_cells(page.text))

    def indicators(self) -> Iterator[Row]:
        for point in self.source.trend():
            for value in point.indicators:
                yield (
                    point.scan_id,
                    point.finished_at,
                    point.is_break,
                    ", ".join(point.break_reasons),
                    value.id,
                    self.words.indicator(value.id).text,
                    *_value_cells(value),
                )

    def left_behind(self) -> Iterator[Row]:
        yield from problem_rows(self.left, LeftBehindWords(self.words))

    def inclusion(self) -> Iterator[Row]:
        yield from answer_rows(self.left, LeftBehindWords(self.words))

    @cached_property
    def left(self) -> LeftBehindView:
        return left_behind_view(self.source)


def _counts(page: PageSummary) -> Row:
    """Return nothing rather than noughts for a page that was not judged."""
    return (page.failed, page.cant_tell) if page.record.outcome == "ok" else (None, None)


def _text_cells(text: TextProfile) -> Row:
    metrics, found = text.metrics, text.difficulty
    counts: Row = (
        (
            metrics.words,
            metrics.sentences,
            metrics.words_per_sentence,
            metrics.syllables_per_word,
            metrics.letters_per_word,
            metrics.long_words_percent,
            metrics.long_sentences,
        )
        if metrics
        else ((None,) * 7)
    )
    scores = [text.score(formula) for formula in FORMULAS]
    reason = text.reason or next((score.reason for score in scores if score and score.reason), "")
    return (
        text.language,
        text.declared,
        *counts,
        *(score.value if score else None for score in scores),
        any(score.indicative for score in scores if score),
        reason,
        text.hardest[0].text if text.hardest else "",
        found is not None,
        *((found.value, found.low, found.high, found.step, found.meets_b1) if found else (None,) * 5),
    )


def _value_cells(value: IndicatorValue) -> Row:
    return (
        value.value,
        value.unit,
        value.part,
        value.whole,
        value.direction,
        value.version,
        value.reason,
        value.low,
        value.high,
    )
