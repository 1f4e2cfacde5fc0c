"""Small values to store, and strategies that make many of them."""

import hashlib
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any

from hypothesis import strategies as st

from drempel.model.artefact import AxeNode, AxeResult, AxeRun, DomCapture, Exchange, Screenshot
from drempel.model.entity import Entity
from drempel.model.finding import (
    Advice,
    Box,
    CheckTally,
    Finding,
    Impact,
    Judgement,
    Kind,
    Mode,
    Outcome,
    Pointer,
    Source,
)
from drempel.model.scan import PageResult, Scan, ScanSettings, ScanState, Tools
from drempel.model.site import Site
from drempel.model.snapshot import Coverage, FetchOutcome, FetchRecord, Queued, Reason, SampleKind
from drempel.model.text import (
    BlockKind,
    Difficulty,
    HardSentence,
    Score,
    TextBlock,
    TextMetrics,
    TextProfile,
    VisibleText,
)
from storage import Store

HOME = "https://www.elzervoorde.example/"
NOON = datetime(2026, 3, 2, 12, 0, tzinfo=UTC)

SITE = Site((HOME,), (HOME,), ("*/zoeken*",))
ENTITY = Entity("elzervoorde", "Gemeente Elzervoorde", "gemeente", "", ("provincie:oost",), (SITE,))
SETTINGS = ScanSettings("en301549-3.2.1", (), "1280x1024", 500, None, None, True, 1.0, "playwright")
TOOLS = Tools("0.1.0", "4.12.1", "ab" * 32, "chromium 139", {"alt-text-is-filename": 1, "axe:image-alt": 1})


class Clock:
    """A clock that goes on by a minute each time it is read."""

    def __init__(self) -> None:
        self.now = NOON

    def __call__(self) -> datetime:
        self.now += timedelta(minutes=1)
        return self.now


def queued(path: str, depth: int = 1, **fields: Any) -> Queued:
    """Return an address of the site."""
    return replace(Queued(HOME + path, HOME + path, depth, HOME), **fields)


def finding(name: str = "a", check: str = "alt-text-is-filename", **fields: Any) -> Finding:
    """Return a finding whose fingerprint follows from check and name."""
    fingerprint = "f1:" + hashlib.sha256(f"{check}|{name}".encode()).hexdigest()[:32]
    made = Finding(
        check,
        Outcome.FAILED,
        Impact.SERIOUS,
        Kind.NORM,
        Pointer(f"main > img.{name}", f'<img class="{name}" src="foto.jpg" alt="foto.jpg">', "main/p/img"),
        "filename",
        {"alt": "foto.jpg"},
        ("1.1.1",),
        ("23a2a8",),
        fingerprint=fingerprint,
    )
    return replace(made, **fields)


def tally(
    check: str = "alt-text-is-filename",
    outcome: Outcome = Outcome.PASSED,
    failed: int = 0,
    cant_tell: int = 0,
    passed: int = 0,
    reason: str = "",
) -> CheckTally:
    """Return a tally."""
    return CheckTally(check, outcome, failed, cant_tell, passed, reason)


def record(path: str, outcome: FetchOutcome = FetchOutcome.OK, **fields: Any) -> FetchRecord:
    """Return how an address of the site ended."""
    url = HOME + path
    status = 200 if outcome is FetchOutcome.OK else None
    made = FetchRecord(
        url,
        url,
        outcome,
        final_url=url if status else "",
        status=status,
        depth=1,
        found_on=HOME,
        duration_ms=120,
        fetched_at=NOON,
    )
    return replace(made, **fields)


def ok(path: str, *findings: Finding, tallies: tuple[CheckTally, ...] = (), **fields: Any) -> PageResult:
    """Return a page that was judged; each check of a finding gets a tally unless one is given."""
    given = {one.check for one in tallies}
    failed = tuple(
        tally(check, Outcome.FAILED, sum(f.check == check for f in findings))
        for check in dict.fromkeys(f.check for f in findings)
        if check not in given
    )
    both = (*tallies, *failed) or (tally(outcome=Outcome.INAPPLICABLE),)
    return replace(PageResult(record(path), Judgement(findings, both), title=f"Titel van {path}"), **fields)


def not_ok(path: str, outcome: FetchOutcome, **fields: Any) -> PageResult:
    """Return an address that was not judged."""
    return PageResult(record(path, outcome, **fields))


