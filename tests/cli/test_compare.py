"""`drempel compare` on a real database."""

import json
from datetime import UTC, datetime
from pathlib import Path

import pytest

from drempel.model.entity import Entity
from drempel.model.finding import Judgement
from drempel.model.scan import PageResult, ScanSettings, ScanState, Tools
from drempel.model.site import Site
from drempel.model.snapshot import Coverage, FetchOutcome, FetchRecord
from storage import Store
from tests.cli.conftest import Run


@pytest.fixture
def two_towns(folder: Path) -> None:
    """Store a scan of two towns and an agency."""
    settings = ScanSettings("en301549-3.2.1", (), "1280x1024", 500, None, None, True, 1.0, "playwright")
    with Store.open("sqlite:///drempel.db") as database:
        for name, kind in (("aalbeek", "gemeente"), ("bosbeek", "gemeente"), ("dienst", "agentschap")):
            url = f"https://www.{name}.example/"
            site = Site((url,))
            owner = Entity(name, name.title(), kind, groups=("grootte:klein",), sites=(site,))
            scan = database.start_scan(owner, site, settings, Tools("0.1", "4.12", "ab" * 32, "chromium"), ())
            record = FetchRecord(
                url, url, FetchOutcome.OK, final_url=url, status=200, fetched_at=datetime.now(UTC)
            )
            database.write_pages(scan.id, [PageResult(record, Judgement((), ()), title=name)])
            database.finish_scan(scan.id, ScanState.COMPLETE, Coverage({FetchOutcome.OK: 1}), ())


@pytest.mark.usefixtures("two_towns")
def test_a_page_with_all_organisations(run: Run, folder: Path) -> None:
    done = run("compare", "--output", "samen.html")
    assert (done.code, done.out, done.err) == (0, "Vergelijking: samen.html\n", "")
    page = (folder / "samen.html").read_text("utf-8")
    assert all(name in page for name in ("Aalbeek", "Bosbeek", "Dienst", "grootte:klein"))


@pytest.mark.usefixtures("two_towns")
def test_one_group_as_json(run: Run) -> None:
    data = json.loads(run("compare", "--group", "gemeente", "--format", "json").out)
    assert data["group"] == "gemeente"
    assert [(one["id"], one["pages_judged"]) for one in data["entities"]] == [("aalbeek", 1), ("bosbeek", 1)]


@pytest.mark.usefixtures("two_towns")
def test_json_in_a_file(run: Run, folder: Path) -> None:
    assert run("compare", "--format", "json", "--output", "samen.json").code == 0
    assert len(json.loads((folder / "samen.json").read_text("utf-8"))["entities"]) == 3


@pytest.mark.usefixtures("two_towns")
def test_a_group_that_nobody_is_in_says_which_there_are(run: Run) -> None:
    done = run("compare", "--group", "provincie")
    assert done.code == 2
    assert "agentschap, gemeente, grootte:klein" in done.err


def test_a_group_where_nobody_is_in_any_says_where_groups_are_given(run: Run, folder: Path) -> None:
    with Store.open(f"sqlite:///{folder / 'drempel.db'}"):
        pass
    done = run("compare", "--group", "provincie")
    assert done.code == 2
    assert "[[entity]]" in done.err
    assert "-." not in done.err


@pytest.mark.usefixtures("two_towns")
def test_tables_stand_among_the_reports(run: Run, folder: Path) -> None:
    done = run("compare", "--format", "csv")
    assert (done.code, done.out) == (0, "Vergelijking: rapport/vergelijking/organisaties.csv\n")
    assert (folder / "rapport/vergelijking/aandelen.csv").exists()
    assert run("compare", "--format", "xlsx").code == 0
    assert (folder / "rapport/vergelijking.xlsx").read_bytes().startswith(b"PK")


@pytest.mark.usefixtures("two_towns")
def test_it_can_be_had_on_paper(run: Run, folder: Path) -> None:
    done = run("compare", "--format", "pdf")
    assert (done.code, done.out) == (0, "Vergelijking: rapport/vergelijking.pdf\n")
    assert (folder / "rapport/vergelijking.pdf").read_bytes().startswith(b"%PDF-1.7")
    assert run("compare", "--format", "pdf", "--output", "blad.pdf").code == 0
    assert (folder / "blad.pdf").exists()


@pytest.mark.usefixtures("two_towns")
def test_the_page_that_leads_to_all_reports_leads_to_the_comparison(run: Run, folder: Path) -> None:
    assert run("report", "--format", "html").code == 0
    overview = folder / "rapport/index.html"
    assert "vergelijking.html" not in overview.read_text("utf-8")
    assert run("compare").code == 0
    assert 'href="vergelijking.html"' in overview.read_text("utf-8")
    assert 'href="index.html"' in (folder / "rapport/vergelijking.html").read_text("utf-8")
