"""Write the reference pages that follow from the code: docs/reference/settings.md and commands.md.

python scripts/reference.py           writes them
python scripts/reference.py --check   only says whether they are up to date (a test does the same)
"""

import ast
import inspect
import sys
from collections.abc import Iterator
from functools import cache
from itertools import pairwise
from pathlib import Path
from types import ModuleType
from typing import get_args

import click
from pydantic import BaseModel
from pydantic.fields import FieldInfo

from drempel.cache_folder import VARIABLE
from drempel.cli import main
from drempel.cli.words import use_language
from drempel.settings import (
    ENVIRONMENT,
    OPTIONS,
    TABLES,
    EntityTable,
    OwnerTable,
    Says,
    ServiceTable,
    SiteTable,
    toml,
)

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
    yield ""
    yield (
        "What takes long to prepare is kept for the next run in `drempel` in your own cache folder (8 MB; "
        "`XDG_CACHE_HOME` names another one). It may be thrown away at any time. Nothing is kept where "
        f"others could write, nor with `{VARIABLE}=off`."
    )
    tables: dict[str, type[BaseModel]] = {**TABLES, "entity": EntityTable, "entity.site": SiteTable}
    tables["entity.site.service"] = ServiceTable
    tables["entity.site.owner"] = OwnerTable
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
                yield row(name, key, info, about_fields(model)[key])


def about_fields(model: type[BaseModel]) -> dict[str, str]:
    """Return field → the text below it in the source.

    Read from there here, and not by pydantic (`use_attribute_docstrings`): that reads the source at each
    start of each command.
    """
    found: dict[str, str] = {}
    for base in reversed(model.__mro__):
        module = inspect.getmodule(base)
        if module is not None and issubclass(base, BaseModel):
            found |= _documented(module).get(base.__name__, {})
    return found


@cache
def _documented(module: ModuleType) -> dict[str, dict[str, str]]:
    """Return class → field → the text below it, for the classes of a module."""
    return {
        node.name: {
            field.target.id: inspect.cleandoc(text.value.value)
            for field, text in pairwise(node.body)
            if isinstance(field, ast.AnnAssign)
            and isinstance(field.target, ast.Name)
            and isinstance(text, ast.Expr)
            and isinstance(text.value, ast.Constant)
            and isinstance(text.value.value, str)
        }
        for node in ast.parse(inspect.getsource(module)).body
        if isinstance(node, ast.ClassDef)
    }


def row(table: str, key: str, info: FieldInfo, about: str) -> str:
    """Return the line of one setting."""
    says = next(item for item in info.metadata if isinstance(item, Says))
    default = "none" if info.default is None else f"`{toml(info.default)}`"
    if info.is_required():
        default = "required"
    option = OPTIONS.get(f"{table}.{key}")
    about = f"{about} Option: `{option}`." if option else about
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
