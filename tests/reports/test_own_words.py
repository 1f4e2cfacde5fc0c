"""The words of a report itself pass the guideline that it holds others to; what it quotes is not its own."""

import re

import pytest

from crawler.gather.visible_text import gather_visible_text
from drempel.dom import Dom
from readability.page import PageReading, read_page
from tests.checks.synthetic import capture
from tests.reports.conftest import Render


def read(markup: str) -> PageReading:
    return read_page(gather_visible_text(Dom(capture(markup))))


@pytest.mark.parametrize("name", ["editor.html", "taal.html"])
def test_hard_sentences_of_the_site_are_none_of_the_report(render: Render, name: str) -> None:
    text = (render("town") / name).read_text("utf-8")
    assert read(re.sub(r' cite="[^"]*"', "", text)).profile.hardest, "there is something to quote"
    assert read(text).profile.hardest == ()


def test_every_page_with_enough_text_meets_the_guideline(render: Render) -> None:
    judged = {}
    for path in sorted(render("town").glob("*.html")):
        difficulty = read(path.read_text("utf-8")).profile.difficulty
        if difficulty is not None:
            judged[path.name] = difficulty.meets_b1
    assert {name: answer for name, answer in judged.items() if answer == "no"} == {}
    assert len(judged) > 10
