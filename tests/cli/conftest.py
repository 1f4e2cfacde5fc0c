"""Run commands in an empty folder, with the composition root replaced by plain values."""

import os
from collections.abc import AsyncGenerator, Callable, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner

from drempel import app, single_pages
from drempel.cli import main
from drempel.cli.words import use_language
from drempel.model.finding import CheckInfo, Impact, Kind, Source
from drempel.model.site import Site
from drempel.model.snapshot import FetchRecord
from drempel.pipeline import PageOutcome

CHECKS = (
    CheckInfo(
        "alt-text-is-filename",
        Source.DREMPEL,
        Kind.NORM,
        Impact.SERIOUS,
        ("1.1.1",),
        ("qt1vmo",),
        "Text alternative is a file name",
        "Write in the alt text what the image shows, or leave it empty when the image only decorates.",
        messages={"filename": "The text alternative “{alt}” is a file name."},
    ),
    CheckInfo(
        "axe:image-alt",
        Source.AXE,
        Kind.NORM,
        Impact.MODERATE,
        ("1.1.1",),
        ("23a2a8",),
        "Image has no text alternative",
        "Give the image an alt text.",
    ),
    CheckInfo(
        "axe:region",
        Source.AXE,
        Kind.PRACTICE,
        Impact.MODERATE,
        (),
        (),
        "Content lies outside landmarks",
        "Put all content in landmarks.",
        who="blind",
    ),
)


@dataclass(frozen=True)
class Result:
    """How a command ended."""

    code: int
    out: str
    err: str


Run = Callable[..., Result]


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Work in an empty folder, without settings in the environment, in Dutch."""
    monkeypatch.chdir(tmp_path)
    for name in [name for name in os.environ if name.startswith("DREMPEL_")]:
        monkeypatch.delenv(name)
    use_language("nl")
    return tmp_path


@pytest.fixture
def run(folder: Path) -> Run:
    """Run `drempel` with arguments; whatever happens must end in an exit code."""

    def run_command(*arguments: str, stdin: str | bytes = "") -> Result:
        done = CliRunner().invoke(main, list(arguments), input=stdin)
        assert done.exception is None or isinstance(done.exception, SystemExit), done.exception
        return Result(done.exit_code, done.stdout, done.stderr)

    return run_command


@dataclass
class FakeApp:
    """What the commands asked of the composition root, and what it answers."""

    pages: Sequence[PageOutcome] = ()
    results: Sequence[app.ScanResult] = ()
    ends: Sequence[tuple[Site, FetchRecord]] = ()
    error: Exception | None = None
    calls: list[dict[str, Any]] = field(default_factory=list)

    @property
    def call(self) -> dict[str, Any]:
        assert len(self.calls) == 1
        return self.calls[0]

    async def run_scans(self, settings: Any, jobs: Any, **more: Any) -> list[app.ScanResult]:
        self.calls.append({"settings": settings, "jobs": jobs, **more})
        for site, record in self.ends:
            more["on_end"](site, record)
        if self.error:
            raise self.error
        return list(self.results)

    async def check_pages(
        self, settings: Any, request: Any, **more: Any
    ) -> AsyncGenerator[PageOutcome, None]:
        self.calls.append({"settings": settings, "request": request, **more})
        for page in self.pages:
            yield page
        if self.error:
            raise self.error

    def write_reports(self, settings: Any, **more: Any) -> Path:
        self.calls.append({"settings": settings, **more})
        if self.error:
            raise self.error
        return Path("rapport/index.html")


@pytest.fixture
def fake(monkeypatch: pytest.MonkeyPatch) -> FakeApp:
    """Replace the composition root."""
    made = FakeApp()
    for name in ("run_scans", "write_reports"):
        monkeypatch.setattr(app, name, getattr(made, name))
    monkeypatch.setattr(single_pages, "check_pages", made.check_pages)
    monkeypatch.setattr(app, "catalogue", lambda: CHECKS)
    monkeypatch.setattr(app, "documentation", lambda *_: None)
    return made
