"""A page as it is read: the hardest sentences of its profile are those that its hints name."""

from drempel.model.text import BlockKind, TextBlock, VisibleText
from readability.page import MAX_HARDEST, read_page
from tests.readability.texts import FRENCH, HARD, PLAIN


def page(*texts: str) -> VisibleText:
    blocks = [
        TextBlock(text, BlockKind.PARAGRAPH, selector=f"p:nth-of-type({at})", node=at)
        for at, text in enumerate(texts, 1)
    ]
    return VisibleText("https://stad.example/", "nl", tuple(blocks))


def test_the_hardest_sentences_come_worst_first_with_their_reasons() -> None:
    reading = read_page(page(PLAIN, HARD))
    hardest = reading.profile.hardest
    assert 0 < len(hardest) <= MAX_HARDEST
    assert [one.text for one in hardest] == [one.text for one in reading.hints.sentences[:MAX_HARDEST]]
    worst = hardest[0]
    assert {"long-sentence", "formal-word"} <= set(worst.reasons)
    assert len(set(worst.reasons)) == len(worst.reasons)
    assert worst.selector == "p:nth-of-type(2)"
    assert worst.words == 39
    assert ("formal-word", "overeenkomstig") in {
        (kind, worst.text[start:end]) for start, end, kind in worst.marks
    }
    ends = [0, *(end for _, end, _ in worst.marks)]
    assert all(start >= end for (start, _, _), end in zip(worst.marks, ends, strict=False))
    assert worst.advice == reading.hints.advice(reading.hints.sentences[0].hints)
    assert worst.advice[0].params["words"] == "39"


def test_a_repeated_hard_sentence_is_named_once() -> None:
    assert read_page(page(HARD, HARD)).profile.hardest == read_page(page(HARD)).profile.hardest


def test_plain_text_and_other_languages_have_no_hard_sentences() -> None:
    assert read_page(page(PLAIN)).profile.hardest == ()
    assert read_page(page(FRENCH)).profile.hardest == ()
