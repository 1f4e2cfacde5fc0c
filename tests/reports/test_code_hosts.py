"""The formats of GitHub and GitLab, and the summary for tickets."""

import json
import re
from collections import Counter
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from jsonschema import Draft202012Validator
from markdown_it import MarkdownIt

from drempel.i18n import Catalogue
from drempel.model.finding import Impact, Pointer
from drempel.model.issue import TrendLabel
from reports.base import FileOutput
from reports.formats import github, gitlab, markdown
from tests.reports import fakes
from tests.reports.conftest import Render
from tests.reports.golden import assert_golden

QUALITY = {
    "type": "array",
    "items": {
        "type": "object",
        "required": ["description", "check_name", "fingerprint", "severity", "location"],
        "additionalProperties": False,
        "properties": {
            "description": {"type": "string", "minLength": 1, "maxLength": 501},
            "check_name": {"type": "string"},
            "fingerprint": {"type": "string", "pattern": "^f1:[0-9a-f]{32}$"},
            "severity": {"enum": ["info", "minor", "major", "critical", "blocker"]},
            "location": {
                "type": "object",
                "required": ["path", "lines"],
                "additionalProperties": False,
                "properties": {
                    "path": {"type": "string", "pattern": r"^(?!\./)(?!/)[!-~]+$"},
                    "lines": {
                        "type": "object",
                        "required": ["begin"],
                        "properties": {"begin": {"type": "integer", "minimum": 1}},
                    },
                },
            },
        },
    },
}
"""What GitLab asks (docs.gitlab.com, Code Quality report format)."""
COMMAND = re.compile(r"::(error|warning|notice) ((?:[a-z]+=[^,:\r\n]*,?)+)::([^\r\n]+)")


@pytest.mark.parametrize("name", ["town", "hostile", "clean", "nothing"])
def test_code_quality_has_the_form_that_gitlab_takes(render: Render, name: str) -> None:
    entries = json.loads((render(name, "gitlab") / "gl-code-quality-report.json").read_bytes())
    assert list(Draft202012Validator(QUALITY).iter_errors(entries)) == []
    assert len({entry["fingerprint"] for entry in entries}) == len(entries)


def test_only_the_norm_has_weight_in_code_quality(render: Render) -> None:
    entries = json.loads((render("town", "gitlab") / "gl-code-quality-report.json").read_bytes())
    assert Counter(entry["severity"] for entry in entries) == {
        "blocker": 2 + 1,
        "critical": 2 + 1,
        "major": 1,
        "minor": 1,
        "info": 4 + 3,
    }
    assert set(gitlab.SEVERITIES) == set(Impact)


def test_code_quality_stays_under_what_gitlab_takes(
    tmp_path: Path, dutch: Catalogue, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(gitlab, "MOST_CHARS", 1_000)
    with FileOutput(tmp_path / "x.json") as out:
        gitlab.FORMAT.write(fakes.town(), out, dutch)
    assert 1 <= len(json.loads((tmp_path / "x.json").read_bytes())) < 5


def test_shape_of_code_quality(render: Render) -> None:
    text = (render("town", "gitlab") / "gl-code-quality-report.json").read_text("utf-8")
    assert_golden("town-gitlab.txt", text)


# GitHub


@pytest.mark.parametrize("name", ["town", "hostile", "clean", "nothing", "medium"])
def test_every_line_is_one_command_or_ours(render: Render, name: str) -> None:
    lines = (render(name, "github") / "github.txt").read_text("utf-8").split("\n")
    commands = [line for line in lines if line.startswith("::")]
    assert [line for line in commands if not COMMAND.fullmatch(line)] == []
    kinds = Counter(line.split(" ")[0] for line in commands)
    assert all(n <= 10 for n in kinds.values())
    rest = [line for line in lines if line and not line.startswith("::")]
    assert rest[0].startswith("Drempel vond ")


def test_what_github_does_not_show_is_counted(render: Render) -> None:
    text = (render("medium", "github") / "github.txt").read_text("utf-8")
    assert text.endswith(
        "Drempel vond 60 problemen en vragen.\nHier niet getoond: 30. Bekijk het hele rapport.\n"
    )


def test_a_command_is_escaped_as_the_runner_reads_it(tmp_path: Path, dutch: Catalogue) -> None:
    found = replace(fakes.finding("axe:label"), pointer=Pointer("a::b,c %0A", "<input>"))
    one = fakes.issue(1, found, TrendLabel.NEW, url="map,met/een: 100%.html")
    source = replace(fakes.clean(), issue_list=[one])
    with FileOutput(tmp_path / "x.txt") as out:
        github.FORMAT.write(source, out, dutch)
    assert (tmp_path / "x.txt").read_text("utf-8").split("\n")[0] == (
        "::error file=map%2Cmet/een%3A 100%25.html,title=Een invulveld heeft geen naam::Zet een label bij "
        "het veld. map,met/een: 100%25.html (a::b,c %250A)"
    )


def test_annotations_of_a_town(render: Render) -> None:
    assert_golden("town-github.txt", (render("town", "github") / "github.txt").read_text("utf-8"))


# Markdown


def test_summary_of_a_town(render: Render) -> None:
    text = (render("town", "markdown") / "samenvatting.md").read_text("utf-8")
    assert_golden("town-markdown.txt", text)
    assert len(text.split("\n")) < 40


def rendered(text: str) -> str:
    return MarkdownIt("gfm-like", {"html": True, "linkify": False}).render(text)


@pytest.mark.parametrize("name", ["town", "hostile", "clean", "nothing"])
def test_a_summary_holds_no_markup_of_a_page(render: Render, name: str) -> None:
    html = rendered((render(name, "markdown") / "samenvatting.md").read_text("utf-8"))
    tags = set(re.findall(r"<([a-z0-9]+)", html))
    assert tags <= {"h1", "h2", "p", "a", "code", "ul", "li", "strong", "table", "thead", "tbody"} | {
        "tr",
        "th",
        "td",
    }
    assert set(re.findall(r'href="([a-z]+):', html)) <= {"https"}
    rows = re.findall(r"<tr>.*?</tr>", html, re.DOTALL)
    assert {len(re.findall(r"<t[hd]", row)) for row in rows} <= {4}


@given(st.text())
def test_a_code_span_holds_all_of_it(text: str) -> None:
    shown = markdown.code(text)
    html = rendered(f"x {shown} y")
    assert html.count("<code>") == bool(shown)
    assert not set(re.findall(r"<([a-z]+)", html)) - {"p", "code"}


@given(st.text())
def test_our_own_words_are_no_markup_either(text: str) -> None:
    assert set(re.findall(r"<([a-z]+)", rendered(f"x {markdown.escape(text)} y"))) <= {"p"}
