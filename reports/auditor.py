"""The page for an auditor, in the order of WCAG-EM: scope, sample, outcome per criterion, what is left to do.

Source of the order: W3C, Website Accessibility Conformance Evaluation Methodology (WCAG-EM) 1.0,
steps 1 to 5.
"""

from collections import Counter
from collections.abc import Mapping, Sequence
from typing import Final

from drempel.by_hand import instruction
from drempel.i18n import N_
from drempel.model.snapshot import FetchOutcome, SampleKind
from reports.book import Book
from reports.criteria import CriterionRow, Standing, by_theme, criterion_rows
from reports.sample import CHOSEN, Sample, SampleRow, ground_said, sample_of
from reports.statement import NAMES as STATEMENT_PARTS

PAGE: Final = "auditor.html"
SAMPLE: Final = "steekproef"
"""How the files begin that hold all pages of the sample."""

STANDINGS: Final[Mapping[Standing, str]] = {
    Standing.FAILED: N_("failure found"),
    Standing.CANT_TELL: N_("cannot tell"),
    Standing.NONE_FOUND: N_("no failure found"),
    Standing.UNTESTED: N_("not tested by machine"),
}
FATES: Final[Mapping[Standing, str]] = {
    Standing.FAILED: "missed",
    Standing.CANT_TELL: "asked",
    Standing.NONE_FOUND: "seen",
    Standing.UNTESTED: "left-out",
}
"""Standing → mark before it."""
SAMPLE_KINDS: Final[Mapping[str, str]] = {
    SampleKind.EXHAUSTIVE: N_("found by following the links and site maps from the start"),
    **CHOSEN,
}


def auditor_values(book: Book, sample: Sample) -> dict[str, object]:
    """Return what the page shows."""
    d = book.digest
    rows = criterion_rows(book.source, d.checks)
    return {
        "d": d,
        "rows": rows,
        "principles": _by_principle(rows, book.words.language),
        "themes": by_theme(rows, book.words.language),
        "counts": Counter(row.standing for row in rows),
        "standings": STANDINGS,
        "fates": FATES,
        "sample": sample.for_people,
        "seed": sample.seed,
        "kinds": sample.kinds,
        "sample_kinds": SAMPLE_KINDS,
        "instruction": instruction,
        "numbers": {row.criterion.id for row in rows},
        "statement": book.statement,
        "statement_parts": STATEMENT_PARTS,
    }


def _by_principle(rows: Sequence[CriterionRow], language: str) -> list[tuple[str, str, list[CriterionRow]]]:
    """Return number, name and rows of the four principles."""
    found: dict[str, list[CriterionRow]] = {}
    for row in rows:
        found.setdefault(row.criterion.id[0], []).append(row)
    return [(number, of[0].criterion.principle(language), of) for number, of in found.items()]


def write_auditor(book: Book) -> None:
    """Write the page, and the list of all pages of the sample behind it."""
    book.start_page()
    sample = sample_of(book.source, book.channels)
    book.page(PAGE, PAGE, auditor_values(book, sample))
    rows = (
        SampleRow(page, sample.grounds(page))
        for page in book.source.pages()
        if page.record.outcome is FetchOutcome.OK
    )
    said = {"ground_said": lambda ground: ground_said(book.words, ground)}
    book.write_parts("sample.html", SAMPLE, "rows", rows, sample.judged, PAGE, said)
