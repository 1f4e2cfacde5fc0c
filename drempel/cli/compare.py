"""`drempel compare`: organisations beside each other, in bands and without a ranking."""

import json
from pathlib import Path
from typing import TYPE_CHECKING

import click

from drempel.cli.options import Call, common, database
from drempel.cli.program import Command, Exit, option
from drempel.cli.words import say, words
from drempel.i18n import N_

if TYPE_CHECKING:
    from reports.compare import Comparison
    from reports.wording import Wording

OVERVIEW = "index.html"
"""Page that leads to all reports."""


@click.command(
    cls=Command,
    help=N_(
        "Compare organisations by the newest scans of their sites: in bands, never as a ranking. Also tells "
        "which components fail at several of them. Nothing is visited."
    ),
    example="drempel compare --group gemeente",
)
@option("--group", metavar=N_("NAME"), help=N_("Only the organisations of this kind or group."))
@option(
    "--format",
    "form",
    type=click.Choice(["html", "pdf", "json", "csv", "xlsx"]),
    default="html",
    help=N_("html for people, pdf for paper, json for programs, csv and xlsx for spreadsheets."),
)
@option(
    "--output",
    metavar="FILE",
    help=N_(
        "File to write; csv needs a folder. Else vergelijking.html, vergelijking.pdf, vergelijking.xlsx or "
        "the folder vergelijking among the reports. JSON goes to stdout."
    ),
)
@database
@common
def compare(call: Call, group: str | None, form: str, output: str | None, db: str | None) -> int:
    """Write the page, or print the data."""
    settings = call.settings(storage__url=db)
    # Here, for it is slow to load and other commands need it not.
    from checks import registry
    from drempel import comparison
    from drempel.model.report import CheckCoverage
    from reports.base import FileOutput
    from reports.formats.comparison import comparison_data
    from reports.wording import Wording

    found = comparison.compare(settings, group or "")
    if form == "json":
        text = json.dumps(comparison_data(found), ensure_ascii=False, indent=2)
        if output is None:
            # A lone surrogate from a broken page cannot be written as UTF-8; JSON has a way to say it.
            click.echo(text.encode("utf-8", "backslashreplace").decode("utf-8"))
        else:
            with FileOutput(Path(output)) as out, out.open(output) as file:
                file.write(text + "\n")
        return Exit.NOTHING_FOUND
    told = Wording(words(), [CheckCoverage(info) for info in registry.catalogue()])
    path = _written(found, form, Path(output) if output else None, settings.report.folder, told)
    if form == "html" and output is None:
        from drempel.app import refresh_overview

        refresh_overview(settings)
    click.echo(str(path) if call.quiet else f"{say('Comparison')}: {path}")
    return Exit.NOTHING_FOUND


def _written(found: "Comparison", form: str, output: Path | None, folder: Path, told: "Wording") -> Path:
    """Write the page or the tables; return the file to open."""
    from reports.base import FileOutput, FolderOutput
    from reports.formats import comparison, comparison_pdf, comparison_tables

    if form == "csv":
        target = output or folder / comparison_tables.CSV_FOLDER
        with FolderOutput(target, comparison_tables.CSV_ENTRY, comparison_tables.CSV_OWNS) as out:
            comparison_tables.write_comparison_csv(found, out, told.catalogue, told)
        return target / comparison_tables.CSV_ENTRY
    if form == "xlsx":
        path = output or folder / comparison_tables.XLSX_ENTRY
        with FileOutput(path) as out:
            comparison_tables.write_comparison_xlsx(found, out, told.catalogue, told)
        return path
    if form == "pdf":
        path = output or folder / comparison_pdf.PDF_ENTRY
        with FileOutput(path) as out:
            comparison_pdf.write_comparison_pdf(found, out, told.catalogue, told)
        return path
    if output is not None:
        with FileOutput(output) as out:
            comparison.write_comparison(found, out, told.catalogue, told)
        return output
    overview = OVERVIEW if (folder / OVERVIEW).exists() else ""
    with FolderOutput(folder, comparison.ENTRY, comparison.OWNS) as out:
        comparison.write_comparison(found, out, told.catalogue, told, overview)
    return folder / comparison.ENTRY
