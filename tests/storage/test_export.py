"""A whole database as one file, and back: also to the other kind of database, and of an older revision."""

import json
from pathlib import Path
from typing import Any

import pytest
import zstandard
from sqlalchemy import select

import storage
from drempel.errors import StorageError, UsageError
from drempel.indicators import compute
from drempel.model.artefact import DomCapture, Screenshot
from drempel.model.recheck import RejudgedPage
from storage import Store, schema
from storage.engine import database_url, open_engine
from storage.export import export, restore
from tests.storage.samples import (
    AXE,
    DOM,
    HOME,
    SCREENSHOT,
    SETTINGS,
    TOOLS,
    finding,
    ok,
    profile,
    record,
    scanned,
    start,
)


def fill(url: str) -> str:
    """Store two scans and a half, the first of them judged twice; return the id of that one."""
    with Store.open(url) as store:
        first = scanned(
            store,
            ok("a", finding("a"), text=profile("a"), dom=DOM, axe=AXE, screenshot=SCREENSHOT),
            ok("b", finding("b", params={"alt": "é ½ 😀"}), record=record("b", signature=2**64 - 3)),
        )
        again = store.start_recheck(first.id, SETTINGS, TOOLS)
        judged = ok("a", finding("c")).judgement
        assert judged is not None
        store.add_rejudged(again, [RejudgedPage(f"{HOME}a", judged, profile("a", 20.0))])
        store.finish_recheck(again, 1, {"alt-text-is-filename": 1}, compute)
        scanned(store, ok("a"), ok("b", finding("b")))
        start(store, "wacht")
    return first.id


def contents(url: str) -> dict[str, list[tuple[Any, ...]]]:
    engine = open_engine(database_url(url))
    try:
        with engine.connect() as connection:
            return {
                name: sorted((tuple(row) for row in connection.execute(select(table))), key=repr)
                for name, table in schema.metadata.tables.items()
            }
    finally:
        engine.dispose()


@pytest.mark.parametrize("target", ["sqlite", pytest.param("postgresql", marks=pytest.mark.postgres)])
def test_what_was_exported_is_restored_in_either_database(
    url: str, target: str, tmp_path: Path, request: pytest.FixtureRequest
) -> None:
    scan_id = fill(url)
    file = tmp_path / "alles.jsonl.zst"
    written = export(url, file)
    new = (
        f"sqlite:///{tmp_path / 'nieuw.db'}"
        if target == "sqlite"
        else request.getfixturevalue("postgres_url")
    )
    assert restore(new, file) == written
    assert written.revision == storage.head()
    assert contents(new) == contents(url)
    with Store.open(new) as store:
        assert store.artefact(scan_id, HOME + "a", DomCapture) == DOM
        assert store.artefact(scan_id, HOME + "a", Screenshot) == SCREENSHOT
        # New rows get numbers of their own.
        scanned(store, ok("c", finding("c")))
        assert len(store.scans()) == 4


def test_an_export_without_contents_of_pages(url: str, tmp_path: Path) -> None:
    fill(url)
    file = tmp_path / "zonder.jsonl.zst"
    export(url, file, artefacts=False)
    lines = read(file)
    assert lines[0]["artefacts"] is False
    assert "snapshot_artefact" not in {line[0] for line in lines[1:]}
    new = f"sqlite:///{tmp_path / 'nieuw.db'}"
    restore(new, file)
    assert contents(new)["artefact"] == []
    assert contents(new)["finding"] == contents(url)["finding"]


def read(file: Path) -> list[Any]:
    with zstandard.open(file, "rt", encoding="utf-8") as lines:
        return [json.loads(line) for line in lines]


