"""An accessibility statement that gives no way to report a problem."""

from collections.abc import Iterator

from checks.base import Result, check, failed, passed
from checks.facts.statement_seen import place_of, title_of
from drempel.dom import Dom
from drempel.i18n import N_
from drempel.model.finding import Impact, Kind
from drempel.model.statement_seen import StatementSeen


@check(
    id="statement-without-contact",
    title=N_("The accessibility statement gives no way to report a problem"),
    repair=N_("Give an e-mail address and a telephone number, so that people can report a problem."),
    kind=Kind.PRACTICE,
    needs=(Dom, StatementSeen),
    impact=Impact.MODERATE,
    who="disability",
    messages={"none": N_("We found no e-mail address, telephone number, form or address in the statement.")},
)
def statement_without_contact(dom: Dom, seen: StatementSeen) -> Iterator[Result]:
    """Yield one result for a page with a statement."""
    said = seen.on_page
    if said is None:
        return
    if said.channels:
        yield passed(place_of(dom, seen, "channels"))
    else:
        yield failed(title_of(dom), "none")
