"""When a night may run, and which site has its turn first."""

from datetime import UTC, datetime, time, timedelta

import pytest

from drempel.app import ScanJob
from drempel.model.entity import Entity
from drempel.model.site import Site
from drempel.nightly import by_age, hours, seconds_in, seconds_left
from drempel.settings import load

NIGHT = (time(22), time(6))


@pytest.mark.parametrize(
    ("moment", "left_h"),
    [
        ("2026-01-10T21:59:59", 0),
        ("2026-01-10T22:00:00", 8),
        ("2026-01-11T00:00:00", 6),
        ("2026-01-11T05:30:00", 0.5),
        ("2026-01-11T06:00:00", 0),
        ("2026-01-11T12:00:00", 0),
        # Clocks go forward at two, and back at three.
        ("2026-03-28T22:00:00", 7),
        ("2026-10-24T22:00:00", 9),
    ],
)
def test_a_window_over_midnight_as_clocks_show_it(moment: str, left_h: float) -> None:
    from drempel.i18n import TIME_ZONE

    local = datetime.fromisoformat(moment).replace(tzinfo=TIME_ZONE)
    assert seconds_in(*NIGHT, local.astimezone(UTC)) == left_h * 3600


def test_a_window_within_a_day() -> None:
    begin, end = hours("1:30 - 05:00") or NIGHT
    assert (begin, end) == (time(1, 30), time(5))
    noon = datetime(2026, 1, 10, 12, tzinfo=UTC)
    assert seconds_in(begin, end, noon) == 0
    assert seconds_in(begin, end, noon.replace(hour=3)) == 3600


def test_the_nearest_of_window_and_budget_ends_the_night() -> None:
    moment = datetime(2026, 1, 10, 21, tzinfo=UTC)  # ten o'clock in Brussels
    assert seconds_left(load(None, {}), moment) is None
    night = {"window": "22:00-06:00"}
    assert seconds_left(load(None, {"nightly": night}), moment) == 8 * 3600
    assert seconds_left(load(None, {"nightly": {**night, "max_time_s": 60}}), moment) == 60
    assert seconds_left(load(None, {"nightly": {**night, "max_time_s": 10**6}}), moment) == 8 * 3600


def test_who_was_never_seen_whole_comes_first_then_the_longest_ago() -> None:
    def job(name: str) -> ScanJob:
        site = Site((f"https://{name}.example/",))
        return ScanJob(Entity(name, name, sites=(site,)), site)

    moment = datetime(2026, 1, 10, tzinfo=UTC)
    jobs = [job(name) for name in ("new", "recent", "old", "never")]
    last = {
        ("recent", "https://recent.example/"): moment,
        ("old", "https://old.example/"): moment - timedelta(days=9),
        ("new", "https://another.example/"): moment,
    }
    assert [one.entity.id for one in by_age(jobs, last)] == ["new", "never", "old", "recent"]
