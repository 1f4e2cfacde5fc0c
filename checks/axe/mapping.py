"""From `AxeRun` to findings and tallies: violations are `failed`, incomplete `cantTell`, never otherwise."""

import re
from collections.abc import Collection, Iterable, Iterator, Mapping

from checks.axe.corrections import subject
from checks.axe.facts import CONTEXT, AxeKind, AxeRule, axe_rules
from checks.axe.messages import advice
from checks.draft import Draft
from checks.menders import mender_of
from drempel.dom import Dom
from drempel.model.artefact import AxeNode, AxeResult, AxeRun
from drempel.model.finding import (
    MAX_SNIPPET,
    CheckInfo,
    CheckTally,
    Impact,
    Kind,
    Outcome,
    Pointer,
    Source,
)

DEFAULT_KINDS = frozenset({AxeKind.NORM, AxeKind.PRACTICE})
"""Kinds of rules that a scan asks axe-core to run; a rule among them that did not run is `untested`."""

_CRITERION = re.compile(r"wcag(\d)(\d)(\d+)")
_AAA = re.compile(r"wcag\d+aaa")
_IMPACTS = {impact.value: impact for impact in Impact}
_SHADOW_OR_FRAME = " >>> "


def findings(
    axe: AxeRun, dom: Dom, *, disabled: Collection[str] = (), problems: Mapping[str, str] | None = None
) -> Iterator[Draft]:
    """Yield one draft per element that axe-core failed or could not decide, rule by rule.

    `problems` gives the problem id of rules that an own check names in its `same_as`; other rules are
    their own problem. A rule in `disabled` says nothing.
    """
    for result in axe.results:
        check_id = CONTEXT + result.rule
        if check_id not in disabled:
            problem = (problems or {}).get(check_id, check_id)
            yield from _drafts(result, result.violations, Outcome.FAILED, problem, dom)
            yield from _drafts(result, result.incomplete, Outcome.CANT_TELL, problem, dom)


def tallies(
    axe: AxeRun | None,
    *,
    disabled: Collection[str] = (),
    missing: str = "",
    dropped: Mapping[tuple[str, Outcome], int] | None = None,
) -> Iterator[CheckTally]:
    """Yield how every rule ended: those that ran, and those that should have run and did not.

    `missing` is the reason where there is no run at all; `dropped` counts by check and outcome the findings
    that do not stand: they count as passed.
    """
    ran = {result.rule: result for result in axe.results} if axe and not axe.error else {}
    reason = missing or (axe.error if axe else "") or "not-run"
    expected = {rule.rule_id for rule in axe_rules().values() if rule.kind in DEFAULT_KINDS}
    for rule_id in sorted(expected | set(ran)):
        check_id = CONTEXT + rule_id
        if check_id in disabled:
            yield CheckTally(check_id, Outcome.UNTESTED, reason="disabled")
        elif rule_id not in ran:
            yield CheckTally(check_id, Outcome.UNTESTED, reason=reason)
        else:
            yield _tally(check_id, ran[rule_id], dropped or {})


def catalogue() -> Iterator[CheckInfo]:
    """Yield what readers may know of every rule that a scan runs."""
    for rule in axe_rules().values():
        if rule.kind in DEFAULT_KINDS:
            yield info(rule)


def info(rule: AxeRule) -> CheckInfo:
    """Return what readers may know of a rule; both outcomes speak with its title."""
    return CheckInfo(
        id=rule.check_id,
        source=Source.AXE,
        kind=rule.ground,
        impact=rule.impact,
        requirements=rule.requirements,
        act=rule.all_act,
        title=rule.title,
        repair=rule.repair,
        who=rule.who,
        messages={Outcome.FAILED.value: rule.title, Outcome.CANT_TELL.value: rule.title},
        mended_by=mender_of(rule.check_id),
    )


def _tally(check_id: str, result: AxeResult, dropped: Mapping[tuple[str, Outcome], int]) -> CheckTally:
    not_failed = dropped.get((check_id, Outcome.FAILED), 0)
    not_asked = dropped.get((check_id, Outcome.CANT_TELL), 0)
    failed = len(result.violations) - not_failed
    cant_tell = len(result.incomplete) - not_asked
    passed = result.passes + not_failed + not_asked
    outcome = Outcome.INAPPLICABLE
    if failed:
        outcome = Outcome.FAILED
    elif cant_tell:
        outcome = Outcome.CANT_TELL
    elif passed:
        outcome = Outcome.PASSED
    return CheckTally(check_id, outcome, failed=failed, cant_tell=cant_tell, passed=passed)


def _drafts(
    result: AxeResult, nodes: Iterable[AxeNode], outcome: Outcome, problem: str, dom: Dom
) -> Iterator[Draft]:
    rule = axe_rules().get(result.rule)
    kind = rule.ground if rule else _kind_by_tags(result.tags)
    requirements = rule.requirements if rule else _criteria_by_tags(result.tags)
    for axe_node in nodes:
        node = dom.at_path(axe_node.path, axe_node.tag) if axe_node.path is not None else None
        if node is not None:
            node = subject(result.rule, node)
        yield Draft(
            check=CONTEXT + result.rule,
            problem=problem,
            outcome=outcome,
            impact=_impact(axe_node.impact or result.impact, rule),
            kind=kind,
            key=outcome.value,
            params={"summary": axe_node.summary} if axe_node.summary else {},
            requirements=requirements,
            act=rule.all_act if rule else (),
            sources=(Source.AXE,),
            node=node,
            pointer=None if node is not None else _pointer(axe_node),
            advice=advice(axe_node, outcome, rule.title if rule else ""),
        )


def _pointer(axe_node: AxeNode) -> Pointer:
    """Return where axe-core saw an element that is not in the captured page: it was gone, or came later."""
    html = axe_node.html if len(axe_node.html) <= MAX_SNIPPET else axe_node.html[: MAX_SNIPPET - 1] + "…"
    opening = re.match(r"<([a-zA-Z][\w-]*)", axe_node.html)
    return Pointer(
        selector=_SHADOW_OR_FRAME.join(axe_node.target),
        snippet=html,
        structure=axe_node.tag or (opening[1].lower() if opening else ""),
    )


def _impact(word: str | None, rule: AxeRule | None) -> Impact:
    return _IMPACTS.get(word or "") or (rule.impact if rule else Impact.MODERATE)


def _kind_by_tags(tags: tuple[str, ...]) -> Kind:
    """Return the ground of a rule that this version does not know (another axe-core by explicit setting)."""
    if "experimental" in tags or any(_AAA.fullmatch(tag) for tag in tags):
        return Kind.BEYOND
    return Kind.NORM if _criteria_by_tags(tags) else Kind.PRACTICE


def _criteria_by_tags(tags: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(".".join(match.groups()) for tag in tags if (match := _CRITERION.fullmatch(tag)))
