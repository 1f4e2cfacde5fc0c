"""Passages in another language than the page, without mark-up that says so."""

import re
from collections.abc import Iterator

from checks.base import Result, cant_tell, check, failed, passed
from drempel.dom import FRAME, Dom, Node
from drempel.i18n import N_
from drempel.model.finding import Impact
from drempel.model.text import Passage, PassageKind, TextProfile

SURE_WORDS = 15
"""From 13 words on no block was taken for another language, see `readability.language`."""
SURE, DOUBT = 0.999, 0.001
MAX_QUESTIONS = 3

_REFERENCE = re.compile(
    r"\b(?:doi|et al|isbn|vol)\b|\((?:19|20)\d\d[a-z]?\)|lorem ipsum|dolor sit amet",
    re.IGNORECASE,
)
"""What stands in lists of literature, with titles in their own language; and text without meaning."""
_ADDRESSES = ("address", "cite", "code", "pre", "samp", "kbd")


@check(
    id="passage-language-not-marked",
    title=N_("Passage in another language is not marked as such"),
    repair=N_("Put a lang attribute with the language of the passage on its element."),
    requirements=("wcag:3.1.2",),
    needs=(TextProfile, Dom),
    impact=Impact.MODERATE,
    messages={
        "unmarked": N_("This text is in “{found}”, but the page says that it is in “{declared}”."),
        "perhaps": N_("Is “{text}” in another language than “{declared}”? Then the code must say so."),
    },
)
def passage_language_not_marked(profile: TextProfile, dom: Dom) -> Iterator[Result]:
    """Yield one result per block of running text, on a page in the language that it declares."""
    declared = dom.root.get("lang").strip().lower().partition("-")[0]
    if not dom.is_html or not declared or profile.language != declared:
        return  # none, or a wrong one: other checks' subject
    others = [p for p in profile.passages if p.kind is PassageKind.BLOCK and p.declared == declared]
    if profile.language_words.get(declared):
        yield passed(dom.root)
    asked = 0
    for other in others:
        node = dom.at_index(other.node)
        if node is None or _is_marked(node) or not _is_prose(node) or _REFERENCE.search(node.visible_text):
            continue
        if _is_sure(other):
            yield failed(node, "unmarked", found=other.language, declared=declared)
        elif asked < MAX_QUESTIONS and other.probability >= SURE:
            asked += 1
            yield cant_tell(node, "perhaps", text=other.text, declared=declared)


def _is_marked(node: Node) -> bool:
    """Say whether a language is declared on the passage, in it, or somewhere between it and the page."""
    if any("lang" in above for above in (node, *node.ancestors) if above.tag != "html"):
        return True
    return bool(node.select("[lang]")) or any(above.tag == FRAME for above in node.ancestors)


def _is_prose(node: Node) -> bool:
    return node.closest(*_ADDRESSES) is None and node.is_visible and node.get("translate") != "no"


def _is_sure(other: Passage) -> bool:
    return (
        other.words >= SURE_WORDS
        and other.probability >= SURE
        and other.of_declared is not None
        and other.of_declared <= DOUBT
    )
