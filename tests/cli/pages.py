"""Page outcomes for tests of what is shown."""

from dataclasses import replace
from typing import Any

from drempel.model.finding import (
    Advice,
    CheckTally,
    Finding,
    Impact,
    Judgement,
    Kind,
    Outcome,
    Pointer,
    Source,
)
from drempel.model.snapshot import FetchOutcome, FetchRecord, Reason
from drempel.model.text import Difficulty, HardSentence, Score, TextMetrics, TextProfile
from drempel.pipeline import PageOutcome

FINDING = Finding(
    check="alt-text-is-filename",
    outcome=Outcome.FAILED,
    impact=Impact.SERIOUS,
    kind=Kind.NORM,
    pointer=Pointer("html > body > img", '<img alt="foto.jpg">'),
    message_key="filename",
    params={"alt": "foto.jpg"},
    requirements=("1.1.1",),
    act=("qt1vmo",),
    fingerprint="f1:00",
)
QUESTION = replace(
    FINDING,
    check="axe:image-alt",
    outcome=Outcome.CANT_TELL,
    message_key="cantTell",
    params={},
    sources=(Source.AXE,),
    act=("23a2a8",),
)
PRACTICE = replace(
    FINDING,
    check="axe:region",
    kind=Kind.PRACTICE,
    impact=Impact.MODERATE,
    requirements=(),
    act=(),
    message_key="failed",
    params={},
    sources=(Source.AXE,),
)

NOT_FOUND = Reason("status", "404")

TEXT = TextProfile(
    url="https://a.example/",
    language="nl",
    declared="nl",
    language_words={"nl": 120, "fr": 3},
    metrics=TextMetrics(120, 10, 180, 20, 2, 12.0, 1.5, 5.1, 100 * 20 / 120),
    scores=(
        Score("flesch-douma", "1", 67.6666, "higher-is-easier"),
        Score("lix", "1", None, "higher-is-harder", "too-short"),
    ),
    hardest=(HardSentence("De aanvrager dient de aanvraag in te dienen.", 8, ("passive",), "p"),),
    difficulty=Difficulty("1", 38.46, 33.3333, 44.0, 2, "doubt"),
)


def hard_sentence(rank: int) -> Finding:
    """Return a sentence with two reasons."""
    return Finding(
        "sentence-hard-to-read",
        Outcome.FAILED,
        Impact.MINOR,
        Kind.PRACTICE,
        Pointer(f"p:nth-of-type({rank})"),
        "long",
        {"text": f"Zin nummer {rank}.", "rank": f"{rank}"},
        fingerprint="f1:33",
        advice=(
            Advice("This sentence has {words} words. Make two or more of it.", {"words": "31"}),
            Advice("“{word}” is an old word. Write: {plain}.", {"word": "teneinde", "plain": "om"}),
        ),
    )


def judged(
    url: str = "https://a.example/", *findings: Finding, tallies: tuple[CheckTally, ...] = (), **more: Any
) -> PageOutcome:
    """Return a page that was judged."""
    ran = CheckTally("axe:image-alt", Outcome.PASSED, passed=1)
    record = FetchRecord(url, url, FetchOutcome.OK, final_url=url, status=200)
    values: dict[str, Any] = {"text": TEXT, "title": "Titel", "timings_ms": {"load": 12, "axe": 9}} | more
    return PageOutcome(url, record, Judgement(findings, (ran, *tallies)), **values)


def missed(
    url: str = "https://a.example/x",
    outcome: FetchOutcome = FetchOutcome.HTTP_ERROR,
    depth: int = 0,
    reason: Reason = NOT_FOUND,
    status: int = 404,
) -> PageOutcome:
    """Return a page that could not be judged."""
    return PageOutcome(url, FetchRecord(url, url, outcome, reason, status=status, depth=depth))
