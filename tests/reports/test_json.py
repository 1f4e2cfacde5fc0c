import json
from collections.abc import Iterator
from functools import cache
from importlib.resources import files
from io import StringIO
from pathlib import Path
from typing import Any

import pytest
from jsonschema import Draft202012Validator

from drempel.i18n import Catalogue
from reports.base import FileOutput
from reports.formats.json_report import FORMAT, SCHEMA_VERSION, array, encode
from tests.reports import fakes
from tests.reports.conftest import Render
from tests.reports.golden import assert_golden

SCANS = ("town", "hostile", "clean", "nothing")


@cache
def validator() -> Draft202012Validator:
    schema = json.loads(
        files("reports").joinpath("schemas", f"report-{SCHEMA_VERSION}.schema.json").read_text()
    )
    Draft202012Validator.check_schema(schema)
    return Draft202012Validator(schema, format_checker=Draft202012Validator.FORMAT_CHECKER)


def read(folder: Path) -> Any:
    return json.loads((folder / "rapport.json").read_bytes())


@pytest.mark.parametrize("name", SCANS)
def test_every_report_keeps_the_published_schema(render: Render, name: str) -> None:
    assert list(validator().iter_errors(read(render(name, "json")))) == []


def test_the_schema_says_no_to_what_it_does_not_promise(render: Render) -> None:
    report = read(render("town", "json"))
    report["issues"][0]["outcome"] = "passed"
    del report["coverage"]["judged"]
    report["header"]["scan"]["started_at"] = None
    paths = {error.json_path for error in validator().iter_errors(report)}
    assert paths == {"$.issues[0].outcome", "$.coverage", "$.header.scan.started_at"}


def test_what_a_report_holds(render: Render) -> None:
    report = read(render("town", "json"))
    assert list(report) == [
        "schema_version",
        "language",
        "header",
        "coverage",
        "changes",
        "indicators",
        "trend",
        "panel",
        "checks",
        "profile",
        "left_behind",
        "inclusion",
        "issues",
        "services",
        "key_pages",
        "statement",
        "person_answers",
        "documents",
        "document_issues",
        "document_changes",
        "pages",
        "findings",
    ]
    assert report["schema_version"] == 1
    assert report["coverage"] == {
        "judged": 24,
        "unjudged": 5,
        "kept": 0,
        "proved": 0,
        "differing": [],
        "not_visited": 0,
        "limit": None,
        "by_outcome": {
            "ok": 24,
            "http-error": 3,
            "timeout": 1,
            "blocked": 1,
            "robots": 1,
            "trap-cut": 1,
            "not-html": 1,
            "duplicate": 1,
            "redirected-out-of-scope": 1,
        },
        "criteria_covered": report["coverage"]["criteria_covered"],
        "criteria_uncovered": report["coverage"]["criteria_uncovered"],
    }
    assert report["coverage"]["criteria_covered"] == ["1.1.1", "1.2.2", "1.3.1", "1.4.3", "2.4.4", "4.1.2"]
    assert (len(report["issues"]), len(report["pages"]), len(report["trend"])) == (12, 34, 6)
    assert [check["check"] for check in report["checks"] if check["disabled"]] == ["phone-is-only-text"]


def test_a_finding_holds_what_users_were_promised(render: Render) -> None:
    finding = read(render("town", "json"))["findings"][0]
    assert set(finding) >= {
        "check",
        "sources",
        "outcome",
        "requirements",
        "act",
        "impact",
        "selector",
        "snippet",
        "message",
    }
    joined = next(f for f in read(render("town", "json"))["findings"] if f["check"] == "alt-text-is-filename")
    assert joined["sources"] == ["axe", "drempel"]
    assert joined["message"] == "“IMG_20260412.JPG” is een bestandsnaam."


def test_missing_numbers_are_null_with_a_reason(render: Render) -> None:
    report = read(render("town", "json"))
    missing = [value for point in report["trend"] for value in point["indicators"] if value["value"] is None]
    assert [value["reason"] for value in missing] == ["empty-sample"]
    young = next(page for page in report["pages"] if page["title"] == "Jeugd")
    assert young["readability"]["metrics"] is None
    assert young["readability"]["reason"] == "too-short"


def test_hostile_text_survives_as_data(render: Render) -> None:
    snippets = {finding["snippet"] for finding in read(render("hostile", "json"))["findings"]}
    expected = {evil.encode("utf-16", "surrogatepass").decode("utf-16", "replace") for evil in fakes.HOSTILE}
    assert snippets == expected


def test_one_file(tmp_path: Path, dutch: Catalogue) -> None:
    with FileOutput(tmp_path / "x.json") as out:
        FORMAT.write(fakes.clean(), out, dutch)
    assert json.loads((tmp_path / "x.json").read_text())["issues"] == []


@pytest.mark.parametrize("values", [[], [1], [{"a": "é"}, None, [2]]])
def test_an_array_is_written_value_by_value(values: list[object]) -> None:
    file = StringIO()
    array(file, "x", iter(values), last=True)
    assert json.loads("{" + file.getvalue() + "}") == {"x": values}


def test_numbers_that_json_lacks_are_refused() -> None:
    with pytest.raises(ValueError, match="Out of range"):
        encode(float("nan"))


def test_shape_of_the_object(render: Render) -> None:
    assert_golden("town-json.txt", "\n".join(sorted(set(paths(read(render("town", "json")))))) + "\n")


def paths(value: Any, path: str = "") -> Iterator[str]:
    """Yield the path and type of every value; the items of a list share one path."""
    if isinstance(value, dict):
        for key, below in value.items():
            yield from paths(below, f"{path}.{key}")
    elif isinstance(value, list):
        for below in value:
            yield from paths(below, f"{path}[]")
    else:
        yield f"{path}: {type(value).__name__}"
