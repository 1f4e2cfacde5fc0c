import re
import sqlite3
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing, contextmanager
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from alembic.config import Config
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Connection, Engine, inspect, text
from sqlalchemy.engine.interfaces import ReflectedColumn

import storage
from drempel.errors import StorageError
from drempel.model.answer import Asked, Unit
from drempel.model.decision import Decision, DecisionKind
from drempel.model.document import Document, DocumentEnd
from drempel.model.finding import Judgement, Outcome
from drempel.model.issue import TrendLabel
from drempel.model.recheck import RejudgedPage
from drempel.model.scan import PageResult, Scan, ScanState
from drempel.model.snapshot import Coverage, FetchOutcome
from storage import Store, read
from storage.condition import faults
from storage.engine import database_url, open_engine, reading
from storage.schema import REVISION, VERSION_TABLE, metadata
from tests.storage.samples import (
    AXE,
    DOM,
    ENTITY,
    HOME,
    NOON,
    SCREENSHOT,
    SETTINGS,
    SITE,
    TOOLS,
    finding,
    finish,
    not_ok,
    ok,
    profile,
    record,
    scanned,
    start,
    tally,
)


@pytest.fixture(autouse=True)
def own_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """An upgrade of a PostgreSQL database keeps its copy in the current folder."""
    monkeypatch.chdir(tmp_path)


@contextmanager
def opened(url: str) -> Iterator[Engine]:
    engine = open_engine(database_url(url))
    try:
        yield engine
    finally:
        engine.dispose()


def described(connection: Connection) -> dict[str, Any]:
    """Return all that the database says of our tables."""
    inspector = inspect(connection)

    def column(found: ReflectedColumn) -> tuple[str, str, bool, str | None]:
        return found["name"], str(found["type"]), found["nullable"], found["default"]

    return {
        name: {
            "columns": [column(found) for found in inspector.get_columns(name)],
            "primary": inspector.get_pk_constraint(name),
            "foreign": sorted(inspector.get_foreign_keys(name), key=lambda key: key["name"] or ""),
            "unique": sorted(inspector.get_unique_constraints(name), key=lambda key: key["name"] or ""),
            "indexes": sorted(inspector.get_indexes(name), key=lambda key: key["name"] or ""),
            "checks": sorted((key["name"], key["sqltext"]) for key in inspector.get_check_constraints(name)),
        }
        for name in sorted(set(inspector.get_table_names()) - {VERSION_TABLE})
    }


def test_the_migrations_give_the_tables_of_the_schema(empty_url: str) -> None:
    assert storage.upgrade(empty_url) == storage.Upgrade(None, REVISION)
    with opened(empty_url) as engine:
        with engine.connect() as connection:
            migrated = described(connection)
        assert set(migrated) == set(metadata.tables)
        storage.downgrade(empty_url, "base")
        with engine.begin() as connection:
            assert described(connection) == {}
            metadata.create_all(connection)
        with engine.connect() as connection:
            assert migrated == described(connection)


def test_sqlite_gets_word_for_word_the_tables_of_the_schema(tmp_path: Path) -> None:
    def statements(url: str) -> dict[str, list[str]]:
        with opened(url) as engine, engine.connect() as connection:
            query = text("SELECT name, sql FROM sqlite_master WHERE sql IS NOT NULL AND name <> :version")
            rows = connection.execute(query, {"version": VERSION_TABLE})
            return {
                name: sorted(" ".join(part.split()) for part in re.split(r",|\)(?=[\sA-Z]*$)", sql))
                for name, sql in rows
            }

    migrated, made = (f"sqlite:///{tmp_path / name}.db" for name in ("migrated", "made"))
    storage.upgrade(migrated)
    with opened(made) as engine, engine.begin() as connection:
        metadata.create_all(connection)
    # The order of constraints in a table may differ, their words may not.
    assert statements(migrated) == statements(made)


def test_the_schema_names_the_last_step() -> None:
    config = Config()
    config.set_main_option("script_location", "storage:migrations")
    assert ScriptDirectory.from_config(config).get_heads() == [storage.head()] == [REVISION]


