import re
from collections import Counter
from collections.abc import Collection, Iterable

import pytest
from hypothesis import given
from hypothesis import strategies as st

from crawler.frontier import Added, Frontier
from crawler.scope import Scope
from crawler.traps import TrapGuard
from crawler.urls import page_identity
from drempel.model.site import Limits, Site
from drempel.model.snapshot import FetchOutcome, FetchRecord, Queued, Reason, SampleKind

A, B = "https://a.example", "https://b.example"


class PlainTraps(TrapGuard):
    """Takes every address with a number after a word for a trap, so many of each word, and last."""

    def __init__(self, limit_per_pattern: int) -> None:
        super().__init__(limit_per_pattern)
        self.asked: Counter[str] = Counter()
        self.heard: list[object] = []

    def turn(self, url: str, found_on: str = "") -> int:
        return int(bool(ENDLESS.search(url)))

    def refuses(self, url: str, found_on: str = "") -> Reason | None:
        if not ENDLESS.search(url):
            return None
        pattern = ENDLESS.sub("<n>", url)
        self.asked[pattern] += 1
        return Reason("pattern", pattern) if self.asked[pattern] > self.limit_per_pattern else None

    def note_page(self, url: str, text: str, asked_as: str = "") -> None:
        self.heard.append((url, text))

    def note_links(self, found_on: str, urls: Collection[str]) -> None:
        self.heard.append((found_on, list(urls)))


ENDLESS = re.compile(r"(?:(?<=page=)|(?<=/day))\d+")


def frontier(
    max_depth: int | None = None, limit_per_pattern: int = 25, traps: TrapGuard | None = None
) -> Frontier:
    return Frontier(
        Scope(Site((A + "/", B + "/"))), Limits(max_depth=max_depth), traps or PlainTraps(limit_per_pattern)
    )


def always(_: str) -> bool:
    return True


def taken(queue: Frontier) -> Iterable[Queued]:
    while item := queue.take(always):
        yield item


def paths(items: Iterable[Queued]) -> list[str]:
    return [item.url.removeprefix(A) for item in items]


def test_priority_then_depth_then_order_of_arrival() -> None:
    queue = frontier()
    queue.add([A + "/diep"], depth=3)
    queue.add([A + "/1", A + "/2"], depth=1)
    queue.add([A + "/kaart"], depth=5, priority=1)
    assert paths(taken(queue)) == ["/kaart", "/1", "/2", "/diep"]


def test_a_page_is_queued_once_however_it_is_written() -> None:
    queue = frontier()
    added = queue.add(
        [A + "/afval", A + "/afval#top", A + ":443/%61fval?utm_source=x", "HTTPS://A.example/x/../afval"],
        depth=0,
    )
    assert [item.page_url for item in added.queued] == [A + "/afval"]
    assert not queue.add([A + "/afval"], depth=9, priority=9).queued


def test_the_address_as_found_is_kept_beside_the_page() -> None:
    queue = frontier()
    (item,) = queue.add(
        [A + "/afval?b=1&a=2&utm_medium=mail#x"], depth=1, found_on=A + "/", sample=SampleKind.RANDOM
    ).queued
    assert item == Queued(
        A + "/afval?b=1&a=2&utm_medium=mail", A + "/afval?a=2&b=1", 1, A + "/", sample=SampleKind.RANDOM
    )


def test_what_is_out_of_scope_or_no_address_is_left_aside() -> None:
    queue = frontier()
    added = queue.add(["https://c.example/", "mailto:x@a.example", "http://[", "", "\ud800"], depth=0)
    assert added.queued == added.cut == ()
    assert len(queue) == 0


