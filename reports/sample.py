"""Why each page is in the sample, and which pages a person looks at (WCAG-EM 1.0, step 3).

Every page that was judged is in the sample of the machine. The grounds come from what the scan stored: the
start, kinds of key pages, services and forms, examples of page templates, and the page that led to it. A
person begins with the structured part and a random part, which anybody can draw again from its seed.
"""

import re
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from hashlib import blake2b
from heapq import nsmallest
from typing import Any, Final

from drempel.by_hand import first_on
from drempel.i18n import N_
from drempel.model.landing import landing_kind
from drempel.model.report import PageSummary, ReportSource
from drempel.model.service import Service
from drempel.model.snapshot import FetchOutcome, SampleKind
from drempel.model.template import PageTemplate
from reports.channels import KEY_KINDS, WHY, ChannelMap
from reports.render import address
from reports.wording import Phrase, Wording

MOST_OF_A_KIND: Final = 2
"""Key pages of one kind in the sample that a person looks at."""
MOST_SERVICES: Final = 5
MOST_TEMPLATES: Final = 8
RANDOM_PART: Final = 10
"""One page drawn at random for so many of the structured part: 10 % of it (WCAG-EM 1.0, step 3.c)."""
_SITEMAP: Final = re.compile(r"/[^/]+\.(xml|txt|rss|atom)(\.gz)?$")

CHOSEN: Final[Mapping[str, str]] = {
    SampleKind.STRUCTURED: N_("chosen for what it shows"),
    SampleKind.RANDOM: N_("drawn at random"),
    SampleKind.PROCESS: N_("a step of a process"),
}
SAID: Final[Mapping[str, str]] = {
    "start": N_("where the scan begins"),
    "key-page": N_("key page: {name}"),
    "service": N_("a service of this site"),
    "form": N_("a form of a service"),
    "template": N_("example of page template {template}"),
    "random": N_("drawn at random, with seed {seed}"),
    "structured": CHOSEN[SampleKind.STRUCTURED],
    "process": CHOSEN[SampleKind.PROCESS],
    "sitemap": N_("found in the site map {address}"),
    "start-page": N_("found on the start page"),
    "start-or-sitemap": N_("found on the start page or in a site map"),
    "linked": N_("found on {address}"),
    "unknown": N_("it is not known what led to it"),
}
"""Key of a ground → what people read."""


@dataclass(frozen=True, slots=True)
class Ground:
    """One reason for which a page is in the sample."""

    key: str
    """One of `SAID`."""
    name: str = ""
    """Kind of key page: a key of `KEY_KINDS`."""
    template: int = 0
    seed: str = ""
    url: str = ""
    """Page that led here."""

    def data(self) -> dict[str, Any]:
        """Return it for programs: its key, and what else is known of it."""
        more = {"kind": self.name, "template": self.template, "seed": self.seed, "from": self.url}
        return {"reason": self.key, **{key: value for key, value in more.items() if value}}


@dataclass(frozen=True, slots=True)
class SampleRow:
    """A judged page with its grounds."""

    page: PageSummary
    grounds: Sequence[Ground]


@dataclass(slots=True)
class SamplePage:
    """A page that a person should look at, with why it was chosen."""

    url: str
    title: str
    kind: str
    """Kind of key page, `service` or `form`; empty for an example of a template or a page by chance."""
    name: str
    """English message that names the kind."""
    why: str
    """English message that says why."""
    pages: int = 0
    """Pages of the template that it is an example of."""
    questions: int = 0
    is_random: bool = False

    @property
    def first(self) -> tuple[str, ...]:
        """Return the criteria worth looking at first."""
        return first_on(self.kind)


@dataclass
class Sample:
    """The sample of one scan."""

    starts: frozenset[str]
    seed: str
    structured: Sequence[SamplePage]
    special: Mapping[str, Sequence[Ground]]
    """By address, the grounds that lie in the page itself."""
    drawn: Sequence[PageSummary] = ()
    kinds: Counter[str] = field(default_factory=Counter)
    """How the pages came into the sample of the machine."""
    names_sitemaps: bool = False
    """Whether the scan told of a page that a site map led to it; older ones named the start page instead."""

    @property
    def judged(self) -> int:
        """Return the number of pages in the sample of the machine."""
        return self.kinds.total()

    @property
    def for_people(self) -> list[SamplePage]:
        """Return the pages that a person looks at: the structured part, then the random one."""
        by_chance = (
            SamplePage(
                page.record.page_url,
                page.title,
                "",
                N_("By chance"),
                CHOSEN[SampleKind.RANDOM],
                questions=page.cant_tell,
                is_random=True,
            )
            for page in self.drawn
        )
        return [*self.structured, *by_chance]

    @cached_property
    def _drawn_urls(self) -> frozenset[str]:
        return frozenset(page.record.page_url for page in self.drawn)

    def is_random(self, page: PageSummary) -> bool:
        """Tell whether a page is of the random part (WCAG-EM 1.0, step 3.c)."""
        return page.record.page_url in self._drawn_urls or page.record.sample is SampleKind.RANDOM

    def grounds(self, page: PageSummary) -> list[Ground]:
        """Return why a page is in the sample; nothing for an address that was not judged."""
        record = page.record
        if record.outcome is not FetchOutcome.OK:
            return []
        found: list[Ground] = []
        is_start = not record.depth and not record.found_on
        if is_start:
            found.append(Ground("start"))
        found += self.special.get(record.page_url, ())
        if record.sample in {SampleKind.STRUCTURED, SampleKind.PROCESS}:
            found.append(Ground(record.sample.value))
        if self.is_random(page):
            found.append(Ground("random", seed=self.seed))
        if record.found_on and not is_start:
            found.append(self._led_by(record.found_on))
        return found or [Ground("unknown")]

    def _led_by(self, address: str) -> Ground:
        if is_sitemap(address):
            return Ground("sitemap", url=address)
        if address in self.starts:
            return Ground("start-page" if self.names_sitemaps else "start-or-sitemap")
        return Ground("linked", url=address)


