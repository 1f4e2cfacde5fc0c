"""The JSON of one page: its promise is the schema, and the schema is held to the values that exist."""

import json
from dataclasses import replace
from importlib.resources import files
from typing import Any

import jsonschema
import pytest
from hypothesis import given
from hypothesis import strategies as st

from drempel.i18n import catalogue
from drempel.model.facts import Evidence, Facts, Phone
from drempel.model.finding import (
    MAX_SNIPPET,
    CheckTally,
    Finding,
    Impact,
    Kind,
    Mode,
    Outcome,
    Pointer,
    Source,
)
from drempel.model.report import CheckCoverage
from drempel.model.snapshot import FetchOutcome, Reason
from drempel.model.text import TextProfile
from drempel.pagejson import SCHEMA_VERSION, page_json
from reports.wording import Wording
from tests.cli.conftest import CHECKS
from tests.cli.pages import FINDING, PRACTICE, QUESTION, hard_sentence, judged, missed

SCHEMA = json.loads(files("drempel").joinpath("schemas", "page-1.schema.json").read_text("utf-8"))
WORDS = Wording(catalogue("nl"), [CheckCoverage(info) for info in CHECKS])
VALIDATOR = jsonschema.Draft202012Validator(SCHEMA)


def as_json(page: Any) -> dict[str, Any]:
    made = json.loads(json.dumps(page_json(page, WORDS)))
    VALIDATOR.validate(made)
    return made


def test_the_schema_is_a_schema() -> None:
    jsonschema.Draft202012Validator.check_schema(SCHEMA)
    assert SCHEMA_VERSION.startswith("1.")


def test_the_facts_of_a_page() -> None:
    facts = Facts(
        kind="service",
        is_service=True,
        phones=(Phone("1700", "free"), Phone("+3256277840", "normal")),
        channels={"click": True, "call": True, "face": None, "home": False},
        evidence={"phones": (Evidence("main > p", "Bel 1700"),)},
    )
    inclusion = as_json(judged(facts=facts))["inclusion"]
    assert inclusion["phones"][0] == {"number": "1700", "cost": "free"}
    assert inclusion["channels"] == {"click": True, "call": True, "face": None, "home": False}
    assert inclusion["evidence"] == {"phones": [{"selector": "main > p", "text": "Bel 1700"}]}
    assert inclusion["email_required"] is None
    # What was not read is not told as if there were nothing.
    assert as_json(judged(facts=Facts()))["inclusion"] is None


def test_a_judged_page() -> None:
    page = as_json(
        judged(
            "https://a.example/",
            FINDING,
            tallies=(CheckTally("axe:region", Outcome.UNTESTED, reason="disabled"),),
        )
    )
    assert list(page) == [
        "schema_version", "url", "final_url", "status", "outcome", "reason", "title", "notes", "findings",
        "untested", "readability", "inclusion", "weight", "timings_ms",
    ]  # fmt: skip
    assert page["findings"] == [
        {
            "check": "alt-text-is-filename",
            "sources": ["drempel"],
            "outcome": "failed",
            "kind": "norm",
            "mode": "automatic",
            "requirements": ["1.1.1"],
            "act": ["qt1vmo"],
            "impact": "serious",
            "selector": "html > body > img",
            "snippet": '<img alt="foto.jpg">',
            "message": "De alt-tekst “foto.jpg” is een bestandsnaam.",
            "steps": [],
            "advice": [],
            "fingerprint": "f1:00",
        }
    ]
    assert page["untested"] == [{"check": "axe:region", "reason": "disabled"}]
    assert page["readability"]["metrics"]["long_words_percent"] == 16.667
    assert (page["readability"]["judged"], page["readability"]["reading_minutes"]) == (True, 1)
    assert page["readability"]["difficulty"] == {
        "version": "1",
        "value": 38.46,
        "low": 33.333,
        "high": 44.0,
        "step": 2,
        "meets_b1": "doubt",
        "indicative": False,
    }
    assert [score["value"] for score in page["readability"]["scores"]] == [67.667, None]


def test_a_page_that_was_not_judged() -> None:
    page = as_json(missed())
    assert (page["outcome"], page["status"], page["final_url"]) == ("http-error", 404, "")
    assert page["reason"] == {"key": "status", "detail": "404"}
    assert page["findings"] == []
    assert page["readability"] is None


