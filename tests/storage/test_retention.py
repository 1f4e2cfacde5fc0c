import os
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

from sqlalchemy import func, select

from drempel.model.artefact import AxeRun, DomCapture, Screenshot
from drempel.model.snapshot import FetchOutcome
from storage import Pruned, Store, schema
from tests.storage.samples import (
    AXE,
    DOM,
    HOME,
    SCREENSHOT,
    VISIBLE_TEXT,
    Clock,
    finding,
    not_ok,
    ok,
    scanned,
    start,
)


def artefacts(store: Store) -> int:
    with store.engine.connect() as connection:
        return connection.execute(select(func.count()).select_from(schema.artefact)).scalar_one()


def test_identical_content_is_stored_once(store: Store) -> None:
    first = scanned(store, ok("a", dom=DOM, visible_text=VISIBLE_TEXT), ok("b", dom=DOM))
    second = scanned(store, ok("a", dom=DOM))
    assert artefacts(store) == 2
    for scan, page in ((first, "a"), (first, "b"), (second, "a")):
        assert store.artefact(scan.id, HOME + page, DomCapture) == DOM


def test_an_artefact_that_was_not_gathered_is_none(store: Store) -> None:
    scan = scanned(store, ok("a", dom=DOM), not_ok("b", FetchOutcome.TIMEOUT))
    assert store.artefact(scan.id, HOME + "a", AxeRun) is None
    assert store.artefact(scan.id, HOME + "b", DomCapture) is None
    assert store.artefact(scan.id, HOME + "nergens", DomCapture) is None


def test_old_artefacts_go_but_not_the_last_of_a_page(store: Store, clock: Clock) -> None:
    old = scanned(store, ok("a", finding(), axe=AXE, screenshot=SCREENSHOT), ok("b", dom=DOM))
    clock.now += timedelta(days=50)
    # Page b could not be seen again, so its old artefacts are still its last.
    middle = scanned(store, ok("a", screenshot=SCREENSHOT), not_ok("b", FetchOutcome.TIMEOUT))
    assert store.prune(60) == Pruned(0, 0)
    clock.now += timedelta(days=20)
    pruned = store.prune(60)
    assert pruned.artefacts == 1  # the picture is the same in both scans
    assert pruned.stored_bytes > 50
    assert store.artefact(old.id, HOME + "a", AxeRun) is None
    assert store.artefact(old.id, HOME + "a", Screenshot) is None
    assert store.artefact(old.id, HOME + "b", DomCapture) == DOM
    assert store.artefact(middle.id, HOME + "a", Screenshot) == SCREENSHOT
    # What was judged stays.
    assert len(list(store.report_source(old.id, (), ()).findings())) == 1
    assert store.prune(60) == Pruned(0, 0)


def test_artefacts_of_a_scan_that_runs_are_kept(store: Store, clock: Clock) -> None:
    scan = start(store, "a")
    store.write_pages(scan.id, [ok("a", dom=DOM)])
    clock.now += timedelta(days=400)
    assert store.prune(0) == Pruned(0, 0)
    assert store.artefact(scan.id, HOME + "a", DomCapture) == DOM


def test_a_second_visit_of_a_judged_page_leaves_no_artefacts(store: Store) -> None:
    scan = start(store, "a")
    store.write_pages(scan.id, [ok("a", dom=DOM)])
    store.write_pages(scan.id, [ok("a", dom=DOM, axe=AXE)])
    assert artefacts(store) == 1
    assert store.prune(90).artefacts == 0
    assert store.artefact(scan.id, HOME + "a", DomCapture) == DOM
    assert store.artefact(scan.id, HOME + "a", AxeRun) is None


def test_artefacts_of_a_visit_that_was_made_again_are_removed(store: Store) -> None:
    scan = start(store, "a")
    store.write_pages(scan.id, [replace(not_ok("a", FetchOutcome.TIMEOUT), dom=DOM, axe=AXE)])
    store.write_pages(scan.id, [ok("a", dom=DOM)])
    assert store.prune(90).artefacts == 1
    assert store.artefact(scan.id, HOME + "a", DomCapture) == DOM
    assert store.artefact(scan.id, HOME + "a", AxeRun) is None


def test_pruning_takes_many_artefacts_in_small_steps(store: Store, clock: Clock) -> None:
    def picture(n: int) -> Screenshot:
        return Screenshot(os.urandom(200) + bytes([n % 256]), "image/jpeg", 1, 1)

    scanned(store, *(ok(f"{n}", screenshot=picture(n)) for n in range(1100)))
    clock.now += timedelta(days=2)
    scanned(store, *(ok(f"{n}") for n in range(1100)))
    assert store.prune(1).artefacts == 1100
    assert artefacts(store) == 0


def test_a_file_gets_smaller_when_artefacts_go(sqlite_template: Path, tmp_path: Path, clock: Clock) -> None:
    file = tmp_path / "drempel.db"
    file.write_bytes(sqlite_template.read_bytes())
    with Store.open(f"sqlite:///{file}", clock=clock) as store:
        scanned(
            store,
            *(ok(f"{n}", screenshot=Screenshot(os.urandom(50_000), "image/jpeg", 1, 1)) for n in range(40)),
        )
        clock.now += timedelta(days=2)
        scanned(store, *(ok(f"{n}") for n in range(40)))
    before = file.stat().st_size
    with Store.open(f"sqlite:///{file}", clock=clock) as store:
        assert store.prune(1).stored_bytes > 2_000_000
    assert file.stat().st_size < before - 1_900_000
