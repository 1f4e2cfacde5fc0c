"""The measures that need parts of speech: verbs in two far parts (tangconstructie) and deeds said as things.

`None` where the extra `drempel[pos]` is not installed or where there is no sentence. Higher is harder.
Neither takes part in the difficulty: not everybody has the extra, and a text has to give all the same answer.
Sources: parts of speech by HanTa (C. Wartena, 2019, A probabilistic morphology model for German
lemmatization); the far verb as in Onze Taal's advice on the tangconstructie, here over ten words between.
"""

from collections.abc import Iterable

from readability.hints.split_verb import split_verbs
from readability.plain_text import blocks_of
from readability.segment import fold, sentences, words
from readability.tagger import is_available, tags_of
from readability.wordlist import word_set

SPLIT_VERBS = "split-verbs-per-sentence"
NOMINALISATIONS = "nominalisations-per-sentence"
MAX_WORDS = 10_000
"""As much of a text is tagged: some four seconds of work."""
_SUFFIXES = ("ing", "ingen", "atie", "aties", "ering", "eringen")
_NO_DEEDS = word_set(
    """
    afdeling ding dingen geding haring heling honing kleding koning koningen leerling leerlingen
    lening mededeling omgeving opening penning regering ring ringen rekening rekeningen stichting
    straling tweeling vereniging verenigingen vergadering verdieping vestiging vlieringen voeding
    vreemdeling weging woning woningen relatie relaties organisatie organisaties situatie situaties
    generatie natie naties staties informatie
    """
)


def tagged_measures(text: str) -> dict[str, float | None]:
    """Return both measures by their id."""
    if not is_available():
        return {SPLIT_VERBS: None, NOMINALISATIONS: None}
    split = nominal = count = done = 0
    for found, sentence in _sentences(text):
        done += len(found)
        count += 1
        split += sum(1 for _ in split_verbs(sentence, found))
        nominal += _nominalisations(found)
        if done > MAX_WORDS:
            break
    return {
        SPLIT_VERBS: split / count if count else None,
        NOMINALISATIONS: nominal / count if count else None,
    }


def _sentences(text: str) -> Iterable[tuple[list[str], str]]:
    for block in blocks_of(text):
        for sentence in sentences(fold(block.text)):
            if found := words(sentence):
                yield found, sentence


def _nominalisations(found: list[str]) -> int:
    """Return how many words are an infinitive used as a noun, or a noun in *-ing* or *-atie*."""
    lowered = [word.lower() for word in found]
    if not any(word.endswith((*_SUFFIXES, "en")) for word in lowered):
        return 0
    return sum(
        tag.startswith("WW(inf,nom")
        or (tag.startswith("N(soort") and word.endswith(_SUFFIXES) and word not in _NO_DEEDS)
        for word, tag in zip(lowered, tags_of(found), strict=True)
    )
