"""What a visit costs, as a report tells it: data, money and seconds, for the pages that people come for.

The same words stand below a page that `drempel check` shows.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from math import ceil, floor
from typing import Any, Final

from drempel.i18n import N_
from drempel.inclusion.weight import PageWeight, SiteWeight, site_weight, tariffs
from drempel.model.reflow import Reflow
from drempel.model.report import ReportSource
from drempel.model.service import KeyPage, Service
from drempel.model.slow_load import SlowLoad, Waiting
from drempel.model.transfer import Transfer
from drempel.model.without import Without
from reports.wording import Phrase, Wording

MOST_KEY_PAGES: Final = 25
MOST_SERVICES: Final = 15
MOST_HEAVY: Final = 10
MOST_HOSTS: Final = 12

KINDS: Final = {
    "document": N_("the page itself"),
    "style": N_("style sheets"),
    "script": N_("scripts"),
    "image": N_("pictures"),
    "font": N_("fonts"),
    "media": N_("sound and film"),
    "data": N_("data"),
    "other": N_("other files"),
}
FITS: Final = {True: N_("yes"), False: N_("no"), None: N_("not tested")}


@dataclass(frozen=True, slots=True)
class VisitCosts:
    """What the section shows: the site as a whole, and its key pages and services one by one."""

    site: SiteWeight
    rows: tuple[tuple[str, PageWeight], ...]
    """Kind of key page (`service` for a service) and page."""

    @property
    def heaviest(self) -> tuple[PageWeight, ...]:
        """Return the heaviest pages."""
        return self.site.pages[:MOST_HEAVY]

    @property
    def is_slow_known(self) -> bool:
        """Say whether any of the rows was loaded slowly."""
        return any(page.line or page.phone for _, page in self.rows)

    @property
    def tried(self) -> tuple[tuple[str, PageWeight], ...]:
        """Return the rows that were loaded slowly, without scripts or on a narrow screen."""
        seen = ((page.line, page.phone, page.bare_share, page.fits_narrow) for _, page in self.rows)
        return tuple(
            row for row, known in zip(self.rows, seen, strict=True) if any(k is not None for k in known)
        )


def visit_costs(
    source: ReportSource, key_pages: Iterable[KeyPage], services: Iterable[Service]
) -> VisitCosts:
    """Return what visits of a site cost; `key_pages` and `services` say which pages are told one by one."""
    site = site_weight(source.seen_pages(Transfer, SlowLoad, Without, Reflow))
    by_url = {page.url: page for page in site.pages}
    kinds = [(key.kind, key.url) for key in key_pages][:MOST_KEY_PAGES]
    kinds += [("service", service.url) for service in services][:MOST_SERVICES]
    first = {url: kind for kind, url in reversed(kinds) if url in by_url}
    rows = dict.fromkeys((first[url], url) for _, url in kinds if url in first)
    return VisitCosts(site, tuple((kind, by_url[url]) for kind, url in rows))


@dataclass(frozen=True, slots=True)
class WeightWords:
    """Says it in the language of the reader."""

    words: Wording

    def size(self, page: PageWeight) -> Phrase:
        """Return the data of a page, with what is unsure of it."""
        size = self.megabytes(page.wire_bytes)
        if page.is_least:
            return self.words.say("at least {size} MB", size=size)
        if page.is_estimated:
            return self.words.say("about {size} MB", size=size)
        return self.words.say("{size} MB", size=size)

    def megabytes(self, size: float) -> str:
        """Return a number of bytes in MB, with as many digits as mean something."""
        megabytes = size / 1_000_000
        return self.words.catalogue.number(
            megabytes, digits=1 if megabytes >= 1 else 2 if megabytes >= 0.1 else 3
        )

    def price(self, page: PageWeight) -> Phrase:
        """Return what the data costs without a bundle, from the cheapest to the dearest tariff."""
        # Rounded outwards: the range shall not promise more than it knows.
        low, high = page.euro[0] * 100, page.euro[1] * 100
        if high < 1:
            return self.words.say("less than 1 cent")
        if low < 1:
            return self.words.say("at most {high} cents", high=ceil(round(high, 6)))
        return self.words.say("{low} to {high} cents", low=floor(low), high=ceil(round(high, 6)))

    def seconds(self, waiting: Waiting | None, what: str) -> Phrase:
        """Return how long one waits for `first_s`, `text_s` or `whole_s`."""
        if waiting is None:
            return self.words.say("not tested")
        time: float | None = getattr(waiting, what)
        if time is None:
            return self.words.say("not within {s} seconds", s=self._number(waiting.waited_s))
        if what == "whole_s" and waiting.whole_is_estimated:
            return self.words.say("about {s} seconds", s=self._number(time))
        return self.words.say("{s} seconds", s=self._number(time))

    def _number(self, seconds: float) -> str:
        return self.words.catalogue.number(seconds, digits=1 if seconds < 10 else 0)

    def share(self, share: float | None) -> str:
        """Return a part of the whole, a dash where it is not known."""
        return "–" if share is None else self.words.catalogue.percent(share)

    def dated(self) -> str:
        """Return the day of the tariffs."""
        return self.words.catalogue.date(date.fromisoformat(tariffs().dated))

    def range(self) -> tuple[str, str]:
        """Return the cheapest and the dearest tariff in cents a MB."""
        prices = tariffs()
        number = self.words.catalogue.number
        return number(prices.low * 100, digits=1), number(prices.high * 100, digits=0)

    def largest(self, page: PageWeight) -> Phrase:
        """Return of what most of the data is."""
        kind, size = max(page.by_kind.items(), key=lambda one: one[1], default=("other", 0))
        return self.words.say(
            "most of it: {kind} ({size} MB)", kind=self.words.say(KINDS[kind]).text, size=self.megabytes(size)
        )

    def lines(self, page: PageWeight) -> Iterator[str]:
        """Yield it in a few sentences, for a terminal."""
        say = self.words.say
        first = [
            self.size(page).text,
            say("{price} of mobile data (to check)", price=self.price(page).text).text,
        ]
        if page.third_hosts:
            first.append(say("{share} from others", share=self.share(page.third_share)).text)
        if page.tracker_hosts or page.tracker_cookies:
            names = (*page.tracker_hosts, *page.tracker_cookies)[:MOST_HOSTS]
            first.append(say("trackers before consent: {names}", names=", ".join(names)).text)
        yield f"{say('First visit').text}: {'; '.join(first)}."
        for name, waiting in ((N_("On slow 3G"), page.line), (N_("On a slow phone"), page.phone)):
            if waiting is not None:
                text, whole = (self.seconds(waiting, what).text for what in ("text_s", "whole_s"))
                yield f"{say(name).text}: {say('text {text}; all {whole}', text=text, whole=whole).text}."


HELPERS: Final[Mapping[str, Any]] = {"KINDS": KINDS, "FITS": FITS, "MOST_HOSTS": MOST_HOSTS}
"""What the template asks for, beside the costs themselves."""
