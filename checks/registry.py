"""Find checks: every module below `checks.rules`, and the entry points that others installed.

Nothing is registered by importing; each call walks anew and returns new values, so that a test or a
setting can run with any subset.
"""

import pkgutil
from collections.abc import Iterator, Mapping
from functools import cache
from importlib import import_module
from importlib.metadata import EntryPoint, entry_points
from importlib.resources import files
from types import ModuleType

import checks.rules
from checks.axe import mapping
from checks.axe.facts import CONTEXT, axe_rules
from checks.base import Check
from drempel.errors import SetupError
from drempel.model.finding import CheckInfo

ENTRY_POINT_GROUP = "drempel.checks"
"""Third parties name here a `Check`, or a module that holds some."""


def discover() -> Mapping[str, Check]:
    """Return all checks by id, sorted.

    Raises SetupError where two checks have one id, or where an installed package with checks cannot be
    loaded: leaving it out in silence would look like a page without problems.
    """
    found: dict[str, Check] = {}
    for check in (*_own(), *_installed()):
        if found.setdefault(check.id, check) is not check:
            raise SetupError(
                "Two checks are called {check}: in {one} and in {other}. Remove one of the two packages.",
                check=check.id,
                one=found[check.id].judge.__module__,
                other=check.judge.__module__,
            )
    return dict(sorted(found.items()))


def catalogue() -> tuple[CheckInfo, ...]:
    """Return what readers may know of our checks and of all axe rules that a scan runs, sorted by id."""
    own = (check.info() for check in discover().values())
    return tuple(sorted((*own, *mapping.catalogue()), key=lambda info: info.id))


def documentation(check_id: str, language: str = "nl") -> str | None:
    """Return the page of a check or axe rule in Markdown, `None` where that language has none yet."""
    if check_id.startswith(CONTEXT):
        rule_id = check_id.removeprefix(CONTEXT)
        page = files("checks").joinpath("axe", "rules", f"{rule_id}.{language}.md")
        return page.read_text(encoding="utf-8") if rule_id in axe_rules() and page.is_file() else None
    check = _own_by_id().get(check_id) or discover().get(check_id)
    if check is None:
        return None
    package, _, stem = check.judge.__module__.rpartition(".")
    page = files(package or stem).joinpath(f"{stem}.{language}.md")
    return page.read_text(encoding="utf-8") if page.is_file() else None


def _own() -> Iterator[Check]:
    for name in _own_modules():
        yield from _checks_in(import_module(name))


@cache
def _own_by_id() -> Mapping[str, Check]:
    return {check.id: check for check in _own()}


@cache
def _own_modules() -> tuple[str, ...]:
    walk = pkgutil.walk_packages(checks.rules.__path__, checks.rules.__name__ + ".")
    return tuple(sorted(found.name for found in walk if not found.ispkg))


def _installed() -> Iterator[Check]:
    for entry in entry_points(group=ENTRY_POINT_GROUP):
        named = _load(entry)
        if isinstance(named, Check):
            yield named
        elif isinstance(named, ModuleType):
            yield from (value for value in vars(named).values() if isinstance(value, Check))
        else:
            raise SetupError(
                "The entry point {name} = {value} gives no check and no module. "
                "Correct the package that brings it, or uninstall it.",
                name=entry.name,
                value=entry.value,
            )


def _load(entry: EntryPoint) -> object:
    try:
        return entry.load()
    except Exception as error:
        brought_by = entry.dist.name if entry.dist else "an installed package"
        raise SetupError(
            "The check {name} of {package} cannot be loaded: {reason}. "
            "Install a version that fits, or uninstall it.",
            name=entry.name,
            package=brought_by,
            reason=f"{type(error).__name__}: {error}",
        ) from error


def _checks_in(module: ModuleType) -> list[Check]:
    """Return the checks that a module makes itself; what it imported belongs to another."""
    return [
        value
        for value in vars(module).values()
        if isinstance(value, Check) and value.judge.__module__ == module.__name__
    ]
