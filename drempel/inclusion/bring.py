"""What people must bring or have ready for a service, in the words of its page; pure."""

import re
from collections.abc import Iterator
from typing import Final

from drempel.model.text import BlockKind, TextBlock, VisibleText

MOST: Final = 8
MOST_CHARS: Final = 200

_HEADING: Final = re.compile(
    r"\b(?:breng\w*|neem\w*)\b.{0,25}\bmee\b|\bmee(?: ?te)? ?(?:ge)?(?:brengen|nemen)\b"
    r"|\bwat (?:hebt?|heeft|moet) (?:u|je|ik|men|jij)\b.{0,25}\b(?:nodig|hebben)\b"
    r"|\bdit (?:hebt?|heeft) (?:u|je) nodig\b"
    r"|\b(?:nodige|vereiste|benodigde) (?:documenten|papieren|stukken|bewijzen|gegevens)\b|^benodigdheden$",
    re.IGNORECASE,
)
"""Headings as Flemish municipalities write them above such a list, 2026; `meebrengen` is the usual one."""
_SENTENCE: Final = re.compile(
    r"\b(?:breng|brengt|neem|neemt)\b[^.!?]{2,90}\bmee\b[^.!?]*[.!]?", re.IGNORECASE
)
_PLAIN_KINDS: Final = frozenset({BlockKind.PARAGRAPH, BlockKind.LIST_ITEM})


def to_bring(text: VisibleText) -> tuple[str, ...]:
    """Return the lines below a heading that says so, else the sentences that do; of the main content only."""
    content = [block for block in text.blocks if not block.place]
    found = list(_below(content)) or [
        match[0].strip()
        for block in content
        if block.kind in _PLAIN_KINDS
        for match in _SENTENCE.finditer(block.text)
    ]
    return tuple(dict.fromkeys(line[:MOST_CHARS] for line in found))[:MOST]


def _below(content: list[TextBlock]) -> Iterator[str]:
    is_under = False
    for block in content:
        if block.kind is BlockKind.HEADING:
            is_under = _HEADING.search(block.text) is not None
        elif is_under and block.kind in _PLAIN_KINDS and block.text:
            yield block.text
