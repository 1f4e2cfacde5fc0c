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
    "controleer wacht regel doe wend richt "
    "vertel signaleer stort praat boek overleg spreek deel "
    "drop bring call fill send visit apply apportez appelez téléphonez envoyez remplissez adressez présentez "
    "bringen füllen rufen"
)
_FUNCTION_WORDS: Final = (
    "aan achter af behalve beneden bij binnen boven buiten dankzij door gedurende in inclusief langs met "
    "na naar naast om omtrent ondanks onder op over per rond rondom samen sedert sinds tegen tijdens tot "
    "tussen uit van vanaf vanuit via volgens voor voorbij wegens zonder als dan dat en maar of omdat want "
    "wanneer terwijl zodra hoewel indien opdat toen tenzij totdat voordat nadat aangezien ook zowel "
    "daarna daarom dus soms vaak meestal alleen enkel eerst nu hier daar er nog al zo toch wel niet "
    "bovendien momenteel tegelijk elders jaarlijks vroeger sindsdien intussen ondertussen daarnaast "
    "anders hierdoor daardoor waar hoe wat wie welke waarom is zijn was waren wordt worden werd werden "
    "heeft hebben had hadden kan kunnen kon zal zullen zou zouden moet moeten mag mogen wil willen gaat "
    "doet staat ik wij we hij zij ze het dit de een deze die alle beide elke elk ieder sommige onze ons "
    "uw je mijn hun geen veel meer minder iedereen niemand iets niets bent u ben"
)
"""Words that begin a sentence right before an article and are no verb that tells what to do."""
_ARTICLES: Final = (
    "uw je jouw het de een ons dit deze die ze hem dan geen alle your the this votre vos une sie ihren"
)
_LEADS_IN: Final = frozenset({"en", "of", "dan", "daarna", "eerst", "nu"})
_READER: Final = frozenset(
    {"u", "je", "jij", "jou", "uw", "jouw", "you", "your", "vous", "votre", "vos", "ihre", "ihren"}
)
_SUBJECTS: Final = frozenset({"u", "je", "you", "vous"})
_MAY: Final = re.compile(
    r"\b(?:u|je) (?:\w+ )?(?:kan|kunt|mag|moet|hoeft|dient|krijgt|betaalt|kiest|hebt|heeft)\b|"
    r"\b(?!wil|ben|woon)[a-z]{3,}t (?:u|je)\b|"
    r"\b(?!als|dat|wat|hoe|waar|die|heb|ben|wil|wie|maar|met|aan|bij|van|voor|zodat|zoals)[a-z]{3,} je "
    r"(?:het|de|een|dit|ze|hem|er|hier|zelf|in|op|via|aan)\b|"
    r"\b(?:kan|kun|kunt|mag|moet|hoeft|dient|krijgt|betaalt|kiest) (?:u|je)\b"
)
"""The reader as who does it."""
_WAY: Final = re.compile(
    r"\b0\d{1,3}[ /.]\d{2}|\b(?:1700|1777|0800)\b|\S@\S|\b(?:\w*loket|\w*balie|onthaal|receptie|"
    r"secretariaat|(?:stads|werk|woon)winkel|\w*punt(?:en)?|langs|afspraak|spreekuur|"
    r"zitdag|formulier|stadhuis|gemeentehuis|sociaal huis|kantoor|dienst|bel|bellen|telefo\w+|mail\w*|"
    r"online|itsme|eid|digid|post|brief|contact|app|website|wijkteam|medewerker|"
    r"\w*desk|counter|town hall|office|phone|guichet|commune|téléphone|schalter|rathaus|telefon)\b"
)
_SENTENCES: Final = re.compile(r"(?<=[.!?;])\s+")
HEADINGS: Final = frozenset({"h1", "h2", "h3", "h4", "h5", "h6", "dt", "summary", "button"})
_TELLS: Final = frozenset(_IMPERATIVES.split())
_NO_VERBS: Final = frozenset(_FUNCTION_WORDS.split())
_OBJECTS: Final = frozenset(_ARTICLES.split())
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
            tells = _starts_with_verb(words) or any(
                _starts_with_verb(words[at:])
                for at, word in enumerate(sentence.split(), 1)
                if word.endswith(":") and at < len(words)
            )
            # "Is het gevaarlijk, bel dan": the verb comes first behind what it depends on.
            tells = tells or any(
                words[at] in _TELLS
                for at, word in enumerate(sentence.split(), 1)
                if word.endswith(",") and at < len(words)
            )
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


def _starts_with_verb(words: Sequence[str]) -> bool:
    at = 1 if words[0] in _LEADS_IN and len(words) > 1 else 0
    return words[at] in _TELLS or is_imperative(words[at : at + 2])


def speaks_to_reader(content: Sequence[Line]) -> bool:
    """Say whether a sentence of the content names its reader or tells what to do."""
    for line in content[:MAX_LINES]:
        for sentence in _SENTENCES.split(line.low) if line.node.tag not in HEADINGS else ():
            words = [word.strip(_STRIPPED) for word in sentence.split()]
            if words and (not _READER.isdisjoint(words) or words[0] in _TELLS or is_imperative(words[:2])):
                return True
    return False


def is_imperative(words: Sequence[str]) -> bool:
    """Say whether a sentence starts with a verb and what it is done to: "Verleng je", "Toon het"."""
    return len(words) == 2 and words[1] in _OBJECTS and words[0].isalpha() and words[0] not in _NO_VERBS


def _to_reader(words: Sequence[str]) -> bool:
    """Say whether a question starts with a verb and who reads it: "Bent u", "Zoek je"."""
    return len(words) > 1 and words[1] in _READER
