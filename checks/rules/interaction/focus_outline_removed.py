"""Style inside the page that takes away the outline of the focus.

Only what stands in the page itself is read: `style` attributes and `style` elements. Linked style sheets and
what the focus looks like in the end are seen by walking through the page with the keyboard, not here.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from cssselect import SelectorError

from checks.base import Result, cant_tell, check, failed, passed
from drempel.dom import Dom, Node
from drempel.i18n import N_
from drempel.model.finding import Impact

MAX_MARKS = 40
"""Rules read that may give the focus another mark; with more, we ask instead of judge."""

MAX_SELECTOR = 300
"""Characters; a longer selector is not read."""

# An unclosed comment runs to the end, as in CSS.
_COMMENT = re.compile(r"/\*[^*]*+(?:\*(?!/)[^*]*+)*+(?:\*/|\Z)")
_NOTHING = r"(?:none|0(?:px|em|rem)?)(?![\w.%])"
_NO_OUTLINE = re.compile(rf"(?:^|;)\s*outline(?:-width|-style)?\s*:\s*{_NOTHING}", re.IGNORECASE)
# What people use instead of the outline.
_OTHER_SIGN = re.compile(
    r"(?:^|;)\s*(?:box-shadow|border|background|color|text-decoration|outline|filter|transform|font-weight)[\w-]*\s*:"
    rf"(?!\s*(?:{_NOTHING}|transparent|inherit|initial|\s)+(?:;|$|!))",
    re.IGNORECASE,
)
_FOCUS = re.compile(r":focus(?:-visible|-within)?(?![\w-])")
_FOCUS_ALONE = re.compile(r"(^|[\s>+~]):focus(?:-visible)?(?![\w-])")
_OTHER_STATE = re.compile(r":(?:hover|active|visited|disabled|checked|target|not\()|::|:focus-within")
_CLASS = re.compile(r"\.([\w-]+)")
_HAS_CARET = frozenset({"", "text", "search", "email", "tel", "url", "password", "number"})


@check(
    id="focus-outline-removed",
    title=N_("Outline of the focus is taken away"),
    repair=N_("Remove “outline: none”, or give the focus another mark that everyone sees."),
    requirements=("wcag:2.4.7",),
    act=("oj04fd",),
    needs=(Dom,),
    impact=Impact.SERIOUS,
    messages={
        "nothing": N_("“{rule}” takes the outline of the focus away, and no other style replaces it."),
        "perhaps": N_("“{rule}” takes the outline of the focus away. Does another mark show the focus?"),
    },
)
def focus_outline_removed(dom: Dom) -> Iterator[Result]:
    """Yield one result per style attribute, and per rule in a `style` element, that removes an outline.

    `failed` only where all style of the page stands in the page itself and nothing else marks the focus.
    """
    sheets = [_COMMENT.sub("", node.element.text or "") for node in dom.select("style")]
    rules = [rule for sheet in sheets if "outline" in sheet for rule in _rules(sheet)]
    removing = [rule for rule in rules if rule.removes]
    inline = [node for node in dom.select("[style*=outline i]") if _NO_OUTLINE.search(node["style"])]
    if not (removing or inline):
        return
    marks = [rule for sheet in sheets for rule in _rules(sheet) if rule.marks]
    marked, all_read = _marked(dom, marks)
    has_more_style = bool(dom.select("link[rel~=stylesheet i]")) or any(
        "@import" in sheet for sheet in sheets
    )
    sure = all_read and not has_more_style

    def result(node: Node, rule: str) -> Result:
        return failed(node, "nothing", rule=rule) if sure else cant_tell(node, "perhaps", rule=rule)

    for node in inline:
        if _needs_outline(node):
            yield passed(node) if node in marked else result(node, f'style="{node["style"].strip()}"')
    for rule in removing:
        hit = [node for node in _selected(dom, rule) or () if _needs_outline(node)]
        bare = [node for node in hit if node not in marked]
        if bare:
            yield result(bare[0], str(rule))
        elif hit:
            yield passed(hit[0])


@dataclass(frozen=True, slots=True)
class _Rule:
    """One CSS rule for one selector, as written."""

    selector: str
    declarations: str

    def __str__(self) -> str:
        return f"{self.selector} {{ {self.declarations.strip()} }}"

    @property
    def removes(self) -> bool:
        """Say whether the rule takes the outline of focused elements away and gives nothing back."""
        return (
            _NO_OUTLINE.search(self.declarations) is not None
            and not _OTHER_STATE.search(self.selector)
            and not (_FOCUS.search(self.selector) and _OTHER_SIGN.search(self.declarations))
        )

    @property
    def marks(self) -> bool:
        """Say whether the rule may mark the focus in some way."""
        return _FOCUS.search(self.selector) is not None and _OTHER_SIGN.search(self.declarations) is not None


def _rules(sheet: str) -> Iterator[_Rule]:
    for block in sheet.split("}"):
        *before, declarations = block.split("{")
        if before and ("outline" in declarations or ":focus" in before[-1]):
            # A statement such as `@charset "utf-8";` may stand before the selector.
            for selector in before[-1].rpartition(";")[2].split(","):
                yield _Rule(selector.strip(), declarations)


def _marked(dom: Dom, marks: list[_Rule]) -> tuple[set[Node], bool]:
    """Return the elements that get another mark, and whether all rules about it could be read."""
    classes = {name for node in dom.select("[class]") for name in node["class"].split()} if marks else set()
    # Most rules of a large sheet are about components that are not on this page.
    possible = [r for r in marks if "\\" in r.selector or classes.issuperset(_CLASS.findall(r.selector))]
    chosen = [_selected(dom, rule) for rule in possible[:MAX_MARKS]]
    marked = {node for nodes in chosen if nodes for node in nodes}
    return marked, len(possible) <= MAX_MARKS and None not in chosen


def _selected(dom: Dom, rule: _Rule) -> list[Node] | None:
    """Return the elements that a rule is about once they have the focus, `None` if we cannot read it."""
    if len(rule.selector) > MAX_SELECTOR or _OTHER_STATE.search(rule.selector):
        return None
    try:
        return dom.select(_FOCUS.sub("", _FOCUS_ALONE.sub(r"\1*", rule.selector)))
    except SelectorError:
        return None


def _needs_outline(node: Node) -> bool:
    """Say whether the keyboard stops here and no text cursor shows that it did (WCAG 2.4.7, example 1)."""
    has_caret = node.tag == "textarea" or (node.tag == "input" and node.get("type").lower() in _HAS_CARET)
    in_tab_order = node.is_focusable and not node.get("tabindex").strip().startswith("-")
    return in_tab_order and not has_caret and node.is_visible
