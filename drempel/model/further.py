"""The artefacts of a page that only checks read, by the name under which they are stored.

What is stored can be judged again. An artefact that holds nothing is not stored.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any, Final

from drempel.model.artefact import Linked, Links, Media, PageSource, Pixels, Placeholders, Turns
from drempel.model.document import DocumentLinks
from drempel.model.facts import Facts
from drempel.model.finding import Crop
from drempel.model.focus_walk import FocusWalk
from drempel.model.form_use import FormUse
from drempel.model.marks import PageMarks, Supplies
from drempel.model.motion import Motion
from drempel.model.pointer_use import PointerUse
from drempel.model.reflow import Reflow
from drempel.model.shots import Shots
from drempel.model.signs import Signs
from drempel.model.site_view import PageSketch
from drempel.model.slow_load import SlowLoad
from drempel.model.statement_seen import StatementSeen
from drempel.model.transfer import Transfer
from drempel.model.widgets import Widgets
from drempel.model.without import Without


@dataclass(frozen=True, slots=True)
class Crops:
    """The pictures of the findings of a page, by fingerprint."""

    of: Mapping[str, Crop] = field(default_factory=dict)


FURTHER: Final[dict[str, type[Any]]] = {
    "media": Media,
    "pixels": Pixels,
    "linked": Linked,
    "turns": Turns,
    "source": PageSource,
    "placeholders": Placeholders,
    "crops": Crops,
    "focus_walk": FocusWalk,
    "reflow": Reflow,
    "motion": Motion,
    "pointer_use": PointerUse,
    "widgets": Widgets,
    "form_use": FormUse,
    "without": Without,
    "facts": Facts,
    "signs": Signs,
    "transfer": Transfer,
    "slow_load": SlowLoad,
    "statement": StatementSeen,
    "marks": PageMarks,
    "supplies": Supplies,
    "links": Links,
    "sketch": PageSketch,
    "shots": Shots,
    "documents": DocumentLinks,
}
"""Name (at most 16 characters) → type; each can be made without arguments, and is empty then."""


def worth_storing(artefacts: Iterable[object]) -> Iterator[tuple[str, object]]:
    """Yield those that hold something, with their names."""
    names = {kind: name for name, kind in FURTHER.items()}
    for artefact in artefacts:
        name = names.get(type(artefact))
        if name is not None and artefact != FURTHER[name]():
            yield name, artefact
