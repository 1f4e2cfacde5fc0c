"""`drempel waive`, `confirm` and `false-alarm`: what a person decides about one problem."""

import getpass
import re
from collections.abc import Callable
from datetime import UTC, date, datetime
from typing import TYPE_CHECKING, Any, Final, TypeVar

import click

from drempel.cli.options import Call, common, database
from drempel.cli.program import Command, Exit, WrongUse, option
from drempel.cli.words import say, words
from drempel.i18n import N_

if TYPE_CHECKING:
    from drempel.model.decision import IssueName
    from drempel.settings import Settings

Function = TypeVar("Function", bound=Callable[..., Any])

MOST_CHARS: Final = 2_000
"""Of one text of a decision."""
_EXAMPLE_DAY: Final = "2027-06-30"

DONE: Final = {
    "waived": N_("Problem {issue} ({title}) has a waiver until {until}."),
    "waiver-ended": N_("Problem {issue} ({title}) has no waiver any more."),
    "confirmed": N_("Problem {issue} ({title}) is confirmed: it is real."),
    "false-alarm": N_("Problem {issue} ({title}) is a false alarm."),
}
KINDS: Final = {
    "waived": N_("waiver until {until}, owner {owner}, basis: {basis}"),
    "waiver-ended": N_("waiver ended"),
    "confirmed": N_("confirmed"),
    "false-alarm": N_("false alarm"),
}


def _shared(command: Function) -> Function:
    """Give a command what every decision needs."""
    for decorate in (
        common,
        database,
        option(
            "--history", is_flag=True, help=N_("Show what was decided about this problem; decide nothing.")
        ),
        option(
            "--file",
            "in_file",
            is_flag=True,
            help=N_("Write it into waivers.toml beside config.toml, not into the database."),
        ),
        option("--site", metavar="URL", help=N_("First start address of the site, with a fingerprint.")),
        option("--by", metavar=N_("WHO"), help=N_("Who decides; without it the name of this user.")),
        option("--reason", metavar=N_("TEXT"), help=N_("Why you decide this.")),
        click.argument("issue", metavar=N_("PROBLEM"), required=False),
    ):
        command = decorate(command)
    return command


@click.command(
    cls=Command,
    help=N_(
        "Let a problem stand until a day, with a reason. It still fails, but it is shown apart and does not "
        "count for the exit code."
    ),
    example="drempel waive 01KB6Z3V5T --reason vervanging --basis onevenredige-last --until 2027-06-30 "
    "--owner webteam",
)
@_shared
@option("--basis", metavar=N_("TEXT"), help=N_("The legal basis, for example a disproportionate burden."))
@option("--until", metavar=N_("DATE"), help=N_("The last day, for example 2027-06-30."))
@option("--owner", metavar=N_("WHO"), help=N_("Who sees to it that the problem is solved by then."))
@option("--end", is_flag=True, help=N_("End a waiver before its day."))
def waive(
    call: Call, end: bool, basis: str | None, until: str | None, owner: str | None, **given: Any
) -> int:
    """Give a waiver, or end one."""
    _name(given)
    if end:
        if basis or until or owner:
            raise WrongUse(say("With --end only --reason is needed. Leave --basis, --until and --owner out."))
        return _decide(call, "waiver-ended", given)
    if given["history"]:
        return _decide(call, "waived", given)
    day = _day(until) if until else None
    texts = {"--reason": given["reason"], "--basis": basis, "--until": until, "--owner": owner}
    _require(texts)
    return _decide(call, "waived", given, basis or "", day, owner or "")


@click.command(
    cls=Command,
    help=N_("Say that you looked at a problem and that it is real. This is counted for each check."),
    example="drempel confirm 01KB6Z3V5T --reason nagekeken",
)
@_shared
def confirm(call: Call, **given: Any) -> int:
    """Keep that a problem is real."""
    return _decide(call, "confirmed", given)


@click.command(
    "false-alarm",
    cls=Command,
    help=N_(
        "Say that you looked at a problem and that there is none. It is shown apart, does not count for the "
        "exit code, and is counted for each check."
    ),
    example="drempel false-alarm 01KB6Z3V5T --reason versiering",
)
@_shared
def false_alarm(call: Call, **given: Any) -> int:
    """Keep that a problem is none."""
    return _decide(call, "false-alarm", given)


