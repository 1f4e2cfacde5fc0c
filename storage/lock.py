"""Only one nightly run at a time on a database, and who it is.

The lock ends with the process that holds it, however that ends: on PostgreSQL it is an advisory lock of a
connection, on SQLite a transaction in a small file beside the database. So no stale lock has to be cleared
away after `kill -9` or a power cut; all that an earlier holder leaves behind is its name.
"""

import os
import socket
import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import Final

from sqlalchemy import Connection, text
from sqlalchemy.engine import URL

from drempel.errors import StorageError
from storage.engine import database_url, named, open_engine, translated

_KEY: Final = 0x6E61636874
"""Key of PostgreSQL's advisory lock ("nacht")."""

_NAME: Final = "drempel nightly"

_HOLDER: Final = text(
    "SELECT a.application_name, a.backend_start "
    "FROM pg_locks AS l JOIN pg_stat_activity AS a ON a.pid = l.pid "
    "WHERE l.locktype = 'advisory' AND l.granted AND l.classid = :high AND l.objid = :low "
    "AND l.database = (SELECT oid FROM pg_database WHERE datname = current_database())"
)


@contextmanager
def nightly_lock(database: str) -> Iterator[None]:
    """Hold the lock of the nightly run on a database until the block ends.

    Raises `StorageError` that says who holds it, and since when.
    """
    url = database_url(database)
    hold = _hold_file if url.get_backend_name() == "sqlite" else _hold_connection
    with hold(url):
        yield


def lock_file(url: URL) -> Path:
    """Return the file beside a SQLite database that a nightly run holds."""
    file = Path(url.database or "")
    return file.with_name(f"{file.name}-nightly")


@contextmanager
def _hold_file(url: URL) -> Iterator[None]:
    with translated(url), closing(sqlite3.connect(lock_file(url), timeout=0, isolation_level=None)) as file:
        try:
            # Write-ahead: who finds it held can still read by whom.
            file.execute("PRAGMA journal_mode=WAL")
            file.execute("BEGIN IMMEDIATE")
            file.execute("CREATE TABLE IF NOT EXISTS holder (name TEXT, since TEXT)")
            file.execute("DELETE FROM holder")
            file.execute("INSERT INTO holder VALUES (?, ?)", (_own_name(), datetime.now(UTC).isoformat()))
            file.execute("COMMIT")
            # In between another may have come; then it holds the file, and this one does not.
            file.execute("BEGIN IMMEDIATE")
        except sqlite3.OperationalError as error:
            if error.sqlite_errorname not in {"SQLITE_BUSY", "SQLITE_LOCKED"}:
                raise
            raise _held(url, *_written_in(file)) from error
        yield


def _written_in(file: sqlite3.Connection) -> tuple[str, datetime | None]:
    try:
        row = file.execute("SELECT name, since FROM holder").fetchone()
    except sqlite3.OperationalError:
        row = None  # it has only just been made
    return (row[0], datetime.fromisoformat(row[1])) if row else ("", None)


@contextmanager
def _hold_connection(url: URL) -> Iterator[None]:
    engine = open_engine(url)
    try:
        with translated(url), engine.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
            connection.execute(
                text("SELECT set_config('application_name', :n, false)"), {"n": _own_name()[:63]}
            )
            # A machine that goes away says nothing; the server then finds out within minutes, not hours.
            for name, value in (("idle", "60"), ("interval", "20"), ("count", "6")):
                connection.exec_driver_sql(f"SET tcp_keepalives_{name} = {value}")
            if not connection.execute(text("SELECT pg_try_advisory_lock(:key)"), {"key": _KEY}).scalar():
                raise _held(url, *_connected(connection))
            yield
    finally:
        engine.dispose()


def _connected(connection: Connection) -> tuple[str, datetime | None]:
    row = connection.execute(_HOLDER, {"high": _KEY >> 32, "low": _KEY & 0xFFFFFFFF}).first()
    return (row[0], row[1]) if row is not None else ("", None)


def _own_name() -> str:
    return f"{_NAME}, {socket.gethostname()}, {os.getpid()}"


def _held(url: URL, name: str, since: datetime | None) -> StorageError:
    return StorageError(
        "Another nightly scan works on {database}: {holder}, since {since}. This one does nothing. "
        "Wait until that one is done, or end its process.",
        database=named(url),
        holder=name.removeprefix(f"{_NAME}, ") or "?",
        since=f"{since.astimezone():%Y-%m-%d %H:%M %Z}" if since else "?",
    )
