"""How often the indicators answer a labelled site as a reader does: precision of yes and of no, apart."""

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Any, Final

from checks.facts.extract import facts_of
from checks.facts.signs.extract import signs_of
from checks.facts.statement_seen import statement_seen
from drempel.inclusion.limits import limits_of
from drempel.inclusion.services import services_of
from drempel.inclusion.tally import ask_of
from drempel.model.answer import Asked
from drempel.model.facts import Facts
from drempel.model.inclusion import SeenPage
from drempel.model.signs import Signs
from drempel.model.statement_seen import StatementSeen
from tests.inclusion.building import dom_of

HERE = Path(__file__).parent
SETS: Final = tuple(sorted(path.stem.removeprefix("indicators-") for path in HERE.glob("indicators-*.jsonl")))
DAY: Final = date(2026, 11, 29)
"""The day on which the sites are read: how old a statement is depends on it."""
SIDES: Final = ("yes", "no")


@dataclass
class Score:
    """How often one answer (yes, or no) to one indicator is right, made up and missed."""

    right: int = 0
    wrong: int = 0
    missed: int = 0
    where: list[str] = field(default_factory=list)
    """The sites that were answered otherwise, with what was said."""

    @property
    def precision(self) -> float | None:
        """Return which share of these answers is right; `None` where it was never given."""
        said = self.right + self.wrong
        return self.right / said if said else None

    @property
    def recall(self) -> float | None:
        """Return which share of what a reader answers so was answered so; `None` without one."""
        there = self.right + self.missed
        return self.right / there if there else None


def sites(name: str) -> Iterator[Mapping[str, Any]]:
    """Yield the sites of a set: `site`, `pages` and what a reader `says`, by indicator."""
    for line in (HERE / f"indicators-{name}.jsonl").read_text(encoding="utf-8").splitlines():
        yield json.loads(line)


def page_of(page: Mapping[str, str]) -> SeenPage:
    """Return a page of a site with all that is read from its HTML."""
    head = f"<title>{page['title'].replace('<', '&lt;')}</title>"
    dom = dom_of(f"<html lang=nl><head>{head}</head><body>{page['body']}</body></html>", page["url"])
    kept: dict[type[Any], Any] = {
        Facts: facts_of(dom),
        Signs: signs_of(dom),
        StatementSeen: statement_seen(dom, DAY),
    }
    return SeenPage(page["url"], page["title"], page["url"], artefacts=kept)


def answers(site: Mapping[str, Any]) -> dict[str, str]:
    """Return by indicator what it says of a site: yes, no, unknown, none (not asked), or more than one."""
    pages = [page_of(page) for page in site["pages"]]
    asked = ask_of(pages, services_of(pages), limits_of(), is_whole=True)
    return {one.id: _said(one) for one in asked}


def _said(asked: Asked) -> str:
    counts = {"yes": asked.yes, "no": asked.no, "unknown": asked.unknown}
    return "+".join(said for said, count in counts.items() if count) or "none"


def scores(*names: str) -> dict[tuple[str, str], Score]:
    """Return the score of each indicator and side (yes, no) over some sets."""
    found: dict[tuple[str, str], Score] = {}
    for name in names:
        for site in sites(name):
            given = answers(site)
            for indicator, wanted in site["says"].items():
                for side in SIDES:
                    score = found.setdefault((indicator, side), Score())
                    says = side in given[indicator].split("+")
                    score.right += says and wanted == side
                    score.wrong += says and wanted != side
                    score.missed += not says and wanted == side
                    if says != (wanted == side):
                        score.where.append(f"{site['site']}: {given[indicator]}, not {wanted}")
    return found
