"""Pages that can be found by following links only: no search, no overview."""

import re
from collections.abc import Iterator

from checks.base import SiteResult, check, site_passed, site_question
from drempel.i18n import N_
from drempel.model.finding import Impact, Pointer
from drempel.model.site_view import SiteView

FEW_PAGES = 6
"""A smaller site is seen at a glance."""

_OVERVIEW = re.compile(
    r"site ?map|overzicht|plattegrond|wegwijzer|\ba ?(?:-|–|tot|to|à) ?z\b|\bindex\b|plan du site"
    r"|inhoudstafel|alle (?:themas?|thema['’]s|pagina['’]s|onderwerpen|producten|diensten)",
    re.IGNORECASE,
)


@check(
    id="one-way-to-pages",
    title=N_("Pages can be found in one way only"),
    repair=N_("Offer a second way to find a page: a search field, or an overview of all pages."),
    requirements=("wcag:2.4.5",),
    needs=(SiteView,),
    impact=Impact.MODERATE,
    messages={
        "only-links": N_(
            "We saw no search and no overview of the site. {count} pages, such as {page}, are in no menu. "
            "Is there another way to find them?"
        ),
    },
    scope="site",
)
def one_way_to_pages(view: SiteView) -> Iterator[SiteResult]:
    """Yield one result for a site of some size; pages that are steps of a process cannot be told apart."""
    if len(view.pages) < FEW_PAGES:
        return
    target = next((part.pointer for part in view.start.parts), Pointer("body"))
    names = (link.name for page in view.pages for part in page.parts for link in part.links)
    if any(page.has_search for page in view.pages) or any(map(_OVERVIEW.search, names)):
        yield site_passed(target)
        return
    listed = view.start.targets | {
        link.target for page in view.pages for part in page.parts for link in part.links
    }
    hidden = [page.page_url for page in view.pages if page.page_url not in {*listed, view.start.page_url}]
    if hidden:
        yield site_question(target, "only-links", count=len(hidden), page=hidden[0])
    else:
        yield site_passed(target)
