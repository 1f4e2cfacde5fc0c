"""The whole catalogue of checks in a report: the list, a page for each that found something, and the rest.

Checks that found nothing are explained too: many on one page, so that a report does not grow by hundreds of
files that say the same each time.
"""

from collections.abc import Iterator
from dataclasses import dataclass

from markupsafe import Markup

from reports.book import Book
from reports.render import lower_headings
from reports.rules import CATALOGUE, as_html, write_rules

TEMPLATE = "explained.html"


@dataclass(frozen=True, slots=True)
class Explained:
    """A check with its page, to stand among others."""

    check: str
    place: str
    """Id of its section."""
    language: str
    text: Markup


def write_catalogue(book: Book) -> None:
    """Write the list of checks and the explanations of all that ran."""
    write_rules(book)
    parts = book.explained_together
    for number, (file, checks) in enumerate(parts.items(), 1):
        key = book.key(
            "explained", number, len(parts), [(check, book.explanation(check)) for check in checks]
        )
        if book.take_over(key):
            continue
        values = {
            "views": _explained(book, checks),
            "part": number,
            "parts": len(parts),
            "stem": book.TOGETHER,
        }
        book.page(TEMPLATE, file, values, CATALOGUE, key)


def _explained(book: Book, checks: tuple[str, ...]) -> Iterator[Explained]:
    for check in checks:
        explanation = book.explanation(check)
        if explanation is not None:
            text = lower_headings(as_html(explanation.markdown))
            yield Explained(check, book.rule_place(check), explanation.language, text)
