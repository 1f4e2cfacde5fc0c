"""What a scan costs against the bare minimum, on the same pages in the same run.

Bare minimum: Playwright loads the pages in one tab, evaluates axe-core's source and runs it with default
options; nothing else. Drempel: a whole scan with robots.txt, guard, checks, readability, storage and report.
Each arm runs in a process of its own; its first pages warm it up and are not counted. Two ratios are
printed: of visiting, judging and storing, and of that with the report, whose cost comes once per scan.
CPU seconds of the whole process tree, since wall time says little on shared machines. Memory is sampled
along the way.

    python -m benchmarks.scan --folder /usr/share/gimp/2.0/help/nl --pages 300
"""

import argparse
import asyncio
import json
import os
import sqlite3
import subprocess
import sys
import tempfile
import time
from collections.abc import Sequence
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread
from typing import Any

from benchmarks.process_tree import CpuMeter, memory_mib

FOLDER = Path("/usr/share/gimp/2.0/help/nl")
WARM_UP = 10
MEMORY_EVERY = 25


class _Quiet(SimpleHTTPRequestHandler):
    protocol_version = "HTTP/1.1"

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002 - the name of the base class
        pass


class Meter:
    """CPU seconds and memory from the end of the warm-up on."""

    def __init__(self) -> None:
        self.pages = 0
        self._cpu = CpuMeter()
        self._cpu_at_start = self._wall_at_start = 0.0
        self._cpu_at_close = self._own_at_close = 0.0
        self.memory: list[dict[str, float]] = []

    def page(self) -> None:
        self.pages += 1
        cpu = self._cpu.sample()
        if self.pages == WARM_UP:
            self._cpu_at_start, self._wall_at_start = cpu, time.perf_counter()
        if self.pages % MEMORY_EVERY == 0:
            python, browser = memory_mib()
            self.memory.append({"pages": self.pages, "python_mib": round(python), "rest_mib": round(browser)})

    def closing(self) -> None:
        """Note what the tree has used while the browser still runs; what follows is this process alone."""
        self._cpu_at_close, self._own_at_close = self._cpu.sample(), time.process_time()

    def figures(self) -> dict[str, Any]:
        counted = self.pages - WARM_UP
        visiting = self._cpu_at_close - self._cpu_at_start
        cpu = visiting + time.process_time() - self._own_at_close
        return {
            "pages": counted,
            "cpu_s": round(cpu, 2),
            "visiting_cpu_s": round(visiting, 2),
            "wall_s": round(time.perf_counter() - self._wall_at_start, 2),
            "pages_per_cpu_s": round(counted / cpu, 3),
            "memory": self.memory,
        }


async def bare(urls: Sequence[str]) -> dict[str, Any]:
    """Load and run axe, nothing else."""
    from playwright.async_api import async_playwright

    from crawler.axe_source import find_axe
    from crawler.browser.discover import find_browser, launch_flags

    source, meter = find_axe().source, Meter()
    async with async_playwright() as playwright:
        browser = await playwright.chromium.launch(executable_path=find_browser(), args=list(launch_flags()))
        page = await browser.new_page(viewport={"width": 1280, "height": 1024})
        for url in urls:
            await page.goto(url)
            await page.evaluate(source)
            await page.evaluate("axe.run()")
            meter.page()
        meter.closing()
        await browser.close()
    return meter.figures()


async def scan(start: str, pages: int, work: Path) -> dict[str, Any]:
    """Run a whole scan; the figures end when its report is written."""
    from drempel import app
    from drempel.model.entity import Entity
    from drempel.model.site import Site
    from drempel.pipeline import ProgressState
    from drempel.settings import load

    meter = Meter()

    class Counting:
        def started(self, site: str) -> None: ...
        def note(self, text: str) -> None: ...

        def finished(self, _state: ProgressState) -> None:
            meter.closing()

        def update(self, state: ProgressState) -> None:
            if state.current:
                meter.page()

    site = Site((start,), allow_private=True)
    settings = load(
        None,
        {
            "crawler": {"max_pages": pages, "delay_s": 0.0},
            "storage": {"url": f"sqlite:///{work / 'benchmark.db'}"},
            "report": {"folder": str(work / "rapport")},
            # What uses a page is measured by benchmarks/acting.py.
            "checks": {"deep": "off"},
        },
    )
    job = app.ScanJob(Entity("meting", "Meting", sites=(site,)), site)
    (result,) = await app.run_scans(settings, [job], resume=False, progress=Counting(), stop=asyncio.Event())
    if result.error or result.coverage.judged < WARM_UP * 2:
        raise SystemExit(f"the scan judged {result.coverage.judged} pages: {result.error}")
    return meter.figures()


