"""Engines for SQLite and PostgreSQL, transactions, and the translation of what databases complain about.

Everything that differs between the two databases, apart from migrations, is here.
"""

import json
import random
import sqlite3
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache, partial
from pathlib import Path
from typing import Any, Final, cast

from sqlalchemy import Connection, Engine, Insert, Row, Select, Table, create_engine, event
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.engine import URL, make_url
from sqlalchemy.exc import ArgumentError, DBAPIError, SQLAlchemyError

from drempel.errors import StorageConflict, StorageError
from storage.schema import clean

AnyRow = Row[*tuple[Any, ...]]
AnySelect = Select[*tuple[Any, ...]]

BUSY_TIMEOUT_S: Final = 30.0
"""How long a SQLite connection waits for another program that writes: a copy or a clean-up takes a while,
and a scan of hours must not end by it."""

CONNECT_TIMEOUT_S: Final = 10
"""How long to wait for a PostgreSQL server to answer."""


def database_url(text: str) -> URL:
    """Return the checked URL of a database; raises `StorageError` when it is none that Drempel can use."""
    try:
        url = make_url(text)
    except ArgumentError as error:
        raise StorageError(
            "{text} is not the URL of a database. Write sqlite:///drempel.db (a file) or "
            "postgresql+psycopg://user@host/database.",
            text=repr(text),
        ) from error
    match url.get_backend_name():
        case "sqlite":
            if not url.database or url.database == ":memory:" or url.query:
                raise StorageError(
                    "{text} names no file, and a database in memory is lost at the end. Write "
                    "for example sqlite:///drempel.db.",
                    text=repr(text),
                )
            return url.set(drivername="sqlite+pysqlite")
        case "postgresql":
            return url.set(drivername="postgresql+psycopg")
        case other:
            raise StorageError(
                "Drempel does not store in {backend}. Write sqlite:///drempel.db (a file) or "
                "postgresql+psycopg://user@host/database.",
                backend=other,
            )


def open_engine(url: URL, *, busy_timeout_s: float = BUSY_TIMEOUT_S) -> Engine:
    """Return an engine that connects when it is first used."""
    if url.get_backend_name() == "sqlite":
        engine = create_engine(url, json_serializer=to_json_text, connect_args={"timeout": busy_timeout_s})
        event.listen(engine, "connect", partial(_prepare_sqlite, busy_timeout_s))
        event.listen(engine, "begin", _begin_sqlite)
        return engine
    return create_engine(
        url,
        json_serializer=to_json_text,
        pool_pre_ping=True,
        pool_recycle=3600,
        connect_args={"connect_timeout": CONNECT_TIMEOUT_S, "application_name": "drempel"},
    )


def _prepare_sqlite(busy_timeout_s: float, connection: sqlite3.Connection, _record: object) -> None:
    """Set what SQLite keeps per connection; transactions are begun by `_begin_sqlite`, not by the driver."""
    connection.isolation_level = None
    until_s = time.monotonic() + busy_timeout_s
    while not _is_write_ahead(connection):
        # SQLite does not wait by itself where two programs make a new file write-ahead at the same moment.
        if time.monotonic() > until_s:
            connection.execute("PRAGMA journal_mode=WAL")
        time.sleep(random.uniform(0.01, 0.05))
    connection.execute("PRAGMA synchronous=NORMAL")
    connection.execute("PRAGMA foreign_keys=ON")


def _is_write_ahead(connection: sqlite3.Connection) -> bool:
    """Make the file write-ahead unless it is; say no where another program is in the way."""
    try:
        if connection.execute("PRAGMA page_count").fetchone() == (0,):
            # Only heeded while the file is still empty; later it would only wait for whoever writes.
            connection.execute("PRAGMA auto_vacuum=INCREMENTAL")
        # A memory disk or a file that may only be read keeps its own mode, and SQLite says which.
        connection.execute("PRAGMA journal_mode=WAL")
    except sqlite3.OperationalError as error:
        if error.sqlite_errorname.startswith("SQLITE_BUSY"):
            return False
        raise
    return True


def _begin_sqlite(connection: Connection) -> None:
    """Begin so that a writer takes its lock at once and never loses it halfway to another writer."""
    writes = connection.get_execution_options().get("drempel_writes", False)
    connection.exec_driver_sql("BEGIN IMMEDIATE" if writes else "BEGIN")


@contextmanager
def writing(engine: Engine) -> Iterator[Connection]:
    """Give a connection in a transaction that is committed at the end, or leaves nothing behind."""
    with translated(engine.url), engine.execution_options(drempel_writes=True).begin() as connection:
        yield connection


@contextmanager
def reading(engine: Engine) -> Iterator[Connection]:
    """Give a connection for reading; large results stream, also from PostgreSQL."""
    with translated(engine.url), engine.connect() as connection:
        yield connection


@contextmanager
def plain_sqlite(engine: Engine) -> Iterator[sqlite3.Connection]:
    """Give SQLite's own connection outside any transaction, for the statements that ask for that."""
    with translated(engine.url):
        raw = engine.raw_connection()
        try:
            yield cast(sqlite3.Connection, raw.dbapi_connection)
        finally:
            raw.close()


def insert(dialect: str, table: Table) -> postgresql.Insert | sqlite.Insert:
    """Return the dialect's own insert, which knows `on_conflict_do_update`."""
    return postgresql.insert(table) if dialect == "postgresql" else sqlite.insert(table)


