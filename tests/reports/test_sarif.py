import gzip
import json
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from jsonschema import Draft202012Validator

from drempel.i18n import Catalogue
from drempel.model.finding import Impact, Pointer
from drempel.model.issue import Issue, TrendLabel
from drempel.model.report import ReportSource
from reports.base import FileOutput
from reports.formats import sarif
from tests.reports import fakes, node_tools
from tests.reports.conftest import Render
from tests.reports.golden import assert_golden
from tests.reports.test_json import paths

TEXT = {"type": "object", "required": ["text"], "properties": {"text": {"type": "string", "minLength": 1}}}
RELATIVE = {"type": "string", "pattern": r"^(?!/)(?![a-zA-Z][a-zA-Z0-9+.-]*:)[!-~]+$"}
LOCATION = {
    "type": "object",
    "required": ["physicalLocation"],
    "additionalProperties": False,
    "properties": {
        "physicalLocation": {
            "type": "object",
            "required": ["artifactLocation", "region"],
            "additionalProperties": False,
            "properties": {
                "artifactLocation": {
                    "type": "object",
                    "required": ["uri", "uriBaseId"],
                    "additionalProperties": False,
                    "properties": {"uri": RELATIVE, "uriBaseId": {"enum": ["SITE", "%SRCROOT%"]}},
                },
                "region": {
                    "type": "object",
                    "required": ["startLine"],
                    "additionalProperties": False,
                    "properties": {"startLine": {"type": "integer", "minimum": 1}, "snippet": TEXT},
                },
            },
        },
        "logicalLocations": {
            "type": "array",
            "items": {
                "type": "object",
                "required": ["fullyQualifiedName", "kind"],
                "additionalProperties": False,
                "properties": {"fullyQualifiedName": {"type": "string"}, "kind": {"const": "element"}},
            },
        },
    },
}
RESULT = {
    "type": "object",
    "required": ["ruleId", "kind", "level", "message", "locations", "partialFingerprints"],
    "additionalProperties": False,
    "properties": {
        "ruleId": {"type": "string"},
        "ruleIndex": {"type": "integer", "minimum": 0},
        "kind": {"enum": ["fail", "review"]},
        "level": {"enum": ["none", "note", "warning", "error"]},
        "message": TEXT,
        "locations": {"type": "array", "minItems": 1, "maxItems": 100, "items": LOCATION},
        "occurrenceCount": {"type": "integer", "minimum": 1},
        "partialFingerprints": {"type": "object", "additionalProperties": {"type": "string", "minLength": 8}},
        "baselineState": {"enum": ["new", "unchanged", "updated", "absent"]},
        "suppressions": {
            "type": "array",
            "items": {
                "type": "object",
                "required": ["kind"],
                "additionalProperties": False,
                "properties": {
                    "kind": {"enum": ["inSource", "external"]},
                    "status": {"enum": ["accepted", "underReview", "rejected"]},
                    "justification": {"type": "string"},
                },
            },
        },
        "properties": {"type": "object"},
    },
    "if": {"properties": {"kind": {"const": "review"}}},
    "then": {"properties": {"level": {"const": "none"}}},
}
RULE = {
    "type": "object",
    "required": ["id", "shortDescription", "fullDescription", "help", "defaultConfiguration"],
    "additionalProperties": False,
    "properties": {
        "id": {"type": "string"},
        "shortDescription": TEXT,
        "fullDescription": TEXT,
        "help": {**TEXT, "required": ["text", "markdown"]},
        "helpUri": {"type": "string", "pattern": "^https://[!-~]+$"},
        "defaultConfiguration": {
            "properties": {
                "level": {"enum": ["note", "warning", "error"]},
                "enabled": {"type": "boolean"},
            },
            "additionalProperties": False,
        },
        "properties": {
            "type": "object",
            "properties": {"tags": {"type": "array", "maxItems": 10, "uniqueItems": True}},
        },
    },
}
SHAPE = {
    "type": "object",
    "required": ["$schema", "version", "runs"],
    "additionalProperties": False,
    "properties": {
        "$schema": {"type": "string"},
        "version": {"const": "2.1.0"},
        "runs": {
            "type": "array",
            "minItems": 1,
            "maxItems": 1,
            "items": {
                "type": "object",
                "required": ["tool", "results", "invocations"],
                "properties": {
                    "tool": {
                        "properties": {
                            "driver": {
                                "required": ["name", "version", "rules"],
                                "properties": {"rules": {"type": "array", "items": RULE}},
                            }
                        }
                    },
                    "results": {"type": "array", "maxItems": 25_000, "items": RESULT},
                },
            },
        },
    },
}
"""What SARIF 2.1.0 (chapters 3.14 to 3.58) and GitHub ask of the parts that we write."""


def read(folder: Path) -> Any:
    return json.loads((folder / "drempel.sarif").read_bytes())


