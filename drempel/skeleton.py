"""The skeleton of a page: what it is built of, whatever it says. Pages of one template have near skeletons.

Names of components weigh most; tags that writers use (paragraphs, lists, links) count only with such a name,
for they come and go with the text. What all pages of a site share, their header, menus and footer, is left
out. How often something occurs makes no difference: a list of three items is made by the template of a list
of three hundred.
"""

from collections.abc import Iterator
from hashlib import blake2b

from crawler.nearness import bits_of
from drempel.class_names import stable_names
from drempel.dom import Dom, Node

NAMED_WEIGHT = 6
"""How much more a named component counts than a bare tag."""

_PROSE_TAGS = """
a abbr b blockquote br center code dd div dl dt em figure font g h2 h3 h4 h5 h6 hr i img li ol p path pre
section small span strong sub sup svg table tbody td th thead tr u ul
"""
_PROSE = frozenset(_PROSE_TAGS.split())
_OUTSIDE = frozenset(
    ("html", "head", "body", "script", "style", "link", "meta", "title", "noscript", "template")
)


def skeleton(dom: Dom) -> int:
    """Return 64 bits that differ little between pages of one template, none of which is 0."""
    features = set(_features(dom))
    return bits_of(
        int.from_bytes(blake2b(f"{feature} {copy}".encode(), digest_size=8).digest(), "little")
        for feature, weight in features
        for copy in range(weight)
    )


def _features(dom: Dom) -> Iterator[tuple[str, int]]:
    above: dict[int, str] = {}
    for node in dom:
        parent = node.parent
        around = above.get(parent.index, "") if parent is not None else ""
        above[node.index] = around
        if node.tag in _OUTSIDE:
            continue
        if node.place:
            # Of the shared parts only that they are there.
            yield node.place, 1
            continue
        if name := _name_of(node):
            above[node.index] = name
            yield f"{around}>{name}", NAMED_WEIGHT if "." in name else 1


def _name_of(node: Node) -> str:
    names = stable_names(node.get("class"))
    return "" if not names and node.tag in _PROSE else ".".join((node.tag, *names))
