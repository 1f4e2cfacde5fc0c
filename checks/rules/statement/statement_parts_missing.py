"""An accessibility statement that lacks parts which the law asks for."""

from collections.abc import Iterator

from checks.base import Result, check, failed, passed
from checks.facts.statement_seen import title_of
from drempel.dom import Dom
from drempel.i18n import N_
from drempel.inclusion.statements import missing_parts
from drempel.model.finding import Impact, Kind
from drempel.model.statement_seen import StatementSeen

_OF_ANOTHER_CHECK = frozenset({"contact"})
"""`statement-without-contact` tells this."""


@check(
    id="statement-parts-missing",
    title=N_("The accessibility statement is not complete"),
    repair=N_("Add what is missing. Use the model of the European Commission, in Decision (EU) 2018/1523."),
    kind=Kind.PRACTICE,
    needs=(Dom, StatementSeen),
    impact=Impact.MINOR,
    who="disability",
    messages={
        "commitment": N_("There is no promise to make the site accessible."),
        "law": N_("The statement does not name the law."),
        "scope": N_("The statement does not say which site it is about."),
        "status": N_("The statement does not say how far the site meets the norm: fully, partially or not."),
        "norm": N_("The statement does not name the norm with its version."),
        "items": N_("The statement does not say what is not accessible."),
        "reasons": N_("The statement does not say why some parts are not accessible."),
        "date": N_("The statement has no date."),
        "method": N_("The statement does not say how the site was tested."),
        "enforcement": N_("The statement does not say where people can go with a complaint."),
    },
)
def statement_parts_missing(dom: Dom, seen: StatementSeen) -> Iterator[Result]:
    """Yield one result per part that is missing, or one when all are there."""
    said = seen.on_page
    if said is None:
        return
    title = title_of(dom)
    missing = [part for part in missing_parts(said) if part not in _OF_ANOTHER_CHECK]
    if not missing:
        yield passed(title)
    for part in missing:
        yield failed(title, part)
