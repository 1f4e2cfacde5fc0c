"""`drempel recheck`: judge an old scan with the checks of today, without a visit."""

import json
from typing import TYPE_CHECKING, Any

import click

from drempel.cli.options import Call, common, database, text_or_json
from drempel.cli.program import Command, Exit, WrongUse
from drempel.cli.words import count, say
from drempel.i18n import N_

if TYPE_CHECKING:
    from drempel.model.recheck import Recheck


@click.command(
    cls=Command,
    help=N_(
        "Judge an old scan again with the checks of today, from what was stored. No page is visited, and the "
        "old judgement stays. The figures over time can then be compared over a change of checks."
    ),
    example="drempel recheck 01KB6Z3V5T0000000000000000",
)
@click.argument("scan", metavar=N_("SCAN"), required=False)
@text_or_json
@database
@common
def recheck(call: Call, scan: str | None, form: str, db: str | None) -> int:
    """Judge again, and say what could not be."""
    if not (scan or "").strip():
        raise WrongUse(say("Give the number of a scan. It stands in its report, under Tools and settings."))
    settings = call.settings(storage__url=db)
    from drempel.recheck import recheck as run

    done = run(settings, str(scan).strip().upper())
    if form == "json":
        click.echo(json.dumps(_plain(done), ensure_ascii=False, indent=2))
    elif not call.quiet:
        _show(done)
    return Exit.NOTHING_FOUND if done.is_whole else Exit.INCOMPLETE


def _show(done: "Recheck") -> None:
    click.echo(
        count("{n} page was judged again with", "{n} pages were judged again with", done.pages)
        + " "
        + count("{n} check of Drempel.", "{n} checks of Drempel.", len(done.tools.checks))
    )
    click.echo(say("axe-core stays what it was then: version {version}.", version=done.tools.axe))
    if done.documents:
        click.echo(
            count(
                "{n} document was not judged again: documents are not kept. What was found in it stays.",
                "{n} documents were not judged again: documents are not kept. What was found in them stays.",
                done.documents,
            )
        )
    if done.pages_lost:
        click.echo(
            count(
                "Of {n} page nothing is kept any more. It was not judged again.",
                "Of {n} pages nothing is kept any more. They were not judged again.",
                done.pages_lost,
            )
        )
    if done.lost:
        click.echo(say("These checks could not judge again, because what they look at was not kept:"))
        for check, pages in sorted(done.lost.items()):
            click.echo(f"  {check}: {count('not on {n} page', 'not on {n} pages', pages)}")
    if done.is_whole:
        click.echo(say("The next report joins the figures over time. Make it with: drempel report"))
    else:
        click.echo(say("So the break in the figures over time stays: what is missing may hide problems."))


def _plain(done: "Recheck") -> dict[str, Any]:
    return {
        "recheck": done.id,
        "scan": done.scan_id,
        "made_at": done.made_at.isoformat(),
        "standard": done.settings.standard,
        "pages": done.pages,
        "pages_lost": done.pages_lost,
        "documents_not_judged_again": done.documents,
        "lost": dict(sorted(done.lost.items())),
        "is_whole": done.is_whole,
        "tools": {"drempel": done.tools.drempel, "axe": done.tools.axe, "checks": dict(done.tools.checks)},
        "indicators": [
            {"indicator": value.id, "value": value.value, "part": value.part, "whole": value.whole}
            for value in done.indicators
        ],
    }
