import random
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy import event, func, select

from drempel.errors import StorageConflict, StorageError, UnknownName
from drempel.model.entity import Entity
from drempel.model.finding import Impact, Judgement, Kind, Outcome
from drempel.model.indicator import FoundProblems, IndicatorValue, ScanFacts
from drempel.model.scan import Asked, PageResult, ResumeFacts, ScanState
from drempel.model.site import Site
from drempel.model.snapshot import Coverage, FetchOutcome, Reason
from storage import Store, schema, write
from tests.storage.samples import (
    AXE,
    DOM,
    ENTITY,
    HOME,
    NOON,
    SETTINGS,
    SITE,
    TOOLS,
    Clock,
    finding,
    finish,
    not_ok,
    ok,
    profile,
    queued,
    record,
    scanned,
    start,
)


def rows(store: Store, *tables: str) -> dict[str, int]:
    """Return the number of rows per table."""
    with store.engine.connect() as connection:
        return {
            name: connection.execute(
                select(func.count()).select_from(schema.metadata.tables[name])
            ).scalar_one()
            for name in tables
        }


def waiting(store: Store, scan_id: str) -> list[str]:
    return [address.url.removeprefix(HOME) for address in store.queued(scan_id)]


# Scans


def test_a_scan_comes_back_as_it_was_started(store: Store) -> None:
    site = Site((HOME, HOME + "en/"), (HOME,), ("*.pdf",), allow_private=True)
    settings = replace(SETTINGS, max_depth=4, max_time_s=90.5, disabled_checks=("axe:region",))
    scan = start(store, "a", site=site, settings=settings)
    assert scan.state is ScanState.RUNNING
    assert scan.started_at > NOON
    assert store.scan(scan.id) == scan
    assert (scan.settings, scan.tools, scan.site_id, scan.entity_id) == (settings, TOOLS, HOME, "elzervoorde")


def test_scans_are_listed_newest_first(store: Store) -> None:
    other_site = Site((HOME + "zwembad/",))
    other = Entity("andere", "Andere")
    first, second = start(store), start(store, site=other_site)
    third = start(store, entity=other)
    assert [scan.id for scan in store.scans()] == [third.id, second.id, first.id]
    assert [scan.id for scan in store.scans("elzervoorde")] == [second.id, first.id]
    assert [scan.id for scan in store.scans("elzervoorde", HOME)] == [first.id]
    assert store.scans("nergens") == []


def test_entities_and_sites_are_kept_as_last_given(store: Store) -> None:
    start(store)
    renamed = replace(ENTITY, name="Stad Elzervoorde", groups=("a", "b"))
    start(store, entity=renamed, site=replace(SITE, exclude=()))
    start(store, entity=renamed, site=Site((HOME + "zwembad/",)))
    sites = (replace(SITE, exclude=()), Site((HOME + "zwembad/",)))
    assert store.entities() == [replace(renamed, sites=sites)]
    assert store.sites("elzervoorde") == sites
    assert store.sites("nergens") == ()


def test_the_newest_scan_that_did_not_end_can_be_resumed(store: Store) -> None:
    assert store.unfinished_scan("elzervoorde", HOME) is None
    scan = start(store, "a", "b")
    assert store.unfinished_scan("elzervoorde", HOME) == scan
    store.write_pages(scan.id, [ok("a")])
    finish(store, scan, ScanState.INTERRUPTED)
    found = store.unfinished_scan("elzervoorde", HOME)
    assert found is not None
    assert (found.id, found.state) == (scan.id, ScanState.INTERRUPTED)

    assert store.reopen_scan(scan.id) == scan
    store.write_pages(scan.id, [ok("b")])
    finish(store, scan)
    assert store.unfinished_scan("elzervoorde", HOME) is None
    latest = store.latest_scan("elzervoorde", HOME)
    assert latest is not None
    assert (latest.id, latest.state) == (scan.id, ScanState.COMPLETE)


def test_a_scan_is_not_resumed_when_a_later_one_has_ended(store: Store) -> None:
    old = scanned(store, ok("a"), state=ScanState.INTERRUPTED)
    scanned(store, ok("a"))
    assert store.unfinished_scan("elzervoorde", HOME) is None
    with pytest.raises(StorageError, match="newer"):
        store.reopen_scan(old.id)


