"""All indicators of the table: those that a scan can answer, and those that only a person can.

A module of `drempel.inclusion.indicators` defines `ID`, `VERSION`, `UNIT`, `DENOMINATOR` and what it reads
(`NEEDS`). Its docstring is the definition. It has `see(page, limits)`, which answers for one page, or
`of_service(service, joined, limits)`, or both; `JOIN` says how the answers of several pages become that of
their service or site (see `drempel.inclusion.tally`). `VERSION` is raised when the
definition changes; a trend then shows a break. Names, people and certainty stand in `data/indicators.toml`.
"""

import tomllib
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import cache
from importlib import import_module
from importlib.resources import files
from pkgutil import iter_modules
from typing import Any, Final

from drempel.inclusion import indicators as modules
from drempel.inclusion.limits import Limits
from drempel.model.answer import Answer, Said, Unit
from drempel.model.inclusion import SeenPage
from drempel.model.service import Service

GROUPS: Final = ("KAN", "TOE", "FRM", "TAA", "HLP", "VER", "TGK", "MON")
"""Channels, access, forms, language, help, trust, accessibility plus, monitoring."""

See = Callable[[SeenPage, Limits], Answer | None]
OfService = Callable[[Service, Said | None, Limits], Answer | None]


@dataclass(frozen=True, slots=True)
class Question:
    """One row of the table of indicators, as far as it does not depend on a scan."""

    id: str
    name: str
    """English message; translated under context `inclusion`, as are `question` and `unseen`."""
    people: tuple[str, ...]
    """Whom a "no" leaves behind: keys of `data/people.toml`."""
    is_sure: bool
    """Whether an answer stands by itself; else it is shown as "to check"."""
    is_barrier: bool
    """Whether a "no" is a barrier; else it is a fact."""
    source_line: int
    """Line of the advice that it goes back to; `is_derived`: it carries its idea further."""
    is_derived: bool
    question: str = ""
    """What a person has to find out where a scan cannot tell; empty where the name says it all."""
    unseen: str = ""
    """Why no scan can tell; empty for an indicator."""

    @property
    def group(self) -> str:
        """Return the group, one of `GROUPS`."""
        return self.id[:3]


@dataclass(frozen=True, slots=True)
class Indicator:
    """A question that a scan can answer, with how it does."""

    about: Question
    version: int
    unit: Unit
    definition: str
    denominator: str
    needs: tuple[type[Any], ...]
    join: str
    see: See | None
    of_service: OfService | None

    @property
    def id(self) -> str:
        """Return the id, such as `KAN01`."""
        return self.about.id


@cache
def questions() -> Mapping[str, Question]:
    """Return all rows of the table by id, in its order."""
    text = files("drempel.inclusion").joinpath("data", "indicators.toml").read_text(encoding="utf-8")
    return {
        key: Question(
            key,
            row["name"],
            tuple(row["people"]),
            row["sure"],
            row.get("barrier", True),
            row["line"],
            row.get("derived", False),
            row.get("question", ""),
            row.get("unseen", ""),
        )
        for key, row in tomllib.loads(text).items()
    }


@cache
def indicators() -> tuple[Indicator, ...]:
    """Return the indicators in the order of the table."""
    names = (f"{modules.__name__}.{one.name}" for one in iter_modules(modules.__path__))
    order = list(questions())
    return tuple(sorted(map(_indicator, map(import_module, names)), key=lambda one: order.index(one.id)))


def indicator(indicator_id: str) -> Indicator:
    """Return one indicator; raises `KeyError` for one that no scan can answer, or that does not exist."""
    return {one.id: one for one in indicators()}[indicator_id]


def needed() -> tuple[type[Any], ...]:
    """Return the kinds of artefact that the indicators read, each once."""
    return tuple(dict.fromkeys(kind for one in indicators() for kind in one.needs))


def _indicator(module: Any) -> Indicator:
    return Indicator(
        questions()[module.ID],
        module.VERSION,
        module.UNIT,
        " ".join(module.__doc__.split()),
        module.DENOMINATOR,
        module.NEEDS,
        getattr(module, "JOIN", ""),
        getattr(module, "see", None),
        getattr(module, "of_service", None),
    )
