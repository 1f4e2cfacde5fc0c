"""The hints on the running Dutch text of one page, put together by sentence.

What other checks tell of a page is left to them: headings and links that say nothing, sentences in capitals.
Neither is told what a writer cannot change, such as quoted law.
"""

from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import replace

from drempel.model.hint import HardPassage, Hint, TextHints
from drempel.model.text import BlockKind, TextBlock, VisibleText
from readability.blocks import LABELS, why_no_sentences, why_not_for_reading
from readability.hints import Piece, PieceKind, hints_in, wall_of_text
from readability.hints.grouping import WEIGHTS, HardSentence, by_sentence, worst_first
from readability.hints.reasons import REASONS
from readability.language import language_of
from readability.profile import MAX_CHARS, NEIGHBOURLY_WORDS
from readability.segment import fold

MOST_SENTENCES = 20
"""Sentences told of one page: a writer who has done these reads the text again."""
LEAST_WEIGHT = 1.0
"""A soft hint alone is no reason to bother anybody; two of them in one sentence are."""
_TOLD_ELSEWHERE = frozenset({"heading-says-nothing", "all-capitals", "no-headings"})
_PARAGRAPHS = frozenset({BlockKind.PARAGRAPH, BlockKind.HELP, BlockKind.ERROR})
MOST_WITHOUT_HEADING = 400
"""Four to five screens of a telephone; writers of public bodies are asked for a heading per two or three
paragraphs."""
_PARTING = frozenset({BlockKind.HEADING, BlockKind.LABEL, BlockKind.CAPTION})
_HEADING_WORDS = 12
_GAP = "\n\n"


def page_hints(text: VisibleText) -> TextHints:
    """Return what can be made easier on a page; nothing where none of it is running Dutch text."""
    blocks = list(_beginning(text.blocks))
    is_read = list(_running_dutch(blocks))
    read = [block for block, is_one in zip(blocks, is_read, strict=True) if is_one]
    if not read:
        return TextHints()
    # What is not read stands there too: an abbreviation can be explained in a heading or a list.
    page = _Page(blocks, is_read)
    found = [hint for hint in hints_in(page.text, page.pieces) if page.is_for_writer(hint)]
    walls = by_sentence(hint for hint in found if hint.key == wall_of_text.KEY)
    sentences = list(page.once(by_sentence(hint for hint in found if hint.key != wall_of_text.KEY)))
    return TextHints(
        sentences=tuple(map(page.passage, sentences[:MOST_SENTENCES])),
        more=max(0, len(sentences) - MOST_SENTENCES),
        walls=tuple(map(page.passage, worst_first(walls))),
        read=tuple(block.node for block in read if block.node is not None),
        words=sum(len(block.text.split()) for block in read),
        runs=tuple(_runs(blocks, is_read)),
        reasons={hint.reason: REASONS[hint.reason] for hint in found},
    )


def _beginning(blocks: Sequence[TextBlock]) -> Iterator[TextBlock]:
    left = MAX_CHARS
    for block in blocks:
        left -= len(block.text)
        if left < 0:
            return
        yield block


def _running_dutch(blocks: Sequence[TextBlock]) -> Iterator[bool]:
    """Yield for each block whether it is running Dutch text that did not stand there before.

    The language of a short block that cannot be told is that of the one before.
    """
    seen: set[str] = set()
    before = ""
    for block in blocks:
        folded = fold(block.text)
        if (
            block.node is None
            or block.text in seen
            or why_not_for_reading(block)
            or why_no_sentences(folded, is_label=block.kind in LABELS)
        ):
            yield False
            continue
        seen.add(block.text)
        language = language_of(folded)
        if language or folded.count(" ") >= NEIGHBOURLY_WORDS:
            before = language
        yield before == "nl"


def _runs(blocks: Sequence[TextBlock], is_read: Sequence[bool]) -> Iterator[tuple[int, int]]:
    """Yield where many words begin that no heading parts, and their number.

    What looks like a heading counts as one: that it is none is told by a check of its own.
    """
    first: int | None = None
    words = 0
    for block, is_one in zip(blocks, is_read, strict=True):
        if _parts_text(block):
            if first is not None and words > MOST_WITHOUT_HEADING:
                yield first, words
            first, words = None, 0
        elif is_one:
            first = block.node if first is None else first
            words += len(block.text.split())
    if first is not None and words > MOST_WITHOUT_HEADING:
        yield first, words


def _parts_text(block: TextBlock) -> bool:
    is_line = block.text.count(" ") < _HEADING_WORDS and not block.text.endswith((".", "!", ":", ";"))
    return block.kind in _PARTING or (block.kind is BlockKind.PARAGRAPH and is_line)


class _Page:
    """The blocks of a page as one text."""

    def __init__(self, blocks: Sequence[TextBlock], is_read: Sequence[bool]) -> None:
        self.text = _GAP.join(block.text for block in blocks)
        self.pieces: list[Piece] = []
        self._blocks = blocks
        self._starts: list[int] = []
        at = 0
        for block, is_one in zip(blocks, is_read, strict=True):
            kind = PieceKind.PARAGRAPH if block.kind in _PARAGRAPHS else PieceKind.LIST_ITEM
            self.pieces.append(Piece(at, at + len(block.text), kind if is_one else PieceKind.CODE))
            self._starts.append(at)
            at += len(block.text) + len(_GAP)

    def _block(self, place: int) -> TextBlock:
        return self._blocks[bisect_right(self._starts, place) - 1]

    def is_for_writer(self, hint: Hint) -> bool:
        """Say whether a hint is told here."""
        if hint.in_law or hint.key in _TOLD_ELSEWHERE:
            return False
        # Which of the words are the link is not known; the links of a page have a check of their own.
        return hint.key != "link-says-nothing" or not self._block(hint.start).link_chars

    def once(self, sentences: Sequence[HardSentence]) -> Iterator[HardSentence]:
        """Yield sentences that are hard enough, the worst first and each once."""
        seen: set[str] = set()
        for sentence in worst_first(sentences):
            said = self.text[sentence.start : sentence.end]
            if sentence.weight >= LEAST_WEIGHT and said not in seen:
                seen.add(said)
                yield sentence

    def passage(self, sentence: HardSentence) -> HardPassage:
        """Return a sentence with its hints, in places of its own."""
        node = self._block(sentence.start).node
        assert node is not None, "only blocks with a place are read"
        hints = sorted(sentence.hints, key=lambda hint: (-WEIGHTS.get(hint.key, 1.0), hint.start))
        return HardPassage(
            node,
            self.text[sentence.start : sentence.end],
            tuple(_moved(hint, sentence.start) for hint in hints),
            sentence.weight,
        )


def _moved(hint: Hint, by: int) -> Hint:
    params = dict(hint.params)
    if isinstance(cut := params.get("cut"), int):
        params["cut"] = cut - by
    return replace(
        hint,
        start=hint.start - by,
        end=hint.end - by,
        sentence_start=hint.sentence_start - by,
        sentence_end=hint.sentence_end - by,
        params=params,
    )
