"""Run the checks that compare the pages of a site, and turn what they say into one judgement.

What they find is told of the start page of the site, with the pages concerned in the message: it is one
problem of the site, repaired in one place. A check that broke is `cantTell` with the error class as reason.
"""

from collections import Counter
from collections.abc import Collection, Iterable, Mapping

import structlog

from checks.base import Check, SiteResult
from checks.fingerprint import fingerprint
from drempel.model.finding import CheckTally, Finding, Judgement, Outcome, Source
from drempel.model.site_view import SiteView

MAX_FINDINGS_PER_CHECK = 50

log = structlog.get_logger()


def judge_together(
    view: SiteView, checks: Mapping[str, Check], *, disabled: Collection[str] = frozenset()
) -> Judgement:
    """Return the findings and tallies of all checks of scope `site`."""
    findings: list[Finding] = []
    tallies: list[CheckTally] = []
    for check in sorted((c for c in checks.values() if c.scope == "site"), key=lambda c: c.id):
        if check.id in disabled:
            tallies.append(CheckTally(check.id, Outcome.UNTESTED, reason="disabled"))
            continue
        try:
            results: list[SiteResult] = list(check.judge(view))
            told = [_finding(check, result) for result in results if result.outcome is not Outcome.PASSED]
        except Exception as error:  # one check is one unit of work
            log.error("check_broke", check=check.id, error=type(error).__name__, exc_info=error)
            tallies.append(CheckTally(check.id, Outcome.CANT_TELL, reason=type(error).__name__))
            continue
        tallies.append(_tally(check, results))
        findings += told[:MAX_FINDINGS_PER_CHECK]
    return Judgement(tuple(findings), tuple(tallies))


def _tally(check: Check, results: Iterable[SiteResult]) -> CheckTally:
    counts = Counter(result.outcome for result in results)
    worst_first = (Outcome.FAILED, Outcome.CANT_TELL, Outcome.PASSED)
    return CheckTally(
        check.id,
        next((outcome for outcome in worst_first if counts[outcome]), Outcome.INAPPLICABLE),
        failed=counts[Outcome.FAILED],
        cant_tell=counts[Outcome.CANT_TELL],
        passed=counts[Outcome.PASSED],
    )


def _finding(check: Check, result: SiteResult) -> Finding:
    pointer = result.target
    # A key without message would leave readers without a sentence.
    check.messages[result.key]
    ground = check.ground_of(result.key)
    return Finding(
        check=check.id,
        outcome=result.outcome,
        impact=ground.impact,
        kind=ground.kind,
        pointer=pointer,
        message_key=result.key,
        params=result.params,
        requirements=ground.criteria,
        act=ground.act,
        sources=(Source.DREMPEL,),
        fingerprint=fingerprint(check.problem_id, pointer.place, "/", pointer.structure, result.key),
    )
