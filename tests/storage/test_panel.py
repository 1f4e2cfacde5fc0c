"""The pages that two scans both judged: only what could be compared on both is compared."""

from dataclasses import replace

from drempel.model.comparison import PanelChange
from drempel.model.finding import Kind, Outcome
from drempel.model.scan import Scan
from drempel.model.snapshot import FetchOutcome
from storage import Store
from tests.storage.samples import SETTINGS, TOOLS, finding, not_ok, ok, scanned, tally

A, B, C = (finding(name) for name in "abc")
CLEAN = (tally(outcome=Outcome.INAPPLICABLE),)


def panel(store: Store, scan: Scan) -> PanelChange | None:
    return store.report_source(scan.id, (), ()).panel()


def test_a_first_scan_has_no_panel(store: Store) -> None:
    assert panel(store, scanned(store, ok("a", A))) is None


def test_pages_are_counted_by_how_their_problems_changed(store: Store) -> None:
    scanned(store, ok("a", A, B), ok("b", A), ok("c", A), ok("d", A), ok("old", A))
    second = scanned(store, ok("a", A), ok("b", A, B, C), ok("c", A), ok("d", B), ok("new", A, B))
    assert panel(store, second) == PanelChange(4, fewer=1, more=1)


def test_one_problem_at_several_places_is_one(store: Store) -> None:
    scanned(store, ok("a", A, A, A))
    assert panel(store, scanned(store, ok("a", A))) == PanelChange(1, 0, 0)


def test_questions_and_good_practice_do_not_count(store: Store) -> None:
    unsure, tip = replace(B, outcome=Outcome.CANT_TELL), replace(C, kind=Kind.PRACTICE)
    scanned(store, ok("a", A))
    assert panel(store, scanned(store, ok("a", A, unsure, tip))) == PanelChange(1, 0, 0)


def test_what_the_norm_does_not_ask_yet_does_not_count(store: Store) -> None:
    later = replace(B, requirements=("2.5.8",))
    scanned(store, ok("a", A))
    assert panel(store, scanned(store, ok("a", A, later))) == PanelChange(1, 0, 0)
    newer = replace(SETTINGS, standard="en301549-4.1.1")
    scanned(store, ok("a", A), settings=newer)
    assert panel(store, scanned(store, ok("a", A, later), settings=newer)) == PanelChange(1, 0, 1)


def test_a_check_that_could_not_tell_makes_no_page_better(store: Store) -> None:
    scanned(store, ok("a", A), ok("b", A))
    broken = tally(outcome=Outcome.UNTESTED, reason="missing-artefact:Media")
    second = scanned(store, ok("a", tallies=(broken,)), ok("b", tallies=CLEAN))
    assert panel(store, second) == PanelChange(2, fewer=1, more=0)


def test_a_page_that_failed_is_no_part(store: Store) -> None:
    scanned(store, ok("a", A), ok("b", A))
    second = scanned(store, ok("a", A), not_ok("b", FetchOutcome.TIMEOUT))
    assert panel(store, second) == PanelChange(1, 0, 0)


def test_checks_that_differ_are_left_out_and_named(store: Store) -> None:
    image = finding("x", "axe:image-alt")
    scanned(store, ok("a", A, image), tools=replace(TOOLS, checks={"alt-text-is-filename": 1}))
    newer = replace(TOOLS, checks={"alt-text-is-filename": 2})
    second = scanned(store, ok("a", A, B, image), tools=newer)
    assert panel(store, second) == PanelChange(1, 0, 0, ("alt-text-is-filename",))
    third = scanned(store, ok("a", A, B), tools=replace(newer, axe="4.13.0"))
    assert panel(store, third) == PanelChange(1, 0, 0, ("axe:*",))