def test_a_scan_that_ended_takes_no_pages(store: Store) -> None:
    scan = scanned(store, ok("a"))
    with pytest.raises(StorageError, match="has ended"):
        store.write_pages(scan.id, [ok("b")])
    with pytest.raises(StorageError, match="has ended"):
        store.add_queued(scan.id, [queued("b")])
    with pytest.raises(StorageError, match="has ended"):
        finish(store, scan)
    assert store.outcome_counts(scan.id) == {FetchOutcome.OK: 1}


def test_an_unknown_scan_is_named_with_those_that_exist(store: Store) -> None:
    scan = start(store)
    with pytest.raises(UnknownName, match=scan.id):
        store.scan("nergens")
    with pytest.raises(UnknownName, match="nergens"):
        store.write_pages("nergens", [ok("a")])
    with pytest.raises(UnknownName, match="nergens"):
        list(store.queued("nergens"))


# Queue


def test_queue_and_pages_partition_the_addresses(store: Store) -> None:
    scan = start(store, "", "a", "b")
    store.write_pages(scan.id, [ok("a", discovered=(queued("c"), queued("b"), queued("a")))])
    assert waiting(store, scan.id) == ["", "b", "c"]
    store.add_queued(scan.id, [queued("a"), queued("d"), queued("d")])
    assert waiting(store, scan.id) == ["", "b", "c", "d"]
    store.write_pages(scan.id, [not_ok("b", FetchOutcome.TIMEOUT), ok("x", discovered=(queued("x"),))])
    assert waiting(store, scan.id) == ["", "c", "d"]
    assert sorted(store.seen_urls(scan.id)) == sorted(HOME + path for path in ["", "a", "b", "c", "d", "x"])
    assert store.outcome_counts(scan.id) == {FetchOutcome.OK: 2, FetchOutcome.TIMEOUT: 1}


def test_an_address_waits_as_it_was_put_there(store: Store) -> None:
    scan = start(store)
    address = replace(queued("a", 7), url=HOME + "A#x", found_on=HOME + "b", priority=-3, attempts=1)
    store.add_queued(scan.id, [address])
    assert list(store.queued(scan.id)) == [address]


def test_an_address_that_waits_only_takes_over_more_attempts(store: Store) -> None:
    scan = start(store, "a")
    store.add_queued(scan.id, [replace(queued("a", 9), attempts=2, found_on="elders")])
    store.add_queued(scan.id, [replace(queued("a", 9), attempts=1)])
    assert list(store.queued(scan.id)) == [replace(queued("a"), attempts=2)]


def test_urls_longer_than_an_index_entry_are_told_apart(store: Store) -> None:
    # PostgreSQL refuses index entries over 2,704 bytes; these cannot be compressed below that.
    long = "".join(f"{n * 7919 % 1_000_003:06x}" for n in range(3000))
    scan = start(store, long + "1", long + "2")
    store.write_pages(scan.id, [ok(long + "1")])
    assert waiting(store, scan.id) == [long + "2"]


# Pages


def test_writing_a_page_twice_leaves_one(store: Store) -> None:
    result = ok("a", finding("a"), finding("b"), text=profile("a"), dom=DOM, axe=AXE)
    counted = (
        "page",
        "snapshot",
        "judgement",
        "finding",
        "text_profile",
        "artefact",
        "snapshot_artefact",
        "issue",
        "check_set",
    )
    scan = start(store, "a")
    store.write_pages(scan.id, [result])
    once = rows(store, *counted)
    store.write_pages(scan.id, [result])
    store.write_pages(scan.id, [result, result])
    assert (
        rows(store, *counted)
        == once
        == {
            "page": 1,
            "snapshot": 1,
            "judgement": 1,
            "finding": 2,
            "text_profile": 1,
            "artefact": 2,
            "snapshot_artefact": 2,
            "issue": 2,
            "check_set": 1,
        }
    )


COUNTED = ("snapshot", "judgement", "finding", "text_profile", "snapshot_artefact")


