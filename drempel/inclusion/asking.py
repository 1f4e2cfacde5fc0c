"""What indicators share: asking one page, joining the answers of pages, and saying where something was seen.

`see(page, limits)` of an indicator returns `None` for a page that the question is not about.
"""

from collections.abc import Iterable
from typing import Final

from drempel.model.acting import Spot
from drempel.model.answer import Answer, Said
from drempel.model.facts import Evidence, Facts
from drempel.model.finding import Outcome
from drempel.model.inclusion import SeenPage
from drempel.model.service import SeenAt, Service
from drempel.model.signs import Sign, Signs

MOST_SEEN: Final = 3
"""Places that one answer keeps."""
CONTACT_KINDS: Final = frozenset({"home", "contact", "service", "form", "login"})
"""Kinds of pages on which a citizen does something, or looks for somebody to ask."""
TASK_KINDS: Final = frozenset({"service", "form"})


# Answers


def yes(page: SeenPage, seen: Iterable[SeenAt] = ()) -> Answer:
    """Return a yes; without places the page itself stands for them."""
    return Answer(Said.YES, tuple(seen)[:MOST_SEEN] or (at_page(page),))


def no(page: SeenPage, seen: Iterable[SeenAt] = ()) -> Answer:
    """Return a no; without places (nothing was found) the page itself stands for them."""
    return Answer(Said.NO, tuple(seen)[:MOST_SEEN] or (at_page(page),))


def unknown(page: SeenPage, why: str, seen: Iterable[SeenAt] = ()) -> Answer:
    """Return that it cannot be told, with the key of the reason (`reports.left_behind_words.WHY`)."""
    return Answer(Said.UNKNOWN, tuple(seen)[:MOST_SEEN] or (at_page(page),), why)


def told(page: SeenPage, value: bool | None, seen: Iterable[SeenAt], why: str = "not-told") -> Answer:
    """Return yes, no or unknown for a fact with three values."""
    if value is None:
        return unknown(page, why, seen)
    return yes(page, seen) if value else no(page, seen)


def service_told(
    service: Service, value: bool | None, seen: Iterable[SeenAt], why: str = "not-told"
) -> Answer:
    """Return the answer of a service, with places or its main page."""
    places = tuple(seen)[:MOST_SEEN] or (SeenAt(service.url, "", service.name),)
    if value is None:
        return Answer(Said.UNKNOWN, places, why)
    return Answer(Said.YES if value else Said.NO, places)


def of_channel(service: Service, kind: str) -> Answer:
    """Return whether a service has a channel."""
    return service_told(service, any_yes(service, kind), channel_places(service, kind))


# Places


def at_page(page: SeenPage) -> SeenAt:
    """Return the page as a place."""
    return SeenAt(page.url, "", page.title)


def at(page: SeenPage, places: Iterable[Evidence]) -> tuple[SeenAt, ...]:
    """Return places of the page."""
    return tuple(SeenAt(page.url, place.selector, place.text) for place in places)[:MOST_SEEN]


def where(page: SeenPage, fact: str) -> tuple[SeenAt, ...]:
    """Return where a fact of the page was seen."""
    facts = page.facts
    return at(page, facts.evidence.get(fact, ())) if facts is not None else ()


def at_spots(page: SeenPage, spots: Iterable[Spot]) -> tuple[SeenAt, ...]:
    """Return elements at which something was seen while the page was used."""
    return tuple(SeenAt(page.url, "", spot.name or spot.tag) for spot in spots)[:MOST_SEEN]


# What was seen


def facts_of_kind(page: SeenPage, kinds: frozenset[str]) -> Facts | None:
    """Return the facts of a page of one of these kinds, else `None`."""
    facts = page.facts
    return facts if facts is not None and facts.kind in kinds else None


def form_of(page: SeenPage) -> Facts | None:
    """Return the facts of a page with a form that a citizen fills in: no log-in, search or cookie bar."""
    facts = page.facts
    if facts is None or facts.required_fields is None or facts.kind in {"login", "search"}:
        return None
    return facts


def sign(page: SeenPage, name: str) -> Sign | None:
    """Return a sign of the page, `None` where it is not there or the page was not read for signs."""
    signs = page.get(Signs)
    return signs.of.get(name) if signs is not None else None


def was_read(page: SeenPage) -> bool:
    """Tell whether the page was read for signs."""
    signs = page.get(Signs)
    return signs is not None and signs.was_read


def outcome(page: SeenPage, *checks: str) -> Outcome | None:
    """Return what several checks say of a page together, `None` where none of them had something to judge.

    One that failed counts most, then one that cannot tell or did not run, then one that passed.
    """
    found = {page.outcomes.get(check, Outcome.INAPPLICABLE) for check in checks}
    order = (Outcome.FAILED, Outcome.CANT_TELL, Outcome.UNTESTED, Outcome.PASSED)
    return next((one for one in order if one in found), None)


def judged(page: SeenPage, found: Outcome | None) -> Answer | None:
    """Return the answer that goes with the outcome of checks, `None` where there was nothing to judge."""
    match found:
        case None:
            return None
        case Outcome.FAILED:
            return no(page)
        case Outcome.PASSED:
            return yes(page)
        case _:
            return unknown(page, "check-cannot-tell")


def any_yes(service: Service, *channels: str) -> bool | None:
    """Tell whether a service has one of these channels: `None` where it may have one that was not seen."""
    found = [service.channels[kind].is_there for kind in channels if kind in service.channels]
    if any(found):
        return True
    return None if None in found or len(found) < len(channels) else False


def channel_places(service: Service, *channels: str) -> tuple[SeenAt, ...]:
    """Return where these channels were seen."""
    return tuple(
        place for kind in channels if kind in service.channels for place in service.channels[kind].seen
    )
