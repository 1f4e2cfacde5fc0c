"""Every check on its fixture pages: `data-expect` names the outcome of each target, nothing else is found."""

from pathlib import Path

import pytest

from checks.registry import discover
from drempel.model.finding import Outcome
from tests.checks.artefacts import results, site_results
from tests.conftest import BrowserSession

HERE = Path(__file__).parent
CHECKS = discover()
EVERY = sorted(HERE.glob("*/*.html"))
OF_SITES = [path for path in EVERY if CHECKS[path.parent.name].scope == "site"]
FIXTURES = [path for path in EVERY if path not in OF_SITES]
EMPTY = ["", "<!doctype html><html><head></head><body></body></html>"]

pytestmark = pytest.mark.browser


@pytest.mark.parametrize("fixture", FIXTURES, ids=lambda path: f"{path.parent.name}/{path.stem}")
def test_fixture(fixture: Path, browser_session: BrowserSession) -> None:
    check = CHECKS[fixture.parent.name]
    html = fixture.read_text(encoding="utf-8")
    said = results(check, browser_session.capture(html), html)

    seen = [
        (result.outcome.value, result.key if "data-key" in result.target else "", repr(result.target))
        for result in said
        if result.outcome is not Outcome.PASSED or "data-expect" in result.target
    ]
    dom = said[0].target.dom if said else None
    wanted = [
        (node["data-expect"], node.get("data-key"), repr(node))
        for node in (dom.select("[data-expect]") if dom else ())
    ]
    assert sorted(seen) == sorted(wanted)
    assert {result.key for result in said} - {""} <= set(check.messages)

    kind = fixture.stem.partition("-")[0]
    if kind == "inapplicable":
        assert said == []
    else:
        assert kind in {result.outcome.value for result in said}
    if kind == "passed":
        assert {result.outcome for result in said} == {Outcome.PASSED}


@pytest.mark.parametrize("fixture", OF_SITES, ids=lambda path: f"{path.parent.name}/{path.stem}")
def test_fixture_of_a_site(fixture: Path, browser_session: BrowserSession) -> None:
    check = CHECKS[fixture.parent.name]
    said = site_results(check, fixture.read_text(encoding="utf-8"), browser_session)
    kind = fixture.stem.partition("-")[0]
    assert {result.outcome.value for result in said} == ({kind} if kind != "inapplicable" else set())
    for result in said:
        if result.key:
            check.messages[result.key].format(**result.params)


@pytest.mark.parametrize("html", EMPTY, ids=["nothing", "empty-body"])
def test_no_check_says_anything_of_an_empty_page(html: str, browser_session: BrowserSession) -> None:
    capture = browser_session.capture(html)
    assert [(check.id, results(check, capture, html)) for check in CHECKS.values()] == [
        (check_id, []) for check_id in CHECKS
    ]
