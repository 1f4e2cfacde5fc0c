"""The labelled statements: reading them, and counting per field what was right."""

import json
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

from checks.facts.statement import contradiction, read_page, read_text
from checks.facts.statement_links import found_by, link_name, statement_links
from drempel.dom import Dom
from drempel.model.statement_report import StatementReport
from tests.checks.synthetic import capture
from tests.inclusion.building import dom_of

FOLDER = Path(__file__).parent / "statements"
NOT_COUNTED = {"f16_page_faults"}
"""Needs a browser; see `test_statement_command`."""


@dataclass(frozen=True, slots=True)
class Case:
    """One labelled file."""

    file: str
    url: str
    half: str
    day: date
    expect: dict[str, Any]

    @property
    def source(self) -> str:
        return (FOLDER / self.file).read_text(encoding="utf-8")


@cache
def _rows() -> tuple[str, ...]:
    return tuple((FOLDER / "labels.jsonl").read_text(encoding="utf-8").splitlines())


def cases(half: str = "") -> Iterator[Case]:
    """Yield the labelled files, all or one half (`tune`, `held`)."""
    for line in _rows():
        row = json.loads(line)
        if half in {"", row["half"]}:
            yield Case(row["file"], row["url"], row["half"], date.fromisoformat(row["date"]), row["expect"])


@cache
def _read(file: str, as_file: bool) -> StatementReport:
    return _report_of(next(case for case in cases() if case.file == file), as_file=as_file)


def report_of(case: Case, *, as_file: bool = False) -> StatementReport:
    """Return what is read in a file; `as_file`: without knowing the address at which it stands."""
    return _read(case.file, as_file)


def _report_of(case: Case, *, as_file: bool) -> StatementReport:
    if case.file.endswith(".txt"):
        said = read_text(case.source, case.day, "" if as_file else case.url.split("/")[2])
        return StatementReport(
            case.url,
            case.day,
            "pdf" if said else "no",
            statement=said,
            contradiction=said and contradiction(said),
        )
    address = "http://127.0.0.1:8000/pagina.html" if as_file else case.url
    has_shadow = "shadowrootmode" in case.source
    dom = dom_of(case.source, address) if has_shadow else Dom(capture(case.source, address))
    said, links = read_page(dom, case.day), statement_links(dom)
    return StatementReport(
        case.url,
        case.day,
        "yes" if said else found_by(links, dom),
        link=links[0] if links else None,
        link_name=link_name(dom, links),
        statement=said,
        contradiction=said and contradiction(said),
    )


def answers(case: Case, *, as_file: bool = False) -> dict[str, Any]:
    """Return the fields that are counted."""
    fields = report_of(case, as_file=as_file).fields()
    return {name: value for name, value in fields.items() if name not in NOT_COUNTED}


@dataclass(slots=True)
class Count:
    """What was said of one field: right, wrong, and how often there was something to say."""

    right: int = 0
    said: int = 0
    there: int = 0

    @property
    def precision(self) -> float:
        return self.right / self.said if self.said else 1.0

    @property
    def recall(self) -> float:
        return self.right / self.there if self.there else 1.0


def is_said(value: Any) -> bool:
    """Say whether a field says something: not `None`, and no empty list."""
    return value is not None and value != []


def same(said: Any, label: Any) -> bool:
    """Compare a value with its label; of a name of a body one may hold the other."""
    if isinstance(said, str) and isinstance(label, str):
        one, other = said.casefold(), label.casefold()
        return one == other or (min(len(one), len(other)) > 8 and (one in other or other in one))
    return bool(said == label)


def count(half: str, *, as_file: bool = False) -> dict[str, Count]:
    """Return the counts of a half per field. A list counts per value."""
    counts: dict[str, Count] = {}
    for case in cases(half):
        for name, said in answers(case, as_file=as_file).items():
            one, label = counts.setdefault(name, Count()), case.expect[name]
            pairs = _pairs(said, label)
            for value, wanted in pairs:
                one.said += is_said(value)
                one.there += is_said(wanted)
                one.right += is_said(value) and same(value, wanted)
    return counts


def _pairs(said: Any, label: Any) -> list[tuple[Any, Any]]:
    if isinstance(said, list) or isinstance(label, list):
        both = sorted({*(said or ()), *(label or ())})
        return [
            (value if value in (said or ()) else None, value if value in (label or ()) else None)
            for value in both
        ]
    return [(said, label)]
