"""On which pages of a scan the gatherers run that use a page: one of each template, and the key pages."""

import re
from collections import Counter
from typing import Final
from urllib.parse import unquote, urlsplit

from checks.fingerprint import path_template
from drempel.model.scan import Depth

KEY_WORDS: Final[dict[str, str]] = {
    "login": r"aanmelden|inloggen|log-?in|mijn-?(?:dossier|profiel|loket)",
    "sitemap": r"site-?map|inhoud-van-deze-site",
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

MAX_OF_A_KIND: Final = 10
"""Pages that count as key pages of one kind; news about a subject has its words too."""

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


class DeepChoice:
    """Chooses the pages of one scan that are used, as they come."""

    def __init__(self, depth: Depth) -> None:
        self._depth = depth
        self._templates: set[str] = set()
        self._of_kind: Counter[str] = Counter()

    def takes(self, url: str, title: str) -> bool:
        """Say whether a page is used; it counts as used from now on."""
        if self._depth is not Depth.TEMPLATES:
            return self._depth is Depth.ALL
        template = path_template(url)
        is_new = template not in self._templates
        self._templates.add(template)
        kinds = [kind for kind in kinds_of(url, title) if self._of_kind[kind] < MAX_OF_A_KIND]
        self._of_kind.update(kinds)
        return is_new or bool(kinds)
