"""axe-core and our own checks on one page in a real browser: one truth per problem."""

import pytest

from checks.axe.facts import axe_rules
from checks.engine import judge
from checks.registry import catalogue, discover
from drempel.model.artefact import AxeRun
from drempel.model.finding import Finding, Judgement, Outcome, Source
from tests.conftest import BrowserSession

PAGE = """<!doctype html><html lang="nl"><head><title>Afspraak maken - Gemeente</title>
<meta http-equiv="refresh" content="600"></head><body><main><h1>Afspraak maken</h1>
<form>
<p><input name="naam" placeholder="Uw naam" title="Naam"></p>
<p><label for="mail">E-mail</label> <input id="mail" name="mail" placeholder="naam@voorbeeld.be"></p>
<button>Verder</button>
</form>
<p><img src="data:," alt="IMG_2034.jpg" width="40" height="30"> <img src="data:," width="40" height="30"></p>
</main></body></html>"""

pytestmark = pytest.mark.browser


@pytest.fixture(scope="module")
def judgement(browser_session: BrowserSession) -> Judgement:
    return judge(browser_session.page(PAGE), discover())


def of(judgement: Judgement, check_id: str) -> list[Finding]:
    return [finding for finding in judgement.findings if finding.check == check_id]


def test_what_both_see_is_one_finding(judgement: Judgement) -> None:
    (refresh,) = of(judgement, "page-refreshes-itself")
    assert refresh.sources == (Source.AXE, Source.DREMPEL)
    assert refresh.requirements[0] == "2.2.1"
    assert of(judgement, "axe:meta-refresh") == []
    (field,) = of(judgement, "placeholder-as-only-label")
    assert field.sources == (Source.AXE, Source.DREMPEL)
    assert 'name="naam"' in field.pointer.snippet
    assert of(judgement, "axe:label-title-only") == []


def test_what_one_sees_stays_with_that_one(judgement: Judgement) -> None:
    (name,) = of(judgement, "alt-text-is-filename")
    assert name.sources == (Source.DREMPEL,)
    (image,) = of(judgement, "axe:image-alt")
    assert image.sources == (Source.AXE,)
    assert image.pointer.node is not None, "axe's element is found in the page tree"
    assert image.pointer.snippet.startswith("<img src=")


def test_every_rule_that_ran_has_a_tally_and_a_place_in_the_catalogue(
    judgement: Judgement, browser_session: BrowserSession
) -> None:
    run = browser_session.page(PAGE)[AxeRun]
    ran = {f"axe:{result.rule}" for result in run.results}
    tallies = {tally.check: tally for tally in judgement.tallies}
    known = {info.id for info in catalogue()}
    assert ran <= set(tallies)
    assert ran <= known
    assert ran == {rule.check_id for rule in axe_rules().values()} & known, "what we promise to run, runs"
    assert {tallies[check_id].outcome for check_id in ran} >= {
        Outcome.FAILED,
        Outcome.PASSED,
        Outcome.INAPPLICABLE,
    }
    of_others = {check.id for check in discover().values() if check.scope != "page"}
    assert set(tallies) == known - of_others
