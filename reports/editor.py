"""The page for who writes the texts: language and content page by page, those with most to improve first.

Documents stand among the pages, with what is wrong in their words (`reports.document_texts`).

The hard sentences are those of the text profile, with their places marked. What stands in a shared part
(menu, footer) is told once, above the pages. However large the scan, no more than `MOST_PAGES` are in memory.
"""

import heapq
from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from itertools import islice

from drempel.model.document import Document, DocumentKind
from drempel.model.finding import Finding, Mender, Outcome
from drempel.model.issue import Issue
from drempel.model.landing import landing_kind
from drempel.model.owner import owner_of
from drempel.model.report import PageSummary
from drempel.model.snapshot import FetchOutcome
from drempel.model.text import Difficulty, HardSentence
from reports.book import Book
from reports.document_texts import DocumentText, document_texts
from reports.grouping import Group, group_of
from reports.marking import Marked, marked
from reports.repair_steps import EDITING, repair_steps
from reports.wording import Phrase

STEM = "editor"
PAGE = f"{STEM}.html"
HARD_SENTENCE = "sentence-hard-to-read"
"""Its findings are told by the sentences themselves."""
THE_REST = "more"
"""The message of that check that counts the sentences which it does not tell."""
MOST_PAGES = 1_000
ON_A_PAGE = 20
MOST_POINTS = 8
"""Kinds of problems told of one page, the gravest first."""
MOST_PLACES = 3
"""Places told of one kind."""
MOST_SHARED = 25
FROM_PAGES = 3
"""The same code on so many pages is no text of one of them."""
SNIPPET_CHARS = 160
_MISSES_B1 = {"no": 4.0, "doubt": 1.0}
"""What a text that misses the guideline weighs beside its findings: only for the order of pages."""
_QUESTION_WEIGHT = 0.25
_AFTER_PAGES = 10**9
"""Place of the first document among pages of the same weight."""


@dataclass(slots=True)
class Point:
    """One kind of problem on one page."""

    check: str
    outcome: Outcome
    rank: int
    count: int = 0
    places: list[tuple[Phrase | None, str]] = field(default_factory=list)
    """What is wrong with the first ones, and their code."""

    @property
    def is_question(self) -> bool:
        """Tell whether a person has to decide."""
        return self.outcome is Outcome.CANT_TELL


@dataclass(frozen=True, slots=True)
class PageText:
    """What there is to improve on one page."""

    url: str
    title: str
    kind: str
    """What people come for, see `landing_kind`."""
    owner: str
    lang: str
    difficulty: Difficulty | None
    sentences: Sequence[HardSentence]
    hard_sentences: int
    """All that were found; of a page that has no count, those above."""
    points: dict[tuple[str, Outcome], Point] = field(default_factory=dict)
    document: Document | None = None
    """The document, where it is none of the pages."""
    others: int = 0
    """Of a document: kinds of problems that are not about words."""

    @property
    def told(self) -> Sequence[Point]:
        """Return the kinds of problems that are told: failures first, then the gravest, then the most."""
        order = sorted(
            self.points.values(), key=lambda one: (one.is_question, -one.rank, -one.count, one.check)
        )
        return order[:MOST_POINTS]

    @property
    def untold(self) -> int:
        """Return the number of kinds that are not."""
        return max(0, len(self.points) - MOST_POINTS)

    def marked(self) -> Sequence[tuple[HardSentence, Sequence[Marked]]]:
        """Return the sentences with their runs of text, those to mark told apart."""
        return [(one, marked(one)) for one in self.sentences]


