"""Pictures of parts of a page, for who has to find a problem there."""

from collections.abc import Mapping
from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class WholePicture:
    """A page as a whole (JPEG), from its top left; what lies below the limit of its height is left out."""

    data: bytes
    width_px: int
    height_px: int
    """Both in CSS pixels of the page."""
    scale: float = 1.0
    """Pixels of the picture in one CSS pixel."""


@dataclass(frozen=True, slots=True)
class Shot:
    """The part of a page (JPEG) around an element, on which the element is framed."""

    data: bytes
    width_px: int
    height_px: int


@dataclass(frozen=True, slots=True)
class Shots:
    """The pictures of findings of one page, by fingerprint; of a problem on many pages one page has it."""

    of: Mapping[str, Shot] = field(default_factory=dict)