def test_an_address_that_gave_no_page_ends_anew(store: Store) -> None:
    scan = start(store, "a")
    store.write_pages(scan.id, [not_ok("a", FetchOutcome.CRASHED, reason=Reason("renderer"))])
    store.write_pages(scan.id, [not_ok("a", FetchOutcome.TIMEOUT)])
    (page,) = store.report_source(scan.id, (), ()).pages()
    assert (page.record.outcome, page.record.reason) == (FetchOutcome.TIMEOUT, None)
    store.write_pages(scan.id, [ok("a", finding("a"), finding("b"), text=profile("a"), dom=DOM)])
    assert rows(store, *COUNTED) == dict(zip(COUNTED, (1, 1, 2, 1, 1), strict=True))
    assert store.outcome_counts(scan.id) == {FetchOutcome.OK: 1}


def test_a_page_that_was_judged_stays_as_it_was(store: Store) -> None:
    scan = start(store, "a")
    first = ok("a", finding("a"), finding("b"), text=profile("a"), dom=DOM)
    store.write_pages(scan.id, [first])
    for second in (ok("a"), not_ok("a", FetchOutcome.CRASHED)):
        store.write_pages(scan.id, [second, ok("b")])
        (page, _) = store.report_source(scan.id, (), ()).pages()
        assert (page.record, page.failed, page.text) == (first.record, 2, profile("a"))
    assert rows(store, *COUNTED) == dict(zip(COUNTED, (2, 2, 2, 1, 1), strict=True))


def test_more_can_be_said_of_a_judged_page_and_of_it_alone(store: Store) -> None:
    scan = start(store, "a", "b")
    store.write_pages(scan.id, [ok("a", finding("a")), ok("b", finding("a"))])
    more = ok("a", finding("b", check="titles-repeat")).judgement
    assert more is not None
    for _ in range(2):
        store.add_to_judgement(scan.id, HOME + "a", more)
    told = [(url, one.check) for url, one in store.report_source(scan.id, (), ()).findings()]
    assert told == [
        (HOME + "a", "alt-text-is-filename"),
        (HOME + "a", "titles-repeat"),
        (HOME + "b", "alt-text-is-filename"),
    ]
    assert rows(store, "judgement", "finding") == {"judgement": 2, "finding": 3}
    store.finish_scan(scan.id, ScanState.COMPLETE, Coverage(), ())
    assert [issue.pages for issue in store.report_source(scan.id, (), ()).issues()] == [2, 1]


def test_of_a_page_that_was_not_judged_no_more_can_be_said(store: Store) -> None:
    scan = start(store, "a")
    store.write_pages(scan.id, [not_ok("a", FetchOutcome.TIMEOUT)])
    for path in "ab":
        with pytest.raises(StorageError, match="no judgement"):
            store.add_to_judgement(scan.id, HOME + path, Judgement((), ()))


def test_a_page_that_did_not_change_costs_one_row_in_the_next_scan(store: Store) -> None:
    results = [ok(path, finding(path), text=profile(path)) for path in "abc"]
    counted = ("page", "snapshot", "judgement", "finding", "text_profile", "issue", "check_set")
    scanned(store, *results)
    before = rows(store, *counted)
    scanned(store, *results)
    assert rows(store, *counted) == before | {"snapshot": 6}


def test_a_batch_takes_as_many_statements_as_one_page(store: Store) -> None:
    told: list[str] = []
    event.listen(store.engine, "before_cursor_execute", lambda *args: told.append(args[2]))

    def statements(*numbers: int) -> int:
        scan = start(store)
        told.clear()
        store.write_pages(
            scan.id,
            [
                ok(
                    f"{n}",
                    *[finding(f"{n}-{i}") for i in range(10)],
                    text=profile(f"{n}"),
                    discovered=(queued(f"{n}-next"),),
                )
                for n in numbers
            ],
        )
        return len(told)

    one, fifty = statements(0), statements(*range(1, 51))
    assert one <= 25
    assert fifty <= one + 2  # the 500 fingerprints do not fit in one IN


