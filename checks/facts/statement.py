"""Read an accessibility statement: every field with where it stands. Pure functions of a page or a text.

What a machine can read goes first: `data-` attributes, ids of the shared Flemish component. What the text
does not say stays unknown. Facts and words stand in `checks/data/statement.toml`.
"""

import re
from collections.abc import Sequence
from datetime import date
from itertools import takewhile
from urllib.parse import urljoin

from checks.facts import statement_contact as contact
from checks.facts import statement_owner as owners
from checks.facts.statement_burden import burden_explained
from checks.facts.statement_dates import dates, iso_day
from checks.facts.statement_instead import alternatives
from checks.facts.statement_items import Items
from checks.facts.statement_lines import Line, lines_of_page, lines_of_text, plain
from checks.facts.statement_parts import (
    COMPONENT_IDS,
    REASONS,
    Parts,
    is_loose_title,
    is_title,
    is_vague_title,
    zone,
)
from checks.facts.statement_status import CONTRADICTORY, Found, level_in, machine_status, standard, status
from checks.facts.statement_words import pattern
from drempel.dom import Dom, Node
from drempel.model.statement import Evidence, Statement

_LETTERHEAD = 8
"""Lines among which the title of a document stands."""
_MOST_EMPTY = 500
"""A title with more text than this below it, in which no statement is made, is about statements."""
_MOST_IN_PASSING = 3
_OWN_PARTS = ("status", "items", "preparation", "feedback", "enforcement", "scope")
_MACHINE_ROOT = "[data-accessibility-statement], [data-compliance-status], [data-conformance-status]"
_MACHINE = {
    "status": ("data-status", "data-compliance-status", "data-conformance-status"),
    "standard": ("data-standard",),
    "level": ("data-level",),
    "prepared": ("data-date-prepared", "data-prepared"),
    "reviewed": ("data-date-reviewed", "data-reviewed"),
    "method": ("data-method",),
    "law": ("data-law",),
}


def read_page(dom: Dom, today: date) -> Statement | None:
    """Return the statement on a page, `None` where the page holds none."""
    lines = lines_of_page(dom)
    owner = owners.owner_of(dom, lines)
    content, title = zone(lines)
    parts = Parts(content)
    machine = _machine_fields(dom)
    if not _is_statement(dom, lines, title, parts, is_marked=bool(machine)):
        return None
    return _read(parts, owner, today, machine)


def read_text(text: str, today: date, host: str = "", name: str = "") -> Statement | None:
    """Return the statement in the text of a document, `None` where it holds none."""
    lines = lines_of_text(text)
    lead = " ".join(line.text for line in lines[:3])[:300]
    # What is above the title is the letterhead.
    start = next((at for at, line in enumerate(lines[:_LETTERHEAD]) if is_title(line.text)), 0)
    lines = lines[start:]
    parts = Parts(lines, is_document=True)
    heads = [line.text for line in lines[:_LETTERHEAD]]
    has_title = any(map(is_title, heads)) or is_title(plain(name))
    if not has_title:
        # "Onze website toegankelijk": then it is a statement by what it says.
        is_near = any(is_vague_title(text) or is_loose_title(text) for text in heads)
        has_title = is_near and sum(map(parts.has, _OWN_PARTS)) >= 2 and _signs(parts) >= 2
    if not has_title or _signs(parts) < 1:
        return None
    return _read(parts, owners.Owner(host, lead, ""), today, {})


def contradiction(statement: Statement, faults: int | None = None) -> bool | None:
    """Say whether a statement contradicts itself or what was found; `faults`: criteria of the norm that fail.

    Only "fully" can be contradicted by findings. `None` where there is no status, and for "fully" as long as
    nothing speaks against it: pages without faults prove nothing.
    """
    if statement.status is None:
        return None
    if statement.status == CONTRADICTORY:
        return True
    if statement.status != "V":
        return False
    return True if statement.items or faults else None


def _is_statement(
    dom: Dom, lines: Sequence[Line], title: Line | None, parts: Parts, *, is_marked: bool
) -> bool:
    if is_marked:
        return True
    content = [one.line for one in parts.placed]
    above = list(takewhile(lambda line: line is not title, lines))
    is_below = title is not None and any(0 < line.level < title.level for line in above if not line.is_chrome)
    if title is not None and is_title(title.text):
        signs = _signs(parts)
        if is_below:
            return signs + _names_norm(parts) >= 2
        if signs < _MOST_IN_PASSING and _leads_to_one(content, dom):
            # News of a statement tells little of it and links to it.
            return False
        has_document = any(
            url.lower().partition("?")[0].endswith(".pdf") for line in content for _, url in line.links
        )
        size = sum(len(line.text) for line in content)
        return signs > 0 or (size < _MOST_EMPTY and not has_document)
    if is_title(dom.title):
        return _signs(parts) >= 1
    if sum(bool(dom.with_id(name)) for name in COMPONENT_IDS) >= 2:
        return _signs(parts) >= 1
    if title is None:
        return False
    named = is_loose_title(title.text)
    if named and is_vague_title(title.text) and status(parts) is not None:
        return True
    if named and not is_vague_title(title.text):
        # Of news about the site no heading is one of a statement.
        return _signs(parts) >= (2 if sum(map(parts.has, _OWN_PARTS)) >= 2 else 4)
    buildings = sum(bool(pattern("title", "building").search(line.text)) for line in content)
    return buildings < 3 and _signs(parts) >= (3 if is_below else 2)


