"""The page of an entity: its sites, and its figures month by month."""

from dataclasses import replace
from pathlib import Path

import pytest
from playwright.sync_api import Browser

from drempel.i18n import Catalogue
from drempel.model.report import Change
from reports.base import FolderOutput
from reports.formats.entity import shown, write_entity
from tests.reports import decided
from tests.reports.test_in_browser import failures, opened
from tests.reports.test_overview import now

SOURCE = decided.town()


@pytest.fixture
def page(tmp_path: Path, dutch: Catalogue) -> Path:
    *before, last = SOURCE.trend_points
    sites = replace(last, break_reasons=("sites",), changes=(Change("sites", "1", "2"),))
    with FolderOutput(tmp_path, "index.html") as out:
        write_entity([(now(SOURCE), "www/2026/index.html")], (*before, sites), out, dutch)
    return tmp_path / "index.html"


def test_it_tells_of_sites_and_figures(page: Path) -> None:
    html = page.read_text(encoding="utf-8")
    assert 'href="www/2026/index.html"' in html
    assert 'href="../index.html"' in html
    assert "Gemeente Zilverbeek" in html
    assert "Problemen volgens de norm" in html
    assert "andere websites" in html
    assert "Problemen voor mensen die blind of slechtziend zijn" in html


def test_figures_that_do_not_add_up_are_left_out() -> None:
    ids = [value.id for value in shown(SOURCE.trend_points[-1]).indicators]
    assert ids == ["open-issues", "readable-pages", "issue-age-median", "shut-out-blind"]


def test_one_month_is_no_line_yet(tmp_path: Path, dutch: Catalogue) -> None:
    with FolderOutput(tmp_path, "index.html") as out:
        write_entity([(now(SOURCE), "x/index.html")], SOURCE.trend_points[-1:], out, dutch)
    assert "zodra er scans zijn in twee maanden" in (tmp_path / "index.html").read_text(encoding="utf-8")


@pytest.mark.browser
def test_it_is_accessible_and_fits_a_small_screen(page: Path, chromium: Browser) -> None:
    with opened(chromium, page) as seen:
        assert failures(seen) == []
    with opened(chromium, page, width=320) as seen:
        assert seen.evaluate("document.documentElement.scrollWidth") == 320
