"""Short pages that tempt a reader of facts: what looks like a number, counter or right and is none."""

import json
from typing import Any

import pytest

from checks.facts.extract import facts_of
from drempel.model.facts import Facts
from tests.inclusion.building import dom_of
from tests.inclusion.scoring import HERE

TRAPS = [json.loads(line) for line in (HERE / "traps.jsonl").read_text(encoding="utf-8").splitlines()]


def value_of(facts: Facts, name: str) -> Any:
    if name == "phones":
        return [phone.number for phone in facts.phones]
    if name == "forms":
        return [facts.required_fields, facts.email_required, sorted(facts.asks_known_data)]
    if name == "channels":
        return (
            None if facts.channels is None else sorted(way for way, there in facts.channels.items() if there)
        )
    value = getattr(facts, name)
    return list(value) if isinstance(value, tuple) else value


@pytest.mark.parametrize("trap", TRAPS, ids=[f"{trap['fact']}-{at}" for at, trap in enumerate(TRAPS)])
def test_a_trap(trap: dict[str, Any]) -> None:
    page = f"<html lang=nl><title>{trap['title']}</title><body>{trap['body']}"
    assert value_of(facts_of(dom_of(page, "https://www.gemx.example/x")), trap["fact"]) == trap["is"]
