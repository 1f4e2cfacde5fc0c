"""`drempel report`: write the report of a stored scan again, without visiting anything."""

from pathlib import Path

import click

from drempel.cli.options import Call, common, database, report_folder, report_format
from drempel.cli.program import Command, Exit, option
from drempel.cli.words import say
from drempel.i18n import N_


@click.command(
    cls=Command,
    help=N_(
        "Write reports of scans that are in the database. Without options that is the newest scan of every "
        "site."
    ),
    example="drempel report --entity gemeente-voorbeeld --format html --format csv",
)
@option("--entity", metavar="ID", help=N_("Only the sites of this entity."))
@option("--scan", "scan_id", metavar="ID", help=N_("This very scan."))
@report_format
@report_folder
@database
@common
def report(
    call: Call,
    entity: str | None,
    scan_id: str | None,
    formats: tuple[str, ...],
    output: str | None,
    db: str | None,
) -> int:
    """Write reports and print where they are."""
    settings = call.settings(report__formats=formats, report__folder=output, storage__url=db)
    from drempel import app
    from drempel.cli.known import tell_about_nothing, verify_formats

    verify_formats(settings.report.formats)
    folder: Path = settings.report.folder
    written = app.write_reports(
        settings, entity=entity, scan=scan_id, formats=settings.report.formats, folder=folder
    )
    tell_about_nothing(settings)
    click.echo(str(written) if call.quiet else f"{say('Report')}: {written}")
    return Exit.NOTHING_FOUND
