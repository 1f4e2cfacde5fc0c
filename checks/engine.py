"""Run checks on the artefacts of one snapshot and turn what they and axe-core say into one judgement.

No result is `inapplicable`, an exception `cantTell` with the error class as reason, a missing artefact
`untested`; one broken check never spoils the others. The same problem seen by axe-core and by an own check
on the same element is one finding with two sources. Findings of axe-core that are known to be false, or that
an own check with the last word does not share, are kept aside with the reason.
"""

from bisect import bisect_left
from collections import Counter
from collections.abc import Callable, Collection, Iterable, Mapping
from functools import partial
from types import MappingProxyType

import structlog

from checks.axe import corrections, mapping
from checks.axe.facts import CONTEXT
from checks.base import Check, Result, SiteResult
from checks.draft import Draft
from checks.fingerprint import document_fingerprint, fingerprint, part_of_site
from drempel.dom import Dom, Node
from drempel.model.artefact import AxeRun
from drempel.model.finding import CheckTally, Crop, Finding, Judgement, Outcome, Pointer, Source, Suppressed
from drempel.model.site_view import SiteView

MAX_FINDINGS_PER_CHECK = 200
"""Findings kept of one check on one page; its tally keeps the true number."""

CUT_SHORT = "cut-short"
"""Begins the reason of a check whose gatherer did not come to its end."""

PART_READ = f"{CUT_SHORT}:document-part"
"""The reason of checks of a document of which only the beginning was read (`is_part`)."""

LEFT_OUT = "left-out"
"""Begins the reason of a check that did not judge a part of what it is about; then why, then some names."""

MAX_NAMES = 3
MAX_REASON = 160

_NO_FINDING = frozenset({Outcome.PASSED, Outcome.UNTESTED})

log = structlog.get_logger()


def judge(
    artefacts: Mapping[type, object],
    checks: Mapping[str, Check],
    *,
    disabled: Collection[str] = frozenset(),
    page_path_template: str = "",
) -> Judgement:
    """Return the findings and tallies of one page.

    `artefacts` are keyed by type (`Dom`, `AxeRun`, `TextProfile`, …). Ids in `disabled`, own checks and
    `axe:<rule>` alike, are not run and stay visible as `untested`. `page_path_template` is what the page
    has in common with others of its kind; by default it is derived from the address of the `Dom`.
    """
    disabled = frozenset(disabled)
    tallies: list[CheckTally] = []
    own: list[Draft] = []
    referees: list[Check] = []
    on_page = sorted((c for c in checks.values() if c.scope == "page"), key=lambda c: c.id)
    dom, axe = artefacts.get(Dom), artefacts.get(AxeRun)
    # Nobody can repair a page that the browser itself made.
    is_browsers_own = isinstance(dom, Dom) and corrections.is_view_of_xml(dom)
    runs = [
        check
        for check in on_page
        if check.id not in disabled and not (_lack(check, artefacts) or _cut(check, artefacts))
    ]
    outdone = {other for check in runs for other in check.instead_of}
    for check in on_page:
        if is_browsers_own:
            tallies.append(CheckTally(check.id, Outcome.UNTESTED, reason="not-run"))
            continue
        if check.id in outdone - disabled:
            tallies.append(CheckTally(check.id, Outcome.INAPPLICABLE))
            continue
        tally, drafts = _run(check, artefacts, disabled)
        tallies.append(tally)
        own += drafts
        if check.overrules and not tally.reason:
            referees.append(check)

    by_axe: list[Draft] = []
    suppressed: list[Suppressed] = []
    if isinstance(axe, AxeRun) and isinstance(dom, Dom):
        if not axe.error:
            problems = {rule: check.problem_id for check in on_page for rule in check.same_as}
            said = mapping.findings(axe, dom, disabled=disabled, problems=problems)
            by_axe, suppressed = _standing(said, own, referees)
        dropped = Counter((false.check, false.outcome) for false in suppressed)
        dropped.subtract((draft.check, draft.outcome) for draft in by_axe if draft.was_failed)
        tallies += mapping.tallies(axe, disabled=disabled, dropped=dropped)
    else:
        lacking = AxeRun if isinstance(dom, Dom) else Dom
        tallies += mapping.tallies(None, disabled=disabled, missing=_missing(lacking))

    if isinstance(dom, Dom) and not page_path_template:
        page_path_template = part_of_site(dom.url)
    drafts = _kept(_joined(own, by_axe, checks))
    findings, crops = _findings(drafts, partial(_identity_on_page, page_path_template))
    return Judgement(findings, tuple(tallies), tuple(suppressed), crops)


def judge_together(
    view: SiteView, checks: Mapping[str, Check], *, disabled: Collection[str] = frozenset()
) -> Judgement:
    """Return what the checks that compare the pages of a site say; it is told of the start page."""
    tallies: list[CheckTally] = []
    drafts: list[Draft] = []
    for check in sorted((c for c in checks.values() if c.scope == "site"), key=lambda c: c.id):
        tally, found = _run(check, {SiteView: view}, disabled)
        tallies.append(tally)
        drafts += found
    identity = partial(_identity_on_page, part_of_site(view.start.page_url))
    findings, _ = _findings(_kept(drafts), identity)
    return Judgement(findings, tuple(tallies))


