"""What a page says of its institution in structured data (schema.org), for what a reader sees there too.

A citizen cannot read JSON-LD or a `content` attribute, and nobody notices when it is wrong: sites keep the
address of their theme in it, or hours of years ago. So nothing is a fact because it stands there. A value
counts only where the same value can be seen on the page; then it says more surely what that is: a number
that is written in an odd way, an address where people can come, at which times of which days.
"""

import json
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

from checks.facts.page import Page
from drempel.dom import Node
from drempel.model.facts import Opening

_INSTITUTIONS: Final = frozenset(
    ("GovernmentOrganization", "GovernmentOffice", "GovernmentBuilding", "CityHall", "Organization",
     "LocalBusiness", "CivicStructure", "PublicServiceOrganization", "ContactPoint", "Library",
     "PoliceStation", "FireStation", "EmploymentAgency", "EducationalOrganization", "NGO",
     "AdministrativeArea", "City", "Corporation")
)  # fmt: skip
"""Types of the body that answers for a site, or of a part of it."""
_PLACES: Final = frozenset(
    {"GovernmentOffice", "CityHall", "LocalBusiness", "CivicStructure", "Library", "PoliceStation"}
)
"""Those that are a place where people come, where they have opening hours."""
_OTHERS: Final = frozenset(
    ("Event", "Person", "JobPosting", "Product", "Course", "Review", "Offer", "NewsArticle", "Article",
     "BlogPosting")
)  # fmt: skip
"""Things whose properties are not those of the institution, nor what is in them."""

MAX_CHARS: Final = 300_000
"""Characters of a script that are read; what is longer is no description of an office."""
MAX_SCRIPTS: Final = 20
MAX_NODES: Final = 2_000
MAX_DEPTH: Final = 40
MAX_QUOTED: Final = 300

_DAYS: Final = {"mo": 1, "tu": 2, "we": 3, "th": 4, "fr": 5, "sa": 6, "su": 7}
_DAY_NAMES: Final = (
    "monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday",
)  # fmt: skip
_SPAN: Final = re.compile(
    r"(?P<days>(?:Mo|Tu|We|Th|Fr|Sa|Su)(?:[\s,-]+(?:Mo|Tu|We|Th|Fr|Sa|Su))*)\s+"
    r"(?P<times>\d{1,2}:\d{2}\s*-\s*\d{1,2}:\d{2}(?:\s*,\s*\d{1,2}:\d{2}\s*-\s*\d{1,2}:\d{2})*)",
    re.IGNORECASE,
)
_CLOCK: Final = re.compile(r"(?:T|^)?(\d{1,2}):(\d{2})")


@dataclass(frozen=True, slots=True)
class Place:
    """An address that is said to be of the institution; `is_open` where people can come at given hours."""

    street: str
    code: str
    is_open: bool


@dataclass(frozen=True, slots=True)
class Stated:
    """What the structured data of a page say of the institution, as it stands there."""

    phones: tuple[str, ...] = ()
    places: tuple[Place, ...] = ()
    weeks: tuple[tuple[Opening, ...], ...] = ()
    """The times of each part of the institution that has some."""

    def is_open_at(self, written: str) -> bool:
        """Tell whether people can come to an address, `Grote Markt 54, 8500 Kortrijk`, at hours."""
        plain = _plain(written)
        return any(
            place.is_open and _plain(place.street) and plain.startswith(_plain(place.street) + place.code)
            for place in self.places
        )

    def week_with(self, spans: Iterable[tuple[int, int]]) -> tuple[Opening, ...] | None:
        """Return the one week that has just these times (minutes since midnight), `None` without one."""
        wanted = set(spans)
        found = {week for week in self.weeks if {(one.from_min, one.to_min) for one in week} == wanted}
        return found.pop() if wanted and len(found) == 1 else None


def stated_of(page: Page) -> Stated:
    """Return what JSON-LD, microdata and RDFa of a page say; broken or huge data say nothing."""
    things = [*_of_scripts(page), *_of_elements(page)]
    phones: dict[str, None] = {}
    places: list[Place] = []
    weeks: dict[tuple[Opening, ...], None] = {}
    for thing in things:
        kinds = _types(thing)
        for phone in _texts(thing.get("telephone")):
            phones.setdefault(phone)
        week = _week(thing)
        if week:
            weeks.setdefault(week)
        for address in _things(thing.get("address")):
            street, code = _first(address.get("streetAddress")), _first(address.get("postalCode"))
            if street and code:
                is_open = bool(week) and not kinds.isdisjoint(_PLACES)
                places.append(Place(street, re.sub(r"\D", "", code), is_open))
    return Stated(tuple(phones), tuple(places), tuple(weeks))


def _plain(text: str) -> str:
    return re.sub(r"\bbus\b|\W", "", text.lower())


# JSON-LD


def _of_scripts(page: Page) -> Iterator[Mapping[str, Any]]:
    scripts = page.dom.select("script[type]")
    data = [one for one in scripts if one.get("type").strip().lower() == "application/ld+json"]
    for script in data[:MAX_SCRIPTS]:
        text = script.text
        if len(text) > MAX_CHARS:
            continue
        try:
            read = json.loads(text)
        except (ValueError, RecursionError):
            continue
        yield from _institutions(read)


