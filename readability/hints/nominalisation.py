"""A deed said as a thing, with an empty verb: "de behandeling van uw aanvraag vindt plaats"."""

import re
from collections.abc import Iterator

from drempel.model.hint import Hint
from readability.hints.base import View

KEY = "nominalisation"
_LIGHT = (
    r"(?:vindt|vinden|vond|plaatsvindt|plaatsvinden|geschiedt|geschieden|gebeurt|gebeuren|"
    r"verloopt|verlopen|betreft|bewerkstelligd|verricht|gerealiseerd)"
)
_NOUN = r"(?:het [a-zëïé]{3,}en|de [a-zëïé]{4,}(?:ing|atie|isering))"
_CHAIN = re.compile(rf"\b{_NOUN} van\b[^.;:]{{2,90}}?\b{_LIGHT}\b")
_MOVED = re.compile(
    r"\b(?:gaat|gaan|ging|overgaan|overgegaan|over te gaan)\b[^.;:,]{0,30}\btot (?:de "
    r"|het )?[a-zëïé]{4,}(?:ing|atie)\b"
    r"|\btot (?:de |het )?[a-zëïé]{4,}(?:ing|atie) (?:[a-z ]{0,40})?(?:over te gaan|overgaan"
    r"|overgegaan|overgaat)\b"
)
_TRIGGERS = frozenset(
    [
        "vindt",
        "vinden",
        "vond",
        "plaatsvindt",
        "plaatsvinden",
        "geschiedt",
        "geschieden",
        "gebeurt",
        "gebeuren",
        "verloopt",
        "verlopen",
        "verricht",
        "gerealiseerd",
        "bewerkstelligd",
        "betreft",
        "gaat",
        "gaan",
        "ging",
        "overgaan",
        "overgegaan",
        "overgaat",
    ]
)
_NO_DEED = re.compile(
    r"\b(?:het (?:teken|wapen|toeken|keuken|leven|kussen|examen|tegen|goeden|laken|merken)"
    r"|de (?:ring|koning|woning|woningen|omgeving|regering|afdeling)) van\b"
)


_SIGN = re.compile(rf"\b(?:{'|'.join(sorted(_TRIGGERS))})\b")


def find(view: View) -> Iterator[Hint]:
    """Yield chains of *het …en van* or *de …ing van* with a verb that says nothing."""
    if _TRIGGERS.isdisjoint(view.known):
        return
    done = -1
    for sign in _SIGN.finditer(view.lower):
        sentence = view.sentence_at(sign.start())
        if sentence.start == done:
            continue
        done = sentence.start
        for pattern in (_CHAIN, _MOVED):
            found = pattern.search(view.lower, sentence.start, sentence.end)
            if found and not _NO_DEED.match(found[0]):
                yield view.hint(KEY, *found.span(), KEY, sentence, text=view.text[slice(*found.span())])
                break