def test_nothing_of_a_batch_is_written_when_one_page_cannot_be(store: Store) -> None:
    scan = start(store, "a", "b")
    with pytest.raises(StorageError, match="no fingerprint"):
        store.write_pages(scan.id, [ok("a", finding()), ok("b", replace(finding(), fingerprint=""))])
    assert waiting(store, scan.id) == ["a", "b"]
    assert rows(store, "snapshot", "judgement", "finding", "page") == dict.fromkeys(
        ["snapshot", "judgement", "finding", "page"], 0
    )


def test_a_moment_without_time_zone_is_refused(store: Store) -> None:
    scan = start(store, "a")
    with pytest.raises(StorageError, match="no time zone"):
        store.write_pages(scan.id, [not_ok("a", FetchOutcome.TIMEOUT, fetched_at=NOON.replace(tzinfo=None))])


def test_programs_may_write_the_same_things_at_once(url: str) -> None:
    def scan_site(seed: int) -> str:
        """Scan in a store of one's own, as another program would, in an order of one's own."""
        chance = random.Random(seed)
        numbers = list(range(40))
        chance.shuffle(numbers)
        with Store.open(url, busy_timeout_s=60) as own:
            scan = start(own)
            for at in range(0, 40, 4):
                own.write_pages(
                    scan.id,
                    [
                        ok(
                            f"{n}",
                            *[finding(f"{n % 3}-{i}") for i in range(4)],
                            text=profile(f"{n}"),
                            dom=DOM,
                        )
                        for n in numbers[at : at + 4]
                    ],
                )
            finish(own, scan)
        return scan.id

    with ThreadPoolExecutor(4) as pool:
        scan_ids = list(pool.map(scan_site, range(4)))
    with Store.open(url) as store:
        assert rows(store, "snapshot", "page", "judgement", "finding", "issue", "artefact") == {
            "snapshot": 160,
            "page": 40,
            "judgement": 3,
            "finding": 12,
            "issue": 12,
            "artefact": 1,
        }
        for scan_id in scan_ids:
            source = store.report_source(scan_id, (), ())
            assert sum(1 for _ in source.findings()) == 160
            assert sum(1 for _ in source.issues()) == 12


def test_pages_seen_well_last_time_are_known(store: Store) -> None:
    assert list(store.known_pages("elzervoorde", HOME)) == []
    scanned(store, ok("oud"))
    wanted = ok("a")
    scanned(store, wanted, not_ok("b", FetchOutcome.HTTP_ERROR, status=500))
    scanned(store, ok("c"), state=ScanState.INTERRUPTED)
    start(store, "d")
    assert list(store.known_pages("elzervoorde", HOME)) == [wanted.record]


# Facts, indicators, coverage


def facts_scan(store: Store) -> str:
    """Write a scan with a bit of everything and return its id."""
    scan = start(store, "wacht")
    minor = finding("klein", impact=Impact.MINOR, requirements=("1.1.1", "4.1.2"))
    advice = finding("raad", "link-text-vague", kind=Kind.PRACTICE)
    unsure = finding("vraag", "axe:color-contrast", outcome=Outcome.CANT_TELL, requirements=("1.4.3",))
    beyond = finding("meer", "axe:target-size", kind=Kind.BEYOND, requirements=("2.5.5",))
    store.write_pages(
        scan.id,
        [
            ok("a", finding(), finding(), minor, text=profile("a", 12, 60)),
            ok("b", finding(), advice, text=profile("b", 16, 60)),
            ok("c", unsure, beyond, text=profile("c", 12, 40)),
            ok("d", text=profile("d", 30, 10, "fr")),
            ok("e", text=replace(profile("e", flesch=None), metrics=None, reason="too-short")),
            not_ok("f", FetchOutcome.TIMEOUT),
            not_ok("g", FetchOutcome.HTTP_ERROR, status=500),
            not_ok("h", FetchOutcome.ROBOTS),
            not_ok("i", FetchOutcome.NOT_HTML),
            not_ok("j", FetchOutcome.DUPLICATE, duplicate_of=HOME + "a"),
        ],
    )
    return scan.id


