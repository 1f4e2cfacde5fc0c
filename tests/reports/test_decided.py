"""What people decided, breaks, scans judged again and the fixed panel, as reports show them."""

import json
from dataclasses import replace
from pathlib import Path

import pytest
from playwright.sync_api import Browser

from drempel.i18n import Catalogue
from reports.base import FolderOutput
from reports.charts import trend_charts
from reports.digest import digest
from reports.grouping import Group, ground_of, group_of
from reports.registry import report_format
from reports.summary import summary_lines
from tests.reports import decided, fakes
from tests.reports.test_in_browser import failures, opened
from tests.reports.test_json import validator

SOURCE = decided.town()
STANDARD = SOURCE.header.scan.settings.standard


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("decided")
    for name in ("html", "json", "csv"):
        one = report_format(name)
        with FolderOutput(folder, one.entry, one.owns) as out:
            one.write(SOURCE, out, fakes.dutch())
    return folder


def test_a_decision_changes_where_an_issue_stands_and_not_what_it_is() -> None:
    waived, alarm, past, *_ = SOURCE.issue_list
    assert [group_of(one, STANDARD) for one in (waived, alarm, past)] == [
        Group.WAIVED,
        Group.FALSE_ALARM,
        Group.NORM,
    ]
    assert {ground_of(one, STANDARD) for one in (waived, alarm, past)} == {Group.NORM}


def test_failures_with_a_waiver_are_told_with_the_others(dutch: Catalogue) -> None:
    d = digest(SOURCE)
    assert d.issues.waived_norm == 1
    assert set(d.issues.failed_criteria) == set(digest(fakes.town()).issues.failed_criteria)
    told = "\n".join(summary_lines(SOURCE, dutch))
    assert "5 problemen" in told
    assert "1 daarvan heeft een ontheffing." in told
    assert "1 vals alarm, gezien door iemand" in told


def test_json_keeps_its_schema_and_tells_the_decisions(folder: Path) -> None:
    report = json.loads((folder / "rapport.json").read_bytes())
    assert list(validator().iter_errors(report)) == []
    waived, alarm, past = (
        next(one for one in report["issues"] if one["issue"] == issue.id) for issue in SOURCE.issue_list[:3]
    )
    assert (waived["outcome"], waived["group"], waived["decided"]["waiver"]["until"]) == (
        "failed",
        "waived",
        "2027-06-30",
    )
    assert (alarm["group"], alarm["decided"]["false_alarm"]) == ("false-alarm", True)
    assert (past["decided"]["expired"], past["decided"]["confirmed"]) == (True, True)
    assert report["trend"][-1]["is_joined"]
    assert report["trend"][-1]["changes"][0]["key"] == "checks"
    assert report["trend"][-2]["rejudged"]
    assert report["panel"] == {
        "pages": 24,
        "fewer": 14,
        "more": 2,
        "same": 8,
        "chance": pytest.approx(2 * (1 + 16 + 120) / 2**16),
        "verdict": "better",
        "left_out": ["alt-text-is-filename"],
    }


def test_html_shows_them_apart_with_reason_and_end_date(folder: Path) -> None:
    html = (folder / "problemen.html").read_text(encoding="utf-8")
    waived = html[html.index('<section id="waived"') : html.index('<section id="false-alarm"')]
    for words in (
        "Dit mag blijven tot en met 30 juni 2027.",
        "De nieuwe website komt in mei.",
        "waivers.toml",
    ):
        assert words in waived
    assert "Het beeld is &#34;versiering&#34; &lt;b&gt;." in html
    assert "De ontheffing eindigde op 23 november 2026." in html[: html.index('<section id="waived"')]
    change = (folder / "verandering.html").read_text(encoding="utf-8")
    assert "de website werd echt beter" in change
    assert "alt-text-is-filename 1 → alt-text-is-filename 2" in change


def test_the_line_of_a_chart_goes_on_from_what_was_judged_again() -> None:
    chart = next(one for one in trend_charts(SOURCE.trend()) if one.indicator == "open-issues")
    *_, previous, last = chart.dots
    assert last.breaks == ("checks", "browser")
    assert f"{previous.x},{previous.rejudged_y} {last.x},{last.y}" in chart.lines
    assert f"{previous.x},{previous.y} {last.x},{last.y}" not in chart.lines


def test_a_value_by_another_definition_is_not_drawn_as_judged_again() -> None:
    *before, previous, last = SOURCE.trend_points
    older = replace(previous, rejudged=tuple(replace(v, version=0) for v in previous.rejudged))
    chart = next(one for one in trend_charts((*before, older, last)) if one.indicator == "open-issues")
    assert not chart.has_again


@pytest.mark.browser
def test_they_are_accessible_and_fit_a_small_screen(folder: Path, chromium: Browser) -> None:
    with opened(chromium, folder / "problemen.html") as page:
        assert failures(page) == []
    with opened(chromium, folder / "problemen.html", width=320) as page:
        page.evaluate("document.querySelectorAll('details').forEach(details => details.open = true)")
        assert page.evaluate("document.documentElement.scrollWidth") == 320