def _institutions(read: Any) -> Iterator[Mapping[str, Any]]:
    """Yield the descriptions of the institution in a tree of any depth, without recursion."""
    waiting: list[tuple[Any, int]] = [(read, 0)]
    seen = 0
    while waiting and seen < MAX_NODES:
        value, depth = waiting.pop()
        seen += 1
        if depth > MAX_DEPTH:
            continue
        if isinstance(value, list):
            waiting += [(one, depth + 1) for one in reversed(value[:MAX_NODES])]
        elif isinstance(value, dict):
            kinds = _types(value)
            if not kinds.isdisjoint(_OTHERS):
                continue
            if not kinds.isdisjoint(_INSTITUTIONS):
                yield value
            waiting += [
                (one, depth + 1) for one in reversed(list(value.values())) if isinstance(one, dict | list)
            ]


def _types(thing: Mapping[str, Any]) -> frozenset[str]:
    """Return the types of a thing without the address of their vocabulary."""
    return frozenset(
        word.rpartition("/")[2].rpartition(":")[2]
        for text in _texts(thing.get("@type"))
        for word in text.split()
    )


def _texts(value: Any) -> list[str]:
    values = value if isinstance(value, list) else [value]
    return [one.strip() for one in values[:50] if isinstance(one, str) and one.strip()]


def _first(value: Any) -> str:
    return next(iter(_texts(value)), "")


def _things(value: Any) -> list[Mapping[str, Any]]:
    values = value if isinstance(value, list) else [value]
    return [one for one in values[:50] if isinstance(one, dict)]


# Microdata and RDFa


def _of_elements(page: Page) -> Iterator[Mapping[str, Any]]:
    for node in page.dom.select("[itemtype], [typeof]")[:MAX_NODES]:
        kinds = node.get("itemtype") or node.get("typeof")
        if not _types({"@type": kinds}).isdisjoint(_INSTITUTIONS):
            yield _thing(node, kinds)


def _thing(top: Node, kinds: str, depth: int = 0) -> dict[str, Any]:
    """Return the properties of an element as JSON-LD would have them."""
    found: dict[str, Any] = {"@type": kinds}
    for node in top.select("[itemprop], [property]")[:MAX_NODES]:
        owner = next((above for above in node.ancestors if _is_thing(above)), None)
        if owner != top:
            continue
        value: Any
        if _is_thing(node):
            if depth > 2:
                continue
            value = _thing(node, node.get("itemtype") or node.get("typeof"), depth + 1)
        else:
            value = node.get("content") or node.get("datetime") or node.get("href") or node.text[:MAX_QUOTED]
        for name in (node.get("itemprop") or node.get("property")).split():
            found.setdefault(name.rpartition(":")[2], []).append(value)
    return found


def _is_thing(node: Node) -> bool:
    return "itemscope" in node or "itemtype" in node or "typeof" in node


# Hours


def _week(thing: Mapping[str, Any]) -> tuple[Opening, ...]:
    """Return the times of the usual week; empty where one of them cannot be read."""
    openings: set[Opening] = set()
    for text in _texts(thing.get("openingHours")):
        spans = list(_SPAN.finditer(text))
        if _SPAN.sub("", text).strip(" ,;"):
            return ()
        for span in spans:
            openings |= _openings(_short_days(span["days"]), re.split(r"\s*,\s*", span["times"]))
    for rule in _things(thing.get("openingHoursSpecification")):
        if rule.get("validFrom") or rule.get("validThrough"):
            continue  # a holiday or a season
        days = [
            _DAY_NAMES.index(name) + 1
            for text in _texts(rule.get("dayOfWeek"))
            if (name := re.split(r"[/:]", text.lower())[-1]) in _DAY_NAMES
        ]
        opens, closes = _first(rule.get("opens")), _first(rule.get("closes"))
        openings |= _openings(days, [f"{opens}-{closes}"])
    return tuple(sorted(openings, key=lambda one: (one.day, one.from_min, one.to_min)))


def _short_days(text: str) -> list[int]:
    """Return the days of `Mo-We,Fr`."""
    days: list[int] = []
    is_range = False
    for word in re.findall(r"[a-z]{2}|-", text.lower()):
        if word == "-":
            is_range = True
            continue
        day = _DAYS[word]
        if is_range and days:
            days += [(days[-1] + step) % 7 + 1 for step in range((day - days[-1] - 1) % 7)]
        days.append(day)
        is_range = False
    return days


def _openings(days: Sequence[int], times: Sequence[str]) -> set[Opening]:
    found = set()
    for text in times:
        clocks = [int(hours) * 60 + int(minutes) for hours, minutes in _CLOCK.findall(text)]
        if len(clocks) == 2 and 0 <= clocks[0] < clocks[1] <= 24 * 60:
            found |= {Opening(day, clocks[0], clocks[1]) for day in days}
    return found
