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

ROOT = Path(__file__).parents[2]


@pytest.mark.parametrize("seed", range(2))
def test_a_scan_that_is_killed_loses_nothing_and_stores_nothing_twice(url: str, seed: int) -> None:
    kill_often(url, kills=3, pages=150, seed=seed)


@pytest.mark.slow
def test_a_scan_that_is_killed_fifty_times(url: str) -> None:
    kill_often(url, kills=50, pages=1800, seed=99)  # at most six batches of six pages before each


def kill_often(url: str, *, kills: int, pages: int, seed: int) -> None:
    chance = random.Random(seed)
    for number in range(kills):
        run_and_kill(url, pages, chance, number)
        with Store.open(url) as store:
            scan = store.unfinished_scan("elzervoorde", SITE.id)
            assert scan is not None
            check_whole(store, scan.id, pages)
    main(url, pages, seed)
    with Store.open(url) as store:
        (scan,) = store.scans()
        assert scan.state is ScanState.COMPLETE
        check_whole(store, scan.id, pages)
        check_complete(store, scan.id, pages)


def run_and_kill(url: str, pages: int, chance: random.Random, number: int) -> None:
    """Start or resume the scan and kill it some batches and some moments later."""
    child = subprocess.Popen(
        [sys.executable, "-m", "tests.storage.scan_to_kill", url, str(pages), str(number)],
        cwd=ROOT,
        stdout=subprocess.PIPE,
        env={**os.environ, "PYTHONPATH": str(ROOT)},
    )
    assert child.stdout is not None
    with child.stdout as told:
        for _ in range(chance.randint(1, 6)):
            told.readline()
        # A random moment of the next batch: waits for its line or for so long, whichever is first.
        select.select([told], [], [], chance.uniform(0, 0.01))
        child.send_signal(signal.SIGKILL)
        assert child.wait() == -signal.SIGKILL


def check_whole(store: Store, scan_id: str, pages: int) -> None:
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
        wanted = result(int(url.removeprefix(HOME)), pages)
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


def check_complete(store: Store, scan_id: str, pages: int) -> None:
    """Check that the scan holds what it would hold had nobody killed it."""
    wanted = [result(page, pages) for page in range(pages)]
    found = [len(one.judgement.findings) for one in wanted if one.judgement]
    failed = pages - len(found)
    assert store.outcome_counts(scan_id) == {FetchOutcome.OK: len(found), FetchOutcome.TIMEOUT: failed}
    source = store.report_source(scan_id, (), ())
    assert sum(1 for _ in source.findings()) == sum(found)
    # Findings are numbered per page, so issue n is on every page with more than n findings.
    assert sorted((issue.pages for issue in source.issues()), reverse=True) == [
        sum(number > n for number in found) for n in range(6)
    ]