WANTED_FACTS = ScanFacts(
    pages_judged=5,
    pages_unjudged=2,
    pages_with_norm_failure=2,
    open_issues={Impact.MINOR: 1, Impact.MODERATE: 0, Impact.SERIOUS: 1, Impact.CRITICAL: 0},
    open_practice_issues=1,
    undecided_issues=1,
    failed_criteria=frozenset({"1.1.1", "4.1.2"}),
    # 240 words a page; 240 / 12 = 20, 240 / 16 = 15, 240 / 12 = 20 sentences.
    pages_with_text=3,
    pages_by_b1={"yes": 2, "doubt": 1, "no": 0},
    words=720,
    sentences=55,
    long_sentences=9,
    flesch_douma=(40.0, 60.0, 60.0),
    difficulty=(30.0, 30.0, 40.0),
    # One check has problems of two sets of criteria; questions and what goes beyond the norm are left out.
    problems=(
        FoundProblems("alt-text-is-filename", ("1.1.1",), 1),
        FoundProblems("alt-text-is-filename", ("1.1.1", "4.1.2"), 1),
        FoundProblems("link-text-vague", ("1.1.1",), 1),
    ),
    checks_judged=frozenset(
        {"alt-text-is-filename", "axe:color-contrast", "axe:target-size", "link-text-vague"}
    ),
)


def test_facts_are_sums_over_the_scan(store: Store) -> None:
    assert store.scan_facts(facts_scan(store)) == WANTED_FACTS


@pytest.mark.parametrize(("standard", "counted"), [("en301549-3.2.1", 0), ("en301549-4.1.1", 1)])
def test_facts_count_what_the_norm_of_the_scan_holds(store: Store, standard: str, counted: int) -> None:
    """Target size (2.5.8) came with WCAG 2.2: not required by the older norm."""
    scan = start(store, settings=replace(SETTINGS, standard=standard))
    small = finding("klein", "axe:target-size", requirements=("2.5.8",))
    store.write_pages(scan.id, [ok("a", small)])
    facts = store.scan_facts(scan.id)
    assert sum(facts.open_issues.values()) == counted
    assert facts.pages_with_norm_failure == counted
    assert facts.failed_criteria == frozenset(("2.5.8",) * counted)


NO_ANSWERS = {"yes": 0, "doubt": 0, "no": 0}


def test_facts_of_an_empty_scan_are_zero(store: Store) -> None:
    facts = store.scan_facts(start(store).id)
    assert facts == ScanFacts(0, 0, 0, dict.fromkeys(Impact, 0), 0, 0, frozenset(), 0, NO_ANSWERS, 0, 0, 0)


def test_indicators_may_be_computed_from_the_facts_at_the_close(store: Store) -> None:
    scan_id = facts_scan(store)
    given: list[ScanFacts] = []
    values = (
        IndicatorValue("z-share", 2, 0.4, "ratio", "down-is-better", 2, 5, low=0.12, high=0.77),
        IndicatorValue("a-median", 1, None, "points", "up-is-better", reason="too-few-pages"),
    )

    def indicators(facts: ScanFacts) -> Sequence[IndicatorValue]:
        given.append(facts)
        return values

    coverage = Coverage(store.outcome_counts(scan_id), 1, "max_pages")
    store.finish_scan(scan_id, ScanState.INCOMPLETE, coverage, indicators)
    source = store.report_source(scan_id, (), ())
    assert given == [replace(WANTED_FACTS, ages_days=(0.0, 0.0))]
    assert source.indicators() == list(values)
    assert source.header.coverage == coverage
    assert source.header.scan.state is ScanState.INCOMPLETE
    assert source.header.scan.finished_at is not None


def test_a_scan_cannot_be_closed_as_running(store: Store) -> None:
    scan = start(store)
    with pytest.raises(StorageError, match="cannot be closed"):
        store.finish_scan(scan.id, ScanState.RUNNING, Coverage(), ())


def test_scans_are_in_the_order_of_their_making_when_the_clock_was_set_back(
    store: Store, clock: Clock
) -> None:
    first = scanned(store, ok("a", finding()))
    clock.now = NOON - timedelta(days=2)
    second = scanned(store, ok("a", finding()))
    assert [scan.id for scan in store.scans()] == [second.id, first.id]
    previous = store.report_source(second.id, (), ()).header.previous
    assert previous is not None
    assert previous.id == first.id
    assert first.started_at > second.started_at


