"""Findings of axe-core that are known to be false or unsure, each with the reason why it does not stand.

A correction looks at the element itself. It drops the finding only where the page shows that axe-core is
mistaken, and makes a question of it where that depends on the visitor. What an own check decides better is
its `overrules`.
"""

from collections.abc import Callable
from dataclasses import dataclass

from checks.axe.facts import CONTEXT
from checks.draft import Draft
from drempel.dom import FRAME, SHADOW, Dom, Node
from drempel.i18n import N_
from drempel.model.finding import Outcome

REASONS = "corrections"
"""Context of the reasons in the catalogue."""

LAST_WORD = N_("Our own check looked at this element too and found nothing wrong.")
TOLD_INSIDE = N_("Our own check says it of the part of this element that it is about.")

_TOLERANCE_PX = 1.0
_LITTLE = 0.15
"""How much more room a text may take in a wide font than in a narrow one: an estimate that rather asks."""


@dataclass(frozen=True, slots=True)
class Correction:
    """Why findings of some rules are dropped on elements of some kind."""

    reason: str
    """English msgid, context `corrections`."""
    is_false: Callable[[Node], bool]
    rules: frozenset[str] | None = None
    """Check ids; `None` for all rules."""
    to_question: bool = False
    """Whether a failure becomes a question, instead of being dropped."""


def _is_view_of_xml(node: Node) -> bool:
    """Say whether the element is the browser's own: it shows the source of an XML file as a page.

    Not the page's mark-up, so no document-level rule applies (ACT rule b5c3f8, MathML and other XML).
    """
    return is_view_of_xml(node.dom)


def is_view_of_xml(dom: Dom) -> bool:
    """Say whether Chromium shows an XML file without style: it then makes a page of its source."""
    head = next((child for child in dom.root.children if child.tag == "head"), None)
    return head is not None and any(child.get("id") == "xml-viewer-style" for child in head.children)


def _has_nothing_to_scroll_to(node: Node) -> bool:
    """Say whether all that can be seen in a scrollable element lies within its own border.

    axe-core compares lengths, in which padding and the room of scroll bars count (ACT rule 0ssw9k asks for
    content that lies outside).
    """
    return (share := _share_outside(node)) is not None and share <= 0


def _scrolls_by_a_little(node: Node) -> bool:
    """Say whether so little lies outside that with other fonts, as visitors have, all may be in view."""
    return (share := _share_outside(node)) is not None and share <= _LITTLE


def _share_outside(node: Node) -> float | None:
    """Return how far the content of an element reaches over its border, as a part of its side.

    `None` where that is unknown: text directly in the element has no box of its own.
    """
    box = node.box
    if box is None or not box.area or node.own_text:
        return None
    if any(child.tag in {SHADOW, FRAME} for child in node.children):
        return None
    inside = [inner for below in node.descendants() if below.is_rendered and (inner := below.box) is not None]
    right = max((inner.x + inner.width for inner in inside), default=0.0)
    bottom = max((inner.y + inner.height for inner in inside), default=0.0)
    over_right = right - box.x - box.width - _TOLERANCE_PX
    over_bottom = bottom - box.y - box.height - _TOLERANCE_PX
    return max(over_right / box.width, over_bottom / box.height)


_ENUMERATED = {
    "aria-haspopup": frozenset({"true", "false", "menu", "listbox", "tree", "grid", "dialog"}),
    "aria-expanded": frozenset({"true", "false"}),
    "aria-pressed": frozenset({"true", "false", "mixed"}),
}


def _controls_what_is_there(node: Node) -> bool:
    """Say whether an element that opens something names an element on the page, and nothing else is wrong.

    axe-core asks whether the id exists whenever there is `aria-haspopup`, also where it does.
    """
    ids = [word for name in ("aria-controls", "aria-describedby") for word in node.get(name).split()]
    states = {name: value for name, value in node.attributes.items() if name.startswith("aria-")}
    known = {"aria-controls", "aria-describedby", "aria-label", *_ENUMERATED}
    return (
        bool(node.get("aria-controls").strip() and node.get("aria-haspopup"))
        and set(states) <= known
        and all(node.get(name, "true") in values for name, values in _ENUMERATED.items())
        and all(node.dom.by_id(one, node) is not None for one in ids)
    )