def _decide(
    call: Call,
    decided: str,
    given: dict[str, Any],
    basis: str = "",
    until: date | None = None,
    owner: str = "",
) -> int:
    name = _name(given)
    settings = call.settings(storage__url=given["db"])
    if given["history"]:
        return _show_history(settings, name, given["site"])
    _require({"--reason": given["reason"]})
    from drempel import deciding
    from drempel.model.decision import Decision, DecisionKind

    kind = DecisionKind(decided)
    if kind is DecisionKind.WAIVER_ENDED and not deciding.has_waiver(settings, name, given["site"]):
        raise WrongUse(say("This problem has no waiver that holds. So there is none to end."))
    decision = Decision(
        kind,
        _text("--reason", given["reason"]),
        _text("--by", given["by"] or _user()),
        datetime.now(UTC),
        _text("--basis", basis),
        until,
        _text("--owner", owner),
    )
    done = deciding.decide(settings, name, given["site"], decision, in_file=given["in_file"])
    if not call.quiet:
        click.echo(
            say(
                DONE[kind],
                issue=done.issue.id,
                title=_title(done.issue),
                until=words().date(until) if until else "",
            )
        )
        if done.file is not None:
            click.echo(say("It was written into {file}.", file=done.file))
        click.echo(say("The next report shows it. Make it with: drempel report"))
    return Exit.NOTHING_FOUND


def _name(given: dict[str, Any]) -> str:
    """Return the problem that was named; raises `WrongUse` where none was."""
    name: str = (given["issue"] or "").strip()
    if not name:
        raise WrongUse(say("Give the number of a problem. It stands beside each problem in a report."))
    return name


def _show_history(settings: "Settings", name: str, site: str | None) -> int:
    from drempel import deciding
    from drempel.cli.page_text import shown

    issue, decisions = deciding.history(settings, name, site)
    click.echo(f"{issue.id}  {_title(issue)}  {shown(issue.site, None)}")
    for one in decisions:
        what = say(
            KINDS[one.kind],
            until=words().date(one.until) if one.until else "",
            owner=one.owner,
            basis=one.basis,
        )
        where = f" [{one.file}]" if one.file else ""
        day = words().date(one.decided_at)
        click.echo(shown(f"  {day}  {one.by}: {what}. {one.reason}{where}", None))
    if not decisions:
        click.echo(say("Nothing was decided about it."))
    return Exit.NOTHING_FOUND


def _require(texts: dict[str, str | None]) -> None:
    """Raise `WrongUse` where something was not said."""
    missing = [name for name, text in texts.items() if not (text or "").strip()]
    if missing:
        raise WrongUse(
            say(
                "{names} is missing. Say it, so that others can follow the decision.",
                names=", ".join(missing),
            )
        )


def _text(name: str, text: str) -> str:
    one = " ".join(text.split())
    if len(one) > MOST_CHARS:
        raise WrongUse(
            say("{name} is too long: at most {n} characters.", name=name, n=words().number(MOST_CHARS))
        )
    return one


def _day(text: str) -> date:
    """Return the last day of a waiver, which may not be past."""
    try:
        day = date.fromisoformat(text.strip()) if re.fullmatch(r"\s*\d{4}-\d\d-\d\d\s*", text) else None
    except ValueError:
        day = None
    if day is None:
        raise WrongUse(
            say(
                "“{text}” is not a date. Write year, month and day, for example: {day}",
                text=text,
                day=_EXAMPLE_DAY,
            )
        )
    from drempel import deciding

    if day < deciding.today():
        raise WrongUse(say("{day} is past. Give a day that is still to come.", day=words().date(day)))
    return day


def _user() -> str:
    """Return the name of who runs the command; raises `WrongUse` where the machine knows none."""
    try:
        return getpass.getuser()
    except (KeyError, OSError):
        raise WrongUse(say("Say who decides: --by WHO")) from None


def _title(issue: "IssueName") -> str:
    from drempel import app

    found = next((info for info in app.catalogue() if info.id == issue.check), None)
    return words().text(found.title, context=found.id) if found else issue.check