def judge_document(
    document: object,
    checks: Mapping[str, Check],
    *,
    name: str = "",
    disabled: Collection[str] = frozenset(),
    derived: Mapping[type, object] = MappingProxyType({}),
) -> Judgement:
    """Return what the checks of documents say of one, e.g. of a `PdfDocument`.

    `name` is the address by which the document is known: its problems are known again by it.

    `derived` holds what was made of it for checks that need that too, such as the language of its parts.
    """
    tallies: list[CheckTally] = []
    drafts: list[Draft] = []
    kind = type(document)
    for check in sorted((c for c in checks.values() if c.scope == "document"), key=lambda c: c.id):
        if kind in check.needs:
            tally, found = _run(check, {**derived, kind: document}, disabled)
            tallies.append(tally)
            drafts += found
    findings, _ = _findings(_kept(drafts), partial(_identity_in_document, name))
    return Judgement(findings, tuple(tallies))


def _identity_on_page(page_template: str, problem: str, pointer: Pointer, key: str) -> str:
    return fingerprint(problem, pointer.place, page_template, pointer.structure, key)


def _identity_in_document(name: str, problem: str, pointer: Pointer, key: str) -> str:
    return document_fingerprint(problem, name, pointer.structure, key)


def _run(
    check: Check, artefacts: Mapping[type, object], disabled: Collection[str]
) -> tuple[CheckTally, list[Draft]]:
    if check.id in disabled:
        return CheckTally(check.id, Outcome.UNTESTED, reason="disabled"), []
    if lack := _lack(check, artefacts):
        return CheckTally(check.id, Outcome.UNTESTED, reason=lack), []
    cut = _cut(check, artefacts)
    if cut and not check.parts:
        return CheckTally(check.id, Outcome.UNTESTED, reason=cut), []
    if not cut and any(getattr(artefacts[need], "is_part", False) for need in check.needs):
        cut = PART_READ
    try:
        results = list(check.judge(*(artefacts[need] for need in check.needs)))
        if cut:
            # What was found by then is so; that nothing was found says nothing.
            results = [result for result in results if result.outcome is not Outcome.PASSED]
        drafts = [_draft(check, result) for result in results if result.outcome not in _NO_FINDING]
    except Exception as error:  # one check is one unit of work
        log.error("check_broke", check=check.id, error=type(error).__name__, exc_info=error)
        return CheckTally(check.id, Outcome.CANT_TELL, reason=type(error).__name__), []
    return _tally(check, results, cut or _left_out(results)), drafts


def _left_out(results: Iterable[Result | SiteResult]) -> str:
    """Return why a check did not judge some targets, and the names of the first ones; empty where it did."""
    left = [result.params for result in results if result.outcome is Outcome.UNTESTED]
    if not left:
        return ""
    why = left[0]["why"]
    names = dict.fromkeys(one["name"] for one in left if one["why"] == why and one["name"])
    return ":".join(filter(None, (LEFT_OUT, why, ", ".join(list(names)[:MAX_NAMES]))))[:MAX_REASON]


def _lack(check: Check, artefacts: Mapping[type, object]) -> str:
    """Return which artefact is missing that a check needs, empty where all are there."""
    return next((_missing(need) for need in check.needs if artefacts.get(need) is None), "")


def _cut(check: Check, artefacts: Mapping[type, object]) -> str:
    """Return why a gatherer broke off before it had seen what a check reads, empty where none did."""
    for need in check.needs:
        artefact = artefacts[need]
        cut = getattr(artefact, "untested", "")
        seen = getattr(artefact, "seen", ())
        if cut and not (check.parts and set(check.parts) <= set(seen)):
            return f"{CUT_SHORT}:{cut}"
    return ""


def _missing(artefact: type) -> str:
    return f"missing-artefact:{artefact.__name__}"


def _tally(check: Check, results: Iterable[Result | SiteResult], cut: str) -> CheckTally:
    counts = Counter(result.outcome for result in results)
    worst_first = (Outcome.FAILED, Outcome.CANT_TELL, Outcome.UNTESTED, Outcome.PASSED)
    nothing = Outcome.UNTESTED if cut else Outcome.INAPPLICABLE
    return CheckTally(
        check.id,
        next((outcome for outcome in worst_first if counts[outcome]), nothing),
        failed=counts[Outcome.FAILED],
        cant_tell=counts[Outcome.CANT_TELL],
        passed=counts[Outcome.PASSED],
        reason=cut,
    )


