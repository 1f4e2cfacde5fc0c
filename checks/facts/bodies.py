"""Whose number or address it is: the site's own, or that of another body that the page names beside it."""

import re
import tomllib
from functools import cache
from importlib.resources import files

from checks.facts.page import Page

# Names by their form: a body of another level, a firm. A body that the page itself is, is known as its own.
_OF_FORM = re.compile(
    r"(?<!\w)(?:(?:FOD|POD|SPF|SPP)(?: (?:en|et|des|du|de|la)| [A-Z][\w-]+){1,5}"
    r"|(?:[Aa]gentschap|[Dd]epartement|[Rr]ijksdienst|[Rr]ijksinstituut|[Ff]ederaal [Aa]gentschap"
    r"|[Ff]ederale [Dd]ienst)(?: (?:voor|van|der|de|het|en|Vlaanderen))*(?: [A-Z][\w-]+)+"
    r"|(?:Vlaamse|Federale|Waalse|Brusselse) [A-Z]?\w*(?:[Dd]ienst|[Cc]ommissie|[Mm]aatschappij|[Ff]onds)"
    r"|[A-Z][\w&'’-]*(?: [A-Z][\w&'’-]*){0,2} (?:nv|NV|bv|BV|bvba|BVBA)"
    r"|[Aa]annemer|[Ff]irma|[Ww]achtpost|[A-Z]\w+fonds)(?!\w)"
)
_SELF = re.compile(
    r"\b(?:gemeente|stad|ocmw|provincie|district|politie\w*|fod|pod|agentschap|departement|intercommunale|"
    r"commune|ville|spf)\b"
)
_BREAK = re.compile(r"[.;:!?\n|•·]\s")


@cache
def _table() -> dict[str, dict[str, list[str]]]:
    data = files("checks.facts").joinpath("data", "other_bodies.toml").read_text(encoding="utf-8")
    return tomllib.loads(data)


@cache
def _names() -> re.Pattern[str]:
    groups = _table()["names"].values()
    words = sorted((word for group in groups for word in group), key=len, reverse=True)
    return re.compile(r"(?<!\w)(?:" + "|".join(words) + r")(?!\w)", re.IGNORECASE)


@cache
def _domains() -> frozenset[str]:
    return frozenset(_table()["domains"]["other"])


class Bodies:
    """Tells other bodies from the page's own, which is known by its host, title, header and footer."""

    def __init__(self, page: Page) -> None:
        site = [page.host.replace(".", " "), page.dom.title, page.h1]
        site += [line.text for line in page.lines if line.zone in {"header", "footer"}][:40]
        site += [link.text for link in page.links if link.zone == "header"][:10]
        self._own = " ".join(site).lower()
        # Who does not know the page's own body cannot tell by form alone that another one is meant.
        self._is_known = bool(_SELF.search(self._own))
        self._own_host = page.host

    def other_in(self, text: str) -> str:
        """Return the last name of another body in a text, empty when there is none."""
        patterns = (_names(), _OF_FORM) if self._is_known else (_names(),)
        for pattern in patterns:
            for found in reversed(list(pattern.finditer(text))):
                # By its first words: what follows may be the next line.
                if " ".join(found[0].lower().split()[:3]) not in self._own:
                    return found[0]
        return ""

    def other_before(self, text: str, position: int) -> str:
        """Return the other body that is named in the sentence before a position, empty when there is none."""
        return self.other_in(text[sentence_start(text, position) : position])

    def is_foreign_domain(self, domain: str) -> bool:
        """Say whether a mail domain is known to be that of another body."""
        domain = domain.lower()
        own = self._own_host
        if own and (own == domain or own.endswith("." + domain)):
            return False
        return any(domain == other or domain.endswith("." + other) for other in _domains())


def sentence_start(text: str, position: int) -> int:
    """Return where the sentence begins that a position stands in; abbreviations as `tel.` end none."""
    start = 0
    for found in _BREAK.finditer(text, 0, position):
        before = text[max(0, found.start() - 6) : found.start()].lower()
        if found[0][0] == ":" or (
            found[0][0] == "."
            and re.search(r"(?:\b(?:tel|t|f|nr|gsm|st|str|bv|vb|u|mevr|dhr|prof|dr|[a-z])|\d)$", before)
        ):
            continue
        start = found.end()
    return start
