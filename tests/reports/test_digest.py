from dataclasses import replace

from drempel.i18n import catalogue
from drempel.model.finding import Impact, Outcome
from drempel.model.report import CheckCoverage
from drempel.model.snapshot import FetchOutcome
from drempel.model.text import HardSentence
from reports.digest import HARDEST_SENTENCES, SHORT_LIST, digest, digest_checks, digest_issues, digest_pages
from reports.grouping import Group
from reports.repairs import MOST_REPAIRS, best_repairs, who_of
from reports.summary import TOP, summary_lines
from reports.wording import Wording
from tests.reports import fakes
from tests.reports.fakes import INFOS, START, page, text

STANDARD = "en301549-3.2.1"


def test_issues_are_counted_by_group_and_impact() -> None:
    found = digest(fakes.town()).issues
    assert found.by_group == {
        Group.NORM: 6,
        Group.NOT_YET: 1,
        Group.QUESTIONS: 1,
        Group.PRACTICE: 1,
        Group.BEYOND: 1,
        Group.RESOLVED: 1,
        Group.NOT_RECHECKED: 1,
    }
    assert found.norm_by_impact == {
        Impact.CRITICAL: 2,
        Impact.SERIOUS: 2,
        Impact.MODERATE: 1,
        Impact.MINOR: 1,
    }
    assert [issue.id for issue in found.worst[:3]] == ["I002", "I001", "I003"]
    assert found.failed_criteria == ("1.1.1", "1.3.1", "1.4.3", "2.4.4", "4.1.2")


def test_a_criterion_is_covered_only_by_a_check_that_ran() -> None:
    ran = CheckCoverage(INFOS["axe:color-contrast"], {Outcome.INAPPLICABLE: 3})
    untested = CheckCoverage(INFOS["axe:image-alt"], {Outcome.UNTESTED: 3})
    disabled = CheckCoverage(INFOS["axe:label"], {Outcome.PASSED: 3}, disabled=True)
    beyond = CheckCoverage(INFOS["axe:color-contrast-enhanced"], {Outcome.PASSED: 3})
    found = digest_checks([ran, untested, disabled, beyond], STANDARD)
    assert [criterion.id for criterion in found.covered] == ["1.4.3"]
    assert len(found.uncovered) == 48
    assert (found.ran, found.disabled, found.failed_to_run) == ((ran, beyond), (disabled,), (untested,))


def test_the_norm_decides_which_criteria_there_are() -> None:
    old, new = (digest_checks([], standard).uncovered for standard in (STANDARD, "en301549-4.1.1"))
    assert (len(old), len(new)) == (49, 55)  # 50 A and AA criteria of WCAG 2.1 save 4.1.1, and six of 2.2
    assert {c.id for c in new} - {c.id for c in old} == {
        "2.4.11",
        "2.5.7",
        "2.5.8",
        "3.2.6",
        "3.3.7",
        "3.3.8",
    }


def test_addresses_are_counted_by_outcome_and_reason() -> None:
    found = digest(fakes.town()).pages
    assert found.addresses == 34
    assert found.reasons[FetchOutcome.HTTP_ERROR, "404"] == 2
    assert found.reasons[FetchOutcome.OK, ""] == 24
    assert found.scored == 21
    assert dict(found.by_step) == {1: 2, 2: 6, 3: 8, 4: 5, 5: 0}
    assert dict(found.by_b1) == {"yes": 7, "doubt": 3, "no": 11}
    # First where people land, then the others: all that may miss the guideline.
    assert [one.title for one in found.hardest[2:6]] == [
        "Contact en openingsuren",
        "Een attest aanvragen",
        "Een paspoort aanvragen",
        "Belastingen",
    ]
    assert found.no_score == {"too-short": 1, "not-dutch": 1, "not-running-text": 1}
    assert [one.title for one in found.hardest[:2]] == ["Welkom in Zilverbeek", "Afval en recyclage"]
    assert len(found.worst) == len(found.hardest) == SHORT_LIST
    assert [one.failed for one in found.worst] == sorted((one.failed for one in found.worst), reverse=True)


def test_pages_without_findings_are_not_among_the_worst() -> None:
    assert digest_pages([page("", "Welkom")], frozenset()).worst == ()


def test_the_same_sentence_counts_once_and_the_hardest_stay() -> None:
    def sentence(n: int) -> HardSentence:
        return HardSentence(f"Zin {n}.", n, ("long-sentence",))

    pages = [
        page(f"p{n}", "", text=text(START, 40.0, hardest=(sentence(n % 50), sentence(99))))
        for n in range(100)
    ]
    found = digest_pages(pages, frozenset()).sentences
    assert [one.sentence.words for one in found] == [99, *range(49, 49 - HARDEST_SENTENCES + 1, -1)]
    assert found[0].url == START + "p0"


def test_thumbnails_are_kept_only_for_the_pages_asked_for() -> None:
    pages = [page("", "", screenshot="a"), page("x", "", screenshot="b"), page("y", "")]
    assert digest_pages(pages, frozenset({START, START + "y"})).screenshots == {START: "a"}


def test_a_scan_that_saw_nothing_has_a_digest_too() -> None:
    source = fakes.nothing()
    found = digest(source)
    assert (found.pages.scored, found.pages.worst, found.issues.by_group, found.checks.ran) == (0, (), {}, ())
    assert digest(replace(source, page_list=[])).pages.addresses == 0


def test_the_worst_problems_are_of_different_checks() -> None:
    issues = list(fakes.medium().issues())
    assert [issue.check for issue in issues[:2]] == ["axe:image-alt"] * 2
    checks = [issue.check for issue in digest_issues(issues, STANDARD, {}).worst]
    assert len(checks) == len(set(checks)) == 7


def test_the_same_repairs_come_first_everywhere() -> None:
    source = fakes.medium()
    repairs = best_repairs(source.issues(), STANDARD, who_of(source))
    worst = digest(source).issues.worst
    assert len(repairs) == MOST_REPAIRS
    assert [issue.id for issue in worst[:MOST_REPAIRS]] == [repair.issue.id for repair in repairs]
    dutch = catalogue("nl")
    words = Wording(dutch, source.checks())
    told = [line for line in summary_lines(source, dutch) if line[:2] in {"1.", "2.", "3."}]
    named = [f"{place}. {words.title(issue.check)} " for place, issue in enumerate(worst[:TOP], 1)]
    assert [line.partition("(")[0] for line in told] == named
