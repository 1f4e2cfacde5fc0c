"""Find passives with *worden* (`de aanvraag wordt behandeld`) by form, without a parser.

A form of *worden* and a past participle in one clause. Weak participles are known by their shape, strong
ones by a list of stems. Passives with *zijn* look just like adjectives (`het loket is gesloten`) and are
left out.
"""

import re
from collections.abc import Iterator
from functools import lru_cache

_WORDEN = re.compile(r"\b(?:word|wordt|worden|werd|werden)\b", re.IGNORECASE)
# Written out, not as a set of characters: the search is then four times as fast.
_CLAUSE_END = re.compile(r";|:|\(|\)|–|—|, | (?:maar|want|omdat|zodat|terwijl) ")

# Unstressed prefixes take the place of ge- (behandeld); stressed ones stand before it (aan-ge-vraagd).
_CLOSED = "(?:be|ver|ont|her|er|over|onder|om|door|vol|weer|mis)"
_OPEN = (
    "(?:aan|achter|achteruit|af|bekend|bij|binnen|bloot|buiten|deel|dicht|door|gade|gelijk|goed|groot|in|klaar|"
    "kwijt|langs|los|mede|mee|na|neer|om|onder|op|open|over|plaats|rond|samen|schoon|stil|stop|tegen|tentoon|"
    "terecht|terug|thuis|toe|uit|vast|veilig|vol|voor|voorbij|voort|vooruit|vrij|waar|weer|weg)"
)
_STRONG = (
    "(?:beten|bakken|blazen|boden|boren|bogen|bonden|borgen|braden|bracht|broken|dacht|daan|dragen|dreven|dronken|drongen|"
    "dwongen|geten|geven|golden|goten|graven|grepen|hangen|heven|holpen|houden|keken|kocht|kozen|kregen|lachen|"
    "knepen|laden|laten|lezen|logen|meten|meden|molken|nomen|prezen|raden|reden|roepen|roken|schapen|scheiden|"
    "scholden|schonden|schonken|schoren|schoten|schoven|schreven|slagen|slepen|sloten|smeten|smolten|sneden|"
    "spannen|sponnen|sproken|stoken|stolen|stoten|streden|treden|trokken|vangen|vlochten|vonden|vouwen|vroren|wassen|"
    "wezen|weven|wogen|wonnen|worpen|worven|wreven|wrongen|zaaid|zien|zocht|zonden|zeten|zongen|zogen|zouten|zworen|"
    "bannen|dorven|drogen|floten|gonnen|hesen|komen|leken|lopen|loren|noten|schreden|sleten|slonden|spleten|spoten|"
    "sprongen|streken|vochten|volen|weken|zonken|zwegen)"
)
_WEAK = "(?:[a-zëïöü]{2,}(?:(?:ch|[fkpsx])t|(?:[bghjlmnrvwz]|[aeiouy])d)|zet|let|smet|nut|schat|plant|groot)"
_WORDS = re.compile(r"\w{4,}")
_PARTICIPLE = re.compile(
    rf"(?:{_OPEN}?ge(?:[a-zëïöü]{{2,}}[dt]|{_STRONG})|{_OPEN}?{_CLOSED}(?:{_WEAK}|{_STRONG})|aanvaard|"
    rf"{_OPEN}?ge(?:gaan|staan)|begaan|verstaan|weerstaan|verweten|voor(?:komen|zien|speld|bereid)|"
    rf"achter(?:haald|volgd|gelaten)|"
    rf"(?:aan|over)ge?vallen|uitgegaan)",
    re.IGNORECASE,
)
# Nouns, adjectives and forms that only look like a participle.
_LOOKALIKE = re.compile(
    r"(?:heid|[^iek]end|gebied|geld|gezicht|geluid|gewest|gerecht|gevecht|gewicht|gedicht|geest|gemoed|gebed|geduld|"
    r"gelaat|gezond|genot|geweld|gehucht|gerucht|gewricht|gezant|gewaad|geschikt|gerust|gemiddeld|beleid|bestand|"
    r"bericht|bewind|bekend|verstand|verband|overvloed|overmacht|onderhoud|overwicht|herfst|beeld|bewust|(?<!voor)bereid|"
    r"beroemd|behoud|betreft|voorbeeld|inhoud|bevoegd)$",
    re.IGNORECASE,
)


def count_passives(sentence: str) -> int:
    """Return in how many clauses a form of *worden* stands with a past participle."""
    return sum(map(_is_passive, _CLAUSE_END.split(sentence))) if _WORDEN.search(sentence) else 0


def has_passive(sentence: str) -> bool:
    """Tell whether a sentence has a form of *worden* with a past participle in the same clause."""
    return count_passives(sentence) > 0


def passive_clauses(sentence: str) -> Iterator[tuple[int, str, str]]:
    """Yield each clause with a form of *worden* and a participle: its place, its text, the participle."""
    start = 0
    for end in [*(found.start() for found in _CLAUSE_END.finditer(sentence)), len(sentence)]:
        clause = sentence[start:end]
        if participle := _passive(clause):
            yield start, clause, participle
        start = end


def _is_passive(clause: str) -> bool:
    return bool(_passive(clause))


def _passive(clause: str) -> str:
    """Return the first participle of a clause with a form of *worden*, else an empty string."""
    if _WORDEN.search(clause) is None:
        return ""
    return next(filter(_is_participle, _WORDS.findall(clause)), "")


@lru_cache(maxsize=1 << 15)
def _is_participle(word: str) -> bool:
    return _PARTICIPLE.fullmatch(word) is not None and not _LOOKALIKE.search(word)
