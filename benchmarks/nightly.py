"""What a night costs in which little changed, against the first scan; and whether it finds the same.

A site on loopback: pages of a folder, of which two in three are made anew for each answer (a token in a form,
a nonce, the time of making, a counter of visits) and have no validators, and one in three has an ETag. Scans,
each in a process of its own: the first one; one when nothing changed; the same with 1 % of the pages visited
for proof; one when one page in twenty changed; and a full one of that state in another database, to compare
what was found. CPU seconds of the whole process tree from start to report. Pages are not used with keyboard
and mouse (`--deep off`): with that a first scan costs more, and the bars are easier to reach.

    python -m benchmarks.nightly --folder /usr/share/gimp/2.0/help/nl --pages 500
"""

import argparse
import asyncio
import hashlib
import json
import os
import sqlite3
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from itertools import count
from pathlib import Path
from threading import Thread
from typing import Any

from benchmarks.process_tree import CpuMeter

FOLDER = Path("/usr/share/gimp/2.0/help/nl")
BARS = {"unchanged": 50.0, "proved": 30.0, "changed": 12.0}
"""How many times less than the first scan a scan may cost at least."""
CHANGED_EVERY = 20
QUICK_PAGES = 3
SAMPLE_EVERY_S = 0.2
PAGE_TIMEOUT_S = 300.0
"""A machine that does other work too makes pages slow; none may be left out of one scan for that."""

ADDED = '<p>Deze alinea is nieuw.</p><p><img src="images/callouts/1.png"></p></body>'
MADE = """<form action="#" method="get"><input type="hidden" name="csrf_token" value="{token}">
<label for="q-{token}">Zoek <input id="q-{token}" name="q"></label></form>
<script nonce="{token}">window.made = {{"requestId": "{token}"}};</script>
<!-- gemaakt in {took} s --><p>Gegenereerd op {now}. Deze pagina is {views} keer bekeken.</p></body>"""


class Town(SimpleHTTPRequestHandler):
    """The site; `changed` names the pages that are other ones now."""

    protocol_version = "HTTP/1.1"
    changed: frozenset[str] = frozenset()
    views = count(1)

    def do_GET(self) -> None:
        path = self.path.partition("?")[0]
        file = Path(self.translate_path(path))
        if file.suffix != ".html" or not file.is_file():
            super().do_GET()
            return
        text = file.read_text(encoding="utf-8")
        if file.name in self.changed:
            text = text.replace("</body>", ADDED)
        headers = {}
        if sum(file.name.encode()) % 3:
            token = hashlib.sha256(f"{next(self.views)}".encode()).hexdigest()[:40]
            now = time.strftime("%d-%m-%Y %H:%M:%S")
            made = MADE.format(token=token, took=f"0.{next(self.views)}", now=now, views=next(self.views))
            text = text.replace("</body>", made)
        else:
            headers["ETag"] = f'"{hashlib.sha256(text.encode()).hexdigest()[:16]}"'
        if headers and self.headers.get("If-None-Match") == headers["ETag"]:
            self.send_response(304)
            self.send_header("ETag", headers["ETag"])
            self.end_headers()
            return
        body = text.encode()
        self.send_response(200)
        self.send_header("Content-Type", "text/html; charset=utf-8")
        self.send_header("Content-Length", str(len(body)))
        for name, value in headers.items():
            self.send_header(name, value)
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002 - the name of the base class
        pass


async def scan(
    start: str, pages: int, work: Path, *, incremental: bool, proof_share: float
) -> dict[str, Any]:
    """Run one scan and return what it cost."""
    from drempel import app
    from drempel.cli import log
    from drempel.model.entity import Entity
    from drempel.model.site import Site
    from drempel.pipeline import ProgressState
    from drempel.settings import load

    log.configure(verbose=False)
    meter = CpuMeter()

    class Quiet:
        def started(self, site: str) -> None: ...
        def note(self, text: str) -> None: ...
        def update(self, state: ProgressState) -> None: ...
        def finished(self, _state: ProgressState) -> None: ...

    async def sampling() -> None:
        while True:
            meter.sample()
            await asyncio.sleep(SAMPLE_EVERY_S)

    site = Site((start,), allow_private=True)
    settings = load(
        None,
        {
            "crawler": {"max_pages": pages, "delay_s": 0.0, "page_timeout_s": PAGE_TIMEOUT_S},
            "storage": {"url": f"sqlite:///{work / 'benchmark.db'}"},
            "report": {"folder": str(work / "rapport")},
            "checks": {"deep": "off"},
            "nightly": {"proof_share": proof_share},
        },
    )
    job = app.ScanJob(Entity("meting", "Meting", sites=(site,)), site)
    sampler = asyncio.create_task(sampling())
    (result,) = await app.run_scans(
        settings, [job], resume=False, progress=Quiet(), stop=asyncio.Event(), incremental=incremental
    )
    sampler.cancel()
    if result.error or not result.coverage.judged:
        raise SystemExit(f"the scan judged {result.coverage.judged} pages: {result.error}")
    coverage = result.coverage
    return {
        "judged": coverage.judged,
        "kept": coverage.kept,
        "proved": coverage.proved,
        "differing": list(coverage.differing),
        "cpu_s": round(meter.sample() - meter.own_s, 2),
        "browser_s": round(meter.others_s, 2),
    }


