"""What the database refuses becomes a message that says what to do."""

import os
import sqlite3
import threading
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

import pytest
from sqlalchemy import event

import storage
from drempel.errors import StorageError
from storage import Store
from storage.engine import database_url, named
from tests.postgres import Postgres
from tests.storage.samples import DOM, ENTITY, HOME, SETTINGS, SITE, TOOLS, finding, ok, start


@pytest.fixture
def file(sqlite_template: Path, tmp_path: Path) -> Path:
    """Return a file with empty tables."""
    copy = tmp_path / "drempel.db"
    copy.write_bytes(sqlite_template.read_bytes())
    return copy


@pytest.fixture
def store(file: Path) -> Iterator[Store]:
    """Give a store in a file that does not wait for others."""
    with Store.open(f"sqlite:///{file}", busy_timeout_s=0) as opened:
        yield opened


@contextmanager
def pragma(store: Store, statement: str) -> Iterator[None]:
    """Have each connection run a statement first; then drop them, so that others start without it."""
    store.engine.dispose()

    def run(connection: sqlite3.Connection, _record: object) -> None:
        connection.execute(statement)

    event.listen(store.engine, "connect", run)
    try:
        yield
    finally:
        event.remove(store.engine, "connect", run)
        store.engine.dispose()


def test_a_locked_database_is_named(store: Store, file: Path) -> None:
    scan = start(store, "a")
    with closing(sqlite3.connect(file, isolation_level=None)) as other:
        other.execute("BEGIN IMMEDIATE")
        with pytest.raises(StorageError, match=rf"{file} is locked by another program.*try again"):
            store.write_pages(scan.id, [ok("a")])
        assert store.outcome_counts(scan.id) == {}  # reading goes on meanwhile
        other.execute("ROLLBACK")
    store.write_pages(scan.id, [ok("a")])


def test_a_database_that_stays_locked_is_refused_when_it_is_opened(file: Path) -> None:
    with closing(sqlite3.connect(file, isolation_level=None)) as other:
        other.execute("BEGIN IMMEDIATE")
        with pytest.raises(StorageError, match="is locked by another program"):
            Store.open(f"sqlite:///{file}", busy_timeout_s=0)
        Store.open(f"sqlite:///{file}", busy_timeout_s=0, create=False).close()


def test_a_lock_that_ends_in_time_is_waited_for(file: Path) -> None:
    with (
        Store.open(f"sqlite:///{file}", busy_timeout_s=30) as store,
        closing(sqlite3.connect(file, isolation_level=None)) as other,
    ):
        other.execute("BEGIN IMMEDIATE")
        asks = threading.Event()
        event.listen(store.engine, "before_cursor_execute", lambda *args: asks.set())
        writer = threading.Thread(target=start, args=(store, "a"))
        writer.start()
        assert asks.wait(timeout=30)
        other.execute("ROLLBACK")
        writer.join(timeout=30)
        assert len(store.scans()) == 1


def test_a_new_file_can_give_room_back(file: Path) -> None:
    with closing(sqlite3.connect(file)) as other:
        assert other.execute("PRAGMA auto_vacuum").fetchone() == (2,)


def test_a_full_disk_leaves_what_was_there(store: Store) -> None:
    scan = start(store, "a", "b")
    store.write_pages(scan.id, [ok("a", finding())])
    with (
        pragma(store, "PRAGMA max_page_count = 1"),
        pytest.raises(StorageError, match=r"the disk is full.*--resume"),
    ):
        store.write_pages(scan.id, [ok(f"{n}", finding(f"{n}"), dom=DOM) for n in range(200)])
    assert [address.url for address in store.queued(scan.id)] == [HOME + "b"]
    store.write_pages(scan.id, [ok("b")])
    assert len(list(store.report_source(scan.id, (), ()).pages())) == 2


def test_a_database_that_may_only_be_read_says_so(store: Store) -> None:
    scan = start(store, "a")
    with pragma(store, "PRAGMA query_only = ON"), pytest.raises(StorageError, match="may only be read"):
        store.write_pages(scan.id, [ok("a")])
    assert [address.url for address in store.queued(scan.id)] == [HOME + "a"]


@pytest.mark.skipif(os.geteuid() == 0, reason="root may write everything")
def test_a_file_without_the_right_to_write_says_so(file: Path) -> None:
    file.chmod(0o444)
    file.parent.chmod(0o555)
    try:
        with pytest.raises(StorageError, match=r"may only be read|cannot be opened"):
            Store.open(f"sqlite:///{file}")
    finally:
        file.parent.chmod(0o755)


def test_a_folder_that_is_not_there_is_named(tmp_path: Path) -> None:
    with pytest.raises(StorageError, match=r"nergens/drempel\.db cannot be opened.*folder exists"):
        Store.open(f"sqlite:///{tmp_path}/nergens/drempel.db")


def test_a_file_that_is_no_database_is_named(tmp_path: Path) -> None:
    file = tmp_path / "verslag.docx"
    file.write_text("Geachte heer, mevrouw" * 200)
    with pytest.raises(StorageError, match=r"verslag\.docx is not a SQLite database"):
        Store.open(f"sqlite:///{file}")