def test_there_is_one_step_after_another_and_none_is_undescribed() -> None:
    config = Config()
    config.set_main_option("script_location", "storage:migrations")
    for step in ScriptDirectory.from_config(config).walk_revisions():
        assert not step.is_branch_point
        assert step.doc
        assert Path(step.path).name.startswith(f"v{step.revision}_")


def test_every_step_runs_both_ways_on_a_filled_database(empty_url: str) -> None:
    results = [
        ok("a", finding("a"), text=profile("a"), dom=DOM, axe=AXE, screenshot=SCREENSHOT),
        ok("b", finding("b"), record=record("b", signature=2**64 - 3)),
    ]
    with Store.open(empty_url) as store:
        first = scanned(store, *results)
        second = scanned(store, ok("a", tallies=(tally(),)), ok("b", finding("b"), finding("c")))
        before = list(store.report_source(first.id, (), ()).pages())
    assert storage.upgrade(empty_url).before == REVISION
    # Without signatures and runs all the rest stays.
    storage.downgrade(empty_url, "0001")
    assert storage.upgrade(empty_url).before == "0001"
    with Store.open(empty_url) as store:
        assert [page.record for page in store.report_source(first.id, (), ()).pages()] == [
            replace(page.record, signature=0) for page in before
        ]
        titles = [page.title for page in store.report_source(first.id, (), ()).pages()]
        assert titles == [page.title for page in before] == ["Titel van a", "Titel van b"]
        assert store.ended_scan(ENTITY.id, SITE.id) is None
        # What a text is known to be stands in columns again.
        assert store.scan_facts(first.id).difficulty == (30.0,)
        assert store.scan_facts(first.id).pages_by_b1["yes"] == 1
    # Before the first step there are no tables, so only the way back and forth can be shown.
    storage.downgrade(empty_url, "base")
    assert storage.current(empty_url) is None
    storage.upgrade(empty_url)
    with Store.open(empty_url) as store:
        assert store.scans() == []
        again = scanned(store, *results)
        assert [page.record for page in store.report_source(again.id, (), ()).pages()] == [
            page.record for page in before
        ]
        last = scanned(store, ok("a", tallies=(tally(),)), ok("b", finding("b"), finding("c")))
        assert store.report_source(last.id, (), ()).header.trend == {
            TrendLabel.RESOLVED: 1,
            TrendLabel.PERSISTING: 1,
            TrendLabel.NEW: 1,
        }
    assert second.id != last.id


def fill(store: Store) -> Scan:
    """Store something of every kind, and return the scan that people see first."""
    first = scanned(store, ok("a", finding("a"), text=profile("a"), dom=DOM), ok("b", finding("b")))
    scanned(store, not_ok("a", FetchOutcome.TIMEOUT), state=ScanState.FAILED)
    (issue, *_) = store.report_source(first.id, (), ()).issues()
    store.decide(issue.id, Decision(DecisionKind.CONFIRMED, "Bekeken", "An Peeters", NOON))
    recheck = store.start_recheck(first.id, SETTINGS, TOOLS)
    store.add_rejudged(recheck, [RejudgedPage(HOME + "a", judgement_of("c"), profile("a", 10.0))])
    store.finish_recheck(recheck, 0, {}, lambda _: ())
    second = start(store)
    kept = replace(record("a"), kept_since=first.id)
    store.write_pages(second.id, [PageResult(kept, None, kept_from=first.id), ok("b")])
    pdf = Document(HOME + "a.pdf", FetchOutcome.OK, kind="pdf", pages=1)
    store.write_documents(second.id, [DocumentEnd(pdf, judgement_of("d"))])
    finish(store, second)
    return first


def judgement_of(name: str) -> Judgement:
    return Judgement((finding(name),), (tally(outcome=Outcome.FAILED, failed=1),))


