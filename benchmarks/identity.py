"""How often a change of a page makes a known problem look new, and how often two problems are taken for one.

Real pages are changed in twenty harmless ways and in ten that bring a really different problem; all of
them are loaded in a real browser and judged by the real engine. What is the same problem is known without
the fingerprint: the same check says the same of the same element, which carries a mark.

    python -m benchmarks.identity --pages 4 --part unseen
"""

import argparse
import asyncio
import json
import resource
import threading
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any, Self
from urllib.parse import urlsplit

from benchmarks.identity_changes import HARMLESS, MARK, OTHER, REAL, Change, Page, changed
from benchmarks.identity_pages import Source, is_unseen, sources
from checks import registry
from checks.engine import judge
from crawler.axe_source import find_axe
from crawler.browser.base import Browser, Visit
from crawler.browser.discover import find_browser, launch_flags
from crawler.browser.playwright_backend import LaunchOptions, PlaywrightBrowser
from crawler.gather.axe import gather_axe
from crawler.gather.dom import gather_dom
from drempel.dom import Dom
from drempel.model.artefact import AxeRun, DomCapture

BAR = 0.01
PATIENCE_S = 60.0
"""What each step of a visit may take: machines that measure do other work too."""

OF_THE_FRAME = frozenset({"axe:region"})
"""Checks that speak of the page around an element: what they say is the same problem wherever it is said."""

Problem = tuple[str, str, str]
"""Check, message key and mark of the element: what a problem is, whatever its fingerprint."""


@dataclass(frozen=True, slots=True)
class Seen:
    """A page as it was gathered."""

    capture: DomCapture
    axe: AxeRun

    def problems(self) -> list[tuple[Problem, str]]:
        """Return each problem with its fingerprint; those on elements without a mark have an empty one."""
        dom = Dom(self.capture)
        checks = {
            check.id: check
            for check in registry.discover().values()
            if check.scope == "page" and set(check.needs) <= {Dom, AxeRun}
        }
        found = []
        for finding in judge({Dom: dom, AxeRun: self.axe}, checks).findings:
            node = dom.at_index(finding.pointer.node) if finding.pointer.node is not None else None
            mark = node.get(MARK) if node is not None else ""
            found.append(((finding.check, finding.message_key, mark), finding.fingerprint))
        return found


@dataclass
class Count:
    """Of one kind of change: how many issues there were, and how many got a wrong identity."""

    of: int = 0
    wrong: int = 0
    examples: list[str] = field(default_factory=list)

    def add(self, other: "Count") -> None:
        self.of += other.of
        self.wrong += other.wrong
        self.examples += other.examples

    @property
    def ratio(self) -> float:
        return self.wrong / self.of if self.of else 0.0


def wrongly_new(before: Seen, after: Seen) -> Count:
    """Count the issues of a page after a harmless change, and those that its problems did not have before."""
    known = before.problems()
    fingerprints = {fingerprint for _, fingerprint in known}
    same = {problem for problem, _ in known if problem[2]}
    stayed: dict[str, Problem] = {}
    for problem, fingerprint in after.problems():
        if problem in same:
            stayed.setdefault(fingerprint, problem)
    wrong = [str(problem) for fingerprint, problem in stayed.items() if fingerprint not in fingerprints]
    return Count(len(stayed), len(wrong), wrong)


def merged(before: Seen | None, after: Seen) -> Count:
    """Count the issues of a really different problem, and those that other elements have too.

    Where there is a page `before`, the other problem stands on another page: those two are compared.
    """
    found = after.problems()
    others = before.problems() if before else found
    known = {fingerprint for problem, fingerprint in others if problem[2] != OTHER}
    ours = {fingerprint: problem for problem, fingerprint in found if _is_other(problem)}
    wrong = [str(problem) for fingerprint, problem in ours.items() if fingerprint in known]
    return Count(len(ours), len(wrong), wrong)


def _is_other(problem: Problem) -> bool:
    return problem[2] == OTHER and problem[0] not in OF_THE_FRAME


class Served:
    """Pages and the files they load, on loopback; which page is at a path changes along the way."""

    def __init__(self, files: Mapping[str, Path]) -> None:
        self._pages: dict[str, str] = {}
        self._server = ThreadingHTTPServer(
            ("127.0.0.1", 0), partial(_Handler, pages=self._pages, files=files)
        )
        self._thread = threading.Thread(target=self._server.serve_forever, args=(0.05,), daemon=True)

    def show(self, page: Page) -> str:
        """Put a page at its path; returns its address."""
        self._pages.clear()
        self._pages[urlsplit(page.path).path] = page.html
        return f"http://127.0.0.1:{self._server.server_address[1]}{page.path}"

    def __enter__(self) -> Self:
        self._thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._server.shutdown()
        self._server.server_close()


