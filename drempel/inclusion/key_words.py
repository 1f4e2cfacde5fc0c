"""Kinds of key page that an address and a title suggest."""

import re
from typing import Final
from urllib.parse import unquote, urlsplit

KEY_WORDS: Final[dict[str, str]] = {
    "login": r"aanmelden|inloggen|log-?in|mijn-?(?:dossier|profiel|loket)",
    "sitemap": r"site-?map|alle-pagina-?s|inhoud-van-deze-site",
    "contact": r"contact|bereik-ons|openingsuren",
    "help": r"hulp|help|veelgestelde-vragen|faq",
    "legal": r"privacy|disclaimer|gebruiksvoorwaarden|juridisch|cookies?",
    "statement": r"toegankelijkheids?(?:verklaring)?",
    "feedback": r"feedback|meld-een-probleem|klachten?",
    "search": r"zoek(?:en|resultaten)?",
    "service": r"aanvra(?:ag|gen)|aangeven|aangifte|melden|inschrijven|premies?|vergunning(?:en)?"
    r"|attest(?:en)?|subsidies?",
}
"""Kind of key page → words in its address or title. Kinds after Decision (EU) 2018/1524, annex I, 3.2; words
as Flemish and Dutch sites use them, 2026."""

_PATTERNS = {kind: re.compile(rf"(?<![a-z])(?:{words})(?![a-z])") for kind, words in KEY_WORDS.items()}
_APART = re.compile(r"[^a-z0-9]+")


def kinds_of(url: str, title: str) -> list[str]:
    """Return which kinds of key page an address and a title suggest; the home page is `home`."""
    path = urlsplit(url).path
    if path in {"", "/"}:
        return ["home"]
    name = _APART.sub("-", unquote(path.rstrip("/").rpartition("/")[2]).casefold())
    head = _APART.sub("-", re.split(r" [-|–—] ", title)[0].casefold())
    return [kind for kind, pattern in _PATTERNS.items() if pattern.search(name) or pattern.search(head)]
