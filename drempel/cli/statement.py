"""`drempel statement`: find an accessibility statement and tell what it holds and what is missing."""

import json
import sys
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from drempel.cli.options import Call, common, text_or_json
from drempel.cli.program import Command, Exit, WrongUse, option
from drempel.cli.words import say, words
from drempel.i18n import N_

if TYPE_CHECKING:
    from drempel.cli.statement_told import Told
    from drempel.model.statement_report import StatementReport

STDIN = "-"
MAX_STDIN_BYTES = 50_000_000
_MOST_QUOTE = 160


@click.command(
    cls=Command,
    help=N_("Find the accessibility statement of a site, or read one, and tell what is missing."),
    example="drempel statement https://www.voorbeeld.example/",
)
@click.argument("target", metavar=N_("URL|FILE|-"), required=False)
@text_or_json
@option(
    "--date",
    "day",
    metavar=N_("DATE"),
    help=N_("Judge the age on this day, for example 2026-11-29; else today."),
)
@option(
    "--allow-private",
    is_flag=True,
    help=N_("Permit this machine and private networks, for example http://localhost:8000/."),
)
@common
def statement(call: Call, target: str | None, form: str, day: str | None, allow_private: bool) -> int:
    """Find, read and tell."""
    if not target:
        raise WrongUse(say("Name the address of a site or a file. See: drempel statement --help"))
    on = _day(day)
    settings = call.settings()
    # Here, for it is slow to load and other commands need it not.
    import asyncio

    from drempel.statement_search import StatementRequest, find_statement

    stdin = sys.stdin.buffer.read(MAX_STDIN_BYTES) if target == STDIN else None
    if "://" in target and not target.lower().startswith(("http://", "https://")):
        raise WrongUse(
            say(
                "“{target}” is not a web address or a file. Addresses begin with https:// or http://.",
                target=target,
            )
        )
    first = target.partition("/")[0]
    if (
        "://" not in target
        and "." in first.strip(".")
        and not Path(target).exists()
        and not _is_file_name(target)
    ):
        raise WrongUse(say("There is no file “{target}”. Do you mean https://{target}?", target=target))
    if Path(target).is_file() and not Path(target).stat().st_size:
        raise WrongUse(say("“{file}” is empty. Choose the file that holds the statement.", file=target))
    request = StatementRequest(target, on, stdin, allow_private)
    report = asyncio.run(find_statement(settings, request, stop=asyncio.Event()))
    from drempel.cli.statement_told import told

    lines = told(report)
    if form == "json":
        click.echo(_json(report))
    else:
        for line in _text(report, lines, is_brief=call.quiet):
            click.echo(line)
    if any(line.state == "wrong" for line in lines):
        return Exit.FOUND
    return Exit.INCOMPLETE if report.found is None else Exit.NOTHING_FOUND


def _is_file_name(target: str) -> bool:
    return Path(target).suffix.lower() in {".html", ".htm", ".xhtml", ".pdf", ".docx", ".odt", ".txt", ".md"}


def _day(given: str | None) -> date:
    if given is None:
        return date.today()  # noqa: DTZ011 - the day on the calendar of who asks
    try:
        return date.fromisoformat(given)
    except ValueError:
        raise WrongUse(say("“{date}” is not a date. Write it like this: 2026-11-29", date=given)) from None


def _json(report: "StatementReport") -> str:
    from drempel.cli.statement_told import REQUIRED, present

    whole: dict[str, Any] = {
        "schema_version": 1,
        "target": report.given,
        "url": report.where or None,
        "date": report.day.isoformat(),
        **report.fields(),
        "required_present": present(report) if report.statement is not None else None,
        "required_total": REQUIRED,
        "not_seen": list(report.unseen),
        "evidence": report.evidence(),
    }
    text = json.dumps(whole, ensure_ascii=False, indent=2)
    # A lone surrogate from a broken page cannot be written as UTF-8; JSON has a way to say it.
    return text.encode("utf-8", "backslashreplace").decode("utf-8")


def _text(report: "StatementReport", lines: "list[Told]", *, is_brief: bool) -> Iterator[str]:
    from drempel.cli.statement_told import REQUIRED, present

    yield say("Accessibility statement: {where}", where=_shown(report.where or report.given))
    if report.statement is not None:
        yield say("Required parts that are there: {n} of {all}", n=present(report), all=REQUIRED)
    for state, head in (
        ("wrong", N_("To repair")),
        ("tip", N_("Could be better")),
        ("unknown", N_("Not seen")),
        ("there", N_("What is there")),
    ):
        group = [line for line in lines if line.state == state]
        if not group or (is_brief and state != "wrong"):
            continue
        yield ""
        yield f"{say(head)}:"
        for line in group:
            yield f"  - {_shown(line.text)}"
            if line.quote and not is_brief:
                yield f"    {say('It says')}: “{_shown(line.quote)}”"
            if line.repair:
                yield f"    → {line.repair}"
    for url in report.unseen:
        why = report.reasons.get(url, "")
        told = f" ({_reason(why)})" if why else ""
        yield f"  {say('Could not be seen')}: {_shown(url)}{told}"
    if "private-address" in report.reasons.values():
        yield f"  {say('Add --allow-private when you may enter that network.')}"


def _reason(key: str) -> str:
    from reports.wording import Wording

    return Wording(words()).reason(key).text


def _shown(text: str) -> str:
    """Return text of a page as one short line that cannot steer the terminal."""
    from reports.untrusted import printable

    return " ".join(printable(text, _MOST_QUOTE).split())
