"""Cut a hard sentence into runs of text, so that its hard places can be marked. Pure."""

from collections.abc import Sequence
from dataclasses import dataclass

from drempel.model.text import HardSentence

MOST_CHARS = 900
"""Shown of one sentence; what is longer is no sentence."""
_WORDS = frozenset(
    ("formal-word", "jargon", "abbreviation", "long-compound", "confusing-format", "link-says-nothing")
)


@dataclass(frozen=True, slots=True)
class Marked:
    """A run of text; `kind` is empty for what is not marked, else `word` or `form`."""

    text: str
    kind: str = ""


def marked(sentence: HardSentence) -> Sequence[Marked]:
    """Return the text of a sentence in runs; marks that do not fit the text are left out."""
    text = sentence.text if len(sentence.text) <= MOST_CHARS else sentence.text[:MOST_CHARS] + "…"
    most = min(len(sentence.text), MOST_CHARS)
    runs: list[Marked] = []
    at = 0
    for start, end, kind in sentence.marks:
        if not at <= start < end <= most:
            continue
        runs += [Marked(text[at:start]), Marked(text[start:end], "word" if kind in _WORDS else "form")]
        at = end
    runs.append(Marked(text[at:]))
    return [run for run in runs if run.text]
