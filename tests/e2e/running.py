"""Scans and single checks as tests start them: the real app, a real browser, a database in a folder."""

import asyncio
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from drempel import app
from drempel.model.entity import Entity
from drempel.model.scan import Depth
from drempel.model.site import Site
from drempel.pipeline import PageOutcome, ProgressState
from drempel.settings import Settings, load
from drempel.single_pages import CheckRequest, check_pages


class Silent:
    """A progress that keeps what it was told."""

    def __init__(self) -> None:
        self.states: list[ProgressState] = []
        self.notes: list[str] = []

    def started(self, site: str) -> None:
        """Nothing to show."""

    def update(self, state: ProgressState) -> None:
        self.states.append(state)

    def note(self, text: str) -> None:
        self.notes.append(text)

    def finished(self, state: ProgressState) -> None:
        self.states.append(state)


def settings(folder: Path, tables: Mapping[str, Mapping[str, Any]] | None = None) -> Settings:
    """Return settings with everything below one folder and no delay."""
    folder.mkdir(parents=True, exist_ok=True)
    base: dict[str, dict[str, Any]] = {
        "storage": {"url": f"sqlite:///{folder / 'test.db'}"},
        "report": {"folder": str(folder / "rapport")},
        "crawler": {"delay_s": 0.0},
        # What uses the page has tests of its own, and takes some seconds.
        "checks": {"deep": "off"},
    }
    for table, values in (tables or {}).items():
        base[table] = {**base.get(table, {}), **values}
    return load(None, base)


def scan(
    used: Settings,
    site: Site,
    *,
    name: str = "proef",
    resume: bool = False,
    incremental: bool = False,
    progress: Silent | None = None,
) -> app.ScanResult:
    """Scan one site to its end."""
    job = app.ScanJob(Entity(name, f"Gemeente {name}", sites=(site,)), site)
    (result,) = asyncio.run(
        app.run_scans(
            used,
            [job],
            resume=resume,
            incremental=incremental,
            progress=progress or Silent(),
            stop=asyncio.Event(),
            with_ends=True,
        )
    )
    return result


def check(used: Settings, *targets: str, **options: Any) -> list[PageOutcome]:
    """Check single pages."""

    async def run() -> list[PageOutcome]:
        request = CheckRequest(targets, **{"deep": Depth.OFF, **options})
        pages = check_pages(used, request, progress=Silent(), stop=asyncio.Event())
        return [page async for page in pages]

    return asyncio.run(run())
