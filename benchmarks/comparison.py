"""What it costs to compare many organisations: 1,000 of them, each scanned in three months.

The scans are stored as `drempel scan` stores them: small ones, from 4 to 24 pages, with components that
several organisations share, pages that read well or not, and now and then a decision of a person. Told are
the seconds of processor time of reading them and of writing the page, and the most memory that was held.

    python -m benchmarks.comparison
    python -m benchmarks.comparison --quick              100 organisations
    python -m benchmarks.comparison --keep FOLDER        leave the database and the pages there
"""

import argparse
import hashlib
import json
import random
import resource
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from tempfile import TemporaryDirectory

from benchmarks.made_scans import SETTINGS, page_of, tools
from drempel import comparison, indicators
from drempel.i18n import catalogue
from drempel.model.decision import Decision, DecisionKind
from drempel.model.entity import Entity
from drempel.model.finding import Finding
from drempel.model.scan import PageResult, ScanState
from drempel.model.site import Site
from drempel.model.snapshot import Coverage
from drempel.settings import Settings
from reports.base import FolderOutput
from reports.formats.comparison import ENTRY, OWNS, write_comparison
from storage import Store

BAR_CPU_S = 20
"""All of it, for 1,000 organisations."""
MONTHS = 3
KINDS = ("gemeente", "provincie", "agentschap", "departement", "ocmw")
THEMES = ("onderwijs", "werk", "wonen", "zorg")
COMPONENTS = ("vl-button", "vl-header", "cookie-bar", "search-box", "news-card", "agenda-list", "site-menu")
CHECKS = (
    ("image-alt", "1.1.1"),
    ("color-contrast", "1.4.3"),
    ("link-name", "2.4.4"),
    ("html-has-lang", "3.1.1"),
    ("label", "4.1.2"),
    ("button-name", "4.1.2"),
    ("target-size", "2.5.8"),
    ("bypass", "2.4.1"),
    ("document-title", "2.4.2"),
)


class Clock:
    """A clock of the scans, two seconds later each time that it is asked."""

    def __init__(self) -> None:
        self.now = datetime(2026, 1, 5, 21, tzinfo=UTC)

    def __call__(self) -> datetime:
        self.now += timedelta(seconds=2)
        return self.now


def fill(store: Store, organisations: int, months: int = MONTHS) -> None:
    """Scan a site of each organisation once a month; of every tenth a second site too."""
    assert isinstance(store.clock, Clock)
    begun = store.clock.now
    for month in range(months):
        store.clock.now = begun + timedelta(days=31 * month)
        for number in range(organisations):
            for site in range(2 if number % 10 == 9 else 1):
                _scan(store, number, site, month)
        store.finish_run()
    _decide(store)


def _scan(store: Store, number: int, site_number: int, month: int) -> None:
    chance = random.Random(f"{number} {site_number}")
    home = f"https://www{site_number}.organisatie-{number:04}.example/"
    site = Site((home,), (home,))
    kind = KINDS[number % len(KINDS)]
    entity = Entity(
        f"organisatie-{number:04}",
        f"{kind.capitalize()} {_name(number)}",
        kind,
        groups=(THEMES[number % len(THEMES)],),
        sites=(site,),
    )
    pages, clear, failing = chance.randint(4, 24), chance.random(), chance.random()
    scan = store.start_scan(entity, site, SETTINGS, tools(), [])
    results = [_page(home, page, month, store.clock(), chance, clear, failing) for page in range(pages)]
    store.write_pages(scan.id, results)
    coverage = Coverage(store.outcome_counts(scan.id))
    store.finish_scan(scan.id, ScanState.COMPLETE, coverage, indicators.compute)


