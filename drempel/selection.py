"""Answers to plain CSS selectors from an index of the page tree: names and attributes, no combinators.

Nearly all that checks select is a list of names with attributes (`a[href], [role=link i]`). As XPath each
name in such a list is a walk through the whole tree, and the union of the walks is sorted node by node.
"""

import re
from bisect import bisect_left, bisect_right
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property, lru_cache
from typing import Any

from cssselect import HTMLTranslator
from lxml import etree

_TEST = r"\[([a-z][a-z-]*)(?:(\*?=)[\"']?([\w-]+)[\"']?( i)?)?\]"
_PART = re.compile(rf"([a-z][a-z0-9-]*)?((?:{_TEST}|:not\({_TEST}\))*)", re.ASCII)
_TESTS = re.compile(rf"(:not\()?{_TEST}", re.ASCII)
_SMALL = {capital: capital + 32 for capital in range(ord("A"), ord("Z") + 1)}
"""CSS compares without regard to case in ASCII only."""


@dataclass(frozen=True, slots=True)
class _Test:
    """What an attribute must be, or must not be."""

    name: str
    relation: str
    """Empty where the attribute need only be there."""
    value: str
    is_folded: bool
    is_negated: bool

    def holds(self, element: etree._Element) -> bool:
        given = element.get(self.name)
        if given is None or not self.relation:
            return (given is not None) is not self.is_negated
        if self.is_folded:
            given = given.translate(_SMALL)
        found = self.value in given if self.relation == "*=" else self.value == given
        return found is not self.is_negated


@dataclass(frozen=True, slots=True)
class _Part:
    """One of the alternatives of a selector; an empty tag stands for any."""

    tag: str
    tests: tuple[_Test, ...]


@lru_cache(maxsize=2_000)
def plain_parts(css: str) -> tuple[_Part, ...] | None:
    """Return the alternatives of a plain selector, `None` for one that is not plain."""
    parts = []
    for one in css.split(","):
        found = _PART.fullmatch(one.strip())
        if found is None or not found[0]:
            return None
        tests = tuple(
            _Test(name, relation, value.translate(_SMALL) if fold else value, bool(fold), bool(negated))
            for negated, name, relation, value, fold in _TESTS.findall(found[2])
        )
        if not found[1] and all(test.is_negated for test in tests):
            return None
        parts.append(_Part(found[1] or "", tests))
    return tuple(parts)


@lru_cache(maxsize=2_000)
def xpath(css: str) -> Callable[[Any], Any]:
    """Return a compiled search for a CSS selector; a wrong selector raises `cssselect.SelectorError`."""
    search: Callable[[Any], Any] = etree.XPath(HTMLTranslator().css_to_xpath(css))
    return search


class Selection:
    """The elements of a tree in document order, by name and by attribute; searches are kept.

    An element's rank is its place in document order, which differs from the order in which a browser tells
    of elements where there are shadow roots and frames.
    """

    def __init__(self, elements: Sequence[etree._Element], index_of: Mapping[etree._Element, int]) -> None:
        self._index_of = index_of
        self._in_order: list[etree._Element] = list(elements[0].iter())
        self._rank_of = [-1] * len(elements)
        for rank, element in enumerate(self._in_order):
            self._rank_of[index_of[element]] = rank
        self._found: dict[str, tuple[list[int], list[int]]] = {}

    @cached_property
    def _by_tag(self) -> dict[Any, list[int]]:
        by_tag: dict[Any, list[int]] = {}
        for rank, element in enumerate(self._in_order):
            by_tag.setdefault(element.tag, []).append(rank)
        return by_tag

    @cached_property
    def _by_attribute(self) -> dict[Any, list[int]]:
        by_attribute: dict[Any, list[int]] = {}
        for rank, element in enumerate(self._in_order):
            for name in element.keys():  # noqa: SIM118 - the mapping is made anew for each element
                by_attribute.setdefault(name, []).append(rank)
        return by_attribute

    @cached_property
    def _ends(self) -> list[int]:
        """By rank, the rank after the last element below."""
        ends = list(range(1, len(self._in_order) + 1))
        for rank in range(len(ends) - 1, 0, -1):
            above = self._in_order[rank].getparent()
            if above is not None:
                at = self._rank_of[self._index_of[above]]
                ends[at] = max(ends[at], ends[rank])
        return ends

    def all(self, css: str) -> list[int]:
        """Return the indexes of all elements that match, in document order."""
        return self._search(css)[1]

    def below(self, css: str, index: int) -> list[int] | None:
        """Return the indexes of the elements below one that match; `None` if the selector is not plain."""
        rank = self._rank_of[index]
        if rank < 0 or plain_parts(css) is None:
            return None
        ranks, found = self._search(css)
        return found[bisect_right(ranks, rank) : bisect_left(ranks, self._ends[rank])]

    def _search(self, css: str) -> tuple[list[int], list[int]]:
        """Return ranks and indexes of what matches."""
        known = self._found.get(css)
        if known is None:
            parts = plain_parts(css)
            if parts is None:
                known = [], [self._index_of[one] for one in xpath(css)(self._in_order[0])]
            else:
                ranks = self._ranks(parts)
                known = ranks, [self._index_of[self._in_order[rank]] for rank in ranks]
            self._found[css] = known
        return known

    def _ranks(self, parts: Sequence[_Part]) -> list[int]:
        found: set[int] = set()
        for part in parts:
            needed = next((test.name for test in part.tests if not test.is_negated), "")
            ranks = self._by_tag.get(part.tag, ()) if part.tag else self._by_attribute.get(needed, ())
            if part.tests:
                ranks = [
                    rank for rank in ranks if all(test.holds(self._in_order[rank]) for test in part.tests)
                ]
            found.update(ranks)
        return sorted(found)
