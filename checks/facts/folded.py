"""Parts of a page that are folded away and that a reader can open: accordions, tabs, `<details>`.

The browser lays out nothing of them, so the styles inside are not known: its tag tells what starts a line.
"""

from drempel.dom import Dom, Node

INLINE = frozenset({
    "a", "abbr", "b", "bdi", "bdo", "big", "button", "cite", "code", "data", "del", "dfn", "em", "font", "i",
    "img", "input", "ins", "kbd", "label", "mark", "q", "s", "samp", "select", "shadow-root", "slot", "small",
    "span", "strike", "strong", "sub", "sup", "textarea", "time", "tt", "u", "var", "wbr",
})  # fmt: skip
"""Elements that stay in the line of what stands around them, unless a style says otherwise."""
_TOGGLES = (
    "[aria-controls], [data-bs-toggle=collapse], [data-bs-toggle=tab], [data-toggle=collapse], "
    "[data-toggle=tab]"
)
_NAME = "facts: folded parts"
_DIALOGS = frozenset({"dialog", "alertdialog"})


class Folds:
    """The folded parts of one page."""

    def __init__(self, dom: Dom) -> None:
        self._targets: set[str] = set()
        for toggle in dom.select(_TOGGLES):
            self._targets.update(toggle.get("aria-controls").split())
            for key in ("data-bs-target", "data-target", "href"):
                target = toggle.get(key).strip()
                if target.startswith("#"):
                    self._targets.add(target[1:])
        self._known: dict[int, bool] = {}

    def opens(self, node: Node) -> bool:
        """Say whether an element is folded away, in a part that can be opened; False for one that shows."""
        waiting: list[int] = []
        at: Node | None = node
        found = False
        is_opened = False
        while at is not None:
            if not is_opened and at.index in self._known:
                found = self._known[at.index]
                break
            if at.is_rendered:
                found = is_opened or (at.tag == "details" and "open" not in at)
                if not waiting:
                    # What shows, shows; only what is below it is folded.
                    return found
                break
            if not is_opened:
                waiting.append(at.index)
            if self._is_target(at):
                is_opened = True
            elif at.tag == "template" or "hidden" in at or _is_hidden_in_place(at):
                break
            at = at.parent
        for index in waiting:
            self._known[index] = found
        return found

    def _is_target(self, node: Node) -> bool:
        if node.tag == "dialog" or node.get("role") in _DIALOGS:
            return False
        return node.get("role") == "tabpanel" or (bool(node.get("id")) and node.get("id") in self._targets)


def folds_of(dom: Dom) -> Folds:
    """Return the folded parts of a page, looked for once."""
    if _NAME not in dom.memo:
        dom.memo[_NAME] = Folds(dom)
    found: Folds = dom.memo[_NAME]
    return found


def _is_hidden_in_place(node: Node) -> bool:
    return "style" in node and "display:none" in node.get("style").lower().replace(" ", "")


def block_in_fold(node: Node) -> Node:
    """Return the element that starts the line of a folded text: this one or the nearest above not inline."""
    return next((one for one in (node, *node.ancestors) if one.tag not in INLINE), node.dom.root)
