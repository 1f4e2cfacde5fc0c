"""`drempel checks`: list every check, our own and the rules of axe-core."""

import json
from typing import TYPE_CHECKING, Any

import click

from drempel.cli.options import Call, common, database, text_or_json
from drempel.cli.program import Command, Exit, option
from drempel.cli.words import count, say, words
from drempel.i18n import N_

if TYPE_CHECKING:
    from drempel.model.decision import Reliability
    from drempel.model.finding import CheckInfo
    from drempel.settings import Settings

KINDS = {
    "norm": N_("norm"),
    "beyond": N_("stricter than the norm"),
    "best-practice": N_("good practice"),
}
"""By the value of `Kind`, which is not imported for `--help`."""


@click.command(
    cls=Command,
    help=N_(
        "List all checks, with the requirements that they are about. Or how often people who looked agreed "
        "with each."
    ),
    example="drempel checks --format json",
)
@option(
    "--reliability",
    is_flag=True,
    help=N_("How often people confirmed what a check found, and how often it was a false alarm."),
)
@text_or_json
@database
@common
def checks(call: Call, reliability: bool, form: str, db: str | None) -> int:
    """List the checks."""
    settings = call.settings(storage__url=db)
    if reliability:
        return _reliability(settings, form)
    from drempel import app
    from drempel.model.finding import Source

    infos = app.catalogue()
    if form == "json":
        click.echo(json.dumps([_plain(info, settings) for info in infos], ensure_ascii=False, indent=2))
        return Exit.NOTHING_FOUND
    width = max((len(info.id) for info in infos), default=0)
    for info in infos:
        about = ", ".join(info.requirements) or say(KINDS[info.kind])
        off = f"  [{say('switched off')}]" if info.id in settings.checks.disable else ""
        click.echo(f"{info.id:<{width}}  {_title(info)} ({about}){off}")
    if not call.quiet:
        own = sum(info.source is Source.DREMPEL for info in infos)
        click.echo()
        click.echo(
            say(
                "{own} and {axe}. More about one: drempel explain ID",
                own=count("{n} check of Drempel", "{n} checks of Drempel", own),
                axe=count("{n} rule of axe-core", "{n} rules of axe-core", len(infos) - own),
            )
        )
    return Exit.NOTHING_FOUND


def _reliability(settings: "Settings", form: str) -> int:
    """Show how often people agreed with each check that anybody looked at; as data, of all that found."""
    from drempel import deciding

    rows = deciding.reliability_rows(settings)
    if form == "json":
        click.echo(json.dumps([_agreed(row) for row in rows], ensure_ascii=False, indent=2))
        return Exit.NOTHING_FOUND
    looked = [row for row in rows if row.right.whole]
    if not looked:
        click.echo(say("Nobody said yet whether a problem is real. Do so with: drempel confirm, false-alarm"))
        return Exit.NOTHING_FOUND
    heads = [say("check"), say("problems"), say("confirmed"), say("false alarms"), say("right")]
    table = [heads]
    for row in looked:
        low, high = row.right.interval or (0.0, 1.0)
        right = say(
            "{share} (between {low} and {high})",
            share=words().percent(row.right.ratio or 0.0),
            low=words().percent(low),
            high=words().percent(high),
        )
        numbers = (row.issues, row.confirmed, row.false_alarms)
        table.append([row.check, *map(words().number, numbers), right])
    widths = [max(len(line[at]) for line in table) for at in range(len(heads))]
    for line in table:
        cells = [
            text.ljust(width) if at in {0, len(heads) - 1} else text.rjust(width)
            for at, (text, width) in enumerate(zip(line, widths, strict=True))
        ]
        click.echo("  ".join(cells).rstrip())
    return Exit.NOTHING_FOUND


def _agreed(row: "Reliability") -> dict[str, Any]:
    interval = row.right.interval
    return {
        "check": row.check,
        "problems": row.issues,
        "confirmed": row.confirmed,
        "false_alarms": row.false_alarms,
        "right": row.right.ratio,
        "low": interval[0] if interval else None,
        "high": interval[1] if interval else None,
    }


def _title(info: "CheckInfo") -> str:
    return words().text(info.title, context=info.id)


def _plain(info: "CheckInfo", settings: "Settings") -> dict[str, Any]:
    from drempel.model.finding import Source

    return {
        "id": info.id,
        "source": info.source.value,
        "kind": info.kind.value,
        # axe-core decides on the impact of its rules while it runs.
        "impact": info.impact.value if info.source is Source.DREMPEL else None,
        "requirements": list(info.requirements),
        "act": list(info.act),
        "same_as": list(info.same_as),
        "title": _title(info),
        "repair": words().text(info.repair, context=info.id),
        "disabled": info.id in settings.checks.disable,
    }
