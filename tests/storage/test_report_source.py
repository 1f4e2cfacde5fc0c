from collections.abc import Iterator
from dataclasses import replace

import pytest

from drempel.errors import UnknownName
from drempel.model.answer import Asked, Place, Said, Unit
from drempel.model.artefact import Screenshot
from drempel.model.facts import Facts, Phone
from drempel.model.finding import CheckInfo, Impact, Kind, Outcome, Source
from drempel.model.indicator import IndicatorValue
from drempel.model.issue import IssueState, TrendLabel
from drempel.model.reflow import Reflow
from drempel.model.report import CheckCoverage, ReportSource
from drempel.model.scan import ScanState
from drempel.model.service import SeenAt
from drempel.model.shots import Shot, Shots
from drempel.model.site import Site
from drempel.model.snapshot import Coverage, FetchOutcome
from storage import Store, issues
from tests.storage.samples import (
    AXE,
    HOME,
    SCREENSHOT,
    SETTINGS,
    SITE,
    TOOLS,
    finding,
    finish,
    not_ok,
    ok,
    profile,
    queued,
    scanned,
    start,
    tally,
)


def info(check: str) -> CheckInfo:
    return CheckInfo(check, Source.DREMPEL, Kind.NORM, Impact.SERIOUS, ("1.1.1",), (), "Title", "Repair")


def urls(*paths: str) -> list[str]:
    return [HOME + path for path in paths]


def test_the_header_tells_whose_scan_this_is(store: Store) -> None:
    scan = scanned(store, ok("a"), not_ok("b", FetchOutcome.TIMEOUT))
    header = store.report_source(scan.id, (), ()).header
    assert (header.entity_name, header.entity_id, header.site_start) == (
        "Gemeente Elzervoorde",
        "elzervoorde",
        (HOME,),
    )
    assert header.scan == store.scan(scan.id)
    assert header.coverage == Coverage({FetchOutcome.OK: 1, FetchOutcome.TIMEOUT: 1})
    assert (header.previous, header.trend) == (None, {})
    assert header.generated_at is not None


def test_the_judged_pages_come_with_what_was_stored_of_them(store: Store) -> None:
    told = Facts(kind="contact", is_service=False, phones=(Phone("1700", "free"),))
    scan = scanned(
        store,
        replace(ok("b"), further=(told, Reflow(untested="budget"))),
        ok("a"),
        not_ok("c", FetchOutcome.TIMEOUT),
    )
    source = store.report_source(scan.id, (), ())
    pages = list(source.seen_pages(Facts))
    assert [(page.url, page.facts) for page in pages] == [(HOME + "a", None), (HOME + "b", told)]
    assert [set(page.artefacts) for page in pages] == [set(), {Facts}]
    assert not any(page.fails_norm for page in pages)
    with_reflow = list(source.seen_pages(Facts, Reflow))[1]
    assert with_reflow.get(Reflow) == Reflow(untested="budget")
    assert with_reflow.final_url == HOME + "b"


def test_the_judged_pages_come_with_what_checks_said(store: Store) -> None:
    advice = finding("b", kind=Kind.PRACTICE)
    later = finding("c", "axe:target-size", requirements=("2.5.8",))
    scan = scanned(store, ok("a", finding("a"), tallies=(tally("x"),)), ok("b", advice), ok("c", later))
    pages = list(store.report_source(scan.id, (), ()).seen_pages())
    # What only a newer norm asks, and advice, are no failures against the norm.
    assert [page.fails_norm for page in pages] == [True, False, False]
    assert pages[0].outcomes == {"alt-text-is-filename": Outcome.FAILED, "x": Outcome.PASSED}


def test_answers_of_indicators_come_back_as_they_were_stored(store: Store) -> None:
    at = SeenAt(HOME + "a", "main > p", "geen\x00nummer")
    clean = replace(at, text="geen\ufffdnummer")
    answers = (
        Asked("KAN01", 1, Unit.PAGE, 3, 1, 2, (Place(Said.NO, at),), {"not-told": 2}),
        Asked("FRM04", 2, Unit.FORM, unknown=1),
    )
    scan = start(store)
    store.write_pages(scan.id, [ok("a")])
    assert store.report_source(scan.id, (), ()).asked() == []
    store.finish_scan(scan.id, ScanState.INTERRUPTED, Coverage(), (), answers)
    found = store.report_source(scan.id, (), ()).asked()
    assert found == [replace(answers[0], places=(Place(Said.NO, clean),)), answers[1]]
    # A scan that goes on is asked anew when it closes.
    store.reopen_scan(scan.id)
    assert store.report_source(scan.id, (), ()).asked() == []
    store.finish_scan(scan.id, ScanState.COMPLETE, Coverage(), (), answers[1:])
    assert store.report_source(scan.id, (), ()).asked() == [answers[1]]


