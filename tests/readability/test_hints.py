"""Hints: each kind is found where it should be, stays silent where it is tempted, and points at its place."""

from pathlib import Path

import pytest

from readability.hints import Piece, PieceKind, hints, hints_in
from readability.hints.grouping import by_sentence, worst_first
from readability.hints.lists import rows
from readability.hints.reasons import REASONS

FOLDERS = sorted(path for path in (Path(__file__).parent / "hints").iterdir() if path.is_dir())


def lines(name: str) -> list[tuple[str, str]]:
    return [
        (folder.name, line) for folder in FOLDERS for line in (folder / name).read_text("utf-8").splitlines()
    ]


@pytest.mark.parametrize(("key", "text"), lines("hit.txt"))
def test_found(key: str, text: str) -> None:
    found = [hint for hint in hints(text) if hint.key == key]
    assert found
    for hint in found:
        assert hint.reason in REASONS
        assert 0 <= hint.sentence_start <= hint.start < hint.end <= hint.sentence_end <= len(text)
        REASONS[hint.reason].format(**hint.params)


@pytest.mark.parametrize(("key", "text"), lines("silent.txt"))
def test_silent(key: str, text: str) -> None:
    assert not [hint for hint in hints(text) if hint.key == key]


def test_places_are_those_of_the_text_with_soft_hyphens() -> None:
    text = "Stuur eerst een bezwaar\u00adschrift naar ons, en gelieve te bellen."
    assert {text[hint.start : hint.end] for hint in hints(text)} == {"bezwaar\u00adschrift", "gelieve"}


def test_other_languages_get_no_hints() -> None:
    assert (
        hints("Les habitants de la commune peuvent demander le formulaire in casu au guichet de la ville.")
        == ()
    )


def test_quoted_law_is_marked_apart() -> None:
    text = (
        "In artikel 5 staat: “De aanvrager die teneinde zijn rechten te bewaren een aanvraag doet, moet die "
        "ondertekenen.” Stuur ons tevens een foto."
    )
    found = {text[hint.start : hint.end]: hint.in_law for hint in hints(text) if hint.key == "formal-word"}
    assert found == {"teneinde": True, "tevens": False}


def test_a_long_text_without_headings() -> None:
    text = "Wij helpen u graag aan het loket van de stad. " * 40
    piece = Piece(0, len(text), PieceKind.PARAGRAPH)
    assert "no-headings" in {hint.key for hint in hints_in(text, (piece,), has_headings=True)}
    assert "no-headings" not in {hint.key for hint in hints_in(text, (piece,))}


def test_reasons_of_a_sentence_come_together_and_the_worst_first() -> None:
    text = "Bel ons tevens. Gelieve teneinde te helpen ons m.b.t. uw vraag te bellen."
    sentences = worst_first(by_sentence(hints(text)))
    assert [len(sentence.hints) for sentence in sentences] == [3, 1]


@pytest.mark.parametrize(
    ("text", "cue"),
    [
        (
            "De raad sluit het plein in de zomer van volgend jaar helemaal af voor auto's, omdat de kinderen "
            "van de twee scholen daar anders niet veilig kunnen spelen.",
            "omdat de kinderen",
        ),
        (
            "De dienst stuurt u binnen de drie weken een brief met het antwoord van het college, en u kunt "
            "daarna nog dertig dagen lang bezwaar maken bij de stad.",
            "en u kunt",
        ),
        (
            "De aangifte moet gebeuren bij de dienst van de nieuwe gemeente, en dit uiterlijk binnen een "
            "termijn van acht werkdagen na de dag van de verhuizing naar dat nieuwe adres.",
            None,
        ),
        (
            "Het bestuur kiest voor de nieuwe weg uit gewoonte of omdat de bewoners van de wijk er al jaren "
            "lang om vragen in brieven aan de burgemeester en de schepenen.",
            None,
        ),
    ],
)
def test_a_long_sentence_is_cut_where_a_clause_can_stand_alone(text: str, cue: str | None) -> None:
    (hint,) = (hint for hint in hints(text) if hint.key == "long-sentence")
    assert hint.params.get("cue") == cue
    if cue:
        cut = hint.params["cut"]
        assert isinstance(cut, int)
        assert text[cut:].startswith(cue)


def test_the_list_of_formal_words_is_whole() -> None:
    forms = [row[0] for row in rows("formal_words")]
    assert len(forms) == len(set(forms)) >= 400
    for row in rows("formal_words"):
        assert len(row) == 4
        assert row[2] in {"-", "verb", "adv", "conj", "prep", "noun", "adj", "te"}
        assert f"formal-word-{row[3]}" in REASONS
