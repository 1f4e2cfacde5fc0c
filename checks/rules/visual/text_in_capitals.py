"""Whole sentences in capitals, in which words lose their shape."""

from collections.abc import Iterator

from checks.base import Result, check
from checks.running_text import first_of_each_part
from drempel.dom import Dom, Node
from drempel.i18n import N_
from drempel.model.finding import Impact, Kind

MIN_WORDS = 6
"""A heading or button in capitals is short; from here on it is a sentence."""
MIN_LETTERS = 30


@check(
    id="text-in-capitals",
    title=N_("Sentence is in capitals"),
    repair=N_("Write sentences in small letters; make what matters bold."),
    kind=Kind.PRACTICE,
    who="low-literacy",
    needs=(Dom,),
    impact=Impact.MINOR,
    messages={"capitals": N_("“{text}” is in capitals; texts of this kind: {texts}.")},
)
def text_in_capitals(dom: Dom) -> Iterator[Result]:
    """Yield one result per part of the page with sentences in capitals, and per sentence that is not."""
    yield from first_of_each_part(_sentences(dom), "capitals", text=lambda measures: measures[0])


def _sentences(dom: Dom) -> Iterator[tuple[Node, bool, str]]:
    for owner, text, box in dom.seen_below(dom.root):
        letters = [letter for letter in text if letter.isalpha()]
        words = text.split()
        # Scripts without capitals have nothing to say here.
        if (
            not box.area
            or len(words) < MIN_WORDS
            or len(letters) < MIN_LETTERS
            or owner.closest("pre", "code")
        ):
            continue
        cased = [letter for letter in letters if letter.lower() != letter.upper()]
        if len(cased) < MIN_LETTERS:
            continue
        small = sum(map(str.islower, cased))
        # A single small letter, as in "m2", does not make it another sentence.
        is_upper = owner.style("text-transform") == "uppercase" or small <= len(cased) // 20
        yield owner, is_upper, " ".join(words)