def write_editor(book: Book) -> None:
    """Write the page for editors and its further parts; walks over the findings twice and the pages once."""
    key = book.key("editor", book.issues_mark, book.documents_mark, book.marks.pages) if book.marks else ""
    if book.take_over(key):
        return
    checks = {
        check.info.id: check.info.mended_by
        for check in book.source.checks()
        if check.info.mended_by is not Mender.DEVELOPER
    }
    repeated = _repeated(book, checks)
    elsewhere = repeated | {issue.fingerprint for issue in book.source.issues() if issue.is_set_aside}
    weights, hard = _weights(book, checks, elsewhere)
    pages, left = _worst(book, weights, hard)
    _add_points(book, checks, pages, elsewhere)
    steps_of = lru_cache(maxsize=None)(lambda check: repair_steps(book, check, EDITING))
    parts = [pages[at : at + ON_A_PAGE] for at in range(0, len(pages), ON_A_PAGE)] or [[]]
    for number, part in enumerate(parts, 1):
        values = {
            "views": part,
            "shared": _shared(book, checks, repeated) if number == 1 else (),
            "first": pages[: ON_A_PAGE // 2] if number == 1 and len(parts) > 1 else (),
            "total": len(pages),
            "left": left,
            "offset": (number - 1) * ON_A_PAGE,
            "part": number,
            "parts": len(parts),
            "stem": STEM,
            "steps_of": steps_of,
            "hard_in": kind_of_place,
            "KINDS": frozenset(DocumentKind),
        }
        book.page("editor.html", f"{STEM}{f'-{number}' if number > 1 else ''}.html", values, PAGE, key)


def _findings(book: Book, checks: Collection[str]) -> Iterable[tuple[str, Finding]]:
    """Return the findings of checks with their pages; where nothing was found nothing is walked over."""
    return book.source.findings(checks=checks) if book.found else ()


def _repeated(book: Book, checks: Mapping[str, Mender]) -> frozenset[str]:
    """Return the fingerprints of problems with the same code on many pages: none of these has it alone."""
    codes: dict[str, str] = {}
    pages: dict[str, set[str]] = defaultdict(set)
    for url, finding in _findings(book, checks):
        name, code = finding.fingerprint, finding.pointer.snippet
        if not _is_of_page(finding, checks) or finding.check == HARD_SENTENCE:
            continue
        if codes.setdefault(name, code) != code:
            pages.pop(name, None)
            codes[name] = ""
        elif code and len(pages[name]) < FROM_PAGES:
            pages[name].add(url)
    return frozenset(name for name, urls in pages.items() if len(urls) >= FROM_PAGES)


def _is_of_page(finding: Finding, checks: Mapping[str, Mender]) -> bool:
    """Tell whether the editor of a page can mend it there: no part that many pages share."""
    return finding.check in checks and not finding.pointer.place


def _weights(
    book: Book, checks: Mapping[str, Mender], elsewhere: Collection[str]
) -> tuple[Mapping[str, float], Mapping[str, int]]:
    """Return by page how much there is to improve, and how many sentences are hard."""
    weights: dict[str, float] = defaultdict(float)
    hard: Counter[str] = Counter()
    for url, finding in _findings(book, checks):
        if not _is_of_page(finding, checks) or finding.fingerprint in elsewhere:
            continue
        if finding.check == HARD_SENTENCE:
            hard[url] += int(finding.params["n"]) if finding.message_key == THE_REST else 1
        weights[url] += finding.impact.rank if finding.outcome is Outcome.FAILED else _QUESTION_WEIGHT
    return weights, hard


def _worst(book: Book, weights: Mapping[str, float], hard: Mapping[str, int]) -> tuple[list[PageText], int]:
    """Return the pages with most to improve, worst first, and how many more have something."""
    best: list[tuple[float, int, PageText]] = []
    found = 0
    for place, page in enumerate(book.source.pages()):
        url = page.record.page_url
        difficulty = page.text.difficulty if page.text else None
        weight = weights.get(url, 0.0) + _MISSES_B1.get(difficulty.meets_b1 if difficulty else "", 0.0)
        if page.record.outcome is not FetchOutcome.OK or not (weight or (page.text and page.text.hardest)):
            continue
        found += 1
        if len(best) < MOST_PAGES or (weight, -place) > best[0][:2]:
            row = (weight, -place, _text_of(page, book, hard.get(url, 0)))
            (heapq.heappush if len(best) < MOST_PAGES else heapq.heapreplace)(best, row)
    set_aside = {issue.fingerprint for issue in book.source.document_issues() if issue.is_set_aside}
    for place, text in enumerate(document_texts(book.source.documents(), set_aside), _AFTER_PAGES):
        found += 1
        if len(best) < MOST_PAGES or (text.weight, -place) > best[0][:2]:
            row = (text.weight, -place, _text_of_document(text, book))
            (heapq.heappush if len(best) < MOST_PAGES else heapq.heapreplace)(best, row)
    ordered = sorted(best, key=lambda row: row[:2], reverse=True)
    return [row[2] for row in ordered], found - len(ordered)


def _text_of(page: PageSummary, book: Book, hard: int) -> PageText:
    text, url = page.text, page.record.page_url
    sentences = text.hardest if text else ()
    return PageText(
        url,
        page.title,
        landing_kind(url, page.title),
        owner_of(book.header.owners, url),
        text.language if text else "",
        text.difficulty if text else None,
        sentences,
        max(hard, len(sentences)),
    )


def _text_of_document(text: DocumentText, book: Book) -> PageText:
    url = text.document.url
    page = PageText(
        url,
        text.title,
        "",
        owner_of(book.header.owners, url),
        text.document.facts.text_language,
        None,
        text.sentences,
        text.hard_sentences,
        document=text.document,
        others=text.others,
    )
    for finding in text.points:
        _add_point(page, finding, book)
    return page


def kind_of_place(view: PageText) -> str:
    """Return how the place of a hard sentence is told: `page` or `paragraph`, empty for those of pages."""
    if view.document is None:
        return ""
    return "page" if view.document.kind == DocumentKind.PDF else "paragraph"


def _add_points(
    book: Book, checks: Mapping[str, Mender], pages: Iterable[PageText], elsewhere: Collection[str]
) -> None:
    """Put the findings of the content with the pages that are told."""
    by_url = {page.url: page for page in pages if page.document is None}
    for url, finding in _findings(book, checks):
        page = by_url.get(url)
        is_told = page is not None and finding.check != HARD_SENTENCE and finding.fingerprint not in elsewhere
        if page is None or not is_told or not _is_of_page(finding, checks):
            continue
        _add_point(page, finding, book)


def _add_point(page: PageText, finding: Finding, book: Book) -> None:
    key = finding.check, finding.outcome
    point = page.points.setdefault(key, Point(*key, finding.impact.rank))
    point.count += 1
    if len(point.places) < MOST_PLACES:
        snippet = "" if page.document is not None else finding.pointer.snippet[:SNIPPET_CHARS]
        place = book.words.message(finding), snippet
        if place not in point.places and any(place):
            point.places.append(place)


def _shared(book: Book, checks: Mapping[str, Mender], repeated: Collection[str]) -> Sequence[Issue]:
    """Return the problems of texts and pictures in parts that many pages share."""
    wanted = {Group.NORM, Group.QUESTIONS, Group.PRACTICE}
    found = (
        issue
        for issue in book.source.issues()
        if issue.check in checks
        and (issue.example.pointer.place or issue.fingerprint in repeated)
        and group_of(issue, book.standard) in wanted
    )
    return list(islice(found, MOST_SHARED))
