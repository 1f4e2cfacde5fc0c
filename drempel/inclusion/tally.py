"""Ask all indicators of all pages of a scan, one page at a time, and count the answers.

How answers become one, by `JOIN` of an indicator:

- `any`: yes if one is yes, else unknown if one is unknown, else no;
- `anywhere`: the same, but no only where the whole site was seen;
- `known`: yes if one is yes, else no if one is no;
- `every`: no if one is no, else unknown if one is unknown, else yes.

Memory does not grow with the number of pages: per indicator three numbers, a few places, and of each service
one byte.
"""

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import replace
from typing import Final

from drempel.inclusion.limits import Limits
from drempel.inclusion.questions import Indicator, indicators, needed
from drempel.inclusion.services import services_of
from drempel.model.answer import Answer, Asked, Place, Said, Unit
from drempel.model.facts import Facts
from drempel.model.inclusion import SeenPage
from drempel.model.service import SeenAt, Service, ServiceCorrection

MOST_PLACES: Final = {Said.NO: 20, Said.UNKNOWN: 5, Said.YES: 3}
"""Places that are kept of each answer."""
_BIT: Final = {Said.YES: 1, Said.NO: 2, Said.UNKNOWN: 4}

Pages = Callable[..., Iterator[SeenPage]]
"""Gives the judged pages with the artefacts of the kinds it is called with; may be walked more than once."""


def ask(
    pages: Pages,
    limits: Limits,
    *,
    is_whole: bool,
    corrections: Sequence[ServiceCorrection] = (),
) -> tuple[Asked, ...]:
    """Return how often each indicator was answered what, in the order of the table.

    `is_whole`: all pages of the site that are known were judged.
    """
    services = services_of(pages(Facts), corrections)
    return ask_of(pages(*needed()), services, limits, is_whole=is_whole)


def ask_of(
    pages: Iterable[SeenPage], services: Sequence[Service], limits: Limits, *, is_whole: bool
) -> tuple[Asked, ...]:
    """Return the same for services that are known; the pages are walked once."""
    counters = [_Counter(one, services, limits, is_whole=is_whole) for one in indicators()]
    of_page: dict[str, list[int]] = {}
    for at, service in enumerate(services):
        for url in {service.url, *service.pages}:
            of_page.setdefault(url, []).append(at)
    for page in pages:
        for counter in counters:
            counter.add(page, of_page.get(page.url, ()))
    return tuple(counter.result() for counter in counters)


def joined(bits: int, join: str, *, is_whole: bool = True) -> Said | None:
    """Return the one answer for a set of answers (bits as in `_BIT`), `None` for none."""
    if not bits:
        return None
    yes, no, unknown = (bool(bits & _BIT[said]) for said in (Said.YES, Said.NO, Said.UNKNOWN))
    if join == "every":
        return Said.NO if no else Said.UNKNOWN if unknown else Said.YES
    if yes:
        return Said.YES
    if join == "known":
        return Said.NO if no else Said.UNKNOWN
    return Said.UNKNOWN if unknown or (join == "anywhere" and not is_whole) else Said.NO


class _Counter:
    """Counts the answers to one indicator."""

    def __init__(
        self, indicator: Indicator, services: Sequence[Service], limits: Limits, *, is_whole: bool
    ) -> None:
        self._one = indicator
        self._services = services
        self._limits = limits
        self._is_whole = is_whole
        self._counts: Counter[Said] = Counter()
        self._why: Counter[str] = Counter()
        self._places: dict[Said, list[SeenAt]] = {said: [] for said in Said}
        self._bits = bytearray(len(services) if indicator.unit is Unit.SERVICE else 1)
        self._seen: dict[tuple[int, Said], tuple[SeenAt, ...]] = {}
        self._reason: dict[int, str] = {}

    def add(self, page: SeenPage, services: Iterable[int]) -> None:
        """Ask the indicator of one page; `services` are the positions of those that it belongs to."""
        if self._one.see is None or (self._one.unit is Unit.SERVICE and not services):
            return
        answer = self._one.see(page, self._limits)
        if answer is None:
            return
        match self._one.unit:
            case Unit.PAGE | Unit.FORM:
                self._count(answer)
            case Unit.SITE:
                self._join(0, answer)
            case Unit.SERVICE:
                for at in services:
                    self._join(at, answer)

    def result(self) -> Asked:
        """Return the counts; to be asked once, after all pages."""
        if self._one.unit in {Unit.SERVICE, Unit.SITE}:
            for at, bits in enumerate(self._bits):
                said = joined(bits, self._one.join, is_whole=self._is_whole)
                if self._one.of_service is not None:
                    answer = self._one.of_service(self._services[at], said, self._limits)
                else:
                    answer = self._joined_answer(at, said)
                if answer is not None:
                    self._count(answer)
        order = (Said.NO, Said.UNKNOWN, Said.YES)
        return Asked(
            self._one.id,
            self._one.version,
            self._one.unit,
            self._counts[Said.YES],
            self._counts[Said.NO],
            self._counts[Said.UNKNOWN],
            tuple(Place(said, place) for said in order for place in self._places[said]),
            dict(sorted(self._why.items())),
        )

    def _join(self, at: int, answer: Answer) -> None:
        self._bits[at] |= _BIT[answer.said]
        key = at, answer.said
        # Places of more services than will be shown are not kept.
        kept = sum(said is answer.said for _, said in self._seen)
        if key not in self._seen and kept < MOST_PLACES[answer.said]:
            self._seen[key] = answer.seen
        if answer.why and len(self._reason) < MOST_PLACES[Said.NO]:
            self._reason.setdefault(at, answer.why)

    def _joined_answer(self, at: int, said: Said | None) -> Answer | None:
        if said is None:
            return None
        seen = self._seen.get((at, said), ())
        if not seen and self._one.unit is Unit.SERVICE:
            service = self._services[at]
            seen = (SeenAt(service.url, "", service.name),)
        if said is not Said.UNKNOWN:
            return Answer(said, seen)
        return Answer(said, seen, self._reason.get(at, "not-told" if self._is_whole else "not-whole"))

    def _count(self, answer: Answer) -> None:
        self._counts[answer.said] += 1
        if answer.why:
            self._why[answer.why] += 1
        places = self._places[answer.said]
        if answer.seen and len(places) < MOST_PLACES[answer.said]:
            places.append(short(answer.seen[0]))


def short(place: SeenAt, most: int = 200) -> SeenAt:
    """Return a place whose text is not too long to keep."""
    return place if len(place.text) <= most else replace(place, text=place.text[: most - 1] + "…")
