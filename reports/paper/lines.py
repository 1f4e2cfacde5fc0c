"""Break text into lines. A run keeps its language, link and weight; words of others cannot act in a file."""

import re
import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Final

from reports.paper.faces import Face
from reports.untrusted import printable, web_address
from reports.wording import Phrase

MOST_CHARS: Final = 600
"""Characters of one run; no text of a page is shown longer."""
_MOST_TURNED: Final = 40
_WORD: Final = re.compile(r"\S+|\s+")
_MAY_BREAK_AFTER: Final = re.compile(r"(?<=[/\-._?&=,;:])")


@dataclass(frozen=True, slots=True)
class Run:
    """Text of one kind. `lang` is empty where it is that of the document; `href` makes it a link.

    `actual` is what is meant where the letters shown are others.
    """

    text: str
    bold: bool = False
    lang: str = ""
    href: str = ""
    quiet: bool = False
    actual: str = ""


Said = str | Phrase | Run
"""What a caller may give as text."""


@dataclass(frozen=True, slots=True)
class Line:
    """One line: its runs from left to right, and its width in points."""

    runs: tuple[Run, ...]
    width: float


def runs_of(said: Said | Sequence[Said], *, bold: bool = False) -> tuple[Run, ...]:
    """Return texts as runs, with one space between two of them unless one has its own."""
    given = [said] if isinstance(said, str | Phrase | Run) else list(said)
    made = []
    for one in given:
        if isinstance(one, Run):
            made.append(replace(one, bold=one.bold or bold))
        elif isinstance(one, Phrase):
            made.append(Run(one.text, bold, one.lang))
        else:
            made.append(Run(one, bold))
    return tuple(made)


def link(url: str, shown: str) -> Run:
    """Return a link to a page; an address that is none of the web is only shown."""
    return Run(shown, href=web_address(url) or "")


def plain(runs: Iterable[Run]) -> str:
    """Return the words alone, as they are meant."""
    return " ".join("".join(run.actual or run.text for run in runs).split())


def broken(runs: Iterable[Run], faces: tuple[Face, Face], size_pt: float, width_pt: float) -> list[Line]:
    """Return the lines of a paragraph, at least one.

    A word that does not fit is broken after a sign such as `/`, or else anywhere.
    """
    lines: list[Line] = []
    now: list[Run] = []
    used = 0.0
    for run in shown(runs, faces):
        face = faces[run.bold]
        for piece in _pieces(run, face, size_pt, width_pt):
            wide = face.width(piece.rstrip(" "), size_pt)
            if now and used + wide > width_pt:
                lines.append(_line(now, used))
                now, used = [], 0.0
            if not now and piece.isspace():
                continue
            if now and _same(now[-1], run):
                now[-1] = replace(now[-1], text=now[-1].text + piece)
            else:
                now.append(replace(run, text=piece))
            used += face.width(piece, size_pt)
    lines.append(_line(now, used))
    return lines


def shown(runs: Iterable[Run], faces: tuple[Face, Face]) -> Iterator[Run]:
    """Yield the runs with letters that the face has, each without signs that could act or mislead."""
    for run in runs:
        text = re.sub(r"\s+", " ", printable(run.text, MOST_CHARS))
        for part, kind in _parts(text, faces[run.bold]):
            if kind == "known":
                yield replace(run, text=part)
            elif kind == "turned":
                # Letters that go from right to left, in the order in which a line shows them.
                yield from (
                    replace(run, text=part[at : at + _MOST_TURNED][::-1], actual=part[at : at + _MOST_TURNED])
                    for at in range(0, len(part), _MOST_TURNED)
                )
            else:
                yield replace(run, text=faces[run.bold].box, actual=part)


def _parts(text: str, face: Face) -> Iterator[tuple[str, str]]:
    """Yield pieces of text by whether the face can show them and in which direction."""
    now, kind = "", "known"
    for sign in text:
        if unicodedata.category(sign) == "Cf" or (
            not face.has(sign) and unicodedata.category(sign).startswith("M")
        ):
            continue
        found = "missing"
        if face.has(sign):
            found = "turned" if unicodedata.bidirectional(sign) in {"R", "AL"} else "known"
            if sign == " " and kind == "turned":
                found = "turned"
        if found != kind and now:
            yield now, kind
            now = ""
        now, kind = now + sign, found
    if now:
        yield now, kind


def _pieces(run: Run, face: Face, size_pt: float, width_pt: float) -> Iterator[str]:
    if run.actual:
        yield run.text
        return
    for found in _WORD.finditer(run.text):
        word = found[0]
        if word.isspace() or face.width(word, size_pt) <= width_pt:
            yield word
            continue
        for part in _MAY_BREAK_AFTER.split(word):
            while part:
                most = _fitting(part, face, size_pt, width_pt)
                yield part[:most]
                part = part[most:]


def _fitting(word: str, face: Face, size_pt: float, width_pt: float) -> int:
    """Return how many characters of a word fit on a line; at least one."""
    used = 0.0
    for at, sign in enumerate(word):
        used += face.width(sign, size_pt)
        if used > width_pt:
            return max(1, at)
    return len(word)


def _same(one: Run, other: Run) -> bool:
    return not other.actual and replace(one, text="") == replace(other, text="")


def _line(runs: Sequence[Run], width: float) -> Line:
    # The space at the end stays: without it programs that read aloud join two words.
    return Line(tuple(runs), width)
