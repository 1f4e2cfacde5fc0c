"""What a scan can say of the requirements for documents: chapter 10 of EN 301 549. Pure.

They are those of pages but for a few that only pages can meet. Documents have an answer of their own: no
criterion of pages counts what is wrong in a document.
"""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field

from drempel import wcag
from drempel.model.finding import Kind, Outcome
from drempel.model.report import ReportSource
from reports.grouping import Group, ground_of


@dataclass(frozen=True, slots=True)
class DocumentCriteria:
    """Failures against the norm in documents, by criterion, and which criteria any check looked at."""

    judged: int = 0
    """Documents that were judged; of none nothing can be said."""
    problems: Mapping[str, int] = field(default_factory=dict)
    documents: Mapping[str, int] = field(default_factory=dict)
    """Documents with at least one of those problems."""
    seen: frozenset[str] = frozenset()

    def outcome(self, number: str) -> Outcome:
        """Return what can be said of a criterion; never that it is met."""
        if self.problems.get(number):
            return Outcome.FAILED
        return Outcome.CANT_TELL if number in self.seen else Outcome.UNTESTED


def document_criteria(source: ReportSource) -> DocumentCriteria:
    """Return it of one scan; a waiver changes nothing, a false alarm is no failure."""
    standard = source.header.scan.settings.standard
    norm = {c.info.id: c.info.requirements for c in source.checks() if c.info.kind is Kind.NORM}
    judged, seen = 0, set[str]()
    for one in source.documents():
        judged += one.document.is_judged
        for tally in one.tallies:
            if tally.outcome is not Outcome.UNTESTED:
                seen.update(norm.get(tally.check, ()))
    problems: Counter[str] = Counter()
    documents: dict[str, set[str]] = {}
    known = {criterion.id for criterion in wcag.criteria()}
    for issue in source.document_issues():
        set_right = issue.decided is not None and issue.decided.is_false_alarm
        if set_right or ground_of(issue, standard) not in {Group.NORM, Group.NOT_YET}:
            continue
        for number in known.intersection(issue.requirements):
            problems[number] += 1
            documents.setdefault(number, set()).add(issue.example_url)
    counts = {number: len(urls) for number, urls in documents.items()}
    return DocumentCriteria(judged, problems, counts, frozenset(seen | problems.keys()))
