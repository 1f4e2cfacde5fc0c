"""Visit the test pages of ACT rules, judge what was gathered, and have the judgements scored.

The pages and their scorer were made by others and are no part of the project; what a check sees of a page is
only the page. Gathered artefacts can be kept in a file, so that a changed check is measured in seconds.
"""

import argparse
import asyncio
import http.server
import importlib.util
import json
import pickle
import random
import threading
from collections.abc import Collection, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import replace
from functools import partial
from os import PathLike
from pathlib import Path
from typing import Any, TypeVar, cast

from checks import registry
from checks.base import Check
from checks.engine import judge
from crawler.browser.devtools import PAGE_TYPES
from crawler.urls import host_key
from drempel.acting import wanted_by
from drempel.dom import Dom
from drempel.errors import FetchError
from drempel.model.artefact import DomCapture
from drempel.model.finding import Judgement
from drempel.settings import load
from drempel.visitor import Errand, Visitor, VisitPlan, artefacts_of
from drempel.workshop import open_workshop
from readability.pool import TextPool

CASES = Path(__file__).resolve().parents[2].parent / "shared" / "cases" / "act"
VERSION = 3
"""Raised when what is gathered gets another form."""

T = TypeVar("T")

Seen = Mapping[str, Mapping[type, object] | str]
"""Page → its artefacts, or why there are none."""


def cases() -> list[dict[str, Any]]:
    """Return the test cases: rule, page and expected outcome, one for each rule that uses a page."""
    lines = (CASES / "cases.jsonl").read_text(encoding="utf-8").splitlines()
    return [json.loads(line) for line in lines]


def tenth(every: Sequence[dict[str, Any]], seed: int = 5) -> list[dict[str, Any]]:
    """Return the cases of a tenth of the pages, the same ones for the same seed."""
    pages = sorted({case["page"] for case in every})
    drawn = set(random.Random(seed).sample(pages, len(pages) // 10))
    return [case for case in every if case["page"] in drawn]


class _Handler(http.server.SimpleHTTPRequestHandler):
    protocol_version = "HTTP/1.1"

    def guess_type(self, path: str | PathLike[str]) -> str:
        """Return the type of a file; what a system may not know stands in a table."""
        return _TYPES.get(Path(path).suffix) or super().guess_type(path)

    def log_message(self, *args: object) -> None:
        """Say nothing."""


_TYPES = {
    ".html": "text/html; charset=utf-8",
    ".xhtml": "application/xhtml+xml",
    ".vtt": "text/vtt",
    ".jfif": "image/jpeg",
    ".js": "text/javascript",
    ".mp4": "video/mp4",
    ".webm": "video/webm",
}


@contextmanager
def _served(folder: Path) -> Iterator[str]:
    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), partial(_Handler, directory=folder))
    threading.Thread(target=server.serve_forever, daemon=True).start()
    try:
        yield f"http://127.0.0.1:{server.server_address[1]}"
    finally:
        server.shutdown()
        server.server_close()


def not_asked(rules: Collection[str]) -> frozenset[str]:
    """Return the checks for which a page must be used, and that say nothing of these rules.

    They cannot change a score, and using a page in all ways takes some seconds.
    """

    checks = registry.discover()

    def rules_of(check: Check) -> set[str]:
        said = {rule for ground in (check.ground, *check.grounds.values()) for rule in ground.act}
        # What a check says instead of another counts for that one's rules.
        return said.union(*(rules_of(checks[other]) for other in check.instead_of if other in checks))

    used = (check for check in checks.values() if wanted_by([check]))
    return frozenset(check.id for check in used if not rules_of(check) & set(rules))


async def _gather(pages: Mapping[str, frozenset[str]]) -> dict[str, Mapping[type, object] | str]:
    """Visit pages; each has the checks for which it need not be used."""
    settings = load(None, {})
    seen: dict[str, Mapping[type, object] | str] = {}
    with _served(CASES) as base:
        async with (
            open_workshop(settings, allow_private={host_key(base)}, delay_s=0) as shop,
            TextPool(0) as texts,
        ):
            view, checks = settings.crawler.viewport, registry.discover()
            plan = VisitPlan(view, 20.0, 30.0, checks, (), True, PAGE_TYPES, with_doors=True)
            queue = list(reversed(pages.items()))

            async def work() -> None:
                while queue:
                    page, disabled = queue.pop()
                    its_plan = replace(plan, disabled=disabled)
                    visitor = Visitor(shop.browser, texts, its_plan, shop.proxy, shop.desks)
                    try:
                        errand = Errand(f"{base}/{page}", is_used=lambda *_: True)
                        judged = await visitor.see(errand)
                        judged = await visitor.look_further(judged, lambda _, load: load())
                        judged = await visitor.use(judged)
                    except FetchError as error:
                        seen[page] = f"{error.outcome.value}: {error.reason}"
                    else:
                        artefacts = artefacts_of(judged.gathered, judged.reading)
                        artefacts.pop(Dom, None)
                        seen[page] = {**artefacts, DomCapture: judged.gathered.capture}

            async with asyncio.TaskGroup() as group:
                for _ in range(3):
                    group.create_task(work())
    return seen


