"""A limit in CPU seconds grows with the time that a fixed piece of work takes, and never shrinks."""

import pytest

from tests import pace


def test_a_slow_machine_gets_more_time(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pace, "_spent_s", lambda: 2 * pace.REFERENCE_S)
    assert pace.pace() == 2
    assert pace.in_time(1.9, limit_s=1)
    assert not pace.in_time(2.1, limit_s=1)


def test_a_fast_machine_gets_no_less(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pace, "_spent_s", lambda: pace.REFERENCE_S / 3)
    assert pace.pace() == 1
    assert pace.in_time(0.9, limit_s=1)
    assert not pace.in_time(1.1, limit_s=1)


def test_one_hiccup_does_not_count(monkeypatch: pytest.MonkeyPatch) -> None:
    times = iter([9.0, 0.001] + [pace.REFERENCE_S] * 7)
    monkeypatch.setattr(pace, "_spent_s", lambda: next(times))
    assert pace.pace() == 1


def test_the_work_is_worth_measuring() -> None:
    assert 1 <= pace.pace() < 100
