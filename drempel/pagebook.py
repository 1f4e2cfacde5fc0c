"""Which pages of a crawl were judged, and which further addresses show one of them. Pure.

One page goes by many addresses: with and without `www.`, a final slash, `index.html`, by http and https,
or by another address that it calls its proper one. Only what is shown can prove that two addresses are
one page; so both are asked, and the second ends as a duplicate with the rule that joined them.
"""

from collections.abc import Mapping

from crawler.nearness import alike
from crawler.urls import likeness, merged_by


class PageBook:
    """The judged pages of one crawl, by their `page_url` and the mark of their text."""

    def __init__(self, judged: Mapping[str, int] | None = None) -> None:
        self._marks: dict[str, int] = {}
        self._lookalikes: dict[str, list[str]] = {}
        self._claims: dict[str, str] = {}
        for page_url, mark in (judged or {}).items():
            self.note(page_url, mark)

    def __contains__(self, page_url: str) -> bool:
        return page_url in self._marks

    def note(self, page_url: str, mark: int, canonical: str = "") -> None:
        """Write down a judged page, and the other page of the site that it calls its proper address."""
        self._marks[page_url] = mark
        self._lookalikes.setdefault(likeness(page_url).page_url, []).append(page_url)
        if canonical:
            self._claims.setdefault(canonical, page_url)

    def twin(self, page_url: str, mark: int, canonical: str = "") -> tuple[str, str] | None:
        """Return the judged page that another address shows again, and the rule that joins them.

        Rules: `canonical`, and those of `urls.likeness`, of which `scheme` is `http-https` here. A canonical
        address alone proves nothing: many sites name their home page on every page. What a page names that
        turns out to be a twin is remembered for the page that is kept: names may form a chain.
        """
        found = self._twin(page_url, mark, canonical)
        if found and canonical:
            self._claims.setdefault(canonical, found[0])
        return found

    def _twin(self, page_url: str, mark: int, canonical: str) -> tuple[str, str] | None:
        for kept in filter(None, (canonical, self._claims.get(page_url, ""))):
            if kept != page_url and self._shows(kept, mark):
                return kept, "canonical"
        for kept in self._lookalikes.get(likeness(page_url).page_url, ()):
            if kept != page_url and self._shows(kept, mark):
                rule = next(iter(merged_by(page_url, kept)), "same-page")
                # As a reason `scheme` is taken: it says that something is no web address.
                return kept, "http-https" if rule == "scheme" else rule
        return None

    def _shows(self, kept: str, mark: int) -> bool:
        known = self._marks.get(kept)
        return known is not None and (known == mark or alike(known, mark))
