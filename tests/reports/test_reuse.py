"""Reports that take over pages from the one before: they hold exactly what a report made anew would hold."""

import json
import random
import shutil
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest

from checks import registry
from drempel.i18n import catalogue
from drempel.model.artefact import Screenshot
from drempel.model.decision import Decision, DecisionKind, DecisionNote
from drempel.model.finding import Finding, Impact, Outcome
from drempel.model.report import ReportSource
from drempel.model.scan import PageResult, ScanState
from drempel.model.snapshot import Coverage, FetchOutcome
from reports import book
from reports.base import earlier_folder, report_folder
from reports.registry import write_report
from reports.render import page_pieces
from reports.reuse import MANIFEST, read_manifest
from storage import Store
from tests.storage.samples import ENTITY, NOON, SETTINGS, SITE, TOOLS, Clock, finding, ok, profile

MANY = 42
"""Problems enough for a page for each."""
PIXEL = b"\x89PNG\r\n\x1a\n"


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    with Store.open(f"sqlite:///{tmp_path / 'reuse.db'}", clock=Clock()) as opened:
        yield opened


def night(store: Store, pages: Sequence[PageResult], *, visited: bool = True) -> str:
    """Scan a site; with `visited` false all pages keep what the scan before knows of them."""
    before = store.last_whole_scan(ENTITY.id, SITE.id)
    scan = store.start_scan(ENTITY, SITE, SETTINGS, TOOLS, ())
    if not visited and before is not None:
        pages = [
            PageResult(replace(one.record, kept_since=before.id), title=one.title, kept_from=before.id)
            for one in pages
        ]
    store.write_pages(scan.id, pages)
    coverage = Coverage({FetchOutcome.OK: len(pages)}, kept=0 if visited else len(pages))
    store.finish_scan(scan.id, ScanState.COMPLETE, coverage, ())
    return scan.id


def source_of(store: Store, scan_id: str, notes: Sequence[DecisionNote] = ()) -> ReportSource:
    made = store.report_source(scan_id, registry.catalogue(), (), (), notes)
    made = replace(made, pages_of_checks=registry.documentation)
    return replace(made, header=replace(made.header, generated_at=NOON + timedelta(days=1)))


def written(
    source: ReportSource, root: Path, language: str = "nl", formats: Sequence[str] = ("html",)
) -> dict[str, bytes]:
    """Write a report as a night does, and return its files."""
    folder = report_folder(root, source.header)
    done = write_report(source, folder, formats, catalogue(language), earlier_folder(root, source.header))
    assert not [one.error for one in done if one.error]
    return files(folder)


def files(folder: Path) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in folder.iterdir()}


def problems(count: int, **fields: Any) -> list[Finding]:
    checks = ("axe:image-alt", "alt-text-is-filename", "axe:label", "sentence-hard-to-read")
    return [
        replace(finding(f"p{at}", checks[at % 3], impact=list(Impact)[at % 4]), **fields)
        for at in range(count)
    ]


def town(count: int = 2, each: int = MANY) -> list[PageResult]:
    return [ok(f"p{at}", *problems(each), text=profile(f"p{at}", 12.0 + at)) for at in range(count)]