def test_pictures_of_problems_are_found_by_fingerprint(store: Store) -> None:
    one, two = Shot(b"\xff\xd8\xff een", 360, 140), Shot(b"\xff\xd8\xff twee", 270, 105)
    scan = scanned(
        store,
        replace(ok("a", finding("a")), further=(Shots({"f1:a": one, "f1:b": two}),)),
        replace(ok("b", finding("a")), further=(Shots(),)),
    )
    source = store.report_source(scan.id, (), ())
    assert source.pictured() == {"f1:a": HOME + "a", "f1:b": HOME + "a"}
    assert source.shots(HOME + "a") == {"f1:a": one, "f1:b": two}
    assert source.shots(HOME + "b") == {}


def test_a_report_on_an_unknown_scan_is_refused(store: Store) -> None:
    with pytest.raises(UnknownName, match="nothing has been scanned"):
        store.report_source("nergens", (), ())


def issue_scan(store: Store) -> ReportSource:
    minor = finding("klein", impact=Impact.MINOR)
    wide = finding("breed", impact=Impact.MINOR)
    unsure = finding(
        "vraag",
        "axe:color-contrast",
        outcome=Outcome.CANT_TELL,
        impact=Impact.CRITICAL,
        requirements=("1.4.3",),
        sources=(Source.AXE,),
    )
    scan = scanned(
        store, ok("a", minor, wide, finding(), finding()), ok("b", wide, unsure), ok("c", finding()), ok("d")
    )
    return store.report_source(scan.id, (), ())


def test_issues_are_ordered_by_impact_then_pages(store: Store) -> None:
    issues = list(issue_scan(store).issues())
    assert [
        (issue.example.pointer.selector, issue.impact, issue.pages, issue.occurrences) for issue in issues
    ] == [
        ("main > img.vraag", Impact.CRITICAL, 1, 1),
        ("main > img.a", Impact.SERIOUS, 2, 3),
        ("main > img.breed", Impact.MINOR, 2, 2),
        ("main > img.klein", Impact.MINOR, 1, 1),
    ]
    assert (issues[0].outcome, issues[0].requirements, issues[0].sources, issues[0].check) == (
        Outcome.CANT_TELL,
        ("1.4.3",),
        (Source.AXE,),
        "axe:color-contrast",
    )
    assert issues[1].example == finding()
    assert issues[1].example_url == HOME + "a"
    assert {issue.label for issue in issues} == {None}
    assert {issue.state for issue in issues} == {IssueState.OPEN}
    assert issues[1].fingerprint == finding().fingerprint
    assert len({issue.id for issue in issues}) == 4


def test_the_worst_finding_is_the_example(store: Store) -> None:
    scan = scanned(
        store,
        ok("a", finding(outcome=Outcome.CANT_TELL, impact=Impact.CRITICAL)),
        ok("b", finding(impact=Impact.MINOR)),
        ok("c", finding(impact=Impact.SERIOUS)),
        ok("d", finding(impact=Impact.SERIOUS, params={"alt": "later"})),
    )
    (issue,) = store.report_source(scan.id, (), ()).issues()
    assert (issue.outcome, issue.impact, issue.example_url) == (Outcome.FAILED, Impact.SERIOUS, HOME + "c")
    assert (issue.pages, issue.occurrences) == (4, 4)


def test_findings_of_one_issue_and_of_all(store: Store) -> None:
    source = issue_scan(store)
    assert len(list(source.findings())) == 7
    serious = next(issue for issue in source.issues() if issue.impact is Impact.SERIOUS)
    assert list(source.findings(serious.id)) == [
        (HOME + "a", finding()),
        (HOME + "a", finding()),
        (HOME + "c", finding()),
    ]
    assert source.issue_pages(serious.id) == urls("a", "c")
    assert source.issue_pages(serious.id, limit=1) == urls("a")
    assert list(source.findings("nergens")) == []
    assert source.issue_pages("nergens") == []