def test_a_database_with_all_kinds_of_rows_is_in_order_after_every_step(empty_url: str) -> None:
    with Store.open(empty_url) as store:
        first = fill(store)
        before = list(store.report_source(first.id, (), ()).findings())
    assert not any(fault.is_harm for fault in faults(empty_url, storage.head()))
    steps = range(int(REVISION) - 1, 0, -1)
    for step in steps:
        storage.downgrade(empty_url, f"{step:04}")
    assert [storage.current(empty_url), len(steps)] == ["0001", int(REVISION) - 1]
    for step in reversed(steps):
        storage.upgrade(empty_url, f"{step + 1:04}", copy=False)
    assert not any(fault.is_harm for fault in faults(empty_url, storage.current(empty_url)))
    with Store.open(empty_url) as store:
        assert list(store.report_source(first.id, (), ()).findings()) == before


def test_what_a_scan_said_at_its_close_survives_both_ways(url: str) -> None:
    asked = (Asked("c1", 2, Unit.PAGE, yes=3, no=1), Asked("a1", 1, Unit.SITE, unknown=1))
    with Store.open(url) as store:
        scan = start(store, "a")
        store.write_pages(scan.id, [ok("a", finding())])
        store.finish_scan(scan.id, ScanState.COMPLETE, Coverage({FetchOutcome.OK: 1}), (), asked)
        quiet = scanned(store, ok("a", tallies=(tally(),)))
    storage.downgrade(url, "0005")
    with opened(url) as engine, engine.connect() as connection:
        rows = connection.execute(text("SELECT scan_id, check_id, failed, passed FROM check_tally")).all()
        assert sorted(map(tuple, rows)) == [
            (1, "alt-text-is-filename", 1, 0),
            (2, "alt-text-is-filename", 0, 1),
        ]
        query = text("SELECT indicator FROM inclusion_answer ORDER BY scan_id, position")
        assert connection.execute(query).scalars().all() == ["c1", "a1"]
    storage.upgrade(url)
    with Store.open(url) as store:
        assert store.report_source(scan.id, (), ()).asked() == list(asked)
        assert store.report_source(quiet.id, (), ()).asked() == []
        with reading(store.engine) as connection:
            for each, outcome in ((scan, Outcome.FAILED), (quiet, Outcome.PASSED)):
                pages = read.check_pages(connection, read.scan_row(connection, each.id))
                assert pages == {"alt-text-is-filename": {outcome: 1}}


def test_opening_an_empty_database_makes_the_tables(empty_url: str) -> None:
    with Store.open(empty_url) as store:
        assert store.entities() == []
    assert storage.current(empty_url) == storage.head()
    with Store.open(empty_url, create=False) as store:
        assert store.scans() == []


def set_revision(url: str, revision: str) -> None:
    with opened(url) as engine, engine.begin() as connection:
        connection.execute(text(f"UPDATE {VERSION_TABLE} SET version_num = :new"), {"new": revision})


def test_an_older_database_is_upgraded_by_hand(url: str) -> None:
    storage.downgrade(url, "0001")
    told = rf"older Drempel \(revision 0001; this one needs {REVISION}\).*db upgrade"
    with pytest.raises(StorageError, match=told):
        Store.open(url)
    storage.upgrade(url)
    Store.open(url).close()


def test_a_newer_database_is_not_touched(url: str) -> None:
    set_revision(url, "0999")
    for touch in (Store.open, storage.upgrade):
        with pytest.raises(StorageError, match=r"newer Drempel \(revision 0999"):
            touch(url)


