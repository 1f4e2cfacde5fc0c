"""The whole database as one file, and back: for a copy before an upgrade, or for another database or program.

Lines of JSON, compressed with zstd, read and written as they pass by. The first line says what it is:
`{"format": "drempel-export", "version": 1, "revision": "0008", "at": …}`. Each other line is one row:
`["scan", {"id": 1, …}]`, tables in an order in which every row comes after those that it points at. Moments
are `{"$at": "2026-03-02T21:00:00+00:00"}`, bytes `{"$b": "…"}` in base64, columns of JSON `{"$j": …}`. The
last line, `["", {"rows": …}]`, tells that nothing is missing.

The tables are asked of the database itself, not of `storage.schema`: so a database of an older revision can
be exported by a newer program, which is what a copy before an upgrade is.
"""

import json
import os
from base64 import b64decode, b64encode
from collections.abc import Callable, Iterator
from contextlib import suppress
from dataclasses import dataclass
from datetime import UTC, datetime
from io import TextIOWrapper
from pathlib import Path
from typing import Any, BinaryIO, Final

import zstandard
from sqlalchemy import JSON, Connection, Engine, MetaData, Table, inspect, select, text

from drempel.errors import StorageError, UsageError
from storage import schema
from storage.engine import database_url, named, open_engine, reading, writing
from storage.revision import current, require_known, upgrade_empty

FORMAT: Final = "drempel-export"
VERSION: Final = 1
ARTEFACTS: Final = frozenset({"artefact", "snapshot_artefact"})
"""Tables that hold contents and pictures of pages."""

_ROWS: Final = 1000


@dataclass(frozen=True, slots=True)
class Exported:
    """What a file holds."""

    revision: str
    rows: int


def export(url: str, file: Path, *, artefacts: bool = True) -> Exported:
    """Write all rows to a file, which is there only when it is whole; without `artefacts` it holds no pages.

    What scans write meanwhile is not in it. Raises `StorageError`, and `OSError` for the file.
    """
    revision = current(url)
    if revision is None:
        raise StorageError(
            "{database} holds nothing of Drempel yet. Run `drempel db upgrade`, or start a scan.",
            database=named(database_url(url)),
        )
    engine = open_engine(database_url(url))
    part = file.with_name(f".{file.name}.part")
    try:
        with part.open("wb") as raw:
            rows = _write(engine, revision, raw, artefacts=artefacts)
            raw.flush()
            os.fsync(raw.fileno())
        part.replace(file)
    finally:
        engine.dispose()
        with suppress(FileNotFoundError):
            part.unlink()
    return Exported(revision, rows)


def _write(engine: Engine, revision: str, raw: BinaryIO, *, artefacts: bool) -> int:
    number = 0
    head = {
        "format": FORMAT,
        "version": VERSION,
        "revision": revision,
        "at": datetime.now(UTC).isoformat(),
        "artefacts": artefacts,
    }
    with (
        zstandard.ZstdCompressor(level=6).stream_writer(raw, closefd=False) as packed,
        TextIOWrapper(packed, encoding="utf-8", errors="surrogatepass", newline="\n") as out,
        reading(engine) as connection,
    ):
        if connection.dialect.name == "postgresql":
            # One moment for all tables, as a transaction of SQLite gives by itself.
            connection.execute(text("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ READ ONLY"))
        out.write(json.dumps(head) + "\n")
        for table in _tables(connection):
            if table.name in ARTEFACTS and not artefacts:
                continue
            read = [(column.name, _packing(column.type)) for column in table.columns]
            query = select(table).order_by(*table.primary_key.columns)
            with connection.execute(query, execution_options={"yield_per": _ROWS}) as rows:
                for row in rows:
                    values = {name: pack(row[at]) for at, (name, pack) in enumerate(read)}
                    out.write(json.dumps([table.name, values], ensure_ascii=False) + "\n")
                    number += 1
        out.write(json.dumps(["", {"rows": number}]) + "\n")
    return number


