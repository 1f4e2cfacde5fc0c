"""`kill -9` at any moment: nothing is lost, nothing is there twice or half."""

import os
import random
import select
import signal
import subprocess
import sys
from pathlib import Path

import pytest
from sqlalchemy import Connection, func, text
from sqlalchemy import select as sql_select

from drempel.model.scan import ScanState
from drempel.model.snapshot import FetchOutcome
from storage import Store, schema
from tests.storage.samples import HOME, SITE
from tests.storage.scan_to_kill import main, result

PAGES = 150
ROOT = Path(__file__).parents[2]


@pytest.mark.parametrize("seed", range(2))
def test_a_scan_that_is_killed_loses_nothing_and_stores_nothing_twice(url: str, seed: int) -> None:
    kill_until_done(url, kills=3, seed=seed)


@pytest.mark.slow
def test_a_scan_that_is_killed_fifty_times(url: str) -> None:
    kill_until_done(url, kills=50, seed=99)


def kill_until_done(url: str, *, kills: int, seed: int) -> None:
    chance = random.Random(seed)
    scan_ids = set()
    killed = 0
    for number in range(kills):
        if not run_and_kill(url, chance, number):
            break
        killed += 1
        with Store.open(url) as store:
            scan = store.unfinished_scan("elzervoorde", SITE.id)
            assert scan is not None
            scan_ids.add(scan.id)
            check_whole(store, scan.id)
    assert killed
    main(url, PAGES, seed)
    with Store.open(url) as store:
        (scan,) = store.scans()
        assert scan_ids == {scan.id}
        assert scan.state is ScanState.COMPLETE
        check_whole(store, scan.id)
        check_complete(store, scan.id)


def run_and_kill(url: str, chance: random.Random, number: int) -> bool:
    """Start the scan and kill it some batches and some moments later; tell whether it was still at work."""
    child = subprocess.Popen(
        [sys.executable, "-m", "tests.storage.scan_to_kill", url, str(PAGES), str(number)],
        cwd=ROOT, stdout=subprocess.PIPE, env={**os.environ, "PYTHONPATH": str(ROOT)})
    assert child.stdout is not None
    with child.stdout as told:
        for _ in range(chance.randint(1, 6)):
            told.readline()
        # A random moment of the next batch: waits for its line or for so long, whichever is first.
        select.select([told], [], [], chance.uniform(0, 0.01))
        child.send_signal(signal.SIGKILL)
        return child.wait() == -signal.SIGKILL


def check_whole(store: Store, scan_id: str) -> None:
    """Check that every page that is there is there once, and with all that belongs to it."""
    ended = {summary.record.page_url: summary for summary in store.report_source(scan_id, (), ()).pages()}
    waiting = [address.page_url for address in store.queued(scan_id)]
    assert len(waiting) == len(set(waiting))
    assert not ended.keys() & set(waiting)
    assert sorted(store.seen_urls(scan_id)) == sorted([*ended, *waiting])
    found: dict[str, int] = {}
    for url, _ in store.report_source(scan_id, (), ()).findings():
        found[url] = found.get(url, 0) + 1
    for url, summary in ended.items():
        wanted = result(int(url.removeprefix(HOME)), PAGES)
        assert summary.record == wanted.record
        wanted_findings = len(wanted.judgement.findings) if wanted.judgement else 0
        assert summary.failed == found.pop(url, 0) == wanted_findings
        assert summary.text == wanted.text
        for link in wanted.discovered:
            assert link.page_url in ended or link.page_url in waiting
    assert found == {}
    with store.engine.connect() as connection:
        assert duplicates(connection) == []
        if connection.dialect.name == "sqlite":
            assert connection.execute(text("PRAGMA integrity_check")).scalar() == "ok"
            assert connection.execute(text("PRAGMA foreign_key_check")).all() == []


def duplicates(connection: Connection) -> list[int]:
    snapshot = schema.snapshot.c
    query = sql_select(snapshot.page_id).group_by(snapshot.scan_id, snapshot.page_id, snapshot.viewport)
    return list(connection.execute(query.having(func.count() > 1)).scalars())


def check_complete(store: Store, scan_id: str) -> None:
    """Check that the scan holds what it would hold had nobody killed it."""
    wanted = [result(page, PAGES) for page in range(PAGES)]
    found = [len(one.judgement.findings) for one in wanted if one.judgement]
    failed = PAGES - len(found)
    assert store.outcome_counts(scan_id) == {FetchOutcome.OK: len(found), FetchOutcome.TIMEOUT: failed}
    source = store.report_source(scan_id, (), ())
    assert sum(1 for _ in source.findings()) == sum(found)
    # Findings are numbered per page, so issue n is on every page with more than n findings.
    assert sorted((issue.pages for issue in source.issues()), reverse=True) == [
        sum(number > n for number in found) for n in range(6)]
