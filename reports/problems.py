"""The pages of problems: all in full, or in tables with a page for each."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import islice

from markupsafe import Markup

from drempel.model.finding import Outcome
from drempel.model.issue import Issue
from reports.book import MOST_ROWS, PROBLEMS, Book, anchor
from reports.grouping import OPEN_GROUPS, Group

MOST_LINKS = 20
"""Pages listed under a problem; with more they go to the page of the problem."""
MOST_IN_TABLE = 100
"""Rows per group on the page of problems when it holds tables."""
MOST_GONE = 50
ALL_PROBLEMS = "problemenlijst"


@dataclass(frozen=True, slots=True)
class IssueView:
    """A problem with what the page that shows it decides."""

    issue: Issue
    anchor: str
    href: str
    """Page of the problem, or empty when it has none."""
    pages: Sequence[str] = ()
    picture: Markup | None = None
    crop: tuple[Markup, Markup] | None = None
    """Part of the example page before and after the steps, as `data:` addresses."""

    @property
    def is_question(self) -> bool:
        """Tell whether a person has to decide."""
        return self.issue.outcome is Outcome.CANT_TELL

    @property
    def lists_pages(self) -> bool:
        """Tell whether the list of pages says more than the example does."""
        return bool(self.pages) and tuple(self.pages) != (self.issue.example_url,)


@dataclass(frozen=True, slots=True)
class Section:
    """One group of problems."""

    group: Group
    count: int
    views: Iterable[IssueView]
    shown: int


@dataclass(frozen=True, slots=True)
class Gone:
    """Problems that are solved, or that could not be checked again."""

    group: Group
    count: int
    issues: Sequence[Issue]

    @property
    def shown(self) -> int:
        """Return the number listed."""
        return len(self.issues)


def write_problems(book: Book) -> None:
    """Write the page of problems, and where they are many the list of all and a page for each."""
    key = _key_of_lists(book)
    if not book.take_over(key):
        book.start_page()
        book.page("problems.html", PROBLEMS, problems_values(book), key=key)
        if book.in_tables:
            views = (view(book, issue) for issue in book.open_issues())
            book.write_parts("issues.html", ALL_PROBLEMS, "views", views, book.found, PROBLEMS, key=key)
    for issue in book.open_issues():
        if has_own_page(book, issue):
            write_issue(book, issue)


def problems_values(book: Book) -> dict[str, object]:
    """Return what the sections of problems show."""
    groups = [group for group in OPEN_GROUPS if group is Group.NORM or book.digest.issues.by_group.get(group)]
    return {
        "d": book.digest,
        "sections": [section(book, group) for group in groups],
        "in_tables": book.in_tables,
        "issues_href": f"{ALL_PROBLEMS}.html",
    }


def section(book: Book, group: Group) -> Section:
    """Return one group of problems; its views are made while they are read."""
    count = book.digest.issues.by_group.get(group, 0)
    most = MOST_IN_TABLE if book.in_tables else count
    views = (view(book, issue) for issue in islice(book.issues_of(group), most))
    return Section(group, count, views, min(count, most))


def gone(book: Book) -> list[Gone]:
    """Return what is solved and what could not be checked again, as far as there is any."""
    groups = (Group.RESOLVED, Group.NOT_RECHECKED)
    counts = {group: book.digest.issues.by_group.get(group, 0) for group in groups}
    return [Gone(g, n, tuple(islice(book.issues_of(g), MOST_GONE))) for g, n in counts.items() if n]


def view(book: Book, issue: Issue) -> IssueView:
    """Return a problem as the page of problems shows it."""
    href = own_page(issue) if has_own_page(book, issue) else ""
    most = MOST_ROWS if book.out.single_file else MOST_LINKS
    pages = () if href else book.source.issue_pages(issue.id, most)
    name = anchor(issue.id)
    if book.in_tables:
        return IssueView(issue, name, href, pages)
    return IssueView(issue, name, href, pages, book.picture(issue.example_url), book.crop(issue))


def has_own_page(book: Book, issue: Issue) -> bool:
    """Tell whether a problem gets a page of its own."""
    return not book.out.single_file and (book.in_tables or issue.pages > MOST_LINKS)


def own_page(issue: Issue) -> str:
    """Return the file name of the page of a problem."""
    return f"{anchor(issue.id)}.html"


def write_issue(book: Book, issue: Issue) -> None:
    """Write the page of one problem."""
    key = _key_of(book, issue)
    if book.take_over(key):
        return
    book.start_page()
    picture, crop = book.picture(issue.example_url), book.crop(issue)
    one = IssueView(issue, anchor(issue.id), own_page(issue), (), picture, crop)
    places = tuple(book.source.findings(issue.id, most=MOST_ROWS))
    book.page("issue.html", one.href, {"view": one, "places": places}, PROBLEMS, key)


def _key_of_lists(book: Book) -> str:
    """Return the key of the page of problems and of the list of all."""
    if book.marks is None:
        return ""
    pictures = () if book.in_tables else (book.digest.pages.screenshots, book.marks.artefacts.get("crops"))
    has_previous = book.header.previous is not None
    return book.key(
        "problems", book.issues_mark, sorted(book.rules), book.marks.issues, pictures, has_previous
    )


def _key_of(book: Book, issue: Issue) -> str:
    """Return the key of the page of one problem."""
    if book.marks is None or issue.id not in book.marks.issues:
        return ""
    return book.key(
        "problem",
        book.facts_mark(issue),
        book.marks.issues[issue.id],
        book.rule_href(issue.check),
        book.digest.pages.screenshots.get(issue.example_url),
        book.marks.artefacts.get("crops") if issue.example.steps else None,
    )
