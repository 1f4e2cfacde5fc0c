"""Options that every command has, and the settings that follow from them."""

from collections.abc import Callable
from functools import wraps
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

import click

from drempel.cli.program import LANGUAGE, option
from drempel.cli.words import use_language
from drempel.i18n import N_

if TYPE_CHECKING:
    from drempel.settings import Settings

Function = TypeVar("Function", bound=Callable[..., Any])


def common(command: Function) -> Function:
    """Give a command the options that all have; it receives them first, as a `Call`."""

    @option(
        "--config",
        type=click.Path(path_type=Path),
        metavar=N_("FILE"),
        help=N_("Settings file; without it config.toml in this folder, if there is one."),
    )
    @option(
        "--language", metavar="nl|en|fr", expose_value=False, help=N_("Language of messages and reports.")
    )
    @option("--quiet", is_flag=True, help=N_("Show results and errors only."))
    @option("--verbose", is_flag=True, help=N_("Write a log of what happens to stderr."))
    @wraps(command)
    def wrapped(*, config: Path | None, quiet: bool, verbose: bool, **options: Any) -> Any:
        language = click.get_current_context().meta.get(LANGUAGE)
        return command(Call(config, language, quiet, verbose), **options)

    return wrapped  # type: ignore[return-value]  # click calls it, by name


text_or_json = option(
    "--format",
    "form",
    type=click.Choice(["text", "json"]),
    default="text",
    help=N_("text for people, json for programs."),
)
deep = option(
    "--deep",
    metavar="all|templates|off",
    help=N_(
        "On which pages the page is also used, with keyboard, mouse and zoom: all, one of each template and "
        "the key pages, or off."
    ),
)

fail_on = option(
    "--fail-on",
    metavar=N_("IMPACT"),
    help=N_("Exit code 1 from this impact: minor, moderate, serious, critical or never."),
)
report_format = option(
    "--format",
    "formats",
    multiple=True,
    metavar=N_("FORMAT"),
    help=N_("Format of the report; may be repeated. For example html, csv or json."),
)
report_folder = option("--output", metavar=N_("FOLDER"), help=N_("Folder for the reports."))
database = option("--db", metavar="URL", help=N_("The database, for example sqlite:///drempel.db."))


class Call:
    """What the shared options of one command line ask for."""

    def __init__(self, config: Path | None, language: str | None, quiet: bool, verbose: bool) -> None:
        self.config = config
        self.language = language
        self.quiet = quiet
        self.verbose = verbose

    def settings(self, **given: Any) -> "Settings":
        """Return the settings, overridden by the command line; speak their language and begin the log.

        Names are those of the settings with `__` between table and key. `None` and an empty list mean
        that the option was not given; an option that may be repeated is read as one list.
        """
        from drempel.cli.log import configure
        from drempel.settings import load

        configure(verbose=self.verbose)
        overrides: dict[str, dict[str, Any]] = {}
        for name, value in {**given, "report__language": self.language}.items():
            if value is not None and value != ():
                table, _, key = name.partition("__")
                overrides.setdefault(table, {})[key] = ",".join(value) if isinstance(value, tuple) else value
        settings = load(self.config, overrides)
        use_language(settings.report.language)
        return settings
