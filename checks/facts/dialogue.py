"""How much a page talks with its reader about what they need and do: the mark of a service in plain words.

A service asks whether something is so ("Bent u …?"), tells the reader what to do ("Bel …", "u kunt …") and
names a way in that sentence. News, reports and policies tell about others. What the service is about makes
no difference, so that no list of services has to be kept.
"""

import re
from collections.abc import Sequence
from typing import Final

from checks.facts.page import Line

_IMPERATIVES: Final = (
    "bel mail stuur zend bezorg breng neem kom ga spring loop telefoneer verwittig contacteer schrijf vraag "
    "vul gebruik kies meld laat surf download teken voeg maak haal betaal verzamel dien geef bestel "
    "reserveer registreer vermeld log klik zorg start open druk onderteken lever zeg toon bewaar bekijk "
    "controleer wacht regel doe wend richt"
)
_LEADS_IN: Final = frozenset({"en", "of", "dan", "daarna", "eerst", "nu"})
_READER: Final = frozenset({"u", "je", "jij", "jou", "uw", "jouw"})
_SUBJECTS: Final = frozenset({"u", "je"})
_MAY: Final = re.compile(
    r"\b(?:u|je) (?:\w+ )?(?:kan|kunt|mag|moet|hoeft|dient|krijgt|betaalt|kiest|hebt|heeft)\b|"
    r"\b(?:kan|kun|kunt|mag|moet|hoeft|dient|krijgt|betaalt|kiest) (?:u|je)\b"
)
"""The reader as who does it."""
_WAY: Final = re.compile(
    r"\b0\d{1,3}[ /.]\d{2}|\b(?:1700|1777|0800)\b|\S@\S|\b(?:loket|balie|onthaal|langs|afspraak|spreekuur|"
    r"zitdag|formulier|stadhuis|gemeentehuis|sociaal huis|kantoor|dienst|bel|bellen|telefo\w+|mail\w*|"
    r"online|itsme|eid|digid|post|brief|wijkteam|medewerker)\b"
)
_SENTENCES: Final = re.compile(r"(?<=[.!?])\s+")
HEADINGS: Final = frozenset({"h1", "h2", "h3", "h4", "h5", "h6", "dt", "summary", "button"})
_TELLS: Final = frozenset(_IMPERATIVES.split())
_STRIPPED: Final = ".,;:!?()[]“”\"'’"
MAX_LINES: Final = 60
"""Lines that are read: what a service is for stands at its top."""
ENOUGH: Final = 1.5
"""From here on a page talks with its reader; in between it may."""


def dialogue_of(content: Sequence[Line]) -> float:
    """Return how much the first lines of the content talk with the reader, 0 to a little over `ENOUGH`."""
    asks = wonders = False
    told = reader = ways = 0
    value = 0.0
    for line in content[:MAX_LINES]:
        if line.node.tag in HEADINGS:
            asks = asks or (line.node.tag == "h1" and line.low.endswith("?") and _to_reader(line.low.split()))
            continue
        for sentence in _SENTENCES.split(line.low):
            words = [word.strip(_STRIPPED) for word in sentence.split()]
            if len(words) < 2 and not sentence.endswith("?"):
                continue
            to_reader = not _READER.isdisjoint(words)
            first = words[1] if words[0] in _LEADS_IN and len(words) > 1 else words[0]
            tells = first in _TELLS
            if sentence.endswith("?"):
                asks = asks or _to_reader(words)
                wonders = wonders or not asks
            elif to_reader:
                tells = tells or words[0] in _SUBJECTS or _MAY.search(sentence) is not None
            told += tells
            reader += to_reader
            ways += (to_reader or tells) and _WAY.search(sentence) is not None
        value = asks + 0.5 * wonders + 0.4 * min(told, 2) + 0.25 * min(reader, 3) + 0.6 * min(ways, 2)
        if value >= ENOUGH:
            break
    return value


def _to_reader(words: Sequence[str]) -> bool:
    """Say whether a question starts with a verb and who reads it: "Bent u", "Zoek je"."""
    return len(words) > 1 and words[1] in _READER
