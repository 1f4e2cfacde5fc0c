import math
import random

import pytest

from drempel.model.text import VisibleText
from readability.counts import Counts, count_sentence, pack_sentence
from readability.difficulty import FEATURES, difficulty_of, judge, model, step_of
from readability.html_text import text_of_html
from readability.plain_text import blocks_of
from readability.profile import profile, profile_text, read_text
from readability.segment import sentences
from tests.readability.texts import ENGLISH, FRENCH, GERMAN, HARD, PLAIN


def test_each_feature_is_part_of_the_model_with_the_expected_sign() -> None:
    assert set(model().weights) == set(FEATURES)
    assert all(weight > 0 for weight in model().weights.values())


@pytest.mark.parametrize(
    ("hard", "easy"),
    [
        ("Wij bellen u vandaag nog en dan komt er iemand bij u thuis.", "Wij bellen u vandaag."),
        ("De aanvraag wordt behandeld.", "Wij behandelen de aanvraag."),
        ("U dient teneinde dit te regelen te bellen.", "U moet om dit te regelen bellen."),
        ("Wij desinfecteren de kamer.", "Wij poetsen de kamer."),
        ("Het formulier, de kaart, de brief.", "Het formulier de kaart de brief."),
        ("Men neemt de kaart mee.", "U neemt de kaart mee."),
    ],
)
def test_harder_is_higher(hard: str, easy: str) -> None:
    above, below = difficulty_of(count_sentence(hard)), difficulty_of(count_sentence(easy))
    assert above is not None
    assert below is not None
    assert above > below


def test_no_sentence_no_number() -> None:
    assert difficulty_of(Counts()) is None
    assert judge([], is_indicative=False) is None
    assert read_text("").difficulty is None
    assert read_text("… !").step is None


def test_steps_are_fifths_of_the_scale() -> None:
    assert [step_of(value) for value in (0, 19.9, 20, 50, 80, 100)] == [1, 1, 2, 3, 5, 5]


def test_plain_and_hard_text() -> None:
    plain, hard = profile_text(PLAIN).difficulty, profile_text(HARD).difficulty
    assert plain is not None
    assert hard is not None
    assert (plain.step, plain.meets_b1) == (1, "yes")
    assert (hard.step, hard.meets_b1) == (5, "no")
    for one in (plain, hard):
        assert 0 <= one.low <= one.value <= one.high <= 100


def test_sentences_that_differ_leave_doubt() -> None:
    middling = "Wij bouwen een huis op het plein bij de kerk en dat duurt tot de zomer."
    packed = [pack_sentence(s) for s in sentences(" ".join([middling] * 5))]
    same = judge(packed, is_indicative=True)
    assert same is not None
    assert same.low == pytest.approx(same.value)
    mixed = judge([*packed, *map(pack_sentence, (HARD, "Bel ons."))], is_indicative=True)
    assert mixed is not None
    assert mixed.meets_b1 == "doubt"
    assert mixed.high - mixed.low > 20


def test_under_a_hundred_words_three_sentences_are_needed() -> None:
    long = "Wij helpen u graag met al uw vragen " + "en ook met die van uw buren " * 7 + "als u ons belt."
    assert profile_text(f"{long} Kom langs.").reason == "too-few-sentences"
    judged = profile_text(f"{long} Kom langs. Bel ons.").difficulty
    assert judged is not None
    assert judged.indicative


@pytest.mark.parametrize("text", [FRENCH * 2, ENGLISH * 2, GERMAN * 2, f"{PLAIN} {FRENCH}\n\n{FRENCH}"])
def test_other_languages_are_not_judged_but_ranked(text: str) -> None:
    reading = read_text(text)
    assert reading.profile.difficulty is None
    assert reading.profile.reason
    assert reading.difficulty is not None


def test_french_and_english_get_rough_scores() -> None:
    assert [score.formula for score in profile_text(FRENCH).rough] == ["flesch-fr", "lix"]
    assert [score.formula for score in profile_text(ENGLISH).rough] == ["lix"]
    assert profile_text(GERMAN).rough == ()
    assert profile_text(PLAIN).rough == ()


