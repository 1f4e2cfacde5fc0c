"""What counts for the exit code."""

from dataclasses import replace

import pytest

from drempel.gate import could_judge, counts, is_later, is_reached, worst
from drempel.model.finding import CheckTally, Impact, Judgement, Kind, Outcome
from tests.cli.pages import FINDING, PRACTICE, QUESTION

TODAY, TOMORROW = "en301549-3.2.1", "en301549-4.1.1"
TARGET_SIZE = replace(FINDING, requirements=("2.5.8",))


@pytest.mark.parametrize(
    ("finding", "wanted"),
    [
        (FINDING, True),
        (PRACTICE, True),
        (QUESTION, False),
        (replace(FINDING, kind=Kind.BEYOND), False),
        (TARGET_SIZE, False),
        (replace(FINDING, requirements=("2.5.8", "1.1.1")), True),
    ],
)
def test_failures_of_norm_and_practice_count(finding, wanted: bool) -> None:
    assert counts(finding, TODAY) is wanted


def test_what_a_newer_norm_requires_counts_there() -> None:
    assert is_later(TARGET_SIZE, TODAY)
    assert counts(TARGET_SIZE, TOMORROW)


def test_worst_is_the_heaviest_that_counts() -> None:
    assert worst([], TODAY) is None
    assert worst([QUESTION, replace(TARGET_SIZE, impact=Impact.CRITICAL)], TODAY) is None
    assert worst([PRACTICE, FINDING], TODAY) is Impact.SERIOUS


@pytest.mark.parametrize(
    ("found", "threshold", "wanted"),
    [
        (None, Impact.MINOR, False),
        (Impact.CRITICAL, None, False),
        (Impact.SERIOUS, Impact.SERIOUS, True),
        (Impact.MODERATE, Impact.SERIOUS, False),
        (Impact.CRITICAL, Impact.SERIOUS, True),
    ],
)
def test_threshold(found: Impact | None, threshold: Impact | None, wanted: bool) -> None:
    assert is_reached(found, threshold) is wanted


@pytest.mark.parametrize(
    ("tally", "wanted"),
    [
        (CheckTally("x", Outcome.PASSED), True),
        (CheckTally("x", Outcome.CANT_TELL, cant_tell=1), True),
        (CheckTally("x", Outcome.UNTESTED, reason="disabled"), True),
        (CheckTally("x", Outcome.UNTESTED, reason="timeout"), False),
        (CheckTally("x", Outcome.CANT_TELL, reason="ValueError"), False),
    ],
)
def test_a_check_without_an_answer_is_no_proof(tally: CheckTally, wanted: bool) -> None:
    assert could_judge(Judgement((), (tally,))) is wanted
    assert could_judge(None) is False
