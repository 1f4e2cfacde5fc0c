"""What findings on sentences of documents tell of why they are hard, and where."""

from checks.hard_sentences import told
from drempel.model.hint import HardPassage, Hint


def test_the_places_to_mark_are_told_with_their_kind_and_what_is_about_the_whole_is_not() -> None:
    text = "Ten gevolge hiervan wordt dat gestopt."
    hints = (
        Hint("long-sentence", 0, len(text), 0, len(text), "long", {"words": 6}),
        Hint("passive-without-actor", 20, 37, 0, len(text), "passive"),
        Hint("formal-word", 0, 11, 0, len(text), "formal"),
        Hint("formal-word", 12, 19, 0, len(text), "formal"),
    )
    assert told(HardPassage(0, text, hints, 3.0)) == {
        "length": "6",
        "reasons": "long-sentence passive-without-actor formal-word",
        "marks": "0:11:formal-word 12:19:formal-word 20:37:passive-without-actor",
    }


def test_of_two_places_that_meet_the_shorter_one_is_marked() -> None:
    hints = (Hint("passive", 0, 30, 0, 30, "passive"), Hint("jargon", 4, 9, 0, 30, "jargon"))
    assert told(HardPassage(0, "x" * 30, hints, 1.0))["marks"] == "4:9:jargon"


def test_the_length_is_that_of_the_whole_sentence() -> None:
    hints = (Hint("jargon", 0, 5, 0, 600, "jargon"),)
    assert told(HardPassage(0, "woord " * 100, hints, 1.0))["length"] == "100"
