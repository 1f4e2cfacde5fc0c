"""`drempel toets`: the e-inclusion test of one service, to fill in; and reading back what people answered."""

from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Final

import click

from drempel.cli.options import Call, common, database, report_folder
from drempel.cli.program import Command, Exit, WrongUse, option
from drempel.cli.words import count, say
from drempel.i18n import N_

if TYPE_CHECKING:
    from drempel.toets_answers import AnswersWrong, Problem

FORMATS: Final = ("html", "docx", "pdf", "xlsx", "json")

MISTAKES: Final = {
    "other-service": N_(
        "These answers are about another service: {url}. Give that address to drempel toets."
    ),
    "twice": N_("{code} stands there twice. Keep one of them."),
    "no-answer": N_("There is no answer in it. Fill in at least one."),
    "near-code": N_("There is no question {code}. Do you mean {near}?"),
    "bad-code": N_("There is no question {code}. Take the code from a new sheet."),
    "bad-answer": N_("“{answer}” is no answer. Choose: yes, no, unknown or na."),
    "no-number": N_("Write the number of people as a whole number, for example 4."),
    "both-numbers": N_("Write both numbers: how many people tried it, and how many managed."),
    "more-than-tried": N_("More people managed than tried. Correct the numbers."),
    "bad-date": N_("“{date}” is not a date. Write it like this: 2026-11-29"),
    "too-large": N_("The file is too large to be a sheet with answers."),
    "broken": N_("It is no JSON and no XLSX file, or it is broken. Save it again, or make a new sheet."),
    "no-sheet": N_("It is no sheet of an e-inclusion test. Make one with: drempel toets"),
}
_MOST: Final = 10

service_argument = click.argument("service", metavar=N_("SERVICE"), required=False)
site_option = option(
    "--site", metavar="ID|URL", help=N_("Look in the last scan of this site only, by its name or address.")
)


@click.command(
    cls=Command,
    help=N_(
        "Make the e-inclusion test of one service: what the scan knows, what people look at, and tasks for a "
        "test panel. Or read back what people answered."
    ),
    example="drempel toets https://www.voorbeeld.example/huwelijk --format html --format xlsx",
)
@service_argument
@site_option
@option(
    "--answers",
    "file",
    type=click.Path(path_type=Path),
    metavar=N_("FILE"),
    help=N_("Read the answers in this XLSX or JSON file. They then stand in the report."),
)
@option(
    "--format",
    "formats",
    multiple=True,
    type=click.Choice(FORMATS),
    help=N_("Format of the sheet; may be repeated. Without it all: html, docx, pdf, xlsx and json."),
)
@report_folder
@database
@common
def toets(
    call: Call,
    service: str | None,
    site: str | None,
    file: Path | None,
    formats: tuple[str, ...],
    output: str | None,
    db: str | None,
) -> int:
    """Write a sheet, or read one back."""
    wanted = named(service, "toets")
    settings = call.settings(report__folder=output, storage__url=db)
    # Here, for it is slow to load and other commands need it not.
    from drempel import sheets
    from drempel.toets_answers import AnswersWrong
    from storage import Store

    if file is not None and not file.is_file():
        raise WrongUse(say("There is no file “{file}”. Look at the name and the folder.", file=file))
    with Store.open(settings.storage.url, create=False) as store:
        found = sheets.find_service(store, settings, wanted, site)
        if file is not None:
            try:
                answers = sheets.read_back(found, settings, file, date.today())  # noqa: DTZ011 - their calendar
            except AnswersWrong as error:
                raise WrongUse(_told(error)) from error
            click.echo(count("{n} answer was stored.", "{n} answers were stored.", len(answers)))
            click.echo(say("They stand in the next report. Make it with: drempel report"))
            return Exit.NOTHING_FOUND
        written = sheets.write_sheet(found, settings, formats or FORMATS)
    for path in written:
        click.echo(str(path) if call.quiet else f"{say('Sheet')}: {path}")
    return Exit.NOTHING_FOUND


def named(service: str | None, command: str) -> str:
    """Return the service that was asked for; raises `WrongUse` where none was."""
    if not (service or "").strip():
        raise WrongUse(
            say(
                "Name a service, or give the address of its page. See: drempel {command} --help",
                command=command,
            )
        )
    return str(service)


def _told(error: "AnswersWrong") -> str:
    """Return all mistakes of a file, a line each, and what became of the answers."""
    number = len(error.problems)
    lines = [
        count(
            "“{file}” was not read: {n} thing is wrong.",
            "“{file}” was not read: {n} things are wrong.",
            number,
            **error.params,
        )
    ]
    lines += [f"  - {_mistake(problem)}" for problem in error.problems[:_MOST]]
    if len(error.problems) > _MOST:
        lines.append(say("  … and {n} more.", n=len(error.problems) - _MOST))
    lines.append(
        say("Nothing of it was stored, and earlier answers are still there. Correct it and try again.")
    )
    return "\n".join(lines)


def _mistake(problem: "Problem") -> str:
    place, key, params = problem
    sort, _, number = place.partition(" ")
    names = {
        "questions": say("Questions, row {n}", n=number),
        "tasks": say("Tasks, row {n}", n=number),
    }
    told = say(MISTAKES[key], **params)
    return f"{names[sort]}: {told}" if sort in names else told
