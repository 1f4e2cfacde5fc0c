"""The papers: what they promise exists, what exists is in them, and what they show can be run."""

import importlib.util
import re
import shlex
import subprocess
import tomllib
from collections.abc import Iterator
from pathlib import Path

import click
import pytest

from drempel.cli import main
from drempel.cli.program import Exit
from reports.registry import discover

ROOT = Path(__file__).parents[1]
PAPERS = sorted([*ROOT.glob("*.md"), *(ROOT / "docs").rglob("*.md")])
EACH_PAPER = pytest.mark.parametrize("paper", PAPERS, ids=lambda path: str(path.relative_to(ROOT)))


def text_of(path: str) -> str:
    return (ROOT / path).read_text("utf-8")


def commands_in(text: str) -> Iterator[str]:
    """Yield the lines of shell code that begin with `drempel`."""
    for block in re.findall(r"```sh\n(.*?)```", text, re.DOTALL):
        for line in block.splitlines():
            if line.startswith("drempel "):
                yield line


@EACH_PAPER
def test_links_lead_somewhere(paper: Path) -> None:
    for target in re.findall(r"\]\(([^)#\s]+)(?:#[^)]*)?\)", paper.read_text("utf-8")):
        if "://" not in target:
            assert (paper.parent / target).exists(), target


@EACH_PAPER
def test_commands_that_are_shown_can_be_given(paper: Path) -> None:
    for line in commands_in(paper.read_text("utf-8")):
        words = shlex.split(line.partition(" | ")[0], comments=True)[1:]
        command: click.Command = main
        context = click.Context(main, info_name="drempel")
        while isinstance(command, click.Group):
            name = words.pop(0)
            assert name in command.commands, line
            command = command.commands[name]
        if "--help" not in words:
            command.make_context(command.name, words, parent=context)


@EACH_PAPER
def test_make_targets_that_are_named_exist(paper: Path) -> None:
    targets = set(re.findall(r"^([a-z-]+):.*## ", text_of("Makefile"), re.MULTILINE))
    for name in re.findall(r"(?:`|^)make ([a-z-]+)", paper.read_text("utf-8"), re.MULTILINE):
        assert name in targets, name


@EACH_PAPER
def test_settings_that_are_shown_are_settings(paper: Path, tmp_path: Path) -> None:
    from drempel.settings import load

    for n, block in enumerate(re.findall(r"```toml\n(.*?)```", paper.read_text("utf-8"), re.DOTALL)):
        file = tmp_path / f"{n}.toml"
        file.write_text(block, "utf-8")
        load(file)


def test_reference_pages_are_up_to_date() -> None:
    spec = importlib.util.spec_from_file_location("reference", ROOT / "scripts/reference.py")
    assert spec is not None
    assert spec.loader is not None
    reference = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(reference)
    for name, text in reference.pages().items():
        assert text_of(f"docs/reference/{name}") == text, "run: make docs"


def test_every_exit_code_is_explained() -> None:
    page = text_of("docs/reference/exit-codes.md")
    for code in Exit:
        assert f"| `{code}` |" in page


def test_every_command_is_in_the_reference() -> None:
    page = text_of("docs/reference/commands.md")
    for name, command in main.commands.items():
        assert f"## `drempel {name}`" in page
        for below in getattr(command, "commands", {}):
            assert f"## `drempel {name} {below}`" in page


def test_every_report_format_is_in_the_settings_file() -> None:
    line = re.search(r"^formats = .*$", text_of("config.toml"), re.MULTILINE)
    assert line
    for name in discover():
        assert f'"{name}"' in line[0]


def test_every_dependency_is_accounted_for() -> None:
    project = tomllib.loads(text_of("pyproject.toml"))
    wanted = [
        *project["project"]["dependencies"],
        *(name for extra in project["project"]["optional-dependencies"].values() for name in extra),
        *(name for group in project["dependency-groups"].values() for name in group),
    ]
    names = {re.match(r"[A-Za-z0-9_.-]+", line)[0] for line in wanted}  # type: ignore[index]
    listed = set(re.findall(r"^\| ([a-z0-9-]+) \|", text_of("docs/dependencies.md"), re.MULTILINE))
    assert listed == names


def test_every_dependency_is_locked_with_hashes_and_without_addresses() -> None:
    lock = text_of("requirements.lock")
    assert "://" not in lock
    pinned = re.findall(r"^([a-z0-9-]+)(?:\[[a-z,]+\])?==\S+", lock, re.MULTILINE)
    assert len(set(pinned)) > 50
    for block in re.split(r"\n(?=[a-z0-9-]+(?:\[|==))", lock.partition("\n\n")[2] or lock):
        if "==" in block:
            assert "--hash=sha256:" in block, block.splitlines()[0]
    project = tomllib.loads(text_of("pyproject.toml"))
    for line in project["project"]["dependencies"]:
        assert re.match(r"[A-Za-z0-9_.-]+", line)[0] in pinned, "run: make lock"  # type: ignore[index]


def test_licence_by_its_name() -> None:
    assert text_of("LICENSE").startswith("SPDX-License-Identifier: EUPL-1.2\n")
    assert tomllib.loads(text_of("pyproject.toml"))["project"]["license"] == "EUPL-1.2"


def test_the_build_server_runs_make_test_last() -> None:
    script = text_of(".ci/run")
    assert script.rstrip().splitlines()[-1] == "make test"
    assert subprocess.run(["bash", "-n", str(ROOT / ".ci/run")], check=False).returncode == 0
