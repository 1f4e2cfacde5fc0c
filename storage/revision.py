"""Which revision a database has, and how it gets to the one that this program needs.

Alembic is only loaded when there is a step to run: opening an up-to-date database costs one query.
"""

import sqlite3
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, Final

from sqlalchemy import Connection, Engine, column, inspect, select, table
from sqlalchemy.engine import URL

from drempel.errors import StorageError
from storage.engine import AnySelect, database_url, named, open_engine, plain_sqlite, reading, translated
from storage.schema import REVISION, VERSION_TABLE, metadata

_LOCK: Final = 0x6472656D70656C
"""Key of PostgreSQL's advisory lock ("drempel"): two programs never run the same step at once."""


@dataclass(frozen=True, slots=True)
class Upgrade:
    """What an upgrade did: the revisions (`None`: there was nothing yet) and the copy made first, if any."""

    before: str | None
    after: str
    copy: Path | None = None


def head() -> str:
    """Return the revision that this program needs."""
    return REVISION


def current(url: str) -> str | None:
    """Return the revision of a database; `None` when it holds nothing of Drempel yet."""
    engine = open_engine(_existing(database_url(url)))
    try:
        with reading(engine) as connection:
            return _current(connection)
    finally:
        engine.dispose()


def upgrade(url: str, to: str = "head", *, copy: bool = True) -> Upgrade:
    """Bring a database to the revision that this program needs; as it was is kept in a file first.

    Of a SQLite file the copy stands beside it. Of PostgreSQL it is an export (`storage.export`) in the folder
    where the program works. Both have revision and time in their names. All steps are one transaction.
    """
    address = database_url(url)
    engine = open_engine(address)
    try:
        with reading(engine) as connection:
            before = _current(connection)
        if before is not None and not _is_known(before):
            raise _newer(address, before)
        if before == to or (before == REVISION and to == "head"):
            return Upgrade(before, before)
        kept = _kept(engine, url, before) if copy and before is not None else None
        _run(engine, "upgrade", to)
        with reading(engine) as connection:
            return Upgrade(before, _current(connection) or "", kept)
    finally:
        engine.dispose()


def upgrade_empty(url: str, to: str) -> None:
    """Make the tables of a revision in a database that has none; raises `StorageError` for another one."""
    address = database_url(url)
    engine = open_engine(address)
    try:
        with reading(engine) as connection:
            is_empty = _current(connection) is None
        if not is_empty:
            raise StorageError(
                "{database} is not empty. Import into a new database, then use that one.",
                database=named(address),
            )
        _run(engine, "upgrade", to)
    finally:
        engine.dispose()


def require_known(revision: str, name: str) -> None:
    """Raise `StorageError` for a revision of a newer program; `name` is where it was found."""
    if not _is_known(revision):
        raise StorageError(
            "{database} was made by a newer Drempel (revision {found}; this one knows up to "
            "{needed}). Install that version, or set another [storage] url.",
            database=name,
            found=revision,
            needed=REVISION,
        )


def downgrade(url: str, to: str) -> None:
    """Undo steps down to a revision, or all of them with `base`; data that only they could hold is lost."""
    engine = open_engine(_existing(database_url(url)))
    try:
        _run(engine, "downgrade", to)
    finally:
        engine.dispose()


def require_head(engine: Engine, *, create: bool) -> None:
    """Check that a database has the revision that this program needs.

    One without any tables gets them when `create` is true. Raises `StorageError` with what to do otherwise.
    """
    if not create:
        _existing(engine.url)
    with reading(engine) as connection:
        found = _current(connection)
    if found == REVISION:
        return
    if found is None and create:
        _run(engine, "upgrade", "head")
    elif found is None:
        raise StorageError(
            "{database} holds nothing of Drempel yet. Run `drempel db upgrade`, or start a scan.",
            database=named(engine.url),
        )
    elif _is_known(found):
        raise StorageError(
            "{database} was made by an older Drempel (revision {found}; this one needs "
            "{needed}). Run `drempel db upgrade`.",
            database=named(engine.url),
            found=found,
            needed=REVISION,
        )
    else:
        raise _newer(engine.url, found)


