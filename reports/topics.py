"""The pages of a report by subject: for each what its section shows, and what writes it."""

from collections.abc import Callable, Mapping
from dataclasses import replace

from drempel.inclusion.questions import questions
from drempel.model.finding import Source
from drempel.model.report import TrendPoint
from reports import document_problems, documents, sheet_words, statement
from reports.book import Book
from reports.channels import HELPERS as CHANNEL_HELPERS
from reports.channels import ChannelWords
from reports.charts import trend_charts
from reports.coverage import outcome_rows
from reports.left_behind import HELPERS as LEFT_HELPERS
from reports.left_behind import LeftBehindWords
from reports.problems import gone, problems_values
from reports.statement import answer_rows
from reports.weight import HELPERS as WEIGHT_HELPERS
from reports.weight import WeightWords, visit_costs
from reports.wording import LABELS

Values = dict[str, object]


def coverage_values(book: Book) -> Values:
    """Return what was seen and what not."""
    checks = [check.info.source for check in book.digest.checks.ran]
    return {
        "d": book.digest,
        "outcomes": outcome_rows(book.header.coverage.by_outcome, book.digest.pages.reasons),
        "axe_checks": sum(source is Source.AXE for source in checks),
        "own_checks": sum(source is Source.DREMPEL for source in checks),
    }


def change_values(book: Book) -> Values:
    """Return what differs from earlier scans."""
    return {
        "gone": gone(book),
        "charts": trend_charts([without_inclusion(point) for point in book.source.trend()]),
        "panel": book.source.panel(),
        "breaking": breaking(book),
        "indicators": [v for v in book.source.indicators() if v.id not in questions()],
    }


def breaking(book: Book) -> TrendPoint | None:
    """Return this scan in the series where it cannot be compared with the one before; else `None`."""
    points = book.source.trend()
    return points[-1] if points and points[-1].is_break else None


def without_inclusion(point: TrendPoint) -> TrendPoint:
    """Return a scan without the indicators of e-inclusion: they have a table of their own."""
    return replace(point, indicators=tuple(v for v in point.indicators if v.id not in questions()))


def language_values(book: Book) -> Values:
    """Return how hard the texts are."""
    return {"d": book.digest, "readable": book.share("readable-pages")}


def left_behind_values(book: Book) -> Values:
    """Return who is left behind."""
    return {
        "left": book.left,
        "left_words": LeftBehindWords(book.words),
        "left_helpers": LEFT_HELPERS,
    }


def channel_values(book: Book) -> Values:
    """Return the services and how people get them."""
    return {
        "channels": book.channels,
        "channel_words": ChannelWords(book.words),
        "channel_helpers": CHANNEL_HELPERS,
    }


def statement_values(book: Book) -> Values:
    """Return what is known of the accessibility statement."""
    return {"statement": book.statement, "statement_words": statement}


def document_values(book: Book) -> Values:
    """Return what is told of documents."""
    found = list(book.source.documents())
    problems = document_problems.document_problems(book.source, found)
    return {
        "docs": documents.documents_view(found),
        "one_by_one": problems,
        "LABELS": LABELS,
        "change_line": document_problems.change_line(book.words, problems),
        "say": documents.DocumentWords(book.words),
        "place_of": documents.place_of,
        "reason_of": documents.reason_of,
    }


def answer_values(book: Book) -> Values:
    """Return what people answered themselves."""
    return {"answer_rows": answer_rows(book.header.person_answers, book.words), "sheet_words": sheet_words}


def has_answers(book: Book) -> bool:
    """Tell whether people answered anything."""
    return bool(answer_rows(book.header.person_answers, book.words))


def weight_values(book: Book) -> Values:
    """Return what a visit costs."""
    return {
        "costs": visit_costs(book.source, book.channels.key_pages, book.channels.services),
        "weight_words": WeightWords(book.words),
        "weight_helpers": WEIGHT_HELPERS,
        "channel_helpers": CHANNEL_HELPERS,
    }


def write_addresses(book: Book) -> None:
    """Write the list of all addresses."""
    rows, total = book.source.pages(), book.digest.pages.addresses
    book.write_parts("pages.html", "paginas", "pages", rows, total, "paginas.html", {"d": book.digest})


TOPICS: Mapping[str, Callable[[Book], Values]] = {
    "dekking": coverage_values,
    "verandering": change_values,
    "taal": language_values,
    "wie-blijft-achter": left_behind_values,
    "kanalen": channel_values,
    "verklaring": statement_values,
    "documenten": document_values,
    "mensen": answer_values,
    "bezoek": weight_values,
}
"""Topic → what it shows; the template of its page is `topic.html`, which includes the section."""


def topic(name: str) -> Callable[[Book], None]:
    """Return what writes the page of one topic."""

    def write(book: Book) -> None:
        book.start_page()
        book.page("topic.html", f"{name}.html", {"topic": name, **TOPICS[name](book)})

    return write


def whole_values(book: Book) -> Values:
    """Return what the one page shows that holds everything."""
    values: Values = {}
    for of_topic in TOPICS.values():
        values |= of_topic(book)
    return values | problems_values(book) | {"pages": book.source.pages()}
