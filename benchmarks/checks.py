"""What each check costs, against axe-core on the same pages in the same run.

Around `axe.run` the CPU time of the whole process tree is taken; then every check judges what was gathered,
several times, and the CPU time of this process is taken. Building the page tree from what the browser gave is
told apart: it is paid once, whatever the number of checks.

    python -m benchmarks.checks --folder /usr/share/gimp/2.0/help/nl --pages 40
"""

import argparse
import asyncio
import gc
import json
import time
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from benchmarks.process_tree import CpuMeter
from benchmarks.scan import FOLDER
from checks import registry
from checks.base import Check
from crawler.gather.axe import gather_axe
from crawler.local_files import LocalFiles
from crawler.urls import host_key
from drempel.dom import Dom
from drempel.model.artefact import DomCapture
from drempel.settings import load
from drempel.visitor import Errand, Visitor, VisitPlan, artefacts_of
from drempel.workshop import Workshop, open_workshop
from readability.pool import TextPool

REPEATS = 5
WARM_UP = 2
BAR = 0.30

Seen = list[tuple[DomCapture, Mapping[type, object]]]


async def gather(folder: Path, pages: Sequence[Path]) -> tuple[Seen, float]:
    """Return the artefacts of each page, and the CPU seconds that axe took on all but the first of them."""
    seen: Seen = []
    settings = load(None, {})
    with LocalFiles(folder) as served:
        key = host_key(served.url(pages[0]))
        async with open_workshop(settings, allow_private={key}, delay_s=0) as shop, TextPool(0) as texts:
            plan = VisitPlan(settings.crawler.viewport, 30.0, 30.0, {}, (), with_screenshot=False)
            visitor = Visitor(shop.browser, texts, plan)
            for page in pages:
                judged = await visitor.see(Errand(served.url(page)))
                artefacts = artefacts_of(judged.gathered, judged.reading)
                seen.append((judged.gathered.capture, artefacts))
            spent = await _axe_cpu_s(shop, [served.url(page) for page in pages])
    return seen, spent


async def _axe_cpu_s(shop: Workshop, urls: Sequence[str]) -> float:
    from crawler.browser.base import Visit

    meter, spent = CpuMeter(), 0.0
    for number, url in enumerate(urls):
        async with shop.browser.visit(Visit(url)) as tab:
            before = meter.sample()
            await gather_axe(tab)
            spent += meter.sample() - before if number >= WARM_UP else 0.0
    return spent


def measure(seen: Seen, checks: Mapping[str, Check]) -> tuple[dict[str, float], dict[str, float], float]:
    """Return CPU milliseconds by check over all pages, of the worst page by check, and those of the trees."""
    # Else the rubbish of all pages is looked through now and then, in the time of some check.
    gc.collect()
    gc.freeze()
    total = dict.fromkeys(checks, 0.0)
    worst = dict.fromkeys(checks, 0.0)
    trees_ms = 0.0
    for capture, artefacts in seen:
        spent_ms = dict.fromkeys(checks, 0.0)
        for _ in range(REPEATS):
            begun = time.process_time()
            # A new one each time: what checks keep in the tree would make all but the first round look cheap.
            given = {**artefacts, Dom: Dom(capture)}
            trees_ms += (time.process_time() - begun) * 1000 / REPEATS
            for check in checks.values():
                if any(need not in given for need in check.needs):
                    continue
                begun = time.process_time()
                for _result in check.judge(*(given[need] for need in check.needs)):
                    pass
                spent_ms[check.id] += (time.process_time() - begun) * 1000 / REPEATS
        for check_id, ms in spent_ms.items():
            total[check_id] += ms
            worst[check_id] = max(worst[check_id], ms)
    return total, worst, trees_ms


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--folder", type=Path, default=FOLDER, help="folder with HTML pages")
    parser.add_argument("--pages", type=int, default=40)
    parser.add_argument("--quick", action="store_true", help="12 pages: under 45 seconds")
    options = parser.parse_args()
    every = sorted(options.folder.glob("*.html"))
    if not every:
        raise SystemExit(f"There is no HTML in {options.folder}. Install gimp-help-nl or give --folder.")
    wanted = 12 if options.quick else options.pages
    pages = every[:: max(1, len(every) // wanted)][:wanted]
    checks = {check.id: check for check in registry.discover().values() if check.scope == "page"}
    seen, axe_s = asyncio.run(gather(options.folder, pages))
    total, worst, trees_ms = measure(seen, checks)
    axe_ms = axe_s * 1000 / max(1, len(pages) - WARM_UP)
    own_ms = sum(total.values()) / len(pages)
    ranked = sorted(total, key=total.__getitem__, reverse=True)
    thousands = sum(capture.documents[0]["nodes"]["nodeType"].count(1) for capture, _ in seen) / 1000
    for check_id in ranked:
        spent = total[check_id]
        print(
            f"{spent / len(pages):8.3f} ms a page, {worst[check_id]:8.2f} at most, "
            f"{spent / thousands:8.2f} per 1,000 elements: {check_id}"
        )
    print(
        f"{len(checks)} checks take {own_ms:.1f} ms a page, the page tree {trees_ms / len(pages):.1f} ms, "
        f"axe-core {axe_ms:.1f} ms: {own_ms / axe_ms:.0%} of axe-core (bar {BAR:.0%})"
    )
    figures: dict[str, Any] = {
        "benchmark": "checks",
        "pages": len(pages),
        "checks_ms": round(own_ms, 2),
        "tree_ms": round(trees_ms / len(pages), 2),
        "axe_ms": round(axe_ms, 2),
        "ratio": round(own_ms / axe_ms, 3),
        "worst_ms": {check_id: round(total[check_id] / len(pages), 3) for check_id in ranked[:10]},
    }
    print(json.dumps(figures))


if __name__ == "__main__":
    main()