def _leads_to_one(lines: Sequence[Line], dom: Dom) -> bool:
    """Say whether a text links to a statement on another page."""
    here = dom.url.partition("#")[0]
    linked = (
        (name, urljoin(dom.base_url, url).partition("#")[0])
        for line in lines
        for name, url in line.links
        if url and not url.startswith(("#", "mailto:", "tel:"))
    )
    return any(is_title(name) and url != here for name, url in linked)


def _names_norm(parts: Parts) -> bool:
    """Say whether a sentence holds site and norm against each other, in whatever words."""
    return any("WCAG" in s.text and re.search(r"voldoe[tn]|conform", s.text) for s in parts.sentences)


def _signs(parts: Parts) -> int:
    """Count what only a statement says: that a body binds itself, for which site, how far, since when."""
    bound = owners.commitment(parts, is_strict=True)
    said = pattern("words", "scope")
    stated = status(parts)
    return sum(
        (
            bound is not None,
            any(said.search(s.text) for s in parts.sentences),
            stated is not None,
            owners.law(parts, bound) is not None and bound is not None,
            bool(dates(parts, date.max)),
            parts.has("items")
            and any(
                one.line.item is not None or (stated is not None and not one.is_heading)
                for one in parts.placed
                if one.part == "items"
            ),
            bound is not None and any("WCAG" in s.text for s in parts.sentences),
        )
    )


def _read(parts: Parts, owner: owners.Owner, today: date, machine: dict[str, Found]) -> Statement:
    bound = owners.commitment(parts)
    stated = status(parts)
    named_law = owners.law(parts, bound)
    version, level, version_en = standard(parts, stated)
    said = (
        ("law", named_law),
        ("scope", owners.scope(parts, owner, contact.emails(parts))),
        ("status", stated),
        ("standard", version),
        ("level", level),
        ("en_version", version_en),
        ("method", contact.method(parts)),
        ("enforcement", contact.enforcement(parts)),
        *dates(parts, today).items(),
    )
    found = {name: value for name, value in said if value is not None}
    for name, value in machine.items():
        if name == "status" and stated is not None and stated[0] != value[0]:
            found[name] = CONTRADICTORY, value[1]
        else:
            found[name] = value
    items = Items(parts)
    reasons = items.reasons()
    ways = contact.channels(parts)
    days = contact.answer_days(parts)
    is_explained, burden = burden_explained(parts) if REASONS["burden"] in reasons else (None, None)
    instead = alternatives(parts)
    evidence: dict[str, Evidence] = {name: value[1] for name, value in found.items()}
    places = (
        ("commitment", bound.evidence() if bound else None),
        ("items", items.evidence),
        ("reasons", next(iter(reasons.values()), None)),
        ("burden_explained", burden),
        ("alternatives", instead),
        ("channels", next(iter(ways.values()), None)),
        ("days", days[1] if days else None),
    )
    evidence |= {name: place for name, place in places if place is not None}
    value_of = {name: value[0] for name, value in found.items()}
    law = value_of.get("law")
    return Statement(
        commitment=bound is not None,
        law=law,
        law_ok=owners.law_fits(law, owner, bound, owners.hosts_named(parts)) if law else None,
        scope=value_of.get("scope"),
        status=value_of.get("status"),
        standard=value_of.get("standard"),
        level=value_of.get("level"),
        en_version=value_of.get("en_version"),
        items=items.count,
        reasons=tuple(sorted(reasons)),
        burden_explained=is_explained,
        alternatives=instead is not None,
        prepared=value_of.get("prepared"),
        reviewed=value_of.get("reviewed"),
        method=value_of.get("method"),
        channels=tuple(ways),
        days=days[0] if days else None,
        enforcement=value_of.get("enforcement"),
        evidence=evidence,
    )


def _machine_fields(dom: Dom) -> dict[str, Found]:
    """Return the fields that the mark-up gives for machines, where their values can be understood."""
    found: dict[str, Found] = {}
    for root in dom.select(_MACHINE_ROOT):
        for node in (root, *root.descendants()):
            for name, attributes in _MACHINE.items():
                raw = next((node.get(one) for one in attributes if node.get(one)), "")
                value = _machine_value(name, raw)
                if value and name not in found:
                    found[name] = value, _attribute(node, raw)
    return found


def _attribute(node: Node, raw: str) -> Evidence:
    return Evidence(raw[:300], node.pointer().selector)


def _machine_value(name: str, raw: str) -> str | None:
    if not raw:
        return None
    if name == "status":
        return machine_status(raw)
    if name in {"prepared", "reviewed"}:
        return iso_day(raw)
    if name == "method":
        return {"self": "self", "self-assessment": "self", "third": "third", "third-party": "third"}.get(
            raw.lower()
        )
    if name == "law":
        return next(
            (law for law in ("bestuursdecreet", "wet 2018", "Waals decreet") if law.lower() == raw.lower()),
            None,
        )
    if name == "level":
        return level_in(f"niveau {raw.upper()} ")
    return next((version for version in ("2.2", "2.1", "2.0") if version in raw), None)
