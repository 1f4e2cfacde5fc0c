"""Look up requirements: success criteria of WCAG 2.0 to 2.2, their EN 301 549 clauses, whom they protect.

The facts stand in `drempel/data/*.toml` with their sources. Which criterion belongs to which dated
standard is decided here and nowhere else; whether a page fails one is the business of checks.
"""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from difflib import get_close_matches
from enum import StrEnum
from functools import cache
from importlib.resources import files
from types import MappingProxyType
from typing import Any

from drempel.errors import UnknownName

PREFIX = "wcag:"
"""Before a criterion number in code (`wcag:1.4.3`); published formats carry the bare number."""
_VOID_FOR_DOCUMENTS = {"2.4.1", "2.4.5", "3.2.3", "3.2.4"}
"""About sets of pages: their clauses in chapter 10 of EN 301 549 V3.2.1 are void."""


class Standard(StrEnum):
    """A dated version of the European standard; every scan stores the one it was judged by."""

    EN_301549_V3 = "en301549-3.2.1"
    """March 2021, WCAG 2.1 level A and AA: what the law points to today, and the default."""
    EN_301549_V4 = "en301549-4.1.1"
    """September 2026, WCAG 2.2 level A and AA."""

    @property
    def wcag(self) -> str:
        """Return the version of WCAG that this standard took over."""
        return "2.1" if self is Standard.EN_301549_V3 else "2.2"


@dataclass(frozen=True, slots=True)
class Criterion:
    """One success criterion."""

    id: str
    """Bare number, e.g. `1.4.3`."""
    level: str
    """`A`, `AA` or `AAA`."""
    since: str
    """Version of WCAG that brought it."""
    until: str | None
    """Version of WCAG that removed it; `None` while it stands."""
    name_en: str
    name_nl: str
    """Name in the authorised Dutch translation."""
    name_fr: str
    """Name in the authorised French translation."""
    principle_en: str
    principle_nl: str
    principle_fr: str
    guideline: str
    """Number of the guideline above it, e.g. `1.4`."""
    guideline_en: str
    guideline_nl: str
    guideline_fr: str
    en301549: str | None
    """Clause of EN 301 549 V3.2.1, e.g. `9.1.4.3`; `None` where that version does not require it."""
    is_legal_today: bool
    """Public bodies have to meet it today (Directive (EU) 2016/2102 with V3.2.1)."""
    who_nl: str
    """One Dutch sentence: who is hindered when the criterion is not met."""
    who_en: str
    who_fr: str

    @property
    def document_clause(self) -> str | None:
        """Return the clause for documents that are no web pages, e.g. `10.1.4.3` (EN 301 549 V3.2.1).

        The numbers run beside those of chapter 9; where the standard leaves a number void, `None`.
        """
        if self.en301549 is None or self.id in _VOID_FOR_DOCUMENTS:
            return None
        return f"10{self.en301549.removeprefix('9')}"

    def name(self, language: str) -> str:
        """Return the name in a language (two letters); in English for one without a translation."""
        return {"nl": self.name_nl, "fr": self.name_fr}.get(language, self.name_en)

    def who(self, language: str) -> str:
        """Return in one sentence who is hindered; in English for a language that we do not speak."""
        return {"nl": self.who_nl, "fr": self.who_fr}.get(language, self.who_en)

    def principle(self, language: str) -> str:
        """Return the name of the principle above it."""
        return {"nl": self.principle_nl, "fr": self.principle_fr}.get(language, self.principle_en)


def criterion(criterion_id: str) -> Criterion:
    """Return the criterion with this number, bare (`1.4.3`) or as written in code (`wcag:1.4.3`).

    Raises UnknownName, with the nearest numbers, when WCAG 2.0 to 2.2 have no such criterion.
    """
    number = criterion_id.removeprefix(PREFIX)
    try:
        return _by_id()[number]
    except KeyError:
        near = ", ".join(get_close_matches(number, _by_id(), n=3)) or "1.1.1 to 4.1.3"
        raise UnknownName(f"WCAG has no success criterion {criterion_id!r}. Near it: {near}.") from None


def criteria() -> tuple[Criterion, ...]:
    """Return all criteria of WCAG 2.0 to 2.2 in the order of the standard."""
    return tuple(_by_id().values())


def levels(standard: Standard | str) -> frozenset[str]:
    """Return the conformance levels that a standard requires.

    Both versions of EN 301 549 list level AAA for information only (V3.2.1, clause 9.5).
    """
    _standard(standard)
    return frozenset({"A", "AA"})


def applies(criterion_id: str, standard: Standard | str) -> bool:
    """Tell whether a standard requires this criterion.

    Raises UnknownName when there is no such criterion or standard.
    """
    version = _standard(standard).wcag
    found = criterion(criterion_id)
    return (
        found.level in levels(standard)
        and found.since <= version
        and (found.until is None or version < found.until)
    )


@cache
def people() -> Mapping[str, str]:
    """Return the groups of people a check may name: key → English msgid, catalogue context `people`.

    For checks whose requirements are no success criteria; the others speak through `Criterion.who`.
    """
    return MappingProxyType(_table("people.toml"))


def _standard(name: Standard | str) -> Standard:
    try:
        return Standard(name)
    except ValueError:
        raise UnknownName(f"There is no standard {name!r}. Known are: {', '.join(Standard)}.") from None


@cache
def _by_id() -> Mapping[str, Criterion]:
    table = _table("wcag.toml")
    return MappingProxyType({row["id"]: _criterion(row, table) for row in table["criterion"]})


def _criterion(row: Mapping[str, Any], table: Mapping[str, Any]) -> Criterion:
    guideline_id = row["id"].rpartition(".")[0]
    principle, guideline = table["principles"][guideline_id[0]], table["guidelines"][guideline_id]
    return Criterion(
        id=row["id"],
        level=row["level"],
        since=row["since"],
        until=row.get("until"),
        name_en=row["name_en"],
        name_nl=row["name_nl"],
        name_fr=row["name_fr"],
        principle_en=principle["en"],
        principle_nl=principle["nl"],
        principle_fr=principle["fr"],
        guideline=guideline_id,
        guideline_en=guideline["en"],
        guideline_nl=guideline["nl"],
        guideline_fr=guideline["fr"],
        en301549=row.get("en301549"),
        is_legal_today=row["legal"],
        who_nl=row["who_nl"],
        who_en=row["who_en"],
        who_fr=row["who_fr"],
    )


def _table(name: str) -> dict[str, Any]:
    return tomllib.loads(files("drempel").joinpath("data", name).read_text(encoding="utf-8"))
