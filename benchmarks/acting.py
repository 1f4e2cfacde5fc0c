"""What each gatherer that uses a page costs, in CPU seconds of the whole process tree.

On a page of 1,000 elements, 60 of which take the focus. Each gatherer runs on a stage of its own; what a
stage and one load of the page cost is told apart. Figures of a busy machine are higher than those of a quiet
one: compare arms of one run. The picture of the walk is made for who asks to see it, and counts in no sum.

    python -m benchmarks.acting
"""

import argparse
import asyncio
import json
import statistics
import time
from collections import defaultdict
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from benchmarks.process_tree import CpuMeter
from benchmarks.used_pages import reference_page
from crawler.axe_source import find_axe
from crawler.browser.base import Recording, Visit
from crawler.browser.discover import find_browser, launch_flags
from crawler.browser.playwright_backend import LaunchOptions, PlaywrightBrowser
from crawler.gather.dom import gather_dom
from crawler.local_files import LocalFiles
from drempel.acting import PROBES, act
from drempel.dom import Dom

BARS_S = {"without": 6.0, "all": 12.0}
"""Without what waits for motion or loads the page without JavaScript, and with all."""
APART = frozenset({"Motion", "Without"})
IN_NO_SUM = frozenset({"stage and load", "WalkPicture"})


async def measure(runs: int) -> dict[str, list[float]]:
    """Return CPU seconds by gatherer, a number for each run."""
    spent: dict[str, list[float]] = defaultdict(list)
    meter = CpuMeter()
    with TemporaryDirectory() as folder, LocalFiles(Path(folder)) as served:
        page = Path(folder) / "page.html"
        page.write_text(reference_page(), encoding="utf-8")
        browser = await PlaywrightBrowser.launch(
            LaunchOptions(executable=find_browser(), args=launch_flags()), find_axe()
        )
        try:
            async with browser.visit(Visit(served.url(page))) as tab:
                recording, dom = await tab.recording(), Dom(await gather_dom(tab))
            for run in range(runs + 1):
                for name, seconds in (await _once(browser, recording, dom, meter)).items():
                    # The first run warms the browser up.
                    if run:
                        spent[name].append(seconds)
        finally:
            await browser.aclose()
    return spent


async def _once(
    browser: PlaywrightBrowser, recording: Recording, dom: Dom, meter: CpuMeter
) -> dict[str, float]:
    found: dict[str, float] = {}
    before = meter.sample()
    async with browser.stage(recording) as stage:
        await stage.fresh()
    found["stage and load"] = meter.sample() - before
    for probe in PROBES:
        before, begun = meter.sample(), time.monotonic()
        seen = await act(browser, recording, dom, {probe.artefact}, probes=[probe])
        name = probe.artefact.__name__
        found[name] = meter.sample() - before
        why = seen[probe.artefact].untested
        print(f"  {name}: {found[name]:.2f} CPU s, {time.monotonic() - begun:.1f} s by the clock {why}")
    return found


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--runs", type=int, default=5)
    parser.add_argument("--quick", action="store_true", help="one run: under 45 seconds on a quiet machine")
    options = parser.parse_args()
    spent = asyncio.run(measure(1 if options.quick else options.runs))
    median = {name: statistics.median(seconds) for name, seconds in spent.items()}
    probes = {name: seconds for name, seconds in median.items() if name not in IN_NO_SUM}
    for name, seconds in median.items():
        print(f"{seconds:6.2f} CPU s ({min(spent[name]):.2f} to {max(spent[name]):.2f}): {name}")
    without = sum(seconds for name, seconds in probes.items() if name not in APART)
    every = sum(probes.values())
    print(
        f"Without {' and '.join(sorted(APART))} {without:.2f} CPU s (bar {BARS_S['without']:.0f}), "
        f"with all {every:.2f} (bar {BARS_S['all']:.0f}); each has a stage and a load of its own in it."
    )
    figures: dict[str, Any] = {
        "benchmark": "acting",
        "runs": 1 if options.quick else options.runs,
        "cpu_s": {name: round(seconds, 3) for name, seconds in median.items()},
        "without_motion_s": round(without, 2),
        "all_s": round(every, 2),
    }
    print(json.dumps(figures))


if __name__ == "__main__":
    main()
