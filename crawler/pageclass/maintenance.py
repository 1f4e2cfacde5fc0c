"""Sites that are closed for a while. That they will be, or that the swimming pool is, makes a page."""

import re

from crawler.pageclass.door import segments
from crawler.pageclass.look import Look
from crawler.pageclass.verdict import (
    FEW_WORDS,
    SOME_WORDS,
    Verdict,
    broken,
    parts_of,
    says_only,
    sentences,
    vocabulary,
)

UPKEEP = re.compile(r"onderhoud|maintenance|back soon|zo terug|wartung", re.IGNORECASE)

_CLOSED = (
    r"(?:in (?:\w+ )?(?:onderhoud|maintenance)|onderhoud\w*|maintenance|niet (?:meer )?(?:beschikbaar"
    r"|bereikbaar|toegankelijk)"
    r"|onbeschikbaar|onbereikbaar|unavailable|not available|offline|down for|indisponible|hors service"
    r"|inaccessible"
    r"|buiten (?:gebruik|dienst)|wartung\w*|gewartet|überarbeitet|nicht (?:erreichbar|verfügbar)"
    r"|zo (?:weer )?terug|back (?:soon|shortly|online))"
)
CLOSED_SITE = re.compile(
    r"\b(?:\w{0,20}site|webstek|webseite|platform|\w{0,20}toepassing|e-?loket|portaal|portal|portail"
    r"|application"
    r"|anwendung|seite|(?:this|our|the) service)\b[^.!?\n]{0,60}\b" + _CLOSED + r"\b"
    r"|\b(?:onderhoud\w{0,20}|maintenance|wartung\w{0,20})\b[^.!?\n]{0,40}\b(?:aan|van|of|on|to|de|du|an"
    r"|auf) (?:(?:de|deze|onze|the|our|ce|le|notre|der|dieser|unserer) )?"
    r"(?:\w{0,20}site|platform|toepassing|application|webseite|anwendung)\b"
    r"|\b(?:momenteel|even|tijdelijk|currently|actuellement|derzeit"
    r"|zurzeit)\b[^.!?\n]{0,30}\b(?:in onderhoud|under maintenance|en maintenance|offline)"
    r"|\b(?:we|wij) (?:voeren|werken|zijn)\b[^.!?\n]{0,40}\b(?:onderhoud\w{0,20}|zo (?:weer )?terug)"
    r"|\bwe(?:'ll| will) be (?:right )?back\b|\bdown for (?:scheduled )?maintenance\b"
    r"|\b(?:briefly|korte tijd|kortstondig|even)\b[^.!?\n]{0,20}\b(?:unavailable|niet beschikbaar)\b"
    r"|\bbrièvement indisponible|\bkurzzeitig nicht verfügbar",
    re.IGNORECASE,
)
_PLANNED = re.compile(
    r"\b(?:zal|zullen|wordt|worden|gepland\w*|binnenkort|komende?|volgende|morgen|dan|will be|scheduled"
    r"|planned|soon|upcoming|sera|seront|prévue?|prochain\w*|wird|werden|geplant\w*|nächste\w*"
    r"|(?:maan|dins|woens|donder|vrij|zater|zon)dag|(?:mon|tues|wednes|thurs|fri|satur|sun)day"
    r"|lundi|mardi|mercredi|jeudi|vendredi|samedi|dimanche|montag|dienstag|mittwoch|donnerstag|freitag"
    r"|samstag|sonntag"
    r"|(?:op|on|le|am) \d{1,2}[ .]|tussen \d|van \d{1,2}\b|(?:was|were|waren|était|étaient|war)\b)",
    re.IGNORECASE,
)
_NOW = re.compile(
    r"\b(?:momenteel|op dit (?:moment|ogenblik)|nu|currently|right now|at the moment|actuellement"
    r"|en ce moment|derzeit"
    r"|zurzeit|zur zeit|momentan|gerade|briefly|korte tijd|kortstondig|brièvement|kurzzeitig|"
    r"(?:we|wij) zijn zo|(?:be|are) (?:right )?back)\b",
    re.IGNORECASE,
)
_NAME = re.compile(
    r"onderhoud|maintenance|wartung|zo (?:weer )?terug|be (?:right )?back|back soon|niet beschikbaar"
    r"|unavailable|indisponible|offline|even geduld"
)
_NAME_WORDS = vocabulary(
    "onderhoud onderhoudswerken onderhoudswerkzaamheden onderhoudsmodus onderhoudspagina technisch",
    "maintenance mode",
    "wartung wartungsarbeiten wartungsmodus in de deze onze website webstek site sorry is zijn we wij zo",
    "weer terug",
    "even geduld tijdelijk momenteel niet beschikbaar buiten gebruik gesloten under currently down for",
    "scheduled",
    "be will we'll back soon right shortly temporarily unavailable offline en cours le ce notre est travaux",
    "indisponible temporairement seite webseite die unsere wegen wegens voor pagina page aan het",
)
_SEGMENTS = frozenset(
    {"maintenance", "onderhoud", "onderhoudspagina", "offline", "wartung", "en-maintenance"}
)


def maintenance(title: str, text: str, look: Look, final_url: str, url: str) -> Verdict | None:
    """Return that a page says that its site is closed now, `None` if it says more or another thing."""
    words = look.own_words
    if words > SOME_WORDS:
        return None
    names = [*parts_of(title), *look.headings[:2]]
    named = next((name for name in names if says_only(name, _NAME, _NAME_WORDS)), "")
    was_sent = bool(_SEGMENTS & set(segments(final_url)[-1:])) and not _SEGMENTS & set(segments(url))
    said = next((s for s in sentences(f"{title}\n{text}") if _says_closed(s)), "")
    if not said:
        is_alone = words <= FEW_WORDS // 2 and look.links <= 3 and named.strip().lower() != "onderhoud"
        return broken("maintenance", named) if named and is_alone and UPKEEP.search(named) else None
    if named or was_sent or (words <= FEW_WORDS and look.links <= 8):
        return broken("maintenance", said)
    return None


def _says_closed(sentence: str) -> bool:
    if sentence.endswith("?") or not CLOSED_SITE.search(sentence):
        return False
    return _NOW.search(sentence) is not None or not _PLANNED.search(sentence)
