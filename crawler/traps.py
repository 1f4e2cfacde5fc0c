"""Addresses that a server can make up without end, known by the pattern they share.

Calendars, combinations of filters, paths that grow by relative links, session ids in unknown
parameters. An address is a *suspect* when its pattern has a part that can run on: a date, a number in
the query, a combination of parameters, a random token, segments that come back. Numbers in the path and
in parameters named like an id stay as they are: those are the articles of real archives.

Of each pattern only so many pages are asked that led nowhere. A suspect page on which new pages of the
site were found (an archive that lists ten titles a page) does not count, so a real archive goes on as
long as it gives something, and a calendar that knows nothing but more calendar ends.
"""

import re
from collections import Counter

from crawler.urls import normal_form, page_identity

_YEAR = r"(?:19|20|21)\d\d"
_MONTH_NAME = (
    r"jan(?:uari|uary|vier)?|feb(?:ruari|ruary)?|f(?:%C3%A9|e)vrier|maart|mrt|mar(?:ch|s)?|apr(?:il)?|avril|mei|may|mai"
    r"|jun[ei]?|juin|jul[iy]?|juillet|aug(?:ustus|ust)?|ao(?:%C3%BB|u)t|sep(?:tember|tembre|t)?|o[ck]t(?:ober|obre)?"
    r"|nov(?:ember|embre)?|dec(?:ember)?|d(?:%C3%A9|e)cembre"
)
_MONTH = rf"(?:0?[1-9]|1[0-2]|{_MONTH_NAME})"
_DAY = r"(?:0?[1-9]|[12]\d|3[01])"
_DATE = re.compile(
    rf"(?<!\d)(?:{_YEAR}[-_.](?:{_MONTH}(?:[-_.]{_DAY})?|W\d\d?)|{_YEAR}(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\d|3[01])"
    rf"|(?:{_DAY}[-_.])?{_MONTH}[-_.]{_YEAR})(?:[T_]\d\d?(?::?\d\d){{0,2}})?(?![\dA-Za-z])",
    re.IGNORECASE,
)
_PATH_DATE = re.compile(
    rf"(?<![^/])(?:{_YEAR}(?:/(?:{_MONTH}(?:/{_DAY})?|w?[0-5]?\d))?|(?:{_DAY}/)?{_MONTH}/{_YEAR})(?![^/])",
    re.IGNORECASE,
)
_PATH_COUNT = re.compile(
    r"(?<![^/])(page|pagina|seite|p|offset|start|week|maand|month|mois|jaar|year|dag|day|jour)([-/])\d+"
    r"(?![^/])",
    re.IGNORECASE,
)
_NUMBER = re.compile(r"[-+]?\d+")
_TOKEN = re.compile(r"(?=.*\d[A-Za-z]+\d)(?=.*[A-Za-z]\d+[A-Za-z])[0-9A-Za-z_-]{12,}|\d{16,}")
_IDENTIFIER = re.compile(
    r"\w*id|\w*nr|artikel|article|bericht|dienst|doc|document|event|item|news|nieuws|node|product|vacature",
    re.IGNORECASE | re.ASCII,
)
_MARK = "<"
"""Begins each folded part; it cannot stand in the normal form of an address."""


class TrapGuard:
    """Counts the fruitless pages of each pattern; one per crawl, not shared between sites."""

    def __init__(self, limit_per_pattern: int = 25, max_path_depth: int = 20) -> None:
        self.limit_per_pattern = limit_per_pattern
        self.max_path_depth = max_path_depth
        """Path segments; an address with more of them is refused however it came about."""
        self._fruitless: Counter[str] = Counter()

    def pattern(self, url: str) -> str:
        """Return the page address with everything that can run on folded into `<date>`, `<n>` and so on."""
        address, _, query = page_identity(url).page_url.partition("?")
        scheme, _, rest = address.partition("://")
        host, _, path = rest.partition("/")
        folded = f"{scheme}://{host}/{_fold_path(path)}"
        return f"{folded}?{_fold_query(query)}" if query else folded

    def is_suspect(self, url: str) -> bool:
        """Tell whether the server could make up addresses like this one without end."""
        return _MARK in self.pattern(url)

    def too_deep(self, url: str) -> str | None:
        """Return why an address is refused at first sight, or `None`; counts nothing."""
        depth = normal_form(url).partition("?")[0].count("/") - 2
        return f"{depth} path segments" if depth > self.max_path_depth else None

    def refuses(self, url: str) -> str | None:
        """Return why an address is not to be asked any more, or `None` and then count it as asked.

        To be called once per page, right before it is visited.
        """
        if deep := self.too_deep(url):
            return deep
        pattern = self.pattern(url)
        if _MARK not in pattern:
            return None
        if self._fruitless[pattern] >= self.limit_per_pattern:
            return pattern
        self._fruitless[pattern] += 1
        return None

    def credit(self, url: str) -> None:
        """Note that a page led to new pages of the site that are no suspects: it does not count."""
        pattern = self.pattern(url)
        if self._fruitless[pattern] > 0:
            self._fruitless[pattern] -= 1


def _fold_path(path: str) -> str:
    path = _PATH_COUNT.sub(rf"\1\2{_MARK}n>", _PATH_DATE.sub(f"{_MARK}date>", path))
    segments = [_DATE.sub(f"{_MARK}date>", segment) for segment in path.split("/")]
    distinct = sorted({segment for segment in segments if segment})
    # One segment that comes back (`/nieuws/nieuws`) happens on real sites; two do not.
    comes_back = len(segments) - segments.count("") - len(distinct)
    return "/".join([*distinct, f"{_MARK}again>"]) if comes_back >= 2 else "/".join(segments)


def _fold_query(query: str) -> str:
    pairs = [_fold_pair(*pair.partition("=")[::2]) for pair in query.split("&")]
    fixed = [pair for pair in pairs if _IDENTIFIER.fullmatch(pair.partition("=")[0])]
    if len(pairs) - len(fixed) >= 2:
        return "&".join([*fixed, f"{_MARK}filters>"])
    return "&".join(pairs)


def _fold_pair(name: str, value: str) -> str:
    if not value or _IDENTIFIER.fullmatch(name):
        return f"{name}={value}"
    if _TOKEN.fullmatch(value):
        return f"{name}={_MARK}token>"
    if _NUMBER.fullmatch(value):
        return f"{name}={_MARK}n>"
    return f"{name}={_DATE.sub(f'{_MARK}date>', value)}"
