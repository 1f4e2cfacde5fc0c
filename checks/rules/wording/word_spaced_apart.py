"""Words with a space between all letters: read aloud one by one, found by no search (WCAG failure F32)."""

import re
from collections.abc import Iterator
from itertools import pairwise

from checks.base import Result, check, failed, passed
from drempel.dom import Dom
from drempel.i18n import N_
from drempel.model.finding import Impact

MIN_LETTERS = 5
"""Fewer may be initials or the names of lines, classes or groups."""

_APART = re.compile(rf"(?<!\S)[^\W\d_](?:[ \u00a0]{{1,2}}[^\W\d_]){{{MIN_LETTERS - 1},}}(?![^\s.,:!?])")
_VOWEL = re.compile(r"[aeiouyáàâäéèêëíìîïóòôöúùûü]", re.IGNORECASE)
_NO_PLACE = ("code", "pre", "kbd", "samp", "script", "style", "textarea", "option", "title", "svg", "math")


@check(
    id="word-spaced-apart",
    title=N_("Word has spaces between its letters"),
    repair=N_("Write the word without spaces, and set the letters apart with CSS (letter-spacing)."),
    requirements=("wcag:1.3.2",),
    needs=(Dom,),
    impact=Impact.MODERATE,
    messages={"apart": N_("“{text}” is read aloud letter by letter.")},
)
def word_spaced_apart(dom: Dom) -> Iterator[Result]:
    """Yield one result per element with text of single letters."""
    for owner, shown, text in dom.pieces():
        if not shown or len(text) < 2 * MIN_LETTERS - 1:
            continue
        found = _APART.search(text)
        if found is None or owner.closest(*_NO_PLACE) is not None or not owner.is_visible:
            continue
        if _is_word(found[0].split()):
            yield failed(owner, "apart", text=found[0])
        else:
            yield passed(owner)


def _is_word(letters: list[str]) -> bool:
    """Say whether letters make a word: with vowels and consonants, and not in the order of the alphabet."""
    vowels = sum(bool(_VOWEL.match(letter)) for letter in letters)
    rising = sum(one.casefold() < other.casefold() for one, other in pairwise(letters))
    return 0 < vowels < len(letters) and rising < len(letters) - 1
