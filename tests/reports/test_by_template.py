"""Which templates fail which criteria."""

from dataclasses import replace

from drempel.model.decision import Decision, DecisionKind, Standing
from reports.by_template import failing_templates
from tests.reports import fakes


def test_templates_are_counted_once_for_each_criterion_that_they_fail() -> None:
    found = failing_templates(fakes.town())
    assert found is not None
    assert found.whole == 3
    assert found.failing == {1, 2, 3}
    # A picture in the header of every page, and a file name as alternative on two pages of one template.
    assert found.by_criterion["1.1.1"] == {1, 2, 3}
    assert found.by_criterion["2.4.4"] == {1}
    assert found.rows[0][1] == 3
    assert [count for _, count in found.rows] == sorted((count for _, count in found.rows), reverse=True)


def test_what_the_norm_does_not_hold_and_what_is_undecided_or_gone_fails_no_template() -> None:
    found = failing_templates(fakes.town())
    assert found is not None
    # 2.5.8 is of WCAG 2.2, 1.4.6 of level AAA.
    assert not {"2.5.8", "1.4.6"} & found.by_criterion.keys()


def test_without_templates_there_is_no_figure() -> None:
    town = fakes.town()
    pages = [replace(one, template=None) for one in town.page_list]
    assert failing_templates(replace(town, page_list=pages)) is None


def test_a_waiver_changes_nothing_and_a_false_alarm_is_no_failure() -> None:
    town = fakes.town()
    day = fakes.NOW.date()
    waived, false = (
        Decision(kind, "reden", "Els", fakes.NOW, "art. 5", day, "Web")
        for kind in (DecisionKind.WAIVED, DecisionKind.FALSE_ALARM)
    )
    for standing, stays in ((Standing(day, waiver=waived), True), (Standing(day, seen=false), False)):
        issues = [replace(one, decided=standing) if one.id == "I005" else one for one in town.issue_list]
        found = failing_templates(replace(town, issue_list=issues))
        assert found is not None
        assert ("2.4.4" in found.by_criterion) is stays
