"""The figures of an entity month by month, over its sites."""

from dataclasses import replace
from datetime import UTC, datetime

from drempel.indicators import compute
from drempel.model.entity import Entity
from drempel.model.scan import PageResult, ScanState
from drempel.model.site import Site
from drempel.model.snapshot import Coverage
from storage import Store
from tests.storage.samples import ENTITY, HOME, TOOLS, finding, ok, start

ONE, OTHER = Site((HOME,)), Site((HOME + "ander/",))
A, B, C = (finding(name) for name in "abc")


def scan(
    store: Store,
    month: int,
    site: Site,
    *results: PageResult,
    axe: str = TOOLS.axe,
    day: int = 3,
    entity: Entity = ENTITY,
) -> None:
    at = replace(store, clock=lambda: datetime(2026, month, day, tzinfo=UTC))
    begun = start(at, site=site, entity=entity, tools=replace(TOOLS, axe=axe))
    at.write_pages(begun.id, results)
    at.finish_scan(begun.id, ScanState.COMPLETE, Coverage(at.outcome_counts(begun.id)), compute)


def series(store: Store) -> list[tuple[int, float | None, tuple[str, ...]]]:
    at = replace(store, clock=lambda: datetime(2026, 12, 1, tzinfo=UTC))
    return [
        (
            point.finished_at.month,
            next(v.value for v in point.indicators if v.id == "open-issues"),
            point.break_reasons,
        )
        for point in at.entity_series(ENTITY.id)
    ]


def test_sites_are_added_up_by_their_newest_scan(store: Store) -> None:
    assert series(store) == []
    scan(store, 1, ONE, ok("a", A, B))
    scan(store, 1, ONE, ok("a", A), day=20)
    scan(store, 3, ONE, ok("a", A, B))
    assert series(store) == [(1, 1, ()), (3, 2, ())]
    scan(store, 4, OTHER, ok("a", A, B, C))
    # The first site was not scanned in April, and counts as it was in March.
    assert series(store)[-1] == (4, 5, ("sites",))


def test_what_breaks_the_line_of_a_site_breaks_that_of_its_entity(store: Store) -> None:
    for month, axe in ((1, "4.1"), (2, "4.1"), (3, "4.2")):
        scan(store, month, ONE, ok("a", A), axe=axe)
        scan(store, month, OTHER, ok("a", A), axe="4.1")
    assert series(store) == [(1, 2, ()), (2, 2, ()), (3, 2, ("axe",))]


def test_shares_count_each_page_once_and_medians_the_site_in_the_middle(store: Store) -> None:
    scan(store, 1, ONE, ok("a", A))
    scan(store, 2, ONE, ok("a", A), ok("b"), ok("c"))
    scan(store, 2, OTHER, ok("a", A))
    at = replace(store, clock=lambda: datetime(2026, 12, 1, tzinfo=UTC))
    last = {v.id: v for v in at.entity_series(ENTITY.id)[-1].indicators}
    assert (last["pages-with-failure"].part, last["pages-with-failure"].whole) == (2, 4)
    # 31 days and none.
    assert last["issue-age-median"].value == 15.5


def test_many_entities_are_read_at_once_with_the_figures_asked_for(store: Store) -> None:
    late = replace(ENTITY, id="laat", sites=(OTHER,))
    scan(store, 1, ONE, ok("a", A))
    scan(store, 2, OTHER, ok("a", A, B), entity=late)
    scan(store, 3, OTHER, ok("a", A, B), entity=late, axe="5.0")
    at = replace(store, clock=lambda: datetime(2026, 12, 1, tzinfo=UTC))
    found = dict(at.series_of([late.id, "onbekend", ENTITY.id], ["open-issues"]))
    assert {
        key: [(one.indicators[0].value, one.break_reasons) for one in of] for key, of in found.items()
    } == {ENTITY.id: [(1, ())], late.id: [(2, ()), (2, ("axe",))]}
    assert all(len(one.indicators) == 1 for of in found.values() for one in of)
    whole = dict(at.series_of([late.id]))[late.id]
    assert whole == at.entity_series(late.id)
    assert len(whole[0].indicators) > 5


def test_scans_of_long_ago_are_left_out(store: Store) -> None:
    scan(store, 1, ONE, ok("a", A))
    at = replace(store, clock=lambda: datetime(2027, 6, 1, tzinfo=UTC))
    assert at.entity_series(ENTITY.id) == []
