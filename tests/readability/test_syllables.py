import pytest

from readability.syllables import count_syllables
from tests.readability.texts import CASES, needs_cases


@pytest.mark.parametrize(
    ("word", "syllables"),
    [
        ("huis", 1),  # huis
        ("gemeente", 3),  # ge-meen-te
        ("identiteitskaart", 5),  # i-den-ti-teits-kaart
        ("nieuw", 1),
        ("leeuw", 1),
        ("saai", 1),
        ("groeien", 2),
        ("rijbewijs", 3),
        ("bijeen", 2),  # bij-een
        ("beantwoorden", 4),  # be-ant-woor-den
        ("zoals", 2),
        ("ideeën", 3),  # i-dee-en
        ("België", 3),
        ("beëindigen", 4),  # be-ein-di-gen
        ("geüpdatet", 4),  # ge-up-da-tet
        ("mozaïek", 3),
        ("museum", 3),
        ("financieel", 3),  # fi-nan-cieel
        ("materieel", 4),  # ma-te-ri-eel
        ("station", 2),
        ("nationaal", 3),
        ("bastion", 3),
        ("patiënt", 2),
        ("bureau", 2),
        ("kwaliteit", 3),
        ("quiz", 1),
        ("yoghurt", 2),
        ("type", 2),
        ("één", 1),
        ("vóór", 1),
        ("café", 2),
        ("cafés", 2),
    ],
)
def test_dutch_spelling_shows_the_syllables(word: str, syllables: int) -> None:
    assert count_syllables(word) == syllables


@pytest.mark.parametrize(
    ("word", "syllables"),
    [
        ("website", 2),
        ("team", 1),
        ("online", 2),
        ("update", 2),
        ("cheque", 1),
        ("service", 2),
        ("software", 2),
    ],
)
def test_loans_are_counted_as_they_sound(word: str, syllables: int) -> None:
    assert count_syllables(word) == syllables


def test_parts_of_loans_do_not_spoil_dutch_words() -> None:
    assert count_syllables("universiteit") == 5  # not "site"
    assert count_syllables("gemeenteambtenaar") == 6  # not "team"
    assert count_syllables("ideaal") == 3  # not "deal"
    assert count_syllables("kandidaten") == 4  # not "date"


@pytest.mark.parametrize(
    ("word", "syllables"),
    [
        ("btw", 3),
        ("BTW", 3),
        ("OCMW", 4),
        ("VDAB", 4),
        ("eID", 3),
        ("EU", 2),
        ("gsm's", 3),
        ("btw-nummer", 5),
        ("NAVO", 2),
        ("RIZIV", 2),
        ("NIET", 1),
        ("AFSPRAAK", 2),
        ("DE", 1),
    ],
)
def test_initialisms_are_spelled_and_shouted_words_are_read(word: str, syllables: int) -> None:
    assert count_syllables(word) == syllables


@pytest.mark.parametrize(
    ("word", "syllables"),
    [("foto's", 2), ("zo’n", 1), ("m'n", 1), ("'t", 1), ("e-mail", 2), ("16-jarige", 3)],
)
def test_apostrophes_and_hyphens(word: str, syllables: int) -> None:
    assert count_syllables(word) == syllables


def test_digits_have_no_syllables() -> None:
    assert count_syllables("2026") == 0


def test_decomposed_letters_count_the_same() -> None:
    assert count_syllables("ide\u0065\u0308n") == count_syllables("ideën") == 3


@needs_cases
def test_at_least_99_percent_of_a_pronunciation_lexicon() -> None:
    lines = (CASES / "syllables.tsv").read_text(encoding="utf-8").splitlines()[1:]
    words = [(word, allowed.split("|")) for word, allowed in (line.split("\t") for line in lines)]
    right = sum(str(count_syllables(word)) in allowed for word, allowed in words)
    assert right / len(words) > 0.99
