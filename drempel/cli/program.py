"""The click classes behind every command: help and errors in the reader's language, exit codes as promised.

Texts are given to click as English messages and translated when they are shown, so that importing a
command loads no catalogue.
"""

import os
import re
import shlex
import sys
import traceback
from collections.abc import Callable, Sequence
from difflib import get_close_matches
from enum import IntEnum
from typing import Any, TypeVar

import click

from drempel.cli.words import explained, note, say, use_language
from drempel.errors import DrempelError, UsageError
from drempel.i18n import N_

Function = TypeVar("Function", bound=Callable[..., Any])

_UPGRADE = "`drempel db upgrade`"
"""How messages name the command."""

_PASSWORD = re.compile(r"(?<=:)(?<!://)[^:@/]+(?=@)")

LANGUAGE = "drempel.language"
"""Key of the language asked for in what click's contexts share."""


class Exit(IntEnum):
    """What the exit code of a command says."""

    NOTHING_FOUND = 0
    """Nothing at or above `fail_on`."""
    FOUND = 1
    """Findings at or above `fail_on`, also when some pages could not be judged."""
    WRONG = 2
    """Wrong use, wrong settings or an error in Drempel."""
    INCOMPLETE = 3
    """Something could not be judged, so silence is no proof."""
    INTERRUPTED = 130
    """Ended by Ctrl-C or SIGTERM."""


class WrongUse(UsageError):
    """A command line that cannot be carried out; the message is in the reader's language already."""


class Option(click.Option):
    """An option whose help is a message."""

    def get_help_record(self, ctx: click.Context) -> tuple[str, str] | None:
        """Return the option as written and what it does."""
        record = super().get_help_record(ctx)
        return record and (record[0], say(self.help or ""))

    def make_metavar(self, ctx: click.Context) -> str:
        """Return what stands for the value."""
        if not self.metavar:
            return super().make_metavar(ctx)
        # `nl|en|fr` is typed as it stands.
        return self.metavar if "|" in self.metavar else say(self.metavar)


def option(*names: str, help: str, **attributes: Any) -> Callable[[Function], Function]:  # noqa: A002 - click's
    """Declare an option; `help` is an English message."""
    return click.option(*names, cls=Option, help=help, **attributes)


