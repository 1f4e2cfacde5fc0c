from functools import reduce
from operator import add

import pytest
from textstat.backend.metrics import flesch_reading_ease
from textstat.backend.metrics import lix as textstat_lix

from readability.counts import Counts, count_sentence, count_text, pack, unpack
from readability.metrics import FLESCH_DOUMA, FORMULAS, LEESINDEX_A, LIX, MEASURES, measure
from readability.metrics.base import HIGHER_IS_EASIER, HIGHER_IS_HARDER, Measure
from readability.metrics.flesch_douma import flesch_douma
from readability.metrics.leesindex_a import leesindex_a
from readability.metrics.lix import lix
from readability.segment import sentences
from tests.readability.texts import HARD, PLAIN


def counts_of(text: str) -> Counts:
    return reduce(add, map(count_sentence, sentences(text)), Counts())


def test_flesch_douma_by_hand() -> None:
    # 10 words a sentence, 1.5 syllables a word: 206.835 - 9.3 - 115.5
    assert flesch_douma(10, 1.5) == pytest.approx(82.035)


def test_leesindex_a_by_hand() -> None:
    # 10 words a sentence, 1.5 syllables a word: 195 - 100 - 20
    assert leesindex_a(10, 1.5) == pytest.approx(75)


def test_lix_by_hand() -> None:
    # 10 words a sentence, 30 of 100 words longer than six letters
    assert lix(10, 30) == pytest.approx(40)


def test_counts_by_hand() -> None:
    # De 1, ge-meen-te 3, stuurt 1, u 1, op, mei, een 1 each, brief 1, o-ver 2, foto's 2; numbers 25 and 2026
    counts = count_sentence("De gemeente stuurt u op 25 mei 2026 een brief over foto's.")
    assert (counts.words, counts.spoken_words, counts.syllables, counts.letters) == (
        12,
        10,
        1 + 3 + 1 + 1 + 1 + 1 + 1 + 1 + 2 + 2,
        2 + 8 + 6 + 1 + 2 + 3 + 3 + 5 + 4 + 5,
    )
    # gemeente is long, stuurt has six letters
    assert (counts.long_words, counts.sentences, counts.long_sentences) == (1, 1, 0)
    assert (counts.prepositions, counts.addresses, counts.numbers, counts.commas) == (2, 1, 2, 0)
    # gemeente, stuurt, brief, foto's and mei have a frequency
    assert (counts.function_words, counts.content_words) == (5, 5)


def test_packed_counts_add_up() -> None:
    first, second = (count_sentence(text) for text in ("Het wordt, m.b.t. (1) u, teneinde", "Bel ons."))
    both = first + second
    assert all(total == sum(parts) for total, *parts in zip(both, first, second, strict=True))
    assert unpack(pack(both)) == both
    assert (first.commas, first.parentheses, first.abbreviations, first.formal_words) == (2, 1, 1, 1)


def test_the_long_end_of_the_sentences() -> None:
    assert measure(Counts(), ())["longest-sentence"] is None
    lengths = [*range(1, 11)]
    assert measure(Counts(), lengths)["sentence-length-p90"] == 9
    assert measure(Counts(), lengths)["longest-sentence"] == 10


def test_a_text_by_hand() -> None:
    counts = counts_of("Bel de dienst. De dienst helpt u met de aanvraag.")
    # 3 + 7 words in two sentences; one long word; bel de dienst 3, de dienst helpt u met de 6, aan-vraag 2
    assert (counts.words, counts.sentences, counts.syllables, counts.long_words) == (10, 2, 11, 1)
    assert FLESCH_DOUMA.compute(counts) == pytest.approx(206.835 - 0.93 * 5 - 77 * 1.1)
    assert LEESINDEX_A.compute(counts) == pytest.approx(195 - 200 / 3 * 1.1 - 2 * 5)
    assert LIX.compute(counts) == pytest.approx(5 + 10)


def test_more_than_twenty_words_is_a_long_sentence() -> None:
    assert count_sentence("woord " * 20).long_sentences == 0
    assert count_sentence("woord " * 21).long_sentences == 1


def test_hyphens_and_apostrophes_are_no_letters() -> None:
    assert count_sentence("e-mails").long_words == 0
    assert count_sentence("foto-album").long_words == 1


@pytest.mark.parametrize("measure", MEASURES, ids=lambda measure: measure.id)
def test_nothing_to_count_is_none(measure: Measure) -> None:
    assert measure.compute(Counts()) is None
    assert measure.compute(count_sentence("… – !")) is None


DENSE = (
    "De OCMW's (inclusief de VDAB) vragen m.b.t. dit attest, cf. art. 3, de bedragen van 2024 (nl. 25 euro)."
)


@pytest.mark.parametrize("measure", MEASURES, ids=lambda measure: measure.id)
def test_the_plain_text_is_easier_in_the_stated_direction(measure: Measure) -> None:
    plain, hard = measure.compute(counts_of(PLAIN)), measure.compute(counts_of(f"{HARD} {DENSE}"))
    assert plain is not None
    assert hard is not None
    assert {HIGHER_IS_EASIER: plain > hard, HIGHER_IS_HARDER: plain < hard}[measure.direction]


def test_every_measure_has_its_own_id() -> None:
    assert len({measure.id for measure in MEASURES}) == len(MEASURES)
    assert {formula.id for formula in FORMULAS} == {"flesch-douma", "leesindex-a", "lix"}


# No abbreviations, numbers or sentences of one or two words: here textstat must come to the same.
SIMPLE = (
    "De gemeente bouwt een nieuw zwembad aan de rand van de stad. Het gebouw krijgt een groot dak van hout. "
    "De kinderen leren daar zwemmen en spelen in het water. De buren zijn blij met dat plan."
)


@pytest.mark.parametrize("text", [PLAIN, HARD, DENSE, SIMPLE])
def test_counting_a_whole_text_gives_the_same_formulas(text: str) -> None:
    assert [one.compute(count_text(text)) for one in FORMULAS] == [
        one.compute(counts_of(text)) for one in FORMULAS
    ]


def test_textstat_agrees_on_simple_text() -> None:
    counts = counts_of(SIMPLE)
    assert FLESCH_DOUMA.compute(counts) == pytest.approx(flesch_reading_ease(SIMPLE, "nl_NL"), abs=3)
    assert LIX.compute(counts) == pytest.approx(textstat_lix(SIMPLE))
