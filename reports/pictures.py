"""The pictures of problems that one page of a report can hold."""

from functools import lru_cache

from markupsafe import Markup

from drempel.model.issue import Issue
from drempel.model.report import ReportSource
from reports.render import data_uri

MOST_BYTES = 60_000
"""Of one picture."""
PAGES_KEPT = 8
"""Pages whose pictures are in memory: those of one template stand beside each other."""
PAGE_BYTES = 500_000
"""Of all pictures on one page, before base64 makes a third more of them."""


class PictureShelf:
    """Gives the pictures of problems, page by page of the report, while their room lasts."""

    def __init__(self, source: ReportSource) -> None:
        self._where = source.pictured()
        self._shots = lru_cache(maxsize=PAGES_KEPT)(source.shots)
        self.start_page()

    def start_page(self) -> None:
        """Begin a page of the report."""
        self._left = PAGE_BYTES

    def picture(self, issue: Issue) -> tuple[Markup, str] | None:
        """Return the picture of a problem as `data:` address and the address of the page that it shows."""
        url = self._where.get(issue.example.fingerprint)
        found = self._shots(url).get(issue.example.fingerprint) if url is not None else None
        if url is None or found is None:
            return None
        uri = data_uri(found.data, min(MOST_BYTES, self._left))
        if uri is None:
            return None
        self._left -= len(found.data)
        return uri, url
