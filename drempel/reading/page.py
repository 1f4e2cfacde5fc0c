"""Write a page with a text in which the hard places are marked, and a list of the hardest sentences.

The text is what anybody may have written: all of it is escaped. A mark leads to its reasons and back.
"""

import base64
import hashlib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from importlib.resources import files
from typing import TextIO

from markupsafe import Markup

from drempel.i18n import Catalogue
from drempel.model.hint import Hint
from drempel.reading.base import Document
from drempel.reading.told import told
from readability.hints import PieceKind
from readability.hints.grouping import HardSentence, by_sentence, worst_first
from readability.hints.reading_time import minutes
from reports.render import environment, style_sheet
from reports.wording import Wording

MOST_WORST = 10


@dataclass(frozen=True, slots=True)
class Run:
    """A run of text inside a sentence; `is_marked` where a hint points at it."""

    text: str
    is_marked: bool


@dataclass(frozen=True, slots=True)
class Stretch:
    """Part of a paragraph: plain where `number` is 0, else a hard sentence with its number and reasons."""

    runs: tuple[Run, ...]
    number: int = 0
    reasons: tuple[str, ...] = ()
    is_law: bool = False


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A piece of the text as the page shows it."""

    kind: str
    stretches: tuple[Stretch, ...]


def write_page(
    target: TextIO,
    catalogue: Catalogue,
    source: str,
    document: Document,
    hints: Sequence[Hint],
    summary: Sequence[str],
) -> None:
    """Write the page; it needs nothing else, and runs no scripts."""
    words = Wording(catalogue, ())
    style = style_sheet() + files("reports").joinpath("static", "reading.css").read_text(encoding="utf-8")
    sentences = by_sentence(hints)
    numbers = {(one.start, one.end): number for number, one in enumerate(sentences, 1)}
    own = [one for one in sentences if not all(hint.in_law for hint in one.hints)]
    worst = [
        _stretch(document.text, one, numbers[one.start, one.end], catalogue)
        for one in worst_first(own)[:MOST_WORST]
    ]
    digest = base64.b64encode(hashlib.sha256(style.encode()).digest()).decode()
    target.writelines(
        environment()
        .get_template("reading.html")
        .stream(
            w=words,
            t=words.say,
            n=words.count,
            style=Markup(style),
            style_hash=f"sha256-{digest}",
            source=source,
            summary=summary,
            minutes=minutes(len(document.text.split())),
            places=len(own),
            worst=worst,
            paragraphs=_paragraphs(document, sentences, numbers, catalogue),
        )
    )


def _paragraphs(
    document: Document,
    sentences: Sequence[HardSentence],
    numbers: dict[tuple[int, int], int],
    catalogue: Catalogue,
) -> Iterator[Paragraph]:
    waiting = list(reversed(sentences))
    for piece in document.pieces:
        stretches: list[Stretch] = []
        at = piece.start
        while waiting and waiting[-1].start < piece.end:
            sentence = waiting.pop()
            if sentence.start < at:
                # A hint on the paragraph as a whole beside one on its first sentence.
                stretches.append(
                    Stretch((), numbers[sentence.start, sentence.end], _reasons(sentence, catalogue))
                )
                continue
            stretches.append(Stretch((Run(document.text[at : sentence.start], False),)))
            is_whole = any(piece.start <= later.start < sentence.end for later in waiting[-1:])
            number = numbers[sentence.start, sentence.end]
            if is_whole:
                stretches.append(Stretch((), number, _reasons(sentence, catalogue)))
                at = sentence.start
            else:
                stretches.append(_stretch(document.text, sentence, number, catalogue))
                at = sentence.end
        stretches.append(Stretch((Run(document.text[at : piece.end], False),)))
        yield Paragraph("heading" if piece.kind is PieceKind.HEADING else str(piece.kind), tuple(stretches))


def _stretch(text: str, sentence: HardSentence, number: int, catalogue: Catalogue) -> Stretch:
    runs, at = [], sentence.start
    for start, end in sentence.places:
        runs += [Run(text[at:start], False), Run(text[start:end], True)]
        at = end
    runs.append(Run(text[at : sentence.end], False))
    return Stretch(
        tuple(run for run in runs if run.text),
        number,
        _reasons(sentence, catalogue),
        all(hint.in_law for hint in sentence.hints),
    )


def _reasons(sentence: HardSentence, catalogue: Catalogue) -> tuple[str, ...]:
    return tuple(dict.fromkeys(told(catalogue, hint) for hint in sentence.hints))
