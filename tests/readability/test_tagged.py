"""What needs parts of speech: verbs in two far parts, and deeds said as things."""

import pytest

from readability.hints import Piece, hints_in
from readability.tagged import NOMINALISATIONS, SPLIT_VERBS, tagged_measures
from tests.readability.texts import HARD, PLAIN

pytest.importorskip("HanTa", reason="the extra drempel[pos] is not installed")

FAR = "De aanvraag wordt door de dienst Burgerzaken van de stad na onderzoek van de vele stukken behandeld."


def far_parts(text: str) -> list[tuple[object, object]]:
    found = hints_in(text, (Piece(0, len(text)),), with_tagger=True)
    return [(hint.params["first"], hint.params["last"]) for hint in found if hint.key == "split-verb"]


def test_a_participle_far_from_its_verb_is_found_with_its_place() -> None:
    (hint,) = (
        hint for hint in hints_in(FAR, (Piece(0, len(FAR)),), with_tagger=True) if hint.key == "split-verb"
    )
    assert FAR[hint.start : hint.end] == FAR[FAR.index("wordt") : -1]
    assert hint.params["words"] == 13


def test_an_infinitive_far_from_its_verb_is_found() -> None:
    text = "U moet het formulier met alle stukken vóór het einde van de maand aan het loket bezorgen."
    assert far_parts(text) == [("moet", "bezorgen")]


@pytest.mark.parametrize(
    "text",
    [
        "De aanvraag wordt behandeld door de dienst Burgerzaken van de stad na een onderzoek van stukken.",
        "Een perceel is een stuk grond in de stad of in een dorp waarop bomen of struiken staan gepland.",
        "Dit is voor de bewoners van de wijk en voor alle anderen een goede reden om snel te vertrekken.",
        "Dat was toen (in de zomer van het vorige jaar op het plein in de stad) nog niet gebouwd.",
        "De stad heeft een nieuw plan voor het plein, de straten en de parken dat iedereen kan lezen.",
    ],
)
def test_what_only_looks_like_two_parts_stays_silent(text: str) -> None:
    assert far_parts(text) == []


def test_measures_tell_hard_from_plain() -> None:
    hard, plain = tagged_measures(HARD), tagged_measures(PLAIN)
    assert (hard[NOMINALISATIONS] or 0) > 1 > (plain[NOMINALISATIONS] or 0)
    assert tagged_measures(f"{FAR} Wij helpen u.")[SPLIT_VERBS] == 0.5
    assert tagged_measures("") == {SPLIT_VERBS: None, NOMINALISATIONS: None}
