"""The channel map of a report: which services were found, and how a citizen gets each of them.

Made once per report from the facts of the pages. The same values go into the picture, the table, the JSON
report and `drempel channels`.
"""

import re
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, Final

from drempel.i18n import N_
from drempel.inclusion.call_cost import DATED, CallCost, call_cost, national
from drempel.inclusion.key_pages import key_pages_of
from drempel.inclusion.services import services_of
from drempel.model.facts import CHANNELS, Facts, Opening, Phone
from drempel.model.report import ReportSource
from drempel.model.service import WITHOUT, Channel, KeyPage, SeenAt, Service
from reports.shared import once_a_report
from reports.untrusted import printable
from reports.wording import Phrase, Wording

Plain = dict[str, Any]
LEAST_SURE: Final = 0.8
"""A service that is less sure is shown as "to check"."""
MOST_SERVICES: Final = 60
"""Services in the table of one page."""
MOST_QUOTES: Final = 2
MOST_PHONES: Final = 3

KINDS: Final = {
    "click": N_("Online"),
    "call": N_("By phone"),
    "face": N_("At a counter"),
    "home": N_("At home"),
}
PLACES: Final = {
    "own": N_("on a page of the service"),
    "site": N_("only elsewhere on the site"),
    "no": N_("not found"),
    "unknown": N_("could not be seen"),
}
WITHOUT_WHAT: Final = {
    "email": N_("without e-mail"),
    "eid": N_("without eID or itsme"),
    "smartphone": N_("without a smartphone"),
    "printer": N_("without a printer"),
}
ANSWERS: Final = {True: N_("yes"), False: N_("no"), None: N_("not known")}
COSTS: Final = {
    "free": N_("free"),
    "normal": N_("normal rate"),
    "078": N_("078: to check"),
    "premium": N_("expensive number"),
}
NO_COST: Final = N_("cost not known")

KEY_KINDS: Final = {
    "home": N_("Home page"),
    "contact": N_("Contact"),
    "login": N_("Log-in"),
    "search": N_("Search"),
    "sitemap": N_("Site map"),
    "help": N_("Help"),
    "legal": N_("Privacy and legal"),
    "statement": N_("Accessibility statement"),
    "feedback": N_("Complaints and feedback"),
}
WHY: Final = {
    "facts": N_("by what stands on it"),
    "name": N_("by its address or title"),
    "start": N_("the start of the site"),
}

_LARGE_ZONES: Final = ("02", "03", "04", "09")
"""Zones of two digits; mobile numbers begin with 04 too and have ten."""

# Picture: one bar per channel, in user units.
WIDTH: Final = 340
_LEFT, _BAR, _BAR_HEIGHT, _ROW = 4, 332, 26, 62


@dataclass(frozen=True, slots=True)
class Piece:
    """A part of a bar: services for which a channel is in one place."""

    place: str
    count: int
    x: float
    width: float

    @property
    def middle(self) -> float:
        """Return where its number stands."""
        return round(self.x + self.width / 2, 1)


@dataclass(frozen=True, slots=True)
class Bar:
    """The services by where one channel was found."""

    kind: str
    y: int
    pieces: tuple[Piece, ...]


@dataclass(frozen=True, slots=True)
class ChannelMap:
    """What the report tells of services; `is_known` is false for a scan of which no facts are kept."""

    services: tuple[Service, ...]
    key_pages: tuple[KeyPage, ...]
    is_known: bool

    width = WIDTH
    bar_height = _BAR_HEIGHT

    @property
    def height(self) -> int:
        """Return the height of the picture."""
        return _ROW * len(CHANNELS)

    @property
    def shown(self) -> tuple[Service, ...]:
        """Return the services in the table."""
        return self.services[:MOST_SERVICES]

    @property
    def bars(self) -> tuple[Bar, ...]:
        """Return the bars of the picture."""
        return tuple(_bar(kind, at, self.services) for at, kind in enumerate(CHANNELS))


@once_a_report
def channel_map(source: ReportSource) -> ChannelMap:
    """Return the services and key pages of a scan."""
    pages = list(source.seen_pages(Facts))
    services = services_of(pages, source.header.service_corrections)
    return ChannelMap(services, key_pages_of(pages), any(page.facts is not None for page in pages))


def place_of(channel: Channel) -> str:
    """Return where a channel was found, as a key of `PLACES`."""
    if channel.is_there is None:
        return "unknown"
    if not channel.is_there:
        return "no"
    return "own" if channel.on_own_page else "site"


def _bar(kind: str, at: int, services: Sequence[Service]) -> Bar:
    count = Counter(place_of(service.channels[kind]) for service in services)
    pieces, x = [], float(_LEFT)
    for place in PLACES:
        if number := count[place]:
            width = _BAR * number / len(services)
            pieces.append(Piece(place, number, round(x, 1), round(width, 1)))
            x += width
    return Bar(kind, at * _ROW + 26, tuple(pieces))


# Words


