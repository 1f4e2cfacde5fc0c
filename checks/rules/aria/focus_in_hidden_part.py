"""Links, buttons and fields that the Tab key reaches although they are hidden from screen readers."""

from collections.abc import Iterator

from checks.base import Result, cant_tell, check, failed, passed
from drempel.dom import FRAME, Dom, Node
from drempel.i18n import N_
from drempel.model.finding import Impact

_FIELDS = frozenset({"button", "input", "select", "textarea"})
_BY_NATURE = (
    "a[href], area[href], button, input, select, textarea, summary, iframe, audio[controls], video[controls]"
)
_DIALOGS = "dialog[open], [role=dialog], [role=alertdialog], [aria-modal=true i]"
_STOPS = f"{_BY_NATURE}, [tabindex], [contenteditable]"


@check(
    id="focus-in-hidden-part",
    title=N_("Keyboard reaches something that is hidden from screen readers"),
    repair=N_("Remove aria-hidden, or take what is inside out of the tab order too (hidden or inert)."),
    requirements=("wcag:4.1.2",),
    act=("6cfa84",),
    needs=(Dom,),
    impact=Impact.SERIOUS,
    same_as=("axe:aria-hidden-focus",),
    overrules=("axe:aria-hidden-focus",),
    messages={
        "reached": N_("The Tab key reaches <{tag}> “{text}” here, but a screen reader says nothing."),
        "behind": N_("A dialog is open. Can the Tab key reach <{tag}> “{text}” behind it?"),
    },
)
def focus_in_hidden_part(dom: Dom) -> Iterator[Result]:
    """Yield one result per part with `aria-hidden="true"` that is on the page."""
    parts = _outermost(dom.select("[aria-hidden=true i]"))
    if not parts:
        return
    has_dialog = any(node.is_visible for node in dom.select(_DIALOGS))
    candidates = dom.select(_STOPS)
    at = 0
    for part in parts:
        while at < len(candidates) and candidates[at].index < part.index:
            at += 1
        reached = None
        while at < len(candidates) and (candidates[at] == part or part.holds(candidates[at])):
            node = candidates[at]
            at += 1
            if reached is None and _is_stop(node) and not _is_guard(node, has_dialog=has_dialog):
                reached = node
        if reached is not None and has_dialog:
            # Scripts of dialogs keep the focus inside; only trying tells.
            yield cant_tell(part, "behind", tag=reached.tag, text=_told(reached))
        elif reached is not None:
            yield failed(part, "reached", tag=reached.tag, text=_told(reached))
        elif part.is_rendered:
            yield passed(part)


def _outermost(nodes: list[Node]) -> list[Node]:
    """Return the elements that are in no other of them; the whole page hidden is another problem."""
    found: list[Node] = []
    for node in nodes:
        if node.tag != "body" and not (found and found[-1].holds(node)):
            found.append(node)
    return found


def _is_stop(node: Node) -> bool:
    """Say whether the Tab key stops at an element; the browser's tree does not tell it of hidden parts."""
    if not node.is_rendered or node.style("visibility") in {"hidden", "collapse"}:
        return False
    return _is_reached(node) and not _is_off(node)


def _is_reached(node: Node) -> bool:
    """Say whether it is of a kind where the Tab key stops."""
    if (tabindex := _number(node.get("tabindex"))) is not None:
        return tabindex >= 0
    if node.tag == "a" or node.tag == "area":
        return "href" in node
    if node.tag in _FIELDS:
        return True
    if node.tag == "summary":
        details = node.parent
        return details is not None and details.tag == "details" and node == _first_summary(details)
    if node.tag in {"audio", "video"}:
        return "controls" in node
    if node.tag == "iframe":
        return any(below.is_focusable for below in _below(node))
    return node.get("contenteditable", "false").strip().lower() in {"", "true", "plaintext-only"}


def _is_off(node: Node) -> bool:
    """Say whether the element, or the part it stands in, is switched off."""
    if node.tag in _FIELDS and ("disabled" in node or node.get("type").lower() == "hidden"):
        return True
    for above in (node, *node.ancestors):
        if "inert" in above:
            return True
        if above.tag == "fieldset" and "disabled" in above and node.tag in _FIELDS:
            return True
    return False


def _is_guard(node: Node, *, has_dialog: bool) -> bool:
    """Say whether the element only stands at the edge of a dialog to send the focus back inside.

    Nobody notices such a stop. It is known by what it looks like: nothing, or, while a dialog is open,
    something out of sight.
    """
    box = node.box
    is_small = box is None or box.width <= 1 or box.height <= 1
    if node.tag not in {"a", *_FIELDS} and is_small and not node.text:
        return True
    return has_dialog and not node.is_visible


def _first_summary(details: Node) -> Node | None:
    return next((child for child in details.children if child.tag == "summary"), None)


def _below(frame: Node) -> Iterator[Node]:
    return (node for wrapper in frame.children if wrapper.tag == FRAME for node in wrapper.descendants())


def _number(value: str) -> int | None:
    try:
        return int(value)
    except ValueError:
        return None


def _told(node: Node) -> str:
    return node.text or node.get("aria-label") or node.get("title") or node.get("name")
