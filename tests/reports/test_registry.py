from collections.abc import Iterator
from pathlib import Path

import pytest

from drempel.errors import UnknownName
from drempel.i18n import Catalogue
from reports.registry import discover, report_format, write_report, write_report_file
from tests.reports import fakes

ENTRY_SUFFIXES = {
    "earl": ".jsonld",
    "github": ".txt",
    "gitlab": ".json",
    "html": ".html",
    "junit": ".xml",
    "markdown": ".md",
    "openacr": ".yaml",
    "opendata": ".json",
    "statement": ".html",
}
FORMATS = {"html", "csv", "json", "jsonl", "pdf", "sarif", "xlsx", *ENTRY_SUFFIXES}


def test_the_formats_are_found() -> None:
    assert set(discover()) == FORMATS
    for format_id, one in discover().items():
        assert one.id == format_id
        assert Path(one.entry).suffix == ENTRY_SUFFIXES.get(format_id, f".{format_id}")
        assert any(Path(one.entry).match(pattern) for pattern in one.owns)


def test_formats_do_not_claim_each_others_files() -> None:
    written = [pattern for one in discover().values() for pattern in one.owns]
    entries = [one.entry for one in discover().values()]
    assert [sum(Path(entry).match(pattern) for pattern in written) for entry in entries] == [1] * len(FORMATS)


def test_an_unknown_format_is_named_with_the_nearest() -> None:
    with pytest.raises(UnknownName, match=r"'htm'.*html"):
        report_format("htm")
    with pytest.raises(UnknownName, match=r"csv, earl, github, gitlab, html, json, jsonl, junit"):
        report_format("docx")


def test_all_formats_live_in_one_folder(tmp_path: Path, dutch: Catalogue) -> None:
    written = write_report(fakes.town(), tmp_path, ["html", "csv", "json"], dutch)
    assert [one.path for one in written] == [
        tmp_path / "index.html",
        tmp_path / "problemen.csv",
        tmp_path / "rapport.json",
    ]
    assert all(one.path.exists() for one in written if one.path)
    before = {path.name for path in tmp_path.iterdir()}
    write_report(fakes.town(), tmp_path, ["html"], dutch)
    assert {path.name for path in tmp_path.iterdir()} == before


class Broken(fakes.FakeSource):
    def all_findings(self, issue_id: str | None = None) -> Iterator[tuple[str, object]]:  # type: ignore[override]
        raise OSError("no space left")


def test_a_format_that_fails_spoils_no_other(tmp_path: Path, dutch: Catalogue) -> None:
    town = fakes.clean()
    broken = Broken(**{name: getattr(town, name) for name in fakes.FakeSource.__dataclass_fields__})
    html, json = write_report(broken, tmp_path, ["html", "json"], dutch)
    assert html.path == tmp_path / "index.html"
    assert (json.path, json.error) == (None, "OSError: no space left")
    assert not (tmp_path / "rapport.json").exists()


def test_nothing_is_written_when_one_format_does_not_exist(tmp_path: Path, dutch: Catalogue) -> None:
    with pytest.raises(UnknownName):
        write_report(fakes.clean(), tmp_path / "new", ["html", "docx"], dutch)
    assert not (tmp_path / "new").exists()


@pytest.mark.parametrize("format_id", sorted(FORMATS - {"opendata"}))
def test_every_format_fits_in_one_file(tmp_path: Path, dutch: Catalogue, format_id: str) -> None:
    path = write_report_file(fakes.town(), tmp_path / "report", format_id, dutch)
    assert path.stat().st_size > 1000
    assert [found.name for found in tmp_path.iterdir()] == ["report"]