def gather(
    every: Sequence[Mapping[str, Any]], keep: Path | None = None, *, use_all: bool = False, at_once: int = 60
) -> Seen:
    """Visit the pages of cases, or take them from the file in which they were kept after each `at_once`.

    A page is used only in the ways that can change the score of its rules, unless `use_all`.
    """
    rules: dict[str, set[str]] = {}
    for case in every:
        rules.setdefault(case["page"], set()).add(case["rule_id"])
    asked = {page: frozenset() if use_all else not_asked(rules[page]) for page in sorted(rules)}
    known: dict[tuple[str, frozenset[str]], Mapping[type, object] | str] = {}
    if keep is not None and keep.exists():
        version, known = pickle.loads(keep.read_bytes())
        known = known if version == VERSION else {}
    missing = [item for item in asked.items() if item not in known]
    for some in batched(missing, at_once):
        found = asyncio.run(_gather(dict(some)))
        known |= {(page, asked[page]): found[page] for page in found}
        if keep is not None:
            keep.write_bytes(pickle.dumps((VERSION, known)))
    return {page: known[page, disabled] for page, disabled in asked.items()}


def batched(items: Sequence[T], size: int) -> Iterator[Sequence[T]]:
    """Yield the items in parts of this size."""
    for start in range(0, len(items), size):
        yield items[start : start + size]


def judged(seen: Seen) -> dict[str, Judgement]:
    """Return the judgement of each page that was gathered."""
    checks = registry.discover()
    whole = ((page, what) for page, what in seen.items() if not isinstance(what, str))
    return {
        page: judge({**what, Dom: Dom(cast("DomCapture", what[DomCapture]))}, checks) for page, what in whole
    }


def findings(
    every: Sequence[Mapping[str, Any]], judgements: Mapping[str, Judgement]
) -> dict[str, list[dict[str, Any]]]:
    """Return by case what was found on its page, in the form that the scorer reads."""
    return {
        case["case_id"]: [
            {
                "rule": found.check,
                "wcag": list(found.requirements),
                "outcome": found.outcome.value,
                "act": list(found.act),
            }
            for found in judgements[case["page"]].findings
        ]
        for case in every
        if case["page"] in judgements
    }


def scorer() -> Any:
    """Return the module that scores."""
    spec = importlib.util.spec_from_file_location("act_score", CASES / "score.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def scores(every: Sequence[dict[str, Any]], judgements: Mapping[str, Judgement]) -> dict[str, dict[str, Any]]:
    """Return for each rule what was hit and missed, by what the findings declare."""
    result: dict[str, dict[str, Any]] = scorer().score(every, findings(every, judgements), "declared")
    return result


def main(arguments: Sequence[str]) -> int:
    """Print the totals, and for rules or pages what was found; 0."""
    parser = argparse.ArgumentParser(prog="python -m tests.act", description=__doc__)
    parser.add_argument("words", nargs="*", help="ACT rules or (parts of) page names to tell about")
    parser.add_argument("--only", nargs="+", default=(), metavar="RULE", help="only the cases of these rules")
    parser.add_argument("--keep", type=Path, help="file in which gathered pages are kept between runs")
    parser.add_argument("--use-all", action="store_true", help="use each page in all ways; takes long")
    given = parser.parse_args(arguments)
    every = [case for case in cases() if not given.only or case["rule_id"] in given.only]
    seen = gather(every, given.keep, use_all=given.use_all)
    judgements = judged(seen)
    for page, what in sorted(seen.items()):
        if isinstance(what, str):
            print(f"{page} was not judged: {what}")  # noqa: T201 - this is a command
    found = scores(every, judgements)
    wanted = [case for case in every if any(w == case["rule_id"] or w in case["page"] for w in given.words)]
    for case in wanted:
        print(f"\n{case['rule_id']} {case['page']} expected {case['expected']}")  # noqa: T201
        for one in judgements[case["page"]].findings if case["page"] in judgements else ():
            mark = "*" if case["rule_id"] in one.act else " "
            told = f"{one.check} {one.outcome.value} {one.message_key} {dict(one.params)}"
            print(f"  {mark} {told} {one.pointer.snippet[:100]!r}")  # noqa: T201
    for rule in sorted(found.values(), key=lambda rule: (rule["status"], rule["rule_id"])):
        if not given.words or rule["rule_id"] in given.words:
            hits = f"hit {len(rule['hit'])}/{rule['n_failed']} asked {len(rule['maybe'])}"
            false = f"false {len(rule['fp'])}/{rule['n_ok']}"
            print(f"{rule['rule_id']} {rule['status']:12} {hits} {false} {rule['name']}")  # noqa: T201
    print(scorer().total(found))  # noqa: T201
    return 0
