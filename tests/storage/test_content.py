"""Marks of what a report says hold what was found itself, not the numbers under which it is kept."""

import shutil
from pathlib import Path

from drempel.model.report import ContentMarks
from storage import Store
from tests.storage.samples import HOME, finding, ok, scanned, tally


def marks_of(template: Path, folder: Path, check: str) -> ContentMarks:
    """Return the marks of the first scan in a new database: its rows have the numbers of any first scan."""
    folder.mkdir()
    shutil.copy(template, folder / "drempel.db")
    with Store.open(f"sqlite:///{folder / 'drempel.db'}") as store:
        scan = scanned(store, ok("a", finding("a", check), tallies=(tally(check),)), ok("b"))
        marks = store.report_source(scan.id, (), ()).marks()
    assert marks is not None
    return marks


def test_a_number_that_is_given_again_is_not_taken_for_the_same(
    sqlite_template: Path, tmp_path: Path
) -> None:
    one = marks_of(sqlite_template, tmp_path / "one", "alt-text-is-filename")
    same = marks_of(sqlite_template, tmp_path / "same", "alt-text-is-filename")
    other = marks_of(sqlite_template, tmp_path / "other", "link-text-says-nothing")
    assert one.pages == same.pages
    assert one.pages != other.pages


def test_the_places_of_a_problem_tell_what_was_found_there(sqlite_template: Path, tmp_path: Path) -> None:
    one = marks_of(sqlite_template, tmp_path / "one", "alt-text-is-filename")
    same = marks_of(sqlite_template, tmp_path / "same", "alt-text-is-filename")
    other = marks_of(sqlite_template, tmp_path / "other", "link-text-says-nothing")
    assert list(one.issues.values()) == list(same.issues.values())
    assert list(one.issues.values()) != list(other.issues.values())


def test_marks_change_with_what_is_found_and_not_with_the_day(store: Store) -> None:
    found = ok("a", finding("a"))
    scans = [scanned(store, found, ok("b")), scanned(store, found, ok("b")), scanned(store, found, ok("c"))]
    marks = [store.report_source(scan.id, (), ()).marks() for scan in scans]
    assert marks[0] is not None
    assert marks[0] == marks[1]
    assert marks[0] != marks[2]


def test_the_marks_of_pages_stand_in_the_order_of_findings_and_tell_that_of_each(store: Store) -> None:
    one, other = finding("een"), finding("twee")
    scans = [
        scanned(store, ok("b", one, other), ok("a", one), ok("leeg")),
        scanned(store, ok("a", one), ok("b", other, one), ok("c", one)),
    ]
    sources = [store.report_source(scan.id, (), ()) for scan in scans]
    before, after = (source.marks() for source in sources)
    assert before is not None
    assert after is not None
    for source, marks in zip(sources, (before, after), strict=True):
        assert list(marks.found) == list(dict.fromkeys(url for url, _ in source.findings()))
    assert before.found[HOME + "a"] == after.found[HOME + "a"]
    assert before.found[HOME + "b"] != after.found[HOME + "b"]
    assert list(after.found)[2:] == [HOME + "c"]
