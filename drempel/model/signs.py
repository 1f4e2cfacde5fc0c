"""Words and elements of a page that some e-inclusion indicators ask for: the derived artefact `Signs`.

`Facts` is what a citizen can find; signs are smaller: a sentence on paper forms, a button to save, a term
that nobody explains.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field

from drempel.model.facts import Evidence


@dataclass(frozen=True, slots=True)
class Sign:
    """Something that was seen: `value` is one of the words of its reader, `seen` at most five places."""

    value: str
    seen: tuple[Evidence, ...] = ()


@dataclass(frozen=True, slots=True)
class Signs:
    """The signs of one page by name; one that is absent was looked for and not found."""

    was_read: bool = False
    of: Mapping[str, Sign] = field(default_factory=dict)
