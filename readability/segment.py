"""Split Dutch text into sentences and sentences into words.

A full stop ends a sentence unless it belongs to an abbreviation, an initial, a number, a date or an
address on the web. What the blocks of a page are, is not known here: the end of the given text always ends
a sentence, so that a list item without a full stop is one.
"""

import re
from collections.abc import Iterator
from functools import lru_cache
from unicodedata import is_normalized, normalize

from readability.wordlist import word_set

# Abbreviations, without their last full stop, that as good as never end a sentence.
_MID_SENTENCE = word_set(
    """
    aant adv afb afd afz art b.v betr bijl bijv blz bv bvb ca cfr dhr dr drs eerw excl fam fig gebr gem hfdst
    i.p.v i.v.m incl ing ir jhr jl lic m.a.w m.b.t m.i max mej mevr mgr mr mw n.a.v nr nrs o.a o.b.v o.l.v o.m
    ong opm p pag par prof resp st t.a.v t.b.v t.e.m t.g.v t.h.v t.o.v tel temp v.d vgl vlg vnl zgn
    """
)
# Abbreviations that do end sentences: a capital after them begins a new one.
_MAY_END = word_set(
    """
    a.u.b aub e.a e.d e.v etc enz inw jr km m min mio mld mln mrd n.chr n.v n.v.t o.i.d p.m sec s.v.p sr u
    v.chr vzw
    """
)
_LONGEST_SHORT = max(map(len, _MID_SENTENCE | _MAY_END))
_INITIALS = re.compile(r"[^\W\d_](?:\.[^\W\d_]{1,3})*")
# Words before a single letter that is a name in a row (bijlage A), so not somebody's initial.
_LETTERED = word_set("bijlage blok categorie deel groep klasse optie perron plan punt type vitamine zone")
_LETTERED_CHARS = 20  # no need to look back further for one of these
_NUMBER = re.compile(r"[\d.,:/-]*\d")

# A mark, perhaps with closing quotes, before a space or where the space was forgotten ("aanvragen.Meer").
# Begins with a set, not with a repeated one: the search is then three times as fast.
_END = re.compile(r"""[.!?…][.!?…]*(?:["'”’»)\]]*(?=\s)|(?<=[a-zà-ÿ]{2}[.!?])(?=[A-ZÀ-Ý][a-zà-ÿ]))""")
_ANY_BULLET = re.compile("[•●▪◦‣∙]")
_BULLET = re.compile(r"\s(?=[•●▪◦‣∙]\s)")  # a list that was flattened into one line
# What follows a mark: opening quotes are passed over, and so is 's in "'s Avonds".
_NEXT = re.compile(r"""\s+(?:['’][nst]\s+|["'“”„‘’«(\[–—-]*\s*)(?P<first>\S)""")
_OPENING = "\"'“”„‘’«([{<–—-•●▪◦‣∙"

_PILED_MARKS = re.compile("([\u0300-\u036f]{3})[\u0300-\u036f]+")  # normalising a long pile is quadratic
_COMBINING = re.compile("[\u0300-\u036f]")
_INVISIBLE = "\u00ad\u200b\u200c\u200d\u2060\ufeff"


def fold(text: str) -> str:
    """Return text in composed letters, with single spaces and without soft hyphens and zero-width marks."""
    if not text.isascii():
        for mark in _INVISIBLE:
            text = text.replace(mark, "")
        if _COMBINING.search(text) or not is_normalized("NFC", text):
            text = normalize("NFC", _PILED_MARKS.sub(r"\1", text))
    return " ".join(text.split())


def sentences(text: str) -> Iterator[str]:
    """Yield the sentences of one block of folded text, in order, none of them empty."""
    parts = _BULLET.split(text) if _ANY_BULLET.search(text) else (text,)
    for part in parts:
        start = 0
        for end in ends_of(part):
            yield part[start:end].strip()
            start = end
        if rest := part[start:].strip():
            yield rest


def ends_of(text: str) -> tuple[int, ...]:
    """Return where sentences end in a text with single characters for white space, but for its own end."""
    # A text is measured and looked at for hints one after the other.
    return _ends_cached(text) if len(text) <= _CACHED_CHARS else tuple(_ends(text))


def _ends(text: str) -> Iterator[int]:
    start = 0
    for found in _END.finditer(text):
        if _ends_sentence(text, start, found):
            start = found.end()
            yield start


_CACHED_CHARS = 2000


@lru_cache(maxsize=512)
def _ends_cached(text: str) -> tuple[int, ...]:
    return tuple(_ends(text))


