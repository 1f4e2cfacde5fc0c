"""Indicators answer labelled sites as a reader does."""

from collections import Counter
from functools import cache

import pytest

from drempel.inclusion.questions import questions
from tests.inclusion.indicator_set import SETS, SIDES, Score, scores, sites

PRECISION = {"yes": 0.99, "no": 0.97}
RECALL = {"yes": 0.93, "no": 0.88}
"""What is reached on all sites together. Raise it, never lower it."""
SURE = 0.8
"""Precision under which an answer is shown as to check."""
ENOUGH = 5
FEW = {
    # Never answered no: what is not said may be there all the same, or only a check or a try tells it.
    ("FRM04", "no"), ("FRM05", "yes"), ("FRM05", "no"), ("FRM06", "no"), ("TGK03", "no"), ("TGK04", "no"),
}  # fmt: skip


@cache
def found() -> dict[tuple[str, str], Score]:
    return scores(*SETS)


@pytest.mark.parametrize("side", SIDES)
def test_answers_are_those_of_a_reader(side: str) -> None:
    of_side = [score for (_, of), score in found().items() if of == side]
    right, wrong, missed = (
        sum(getattr(one, part) for one in of_side) for part in ("right", "wrong", "missed")
    )
    assert right / (right + wrong) >= PRECISION[side]
    assert right / (right + missed) >= RECALL[side]


def test_what_is_shown_as_sure_is_right_often_enough() -> None:
    for (name, side), score in found().items():
        if questions()[name].is_sure and score.precision is not None:
            assert score.precision >= SURE, (name, side, score.where)


def test_each_answer_has_some_labelled_sites() -> None:
    count = Counter(
        (name, said) for half in SETS for site in sites(half) for name, said in site["says"].items()
    )
    names = {name for name, _ in count}
    few = {(name, side) for name in names for side in SIDES if count[name, side] < ENOUGH}
    assert few == FEW
    assert names < set(questions())
