"""The link to the accessibility statement stands in a part that pages share, but not on each of them."""

from collections.abc import Iterator

from checks.base import SiteResult, check, site_failed, site_passed
from checks.facts.statement_parts import is_title
from drempel.i18n import N_
from drempel.model.finding import Impact, Kind
from drempel.model.site_view import SiteView, SketchedPart

MAX_LINKS = 80
"""As many links of a part are known; of a longer one the link may have been cut off."""
MIN_COMMON = 2
"""Other links that two parts must have in common: a footer of another section may have one of its own."""


@check(
    id="statement-link-not-everywhere",
    title=N_("The link to the accessibility statement is missing on some pages"),
    repair=N_("Put the link to the accessibility statement in the footer of every page."),
    kind=Kind.PRACTICE,
    needs=(SiteView,),
    impact=Impact.MODERATE,
    who="low-vision",
    messages={
        "missing": N_("{count} pages, such as {page}, have this part without the link “{name}”."),
    },
    scope="site",
)
def statement_link_not_everywhere(view: SiteView) -> Iterator[SiteResult]:
    """Yield one result per part of the start page with a link to the statement that other pages have too."""
    for part in view.start.parts:
        name = _statement_name(part)
        if not name:
            continue
        same = [
            (page, other)
            for page in view.pages
            if page.page_url != view.start.page_url and page.language == view.start.language
            for other in page.parts
            if part.is_same_as(other)
            and _in_common(part, other) >= MIN_COMMON
            and len(other.links) < MAX_LINKS
        ]
        lacking = [page for page, other in same if not _statement_name(other)]
        if lacking:
            yield site_failed(
                part.pointer, "missing", count=len(lacking), page=lacking[0].page_url, name=name
            )
        elif same:
            yield site_passed(part.pointer)


def _statement_name(part: SketchedPart) -> str:
    return next((link.name for link in part.links if is_title(link.name)), "")


def _in_common(part: SketchedPart, other: SketchedPart) -> int:
    mine = {link.target for link in part.links if not is_title(link.name)}
    return len(mine & {link.target for link in other.links})