def test_the_pages_of_many_issues_are_those_of_each(store: Store) -> None:
    scanned(store, ok("a", finding("weg")), ok("b", finding("weg"), finding("blijft")))
    scan = scanned(store, ok("c", finding("blijft"), finding("blijft")), ok("a"), ok("b", finding("blijft")))
    source = store.report_source(scan.id, (), ())
    found = [issue.id for issue in source.issues()]
    assert {issue.label for issue in source.issues()} == {TrendLabel.RESOLVED, TrendLabel.PERSISTING}
    for limit in (1, 200):
        each = {issue_id: source.issue_pages(issue_id, limit) for issue_id in found}
        assert source.pages_of_issues([*found, "nergens"], limit) == each
    assert [source.pages_of_issues(found[:1]), source.pages_of_issues(())] == [
        {found[0]: source.issue_pages(found[0])},
        {},
    ]


def test_the_pages_of_issues_of_a_scan_that_runs_are_those_so_far(store: Store) -> None:
    scanned(store, ok("a", finding()), ok("b", finding()))
    scan = start(store, "b")
    store.write_pages(scan.id, [ok("b", finding())])
    source = store.report_source(scan.id, (), ())
    (issue,) = source.issues()
    assert source.pages_of_issues([issue.id]) == {issue.id: urls("b")}


