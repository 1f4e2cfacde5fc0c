"""The channel map: by which channels a service is offered, when, and what it takes to use it.

A channel that stands on no page of the service may still be there elsewhere on the site; that is another
thing to find. `False` is only said where the pages that would tell were seen.
"""

import re
from collections.abc import Collection, Iterable, Mapping, Sequence
from typing import Final

from drempel.inclusion.service_names import about
from drempel.inclusion.site_pages import Found, SitePages
from drempel.model.facts import CHANNELS, Opening, Phone
from drempel.model.service import WITHOUT, Channel, Hours, SeenAt

OFFICE_DAYS: Final = frozenset({1, 2, 3, 4, 5})
OFFICE_MIN: Final = (9 * 60, 17 * 60)
"""Office hours: from Monday to Friday, 9 to 17. A choice of Drempel: when most people with a day job work."""
MOST_PLACES: Final = 5
_COMES: Final = re.compile(
    r"\b(?:kom(?:t|en)?|langs\w*|ga(?:at)?|bezoek\w*|loket(?:ten)?|balie|onthaal|zitdag\w*|spreekuur|afspraak"
    r"|afhal\w+|ophal\w+|guichet|counter)\b",
    re.IGNORECASE,
)
"""Words of a sentence in which people come themselves; a department that is named may only decide."""
_DIGITAL_KEYS: Final = frozenset({"acm_idm", "csam", "itsme", "eid"})
_ON_CARD: Final = frozenset({"acm_idm", "csam", "eid"})
"""Ways to log in that also work with a card and a reader, without a smartphone."""
_OWN_KEYS: Final = frozenset({"own", "social"})
Answer = tuple[bool | None, tuple[SeenAt, ...]]


# Channels


def channels_of(site: SitePages, main: Found, pages: Sequence[Found]) -> dict[str, Channel]:
    """Return the four channels of a service, in the order of `CHANNELS`."""
    made = {
        "click": _click(site, pages),
        "call": _call(site, pages),
        "face": _face(site, main, pages),
        "home": _home(pages),
    }
    return {kind: made[kind] for kind in CHANNELS}


def _offers(page: Found, kind: str) -> bool:
    return bool((page.facts.channels or {}).get(kind))


def _click(site: SitePages, pages: Sequence[Found]) -> Channel:
    offering = [page for page in pages if _offers(page, "click")]
    if offering:
        seen = [
            place
            for page in offering
            for place in (page.seen("click") or ((page.seen_name,) if page.is_form else ()))
        ]
        return Channel("click", True, on_own_page=True, seen=tuple(seen[:MOST_PLACES]))
    logins = [page for page in pages if page.kind == "login"]
    if logins:
        # What can be done behind a log-in is not seen.
        return Channel("click", None, seen=tuple(page.seen_name for page in logins[:MOST_PLACES]))
    on = _says_do(site, pages)
    return Channel("click", None if on else False, seen=on)


def _says_do(site: SitePages, pages: Sequence[Found]) -> tuple[SeenAt, ...]:
    """Return links that only say that something is done (`Vraag aan`) and lead to what was not seen."""
    return tuple(
        SeenAt(page.url, lead.selector, lead.text)
        for page in pages
        for lead in site.unseen(page)
        if lead.text.strip() and not about(lead.text) and len(lead.text) < 40 and _is_web(lead.text)
    )[:MOST_PLACES]


def _is_web(text: str) -> bool:
    low = text.casefold()
    return any(
        word in low for word in ("aanvra", "vraag", "formulier", "online", "loket", "aangifte", "start")
    )


def _call(site: SitePages, pages: Sequence[Found]) -> Channel:
    own = _phones(pages)
    if own:
        return Channel("call", True, on_own_page=True, seen=_phone_places(pages), phones=own)
    general = next((page for page in site.contacts if page.facts.phones), None)
    if general is not None:
        return Channel("call", True, seen=_phone_places([general]), phones=general.facts.phones)
    return Channel("call", False if site.contacts else None)


