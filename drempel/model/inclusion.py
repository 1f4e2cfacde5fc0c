"""What the e-inclusion indicators read: the judged pages of a scan, with what was stored of each."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, TypeVar

from drempel.model.facts import Facts
from drempel.model.finding import Outcome

A = TypeVar("A")


@dataclass(frozen=True, slots=True)
class SeenPage:
    """One judged page. An artefact that is not there was not gathered, held nothing or is no longer kept."""

    url: str
    """The page as its site knows it; `final_url` is where it was in the end."""
    title: str
    final_url: str = ""
    meets_b1: str = ""
    """Whether its running text meets the B1 guideline: `yes`, `doubt`, `no`; empty where not judged."""
    artefacts: Mapping[type[Any], Any] = field(default_factory=dict)
    outcomes: Mapping[str, Outcome] = field(default_factory=dict)
    """By check; one that is absent had nothing to judge on the page, or did not exist yet."""
    fails_norm: bool | None = None
    """Whether a check failed there that the norm of the scan holds; `None` where that is not known."""

    @property
    def facts(self) -> Facts | None:
        """Return what a citizen can find on the page, `None` where it is not known."""
        return self.get(Facts)

    def get(self, kind: type[A]) -> A | None:
        """Return one artefact, `None` where it is not there."""
        found: A | None = self.artefacts.get(kind)
        return found
