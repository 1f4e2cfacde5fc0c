"""A reader who must act is spoken of, not spoken to: "de aanvrager dient …"."""

import re
from collections.abc import Iterator

from drempel.model.hint import Hint
from readability.hints.base import View

KEY = "reader-not-addressed"
_ROLES = [
    "aanvrager",
    "belanghebbende",
    "betrokkene",
    "bezoeker",
    "burger",
    "gebruiker",
    "klant",
    "men",
    "ouder",
    "bewoner",
    "inwoner",
    "huurder",
    "eigenaar",
    "deelnemer",
    "cliënt",
    "kandidaat",
    "verzoeker",
]
_ROLE_MUST = re.compile(rf"\b(?:{'|'.join(_ROLES)}) (?:dient|moet|kan|mag)\b(?! (?:zeggen|met|dan)\b)")
_BEFORE_ROLE = re.compile(r"(?:^|[.;:,] )(?:de |een |iedere |elke )?$")
_MUST_BE = re.compile(
    r"\bdien(?:t|en) (?:[a-zé]+ ){0,4}(?:te worden )?(?:ingevuld|ingediend|aangevraagd|bezorgd|gestuurd|"
    r"opgestuurd|betaald|gemeld|ondertekend|meegebracht|aangeleverd|geselecteerd|ingesteld)(?: te worden)?\b"
)
_TRIGGERS = frozenset([*_ROLES, "dient", "dienen"])
_SPEAKS = frozenset(["u", "uw", "je", "jouw", "jij", "jullie"])


def find(view: View) -> Iterator[Hint]:
    """Yield sentences that say what somebody must do without speaking to the reader."""
    if _TRIGGERS.isdisjoint(view.known):
        return
    for pattern in (_ROLE_MUST, _MUST_BE):
        for found in pattern.finditer(view.lower):
            sentence = view.sentence_at(found.start())
            before = view.lower[max(sentence.start, found.start() - 8) : found.start()]
            if pattern is _ROLE_MUST and not _BEFORE_ROLE.search(before):
                continue
            if _SPEAKS.isdisjoint(sentence.text.lower().split()):
                yield view.hint(KEY, *found.span(), KEY, sentence, text=view.text[slice(*found.span())])
