"""Which pages of a site are made by one template: skeletons that are near each other. Pure.

A skeleton that was seen before keeps its template for good, whatever else comes and goes; a new one joins the
template of the nearest known skeleton, or founds one. What is founded does not depend on the order of pages.
"""

from collections.abc import Iterable, Mapping

NEAR_BITS = 10
"""Skeletons of one template differ in no more bits than this from the one that founded it."""


def assign(known: Mapping[int, int], skeletons: Iterable[int]) -> dict[int, int]:
    """Return the template of each skeleton: a number, from 1 in the order in which they were founded.

    `known` are the skeletons of the site that were seen before with their templates; of each template the
    first one in `known` founded it. `skeletons` come in any order, once or more.
    """
    founders: dict[int, int] = {}
    for skeleton, template in known.items():
        founders.setdefault(template, skeleton)
    pages: dict[int, int] = {}
    for skeleton in skeletons:
        pages[skeleton] = pages.get(skeleton, 0) + 1
    found = {skeleton: known[skeleton] for skeleton in pages if skeleton in known}
    number = max(founders, default=0)
    # The skeleton of most pages founds its template.
    for skeleton in sorted(pages.keys() - known.keys(), key=lambda one: (-pages[one], one)):
        near = min(founders, key=lambda template: (_apart(founders[template], skeleton), template), default=0)
        if near and _apart(founders[near], skeleton) <= NEAR_BITS:
            found[skeleton] = near
        else:
            number += 1
            founders[number] = skeleton
            found[skeleton] = number
    return found


def _apart(a: int, b: int) -> int:
    return (a ^ b).bit_count()
