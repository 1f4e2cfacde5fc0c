"""Read `manifest.toml`: every address of the town, every planted barrier, every page that is clean."""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from demo.town import state_of

PATH = Path(__file__).with_name("manifest.toml")
EDITIONS = frozenset({1, 2, 3, 4})
OUTCOMES = frozenset(
    {
        "ok",
        "redirected-out-of-scope",
        "not-html",
        "http-error",
        "timeout",
        "blocked",
        "robots",
        "unsafe",
        "crashed",
        "duplicate",
        "trap-cut",
        "document",
    }
)
CHOICES = {
    "template": {"town", "eloket", "bare", "none"},
    "level": {"plain", "hard", "none"},
    "found_by": {"link", "sitemap", "script"},
}


@dataclass(frozen=True, slots=True)
class Page:
    """One address of the town in some of its editions.

    `status` is that of the first answer, before any redirect. `same_as` is the page that this address is
    another address of, or empty. `found_by` says how a crawler gets there: `link`, `sitemap` only, or
    `script` (a link that only the rendered page has). `needs_script`: no text without a script;
    `slow`: the server waits before it answers. The outcome `document` is for a document, which is no page.
    """

    path: str
    template: str = "town"
    language: str = "nl"
    level: str = "plain"
    outcome: str = "ok"
    also_accepted: tuple[str, ...] = ()
    same_as: str = ""
    status: int = 200
    found_by: str = "link"
    slow: bool = False
    needs_script: bool = False
    editions: frozenset[int] = EDITIONS

    @property
    def is_judged(self) -> bool:
        """Say whether checks see this page under this address."""
        return self.outcome == "ok"

    @property
    def outcomes(self) -> frozenset[str]:
        """Return every fetch outcome that is right for this address."""
        return frozenset({self.outcome, *self.also_accepted})


@dataclass(frozen=True, slots=True)
class Barrier:
    """One planted problem.

    A finding with one of `checks` (`axe:<rule>` or the id of an own check) and `outcome` (`failed` or
    `cantTell`) on any element that `selector` matches, on each of `paths`, is wanted.
    """

    id: str
    paths: tuple[str, ...]
    checks: tuple[str, ...]
    selector: str
    description: str
    outcome: str = "failed"
    editions: frozenset[int] = EDITIONS


@dataclass(frozen=True, slots=True)
class Trap:
    """Addresses without end: those that begin with `prefix`, first met on `start`.

    At least one must end in `outcome` and at most `at_most_ok` may be judged.
    """

    start: str
    prefix: str
    outcome: str
    at_most_ok: int


@dataclass(frozen=True, slots=True)
class Manifest:
    """The whole manifest; ask the methods for what holds in one edition."""

    pages: tuple[Page, ...]
    barriers: tuple[Barrier, ...]
    traps: tuple[Trap, ...]
    clean: tuple[str, ...]
    outside: tuple[str, ...]

    def pages_in(self, edition: int) -> tuple[Page, ...]:
        """Return the addresses of one edition, each once."""
        state = state_of(edition)
        return tuple(page for page in self.pages if state in page.editions)

    def barriers_in(self, edition: int) -> tuple[Barrier, ...]:
        """Return the barriers of one edition, each with only the pages that edition has."""
        state = state_of(edition)
        judged = {page.path for page in self.pages_in(edition) if page.is_judged}
        limited = (
            replace(barrier, paths=tuple(path for path in barrier.paths if path in judged))
            for barrier in self.barriers
            if state in barrier.editions
        )
        return tuple(barrier for barrier in limited if barrier.paths)

    def clean_in(self, edition: int) -> tuple[str, ...]:
        """Return the paths where no failure may be reported in one edition: clean, and no barrier planted."""
        judged = {page.path for page in self.pages_in(edition) if page.is_judged}
        planted = {path for barrier in self.barriers_in(edition) for path in barrier.paths}
        return tuple(path for path in self.clean if path in judged - planted)


def load(path: Path = PATH) -> Manifest:
    """Return the manifest. Raises `ValueError` or `TypeError` naming what does not fit."""
    with path.open("rb") as file:
        data = tomllib.load(file)
    pages = tuple(_page(entry) for entry in data["page"])
    return Manifest(
        pages=pages,
        barriers=tuple(_barrier(entry, pages) for entry in data["barrier"]),
        traps=tuple(Trap(**entry) for entry in data["trap"]),
        clean=tuple(data["clean"]["paths"]),
        outside=tuple(data["outside"]),
    )


def _page(entry: Mapping[str, Any]) -> Page:
    page = Page(**_frozen(entry))
    for name, allowed in CHOICES.items():
        if getattr(page, name) not in allowed:
            raise ValueError(f"{page.path}: {name} = {getattr(page, name)!r} is none of {sorted(allowed)}.")
    if not page.outcomes <= OUTCOMES:
        raise ValueError(f"{page.path}: unknown outcome in {sorted(page.outcomes)}.")
    return page


def _barrier(entry: Mapping[str, Any], pages: tuple[Page, ...]) -> Barrier:
    values = _frozen(entry)
    if template := values.pop("template", ""):
        values["paths"] = tuple(page.path for page in pages if page.template == template and page.is_judged)
    barrier = Barrier(**values)
    if barrier.outcome not in {"failed", "cantTell"}:
        raise ValueError(f"{barrier.id}: outcome {barrier.outcome!r} is neither failed nor cantTell.")
    return barrier


def _frozen(entry: Mapping[str, Any]) -> dict[str, Any]:
    """Return the entry with its lists as tuples and its editions as a set of known ones."""
    values: dict[str, Any] = {
        key: tuple(value) if isinstance(value, list) else value for key, value in entry.items()
    }
    editions = frozenset(values.get("editions", EDITIONS))
    if not editions <= EDITIONS:
        raise ValueError(f"{entry.get('path') or entry.get('id')}: editions are {sorted(EDITIONS)}.")
    return values | {"editions": editions}
