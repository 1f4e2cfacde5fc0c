"""An accessibility statement that nobody has looked at for more than a year."""

from collections.abc import Iterator
from datetime import date

from checks.base import Ground, Result, check, failed, passed
from checks.facts.statement_seen import place_of
from drempel.dom import Dom
from drempel.i18n import N_
from drempel.inclusion.statements import latest
from drempel.model.finding import Impact, Kind
from drempel.model.statement_report import age
from drempel.model.statement_seen import StatementSeen


@check(
    id="statement-out-of-date",
    title=N_("The accessibility statement is out of date"),
    repair=N_("Look at the statement again at least once a year. Then write on which day you did."),
    kind=Kind.PRACTICE,
    needs=(Dom, StatementSeen),
    impact=Impact.MINOR,
    who="disability",
    messages={
        "year": N_("The statement says “{words}”. That is more than a year ago."),
        "three-years": N_("The statement says “{words}”. That is more than three years ago."),
    },
    grounds={"three-years": Ground(Kind.PRACTICE, Impact.MODERATE)},
)
def statement_out_of_date(dom: Dom, seen: StatementSeen) -> Iterator[Result]:
    """Yield one result for a statement with a date, against the day on which the page was seen."""
    said = seen.on_page
    newest = latest(said) if said is not None else None
    if said is None or newest is None:
        return
    field = "reviewed" if newest == said.reviewed else "prepared"
    place = place_of(dom, seen, field)
    how_old = age(newest, date.fromisoformat(seen.day))
    if how_old == "actueel":
        yield passed(place)
        return
    evidence = said.evidence.get(field)
    words = evidence.text if evidence is not None else newest
    yield failed(place, "year" if how_old == "verouderd" else "three-years", words=words)
