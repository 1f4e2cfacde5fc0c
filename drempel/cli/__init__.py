"""The command `drempel`, one file per command.

A command imports what it works with when it runs, so that `drempel --help` answers at once.
"""

import click

from drempel import __version__
from drempel.cli.channels import channels
from drempel.cli.check import check
from drempel.cli.checks import checks
from drempel.cli.compare import compare
from drempel.cli.config import config
from drempel.cli.counter import counter
from drempel.cli.db import db
from drempel.cli.decide import confirm, false_alarm, waive
from drempel.cli.doctor import doctor
from drempel.cli.explain import explain
from drempel.cli.nightly import nightly
from drempel.cli.program import Program, option
from drempel.cli.read import read
from drempel.cli.recheck import recheck
from drempel.cli.report import report
from drempel.cli.scan import scan
from drempel.cli.statement import statement
from drempel.cli.toets import toets
from drempel.i18n import N_


def _version(ctx: click.Context, _param: click.Parameter, is_asked: bool) -> None:
    if is_asked:
        click.echo(f"drempel {__version__}")
        ctx.exit()


@click.group(
    cls=Program,
    help=N_(
        "Drempel finds what shuts people out of the websites of public bodies: barriers for people with a "
        "disability, and hard language."
    ),
)
@option(
    "--version",
    is_flag=True,
    is_eager=True,
    expose_value=False,
    callback=_version,
    help=N_("Show the version."),
)
@option("--language", metavar="nl|en|fr", expose_value=False, help=N_("Language of this help."))
def main() -> None:
    """Hold all commands."""


for command in (
    scan,
    nightly,
    report,
    compare,
    channels,
    check,
    read,
    statement,
    toets,
    counter,
    checks,
    explain,
    waive,
    confirm,
    false_alarm,
    recheck,
    doctor,
    config,
    db,
):
    main.add_command(command)
