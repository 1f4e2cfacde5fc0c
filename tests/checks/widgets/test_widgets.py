"""No check fails on a widget that is built right, and hardly any asks."""

import tomllib
from pathlib import Path

import pytest

from drempel.model.finding import Kind, Outcome
from tests.checks.seen import PAGE, seen

TOLD = tomllib.loads((Path(__file__).parent / "widgets.toml").read_text(encoding="utf-8"))["widget"]
MAX_QUESTIONS = 3
"""On all widgets together."""

pytestmark = pytest.mark.browser


def test_right_widgets_have_no_failures() -> None:
    judged = seen({one["id"]: PAGE.format(head="", body=one["body"]) for one in TOLD})
    found = [
        (widget, one.check, one.message_key, one.pointer.snippet[:80])
        for widget, (_, judgement) in judged.items()
        for one in judgement.findings
        if one.outcome is Outcome.FAILED and one.kind is Kind.NORM
    ]
    asked = [
        (widget, one.check, one.message_key, one.pointer.snippet[:80])
        for widget, (_, judgement) in judged.items()
        for one in judgement.findings
        if one.outcome is Outcome.CANT_TELL
    ]
    assert found == []
    assert len(asked) <= MAX_QUESTIONS, asked
