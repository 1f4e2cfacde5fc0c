"""`drempel db upgrade`: bring the database to the form that this version needs."""

import click

from drempel.cli.options import Call, common
from drempel.cli.program import Exit, Group, option
from drempel.cli.words import say
from drempel.i18n import N_


@click.group(cls=Group, help=N_("Look after the database."))
def db() -> None:
    """Hold the commands about the database."""


@db.command(
    "upgrade",
    help=N_("Bring the database to the form that this version needs. A SQLite file is copied first."),
    example="drempel db upgrade",
)
@option("--db", "url", metavar="URL", help=N_("The database, for example sqlite:///drempel.db."))
@common
def upgrade(call: Call, url: str | None) -> int:
    """Upgrade and say what was done."""
    settings = call.settings(storage__url=url)
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
