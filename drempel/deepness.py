"""On which pages of a scan the gatherers run that use a page: one of each template, and the key pages."""

from collections import Counter
from typing import Final

from checks.fingerprint import path_template
from drempel.inclusion.key_words import kinds_of
from drempel.model.scan import Depth

MAX_OF_A_KIND: Final = 10
"""Pages that count as key pages of one kind; news about a subject has its words too."""

SLOW_OF_A_KIND: Final = 3
"""Key pages of one kind that are loaded slowly, which takes a quarter of a minute each, mostly of waiting."""


class KeyChoice:
    """Chooses key pages of one scan, the first few of each kind, as they come."""

    def __init__(self, most_of_a_kind: int = SLOW_OF_A_KIND) -> None:
        self._most = most_of_a_kind
        self._of_kind: Counter[str] = Counter()

    def takes(self, url: str, title: str) -> bool:
        """Say whether a page is one of them; it counts from now on."""
        kinds = [kind for kind in kinds_of(url, title) if self._of_kind[kind] < self._most]
        self._of_kind.update(kinds)
        return bool(kinds)


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