def sample_of(source: ReportSource, channels: ChannelMap) -> Sample:
    """Return the sample; walks over the pages once and holds only the few that are drawn."""
    header, templates = source.header, source.templates()
    structured = _structured(channels, templates)
    seed = header.scan.id
    sample = Sample(frozenset(header.site_start), seed, structured, _special(channels, templates))
    wanted = {page.url: page for page in structured}
    others: list[tuple[bytes, int, PageSummary]] = []
    most = max(1, -(-len(structured) // RANDOM_PART))
    for number, page in enumerate(source.pages()):
        if page.record.outcome is not FetchOutcome.OK:
            continue
        url = page.record.page_url
        sample.kinds[page.record.sample] += 1
        sample.names_sitemaps = sample.names_sitemaps or is_sitemap(page.record.found_on)
        if one := wanted.get(url):
            one.questions = page.cant_tell
        else:
            others = nsmallest(most, [*others, (lot(seed, url), number, page)], key=lambda row: row[:2])
    sample.drawn = [page for _, _, page in others]
    return sample


def is_sitemap(address: str) -> bool:
    """Tell whether the address that led to a page is that of a site map, a file for programs.

    One with the name of a page, such as `/sitemap.php`, is not recognised, and told as a page.
    """
    return _SITEMAP.search(address.partition("?")[0].lower()) is not None


def lot(seed: str, url: str) -> bytes:
    """Return the lot of a page: those with the smallest are drawn. BLAKE2b of seed, newline and address."""
    return blake2b(f"{seed}\n{url}".encode("utf-8", "surrogatepass"), digest_size=16).digest()


def ground_said(words: Wording, ground: Ground) -> Phrase:
    """Return a ground as people read it."""
    return words.say(
        SAID[ground.key],
        name=words.say(KEY_KINDS[ground.name]) if ground.name else "",
        template=ground.template,
        seed=ground.seed,
        address=address(ground.url),
    )


def grounds_said(words: Wording, grounds: Sequence[Ground]) -> str:
    """Return the grounds of a page in one line, for a cell or a description."""
    return "; ".join(ground_said(words, ground).text for ground in grounds)


def _special(channels: ChannelMap, templates: Sequence[PageTemplate]) -> dict[str, list[Ground]]:
    found: dict[str, list[Ground]] = {}
    for key in channels.key_pages:
        found.setdefault(key.url, []).append(Ground("key-page", name=key.kind))
    for service in channels.services:
        found.setdefault(service.url, []).append(Ground(_kind(service)))
    for template in templates:
        found.setdefault(template.example_url, []).append(Ground("template", template=template.number))
    return found


def _kind(service: Service) -> str:
    return "form" if landing_kind(service.url, service.name) == "form" else "service"


def _structured(channels: ChannelMap, templates: Sequence[PageTemplate]) -> list[SamplePage]:
    """Return key pages, services and an example of each large template; no page twice."""
    found: dict[str, SamplePage] = {}
    count: Counter[str] = Counter()
    for key in channels.key_pages:
        if key.url not in found and count[key.kind] < MOST_OF_A_KIND:
            count[key.kind] += 1
            found[key.url] = SamplePage(key.url, key.seen.text, key.kind, KEY_KINDS[key.kind], WHY[key.why])
    for service in channels.services[:MOST_SERVICES]:
        page = SamplePage(service.url, service.name, _kind(service), N_("Service"), SAID["service"])
        found.setdefault(service.url, page)
    for template in templates[:MOST_TEMPLATES]:
        why = N_("example of a page template")
        page = SamplePage(template.example_url, "", "", N_("Template"), why, template.pages)
        found.setdefault(template.example_url, page)
    return list(found.values())
