"""Problems of documents, one by one: what is new, what is solved, and what people decided.

They keep their own figures: no page counts them. Where formats for build servers and code hosts list what has
to be repaired, they stand among the problems of pages, the worst first.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from heapq import merge
from typing import Final

from drempel.i18n import N_
from drempel.model.document import Document, JudgedDocument
from drempel.model.finding import Finding
from drempel.model.issue import Issue, TrendLabel
from drempel.model.report import ReportSource
from drempel.model.scan import Scan
from reports.grouping import OPEN_GROUPS, SET_ASIDE, Group, group_of
from reports.plain import Plain, issue_data
from reports.wording import LABELS, Phrase, Wording

MOST_ROWS: Final = 60
_LISTED: Final = (Group.NORM, Group.NOT_YET, Group.QUESTIONS, *SET_ASIDE)
"""Groups that the page on documents lists one by one; tips are counted by check."""
_FIRST: Final = (TrendLabel.NEW, TrendLabel.REGRESSED)

COLUMNS: Final = (
    N_("problem"),
    N_("document"),
    N_("group"),
    N_("check"),
    N_("title"),
    N_("outcome"),
    N_("impact"),
    N_("kind"),
    N_("requirements"),
    N_("change"),
    N_("first seen"),
    N_("last seen"),
    N_("places"),
    N_("selector"),
    N_("snippet"),
    N_("what is wrong"),
    N_("who is shut out"),
    N_("repair"),
    N_("fingerprint"),
)
"""Headings of the table of problems of documents."""


def all_issues(source: ReportSource) -> Iterator[Issue]:
    """Yield the issues of pages and of documents together, by impact."""
    return merge(source.issues(), source.document_issues(), key=lambda issue: -issue.impact.rank)


def places_of(source: ReportSource, issue: Issue) -> Iterator[tuple[str, Finding]]:
    """Yield the address and the finding of each place of an issue."""
    if issue.is_of_document:
        return source.document_findings(issue.id)
    return source.findings(issue.id)


def extent(words: Wording, issue: Issue) -> Phrase:
    """Return on how many pages an issue stands, or that it stands in a document."""
    if issue.is_of_document:
        return words.count(
            "In a document, in {n} place.", "In a document, in {n} places.", max(1, issue.occurrences)
        )
    return words.count("On {n} page.", "On {n} pages.", issue.pages)


def missed_documents(source: ReportSource) -> Iterator[Document]:
    """Yield the documents that should have been judged and were not."""
    for one in source.documents():
        if one.document.is_missed:
            yield one.document


@dataclass(frozen=True, slots=True)
class DocumentProblem:
    """A line of the list: a problem, its group, and the document in which it stands."""

    issue: Issue
    group: Group
    document: Document | None
    """`None` where it is solved, and the document is not there any more."""

    @property
    def label(self) -> TrendLabel | None:
        """Return how it moved since the scan before."""
        return self.issue.label


@dataclass(slots=True)
class DocumentProblems:
    """What the page on documents says of problems one by one."""

    since: Scan | None = None
    """The scan that is compared with; `None` where none judged documents before."""
    changes: Mapping[TrendLabel, int] = field(default_factory=dict)
    rows: Sequence[DocumentProblem] = ()
    """The first of the open ones: new ones before others, then by group and impact."""
    more: int = 0
    solved: Sequence[DocumentProblem] = ()
    by_group: Mapping[Group, int] = field(default_factory=dict)


def document_problems(source: ReportSource, documents: Sequence[JudgedDocument]) -> DocumentProblems:
    """Return what is told of the problems of documents; `documents` are those of the scan."""
    standard, header = source.header.scan.settings.standard, source.header
    by_url = {one.document.url: one.document for one in documents}
    listed: list[DocumentProblem] = []
    solved: list[DocumentProblem] = []
    by_group: dict[Group, int] = {}
    for issue in source.document_issues():
        group = group_of(issue, standard)
        row = DocumentProblem(issue, group, by_url.get(issue.example_url))
        if group in OPEN_GROUPS:
            by_group[group] = by_group.get(group, 0) + 1
        if group in _LISTED:
            listed.append(row)
        elif group is Group.RESOLVED:
            solved.append(row)
    listed.sort(key=_order)
    return DocumentProblems(
        header.documents_previous,
        header.documents_trend,
        listed[:MOST_ROWS],
        max(0, len(listed) - MOST_ROWS),
        solved[:MOST_ROWS],
        by_group,
    )


def _order(row: DocumentProblem) -> tuple[bool, bool, int, int, str, str]:
    """Return what sorts the rows."""
    return (
        row.group in SET_ASIDE,
        row.label not in _FIRST,
        _LISTED.index(row.group),
        -row.issue.impact.rank,
        row.issue.example_url,
        row.issue.check,
    )


def change_line(words: Wording, problems: DocumentProblems) -> str:
    """Return how many problems of documents are new, still there and so on; empty without a scan before."""
    if problems.since is None:
        return ""
    since = words.say("Since the scan of {date}", date=words.date(problems.since.started_at))
    counts = (f"{words.say(name)} {problems.changes.get(label, 0)}" for label, name in LABELS.items())
    return f"{since}: {', '.join(counts)}."


def document_issue_data(issue: Issue, standard: str, words: Wording) -> Plain:
    """Return a problem of a document as plain data; `document` in place of a number of pages."""
    data = issue_data(issue, standard, words)
    del data["pages"]
    return {"document": issue.example_url, "no_longer_linked": issue.is_unlinked, **data}


def problem_row(issue: Issue, standard: str, words: Wording) -> tuple[str | int | datetime | None, ...]:
    """Return the cells of a problem, in the order of `COLUMNS`."""
    example = issue.example
    return (
        issue.id,
        issue.example_url,
        group_of(issue, standard),
        issue.check,
        words.title(issue.check).text,
        issue.outcome,
        issue.impact,
        issue.kind,
        ", ".join(issue.requirements),
        issue.label,
        issue.first_seen_at,
        issue.last_seen_at,
        issue.occurrences,
        example.pointer.selector,
        example.pointer.snippet,
        str(words.message(example) or ""),
        " ".join(map(str, words.who(issue))),
        str(words.repair(issue.check) or ""),
        issue.fingerprint,
    )
