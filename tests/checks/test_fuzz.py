"""No page, however odd, makes a check fail or hang."""

import gc
import time
from random import Random

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import seed as seeded
from hypothesis import strategies as st

from checks.engine import judge
from checks.facts.statement_seen import statement_seen
from checks.registry import discover
from crawler.gather.visible_text import gather_visible_text
from drempel.dom import Dom
from drempel.model.artefact import AxeRun, Linked, Media, PageSource, Pixels, Placeholders, Turns
from drempel.model.finding import Outcome
from drempel.model.statement_seen import StatementSeen
from drempel.model.text import Passage, PassageKind, TextProfile, VisibleText
from tests.checks.artefacts import DAY
from tests.checks.beside import linked_of, media_of, placeholders_of, turns_of
from tests.checks.odd_pages import PAGES, measured, mutated
from tests.checks.synthetic import capture
from tests.pace import in_time

CHECKS = {check_id: check for check_id, check in discover().items() if check.scope == "page"}
MAX_S = 1.0

RULES = sorted({rule.removeprefix("axe:") for one in CHECKS.values() for rule in one.same_as + one.overrules})


def assert_judged(html: str, seed: int = 0) -> None:
    """Judge a page as it is, or, with a seed, as the browser would never tell it."""
    chance = Random(seed)
    dom = Dom(mutated(html, chance) if seed else capture(html))
    axe, pixels = measured(dom, RULES, chance) if seed else (AxeRun("", ()), Pixels())
    passages = tuple(
        Passage(node, kind, "nl", "fr", 0.9995, 0.0, 30, "Une phrase")
        for node in range(4)
        for kind in PassageKind
    )
    profile = TextProfile(url="", language="nl", declared="", language_words={"nl": 90}, passages=passages)
    text = gather_visible_text(dom)
    artefacts = {
        Dom: dom,
        VisibleText: text,
        TextProfile: profile,
        Media: media_of(dom),
        Linked: linked_of(dom),
    }
    artefacts |= {AxeRun: axe, Pixels: pixels, Turns: turns_of(dom)}
    artefacts[Placeholders] = placeholders_of(dom)
    artefacts[PageSource] = PageSource(html)
    artefacts[StatementSeen] = statement_seen(dom, DAY)
    # What other tests left in memory is not the checks' to look through for rubbish.
    gc.disable()
    try:
        started = time.thread_time()
        judgement = judge(artefacts, CHECKS)
        spent_s = time.thread_time() - started
    finally:
        gc.enable()
    assert in_time(spent_s, MAX_S)
    own = [tally for tally in judgement.tallies if tally.check in CHECKS]
    assert len(own) == len(CHECKS)
    # What only a browser can tell (pixels, the turned page) is not made up here.
    ran = [tally for tally in own if not tally.reason.startswith("missing-artefact")]
    assert [(tally.check, tally.reason) for tally in ran if tally.reason] == []
    for tally in ran:
        assert (tally.outcome is Outcome.INAPPLICABLE) == (tally.failed + tally.cant_tell + tally.passed == 0)


MANY = settings(deadline=None, database=None, suppress_health_check=list(HealthCheck))


SEEDS = st.integers(0, 2**32)


@seeded(5)
@settings(MANY, max_examples=500)
@given(PAGES, SEEDS)
def test_odd_pages_are_judged(html: str, seed: int) -> None:
    assert_judged(f"<html lang='nl'><body>{html}</body></html>", seed)


@pytest.mark.slow
@pytest.mark.timeout(3600)
@settings(MANY, max_examples=5_000)
@given(PAGES, SEEDS)
def test_many_odd_pages_are_judged(html: str, seed: int) -> None:
    assert_judged(f"<html lang='nl'><body>{html}</body></html>", seed)


@pytest.mark.parametrize(
    "html",
    ["<p>Een zin over afval.</p>" * 50_000, "<a href=/x>Lees</a> " * 25_000, "<td>1" * 40_000],
    ids=["paragraphs", "links", "cells"],
)
def test_no_check_takes_over_a_second_on_a_huge_page(html: str, request: pytest.FixtureRequest) -> None:
    dom = Dom(capture(f"<html lang='nl'><body>{html}</body></html>"))
    artefacts = {
        Dom: dom,
        VisibleText: gather_visible_text(dom),
        Linked: linked_of(dom),
        Media: media_of(dom),
    }
    artefacts |= {AxeRun: AxeRun("", ()), PageSource: PageSource(html), Placeholders: placeholders_of(dom)}
    artefacts |= {TextProfile: TextProfile(url="", language="nl", declared=""), Pixels: Pixels()}
    artefacts[StatementSeen] = statement_seen(dom, DAY)
    slow = {}
    # What is there before a check begins is not its to look through for rubbish.
    gc.collect()
    gc.freeze()
    request.addfinalizer(gc.unfreeze)
    for check_id, check in CHECKS.items():
        if not set(check.needs) <= set(artefacts):
            continue
        started = time.process_time()
        judged = list(check.judge(*(artefacts[need] for need in check.needs)))
        spent_s = time.process_time() - started
        if not in_time(spent_s, MAX_S):
            slow[check_id] = round(spent_s, 2), len(judged)
    assert slow == {}


@pytest.mark.parametrize(
    "html",
    [
        "<style>" + "/*" * 50_000 + "outline" + "</style><a href=x>x</a>",
        "<style>" + "a:focus " * 20_000 + "outline</style><a href=x>x</a>",
        "<style>" + "a:focus{outline:none}" * 300 + "</style>" + "<a href=x>hier</a>" * 300,
        "<style>"
        + "".join(f"a:focus,b{n}:focus{{outline:1px}}" for n in range(2_000))
        + "a:focus{outline:0}</style><a href=x>x</a>",
        "<title>" + "title" * 40_000 + "</title>",
        "<img alt='" + "a/" * 60_000 + ".png'>",
        "<table>" + "<tr><th>x</th><td><a href=x>Download</a></td></tr>" * 400 + "</table>",
        "<form>" + "<input placeholder=x>" * 300 + "</form>",
        "<div>" * 250 + "<p><b>Kop</b></p><p>" + "Een zin over afval. " * 9 + "</p>" + "</div>" * 250,
        "".join(f"<div lang=fr><p lang=en>{n}</p></div>" for n in range(1_500)),
        "<p><b>Kop</b></p><p>" + "Een zin over afval. " * 9 + "</p>" * 400,
        "<div>" + "".join(f"<a href='/{n}'>Lees meer</a> " for n in range(1_500)) + "</div>",
        "<p>" + "- een regel<br><br>" * 1_500 + "</p>",
        "<h2>Kop</h2>" * 1_500,
        "<p>" + "\u0634\u0639 " * 30_000 + "</p>",
        "<div aria-hidden=true>" * 200 + "<p>Een zin over afval en glas.</p>" * 500 + "</div>" * 200,
        "<a " + 'b="' * 20_000 + "<a href=x>" * 2_000,
        "<video controls src=a></video><audio autoplay src=b></audio>" * 200 + "<p>a b c d e f g h</p>" * 400,
    ],
    ids=[
        "comments",
        "no-block",
        "many-rules",
        "many-marks",
        "title",
        "alt",
        "table",
        "form",
        "deep",
        "langs",
        "headings",
        "same-names",
        "dashes",
        "empty-headings",
        "arabic",
        "hidden-in-hidden",
        "quotes",
        "media",
    ],
)
def test_large_pages_are_judged_in_time(html: str) -> None:
    assert_judged(f"<html lang='nl'><body>{html}</body></html>")
