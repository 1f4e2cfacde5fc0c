"""What differs between two scans of a site so that their figures may not be compared: breaks in its trend."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any, Final

from drempel.model.report import Change
from drempel.model.scan import ScanState
from storage.engine import AnyRow

MOST_NAMED: Final = 6
"""Checks named of those that differ."""

_BROKEN_OFF: Final = frozenset({ScanState.INTERRUPTED, ScanState.FAILED})
_LIMITS: Final = ("max_pages", "max_depth", "max_time_s", "obey_robots")
_SCOPE: Final = ("start", "include", "exclude")


@dataclass(frozen=True, slots=True)
class Frozen:
    """What was frozen with a scan, where its whole row is not at hand."""

    tools: Mapping[str, Any]
    settings: Mapping[str, Any]
    scope: Mapping[str, Any]
    state: ScanState


def changes(before: AnyRow | Frozen, after: AnyRow | Frozen) -> tuple[Change, ...]:
    """Return what differs between two scans of a site; empty when they can be compared.

    The rows have `tools`, `settings`, `scope` and `state`. Keys: `axe` (other version or file), `browser`
    (another one, or another first number of its version: repairs do not change how it shows pages), `checks`
    (other checks, versions or switched off; another version of Drempel alone changes no figure), `standard`,
    `viewport`, `deep` (which pages were used), `profile` (limits of the e-inclusion indicators), `limits`
    (pages, depth, time, robots.txt: the sample), `scope`, `interrupted` (one was broken off).
    """
    found = [change for change in _compared(before, after) if change.before != change.after]
    if _BROKEN_OFF & {before.state, after.state}:
        # Two that were broken off have not seen the same either.
        found.append(Change("interrupted", before.state, after.state))
    return tuple(found)


def _compared(before: AnyRow | Frozen, after: AnyRow | Frozen) -> Iterator[Change]:
    def of(part: str, key: str, default: object = None) -> tuple[Any, Any]:
        return getattr(before, part).get(key, default), getattr(after, part).get(key, default)

    yield Change("axe", *(_axe(row.tools) for row in (before, after)))
    yield Change("browser", *map(browser_line, of("tools", "browser")))
    yield _checks(before, after)
    for key, default in (("standard", None), ("viewport", None), ("deep", "off"), ("profile", "normal")):
        yield Change(key, *map(_text, of("settings", key, default)))
    yield Change("limits", *_listed(before.settings, after.settings, _LIMITS))
    yield Change("scope", *_listed(before.scope, after.scope, _SCOPE))


def browser_line(name: str | None) -> str:
    """Return a browser's name and the first number of its version: `chromium 139 (playwright)`."""
    words = (name or "").split()
    return " ".join([*words[:1], *(word.partition(".")[0] for word in words[1:2]), *words[2:]])


def _axe(tools: Mapping[str, Any]) -> str:
    return f"{tools.get('axe', '')} {str(tools.get('axe_sha256', ''))[:8]}".strip()


def _checks(before: AnyRow | Frozen, after: AnyRow | Frozen) -> Change:
    """Return the checks that differ, each with its version."""
    one, other = (_ran(row) for row in (before, after))
    differ = sorted(check for check in one.keys() | other.keys() if one.get(check) != other.get(check))
    return Change("checks", *(_named(ran, differ) for ran in (one, other)))


def _ran(row: AnyRow | Frozen) -> dict[str, str]:
    """Return version by id of the checks that ran, and of axe-core's rules that were switched off."""
    ran = {check: str(version) for check, version in (row.tools.get("checks") or {}).items()}
    off = {check: "off" for check in row.settings.get("disabled_checks") or () if check.startswith("axe:")}
    return ran | off


def _named(ran: Mapping[str, str], differ: list[str]) -> str:
    names = [f"{check} {ran.get(check, '-')}" for check in differ[:MOST_NAMED]]
    return ", ".join(names) + (f" … {len(differ)}" if len(differ) > MOST_NAMED else "")


def _listed(one: Mapping[str, Any], other: Mapping[str, Any], keys: tuple[str, ...]) -> tuple[str, str]:
    """Return the values of the keys that differ, of each."""
    differ = [key for key in keys if one.get(key) != other.get(key)]
    first, second = ("; ".join(f"{key} {_text(of.get(key))}" for key in differ) for of in (one, other))
    return first, second


def _text(value: object) -> str:
    if isinstance(value, list | tuple):
        return " ".join(map(str, value))
    return "" if value is None else str(value)
