"""Pages about different things that bear one and the same title."""

from collections import defaultdict
from collections.abc import Iterator

from checks.base import SiteResult, check, site_failed, site_passed, site_question
from drempel.i18n import N_
from drempel.model.finding import Impact, Pointer
from drempel.model.site_view import PageSketch, SiteView

CERTAIN = 3
"""From so many pages with headings of their own the title cannot be about all of them."""


@check(
    id="titles-repeat",
    title=N_("Different pages have the same title"),
    repair=N_("Give each page a title of its own: first what the page is about, then the name of the site."),
    requirements=("wcag:2.4.2",),
    needs=(SiteView,),
    impact=Impact.MODERATE,
    messages={
        "same": N_("{count} pages about different things have the title “{title}”: {pages}."),
        "perhaps": N_("Are {pages} about the same thing? Both have the title “{title}”."),
    },
    scope="site",
)
def titles_repeat(view: SiteView) -> Iterator[SiteResult]:
    """Yield one result per title that several pages with different headings have, or one pass."""
    by_title: defaultdict[str, list[PageSketch]] = defaultdict(list)
    for page in view.pages:
        if page.title and page.heading:
            by_title[page.title].append(page)
    target = Pointer("title", structure="title")
    compared = repeated = 0
    for title, pages in sorted(by_title.items()):
        compared += len(pages)
        # Leaves of one list have one heading, and whatever the title says of that is right.
        headings = {page.heading.casefold() for page in pages}
        if len(headings) < 2:
            continue
        repeated += 1
        addresses = ", ".join(page.page_url for page in pages[:5])
        if len(headings) >= CERTAIN:
            yield site_failed(target, "same", title=title, count=len(pages), pages=addresses)
        else:
            yield site_question(target, "perhaps", title=title, pages=addresses)
    if compared > 1 and not repeated:
        yield site_passed(target)