MENU = "Home Nieuws Agenda Contact Wonen Werken Bouwen Leven Sport Cultuur Jeugd Zorg Afval Verkeer "
NO_PROSE = [
    MENU * 5,
    "\n".join(MENU.split() * 5),
    "Over ons Wonen en leven Werken en ondernemen Bestuur en politiek Vrije tijd en sport " * 5,
    "appels, peren, bananen, kersen, pruimen, druiven, noten, " * 10,
    "Appels. Peren. Bananen. Kersen. Pruimen. Druiven. Noten. " * 10,
    "Jan Peeters, Kerkstraat 12, 9000 Gent, 09 123 45 67\n" * 15,
    "Maandag 9.00 - 12.00 13.00 - 16.00\nDinsdag 9.00 - 12.00\n" * 10,
    "for (let i = 0; i < 10; i++) { console.log(i); return x[i]; }\n" * 20,
    "<div class='a'><span>{{ titel }}</span></div>\n" * 20,
    "https://stad.example/nl/wonen info@stad.example " * 30,
    "🎉 👍 ✅ " * 40,
    "مرحبا بكم في موقع المدينة. نحن هنا لمساعدتكم في كل شيء. " * 10,
    "Ons het die burgemeester gesien en hy het vir ons gesê dat ons nie hoef te wag nie. "
    "Daardie mense werk ook hier. " * 5,
    "Lorem ipsum dolor sit amet, consectetur adipiscing elit, sed do eiusmod tempor incididunt. " * 8,
]


@pytest.mark.parametrize("text", NO_PROSE, ids=lambda text: text[:20])
def test_what_is_no_dutch_prose_is_not_judged(text: str) -> None:
    profiled = profile_text(text)
    assert profiled.difficulty is None
    assert profiled.reason


def test_lines_broken_to_fit_a_width_are_one_paragraph() -> None:
    text = "Wij sturen u een brief met daarin de datum waarop\nwij bij u komen. Bel ons.\n\n- Bel\n- Mail"
    assert [block.text for block in blocks_of(text)] == [
        "Wij sturen u een brief met daarin de datum waarop wij bij u komen. Bel ons.",
        "Bel",
        "Mail",
    ]


PIECES = [
    PLAIN,
    HARD,
    FRENCH,
    ENGLISH,
    GERMAN,
    *NO_PROSE,
    "<table><tr><td>1<td>2</table",
    "<p>Zin zonder einde",
    "שלום עולם ",
    "\u202eomgekeerd\u202c",
    "a\u0301\u0316" * 30,
    "\x00\x07",
    "\ud800",
    "1. 2. 3. 4.",
    "| a | b |\n|---|---|\n| 1 | 2 |",
    "'s 't z'n ’n",
]
MIXTURES = 2000


def mixtures(number: int) -> None:
    chance = random.Random(7)
    for _ in range(number):
        pieces = [chance.choice(PIECES) for _ in range(chance.randint(0, 5))]
        cut = [piece[chance.randint(0, 40) :][: chance.choice((5, 60, 400, 4000))] for piece in pieces]
        text = chance.choice(("", " ", "\n", "\n\n", "\t")).join(cut)
        reading = read_text(text)
        assert (reading.profile.difficulty is None) == bool(reading.profile.reason)
        values = [reading.difficulty, *reading.measures.values()]
        if shown := reading.profile.difficulty:
            values += [shown.value, shown.low, shown.high]
        assert all(value is None or math.isfinite(value) for value in values)
        found = profile(text_of_html(text))
        assert (found.difficulty is None) == bool(found.reason)


def test_a_tenth_of_the_random_mixtures() -> None:
    mixtures(MIXTURES // 10)


@pytest.mark.slow
def test_all_random_mixtures() -> None:
    mixtures(MIXTURES)


def test_a_page_without_blocks_has_a_reason() -> None:
    assert profile(VisibleText("", "", ())).difficulty is None
