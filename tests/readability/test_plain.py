import pytest

from drempel.model.text import Score, TextMetrics, TextProfile
from readability.plain import is_hard


def profile_with(words_per_sentence: float, flesch: float | None) -> TextProfile:
    metrics = TextMetrics(300, 20, 450, 60, 2, words_per_sentence, 1.5, 5.0, 20.0)
    score = Score("flesch-douma", "1", flesch, "higher-is-easier", "" if flesch is not None else "too-short")
    return TextProfile("https://stad.example/", "nl", "nl", {"nl": 300}, metrics, (score,))


@pytest.mark.parametrize(
    ("words_per_sentence", "flesch", "hard"),
    [(15, 50, False), (15.1, 80, True), (9, 49.9, True), (20, 30, True), (9, None, None)],
)
def test_long_sentences_or_a_low_score_make_a_page_hard(
    words_per_sentence: float, flesch: float | None, hard: bool | None
) -> None:
    assert is_hard(profile_with(words_per_sentence, flesch)) is hard


def test_a_page_without_metrics_is_neither_hard_nor_plain() -> None:
    assert is_hard(TextProfile("https://stad.example/", "", "nl", reason="not-running-text")) is None
