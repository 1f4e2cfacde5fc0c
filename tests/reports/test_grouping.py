from dataclasses import replace

import pytest

from drempel.model.finding import Kind, Outcome
from drempel.model.issue import TrendLabel
from reports.grouping import Group, group_of
from tests.reports.fakes import finding, issue

V3, V4 = "en301549-3.2.1", "en301549-4.1.1"
CONTRAST = issue(1, finding("axe:color-contrast"), TrendLabel.NEW)
TARGET_SIZE = issue(2, finding("axe:target-size"), TrendLabel.NEW)


@pytest.mark.parametrize(
    ("one", "standard", "group"),
    [
        (CONTRAST, V3, Group.NORM),
        (replace(CONTRAST, label=None), V3, Group.NORM),
        (replace(CONTRAST, requirements=()), V3, Group.NORM),
        (TARGET_SIZE, V3, Group.NOT_YET),
        (TARGET_SIZE, V4, Group.NORM),
        (replace(TARGET_SIZE, requirements=("2.5.8", "1.4.3")), V3, Group.NORM),
        (replace(TARGET_SIZE, outcome=Outcome.CANT_TELL), V3, Group.QUESTIONS),
        (replace(CONTRAST, kind=Kind.PRACTICE), V3, Group.PRACTICE),
        (replace(CONTRAST, kind=Kind.BEYOND), V3, Group.BEYOND),
        (replace(CONTRAST, label=TrendLabel.RESOLVED), V3, Group.RESOLVED),
        (
            replace(CONTRAST, label=TrendLabel.NOT_RECHECKED, outcome=Outcome.CANT_TELL),
            V3,
            Group.NOT_RECHECKED,
        ),
    ],
)
def test_group_of(one: object, standard: str, group: Group) -> None:
    assert group_of(one, standard) is group  # type: ignore[arg-type]  # parametrised as object
