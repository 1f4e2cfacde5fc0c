"""`drempel db`: bring the database to the form that this version needs, and keep it small."""

import click

from drempel.cli.options import Call, common, database
from drempel.cli.program import Exit, Group
from drempel.cli.words import count, say
from drempel.i18n import N_


@click.group(cls=Group, help=N_("Look after the database."))
def db() -> None:
    """Hold the commands about the database."""


@db.command(
    "upgrade",
    help=N_("Bring the database to the form that this version needs. A SQLite file is copied first."),
    example="drempel db upgrade",
)
@database
@common
def upgrade(call: Call, db: str | None) -> int:
    """Upgrade and say what was done."""
    settings = call.settings(storage__url=db)
    from storage import revision

    done = revision.upgrade(settings.storage.url)
    if not call.quiet:
        if done.before == done.after:
            click.echo(say("The database is up to date ({revision}).", revision=done.after))
        else:
            click.echo(say("The database was brought to form {revision}.", revision=done.after))
        if done.copy:
            click.echo(say("As it was before, it is kept in {file}.", file=done.copy))
    return Exit.NOTHING_FOUND


@db.command(
    "prune",
    help=N_(
        "Throw away page contents and pictures of scans that are older than keep_artefacts_days. "
        "Findings and figures stay. Each scan does this at its end too."
    ),
    example="drempel db prune",
)
@database
@common
def prune(call: Call, db: str | None) -> int:
    """Throw old artefacts away and say how many."""
    settings = call.settings(storage__url=db)
    from storage import Store

    with Store.open(settings.storage.url, create=False) as store:
        done = store.prune(settings.storage.keep_artefacts_days)
    if not call.quiet:
        click.echo(count("{n} artefact thrown away", "{n} artefacts thrown away", done.artefacts))
    return Exit.NOTHING_FOUND
