"""Write the reference pages that follow from the code: docs/reference/settings.md and commands.md.

python scripts/reference.py           writes them
python scripts/reference.py --check   only says whether they are up to date (a test does the same)
"""

import sys
from collections.abc import Iterator
from pathlib import Path
from typing import get_args

import click
from pydantic import BaseModel
from pydantic.fields import FieldInfo

from drempel.cli import main
from drempel.cli.words import use_language
from drempel.settings import ENVIRONMENT, OPTIONS, TABLES, EntityTable, Says, ServiceTable, SiteTable, toml

FOLDER = Path(__file__).resolve().parent.parent / "docs" / "reference"
WIDTH = 88


def pages() -> dict[str, str]:
    """Return file name → contents of every generated page."""
    return {"settings.md": "\n".join(settings()) + "\n", "commands.md": "\n".join(commands()) + "\n"}


def settings() -> Iterator[str]:
    """Yield the reference of the settings."""
    yield "# Settings"
    yield ""
    yield "_This page is made from `drempel/settings.py` by `make docs`._"
    yield ""
    yield (
        "Settings stand in `config.toml` in the folder where you work (or in the file after `--config`). The "
        "command line wins over the environment, the environment over the file, the file over the defaults. "
        "A variable is named after its table and key: `[crawler] delay_s` is "
        f"`{ENVIRONMENT}CRAWLER__DELAY_S`; lists are written with commas. An unknown name is an error that "
        "says which known one is near. `drempel config show` prints every value and where it came from."
    )
    tables: dict[str, type[BaseModel]] = {**TABLES, "entity": EntityTable, "entity.site": SiteTable}
    tables["entity.site.service"] = ServiceTable
    for name, model in tables.items():
        heading = f"[[{name}]]" if name.startswith("entity") else f"[{name}]"
        _, _, about = (model.__doc__ or "").partition(": ")
        yield ""
        yield f"## `{heading}`"
        yield ""
        yield about[:1].upper() + about[1:]
        yield ""
        yield "| key | default | what it does | must be |"
        yield "|---|---|---|---|"
        for key, info in model.model_fields.items():
            if not _is_table(info):
                yield row(name, key, info)


def row(table: str, key: str, info: FieldInfo) -> str:
    """Return the line of one setting."""
    says = next(item for item in info.metadata if isinstance(item, Says))
    default = "none" if info.default is None else f"`{toml(info.default)}`"
    if info.is_required():
        default = "required"
    option = OPTIONS.get(f"{table}.{key}")
    about = f"{info.description} Option: `{option}`." if option else f"{info.description}"
    return f"| `{key}` | {default} | {about} | {says.what}, e.g. `{says.example}` |"


def _is_table(info: FieldInfo) -> bool:
    return any(isinstance(kind, type) and issubclass(kind, BaseModel) for kind in get_args(info.annotation))


def commands() -> Iterator[str]:
    """Yield the reference of the commands: their own help, in English."""
    use_language("en")
    yield "# Commands"
    yield ""
    yield "_This page is made from the help of the commands by `make docs`. In Dutch: `drempel --help`._"
    yield ""
    yield "What the exit codes say stands in [exit-codes.md](exit-codes.md)."
    yield from described(main, click.Context(main, info_name="drempel"))


def described(command: click.Command, ctx: click.Context) -> Iterator[str]:
    """Yield the help of a command and of those below it."""
    yield ""
    yield f"## `{ctx.command_path}`"
    yield ""
    yield "```text"
    formatter = click.HelpFormatter(width=WIDTH)
    command.format_help(ctx, formatter)
    yield formatter.getvalue().rstrip()
    yield "```"
    if isinstance(command, click.Group):
        for name, below in command.commands.items():
            yield from described(below, click.Context(below, info_name=name, parent=ctx))


def run(arguments: list[str]) -> int:
    """Write the pages, or with `--check` return 1 when one of them is not up to date."""
    stale = [
        name
        for name, text in pages().items()
        if not (FOLDER / name).exists() or (FOLDER / name).read_text("utf-8") != text
    ]
    if "--check" not in arguments:
        for name in stale:
            (FOLDER / name).write_text(pages()[name], encoding="utf-8")
        return 0
    return int(bool(stale))


if __name__ == "__main__":
    sys.exit(run(sys.argv[1:]))
