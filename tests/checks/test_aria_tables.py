"""Our table of ARIA roles beside the one in the installed axe-core: every difference has its reason."""

import re
import tomllib
from importlib.resources import files

import pytest

from crawler.axe_source import find_axe

OURS = tomllib.loads(files("checks").joinpath("data", "aria_roles.toml").read_text(encoding="utf-8"))

NO_NAME_FOR_US_ONLY = {
    "generic": "WAI-ARIA 1.2 forbids it; axe-core treats elements without a role in another rule.",
}
NO_NAME_FOR_AXE_ONLY = {
    "mark": "Not in WAI-ARIA 1.2; a role of the draft of 1.3.",
    "suggestion": "Not in WAI-ARIA 1.2; a role of the draft of 1.3.",
}
OWNED_BY_AXE_ONLY = {
    "suggestion": "Not in WAI-ARIA 1.2; a role of the draft of 1.3.",
}
SEEN_THROUGH = {"group", "rowgroup"}
"""Parts that only hold parts: our check looks inside, as WAI-ARIA 1.2 has it."""

NO_PART_ALONE = {"menu", "separator"}
"""A menu with nothing but these has nothing to choose; axe-core is content with them."""


@pytest.fixture(scope="module")
def axe_roles() -> dict[str, str]:
    """Return for each role its row in axe-core's table, as text."""
    rows = re.finditer(
        r"[\"']?([a-z]+)[\"']?:(\{type:\"(?:structure|widget|landmark|composite|window)\"[^{}]*\})",
        find_axe().source,
    )
    found: dict[str, str] = {}
    for row in rows:
        found.setdefault(row[1], row[2])
    assert len(found) > 80, "axe-core keeps its table in another form"
    return found


def listed(row: str, name: str) -> set[str]:
    """Return the words in one list of a row."""
    found = re.search(rf"{name}:\[([^\]]*)\]", row)
    return set(re.findall(r"\"([^\"]+)\"", found[1])) if found else set()


def test_roles_that_cannot_have_a_name_are_those_of_axe(axe_roles: dict[str, str]) -> None:
    theirs = {role for role, row in axe_roles.items() if "aria-label" in listed(row, "prohibitedAttrs")}
    ours = set(OURS["name_prohibited"])
    assert ours - theirs == set(NO_NAME_FOR_US_ONLY)
    assert theirs - ours == set(NO_NAME_FOR_AXE_ONLY)


def test_parts_that_roles_must_hold_are_those_of_axe(axe_roles: dict[str, str]) -> None:
    theirs = {role: listed(row, "requiredOwned") for role, row in axe_roles.items()}
    theirs = {role: parts for role, parts in theirs.items() if parts}
    ours = {role: set(parts) for role, parts in OURS["required_owned"].items()}
    assert set(theirs) - set(ours) == set(OWNED_BY_AXE_ONLY)
    assert set(ours) <= set(theirs)
    for role, parts in ours.items():
        assert parts <= theirs[role]
        assert theirs[role] - parts <= SEEN_THROUGH | NO_PART_ALONE, role
