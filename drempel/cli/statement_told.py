"""Say what a statement holds, what is missing and how to repair it: a line per part, in plain words."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Literal

from drempel.cli.words import count, say, words
from drempel.i18n import N_
from drempel.model.statement import Statement
from drempel.model.statement_report import StatementReport

State = Literal["there", "wrong", "tip", "unknown"]

_STATUSES = {"V": N_("fully"), "G": N_("partially"), "N": N_("not")}
_LAWS = {
    "bestuursdecreet": N_("the Flemish Bestuursdecreet of 7 December 2018"),
    "wet 2018": N_("the federal law of 19 July 2018"),
    "Waals decreet": N_("the Walloon decree of 2 May 2019"),
}
_REASONS = {
    "niet-naleving": N_("the law is not met"),
    "onevenredige last": N_("disproportionate burden"),
    "buiten werkingssfeer": N_("outside the law"),
}
_CHANNELS = {"email": N_("e-mail"), "phone": N_("telephone"), "form": N_("form"), "post": N_("post")}
_METHODS = {"self": N_("by the organisation itself"), "third": N_("by somebody from outside")}
OLDEST_EN = "3.2.1"
"""Version of EN 301 549 that the directive refers to since 12 February 2022."""
REQUIRED = 11
"""Parts that a statement must have and that one page can show; the twelfth needs a scan."""


@dataclass(frozen=True, slots=True)
class Told:
    """What is said of one part. `repair` is empty where nothing is wrong; `quote` comes from the page."""

    state: State
    text: str
    repair: str = ""
    quote: str = ""


def told(report: StatementReport) -> list[Told]:
    """Return a sentence for each part, in the order of the fields."""
    lines = [*_found(report), *_link(report)]
    said = report.statement
    if said is not None:
        for part in (_law, _scope, _status, _standard, _items):
            lines += part(said)
        lines += _dates(report, said)
        for part in (_method, _contact, _enforcement):
            lines += part(said)
        lines += _honest(report, said)
    return lines


def present(report: StatementReport) -> int:
    """Return how many of the required parts are there."""
    said = report.statement
    if said is None:
        return 0
    is_whole = said.status == "V" and not said.items
    return sum(
        (
            report.found in {"yes", "pdf"},
            said.commitment and said.law is not None,
            said.scope is not None,
            said.status is not None,
            said.standard is not None or said.en_version is not None,
            is_whole or bool(said.items),
            is_whole or bool(said.reasons),
            report.latest is not None,
            said.method is not None,
            bool(said.channels),
            said.enforcement is not None,
        )
    )


def _quote(said: Statement, name: str) -> str:
    place = said.evidence.get(name)
    return place.text if place is not None else ""


def _found(report: StatementReport) -> Iterator[Told]:
    if report.found == "yes":
        yield Told("there", say("There is a statement."))
    elif report.found == "pdf":
        yield Told(
            "wrong",
            say("The statement is a document, not a page."),
            say("Put the text on a page of the site. Many people cannot read a document well."),
        )
    elif report.found == "other domain":
        yield Told(
            "wrong",
            say(
                "There is only a link to a statement on another site: {url}.",
                url=report.link.url if report.link else "",
            ),
            say("Write a statement for this site, and put it on this site."),
        )
    elif report.found == "no":
        yield Told(
            "wrong",
            say("We found no accessibility statement."),
            say("Write a statement and put it on the site. The law asks for one."),
        )
    elif report.link is not None and not report.unseen:
        yield Told(
            "unknown",
            say("There is a link to a statement: {url}. That page was not looked at.", url=report.link.url),
        )
    else:
        yield Told(
            "unknown", say("We do not know whether there is a statement: not all pages could be seen.")
        )


def _link(report: StatementReport) -> Iterator[Told]:
    if report.link_name == "clear":
        yield Told("there", say("The link to the statement has a clear name."))
    elif report.link_name == "vague" and report.link is not None:
        yield Told(
            "wrong",
            say("The link to the statement is called “{name}”. That is not clear.", name=report.link.text),
            say("Call the link “Toegankelijkheidsverklaring”."),
        )
    elif report.link_name == "none":
        yield Told(
            "wrong",
            say("This page has no link to the statement."),
            say("Put a link in the footer of every page. Call it “Toegankelijkheidsverklaring”."),
        )
    else:
        yield Told("unknown", say("We could not see whether the pages have a link to the statement."))


def _law(said: Statement) -> Iterator[Told]:
    if said.commitment:
        yield Told(
            "there", say("The organisation promises an accessible site."), quote=_quote(said, "commitment")
        )
    else:
        yield Told(
            "wrong",
            say("There is no promise to make the site accessible."),
            say("Begin with a sentence in which your organisation promises this. Name the organisation."),
        )
    if said.law is None:
        yield Told(
            "wrong",
            say("The statement does not name the law."),
            say(
                "Name the law. For Flemish and local bodies that is the Bestuursdecreet of 7 December 2018. "
                "For federal bodies it is the law of 19 July 2018."
            ),
        )
    elif said.law_ok is False:
        yield Told(
            "wrong",
            say(
                "The statement names {law}. That law is not for this organisation.", law=say(_LAWS[said.law])
            ),
            say("Name the law of your own government: Flemish, federal or Walloon."),
            _quote(said, "law"),
        )
    elif said.law_ok is None:
        yield Told(
            "unknown",
            say("The statement names {law}. Look whether that is your law.", law=say(_LAWS[said.law])),
            quote=_quote(said, "law"),
        )
    else:
        yield Told(
            "there", say("The statement names {law}.", law=say(_LAWS[said.law])), quote=_quote(said, "law")
        )


def _scope(said: Statement) -> Iterator[Told]:
    if said.scope == "own":
        yield Told(
            "there", say("The statement says that it is about this site."), quote=_quote(said, "scope")
        )
    elif said.scope == "other":
        yield Told(
            "wrong",
            say("The statement is about another site or about an app."),
            say("Write a statement for this site. Name its address."),
            _quote(said, "scope"),
        )
    else:
        yield Told(
            "wrong",
            say("The statement does not say which site it is about."),
            say("Name the address of each site and each app."),
        )


def _status(said: Statement) -> Iterator[Told]:
    quote = _quote(said, "status")
    if said.status is None:
        yield Told(
            "wrong",
            say("The statement does not say how far the site meets the norm."),
            say("Choose one: fully, partially or not. Other words, such as “largely”, do not count."),
        )
    elif said.status in _STATUSES:
        yield Told(
            "there",
            say("The site meets the norm: {status}.", status=say(_STATUSES[said.status])),
            quote=quote,
        )
    else:
        yield Told(
            "wrong",
            say("The statement says two different things about how far the site meets the norm."),
            say("Choose one: fully, partially or not. Make a statement for each site and each app."),
            quote,
        )


def _standard(said: Statement) -> Iterator[Told]:
    parts = [f"WCAG {said.standard}" if said.standard else "", said.level or ""]
    name = " ".join(part for part in parts if part)
    norm = f"EN 301 549 {said.en_version}" if said.en_version else ""
    told_as = ", ".join(part for part in (name, norm) if part)
    repair = say("Name the norm: WCAG 2.1, level AA (EN 301 549 version 3.2.1).")
    if said.standard is None and said.en_version is None:
        yield Told("wrong", say("The statement does not name the norm with its version."), repair)
    elif said.standard == "2.0" or (said.en_version or OLDEST_EN) < OLDEST_EN:
        yield Told("wrong", say("The norm in the statement is out of date: {norm}.", norm=told_as), repair)
    elif said.level == "A":
        yield Told("wrong", say("The statement only names level A. The law asks for level AA."), repair)
    else:
        yield Told("there", say("The norm is {norm}.", norm=told_as), quote=_quote(said, "standard"))


def _items(said: Statement) -> Iterator[Told]:
    if said.items:
        yield Told(
            "there",
            count(
                "The statement lists {n} point that is not accessible.",
                "The statement lists {n} points that are not accessible.",
                said.items,
            ),
            quote=_quote(said, "items"),
        )
    elif said.items is None:
        yield Told("unknown", say("We could not count the points that are not accessible: they are no list."))
    elif said.status != "V":
        yield Told(
            "wrong",
            say("The statement does not say what is not accessible."),
            say("Make a list of what is not accessible. Say what it is and where it stands."),
        )
    if said.items and not said.reasons:
        yield Told(
            "wrong",
            say("The statement does not say why these points are not accessible."),
            say(
                "Put each point under a reason: the law is not met, disproportionate burden, "
                "or outside the law."
            ),
        )
    elif said.reasons:
        listed = ", ".join(say(_REASONS[reason]) for reason in said.reasons)
        yield Told(
            "there",
            say("The statement gives a reason: {reasons}.", reasons=listed),
            quote=_quote(said, "reasons"),
        )
    if said.burden_explained is False:
        # Too often missed to be called a fault: see the figures in docs/reference/statement-json.md.
        yield Told(
            "unknown",
            say("The statement names a disproportionate burden, but does not explain it."),
            say("Explain what it would cost, what it would bring, and how many people use it."),
        )
    elif said.burden_explained:
        yield Told("there", say("The burden is explained."), quote=_quote(said, "burden_explained"))
    if said.alternatives:
        yield Told(
            "there",
            say("The statement says what people can use instead."),
            quote=_quote(said, "alternatives"),
        )
    elif said.items:
        yield Told(
            "tip",
            say("The statement does not say what people can use instead."),
            say("Say for each point how people can get the same in another way, for example by telephone."),
        )


def _dates(report: StatementReport, said: Statement) -> Iterator[Told]:
    repair = say("Look at the statement again at least once a year. Then write: reviewed on, with the date.")
    if report.latest is None:
        yield Told(
            "wrong",
            say("There is no date."),
            say("Write when the statement was prepared, and when it was last reviewed."),
        )
        return
    day = _day(report.latest)
    quote = _quote(said, "reviewed" if said.reviewed else "prepared")
    if report.age == "actueel":
        yield Told("there", say("The statement is up to date: {day}.", day=day), quote=quote)
    elif report.age == "verouderd":
        yield Told("wrong", say("The statement is more than a year old: {day}.", day=day), repair, quote)
    else:
        yield Told("wrong", say("The statement is more than three years old: {day}.", day=day), repair, quote)


def _day(iso: str) -> str:
    """Return a date as people write it; a month as it stands."""
    return words().date(date.fromisoformat(iso)) if len(iso) == 10 else iso


def _method(said: Statement) -> Iterator[Told]:
    if said.method is None:
        yield Told(
            "wrong",
            say("The statement does not say how the site was tested."),
            say("Say who tested the site: your organisation itself, or somebody from outside."),
        )
    else:
        yield Told(
            "there",
            say("The site was tested {how}.", how=say(_METHODS[said.method])),
            quote=_quote(said, "method"),
        )


def _contact(said: Statement) -> Iterator[Told]:
    if not said.channels:
        yield Told(
            "wrong",
            say("There is no way to report a problem."),
            say("Give an e-mail address and a telephone number, so that people can report a problem."),
        )
        return
    ways = ", ".join(say(_CHANNELS[way]) for way in said.channels)
    yield Told(
        "there", say("People can report a problem: {ways}.", ways=ways), quote=_quote(said, "channels")
    )
    if said.days is None:
        yield Told(
            "tip",
            say("The statement does not say when people get an answer."),
            say("Say within how many days you answer."),
        )
    else:
        yield Told(
            "there",
            count("People get an answer within {n} day.", "People get an answer within {n} days.", said.days),
            quote=_quote(said, "days"),
        )


def _enforcement(said: Statement) -> Iterator[Told]:
    if said.enforcement is None:
        yield Told(
            "wrong",
            say("The statement does not say where people can go with a complaint."),
            say(
                "Say who handles a complaint when your answer does not help. "
                "Name the body and give its address."
            ),
        )
    else:
        yield Told(
            "there",
            say("People can go with a complaint to: {body}.", body=said.enforcement),
            quote=_quote(said, "enforcement"),
        )


def _honest(report: StatementReport, said: Statement) -> Iterator[Told]:
    if report.contradiction and said.status == "V":
        yield Told(
            "wrong",
            say("The statement says that the site meets the norm fully, but there are problems."),
            say("Choose “partially” and list the problems, or solve them first."),
        )
    if report.faults:
        yield Told(
            "wrong",
            count(
                "The page of the statement itself has {n} fault.",
                "The page of the statement itself has {n} faults.",
                report.faults,
            ),
            say("See which: drempel check {page}", page=report.where),
        )
    elif report.faults == 0:
        yield Told("there", say("We found no faults on the page of the statement itself."))
