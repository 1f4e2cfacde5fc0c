"""The first page of a report: what a direction has to know, on one page.

Coverage comes first. Then three lines that a scan can stand for, and no mark: criteria with a failure of
those that checks look at, templates that fail, and key pages without a failure.
"""

from drempel.inclusion.people import names
from drempel.model.scan import ScanState
from reports.auditor import auditor_values
from reports.book import Book
from reports.by_template import failing_templates
from reports.federal_scale import Place, place
from reports.left_behind import LeftBehindWords
from reports.repairs import best_repairs, who_of
from reports.sample import sample_of
from reports.summary import untested, verdict, with_waiver
from reports.topics import whole_values

MOST_CRITERIA = 3
"""Criteria named in the line about templates."""
MOST_PEOPLE = 2
"""Groups of people named with one repair; of the others the number is told."""


def direction_values(book: Book) -> dict[str, object]:
    """Return what the first page shows."""
    d, header = book.digest, book.header
    covered = {criterion.id for criterion in d.checks.covered}
    failed = len(covered & set(d.issues.failed_criteria))
    return {
        "d": d,
        "verdict": verdict(book.words, d, header.coverage.judged),
        "with_waiver": with_waiver(book.words, d),
        "untested": untested(book.words, d),
        "thumb": book.picture(header.site_start[0]),
        "failed_of_tested": (failed, len(covered)),
        "templates": failing_templates(book.source),
        "most_criteria": MOST_CRITERIA,
        "most_people": MOST_PEOPLE,
        "key_pages": book.share("key-pages-clean"),
        "readable": book.share("readable-pages"),
        "left": book.left,
        "left_words": LeftBehindWords(book.words),
        "people": names(),
        "answers": answers(book),
        "statement": book.statement,
        "scale": scale(book, failed, len(covered)),
        "panel": book.source.panel(),
        "repairs": best_repairs(book.source.issues(), book.standard, who_of(book.source)),
    }


def scale(book: Book, failed: int, tested: int) -> Place:
    """Return the place on the federal scale, as far as this scan can tell."""
    is_whole = book.header.scan.state is ScanState.COMPLETE and not book.header.coverage.not_visited
    tested = tested if book.header.coverage.judged else 0
    there = book.statement.site.is_there
    return place(has_statement=there, failed=failed, tested=tested, is_whole=is_whole)


def answers(book: Book) -> dict[str, int]:
    """Return how many questions about e-inclusion got at least one no, only yes, or no answer."""
    rows = [row.asked for group in book.left.groups for row in group.rows]
    asked = [one for one in rows if one is not None and (one.answered or one.unknown)]
    no = sum(1 for one in asked if one.no)
    yes = sum(1 for one in asked if one.yes and not one.no)
    return {"asked": len(asked), "no": no, "yes": yes, "unknown": len(asked) - no - yes}


def write_direction(book: Book) -> None:
    """Write the first page; with `--output FILE` it holds everything."""
    book.start_page()
    if book.out.single_file:
        audited = auditor_values(book, sample_of(book.source, book.channels))
        book.page("whole.html", "index.html", audited | whole_values(book) | direction_values(book))
    else:
        book.page("index.html", "index.html", direction_values(book))
