"""What a writer can do about a hard text: each place, the reason, and often a plainer word.

One file per kind of hint. Precision goes before recall: whoever is corrected wrongly three times stops
reading. Most pieces hold no word that begins a hint: one look at their words as a set leaves those out.
"""

import re
from bisect import bisect_left
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from itertools import chain

from drempel.model.hint import Hint
from readability.hints import (
    abbreviation,
    all_capitals,
    confusing_format,
    double_negation,
    formal_word,
    heading_says_nothing,
    jargon,
    law,
    link_says_nothing,
    long_compound,
    long_sentence,
    no_headings,
    nominalisation,
    passive_without_actor,
    reader_not_addressed,
    split_verb,
    wall_of_text,
)
from readability.hints.base import Piece, PieceKind, View
from readability.hints.pieces import pieces_of, sentences_of
from readability.language import language_of
from readability.wordlist import word_set

__all__ = ["Hint", "Piece", "PieceKind", "hints", "hints_in"]

_WORD = re.compile(r"[^\W_]+(?:['’‑-][^\W_]+)*")
_SPACE = re.compile(r"[^\S ]")
_INVISIBLE = re.compile("[\u00ad\u200b\u200c\u200d\u2060\ufeff]")
_MIN_LANGUAGE_WORDS = 6
"""The language of a shorter piece is that of the one before."""
_DUTCH = word_set(
    "aan als bij deze door een geen heeft het hoe kan kunnen kunt maar met moet naar niet ons onze "
    "ook uit uw van "
    "voor waar werd wij wilt wordt worden zijn zoals"
)
_FOREIGN = word_set("hierdie hulle nie vir ek jy the and und der ist les des est")
_TELLING_WORDS = 10
"""A piece of fewer words whose language cannot be told passes for Dutch: a word of it is."""
_SURE_WORDS = 2
"""So many different Dutch words, and no foreign one, spare asking which language it is."""

_IN_SENTENCES = (
    long_sentence.find,
    passive_without_actor.find,
    nominalisation.find,
    formal_word.find,
    abbreviation.find_dotted,
    double_negation.find,
    long_compound.find,
    wall_of_text.find,
    link_says_nothing.find,
    all_capitals.find,
    confusing_format.find,
    reader_not_addressed.find,
)


def hints(text: str) -> tuple[Hint, ...]:
    """Return the hints on a Dutch text without mark-up, in the order of their places."""
    return hints_in(text, tuple(pieces_of(text)))


def hints_in(
    text: str, pieces: Sequence[Piece], *, has_headings: bool = False, with_tagger: bool = False
) -> tuple[Hint, ...]:
    """Return the hints on a text whose pieces are known, in the order of their places.

    `has_headings` says that headings would be known, so that their absence means something. Pieces in
    another language than Dutch get none. `with_tagger` looks for split verbs too, a hundred times slower.
    """
    if _INVISIBLE.search(text):
        return _without_invisible(text, pieces, has_headings=has_headings, with_tagger=with_tagger)
    found: list[Hint] = []
    short_seen: dict[str, Hint] = {}
    term_seen: dict[str, Hint] = {}
    lower = _lower(text)
    words, telling = 0, None
    for piece in pieces:
        view = None if piece.kind is PieceKind.CODE else _view(text, piece)
        if view is None:
            continue
        if len(view.words) >= _MIN_LANGUAGE_WORDS:
            telling = view
        words += len(view.words)
        of_piece = _found_in(view, short_seen, term_seen, text, lower)
        if with_tagger:
            of_piece.extend(split_verb.find(view))
        if of_piece and (telling is None or _is_dutch(telling)):
            found.extend(of_piece)
    if has_headings and pieces:
        found.extend(no_headings.find(pieces, words))
    return tuple(sorted(found, key=lambda hint: (hint.start, hint.end, hint.reason)))


def _found_in(
    view: View, short_seen: dict[str, Hint], term_seen: dict[str, Hint], text: str, lower: str
) -> list[Hint]:
    """Return the hints on a piece as if it were Dutch: asking for its language costs more than they do."""
    if view.piece.kind is PieceKind.HEADING:
        return [*heading_says_nothing.find(view), *all_capitals.find(view)]
    return [
        *chain.from_iterable(find(view) for find in _IN_SENTENCES),
        *abbreviation.find_capitals(view, short_seen, text),
        *jargon.find(view, term_seen, lower),
    ]


def _is_dutch(view: View) -> bool:
    is_sure = len(view.known & _DUTCH) >= _SURE_WORDS and view.known.isdisjoint(_FOREIGN)
    if is_sure:
        return True
    language = language_of(view.text)
    return language == "nl" or (not language and len(view.words) < _TELLING_WORDS)


def _view(text: str, piece: Piece) -> View | None:
    """Return a piece ready to be looked at, `None` without words."""
    own = text[piece.start : piece.end]
    if not own.isprintable():
        own = _SPACE.sub(" ", own)
    words = _WORD.findall(own)
    if not words:
        return None
    lower = _lower(own)
    known = frozenset(map(str.lower, words))
    law_names: tuple[tuple[int, int], ...] = ()
    quoted: tuple[tuple[int, int], ...] = ()
    if law.may_speak_of_law(known) or "§" in own:
        law_names, quoted = tuple(law.law_names(own)), tuple(law.quoted_law(own))
    sentences = tuple(sentences_of(own))
    ends = tuple(sentence.end for sentence in sentences)
    return View(piece, own, lower, tuple(words), known, sentences, ends, law_names, quoted)


def _lower(text: str) -> str:
    """Return a text in small letters and of the same length (`İ` would become two)."""
    lower = text.lower()
    return lower if len(lower) == len(text) else "".join(one.lower()[0] for one in text)


def _without_invisible(text: str, pieces: Iterable[Piece], **options: bool) -> tuple[Hint, ...]:
    """Look at a text without soft hyphens and the like, and give places in the text with them."""
    kept = [at for at, one in enumerate(text) if not _INVISIBLE.match(one)]
    places = _Places(kept, len(text))
    cleaned = [
        Piece(
            places.new(piece.start),
            places.new(piece.end),
            piece.kind,
            tuple((places.new(start), places.new(end)) for start, end in piece.links),
        )
        for piece in pieces
    ]
    found = hints_in("".join(text[at] for at in kept), cleaned, **options)
    return tuple(places.back(found))


class _Places:
    """Where the characters of a text stand after some were left out, and back."""

    def __init__(self, kept: Sequence[int], length: int) -> None:
        self._kept = kept
        self._length = length

    def new(self, place: int) -> int:
        return bisect_left(self._kept, place)

    def old(self, place: int) -> int:
        return self._kept[place] if place < len(self._kept) else self._length

    def old_end(self, place: int) -> int:
        return self._kept[place - 1] + 1 if place else 0

    def back(self, found: Iterable[Hint]) -> Iterator[Hint]:
        for hint in found:
            params = dict(hint.params)
            if isinstance(cut := params.get("cut"), int):
                params["cut"] = self.old(cut)
            yield replace(
                hint,
                start=self.old(hint.start),
                end=self.old_end(hint.end),
                sentence_start=self.old(hint.sentence_start),
                sentence_end=self.old_end(hint.sentence_end),
                params=params,
            )
