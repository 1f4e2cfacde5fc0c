"""What the engine makes of results, exceptions, missing artefacts, switched-off checks and axe-core's run."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import pytest
import structlog

from checks.axe.corrections import TOLD_INSIDE
from checks.axe.facts import axe_rules
from checks.axe.mapping import DEFAULT_KINDS
from checks.base import Check, Ground, Result, cant_tell, check, failed, passed, untested
from checks.engine import MAX_FINDINGS_PER_CHECK, judge
from drempel.dom import Dom
from drempel.gate import could_judge
from drempel.model.artefact import AxeNode, AxeResult, AxeRun
from drempel.model.finding import CheckTally, Finding, Impact, Judgement, Kind, Outcome, Source
from drempel.model.text import TextProfile
from tests.checks.synthetic import capture

PAGE = """<!doctype html><html lang="nl"><head><title>Afval</title></head><body>
<main><h1>Afval</h1><p class="a">Een</p><p class="b">Twee</p><p class="c">Drie</p></main></body></html>"""


def dom_of(html: str = PAGE) -> Dom:
    return Dom(capture(html))


def make(check_id: str = "own-check", judge: Any = None, **facts: Any) -> Check:
    given = {
        "title": "Title",
        "repair": "Repair.",
        "impact": Impact.SERIOUS,
        "requirements": ("wcag:1.3.1",),
        "act": ("aaaaaa",),
        "messages": {"bad": "Bad.", "doubt": "Is it bad?"},
        "needs": (Dom,),
    } | facts

    def nothing(dom: Dom) -> Iterator[Result]:
        yield from ()

    return check(id=check_id, **given)(judge or nothing)


def say(*outcomes: tuple[str, Any]) -> Any:
    """Return a judge that says (selector, result function) of each first match."""

    def judge(dom: Dom) -> Iterator[Result]:
        for selector, result in outcomes:
            yield result(dom.select(selector)[0])

    return judge


def bad(node: Any) -> Result:
    return failed(node, "bad")


def doubt(node: Any) -> Result:
    return cant_tell(node, "doubt")


def axe(*results: AxeResult, error: str = "") -> AxeRun:
    return AxeRun(version="4.12.1", results=results, error=error)


def axe_node(path: tuple[int, ...] | None, tag: str = "p", impact: str = "critical") -> AxeNode:
    html = f"<{tag}>Een</{tag}>"
    return AxeNode(target=("main > p",), html=html, impact=impact, summary="Fix it", path=path, tag=tag)


FIRST_P = (1, 0, 1)
"""html > body > main > first p, as child indexes."""


def judged(*checks: Check, run: AxeRun | None = None, html: str = PAGE, **options: Any) -> Judgement:
    artefacts: dict[type, object] = {Dom: dom_of(html)}
    if run is not None:
        artefacts[AxeRun] = run
    return judge(artefacts, {c.id: c for c in checks}, **options)


def tally(judgement: Judgement, check_id: str) -> CheckTally:
    return next(t for t in judgement.tallies if t.check == check_id)


def own(judgement: Judgement) -> list[Finding]:
    return [f for f in judgement.findings if not f.check.startswith("axe:")]


@pytest.mark.parametrize(
    ("said", "outcome", "counts"),
    [
        ([], Outcome.INAPPLICABLE, (0, 0, 0)),
        ([("p.a", passed)], Outcome.PASSED, (0, 0, 1)),
        ([("p.a", passed), ("p.b", doubt)], Outcome.CANT_TELL, (0, 1, 1)),
        ([("p.a", doubt), ("p.b", bad), ("p.c", passed), ("h1", passed)], Outcome.FAILED, (1, 1, 2)),
    ],
)
def test_outcome_of_a_check(said: list[Any], outcome: Outcome, counts: tuple[int, int, int]) -> None:
    judgement = judged(make(judge=say(*said)))
    found = tally(judgement, "own-check")
    assert found == CheckTally("own-check", outcome, failed=counts[0], cant_tell=counts[1], passed=counts[2])
    assert len(own(judgement)) == counts[0] + counts[1]


def left(node: Any) -> Result:
    return untested(node, "act", name=node.text)


@pytest.mark.parametrize(
    ("said", "outcome", "reason"),
    [
        ([("p.a", left), ("p.b", passed)], Outcome.UNTESTED, "left-out:act:Een"),
        ([("p.a", left), ("p.b", left), ("p.c", bad)], Outcome.FAILED, "left-out:act:Een, Twee"),
    ],
)
def test_what_was_left_out_is_told_beside_what_was_found(
    said: list[Any], outcome: Outcome, reason: str
) -> None:
    judgement = judged(make(judge=say(*said)))
    found = tally(judgement, "own-check")
    assert (found.outcome, found.reason) == (outcome, reason)
    assert len(own(judgement)) == found.failed
    assert could_judge(Judgement((), (found,)))


def test_finding_carries_the_facts_of_its_check_and_element() -> None:
    (finding,) = own(judged(make(judge=say(("p.b", lambda node: failed(node, "bad", text="Twee"))))))
    assert (finding.check, finding.outcome, finding.impact, finding.kind) == (
        "own-check", Outcome.FAILED, Impact.SERIOUS, Kind.NORM,
    )  # fmt: skip
    assert finding.requirements == ("1.3.1",)
    assert finding.act == ("aaaaaa",)
    assert finding.params == {"text": "Twee"}
    assert finding.sources == (Source.DREMPEL,)
    assert finding.pointer.selector == "html > body > main > p:nth-of-type(2)"
    assert finding.pointer.snippet == '<p class="b">Twee</p>'
    assert finding.fingerprint.startswith("f1:")


def test_a_message_can_stand_on_another_ground() -> None:
    aaa = Ground(Kind.BEYOND, Impact.MINOR, ("wcag:2.4.9",), ("bbbbbb",))
    lenient = make(judge=say(("p.a", bad), ("p.b", doubt)), grounds={"doubt": aaa})
    norm, beyond = own(judged(lenient))
    assert (norm.kind, norm.requirements, norm.act) == (Kind.NORM, ("1.3.1",), ("aaaaaa",))
    assert (beyond.kind, beyond.impact, beyond.requirements, beyond.act) == (
        Kind.BEYOND, Impact.MINOR, ("2.4.9",), ("bbbbbb",),
    )  # fmt: skip


def test_a_broken_check_says_so_and_the_others_go_on() -> None:
    def breaks(dom: Dom) -> Iterator[Result]:
        yield bad(dom.root)
        raise KeyError("no such attribute")

    with structlog.testing.capture_logs() as logged:
        judgement = judged(make("a-broken-one", breaks), make("own-check", say(("p.a", bad))))
    broken = CheckTally("a-broken-one", Outcome.CANT_TELL, reason="KeyError")
    assert tally(judgement, "a-broken-one") == broken
    assert [finding.check for finding in own(judgement)] == ["own-check"]
    (entry,) = logged
    assert (entry["event"], entry["check"], entry["error"]) == ("check_broke", "a-broken-one", "KeyError")


def test_a_message_that_does_not_exist_is_a_broken_check() -> None:
    with structlog.testing.capture_logs():
        judgement = judged(make(judge=say(("p.a", lambda node: failed(node, "unheard-of")))))
    assert tally(judgement, "own-check").reason == "KeyError"
    assert own(judgement) == []


def test_a_missing_artefact_leaves_a_check_untested() -> None:
    judgement = judged(make(needs=(TextProfile, Dom), judge=lambda profile, dom: iter([bad(dom.root)])))
    assert tally(judgement, "own-check") == CheckTally(
        "own-check", Outcome.UNTESTED, reason="missing-artefact:TextProfile"
    )


def test_a_check_gets_the_artefacts_it_declared_in_that_order() -> None:
    got: list[object] = []

    def look(*artefacts: object) -> Iterator[Result]:
        got.extend(artefacts)
        yield from ()

    page, run = dom_of(), axe()
    judge({Dom: page, AxeRun: run, str: "more"}, {"own-check": make(needs=(AxeRun, Dom), judge=look)})
    assert got == [run, page]


def test_disabled_checks_and_rules_stay_visible() -> None:
    run = axe(AxeResult("image-alt", (), "critical", violations=(axe_node(FIRST_P),)))
    judgement = judged(make(judge=say(("p.a", bad))), run=run, disabled={"own-check", "axe:image-alt"})
    for check_id in ("own-check", "axe:image-alt"):
        assert tally(judgement, check_id) == CheckTally(check_id, Outcome.UNTESTED, reason="disabled")
    assert judgement.findings == ()


def test_checks_across_pages_are_not_run_on_one() -> None:
    judgement = judged(make(scope="site", judge=say(("p.a", bad))))
    assert "own-check" not in {t.check for t in judgement.tallies}


def test_axe_outcomes_become_earl_outcomes() -> None:
    run = axe(
        AxeResult("image-alt", (), "critical", violations=(axe_node(FIRST_P),), passes=1),
        AxeResult("color-contrast", (), "serious", incomplete=(axe_node((1, 0, 2)),), passes=3),
        AxeResult("list", (), "", passes=1),
        AxeResult("dlitem", (), ""),
    )
    judgement = judged(run=run)
    by_check = {finding.check: finding for finding in judgement.findings}
    failure, question = by_check["axe:image-alt"], by_check["axe:color-contrast"]
    assert (failure.outcome, failure.message_key) == (Outcome.FAILED, "failed")
    assert (question.outcome, question.message_key) == (Outcome.CANT_TELL, "cantTell")
    assert failure.sources == (Source.AXE,)
    assert failure.requirements == axe_rules()["image-alt"].requirements == ("1.1.1",)
    assert failure.pointer.snippet == '<p class="a">Een</p>'
    assert failure.params == {"summary": "Fix it"}
    assert question.requirements == ("1.4.3",)
    assert tally(judgement, "axe:image-alt") == CheckTally(
        "axe:image-alt", Outcome.FAILED, failed=1, passed=1
    )
    assert tally(judgement, "axe:color-contrast") == CheckTally(
        "axe:color-contrast", Outcome.CANT_TELL, cant_tell=1, passed=3
    )
    assert tally(judgement, "axe:list").outcome is Outcome.PASSED
    assert tally(judgement, "axe:dlitem").outcome is Outcome.INAPPLICABLE


def test_rules_that_did_not_run_are_untested() -> None:
    judgement = judged(run=axe(AxeResult("list", (), "", passes=1)))
    not_run = CheckTally("axe:image-alt", Outcome.UNTESTED, reason="not-run")
    assert tally(judgement, "axe:image-alt") == not_run


@pytest.mark.parametrize(
    ("run", "reason"),
    [(axe(error="timeout: axe, 20 s"), "timeout: axe, 20 s"), (None, "missing-artefact:AxeRun")],
)
def test_without_a_run_every_rule_is_untested_with_the_reason(run: AxeRun | None, reason: str) -> None:
    judgement = judged(make(judge=say(("p.a", bad))), run=run)
    by_axe = [t for t in judgement.tallies if t.check.startswith("axe:")]
    expected = {rule.check_id for rule in axe_rules().values() if rule.kind in DEFAULT_KINDS}
    assert {t.check for t in by_axe} == expected
    assert {(t.outcome, t.reason) for t in by_axe} == {(Outcome.UNTESTED, reason)}
    assert len(own(judgement)) == 1


def test_without_a_page_tree_nothing_is_said() -> None:
    judgement = judge({AxeRun: axe(AxeResult("list", (), "", passes=1))}, {"own-check": make()})
    assert judgement.findings == ()
    assert {t.outcome for t in judgement.tallies} == {Outcome.UNTESTED}
    assert {t.reason for t in judgement.tallies} == {"missing-artefact:Dom"}


@pytest.mark.parametrize("path", [None, (1, 0, 77), (1, 0, 0)], ids=["no path", "gone", "another tag there"])
def test_an_element_that_is_not_found_again_keeps_what_axe_saw(path: tuple[int, ...] | None) -> None:
    (finding,) = judged(run=axe(AxeResult("image-alt", (), "", violations=(axe_node(path),)))).findings
    assert finding.pointer.node is None
    assert finding.pointer.selector == "main > p"
    assert finding.pointer.snippet == "<p>Een</p>"
    assert finding.pointer.structure == "p"


def test_a_rule_of_another_axe_core_speaks_by_its_tags() -> None:
    node = axe_node(FIRST_P, impact="")
    run = axe(
        AxeResult("rule-of-tomorrow", ("wcag2a", "wcag1411"), "odd", violations=(node,)),
        AxeResult("stricter", ("wcag2aaa", "wcag249"), "minor", violations=(node,)),
        AxeResult("tip", ("best-practice",), "minor", violations=(node,)),
    )
    found = {f.check: (f.kind, f.requirements, f.impact) for f in judged(run=run).findings}
    assert found == {
        "axe:rule-of-tomorrow": (Kind.NORM, ("1.4.11",), Impact.MODERATE),
        "axe:stricter": (Kind.BEYOND, ("2.4.9",), Impact.MINOR),
        "axe:tip": (Kind.PRACTICE, (), Impact.MINOR),
    }


JOINS = {"same_as": ("axe:p-as-heading",), "kind": Kind.PRACTICE, "impact": Impact.MINOR}


def test_the_same_problem_on_the_same_element_is_one_finding_with_two_sources() -> None:
    run = axe(AxeResult("p-as-heading", (), "", violations=(axe_node(FIRST_P), axe_node((1, 0, 2)))))
    judgement = judged(make(judge=say(("p.a", doubt)), **JOINS), run=run)
    joined, by_axe = judgement.findings
    assert (joined.check, joined.sources) == ("own-check", (Source.AXE, Source.DREMPEL))
    assert joined.message_key == "doubt"
    assert joined.outcome is Outcome.FAILED, "failed weighs more than cantTell"
    assert joined.impact is Impact.CRITICAL
    assert joined.kind is Kind.BEYOND
    assert joined.requirements == ("1.3.1",)
    assert (by_axe.check, by_axe.sources) == ("axe:p-as-heading", (Source.AXE,))
    # Both judges still tell what they saw themselves.
    assert tally(judgement, "own-check").cant_tell == 1
    assert tally(judgement, "axe:p-as-heading").failed == 2


def test_an_own_failure_is_not_softened_by_a_question_of_axe() -> None:
    run = axe(AxeResult("p-as-heading", (), "", incomplete=(axe_node(FIRST_P, impact="minor"),)))
    (joined,) = judged(make(judge=say(("p.a", bad)), **{**JOINS, "impact": Impact.SERIOUS}), run=run).findings
    assert (joined.outcome, joined.impact) == (Outcome.FAILED, Impact.SERIOUS)


def test_another_element_or_another_rule_is_not_joined() -> None:
    run = axe(
        AxeResult("image-alt", (), "", violations=(axe_node(FIRST_P),)),
        AxeResult("p-as-heading", (), "", violations=(axe_node((1, 0, 2)),)),
    )
    judgement = judged(make(judge=say(("p.a", bad)), **JOINS), run=run)
    assert [(f.check, f.sources) for f in judgement.findings] == [
        ("axe:image-alt", (Source.AXE,)),
        ("own-check", (Source.DREMPEL,)),
        ("axe:p-as-heading", (Source.AXE,)),
    ]


def test_an_issue_keeps_its_identity_whoever_saw_it() -> None:
    seen_by_axe = axe(AxeResult("p-as-heading", (), "", violations=(axe_node(FIRST_P),)))
    own_check = make(judge=say(("p.a", bad)), **JOINS)
    identities = {
        finding.fingerprint
        for judgement in (
            judged(own_check, run=seen_by_axe),
            judged(own_check, run=axe()),
            judged(make(**JOINS), run=seen_by_axe),
            judged(make(judge=say(("p.a", doubt)), **JOINS), run=axe()),
        )
        for finding in judgement.findings
    }
    assert len(identities) == 1


def test_second_rule_of_same_as_is_the_same_issue_too() -> None:
    both = {"same_as": ("axe:meta-refresh", "axe:meta-refresh-no-exceptions")}
    first = axe(AxeResult("meta-refresh", (), "", violations=(axe_node(FIRST_P),)))
    second = axe(AxeResult("meta-refresh-no-exceptions", (), "", violations=(axe_node(FIRST_P),)))
    (one,) = judged(make(**both), run=first).findings
    (other,) = judged(make(**both), run=second).findings
    assert one.fingerprint == other.fingerprint


def test_findings_are_cut_and_the_tally_keeps_the_number() -> None:
    many = PAGE.replace("</main>", "<p>Nog een</p>" * 300 + "</main>")

    def all_paragraphs(dom: Dom) -> Iterator[Result]:
        paragraphs = dom.select("p")
        yield from (doubt(node) for node in paragraphs[:-1])
        yield bad(paragraphs[-1])

    judgement = judged(make(judge=all_paragraphs), html=many)
    assert len(judgement.findings) == MAX_FINDINGS_PER_CHECK
    assert judgement.findings[-1].outcome is Outcome.FAILED, "a failure is never cut for a question"
    assert tally(judgement, "own-check").cant_tell == 302


def test_order_does_not_depend_on_the_order_of_checks() -> None:
    checks = [
        make("b-check", say(("p.b", bad), ("p.a", bad))),
        make("a-check", say(("p.b", doubt), ("h1", bad))),
    ]
    run = axe(AxeResult("list", (), "", violations=(axe_node(None), axe_node((1, 0, 2)))))
    one, other = judged(*checks, run=run), judged(*reversed(checks), run=run)
    assert one == other
    in_document_order = ["a-check", "b-check", "a-check", "axe:list", "b-check", "axe:list"]
    assert [f.check for f in one.findings] == in_document_order


# Findings of axe-core that do not stand


def violation(rule: str, *paths: tuple[int, ...], tag: str = "p") -> AxeResult:
    return AxeResult(rule, ("wcag2a",), "serious", violations=tuple(axe_node(path, tag) for path in paths))


SECOND_P = (1, 0, 2)


def test_a_check_with_the_last_word_keeps_what_it_shares_and_drops_the_rest() -> None:
    referee = make(judge=say(("p.a", bad), ("p.b", passed)), same_as=("axe:list",), overrules=("axe:list",))
    judgement = judged(referee, run=axe(violation("list", FIRST_P, SECOND_P)))
    (finding,) = judgement.findings
    assert (finding.check, finding.sources) == ("own-check", (Source.AXE, Source.DREMPEL))
    assert finding.act == ("aaaaaa",), "the last word is its own"
    (dropped,) = judgement.suppressed
    assert (dropped.check, dropped.outcome, dropped.by) == ("axe:list", Outcome.FAILED, "own-check")
    assert dropped.pointer.snippet == '<p class="b">Twee</p>'
    assert tally(judgement, "axe:list") == CheckTally("axe:list", Outcome.FAILED, failed=1, passed=1)


def test_what_the_last_word_says_of_a_part_is_not_said_of_the_whole() -> None:
    referee = make(judge=say(("p.b", bad)), same_as=("axe:list",), overrules=("axe:list",))
    judgement = judged(referee, run=axe(violation("list", (1, 0), tag="main")))
    assert [finding.check for finding in judgement.findings] == ["own-check"]
    assert [dropped.reason for dropped in judgement.suppressed] == [TOLD_INSIDE]


def test_a_check_that_broke_or_did_not_run_has_no_last_word() -> None:
    def broken(dom: Dom) -> Iterator[Result]:
        raise ZeroDivisionError

    run = axe(violation("list", FIRST_P))
    for referee, options in (
        (make(judge=broken, overrules=("axe:list",)), {}),
        (make(overrules=("axe:list",)), {"disabled": {"own-check"}}),
        (make(overrules=("axe:list",), needs=(Dom, TextProfile)), {}),
    ):
        with structlog.testing.capture_logs():
            judgement = judged(referee, run=run, **options)
        assert [finding.check for finding in judgement.findings] == ["axe:list"]
        assert judgement.suppressed == ()


def test_a_failure_stands_on_its_own_ground_where_the_other_judge_only_asks() -> None:
    advice = make(
        judge=say(("p.a", bad)), kind=Kind.PRACTICE, requirements=(), who="blind", same_as=("axe:list",)
    )
    asked = AxeResult("list", (), "serious", incomplete=(axe_node(FIRST_P),))
    (finding,) = judged(advice, run=axe(asked)).findings
    assert (finding.outcome, finding.kind, finding.requirements) == (Outcome.FAILED, Kind.PRACTICE, ())
    (finding,) = judged(
        make(judge=say(("p.a", doubt)), same_as=("axe:list",)), run=axe(violation("list", FIRST_P))
    ).findings
    assert (finding.outcome, finding.requirements) == (Outcome.FAILED, ("1.3.1",))
    assert finding.act == ("bc4a75",), "the failing judge says which rule fails"


def test_nothing_is_said_of_the_page_that_the_browser_makes_of_an_xml_file() -> None:
    html = '<html><head><style id="xml-viewer-style"></style></head><body><p>Bron</p></body></html>'
    judgement = judged(
        make(judge=say(("p", bad))), run=axe(violation("html-has-lang", (), tag="html")), html=html
    )
    assert judgement.findings == ()
    assert tally(judgement, "own-check") == CheckTally("own-check", Outcome.UNTESTED, reason="not-run")
    assert [dropped.check for dropped in judgement.suppressed] == ["axe:html-has-lang"]
    assert tally(judgement, "axe:html-has-lang").outcome is Outcome.PASSED


SCROLLER = """<html><body><div style="overflow:scroll"><p>Een</p><p>Twee</p></div></body></html>"""


@pytest.mark.parametrize(
    ("height_px", "outcome"),
    [(100, None), (110, Outcome.CANT_TELL), (300, Outcome.FAILED)],
    ids=["all-in-view", "a-little-outside", "much-outside"],
)
def test_a_scrollable_part_fails_only_where_something_is_outside(
    height_px: int, outcome: Outcome | None
) -> None:
    page = capture(SCROLLER)
    bounds = page.documents[0]["layout"]["bounds"]
    boxes = {"div": [0, 0, 200, 100], "p": [0, 0, 200, height_px]}
    dom = Dom(page)
    for node in dom.select("div, p"):
        bounds[dom._layout_of[node.index][1]] = boxes[node.tag]
    rule = "scrollable-region-focusable"
    judgement = judge({Dom: dom, AxeRun: axe(violation(rule, (0, 0), tag="div"))}, {})
    assert [finding.outcome for finding in judgement.findings] == ([outcome] if outcome else [])
    assert len(judgement.suppressed) == (outcome is not Outcome.FAILED)
    found = tally(judgement, f"axe:{rule}")
    assert (found.failed, found.cant_tell, found.passed) == (
        int(outcome is Outcome.FAILED), int(outcome is Outcome.CANT_TELL), int(outcome is None),
    )  # fmt: skip


RADIO = """<html><body><input type="radio" role="radio" {states}>
<div id="meer" {part}>Uw nummer</div></body></html>"""


@pytest.mark.parametrize(
    ("states", "part", "is_failed"),
    [
        ('aria-expanded="false" aria-controls="meer"', "hidden", False),
        ('aria-expanded="true" aria-controls="meer" aria-describedby="uitleg"', "", False),
        ('aria-expanded="true" aria-controls="meer"', "hidden", True),
        ('aria-expanded="false" aria-controls="meer"', "", True),
        ('aria-expanded="false" aria-controls="weg"', "hidden", True),
        ('aria-expanded="false"', "hidden", True),
        ('aria-expanded="false" aria-controls="meer" aria-sort="none"', "hidden", True),
    ],
)
def test_a_radio_button_may_say_what_it_opens(states: str, part: str, is_failed: bool) -> None:
    dom = Dom(capture(RADIO.format(states=states, part=part)))
    found = judge({Dom: dom, AxeRun: axe(violation("aria-allowed-attr", (0, 0), tag="input"))}, {})
    assert [finding.check for finding in found.findings] == ["axe:aria-allowed-attr"] * is_failed
    assert len(found.suppressed) == (not is_failed)


@pytest.mark.parametrize(
    ("rule", "html", "stands"),
    [
        (
            "form-field-multiple-labels",
            '<input id="a"><label for="a">Naam</label><label for="a"></label>',
            False,
        ),
        (
            "form-field-multiple-labels",
            '<input id="a"><label for="a">Naam</label><label for="a">Uw</label>',
            True,
        ),
        ("form-field-multiple-labels", '<input><label for="a">Naam</label>', True),
        ("duplicate-id-aria", '<p id="a">Hulp</p><p id="a">Hulp</p>', False),
        ("duplicate-id-aria", '<p id="a">Hulp</p><p id="a">Uitleg</p>', True),
        ("duplicate-id-aria", '<p id="a"></p><p id="a"></p>', True),
    ],
)
def test_a_question_of_axe_that_the_page_answers_is_not_asked(rule: str, html: str, stands: bool) -> None:
    dom = Dom(capture(f"<html><body>{html}</body></html>"))
    tag = dom.at_path((0, 0)).tag  # type: ignore[union-attr]
    found = judge({Dom: dom, AxeRun: axe(violation(rule, (0, 0), tag=tag))}, {})
    assert (len(found.findings), len(found.suppressed)) == ((1, 0) if stands else (0, 1))


@dataclass(frozen=True)
class Used:
    """An artefact of a gatherer that tells what it saw to its end."""

    untested: str = ""
    seen: tuple[str, ...] = ()


@pytest.mark.parametrize(
    ("used", "outcomes", "tally"),
    [
        # All of it was seen.
        (Used(), [bad], CheckTally("own-check", Outcome.FAILED, failed=1)),
        (Used(), [passed], CheckTally("own-check", Outcome.PASSED, passed=1)),
        # It broke off, after what the check reads.
        (Used("timeout", ("a", "b")), [passed], CheckTally("own-check", Outcome.PASSED, passed=1)),
        (Used("timeout", ("a", "b")), [], CheckTally("own-check", Outcome.INAPPLICABLE)),
        # It broke off in what the check reads: what was found is so, all else is untested.
        (
            Used("timeout", ("a",)),
            [bad, passed],
            CheckTally("own-check", Outcome.FAILED, failed=1, reason="cut-short:timeout"),
        ),
        (
            Used("timeout"),
            [doubt],
            CheckTally("own-check", Outcome.CANT_TELL, cant_tell=1, reason="cut-short:timeout"),
        ),
        (Used("timeout"), [passed], CheckTally("own-check", Outcome.UNTESTED, reason="cut-short:timeout")),
        (Used("timeout"), [], CheckTally("own-check", Outcome.UNTESTED, reason="cut-short:timeout")),
    ],
)
def test_what_was_found_before_a_gatherer_broke_off_is_told(
    used: Used, outcomes: list[Any], tally: CheckTally
) -> None:
    def says(dom: Dom, seen: Used) -> Iterator[Result]:
        for outcome in outcomes:
            yield outcome(dom.root)

    own = make(judge=says, needs=(Dom, Used), parts=("a", "b"))
    judgement = judge({Dom: dom_of(), Used: used}, {own.id: own})
    assert [one for one in judgement.tallies if one.check == own.id] == [tally]
    assert len(judgement.findings) == tally.failed + tally.cant_tell


def test_a_check_that_reads_no_parts_is_not_run_where_its_gatherer_broke_off() -> None:
    def says(dom: Dom, seen: Used) -> Iterator[Result]:
        yield bad(dom.root)

    own = make(judge=says, needs=(Dom, Used))
    judgement = judge({Dom: dom_of(), Used: Used("budget", ("a",))}, {own.id: own})
    assert judgement.findings == ()
    assert CheckTally(own.id, Outcome.UNTESTED, reason="cut-short:budget") in judgement.tallies