def test_the_file_is_the_documented_format(url: str, tmp_path: Path) -> None:
    fill(url)
    file = tmp_path / "alles.jsonl.zst"
    written = export(url, file)
    head, *rows, end = read(file)
    assert {key: head[key] for key in ("format", "version", "revision")} == {
        "format": "drempel-export",
        "version": 1,
        "revision": storage.head(),
    }
    assert end == ["", {"rows": written.rows}]
    assert len(rows) == written.rows
    scan = next(row for table, row in rows if table == "scan")
    assert scan["started_at"]["$at"].endswith("+00:00")
    assert scan["settings"]["$j"]["standard"] == "en301549-3.2.1"
    assert set(next(row for table, row in rows if table == "page")["digest"]) == {"$b"}
    order = list(dict.fromkeys(table for table, _ in rows))
    assert order.index("scan") < order.index("snapshot") < order.index("snapshot_artefact")


def test_a_file_that_is_cut_off_fills_nothing(url: str, tmp_path: Path) -> None:
    fill(url)
    file = tmp_path / "alles.jsonl.zst"
    export(url, file)
    lines = read(file)
    short = tmp_path / "kort.jsonl.zst"
    for kept in (lines[:-1], lines[:-5] + lines[-1:]):
        with zstandard.open(short, "wt", encoding="utf-8") as out:
            out.writelines(json.dumps(line) + "\n" for line in kept)
        new = f"sqlite:///{tmp_path / f'nieuw{len(kept)}.db'}"
        with pytest.raises(UsageError, match="is not whole"):
            restore(new, short)
        assert not any(contents(new).values())
    short.write_bytes(file.read_bytes()[:-40])
    with pytest.raises(UsageError, match=r"is not whole|is no export"):
        restore(f"sqlite:///{tmp_path / 'nog.db'}", short)


def test_what_is_no_export_is_refused(tmp_path: Path) -> None:
    file = tmp_path / "brief.txt"
    file.write_text("Geachte heer, mevrouw")
    with pytest.raises(UsageError, match=r"brief\.txt is no export"):
        restore(f"sqlite:///{tmp_path / 'nieuw.db'}", file)
    with zstandard.open(file, "wt", encoding="utf-8") as out:
        out.write('{"format": "drempel-export", "version": 1, "revision": "0999"}\n')
    with pytest.raises(StorageError, match=r"newer Drempel \(revision 0999"):
        restore(f"sqlite:///{tmp_path / 'nieuw.db'}", file)


def test_a_database_with_something_in_it_is_not_overwritten(url: str, tmp_path: Path) -> None:
    fill(url)
    file = tmp_path / "alles.jsonl.zst"
    export(url, file)
    before = contents(url)
    with pytest.raises(StorageError, match="is not empty"):
        restore(url, file)
    assert contents(url) == before


def test_a_disk_that_gets_full_leaves_no_half_file(
    url: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    fill(url)
    file = tmp_path / "alles.jsonl.zst"
    monkeypatch.setattr("storage.export.os.fsync", full)
    with pytest.raises(OSError, match="No space left"):
        export(url, file)
    assert [path.name for path in tmp_path.iterdir() if "jsonl" in path.name] == []


def full(_number: int) -> None:
    raise OSError(28, "No space left on device")


@pytest.mark.postgres
def test_a_postgresql_database_is_kept_before_it_is_upgraded(
    postgres_url: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    scan_id = fill(postgres_url)
    storage.downgrade(postgres_url, "0005")
    done = storage.upgrade(postgres_url)
    assert done.copy is not None
    assert done.copy.parent == tmp_path
    assert "-0005-" in done.copy.name
    # The copy is of before, and comes up to date as any database does.
    old = f"sqlite:///{tmp_path / 'terug.db'}"
    assert restore(old, done.copy).revision == "0005"
    assert storage.upgrade(old).before == "0005"
    with Store.open(old) as store:
        assert [found for _, found in store.report_source(scan_id, (), ()).findings()] == [
            finding("a"),
            finding("b", params={"alt": "é ½ 😀"}),
        ]
    storage.downgrade(postgres_url, "0005")
    assert storage.upgrade(postgres_url, copy=False).copy is None