class Command(click.Command):
    """A command with a message as help and one real example."""

    def __init__(self, *args: Any, example: str = "", **attributes: Any) -> None:
        super().__init__(*args, **attributes)
        self.example = example
        # click would complain itself, in English.
        self.allow_extra_args = True

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        """Read the command line; what is too much is refused in our words."""
        rest = super().parse_args(ctx, args)
        if rest and not ctx.resilient_parsing:
            raise WrongUse(
                say(
                    "“{extra}” is too much here. See: {command} --help",
                    extra=" ".join(rest),
                    command=ctx.command_path,
                )
            )
        return rest

    def format_help(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Write the whole help."""
        _write_help(self, ctx, formatter)
        if self.example:
            with formatter.section(say("Example")):
                formatter.write_dl([(line, "") for line in self.example.splitlines()])

    def get_short_help_str(self, limit: int = 45) -> str:  # noqa: ARG002 - the signature is click's
        """Return the first sentence of the help."""
        return _first_sentence(self)


class Group(click.Group):
    """Commands under one name."""

    command_class = Command

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        """Return the command that is meant, or say which one is near."""
        if self.get_command(ctx, args[0]) is None:
            near = get_close_matches(args[0], self.commands, n=1)
            raise WrongUse(
                say("There is no command “{name}”.", name=args[0])
                + " "
                + (
                    say("Do you mean {name}?", name=f"{ctx.command_path} {near[0]}")
                    if near
                    else say("Choose from: {names}.", names=", ".join(self.commands))
                )
            )
        return super().resolve_command(ctx, args)

    def format_help(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Write the whole help."""
        _write_help(self, ctx, formatter)
        with formatter.section(say("Commands")):
            formatter.write_dl([(name, cmd.get_short_help_str()) for name, cmd in self.commands.items()])

    def get_short_help_str(self, limit: int = 45) -> str:  # noqa: ARG002 - the signature is click's
        """Return the first sentence of the help."""
        return _first_sentence(self)


class Program(Group):
    """The command `drempel`: turns whatever happens into a message and an exit code."""

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        """Choose the language before anything can go wrong, then read the command line."""
        ctx.meta[LANGUAGE] = _language_in(args)
        use_language(ctx.meta[LANGUAGE] or os.environ.get("DREMPEL_REPORT__LANGUAGE", ""))
        return super().parse_args(ctx, args)

    def invoke(self, ctx: click.Context) -> int:
        """Run the command; a reader of its output who has seen enough (`| head`) is no error."""
        try:
            return int(super().invoke(ctx) or 0)
        except BrokenPipeError:
            # Python would complain when it closes stdout.
            os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
            is_judging = ctx.invoked_subcommand in {"scan", "check"}
            return Exit.INCOMPLETE if is_judging else Exit.NOTHING_FOUND

    def main(  # type: ignore[override]  # one signature instead of click's two overloads
        self,
        args: Sequence[str] | None = None,
        prog_name: str | None = None,
        complete_var: str | None = None,
        standalone_mode: bool = True,
        **extra: Any,
    ) -> int:
        """Run a command line; in standalone mode end the process with its exit code, else return that."""
        code = self._run(args, prog_name or "drempel", complete_var, extra)
        if standalone_mode:
            sys.exit(code)
        return code

    def _run(
        self, args: Sequence[str] | None, name: str, complete_var: str | None, extra: dict[str, Any]
    ) -> int:
        try:
            code = super().main(args, name, complete_var, standalone_mode=False, **extra)
            return int(code or 0)
        except click.UsageError as error:
            note(_of_click(error))
        except DrempelError as error:
            note(with_same_database(explained(error), sys.argv[1:] if args is None else args))
        except (click.Abort, KeyboardInterrupt):
            note(say("Interrupted."))
            return Exit.INTERRUPTED
        except OSError as error:
            if error.filename is None:
                return self._broken()
            note(say("“{file}” cannot be used: {reason}.", file=error.filename, reason=error.strerror))
            note(say("Check the name, the folder and the permissions."))
        except Exception:  # noqa: BLE001 - one command is one unit of work
            return self._broken()
        return Exit.WRONG

    def _broken(self) -> int:
        note(traceback.format_exc().rstrip())
        note(say("This is an error in Drempel itself. Please report it, with the lines above."))
        return Exit.WRONG


def with_same_database(text: str, args: Sequence[str]) -> str:
    """Return a text in which the command to upgrade is about the database that this call was about.

    A password in its address is left out.
    """
    given = [
        f"{name} {shlex.quote(_PASSWORD.sub('***', value))}"
        for name in ("--config", "--db")
        if (value := _value_of(name, args))
    ]
    return text.replace(_UPGRADE, f"`{' '.join([_UPGRADE.strip('`'), *given])}`")


def _language_in(args: Sequence[str]) -> str | None:
    """Return the value of `--language`, before or behind the command; errors before it need it already."""
    return _value_of("--language", args)


def _value_of(name: str, args: Sequence[str]) -> str | None:
    for n, arg in enumerate(args):
        if arg.startswith(f"{name}="):
            return arg.partition("=")[2]
        if arg == name and n + 1 < len(args):
            return args[n + 1]
    return None


def _write_help(command: click.Command, ctx: click.Context, formatter: click.HelpFormatter) -> None:
    pieces = [
        say(piece) if piece.isupper() or piece.startswith("[OPT") else piece
        for piece in command.collect_usage_pieces(ctx)
    ]
    formatter.write_usage(ctx.command_path, " ".join(pieces), prefix=f"{say('Usage')}: ")
    formatter.write_paragraph()
    with formatter.indentation():
        formatter.write_text(say(command.help or ""))
    options = [param for param in command.get_params(ctx) if isinstance(param, click.Option)]
    records = [record for param in options if (record := param.get_help_record(ctx))]
    with formatter.section(say("Options")):
        formatter.write_dl([(name, say(text) if text == _HELP else text) for name, text in records])


_HELP = "Show this message and exit."
"""click's own help for `--help`."""


def _first_sentence(command: click.Command) -> str:
    return say(command.help or "").partition(". ")[0].partition("\n")[0].rstrip(".") + "."


_KINDS = {
    click.MissingParameter: N_("{name} is missing."),
    click.BadOptionUsage: N_("{name} needs another value, or none."),
    click.BadParameter: N_("The value of {name} is not right."),
}


def _of_click(error: click.UsageError) -> str:
    """Return one of click's own complaints in our words; what we do not know stays as it is."""
    command = error.ctx.command_path if error.ctx else "drempel"
    see = say("See: {command} --help", command=command)
    if isinstance(error, click.NoSuchOption):
        known = [name for param in error.ctx.command.params for name in param.opts] if error.ctx else []
        near = get_close_matches(error.option_name, known, n=1)
        hint = say("Do you mean {name}?", name=near[0]) if near else see
        return f"{say('There is no option “{name}”.', name=error.option_name)} {hint}"
    param = getattr(error, "param", None)
    name = param.opts[0] if isinstance(param, click.Option) else getattr(error, "option_name", "")
    if isinstance(param, click.Argument):
        name = param.make_metavar(error.ctx) if error.ctx else param.human_readable_name
    if param is not None and isinstance(param.type, click.Choice) and type(error) is click.BadParameter:
        see = say("Choose from: {names}.", names=", ".join(map(str, param.type.choices)))
    for kind, msgid in _KINDS.items():
        if isinstance(error, kind):
            return f"{say(msgid, name=name)} {see}"
    if error.message == "Missing command.":
        return f"{say('A command is missing.')} {see}"
    return f"{error.format_message()} {see}"
