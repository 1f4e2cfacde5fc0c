"""`drempel db`: bring the database up to date, look whether it is in order, copy it, and keep it small."""

import json
from pathlib import Path

import click

from drempel.cli.db_faults import FAULTS
from drempel.cli.options import Call, common, database, text_or_json
from drempel.cli.program import Exit, Group, option, with_same_database
from drempel.cli.words import count, explained, note, say, words
from drempel.errors import StorageError
from drempel.i18n import N_


@click.group(cls=Group, help=N_("Look after the database."))
def db() -> None:
    """Hold the commands about the database."""


@db.command(
    "upgrade",
    help=N_(
        "Bring the database to the form that this version needs. As it was, it is kept in a file first: a "
        "SQLite file beside it, PostgreSQL as an export in this folder."
    ),
    example="drempel db upgrade",
)
@option(
    "--without-copy", is_flag=True, help=N_("Keep no copy: for whoever has just made a backup otherwise.")
)
@database
@common
def upgrade(call: Call, without_copy: bool, db: str | None) -> int:
    """Upgrade and say what was done."""
    settings = call.settings(storage__url=db)
    from storage import revision

    done = revision.upgrade(settings.storage.url, copy=not without_copy)
    if not call.quiet:
        if done.before == done.after:
            click.echo(say("The database is up to date ({revision}).", revision=done.after))
        else:
            click.echo(say("The database was brought to form {revision}.", revision=done.after))
        if done.copy:
            click.echo(say("As it was before, it is kept in {file}.", file=done.copy))
    return Exit.NOTHING_FOUND


@db.command(
    "check",
    help=N_(
        "Look whether the database is in order: not damaged, of the form that this version needs, and "
        "without things that cannot be. Nothing changes. The exit code is 1 when something is wrong."
    ),
    example="drempel db check",
)
@text_or_json
@database
@common
def check(call: Call, form: str, db: str | None) -> int:
    """Look, and say what to do."""
    settings = call.settings(storage__url=db)
    from storage import condition, revision
    from storage.engine import database_url, named

    found, needed = revision.current(settings.storage.url), revision.head()
    faults = list(condition.faults(settings.storage.url, found))
    is_wrong = found != needed or any(fault.is_harm for fault in faults)
    if form == "json":
        said = {
            "revision": found,
            "needed": needed,
            "ok": not is_wrong,
            "faults": [
                {"key": one.key, "number": one.number, "harm": one.is_harm, "detail": one.detail}
                for one in faults
            ],
        }
        click.echo(json.dumps(said))
        return Exit.FOUND if is_wrong else Exit.NOTHING_FOUND
    if found is None:
        click.echo(
            explained(
                StorageError(
                    "{database} holds nothing of Drempel yet. Run `drempel db upgrade`, or start a scan.",
                    database=named(database_url(settings.storage.url)),
                )
            )
        )
    elif found != needed:
        called = [f"--config={call.config or ''}", f"--db={db or ''}"]
        click.echo(
            say("The database has form {found}, and this version needs {needed}.", found=found, needed=needed)
            + "\n  → "
            + with_same_database(say("Run `drempel db upgrade`."), called)
        )
    for fault in faults:
        what, advice = FAULTS[fault.key]
        told = say(what, n=words().number(fault.number))
        click.echo(told + (f" ({fault.detail})" if fault.detail else ""))
        click.echo(f"  → {say(advice)}")
    if not is_wrong and not call.quiet:
        click.echo(say("The database is in order ({revision}).", revision=found))
    return Exit.FOUND if is_wrong else Exit.NOTHING_FOUND


@db.command(
    "export",
    help=N_(
        "Write the whole database to one file, as lines of JSON compressed with zstd. It may hold personal "
        "data: names on pages, and pictures."
    ),
    example="drempel db export drempel.jsonl.zst",
)
@click.argument("file", type=click.Path(path_type=Path, dir_okay=False), metavar="FILE")
@option("--without-pages", is_flag=True, help=N_("Leave contents and pictures of pages out."))
@database
@common
def export(call: Call, file: Path, without_pages: bool, db: str | None) -> int:
    """Export and say how much."""
    settings = call.settings(storage__url=db)
    from storage.export import export as write

    done = write(settings.storage.url, file, artefacts=not without_pages)
    if not call.quiet:
        click.echo(count("{n} row written to {file}.", "{n} rows written to {file}.", done.rows, file=file))
        note(say("The file may hold personal data. Keep it where only those can read it who may."))
    return Exit.NOTHING_FOUND


@db.command(
    "import",
    help=N_(
        "Fill a new database with what `drempel db export` wrote. The other kind of database is fine too."
    ),
    example="drempel db import drempel.jsonl.zst --db sqlite:///nieuw.db",
)
@click.argument("file", type=click.Path(path_type=Path, dir_okay=False), metavar="FILE")
@database
@common
def import_(call: Call, file: Path, db: str | None) -> int:
    """Import, bring it up to date and say how much."""
    settings = call.settings(storage__url=db)
    from storage import revision
    from storage.export import restore

    done = restore(settings.storage.url, file)
    revision.upgrade(settings.storage.url, copy=False)
    if not call.quiet:
        click.echo(count("{n} row read from {file}.", "{n} rows read from {file}.", done.rows, file=file))
    return Exit.NOTHING_FOUND


@db.command(
    "prune",
    help=N_(
        "Throw away page contents and pictures of scans that are older than keep_artefacts_days. "
        "Findings and figures stay. Each scan does this at its end too."
    ),
    example="drempel db prune --dry-run",
)
@option("--dry-run", is_flag=True, help=N_("Only say what would go."))
@database
@common
def prune(call: Call, dry_run: bool, db: str | None) -> int:
    """Say what goes, and throw it away unless it is a dry run."""
    settings = call.settings(storage__url=db)
    from storage import Store

    with Store.open(settings.storage.url, create=False) as store:
        would = store.would_prune(settings.storage.keep_artefacts_days)
        size = words().number(would.stored_bytes / 1_000_000, 1)
        going = count(
            "{n} artefact is old enough to go ({size} MB).",
            "{n} artefacts are old enough to go ({size} MB).",
            would.artefacts,
            size=size,
        )
        if dry_run:
            click.echo(going)
            return Exit.NOTHING_FOUND
        if not call.quiet:
            note(going)
        done = store.prune(settings.storage.keep_artefacts_days)
    if not call.quiet:
        click.echo(count("{n} artefact thrown away", "{n} artefacts thrown away", done.artefacts))
    return Exit.NOTHING_FOUND
