"""What is recorded where a page is used: shared by the artefacts of all gatherers that act.

Each such artefact has a field `untested`: why its gatherer did not come to its end (`timeout`, `budget`,
`crashed`…), else empty. The checks that need it are then `untested` with that reason. Some also have a field
`seen`: the parts of the page's behaviour that were looked at to the end before it broke off. Checks that read
only those are run as ever; those that read a part that was begun tell what was found in it.
"""

from dataclasses import dataclass

from drempel.model.finding import Box, Crop

__all__ = ["Crop", "Held", "LeftOut", "Spot"]


@dataclass(frozen=True, slots=True)
class Held:
    """Something that the page wanted to do to the world, and that did not happen."""

    kind: str
    """`move` (go to another address), `post` (send something), `popup`, `dialog`, `leave` (ask before it is
    left), `download`, or `request` (for something that the visit had not loaded)."""
    detail: str
    """An address, or what a dialog says."""


@dataclass(frozen=True, slots=True)
class Spot:
    """An element of the page that was used."""

    path: tuple[int, ...]
    """Where it is, see `drempel.dom.Dom.at_path`."""
    tag: str
    role: str = ""
    name: str = ""
    box: Box | None = None
    """In CSS pixels from the top left of the document; `None` where it has none."""


@dataclass(frozen=True, slots=True)
class LeftOut:
    """What was not tried of one part of the page's behaviour, so that nothing is known of it."""

    part: str
    """Field of the artefact."""
    why: str
    """`act` (its words suggest that it sends, pays or deletes), `limit` (others of its sort were tried, or
    too many came first), `broke`."""
    spot: Spot | None = None
    """One element; `None` for all that were beyond the limit."""
