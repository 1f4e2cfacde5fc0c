"""ARIA names on elements that cannot have one, such as a plain `div` or paragraph.

What a screen reader makes of it differs: some read the name, some the text, some nothing. WCAG does not
clearly fail it, so this is advice; where axe-core proves a failure on the same element, that stands.
"""

import tomllib
from collections.abc import Iterator
from functools import cache
from importlib.resources import files

from checks.base import Result, check, failed, passed
from drempel.dom import Dom, Node
from drempel.i18n import N_
from drempel.model.finding import Impact, Kind

_NAMES = ("aria-label", "aria-labelledby", "aria-braillelabel")
_DESCRIPTIONS = ("aria-roledescription", "aria-brailleroledescription")
_NOTHING = frozenset({"none", "presentation"})


@check(
    id="name-on-nameless-role",
    title=N_("ARIA name stands on an element that cannot have one"),
    repair=N_("Remove the attribute and write the text in the page, or give the element a fitting role."),
    kind=Kind.PRACTICE,
    act=("kb1m8s",),
    needs=(Dom,),
    impact=Impact.MODERATE,
    who="blind",
    same_as=("axe:aria-prohibited-attr",),
    messages={
        "element": N_("{attribute} has no meaning on <{tag}>; many screen readers leave it out."),
        "role": N_("{attribute} has no meaning on an element with the role {role}."),
    },
)
def name_on_nameless_role(dom: Dom) -> Iterator[Result]:
    """Yield one result per HTML element with a naming attribute that assistive technology gets."""
    for node in dom.select(", ".join(f"[{name}]" for name in (*_NAMES, *_DESCRIPTIONS))):
        if not node.is_exposed:
            continue
        role = _role(node)
        attribute = next((name for name in _prohibited(role) if node.get(name).strip()), "")
        if not attribute:
            yield passed(node)
        elif node.closest("svg", "math") is not None:
            continue  # they have roles of their own
        elif "role" in node:
            yield failed(node, "role", attribute=attribute, role=role)
        else:
            yield failed(node, "element", attribute=attribute, tag=node.tag)


def _role(node: Node) -> str:
    """Return the role; `none` stays what it is, though browsers give it up for an element with a name."""
    first = next(iter(node.get("role").lower().split()), "")
    return first if first in _NOTHING and not node.is_focusable else node.role


def _prohibited(role: str) -> Iterator[str]:
    if role in _roles("name_prohibited"):
        yield from _NAMES
    if role in _roles("roledescription_prohibited"):
        yield from _DESCRIPTIONS


@cache
def _roles(kind: str) -> frozenset[str]:
    source = files("checks").joinpath("data", "aria_roles.toml").read_text(encoding="utf-8")
    return frozenset(tomllib.loads(source)[kind])
