"""Write the comparison of organisations as a tagged PDF, for a council or an archive; it ranks nothing.

What has a row for each organisation is on paper as long as they are not too many: then only those that stand
apart are named, and the web page and the tables hold the rest.
"""

from collections.abc import Iterator, Sequence
from datetime import UTC, datetime
from typing import Final

import drempel
from drempel.i18n import N_, Catalogue
from drempel.model.indicator import IndicatorValue
from reports.base import Output
from reports.charts import TrendChart
from reports.compare import BANDED, MOST_NAMES, Band, Banding, BandRow, Comparison
from reports.formats.comparison import (
    BANDS,
    MOST_ROWS,
    MOST_TOGETHER,
    SET_APART,
    at_how_many,
    shade,
    trend_of,
)
from reports.paper.paper import Cell, Column, Drawn, Filled, Paper, Point, TableCell
from reports.untrusted import printable
from reports.wording import DIRECTIONS, Phrase, Wording

PDF_ENTRY: Final = "vergelijking.pdf"
MOST_NAME: Final = 120
"""Characters of a name."""
_ACROSS: Final = 8
"""Requirements beside each other on a page."""
_NAME_WEIGHT: Final = 3.2
_SHADES: Final = {"heat-some": "1 0.9 0.72", "heat-many": "0.98 0.72 0.55", "heat-unknown": "0.93 0.93 0.93"}
_NO_TIME: Final = datetime(1970, 1, 1, tzinfo=UTC)


def write_comparison_pdf(
    found: Comparison, out: Output, text: Catalogue, words: Wording | None = None
) -> None:
    """Write the file. Raises `SetupError` where this machine has no typeface."""
    with out.open_binary(PDF_ENTRY) as file:
        _Writer(found, words or Wording(text)).paper().save(file)