def profile(
    path: str, words_per_sentence: float = 12.0, flesch: float | None = 60.0, language: str = "nl"
) -> TextProfile:
    """Return a text profile of a page with 240 words; its difficulty follows from the length of sentences."""
    sentences = round(240 / words_per_sentence)
    hard = 2.5 * words_per_sentence
    meets_b1 = "yes" if hard < 35 else "doubt" if hard <= 45 else "no"
    return TextProfile(
        HOME + path,
        language,
        "nl",
        {"nl": 240},
        TextMetrics(240, sentences, 400, 50, 3, words_per_sentence, 1.67, 5.1, 20.8),
        (Score("flesch-douma", "1960", flesch, "higher-is-easier", "" if flesch else "too-short"),),
        (HardSentence("Een zin die lang is.", 26, ("long-sentence",), "main > p"),),
        difficulty=Difficulty("1", hard, hard - 5, hard + 5, 1 + int(hard // 20), meets_b1),
    )


def start(
    store: Store,
    *paths: str,
    site: Site = SITE,
    entity: Entity = ENTITY,
    settings: ScanSettings = SETTINGS,
    tools: Tools = TOOLS,
) -> Scan:
    """Start a scan with these paths in its queue."""
    return store.start_scan(entity, site, settings, tools, [queued(path) for path in paths])


def finish(store: Store, scan: Scan, state: ScanState = ScanState.COMPLETE) -> None:
    """Close a scan with the coverage that it has."""
    left = sum(1 for _ in store.queued(scan.id))
    store.finish_scan(scan.id, state, Coverage(store.outcome_counts(scan.id), left), ())


def scanned(
    store: Store,
    *results: PageResult,
    state: ScanState = ScanState.COMPLETE,
    settings: ScanSettings = SETTINGS,
    tools: Tools = TOOLS,
    site: Site = SITE,
) -> Scan:
    """Run a whole scan with these results."""
    scan = start(store, settings=settings, tools=tools, site=site)
    store.write_pages(scan.id, results)
    finish(store, scan, state)
    return scan


DOM = DomCapture(
    HOME,
    [{"nodes": {"nodeName": [0, 1], "backendNodeId": [3, 4]}, "layout": {"bounds": [[0.5, 1, 2, 3]]}}],
    ["html", "body", "half \ud83d teken"],
    ("display", "color"),
    [[3, "main", "", "", {"level": 1}], [4, "", "", "", {}]],
    (4,),
    1280,
    900,
)
AXE = AxeRun(
    "4.12.1",
    (
        AxeResult(
            "image-alt",
            ("wcag2a",),
            "critical",
            (AxeNode(("iframe", "img"), "<img>", "critical", "Fix it", ("has-alt",), (0, 1), "img"),),
            passes=4,
        ),
    ),
)
EXCHANGE = Exchange(
    HOME,
    HOME + "nl",
    200,
    {"content-type": "text/html"},
    "text/html",
    "utf-8",
    (HOME,),
    (301,),
    {"www.elzervoorde.example": 1234},
    7,
    led_to=(HOME + "elders",),
)
VISIBLE_TEXT = VisibleText(HOME, "nl", (TextBlock("Welkom", BlockKind.HEADING, "", "h1", "nl", 0),))
SCREENSHOT = Screenshot(b"\xff\xd8\x00\n\xff", "image/jpeg", 320, 256)

# Strategies

any_text = st.text(max_size=40) | st.sampled_from(
    ["", "nul \0 teken", "half \ud83d teken", "'; --", "é ½ 😀"]
)
floats = st.floats(allow_nan=False, allow_infinity=False, width=32)
boxes = st.builds(Box, floats, floats, floats, floats)
pointers = st.builds(Pointer, any_text, any_text, any_text, any_text, st.none(), st.none() | boxes)
words = st.text(st.characters(codec="ascii", exclude_characters="\0"), max_size=8)
short = st.lists(words, max_size=3).map(tuple)
CHECKS = ("alt-text-is-filename", "axe:image-alt")


texts = st.dictionaries(any_text, any_text, max_size=3)


@st.composite
def findings(draw: st.DrawFn) -> Finding:
    """Return any finding; its fingerprint tells its check, as real ones do."""
    made = finding(draw(st.sampled_from("abc")), draw(st.sampled_from(CHECKS)))
    sources = draw(st.sets(st.sampled_from(Source), min_size=1))
    return replace(
        made,
        outcome=draw(st.sampled_from([Outcome.FAILED, Outcome.CANT_TELL])),
        impact=draw(st.sampled_from(Impact)),
        kind=draw(st.sampled_from(Kind)),
        mode=draw(st.sampled_from(Mode)),
        pointer=draw(pointers),
        message_key=draw(any_text),
        params=draw(texts),
        requirements=draw(short),
        act=draw(short),
        sources=tuple(sorted(sources)),
        advice=tuple(draw(st.lists(st.builds(Advice, any_text, texts), max_size=2))),
    )


tallies = st.lists(
    st.builds(
        CheckTally,
        st.sampled_from(["a", "b", "axe:c", "d-e"]),
        st.sampled_from(Outcome),
        *[st.integers(0, 2000)] * 3,
        any_text,
    ),
    max_size=4,
    unique_by=lambda one: one.check,
).map(tuple)

records = st.builds(
    lambda fields, outcome: replace(record("p", outcome), **fields),
    st.fixed_dictionaries(
        {
            "url": st.sampled_from([HOME + "p", HOME + "P#top"]),
            "final_url": st.sampled_from(["", HOME + "p", HOME + "q"]),
            "reason": st.none() | st.builds(Reason, any_text, any_text),
            "status": st.none() | st.integers(100, 599),
            "permanent": st.booleans(),
            "depth": st.integers(0, 50),
            "found_on": any_text,
            "sample": st.sampled_from(SampleKind),
            "duplicate_of": st.sampled_from(["", HOME + "original"]),
            "duration_ms": st.integers(0, 10**6),
            "fetched_at": st.none() | st.datetimes(timezones=st.just(UTC)),
            "notes": st.lists(any_text, max_size=2).map(tuple),
        }
    ),
    st.sampled_from(FetchOutcome),
)
