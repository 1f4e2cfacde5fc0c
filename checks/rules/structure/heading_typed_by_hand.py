"""Lines that look like a heading and are an ordinary paragraph to the browser."""

import re
from collections import Counter
from collections.abc import Iterator

from checks.base import Result, cant_tell, check, failed, passed
from drempel.dom import Dom, Node
from drempel.i18n import N_
from drempel.model.finding import Impact

MAX_WORDS, MAX_CHARS = 10, 80
"""A heading is short; bold text that is longer is a lead or a warning."""
MIN_TEXT_BELOW = 60
"""Characters of ordinary text that must follow: a bold word before a telephone number is no heading."""
BOLD = 600
LARGER = 1.2
"""Times the size of the text below, from which a line stands out without being bold (as in axe-core)."""

_INLINE = frozenset(
    {"a", "abbr", "b", "br", "em", "font", "i", "img", "mark", "small", "span", "strong", "sub", "sup", "u"}
)
_NOT_A_HEADING_THERE = (
    *("a", "address", "blockquote", "button", "caption", "dd", "dt", "fieldset", "figcaption", "figure"),
    *(
        "footer",
        "h1",
        "h2",
        "h3",
        "h4",
        "h5",
        "h6",
        "header",
        "label",
        "legend",
        "li",
        "nav",
        "summary",
        "table",
    ),
)
_CAPTION = re.compile(
    r"(?:afbeelding|fig(?:uur|ure|\.)?|foto|grafiek|graphique|image|kaart|schema|tabel|tableau|table)\W*\d",
    re.IGNORECASE,
)
_PLAIN_ROLES = frozenset({"", "paragraph", "generic", "none"})


@check(
    id="heading-typed-by-hand",
    title=N_("Heading is only made by bold or large letters"),
    repair=N_("Make this line a real heading (h2, h3…) and give it its looks with a style."),
    requirements=("wcag:1.3.1",),
    needs=(Dom,),
    impact=Impact.MODERATE,
    same_as=("axe:p-as-heading",),
    messages={
        "repeated": N_("“{text}” looks like a heading, as other lines here do, but is none in the code."),
        "single": N_("“{text}” looks like a heading but is none in the code. Is it one?"),
    },
)
def heading_typed_by_hand(dom: Dom) -> Iterator[Result]:
    """Yield one result per short paragraph that stands out above ordinary text, and per real heading."""
    for heading in dom.with_role("heading"):
        yield passed(heading)
    suspects = [node for node in dom.select("p, div") if _stands_out_as_heading(dom, node)]
    alike = Counter(_looks(node) for node in suspects)
    for node in suspects:
        text = node.visible_text
        # Several lines of one look, each above its own text, are no accident: that is how headings are used.
        if alike[_looks(node)] > 1 and not text.endswith("?"):
            yield failed(node, "repeated", text=text)
        else:
            yield cant_tell(node, "single", text=text)


def _looks(node: Node) -> tuple[object, ...]:
    owner = _first_owner(node) or node
    return node.parent, node.tag, owner.style("font-size"), owner.style("font-weight")


def _stands_out_as_heading(dom: Dom, node: Node) -> bool:
    if any(child.tag not in _INLINE for child in node.element):
        return False
    if not _is_short_line(node) or node.role not in _PLAIN_ROLES:
        return False
    below = _text_below(node)
    if below is None or not node.is_visible:
        return False
    if node.closest(*_NOT_A_HEADING_THERE) is not None or node.select("a, img"):
        return False
    owners = [owner for owner, shown, text in dom.pieces_below(node) if shown and text.strip()]
    body = _first_owner(below)
    if not owners or body is None:
        return False
    size, body_size = min(_size_px(owner) for owner in owners), _size_px(body)
    is_bold = all(_weight(owner) >= BOLD for owner in owners) and _weight(body) < BOLD
    return size >= body_size and (is_bold or size >= LARGER * body_size)


def _is_short_line(node: Node) -> bool:
    if sum(map(len, node.element.itertext())) > 3 * MAX_CHARS:
        return False  # white space included; folding a long text costs more than counting it
    text = node.text
    return (
        3 <= len(text) <= MAX_CHARS
        and len(text.split()) <= MAX_WORDS
        and text[-1] not in ".,;:!…"
        and any(c.isalpha() for c in text)
        and not _CAPTION.match(text)
    )


def _text_below(node: Node) -> Node | None:
    """Return the element with ordinary text that follows, `None` where something else does."""
    following = node.next_element()
    while following is not None and following.tag == "br":
        following = following.next_element()
    if following is None or following.tag not in {"p", "ul", "ol", "div"}:
        return None
    # What is shown is no longer than what is there, which is quickly counted.
    if sum(map(len, following.element.itertext())) < MIN_TEXT_BELOW:
        return None
    return following if len(following.visible_text) >= MIN_TEXT_BELOW else None


def _first_owner(node: Node) -> Node | None:
    """Return the element in which the first visible text below a node stands."""
    return next((owner for owner, shown, text in node.dom.pieces_below(node) if shown and text.strip()), None)


def _size_px(node: Node) -> float:
    return float(node.style("font-size").removesuffix("px") or 0)


def _weight(node: Node) -> int:
    return int(float(node.style("font-weight") or 400))
