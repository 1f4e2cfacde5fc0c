import math
import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from drempel.model.text import (
    BlockKind,
    LanguageSample,
    PassageKind,
    TextBlock,
    TextProfile,
    VisibleText,
)
from readability.pool import warm_up
from readability.profile import profile
from tests.pace import in_time
from tests.readability.texts import ENGLISH, FRENCH, GERMAN, HARD, PLAIN, page

# Eight words, eight times: 64.
FEW = "Wij helpen u graag met al uw vragen. " * 8


def values(profiled: TextProfile) -> list[float | None]:
    return [score.value for score in profiled.scores]


def test_a_dutch_page_gets_metrics_and_all_scores() -> None:
    profiled = profile(page(PLAIN))
    assert profiled.language == profiled.declared == "nl"
    assert profiled.reason == ""
    assert profiled.metrics is not None
    assert profiled.metrics.words == profiled.language_words["nl"] > 100
    assert [score.formula for score in profiled.scores] == ["flesch-douma", "leesindex-a", "lix"]
    assert all(
        score.value is not None and not score.reason and not score.indicative for score in profiled.scores
    )


def test_the_numbers_of_a_small_page_by_hand() -> None:
    sentence = "De gemeente stuurt u een brief."  # 6 words, 8 syllables, 24 letters, 1 long word
    profiled = profile(page(*[sentence] * 10))
    metrics = profiled.metrics
    assert metrics is not None
    assert (metrics.words, metrics.sentences, metrics.syllables, metrics.long_words) == (60, 10, 80, 10)
    assert metrics.words_per_sentence == 6
    assert metrics.syllables_per_word == pytest.approx(8 / 6)
    assert metrics.letters_per_word == pytest.approx((2 + 8 + 6 + 1 + 3 + 5) / 6)
    assert metrics.long_words_percent == pytest.approx(100 / 6)
    flesch, leesindex, lix = values(profiled)
    assert flesch == pytest.approx(206.835 - 0.93 * 6 - 77 * 8 / 6)
    assert leesindex == pytest.approx(195 - 200 / 3 * 8 / 6 - 12)
    assert lix == pytest.approx(6 + 100 / 6)


def test_from_fifty_to_99_words_the_scores_are_indicative() -> None:
    assert all(score.indicative for score in profile(page(FEW)).scores)
    assert not any(score.indicative for score in profile(page(FEW, FEW)).scores)


def test_under_fifty_words_there_is_no_score() -> None:
    profiled = profile(page("Wij helpen u graag met al uw vragen. " * 6))
    assert profiled.reason == "too-short"
    assert profiled.metrics is None
    assert values(profiled) == [None, None, None]
    assert {score.reason for score in profiled.scores} == {"too-short"}
    assert profiled.language == "nl"


@pytest.mark.parametrize(("text", "language"), [(FRENCH, "fr"), (ENGLISH, "en"), (GERMAN, "de")])
def test_another_language_is_never_scored(text: str, language: str) -> None:
    profiled = profile(page(text, lang="nl"))
    assert profiled.language == language
    assert profiled.reason == "not-dutch"
    assert values(profiled) == [None, None, None]


def test_only_the_dutch_blocks_of_a_mixed_page_are_measured() -> None:
    few_french = FRENCH[:90]
    alone, mixed = profile(page(PLAIN)), profile(page(PLAIN, few_french))
    assert mixed.metrics == alone.metrics
    assert mixed.language == "nl"
    assert set(mixed.language_words) == {"nl", "fr"}


def test_a_page_with_more_french_than_dutch_is_mixed() -> None:
    profiled = profile(page(FEW, FRENCH, FRENCH))
    assert profiled.reason == "mixed-language"
    assert profiled.language == "fr"


def test_menus_names_and_headings_are_not_running_text() -> None:
    blocks = (
        TextBlock(PLAIN, BlockKind.PARAGRAPH, place="nav"),
        TextBlock("Wat moet u doen als u verhuist?", BlockKind.HEADING),
        TextBlock("Jan Peeters, An Claes, Piet Maes", BlockKind.LIST_ITEM),
    )
    profiled = profile(VisibleText("https://stad.example/", "nl", blocks))
    assert profiled.reason == "not-running-text"
    assert profiled.language == ""
    assert profiled.language_words == {}
    assert profiled.difficulty is None


def test_an_empty_page() -> None:
    assert profile(VisibleText("https://stad.example/", "", ())).reason == "not-running-text"


def test_a_short_block_follows_its_neighbour() -> None:
    short = "Live in concert!"
    assert profile(page(short)).language_words.get("nl") is None
    assert set(profile(page(FRENCH, short)).language_words) == {"fr"}
    assert set(profile(page(short, PLAIN)).language_words) == {"nl"}


def test_a_few_words_of_an_unknown_language_are_too_few_and_not_another_language() -> None:
    assert profile(page("Hier staat tekst.")).reason == "too-short"
    assert profile(page(FRENCH[:150])).reason == "not-dutch"


