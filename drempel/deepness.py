"""On which pages of a scan the gatherers run that use a page: one of each template, and the key pages.

The template of a page is known from the scan before; of a new page the form of its address stands for it.
"""

from collections import Counter
from collections.abc import Mapping
from types import MappingProxyType
from typing import Final

from checks.fingerprint import path_template
from crawler.urls import page_identity
from drempel.inclusion.key_words import kinds_of
from drempel.model.scan import Depth
from drempel.model.template import KnownTemplate

MAX_OF_A_KIND: Final = 10
"""Pages that count as key pages of one kind; news about a subject has its words too."""

SLOW_OF_A_KIND: Final = 3
"""Key pages of one kind that are loaded slowly, which takes a quarter of a minute each, mostly of waiting."""


PICTURES_OF_A_TEMPLATE: Final = 3
"""Pages with addresses of one form of which a whole picture is taken.

Measured on the example town: 0.1 CPU seconds for a page of 1,800 pixels high."""


_BY_CONTENT: Final = frozenset({"contact", "form", "login", "service", "statement"})
"""Kinds of key page that are told by what stands on a page, where its name says nothing."""


def key_kinds(url: str, title: str, kind: str | None = None) -> list[str]:
    """Return as which kinds of key page a page counts; `kind` is what its content tells (`Facts.kind`).

    News about a subject may have the words of a key page in its title, and is none.
    """
    named = kinds_of(url, title)
    if kind == "news" and named != ["home"]:
        return []
    return named or ([kind] if kind in _BY_CONTENT else [])


class KeyChoice:
    """Chooses key pages of one scan, the first few of each kind, as they come."""

    def __init__(self, most_of_a_kind: int = SLOW_OF_A_KIND) -> None:
        self._most = most_of_a_kind
        self._of_kind: Counter[str] = Counter()

    def takes(self, url: str, title: str, kind: str | None = None) -> bool:
        """Say whether a page is one of them; it counts from now on."""
        kinds = [one for one in key_kinds(url, title, kind) if self._of_kind[one] < self._most]
        self._of_kind.update(kinds)
        return bool(kinds)

    def count(self, url: str, title: str) -> None:
        """Count a page that an earlier scan chose; why it did is not known where its name does not tell."""
        self._of_kind.update(kinds_of(url, title) or _BY_CONTENT)


class PictureChoice:
    """Chooses the pages of a scan of which a whole picture is taken: the first ones of each kind of address.

    Problems of a template show on its first pages; those of one page alone often go without a picture.
    """

    def __init__(self) -> None:
        self._taken: Counter[str] = Counter()

    def takes(self, url: str, _title: str = "") -> bool:
        """Say whether a page is one of them; it counts from now on."""
        template = path_template(url)
        self._taken[template] += 1
        return self._taken[template] <= PICTURES_OF_A_TEMPLATE


class DeepChoice:
    """Chooses the pages of one scan that are used, as they come."""

    def __init__(self, depth: Depth, known: Mapping[str, KnownTemplate] = MappingProxyType({})) -> None:
        """`known` tells of the pages of the scan before, by address; what was used then is used again."""
        self._depth = depth
        self._known = known
        self._had_one = {page.number for page in known.values() if page.was_used}
        self._numbers: set[int] = set()
        self._forms: set[str] = set()
        self._of_kind: Counter[str] = Counter()

    def takes(self, url: str, title: str, kind: str | None = None) -> bool:
        """Say whether a page is used; it counts as used from now on."""
        if self._depth is not Depth.TEMPLATES:
            return self._depth is Depth.ALL
        is_new = self._is_first(url)
        kinds = [one for one in key_kinds(url, title, kind) if self._of_kind[one] < MAX_OF_A_KIND]
        self._of_kind.update(kinds)
        return is_new or bool(kinds)

    def count(self, url: str, title: str) -> None:
        """Count a page that an earlier scan used; why it did is not known where nothing here tells."""
        is_first, named = self._is_first(url), kinds_of(url, title)
        self._of_kind.update(named or (() if is_first else _BY_CONTENT))

    def _is_first(self, url: str) -> bool:
        """Say whether a page stands for its template."""
        form = path_template(url)
        page = self._known.get(page_identity(url).page_url)
        if page is None:
            is_first = form not in self._forms
        else:
            # The same page as before: what is found on it can be compared.
            is_first = page.was_used or (page.number not in self._had_one | self._numbers)
            self._numbers.add(page.number)
        self._forms.add(form)
        return is_first
