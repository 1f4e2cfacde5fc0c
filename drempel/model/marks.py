"""By what a page and all that it loads can be recognised later, without loading it in a browser."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Final

BY_DAY: Final = "judged-by-day"
"""Why a page that is the same may be judged otherwise: what it says grows old."""


@dataclass(frozen=True, slots=True)
class Mark:
    """One answer of a server, as it can be recognised."""

    url: str
    """Address that was asked first."""
    kind: str = "document"
    """See `drempel.model.transfer.KINDS`."""
    final_url: str = ""
    """Address that answered in the end; empty where it is `url`."""
    status: int = 200
    etag: str = ""
    modified: str = ""
    """`Last-Modified` as sent."""
    digests: tuple[str, ...] = ()
    """Of the content, ever less exact, see `crawler.sameness.digests`; empty where it was not read."""


@dataclass(frozen=True, slots=True)
class PageMarks:
    """By what the answer of a page itself is recognised. Made without arguments: it cannot be."""

    page: Mark = field(default_factory=lambda: Mark(""))
    headers: Mapping[str, str] = field(default_factory=dict)
    """Those headers that a judgement, or the reach of the page, can depend on; lower-case names."""
    cookies: tuple[str, ...] = ()
    """Names of the cookies that the answer sets, sorted."""
    unsure: str = ""
    """Why the page must be visited whatever the server says of it, or `BY_DAY`; empty where it need not."""

    @property
    def can_tell(self) -> bool:
        """Return whether the page can be recognised at all."""
        return bool(self.page.url) and self.unsure in {"", BY_DAY}


@dataclass(frozen=True, slots=True)
class Supplies:
    """By what the things are recognised that a page loads: styles, scripts, frames, images, data.

    An artefact of its own, for most pages of a site load the same.
    """

    marks: tuple[Mark, ...] = ()
