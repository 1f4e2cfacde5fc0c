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
_NOT_BEFORE = frozenset("./(\"“'=;<>-,_")
_NOT_AFTER = frozenset("/)\"”';-_")
_ENGLISH = re.compile(r"\b\d{1,3}(?:,\d{3})+\.\d{2}(?!\.?\d)")
_DASH = re.compile(r"€ ?\d[\d.]*,(?:-|–|=)(?:-|–)?")
_CODE = re.compile(r"\bEUR ?\d[\d.,]*\d|\d ?EUR\b")
_DIGIT = re.compile(r"\d")


def find(view: View) -> Iterator[Hint]:
    """Yield dates in figures, amounts in the English way, with a dash or with the code of a bank."""
    if not _DIGIT.search(view.text):
        return
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
            yield view.hint(KEY, *found.span(), reason, text=found[0])
