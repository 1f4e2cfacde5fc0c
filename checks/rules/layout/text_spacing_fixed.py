"""Text whose spacing is fixed in its `style` attribute with `!important`, too narrow for who needs more.

Readers with low vision or dyslexia set their own spacing; an important declaration in a `style` attribute
wins from theirs. Minima from WCAG 1.4.12. What a descendant inherits counts for its own size of letters.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import islice

from checks.base import Ground, Result, check, failed, passed
from drempel.dom import Dom, Node
from drempel.i18n import N_
from drempel.model.finding import Box, Impact, Kind

MINIMA = {"letter-spacing": 0.12, "word-spacing": 0.16, "line-height": 1.5}
"""Property → least length as a part of the size of the letters. Source: WCAG 1.4.12."""

_KEYS = {"letter-spacing": "letters", "word-spacing": "words", "line-height": "lines"}
_TOLERANCE = 0.002
"""Sizes come rounded from the browser."""

MAX_TEXTS = 200
"""Texts in one element that are looked at: they inherit the same."""

_NORMAL_LINE = 1.2
"""What `normal` is about, for most fonts."""

_DECLARATION = re.compile(r"""((?:[^;"'(]|"[^"]*"|'[^']*'|\([^)]*\))+)""")
_IMPORTANT = re.compile(r"\s*!\s*important\s*$", re.IGNORECASE)
_LENGTH = re.compile(r"([+-]?(?:\d+\.?\d*|\.\d+))(px|em|rem|pt|%|)", re.IGNORECASE)
_FONT_LINE = re.compile(r"/\s*([^\s/]+)")
_NOT_SET = frozenset({"inherit", "unset", "revert", "revert-layer"})
_TO_PX = {"px": 1.0, "pt": 4 / 3}


def _ground(act: str) -> Ground:
    return Ground(Kind.NORM, Impact.SERIOUS, ("wcag:1.4.12",), (act,))


@check(
    id="text-spacing-fixed",
    title=N_("Style attribute holds the text too tight"),
    repair=N_(
        "Remove “!important” from the spacing in the style attribute, or move the style to a style sheet."
    ),
    requirements=("wcag:1.4.12",),
    act=("24afc2", "9e45ec", "78fd32"),
    needs=(Dom,),
    impact=Impact.SERIOUS,
    same_as=("axe:avoid-inline-spacing",),
    overrules=("axe:avoid-inline-spacing",),
    messages={
        "letters": N_("The space between letters is fixed at {value}; readers cannot make it wider."),
        "words": N_("The space between words is fixed at {value}; readers cannot make it wider."),
        "lines": N_("The height of the lines is fixed at {value}; readers cannot make it larger."),
    },
    grounds={"letters": _ground("24afc2"), "words": _ground("9e45ec"), "lines": _ground("78fd32")},
)
def text_spacing_fixed(dom: Dom) -> Iterator[Result]:
    """Yield one result per element and property that its style attribute fixes, where text is seen in it."""
    for node in dom.select("[style*=important i]"):
        declared = declarations(node["style"])
        for name, minimum in MINIMA.items():
            if name not in declared or not declared[name].important:
                continue
            value = declared[name].value
            shares = [
                share
                for owner, box in _texts(dom, node, name)
                if (share := _share(name, value, node, owner)) is not None
                and (name != "line-height" or _has_several_lines(owner, box, share))
            ]
            if shares and min(shares) < minimum - _TOLERANCE:
                yield failed(node, _KEYS[name], value=value)
            elif shares:
                yield passed(node)


@dataclass(frozen=True, slots=True)
class Declared:
    """The value of a property in a style attribute."""

    value: str
    important: bool


def declarations(style: str) -> dict[str, Declared]:
    """Return the spacing that a style attribute sets; what only inherits is left out."""
    found: dict[str, Declared] = {}
    for part in _DECLARATION.findall(style):
        name, _, value = part.partition(":")
        name, value = name.strip().lower(), value.strip().lower()
        important = _IMPORTANT.search(value) is not None
        value = _IMPORTANT.sub("", value)
        if name == "font":
            line = _FONT_LINE.search(value)
            name, value = "line-height", line[1] if line else "normal"
        if name in MINIMA and value and (important or name not in found or not found[name].important):
            found[name] = Declared(value, important)
    return {name: declared for name, declared in found.items() if declared.value not in _NOT_SET}


def _texts(dom: Dom, node: Node, name: str) -> Iterator[tuple[Node, Box]]:
    """Yield the elements with text that is seen, and its box, that have the property from this element."""
    for owner, text, box in islice(dom.seen_below(node), MAX_TEXTS):
        if not text.strip():
            continue
        at = owner
        while at != node and name not in at.get("style").lower() and at.parent is not None:
            at = at.parent
        if at == node:
            yield owner, box


def _share(name: str, value: str, node: Node, owner: Node) -> float | None:
    """Return the spacing as a part of the size of the letters, `None` where that cannot be known."""
    size, own_size = _px(node.style("font-size")), _px(owner.style("font-size"))
    if not size or not own_size:
        return None
    if value in {"normal", "initial"}:
        return _NORMAL_LINE if name == "line-height" else 0.0
    found = _LENGTH.fullmatch(value)
    if found is None:
        return None
    number, unit = float(found[1]), found[2].lower()
    if unit in _TO_PX:
        return number * _TO_PX[unit] / own_size
    if unit == "rem":
        return number * (_px(node.dom.root.style("font-size")) or 16) / own_size
    if unit == "em" or (unit == "%" and name == "line-height"):
        return number / (100 if unit == "%" else 1) * size / own_size
    if not unit:
        return number if name == "line-height" or not number else None
    return None


def _px(value: str) -> float:
    found = _LENGTH.fullmatch(value)
    return float(found[1]) if found else 0.0


def _has_several_lines(owner: Node, box: Box, share: float) -> bool:
    """Say whether a text is broken over lines: letters alone take some 1.2 times their size."""
    return box.height > _px(owner.style("font-size")) * (1.25 + 0.3 * share)
