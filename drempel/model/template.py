"""A page template: pages of a site that are built alike."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class PageTemplate:
    """One template in one scan. `number` stays the same over the scans of a site."""

    number: int
    pages: int
    example_url: str
    """The first of its pages in alphabetical order."""


@dataclass(frozen=True, slots=True)
class KnownTemplate:
    """What an earlier scan knows of one page: the number of its template, and whether the page was used."""

    number: int
    was_used: bool