@pytest.fixture
def made(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Return the templates of the pages that were made, not taken over."""
    names: list[str] = []
    original = page_pieces

    def noted(template: str, *more: object) -> Iterator[str]:
        names.append(template)
        return original(template, *more)  # type: ignore[arg-type]

    monkeypatch.setattr(book, "page_pieces", noted)
    return names


def test_a_night_without_changes_makes_few_pages_and_the_same_report(
    store: Store, tmp_path: Path, made: list[str]
) -> None:
    root = tmp_path / "rapport"
    written(source_of(store, night(store, town())), root)
    assert made.count("issue.html") == MANY
    for _ in range(2):
        scan_id = night(store, list(reversed(town())), visited=False)
        made.clear()
        kept = written(source_of(store, scan_id), root)
        assert not {"issue.html", "editor.html", "developer.html", "rule.html", "explained.html"} & {*made}
        assert kept == written(source_of(store, scan_id), tmp_path / "anew" / scan_id)
    # Of each problem it says that it is still there, and of each page the scan that it is of.
    page = next(text for name, text in kept.items() if name.startswith("probleem-")).decode()
    assert "label-persisting" in page
    assert scan_started(store, scan_id) in page


def scan_started(store: Store, scan_id: str) -> str:
    return store.scan(scan_id).started_at.isoformat()


def test_one_changed_page_makes_the_pages_of_its_problems_anew(
    store: Store, tmp_path: Path, made: list[str]
) -> None:
    root = tmp_path / "rapport"
    pages = [*town(2), ok("anders", *problems(3), text=profile("anders"))]
    written(source_of(store, night(store, pages)), root)
    pages[2] = ok("anders", *problems(2), finding("nieuw", "axe:label"), text=profile("anders"))
    scan_id = night(store, pages)
    made.clear()
    kept = written(source_of(store, scan_id), root)
    # The one that is not there any more, and the new one; not the two that are as they were.
    assert made.count("issue.html") == 2
    assert kept == written(source_of(store, scan_id), tmp_path / "anew")


def test_findings_in_another_order_are_written_in_that_order(store: Store, tmp_path: Path) -> None:
    root = tmp_path / "rapport"
    found = problems(3)
    written(source_of(store, night(store, [ok("p", *found)])), root, formats=("json",))
    scan_id = night(store, [ok("p", *reversed(found))])
    kept = written(source_of(store, scan_id), root, formats=("json",))
    assert kept == written(source_of(store, scan_id), tmp_path / "anew", formats=("json",))


def note(store: Store, scan_id: str, kind: DecisionKind = DecisionKind.WAIVED) -> DecisionNote:
    issue = next(store.report_source(scan_id, (), ()).issues())
    until = (NOON + timedelta(days=90)).date() if kind is DecisionKind.WAIVED else None
    decision = Decision(kind, "Wordt vervangen", "j.peeters", NOON, "artikel 5", until, "Team web")
    return DecisionNote(decision, issue=issue.id)


@pytest.mark.parametrize("kind", [DecisionKind.WAIVED, DecisionKind.FALSE_ALARM])
def test_a_decision_shows_in_the_same_report_and_in_the_next(
    store: Store, tmp_path: Path, kind: DecisionKind
) -> None:
    root = tmp_path / "rapport"
    scan_id = night(store, town())
    written(source_of(store, scan_id), root)
    notes = [note(store, scan_id, kind)]
    for _ in range(2):
        kept = written(source_of(store, scan_id, notes), root)
        assert any(b"Wordt vervangen" in page for name, page in kept.items() if name.startswith("probleem-"))
        assert kept == written(source_of(store, scan_id, notes), tmp_path / "anew" / scan_id)
        scan_id = night(store, town(), visited=False)
    kept = written(source_of(store, scan_id), root)
    assert not any(b"Wordt vervangen" in page for page in kept.values())
    assert kept == written(source_of(store, scan_id), tmp_path / "anew")


def test_another_language_or_program_takes_nothing_over(
    store: Store, tmp_path: Path, made: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    root = tmp_path / "rapport"
    written(source_of(store, night(store, town())), root)
    scan_id = night(store, town(), visited=False)
    made.clear()
    kept = written(source_of(store, scan_id), root, "fr")
    assert made.count("issue.html") == MANY
    assert kept == written(source_of(store, scan_id), tmp_path / "anew", "fr")
    monkeypatch.setattr(book, "program_mark", lambda: "another one")
    made.clear()
    written(source_of(store, scan_id), root, "fr")
    assert made.count("issue.html") == MANY


def spoil(folder: Path) -> None:
    page = next(folder.glob("probleem-*"))
    page.write_bytes(page.read_bytes().replace(b"<h1>", b"<h1>Vervalst "))


def shorten(folder: Path) -> None:
    (folder / MANIFEST).write_bytes((folder / MANIFEST).read_bytes()[:200])


def lead_out(folder: Path) -> None:
    told = json.loads((folder / MANIFEST).read_text())
    told["pages"] = {f"../{name}": row for name, row in told["pages"].items()}
    (folder / MANIFEST).write_text(json.dumps(told))


def lose(folder: Path) -> None:
    for page in folder.glob("probleem-*"):
        page.unlink()


@pytest.mark.parametrize("harm", [spoil, shorten, lead_out, lose, shutil.rmtree])
def test_what_others_did_to_the_report_before_is_not_taken_over(
    store: Store, tmp_path: Path, harm: Callable[[Path], None]
) -> None:
    root = tmp_path / "rapport"
    source = source_of(store, night(store, town()))
    written(source, root)
    harm(report_folder(root, source.header))
    scan_id = night(store, town(), visited=False)
    assert written(source_of(store, scan_id), root) == written(source_of(store, scan_id), tmp_path / "anew")


def test_a_report_that_breaks_off_leaves_the_one_before_whole(
    store: Store, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    root = tmp_path / "rapport"
    scan_id = night(store, town())
    before = written(source_of(store, scan_id), root)

    def broken(*_: object) -> None:
        raise OSError("no space left")

    monkeypatch.setattr(book.Book, "finish", broken)
    source = source_of(store, scan_id)
    folder = report_folder(root, source.header)
    (done,) = write_report(source, folder, ("html",), catalogue("fr"), folder)
    assert "no space left" in done.error
    assert files(folder) == before


def test_a_lost_picture_is_not_shown_any_longer(store: Store, tmp_path: Path) -> None:
    root = tmp_path / "rapport"
    one, other = (Screenshot(PIXEL + bytes([at] * 40), "image/png", 320, 256) for at in (1, 2))
    pages = [ok(f"p{at}", *problems(MANY), screenshot=one if at else other) for at in range(2)]
    written(source_of(store, night(store, pages)), root)
    pages = [replace(page, screenshot=None) for page in pages]
    scan_id = night(store, pages)
    kept = written(source_of(store, scan_id), root)
    assert not any(b"data:image/png" in page for page in kept.values())
    assert kept == written(source_of(store, scan_id), tmp_path / "anew")


@pytest.mark.parametrize("seed", range(2))
def test_over_many_nights_reports_are_as_if_made_anew(store: Store, tmp_path: Path, seed: int) -> None:
    lot = random.Random(seed)
    root, pages = tmp_path / "rapport", town()
    notes: list[DecisionNote] = []
    for turn in range(4):
        if changed := lot.random() < 0.6:
            at = lot.randrange(len(pages))
            some = lot.sample(problems(50), lot.randrange(41, 50))
            undecided = [replace(each, outcome=Outcome.CANT_TELL) for each in some[:2]]
            pages[at] = ok(f"p{at}", *some[2:], *undecided, text=profile(f"p{at}", lot.uniform(8, 30)))
        if lot.random() < 0.3:
            pages.append(ok(f"n{turn}", *problems(lot.randrange(6)), text=profile(f"n{turn}")))
            changed = True
        if len(pages) > 2 and lot.random() < 0.3:
            pages.pop()
        lot.shuffle(pages)
        pages.sort(key=lambda page: page.record.page_url)
        scan_id = night(store, pages, visited=changed or not turn)
        if lot.random() < 0.4:
            notes = [] if notes else [note(store, scan_id)]
        language = lot.choice(("nl", "nl", "en"))
        kept = written(source_of(store, scan_id, notes), root, language)
        assert kept == written(source_of(store, scan_id, notes), tmp_path / "anew" / scan_id, language)


def test_where_nothing_is_known_of_a_scan_all_is_made(tmp_path: Path) -> None:
    assert read_manifest(tmp_path) == {}
    (tmp_path / MANIFEST).write_text('{"form": 99, "pages": {}}')
    assert read_manifest(tmp_path) == {}