def judged(work: Path) -> list[str]:
    """Return the pages that the scan judged."""
    with sqlite3.connect(work / "benchmark.db") as database:
        rows = database.execute(
            "SELECT page.url FROM snapshot JOIN page ON page.id = snapshot.page_id "
            "WHERE snapshot.outcome = 'ok' ORDER BY snapshot.id"
        )
        return [url for (url,) in rows]


def arm(*arguments: str) -> dict[str, Any]:
    """Run one arm in a process of its own and return its figures."""
    done = subprocess.run(
        [sys.executable, "-m", "benchmarks.scan", *arguments], check=True, stdout=subprocess.PIPE, text=True
    )
    figures: dict[str, Any] = json.loads(done.stdout.splitlines()[-1])
    return figures


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--folder", type=Path, default=FOLDER, help="folder with HTML pages")
    parser.add_argument("--start", default="index.html", help="page of the folder to begin with")
    parser.add_argument("--pages", type=int, default=300)
    parser.add_argument("--quick", action="store_true", help="36 pages: under 45 seconds")
    parser.add_argument("--arm", choices=["bare", "scan"], help=argparse.SUPPRESS)
    parser.add_argument("--url", help=argparse.SUPPRESS)
    parser.add_argument("--work", type=Path, help=argparse.SUPPRESS)
    options = parser.parse_args()
    pages = 36 if options.quick else options.pages
    if options.arm == "bare":
        print(json.dumps(asyncio.run(bare((options.work / "urls.txt").read_text().split()))))
        return
    if options.arm == "scan":
        print(json.dumps(asyncio.run(scan(options.url, pages, options.work))))
        return
    if not (options.folder / options.start).is_file():
        raise SystemExit(
            f"{options.folder / options.start} is not there. Install gimp-help-nl or give --folder."
        )

    server = ThreadingHTTPServer(("127.0.0.1", 0), partial(_Quiet, directory=str(options.folder)))
    Thread(target=server.serve_forever, daemon=True).start()
    start = f"http://127.0.0.1:{server.server_address[1]}/{options.start}"
    with tempfile.TemporaryDirectory(prefix="drempel-benchmark-") as folder:
        work = Path(folder)
        whole = arm("--arm", "scan", "--url", start, "--pages", str(pages), "--work", folder)
        (work / "urls.txt").write_text("\n".join(judged(work)))
        least = arm("--arm", "bare", "--work", folder)
        size = os.path.getsize(work / "benchmark.db")
    minimum = least["visiting_cpu_s"] / least["pages"]
    ratio = whole["visiting_cpu_s"] / whole["pages"] / minimum
    with_report = whole["cpu_s"] / whole["pages"] / minimum
    for name, figures in (("bare minimum", least), ("drempel scan", whole)):
        print(
            f"{name}: {figures['pages']} pages, {figures['cpu_s'] / figures['pages']:.3f} CPU s per page, "
            f"{figures['pages_per_cpu_s']:.2f} pages per CPU s, {figures['wall_s']:.0f} s of wall time"
        )
        for sample in figures["memory"]:
            print(
                f"  after {sample['pages']:4} pages: Python {sample['python_mib']} MiB, "
                f"browser and driver {sample['rest_mib']} MiB"
            )
    print(
        f"a scan costs {ratio:.2f} times the bare minimum, with its report {with_report:.2f}; "
        f"{size / (whole['pages'] + WARM_UP) / 1024:.1f} "
        "kB of database per page"
    )
    print(
        json.dumps(
            {
                "benchmark": "scan",
                "ratio": round(ratio, 3),
                "ratio_with_report": round(with_report, 3),
                "bare": least,
                "drempel": whole,
                "database_bytes_per_page": round(size / (whole["pages"] + WARM_UP)),
            }
        )
    )


if __name__ == "__main__":
    main()
