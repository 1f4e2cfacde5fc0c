"""Gather the `AxeRun` artefact: axe-core in the isolated world, with a kill timer outside the page.

axe may scroll; the position is put back. Its rules are those on by default plus the WCAG 2.2 ones.
"""

from typing import Any

from crawler.browser.base import Tab
from drempel.errors import FetchError
from drempel.model.artefact import AxeNode, AxeResult, AxeRun, AxeTold, Json

OPTIONS: dict[str, Json] = {
    # Passes are tallies only: axe need not describe the elements.
    "resultTypes": ["violations", "incomplete"],
    # The one WCAG 2.2 rule, off by default in axe-core 4.
    "rules": {"target-size": {"enabled": True}},
}


MAX_ELEMENTS = 25_000
"""axe-core takes some 1.4 ms for an element (measured on tables and on links): beyond this many its time is
over before it is done, and the page's process was busy for nothing."""


async def gather_axe(tab: Tab, timeout_s: float = 20.0, *, elements: int = 0) -> AxeRun:
    """Return what axe-core found; a run that failed or hung comes back with `error` set.

    `elements`: how many the page has; with too many axe-core is not started.
    """
    if elements > MAX_ELEMENTS:
        return AxeRun(version="", results=(), error=f"too-large: {elements} elements")
    try:
        raw = await tab.axe(OPTIONS, timeout_s)
    except FetchError as error:
        return AxeRun(version="", results=(), error=str(error.reason))
    return axe_run(raw)


def axe_run(raw: Json) -> AxeRun:
    """Return the frozen form of the reduced results that the page gave."""
    results: dict[str, AxeResult] = {}
    for rule in raw["passes"]:
        results[rule] = AxeResult(rule, (), "", passes=1)
    for rule in raw["inapplicable"]:
        results.setdefault(rule, AxeResult(rule, (), ""))
    failed = {rule["id"]: rule for rule in raw["violations"]}
    undecided = {rule["id"]: rule for rule in raw["incomplete"]}
    for rule in {**failed, **undecided}:
        seen = results.get(rule)
        one, other = failed.get(rule), undecided.get(rule)
        first = one or other or {}
        results[rule] = AxeResult(
            rule=rule,
            tags=tuple(first["tags"]),
            impact=first["impact"],
            violations=_nodes(one),
            incomplete=_nodes(other),
            passes=seen.passes if seen else 0,
        )
    return AxeRun(version=raw["version"], results=tuple(results[rule] for rule in sorted(results)))


def _nodes(rule: dict[str, Any] | None) -> tuple[AxeNode, ...]:
    return tuple(
        AxeNode(
            target=tuple(" >>> ".join(step) if isinstance(step, list) else step for step in node["target"]),
            html=node["html"],
            impact=node["impact"],
            summary=node["summary"],
            checks=tuple(node["checks"]),
            path=tuple(node["path"]) if node.get("path") is not None else None,
            tag=node.get("tag", ""),
            told=tuple(AxeTold(one["check"], one["key"], one["data"]) for one in node.get("told", ())),
        )
        for node in (rule["nodes"] if rule else ())
    )
