"""Colours against values worked out by hand or taken from WCAG."""

import pytest

from drempel.colour import CLEAR, WHITE, Colour, contrast, is_large, parse

BLACK = Colour(0, 0, 0)


@pytest.mark.parametrize(
    ("text", "colour"),
    [
        ("rgb(1, 2, 3)", Colour(1, 2, 3)),
        ("rgba(0, 0, 0, 0)", CLEAR),
        ("rgba(10, 20, 30, 0.25)", Colour(10, 20, 30, 0.25)),
        ("color(srgb 1 0 0.2)", Colour(255, 0, 51)),
        ("color(srgb 1.2 -0.1 0 / 0.5)", Colour(255, 0, 0, 0.5)),
        ("oklch(0.5 0.1 20)", None),
        ("", None),
    ],
)
def test_reading(text: str, colour: Colour | None) -> None:
    assert parse(text) == colour


def test_layers() -> None:
    # Half black over white: 0.5 × 0 + 0.5 × 255.
    assert Colour(0, 0, 0, 0.5).over(WHITE) == Colour(127.5, 127.5, 127.5, 1.0)
    # Two halves let a quarter through.
    assert Colour(0, 0, 0, 0.5).over(Colour(255, 255, 255, 0.5)).alpha == 0.75
    assert CLEAR.over(CLEAR) == CLEAR
    assert BLACK.faded(0.3) == Colour(0, 0, 0, 0.3)
    assert Colour(26, 111, 176).hex == "#1a6fb0"


@pytest.mark.parametrize(
    ("one", "other", "ratio"),
    [
        (BLACK, WHITE, 21.0),
        (WHITE, WHITE, 1.0),
        # The greys that just pass and just fail on white.
        (Colour(0x76, 0x76, 0x76), WHITE, 4.54),
        (Colour(0x77, 0x77, 0x77), WHITE, 4.48),
        (Colour(0x59, 0x59, 0x59), WHITE, 7.0),
    ],
)
def test_contrast(one: Colour, other: Colour, ratio: float) -> None:
    assert contrast(one, other) == contrast(other, one) == pytest.approx(ratio, abs=0.01)


def test_large_letters() -> None:
    assert is_large(24, 400)
    assert not is_large(23.9, 400)
    # 14 points is 18.67 pixels.
    assert is_large(18.6667, 700)
    assert not is_large(18.5, 900)
    assert not is_large(20, 600)
