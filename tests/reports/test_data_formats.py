"""The workbook, the stream, the linked data, the conformance report and the open data."""

import csv
import hashlib
import json
import re
import subprocess
from collections import Counter
from dataclasses import replace
from datetime import datetime
from pathlib import Path
from typing import Any

import pytest
import yaml
from jsonschema import Draft202012Validator
from pyld import jsonld
from python_calamine import CalamineWorkbook

from checks import registry
from drempel.errors import UsageError
from drempel.i18n import Catalogue
from drempel.model.finding import CheckTally, Outcome
from drempel.model.report import CheckCoverage
from reports.base import FileOutput
from reports.document_criteria import document_criteria
from reports.formats import earl, openacr, opendata, xlsx
from tests.reports import fakes, node_tools
from tests.reports.conftest import Render
from tests.reports.decided import FALSE_ALARM
from tests.reports.golden import assert_golden
from tests.reports.test_json import paths
from tests.reports.test_json import validator as report_validator

SCANS = ("town", "hostile", "clean", "nothing")
EARL = "http://www.w3.org/ns/earl#"
DCT = "http://purl.org/dc/terms/"


# XLSX


def book(folder: Path) -> CalamineWorkbook:
    return CalamineWorkbook.from_path(str(folder / "rapport.xlsx"))


def test_sheets_have_names_and_typed_cells(render: Render) -> None:
    found = book(render("town", "xlsx"))
    assert found.sheet_names == [
        "Over",
        "Problemen",
        "Plaatsen",
        "Pagina’s",
        "Documenten",
        "Documentproblemen",
        "Leesbaarheid",
        "Cijfers",
        "Wie blijft achter",
        "E-inclusie",
    ]
    head, first, *rest = found.get_sheet_by_name("Problemen").to_python()
    row = dict(zip(head, first, strict=True))
    assert row["probleem"] == "I002"
    assert row["pagina’s"] == 24
    assert isinstance(row["eerst gezien"], datetime)
    assert len(rest) == 11
    texts = found.get_sheet_by_name("Leesbaarheid").to_python()
    words = dict(zip(texts[0], texts[1], strict=True))
    assert words["Flesch-Douma"] == 30.0
    assert words["beoordeeld"] is True
    head, *documents = found.get_sheet_by_name("Documenten").to_python()
    assert len(documents) == 7
    linked = head.index("pagina’s die ernaar verwijzen")
    assert all(isinstance(row[linked], float) for row in documents)


def test_heads_stay_in_view_and_have_filters(render: Render, tmp_path: Path) -> None:
    import zipfile

    with zipfile.ZipFile(render("town", "xlsx") / "rapport.xlsx") as archive:
        sheets = [name for name in archive.namelist() if name.startswith("xl/worksheets/sheet")]
        for name in sheets:
            text = archive.read(name).decode()
            assert 'state="frozen"' in text
            assert "<autoFilter " in text
            assert "<f>" not in text, "no cell is a formula"
        assert len(sheets) == 10


def test_no_cell_of_a_hostile_site_is_a_formula(render: Render) -> None:
    found = book(render("hostile", "xlsx"))
    cells = [
        cell
        for name in found.sheet_names
        for row in found.get_sheet_by_name(name).to_python()
        for cell in row
        if isinstance(cell, str)
    ]
    assert len(cells) > 200
    assert [cell for cell in cells if cell[:1] in tuple("=+-@\t\r＝＋－＠") and cell] == []