def found(database: Path) -> set[tuple[str, ...]]:
    """Return what the last scan found: page, check, fingerprint, outcome, and every tally that is no pass."""
    with sqlite3.connect(database) as connection:
        rows: Iterator[tuple[str, ...]] = connection.execute(
            "SELECT page.url, issue.check_id, issue.fingerprint, finding.outcome, count(*) FROM snapshot "
            "JOIN page ON page.id = snapshot.page_id JOIN finding USING (judgement_id) "
            "JOIN issue ON issue.id = finding.issue_id "
            "WHERE snapshot.scan_id = (SELECT max(id) FROM scan) GROUP BY 1, 2, 3, 4"
        )
        ends: Iterator[tuple[str, ...]] = connection.execute(
            "SELECT page.url, snapshot.outcome, judgement.tallies FROM snapshot "
            "JOIN page ON page.id = snapshot.page_id LEFT JOIN judgement ON judgement.id = judgement_id "
            "WHERE scan_id = (SELECT max(id) FROM scan)"
        )
        return {*map(tuple, rows), *map(tuple, ends)}


def arm(*arguments: str) -> dict[str, Any]:
    """Run one scan in a process of its own and return its figures."""
    # As in daily use: Python keeps what it compiled.
    kept = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}
    done = subprocess.run(
        [sys.executable, "-m", "benchmarks.nightly", *arguments],
        env=kept,
        check=True,
        stdout=subprocess.PIPE,
        text=True,
    )
    figures: dict[str, Any] = json.loads(done.stdout.splitlines()[-1])
    return figures


def measure(folder: Path, start: str, pages: int, *, is_quick: bool) -> dict[str, Any]:
    """Run all scans and return their figures; a quick run leaves out those of which nothing changed."""
    Town.changed = frozenset()
    server = ThreadingHTTPServer(("127.0.0.1", 0), partial(Town, directory=str(folder)))
    Thread(target=server.serve_forever, daemon=True).start()
    url = f"http://127.0.0.1:{server.server_address[1]}/{start}"
    with tempfile.TemporaryDirectory(prefix="drempel-benchmark-") as temporary:
        work, other = Path(temporary) / "one", Path(temporary) / "two"
        work.mkdir()
        other.mkdir()

        def run(name: str, where: Path, *more: str) -> dict[str, Any]:
            figures = arm("--arm", "scan", "--url", url, "--pages", str(pages), "--work", str(where), *more)
            print(f"{name}: {figures}", flush=True)
            return figures

        first = run("first scan", work)
        rescans = {}
        if not is_quick:
            rescans["unchanged"] = run("nothing changed", work, "--incremental")
            with_proof = ("--incremental", "--proof-share", "0.01")
            rescans["proved"] = run("nothing changed, 1 % proved", work, *with_proof)
        with sqlite3.connect(work / "benchmark.db") as database:
            seen = sorted(
                row[0].rpartition("/")[2]
                for row in database.execute(
                    "SELECT page.url FROM page JOIN snapshot ON page.id = page_id "
                    "WHERE outcome = 'ok' AND scan_id = (SELECT max(id) FROM scan)"
                )
            )
        Town.changed = frozenset(seen[min(CHANGED_EVERY, len(seen)) // 2 :: CHANGED_EVERY])
        rescans["changed"] = run(f"{len(Town.changed)} pages changed", work, "--incremental")
        full = run("the same, in full", other)
        difference = found(work / "benchmark.db") ^ found(other / "benchmark.db")
    for one in sorted(map(str, difference))[:20]:
        print(f"  only in one of both: {one}")
    ratios = {name: round(first["cpu_s"] / figures["cpu_s"], 1) for name, figures in rescans.items()}
    return {
        "benchmark": "nightly",
        "first": first,
        **rescans,
        "full": full,
        "ratios": ratios,
        "bars": BARS,
        "difference": len(difference),
    }


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--folder", type=Path, default=FOLDER, help="folder with HTML pages")
    parser.add_argument("--start", default="index.html", help="page of the folder to begin with")
    parser.add_argument("--pages", type=int, default=500)
    parser.add_argument(
        "--quick",
        action="store_true",
        help=f"{QUICK_PAGES} pages, one of them changed; the bars do not hold there",
    )
    parser.add_argument("--arm", choices=["scan"], help=argparse.SUPPRESS)
    parser.add_argument("--url", help=argparse.SUPPRESS)
    parser.add_argument("--work", type=Path, help=argparse.SUPPRESS)
    parser.add_argument("--incremental", action="store_true", help=argparse.SUPPRESS)
    parser.add_argument("--proof-share", type=float, default=0.0, help=argparse.SUPPRESS)
    options = parser.parse_args()
    if options.arm:
        figures = asyncio.run(
            scan(
                options.url,
                options.pages,
                options.work,
                incremental=options.incremental,
                proof_share=options.proof_share,
            )
        )
        print(json.dumps(figures))
        return
    if not (options.folder / options.start).is_file():
        raise SystemExit(
            f"{options.folder / options.start} is not there. Install gimp-help-nl or give --folder."
        )
    pages = QUICK_PAGES if options.quick else options.pages
    figures = measure(options.folder, options.start, pages, is_quick=options.quick)
    for name, ratio in figures["ratios"].items():
        print(f"{name}: {ratio} times less than the first scan; the bar is {BARS[name]:g} for 500 pages")
    print(f"difference with a full scan: {figures['difference']}")
    print(json.dumps(figures))


if __name__ == "__main__":
    main()
