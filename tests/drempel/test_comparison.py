"""The exact sign test, by values worked out by hand, and what it says in one word."""

from math import comb

import pytest
from hypothesis import given
from hypothesis import strategies as st

from drempel.model.comparison import PanelChange, sign_test


@pytest.mark.parametrize(
    ("one", "other", "chance"),
    [
        (0, 0, 1.0),
        (1, 0, 1.0),
        # 2 · (1 + 0) / 2⁵
        (5, 0, 0.0625),
        (6, 0, 0.03125),
        # 2 · (C(10,0) + C(10,1)) / 2¹⁰ = 22 / 1024
        (9, 1, 22 / 1024),
        (1, 9, 22 / 1024),
        # 2 · (1 + 10 + 45) / 1024
        (8, 2, 112 / 1024),
        (5, 5, 1.0),
        # 2 · (1 + 20 + 190 + 1140 + 4845 + 15504) / 2²⁰
        (15, 5, 43400 / 1048576),
    ],
)
def test_the_sign_test_by_hand(one: int, other: int, chance: float) -> None:
    assert sign_test(one, other) == pytest.approx(chance, abs=1e-12)


@given(st.integers(0, 60), st.integers(0, 60))
def test_the_sign_test_is_the_sum_of_its_tails(one: int, other: int) -> None:
    n, few = one + other, min(one, other)
    tails = sum(comb(n, k) for k in range(n + 1) if k <= few or k >= n - few)
    assert sign_test(one, other) == pytest.approx(tails / 2**n)
    assert sign_test(one, other) == sign_test(other, one)


def test_the_sign_test_of_very_many_pages() -> None:
    """By the normal approximation: 50,500 of 100,000 is √10 standard deviations from the middle."""
    assert sign_test(50_500, 49_500) == pytest.approx(0.00158, abs=5e-5)
    assert sign_test(90_000, 10) == 0.0


@pytest.mark.parametrize(
    ("fewer", "more", "verdict"),
    [
        (0, 0, "none"),
        (5, 0, "few"),
        (6, 0, "better"),
        (0, 6, "worse"),
        (8, 2, "chance"),
        (9, 1, "better"),
        (1, 9, "worse"),
    ],
)
def test_what_a_panel_says(fewer: int, more: int, verdict: str) -> None:
    panel = PanelChange(20, fewer, more)
    assert panel.verdict == verdict
    assert panel.same == 20 - fewer - more
