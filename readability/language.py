"""Tell in which language a block of text is written.

Most Dutch blocks give themselves away by their function words, at a tenth of the cost. All others are put to
the model, which knows the four languages of government sites in Belgium and the Netherlands and, so that a
text in yet another language is not forced into one of them, those that such sites are most often translated
into. The model loads at the first such question (0.2 s and 75 MB; 0.7 s the first time), not at import.
"""

from functools import lru_cache
from typing import TYPE_CHECKING

from readability.wordlist import word_set

if TYPE_CHECKING:
    from py3langid.langid import LanguageIdentifier

LANGUAGES = ("nl", "fr", "en", "de")
_NEAR_DUTCH = "af"
_OTHERS = (_NEAR_DUTCH, "ar", "bg", "es", "fa", "hu", "it", "pl", "pt", "ro", "ru", "sq", "tr", "uk", "zh")

# Frequent Dutch words that hardly exist in another language, and foreign ones that call for a second look.
_DUTCH = word_set(
    """
    aan aanvragen altijd andere bent bij daarna dat deze dit doen door een gaat geen gemeente heb hebben hebt
    heeft het hoe ik je jij jouw kan komt krijgt kunnen kunt maar meer mijn moet moeten naar niet nog nodig
    ons onze ook tot uit uw van vanaf voor waar wanneer welke werd wij wordt worden zich zijn zoals zonder
    """
)
_FOREIGN = word_set(
    """
    hierdie daardie hulle nie vir ek jy asook 'n ’n
    au aux avec ce cette dans elle est et il la leur les mais notre nous ou par pas pour qui sont sur votre
    and any are be by can do from how if it its our please should that the this to what which with you your
    auch auf aus bei das dem den ein eine einen für haben ich ihr ist mit nicht oder sie sind und vom von wird
    """
)
_CLEAR_WORDS = 2
"""So many different Dutch words and no foreign one decide without the model: of 135,000 messages of programs
in nine other languages none was taken for Dutch."""

# Measured on 12,000 short messages of programs and 1,800 municipal sentences in the four languages: without
# a limit 1.5 to 7 % of the answers on 3 to 5 words are wrong; with this one at most 0.7 %, and none from 6
# words on.
MIN_PROBABILITY = 0.7

_ENOUGH_CHARS = 300  # some 45 words; every answer of the model was right from 13 words on


def language_of(text: str) -> str:
    """Return `nl`, `fr`, `en` or `de`, or an empty string.

    Empty where the text is too short to tell, has no words, or is in another language.
    """
    beginning = text[:_ENOUGH_CHARS]
    words = set(beginning.lower().split())
    if len(words & _DUTCH) >= _CLEAR_WORDS and words.isdisjoint(_FOREIGN):
        return "nl"
    ranked = _ranked(beginning)
    language, probability = ranked[0]
    if language == "nl":
        # What is near to Dutch takes away from how sure it is, and is no other reading of it.
        probability += dict(ranked)[_NEAR_DUTCH]
    return language if language in LANGUAGES and probability >= MIN_PROBABILITY else ""


@lru_cache(maxsize=512)
def _ranked(beginning: str) -> tuple[tuple[str, float], ...]:
    """Return the languages by probability; kept, since a text is measured and looked at for hints."""
    return tuple(_identifier().rank(beginning))


def rank_languages(text: str) -> dict[str, float]:
    """Return the probability (0 to 1) of every language the model was given, the likeliest first.

    Afrikaans counts as Dutch here: this tells whether a text is in the language that it says.
    """
    found = {language: float(p) for language, p in _ranked(text[:_ENOUGH_CHARS])}
    found["nl"] += found.pop(_NEAR_DUTCH)
    return dict(sorted(found.items(), key=lambda each: -each[1]))


def load_model() -> None:
    """Load the language model now, so that the first doubtful block does not wait for it."""
    _identifier()


@lru_cache(maxsize=1)
def _identifier() -> "LanguageIdentifier":
    from readability.language_model import load

    return load(LANGUAGES + _OTHERS)
