"""What is known of axe-core's rules without running them: wording, requirements, kind (from rules.toml)."""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from functools import cache
from importlib.resources import files
from types import MappingProxyType

from drempel.model.finding import Impact, Kind

CONTEXT = "axe:"
"""Before a rule id: the id of the check and the context of its messages in the catalogue."""


class AxeKind(StrEnum):
    """What axe-core's tags say of the ground a rule stands on."""

    NORM = "wcag-a-aa"
    AAA = "wcag-aaa"
    PRACTICE = "best-practice"
    EXPERIMENTAL = "experimental"
    DEPRECATED = "deprecated"


_GROUND = {
    AxeKind.NORM: Kind.NORM,
    AxeKind.AAA: Kind.BEYOND,
    AxeKind.PRACTICE: Kind.PRACTICE,
    AxeKind.EXPERIMENTAL: Kind.BEYOND,
    AxeKind.DEPRECATED: Kind.BEYOND,
}


@dataclass(frozen=True, slots=True)
class AxeRule:
    """One rule of axe-core in our words."""

    rule_id: str
    """axe-core's own id, e.g. `image-alt`."""
    kind: AxeKind
    impact: Impact
    """What axe-core says of the rule; a finding carries that of its own element."""
    requirements: tuple[str, ...]
    """Bare success criterion numbers; empty for good practice."""
    act: tuple[str, ...]
    """Ids of the W3C ACT rules that it implements, as axe-core says."""
    title: str
    """English msgid that names the problem; translated under context `check_id`."""
    repair: str
    """English msgid that says in one sentence what to do; same context."""
    who: str = ""
    """Key of `drempel.wcag.people()`; empty where the success criteria tell who is hindered."""
    act_also: tuple[str, ...] = ()
    """Ids of ACT rules that it decides too, though axe-core does not say so."""

    @property
    def all_act(self) -> tuple[str, ...]:
        """Return the ACT rules that a finding speaks of."""
        return self.act + self.act_also

    @property
    def check_id(self) -> str:
        """Return the id under which findings of this rule are stored, e.g. `axe:image-alt`."""
        return CONTEXT + self.rule_id

    @property
    def ground(self) -> Kind:
        """Return on what ground a finding of this rule speaks."""
        return _GROUND[self.kind]


@cache
def axe_rules() -> Mapping[str, AxeRule]:
    """Return every rule of axe-core by its id, those that are off by default included."""
    table = tomllib.loads(files("checks").joinpath("axe", "rules.toml").read_text(encoding="utf-8"))
    return MappingProxyType(
        {
            rule_id: AxeRule(
                rule_id=rule_id,
                kind=AxeKind(row["kind"]),
                impact=Impact(row["impact"]),
                requirements=tuple(row["requirements"]),
                act=tuple(row["act"]),
                title=row["title"],
                repair=row["repair"],
                who=row.get("who", ""),
                act_also=tuple(row.get("act_also", ())),
            )
            for rule_id, row in table.items()
        }
    )
