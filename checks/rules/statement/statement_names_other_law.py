"""An accessibility statement that names the law of another level of government."""

from collections.abc import Iterator

from checks.base import Result, check, failed, passed
from checks.facts.statement_seen import place_of
from drempel.dom import Dom
from drempel.i18n import N_
from drempel.model.finding import Impact, Kind
from drempel.model.statement_seen import StatementSeen

_KEYS = {"bestuursdecreet": "flemish", "wet 2018": "federal", "Waals decreet": "walloon"}


@check(
    id="statement-names-other-law",
    title=N_("The accessibility statement names a law that is not for this organisation"),
    repair=N_(
        "Name the law of your own government. For Flemish and local bodies that is the Bestuursdecreet of "
        "7 December 2018, for federal bodies the law of 19 July 2018."
    ),
    kind=Kind.PRACTICE,
    needs=(Dom, StatementSeen),
    impact=Impact.MINOR,
    who="disability",
    messages={
        "flemish": N_("The statement names the Bestuursdecreet. That is for Flemish and local bodies only."),
        "federal": N_("The statement names the law of 19 July 2018. That is for federal bodies only."),
        "walloon": N_("The statement names the decree of 2 May 2019. That is for Walloon bodies only."),
    },
)
def statement_names_other_law(dom: Dom, seen: StatementSeen) -> Iterator[Result]:
    """Yield one result for a statement with a law, where the level of its government is known."""
    said = seen.on_page
    if said is None or said.law is None or said.law_ok is None:
        return
    place = place_of(dom, seen, "law")
    yield passed(place) if said.law_ok else failed(place, _KEYS[said.law])