@cache
def upsert(
    dialect: str,
    table: Table,
    keys: tuple[str, ...],
    changes: tuple[str, ...] = (),
    returning: tuple[str, ...] = (),
) -> Insert:
    """Return the statement that inserts a row, or changes these columns of the row with the same keys.

    Without `changes` the row that is there stays as it is. Kept, for it takes longer to build than to run.
    """
    statement = insert(dialect, table)
    if changes:
        statement = statement.on_conflict_do_update(
            index_elements=keys, set_={name: statement.excluded[name] for name in changes}
        )
    else:
        statement = statement.on_conflict_do_nothing(index_elements=keys)
    return statement.returning(*(table.c[name] for name in returning)) if returning else statement


def insert_all(connection: Connection, statement: Table | Insert, rows: list[dict[str, Any]]) -> None:
    """Insert rows, also when there are none: an empty list would else become one row of defaults."""
    if rows:
        connection.execute(statement.insert() if isinstance(statement, Table) else statement, rows)


def to_json_text(value: object) -> str:
    """Return compact JSON that both databases take, see `storage.schema.clean`."""
    text = json.dumps(value, ensure_ascii=False, separators=(",", ":"), allow_nan=False)
    if "\\u0000" in text or clean(text) != text:
        text = json.dumps(_cleaned(value), ensure_ascii=False, separators=(",", ":"), allow_nan=False)
    return text


def _cleaned(value: object) -> object:
    match value:
        case str():
            return clean(value)
        case dict():
            return {clean(key): _cleaned(item) for key, item in value.items()}
        case list() | tuple():
            return [_cleaned(item) for item in value]
        case _:
            return value


def named(url: URL) -> str:
    """Return how a message calls the database: the file, or the URL without its password."""
    if url.get_backend_name() == "sqlite":
        return str(Path(url.database or ""))
    return url.render_as_string(hide_password=True)


@contextmanager
def translated(url: URL) -> Iterator[None]:
    """Turn what the database or its driver raises into a `StorageError` that says what to do."""
    try:
        yield
    except DBAPIError as error:
        raise _explained(url, error.orig or error) from error
    except (sqlite3.Error, SQLAlchemyError) as error:
        raise _explained(url, error) from error
    except _postgres("Error") as error:
        raise _explained(url, error) from error


def _postgres(name: str) -> tuple[type[Exception], ...]:
    """Return the driver's class of errors of this name, or nothing where no PostgreSQL is used."""
    driver = sys.modules.get("psycopg")
    return (getattr(driver, name),) if driver else ()


_SQLITE: Final = {
    "SQLITE_BUSY": "{database} is locked by another program that writes. Wait until it is done, or end it, "
    "and try again; `drempel scan --resume` goes on with a scan.",
    "SQLITE_LOCKED": "{database} is locked by another part of this program. Try again.",
    "SQLITE_FULL": "{database}: the disk is full. Make room (`drempel db prune` throws old artefacts away) "
    "and continue with `drempel scan --resume`.",
    "SQLITE_READONLY": "{database} may only be read. Give this user the right to write the file and its "
    "folder, or set another [storage] url.",
    "SQLITE_CANTOPEN": "{database} cannot be opened. Check that its folder exists and that this user may "
    "write there.",
    "SQLITE_NOTADB": "{database} is not a SQLite database. Set another [storage] url, or move the file away.",
    "SQLITE_CORRUPT": "{database} is damaged. Put back the last copy; `sqlite3 FILE .recover` may save more.",
    "SQLITE_IOERR": "{database}: reading or writing failed. Check the disk (network drives do not suit "
    "SQLite) and continue with `drempel scan --resume`.",
}

_POSTGRESQL: Final = {
    "28": "{database}: the server refused this user. Check the user and the password.",
    "3D000": "{database}: the server has no such database. Create it with `createdb`, then try again.",
    "53100": "{database}: the server's disk is full. Make room and continue with `drempel scan --resume`.",
    "53": "{database}: the server has no room for more connections or memory. Try again later.",
    "25006": "{database} may only be read; it may be a standby server. Set the [storage] url of the main "
    "server.",
    "42501": "{database}: this user has no right to do that. Ask the owner of the database.",
    "55P03": "{database} is locked by another program. Wait until it is done and try again; "
    "`drempel scan --resume` goes on with a scan.",
    "57P": "{database}: the server is shutting down or broke the connection off. When it is back, "
    "`drempel scan --resume` goes on with a scan.",
    "40": "{database}: another program wrote the same rows at the same time. Try again.",
    "08": "{database} cannot be reached. Check that the server runs and that the address is right; "
    "`drempel scan --resume` goes on with a scan.",
}

_OTHER: Final = "{database}: the database refused."


def _explained(url: URL, error: BaseException) -> StorageError:
    """Return an error that says what happened and what to do, then the driver's own words."""
    if isinstance(error, sqlite3.Error):
        code, forms = getattr(error, "sqlite_errorname", None) or "", _SQLITE
    else:
        code, forms = getattr(error, "sqlstate", None) or "", _POSTGRESQL
        if not code and isinstance(error, _postgres("OperationalError")):
            # Failures to connect carry no code; the server's own words tell the two commonest apart.
            code = "3D000" if "does not exist" in str(error) and "database" in str(error) else "08"
    families = (code, code[:3], code[:2], "_".join(code.split("_")[:2]))  # 57P01: 57P; SQLITE_IOERR_FSYNC
    form = next((forms[family] for family in families if family in forms), _OTHER)
    kind = StorageConflict if form is _POSTGRESQL["40"] else StorageError
    return kind(form + " ({detail})", database=named(url), detail=" ".join(str(error).split()))
