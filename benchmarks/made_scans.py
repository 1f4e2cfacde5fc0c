"""Made-up pages of a site, in the sizes that real ones have, for benchmarks of the database.

Sizes follow the pages of the example town and of public help pages: a tally for each check, ten findings of
half a kilobyte, a text profile with its eight hardest sentences, the times of a visit. `edition` makes
another version of the same page: other text, other snippets, a quarter of its own problems at another place.
"""

import hashlib
import random
from datetime import datetime
from functools import cache

from checks import registry
from drempel.model.entity import Entity
from drempel.model.facts import Facts
from drempel.model.finding import Box, CheckTally, Finding, Impact, Judgement, Kind, Outcome, Pointer
from drempel.model.scan import PageResult, Scan, ScanSettings, Tools
from drempel.model.site import Site
from drempel.model.snapshot import FetchOutcome, FetchRecord, Queued
from drempel.model.text import Difficulty, HardSentence, Score, TextMetrics, TextProfile
from storage import Store

HOME = "https://www.elzervoorde.example/"
SITE = Site((HOME,), (HOME,))
ENTITY = Entity("elzervoorde", "Gemeente Elzervoorde", "gemeente", sites=(SITE,))
SETTINGS = ScanSettings(
    "en301549-3.2.1",
    (),
    "1280x1024",
    500,
    None,
    None,
    obey_robots=True,
    delay_s=1.0,
    backend="playwright",
    deep="templates",
)
SHARED, OWN = 4, 6
"""Findings in the header and footer that all pages share, and findings of a page's own."""
TEMPLATES = 12
WORDS = (
    "aanvraag",
    "afspraak",
    "attest",
    "balie",
    "bewijs",
    "dienst",
    "formulier",
    "gemeente",
    "kaart",
    "loket",
    "melding",
    "paspoort",
    "school",
    "straat",
    "subsidie",
    "termijn",
    "uittreksel",
    "vergunning",
    "wijk",
    "woning",
    "van",
    "voor",
    "met",
    "naar",
    "over",
    "binnen",
    "tegen",
)


@cache
def checks() -> tuple[str, ...]:
    """Return the ids of all checks that run."""
    return tuple(sorted(info.id for info in registry.catalogue()))


@cache
def tools() -> Tools:
    """Return the versions as a scan stores them."""
    return Tools("0.1.0", "4.12.1", "ab" * 32, "chromium 139", dict.fromkeys(checks(), 1))


def begin(store: Store, paths: list[str]) -> Scan:
    """Start a scan with the addresses that a sitemap lists."""
    queued = [Queued(HOME + path, HOME + path, 1, HOME, priority=1) for path in paths]
    return store.start_scan(ENTITY, SITE, SETTINGS, tools(), queued)


def page_of(page: int, edition: int, at: datetime) -> PageResult:
    """Return what a scan stores of a page, its artefacts apart."""
    url = f"{HOME}blad/{page}"
    chance = random.Random(f"{page} {edition}")
    findings = tuple([_finding(page, number, edition, chance) for number in range(SHARED + OWN)])
    failed: dict[str, int] = {}
    for finding in findings:
        failed[finding.check] = failed.get(finding.check, 0) + 1
    tallies = tuple(_tally(check, failed.get(check, 0), page + 1000 * edition) for check in checks())
    visit = random.Random(at.isoformat())
    return PageResult(
        FetchRecord(
            url,
            url,
            FetchOutcome.OK,
            final_url=url,
            status=200,
            depth=1,
            found_on=HOME,
            duration_ms=visit.randint(400, 4000),
            fetched_at=at,
            signature=chance.getrandbits(64),
        ),
        Judgement(findings, tallies),
        _profile(url, chance),
        title=f"{_sentence(chance, 4)} - Gemeente Elzervoorde",
        further=(Facts(),),
        timings_ms={
            step: visit.randint(10, 900)
            for step in ("load", "wait", "dom", "screenshot", "media", "axe", "pixels", "text", "checks")
        },
    )


def _tally(check: str, failed: int, seed: int) -> CheckTally:
    number = int.from_bytes(hashlib.blake2b(f"{check} {seed}".encode(), digest_size=2).digest(), "big")
    if failed:
        return CheckTally(check, Outcome.FAILED, failed, 0, number % 9)
    if number % 10 < 6:
        return CheckTally(check, Outcome.INAPPLICABLE)
    if number % 50 == 7:
        return CheckTally(check, Outcome.UNTESTED, reason="not-gathered:not-chosen")
    return CheckTally(check, Outcome.PASSED, passed=1 + number % 80)


def _finding(page: int, number: int, edition: int, chance: random.Random) -> Finding:
    check = checks()[(number * 7 + page % TEMPLATES) % len(checks())]
    is_shared = number < SHARED
    if is_shared:
        place, name, check = "banner", f"{number}", checks()[number]
    else:
        place, name = f"/blad/* {page % TEMPLATES}", f"{page % TEMPLATES} {number}"
        if edition and number % 4 == 0:
            name = f"{page} {number} {edition}"
    words = _sentence(random.Random(f"{number}") if is_shared else chance, 9)
    fingerprint = "f1:" + hashlib.sha256(f"{check}|{name}".encode()).hexdigest()[:32]
    top = number * 90 + (0 if is_shared else page % 7)
    return Finding(
        check,
        Outcome.FAILED if number % 3 else Outcome.CANT_TELL,
        list(Impact)[number % 4],
        Kind.NORM if number % 5 else Kind.PRACTICE,
        Pointer(
            f"body > main:nth-of-type(1) > section.inhoud > div:nth-of-type({number}) > p > a.knop",
            f'<a class="knop knop--{number}" href="/blad/{number}">{words}</a>',
            "body/main/section/div/p/a",
            place,
            box=Box(120, top, 240, 36),
        ),
        "named-by-text",
        {"text": words},
        ("1.1.1",),
        ("23a2a8",),
        fingerprint=fingerprint,
    )


def _profile(url: str, chance: random.Random) -> TextProfile:
    hardest = tuple(
        HardSentence(
            _sentence(chance, 26), 26, ("long-sentence", "long-words"), f"main > section:nth-of-type({n}) > p"
        )
        for n in range(8)
    )
    per_sentence = 10 + chance.random() * 12
    sentences = round(420 / per_sentence)
    return TextProfile(
        url,
        "nl",
        "nl",
        {"nl": 420},
        TextMetrics(420, sentences, 730, 90, 8, per_sentence, 1.73, 5.3, 21.5),
        tuple(
            Score(formula, "1", 40 + chance.random() * 30, "higher-is-easier")
            for formula in ("flesch-douma", "leesindex-a", "lix")
        ),
        hardest,
        difficulty=Difficulty("1", per_sentence * 2.5, 20, 60, 3, "doubt"),
    )


def _sentence(chance: random.Random, words: int) -> str:
    return " ".join(chance.choice(WORDS) for _ in range(words)).capitalize()