@dataclass(frozen=True, slots=True)
class ChannelWords:
    """Says what stands in the map, in the language of the report."""

    words: Wording

    def cost(self, phone: Phone) -> Phrase:
        """Return what a call costs: class, and euro where that is known."""
        cost = call_cost(phone)
        if cost.euro_per_min and cost.kind == "premium":
            euro = self._euro(cost.euro_per_min)
            return self.words.say("expensive number: at most {euro} euro a minute", euro=euro)
        if cost.euro_per_call and cost.kind == "premium":
            euro = self._euro(cost.euro_per_call)
            return self.words.say("expensive number: at most {euro} euro a call", euro=euro)
        return self.words.say(COSTS.get(cost.kind or "", NO_COST))

    def _euro(self, amount: float) -> str:
        return self.words.catalogue.number(amount, digits=2)

    def dated(self) -> str:
        """Return the day of the table of costs."""
        return self.words.catalogue.date(date.fromisoformat(DATED))

    def number(self, phone: Phone) -> str:
        """Return a number as it is dialled in Belgium, in groups that can be read."""
        dialled = printable(national(phone.number), 20)
        if not re.fullmatch(r"0\d{8,9}", dialled):
            return dialled
        if dialled.startswith("0800") or (dialled.startswith("090") and phone.cost == "premium"):
            return f"{dialled[:4]} {dialled[4:6]} {dialled[6:]}"
        head = 4 if len(dialled) == 10 else 2 if dialled.startswith(_LARGE_ZONES) else 3
        rest = dialled[head:]
        cut = 2 + len(rest) % 2
        groups = [rest[:cut], *(rest[at : at + 2] for at in range(cut, len(rest), 2))]
        return f"{dialled[:head]} {' '.join(groups)}"

    def hours(self, service: Service) -> Phrase:
        """Return when people can come or call, as far as it tells who has a job by day."""
        if service.hours is None:
            return self.words.say("no opening hours found")
        share = service.hours.share_outside
        if share is None:
            return self.words.say("opening hours are there; read them yourself")
        if share == 0:
            return self.words.say("only during office hours")
        return self.words.say("{share} of the time outside office hours", share=self._percent(share))

    def _percent(self, share: float) -> str:
        return self.words.catalogue.percent(share)


def evidence_of(service: Service, kind: str) -> tuple[SeenAt, ...]:
    """Return the places that are shown with a channel."""
    return service.channels[kind].seen[:MOST_QUOTES]


# Data


def service_data(service: Service) -> Plain:
    """Return one service as plain data, as `channels-1.schema.json` describes it."""
    return {
        "name": service.name,
        "url": service.url,
        "pages": list(service.pages),
        "confidence": service.confidence,
        "to_check": service.confidence < LEAST_SURE,
        "seen": [seen_data(place) for place in service.seen],
        "channels": {kind: channel_data(channel) for kind, channel in service.channels.items()},
        "works_without": {
            what: {
                "answer": service.works_without.get(what),
                "seen": [seen_data(place) for place in service.without_seen.get(what, ())],
            }
            for what in WITHOUT
        },
        "hours": hours_data(service),
        "forms": [
            {
                "pages": list(form.pages),
                "required_fields": form.required_fields,
                "steps": form.steps,
                "step_names": list(form.step_names),
            }
            for form in service.forms
        ],
        "documents": [{"url": document.url, **seen_data(document.seen)} for document in service.documents],
        "login_ways": list(service.login_ways),
        "login_pages": list(service.login_pages),
    }


def seen_data(place: SeenAt) -> Plain:
    """Return where something was seen."""
    return {"page": place.page_url, "selector": place.selector, "text": place.text}


def channel_data(channel: Channel) -> Plain:
    """Return one channel."""
    data: Plain = {
        "there": channel.is_there,
        "on_own_page": channel.on_own_page,
        "seen": [seen_data(place) for place in channel.seen],
    }
    if channel.kind == "call":
        data["phones"] = [phone_data(phone) for phone in channel.phones]
    return data


def phone_data(phone: Phone) -> Plain:
    """Return a number and what a call to it costs."""
    return {"number": phone.number, **cost_data(call_cost(phone))}


def cost_data(cost: CallCost) -> Plain:
    """Return what a call costs."""
    return {
        "cost": cost.kind,
        "euro_per_min": cost.euro_per_min,
        "euro_per_call": cost.euro_per_call,
        "sure": cost.is_sure,
    }


def hours_data(service: Service) -> Plain | None:
    """Return the opening hours; `None` where none were found."""
    if service.hours is None:
        return None
    return {
        "openings": [_opening_data(opening) for opening in service.hours.openings],
        "share_outside_office": service.hours.share_outside,
        "on_own_page": service.hours.on_own_page,
        "seen": [seen_data(place) for place in service.hours.seen],
    }


def _opening_data(opening: Opening) -> Plain:
    return {
        "day": opening.day,
        "from": _clock(opening.from_min),
        "to": _clock(opening.to_min),
        "by_appointment": opening.by_appointment,
    }


def _clock(minutes: int) -> str:
    return f"{minutes // 60:02}:{minutes % 60:02}"


def key_page_data(key: KeyPage) -> Plain:
    """Return one key page and what makes it one."""
    return {"kind": key.kind, "url": key.url, "why": key.why, "seen": seen_data(key.seen)}


def map_data(source: ReportSource, found: ChannelMap) -> Plain:
    """Return the whole map of a scan, as `drempel channels --format json` gives it."""
    header = source.header
    return {
        "schema_version": 1,
        "entity": {"id": header.entity_id, "name": header.entity_name},
        "site": {"start": list(header.site_start)},
        "scan": header.scan.id,
        "scanned_at": header.scan.started_at.isoformat(),
        "call_costs_dated": DATED,
        "services": [service_data(service) for service in found.services],
        "key_pages": [key_page_data(key) for key in found.key_pages],
    }


HELPERS: Final[Mapping[str, Any]] = {
    "place_of": place_of,
    "evidence_of": evidence_of,
    "LEAST_SURE": LEAST_SURE,
    "MOST_PHONES": MOST_PHONES,
    "KINDS": KINDS,
    "PLACES": PLACES,
    "WITHOUT": WITHOUT_WHAT,
    "ANSWERS": ANSWERS,
    "KEY_KINDS": KEY_KINDS,
    "WHY": WHY,
}
"""What the template of the map asks for, beside the map itself."""
