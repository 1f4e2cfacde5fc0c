"""Compare organisations without ranking them: bands with intervals, groups, shared components. Pure.

What was seen of two organisations differs too much for a first and a last place. An organisation stands apart
only where the interval of its share lies wholly on one side of the share of all together; within a band the
order is that of the alphabet. The intervals hold for all organisations at once: of a thousand that are alike,
fifty would stand apart by those that hold for one at a time.
"""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from typing import Final

from drempel.model.comparison import FailedAtSite
from drempel.model.document import DocumentCounts
from drempel.model.finding import CheckInfo
from drempel.model.indicator import IndicatorValue, Share, together
from drempel.model.overview import SiteNow
from drempel.model.report import TrendPoint
from reports.components import component_of
from reports.digest import criterion_order, seen_criteria

BANDED: Final = ("readable-pages", "pages-with-failure", "key-pages-clean")
"""Shares by which organisations are put in bands: parts of pages that were seen stand for others."""
LEAST: Final = 10
"""Of fewer pages a share says too little."""
MOST_SHARED: Final = 50
MOST_NAMES: Final = 12
"""Organisations named with one shared component; their number is always whole."""
SHOWN_TREND: Final = "readable-pages"


class Band(StrEnum):
    """Where an organisation stands, in the order of a page."""

    BETTER = "better"
    ALIKE = "alike"
    """No difference that cannot be chance."""
    WORSE = "worse"
    TOO_LITTLE = "too-little"


@dataclass(frozen=True, slots=True, order=True)
class Component:
    """A part of pages that fails a check: its name in the code, the check, and the element in it."""

    name: str
    check: str
    element: str


@dataclass(frozen=True, slots=True)
class SiteFailures:
    """What fails on one site: criteria that were looked at, problems by criterion, pages by component."""

    tested: frozenset[str]
    failed: Mapping[str, int]
    components: Mapping[Component, int]


@dataclass(frozen=True, slots=True)
class EntityNow:
    """One organisation with the newest scan of each of its sites."""

    id: str
    name: str
    kind: str
    groups: tuple[str, ...]
    sites: tuple[SiteNow, ...]
    failures: tuple[SiteFailures, ...]
    points: tuple[TrendPoint, ...] = ()
    documents: DocumentCounts = DocumentCounts()  # noqa: RUF009 - frozen

    @property
    def oldest(self) -> datetime:
        """Return when the oldest of its newest scans began."""
        return min(site.started_at for site in self.sites)

    @property
    def judged(self) -> int:
        """Return the pages that were judged."""
        return sum(site.coverage.judged for site in self.sites)

    @property
    def missed(self) -> int:
        """Return the pages that should have been judged and were not."""
        return sum(site.coverage.unjudged + site.coverage.not_visited for site in self.sites)

    def value(self, indicator: str) -> IndicatorValue | None:
        """Return a share over all its sites, each page counted once; `None` where there is none."""
        return together(site.indicators[indicator] for site in self.sites if indicator in site.indicators)


@dataclass(frozen=True, slots=True)
class BandRow:
    """An organisation in a band: part of a whole, and the interval (0–1) that holds the true share.

    The interval is wider where there are more organisations, see `Share.interval_among`.
    """

    entity: EntityNow
    part: int
    whole: int
    low: float
    high: float

    @property
    def ratio(self) -> float:
        """Return the share that was seen."""
        return self.part / self.whole


@dataclass(frozen=True, slots=True)
class Banding:
    """One share of all organisations: that of all together, and who stands where."""

    indicator: str
    overall: IndicatorValue
    bands: Mapping[Band, Sequence[BandRow]]


@dataclass(frozen=True, slots=True)
class DocumentRow:
    """The documents of an organisation, counted apart from its pages."""

    entity: EntityNow
    low: float | None
    """The interval (0–1) of the share with failures, as of `BandRow`; `None` where none was judged."""
    high: float | None

    @property
    def judged(self) -> Share:
        """Return how many of the documents that pages link to were judged."""
        return Share(self.entity.documents.judged, self.entity.documents.found)

    @property
    def failing(self) -> Share:
        """Return how many of the judged ones have failures against the norm."""
        return Share(self.entity.documents.failing, self.entity.documents.judged)


@dataclass(frozen=True, slots=True)
class GroupRow:
    """Organisations that belong together, with each share of `BANDED` over all; `None` is not known."""

    name: str
    entities: int
    shares: Sequence[IndicatorValue | None]


@dataclass(frozen=True, slots=True)
class SharedComponent:
    """A component that fails the same check at several organisations."""

    component: Component
    entities: tuple[str, ...]
    """Their names."""
    pages: int


@dataclass(frozen=True, slots=True)
class HeatRow:
    """One organisation: per criterion the number of problems, or `None` where no check looked at it."""

    entity: EntityNow
    cells: tuple[int | None, ...]


