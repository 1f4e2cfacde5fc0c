"""What is gathered of a file while it is read, with limits on how much that may be."""

from collections.abc import Iterable, Iterator

from crawler.gather.office.limits import MAX_LETTERS, MAX_PARAGRAPHS, MAX_THINGS, TooMuch
from drempel.model.office_document import (
    OfficeField,
    OfficeLink,
    OfficeParagraph,
    OfficePicture,
    OfficeRun,
    OfficeTable,
)

MAX_NAME = 300
"""Letters kept of a name, an address or an alternative text."""


class Gathered:
    """The paragraphs and things of a file so far."""

    def __init__(self) -> None:
        self.paragraphs: list[OfficeParagraph] = []
        self.pictures: list[OfficePicture] = []
        self.tables: list[OfficeTable | None] = []
        """`None` for those that are still open."""
        self.links: list[OfficeLink] = []
        self.fields: list[OfficeField] = []
        self.boxes: list[int] = []
        self._letters = 0

    @property
    def next_number(self) -> int:
        """Return the number that the next paragraph gets."""
        return len(self.paragraphs) + 1

    def add(self, paragraph: OfficeParagraph) -> None:
        """Take in a paragraph; raises `TooMuch`."""
        self.paragraphs.append(paragraph)
        self._letters += len(paragraph.text)
        things = len(self.pictures) + len(self.tables) + len(self.links) + len(self.fields)
        if len(self.paragraphs) > MAX_PARAGRAPHS or self._letters > MAX_LETTERS or things > MAX_THINGS:
            raise TooMuch("text")

    def open_table(self) -> int:
        """Return the number of a table that begins."""
        self.tables.append(None)
        if len(self.tables) > MAX_THINGS:
            raise TooMuch("tables")
        return len(self.tables) - 1

    def closed_tables(self) -> tuple[OfficeTable, ...]:
        """Return the tables that were read to their end."""
        return tuple(table for table in self.tables if table is not None)


def merged(runs: Iterable[OfficeRun]) -> tuple[OfficeRun, ...]:
    """Return runs with those of one form together: programs cut words in pieces."""
    return tuple(_merged(runs))


def _merged(runs: Iterable[OfficeRun]) -> Iterator[OfficeRun]:
    pending: list[OfficeRun] = []
    for run in runs:
        if pending and _form(run) != _form(pending[0]) and run.text.strip():
            yield _one(pending)
            pending = []
        pending.append(run)
    if pending:
        yield _one(pending)


def _one(runs: list[OfficeRun]) -> OfficeRun:
    first = next((run for run in runs if run.text.strip()), runs[0])
    return OfficeRun("".join(run.text for run in runs), first.size, first.is_bold, first.colour, first.ground)


def _form(run: OfficeRun) -> tuple[object, ...]:
    return run.size, run.is_bold, run.colour, run.ground


def colour_of(hexadecimal: str) -> tuple[int, int, int] | None:
    """Return a colour such as `1A6FB0` or `#1a6fb0`; `None` for words such as `auto`."""
    digits = hexadecimal.lstrip("#")
    if len(digits) == 8:
        digits = digits[2:]  # the first two tell how opaque it is
    try:
        return (int(digits[:2], 16), int(digits[2:4], 16), int(digits[4:], 16)) if len(digits) == 6 else None
    except ValueError:
        return None


def short(text: str | None) -> str:
    """Return a name or alternative text in one line and not too long."""
    return " ".join((text or "").split())[:MAX_NAME]
