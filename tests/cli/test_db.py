"""`drempel db`: check, export, import, prune."""

import json
import shlex
from datetime import UTC, datetime, timedelta
from pathlib import Path

from sqlalchemy import text

import storage
from drempel.cli.program import with_same_database
from storage import Store
from tests.cli.conftest import Run
from tests.storage.samples import DOM, finding, ok, scanned

DB = "sqlite:///x.db"


def test_check_says_that_all_is_well(run: Run, folder: Path) -> None:
    run("db", "upgrade", "--db", DB)
    done = run("db", "check", "--db", DB)
    assert (done.code, done.out) == (0, f"De database is in orde ({storage.head()}).\n")
    assert run("db", "check", "--db", DB, "--quiet").out == ""
    told = json.loads(run("db", "check", "--db", DB, "--format", "json").out)
    assert told == {"revision": storage.head(), "needed": storage.head(), "ok": True, "faults": []}


def test_check_says_what_is_wrong_and_what_to_do(run: Run, folder: Path) -> None:
    with Store.open(DB) as store:
        scanned(store, ok("a", finding("a")))
        with store._writing() as connection:
            connection.execute(text("DELETE FROM occurrence"))
    done = run("db", "check", "--db", DB)
    assert done.code == 1
    assert done.out == (
        "Aantal problemen die open zijn en op geen enkele pagina staan: 1.\n"
        "  → Scan de website opnieuw. Komt het terug, meld het dan.\n"
    )
    (fault,) = json.loads(run("db", "check", "--db", DB, "--format", "json").out)["faults"]
    assert fault == {"key": "open-and-nowhere", "number": 1, "harm": True, "detail": ""}


def test_check_of_an_older_database(run: Run, folder: Path) -> None:
    Store.open(DB).close()
    storage.downgrade(DB, "0004")
    done = run("db", "check", "--db", DB)
    assert done.code == 1
    assert f"heeft vorm 0004, en deze versie heeft {storage.head()} nodig" in done.out
    assert f"`drempel db upgrade --db {DB}`" in done.out


def test_an_older_database_is_told_with_the_command_that_mends_it(run: Run, folder: Path) -> None:
    Store.open(DB).close()
    storage.downgrade(DB, "0004")
    (folder / "mijn map.toml").write_text(f'[storage]\nurl = "{DB}"\n')
    for given, wanted in (
        (["--db", DB], f"--db {DB}"),
        ([f"--db={DB}"], f"--db {DB}"),
        (["--config", "mijn map.toml"], "--config 'mijn map.toml'"),
    ):
        assert f"`drempel db upgrade {wanted}`" in run("report", *given).err
        assert f"`drempel db upgrade {wanted}`" in run("db", "check", *given).out
    words = f"drempel db upgrade {wanted}"
    assert run(*shlex.split(words)[1:]).code == 0
    assert "upgrade" not in run("report", "--db", DB).err


def test_a_password_is_not_repeated() -> None:
    address = "postgresql+psycopg://jan:ge-heim!1@db.example:5432/drempel"
    told = with_same_database("Voer uit: `drempel db upgrade`.", ["scan", "--db", address])
    assert (
        told == "Voer uit: `drempel db upgrade --db 'postgresql+psycopg://jan:***@db.example:5432/drempel'`."
    )
    assert (
        with_same_database("Voer uit: `drempel db upgrade`.", ["scan"]) == "Voer uit: `drempel db upgrade`."
    )


def test_check_of_a_database_with_nothing_in_it(run: Run, folder: Path) -> None:
    Store.open(DB).close()
    storage.downgrade(DB, "base")
    done = run("db", "check", "--db", DB)
    assert (done.code, "staat nog niets van Drempel. Voer" in done.out) == (1, True)
    assert "None" not in done.out


def test_check_of_a_database_that_is_not_there(run: Run, folder: Path) -> None:
    done = run("db", "check", "--db", DB)
    assert (done.code, done.out) == (2, "")
    assert not (folder / "x.db").exists()


def test_export_and_import(run: Run, folder: Path) -> None:
    with Store.open(DB) as store:
        scan = scanned(store, ok("a", finding("a"), dom=DOM))
    done = run("db", "export", "uit.jsonl.zst", "--db", DB)
    assert done.code == 0
    assert done.out.endswith("rijen geschreven naar uit.jsonl.zst.\n")
    assert "persoonsgegevens" in done.err
    done = run("db", "import", "uit.jsonl.zst", "--db", "sqlite:///y.db")
    assert done.out.endswith("rijen gelezen uit uit.jsonl.zst.\n")
    with Store.open("sqlite:///y.db") as store:
        assert store.scans()[0].id == scan.id
    again = run("db", "import", "uit.jsonl.zst", "--db", "sqlite:///y.db")
    assert again.code == 2
    assert "y.db is niet leeg" in again.err
    assert "bestaat niet" in run("db", "export", "z.zst", "--db", "sqlite:///weg.db").err
    assert not (folder / "z.zst").exists()


def test_prune_says_first_what_goes(run: Run, folder: Path) -> None:
    then = datetime.now(UTC) - timedelta(days=200)
    with Store.open(DB, clock=lambda: then) as store:
        scanned(store, ok("a", dom=DOM))
        scanned(store, ok("a"))
    dry = run("db", "prune", "--dry-run", "--db", DB)
    assert (dry.code, dry.out) == (0, "1 stuk is oud genoeg om weg te gaan (0,0 MB).\n")
    done = run("db", "prune", "--db", DB)
    assert (done.out, done.err) == ("1 stuk weggegooid\n", dry.out)
    assert run("db", "prune", "--dry-run", "--db", DB).out.startswith("0 stukken zijn oud genoeg")