_FIT_FOR_RADIO = frozenset(
    {"aria-controls", "aria-describedby", "aria-expanded", "aria-invalid", "aria-label", "aria-labelledby"}
)


def _tells_rightly_what_it_opens(node: Node) -> bool:
    """Say whether a radio button says of the part that it opens just what can be seen of it.

    WAI-ARIA 1.2 has no `aria-expanded` on radio buttons, but browsers pass it on and nobody is told anything
    untrue: no name, role or value is wrong (WCAG 4.1.2).
    """
    states = {name for name in node.attributes if name.startswith("aria-")}
    opened = [node.dom.by_id(word, node) for word in node.get("aria-controls").split()]
    shown = {"true": True, "false": False}.get(node.get("aria-expanded"))
    return (
        node.role == "radio"
        and states <= _FIT_FOR_RADIO
        and bool(opened)
        and all(part is not None and part.is_visible is shown for part in opened)
    )


def _has_one_label_with_text(node: Node) -> bool:
    """Say whether of all labels of a field only one says something: an empty one draws a switch or box."""
    named = [label for label in node.dom.select("label[for]") if label["for"] == node.get("id", " ")]
    around = [above for above in node.ancestors if above.tag == "label"]
    texts = [label for label in dict.fromkeys((*named, *around)) if label.visible_text]
    return len(texts) == 1


def _says_the_same_as_its_twins(node: Node) -> bool:
    """Say whether all elements with one id hold the same text, so that whichever is meant, it is read."""
    texts = {twin.visible_text for twin in node.dom.with_id(node.get("id"))}
    return len(texts) == 1 and bool(node.visible_text)


CORRECTIONS = (
    Correction(
        N_("Only one of the labels of this field has text, so the field has one name."),
        _has_one_label_with_text,
        frozenset({"axe:form-field-multiple-labels"}),
    ),
    Correction(
        N_("All elements with this id hold the same text, so what is read aloud is right."),
        _says_the_same_as_its_twins,
        frozenset({"axe:duplicate-id-aria"}),
    ),
    Correction(
        N_("The standard has no such state on a radio button, but it tells rightly what the button opens."),
        _tells_rightly_what_it_opens,
        frozenset({"axe:aria-allowed-attr"}),
    ),
    Correction(
        N_("What this element opens is on the page, and the code names it rightly."),
        _controls_what_is_there,
        frozenset({"axe:aria-valid-attr-value"}),
    ),
    Correction(
        N_("The browser made this page to show an XML file; it is not part of the website."), _is_view_of_xml
    ),
    Correction(
        N_("Everything in this scrollable part is in view, so there is nothing to scroll to."),
        _has_nothing_to_scroll_to,
        frozenset({"axe:scrollable-region-focusable"}),
    ),
    Correction(
        N_("Only a little lies outside this part; with the fonts of visitors all may be in view."),
        _scrolls_by_a_little,
        frozenset({"axe:scrollable-region-focusable"}),
        to_question=True,
    ),
)


def correction_of(draft: Draft) -> Correction | None:
    """Return why a finding of axe-core does not stand as it is; `None` where it does."""
    node = draft.node
    if node is None:
        return None
    for correction in CORRECTIONS:
        if correction.to_question and draft.outcome is not Outcome.FAILED:
            continue
        concerns = correction.rules is None or draft.check in correction.rules
        if concerns and correction.is_false(node):
            return correction
    return None


def subject(rule_id: str, node: Node) -> Node:
    """Return the element that a finding is about, where axe-core points at another one.

    Of a frame that the keyboard cannot enter it names the document inside, but the frame is to be repaired.
    """
    if CONTEXT + rule_id == "axe:frame-focusable-content":
        wrapper = next((above for above in (node, *node.ancestors) if above.tag == FRAME), None)
        if wrapper is not None and wrapper.parent is not None:
            return wrapper.parent
    return node
