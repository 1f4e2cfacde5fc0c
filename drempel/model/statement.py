"""What an accessibility statement says, field by field, each with where it says so."""

from collections.abc import Mapping
from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class Evidence:
    """Where a fact was read: a CSS selector (empty in a document without mark-up) and the text there."""

    text: str
    selector: str = ""


@dataclass(frozen=True, slots=True)
class StatementLink:
    """A link that leads, or seems to lead, to a statement. `is_clear`: its name says so."""

    text: str
    url: str
    is_clear: bool
    is_pdf: bool
    evidence: Evidence


@dataclass(frozen=True, slots=True)
class Statement:
    """The fields of an accessibility statement, as Decision (EU) 2018/1523 asks for them.

    `None` is "not said, or it cannot be known"; an empty tuple and `False` are "it was looked for and is not
    there". Dates are ISO: a day, or a month where no day is given.
    """

    commitment: bool = False
    law: str | None = None
    """`bestuursdecreet`, `wet 2018` or `Waals decreet`."""
    law_ok: bool | None = None
    """Whether it is the law for this level of government."""
    scope: str | None = None
    """`own` or `other`: the site on which the statement stands, or only another one."""
    status: str | None = None
    """`V` fully, `G` partially, `N` not, or `tegenstrijdig`."""
    standard: str | None = None
    level: str | None = None
    en_version: str | None = None
    items: int | None = None
    reasons: tuple[str, ...] = ()
    burden_explained: bool | None = None
    alternatives: bool = False
    prepared: str | None = None
    reviewed: str | None = None
    method: str | None = None
    """`self` or `third`."""
    channels: tuple[str, ...] = ()
    days: int | None = None
    enforcement: str | None = None
    evidence: Mapping[str, Evidence] = field(default_factory=dict)
    """By the name of the field above."""
