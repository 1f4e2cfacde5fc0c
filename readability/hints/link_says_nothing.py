"""A link, or a call to click, that does not say where it leads."""

import re
from collections.abc import Iterator

from drempel.model.hint import Hint
from readability.hints.base import View
from readability.wordlist import word_set

KEY = "link-says-nothing"
_CALL = re.compile(r"\b(?:klik|druk|tik) (?:(?:dan|even|nu) )?(?:hier|hieronder|hiernaast)\b")
_EMPTY = word_set(
    "hier deze die dit link pagina site website meer info informatie lees klik verder document "
    "pdf download "
    "over op de het een en bekijk ga naar via lezen weten ook"
)
_QUOTES = frozenset("\"'“„‘«")


def find(view: View) -> Iterator[Hint]:
    """Yield links of nothing but empty words, and *klik hier*."""
    for start, end in view.piece.links:
        shift = view.piece.start
        words = re.findall(r"\w+", view.lower[start - shift : end - shift])
        if words and all(word in _EMPTY for word in words):
            yield view.hint(KEY, start - shift, end - shift, KEY, text=view.text[start - shift : end - shift])
    if "hier" in view.known or "hieronder" in view.known or "hiernaast" in view.known:
        for found in _CALL.finditer(view.lower):
            if view.text[found.start() - 1 : found.start()] in _QUOTES:
                continue  # spoken of, not said
            if not any(
                start < view.piece.start + found.end() and view.piece.start + found.start() < end
                for start, end in view.piece.links
            ):
                yield view.hint(KEY, *found.span(), "link-call", text=view.text[slice(*found.span())])