class _Writer:
    """One run."""

    def __init__(self, found: Comparison, words: Wording) -> None:
        self.found = found
        self.words = words
        self.is_large = len(found.entities) > MOST_TOGETHER
        about = f": {_name(found.group)}" if found.group else ""
        self.title = f"{words.say(N_('Comparison of organisations'))}{about}"
        made_at = max((site.started_at for one in found.entities for site in one.sites), default=_NO_TIME)
        self.to = Paper(self.title, words.language, made_at)

    def paper(self) -> Paper:
        """Return the whole document."""
        say = self.words.say
        self.to.heading(1, self.title)
        if not self.found.entities:
            self.to.paragraph(
                say("There is nothing to compare: no organisation was scanned, or none is in this group.")
            )
            return self.to
        self.reading()
        self.coverage()
        for banding in self.found.bandings:
            self.banding(banding)
        self.documents()
        self.groups()
        self.shared()
        self.criteria()
        self.to.paragraph(say("A scan does not replace an examination by people."))
        self.to.paragraph(say("Made by Drempel {version}.", version=drempel.__version__), small=True)
        return self.to

    def reading(self) -> None:
        say = self.words.say
        self.to.heading(2, say("How to read this page"))
        for sentence in (
            N_(
                "This is no ranking. A scan sees only a part of all barriers, and not the same part "
                "everywhere."
            ),
            N_("An organisation stands apart only where chance cannot explain the difference."),
            N_("The more organisations there are, the larger a difference has to be for that."),
            N_("Within a band the order is that of the alphabet."),
        ):
            self.to.paragraph(say(sentence))

    def coverage(self) -> None:
        words, say = self.words, self.words.say
        self.to.heading(2, say("What the scans saw"))
        if self.is_large:
            self.to.paragraph(
                say(
                    "There are {n} organisations. The figures of each stand in the web page and in the "
                    "tables.",
                    n=len(self.found.entities),
                )
            )
            return
        self.to.table(
            say("Coverage and age of the scans"),
            [
                Column(say("Organisation"), 3),
                Column(say("Websites"), 0.9, is_number=True),
                Column(say("Pages judged"), 1, is_number=True),
                Column(say("Pages missed"), 1, is_number=True),
                Column(say("Oldest scan"), 1.6),
            ],
            (
                (
                    _name(one.name),
                    words.number(len(one.sites)),
                    words.number(one.judged),
                    words.number(one.missed),
                    words.date(one.oldest),
                )
                for one in self.found.entities
            ),
        )
        self.months()

    def months(self) -> None:
        """Write the line of each organisation that has one, with its numbers."""
        rows = [(one, chart) for one in self.found.entities if (chart := trend_of(one.points)) is not None]
        if not rows:
            return
        say = self.words.say
        self.to.table(
            say("Pages that meet the B1 guideline, month by month"),
            [Column(say("Organisation"), 1.2), Column(say("Month by month"), 3)],
            ((_name(one.name), Drawn(self.told(chart), *drawn(chart))) for one, chart in rows),
        )

    def told(self, chart: TrendChart) -> str:
        words, say = self.words, self.words.say
        apart = say("not to be compared with the one before")
        return "; ".join(
            f"{words.date(dot.finished_at)}: {words.in_unit(dot.value, 'ratio')}"
            + (f" ({apart})" if dot.breaks else "")
            for dot in chart.dots
            if dot.value is not None
        )

    def banding(self, banding: Banding) -> None:
        words = self.words
        self.to.heading(2, words.indicator(banding.indicator))
        told = [words.say("All together: {share}.", share=words.value(banding.overall))]
        if direction := DIRECTIONS.get(banding.overall.direction):
            told += [Phrase(" "), words.say(direction)]
        self.to.paragraph(told)
        for band, rows in banding.bands.items():
            if rows:
                self.band(band, rows)

    def band(self, band: Band, rows: Sequence[BandRow]) -> None:
        words, say = self.words, self.words.say
        self.to.heading(3, say(BANDS[band]))
        counted = words.count("{n} organisation", "{n} organisations", len(rows))
        if self.is_large and band not in SET_APART:
            self.to.paragraph(counted)
            return
        shown = rows[:MOST_ROWS] if self.is_large else rows
        if len(shown) < len(rows):
            more = say(
                "These are the first {n} of {total}. All of them stand in the web page.",
                n=len(shown),
                total=len(rows),
            )
            self.to.paragraph(more)
        self.to.table(
            counted,
            [
                Column(say("Organisation"), 3),
                Column(say("Share"), 0.8, is_number=True),
                Column(say("Counted"), 1.3, is_number=True),
                Column(say("Between"), 1.3, is_number=True),
            ],
            (self.row(row) for row in shown),
        )

    def row(self, row: BandRow) -> Sequence[Cell]:
        words = self.words
        low, high = (words.in_unit(end, "ratio") for end in (row.low, row.high))
        return (
            _name(row.entity.name),
            words.in_unit(row.ratio, "ratio"),
            words.say("{part} of {whole}", part=row.part, whole=row.whole),
            words.say("{low} and {high}", low=low, high=high),
        )

    def documents(self) -> None:
        """Write the documents of the organisations; of very many, of all together only."""
        words, say, rows = self.words, self.words.say, self.found.documents
        if not rows:
            return
        total = self.found.all_documents
        self.to.heading(2, say("Documents"))
        self.to.paragraph(say("Documents are counted apart from pages. No band is made of them."))
        judged, found = words.number(total.judged), words.number(total.found)
        self.to.paragraph(
            say(
                "All organisations together: {judged} of {found} documents judged.",
                judged=judged,
                found=found,
            )
        )
        if total.judged:
            failing = words.number(total.failing)
            self.to.paragraph(say("Of these, {failing} have problems against the norm.", failing=failing))
        if self.is_large:
            return
        self.to.table(
            say("Documents judged, and the share of them with problems against the norm"),
            [
                Column(say("Organisation"), 3),
                Column(say("Documents"), 1.4, is_number=True),
                Column(say("Share"), 0.9, is_number=True),
                Column(say("Between"), 1.6, is_number=True),
            ],
            (
                (
                    _name(row.entity.name),
                    say("{part} of {whole}", part=row.judged.part, whole=row.judged.whole),
                    "–" if row.failing.ratio is None else words.in_unit(row.failing.ratio, "ratio"),
                    "–"
                    if row.low is None or row.high is None
                    else say(
                        "{low} and {high}",
                        low=words.in_unit(row.low, "ratio"),
                        high=words.in_unit(row.high, "ratio"),
                    ),
                )
                for row in rows
            ),
        )

    def groups(self) -> None:
        if not self.found.shown_groups:
            return
        words, say = self.words, self.words.say
        self.to.heading(2, say("Groups"))
        self.to.paragraph(say("Shares of each group, all pages together"))
        if len(self.found.shown_groups) < len(self.found.groups):
            self.to.paragraph(
                say("A group of one organisation is left out: its figures are those of the organisation.")
            )
        for number, indicator in enumerate(BANDED):
            # One table for each share: heads of one line come back whole at the top of a page.
            self.to.table(
                words.indicator(indicator),
                [
                    Column(say("Group"), 3),
                    Column(say("Organisations"), 1.3, is_number=True),
                    Column(say("Share"), 0.9, is_number=True),
                    Column(say("Counted"), 1.4, is_number=True),
                ],
                (
                    (_name(row.name), words.number(row.entities), *self.share(row.shares[number]))
                    for row in self.found.shown_groups
                ),
            )

    def share(self, value: IndicatorValue | None) -> tuple[Cell, Cell]:
        say = self.words.say
        if value is None:
            return say("unknown"), ""
        return self.words.value(value) or "", say("{part} of {whole}", part=value.part, whole=value.whole)

    def shared(self) -> None:
        words, say = self.words, self.words.say
        self.to.heading(2, say("Repair this once, for several organisations"))
        if not self.found.shared:
            self.to.paragraph(say("We found no component with the same problem at several organisations."))
            return
        self.to.paragraph(
            say(
                "These components have the same name in the code at several organisations, and the same "
                "problem."
            )
        )
        self.to.paragraph(say("See whether they come from one shared design. If so, repair them there."))
        self.to.table(
            words.count("{n} shared component", "{n} shared components", len(self.found.shared)),
            [
                Column(say("Component"), 1.4),
                Column(say("Problem"), 2),
                Column(say("Organisations"), 2.4),
                Column(say("Pages"), 0.7, is_number=True),
            ],
            (
                (
                    printable(one.component.name, 80),
                    words.title(one.component.check),
                    self.gaining(one.entities),
                    words.number(one.pages),
                )
                for one in self.found.shared
            ),
        )

    def gaining(self, names: Sequence[str]) -> str:
        counted = self.words.count("{n} organisation", "{n} organisations", len(names))
        shown = ", ".join(_name(name) for name in names[:MOST_NAMES])
        return f"{counted}: {shown}{' …' if len(names) > MOST_NAMES else ''}"

    def criteria(self) -> None:
        say = self.words.say
        self.to.heading(2, say("Requirements with a problem"))
        if not self.found.criteria:
            self.to.paragraph(
                say("Our checks found no problems against the norm on the pages that they could judge.")
            )
            return
        self.to.table(
            say("Organisations with a problem, for each requirement"),
            [
                Column(say("Requirement"), 3),
                Column(say("Organisations with a problem"), 1.5, is_number=True),
                Column(say("Organisations where a check could look"), 1.7, is_number=True),
            ],
            self.criterion_rows(),
        )
        if not self.is_large:
            self.heat()

    def heat(self) -> None:
        """Write the problems by requirement and organisation, in as many tables as the paper is wide for."""
        say, criteria = self.words.say, self.found.criteria
        self.to.heading(2, say("Problems for each requirement and organisation"))
        self.to.paragraph(
            say(
                "A number tells how many different problems we found. 0: none found. A question mark: no "
                "check could look."
            )
        )
        for first in range(0, len(criteria), _ACROSS):
            some = slice(first, first + _ACROSS)
            numbers = criteria[some]
            self.to.table(
                say("Requirements {first} to {last}", first=numbers[0], last=numbers[-1])
                if len(numbers) > 1
                else say("Requirement {number}", number=numbers[0]),
                [
                    # A requirement is as wide in each of the tables.
                    Column(say("Organisation"), _NAME_WEIGHT + _ACROSS - len(numbers)),
                    *(Column(number, is_number=True) for number in numbers),
                ],
                ((_name(row.entity.name), *map(self.heat_cell, row.cells[some])) for row in self.found.heat),
            )

    def heat_cell(self, cell: int | None) -> TableCell:
        said = "?" if cell is None else self.words.number(cell)
        colour = _SHADES.get(shade(cell))
        return said if colour is None else Filled(said, colour)

    def criterion_rows(self) -> Iterator[Sequence[Cell]]:
        words = self.words
        for number, failing, looked in at_how_many(self.found):
            known = words.requirement(number)
            name: Cell = [f"{number} ", known.name] if known else number
            yield name, words.number(failing), words.number(looked)


def drawn(chart: TrendChart) -> tuple[list[list[Point]], list[Point]]:
    """Return the lines and dots of a chart as parts of its width and height."""
    width, height = chart.right - chart.left, chart.bottom - chart.top

    def part(x: float, y: float) -> Point:
        return (x - chart.left) / width, (chart.bottom - y) / height

    lines = [[part(*map(float, point.split(","))) for point in line.split(" ")] for line in chart.lines]
    return lines, [part(dot.x, dot.y) for dot in chart.dots if dot.y is not None]


def _name(name: str) -> str:
    return printable(name, MOST_NAME)
