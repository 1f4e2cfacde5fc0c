"""Whether the same page gives the same findings, run after run, with all gatherers that use a page.

Each run visits a page, uses it on a stage and judges it, as `drempel check` does. A run differs where what it
found is not what most runs of that page found; it is told by check. `--load` keeps a number of processes busy
meanwhile, because a page is seldom alone on a machine.

    python -m benchmarks.stability --runs 20 --load 2
"""

import argparse
import asyncio
import json
import multiprocessing
import time
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from benchmarks.used_pages import restless_pages
from checks import registry
from crawler.local_files import LocalFiles
from crawler.urls import host_key
from drempel.settings import load
from drempel.visitor import Errand, Judged, Visitor, VisitPlan
from drempel.workshop import open_workshop
from readability.pool import TextPool

BAR = 4 / 400
"""Part of the runs that may differ."""

QUICK_PAGES = 3
QUICK_RUNS = 2

Seen = frozenset[tuple[str, str, str, str]]
"""What one run found: check, outcome, message, place."""


def found_in(judged: Judged) -> Seen:
    """Return what a run found, and which checks it could not run."""
    findings = {
        (finding.check, str(finding.outcome), finding.message_key, finding.pointer.selector)
        for finding in judged.judgement.findings
    }
    untested = {
        (tally.check, str(tally.outcome), tally.reason, "")
        for tally in judged.judgement.tallies
        if tally.outcome == "untested"
    }
    return frozenset(findings | untested)


async def gather(names: Sequence[str], runs: int, until: float) -> dict[str, list[Seen]]:
    """Return what each run of each page found; ends between two rounds when its time is over."""
    pages = restless_pages()
    seen: dict[str, list[Seen]] = defaultdict(list)
    settings = load(None, {})
    checks = {check.id: check for check in registry.discover().values() if check.scope == "page"}
    with TemporaryDirectory() as folder, LocalFiles(Path(folder)) as served:
        files = {name: Path(folder) / f"{name}.html" for name in names}
        for name, file in files.items():
            file.write_text(pages[name], encoding="utf-8")
        key = host_key(served.url(files[names[0]]))
        async with open_workshop(settings, allow_private={key}, delay_s=0) as shop, TextPool(0) as texts:
            plan = VisitPlan(settings.crawler.viewport, 30.0, 30.0, checks, (), with_screenshot=False)
            visitor = Visitor(shop.browser, texts, plan)
            for run in range(runs):
                for name in names:
                    errand = Errand(served.url(files[name]), is_used=lambda _url, _title: True)
                    seen[name].append(found_in(await visitor.use(await visitor.see(errand))))
                print(f"run {run + 1} of {runs} on {len(names)} pages", flush=True)
                if time.monotonic() > until:
                    break
    return seen


def differing(seen: dict[str, list[Seen]]) -> tuple[int, Counter[str], list[str]]:
    """Return how many runs differ from most of their page, how many by check, and a line for each of them."""
    total, by_check, lines = 0, Counter[str](), []
    for name, runs in seen.items():
        usual, _ = Counter(runs).most_common(1)[0]
        for number, found in enumerate(runs, 1):
            if not (apart := found ^ usual):
                continue
            total += 1
            by_check.update({check for check, *_ in apart})
            lines += [
                f"{name}, run {number}: {'more' if one in found else 'less'} {' '.join(one)}"
                for one in sorted(apart)
            ]
    return total, by_check, lines


@contextmanager
def busy(processes: int) -> Iterator[None]:
    """Keep some processes busy meanwhile."""
    running = [multiprocessing.Process(target=_spin, daemon=True) for _ in range(processes)]
    for process in running:
        process.start()
    try:
        yield
    finally:
        for process in running:
            process.terminate()
            process.join()


def _spin() -> None:
    while True:
        sum(range(100_000))


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--runs", type=int, default=20)
    parser.add_argument(
        "--pages", nargs="*", default=list(restless_pages()), help="names of some of the pages"
    )
    parser.add_argument("--load", type=int, default=0, help="processes that are kept busy meanwhile")
    parser.add_argument("--minutes", type=float, default=240.0, help="no further round after this time")
    parser.add_argument("--quick", action="store_true", help="few pages, two runs: under 45 seconds")
    options = parser.parse_args()
    names = options.pages[:: max(1, len(options.pages) // QUICK_PAGES)][:QUICK_PAGES]
    names, runs = (names, QUICK_RUNS) if options.quick else (options.pages, options.runs)
    with busy(options.load):
        seen = asyncio.run(gather(names, runs, time.monotonic() + options.minutes * 60))
    total, by_check, lines = differing(seen)
    count = sum(map(len, seen.values()))
    for line in lines:
        print(line)
    print(f"{total} of {count} runs differ (bar {BAR:.0%}): {dict(by_check) or 'no check'}")
    figures: dict[str, Any] = {
        "benchmark": "stability",
        "pages": len(seen),
        "runs": count,
        "differing": total,
        "by_check": dict(by_check),
    }
    print(json.dumps(figures))


if __name__ == "__main__":
    main()
