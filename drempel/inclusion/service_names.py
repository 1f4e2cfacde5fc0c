"""What a service is about: the words of its name without those that all services share."""

import re
import unicodedata
from typing import Final

_SHARED: Final = frozenset((
    "aan", "aangeven", "aangifte", "aangifteformulier", "aanmerking", "aanvraag", "aanvraagformulier",
    "aanvragen", "afhalen", "als", "application", "apply", "bedrag", "begin", "bestellen", "betalen",
    "bevestigen", "bevestiging", "bij", "bijlage", "bijlagen", "contact", "dat", "de", "demande",
    "demander", "details", "deze", "die", "dien", "dienen", "digitaal", "dit", "documenten", "doe", "doen",
    "door", "een", "eigen", "elektronisch", "eloket", "en", "er", "faq", "form", "formulaire", "formulier",
    "formulieren", "ga", "gegevens", "het", "hier", "hoe", "in", "indienen", "info", "informatie",
    "inschrijven", "inschrijving", "inschrijvingsformulier", "is", "je", "jouw", "kan", "kom", "komt",
    "kosten", "kostprijs", "krijg", "krijgen", "kunt", "lees", "loket", "meebrengen", "meenemen", "meer",
    "melden", "melding", "meldingsformulier", "meldt", "met", "mijn", "na", "naar", "niet", "nieuw",
    "nieuwe", "nodig", "of", "om", "onder", "online", "ook", "op", "opvragen", "over", "overzicht", "per",
    "persoonlijke", "prijs", "prijzen", "procedure", "regelen", "registratie", "registreren", "request",
    "reserveren", "stap", "stappen", "start", "starten", "step", "tarief", "tarieven", "te", "termijn",
    "thuisloket", "tot", "u", "uit", "uitleg", "uitzonderingen", "uw", "van", "veelgestelde", "verder",
    "via", "volgende", "voor", "voorwaarden", "vraag", "vragen", "waar", "waarom", "wanneer", "wat", "wie",
    "worden", "wordt", "zijn",
))  # fmt: skip
"""Words that say that something is asked, or how; not what."""
_ENDINGS: Final = ("ingen", "ing", "en", "s", "e")
_WORD = re.compile(r"[^\W_]+")
_APART = re.compile(r"\s[|–—-]\s|\s[·»›]\s")


def title_part(title: str) -> str:
    """Return the part of a title that is about the page, without the name of the site."""
    return _APART.split(title, maxsplit=1)[0].strip()


def about(name: str) -> frozenset[str]:
    """Return the stems of the words that tell what a name is about; none for `Online aanvragen`."""
    plain = unicodedata.normalize("NFKD", name.casefold())
    words = _WORD.findall("".join(char for char in plain if not unicodedata.combining(char)))
    told = (word for word in words if word not in _SHARED and len(word) > 1 and not word.isdigit())
    return frozenset(map(_stem, told))


def _stem(word: str) -> str:
    """Return a word without the endings of Dutch nouns and verbs: `verhuizing`, `verhuizen` → `verhuiz`."""
    for _ in range(2):
        ending = next((end for end in _ENDINGS if word.endswith(end) and len(word) - len(end) >= 4), "")
        word = word.removesuffix(ending)
    return word


def likeness(one: frozenset[str], other: frozenset[str]) -> float:
    """Return how much two names are about the same, 0–1; 0 where one says nothing."""
    return len(one & other) / len(one | other) if one and other else 0.0
