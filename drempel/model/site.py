"""What is evaluated: start addresses and scope rules (WCAG-EM step 1)."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Site:
    """A website: where to start and what belongs to it.

    `include` holds URL prefixes (empty: the hosts of the start URLs); `exclude` shell patterns on the
    whole URL with `*`. `allow_private` permits loopback and private networks for this site alone.
    """

    start: tuple[str, ...]
    include: tuple[str, ...] = ()
    exclude: tuple[str, ...] = ()
    allow_private: bool = False

    @property
    def id(self) -> str:
        """Return the identity of the site across scans: its first start URL."""
        return self.start[0]


@dataclass(frozen=True, slots=True)
class Limits:
    """Where a crawl ends at the latest; `None` means no limit."""

    max_pages: int = 500
    max_depth: int | None = None
    max_time_s: float | None = None