def test_a_copy_is_made_before_a_file_is_upgraded(
    sqlite_template: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    file = tmp_path / "mijn scans.db"
    url = f"sqlite:///{file}"
    with Store.open(url) as store:
        scan = scanned(store, ok("a", finding()))
    stepped: list[str] = []
    monkeypatch.setattr("storage.revision.REVISION", "0999")
    monkeypatch.setattr("storage.revision._run", lambda engine, command, to: stepped.append(to))
    done = storage.upgrade(url)
    assert stepped == ["head"]
    assert done.copy is not None
    assert done.copy.parent == tmp_path
    assert done.copy.name.startswith(f"mijn scans-{REVISION}-")
    monkeypatch.undo()
    with Store.open(f"sqlite:///{done.copy}") as store:
        assert [found for _, found in store.report_source(scan.id, (), ()).findings()] == [finding()]


def test_a_failing_step_leaves_everything_as_it_was(empty_url: str, monkeypatch: pytest.MonkeyPatch) -> None:
    with Store.open(empty_url) as store:
        scan = scanned(store, ok("a", finding()))

    def broken(config: Config, to: str) -> None:
        connection = config.attributes["connection"]
        connection.execute(text("DROP TABLE issue_trend"))
        connection.execute(text("DELETE FROM nothing_like_it"))

    monkeypatch.setattr("alembic.command.downgrade", broken)
    with pytest.raises(StorageError, match="nothing_like_it"):
        storage.downgrade(empty_url, "base")
    with Store.open(empty_url) as store:
        assert len(list(store.report_source(scan.id, (), ()).issues())) == 1


def test_a_step_that_orphans_rows_is_undone(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    url = f"sqlite:///{tmp_path / 'drempel.db'}"
    with Store.open(url) as store:
        scanned(store, ok("a", finding()))

    def careless(config: Config, to: str) -> None:
        config.attributes["connection"].execute(text("DELETE FROM issue"))

    monkeypatch.setattr("alembic.command.downgrade", careless)
    with pytest.raises(StorageError, match="without their owner"):
        storage.downgrade(url, "base")
    with Store.open(url) as store:
        assert store.entities() != []


def test_a_file_of_another_program_is_left_alone(tmp_path: Path) -> None:
    file = tmp_path / "boekhouding.db"
    with closing(sqlite3.connect(file)) as other:
        other.execute("CREATE TABLE factuur (id INTEGER)")
        other.commit()
    for touch in (Store.open, storage.upgrade, storage.current):
        with pytest.raises(StorageError, match=r"did not make \(factuur\)"):
            touch(f"sqlite:///{file}")


@pytest.mark.postgres
def test_another_program_may_share_a_postgresql_database(postgres_url: str) -> None:
    with opened(postgres_url) as engine, engine.begin() as connection:
        connection.execute(text("CREATE TABLE procrastinate_jobs (id INTEGER)"))
    with Store.open(postgres_url) as store:
        scanned(store, ok("a"))
    storage.downgrade(postgres_url, "base")
    with opened(postgres_url) as engine, engine.connect() as connection:
        assert inspect(connection).get_table_names() == ["procrastinate_jobs", VERSION_TABLE]


@pytest.mark.postgres
def test_tables_of_ours_without_a_revision_are_refused(postgres_url: str) -> None:
    with opened(postgres_url) as engine, engine.begin() as connection:
        connection.execute(text("CREATE TABLE snapshot (id INTEGER)"))
    with pytest.raises(StorageError, match=r"did not make \(snapshot\)"):
        Store.open(postgres_url)


def test_alembic_sees_no_difference(url: str) -> None:
    from alembic.autogenerate import compare_metadata

    with opened(url) as engine, engine.connect() as connection:
        context = MigrationContext.configure(
            connection, opts={"version_table": VERSION_TABLE, "compare_type": True}
        )
        assert compare_metadata(context, metadata) == []


def test_programs_that_start_at_once_make_the_tables_once(empty_url: str) -> None:
    with ThreadPoolExecutor(4) as pool:
        for opening in [pool.submit(Store.open, empty_url, busy_timeout_s=60) for _ in range(4)]:
            opening.result().close()
    assert storage.current(empty_url) == storage.head()


def test_a_word_outside_its_set_is_refused_by_the_database(url: str) -> None:
    with Store.open(url) as store:
        scanned(store, ok("a", finding()))
        for table, column in (("scan", "state"), ("snapshot", "outcome"), ("finding", "impact")):
            with pytest.raises(StorageError), store._writing() as connection:
                connection.execute(text(f"UPDATE {table} SET {column} = 'misschien'"))


def test_the_file_of_a_step_is_a_file_of_the_package() -> None:
    folder = Path(storage.__file__).parent / "migrations"
    assert (folder / "env.py").is_file()
    assert (folder / "script.py.mako").is_file()
    assert list((folder / "versions").glob("v0001_*.py"))
