from dataclasses import replace
from pathlib import Path

from drempel.i18n import Catalogue
from drempel.model.indicator import IndicatorValue
from drempel.model.overview import SiteNow
from drempel.model.report import ReportSource
from reports.base import FileOutput
from reports.formats.overview import write_overview
from tests.reports import fakes
from tests.reports.pages import parse, words


def now(source: ReportSource, *values: IndicatorValue) -> SiteNow:
    """Return where the site of a report stands."""
    header = source.header
    return SiteNow(
        header.entity_id,
        header.entity_name,
        header.site_start[0],
        header.scan.id,
        header.scan.state,
        header.scan.started_at,
        header.scan.finished_at or header.scan.started_at,
        header.coverage,
        {value.id: value for value in values},
    )


def test_one_line_per_site_with_coverage_date_and_link(tmp_path: Path, dutch: Catalogue) -> None:
    sites = [now(fakes.town()), now(fakes.nothing()), now(fakes.hostile())]
    links = ["a/index.html", "b/index.html", "c/index.html"]
    with FileOutput(tmp_path / "index.html") as out:
        write_overview(list(zip(sites, links, strict=True)), out, dutch)
    page = parse(tmp_path / "index.html")
    rows = [words(row) for row in page.cssselect("tbody tr")]
    town = "Gemeente Zilverbeek, www.zilverbeek.example www.zilverbeek.example 24 november 2026"
    assert rows[0] == f"{town} volledig 24 5"
    assert rows[1] == f"{town} niet volledig 0 4"
    assert rows[2].startswith("Stad <script>document.title='hit'</script> & Co")
    assert [link.get("href") for link in page.cssselect("tbody a")] == links
    assert not page.cssselect("script")


def test_readable_pages_are_told_of_each_organisation(tmp_path: Path, dutch: Catalogue) -> None:
    share = IndicatorValue("readable-pages", 1, 0.5, "ratio", "up-is-better", 3, 6, low=0.2, high=0.8)
    other = replace(share, part=4, whole=4, value=1.0)
    with FileOutput(tmp_path / "index.html") as out:
        rows = [
            (now(fakes.town(), share), "a.html"),
            (now(fakes.nothing(), other), "b.html"),
            (now(fakes.hostile()), "c.html"),
        ]
        write_overview(rows, out, dutch)
    rows = [words(row) for row in parse(tmp_path / "index.html").cssselect("#leesbaar tbody tr")]
    # 7 of 10; the hostile town has no text that could be judged.
    assert rows == ["Gemeente Zilverbeek 2 7 van 10 70% 40% en 89%"]


def test_no_reports_yet(tmp_path: Path, dutch: Catalogue) -> None:
    with FileOutput(tmp_path / "index.html") as out:
        write_overview([], out, dutch)
    assert "Er zijn nog geen rapporten." in words(parse(tmp_path / "index.html").find("body"))