def test_what_repeats_on_every_page_is_read_once_and_the_memory_for_it_is_bounded(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr("crawler.frontier.MAX_SETTLED", 3)
    queue = frontier()
    menu = [A + "/", A + "/contact", "https://elders.example/", "/relatief"]
    for page in range(5):
        found = queue.add([*menu, f"{A}/{page}"], depth=1, found_on=f"{A}/map{page}/x").queued
        assert len(found) == (4 if page == 0 else 1)


def test_relative_addresses_are_read_from_the_page_they_stand_on() -> None:
    assert paths(frontier().add(["../b"], depth=1, found_on=A + "/x/y").queued) == ["/b"]


def test_a_waiting_host_holds_up_nobody_else() -> None:
    queue = frontier()
    queue.add([A + "/1", A + "/2", B + "/1"], depth=0)
    item = queue.take(lambda host: host != "a.example:443")
    assert item is not None
    assert item.url == B + "/1"
    assert queue.take(lambda host: host != "a.example:443") is None
    assert queue.pending_hosts() == ("a.example:443",)
    assert len(queue) == 2


def test_too_deep_pages_are_counted_once_and_welcome_by_a_shorter_way() -> None:
    queue = frontier(max_depth=2)
    for _ in range(2):
        assert queue.add([A + "/diep", A + "/dieper"], depth=3).queued == ()
    assert queue.beyond_depth == 2
    assert paths(queue.add([A + "/diep"], depth=2).queued) == ["/diep"]
    assert queue.beyond_depth == 1


def test_a_trap_is_cut_and_every_address_of_it_told_once() -> None:
    queue = frontier(limit_per_pattern=3)
    queue.add([f"{A}/day{number}" for number in range(10)], depth=1, found_on=A + "/")
    queue.add([A + "/contact"], depth=4)
    assert paths(taken(queue)) == ["/contact", "/day0", "/day1", "/day2"]
    cut = queue.take_cut()
    assert [record.page_url for record in cut] == [f"{A}/day{number}" for number in range(3, 10)]
    assert {record.outcome for record in cut} == {FetchOutcome.TRAP_CUT}
    assert {record.reason for record in cut} == {Reason("pattern", A + "/day<n>")}
    assert {(record.depth, record.found_on) for record in cut} == {(1, A + "/")}
    assert queue.add([A + "/day5"], depth=1) == Added()
    assert len(queue) == 0


def test_what_was_cut_while_taking_comes_out_with_the_next_add() -> None:
    queue = frontier(limit_per_pattern=0)
    queue.add([A + "/k?page=1", A + "/x"], depth=1)
    assert paths(taken(queue)) == ["/x"]
    assert [record.url for record in queue.add([A + "/y"], depth=1).cut] == [A + "/k?page=1"]
    assert queue.take_cut() == ()


def test_the_guard_against_traps_hears_of_pages_and_of_the_links_that_are_new() -> None:
    traps = PlainTraps(25)
    queue = frontier(traps=traps)
    queue.add([A + "/b"], depth=0)
    queue.note_page(A + "/a", "Welkom")
    queue.add([A + "/b", A + "/c"], depth=1, found_on=A + "/a")
    assert traps.heard == [(A + "/a", "Welkom"), (A + "/a", [A + "/c"])]


def test_another_spelling_of_a_page_ends_as_its_duplicate_by_the_rule_that_joins_them() -> None:
    queue = frontier()
    first = queue.add([A + "/a?utm_source=mail"], depth=1, found_on=A + "/")
    assert [item.url for item in first.queued] == [A + "/a"]
    later = queue.add([A + "/a", A + "/a;jsessionid=1", A + "/a?utm_source=mail", A + "/a#top"], depth=1)
    assert later.queued == ()
    ends = [(record.url, record.reason, record.duplicate_of) for record in (*first.cut, *later.cut)]
    assert ends == [
        (A + "/a?utm_source=mail", Reason("tracking", A + "/a"), A + "/a"),
        (A + "/a;jsessionid=1", Reason("session", A + "/a"), A + "/a"),
    ]
    assert {record.outcome for record in (*first.cut, *later.cut)} == {FetchOutcome.DUPLICATE}


def test_a_path_too_deep_is_cut_at_once() -> None:
    (record,) = frontier().add([A + "/a" * 21], depth=0).cut
    assert record.outcome is FetchOutcome.TRAP_CUT
    assert record.reason == Reason("depth", "21 path segments")


def test_what_the_site_lists_itself_is_never_cut_as_a_pattern() -> None:
    queue = frontier(limit_per_pattern=2)
    queue.add([f"{A}/raad/2024-05-{day:02}" for day in range(1, 29)], depth=1, priority=1)
    assert len(list(taken(queue))) == 28


def test_requeue_gives_another_attempt_behind_its_equals() -> None:
    queue = frontier(limit_per_pattern=1)
    queue.add([A + "/k?page=1", A + "/k?page=2"], depth=0)
    first = queue.take(always)
    assert first is not None
    again = queue.requeue(first)
    assert again.attempts == 1
    assert [(item.url, item.attempts) for item in taken(queue)] == [(A + "/k?page=1", 1)]
    assert [record.url for record in queue.take_cut()] == [A + "/k?page=2"]


def test_pages_marked_as_seen_are_not_queued() -> None:
    queue = frontier()
    assert queue.mark_seen(A + "/afval")
    assert not queue.mark_seen(A + "/afval")
    assert queue.add([A + "/afval"], depth=0).queued == ()
    assert queue.has_seen(A + "/afval")
    assert not queue.has_seen(A + "/wonen")


def test_restore_takes_up_where_the_crawl_was_left() -> None:
    before = frontier()
    before.add([A + "/", A + "/1", B + "/2"], depth=0)
    visited = before.take(always)
    assert visited is not None
    waiting = list(taken(before))
    after = frontier()
    after.restore(waiting, [visited.page_url])
    assert after.add([A + "/", A + "/1"], depth=1).queued == ()
    assert list(taken(after)) == waiting


moves = st.lists(
    st.one_of(
        st.tuples(
            st.just("add"), st.lists(st.integers(0, 30), max_size=6), st.integers(0, 4), st.integers(-1, 1)
        ),
        st.tuples(st.just("take"), st.sets(st.sampled_from(["a.example:443", "b.example:443"]))),
        st.tuples(st.just("seen"), st.integers(0, 30)),
    ),
    max_size=40,
)


def address(number: int) -> str:
    return [f"{A}/{number}", f"{B}/{number}?utm_source={number}", f"{A}/k?page={number}"][number % 3]


def play(script: list[tuple]) -> tuple[list[str], list[str], set[str]]:  # type: ignore[type-arg]
    """Return what left the queue, what was cut, and what should be in either: added and not marked before."""
    queue = frontier(max_depth=3, limit_per_pattern=4)
    took: list[str] = []
    cut: list[str] = []
    due: set[str] = set()
    marked: set[str] = set()

    def note(records: Iterable[FetchRecord]) -> None:
        cut.extend(record.page_url for record in records if record.outcome is FetchOutcome.TRAP_CUT)

    for move in script:
        match move:
            case "add", numbers, depth, priority:
                urls = list(map(address, numbers))
                note(queue.add(urls, depth=depth, priority=priority, found_on=A + "/k?page=1").cut)
                pages = {page_identity(url).page_url for url in urls} if depth <= 3 else set()
                due |= pages - marked
            case "take", hosts:
                if item := queue.take(hosts.__contains__):
                    took.append(item.page_url)
            case "seen", number:
                page_url = page_identity(address(number)).page_url
                assert queue.mark_seen(page_url) is not (page_url in due | marked)
                marked.add(page_url)
    took += [item.page_url for item in taken(queue)]
    note(queue.take_cut())
    assert len(queue) == 0
    assert queue.pending_hosts() == ()
    return took, cut, due


@given(moves)
def test_every_page_leaves_the_frontier_once_and_the_order_is_the_same_each_time(script: list[tuple]) -> None:  # type: ignore[type-arg]
    took, cut, due = play(script)
    assert len(set(took + cut)) == len(took + cut)
    assert set(took + cut) == due
    assert play(script) == (took, cut, due)


@given(
    st.lists(
        st.tuples(st.lists(st.integers(0, 30), max_size=6), st.integers(0, 3), st.integers(-1, 1)), max_size=8
    ),
    st.integers(0, 12),
)
def test_a_queue_that_is_restored_goes_on_as_the_one_that_was_left(
    added: list[tuple[list[int], int, int]], taken_before: int
) -> None:
    left = frontier(limit_per_pattern=99)
    stored: dict[str, Queued] = {}
    for numbers, depth, priority in added:
        for item in left.add(map(address, numbers), depth=depth, priority=priority).queued:
            stored[item.page_url] = item
    done = [item.page_url for _ in range(taken_before) if (item := left.take(always))]
    resumed = frontier(limit_per_pattern=99)
    resumed.restore([item for page_url, item in stored.items() if page_url not in done], done)
    assert len(resumed) == len(left)
    assert (
        resumed.add(map(address, range(31)), depth=0).queued
        == left.add(map(address, range(31)), depth=0).queued
    )
    assert list(taken(resumed)) == list(taken(left))
