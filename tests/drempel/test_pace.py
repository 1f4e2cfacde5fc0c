"""Deadlines of our own work on a machine that others use too."""

import os

import pytest

from drempel import pace


@pytest.mark.parametrize(
    ("load", "processors", "times"),
    [(0.5, 2, 1.0), (8.0, 2, 1.0), (16.0, 2, 2.0), (30.0, 2, 3.75), (90.0, 2, 4.0)],
)
def test_a_crowded_machine_gets_longer(
    monkeypatch: pytest.MonkeyPatch, load: float, processors: int, times: float
) -> None:
    monkeypatch.setattr(os, "getloadavg", lambda: (load, 0.0, 0.0))
    monkeypatch.setattr(os, "cpu_count", lambda: processors)
    assert pace.slowness() == times


def test_a_system_that_does_not_tell_is_not_crowded(monkeypatch: pytest.MonkeyPatch) -> None:
    def fails() -> tuple[float, float, float]:
        raise OSError

    monkeypatch.setattr(os, "getloadavg", fails)
    assert pace.slowness() == 1.0
