"""Let what is said of a page keep its words where it says the same again.

A page may hold a token, a moment or a counter that is another one each time. What is told of such a page
differs by that alone from what was told before; then the words of before stay, so that nothing looks new.
"""

from collections.abc import Mapping, Sequence
from dataclasses import fields, is_dataclass, replace
from datetime import datetime
from typing import TypeVar

from crawler.sameness import bare, bare_selector
from drempel.model.finding import Finding, Judgement, Pointer

T = TypeVar("T")


def kept_words(before: Judgement, now: Judgement, seen_at: tuple[datetime, datetime]) -> Judgement:
    """Return a judgement with the findings of the one before, where all of them say the same.

    `seen_at` is when the page was seen before and now (aware); a moment in the page counts as the moment of
    making up to a day earlier. Findings that are not alike in order, place or anything else stay as they are.
    """
    if says_the_same(before.findings, tuple(map(_as_stored, now.findings)), seen_at):
        return replace(now, findings=before.findings)
    return now


def says_the_same(before: object, now: object, seen_at: tuple[datetime, datetime]) -> bool:
    """Tell whether two values are equal but for what a page holds anew each time it is sent."""
    if isinstance(before, str) and isinstance(now, str):
        return before == now or bare(before, seen_at[0]) == bare(now, seen_at[1])
    if isinstance(before, Mapping) and isinstance(now, Mapping):
        return before.keys() == now.keys() and all(
            says_the_same(value, now[key], seen_at) for key, value in before.items()
        )
    if isinstance(before, Sequence) and isinstance(now, Sequence):
        return len(before) == len(now) and all(
            says_the_same(one, other, seen_at) for one, other in zip(before, now, strict=True)
        )
    if isinstance(before, Pointer) and isinstance(now, Pointer):
        if bare_selector(before.selector) != bare_selector(now.selector):
            return False
        now = replace(now, selector=before.selector)
    if is_dataclass(before) and type(before) is type(now):
        return before == now or all(
            says_the_same(getattr(before, one.name), getattr(now, one.name), seen_at)
            for one in fields(before)
        )
    return before == now


def _as_stored(finding: Finding) -> Finding:
    """Return a finding without the number of its node, which means nothing outside the visit."""
    return replace(finding, pointer=replace(finding.pointer, node=None))
