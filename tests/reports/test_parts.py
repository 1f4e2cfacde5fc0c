"""Parts of the JSON report that are copied from the one before: it holds exactly what one made anew would."""

import json
from collections.abc import Callable, Iterator
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest

from drempel.model.finding import Finding
from drempel.model.scan import PageResult
from reports import plain
from reports.base import report_folder
from reports.formats import json_report
from reports.parts import MANIFEST, Parts, read_parts
from storage import Store
from tests.reports.test_reuse import night, problems, source_of, store, town, written
from tests.storage.samples import finding, ok, profile

__all__ = ["store"]


@pytest.fixture
def told(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Return the checks of the findings that were written, not copied."""
    names: list[str] = []
    original = plain.finding_data

    def noted(one: Finding, *more: Any) -> dict[str, Any]:
        names.append(one.check)
        return original(one, *more)

    monkeypatch.setattr(plain, "finding_data", noted)
    return names


def as_anew(store: Store, scan_id: str, root: Path, anew: Path, language: str = "nl") -> dict[str, bytes]:
    kept = written(source_of(store, scan_id), root, language, ("json",))
    assert kept == written(source_of(store, scan_id), anew, language, ("json",))
    return kept


def test_a_night_without_changes_copies_the_findings(store: Store, tmp_path: Path, told: list[str]) -> None:
    root = tmp_path / "rapport"
    first = json.loads(as_anew(store, night(store, town()), root, tmp_path / "first")["rapport.json"])
    for turn in range(2):
        scan_id = night(store, list(reversed(town())), visited=False)
        told.clear()
        kept = json.loads(written(source_of(store, scan_id), root, "nl", ("json",))["rapport.json"])
        # Those of the examples of the problems, which tell since when these are there.
        assert len(told) == len(first["issues"]) < len(first["findings"])
        as_anew(store, scan_id, root, tmp_path / f"anew-{turn}")
        assert kept["findings"] == first["findings"]
        assert kept["header"] != first["header"]


def test_another_finding_language_or_program_copies_nothing(
    store: Store, tmp_path: Path, told: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    root = tmp_path / "rapport"
    pages = [*town(), ok("anders", finding("één", "axe:label"), text=profile("anders"))]
    count = len(
        json.loads(as_anew(store, night(store, pages), root, tmp_path / "1")["rapport.json"])["findings"]
    )
    pages[2] = ok("anders", finding("één", "axe:image-alt"), text=profile("anders"))
    scan_id = night(store, pages)
    as_anew(store, scan_id, root, tmp_path / "2")
    as_anew(store, scan_id, root, tmp_path / "3", "fr")
    told.clear()
    monkeypatch.setattr(json_report, "program_mark", lambda: "another one")
    as_anew(store, scan_id, root, tmp_path / "4", "fr")
    assert len(told) > 2 * count


def changed(pages: list[PageResult]) -> list[PageResult]:
    return [pages[0], ok("p1", *problems(3)), *pages[2:]]


def reordered(pages: list[PageResult]) -> list[PageResult]:
    return [ok("p0", *reversed(problems(4))), *pages[1:]]


def gone(pages: list[PageResult]) -> list[PageResult]:
    return [pages[0], *pages[2:]]


def new(pages: list[PageResult]) -> list[PageResult]:
    return [ok("aan-het-begin", *problems(2)), *pages]


def moved(pages: list[PageResult]) -> list[PageResult]:
    """Return pages of which one lost a problem that another has now."""
    return [ok("p0", *problems(4)[1:]), ok("p1", *problems(4), problems(4)[0]), *pages[2:]]


def nothing_left(pages: list[PageResult]) -> list[PageResult]:
    return [ok(f"p{at}") for at in range(len(pages))]


@pytest.mark.parametrize(
    ("change", "made_anew"),
    [(changed, 3), (reordered, 4), (gone, 0), (new, 2), (moved, 8), (nothing_left, 0)],
)
def test_only_the_findings_of_changed_pages_are_made(
    store: Store,
    tmp_path: Path,
    told: list[str],
    change: Callable[[list[PageResult]], list[PageResult]],
    made_anew: int,
) -> None:
    root = tmp_path / "rapport"
    pages = [ok(f"p{at}", *problems(4)) for at in range(5)]
    written(source_of(store, night(store, pages)), root, "nl", ("json",))
    for turn, these in enumerate((change(pages), pages)):
        scan_id = night(store, these)
        told.clear()
        kept = json.loads(written(source_of(store, scan_id), root, "nl", ("json",))["rapport.json"])
        examples = len(kept["issues"])
        if not turn:
            assert len(told) - examples == made_anew
        as_anew(store, scan_id, root, tmp_path / f"anew-{turn}")
        assert len(kept["findings"]) == sum(len(one.judgement.findings) for one in these if one.judgement)


def test_a_part_that_is_not_what_it_was_is_read_by_itself(
    store: Store, tmp_path: Path, told: list[str]
) -> None:
    root = tmp_path / "rapport"
    pages = [ok(f"p{at}", *problems(4)) for at in range(4)]
    source = source_of(store, night(store, pages))
    written(source, root, "nl", ("json",))
    spoil_one(report_folder(root, source.header))
    # Of four pages the second is spoiled, and the last is another one now.
    pages[3] = ok("p3", *problems(2))
    scan_id = night(store, pages)
    told.clear()
    kept = json.loads(written(source_of(store, scan_id), root, "nl", ("json",))["rapport.json"])
    assert len(told) - len(kept["issues"]) == 4 + 2
    as_anew(store, scan_id, root, tmp_path / "anew")


def move(folder: Path) -> None:
    file = folder / "rapport.json"
    file.write_bytes(b" " + file.read_bytes())


def cut_off(folder: Path) -> None:
    file = folder / "rapport.json"
    file.write_bytes(file.read_bytes()[:-9])


def lose(folder: Path) -> None:
    (folder / "rapport.json").unlink()


def lie(folder: Path) -> None:
    told = json.loads((folder / MANIFEST).read_text())
    next(iter(told["parts"].values()))[1] = -4
    (folder / MANIFEST).write_text(json.dumps(told))


def spoil_one(folder: Path) -> None:
    """Change the first finding of the second page; the first page stays what it was."""
    file, told = folder / "rapport.json", json.loads((folder / MANIFEST).read_text())
    _, start, _ = list(told["parts"].values())[1]
    written = bytearray(file.read_bytes())
    written[start + 12] ^= 1
    file.write_bytes(written)


def shorten(folder: Path) -> None:
    (folder / MANIFEST).write_bytes((folder / MANIFEST).read_bytes()[:50])


@pytest.mark.parametrize("harm", [move, cut_off, lose, lie, shorten, spoil_one])
def test_what_others_did_to_the_file_before_is_not_copied(
    store: Store, tmp_path: Path, harm: Callable[[Path], None]
) -> None:
    root = tmp_path / "rapport"
    source = source_of(store, night(store, town()))
    written(source, root, "nl", ("json",))
    harm(report_folder(root, source.header))
    as_anew(store, night(store, town(), visited=False), root, tmp_path / "anew")


def test_a_part_that_is_longer_than_one_piece_is_copied_whole(tmp_path: Path) -> None:
    long = "é".encode() * 300_000

    def made() -> Iterator[bytes]:
        yield long

    first, out = Parts(None, "een.json"), BytesIO()
    out.write(b"{")
    first.write(out, "key", made)
    (tmp_path / "een.json").write_bytes(out.getvalue())
    (tmp_path / MANIFEST).write_text(first.manifest())
    assert read_parts(tmp_path)["key"].end == 1 + len(long)
    again, other = Parts(tmp_path, "een.json"), BytesIO()
    again.write(other, "key", lambda: iter((b"anew",)))
    assert other.getvalue() == long
    # Of another key it is made.
    assert again.knows("key")
    assert not again.knows("other")
    other = BytesIO()
    again.write(other, "other", lambda: iter((b"anew",)))
    assert other.getvalue() == b"anew"
    assert Parts(None, "een.json").manifest() == ""


@pytest.mark.parametrize(
    "told",
    [
        f'{{"form":2,"parts":{{"k":["d",{10**30},{10**31}]}}}}',
        '{"form":2,"parts":{"k":["d",0,1e999]}}',
        '{"form":1,"parts":{"k":["k","d",0,1]}}',
        "[" * 100_000,
        "[1]",
    ],
    ids=["far", "endless", "form", "deep", "list"],
)
def test_what_cannot_be_a_place_in_a_file_is_made_anew(tmp_path: Path, told: str) -> None:
    (tmp_path / MANIFEST).write_text(told)
    (tmp_path / "een.json").write_bytes(b"{}")
    out = BytesIO()
    Parts(tmp_path, "een.json").write(out, "k", lambda: iter((b"anew",)))
    assert out.getvalue() == b"anew"
