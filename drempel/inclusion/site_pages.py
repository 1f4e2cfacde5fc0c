"""The pages of one scan as services are looked for in them: what each is called, where its content leads."""

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from functools import cached_property, lru_cache
from typing import Final
from urllib.parse import parse_qsl, unquote, urlencode, urlsplit

from drempel.inclusion.service_names import about, title_part
from drempel.model.facts import Evidence, Facts, Lead
from drempel.model.inclusion import SeenPage
from drempel.model.service import SeenAt

_INDEX: Final = re.compile(r"/(?:index|default|home)\.\w{3,4}$")
_STEP_PART: Final = re.compile(r"(?:stap|step|etape|schritt)[-_]?\d{1,2}")
_NUMBER: Final = re.compile(r"\d{1,2}")
_STEP_KEYS: Final = frozenset({"stap", "step", "etape", "schritt", "page", "pagina", "state", "s"})
_DOCUMENT: Final = re.compile(r"\.(?:pdf|docx?|odt|rtf|xlsx?|ods)$", re.IGNORECASE)
MOST_CHROME_SHARE: Final = 0.4
"""A link that stands in the content of a greater part of the pages belongs to none of them."""
LEAST_CHROME_PAGES: Final = 5
MOST_PAGES_SHARE: Final = 0.6
"""A fact of so many pages is one of header or footer."""


_KEPT_PLACES: Final = frozenset(
    ("kind", "phones", "addresses_counter", "opening_hours", "click", "face", "home", "email_required",
     "login_ways", "pdf_only")
)  # fmt: skip
"""Facts of which services show where they were seen."""


class _Slim:
    """What is kept of each page while all of a site are held: equal texts are held once."""

    def __init__(self) -> None:
        self._texts: dict[str, str] = {}
        self._leads: dict[Lead, Lead] = {}

    def found(self, page: SeenPage, facts: Facts) -> "Found":
        """Return a page with no more than what services are found by."""
        places = {
            name: tuple(Evidence(self._once(place.selector), self._once(place.text)) for place in found)
            for name, found in facts.evidence.items()
            if name in _KEPT_PLACES
        }
        leads = tuple(self._lead(lead) for lead in facts.leads)
        bare = SeenPage(self._once(page.url), page.title, self._once(page.final_url))
        return Found(bare, replace(facts, evidence=places, leads=leads))

    def _once(self, text: str) -> str:
        return self._texts.setdefault(text, text)

    def _lead(self, lead: Lead) -> Lead:
        if (known := self._leads.get(lead)) is None:
            known = Lead(self._once(lead.url), self._once(lead.text), self._once(lead.selector))
            self._leads[known] = known
        return known


@lru_cache(maxsize=20_000)
def page_key(url: str) -> str:
    """Return what makes two addresses the same page: no scheme, `www.`, fragment, or `/` at the end."""
    try:
        parts = urlsplit(url)
        host = (parts.hostname or "").removeprefix("www.") + (f":{parts.port}" if parts.port else "")
    except ValueError:
        return url
    path = _INDEX.sub("", unquote(parts.path)).rstrip("/")
    return f"{host}{path}{'?' if parts.query else ''}{parts.query}"


def is_document(url: str) -> bool:
    """Say whether an address is that of a document to open or download."""
    try:
        return bool(_DOCUMENT.search(urlsplit(url).path))
    except ValueError:
        return False


