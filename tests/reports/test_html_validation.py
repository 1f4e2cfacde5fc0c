"""Our own pages of every kind, validated by html-validate and by the Nu Html Checker.

Skipped, with why, where npm cannot install them or there is no Java for the second.
"""

import json
import shutil
import subprocess
from pathlib import Path

import pytest

from reports.base import FileOutput, FolderOutput
from reports.compare import comparison
from reports.formats.comparison import ENTRY, OWNS, write_comparison
from reports.formats.html import FORMAT
from reports.formats.overview import write_overview
from tests.reports import fakes
from tests.reports.conftest import Render
from tests.reports.node_tools import installed
from tests.reports.test_compare import bodies, many
from tests.reports.test_overview import now

pytestmark = pytest.mark.slow

VALIDATOR = "html-validate@10.17.0"
RULES = {"root": True, "extends": ["html-validate:standard"]}
"""The preset that holds pages to the HTML Standard, without rules of taste."""
CHECKER = "vnu-jar@26.9.27"
NOT_KNOWN = ("@container", "“container”", "“vector-effect”")
"""Parts of CSS that the Nu Html Checker does not know and browsers do (CSS Containment 3, SVG 2)."""


def told_by_nu(folder: Path) -> list[str]:
    """Return the errors that the Nu Html Checker finds in the pages of a folder."""
    java = shutil.which("java")
    if java is None:
        pytest.skip("there is no Java here for the Nu Html Checker")
    jar = installed(CHECKER) / "vnu-jar" / "build" / "dist" / "vnu.jar"
    command = [java, "-jar", str(jar), "--format", "json", "--stdout", "--exit-zero-always", str(folder)]
    done = subprocess.run(command, capture_output=True, text=True, timeout=300, check=False)
    assert done.returncode == 0, done.stderr
    return [
        f"{Path(one['url']).name}:{one.get('lastLine')} {one['message'][:160]}"
        for one in json.loads(done.stdout)["messages"]
        if one["type"] == "error" and not any(name in one["message"] for name in NOT_KNOWN)
    ]


def told(folder: Path) -> list[str]:
    """Return what the validator has to say of all pages in a folder."""
    node_modules = installed(VALIDATOR)
    config = node_modules.parent / "rules.json"
    config.write_text(json.dumps(RULES), encoding="utf-8")
    command = [
        str(node_modules / ".bin" / "html-validate"),
        *("--config", str(config), "--formatter", "json", "--ext", "html", str(folder)),
    ]
    done = subprocess.run(command, capture_output=True, text=True, timeout=300, check=False)
    assert done.returncode in {0, 1}, done.stderr
    return [
        f"{Path(file['filePath']).name}:{one['line']} {one['ruleId']}: {one['message'][:160]}"
        for file in json.loads(done.stdout)
        for one in file["messages"]
    ]


@pytest.mark.parametrize(
    ("scan", "language"),
    [("town", "nl"), ("town", "fr"), ("town", "en"), ("hostile", "nl"), ("nothing", "nl"), ("clean", "nl")],
)
def test_reports_are_valid(render: Render, scan: str, language: str) -> None:
    folder = render(scan, "html", language)
    assert told(folder) == []


@pytest.mark.parametrize(("scan", "language"), [("town", "fr"), ("hostile", "nl")])
def test_reports_are_valid_for_another_checker(render: Render, scan: str, language: str) -> None:
    assert told_by_nu(render(scan, "html", language)) == []


def test_other_pages_are_valid(render: Render, tmp_path: Path) -> None:
    (share,) = (value for value in fakes.town().indicators() if value.id == "readable-pages")
    for language in ("nl", "fr", "en"):
        text = fakes.words_in(language)
        with FileOutput(tmp_path / language / "een.html") as out:
            FORMAT.write(fakes.hostile(), out, text)
        with FileOutput(tmp_path / language / "overzicht.html") as out:
            write_overview([(now(fakes.town(), share), "town/index.html")], out, text)
        with FolderOutput(tmp_path / language / "klein", ENTRY, OWNS) as out:
            write_comparison(comparison(bodies()), out, text)
        with FolderOutput(tmp_path / language / "groot", ENTRY, OWNS) as out:
            write_comparison(comparison(many(101)), out, text)
        draft = render("town", "statement", language)
        for path in draft.glob("*.html"):
            (tmp_path / language / path.name).write_bytes(path.read_bytes())
    assert len(list(tmp_path.rglob("*.html"))) == 3 * 7
    assert told(tmp_path) == []
    assert told_by_nu(tmp_path) == []


def test_what_is_wrong_is_told(tmp_path: Path) -> None:
    (tmp_path / "fout.html").write_text(
        "<!DOCTYPE html><html lang=nl><title>x</title><body><p id=a><div id=a></p></body></html>",
        encoding="utf-8",
    )
    assert any("no-dup-id" in one for one in told(tmp_path))
    assert any("Duplicate ID" in one for one in told_by_nu(tmp_path))