def test_text_in_yet_another_language_is_counted_as_unknown() -> None:
    turkish = "Yeni pasaportunuz için buradan kolayca başvuru yapabilirsiniz."
    profiled = profile(page(*[turkish] * 10))
    assert profiled.reason == "not-dutch"
    assert profiled.language == ""
    assert set(profiled.language_words) == {""}


@settings(deadline=None)
@given(st.lists(st.text(max_size=300), max_size=8))
def test_any_text_gives_a_value_or_a_reason(texts: list[str]) -> None:
    profiled = profile(page(*texts))
    assert (profiled.metrics is None) == bool(profiled.reason)
    for score in profiled.scores:
        assert (score.value is None) == bool(score.reason)
        assert score.value is None or math.isfinite(score.value)


PIECES = st.sampled_from(
    [PLAIN, HARD, FRENCH, ENGLISH, GERMAN, FEW, "Lees meer", "١٢٣ مرحبا", "🎉 ja", "1 2 3"]
)


@settings(deadline=None, max_examples=50)
@given(st.lists(PIECES | st.text(max_size=40), max_size=6), st.sampled_from(["  ", "\n", "\t ", "\u00a0"]))
def test_white_space_does_not_matter(texts: list[str], space: str) -> None:
    spaced = [space + space.join(text.split(" ")) + space for text in texts]
    assert profile(page(*spaced)) == profile(page(*texts))


@settings(deadline=None, max_examples=50)
@given(st.lists(PIECES, max_size=6))
def test_the_same_page_gives_the_same_profile(texts: list[str]) -> None:
    assert profile(page(*texts)) == profile(page(*texts))


@pytest.mark.parametrize(
    "piece",
    ["a", ".", "A. ", "1. ", "a.b.", "a-", "1,", "@", ".)", "wordt ge", "! ", "'s ", "\u0301\u0316", "• "],
)
def test_no_text_takes_more_than_linear_time(piece: str) -> None:
    warm_up()
    start = time.process_time()
    profile(page("De gemeente helpt u graag. " + piece * (100_000 // len(piece)) + " Bel ons."))
    assert in_time(time.process_time() - start, 5)


def test_a_page_of_600_words_costs_little() -> None:
    texts = [f"{text} {i}" for i in range(3) for text in (PLAIN, HARD)]
    assert sum(len(text.split()) for text in texts) > 600
    profile(page(*texts))

    def seconds(run: int) -> float:
        unseen = page(*(f"{text} {run}" for text in texts))
        start = time.process_time()
        profile(unseen)
        return time.process_time() - start

    assert in_time(min(map(seconds, range(10))), 0.008)


def sample(text: str, lang: str, **facts: bool) -> VisibleText:
    return VisibleText("", "nl", (), (LanguageSample(7, lang, text, **facts),))


@pytest.mark.parametrize(
    ("text", "lang", "found"),
    [
        ("Vous trouverez toutes les informations sur notre site.", "en", "fr"),
        ("Vous trouverez toutes les informations sur notre site.", "FR-be", ""),
        ("Hola, ¿cómo se llama usted y de dónde viene su familia?", "en", "es"),
        ("Contact", "en", ""),
        ("", "en", ""),
        ("Vous trouverez toutes les informations.", "", ""),
    ],
)
def test_a_marked_part_in_another_language_is_a_passage(text: str, lang: str, found: str) -> None:
    passages = profile(sample(text, lang)).passages
    assert [passage.language for passage in passages] == ([found] if found else [])
    assert all(p.node == 7 and p.kind is PassageKind.MARKED and p.probability > 0.65 for p in passages)


def test_a_page_is_only_sampled_when_all_its_text_is_there() -> None:
    text = "Vous trouverez toutes les informations sur notre site."
    (passage,) = profile(sample(text, "nl", is_page=True)).passages
    assert passage.kind is PassageKind.PAGE
    assert passage.of_declared is not None
    assert passage.of_declared < 0.01
    assert profile(sample(text, "nl", is_page=True, is_whole=False)).passages == ()


def test_a_language_that_the_model_does_not_know_has_no_probability() -> None:
    (passage,) = profile(sample("Vous trouverez toutes les informations.", "lb")).passages
    assert passage.of_declared is None


def test_a_foreign_block_is_a_passage() -> None:
    english = TextBlock(ENGLISH, BlockKind.PARAGRAPH, lang="nl", node=3)
    dutch = TextBlock(PLAIN, BlockKind.PARAGRAPH, lang="nl", node=4)
    marked = TextBlock(ENGLISH, BlockKind.PARAGRAPH, lang="en-GB", node=5)
    (passage,) = profile(VisibleText("", "nl", (english, dutch, marked))).passages
    assert (passage.node, passage.kind, passage.declared) == (3, PassageKind.BLOCK, "nl")
    assert passage.language == "en"
    assert passage.words > 20
