"""Underlined words that are no link: people try to follow them."""

from collections.abc import Iterator

from checks.base import Result, check
from checks.running_text import first_of_each_part
from drempel.dom import Dom, Node
from drempel.i18n import N_
from drempel.model.finding import Impact, Kind

_LINKS = ("a", "button", "summary", "label", "area", "input", "select")
_ROLES = frozenset({"link", "button", "tab", "menuitem", "option", "checkbox", "radio", "switch"})
# Here the line has a meaning of its own: new text, an abbreviation that is explained, a wrong spelling.
_MEANT = ("ins", "abbr", "acronym", "del", "svg", "math")
_HEADINGS = ("h1", "h2", "h3", "h4", "h5", "h6", "th", "caption", "legend")


@check(
    id="underlined-without-link",
    title=N_("Underlined text is no link"),
    repair=N_("Underline links only; make what matters bold."),
    kind=Kind.PRACTICE,
    who="cognitive",
    needs=(Dom,),
    impact=Impact.MINOR,
    messages={"underlined": N_("“{text}” is underlined but leads nowhere; texts of this kind: {texts}.")},
)
def underlined_without_link(dom: Dom) -> Iterator[Result]:
    """Yield one result per part of the page with underlined words, and a pass per underlined link."""
    yield from first_of_each_part(_underlined(dom), "underlined", text=lambda measures: measures[0])


def _underlined(dom: Dom) -> Iterator[tuple[Node, bool, str]]:
    for node in dom.with_other_style("text-decoration-line", "none", ""):
        if "underline" not in node.style("text-decoration-line") or not node.is_visible:
            continue
        if not (text := node.visible_text) or node.closest(*_MEANT, *_HEADINGS):
            continue
        yield node, not _is_link(node), text


def _is_link(node: Node) -> bool:
    around = (node, *node.ancestors)
    return (
        any(
            one.tag in _LINKS or one.role in _ROLES or _is_clickable(one)
            for one in around
            if one.tag != "body"
        )
        or bool(node.select(", ".join(_LINKS)))
        or node.style("cursor") == "pointer"
    )


def _is_clickable(node: Node) -> bool:
    """Say whether an element inside the page itself listens to clicks."""
    return node.tag not in {"html", "body"} and node.dom.is_clickable(node)
