import pytest
from hypothesis import given
from hypothesis import strategies as st

from readability.segment import fold, is_spoken, sentences, words


@pytest.mark.parametrize(
    "text",
    [
        "Dhr. J. Peeters en mevr. A.M. De Smet helpen u.",
        "U krijgt o.a. een brief m.b.t. uw aanvraag.",
        "Breng een bewijs mee, bijv. een rekening of een contract.",
        "Zie art. 3 en nr. 12 van het reglement.",
        "Open van 1 jan. t.e.m. 31 dec. behalve op feestdagen.",
        "Het kost 1.000,50 euro en vanaf 1.1.2026 is dat 1.100 euro.",
        "Surf naar www.stad.example of mail naar info@stad.example.",
        "Lees het op https://www.stad.example/Diensten.Html voor u komt.",
        "“Komt u ook?” vroeg de burgemeester.",
        "Dat is ... misschien wel zo.",
        "We zijn open tot 12 u. en van 13 tot 17 u.",
        "De lijst (afval, papier, enz.) hangt aan de balie.",
        "1. Vraag een nummer aan de balie.",
    ],
)
def test_these_are_one_sentence(text: str) -> None:
    assert list(sentences(text)) == [text]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Kom langs. Bel ons! Hebt u vragen?", ["Kom langs.", "Bel ons!", "Hebt u vragen?"]),
        ("Neem papier, karton, enz. Glas mag niet.", ["Neem papier, karton, enz.", "Glas mag niet."]),
        ("Dat staat in art. 3. De rest volgt.", ["Dat staat in art. 3.", "De rest volgt."]),
        ("Zie bijlage A. Daar staat alles.", ["Zie bijlage A.", "Daar staat alles."]),
        ("Open tot 17 u. 's Maandags niet.", ["Open tot 17 u.", "'s Maandags niet."]),
        ("Het was in 2024. 25 mensen kwamen.", ["Het was in 2024.", "25 mensen kwamen."]),
        ("“Ik kom.” Dat zei ze.", ["“Ik kom.”", "Dat zei ze."]),
        ("Nee… Misschien.", ["Nee…", "Misschien."]),
        ("Vraag het aan.Meer info hier.", ["Vraag het aan.", "Meer info hier."]),
        ("Breng mee: • uw kaart • een foto", ["Breng mee:", "• uw kaart", "• een foto"]),
        ("Een stap zonder punt", ["Een stap zonder punt"]),
        ("", []),
    ],
)
def test_these_are_several(text: str, expected: list[str]) -> None:
    assert list(sentences(text)) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("De foto's, zo'n 's avonds.", ["De", "foto's", "zo'n", "'s", "avonds"]),
        ("Een e-mail voor COVID-19-patiënten", ["Een", "e-mail", "voor", "COVID-19-patiënten"]),
        ("1.000,50 euro op 1/1/2026", ["1.000,50", "euro", "op", "1/1/2026"]),
        ("Bel 09 123 45 67.", ["Bel", "091234567"]),
        ("t.e.m. vrijdag en/of later", ["t.e.m", "vrijdag", "en", "of", "later"]),
        ("Mail info@stad.example", ["Mail", "info@stad.example"]),
        ("– (“Ja!”) …", ["Ja"]),
        ("16-jarigen om 18u30", ["16-jarigen", "om", "18u30"]),
    ],
)
def test_words(text: str, expected: list[str]) -> None:
    assert words(text) == expected


def test_numbers_and_addresses_are_not_spoken() -> None:
    assert [word for word in words("Mail 25 keer naar info@stad.example") if is_spoken(word)] == [
        "Mail",
        "keer",
        "naar",
    ]


def test_fold_takes_out_what_a_reader_does_not_see() -> None:
    assert fold(" ge\u00adzond\u200b\u00a0 eten\n") == "gezond eten"
    assert fold("ide\u0065\u0308en") == "ideëen"


@given(st.text())
def test_sentences_lose_no_words_and_make_none(text: str) -> None:
    folded = fold(text)
    assert "".join("".join(sentences(folded)).split()) == "".join(folded.split())


@given(st.text())
def test_folding_twice_is_folding_once(text: str) -> None:
    assert fold(fold(text)) == fold(text)
