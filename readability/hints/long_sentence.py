"""A sentence that is too long, and where it can be cut."""

import re
from collections.abc import Iterator

from drempel.model.hint import Hint
from readability.hints.base import Sentence, View

KEY = "long-sentence"
MAX_WORDS = 25
"""Style guides ask for 15 on average; over 25 words few readers still know the beginning at the end."""
_MIN_SIDE_WORDS = 6
_CUTS = re.compile(
    r"(?:;|:|,|\)) (?=(?:maar|want|en|waarbij|waardoor|waarna|waarin|zodat|omdat|terwijl|hoewel"
    r"|nadat|voordat|als|"
    r"indien|wanneer|tenzij|echter|bijvoorbeeld|zoals|dus|daarom)\b)"
    r"|(?<=\w) (?=(?:maar|want|waarbij|waardoor|waarna|zodat|omdat|terwijl|hoewel|nadat|tenzij)\b)"
    r"|; |: | [–—] "
)
_STRONG = re.compile(r"[;:–—]|, (?:maar|want|en|zodat|waarbij|waardoor|waarna|terwijl|omdat)\b")
_LIST_COMMAS = 5


def find(view: View) -> Iterator[Hint]:
    """Yield the sentences that are too long, names of laws counted as one word."""
    for sentence in view.sentences:
        if sentence.words <= MAX_WORDS:
            continue
        count = sentence.words - sum(
            view.text.count(" ", start, end)
            for start, end in view.law_names
            if sentence.start <= start < sentence.end
        )
        if count <= MAX_WORDS:
            continue
        if sentence.text.count(",") >= max(_LIST_COMMAS, count // 5) or sentence.text.count(";") > 1:
            yield view.hint(KEY, sentence.start, sentence.end, "long-sentence-list", sentence, words=count)
        elif cut := _cut(sentence):
            at, cue = cut
            yield view.hint(
                KEY,
                sentence.start,
                sentence.end,
                "long-sentence-cut",
                sentence,
                words=count,
                cut=view.piece.start + sentence.start + at,
                cue=cue,
            )
        else:
            yield view.hint(KEY, sentence.start, sentence.end, KEY, sentence, words=count)


def _cut(sentence: Sentence) -> tuple[int, str] | None:
    """Return the best place to cut, nearest to the middle, and the words that begin the second half."""
    middle = len(sentence.text) / 2
    best: tuple[float, int] | None = None
    for found in _CUTS.finditer(sentence.text):
        before, after = sentence.text[: found.start()], sentence.text[found.end() :]
        if min(before.count(" "), after.count(" ")) < _MIN_SIDE_WORDS - 1:
            continue
        weight = 0.5 if _STRONG.match(sentence.text, found.start()) else 1.0
        distance = weight * abs(found.start() - middle) / middle
        if best is None or distance < best[0]:
            best = (distance, found.end())
    if best is None:
        return None
    return best[1], " ".join(sentence.text[best[1] :].split()[:3])
