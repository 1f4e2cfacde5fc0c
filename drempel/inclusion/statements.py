"""The accessibility statement of a site, from what was seen of its pages; pure."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from drempel.model.inclusion import SeenPage
from drempel.model.statement import Statement
from drempel.model.statement_report import age
from drempel.model.statement_seen import StatementSeen

PARTS = (
    "commitment", "law", "scope", "status", "norm", "items", "reasons", "date", "method", "contact",
    "enforcement",
)  # fmt: skip
"""Parts that Decision (EU) 2018/1523 asks for and that a text can show, in the order of its model."""


@dataclass(frozen=True, slots=True)
class Reach:
    """From how many pages a visitor gets to the statement. `unknown` pages show no menus to look in."""

    part: int = 0
    whole: int = 0
    unknown: int = 0
    vague: int = 0
    """Of `part`: pages on which only an unclear name leads there."""
    without: tuple[str, ...] = ()
    """Some of the pages that do not lead there."""

    @property
    def ratio(self) -> float | None:
        """Return the share of pages that lead there, 0–1; `None` where no page could tell."""
        return self.part / self.whole if self.whole else None


@dataclass(frozen=True, slots=True)
class SiteStatement:
    """What a scan knows of the statement of its site.

    `is_there` is `None` where the scan saw a link to one, but not the statement itself.
    """

    is_there: bool | None
    reach: Reach
    url: str = ""
    """Page or document in which it stands, else where a link to it leads; empty where there is neither."""
    is_document: bool = False
    leads_elsewhere: bool = False
    """Whether all that is known is a link to the site of another body."""
    statement: Statement | None = None
    day: str = ""
    """ISO day on which it was read."""

    @property
    def latest(self) -> str | None:
        """Return the date that counts for the age, ISO: a day or a month."""
        return latest(self.statement) if self.statement is not None else None

    @property
    def age(self) -> str | None:
        """Return `actueel`, `verouderd`, `ernstig verouderd` or `onbekend`; `None` without a statement."""
        return age(self.latest, date.fromisoformat(self.day)) if self.statement is not None else None

    def contradicted_by(self, failures: int) -> bool | None:
        """Say whether the statement contradicts itself, or what was found on all pages of the scan.

        `None` without a status, and for "fully" as long as nothing speaks against it: pages without
        failures prove nothing.
        """
        said = self.statement
        if said is None or said.status is None:
            return None
        if said.status == "tegenstrijdig":
            return True
        if said.status != "V":
            return False
        return True if said.items or failures else None


MOST_WITHOUT = 20


def statement_of(pages: Iterable[SeenPage]) -> SiteStatement:
    """Return the statement of a site; of several the one with most parts, then the first by address."""
    best: tuple[int, str, StatementSeen] | None = None
    link: StatementSeen | None = None
    part = whole = unknown = vague = 0
    without: list[str] = []
    for page in pages:
        seen = page.get(StatementSeen) or StatementSeen()
        if seen.statement is not None:
            parts = len(PARTS) - len(missing_parts(seen.statement))
            if best is None or parts > best[0]:
                best = parts, seen.document or page.final_url or page.url, seen
        leads = seen.leads_there
        if leads is None:
            unknown += 1
            continue
        whole += 1
        part += leads
        vague += leads and seen.on_page is None and seen.link_name == "vague"
        if not leads and len(without) < MOST_WITHOUT:
            without.append(page.url)
        if seen.link is not None and (link is None or _rank(seen) < _rank(link)):
            link = seen
    reach = Reach(part, whole, unknown, vague, tuple(without))
    if best is not None:
        _, url, seen = best
        return SiteStatement(True, reach, url, bool(seen.document), statement=seen.statement, day=seen.day)
    if link is None or link.link is None:
        # A page that shows no menus may belong to a site that has one all the same.
        return SiteStatement(False if whole else None, reach)
    is_pdf = link.link.is_pdf
    return SiteStatement(None, reach, link.link.url, is_pdf, leads_elsewhere=link.leads_elsewhere)


def _rank(seen: StatementSeen) -> tuple[bool, bool]:
    """Order links: on this site before another one, a clear name before an unclear one."""
    return seen.leads_elsewhere, seen.link_name != "clear"


def latest(statement: Statement) -> str | None:
    """Return the newest date that a statement gives, ISO."""
    return max((one for one in (statement.prepared, statement.reviewed) if one), default=None)


def missing_parts(statement: Statement) -> tuple[str, ...]:
    """Return which of `PARTS` a statement lacks; not those of which it cannot be told."""
    said = statement
    is_whole = said.status == "V"
    lacks = {
        "commitment": not said.commitment,
        "law": said.law is None,
        "scope": said.scope is None,
        "status": said.status is None,
        "norm": said.standard is None and said.en_version is None,
        # Without a list the points cannot be counted; that is not the same as none.
        "items": said.items == 0 and not is_whole,
        "reasons": bool(said.items) and not said.reasons,
        "date": latest(said) is None,
        "method": said.method is None,
        "contact": not said.channels,
        "enforcement": said.enforcement is None,
    }
    return tuple(part for part in PARTS if lacks[part])