class _Handler(SimpleHTTPRequestHandler):
    def __init__(self, *args: Any, pages: Mapping[str, str], files: Mapping[str, Path]) -> None:
        self._pages, self._files = pages, files
        super().__init__(*args)

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002 - the name of the base class
        pass

    def do_GET(self) -> None:
        html = self._pages.get(urlsplit(self.path).path)
        if html is None:
            super().do_GET()
            return
        body = html.encode("utf-8", "replace")
        self.send_response(200)
        self.send_header("Content-Type", "text/html; charset=utf-8")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def translate_path(self, path: str) -> str:
        for prefix, folder in self._files.items():
            if path.startswith(prefix):
                self.directory = str(folder)
                return super().translate_path(path.removeprefix(prefix))
        return "/nowhere"


async def see(browser: Browser, served: Served, page: Page) -> Seen:
    visit = Visit(served.show(page), navigation_timeout_s=PATIENCE_S, settle_timeout_s=PATIENCE_S)
    async with browser.visit(visit) as tab:
        return Seen(await gather_dom(tab), await gather_axe(tab, PATIENCE_S))


@dataclass(frozen=True, slots=True)
class Pair:
    """One change of one page, as it was gathered."""

    source: str
    page: str
    change: str
    before: Seen | None
    after: Seen


async def gather(
    found: list[Source], wanted: Callable[[int, int], bool], take: Callable[[Pair], None]
) -> None:
    """Load all pages and their changes; `wanted` says by number of page and change which ones."""
    options = LaunchOptions(executable=find_browser(), args=launch_flags())
    browser = await PlaywrightBrowser.launch(options, find_axe())
    number = 0
    try:
        for source in found:
            with Served(source.files) as served:
                for page in source.pages:
                    base: Seen | None = None
                    for at, change in enumerate((*HARMLESS, *REAL)):
                        if not wanted(number, at):
                            continue
                        first, then = changed(page, change, f"{page.path} {change.name}")
                        before = await see(browser, served, first) if first else None
                        if before is None and change in HARMLESS:
                            before = base = base or await see(browser, served, page)
                        after = await see(browser, served, then)
                        take(Pair(source.name, page.path, change.name, before, after))
                    number += 1
    finally:
        await browser.aclose()


def tell(title: str, changes: tuple[Change, ...], counts: Mapping[str, Count], *, examples: bool) -> Count:
    """Print one line for each kind of change; returns the sum."""
    total = Count()
    print(title)
    for change in changes:
        count = counts.get(change.name, Count())
        total.add(count)
        print(f"  {change.name:24} {count.wrong:4} of {count.of:5}  {count.ratio:7.2%}")
        for example in count.examples[: 6 if examples else 0]:
            print(f"      {example}")
    print(f"  {'all':24} {total.wrong:4} of {total.of:5}  {total.ratio:7.2%}  (bar {BAR:.0%})")
    return total


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--pages", type=int, default=6, help="pages of each source")
    parser.add_argument("--part", choices=("seen", "unseen", "both"), default="both")
    parser.add_argument("--examples", action="store_true", help="print some of what went wrong")
    parser.add_argument("--quick", action="store_true", help="each change on one page: under 45 seconds")
    options = parser.parse_args()
    notes: list[str] = []
    parts = {"seen": {False}, "unseen": {True}, "both": {False, True}}[options.part]
    found = sources(
        1 if options.quick else options.pages, lambda page: is_unseen(page) in parts, notes.append
    )
    for note in notes:
        print(note)
    if not found:
        raise SystemExit("There are no pages. Install gimp-help-nl, or npm.")
    pages = sum(len(source.pages) for source in found)
    counts: dict[str, Count] = {}
    real = {change.name for change in REAL}

    def take(pair: Pair) -> None:
        if pair.change in real:
            count = merged(pair.before, pair.after)
        else:
            assert pair.before is not None
            count = wrongly_new(pair.before, pair.after)
        count.examples = [f"{pair.page}: {example}" for example in count.examples]
        counts.setdefault(pair.change, Count()).add(count)

    asyncio.run(gather(found, lambda page, at: not options.quick or at % pages == page, take))
    new = tell("Problems that wrongly looked new", HARMLESS, counts, examples=options.examples)
    same = tell("Different problems taken for one", REAL, counts, examples=options.examples)
    spent = sum(resource.getrusage(who).ru_utime for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN))
    figures = {
        "pages": pages,
        "sources": [source.name for source in found],
        "part": options.part,
        "wrongly_new": round(new.ratio, 4),
        "of_issues": new.of,
        "wrongly_merged": round(same.ratio, 4),
        "of_different": same.of,
        "cpu_s": round(spent, 1),
        "holds": new.ratio <= BAR and same.ratio <= BAR,
    }
    print(json.dumps(figures))


if __name__ == "__main__":
    main()
