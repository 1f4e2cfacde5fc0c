"""Sentences in a document that a writer can make easier: one finding per sentence, with all reasons."""

from collections.abc import Iterator
from dataclasses import replace

from checks.base import SiteResult, check
from checks.hard_sentences import ABOUT, told
from checks.of_office import WHOLE, at_paragraph, office_failed, office_passed, shortened
from drempel.i18n import N_
from drempel.model.finding import Impact, Kind
from drempel.model.hint import TextHints
from drempel.model.office_document import OfficeDocument


@check(
    id="office-sentence-hard-to-read",
    title=N_("Sentence in the document is hard to read"),
    repair=N_("Make short sentences with plain words, and say who does what. Keep what must be exact."),
    kind=Kind.PRACTICE,
    who="low-literacy",
    scope="document",
    needs=(OfficeDocument, TextHints),
    impact=Impact.MINOR,
    messages={
        "long": N_("Paragraph {place}: this sentence is long: “{text}”"),
        "words": N_("Paragraph {place}: this sentence has words that can be plainer: “{text}”"),
        "form": N_("Paragraph {place}: this sentence can be more direct: “{text}”"),
        "figures": N_("Paragraph {place}: a date or an amount in this sentence can confuse: “{text}”"),
        "wall": N_("Paragraph {place} has {words} words: “{text}”"),
        "more": N_("The document has {n} more sentences that can be easier. We tell of the {shown} hardest."),
    },
)
def office_sentence_hard_to_read(document: OfficeDocument, hints: TextHints) -> Iterator[SiteResult]:
    """Yield one result per hard sentence and long paragraph, the worst as rank 1, and per other paragraph."""
    hard: set[int] = set()
    for rank, sentence in enumerate(hints.sentences, 1):
        hard.add(sentence.node)
        key, at = ABOUT.get(sentence.hints[0].key, "form"), at_paragraph(document, sentence.node)
        said = {
            "place": _place(document, sentence.node),
            "text": sentence.text,
            "rank": rank,
            **told(sentence),
        }
        result = office_failed(at, key, **said)
        yield replace(result, advice=hints.advice(sentence.hints))
    for wall in hints.walls:
        hard.add(wall.node)
        one = document.paragraph(wall.node)
        text = shortened(one.text) if one else ""
        place, words = _place(document, wall.node), wall.hints[0].params["words"]
        yield office_failed(at_paragraph(document, wall.node), "wall", place=place, words=words, text=text)
    if hints.more:
        yield office_failed(WHOLE, "more", n=hints.more, shown=len(hints.sentences))
    for node in hints.read:
        if node not in hard:
            yield office_passed()  # without a place: there may be ten thousand of them


def _place(document: OfficeDocument, number: int) -> str:
    one = document.paragraph(number)
    return f"{one.part}!{one.cell}" if one is not None and one.cell else str(number)