def test_text_without_metrics_says_why() -> None:
    text = TextProfile("u", "fr", "nl", {"fr": 90}, reason="not-dutch")
    readability = as_json(judged(text=text))["readability"]
    assert (readability["metrics"], readability["reason"], readability["scores"]) == (None, "not-dutch", [])
    assert (readability["judged"], readability["difficulty"]) == (False, None)
    assert readability["reading_minutes"] is None


def test_without_a_message_of_its_own_a_finding_has_the_title() -> None:
    page = as_json(judged("https://a.example/", QUESTION))
    assert page["findings"][0]["message"] == "Een afbeelding heeft geen tekst voor wie ze niet ziet"


def test_a_sentence_comes_with_all_reasons_the_worst_sentence_first() -> None:
    page = as_json(judged("https://a.example/", hard_sentence(2), hard_sentence(1)))
    assert [f["selector"] for f in page["findings"]] == ["p:nth-of-type(1)", "p:nth-of-type(2)"]
    assert page["findings"][0]["advice"] == [
        "Deze zin heeft 31 woorden. Maak er twee of meer van.",
        "“teneinde” is een ouderwets woord. Schrijf: om.",
    ]


def test_findings_are_sorted_heaviest_first() -> None:
    critical = replace(QUESTION, impact=Impact.CRITICAL)
    page = as_json(judged("https://a.example/", PRACTICE, FINDING, critical))
    assert [f["check"] for f in page["findings"]] == ["axe:image-alt", "alt-text-is-filename", "axe:region"]


def test_the_same_page_gives_the_same_text() -> None:
    one = judged("https://a.example/", FINDING, timings_ms={"load": 1, "axe": 2})
    other = judged("https://a.example/", FINDING, timings_ms={"axe": 2, "load": 1})
    assert json.dumps(page_json(one, WORDS)) == json.dumps(page_json(other, WORDS))


@pytest.mark.parametrize(
    ("path", "values"),
    [
        (("outcome",), FetchOutcome),
        (("findings", "outcome"), (Outcome.FAILED, Outcome.CANT_TELL)),
        (("findings", "kind"), Kind),
        (("findings", "impact"), Impact),
        (("findings", "mode"), Mode),
    ],
)
def test_closed_sets_are_those_of_the_model(path: tuple[str, ...], values: Any) -> None:
    found = SCHEMA["properties"]
    for step in path[:-1]:
        found = found[step]["items"]["properties"]
    assert found[path[-1]]["enum"] == [value.value for value in values]


def test_every_key_is_described() -> None:
    def walk(schema: Any) -> None:
        if isinstance(schema, dict):
            for name, inner in schema.get("properties", {}).items():
                assert "description" in inner or inner.get("type") == "integer", name
            for inner in schema.values():
                walk(inner)
        elif isinstance(schema, list):
            for inner in schema:
                walk(inner)

    walk(SCHEMA)


FINDINGS = st.builds(
    Finding,
    check=st.sampled_from([info.id for info in CHECKS]),
    outcome=st.sampled_from([Outcome.FAILED, Outcome.CANT_TELL]),
    impact=st.sampled_from(Impact),
    kind=st.sampled_from(Kind),
    pointer=st.builds(Pointer, st.text(max_size=30), st.text(max_size=MAX_SNIPPET)),
    message_key=st.sampled_from(["filename", "failed", ""]),
    params=st.dictionaries(st.sampled_from(["alt", "x"]), st.text(max_size=20)),
    requirements=st.lists(st.sampled_from(["1.1.1", "1.4.10", "2.5.8"]), unique=True).map(tuple),
    act=st.just(()),
    sources=st.lists(st.sampled_from(Source), min_size=1, unique=True).map(tuple),
)


@given(
    st.lists(FINDINGS, max_size=4),
    st.text(max_size=20),
    st.sampled_from(FetchOutcome),
    st.none() | st.builds(Reason, st.text(min_size=1, max_size=9), st.text(max_size=9)),
)
def test_whatever_a_page_holds_the_form_holds(
    findings: list[Finding], title: str, outcome: FetchOutcome, reason: Reason | None
) -> None:
    page = judged("https://a.example/", *findings, title=title)
    made = as_json(replace(page, record=replace(page.record, outcome=outcome, reason=reason)))
    assert made["url"] == "https://a.example/"
    assert made["outcome"] == outcome.value
