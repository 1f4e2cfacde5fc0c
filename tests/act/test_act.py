"""What the checks reach on the given test cases of ACT rules must not slide back.

`floor.toml` holds what was reached: rules that are consistent, and totals. The quick test takes a tenth of
the pages, the same each time; the slow one all of them.
"""

import tomllib
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

import pytest

from tests.act.run import CASES, cases, findings, gather, judged, scorer, scores, tenth

FLOOR = tomllib.loads((Path(__file__).parent / "floor.toml").read_text(encoding="utf-8"))
MAX_ASKED = 0.15
"""Of passed and inapplicable cases at most this share may get a question about their rule."""

pytestmark = [
    pytest.mark.browser,
    pytest.mark.skipif(not CASES.is_dir(), reason="the test cases of ACT rules are not beside this checkout"),
]


def measured(every: list[dict[str, Any]]) -> tuple[dict[str, dict[str, Any]], float]:
    """Return the scores by rule, and the share of right pages that get a question about their rule."""
    seen = gather(every)
    not_judged = {page: what for page, what in seen.items() if isinstance(what, str)}
    # Pages that lead to another host at once; there is none here.
    assert len(not_judged) <= FLOOR["not_judged"], not_judged
    judgements = judged(seen)
    told = findings(every, judgements)
    right = [case for case in every if case["expected"] != "failed"]
    asked = [case for case in right if any(_asks(one, case) for one in told.get(case["case_id"], ()))]
    return scores(every, judgements), len(asked) / len(right)


def _asks(found: Mapping[str, Any], case: Mapping[str, Any]) -> bool:
    return found["outcome"] == "cantTell" and case["rule_id"] in found["act"]


def false(rules: Iterable[Mapping[str, Any]]) -> dict[str, list[str]]:
    """Return by rule the right cases that are failed, but for those that are known."""
    known = set(FLOOR["false"])
    wrong = {rule["rule_id"]: sorted(set(rule["fp"]) - known) for rule in rules}
    return {rule: found for rule, found in wrong.items() if found}


def test_a_tenth_of_the_cases_is_judged_as_before() -> None:
    found, _ = measured(tenth(cases()))
    assert false(found.values()) == {}
    missed = {
        rule["rule_id"]: rule["n_failed"] - len(rule["hit"])
        for rule in found.values()
        if rule["rule_id"] in FLOOR["consistent"] and len(rule["hit"]) < rule["n_failed"]
    }
    assert missed == {}


@pytest.mark.slow
@pytest.mark.timeout(1800)
def test_all_cases_are_judged_at_least_as_well_as_before() -> None:
    found, asked = measured(cases())
    assert false(found.values()) == {}
    total = scorer().total(found)
    consistent = {rule["rule_id"] for rule in found.values() if rule["status"] == "consistent"}
    assert set(FLOOR["consistent"]) <= consistent
    assert total["hit"] >= FLOOR["hit"]
    assert total["act_consistent"] >= FLOOR["act_consistent"]
    assert total["fp"] <= len(FLOOR["false"])
    assert asked <= MAX_ASKED