def _page(
    home: str, page: int, month: int, at: datetime, chance: random.Random, clear: float, failing: float
) -> PageResult:
    made = page_of(page, 0, at)
    assert made.judgement is not None
    url = f"{home}blad/{page}"
    findings = [_finding(one, chance) for one in made.judgement.findings] if chance.random() < failing else []
    text = made.text
    if text is not None and text.difficulty is not None:
        answer = "yes" if chance.random() < clear + month / 20 else "no"
        text = replace(text, difficulty=replace(text.difficulty, meets_b1=answer))
    return replace(
        made,
        record=replace(made.record, url=url, page_url=url, final_url=url, found_on=home if page else ""),
        judgement=replace(made.judgement, findings=tuple(findings)),
        text=text,
    )


def _finding(made: Finding, chance: random.Random) -> Finding:
    check, number = chance.choice(CHECKS)
    component = chance.choice(COMPONENTS)
    pointer = replace(made.pointer, structure=f"body>main>div.{component}>a.{component}__link")
    digest = hashlib.sha256(f"{check}|{component}|{made.pointer.place}".encode()).hexdigest()
    name = f"f1:{digest[:32]}"
    return replace(made, check=check, requirements=(number,), pointer=pointer, fingerprint=name)


def _decide(store: Store) -> None:
    """Let people say of one problem in a hundred that it is none, and of another that it may wait."""
    for number, (name, _) in enumerate(store.decided()):
        if number % 100 in {7, 8}:
            kind = DecisionKind.FALSE_ALARM if number % 100 == 7 else DecisionKind.WAIVED
            until = None if kind is DecisionKind.FALSE_ALARM else date(2030, 1, 1)
            store.decide(name.id, Decision(kind, "Bekeken", "Fatima", store.clock(), "", until, ""))


def _name(number: int) -> str:
    parts = ("El", "Zer", "Voor", "De", "Ham", "Beek", "Lo", "Ster", "Wijk", "Dam")
    return "".join(parts[int(digit)] for digit in f"{number:04}").capitalize()


@contextmanager
def cpu(name: str, told: dict[str, float]) -> Iterator[None]:
    """Note the seconds of processor time of this process that something took."""
    begun = time.process_time()
    yield
    told[name] = round(time.process_time() - begun, 2)


def measured(settings: Settings, folder: Path) -> dict[str, float]:
    """Compare what the database holds and write the pages; return the seconds of each."""
    told: dict[str, float] = {}
    with cpu("read", told):
        found = comparison.compare(settings)
    with cpu("write", told), FolderOutput(folder, ENTRY, OWNS) as out:
        write_comparison(found, out, catalogue("nl"))
    return told


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--organisations", type=int, default=1000)
    parser.add_argument("--quick", action="store_true", help="100 organisations")
    parser.add_argument("--keep", type=Path, help="leave the database and the pages in this folder")
    options = parser.parse_args()
    number = 100 if options.quick else options.organisations
    with TemporaryDirectory() as temporary:
        folder = options.keep or Path(temporary)
        folder.mkdir(parents=True, exist_ok=True)
        database = folder / "vergelijking.db"
        url = f"sqlite:///{database}"
        made: dict[str, float] = {}
        if not database.exists():
            with cpu("fill", made), Store.open(url, clock=Clock()) as store:
                fill(store, number)
            print(f"{number} organisations scanned in {MONTHS} months: {made['fill']:.0f} s CPU")
        told = measured(Settings.model_validate({"storage": {"url": url}}), folder / "rapport")
        total = round(sum(told.values()), 2)
        peak_mb = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024
        print(
            f"  read {told['read']:.1f} s, write {told['write']:.1f} s, together {total:.1f} s CPU "
            f"(bar {BAR_CPU_S}); most memory {peak_mb} MB, the making of the database included"
        )
        within = total <= BAR_CPU_S
        print(
            json.dumps(
                {
                    "benchmark": "comparison",
                    "organisations": number,
                    "months": MONTHS,
                    "cpu_s": told | {"together": total},
                    "within_bar": within,
                }
            )
        )


if __name__ == "__main__":
    main()
