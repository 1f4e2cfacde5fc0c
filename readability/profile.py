"""Measure the running Dutch text of one page.

Each block is first asked whether it is running text, then in which language; only Dutch blocks are
measured. Blocks come back on many pages (a notice, a contact box): what was found in a block is kept for
the next time, in a cache of bounded size.
"""

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache

from drempel.model.text import (
    LanguageSample,
    Passage,
    PassageKind,
    Score,
    TextBlock,
    TextMetrics,
    TextProfile,
    VisibleText,
)
from readability.blocks import LABELS, why_no_sentences, why_not_for_reading, why_not_running
from readability.counts import Counts, unpack, words_in
from readability.counts import pack_sentence as count
from readability.difficulty import difficulty_of, judge, step_of
from readability.language import LANGUAGES, language_of, rank_languages
from readability.metrics import FORMULAS, measure
from readability.metrics.sentence_length import words_per_sentence
from readability.metrics.word_length import letters_per_word, long_words_percent, syllables_per_word
from readability.plain_text import blocks_of
from readability.rough import rough_scores
from readability.segment import fold, sentences

MIN_WORDS = 50
"""No score below this: newspaper and plain news were told apart 82 % of the time on 10 words, 91 % on 50."""
FIRM_WORDS = 100
"""A score below this is indicative; Flesch (1948) took samples of 100 words."""
MIN_SENTENCES = 3
"""Under `FIRM_WORDS` words: one or two sentences say little on a text."""
MIN_DUTCH_SHARE = 0.8
"""A page with less of its running text in Dutch is not judged as a Dutch page."""
MIN_FUNCTION_SHARE = 0.2
"""With a smaller share of function words it is no prose: 0.30 was the least of 64 municipal texts."""
MAX_WORDS_PER_SENTENCE = 60
MIN_WORDS_PER_SENTENCE = 4
"""Beyond these means the full stops are not those of sentences."""
NEIGHBOURLY_WORDS = 6
"""A block of fewer words whose language cannot be told is taken to be in that of its neighbour."""
MAX_CHARS = 2_000_000
"""As much of a page is read, its beginning: a third of a million words, a second of work."""

MIN_PASSAGE_WORDS = 2
MIN_PASSAGE_PROBABILITY = 0.65
MIN_BLOCK_WORDS = 6
"""No block of so many words was taken for another language, see `readability.language`."""
_QUOTED = 80
_WORD = re.compile(r"[^\W\d_]{2,}")


@dataclass(frozen=True, slots=True)
class _Reading:
    """What was found in one block of running text."""

    language: str
    words: int
    packed: tuple[int, ...]
    """Counts of each sentence."""


@dataclass(frozen=True, slots=True)
class TextReading:
    """Everything that is known of a text that somebody wrote.

    `difficulty`, 0 to 100, and `step`, 1 to 5, are there as soon as there is one sentence, for ranking texts;
    whether they may be shown to people is said by `profile`: only where it has a difficulty itself.
    """

    profile: TextProfile
    difficulty: float | None
    step: int | None
    measures: dict[str, float | None]


def profile(text: VisibleText) -> TextProfile:
    """Return everything measured on the running text of a page.

    The same text gives the same profile. Without metrics and with scores of `None` the reason is
    `not-running-text`, `not-dutch`, `mixed-language` (Dutch, but a fifth or more in other languages),
    `too-short` (under 50 words) or `too-few-sentences` (under 3, where there are under 100 words).
    `language_words` counts under an empty key the words whose language was not found. Of a page with more
    than `MAX_CHARS` characters the beginning is measured.
    """
    blocks = [
        (block, reading) for block in _beginning(text.blocks) if (reading := _read_block(block)) is not None
    ]
    return _profile(text, blocks)


def _profile(text: VisibleText, blocks: Sequence[tuple[TextBlock, _Reading]]) -> TextProfile:
    languages = _settle([reading for _, reading in blocks])
    language_words: Counter[str] = Counter()
    for language, (_, reading) in zip(languages, blocks, strict=True):
        language_words[language] += reading.words
    dutch = [pair for language, pair in zip(languages, blocks, strict=True) if language == "nl"]
    packed = [counts for _, reading in dutch for counts in reading.packed]
    counts = unpack(sum(packed))
    reason = _why_not_measured(language_words, counts)
    language = max(language_words, key=language_words.__getitem__, default="")
    return TextProfile(
        url=text.url,
        language=language,
        declared=text.lang,
        language_words=dict(language_words),
        metrics=None if reason else _metrics(counts),
        scores=tuple(_scores(counts, reason)),
        reason=reason,
        passages=(*_other_samples(text.samples), *_other_blocks(blocks)),
        difficulty=None if reason else judge(packed, is_indicative=counts.words < FIRM_WORDS),
        rough=_rough(language, languages, blocks) if reason == "not-dutch" else (),
    )


def profile_text(text: str) -> TextProfile:
    """Return the profile of a text without mark-up; its lines tell paragraphs and list items."""
    return profile(VisibleText("", "", blocks_of(text)))


def read_text(text: str) -> TextReading:
    """Return the profile of a text, and numbers to rank it by even where it cannot be judged."""
    blocks = [(block, _read_sentences(fold(block.text))) for block in blocks_of(text[:MAX_CHARS])]
    packed = [counts for _, reading in blocks for counts in reading.packed]
    counts = unpack(sum(packed))
    difficulty = difficulty_of(counts)
    running = [(block, reading) for block, reading in blocks if not why_not_running(block)]
    return TextReading(
        _profile(VisibleText("", "", ()), running),
        difficulty,
        None if difficulty is None else step_of(difficulty),
        measure(counts, [words for one in packed if (words := words_in(one))]),
    )


