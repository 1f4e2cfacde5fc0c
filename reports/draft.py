"""What a draft of an accessibility statement holds, by the model of Decision (EU) 2018/1523. Pure.

A scan knows what fails and when it looked; the settings know who answers for the site. All else is left open
for a person, and "fully" is never said: pages on which a scan finds nothing prove nothing.
"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final
from urllib.parse import urlsplit

from drempel.i18n import N_
from drempel.model.issue import Issue
from drempel.model.report import ReportHeader, ReportSource
from reports.digest import criterion_order
from reports.grouping import Group, ground_of

MOST_ITEMS: Final = 40
"""Problems that the draft lists; a longer list is no help to a visitor."""

LAWS: Final[Mapping[str, str]] = {
    "bestuursdecreet": N_("the Flemish Bestuursdecreet of 7 December 2018"),
    "wet 2018": N_("the federal law of 19 July 2018"),
    "Waals decreet": N_("the Walloon decree of 2 May 2019"),
}
"""The laws that put Directive (EU) 2016/2102 into force in Belgium, by the key that the mark-up carries."""
BODIES: Final[Mapping[str, str]] = {
    "bestuursdecreet": N_("the complaints officer of {name}"),
    "wet 2018": N_("the Federal Ombudsman"),
    "Waals decreet": N_("the Mediator of Wallonia"),
}
"""Where a complaint goes that an answer did not solve; it differs per body, so a person looks at it."""
NORMS: Final[Mapping[str, tuple[str, str]]] = {
    "en301549-3.2.1": ("2.1", "3.2.1"),
    "en301549-4.1.1": ("2.2", "4.1.1"),
}
"""Norm of the scan → version of WCAG, version of EN 301 549."""

_BY_KIND: Final = (
    ("wet 2018", re.compile(r"federa|\b(?:fod|pod|spf|spp)\b", re.IGNORECASE)),
    ("Waals decreet", re.compile(r"wall?on|waals|\bcommune\b|\bspw\b|\bcpas\b", re.IGNORECASE)),
    (
        "bestuursdecreet",
        re.compile(
            r"vlaams|departement|agentschap|gemeente|stad\b|district|ocmw|provincie|intercommunale|"
            r"politiezone|hulpverleningszone|autonoom|polder",
            re.IGNORECASE,
        ),
    ),
)
_BY_HOST: Final = (
    ("wet 2018", re.compile(r"(?:^|\.)(?:fgov|belgium)\.be$")),
    ("Waals decreet", re.compile(r"(?:^|\.)wallonie\.be$")),
    ("bestuursdecreet", re.compile(r"(?:^|\.)vlaanderen(?:\.be)?$")),
)
_NO_LAW_BY_HOST: Final = re.compile(r"(?:^|\.)(?:brussels|irisnet\.be)$")
"""Regional, bicultural and federal bodies stand side by side there."""
_BURDEN: Final = re.compile(r"onevenredig|disproportion|unverh[äa]ltnis", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Item:
    """Something that is not accessible: a check that failed, on how many pages, and the criteria."""

    check: str
    pages: int
    requirements: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Draft:
    """The fields of a draft; empty is what a person has to fill in."""

    law: str
    """A key of `LAWS`, or empty where the level of government is not known."""
    wcag: str
    en: str
    host: str
    day: date
    breaches: Sequence[Item]
    burdens: Sequence[Item]
    """What a waiver puts under a disproportionate burden: the organisation has to explain that."""
    left_out: int
    """Problems beyond the list."""

    @property
    def is_partial(self) -> bool:
        """Tell whether the site is partially compliant; without failures only people can say what it is."""
        return bool(self.breaches or self.burdens)


def draft_of(source: ReportSource) -> Draft:
    """Return the draft for the site of a scan; walks over its issues once."""
    header = source.header
    standard = header.scan.settings.standard
    breaches: dict[str, Item] = {}
    burdens: dict[str, Item] = {}
    for issue in source.issues():
        if ground_of(issue, standard) is not Group.NORM:
            continue
        if issue.decided is not None and issue.decided.is_false_alarm:
            continue
        _add(burdens if _is_burden(issue) else breaches, issue)
    listed = tuple(breaches.values())[:MOST_ITEMS]
    wcag, en = NORMS[standard]
    made_at = header.generated_at or header.scan.finished_at or header.scan.started_at
    return Draft(
        law=law_of(header),
        wcag=wcag,
        en=en,
        host=urlsplit(header.site_start[0]).netloc,
        day=made_at.date(),
        breaches=listed,
        burdens=tuple(burdens.values())[:MOST_ITEMS],
        left_out=len(breaches) - len(listed),
    )


def law_of(header: ReportHeader) -> str:
    """Return the law for the level of government of the organisation, empty where that is not sure."""
    host = (urlsplit(header.site_start[0]).hostname or "").lower()
    if _NO_LAW_BY_HOST.search(host):
        return ""
    by_kind = next((law for law, sign in _BY_KIND if sign.search(header.entity_kind)), "")
    return by_kind or next((law for law, sign in _BY_HOST if sign.search(host)), "")


def _is_burden(issue: Issue) -> bool:
    waiver = issue.decided.waiver if issue.decided is not None and issue.decided.is_waived else None
    return waiver is not None and bool(_BURDEN.search(f"{waiver.basis} {waiver.reason}"))


def _add(items: dict[str, Item], issue: Issue) -> None:
    before = items.get(issue.check)
    numbers = set(issue.requirements) | set(before.requirements if before else ())
    # A page may hold several problems of one check, so their pages do not add up: the most is surely right.
    pages = max(issue.pages, before.pages if before else 0)
    items[issue.check] = Item(issue.check, pages, tuple(sorted(numbers, key=criterion_order)))