def test_a_table_that_is_too_long_goes_on_in_another_sheet(
    tmp_path: Path, dutch: Catalogue, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(xlsx, "MOST_ROWS", 6)
    with FileOutput(tmp_path / "rapport.xlsx") as out:
        xlsx.FORMAT.write(fakes.town(), out, dutch)
    found = book(tmp_path)
    parts = [name for name in found.sheet_names if name.startswith("Problemen")]
    assert parts == ["Problemen", "Problemen 2", "Problemen 3"]
    assert sum(len(found.get_sheet_by_name(name).to_python()) - 1 for name in parts) == 12


def test_shape_of_the_workbook(render: Render) -> None:
    found = book(render("town", "xlsx"))
    shape = [
        f"{n}\n    " + "\n    ".join(map(str, found.get_sheet_by_name(n).to_python()[0]))
        for n in found.sheet_names
    ]
    assert_golden("town-xlsx.txt", "\n".join(shape) + "\n")


# JSON Lines


@pytest.mark.parametrize("name", SCANS)
def test_every_line_is_an_object_that_keeps_the_schema(render: Render, name: str) -> None:
    raw = (render(name, "jsonl") / "rapport.jsonl").read_text("utf-8")
    assert raw.splitlines() == raw.split("\n")[:-1], "no other end of line"
    lines = [json.loads(line) for line in raw.splitlines()]
    assert [line["kind"] for line in lines[:2]] == ["header", "coverage"]
    properties = report_validator().schema["properties"]
    for kind, member in (
        ("issue", "issues"),
        ("finding", "findings"),
        ("page", "pages"),
        ("document", "documents"),
        ("document_issue", "document_issues"),
        ("check", "checks"),
    ):
        schema = {**report_validator().schema, **properties[member]["items"]}
        schema.pop("required" if "$ref" in properties[member]["items"] else "title", None)
        found = [line for line in lines if line["kind"] == kind]
        assert found or name != "town"
        for line in found:
            other = {"check_kind", "document_kind"}
            data = {k: v for k, v in line.items() if k not in {"kind", *other}}
            for name in other.intersection(line):
                data["kind"] = line[name]
            as_report = {"$defs": schema.get("$defs", {}), **properties[member]["items"]}
            assert list(Draft202012Validator(as_report).iter_errors(data)) == []


def test_the_stream_holds_what_the_report_holds(render: Render) -> None:
    report = json.loads((render("town", "json") / "rapport.json").read_bytes())
    lines = map(json.loads, (render("town", "jsonl") / "rapport.jsonl").read_text("utf-8").splitlines())
    assert Counter(line["kind"] for line in lines) == {
        "header": 1,
        "coverage": 1,
        "indicator": len(report["indicators"]),
        "check": len(report["checks"]),
        "issue": len(report["issues"]),
        "page": len(report["pages"]),
        "finding": len(report["findings"]),
        "document": len(report["documents"]),
        "document_issue": len(report["document_issues"]),
    }


def test_shape_of_the_stream(render: Render) -> None:
    lines = map(json.loads, (render("town", "jsonl") / "rapport.jsonl").read_text("utf-8").splitlines())
    shape = {path for line in lines for path in paths(line, line["kind"])}
    assert_golden("town-jsonl.txt", "\n".join(sorted(shape)) + "\n")


# EARL


def no_loading(url: str, options: Any) -> Any:
    raise AssertionError(f"the file sends its reader to {url}")


def expanded(folder: Path) -> list[dict[str, Any]]:
    data = json.loads((folder / "earl.jsonld").read_bytes())
    return jsonld.expand(data, {"documentLoader": no_loading})  # type: ignore[no-any-return]


def of_type(nodes: list[dict[str, Any]], name: str) -> list[dict[str, Any]]:
    return [node for node in nodes if name in node.get("@type", [])]


def only(node: dict[str, Any], name: str) -> Any:
    (value,) = node[name]
    return value.get("@id", value.get("@value", value))


@pytest.mark.parametrize("name", SCANS)
def test_every_assertion_is_whole(render: Render, name: str) -> None:
    """EARL 1.0, chapter 2: assertor, subject, test, mode and result with one of five outcomes."""
    nodes = expanded(render(name, "earl"))
    (evaluation,) = of_type(nodes, "http://www.w3.org/TR/WCAG-EM/#Evaluation")
    criteria = evaluation["http://www.w3.org/TR/WCAG-EM/#step4"]
    known = {node["@id"] for node in nodes if "@id" in node} | {"_:website"}
    assertions = [*criteria, *of_type(nodes, f"{EARL}Assertion")]
    assert len(criteria) == 49, "WCAG 2.1 A and AA, without 4.1.1"
    for one in assertions:
        assert one["@type"] == [f"{EARL}Assertion"]
        assert only(one, f"{EARL}assertedBy") == "_:drempel"
        # What these made-up scans found on a page that they did not judge has no page in the graph, and the
        # checks of their documents are none of theirs (see the test with the real ones).
        subject = only(one, f"{EARL}subject")
        assert re.fullmatch(r"_:website|_:documents|_:[pd][0-9a-f]{20}", subject)
        assert only(one, f"{EARL}test") in known or re.match("_:d[0-9a-f]", subject)
        assert only(one, f"{EARL}mode") in {f"{EARL}automatic", f"{EARL}semiAuto"}
        (result,) = one[f"{EARL}result"]
        assert result["@type"] == [f"{EARL}TestResult"]
        outcome = only(result, f"{EARL}outcome").removeprefix(EARL)
        assert outcome in {"failed", "passed", "cantTell", "inapplicable", "untested"}
    assert "passed" not in {only(only(one, f"{EARL}result"), f"{EARL}outcome") for one in criteria}


def test_the_evaluation_is_shaped_as_the_wcag_em_report_tool_keeps_it(render: Render) -> None:
    nodes = expanded(render("town", "earl"))
    em = "http://www.w3.org/TR/WCAG-EM/#"
    (evaluation,) = of_type(nodes, f"{em}Evaluation")
    (scope,) = evaluation[f"{em}step1"]
    assert only(scope, f"{em}step1b") == "http://www.w3.org/WAI/WCAG2AA-Conformance"
    assert only(scope, f"{em}website") == "_:website"
    pages = {node["@id"]: node for node in of_type(nodes, "http://schema.org/WebPage")}
    structured, by_chance = (
        {one["@id"] for one in evaluation[f"{em}{step}"]} for step in ("step3a", "step3b")
    )
    assert structured | by_chance == set(pages)
    assert not structured & by_chance, "a page is in one part of the sample"
    assert by_chance == {
        key for key, page in pages.items() if "door het lot" in only(page, f"{DCT}description")
    }
    assert by_chance, "the page that anybody can draw again"
    assert len(pages) == 24
    failed = {
        only(one, f"{EARL}test")
        for one in evaluation[f"{em}step4"]
        if only(only(one, f"{EARL}result"), f"{EARL}outcome") == f"{EARL}failed"
    }
    assert "https://www.w3.org/TR/WCAG22/#non-text-content" in failed


def with_document_checks() -> fakes.FakeSource:
    """Return the town with the checks that judge its documents, and what each of them said of one."""
    town = fakes.town()
    of_documents = [CheckCoverage(one) for one in registry.catalogue() if one.id.startswith("pdf-")]
    tallies = (
        CheckTally("pdf-not-tagged", Outcome.FAILED, failed=1),
        CheckTally("pdf-language-missing", Outcome.PASSED, passed=1),
        CheckTally("pdf-bookmarks-missing", Outcome.INAPPLICABLE),
        CheckTally("pdf-text-low-contrast", Outcome.UNTESTED, reason="disabled"),
    )
    first, *others = town.document_list
    return replace(
        town,
        coverages=[*town.coverages, *of_documents],
        document_list=[replace(first, tallies=tallies), *others],
    )


def test_a_document_is_a_subject_of_its_own(tmp_path: Path, dutch: Catalogue) -> None:
    source = with_document_checks()
    with FileOutput(tmp_path / "earl.jsonld") as out:
        earl.FORMAT.write(source, out, dutch)
    nodes = expanded(tmp_path)
    documents = {node["@id"]: node for node in of_type(nodes, "http://schema.org/DigitalDocument")}
    judged = [one.document.url for one in source.documents() if one.document.is_judged]
    assert [only(node, f"{DCT}source") for node in documents.values()] == judged
    assert {only(node, f"{DCT}isPartOf") for node in documents.values()} == {"_:documents"}
    cases = {node["@id"] for node in of_type(nodes, f"{EARL}TestCase")}
    of_documents = [
        one for one in of_type(nodes, f"{EARL}Assertion") if only(one, f"{EARL}subject") in documents
    ]
    assert {only(one, f"{EARL}test") for one in of_documents} <= cases
    said = Counter(
        only(only(one, f"{EARL}result"), f"{EARL}outcome").removeprefix(EARL) for one in of_documents
    )
    findings = [finding for one in source.documents() for finding in one.findings]
    assert said == Counter(finding.outcome.value for finding in findings) + Counter(passed=1, untested=1)
    (contradicting,) = [
        one for one in of_documents if only(one, f"{EARL}test") == "urn:drempel:check:pdf-order-differs"
    ]
    (pointer,) = only(contradicting, f"{EARL}result")[f"{EARL}pointer"]
    assert pointer["@type"] == ["http://www.w3.org/2009/pointers#ExpressionPointer"]
    assert only(pointer, "http://www.w3.org/2009/pointers#expression") == "#page=2"


def test_criteria_are_asserted_of_documents_apart_from_pages(tmp_path: Path, dutch: Catalogue) -> None:
    with FileOutput(tmp_path / "earl.jsonld") as out:
        earl.FORMAT.write(with_document_checks(), out, dutch)
    nodes = expanded(tmp_path)
    said = {
        only(one, f"{EARL}test").rpartition("#")[2]: only(only(one, f"{EARL}result"), f"{EARL}outcome")
        for one in of_type(nodes, f"{EARL}Assertion")
        if only(one, f"{EARL}subject") == "_:documents"
    }
    assert said["info-and-relationships"] == f"{EARL}failed"
    assert said["language-of-page"] == f"{EARL}cantTell", (
        "a check looked, and a scan never says that it is met"
    )
    assert said["keyboard"] == f"{EARL}untested"
    assert "multiple-ways" not in said, "chapter 10 leaves that number void"
    assert f"{EARL}passed" not in said.values()


def test_without_judged_documents_nothing_is_said_of_documents(render: Render) -> None:
    nodes = expanded(render("clean", "earl"))
    assert "_:documents" not in {node.get("@id") for node in nodes}


def test_checks_name_what_they_are_part_of(render: Render) -> None:
    nodes = expanded(render("town", "earl"))
    requirements = {node["@id"] for node in of_type(nodes, f"{EARL}TestRequirement")}
    for case in of_type(nodes, f"{EARL}TestCase"):
        assert only(case, f"{DCT}title")
        assert {part["@id"] for part in case.get(f"{DCT}isPartOf", [])} <= requirements


def test_shape_of_the_graph(render: Render) -> None:
    data = json.loads((render("town", "earl") / "earl.jsonld").read_bytes())
    assert_golden("town-earl.txt", "\n".join(sorted(set(paths(data)))) + "\n")


# OpenACR


@pytest.mark.parametrize("name", SCANS)
def test_a_draft_never_says_that_something_is_supported(render: Render, name: str) -> None:
    draft = yaml.safe_load((render(name, "openacr") / "openacr.yaml").read_text("utf-8"))
    criteria = [c for chapter in draft["chapters"].values() for c in chapter.get("criteria", ())]
    levels = Counter(c["components"][0]["adherence"]["level"] for c in criteria)
    assert sum(levels.values()) == 50
    assert set(levels) <= {"partially-supports", "not-evaluated"}
    assert all(c["components"][0]["adherence"]["notes"] for c in criteria)
    strings = [
        v for part in (draft, draft["product"], draft["author"]) for v in part.values() if isinstance(v, str)
    ]
    assert draft["title"] in strings


def test_a_draft_counts_the_problems_of_a_criterion(render: Render) -> None:
    draft = yaml.safe_load((render("town", "openacr") / "openacr.yaml").read_text("utf-8"))
    level_a = {
        c["num"]: c["components"][0]["adherence"]
        for c in draft["chapters"]["success_criteria_level_a"]["criteria"]
    }
    assert level_a["1.1.1"] == {
        "level": "partially-supports",
        "notes": "De scan vond 2 problemen (26 plaatsen).",
    }
    assert level_a["2.1.1"]["level"] == "not-evaluated"
    assert "2.5.8" in draft["notes"], "a criterion that the catalogue does not have"


def test_a_draft_answers_for_documents_apart_from_pages(tmp_path: Path, dutch: Catalogue) -> None:
    with FileOutput(tmp_path / "openacr.yaml") as out:
        openacr.FORMAT.write(with_document_checks(), out, dutch)
    draft = yaml.safe_load((tmp_path / "openacr.yaml").read_text("utf-8"))
    components = {
        c["num"]: {one["name"]: one["adherence"] for one in c["components"]}
        for chapter in draft["chapters"].values()
        for c in chapter.get("criteria", ())
    }
    assert components["1.3.1"]["electronic-docs"] == {
        "level": "partially-supports",
        "notes": "De scan vond 2 problemen (1 document).",
    }
    assert components["2.1.1"]["electronic-docs"] == {
        "level": "not-evaluated",
        "notes": "Geen controle keek naar deze eis.",
    }
    assert "mens" in components["3.1.1"]["electronic-docs"]["notes"]
    assert set(components["2.4.5"]) == {"web"}, "chapter 10 of the norm leaves that number void"
    assert "4 documenten beoordeeld" in draft["notes"]


def test_a_false_alarm_in_a_document_is_no_problem_of_a_criterion() -> None:
    source = with_document_checks()
    set_right = [replace(issue, decided=FALSE_ALARM) for issue in source.document_issues()]
    found = document_criteria(replace(source, document_issue_list=set_right))
    assert (found.judged, dict(found.problems)) == (4, {})
    assert found.outcome("1.3.1") is Outcome.CANT_TELL


@pytest.mark.slow
def test_the_tool_of_openacr_finds_the_draft_valid(render: Render) -> None:
    modules = node_tools.installed("@openacr/openacr@0.3.5", "ts-node@10", "typescript@4.9", "@types/node@16")
    tool = modules / "@openacr" / "openacr"
    for name in SCANS:
        draft = render(name, "openacr") / "openacr.yaml"
        command = [
            str(modules / ".bin" / "ts-node"),
            "--transpile-only",
            "--skip-ignore",
            "src/openacr.ts",
            "validate",
        ]
        catalog = f"catalog/{yaml.safe_load(draft.read_text('utf-8'))['catalog']}.yaml"
        done = subprocess.run(
            [*command, "-f", str(draft), "-c", catalog],
            cwd=tool,
            capture_output=True,
            text=True,
            check=False,
            timeout=120,
        )
        assert done.stdout.strip() == "Valid!", done.stdout + done.stderr


def test_shape_of_the_draft(render: Render) -> None:
    draft = yaml.safe_load((render("town", "openacr") / "openacr.yaml").read_text("utf-8"))
    assert_golden("town-openacr.txt", "\n".join(sorted(set(paths(draft)))) + "\n")


# Open data

CASTS = {
    "string": str,
    "integer": int,
    "number": float,
    "boolean": {"true": True, "false": False}.__getitem__,
    "datetime": datetime.fromisoformat,
}


@pytest.mark.parametrize("name", SCANS)
def test_every_table_keeps_its_own_schema(render: Render, name: str) -> None:
    folder = render(name, "opendata")
    package = json.loads((folder / "datapackage.json").read_bytes())
    assert re.fullmatch(r"[a-z0-9._-]+", package["name"])
    for resource in package["resources"]:
        raw = (folder / resource["path"]).read_bytes()
        assert resource["bytes"] == len(raw)
        assert resource["hash"] == f"sha256:{hashlib.sha256(raw).hexdigest()}"
        fields = resource["schema"]["fields"]
        head, *rows = csv.reader(raw.decode("utf-8").splitlines(keepends=True), strict=True)
        assert head == [field["name"] for field in fields]
        assert rows or name != "town"
        for row in rows:
            for field, text in zip(fields, row, strict=True):
                rules = field.get("constraints", {})
                assert text or not rules.get("required"), (field["name"], row)
                if text:
                    CASTS[field["type"]](text)
                    assert text in rules.get("enum", [text])


@pytest.mark.parametrize(
    ("address", "published"),
    [
        ("https://www.zilverbeek.example/nieuws?naam=jan#x", "https://www.zilverbeek.example/nieuws"),
        ("https://jan:geheim@zilverbeek.example:81/a", "https://zilverbeek.example:81/a"),
        ("https://z.example/wie/jan@z.example/", "https://z.example/wie/x/"),
        ("https://z.example/wie/jan%40z.example", "https://z.example/wie/x"),
        ("https://z.example/d/85.07.30-033.28", "https://z.example/d/x"),
        ("https://z.example/bel/0470123456", "https://z.example/bel/x"),
        ("https://z.example/bel/+32-470-12-34-56", "https://z.example/bel/x"),
        ("https://z.example/bsn/123456782/x", "https://z.example/bsn/x/x"),
        ("https://z.example/nieuws/2026/11/24/kerst-2026", "https://z.example/nieuws/2026/11/24/kerst-2026"),
        ("https://z.example/product/12345", "https://z.example/product/12345"),
        ("javascript:alert(1)", "geen-webadres"),
        ("pagina.html", "geen-webadres"),
        ("https://[x", "geen-webadres"),
    ],
)
def test_addresses_lose_what_may_name_a_person(address: str, published: str) -> None:
    assert opendata.open_address(address) == published


def test_nothing_that_a_page_says_is_published(render: Render) -> None:
    folder = render("hostile", "opendata")
    text = "".join((folder / name).read_text("utf-8") for name in opendata.FORMAT.owns)
    for evil in fakes.HOSTILE:
        if len(evil) > 10:
            assert evil not in text
    assert "evil.example" not in text


def test_a_package_does_not_fit_in_one_file(tmp_path: Path, dutch: Catalogue) -> None:
    with pytest.raises(UsageError, match="several files"), FileOutput(tmp_path / "x") as out:
        opendata.FORMAT.write(fakes.clean(), out, dutch)
    assert list(tmp_path.iterdir()) == []


def test_shape_of_the_package(render: Render) -> None:
    package = json.loads((render("town", "opendata") / "datapackage.json").read_bytes())
    for resource in package["resources"]:
        resource["bytes"], resource["hash"] = 0, ""
    assert_golden("town-opendata.txt", json.dumps(package, ensure_ascii=False, indent=2) + "\n")
