"""Tell running text from menus, headings, tables of numbers, lists of names and code.

Only running text can be easy or hard to read. The rules look at the form of a block in Dutch, French,
English and German alike: its language is found afterwards, on what is left. They rather leave out a
sentence than take in a menu, since a menu would make the page look easier than it is.
"""

import re

from drempel.model.text import BlockKind, TextBlock
from readability.vocabulary import FUNCTION_WORDS
from readability.wordlist import word_set

_SHARED_PLACES = frozenset({"header", "nav", "footer", "aside", "dialog", "cookie", "breadcrumb"})
_NEVER_READ = frozenset(
    (BlockKind.HEADING, BlockKind.CODE, BlockKind.ADDRESS, BlockKind.ALTERNATIVE, BlockKind.QUOTE)
)
LABELS = frozenset({BlockKind.OTHER, BlockKind.LABEL, BlockKind.BUTTON, BlockKind.LINK, BlockKind.CAPTION})
"""Kinds that are sentences only by a full stop, or from a certain length."""

MAX_LINK_SHARE = 0.5
"""A block with more of its characters inside links is for going elsewhere, not for reading."""
MIN_WORDS = 3
MIN_WORDS_UNENDED = 4
"""Without a full stop a block also needs a word that only sentences have."""
LONG_UNENDED_WORDS = 15
"""From this length on a label can be a sentence, and function words make one of a block without a verb."""
MIN_FUNCTION_SHARE = 0.4
MAX_NUMBER_SHARE = 0.4
MAX_COMMA_SHARE = 0.4
MAX_CODE_SHARE = 0.04
MIN_LOWER_SHARE = 0.5
"""Fewer words in small letters mean a list of names; half of this is enough before a full stop."""

_ENDED = re.compile(r"""[.!?…]["'”’»)\]]*$""")
_ENDS_INSIDE = re.compile(r"[^\W\d_]{3}[.!?]\s+[A-ZÀ-Ý]")
_NAME = re.compile(r"[a-z]+")
_OPENED = re.compile(r"[^\w\s]*")
_DIGIT = re.compile(r"\d")
_CODE = re.compile(r"[{}<>=\\|_#$^~\[\]]")
_EDGE = "\"'“”„‘’«»([{)]}.,;:!?…-–—•"

# Finite verbs and subjects: words that only occur where something is said.
_SENTENCE_WORDS = word_set(
    """
    ben bent is was waren heb hebt heeft hebben had word wordt worden werd kan kunt kunnen moet moeten mag
    mogen wil wilt willen zal zult zullen zou gaat gaan komt krijgt krijgen vindt staat ligt geldt duurt kost
    betaalt u je jij jullie ik hij wij we ze
    est sont était peut peuvent doit doivent faut avez vous nous il elle
    are were has have can must should will you they
    ist sind wird werden hat haben kann können muss müssen soll sie wir ich er
    """
)
# First words of a step: "Vul het formulier in".
_IMPERATIVES = word_set(
    """
    bekijk bel betaal bewaar bezorg breng controleer dien download druk ga geef gebruik geniet haal hou kies
    kijk klik kom laat lees maak meld mail neem noteer onderteken open plan reserveer registreer schrijf
    selecteer sluit stap stuur surf teken typ vermeld volg vraag vul wacht zet zoek zorg
    """
)


def why_not_running(block: TextBlock) -> str:
    """Return why a block is not running text, or an empty string when it is.

    A reason of `why_not_for_reading` or of `why_no_sentences`.
    """
    return why_not_for_reading(block) or why_no_sentences(block.text, is_label=block.kind in LABELS)


def why_not_for_reading(block: TextBlock) -> str:
    """Return why a block is there for another purpose than reading, or an empty string.

    `shared-part` (menu, header, footer, aside, cookie notice), `heading`, `code`, `address`, `alternative`,
    `quote` or `links`.
    """
    if not _SHARED_PLACES.isdisjoint(_NAME.findall(block.place)):
        return "shared-part"
    if block.kind in _NEVER_READ:
        return block.kind.value
    return "links" if block.link_chars > MAX_LINK_SHARE * len(block.text) else ""


def why_no_sentences(text: str, *, is_label: bool = False) -> str:
    """Return why a text is not made of sentences, or an empty string when it is.

    `too-few-words`, `code`, `numbers`, `names` (or another list with commas) or `no-sentence`. Labels,
    buttons and loose text (`is_label`) need a full stop or the length of a long sentence.
    """
    tokens = text.split()
    initials = [
        first for token in tokens if (first := token[0]).isalpha() or (first := _first(token)).isalpha()
    ]
    if len(initials) < MIN_WORDS:
        return "too-few-words"
    if len(_CODE.findall(text)) + text.count("()") + text.count("--") > MAX_CODE_SHARE * len(text):
        return "code"
    if _DIGIT.search(text):
        numbers = sum(_DIGIT.search(token) is not None for token in tokens)
        if numbers >= MAX_NUMBER_SHARE * len(tokens):
            return "numbers"
    is_ended = _ENDED.search(text) is not None or _ENDS_INSIDE.search(text) is not None
    min_lower = MIN_LOWER_SHARE * len(initials) / (2 if is_ended else 1)
    if not text.isupper() and sum(map(str.islower, initials)) < min_lower:
        return "names"
    if text.count(",") > MAX_COMMA_SHARE * len(initials):
        return "names"
    if is_ended:
        return ""
    if len(initials) < (LONG_UNENDED_WORDS if is_label else MIN_WORDS_UNENDED):
        return "no-sentence"
    words = [token.strip(_EDGE).lower() for token in tokens]
    says_something = words[0] in _IMPERATIVES or not _SENTENCE_WORDS.isdisjoint(words)
    if not says_something and len(words) >= LONG_UNENDED_WORDS:
        # A long thing on a list (for whom, with what), not a menu in one line.
        says_something = sum(word in FUNCTION_WORDS for word in words) >= MIN_FUNCTION_SHARE * len(words)
    return "" if says_something else "no-sentence"


def _first(token: str) -> str:
    """Return the first character of a token behind opening marks; empty when there is none."""
    first = token[0]
    if first.isalnum():
        return first
    found = _OPENED.match(token)
    return token[found.end() :][:1] if found else ""
