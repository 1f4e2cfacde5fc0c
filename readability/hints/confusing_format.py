"""A date or an amount that can be read in two ways, or that reads with difficulty."""

import re
from collections.abc import Iterator

from drempel.model.hint import Hint
from readability.hints.base import View

KEY = "confusing-format"
_MONTHS = [
    "januari",
    "februari",
    "maart",
    "april",
    "mei",
    "juni",
    "juli",
    "augustus",
    "september",
    "oktober",
    "november",
    "december",
]
_DATE = re.compile(r"(\d{1,2})([/.-])(\d{1,2})\2((?:19|20)\d\d|\d\d)(?!\.?\d)")
_NOT_BEFORE = frozenset("./([\"“'=;<>-,_")
_NOT_AFTER = frozenset("/)]\"”';-_")
_ENGLISH = re.compile(r"\b\d{1,3}(?:,\d{3})+\.\d{2}(?!\.?\d)")
_DASH = re.compile(r"€ ?\d[\d.]*,(?:-|–|=)(?:-|–)?")
_CODE = re.compile(r"\bEUR ?\d[\d.,]*\d|\b\d[\d.,]* ?EUR\b")
_QUOTES = frozenset("\"'“„‘«")
_DIGIT = re.compile(r"\d")
# Where the sign itself is meant: what to type, what a program shows, how a date is written.
_LITERAL = re.compile(
    r"^=|\w\(|\b(?:typ|typt|intypt|intypen|getypt|tik|tikt|voer|voert|invoert|ingevoerd|invoeren|vul|vult|invult|"
    r"ingevuld|formaat|formaten|opmaak|opgemaakt|resultaat|resulteert|notatie|schrijfwijze|patroon|cel|[dj]{2,4}|mm|geconverteerd|omgezet|herkend|"
    r"teruggegeven|terug|weergegeven|geïnterpreteerd|gelezen|specificeert|instelling(?:en)?|versie|uitgave|"
    r"release|dossier(?:nummer)?|nummer|nr)\b",
    re.IGNORECASE,
)
_MIN_WORDS = 4
"""In fewer words it stands in a table, where figures are read at a glance."""


def find(view: View) -> Iterator[Hint]:
    """Yield dates in figures, amounts in the English way, with a dash or with the code of a bank."""
    if len(view.words) < _MIN_WORDS or not _DIGIT.search(view.text):
        return
    for hint in _found(view):
        start, end = (place - view.piece.start for place in (hint.sentence_start, hint.sentence_end))
        if not _LITERAL.search(view.text[start:end]):
            yield hint


def _found(view: View) -> Iterator[Hint]:
    for found in _DATE.finditer(view.text):
        before, after = (
            view.text[max(0, found.start() - 1) : found.start()],
            view.text[found.end() : found.end() + 1],
        )
        if (
            (before and before in _NOT_BEFORE)
            or before.isalnum()
            or (after and after in _NOT_AFTER)
            or after.isalpha()
        ):
            continue  # a version, an address, a formula
        day, mark, month, year = int(found[1]), found[2], int(found[3]), found[4]
        if not (1 <= day <= 31 and 1 <= month <= 12) or (len(year) == 2 and mark != "/"):
            continue
        full = year if len(year) == 4 else f"20{year}"
        plain = f"{day} {_MONTHS[month - 1]} {full}"
        yield view.hint(KEY, *found.span(), "date-in-figures", text=found[0], plain=plain)
    for pattern, reason in ((_ENGLISH, "amount-english"), (_DASH, "amount-dash"), (_CODE, "amount-code")):
        for found in pattern.finditer(view.text):
            if view.text[found.start() - 1 : found.start()] in _QUOTES:
                continue  # spoken of
            yield view.hint(KEY, *found.span(), reason, text=found[0])
