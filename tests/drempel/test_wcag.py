"""The table of success criteria is complete, consistent and in whole Dutch sentences."""

import pytest

from drempel.errors import UnknownName
from drempel.i18n import catalogue
from drempel.wcag import Criterion, Standard, applies, criteria, criterion, levels, people

ALL = pytest.mark.parametrize("found", criteria(), ids=lambda found: found.id)

MAX_WORDS = 24
"""Longer is too much for one breath; B1 texts stay near 15 words on average."""


def required(standard: Standard) -> list[str]:
    return [found.id for found in criteria() if applies(found.id, standard)]


def test_every_criterion_of_every_version_is_there_once() -> None:
    """61 in WCAG 2.0, 17 new in 2.1, 9 new in 2.2 (one of 2.0 removed there)."""
    by_version = {"2.0": 61, "2.1": 17, "2.2": 9}
    ids = [found.id for found in criteria()]
    assert len(ids) == len(set(ids)) == sum(by_version.values())
    for version, count in by_version.items():
        assert sum(found.since == version for found in criteria()) == count


def test_level_counts_are_those_of_wcag_2_1() -> None:
    """WCAG 2.1 has 30 criteria at A, 20 at AA and 28 at AAA."""
    old = [found.level for found in criteria() if found.since < "2.2"]
    assert [old.count(level) for level in ("A", "AA", "AAA")] == [30, 20, 28]


def test_criteria_come_in_the_order_of_the_standard() -> None:
    numbers = [tuple(map(int, found.id.split("."))) for found in criteria()]
    assert numbers == sorted(numbers)


@ALL
def test_every_criterion_is_whole(found: Criterion) -> None:
    assert found.name_en
    assert found.name_nl
    assert found.name_fr
    assert len({found.name(language) for language in ("nl", "en", "fr")}) >= 1 + (found.id != "1.3.4")
    assert found.guideline_fr
    assert found.principle_fr in {"Perceptible", "Utilisable", "Compréhensible", "Robuste"}
    assert found.guideline == found.id.rpartition(".")[0]
    assert found.guideline_nl
    assert found.principle_nl in {"Waarneembaar", "Bedienbaar", "Begrijpelijk", "Robuust"}


@ALL
def test_every_criterion_says_in_one_sentence_who_is_hindered(found: Criterion) -> None:
    sentence = found.who_nl
    assert sentence.startswith("Wie ")
    assert sentence.endswith(".")
    assert sentence.count(".") == 1
    assert ", " in sentence
    assert len(sentence.split()) <= MAX_WORDS


@pytest.mark.parametrize(("language", "start"), [("en", "Someone who"), ("fr", "Une personne ")])
def test_other_languages_say_who_is_hindered_too(language: str, start: str) -> None:
    told = [found.who(language) for found in criteria()]
    assert len(set(told)) == len(told)
    for sentence in told:
        assert sentence.startswith(start)
        assert sentence.endswith(".")
        assert sentence.count(".") == 1
        assert len(sentence.split()) <= MAX_WORDS + 6


@ALL
def test_clause_law_and_default_standard_agree(found: Criterion) -> None:
    """Clause 9.x of V3.2.1 numbers WCAG 2.1 A and AA; that is what the law asks."""
    assert found.is_legal_today == (found.level != "AAA" and found.since < "2.2")
    assert found.is_legal_today == applies(found.id, Standard.EN_301549_V3)
    assert found.en301549 == (f"9.{found.id}" if found.is_legal_today else None)


def test_standards_require_50_and_55_criteria() -> None:
    assert len(required(Standard.EN_301549_V3)) == 50
    assert len(required(Standard.EN_301549_V4)) == 55


def test_wcag_2_2_adds_six_and_drops_parsing() -> None:
    old, new = (set(required(standard)) for standard in Standard)
    assert new - old == {"2.4.11", "2.5.7", "2.5.8", "3.2.6", "3.3.7", "3.3.8"}
    assert old - new == {"4.1.1"}


def test_a_criterion_is_found_bare_and_with_prefix() -> None:
    found = criterion("wcag:1.4.3")
    assert found is criterion("1.4.3")
    assert (found.level, found.since, found.en301549) == ("AA", "2.0", "9.1.4.3")
    assert found.name_nl == "Contrast (minimum)"


@pytest.mark.parametrize("unknown", ["1.4.33", "", "wcag:", "9.1.4.3"])
def test_an_unknown_criterion_is_named_in_the_error(unknown: str) -> None:
    with pytest.raises(UnknownName, match=r"no success criterion") as caught:
        criterion(unknown)
    assert repr(unknown) in str(caught.value)


def test_an_unknown_criterion_is_answered_with_the_nearest() -> None:
    with pytest.raises(UnknownName, match=r"1\.4\.3"):
        criterion("1.4.33")


def test_standards_are_named_as_in_the_settings() -> None:
    assert [str(standard) for standard in Standard] == ["en301549-3.2.1", "en301549-4.1.1"]
    assert applies("2.5.8", "en301549-4.1.1")
    assert not applies("2.5.8", "en301549-3.2.1")
    assert levels("en301549-3.2.1") == {"A", "AA"}


def test_an_unknown_standard_is_answered_with_the_known_ones() -> None:
    with pytest.raises(UnknownName, match=r"en301549-3\.2\.1, en301549-4\.1\.1"):
        applies("1.1.1", "wcag21aa")


@pytest.mark.parametrize("key", people())
def test_every_group_of_people_has_a_dutch_name(key: str) -> None:
    dutch = catalogue("nl")
    assert dutch.has(people()[key], "people")
    assert dutch.text(people()[key], "people").startswith(("Mensen ", "Iedereen "))


def test_documents_have_clauses_of_their_own() -> None:
    assert criterion("1.3.1").document_clause == "10.1.3.1"
    assert criterion("2.4.1").document_clause is None
    assert criterion("2.5.8").document_clause is None
