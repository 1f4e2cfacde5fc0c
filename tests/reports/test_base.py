from dataclasses import replace
from pathlib import Path

import pytest

from reports.base import FileOutput, FolderOutput, report_folder, slug
from tests.reports import fakes


def names(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.iterdir())


def test_a_folder_gets_its_files_when_it_is_closed(tmp_path: Path) -> None:
    with FolderOutput(tmp_path / "new" / "report") as out:
        with out.open("index.html") as file:
            file.write("één\n")
        assert not (tmp_path / "new" / "report" / "index.html").exists()
    assert names(out.folder) == ["index.html"]
    assert (out.folder / "index.html").read_bytes() == "één\n".encode()


def test_an_error_leaves_the_report_before_it_whole(tmp_path: Path) -> None:
    (tmp_path / "index.html").write_text("old")
    (tmp_path / "probleem-1.html").write_text("old")
    out = FolderOutput(tmp_path, owns=("index.html", "probleem-*.html"))
    with pytest.raises(OSError, match="disk full"), out, out.open("index.html"):
        raise OSError("disk full")
    assert names(tmp_path) == ["index.html", "probleem-1.html"]
    assert (tmp_path / "index.html").read_text() == "old"


def test_only_own_files_of_an_earlier_report_are_removed(tmp_path: Path) -> None:
    for name in ("probleem-old.html", "rapport.json"):
        (tmp_path / name).write_text("old")
    with (
        FolderOutput(tmp_path, owns=("index.html", "probleem-*.html")) as out,
        out.open("index.html") as file,
    ):
        file.write("new")
    assert names(tmp_path) == ["index.html", "rapport.json"]


@pytest.mark.parametrize("name", ["../outside.html", "folder/x.html", "index.html"])
def test_a_name_is_plain_and_used_once(tmp_path: Path, name: str) -> None:
    with FolderOutput(tmp_path) as out:
        with out.open("index.html"):
            pass
        with pytest.raises(ValueError, match="not a new plain file name"), out.open(name):
            pass


def test_one_file_replaces_the_one_before_it_only_when_it_is_whole(tmp_path: Path) -> None:
    path = tmp_path / "report.html"
    path.write_text("old")
    with pytest.raises(OSError, match="full"), FileOutput(path) as out, out.open("index.html"):
        raise OSError("disk full")
    assert path.read_text() == "old"
    with FileOutput(path) as out, out.open("index.html") as file:
        file.write("new")
    assert path.read_text() == "new"
    assert names(tmp_path) == ["report.html"]


def test_a_lone_surrogate_does_not_stop_a_report(tmp_path: Path) -> None:
    with FileOutput(tmp_path / "x.txt") as out, out.open("x.txt") as file:
        file.write("a\ud83db")
    assert (tmp_path / "x.txt").read_text() == "a?b"


def test_each_scan_has_its_own_folder(tmp_path: Path) -> None:
    header = fakes.town().header
    assert report_folder(tmp_path, header) == (
        tmp_path / "gemeente-zilverbeek" / "zilverbeek-example" / "2026-11-24-080500"
    )
    elsewhere = replace(header, entity_id="../../etc", site_start=("http://[::1]:8000/a/../b?c",))
    assert report_folder(tmp_path, elsewhere).relative_to(tmp_path).parts[:2] == ("etc", "1-8000-a-b")


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("Gemeente Sint-Élooi", "gemeente-sint-elooi"),
        ("../..", "naamloos"),
        ("CON", "con"),
        ("é" * 300, "e" * 80),
    ],
)
def test_slug(text: str, name: str) -> None:
    assert slug(text) == name