# Going on with a run


def test_records_come_back_as_they_were_told_and_in_that_order(store: Store) -> None:
    scan = start(store, "a", "b", "c")
    told = [
        record("b", notes=("overlay",), signature=2**63 + 5),
        record("a", FetchOutcome.DUPLICATE, duplicate_of=HOME + "b", reason=Reason("tracking", HOME + "b")),
        record("c", FetchOutcome.TIMEOUT, reason=Reason("navigation", "30 s"), permanent=False),
    ]
    store.write_pages(scan.id, [PageResult(told[0])])
    store.write_pages(scan.id, [PageResult(each) for each in told[1:]])
    assert list(store.records(scan.id)) == told
    assert list(store.records(start(store, site=Site(("https://elders.example/",))).id)) == []
    with pytest.raises(UnknownName):
        list(store.records("nergens"))


def test_what_a_scan_must_know_to_go_on(url: str) -> None:
    moment = NOON
    with Store.open(url, clock=lambda: moment) as store:
        scan = start(store, "a", "b", "c")
        assert store.resume_facts(scan.id) == ResumeFacts(0.0, {}, {}, ())
        store.write_pages(
            scan.id,
            [
                PageResult(record("a", signature=7, fetched_at=NOON + timedelta(seconds=90))),
                PageResult(record("b", FetchOutcome.ROBOTS, url=HOME + "b#x", fetched_at=None)),
            ],
        )
        store.add_queued(scan.id, [queued("c", attempts=1)])
    with Store.open(url, clock=lambda: moment) as store:  # the first one was killed
        moment = NOON + timedelta(days=1)
        store.reopen_scan(scan.id)
        assert store.resume_facts(scan.id) == ResumeFacts(
            90.0,
            {HOME + "a": 7},
            {HOME + "c": 1},
            (
                Asked(HOME + "a", HOME + "a", HOME, FetchOutcome.OK),
                Asked(HOME + "b#x", HOME + "b", HOME, FetchOutcome.ROBOTS),
            ),
        )
        moment += timedelta(seconds=30)
        finish(store, scan, ScanState.INTERRUPTED)
        moment += timedelta(days=1)
        store.reopen_scan(scan.id)
        assert store.resume_facts(scan.id).spent_s == 120.0
        # Killed again, and no page of this run was stored.
        moment += timedelta(days=1)
        store.reopen_scan(scan.id)
        assert store.resume_facts(scan.id).spent_s == 120.0


OTHER = Site(("https://elders.example/",))
BOTH_SITES = [(ENTITY.id, SITE.id), (ENTITY.id, OTHER.id)]


def test_a_site_that_ended_before_the_run_was_broken_off_is_not_begun_again(url: str) -> None:
    with Store.open(url) as store:
        done = scanned(store, ok("a"))
        left = start(store, "b", site=OTHER)
        assert store.ended_scan(ENTITY.id, SITE.id) == store.scan(done.id)
        assert store.ended_scan(ENTITY.id, OTHER.id) is None
    with Store.open(url) as store:
        assert store.ended_scan(ENTITY.id, SITE.id) is None  # a run of its own, until it goes on with one
        store.resume_run(BOTH_SITES)
        assert store.ended_scan(ENTITY.id, SITE.id) == store.scan(done.id)
        assert store.ended_scan(ENTITY.id, OTHER.id) is None
        store.reopen_scan(left.id)
        finish(store, left, ScanState.INCOMPLETE)
        assert store.ended_scan(ENTITY.id, OTHER.id) == store.scan(left.id)
        store.finish_run()
    with Store.open(url) as store:  # the run is over: there is nothing to go on with
        store.resume_run(BOTH_SITES)
        assert store.ended_scan(ENTITY.id, SITE.id) is None


def test_an_interrupted_scan_has_not_ended(url: str) -> None:
    with Store.open(url) as store:
        scan = scanned(store, ok("a"), state=ScanState.INTERRUPTED)
        assert store.ended_scan(ENTITY.id, SITE.id) is None
        store.resume_run(BOTH_SITES)
        assert store.unfinished_scan(ENTITY.id, SITE.id) == store.scan(scan.id)


