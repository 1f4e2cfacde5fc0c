"""A text in the terminal with its hard places marked, and below each sentence what makes it hard.

Marks are brackets as well as colour, so that they are there without it.
"""

from collections.abc import Iterator, Sequence

import click

from drempel.cli.page_text import shown
from drempel.cli.words import count, say, words
from drempel.model.hint import Hint
from drempel.reading.told import told
from readability.hints.grouping import HardSentence, by_sentence, worst_first
from readability.hints.reading_time import minutes

MOST = 30
"""Sentences shown; the page of `--html` has all."""
MOST_CHARS = 600


def marked(text: str, hints: Sequence[Hint]) -> Iterator[str]:
    """Yield the hard sentences of a text, worst first, with their reasons."""
    yield say("Reading time: about {n} min", n=minutes(len(text.split())))
    own = [hint for hint in hints if not hint.in_law]
    sentences = worst_first(by_sentence(own))
    yield ""
    if not sentences:
        yield say("No hard places were found.")
    else:
        yield click.style(count("{n} hard place", "{n} hard places", len(sentences)), bold=True)
    for sentence in sentences[:MOST]:
        yield ""
        yield from _sentence(text, sentence)
    if len(sentences) > MOST:
        yield ""
        yield say("and {n} more; --html shows all", n=len(sentences) - MOST)
    if apart := len(hints) - len(own):
        yield ""
        yield count("{n} hint on quoted law is left out.", "{n} hints on quoted law are left out.", apart)


def _sentence(text: str, sentence: HardSentence) -> Iterator[str]:
    line, at = "", sentence.start
    for start, end in sentence.places:
        line += _safe(text[at:start])
        line += click.style("[" + _safe(text[start:end]) + "]", fg="yellow", bold=True)
        at = end
    yield "  " + (line + _safe(text[at : sentence.end][:MOST_CHARS])).strip()
    for hint in sentence.hints:
        yield "    – " + told(words(), hint)


def _safe(text: str) -> str:
    """Return a part of a line without what could steer the terminal; spaces at its ends stay."""
    lead, tail = text[:1].isspace(), text[-1:].isspace()
    inner = shown(text, None)
    return f"{' ' if lead else ''}{inner}{' ' if tail and inner else ''}"
