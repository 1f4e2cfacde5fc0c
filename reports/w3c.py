"""Addresses at W3C of criteria and ACT rules."""

import re

from drempel import wcag


def slug_of(criterion: wcag.Criterion) -> str:
    """Return the fragment by which W3C names a criterion in its recommendation, e.g. `non-text-content`."""
    if criterion.id == "4.1.1":
        return "parsing"
    return re.sub(r"[^a-z0-9]+", "-", criterion.name_en.lower()).strip("-")


def version_of(criterion: wcag.Criterion) -> str:
    """Return `WCAG22`, or `WCAG21` for the one criterion that WCAG 2.2 no longer has."""
    return "WCAG21" if criterion.until is not None else "WCAG22"


def criterion_iri(criterion: wcag.Criterion) -> str:
    """Return the address of a criterion in the recommendation."""
    return f"https://www.w3.org/TR/{version_of(criterion)}/#{slug_of(criterion)}"


def understanding(criterion: wcag.Criterion) -> str:
    """Return the address of W3C's explanation of a criterion."""
    return f"https://www.w3.org/WAI/{version_of(criterion)}/Understanding/{slug_of(criterion)}"


def act_rule(rule: str) -> str:
    """Return the address of an ACT rule by its id of six signs."""
    return f"https://www.w3.org/WAI/standards-guidelines/act/rules/{rule}/"
