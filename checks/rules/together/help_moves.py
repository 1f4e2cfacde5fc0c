"""Ways to get help that come in another order on other pages."""

from collections.abc import Iterator

from checks.base import SiteResult, check, site_failed, site_passed
from drempel.i18n import N_
from drempel.model.finding import Impact, Pointer
from drempel.model.site_view import SiteView


@check(
    id="help-moves",
    title=N_("The ways to get help are in another order on other pages"),
    repair=N_("Put contact, phone number and other help in the same place and order on every page."),
    requirements=("wcag:3.2.6",),
    needs=(SiteView,),
    impact=Impact.MODERATE,
    messages={
        "order": N_("On {count} pages, such as {page}, help comes in another order than on the start page."),
    },
    scope="site",
)
def help_moves(view: SiteView) -> Iterator[SiteResult]:
    """Yield one result for a site whose start page offers two ways to get help in its shared parts."""
    ours = view.start.help
    if len(ours) < 2:
        return
    compared, moved = 0, []
    for page in view.pages:
        common = [kind for kind in page.help if kind in ours]
        if page.page_url == view.start.page_url or page.language != view.start.language or len(common) < 2:
            continue
        # A part that a page does not have puts nothing in another order.
        if any(page.help[kind] != ours[kind] for kind in common):
            continue
        compared += 1
        if common != [kind for kind in ours if kind in common]:
            moved.append(page.page_url)
    place = next((part.pointer for part in view.start.parts), Pointer("body"))
    if moved:
        yield site_failed(place, "order", count=len(moved), page=moved[0])
    elif compared:
        yield site_passed(place)