def _phones(pages: Iterable[Found]) -> tuple[Phone, ...]:
    by_number: dict[str, Phone] = {}
    for page in pages:
        for phone in page.facts.phones:
            by_number.setdefault(phone.number, phone)
    return tuple(by_number.values())


def _phone_places(pages: Sequence[Found]) -> tuple[SeenAt, ...]:
    return _once(place for page in pages for place in page.seen("phones"))


def _face(site: SitePages, main: Found, pages: Sequence[Found]) -> Channel:
    # Of a page to log in or to fill in the channels are not known; a counter that is named is one.
    own = [page for page in pages if page.facts.addresses_counter or _says_come(page)]
    if own:
        said = [place for page in own for place in page.seen("face") if _COMES.search(place.text)]
        counters = (place for page in own for place in page.seen("addresses_counter"))
        return Channel("face", True, on_own_page=True, seen=_once((*said, *counters)))
    elsewhere = [page for page in site.contacts if page.facts.addresses_counter]
    if elsewhere:
        seen = (place for page in elsewhere for place in page.seen("addresses_counter"))
        return Channel("face", True, seen=_once(seen))
    return Channel("face", False if site.contacts and main.facts.channels is not None else None)


def _says_come(page: Found) -> bool:
    """Say whether people come themselves; that only the name of a department was read proves nothing."""
    if not _offers(page, "face"):
        return False
    said = page.seen("face")
    return not said or any(_COMES.search(place.text) for place in said)


def _home(pages: Sequence[Found]) -> Channel:
    """Return whether people are visited for this very service; what other pages offer says nothing of it."""
    own = [page for page in pages if _offers(page, "home")]
    if own:
        seen = _once(place for page in own for place in page.seen("home"))
        return Channel("home", True, on_own_page=True, seen=seen)
    known = any(page.facts.channels is not None and page.kind == "service" for page in pages)
    return Channel("home", False if known else None)


def _once(places: Iterable[SeenAt]) -> tuple[SeenAt, ...]:
    return tuple(dict.fromkeys(places))[:MOST_PLACES]


# What it takes


def works_without(
    site: SitePages,
    pages: Sequence[Found],
    channels: Mapping[str, Channel],
    forms: Sequence[Sequence[Found]],
) -> tuple[dict[str, bool | None], dict[str, tuple[SeenAt, ...]]]:
    """Return whether the service can be had without each of `WITHOUT`, and what that rests on."""
    person = _in_person(site, pages)
    readers = {
        "email": _without_email(pages, channels, forms, person),
        "eid": _without_key(site, pages, channels, forms, person, frozenset()),
        "smartphone": _without_key(site, pages, channels, forms, person, _ON_CARD),
        "printer": _without_printer(pages, channels, person),
    }
    answers = {what: readers[what][0] for what in WITHOUT}
    return answers, {what: readers[what][1][:MOST_PLACES] for what in WITHOUT if readers[what][1]}


def _in_person(site: SitePages, pages: Sequence[Found]) -> tuple[SeenAt, ...]:
    """Return where the service itself says that people may come, or are visited; empty where it does not.

    The address in the footer of every page says nothing of this service.
    """
    counters = (
        place
        for page in pages
        for address, place in zip(page.facts.addresses_counter, page.seen("addresses_counter"), strict=False)
        if address not in site.general_addresses
    )
    said = (
        place
        for page in pages
        for kind in ("face", "home")
        for place in page.seen(kind)
        if kind == "home" or _COMES.search(place.text)
    )
    return _once((*said, *counters))


def _has_no_other_way(channels: Mapping[str, Channel]) -> bool:
    """Say whether neither phone, counter nor visit was found, where each could have been seen."""
    return all(channels[kind].is_there is False for kind in ("call", "face", "home"))


