"""What axe-core's own checks say has our words, for every message of the axe-core that is installed."""

import re
from string import Formatter
from typing import Any

import pytest

from checks.axe.messages import ANY, SAME, advice, messages
from crawler.browser.base import Tab
from crawler.gather.axe import gather_axe
from drempel.i18n import catalogue
from drempel.model.artefact import AxeNode, AxeTold
from drempel.model.finding import Outcome
from tests.conftest import BrowserSession

ALL = "() => Object.entries(axe._audit.data.checks).map(([id, check]) => [id, check.messages])"
BY_NUMBER = {"singular", "plural"}
"""Keys of messages that axe-core chooses by how many values there are."""


def placeholders(text: str) -> set[str]:
    return {name for _, name, _, _ in Formatter().parse(text) if name}


def every_sentence() -> list[str]:
    return sorted({s for kinds in messages().values() for by_key in kinds.values() for s in by_key.values()})


@pytest.mark.browser
def test_every_message_of_the_installed_axe_has_our_words(browser_session: BrowserSession) -> None:
    async def look(tab: Tab) -> Any:
        return await tab.evaluate(ALL)

    theirs = dict(browser_session.run("<title>x</title>", look))
    assert len(theirs) > 100
    gaps, strange = [], []
    for check, by_kind in theirs.items():
        for kind in ("fail", "incomplete"):
            theirs_of_kind = by_kind.get(kind) or {}
            by_key = theirs_of_kind if isinstance(theirs_of_kind, dict) else {ANY: theirs_of_kind}
            ours = messages().get(SAME.get(check, check), {}).get(kind, {})
            for key, text in by_key.items():
                sentence = ours.get(ANY if key in BY_NUMBER else key) or ours.get(ANY)
                if not sentence:
                    gaps.append((check, kind, key))
                    continue
                known = set(re.findall(r"\$\{data\.(\w+)\}", text)) | {"value", "values"}
                if placeholders(sentence) - known:
                    strange.append((check, kind, key, sentence))
    assert gaps == []
    assert strange == []
    assert set(messages()) <= set(theirs)


@pytest.mark.parametrize("language", ["nl", "fr"])
def test_every_sentence_is_translated_with_the_same_placeholders(language: str) -> None:
    words = catalogue(language)
    for sentence in every_sentence():
        assert words.has(sentence, "hint"), sentence
        assert placeholders(words.messages()["hint", sentence][0]) == placeholders(sentence)


def node(*told: AxeTold) -> AxeNode:
    return AxeNode((), "", "serious", "", told=told)


def test_values_are_shown_as_people_read_them() -> None:
    data = {
        "contrastRatio": "2.32",
        "expectedContrastRatio": "4.5:1",
        "fgColor": "#aaaaaa",
        "bgColor": "#ffffff",
        "fontSize": "12.0pt (16px)",
        "fontWeight": "normal",
    }
    (said,) = advice(node(AxeTold("color-contrast", "", data)), Outcome.FAILED, "")
    assert catalogue("nl").text(said.msgid, "hint", **said.params) == (
        "Het contrast is 2.32 op 1. Het moet 4.5 op 1 zijn. Tekst #aaaaaa op #ffffff, 16px."
    )


def test_what_is_missing_or_said_already_is_left_out() -> None:
    lacking = AxeTold("color-contrast", "", {"contrastRatio": "2.32"})
    assert advice(node(lacking), Outcome.FAILED, "") == ()
    assert advice(node(AxeTold("no-such-check")), Outcome.FAILED, "") == ()
    title = messages()["page-has-main"]["fail"][ANY]
    assert advice(node(AxeTold("page-has-main")), Outcome.FAILED, title) == ()
    twice = AxeTold("page-has-main")
    assert len(advice(node(twice, twice), Outcome.FAILED, "")) == 1


@pytest.mark.browser
def test_a_page_tells_what_its_elements_lack(browser_session: BrowserSession) -> None:
    html = """<!doctype html><html lang=nl><title>x</title><main><h1>x</h1>
      <ul><div>Papier</div><li>Glas</li></ul><input aria-labeledby=x title=y>
      <img src=a.png><div role=checkbox tabindex=0>Nieuws</div></main>"""
    run = browser_session.run(html, gather_axe)
    said = {
        result.rule: [
            catalogue("nl").text(one.msgid, "hint", **one.params)
            for node in result.violations
            for one in advice(node, Outcome.FAILED, "")
        ]
        for result in run.results
        if result.violations
    }
    assert said["list"] == ["Dit hoort niet rechtstreeks in de lijst: div."]
    assert said["aria-valid-attr"] == ["Dit attribuut bestaat niet: aria-labeledby."]
    assert said["aria-required-attr"] == ["Dit ontbreekt: aria-checked."]
    # Any of six things would do here: the repair sentence says which.
    assert said["image-alt"] == []
