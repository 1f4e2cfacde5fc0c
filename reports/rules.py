"""The catalogue of checks in a report: a list of all that ran, and a page for each that found something."""

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import TextIO

from markdown_it import MarkdownIt
from markdown_it.token import Token
from markupsafe import Markup

from drempel.i18n import Catalogue
from drempel.model.finding import CheckInfo, Outcome
from drempel.model.issue import Issue
from drempel.model.report import CheckCoverage
from reports.book import Book
from reports.render import write_page
from reports.wording import Wording

CATALOGUE = "regels.html"
MOST_PROBLEMS = 20
"""Problems that the page of a check links to."""


@dataclass(slots=True)
class RuleRow:
    """One check with what it found in this scan."""

    coverage: CheckCoverage
    problems: int = 0
    questions: int = 0
    issues: list[Issue] = field(default_factory=list)
    """The first few of both, worst first."""

    @property
    def info(self) -> CheckInfo:
        """Return what is known of the check."""
        return self.coverage.info

    @property
    def pages(self) -> int:
        """Return the number of pages that it could judge."""
        return sum(n for outcome, n in self.coverage.pages.items() if outcome is not Outcome.UNTESTED)


def rule_rows(book: Book) -> dict[str, RuleRow]:
    """Return all checks that ran, by id; those that found most problems first, then by title."""
    rows = {check.info.id: RuleRow(check) for check in book.digest.checks.ran}
    counts: Counter[str] = Counter()
    for issue in book.open_issues():
        row = rows.get(issue.check)
        if row is None:
            continue
        counts[issue.check] += 1
        if issue.outcome is Outcome.CANT_TELL:
            row.questions += 1
        else:
            row.problems += 1
        if counts[issue.check] <= MOST_PROBLEMS:
            row.issues.append(issue)
    ordered = sorted(rows, key=lambda one: (-counts[one], book.words.title(one).text, one))
    return {one: rows[one] for one in ordered}


def write_rules(book: Book) -> None:
    """Write the list, and the page of each check that found something and is explained."""
    book.start_page()
    rows = rule_rows(book)
    shown = [_shown(book, row) for row in rows.values()]
    explained = sorted(book.rules), book.explained_together
    if not book.take_over(key := book.key("rules", shown, explained)):
        book.page("rules.html", CATALOGUE, {"rows": list(rows.values())}, key=key)
    for check in sorted(book.rules):
        explanation = book.explanation(check)
        row = rows.get(check)
        key = book.key("rule", check, explanation, _shown(book, row)[2:] if row else None)
        if explanation is None or book.take_over(key):
            continue
        values = {
            "check": check,
            "row": row,
            "language": explanation.language,
            "text": as_html(explanation.markdown),
        }
        book.page("rule.html", book.rule_href(check), values, CATALOGUE, key)


def _shown(book: Book, row: RuleRow) -> tuple[object, ...]:
    """Return all that is told of a check and what it found."""
    return (
        row.info.id,
        row.coverage.pages,
        row.problems,
        row.questions,
        [book.facts_mark(one) for one in row.issues],
    )


def write_explanation(check: str, markdown: str, language: str, file: TextIO, text: Catalogue) -> None:
    """Write the page of one check as an HTML page of its own, apart from any report."""
    values = {"check": check, "language": language, "text": as_html(markdown)}
    write_page("explanation.html", file, Wording(text), values)


def as_html(markdown: str) -> Markup:
    """Return the page of a check as HTML; tags in its text are shown as text, its code is not translated."""
    reader = MarkdownIt("commonmark", {"html": False})
    tokens = reader.parse(markdown)
    for token in _all(tokens):
        if token.type in {"fence", "code_block", "code_inline"}:
            token.attrSet("translate", "no")
        elif token.type == "link_open":
            token.attrSet("rel", "noreferrer")
    return Markup(reader.renderer.render(tokens, reader.options, {}))


def _all(tokens: Iterable[Token]) -> Iterator[Token]:
    for token in tokens:
        yield token
        yield from _all(token.children or ())
