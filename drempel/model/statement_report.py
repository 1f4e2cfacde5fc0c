"""What is known of the statement of a page or a site, and its fields as plain data."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from drempel.model.statement import Evidence, Statement, StatementLink

AGES = ((36, "ernstig verouderd"), (12, "verouderd"))
"""Months above which a statement is called that."""


@dataclass(frozen=True, slots=True)
class StatementReport:
    """The answer of `drempel statement`: where the statement is, what it says, how it stands to the findings.

    `found` is `yes`, `no`, `pdf`, `other domain` or `None` (there may be one, but it could not be seen).
    `link_name` is `clear`, `vague`, `none` or `None`. `faults` counts failures of the norm on the page of the
    statement, `None` where it was not judged. `where` is its address or file.
    """

    given: str
    day: date
    found: str | None
    where: str = ""
    link: StatementLink | None = None
    link_name: str | None = None
    statement: Statement | None = None
    contradiction: bool | None = None
    faults: int | None = None
    unseen: tuple[str, ...] = ()
    """Addresses that could not be looked at, in this search."""
    reasons: Mapping[str, str] = field(default_factory=dict)
    """Why, by address: a key of `reports.wording`, or an HTTP status; empty where it is not known."""
    looked_at: int = 0
    """How many addresses were asked for in the search."""

    @property
    def latest(self) -> str | None:
        """Return the date that counts for the age, ISO."""
        statement = self.statement
        if statement is None:
            return None
        known = [one for one in (statement.prepared, statement.reviewed) if one]
        return max(known) if known else None

    @property
    def age(self) -> str | None:
        """Return `actueel`, `verouderd`, `ernstig verouderd` or `onbekend`; `None` without a statement."""
        return age(self.latest, self.day) if self.statement is not None else None

    def fields(self) -> dict[str, Any]:
        """Return the fields f01 to f16 as plain data."""
        said = self.statement
        return {
            "f01_found": self.found,
            "f03_link": self.link_name,
            "f04_commitment": said and said.commitment,
            "f04_law": said and said.law,
            "f04_law_ok": said and said.law_ok,
            "f05_scope": said and said.scope,
            "f06_status": said and said.status,
            "f07_standard": said and said.standard,
            "f07_level": said and said.level,
            "f07_en": said and said.en_version,
            "f08_items": said and said.items,
            "f09_reasons": said and list(said.reasons),
            "f09_burden_explained": said and said.burden_explained,
            "f10_alternatives": said and said.alternatives,
            "f11_prepared": said and said.prepared,
            "f11_reviewed": said and said.reviewed,
            "f11_age": self.age,
            "f12_method": said and said.method,
            "f13_channels": said and list(said.channels),
            "f13_days": said and said.days,
            "f14_enforcement": said and said.enforcement,
            "f15_contradiction": self.contradiction,
            "f16_page_faults": self.faults,
        }

    def evidence(self) -> dict[str, dict[str, str]]:
        """Return where each field was read, by the name it has in `fields`."""
        places: Mapping[str, Evidence] = self.statement.evidence if self.statement else {}
        told = {FIELD_OF[name]: place for name, place in places.items()}
        if self.link is not None:
            told["f03_link"] = self.link.evidence
        return {
            name: {"selector": place.selector, "text": place.text} for name, place in sorted(told.items())
        }


FIELD_OF = {
    "commitment": "f04_commitment",
    "law": "f04_law",
    "scope": "f05_scope",
    "status": "f06_status",
    "standard": "f07_standard",
    "level": "f07_level",
    "en_version": "f07_en",
    "items": "f08_items",
    "reasons": "f09_reasons",
    "burden_explained": "f09_burden_explained",
    "alternatives": "f10_alternatives",
    "prepared": "f11_prepared",
    "reviewed": "f11_reviewed",
    "method": "f12_method",
    "channels": "f13_channels",
    "days": "f13_days",
    "enforcement": "f14_enforcement",
}


def age(latest: str | None, day: date) -> str:
    """Return how old a statement is on a day: `actueel`, `verouderd`, `ernstig verouderd` or `onbekend`.

    Of a month its first day counts. Source of the year: Decision (EU) 2018/1523 asks to review a statement
    at least once a year.
    """
    if latest is None:
        return "onbekend"
    year, month, at = (int(part) for part in f"{latest}-01"[:10].split("-"))
    months = (day.year - year) * 12 + day.month - month
    over = (name for limit, name in AGES if months > limit or (months == limit and day.day > at))
    return next(over, "actueel")
