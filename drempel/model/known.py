"""What an earlier scan knows of an address: enough to end it again without a visit."""

from dataclasses import dataclass, field

from drempel.model.artefact import Links
from drempel.model.marks import PageMarks, Supplies
from drempel.model.snapshot import FetchRecord


@dataclass(frozen=True, slots=True)
class KnownPage:
    """How an address ended in an earlier scan, and by what it is recognised, as far as it can be."""

    record: FetchRecord
    title: str = ""
    seen_scan: str = ""
    """Id of the scan that visited it last."""
    marks: PageMarks = field(default_factory=PageMarks)
    supplies: Supplies = field(default_factory=Supplies)
    links: Links = field(default_factory=Links)
    """What it points to, `led_to` of its answer included."""
    shown: str = ""
    """Title and visible text, a line for each block."""
