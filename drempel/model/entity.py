"""Who answers for websites."""

from dataclasses import dataclass

from drempel.model.site import Site


@dataclass(frozen=True, slots=True)
class Entity:
    """A public body that answers for sites; `parent` is the id of the body it belongs to, or empty."""

    id: str
    name: str
    kind: str = ""
    """`departement`, `agentschap`, `gemeente`, `ocmw`, `provincie`, `federaal`… or empty."""
    parent: str = ""
    groups: tuple[str, ...] = ()
    sites: tuple[Site, ...] = ()