def restore(url: str, file: Path) -> Exported:
    """Fill an empty database with what a file holds: all of it, or in case of an error nothing.

    The database then has the revision of the file; `upgrade` brings it further. Raises `StorageError`, and
    `UsageError` for a file that is none, is not whole, or was made by a newer Drempel.
    """
    with file.open("rb") as raw:
        lines = _lines(raw, file)
        head = next(lines, None)
        if not isinstance(head, dict) or head.get("format") != FORMAT or head.get("version") != VERSION:
            raise UsageError("{file} is no export of Drempel that this version can read.", file=str(file))
        revision = str(head["revision"])
        require_known(revision, str(file))
        upgrade_empty(url, revision)
        engine = open_engine(database_url(url))
        try:
            with writing(engine) as connection:
                rows = _fill(connection, lines, file)
        finally:
            engine.dispose()
    return Exported(revision, rows)


def _fill(connection: Connection, lines: Iterator[Any], file: Path) -> int:
    tables = {table.name: table for table in _tables(connection)}
    unpack = _unpacking(is_file=connection.dialect.name == "sqlite")
    waiting: list[dict[str, Any]] = []
    name = ""
    for number, line in enumerate(lines):
        if line[0] != name or len(waiting) == _ROWS:
            if waiting:
                connection.execute(tables[name].insert(), waiting)
            waiting = []
            name = line[0]
        if not name:
            if line[1].get("rows") != number:
                break
            _advance(connection, tables.values())
            return number
        waiting.append({key: unpack(value) for key, value in line[1].items()})
    raise UsageError("{file} is not whole: its end is missing. Export again.", file=str(file))


def _advance(connection: Connection, tables: Any) -> None:
    """Let PostgreSQL number new rows after those that came with their numbers; SQLite does so by itself."""
    if connection.dialect.name != "postgresql":
        return
    for table in tables:
        if (
            "id" in table.columns
            and connection.execute(
                text("SELECT pg_get_serial_sequence(:name, 'id')"), {"name": table.name}
            ).scalar()
        ):
            connection.execute(
                text(
                    f"SELECT setval(pg_get_serial_sequence(:name, 'id'), max(id)) FROM {table.name} "
                    "HAVING max(id) IS NOT NULL"
                ),
                {"name": table.name},
            )


def _lines(raw: BinaryIO, file: Path) -> Iterator[Any]:
    try:
        with (
            zstandard.ZstdDecompressor().stream_reader(raw, closefd=False) as packed,
            TextIOWrapper(packed, encoding="utf-8", errors="surrogatepass") as text_lines,
        ):
            for line in text_lines:
                yield json.loads(line)
    except (zstandard.ZstdError, ValueError) as error:
        raise UsageError(
            "{file} is no export of Drempel that this version can read.", file=str(file)
        ) from error


def _tables(connection: Connection) -> list[Table]:
    """Return our tables as they are in the database, owners first."""
    known = set(inspect(connection).get_table_names()) & (set(schema.metadata.tables) | schema.FORMER)
    found = MetaData()
    found.reflect(connection, only=sorted(known))
    for column in (column for table in found.tables.values() for column in table.columns):
        if isinstance(column.type, JSON):
            column.type.none_as_null = True
    return list(found.sorted_tables)


def _packing(kind: Any) -> Callable[[Any], Any]:
    if isinstance(kind, JSON):
        return lambda value: None if value is None else {"$j": value}

    def pack(value: Any) -> Any:
        match value:
            case datetime():
                aware = value.replace(tzinfo=UTC) if value.tzinfo is None else value.astimezone(UTC)
                return {"$at": aware.isoformat()}
            case bytes() | memoryview():
                return {"$b": b64encode(bytes(value)).decode("ascii")}
            case _:
                return value

    return pack


def _unpacking(*, is_file: bool) -> Callable[[Any], Any]:
    def unpack(value: Any) -> Any:
        match value:
            case {"$j": data}:
                return data
            case {"$b": data}:
                return b64decode(data)
            case {"$at": moment}:
                aware = datetime.fromisoformat(moment)
                return aware.replace(tzinfo=None) if is_file else aware
            case _:
                return value

    return unpack
