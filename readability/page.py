"""Read one page: measure its text and say what a writer can make easier."""

from dataclasses import dataclass

from drempel.model.hint import TextHints
from drempel.model.text import TextProfile, VisibleText
from readability.page_hints import page_hints
from readability.profile import profile


@dataclass(frozen=True, slots=True)
class PageReading:
    """Everything that is known of the text of a page."""

    profile: TextProfile
    hints: TextHints


def read_page(text: VisibleText) -> PageReading:
    """Return everything that is known of the text of a page; the same text gives the same."""
    return PageReading(profile(text), page_hints(text))
