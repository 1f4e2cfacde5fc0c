"""What a person checks: an instruction for each success criterion, where to begin, and the criteria by theme.

The facts stand in `drempel/data/by_hand.toml`; what a scan found is the business of reports.
"""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any

FALLBACK = "en"


@dataclass(frozen=True, slots=True)
class Theme:
    """A subject under which AnySurfer sorts criteria."""

    names: Mapping[str, str]
    """Language → name."""
    criteria: tuple[str, ...]

    def name(self, language: str) -> str:
        """Return the name in a language (two letters); in English for one that we do not speak."""
        return self.names.get(language, self.names[FALLBACK])


def instruction(criterion: str, language: str) -> str:
    """Return in one or two sentences how a person checks a criterion; empty for one of level AAA."""
    told = _table()["by_hand"].get(criterion, {})
    found: str = told.get(language, told.get(FALLBACK, ""))
    return found


def first_on(kind: str) -> tuple[str, ...]:
    """Return the criteria worth looking at first on a kind of page; none for a kind without a list."""
    return tuple(_table()["pages"].get(kind, ()))


def themes() -> tuple[Theme, ...]:
    """Return the themes in the order of reports; together they hold each criterion of level A and AA."""
    return tuple(Theme(row["name"], tuple(row["criteria"])) for row in _table()["theme"])


@cache
def _table() -> dict[str, Any]:
    return tomllib.loads(files("drempel").joinpath("data", "by_hand.toml").read_text(encoding="utf-8"))
