"""Abbreviations in capitals that a page uses more than once and nowhere explains."""

import re
from collections.abc import Iterator
from itertools import islice

from drempel.dom import Dom, Node
from drempel.model.text import BlockKind, VisibleText

MAX_TOLD = 3
"""Unexplained ones that are told of one page: the first in the text."""
MAX_LOOKED_UP = 50
"""Different abbreviations of one page that are looked up."""
MIN_USES = 2
"""A single one may be a name or a code."""

_ABBREVIATION = re.compile(r"\b[A-Z](?:[A-Z]{1,4}|\.(?:[A-Z]\.){1,4})(?![\w-])")
_WORDS = """
    AB AM BE BTW BV BVBA CD CV DVD EU EUR FAQ GPS HTML ID II III IV IX NL NV OK PC PDF PM SMS TV UK
    UN USA US VI VII VIII VN VS VZW WC XI XII XL EN FR DE IT PDFS URL USB WIFI ASBL GSM HIV AIDS DNA
    LED CO KM BIC IBAN PIN
"""
_CLOSED = re.compile(r"\W*\)")
_SAYS = re.compile(r"\W{0,2} (?:\([^)]{5,}\)|staat voor|stands for|betekent|means|=|signifie)")
_KNOWN = frozenset(_WORDS.split())
"""Better known than what they stand for, or Roman numbers; own list, November 2026."""


def used_again(text: VisibleText, dom: Dom) -> Iterator[tuple[str, Node, bool]]:
    """Yield (abbreviation, element of its first place, is explained) in the order of the text."""
    whole = "\n".join(block.text for block in text.blocks)
    found: dict[str, list[int]] = {}
    for block in text.blocks:
        if block.kind is not BlockKind.PARAGRAPH or block.place or block.node is None or block.text.isupper():
            continue
        for short in _ABBREVIATION.findall(block.text):
            if short.replace(".", "") not in _KNOWN:
                found.setdefault(short, []).append(block.node)
    titled = {abbreviation.text for abbreviation in dom.select("abbr[title]")} if found else set()
    unexplained = 0
    for short, nodes in islice(found.items(), MAX_LOOKED_UP):
        node = dom.at_index(nodes[0])
        if len(nodes) < MIN_USES or node is None:
            continue
        is_explained = short in titled or _is_explained(short, whole)
        unexplained += not is_explained
        if is_explained or unexplained <= MAX_TOLD:
            yield short, node, is_explained


def _is_explained(short: str, whole: str) -> bool:
    """Say whether an abbreviation stands in brackets behind words, or words in brackets behind it."""
    at = whole.find(short)
    while at >= 0:
        # By hand: to compile a pattern for each abbreviation takes longer than to search for it.
        end, before = at + len(short), at
        while before and not _is_letter(whole[before - 1]):
            before -= 1
        if "(" in whole[before:at] and _CLOSED.match(whole, end):
            return True
        if (not at or before < at) and _SAYS.match(whole, end):
            return True
        at = whole.find(short, at + 1)
    return False


def _is_letter(char: str) -> bool:
    return char.isalnum() or char == "_"
