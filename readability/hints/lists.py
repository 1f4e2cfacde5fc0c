"""Read the word lists of the hints: at the first text, not at import."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files


@dataclass(frozen=True, slots=True)
class Entry:
    """One phrase of a list, in small letters, and what the list says of it."""

    phrase: str
    columns: tuple[str, ...]
    cue_at: int
    """Where the cue, the longest word of the phrase, stands in it."""


@cache
def entries_by_cue(name: str) -> Mapping[str, tuple[Entry, ...]]:
    """Return the phrases of a list by their longest word, hardly ever a common one; long phrases first."""
    found: dict[str, list[Entry]] = {}
    for forms, *columns in rows(name):
        for form in forms.split(","):
            phrase = form.strip()
            cue = max(phrase.split(), key=len)
            found.setdefault(cue, []).append(Entry(phrase, tuple(columns), f" {phrase} ".index(f" {cue} ")))
    return {
        cue: tuple(sorted(entries, key=lambda entry: -len(entry.phrase))) for cue, entries in found.items()
    }


@cache
def cues(name: str) -> frozenset[str]:
    """Return the words that a text must have for a phrase of a list to be in it."""
    return frozenset(entries_by_cue(name))


@cache
def words_of(name: str) -> frozenset[str]:
    """Return the words of a list without columns."""
    return frozenset(word for row in rows(name) for word in row[0].split())


@cache
def rows(name: str) -> tuple[tuple[str, ...], ...]:
    """Return the rows of a list, cut at its bars."""
    return tuple(_rows(name))


def _rows(name: str) -> Iterator[tuple[str, ...]]:
    text = files("readability").joinpath("data", f"{name}.txt").read_text(encoding="utf-8")
    for line in text.splitlines():
        if line and not line.startswith("#"):
            yield tuple(column.strip() for column in line.split("|"))
