"""What is not in order in a database is found, and a good one is left in peace."""

import sqlite3
from contextlib import closing
from datetime import timedelta
from pathlib import Path

import pytest
from sqlalchemy import text

import storage
from drempel.model.scan import ScanState
from drempel.model.snapshot import Coverage, FetchOutcome
from storage import Store
from storage.condition import faults
from storage.retention import Pruned
from tests.storage.samples import DOM, SCREENSHOT, Clock, finding, not_ok, ok, profile, scanned, start


def keys(url: str) -> dict[str, int]:
    return {fault.key: fault.number for fault in faults(url, storage.current(url))}


def fill(store: Store) -> None:
    scanned(store, ok("a", finding("a"), text=profile("a"), dom=DOM), not_ok("b", FetchOutcome.TIMEOUT))
    scanned(store, ok("a"), state=ScanState.INCOMPLETE)


def test_a_good_database_has_no_faults(store: Store, url: str) -> None:
    fill(store)
    assert keys(url) == {}


def test_a_scan_that_runs_is_worth_knowing_and_no_harm(store: Store, url: str) -> None:
    start(store, "a")
    (fault,) = faults(url, storage.current(url))
    assert (fault.key, fault.number, fault.is_harm) == ("under-way", 1, False)


@pytest.mark.parametrize(
    ("statement", "key"),
    [
        ("UPDATE scan SET state = 'running' WHERE id = 1", "running-and-closed"),
        ("DELETE FROM closing WHERE scan_id = 2", "closed-without-figures"),
        ("UPDATE snapshot SET judgement_id = NULL WHERE scan_id = 2", "ok-without-judgement"),
        ("DELETE FROM occurrence", "open-and-nowhere"),
        ("UPDATE issue SET state = 'resolved'", "resolved-and-standing"),
        (
            "INSERT INTO queued (scan_id, digest, url, page_url, depth, found_on, priority, attempts, "
            "sample) SELECT 1, digest, url, url, 1, '', 0, 0, 'exhaustive' FROM page WHERE id = 1",
            "twice",
        ),
    ],
)
def test_what_cannot_be_is_found(statement: str, key: str, store: Store, url: str) -> None:
    scanned(store, ok("a", finding("a")))
    scanned(store, ok("a", finding("a")))
    with store._writing() as connection:
        connection.execute(text(statement))
    found = {fault.key: fault for fault in faults(url, storage.current(url))}
    assert found[key].number == 1
    assert found[key].is_harm


def test_a_clock_that_was_set_back_is_told_and_nothing_else_suffers(
    store: Store, url: str, clock: Clock
) -> None:
    scan = start(store, "a")
    clock.now -= timedelta(days=3)
    store.write_pages(scan.id, [ok("a", finding("a"))])
    store.finish_scan(scan.id, ScanState.COMPLETE, Coverage({FetchOutcome.OK: 1}), ())
    again = scanned(store, ok("a"))
    assert keys(url) == {"clock": 1}
    # Order is that of ids: the later scan is the newest, whatever its clock said.
    assert store.latest_scan(again.entity_id, again.site_id) == store.scan(again.id)
    trend = store.report_source(again.id, (), ()).header
    assert trend.previous is not None
    assert trend.previous.id == scan.id


def test_what_belongs_to_no_page_is_found_and_pruned(store: Store, url: str) -> None:
    scan = start(store, "a")
    store.write_pages(scan.id, [ok("a", finding("a"), text=profile("a"), screenshot=SCREENSHOT)])
    scanned(store, ok("b", finding("b"), text=profile("b")))
    with store._writing() as connection:
        connection.execute(
            text(
                "UPDATE snapshot SET judgement_id = NULL, text_profile_id = NULL, outcome = 'timeout' "
                "WHERE scan_id = 1"
            )
        )
        connection.execute(text("DELETE FROM snapshot_artefact"))
    found = keys(url)
    assert found.pop("under-way") == 1
    assert found == {"unused-judgements": 1, "unused-texts": 1, "unused-artefacts": 1}
    assert store.would_prune(90).artefacts == 1
    assert store.prune(90).artefacts == 1
    assert keys(url) == {"under-way": 1}


def test_what_would_go_is_what_goes(store: Store, clock: Clock) -> None:
    scanned(store, ok("a", dom=DOM, screenshot=SCREENSHOT), ok("b", dom=DOM))
    clock.now += timedelta(days=50)
    scanned(store, ok("a"), not_ok("b", FetchOutcome.TIMEOUT))
    running = start(store, "c")
    store.write_pages(running.id, [ok("c", screenshot=SCREENSHOT)])
    for days in (60, 20, 0):
        would = store.would_prune(days)
        assert store.prune(days) == would
        assert store.would_prune(days) == Pruned(0, 0)


def test_damage_is_found(sqlite_template: Path, tmp_path: Path) -> None:
    file = tmp_path / "drempel.db"
    file.write_bytes(sqlite_template.read_bytes())
    url = f"sqlite:///{file}"
    with Store.open(url) as store:
        scanned(store, *(ok(f"{n}", finding(f"{n}")) for n in range(60)))
    with closing(sqlite3.connect(file)) as other:
        other.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        (root,) = other.execute("SELECT rootpage FROM sqlite_master WHERE name = 'finding'").fetchone()
    data = bytearray(file.read_bytes())
    data[4096 * (root - 1) : 4096 * root] = b"\x55" * 4096
    file.write_bytes(data)
    found = list(faults(url, storage.current(url)))
    assert [fault.key for fault in found] == ["damage"]
    assert found[0].detail


def test_rows_without_their_owner_are_found(sqlite_template: Path, tmp_path: Path) -> None:
    file = tmp_path / "drempel.db"
    file.write_bytes(sqlite_template.read_bytes())
    url = f"sqlite:///{file}"
    with Store.open(url) as store:
        scanned(store, ok("a", finding("a")))
    with closing(sqlite3.connect(file)) as other:
        other.execute("DELETE FROM issue")
        other.commit()
    found = {fault.key: fault for fault in faults(url, storage.current(url))}
    assert "finding" in found["orphans"].detail


def test_an_older_database_is_only_looked_through_for_damage(url: str) -> None:
    storage.downgrade(url, "0003")
    assert keys(url) == {}
