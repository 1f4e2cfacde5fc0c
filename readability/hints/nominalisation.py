"""A deed said as a thing, with an empty verb: "de behandeling van uw aanvraag vindt plaats".

Three forms: a deed that "takes place", "to proceed to" a deed, and a noun with a verb that says nothing by
itself (own list, `data/light_verbs.txt`). A suffix alone says too little: *woning, omgeving, regering*.
"""

import re
from collections.abc import Iterator, Mapping
from functools import cache

from drempel.model.hint import Hint
from readability.hints.base import Sentence, View
from readability.hints.lists import rows
from readability.wordlist import word_set

KEY = "nominalisation"
_DEED = (
    r"(?:het [a-zëïé]{4,}en|(?:de|een|elke|iedere) (?:[a-zëïé]+e )?(?:[a-zëïé]{3,}(?:ing|atie)|[a-zëïé]*"
    r"(?:controle|inspectie|verkoop|aankoop|opname|overdracht|teruggave|uitgifte|onderzoek))(?:en|s)?"
    r"|de [a-zëïé]{4,}ingen)"
)
_HAPPENS = (
    r"(?:vindt|vinden|vond|vonden)\b(?! u\b)[^.;:]{0,60}?\bplaats\b"
    r"|\b(?:plaatsvindt|plaatsvinden|plaatsgevonden|plaatsvond)\b"
)
_GOES = r"\b(?:geschiedt|geschieden)\b"
_OF = (
    r"\b(?P<deed>(?:DEED)) (?:van|met|door|in|op|tussen|binnen|na|voor)?\b"
    r"(?:(?!\bdat\b)[^.;:,]){0,90}?\b(?:HAPPENS)"
)
_PLACE = re.compile(_OF.replace("DEED", _DEED).replace("HAPPENS", f"{_HAPPENS}|{_GOES}"))
_OCCURS = re.compile(rf"\b(?P<deed>{_DEED})(?: van(?: \w+){{1,3}})? gebeur(?:t|en)\b")
_PLACE_TURNED = re.compile(
    rf"\b(?:vindt|vinden|vond|vonden)\b [^.;:,]{{0,50}}?\b(?P<deed>{_DEED})\b[^.;:,]{{0,50}}?\bplaats\b"
)
_MOVED = re.compile(
    r"\b(?:gaat|gaan|ging|overgaan|overgegaan|over te gaan)\b[^.;:,]{0,30}\btot (?P<deed>(?:de |het |een )?"
    r"[a-zëïé]{4,}(?:ing|atie))\b[^.;:]{0,40}"
    r"|\btot (?:de |het |een )?[a-zëïé]{4,}(?:ing|atie) (?:[a-z ]{0,40})?"
    r"(?:over te gaan|overgaan|overgegaan|overgaat)\b"
)
_TAKES_PLACE = word_set(
    "vindt vinden vond vonden plaatsvindt plaatsvinden plaatsvond plaatsgevonden geschiedt geschieden "
    "gebeurt gebeuren gaat gaan ging overgaan overgegaan overgaat"
)
_SIGN = re.compile(r"\b(?:plaats|geschied|gebeur|tot )")
# Events, not deeds that somebody does: they do take place.
_EVENT = re.compile(
    r"(?:vergadering|voorstelling|opening|viering|verkiezing|tentoonstelling|zitting|lezing|training|zegening|inwijding|"
    r"raadpleging|bijeenkomst|herdenking|hoorzitting|inhuldiging|manifestatie|demonstratie|vakantie|dag|week|maand|"
    r"omgeving|woning|afdeling|regering|overstroming|gebeurtenis|reis|markt|koning)(?:en|s)?$"
    r"|^(?:de|een) ring$"
    r"|^het (?:examen|leven|wapen|goeden|merken|teken|laken|kussen|eten|dieren|evenementen)$"
)
_MAX_BETWEEN = 8
"""Words between a noun and its empty verb; further apart they seldom belong together."""


def find(view: View) -> Iterator[Hint]:
    """Yield deeds that are said as things, one per sentence."""
    has_noun = not view.known.isdisjoint(_nouns())
    has_deed = not _TAKES_PLACE.isdisjoint(view.known)
    if not has_deed and not has_noun:
        return
    for sentence in view.sentences:
        span = _deed(view, sentence) if has_deed else None
        if span:
            yield view.hint(KEY, *span, KEY, sentence, text=view.text[slice(*span)])
        elif has_noun and (found := _light(view, sentence)):
            start, end, plain = found
            yield view.hint(
                KEY, start, end, "nominalisation-light", sentence, text=view.text[start:end], plain=plain
            )


def _deed(view: View, sentence: Sentence) -> tuple[int, int] | None:
    if not _SIGN.search(view.lower, sentence.start, sentence.end):
        return None
    for pattern in (_PLACE, _OCCURS, _PLACE_TURNED, _MOVED):
        for found in pattern.finditer(view.lower, sentence.start, sentence.end):
            if not (found["deed"] and _EVENT.search(found["deed"])):
                return found.span()
    return None


def _light(view: View, sentence: Sentence) -> tuple[int, int, str] | None:
    """Return where a noun and its empty verb stand in one clause, and the plain verb."""
    if _nouns().keys().isdisjoint(_WORD.findall(view.lower, sentence.start, sentence.end)):
        return None
    words = list(_WORD.finditer(view.lower, sentence.start, sentence.end))
    for at, word in enumerate(words):
        verbs, plain = _nouns().get(word[0], (frozenset(), ""))
        before = [one[0] for one in words[max(0, at - 2) : at]]
        if not verbs or _is_no_object(before, view.lower[word.end() : word.end() + 4]):
            continue
        for other in range(max(0, at - _MAX_BETWEEN), min(len(words), at + _MAX_BETWEEN + 1)):
            if words[other][0] in verbs:
                start = min(word.start(), words[other].start())
                end = max(word.end(), words[other].end())
                if not _APART.search(view.lower, start, end):
                    return start, end, plain
    return None


def _is_no_object(before: list[str], after: str) -> bool:
    """Tell by two words before a noun whether it is not what the verb does.

    "Kleuren van uw keuze", "wat wij met uw melding doen", "het genomen besluit", "het te nemen besluit",
    "na gebruik", "het gebruik van".
    """
    last = before[-1] if before else ""
    return (
        not {"van", "met"}.isdisjoint(before)
        or before[:1] == ["te"]
        or last.startswith("ge")
        or last in {"na", "bij", "tijdens", "voor"}
        or (last == "het" and after == " van")
    )


_WORD = re.compile(r"[^\W\d_]+")
_APART = re.compile(r"[,.;:()–—]|\b(?:en|of|die|dat|om|als|maar|waar\w*)\b")


@cache
def _nouns() -> Mapping[str, tuple[frozenset[str], str]]:
    """Return the empty verbs and the plain verb of each noun."""
    found: dict[str, tuple[frozenset[str], str]] = {}
    for nouns, verbs, plain in rows("light_verbs"):
        for noun in nouns.split(","):
            found[noun.strip()] = (frozenset(verb.strip() for verb in verbs.split(",")), plain)
    return found
