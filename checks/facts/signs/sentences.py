"""The sentences of the content of a page, and a sign from those that match."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from checks.facts.page import Line, Page
from drempel.model.facts import Evidence
from drempel.model.signs import Sign

MOST_PLACES = 5
_END = re.compile(r"[.!?]\s+(?=\S)")


@dataclass(frozen=True, slots=True)
class Sentence:
    """One sentence in lower case, with the line it stands in and where it begins there."""

    line: Line
    start: int
    low: str

    @property
    def text(self) -> str:
        """Return the words as they stand on the page."""
        return self.line.text[self.start : self.start + len(self.low)].strip()


def sentences(page: Page) -> Iterator[Sentence]:
    """Yield the sentences of the content."""
    for line in page.content:
        start = 0
        for end in _END.finditer(line.low):
            yield Sentence(line, start, line.low[start : end.end()])
            start = end.end()
        if start < len(line.low):
            yield Sentence(line, start, line.low[start:])


def place(page: Page, sentence: Sentence, at: int = 0) -> Evidence:
    """Return a sentence as evidence; `at` is the position in it of what matters."""
    return page.evidence(sentence.line.owner(sentence.start + at), sentence.text)


def matching(page: Page, wanted: re.Pattern[str], unwanted: re.Pattern[str] | None = None) -> list[Evidence]:
    """Return the sentences that match one pattern and not the other, at most `MOST_PLACES`."""
    found: list[Evidence] = []
    for sentence in sentences(page):
        hit = wanted.search(sentence.low)
        if hit and not (unwanted and unwanted.search(sentence.low)):
            found.append(place(page, sentence, hit.start()))
            if len(found) == MOST_PLACES:
                break
    return found


def sign_of(value: str, places: list[Evidence]) -> Sign | None:
    """Return a sign, `None` without places."""
    return Sign(value, tuple(places[:MOST_PLACES])) if places else None
