"""From which value an indicator is answered yes or no; a profile may have stricter ones."""

import tomllib
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any, Final

from drempel.errors import UnknownName

NORMAL: Final = "normal"
VULNERABLE: Final = "kwetsbaar"
PROFILES: Final = (NORMAL, VULNERABLE)


@dataclass(frozen=True, slots=True)
class Limits:
    """The values of `data/limits.toml` for one profile; what each means stands there."""

    required_fields: int
    page_mb: float
    visit_euro: float
    text_s: float
    bare_share: float
    rubrics: int
    ways: int
    doubt_is_no: bool
    shared_cost_is_dear: bool


@cache
def limits_of(profile: str = NORMAL) -> Limits:
    """Return the limits of a profile; raises `UnknownName` for one that does not exist."""
    if profile not in PROFILES:
        raise UnknownName(f"There is no profile {profile!r}. Known are: {', '.join(PROFILES)}.")
    table = _table()
    return Limits(**(table[NORMAL] | table[profile]))


def stricter(profile: str) -> dict[str, tuple[float, float]]:
    """Return what a profile changes: name of the limit → the normal value and that of the profile."""
    normal, own = _table()[NORMAL], _table()[profile]
    return {name: (normal[name], value) for name, value in own.items() if value != normal[name]}


@cache
def _table() -> dict[str, dict[str, Any]]:
    text = files("drempel.inclusion").joinpath("data", "limits.toml").read_text(encoding="utf-8")
    return tomllib.loads(text)
