"""Contrast that was measured, and what stands of axe-core's own findings where nothing is known."""

import pytest

from checks.contrast import TOLERANCE, weakest
from checks.engine import judge
from checks.rules.visual.text_contrast_below_enhanced import text_contrast_below_enhanced
from checks.rules.visual.text_contrast_low import MAX_QUESTIONS, text_contrast_low
from drempel.dom import Dom
from drempel.model.artefact import AxeNode, AxeResult, AxeRun, Pixels, TextPixels
from drempel.model.finding import Judgement
from tests.conftest import BrowserSession

pytestmark = pytest.mark.browser

CHECKS = {check.id: check for check in (text_contrast_low, text_contrast_below_enhanced)}
PAGE = """<!doctype html><html lang="nl"><head><title>Gemeente</title>
<style>div { background: linear-gradient(#fff, #eee) }</style></head>
<body><div><p>Een</p><p>Twee</p><p>Drie</p></div><p>Vier</p></body></html>"""
ON_PICTURE = "Element's background color could not be determined due to a background image"
FIRST, SECOND, THIRD, LAST = (1, 0, 0), (1, 0, 1), (1, 0, 2), (1, 1)


def said(session: BrowserSession, *measured: TextPixels, violations: tuple = (), incomplete: tuple = ()):
    dom = Dom(session.capture(PAGE))
    found = {
        name: tuple(AxeNode((), "", "serious", ON_PICTURE, path=path, tag="p") for path in paths)
        for name, paths in (("violations", violations), ("incomplete", incomplete))
    }
    run = AxeRun("4", (AxeResult("color-contrast", (), "serious", **found),))
    return judge({Dom: dom, AxeRun: run, Pixels: Pixels(measured)}, CHECKS)


def lines(judgement: Judgement) -> list[tuple[str, str, str, tuple[str, ...]]]:
    return [
        (found.pointer.snippet[3:7].rstrip("<"), found.outcome.value, found.message_key, found.requirements)
        for found in judgement.findings
    ]


def test_measured_contrast_is_an_answer(browser_session: BrowserSession) -> None:
    judgement = said(
        browser_session,
        TextPixels(FIRST, (9.0, 8.0, 7.5)),
        TextPixels(SECOND, (5.0, 5.0, 5.0, 5.0)),
        TextPixels(THIRD, (2.0, 2.1, 6.0, 6.0)),
        incomplete=(FIRST, SECOND, THIRD),
    )
    assert lines(judgement) == [
        ("Twee", "failed", "measured", ("1.4.6",)),
        ("Drie", "failed", "measured", ("1.4.6",)),
        ("Drie", "failed", "measured", ("1.4.3",)),
    ]
    # What axe-core could not decide is answered.
    assert len(judgement.suppressed) == 2


def test_text_of_the_same_look_passes_but_does_not_fail(browser_session: BrowserSession) -> None:
    strong = said(browser_session, TextPixels(FIRST, (9.0, 8.0)), incomplete=(FIRST, SECOND, THIRD))
    assert lines(strong) == []
    weak = said(browser_session, TextPixels(FIRST, (2.0, 2.0)), incomplete=(FIRST,))
    assert {text for text, *_ in lines(weak)} == {"Een"}


def test_failures_of_axe_stand_where_nothing_is_known(browser_session: BrowserSession) -> None:
    judgement = said(browser_session, violations=(FIRST,))
    assert lines(judgement) == [("Een", "failed", "axe", ("1.4.3",))]


def test_failure_of_axe_that_style_contradicts_is_dropped(browser_session: BrowserSession) -> None:
    judgement = said(browser_session, violations=(LAST,))
    assert lines(judgement) == []
    assert [false.by for false in judgement.suppressed] == ["text-contrast-low"]


def test_few_questions_on_pictures_that_were_not_measured(browser_session: BrowserSession) -> None:
    judgement = said(browser_session, incomplete=(FIRST, SECOND, THIRD))
    assert [outcome for _, outcome, _, _ in lines(judgement)] == ["cantTell"] * MAX_QUESTIONS


def test_one_weak_letter_among_many_is_noise() -> None:
    assert weakest((2.0, *[6.0] * 9)) == 6.0
    assert weakest((2.0, 2.5, *[6.0] * 8)) == 2.5
    assert weakest((2.0,)) == 2.0
    assert TOLERANCE < 0.1
