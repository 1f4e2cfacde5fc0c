from pathlib import Path

import pytest

from drempel.i18n import Catalogue
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


def test_no_reports_yet(tmp_path: Path, dutch: Catalogue) -> None:
    with FileOutput(tmp_path / "index.html") as out:
        write_overview([], [], out, dutch)
    assert "Er zijn nog geen rapporten." in words(parse(tmp_path / "index.html").find("body"))


def test_each_site_needs_its_link(tmp_path: Path, dutch: Catalogue) -> None:
    with pytest.raises(ValueError, match="shorter"), FileOutput(tmp_path / "index.html") as out:
        write_overview([fakes.town().header], [], out, dutch)
    assert list(tmp_path.iterdir()) == []
