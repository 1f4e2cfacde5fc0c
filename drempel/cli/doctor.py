"""`drempel doctor`: tell what this machine has, what is missing, and how to get it."""

import json

import click

from drempel.cli.options import Call, common, text_or_json
from drempel.cli.program import Command, Exit
from drempel.cli.words import explained, say
from drempel.i18n import N_

MARKS = {True: N_("good"), False: N_("WRONG"), None: N_("note")}


@click.command(
    cls=Command,
    help=N_("Tell what is missing on this machine and how to get it. The exit code is 2 when something is."),
    example="drempel doctor",
)
@text_or_json
@common
def doctor(call: Call, form: str) -> int:
    """Examine the machine."""
    settings = call.settings()
    from drempel.doctor import doctor as examine

    rows = examine(settings, say, explained)
    if form == "json":
        plain = [
            {"what": row.label, "ok": row.ok, "detail": row.detail, "advice": row.advice} for row in rows
        ]
        click.echo(json.dumps(plain, ensure_ascii=False, indent=2))
    else:
        width = max(len(say(mark)) for mark in MARKS.values())
        for row in rows:
            if row.ok and call.quiet:
                continue
            click.echo(f"{say(MARKS[row.ok]):<{width}}  {row.label}: {row.detail}")
            for line in row.advice.splitlines():
                click.echo(f"{'':<{width}}  → {line}")
    return Exit.WRONG if any(row.ok is False for row in rows) else Exit.NOTHING_FOUND
