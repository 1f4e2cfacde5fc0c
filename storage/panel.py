"""The fixed panel: pages that two scans both judged, and on how many the problems became fewer or more."""

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from itertools import islice
from typing import Final

from sqlalchemy import Connection, FromClause, and_, distinct, func, select

from drempel.model.comparison import PanelChange
from drempel.model.finding import Kind, Outcome
from drempel.model.snapshot import FetchOutcome
from storage import schema, tallies
from storage.breaks import changes
from storage.engine import AnyRow, AnySelect
from storage.norm import fails
from storage.read import Tallies
from storage.rejudged import is_whole, rechecks_of, rejudged_pages, rejudged_row

AXE: Final = "axe:"
_CHUNK: Final = 500
_FOUND, _ISSUE, _JUDGED = schema.finding.c, schema.issue.c, schema.judgement.c


@dataclass(frozen=True, slots=True)
class _Page:
    """What was found on a page in one scan: problems by check, and the checks that could tell."""

    problems: Mapping[str, int]
    words: Mapping[str, str]
    reasons: Mapping[str, str]

    def could_tell(self, check: str) -> bool:
        """Tell whether a check judged the page, see `storage.tallies`."""
        word = self.words.get(check)
        return word is not None and all(map(tallies.could_tell, tallies.unpack([check], word, self.reasons)))


def panel(connection: Connection, before: AnyRow, after: AnyRow) -> PanelChange:
    """Return how the pages changed that both scans judged.

    Where the earlier one was judged again as a whole with the checks of the later one, that is compared.
    """
    again = rechecks_of(connection, [before.id]).get(before.id)
    if again is not None and is_whole(again) and not changes(rejudged_row(before, again), after):
        pages = rejudged_pages(again.id, before.id)
        return _panel(connection, rejudged_row(before, again), after, _pairs(before, after, pages))
    return _panel(connection, before, after, _pairs(before, after, schema.snapshot.alias("one")))


def _panel(connection: Connection, before: AnyRow, after: AnyRow, pairs: AnySelect) -> PanelChange:
    """Return the same; `pairs` gives the judgements of each page, `one` and `other`."""
    differ = _differing(before, after)
    axe_differs = any(before.tools.get(key) != after.tools.get(key) for key in ("axe", "axe_sha256"))
    rows = [(row.one, row.other) for row in connection.execute(pairs)]
    changed = [(one, other) for one, other in rows if one != other]
    standard = after.settings["standard"]
    pages = _pages(connection, {judgement for pair in changed for judgement in pair}, standard)
    fewer = more = 0
    for one, other in changed:
        was, now = pages[one], pages[other]
        alike = [
            check
            for check in was.problems.keys() | now.problems.keys()
            if check not in differ
            and not (axe_differs and check.startswith(AXE))
            and was.could_tell(check)
            and now.could_tell(check)
        ]
        change = sum(now.problems.get(check, 0) - was.problems.get(check, 0) for check in alike)
        fewer += change < 0
        more += change > 0
    left_out = sorted({*differ, *([f"{AXE}*"] if axe_differs else [])})
    return PanelChange(len(rows), fewer, more, tuple(left_out))


def _differing(before: AnyRow, after: AnyRow) -> frozenset[str]:
    """Return the own checks that differ in version or ran once only, and rules that were once off."""
    one, other = (row.tools.get("checks") or {} for row in (before, after))
    off = [set(row.settings.get("disabled_checks") or ()) for row in (before, after)]
    return frozenset(
        {check for check in one.keys() | other.keys() if one.get(check) != other.get(check)}
        | {check for check in off[0] ^ off[1] if check.startswith(AXE)}
    )


def _pairs(before: AnyRow, after: AnyRow, one: FromClause) -> AnySelect:
    """Return the query of the judgements of each page that both judged; `one` are the pages of the first."""
    other = schema.snapshot.alias("other")
    return (
        select(one.c.judgement_id.label("one"), other.c.judgement_id.label("other"))
        .join_from(one, other, and_(other.c.page_id == one.c.page_id, other.c.scan_id == after.id))
        .where(
            one.c.scan_id == before.id,
            other.c.outcome == FetchOutcome.OK,
            one.c.judgement_id.is_not(None),
            other.c.judgement_id.is_not(None),
        )
    )


def _pages(connection: Connection, judgement_ids: Collection[int], standard: str) -> dict[int, _Page]:
    problems: dict[int, dict[str, int]] = {}
    pages: dict[int, _Page] = {}
    read_tallies = Tallies(connection)
    for some in _chunks(judgement_ids):
        found = (
            select(
                _FOUND.judgement_id,
                _ISSUE.check_id,
                _FOUND.kind,
                _FOUND.outcome,
                _FOUND.requirements,
                func.count(distinct(_FOUND.issue_id)).label("number"),
            )
            .join(schema.issue, _ISSUE.id == _FOUND.issue_id)
            .where(
                _FOUND.judgement_id.in_(some),
                _FOUND.kind == Kind.NORM,
                _FOUND.outcome == Outcome.FAILED,
            )
            .group_by(_FOUND.judgement_id, _ISSUE.check_id, _FOUND.kind, _FOUND.outcome, _FOUND.requirements)
        )
        for row in connection.execute(found):
            if fails(row, standard):
                of_page = problems.setdefault(row.judgement_id, {})
                of_page[row.check_id] = of_page.get(row.check_id, 0) + row.number
        query = select(_JUDGED.id, _JUDGED.check_set_id, _JUDGED.tallies, _JUDGED.reasons)
        for row in connection.execute(query.where(_JUDGED.id.in_(some))):
            ids = read_tallies.check_ids(row.check_set_id)
            words = dict(zip(ids, row.tallies.split(), strict=True))
            pages[row.id] = _Page(problems.get(row.id, {}), words, row.reasons or {})
    return pages


def _chunks(ids: Collection[int]) -> Iterator[list[int]]:
    rest = iter(sorted(ids))
    while some := list(islice(rest, _CHUNK)):
        yield some