def _rough(
    language: str, languages: Sequence[str], blocks: Sequence[tuple[TextBlock, _Reading]]
) -> tuple[Score, ...]:
    """Return the rough scores of a page in French or English."""
    own = [pair for pair, found in zip(blocks, languages, strict=True) if found == language]
    if sum(reading.words for _, reading in own) < MIN_WORDS:
        return ()
    counts = unpack(sum(counts for _, reading in own for counts in reading.packed))
    return rough_scores(language, counts, (block.text for block, _ in own), counts.words < FIRM_WORDS)


def _other_samples(samples: Iterable[LanguageSample]) -> Iterator[Passage]:
    """Yield the declared parts, and a page with little text, that seem to be in another language."""
    for sample in samples:
        if sample.is_page and not sample.is_whole:
            continue  # its beginning is a menu
        kind = PassageKind.PAGE if sample.is_page else PassageKind.MARKED
        if passage := _other(sample.node, kind, sample.lang, sample.text):
            yield passage


def _other_blocks(blocks: Iterable[tuple[TextBlock, _Reading]]) -> Iterator[Passage]:
    """Yield the blocks of running text that seem to be in another language than is declared for them."""
    for block, reading in blocks:
        if (
            reading.language
            and block.lang
            and block.node is not None
            and reading.language != primary_subtag(block.lang)
            and reading.words >= MIN_BLOCK_WORDS
            and (passage := _other(block.node, PassageKind.BLOCK, block.lang, block.text))
        ):
            yield passage


def _other(node: int, kind: PassageKind, lang: str, text: str) -> Passage | None:
    """Return a passage that is likelier in another language that the model knows than in the declared one."""
    declared, words = primary_subtag(lang), len(_WORD.findall(text))
    if not declared or words < MIN_PASSAGE_WORDS:
        return None
    ranked = _ranked(text)
    found = next(iter(ranked))
    if found == declared or ranked[found] < MIN_PASSAGE_PROBABILITY:
        return None
    if found not in LANGUAGES and words < MIN_BLOCK_WORDS:
        return None  # the other languages were not measured on fewer words
    return Passage(
        node, kind, declared, found, round(ranked[found], 4), ranked.get(declared), words, text[:_QUOTED]
    )


_ranked = lru_cache(maxsize=512)(rank_languages)


def primary_subtag(lang: str) -> str:
    """Return the language itself of a language tag, in lower case: `nl` of `nl-BE`."""
    return lang.strip().lower().partition("-")[0]


def _beginning(blocks: Iterable[TextBlock]) -> Iterator[TextBlock]:
    left = MAX_CHARS
    for block in blocks:
        if len(block.text) > left:
            yield replace(block, text=block.text[:left])
            return
        yield block
        left -= len(block.text)


def _read_block(block: TextBlock) -> _Reading | None:
    """Return what was found in a block, `None` when it is not running text."""
    if why_not_for_reading(block):
        return None
    read = _read_cached if len(block.text) <= _CACHED_CHARS else _read
    return read(block.text, block.kind in LABELS)


def _read(text: str, is_label: bool) -> _Reading | None:
    text = fold(text)
    if why_no_sentences(text, is_label=is_label):
        return None
    return _read_sentences(text)


def _read_sentences(text: str) -> _Reading:
    packed = tuple(map(count, sentences(text)))
    return _Reading(language_of(text), words_in(sum(packed)), packed)


# A block that comes back on other pages is short; long ones would make the size of the cache unknown.
_CACHED_CHARS = 1000
_read_cached = lru_cache(maxsize=2048)(_read)


def _settle(readings: Sequence[_Reading]) -> list[str]:
    """Return the language of each block; short unknown ones follow the block before, else the one after."""
    languages = [reading.language for reading in readings]
    for order in (range(len(readings)), reversed(range(len(readings)))):
        neighbour = ""
        for i in order:
            if not languages[i] and readings[i].words < NEIGHBOURLY_WORDS:
                languages[i] = neighbour
            neighbour = languages[i]
    return languages


def _why_not_measured(language_words: Mapping[str, int], counts: Counts) -> str:
    words = sum(language_words.values())
    dutch = language_words.get("nl", 0)
    if not words:
        return "not-running-text"
    if dutch < MIN_DUTCH_SHARE * words:
        if words < MIN_WORDS and dutch + language_words.get("", 0) == words:
            # A few words of which nobody can tell the language are not for that in another one.
            return "too-short"
        return "mixed-language" if dutch >= MIN_WORDS else "not-dutch"
    if dutch < MIN_WORDS:
        return "too-short"
    if counts.function_words < MIN_FUNCTION_SHARE * counts.words or not (
        MIN_WORDS_PER_SENTENCE <= counts.words / counts.sentences <= MAX_WORDS_PER_SENTENCE
    ):
        return "not-running-text"
    return "too-few-sentences" if counts.sentences < MIN_SENTENCES and dutch < FIRM_WORDS else ""


def _metrics(counts: Counts) -> TextMetrics:
    return TextMetrics(
        words=counts.words,
        sentences=counts.sentences,
        syllables=counts.syllables,
        long_words=counts.long_words,
        long_sentences=counts.long_sentences,
        words_per_sentence=words_per_sentence(counts),
        syllables_per_word=syllables_per_word(counts),
        letters_per_word=letters_per_word(counts),
        long_words_percent=long_words_percent(counts),
    )


def _scores(counts: Counts, reason: str) -> Iterator[Score]:
    for formula in FORMULAS:
        value = None if reason else formula.compute(counts)
        why = reason or ("not-running-text" if value is None else "")
        is_indicative = value is not None and counts.words < FIRM_WORDS
        yield Score(formula.id, formula.version, value, formula.direction, why, is_indicative)