def test_a_run_of_other_sites_is_left_alone(url: str) -> None:
    with Store.open(url) as store, Store.open(url) as other:
        scan = start(store, "a")
        other.resume_run([(ENTITY.id, OTHER.id)])
        store.write_pages(scan.id, [ok("a")])
        finish(store, scan)
        assert store.scan(scan.id).state is ScanState.COMPLETE


def test_who_goes_on_with_a_scan_has_it_alone(url: str) -> None:
    with Store.open(url) as store, Store.open(url) as other:
        scan = start(store, "a", "b", "c")
        store.write_pages(scan.id, [ok("a")])
        other.resume_run(BOTH_SITES)
        other.reopen_scan(scan.id)
        for late in (
            lambda: store.write_pages(scan.id, [ok("b")]),
            lambda: store.add_queued(scan.id, [queued("d")]),
            lambda: store.finish_scan(scan.id, ScanState.COMPLETE, Coverage(), ()),
        ):
            with pytest.raises(StorageError, match="taken over by another program"):
                late()
        other.write_pages(scan.id, [ok("b"), ok("c")])
        finish(other, scan)
        assert [each.url for each in other.records(scan.id)] == [HOME + "a", HOME + "b", HOME + "c"]


def test_two_scans_of_a_site_at_once_do_not_mix(url: str) -> None:
    with Store.open(url) as store, Store.open(url) as other:
        first, second = start(store, "a", "b"), start(other, "a", "b")
        store.write_pages(first.id, [ok("a", finding())])
        other.write_pages(second.id, [ok("a", finding()), ok("b")])
        finish(other, second)
        store.write_pages(first.id, [ok("b")])
        finish(store, first)
        for scan in (first, second):
            assert [each.url for each in store.records(scan.id)] == [HOME + "a", HOME + "b"]
            assert [issue.pages for issue in store.report_source(scan.id, (), ()).issues()] == [1]


def test_many_sites_write_side_by_side(url: str) -> None:
    sites = [Site((f"https://s{n}.example/",)) for n in range(24)]

    def scan_one(site: Site) -> str:
        scan = store.start_scan(ENTITY, site, SETTINGS, TOOLS, [])
        for n in range(5):
            store.write_pages(scan.id, [ok(f"{n}", finding(f"{n}"), text=profile(f"{n}"), dom=DOM)])
        finish(store, scan)
        return scan.id

    with Store.open(url, busy_timeout_s=1) as store:
        with ThreadPoolExecutor(8) as pool:
            scans = list(pool.map(scan_one, sites))
        assert [sum(1 for _ in store.records(scan)) for scan in scans] == [5] * 24
        assert {scan.state for scan in store.scans()} == {ScanState.COMPLETE}


def test_addresses_without_a_page_cost_a_few_statements_however_many(store: Store) -> None:
    scan = start(store, "a")
    store.write_pages(scan.id, [ok("a")])
    statements: list[str] = []
    event.listen(store.engine, "before_cursor_execute", lambda _c, _u, sql, *_: statements.append(sql))
    merged = [
        PageResult(record(f"a?utm_source={n}", FetchOutcome.DUPLICATE, duplicate_of=HOME + "a",
                          reason=Reason("tracking", HOME + "a")))
        for n in range(400)
    ]  # fmt: skip
    store.write_pages(scan.id, merged)
    assert len(statements) < 20
    assert store.outcome_counts(scan.id)[FetchOutcome.DUPLICATE] == 400
    assert [each.duplicate_of for each in store.records(scan.id)][1:] == [HOME + "a"] * 400


def test_a_conflict_with_another_program_is_tried_again(
    store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    scan = start(store)
    calls: list[int] = []
    real = write.write_pages

    def in_the_way(*args: Any) -> None:
        real(*args)
        calls.append(1)
        if len(calls) < 3:
            raise StorageConflict("in the way")

    monkeypatch.setattr(write, "write_pages", in_the_way)
    monkeypatch.setattr("storage.store.time.sleep", lambda _: None)
    store.write_pages(scan.id, [ok("a")])
    assert len(calls) == 3
    assert [record.url for record in store.records(scan.id)] == [ok("a").record.url]
