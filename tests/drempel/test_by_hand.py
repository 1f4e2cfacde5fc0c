"""Each criterion that a norm asks for can be checked by hand, and stands in a theme."""

import pytest

from drempel.by_hand import first_on, instruction, themes
from drempel.model.service import KEY_KINDS
from drempel.wcag import Standard, applies, criteria

ASKED = {
    found.id
    for found in criteria()
    if found.until is None and any(applies(found.id, norm) for norm in Standard)
}


@pytest.mark.parametrize("language", ["nl", "en", "fr"])
def test_each_criterion_has_its_instruction(language: str) -> None:
    told = {number: instruction(number, language) for number in ASKED}
    assert all(text.endswith("?") for text in told.values())
    assert max(len(text.split()) for text in told.values()) <= 26
    assert len(set(told.values())) == len(told)


def test_a_criterion_without_instruction_has_none() -> None:
    assert instruction("1.4.6", "nl") == ""
    assert instruction("1.1.1", "de") == instruction("1.1.1", "en")


def test_themes_hold_all_criteria() -> None:
    assert {number for theme in themes() for number in theme.criteria} == ASKED
    assert (
        len({theme.name("nl") for theme in themes()}) == len({theme.name("fr") for theme in themes()}) == 12
    )
    assert themes()[0].name("xx") == themes()[0].name("en")


@pytest.mark.parametrize("kind", [*KEY_KINDS, "service", "form"])
def test_each_kind_of_page_has_criteria_to_begin_with(kind: str) -> None:
    assert first_on(kind)
    assert set(first_on(kind)) <= ASKED
    assert len(set(first_on(kind))) == len(first_on(kind))
