"""`drempel counter`: one page for the clerk at a counter, about one service."""

import click

from drempel.cli.options import Call, common, database, report_folder
from drempel.cli.program import Command, Exit
from drempel.cli.toets import named, service_argument, site_option
from drempel.cli.words import say
from drempel.i18n import N_


@click.command(
    cls=Command,
    help=N_(
        "Make one page for who helps people at a counter: where people get stuck on a service, which number "
        "or counter helps, and what people bring."
    ),
    example="drempel counter https://www.voorbeeld.example/huwelijk",
)
@service_argument
@site_option
@report_folder
@database
@common
def counter(call: Call, service: str | None, site: str | None, output: str | None, db: str | None) -> int:
    """Show the page, and write it to print."""
    wanted = named(service, "counter")
    settings = call.settings(report__folder=output, storage__url=db)
    # Here, for it is slow to load and other commands need it not.
    from drempel import sheets
    from drempel.i18n import catalogue
    from reports.sheets.web import counter_text
    from storage import Store

    with Store.open(settings.storage.url, create=False) as store:
        found = sheets.find_service(store, settings, wanted, site)
        page = sheets.counter_of(found, settings)
        path = sheets.write_counter(found, page, settings)
    if call.quiet:
        click.echo(str(path))
        return Exit.NOTHING_FOUND
    for line in counter_text(page, catalogue(settings.report.language)):
        click.echo(line)
    click.echo("")
    click.echo(f"{say('To print')}: {path}")
    return Exit.NOTHING_FOUND
