"""What is said again of a page keeps its words, and nothing else does."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from drempel.model.finding import (
    Advice,
    Box,
    CheckTally,
    Finding,
    Impact,
    Judgement,
    Kind,
    Outcome,
    Pointer,
)
from drempel.same_words import kept_words, says_the_same

THEN = datetime(2026, 11, 29, 3, 0, tzinfo=UTC)
SEEN_AT = THEN, THEN + timedelta(days=3)


def finding(snippet: str, text: str = "") -> Finding:
    pointer = Pointer("main > p", snippet, "p", "main", node=3, box=Box(0, 10, 200, 24.5))
    return Finding(
        "sentence-hard-to-read",
        Outcome.FAILED,
        Impact.MODERATE,
        Kind.PRACTICE,
        pointer,
        "hard",
        {"text": text},
        fingerprint="f1:1",
        advice=(Advice("Write the month as a word: {plain}.", {"text": text}),),
    )


def judged(*findings: Finding) -> Judgement:
    return Judgement(findings, (CheckTally("sentence-hard-to-read", Outcome.FAILED, failed=len(findings)),))


def as_stored(judgement: Judgement) -> Judgement:
    pointers = (replace(one.pointer, node=None) for one in judgement.findings)
    return replace(
        judgement,
        findings=tuple(
            replace(one, pointer=pointer) for one, pointer in zip(judgement.findings, pointers, strict=True)
        ),
    )


@pytest.mark.parametrize(
    ("before", "now"),
    [
        ('<input id="q-0a1b2c3d4e5f6071" name="q">', '<input id="q-9f8e7d6c5b4a3021" name="q">'),
        ("<p>Gemaakt op 29-11-2026 03:59:58.</p>", "<p>Gemaakt op 02-12-2026 03:59:41.</p>"),
        ("<p>12 keer bekeken</p>", "<p>1.340 keer bekeken</p>"),
    ],
)
def test_what_differs_each_time_gives_no_new_words(before: str, now: str) -> None:
    stored = as_stored(judged(finding(before, before), finding("<p>Vast</p>")))
    again = judged(finding(now, now), finding("<p>Vast</p>"))
    kept = kept_words(stored, again, SEEN_AT)
    assert kept.findings == stored.findings
    assert kept.tallies == again.tallies


@pytest.mark.parametrize(
    "now",
    [
        judged(finding("<p>Bel 02 553 11 12</p>")),
        judged(replace(finding("<p>Bel 02 553 11 11</p>"), message_key="other")),
        judged(replace(finding("<p>Bel 02 553 11 11</p>"), outcome=Outcome.CANT_TELL)),
        judged(finding("<p>Bel 02 553 11 11</p>", "meer")),
        judged(finding("<p>Bel 02 553 11 11</p>"), finding("<p>Nog een</p>")),
        judged(replace(finding("<p>Bel 02 553 11 11</p>"), advice=())),
        judged(
            replace(
                finding("<p>Bel 02 553 11 11</p>"),
                pointer=Pointer(
                    "main > p", "<p>Bel 02 553 11 11</p>", "p", "main", box=Box(0, 11, 200, 24.5)
                ),
            )
        ),
        judged(),
    ],
)
def test_what_says_something_else_is_told_anew(now: Judgement) -> None:
    stored = as_stored(judged(finding("<p>Bel 02 553 11 11</p>")))
    assert kept_words(stored, now, SEEN_AT) == now


def test_a_day_that_says_something_is_no_moment_of_making() -> None:
    assert not says_the_same("Geldig tot 29 november 2026", "Geldig tot 2 december 2026", SEEN_AT)
    assert not says_the_same({"day": "3 mei 2026"}, {"day": "4 mei 2026"}, SEEN_AT)
    assert says_the_same(("29 november 2026",), ("2 december 2026",), SEEN_AT)


def test_an_id_that_a_program_made_is_no_other_place() -> None:
    one, other = (Pointer(f"#q-0a1b2c3d4e5f60{number} > b:nth-child(2)") for number in (71, 84))
    assert says_the_same(one, other, SEEN_AT)
    assert not says_the_same(one, replace(other, selector=other.selector.replace("2)", "3)")), SEEN_AT)
    assert not says_the_same(Pointer("#naam"), Pointer("#voornaam"), SEEN_AT)
