"""What is looked up by scan, page, issue or digest is found by an index, not by reading a whole table."""

import re
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from itertools import product
from typing import Any

import pytest
from sqlalchemy import event, text

from drempel.model.artefact import DomCapture
from drempel.model.scan import Scan, ScanState
from drempel.model.snapshot import Coverage
from storage import Store
from tests.storage.samples import DOM, ENTITY, HOME, SCREENSHOT, SITE, finding, ok, profile, scanned, start

SMALL = {"entity", "site", "check_set"}
"""Tables with few rows however much is scanned; reading them whole is right."""


@pytest.fixture
def filled(sqlite_store: Store) -> tuple[Store, Scan]:
    """Return a store with a few scans, and the last of them."""
    pages = [
        ok(f"{n}", finding(f"{n % 7}"), finding("x"), text=profile(f"{n}"), dom=DOM, screenshot=SCREENSHOT)
        for n in range(60)
    ]
    scanned(sqlite_store, *pages)
    return sqlite_store, scanned(sqlite_store, *pages[:50])


def uses(store: Store, scan: Scan) -> dict[str, Callable[[], object]]:
    """Return every way in which the store reads or writes much."""
    source = store.report_source(scan.id, (), ())
    issue = next(source.issues())
    running = start(store, "wacht")
    page = ok("0", finding("new"), text=profile("0", 13), dom=DOM)
    return {
        "write": lambda: store.write_pages(running.id, [page]),
        "write again": lambda: store.write_pages(running.id, [ok("0")]),
        "queued": lambda: list(store.queued(running.id)),
        "seen": lambda: list(store.seen_urls(running.id)),
        "judged": lambda: list(store.judged_urls(running.id)),
        "records": lambda: list(store.records(running.id)),
        "resume": lambda: store.resume_facts(running.id),
        "take over": lambda: store.resume_run([(ENTITY.id, SITE.id)]),
        "ended": lambda: store.ended_scan(ENTITY.id, SITE.id),
        "known": lambda: list(store.known_pages(ENTITY.id, SITE.id)),
        "facts": lambda: store.scan_facts(scan.id),
        "finish": lambda: store.finish_scan(running.id, ScanState.INTERRUPTED, Coverage(), ()),
        "reopen": lambda: store.reopen_scan(running.id),
        "overview": lambda: store.overview(indicators=("open-issues",)),
        "last whole": store.last_complete,
        "latest of all": store.latest_scans,
        "failed at sites": lambda: list(store.failed_at_sites([scan.id])),
        "months of many": lambda: list(store.series_of([ENTITY.id], ["open-issues"])),
        "latest": lambda: store.latest_scan(ENTITY.id, SITE.id),
        "artefact": lambda: store.artefact(scan.id, HOME + "1", DomCapture),
        "issues": lambda: list(source.issues()),
        "findings": lambda: list(source.findings()),
        "issue findings": lambda: list(source.findings(issue.id)),
        "findings of checks": lambda: list(source.findings(checks=[issue.check])),
        "findings of pages": lambda: list(source.findings(urls=[issue.example_url])),
        "issue pages": lambda: source.issue_pages(issue.id),
        "pages of issues": lambda: source.pages_of_issues([issue.id]),
        "pages": lambda: list(source.pages()),
        "checks": source.checks,
        "trend": source.trend,
        "header": lambda: store.report_source(scan.id, (), ()),
        "picture": lambda: source.screenshot("00" * 32),
    }


@contextmanager
def asked(store: Store) -> Iterator[list[tuple[str, object]]]:
    """Collect the statements that are run, with their parameters."""
    told: list[tuple[str, object]] = []

    def note(*args: object) -> None:
        if re.match(r"(?i)\s*(SELECT|UPDATE|DELETE|INSERT)", str(args[2])):
            told.append((str(args[2]), args[3]))

    event.listen(store.engine, "before_cursor_execute", note)
    try:
        yield told
    finally:
        event.remove(store.engine, "before_cursor_execute", note)


def test_nothing_is_found_by_reading_a_whole_table(filled: tuple[Store, Scan]) -> None:
    store, scan = filled
    slow: list[str] = []
    for name, use in uses(store, scan).items():
        with asked(store) as statements:
            use()
        assert statements, name
        for statement, parameters in statements:
            one: Any = parameters[0] if isinstance(parameters, list) else parameters
            with store.engine.connect() as connection:
                plan = connection.exec_driver_sql(f"EXPLAIN QUERY PLAN {statement}", one).all()
            slow += [f"{name}: {step.detail}\n{statement}" for step in plan if reads_whole_table(step.detail)]
    assert not slow, "\n\n".join(slow)


def reads_whole_table(step: str) -> bool:
    """Tell whether a step of SQLite's plan reads a table or an index from end to end."""
    found = re.match(r"SCAN (\w+)", step)
    return found is not None and found[1] not in SMALL | {"anon_1", "anon_2", "(subquery-"}


def test_a_plan_that_reads_a_whole_table_is_seen() -> None:
    assert reads_whole_table("SCAN snapshot")
    assert reads_whole_table("SCAN finding USING INDEX ix_finding_issue_id_judgement_id")
    assert not reads_whole_table("SEARCH snapshot USING INDEX uq_snapshot (scan_id=?)")
    assert not reads_whole_table("SCAN site")


def test_every_foreign_key_has_an_index(sqlite_store: Store) -> None:
    """Else removing a row reads the whole table that points at it."""
    with sqlite_store.engine.connect() as connection:
        tables = [
            name
            for (name,) in connection.execute(
                text("SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite%'")
            )
        ]
        for table, removed in product(
            tables, ("judgement", "text_profile", "artefact", "snapshot", "finding", "page", "issue", "scan")
        ):
            keys = connection.execute(text(f"SELECT * FROM pragma_foreign_key_list('{table}')")).mappings()
            for key in [key for key in keys if key["table"] == removed]:
                plan = connection.execute(
                    text(f'EXPLAIN QUERY PLAN SELECT 1 FROM "{table}" WHERE "{key["from"]}" = 1')
                ).all()
                assert all("SEARCH" in step.detail for step in plan), f"{table}.{key['from']} has no index"
