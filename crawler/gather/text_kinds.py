"""Say of a block of text what it is and where it stands. Pure, on the captured `Dom`.

What a form says of itself is told by how it is tied together (`aria-describedby`, `aria-errormessage`), by
roles, and last by the class names that most form libraries use.
"""

import re
from collections.abc import Iterator

from drempel.dom import Dom, Node, fold
from drempel.model.text import BlockKind, TextBlock, place_by_name

MAX_BESIDE = 500
"""Texts beside the flowing text that are kept of one page."""
NOTICE_WORDS = 300
"""A notice on cookies is shorter; a page about them has them too."""

_HEADINGS = frozenset({"h1", "h2", "h3", "h4", "h5", "h6"})
_KINDS = {
    **dict.fromkeys(("label", "legend", "summary"), BlockKind.LABEL),
    **dict.fromkeys(("figcaption", "caption"), BlockKind.CAPTION),
    **dict.fromkeys(("pre", "code", "samp", "kbd"), BlockKind.CODE),
    **dict.fromkeys(("p", "blockquote"), BlockKind.PARAGRAPH),
    **dict.fromkeys(("li", "dd", "dt"), BlockKind.LIST_ITEM),
    **dict.fromkeys(("td", "th"), BlockKind.TABLE_CELL),
    "button": BlockKind.BUTTON,
    "address": BlockKind.ADDRESS,
}
_ROLES = {
    "heading": BlockKind.HEADING,
    "button": BlockKind.BUTTON,
    "alert": BlockKind.ERROR,
    "listitem": BlockKind.LIST_ITEM,
    "code": BlockKind.CODE,
}
_SECTIONS = frozenset({"body", "main", "article", "section"})
_LINKED = frozenset({BlockKind.PARAGRAPH, BlockKind.LIST_ITEM, BlockKind.TABLE_CELL, BlockKind.OTHER})
_QUOTED = frozenset({BlockKind.PARAGRAPH, BlockKind.LIST_ITEM, BlockKind.OTHER})
_ERROR_NAME = re.compile(r"\b(?:invalid-feedback|(?:field|form|input)-?errors?|error-?message|foutmelding)\b")
_HELP_NAME = re.compile(
    r"\b(?:help-?(?:text|block)|form-text|(?:field|form|input)-?(?:hint|help|description))\b"
)
_COOKIE = re.compile(r"\bcookie", re.IGNORECASE)
_BUTTONS = 'button, [role="button"], input[type="submit"], input[type="button"]'


class Kinds:
    """What the blocks of one page are."""

    def __init__(self, dom: Dom) -> None:
        self._dom = dom
        self.errors: dict[int, Node] = {}
        self.helps: dict[int, Node] = {}
        self._notices = _cookie_notices(dom)
        self._places: dict[int, str] = {}
        for field in dom.select("[aria-errormessage], [aria-describedby]"):
            self.errors |= self._named(field, "aria-errormessage")
            is_wrong = field.get("aria-invalid") == "true"
            (self.errors if is_wrong else self.helps).update(self._named(field, "aria-describedby"))

    def _named(self, field: Node, attribute: str) -> dict[int, Node]:
        if attribute == "aria-describedby" and field.tag not in {"input", "select", "textarea", "fieldset"}:
            return {}
        found = (self._dom.by_id(name, field) for name in field.get(attribute).split())
        return {node.index: node for node in found if node is not None}

    def kind(self, node: Node, *, is_link: bool) -> BlockKind:
        """Return what the text of a block is; `is_link` says that all of it stands in links."""
        kind = self._kind(node)
        if kind in _QUOTED and (around := node.closest("blockquote")) is not None and "cite" in around:
            return BlockKind.QUOTE
        return BlockKind.LINK if is_link and kind in _LINKED else kind

    def _kind(self, node: Node) -> BlockKind:
        for at in (node, *node.ancestors):
            tag = at.tag
            if tag in _HEADINGS:
                return BlockKind.HEADING
            if at.index in self.errors:
                return BlockKind.ERROR
            if at.index in self.helps:
                return BlockKind.HELP
            if names := at.get("class"):
                names = names.lower().replace("_", "-")
                if _ERROR_NAME.search(names):
                    return BlockKind.ERROR
                if _HELP_NAME.search(names):
                    return BlockKind.HELP
            if kind := _ROLES.get(at.role) or _KINDS.get(tag):
                return kind
            if tag in _SECTIONS:
                break
        return BlockKind.PARAGRAPH

    def place(self, node: Node) -> str:
        """Return the landmark path, or what else keeps a block out of the main content."""
        return node.place or self._place_without_landmark(node)

    def _place_without_landmark(self, node: Node) -> str:
        passed, found = [], ""
        for at in (node, *node.ancestors):
            if at.index in self._places:
                found = self._places[at.index]
                break
            passed.append(at.index)
            if at.tag in _SECTIONS:
                break
            if at.index in self._notices:
                found = "cookie"
            elif at.role in {"dialog", "alertdialog"}:
                found = "dialog"
            else:
                found = place_by_name(f"{at.get('id')} {at.get('class')}")
            if found:
                break
        self._places.update(dict.fromkeys(passed, found))
        return found


def _cookie_notices(dom: Dom) -> frozenset[int]:
    """Return the boxes fixed to the view that speak of cookies and have a button."""
    found = set()
    for layer in dom.with_style("position", "fixed", "sticky"):
        said = layer.visible_text
        if _COOKIE.search(said) and len(said.split()) <= NOTICE_WORDS and layer.select(_BUTTONS):
            found.add(layer.index)
    return frozenset(found)


def beside(dom: Dom, kinds: Kinds) -> tuple[TextBlock, ...]:
    """Return what is text and does not flow: alternatives, words of buttons, what is only read aloud."""
    found = sorted(_beside(dom, kinds), key=lambda one: one[0].index)
    return tuple(
        TextBlock(text, kind, kinds.place(node), node.dom.selector(node), node.lang, 0, node.index)
        for node, kind, text in found[:MAX_BESIDE]
    )


def _beside(dom: Dom, kinds: Kinds) -> Iterator[tuple[Node, BlockKind, str]]:
    for image in dom.with_role("image", "img"):
        if text := fold(image.name):
            yield image, BlockKind.ALTERNATIVE, text
    for button in dom.select('input[type="submit"], input[type="button"], input[type="reset"]'):
        if button.is_visible and (text := fold(button.get("value"))):
            yield button, BlockKind.BUTTON, text
    for nodes, kind in ((kinds.helps, BlockKind.HELP), (kinds.errors, BlockKind.ERROR)):
        for node in nodes.values():
            # What is shown is a block of the page already.
            if not node.visible_text and (text := node.text):
                yield node, kind, text
