"""Menus, tab lists and tables made with ARIA roles whose parts have no role: empty to the ear."""

import tomllib
from bisect import bisect_right
from collections.abc import Iterator, Mapping
from functools import cache
from importlib.resources import files

from checks.base import Result, check, failed, passed
from drempel.dom import Dom, Node
from drempel.i18n import N_
from drempel.model.finding import Impact


@check(
    id="role-without-required-parts",
    title=N_("Element has an ARIA role, but the parts of that role are missing"),
    repair=N_("Give each part inside its role, such as menuitem in a menu, or use plain HTML instead."),
    requirements=("wcag:1.3.1",),
    act=("bc4a75",),
    needs=(Dom,),
    impact=Impact.SERIOUS,
    same_as=("axe:aria-required-children",),
    messages={"none": N_("This is a {role}, but nothing inside has the role {parts}.")},
)
def role_without_required_parts(dom: Dom) -> Iterator[Result]:
    """Yield one result per visible element with such a role by its `role` attribute and content inside."""
    parts: dict[tuple[str, ...], list[Node]] = {}
    for node in dom.select("[role]"):
        role = node.role
        wanted = _required().get(role, ())
        if not wanted or role not in node["role"].lower().split() or _is_unfinished(node):
            continue
        if wanted not in parts:
            parts[wanted] = dom.with_role(*wanted)
        at = bisect_right(parts[wanted], node.index, key=_index)
        if at < len(parts[wanted]) and node.holds(parts[wanted][at]):
            yield passed(node)
        elif any(text.strip() for text in dom.texts_below(node)):
            yield failed(node, "none", role=role, parts=" / ".join(wanted))


def _index(node: Node) -> int:
    return node.index


def _is_unfinished(node: Node) -> bool:
    """Say whether parts may come later or from elsewhere."""
    if "aria-owns" in node or node.select("[aria-owns], slot"):
        return True
    return any(above.get("aria-busy").lower() == "true" for above in (node, *node.ancestors))


@cache
def _required() -> Mapping[str, tuple[str, ...]]:
    source = files("checks").joinpath("data", "aria_roles.toml").read_text(encoding="utf-8")
    return {role: tuple(parts) for role, parts in tomllib.loads(source)["required_owned"].items()}