def test_a_damaged_file_says_so(store: Store, file: Path) -> None:
    scan = start(store, *[f"{n}" for n in range(500)])
    store.close()
    with closing(sqlite3.connect(file)) as other:
        other.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    data = bytearray(file.read_bytes())
    data[4096 * 2 :] = b"\x55" * (len(data) - 4096 * 2)
    file.write_bytes(data)
    with pytest.raises(StorageError, match=r"is damaged|is not a SQLite database"):
        list(store.queued(scan.id))


def test_a_file_that_is_not_there_is_not_made_for_reading(tmp_path: Path) -> None:
    file = tmp_path / "drempel.db"
    with pytest.raises(StorageError, match=r"drempel\.db does not exist"):
        Store.open(f"sqlite:///{file}", create=False)
    with pytest.raises(StorageError, match=r"drempel\.db does not exist"):
        storage.current(f"sqlite:///{file}")
    assert not file.exists()


def test_an_empty_database_is_not_filled_for_reading(empty_url: str, tmp_path: Path) -> None:
    (tmp_path / "drempel.db").touch()
    with pytest.raises(StorageError, match="holds nothing of Drempel yet"):
        Store.open(empty_url, create=False)


@pytest.mark.parametrize(
    ("url", "message"),
    [
        ("drempel.db", "is not the URL of a database"),
        ("", "is not the URL of a database"),
        ("mysql://localhost/drempel", "does not store in mysql"),
        ("sqlite://", "names no file"),
        ("sqlite:///:memory:", "names no file"),
        ("sqlite:///a.db?mode=ro", "names no file"),
    ],
)
def test_a_wrong_url_is_answered_with_a_right_one(url: str, message: str) -> None:
    with pytest.raises(StorageError, match=rf"{message}.*sqlite:///drempel\.db"):
        Store.open(url)


@pytest.mark.parametrize(
    "url", ["postgresql://u@h/d", "postgresql+psycopg://u@h/d", "postgresql+psycopg2://u@h/d"]
)
def test_postgresql_is_reached_by_one_driver(url: str) -> None:
    assert database_url(url).drivername == "postgresql+psycopg"


def test_a_password_is_never_told(tmp_path: Path) -> None:
    url = f"postgresql+psycopg://jan:geheim@/drempel?host={tmp_path}"
    assert "geheim" not in named(database_url(url))
    with pytest.raises(StorageError, match="cannot be reached") as caught:
        Store.open(url)
    assert "geheim" not in str(caught.value)


@pytest.mark.postgres
def test_a_postgresql_database_that_is_not_there_is_named(postgres: Postgres) -> None:
    with pytest.raises(StorageError, match=r"has no such database.*createdb"):
        Store.open(postgres.url("nergens"))


@pytest.mark.postgres
def test_a_postgresql_user_without_rights_is_told_so(postgres: Postgres, postgres_url: str) -> None:
    from psycopg import sql

    Store.open(postgres_url).close()
    postgres.execute(sql.SQL("DROP ROLE IF EXISTS gast").format())
    postgres.execute(sql.SQL("CREATE ROLE gast LOGIN").format())
    with Store.open(postgres_url) as owner, owner._writing() as connection:
        connection.exec_driver_sql("GRANT SELECT ON ALL TABLES IN SCHEMA public TO gast")
    guest = postgres_url.replace("drempel@", "gast@")
    with Store.open(guest) as store, pytest.raises(StorageError, match="no right to do that"):
        store.start_scan(ENTITY, SITE, SETTINGS, TOOLS, ())
    unknown = postgres_url.replace("drempel@", "nergens@")
    with pytest.raises(StorageError, match=r"refused this user|cannot be reached"):
        Store.open(unknown)


@pytest.mark.postgres
def test_a_connection_that_is_lost_between_two_pages_is_made_anew(
    postgres: Postgres, postgres_url: str
) -> None:
    with Store.open(postgres_url) as store:
        scan = start(store, "a", "b")
        store.write_pages(scan.id, [ok("a")])
        lose_connections(postgres, postgres_url)
        store.write_pages(scan.id, [ok("b")])
        assert len(list(store.records(scan.id))) == 2


@pytest.mark.postgres
def test_a_connection_that_is_lost_within_a_page_says_how_to_go_on(
    postgres: Postgres, postgres_url: str
) -> None:
    with Store.open(postgres_url) as store:
        scan = start(store, "a", "b")
        store.write_pages(scan.id, [ok("a")])

        def lose(_connection: object, _cursor: object, statement: str, *_: object) -> None:
            if statement.startswith("INSERT INTO snapshot "):
                lose_connections(postgres, postgres_url)

        event.listen(store.engine, "before_cursor_execute", lose)
        with pytest.raises(
            StorageError, match=r"broke the connection off.*--resume|cannot be reached.*--resume"
        ):
            store.write_pages(scan.id, [ok("b")])
        event.remove(store.engine, "before_cursor_execute", lose)
        assert [each.url for each in store.records(scan.id)] == [HOME + "a"]
        store.write_pages(scan.id, [ok("b")])
        assert len(list(store.records(scan.id))) == 2


def lose_connections(postgres: Postgres, url: str) -> None:
    from psycopg import sql

    name = database_url(url).database
    postgres.execute(
        sql.SQL("SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = {}").format(
            sql.Literal(name)
        )
    )