def _draft(check: Check, result: Result | SiteResult) -> Draft:
    # A key without message would leave readers without a sentence: better a broken check here.
    check.messages[result.key]
    ground = check.ground_of(result.key)
    return Draft(
        check=check.id,
        problem=check.problem_id,
        outcome=result.outcome,
        impact=ground.impact,
        kind=ground.kind,
        key=result.key,
        params=result.params,
        requirements=ground.criteria,
        act=ground.act,
        sources=(Source.DREMPEL,),
        node=result.target if isinstance(result, Result) else None,
        pointer=result.target if isinstance(result, SiteResult) else None,
        steps=result.steps if isinstance(result, Result) else (),
        crop=result.crop if isinstance(result, Result) else None,
        advice=result.advice,
    )


def _standing(
    by_axe: Iterable[Draft], own: Iterable[Draft], referees: Iterable[Check]
) -> tuple[list[Draft], list[Suppressed]]:
    """Return the findings of axe-core that stand, and those that do not with the reason.

    `referees` are the own checks with the last word on some rules that ran to their end.
    """
    last_word = {rule: check.id for check in referees for rule in check.overrules}
    found: dict[str, list[Node]] = {check.id: [] for check in referees}
    for draft in sorted(own, key=lambda d: d.order):
        if draft.check in found and draft.node is not None:
            found[draft.check].append(draft.node)
    standing: list[Draft] = []
    suppressed: list[Suppressed] = []
    for draft in by_axe:
        node, referee = draft.node, last_word.get(draft.check, "")
        correction = corrections.correction_of(draft)
        nearest = _first_from(node, found[referee]) if node is not None and referee else None
        if node is None or not (correction or (referee and nearest != node)):
            standing.append(draft)
            continue
        if correction:
            reason, referee = correction.reason, ""
        else:
            is_inside = nearest is not None and node.holds(nearest)
            reason = corrections.TOLD_INSIDE if is_inside else corrections.LAST_WORD
        suppressed.append(Suppressed(draft.check, draft.outcome, node.pointer(), reason, referee))
        if correction and correction.to_question:
            draft.outcome, draft.key, draft.was_failed = Outcome.CANT_TELL, Outcome.CANT_TELL.value, True
            standing.append(draft)
    return standing, suppressed


def _first_from(node: Node, found: list[Node]) -> Node | None:
    """Return the first of the elements, sorted by place, that is this one or comes after it."""
    at = bisect_left(found, node.index, key=lambda other: other.index)
    return found[at] if at < len(found) else None


def _joined(own: list[Draft], by_axe: list[Draft], checks: Mapping[str, Check]) -> list[Draft]:
    """Return all drafts, those of axe-core taken in by an own one on the same element."""
    seen_by_axe: dict[tuple[int, str], list[Draft]] = {}
    for draft in by_axe:
        seen_by_axe.setdefault((draft.order, draft.check), []).append(draft)
    taken: set[int] = set()
    for draft in own:
        check = checks[draft.check]
        for rule in check.same_as:
            for other in seen_by_axe.get((draft.order, rule), ()):
                if id(other) not in taken or rule in check.overrules:
                    draft.absorb(other, has_last_word=rule in check.overrules)
                    taken.add(id(other))
    return own + [draft for draft in by_axe if id(draft) not in taken]


def _kept(drafts: Iterable[Draft]) -> list[Draft]:
    """Return at most the limit per check, failures before questions, otherwise the first in the document."""
    kept: list[Draft] = []
    counts: Counter[str] = Counter()
    for draft in sorted(drafts, key=lambda d: (d.outcome is not Outcome.FAILED, d.order)):
        counts[draft.check] += 1
        if counts[draft.check] <= MAX_FINDINGS_PER_CHECK:
            kept.append(draft)
    return kept


def _findings(
    drafts: Iterable[Draft], identity: Callable[[str, Pointer, str], str]
) -> tuple[tuple[Finding, ...], dict[str, Crop]]:
    """Return the findings in order, and by fingerprint the pictures of the first that has some.

    `identity` gives the fingerprint of a problem at a place with a message.
    """
    pointers: dict[Node, Pointer] = {}
    crops: dict[str, Crop] = {}
    found = []
    for draft in sorted(drafts, key=lambda d: (d.order, d.check, d.outcome, d.key)):
        pointer = draft.pointer
        if draft.node is not None and (pointer := pointers.get(draft.node)) is None:
            pointer = pointers[draft.node] = draft.node.pointer()
        assert pointer is not None, "a draft has a node or a pointer"
        # Where axe-core sees the problem too, its words differ from ours but the issue is one.
        key = "" if draft.problem.startswith(CONTEXT) else draft.key
        found.append(
            Finding(
                check=draft.check,
                outcome=draft.outcome,
                impact=draft.impact,
                kind=draft.kind,
                pointer=pointer,
                message_key=draft.key,
                params=draft.params,
                requirements=draft.requirements,
                act=draft.act,
                sources=draft.sources,
                fingerprint=identity(draft.problem, pointer, key),
                steps=draft.steps,
                advice=draft.advice,
            )
        )
        if draft.crop is not None:
            crops.setdefault(found[-1].fingerprint, draft.crop)
    return tuple(found), crops