@dataclass(frozen=True, eq=False)
class Found:
    """One page of the scan whose facts are known."""

    page: SeenPage
    facts: Facts

    @property
    def url(self) -> str:
        """Return the address by which the site knows it."""
        return self.page.url

    @property
    def kind(self) -> str:
        """Return the kind of page."""
        return self.facts.kind or "other"

    @cached_property
    def key(self) -> str:
        """Return its identity, see `page_key`."""
        return page_key(self.url)

    @cached_property
    def folder(self) -> str:
        """Return what the addresses of pages below it begin with; empty for the root of a site."""
        bare = self.key.partition("?")[0]
        return f"{bare}/" if "/" in bare else ""

    @cached_property
    def place(self) -> Evidence | None:
        """Return where its name stands."""
        places = self.facts.evidence.get("kind", ())
        return places[0] if places and places[0].text.strip() else None

    @cached_property
    def name(self) -> str:
        """Return its main heading, or else the part of its title that is about it."""
        title = title_part(self.page.title)
        return self.place.text.strip() if self.place else title or self.url

    @cached_property
    def about(self) -> frozenset[str]:
        """Return the words that tell what it is about."""
        return about(self.name) or about(title_part(self.page.title))

    @cached_property
    def form_key(self) -> str:
        """Return what the steps of one form have in common in their addresses."""
        path, _, query = self.key.partition("?")
        folder, _, last = path.rpartition("/")
        has_steps = self.facts.form_step is not None
        if folder and (_STEP_PART.fullmatch(last.lower()) or (has_steps and _NUMBER.fullmatch(last))):
            path = folder
        pairs = parse_qsl(query, keep_blank_values=True)
        kept = [(key, value) for key, value in pairs if not (has_steps and key.lower() in _STEP_KEYS)]
        return f"{path}?{urlencode(kept)}" if kept else path

    @cached_property
    def parts(self) -> tuple[str, ...]:
        """Return the parts of its path in lower case."""
        return tuple(part.lower() for part in self.key.partition("?")[0].split("/")[1:])

    def seen(self, field: str) -> tuple[SeenAt, ...]:
        """Return where a fact was seen."""
        return tuple(
            SeenAt(self.url, place.selector, place.text) for place in self.facts.evidence.get(field, ())
        )

    @property
    def seen_name(self) -> SeenAt:
        """Return where its name was seen."""
        return SeenAt(self.url, self.place.selector if self.place else "", self.name)

    @property
    def is_form(self) -> bool:
        """Say whether people fill something in here."""
        return self.kind == "form"


class SitePages:
    """All pages of a scan with facts, by address, and the links between them."""

    def __init__(self, pages: Iterable[SeenPage]) -> None:
        slim = _Slim()
        self.all: Sequence[Found] = [
            slim.found(page, facts) for page in pages if (facts := page.facts) is not None and facts.kind
        ]
        self._by_key: dict[str, Found] = {}
        for found in self.all:
            self._by_key.setdefault(found.key, found)
        for found in self.all:
            self._by_key.setdefault(page_key(found.page.final_url or found.url), found)
        linked = Counter(
            key for found in self.all for key in {page_key(lead.url) for lead in found.facts.leads}
        )
        most = max(LEAST_CHROME_PAGES, MOST_CHROME_SHARE * len(self.all))
        self._chrome = frozenset(key for key, count in linked.items() if count >= most)

    def at(self, url: str) -> Found | None:
        """Return the page at an address, `None` where it was not seen."""
        return self._by_key.get(page_key(url))

    def leads(self, found: Found) -> list[tuple[Lead, Found]]:
        """Return the links of the content that lead to a page that was seen; not those of every page."""
        return [
            (lead, target)
            for lead in found.facts.leads
            if page_key(lead.url) not in self._chrome
            and (target := self.at(lead.url)) is not None
            and target is not found
        ]

    def unseen(self, found: Found) -> list[Lead]:
        """Return the links of the content to pages that were not seen: of another site, or left out."""
        return [
            lead
            for lead in found.facts.leads
            if page_key(lead.url) not in self._chrome
            and not is_document(lead.url)
            and self.at(lead.url) is None
        ]

    def documents(self, found: Found) -> list[Lead]:
        """Return the documents that the content links to."""
        return [lead for lead in found.facts.leads if is_document(lead.url)]

    @cached_property
    def general_logins(self) -> frozenset[str]:
        """Return the ways to log in that most pages show: those of the header, for no one service."""
        if len(self.all) < LEAST_CHROME_PAGES:
            return frozenset()
        count = Counter(way for found in self.all for way in found.facts.login_ways)
        return frozenset(way for way, pages in count.items() if pages >= MOST_PAGES_SHARE * len(self.all))

    @cached_property
    def general_addresses(self) -> frozenset[str]:
        """Return the counters that most pages name: those of the footer, for no one service."""
        if len(self.all) < LEAST_CHROME_PAGES:
            return frozenset()
        count = Counter(address for found in self.all for address in found.facts.addresses_counter)
        return frozenset(
            address for address, pages in count.items() if pages >= MOST_PAGES_SHARE * len(self.all)
        )

    @cached_property
    def contacts(self) -> list[Found]:
        """Return the pages that tell how to reach the body as a whole; the shortest address first."""
        return sorted((f for f in self.all if f.kind == "contact"), key=lambda f: (len(f.parts), f.url))