def _ends_sentence(text: str, start: int, found: re.Match[str]) -> bool:
    mark = found[0]
    word_at = max(text.rfind(" ", start, found.start()) + 1, start)
    word = text[word_at : found.start()]
    if found.end() < len(text) and not text[found.end()].isspace():
        return not ("@" in word or "/" in word or word.startswith("www."))
    # Most sentences end with a word of some length, and a capital follows.
    if (
        mark == "."
        and len(word) > _LONGEST_SHORT
        and word.isalpha()
        and text[found.end() + 1 : found.end() + 2].isupper()
    ):
        return True
    following = _NEXT.match(text, found.end())
    if following is None:
        return True
    first = following["first"]
    is_closed = mark[-1] not in ".!?…"
    if "!" in mark or "?" in mark:
        return not (is_closed and first.islower())  # "Kom je?" vroeg hij
    if mark[:2] == ".." or mark[0] == "…":
        return first.isupper() and word != "("
    word = word.lstrip(_OPENING)
    short = word.lower()
    if short in _MID_SENTENCE:
        return False
    if short in _MAY_END:
        return first.isupper()
    if _INITIALS.fullmatch(word):
        before = text[max(start, word_at - _LETTERED_CHARS) : word_at].split()[-1:]
        return first.isupper() and bool(before) and before[0].lower() in _LETTERED
    if _NUMBER.fullmatch(word):
        is_list_number = word_at - start < 4 and not text[start:word_at].strip(_OPENING + " ")
        return not is_list_number and (first.isupper() or (first.isdigit() and len(word) > 2))
    if first.islower():  # an unknown abbreviation, or a writer without capitals
        return len(word) > 3 and not is_closed
    return True


_DIGITS_APART = re.compile(r"\d \d")
_DIGIT_GAP = re.compile(r"(?<=\d) (?=\d)")
_ADDRESS = re.compile(r"\S*(?:://|www\.|@)\S+", re.IGNORECASE)
_WORD = re.compile(
    r"""
      \d+ (?: [.,:/-]\d+ )* (?: -?[^\W\d_]+ \d* )*                  # 1.000,50  1/1/2026  18u  16-jarige
    | (?: [^\W\d_]{1,3}\. )+ [^\W\d_]{1,3} (?![^\W_])               # t.e.m  a.u.b
    | ['’](?=[knst]\b)[a-z]                                         # 's  't
    | [^\W_]+ (?: ['’‑-] [^\W_]+ )*                                 # e-mail  foto's  COVID-19
    """,
    re.VERBOSE,
)


def words(sentence: str) -> list[str]:
    """Return the words of a sentence without punctuation.

    A compound with hyphens is one word, so is a number (`09 123 45 67`), a date, an abbreviation and an
    address on the web.
    """
    return [word for token in tokens(sentence) for word in words_of_token(token)]


def tokens(sentence: str) -> list[str]:
    """Return the runs of characters between the spaces of a sentence, a phone number as one."""
    if _DIGITS_APART.search(sentence):
        sentence = _DIGIT_GAP.sub("", sentence)
    return sentence.split()


def words_of_token(token: str) -> tuple[str, ...]:
    """Return the words in a run of characters without spaces; usually one, `en/of` has two."""
    # Most tokens are a word, perhaps with a mark behind it: no need to look closer.
    if token.isalpha():
        return (token,)
    if token[-1] in ".,;:!?" and (word := token[:-1]).isalpha():
        return (word,)
    if _ADDRESS.fullmatch(token):
        return (token,)
    return tuple(_WORD.findall(token))


def is_spoken(word: str) -> bool:
    """Tell whether a word has letters to pronounce; numbers and addresses on the web do not count."""
    return word.isalpha() or not (word[0].isdigit() or _ADDRESS.fullmatch(word))


def fold_token(token: str) -> str:
    """Return the first token of a sentence in small letters; one with more capitals as it stands."""
    return token.lower() if token[1:].islower() else token


_DOTTED = re.compile(r"(?:[^\W\d_]{1,3}\.)+[^\W\d_]{1,3}")


def is_abbreviation(word: str) -> bool:
    """Tell whether a word without its last full stop is an abbreviation: `m.b.t`, `nr`, `OCMW`."""
    if word in _MID_SENTENCE or ("." in word and _DOTTED.fullmatch(word)):
        return len(word) > 1
    return 1 < len(word) < 7 and word.isupper() and word.isalpha()