@pytest.mark.parametrize("name", ["town", "hostile", "clean", "nothing"])
def test_every_log_has_the_shape_of_the_norm(render: Render, name: str) -> None:
    assert list(Draft202012Validator(SHAPE).iter_errors(read(render(name, "sarif")))) == []


@pytest.mark.slow
def test_every_log_keeps_the_official_schema(render: Render) -> None:
    schema = node_tools.file("@microsoft/jest-sarif@1.0.0-beta.0", "lib/schemas/sarif-2.1.0-rtm.5.json")
    for name in ("town", "hostile", "clean", "nothing"):
        node_tools.assert_valid(schema, read(render(name, "sarif")))


def test_a_result_is_a_problem_with_its_places(render: Render) -> None:
    run = read(render("town", "sarif"))["runs"][0]
    rules = run["tool"]["driver"]["rules"]
    first = run["results"][0]
    assert first["ruleId"] == "axe:image-alt"
    assert rules[first["ruleIndex"]]["id"] == "axe:image-alt"
    assert (first["level"], first["baselineState"], first["occurrenceCount"]) == ("error", "new", 24)
    assert first["message"]["text"] == (
        "De afbeelding “markt.jpg” heeft geen alt-tekst. Beschrijf de afbeelding in een korte tekst (alt). "
        "Op 24 pagina’s."
    )
    assert len(first["locations"]) == 24
    assert first["partialFingerprints"]["primaryLocationLineHash"] == f"f1:{2:032x}"
    assert first["properties"]["page"] == fakes.START
    uris = {one["physicalLocation"]["artifactLocation"]["uri"] for one in first["locations"]}
    assert "www.zilverbeek.example" in uris


def test_what_is_solved_or_was_not_seen_again_is_no_result(render: Render) -> None:
    results = read(render("town", "sarif"))["runs"][0]["results"]
    assert len(results) == 10 + 5
    assert sum(one["properties"].get("document", False) for one in results) == 5
    assert {one["kind"] for one in results} == {"fail", "review"}
    assert {one["properties"]["group"] for one in results if one["level"] == "note"} >= {"best-practice"}


def test_rules_have_help(render: Render) -> None:
    rules = {rule["id"]: rule for rule in read(render("town", "sarif"))["runs"][0]["tool"]["driver"]["rules"]}
    label = rules["axe:label"]
    assert "Zet een label bij het veld." in label["help"]["text"]
    assert label["help"]["markdown"].startswith("# Een invulveld heeft geen naam\n\n## ")
    assert label["helpUri"] == "https://www.w3.org/WAI/WCAG22/Understanding/name-role-value"
    assert {"accessibility", "wcag-4.1.2", "wcag-level-a"} <= set(label["properties"]["tags"])
    assert not rules["phone-is-only-text"]["defaultConfiguration"]["enabled"]


def test_pages_that_could_not_be_judged_are_told(render: Render) -> None:
    invocation = read(render("nothing", "sarif"))["runs"][0]["invocations"][0]
    assert not invocation["executionSuccessful"]
    assert invocation["toolExecutionNotifications"][0]["message"]["text"].startswith(
        "1 pagina konden we niet"
    )


class Endless(fakes.FakeSource):
    """More problems than GitHub takes, whose text does not pack well."""

    def issues(self) -> Iterator[Issue]:
        for n in range(30_000):
            snippet = "".join(chr(0x4E00 + (n * 7919 + k * 104_729) % 20_000) for k in range(40))
            found = replace(fakes.finding("axe:label"), pointer=Pointer("main > input", snippet))
            yield fakes.issue(n, found, TrendLabel.NEW)

    def all_findings(self, issue_id: str | None = None) -> Iterator[Any]:
        return iter(())


def test_what_github_does_not_take_is_left_out_and_counted(
    tmp_path: Path, dutch: Catalogue, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sarif, "MOST_GZ_BYTES", 400_000)
    town = fakes.town()
    source: ReportSource = Endless(**{n: getattr(town, n) for n in fakes.FakeSource.__dataclass_fields__})
    with FileOutput(tmp_path / "x.sarif") as out:
        sarif.FORMAT.write(source, out, dutch)
    run = json.loads((tmp_path / "x.sarif").read_bytes())["runs"][0]
    told = run["invocations"][0]["toolExecutionNotifications"][-1]["message"]["text"]
    assert 500 < len(run["results"]) < 25_000
    assert told == f"{dutch.number(30_000 + 5 - len(run['results']))} problemen pasten niet in dit bestand."
    assert len(gzip.compress((tmp_path / "x.sarif").read_bytes(), 6)) < 500_000


def test_levels_follow_the_impact() -> None:
    assert set(sarif.LEVELS) == set(Impact)


def test_shape_of_the_log(render: Render) -> None:
    assert_golden("town-sarif.txt", "\n".join(sorted(set(paths(read(render("town", "sarif")))))) + "\n")
