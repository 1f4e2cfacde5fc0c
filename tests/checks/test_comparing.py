"""The small readers inside checks: words of a label, angles of a transform, spacing in a style attribute."""

import pytest

from checks.rules.layout.text_spacing_fixed import Declared, declarations
from checks.rules.names.name_differs_from_label import words_of
from checks.tables import covered


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("Zoek (nu) op datum…", ["zoek", "op", "datum"]),
        ("» Co\u00f6rdinatie * 2027", ["coordinatie", "2027"]),
        ("E-mail", ["e", "mail"]),
        ("2\u00d72=4", ["2", "2", "4"]),
        ("\U0001f4a1", []),
        ("Stra\u00dfe", ["strasse"]),
    ],
)
def test_words_of_a_label(text: str, words: list[str]) -> None:
    assert [word.rstrip("\ue000") for word in words_of(text)] == words


def test_words_read_over_hyphens() -> None:
    assert words_of("e-mail voor auto\u2019s", joined=True) == ["email", "voor", "autos"]


@pytest.mark.parametrize(
    ("style", "found"),
    [
        ("letter-spacing: 1px !IMPORTANT; letter-spacing: 2px", {"letter-spacing": Declared("1px", True)}),
        ("letter-spacing: 1px; letter-spacing: 2px", {"letter-spacing": Declared("2px", False)}),
        ("font: 16px/1.2 serif !important", {"line-height": Declared("1.2", True)}),
        ("font: 16px serif", {"line-height": Declared("normal", False)}),
        ("word-spacing: inherit !important; color: red", {}),
        ("background: url('a;word-spacing:1px'); line-height: 2", {"line-height": Declared("2", False)}),
        (";;:;", {}),
    ],
)
def test_spacing_in_a_style_attribute(style: str, found: dict[str, Declared]) -> None:
    assert declarations(style) == found


def test_ranges_cover() -> None:
    assert covered([(0, 1), (2, 5), (9, 1)], 4) == [True, False, True, True]
