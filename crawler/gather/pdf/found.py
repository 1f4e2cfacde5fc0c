"""What the content streams of a file said, as it is collected while they are read."""

from dataclasses import dataclass, field
from typing import Any

from crawler.gather.pdf.fonts import FontUse
from crawler.gather.pdf.tree import Place
from drempel.model.pdf_document import PdfLanguage, PdfStretch
from drempel.model.pdf_text import PdfPicture, PdfPiece


@dataclass(slots=True)
class PageTally:
    """What was counted on one page."""

    letters: int = 0
    hidden_letters: int = 0
    largest_image: float = 0
    """Surface in square points."""


@dataclass(slots=True)
class Content:
    """What all content streams of a file said."""

    stretches: dict[tuple[str, int], str] = field(default_factory=dict)
    """Kind and page → the first text, empty where there is none."""
    languages: dict[tuple[str, int], None] = field(default_factory=dict)
    fonts: dict[Any, FontUse] = field(default_factory=dict)
    times_drawn: dict[Place, list[int]] = field(default_factory=dict)
    """Drawing with tagged content → the pages on which it is drawn, one for each time."""
    parts_elsewhere: dict[int, None] = field(default_factory=dict)
    words_to_keep: int = 50_000
    """How many words fonts may still keep by how they are written: some 20 MB."""
    pieces: list[PdfPiece] = field(default_factory=list)
    """In the order of drawing."""
    pictures: list[PdfPicture] = field(default_factory=list)

    def all_stretches(self) -> tuple[PdfStretch, ...]:
        """Return what is the matter, by page."""
        return tuple(
            PdfStretch(what, page, sample)
            for (what, page), sample in sorted(self.stretches.items(), key=lambda one: one[0][::-1])
        )

    def all_languages(self) -> list[PdfLanguage]:
        """Return the codes that marked content names."""
        return [PdfLanguage(code, "content", page) for code, page in self.languages]
