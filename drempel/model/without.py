"""What of a page is there for people who get it without scripts or without pictures."""

from dataclasses import dataclass, field

from drempel.model.acting import Spot


@dataclass(frozen=True, slots=True)
class Parts:
    """How much of a page can be seen."""

    words: int = 0
    links: int = 0
    headings: int = 0
    fields: int = 0


@dataclass(frozen=True, slots=True)
class Background:
    """An element without words whose style shows a picture."""

    spot: Spot
    address: str


@dataclass(frozen=True, slots=True)
class Unread:
    """Text that lies over a picture and has next to no contrast with the colour behind that."""

    spot: Spot
    text: str


@dataclass(frozen=True, slots=True)
class Without:
    """The page as others get it: compared with the page as it was visited."""

    has_scripts: bool = False
    """Where it has none, nothing is lost without them, and it was not loaded again."""
    whole: Parts = field(default_factory=Parts)
    bare: Parts = field(default_factory=Parts)
    """Without scripts."""
    explains: str = ""
    """What the page says in place of its scripts (`noscript`)."""
    lost_links: tuple[str, ...] = ()
    """Names of links that cannot be seen without scripts, the first ones."""
    lost_fields: tuple[str, ...] = ()
    backgrounds: tuple[Background, ...] = ()
    blank: tuple[Spot, ...] = ()
    """Links and buttons of which nothing is seen where pictures do not come."""
    unread: tuple[Unread, ...] = ()
    """What cannot be read where pictures do not come."""
    untested: str = ""
    seen: tuple[str, ...] = ()
    """Where it was broken off, the parts that were seen to the end: `pictures`."""
