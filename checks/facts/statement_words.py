"""The words by which the parts of a statement are known, from `checks/data/statement.toml`."""

import re
import tomllib
from functools import cache
from importlib.resources import files
from typing import Any


@cache
def table() -> dict[str, dict[str, Any]]:
    """Return the whole file."""
    return tomllib.loads(files("checks").joinpath("data", "statement.toml").read_text(encoding="utf-8"))


@cache
def pattern(section: str, name: str) -> re.Pattern[str]:
    """Return one of the expressions; case does not count."""
    return re.compile(table()[section][name], re.IGNORECASE)


@cache
def names(section: str) -> tuple[str, ...]:
    """Return the names in a part of the file, in their order."""
    return tuple(table()[section])
