"""`drempel explain`: show the page of one check, or what is known of a rule of axe-core."""

import sys
from collections.abc import Iterator
from io import StringIO
from typing import TYPE_CHECKING

import click

from drempel.cli.options import Call, common
from drempel.cli.program import Command, Exit, option
from drempel.cli.words import say, words
from drempel.i18n import FALLBACK_LANGUAGE, N_

if TYPE_CHECKING:
    from drempel.model.finding import CheckInfo


@click.command(
    cls=Command,
    help=N_("Explain one check: what is wrong, whom it hinders, how to repair it."),
    example="drempel explain axe:image-alt",
)
@click.argument("check_id", metavar="ID")
@option(
    "--format",
    "form",
    type=click.Choice(["text", "html"]),
    default="text",
    help=N_("text for the terminal, html for a page on its own."),
)
@common
def explain(call: Call, check_id: str, form: str) -> int:
    """Show one check."""
    call.settings()
    from drempel import app
    from drempel.cli.known import verify_checks

    infos = {info.id: info for info in app.catalogue()}
    if check_id not in infos and f"axe:{check_id}" in infos:
        check_id = f"axe:{check_id}"  # the bare name of a rule, as other tools write it
    verify_checks([check_id])
    info = infos[check_id]
    language = words().language
    page = app.documentation(check_id, language)
    if page is None:
        page = app.documentation(check_id, FALLBACK_LANGUAGE)
        language = FALLBACK_LANGUAGE if page is not None else language
    page = page or "\n".join(_page(info))
    if form == "html":
        from reports.rules import write_explanation

        written = StringIO()
        write_explanation(check_id, page, language, written, words())
        click.echo(written.getvalue().rstrip())
    else:
        _show(page)
    return Exit.NOTHING_FOUND


def _page(info: "CheckInfo") -> Iterator[str]:
    """Yield what is known of a check without a page of its own, as Markdown."""
    from drempel import wcag
    from drempel.model.report import CheckCoverage
    from reports.wording import Wording

    spoken = Wording(words(), [CheckCoverage(info)])
    yield f"# {spoken.title(info.id)}"
    yield f"\n`{info.id}`"
    yield f"\n## {say('Whom it hinders')}\n"
    if info.who:
        yield f"- {words().text(wcag.people()[info.who], context='people')}"
    else:
        yield from (
            f"- {found.criterion.who(words().language)}" for found in spoken.requirements(info.requirements)
        )
    yield f"\n## {say('Repair')}\n"
    yield str(spoken.repair(info.id))
    yield f"\n## {say('Requirements')}\n"
    for requirement in spoken.requirements(info.requirements):
        criterion = requirement.criterion
        clause = f", EN 301 549 {requirement.clause}" if requirement.clause else ""
        yield f"- {criterion.id} {requirement.name} (WCAG {criterion.since}, {criterion.level}{clause})"
    if not info.requirements:
        yield say("Good practice: no success criterion of WCAG asks for it.")


def _show(markdown: str) -> None:
    """Write a page to stdout: laid out on a terminal, as plain Markdown elsewhere."""
    if not sys.stdout.isatty():
        click.echo(markdown.rstrip())
        return
    from rich.console import Console
    from rich.markdown import Markdown

    Console(width=min(Console().width, 100)).print(Markdown(markdown))