def _is_whole(forms: Sequence[Sequence[Found]]) -> bool:
    """Say whether there is a form of which every step was seen."""
    return any(
        all(page.facts.form_step is None for page in steps)
        or len({page.facts.form_step.step for page in steps if page.facts.form_step})
        >= max((page.facts.form_step.steps or 99 for page in steps if page.facts.form_step), default=99)
        for steps in forms
    )


def _without_email(
    pages: Sequence[Found],
    channels: Mapping[str, Channel],
    forms: Sequence[Sequence[Found]],
    person: tuple[SeenAt, ...],
) -> Answer:
    demanding = [page for page in pages if page.facts.email_required]
    seen = tuple(place for page in demanding for place in page.seen("email_required"))
    if person:
        return True, person
    if demanding:
        return (False if _has_no_other_way(channels) else None), seen
    known = [page for steps in forms for page in steps]
    if _is_whole(forms) and all(page.facts.email_required is False for page in known):
        return True, tuple(page.seen_name for page in known)
    return None, ()


def _without_key(
    site: SitePages,
    pages: Sequence[Found],
    channels: Mapping[str, Channel],
    forms: Sequence[Sequence[Found]],
    person: tuple[SeenAt, ...],
    also_fine: Collection[str],
) -> Answer:
    """Return whether it works without a digital key, or without one that is not among `also_fine`."""
    if person:
        return True, person
    asked = [
        (page, way)
        for page in pages
        for way in page.facts.login_ways
        if way not in site.general_logins or page.kind == "login"
    ]
    ways = {way for _, way in asked}
    seen = _once(place for page, _ in asked for place in page.seen("login_ways"))
    fine = _OWN_KEYS | set(also_fine)
    if ways & fine:
        return True, seen
    if ways & _DIGITAL_KEYS:
        return (False if _has_no_other_way(channels) else None), seen
    if not asked and _is_whole(forms):
        return True, tuple(page.seen_name for steps in forms for page in steps)
    return None, ()


def _without_printer(
    pages: Sequence[Found], channels: Mapping[str, Channel], person: tuple[SeenAt, ...]
) -> Answer:
    printed = [page for page in pages if page.facts.pdf_only]
    click = channels["click"]
    if click.is_there:
        return True, click.seen
    if printed:
        seen = tuple(place for page in printed for place in page.seen("pdf_only"))
        return (False if _has_no_other_way(channels) else None), seen
    return (True, person) if person else (None, ())


# Opening hours


def hours_of(site: SitePages, pages: Sequence[Found]) -> Hours | None:
    """Return when people can come or call for a service; else when for the body as a whole."""
    own = [page for page in pages if page.facts.opening_hours]
    found = own or [page for page in site.contacts if page.facts.opening_hours][:1]
    if not found:
        return None
    is_whole = all(page.facts.hours for page in found)
    openings = _week(page.facts.hours or () for page in found) if is_whole else ()
    return Hours(
        openings=openings,
        share_outside=share_outside_office(openings) if openings else None,
        on_own_page=bool(own),
        seen=_once(place for page in found for place in page.seen("opening_hours")),
    )


def _week(weeks: Iterable[Sequence[Opening]]) -> tuple[Opening, ...]:
    """Return the times of several pages in one week, each time once."""
    openings = {opening for week in weeks for opening in week}
    return tuple(sorted(openings, key=lambda one: (one.day, one.from_min, one.to_min, one.by_appointment)))


def share_outside_office(openings: Iterable[Opening]) -> float | None:
    """Return which part of the time open lies outside office hours; time said twice counts once."""
    minutes = {
        (opening.day, minute) for opening in openings for minute in range(opening.from_min, opening.to_min, 5)
    }
    outside = sum(
        day not in OFFICE_DAYS or not OFFICE_MIN[0] <= minute < OFFICE_MIN[1] for day, minute in minutes
    )
    return round(outside / len(minutes), 3) if minutes else None