@dataclass(frozen=True, slots=True)
class Comparison:
    """All of it. `group` is empty for all organisations."""

    entities: Sequence[EntityNow]
    group: str
    bandings: Sequence[Banding] = ()
    groups: Sequence[GroupRow] = ()
    shared: Sequence[SharedComponent] = ()
    criteria: Sequence[str] = ()
    heat: Sequence[HeatRow] = field(default=())
    documents: Sequence[DocumentRow] = ()
    """Organisations to whose documents pages link, in the order of the alphabet."""

    @property
    def all_documents(self) -> DocumentCounts:
        """Return the documents of all organisations together."""
        return sum((row.entity.documents for row in self.documents), DocumentCounts())

    @property
    def shown_groups(self) -> Sequence[GroupRow]:
        """Return the groups of more than one organisation; one alone is told by its own figures."""
        return [row for row in self.groups if row.entities > 1]


def failures_of(site: FailedAtSite, checks: Iterable[CheckInfo]) -> SiteFailures:
    """Return what fails on a site; `checks` are all that there are."""
    failed: Counter[str] = Counter()
    components: dict[Component, int] = {}
    for issue in site.issues:
        failed.update(issue.requirements)
        name = component_of(issue.structure)
        # Only a name with a prefix (`vl-button`) is one that sites share; `card` or `menu` is anybody's.
        if "-" in name:
            one = Component(name, issue.check, issue.structure.rsplit(">", 1)[-1])
            components[one] = components.get(one, 0) + issue.pages
    tested = seen_criteria((info for info in checks if info.id in site.judged), site.standard)
    return SiteFailures(frozenset(criterion.id for criterion in tested), failed, components)


def comparison(entities: Iterable[EntityNow], group: str = "") -> Comparison:
    """Compare the organisations of a group, or all of them."""
    chosen = sorted(
        (one for one in entities if one.sites and (not group or group in names_of_groups(one))),
        key=lambda one: (one.name.casefold(), one.id),
    )
    criteria = sorted(
        {number for one in chosen for site in one.failures for number in site.failed}, key=criterion_order
    )
    return Comparison(
        chosen,
        group,
        [found for indicator in BANDED if (found := _banding(chosen, indicator)) is not None],
        _groups(chosen),
        _shared(chosen),
        criteria,
        [HeatRow(one, tuple(_cell(one, number) for number in criteria)) for one in chosen],
        _documents(chosen),
    )


def names_of_groups(entity: EntityNow) -> tuple[str, ...]:
    """Return the groups of an organisation, its kind first."""
    return tuple(dict.fromkeys(filter(None, (entity.kind, *entity.groups))))


def _banding(entities: Sequence[EntityNow], indicator: str) -> Banding | None:
    values = {one.id: one.value(indicator) for one in entities}
    overall = together(value for value in values.values() if value is not None)
    if overall is None or overall.value is None:
        return None
    bands: dict[Band, list[BandRow]] = {band: [] for band in Band}
    shares = [
        (one, Share(value.part or 0, value.whole))
        for one in entities
        if (value := values[one.id]) is not None and value.whole and value.version == overall.version
    ]
    judged = sum(share.whole >= LEAST for _, share in shares)
    for one, share in shares:
        low, high = share.interval_among(judged) or (0.0, 1.0)
        row = BandRow(one, share.part, share.whole, low, high)
        bands[_band(row, overall.value, overall.direction)].append(row)
    return Banding(indicator, overall, bands)


def _documents(entities: Sequence[EntityNow]) -> list[DocumentRow]:
    judged = sum(one.documents.judged >= LEAST for one in entities)
    rows = []
    for one in entities:
        if one.documents.found:
            share = Share(one.documents.failing, one.documents.judged)
            low, high = share.interval_among(judged) or (None, None)
            rows.append(DocumentRow(one, low, high))
    return rows


def _band(row: BandRow, overall: float, direction: str) -> Band:
    if row.whole < LEAST:
        return Band.TOO_LITTLE
    if row.low <= overall <= row.high:
        return Band.ALIKE
    is_above = row.low > overall
    return Band.BETTER if is_above == (direction == "up-is-better") else Band.WORSE


def _groups(entities: Sequence[EntityNow]) -> list[GroupRow]:
    members: dict[str, list[EntityNow]] = {}
    for one in entities:
        for name in names_of_groups(one):
            members.setdefault(name, []).append(one)
    return [
        GroupRow(
            name,
            len(found),
            [
                together(value for one in found if (value := one.value(indicator)) is not None)
                for indicator in BANDED
            ],
        )
        for name, found in sorted(members.items(), key=lambda row: row[0].casefold())
    ]


def _shared(entities: Sequence[EntityNow]) -> list[SharedComponent]:
    where: dict[Component, dict[str, str]] = {}
    pages: Counter[Component] = Counter()
    for one in entities:
        for site in one.failures:
            for component, number in site.components.items():
                where.setdefault(component, {})[one.id] = one.name
                pages[component] += number
    found = [
        SharedComponent(component, tuple(sorted(names.values(), key=str.casefold)), pages[component])
        for component, names in where.items()
        if len(names) > 1
    ]
    found.sort(key=lambda one: (-len(one.entities), -one.pages, one.component))
    return found[:MOST_SHARED]


def _cell(entity: EntityNow, criterion: str) -> int | None:
    problems = sum(site.failed.get(criterion, 0) for site in entity.failures)
    is_tested = problems or any(criterion in site.tested for site in entity.failures)
    return problems if is_tested else None
