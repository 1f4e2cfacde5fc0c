from dataclasses import replace
from pathlib import Path

import pytest

from drempel.i18n import Catalogue
from drempel.model.indicator import IndicatorValue
from reports.base import FileOutput
from reports.formats.overview import write_overview
from tests.reports import fakes
from tests.reports.pages import parse, words


def test_one_line_per_site_with_coverage_date_and_link(tmp_path: Path, dutch: Catalogue) -> None:
    headers = [fakes.town().header, fakes.nothing().header, fakes.hostile().header]
    with FileOutput(tmp_path / "index.html") as out:
        write_overview(headers, ["a/index.html", "b/index.html", "c/index.html"], out, dutch)
    page = parse(tmp_path / "index.html")
    rows = [words(row) for row in page.cssselect("tbody tr")]
    town = "Gemeente Zilverbeek, www.zilverbeek.example www.zilverbeek.example 24 november 2026"
    assert rows[0] == f"{town} volledig 24 5"
    assert rows[1] == f"{town} niet volledig 0 4"
    assert rows[2].startswith("Stad <script>document.title='hit'</script> & Co")
    assert [link.get("href") for link in page.cssselect("tbody a")] == [
        "a/index.html",
        "b/index.html",
        "c/index.html",
    ]
    assert not page.cssselect("script")


def test_readable_pages_are_told_of_each_organisation(tmp_path: Path, dutch: Catalogue) -> None:
    headers = [fakes.town().header, fakes.nothing().header, fakes.hostile().header]
    share = IndicatorValue("readable-pages", 1, 0.5, "ratio", "up-is-better", 3, 6, low=0.2, high=0.8)
    other = replace(share, part=4, whole=4, value=1.0)
    with FileOutput(tmp_path / "index.html") as out:
        write_overview(headers, ["a.html", "b.html", "c.html"], out, dutch, [share, other, None])
    rows = [words(row) for row in parse(tmp_path / "index.html").cssselect("#leesbaar tbody tr")]
    # 7 of 10; the hostile town has no text that could be judged.
    assert rows == ["Gemeente Zilverbeek 2 7 van 10 70% 40% en 89%"]


def test_no_reports_yet(tmp_path: Path, dutch: Catalogue) -> None:
    with FileOutput(tmp_path / "index.html") as out:
        write_overview([], [], out, dutch)
    assert "Er zijn nog geen rapporten." in words(parse(tmp_path / "index.html").find("body"))


def test_each_site_needs_its_link(tmp_path: Path, dutch: Catalogue) -> None:
    with pytest.raises(ValueError, match="shorter"), FileOutput(tmp_path / "index.html") as out:
        write_overview([fakes.town().header], [], out, dutch)
    assert list(tmp_path.iterdir()) == []
