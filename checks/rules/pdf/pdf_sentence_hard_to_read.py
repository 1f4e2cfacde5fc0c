"""Sentences in a PDF that a writer can make easier: one finding per sentence, with all reasons together."""

from collections.abc import Iterator
from dataclasses import replace

from checks.base import SiteResult, check
from checks.hard_sentences import ABOUT, told
from checks.of_pdf import WHOLE, pdf_failed, pdf_passed
from checks.pdf_text import at_block, shortened
from drempel.i18n import N_
from drempel.model.finding import Impact, Kind
from drempel.model.hint import TextHints
from drempel.model.pdf_document import PdfDocument


@check(
    id="pdf-sentence-hard-to-read",
    title=N_("Sentence in the PDF is hard to read"),
    repair=N_("Make short sentences with plain words, and say who does what. Keep what must be exact."),
    kind=Kind.PRACTICE,
    who="low-literacy",
    scope="document",
    needs=(PdfDocument, TextHints),
    impact=Impact.MINOR,
    messages={
        "long": N_("Page {page}: this sentence is long: “{text}”"),
        "words": N_("Page {page}: this sentence has words that can be plainer: “{text}”"),
        "form": N_("Page {page}: this sentence can be more direct: “{text}”"),
        "figures": N_("Page {page}: a date or an amount in this sentence can confuse: “{text}”"),
        "wall": N_("Page {page}: this paragraph has {words} words: “{text}”"),
        "more": N_("The document has {n} more sentences that can be easier. We tell of the {shown} hardest."),
    },
)
def pdf_sentence_hard_to_read(pdf: PdfDocument, hints: TextHints) -> Iterator[SiteResult]:
    """Yield one result per hard sentence and long paragraph, the worst as rank 1, and per other paragraph."""
    hard: set[int] = set()
    for rank, sentence in enumerate(hints.sentences, 1):
        block = pdf.blocks[sentence.node]
        hard.add(sentence.node)
        key = ABOUT.get(sentence.hints[0].key, "form")
        said = {"text": sentence.text, **told(sentence)}
        result = pdf_failed(at_block(pdf, block), key, page=block.page, rank=rank, **said)
        yield replace(result, advice=hints.advice(sentence.hints))
    for wall in hints.walls:
        block = pdf.blocks[wall.node]
        hard.add(wall.node)
        words, text = wall.hints[0].params["words"], shortened(block.text)
        yield pdf_failed(at_block(pdf, block), "wall", page=block.page, words=words, text=text)
    if hints.more:
        yield pdf_failed(WHOLE, "more", n=hints.more, shown=len(hints.sentences))
    for node in hints.read:
        if node not in hard:
            yield pdf_passed()  # without a place: there may be ten thousand of them
