"""Two negations that make one say yes: "niet ongebruikelijk", "niet … tenzij"."""

import re
from collections.abc import Iterator

from drempel.model.hint import Hint
from readability.hints.base import View
from readability.wordlist import word_set

KEY = "double-negation"
_NOT_UN = re.compile(
    r"\b(?:niet|nooit|geenszins|allesbehalve) (?:geheel |helemaal |echt )?"
    r"(?:on(?!der|geveer|langs|danks|middellijk|line|t(?!evred)|ze?\b|heil|gev|gedaan)[a-zëï]{3,}(?:lijk|rijk|ig|baar|end|aan|eens|"
    r"el|aam|erd|kt|ld|st|ed|n|waar)e?|zonder)\b"
)
_UNLESS = re.compile(r"\b(?:niet|geen|nooit|niemand)\b(?:(?!\bmaar\b)[^.;:!?()]){3,80}\btenzij\b")
_NONE_NOT = re.compile(r"\b(?:geen(?: enkele)? [a-z]+|niemand|niets) (?:die|dat)? ?niet\b")
_TRIGGERS = word_set("niet geen nooit niemand niets geenszins allesbehalve")


_NEGATION = re.compile(r"\b(?:niet|geen|nooit|niemand|niets|geenszins|allesbehalve)\b")


def find(view: View) -> Iterator[Hint]:
    """Yield double negations, one per sentence."""
    if _TRIGGERS.isdisjoint(view.known):
        return
    done = -1
    for negation in _NEGATION.finditer(view.lower):
        sentence = view.sentence_at(negation.start())
        if sentence.start == done:
            continue
        for pattern, reason in ((_NOT_UN, KEY), (_UNLESS, "double-negation-unless"), (_NONE_NOT, KEY)):
            found = pattern.match(view.lower, negation.start(), sentence.end)
            if found:
                done = sentence.start
                yield view.hint(KEY, *found.span(), reason, sentence, text=view.text[slice(*found.span())])
                break
