"""The measures of a text by the names that people know them by, with which way is easier."""

from collections.abc import Iterator, Mapping
from typing import Final

from drempel.cli.words import say, words
from drempel.i18n import N_

NAMES: Final = {
    "flesch-douma": N_("Flesch-Douma (higher is easier)"),
    "leesindex-a": N_("Leesindex A (higher is easier)"),
    "lix": N_("LIX (lower is easier)"),
    "rix": N_("RIX (lower is easier)"),
    "sentence-length": N_("words per sentence"),
    "sentence-length-p90": N_("nine of ten sentences have at most this many words"),
    "longest-sentence": N_("words in the longest sentence"),
    "syllables-per-word": N_("syllables per word"),
    "letters-per-word": N_("letters per word"),
    "long-words-percent": N_("words of more than six letters, of 100"),
    "word-frequency": N_("how common the words are (Zipf scale, higher is more common)"),
    "rare-words-percent": N_("rare words, of 100"),
    "passives-per-sentence": N_("passives per sentence"),
    "subordinators-per-sentence": N_("subordinate clauses per sentence"),
    "prepositions-per-sentence": N_("prepositions per sentence"),
    "direct-address-percent": N_("words that address the reader, of 100 (higher is easier)"),
    "formal-words-percent": N_("formal words, of 100"),
    "abbreviations-percent": N_("abbreviations, of 100 words"),
    "numbers-per-sentence": N_("numbers per sentence"),
    "parentheses-per-sentence": N_("parentheses per sentence"),
    "commas-per-sentence": N_("commas per sentence"),
    "split-verbs-per-sentence": N_("split verbs per sentence"),
    "nominalisations-per-sentence": N_("nouns made of verbs per sentence"),
}
"""Id of a measure → its name."""


def told(measures: Mapping[str, float | None]) -> Iterator[str]:
    """Yield a line for each measure that could be computed; one without a name of its own by its id."""
    for name, value in measures.items():
        if value is not None:
            label = say(NAMES[name]) if name in NAMES else name
            yield f"  {label}: {words().number(value, 2)}"
