"""A place in a text that a writer can make easier, and why."""

from collections.abc import Mapping
from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class Hint:
    """One reason why one place of a text is hard, for whoever writes it.

    `start` and `end` enclose the place, `sentence_start` and `sentence_end` the sentence (or the paragraph,
    the heading) around it, all in code points of the text. `key` names the kind of hint, `reason` is the key
    of the sentence that tells it (`readability.hints.reasons`), which `params` fill in. `in_law` marks what
    stands in quoted law: whoever quotes cannot change it.
    """

    key: str
    start: int
    end: int
    sentence_start: int
    sentence_end: int
    reason: str
    params: Mapping[str, str | int] = field(default_factory=dict)
    in_law: bool = False
