import random

from hypothesis import given
from hypothesis import strategies as st

from crawler.nearness import MAX_CHARS, MIN_WORDS, Lexicon, alike, signature, vocabulary, words

WORDS = [f"{first}{vowel}{last}" for first in "bdfgklmnprst" for vowel in "aeiou" for last in "knrst"]


def prose(seed: int, count: int) -> str:
    return " ".join(random.Random(seed).choices(WORDS, k=count))


def test_numbers_months_and_days_are_one_word() -> None:
    assert words("Maandag 3 mei 2024: raad, zaal B") == ["0", "0", "0", "0", "raad", "zaal", "b"]
    assert signature(f"{prose(1, 60)} 3 mei 2024") == signature(f"{prose(1, 60)} 17 juni 2031")


def test_the_vocabulary_has_no_numbers_months_and_marks() -> None:
    assert vocabulary("Raad (3 mei): wat-dan, «raad» x12 2024-05!") == {"raad", "wat-dan"}


def test_texts_that_differ_in_a_word_or_two_are_alike() -> None:
    for seed in range(50):
        shared = prose(seed, 100)
        assert alike(signature(f"{shared} jaarmarkt"), signature(f"{shared} wandeling langs water"))


def test_other_texts_are_not_alike_even_with_the_same_words() -> None:
    for seed in range(200):
        assert not alike(signature(prose(seed, 100)), signature(prose(seed + 1, 100)))


def test_too_little_text_has_no_signature_and_is_like_nothing() -> None:
    short = " ".join(["woord"] * (MIN_WORDS - 1))
    assert signature("") == signature(short) == 0
    assert not alike(0, 0)
    assert not alike(signature(prose(1, 50)), 0)


def test_signatures_stay_the_same_between_versions_and_machines() -> None:
    assert signature("de raad van de gemeente komt samen op maandag 3 mei 2024") == 11136715508952517503


def test_a_text_of_any_length_is_read_as_far_as_needed() -> None:
    endless = prose(3, MAX_CHARS)
    assert signature(endless) == signature(endless[:MAX_CHARS])


def test_the_lexicon_tells_new_words_once() -> None:
    lexicon = Lexicon()
    assert lexicon.learn({"raad", "zaal"}) == {"raad", "zaal"}
    assert lexicon.learn({"raad", "plein"}) == {"plein"}
    assert lexicon.learn({"raad", "plein"}) == set()


def test_the_lexicon_still_knows_most_news_after_fifty_thousand_words() -> None:
    lexicon = Lexicon()
    lexicon.learn({f"woord{number}" for number in range(50_000)})
    new = {f"nieuw{number}" for number in range(1_000)}
    assert len(lexicon.learn(new)) > 750


@given(st.text())
def test_any_text_has_a_signature_of_64_bits(text: str) -> None:
    assert 0 <= signature(text) < 1 << 64
    assert signature(text) == 0 or alike(signature(text), signature(text))
    Lexicon().learn(vocabulary(text))