def test_findings_of_some_checks_or_pages_stand_in_the_order_of_all(
    store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    source = issue_scan(store)
    found = list(source.findings())
    addresses = list(dict.fromkeys(url for url, _ in found))
    checks = {one.check for _, one in found}
    assert len(addresses) > 2
    assert len(checks) > 1
    for check in checks:
        assert list(source.findings(checks={check})) == [row for row in found if row[1].check == check]
    assert list(source.findings(checks=())) == []
    # However many pages are asked for at once.
    for at_once in (1, 500):
        monkeypatch.setattr(issues, "_ADDRESSES", at_once)
        for wanted in (addresses, addresses[1:], addresses[:1], ["https://elders.example/"]):
            assert list(source.findings(urls=wanted)) == [row for row in found if row[0] in wanted]
    assert list(source.findings(most=3)) == found[:3]
    assert list(source.findings(urls=addresses, most=3)) == found[:3]


def test_pages_hold_text_tallies_and_picture(store: Store) -> None:
    counted = (tally("b", Outcome.PASSED, passed=3), tally("a", Outcome.UNTESTED, reason="axe-timeout"))
    scan = scanned(
        store,
        ok(
            "a",
            finding(),
            finding("b", outcome=Outcome.CANT_TELL),
            tallies=counted,
            text=profile("a"),
            screenshot=SCREENSHOT,
            axe=AXE,
        ),
        not_ok("b", FetchOutcome.DUPLICATE, duplicate_of=HOME + "a"),
    )
    source = store.report_source(scan.id, (), ())
    page, duplicate = source.pages()
    assert (page.title, page.failed, page.cant_tell, page.text) == ("Titel van a", 1, 1, profile("a"))
    assert page.tallies[0] == counted[1]
    assert page.tallies[-1] == counted[0]
    assert source.screenshot(page.screenshot) == SCREENSHOT.data
    assert source.screenshot("00" * 32) is None
    assert duplicate.record.duplicate_of == HOME + "a"
    assert (duplicate.tallies, duplicate.text, duplicate.screenshot) == ((), None, "")
    assert store.artefact(scan.id, HOME + "a", Screenshot) == SCREENSHOT


def test_checks_tell_on_how_many_pages_they_judged(store: Store) -> None:
    scan = start(store)
    store.write_pages(
        scan.id,
        [
            ok("a", tallies=(tally("x", Outcome.FAILED, 2), tally("y", Outcome.INAPPLICABLE))),
            ok("b", tallies=(tally("x", Outcome.PASSED, passed=1), tally("y", Outcome.INAPPLICABLE))),
            ok("c", tallies=(tally("x", Outcome.PASSED, passed=9),)),
        ],
    )
    wanted = [
        CheckCoverage(info("y"), {Outcome.INAPPLICABLE: 2}),
        CheckCoverage(info("x"), {Outcome.FAILED: 1, Outcome.PASSED: 2}),
        CheckCoverage(info("uit"), {}, disabled=True),
    ]

    def checks() -> list[CheckCoverage]:
        return list(store.report_source(scan.id, [info("y"), info("x"), info("uit")], ["uit"]).checks())

    assert checks() == wanted  # counted while the scan runs
    finish(store, scan)
    assert checks() == wanted  # as stored when it closed


def test_a_report_on_a_scan_that_still_runs_shows_what_is_there(store: Store) -> None:
    scanned(store, ok("a", finding("weg")))
    scan = start(store, "b")
    store.write_pages(scan.id, [ok("a", finding())])
    source = store.report_source(scan.id, (), ())
    (issue,) = source.issues()
    assert (issue.example, issue.label, issue.state, issue.pages) == (finding(), None, IssueState.OPEN, 1)
    assert source.header.coverage == Coverage({FetchOutcome.OK: 1}, 1)
    assert source.header.trend == {}
    assert source.indicators() == []
    assert list(source.findings(issue.id)) == [(HOME + "a", finding())]


def test_iterators_can_be_walked_again_and_dropped_halfway(store: Store) -> None:
    source = issue_scan(store)
    first = source.findings()
    assert isinstance(first, Iterator)
    next(first)
    del first
    assert list(source.pages()) == list(source.pages())
    assert store.engine.pool.checkedout() == 0  # type: ignore[attr-defined]


def test_a_scan_can_be_written_while_another_is_read(store: Store) -> None:
    source = issue_scan(store)
    walked = source.findings()
    next(walked)
    scan = scanned(store, ok("a", finding("nieuw")), ok("b"), ok("c"), ok("d"))
    assert len(list(walked)) == 6
    # Nobody ran the contrast check this time, so its issue is neither there nor gone.
    assert store.report_source(scan.id, (), ()).header.trend == {
        TrendLabel.NEW: 1,
        TrendLabel.RESOLVED: 3,
        TrendLabel.NOT_RECHECKED: 1,
    }


# Trend


def series(store: Store, scan_id: str) -> list[tuple[str, ...]]:
    points = store.report_source(scan_id, (), ()).trend()
    assert all(point.is_break == bool(point.break_reasons) for point in points)
    return [point.break_reasons for point in points]


def test_the_trend_is_a_series_of_closed_scans(store: Store) -> None:
    value = IndicatorValue("open-issues", 1, 3.0, "count", "down-is-better")
    first = start(store)
    store.write_pages(first.id, [ok("a")])
    store.finish_scan(first.id, ScanState.COMPLETE, Coverage({FetchOutcome.OK: 1}), [value])
    empty = start(store)
    finish(store, empty, ScanState.FAILED)
    start(store)
    last = scanned(store, ok("a"))
    scanned(store, ok("a"), site=Site((HOME + "ander/",)))
    points = store.report_source(last.id, (), ()).trend()
    assert [(point.scan_id, point.indicators) for point in points] == [(first.id, (value,)), (last.id, ())]
    assert [scan.id for scan in (store.report_source(last.id, (), ()).header.previous,) if scan] == [first.id]


@pytest.mark.parametrize(
    ("change", "reasons"),
    [
        ({}, ()),
        ({"tools": replace(TOOLS, axe="4.13.0")}, ("axe",)),
        ({"tools": replace(TOOLS, axe_sha256="cd" * 32)}, ("axe",)),
        ({"tools": replace(TOOLS, checks={"alt-text-is-filename": 2, "axe:image-alt": 1})}, ("checks",)),
        ({"tools": replace(TOOLS, drempel="0.2.0")}, ()),
        ({"tools": replace(TOOLS, browser="chromium 140")}, ("browser",)),
        ({"tools": replace(TOOLS, browser=f"{TOOLS.browser}.0.7258.5")}, ()),
        ({"settings": replace(SETTINGS, deep="all")}, ("deep",)),
        ({"settings": replace(SETTINGS, disabled_checks=("axe:region",))}, ("checks",)),
        ({"settings": replace(SETTINGS, standard="en301549-4.1.1")}, ("standard",)),
        ({"settings": replace(SETTINGS, viewport="320x640")}, ("viewport",)),
        ({"settings": replace(SETTINGS, max_pages=50)}, ("limits",)),
        ({"settings": replace(SETTINGS, delay_s=2.0)}, ()),
        ({"site": replace(SITE, exclude=())}, ("scope",)),
        ({"state": ScanState.INTERRUPTED}, ("interrupted",)),
        ({"state": ScanState.INCOMPLETE}, ()),
        ({"tools": replace(TOOLS, axe="5"), "site": replace(SITE, include=())}, ("axe", "scope")),
    ],
)
def test_a_change_of_what_judges_is_a_break(
    store: Store, change: dict[str, object], reasons: tuple[str, ...]
) -> None:
    scanned(store, ok("a"))
    second = scanned(store, ok("a"), **change)  # type: ignore[arg-type]
    assert series(store, second.id) == [(), reasons]
    assert store.break_reasons(second.id) == reasons


def test_an_address_in_the_queue_counts_as_not_visited(store: Store) -> None:
    scan = start(store, "a", "b")
    store.write_pages(scan.id, [ok("a", discovered=(queued("c"),))])
    assert store.report_source(scan.id, (), ()).header.coverage.not_visited == 2