def _newer(url: URL, found: str) -> StorageError:
    return StorageError(
        "{database} was made by a newer Drempel (revision {found}; this one knows up to "
        "{needed}). Install that version, or set another [storage] url.",
        database=named(url),
        found=found,
        needed=REVISION,
    )


def _existing(url: URL) -> URL:
    """Return the URL; raises `StorageError` for a file that is not there, which SQLite would make."""
    if url.get_backend_name() == "sqlite" and not Path(url.database or "").exists():
        raise StorageError(
            "{database} does not exist. Start a scan to make it, or check [storage] url.", database=named(url)
        )
    return url


def _current(connection: Connection) -> str | None:
    tables = set(inspect(connection).get_table_names())
    if VERSION_TABLE in tables:
        query: AnySelect = select(column("version_num")).select_from(table(VERSION_TABLE))
        revision = connection.execute(query).scalar()
        if revision is not None:
            return str(revision)
    # Another program may share a PostgreSQL database, but never a file and never a table.
    foreign = tables - {VERSION_TABLE}
    if connection.dialect.name == "postgresql":
        foreign &= set(metadata.tables)
    if foreign:
        raise StorageError(
            "{database} holds tables that Drempel did not make ({tables}). Set another [storage] url.",
            database=named(connection.engine.url),
            tables=", ".join(sorted(foreign)[:3]),
        )
    return None


def _kept(engine: Engine, url: str, revision: str) -> Path:
    """Write the database as it is to a file and return its path."""
    file = Path(engine.url.database or "")
    name = f"{file.stem}-{revision}-{datetime.now(UTC):%Y%m%dT%H%M%SZ}"
    if engine.dialect.name != "sqlite":
        from storage.export import export  # it needs this module

        copy = Path.cwd() / f"{name}.jsonl.zst"
        export(url, copy)
        return copy
    copy = file.with_name(f"{name}{file.suffix}")
    with plain_sqlite(engine) as connection:
        connection.execute("VACUUM INTO ?", (str(copy),))
    return copy


def _run(engine: Engine, command: str, to: str) -> None:
    """Run alembic's steps in one transaction that nobody else can be in."""
    from alembic import command as commands
    from alembic.config import Config

    config = Config()
    config.set_main_option("script_location", "storage:migrations")
    with translated(engine.url), engine.execution_options(drempel_writes=True).connect() as connection:
        if is_file := engine.dialect.name == "sqlite":
            # A step that rebuilds a table drops the old one; that must not cascade. Only heeded outside
            # a transaction.
            _sqlite(connection.connection).execute("PRAGMA foreign_keys=OFF")
        try:
            with connection.begin():
                if not is_file:
                    connection.exec_driver_sql(f"SELECT pg_advisory_xact_lock({_LOCK})")
                config.attributes["connection"] = connection
                getattr(commands, command)(config, to)
                if is_file and connection.exec_driver_sql("PRAGMA foreign_key_check").first():
                    raise StorageError(
                        "{database}: the step left rows without their owner and was undone. "
                        "Please report this.",
                        database=named(engine.url),
                    )
        finally:
            if is_file:
                _sqlite(connection.connection).execute("PRAGMA foreign_keys=ON")


def _is_known(revision: str) -> bool:
    from alembic.config import Config
    from alembic.script import ScriptDirectory
    from alembic.util import CommandError

    config = Config()
    config.set_main_option("script_location", "storage:migrations")
    try:
        return ScriptDirectory.from_config(config).get_revision(revision) is not None
    except CommandError:
        return False


def _sqlite(connection: Any) -> sqlite3.Connection:
    """Return the driver's own connection."""
    found: sqlite3.Connection = connection.dbapi_connection
    return found
