"""`drempel checks`: list every check, our own and the rules of axe-core."""

import json
from typing import TYPE_CHECKING, Any

import click

from drempel.cli.options import Call, common, text_or_json
from drempel.cli.program import Command, Exit
from drempel.cli.words import count, say, words
from drempel.i18n import N_
from drempel.model.finding import CheckInfo, Kind, Source

if TYPE_CHECKING:
    from drempel.settings import Settings

KINDS = {
    Kind.NORM: N_("norm"),
    Kind.BEYOND: N_("stricter than the norm"),
    Kind.PRACTICE: N_("good practice"),
}


@click.command(
    cls=Command,
    help=N_("List all checks, with the requirements that they are about."),
    example="drempel checks --format json",
)
@text_or_json
@common
def checks(call: Call, form: str) -> int:
    """List the checks."""
    settings = call.settings()
    from drempel import app

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


def _title(info: CheckInfo) -> str:
    return words().text(info.title, context=info.id)


def _plain(info: CheckInfo, settings: "Settings") -> dict[str, Any]:
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
