"""What is kept of each judged page until the end of a scan, for checks that compare the pages of a site."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from drempel.model.finding import Pointer


@dataclass(frozen=True, slots=True)
class SketchedLink:
    """A link in the part of a page that it shares with others."""

    name: str
    """Accessible name, folded."""
    target: str
    """Where it leads: the page without marks of a visitor, or a phone number or mail address as a whole."""


@dataclass(frozen=True, slots=True)
class SketchedPart:
    """A landmark outside the main content: a header, navigation or footer."""

    role: str
    name: str
    place: str
    """Landmark path, e.g. `header/nav`; with role and name what makes two parts of two pages the same one."""
    links: tuple[SketchedLink, ...]
    pointer: Pointer

    def is_same_as(self, other: "SketchedPart") -> bool:
        """Tell whether two pages have this part in common, whatever its links are."""
        return (self.role, self.name, self.place) == (other.role, other.name, other.place)


@dataclass(frozen=True, slots=True)
class PageSketch:
    """One judged page as others of its site are compared with it."""

    page_url: str = ""
    title: str = ""
    heading: str = ""
    """Text of the first `h1`, else empty."""
    language: str = ""
    parts: tuple[SketchedPart, ...] = ()
    targets: frozenset[str] = frozenset()
    """Page addresses that any link of the page leads to."""
    has_search: bool = False
    help: Mapping[str, str] = field(default_factory=dict)
    """Way to get help (`contact`, `phone`, `mail`, `chat`, `questions`) → landmark path of its first place,
    in the order of those places."""


@dataclass(frozen=True, slots=True)
class SiteView:
    """All judged pages of one scan, in the order of their addresses; the start page is told apart."""

    start: PageSketch
    pages: tuple[PageSketch, ...]
