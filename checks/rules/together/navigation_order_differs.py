"""Menus that stand on several pages, with their links in another order."""

from collections.abc import Iterator

from checks.base import SiteResult, check, site_failed, site_passed
from drempel.i18n import N_
from drempel.model.finding import Impact
from drempel.model.site_view import SiteView, SketchedPart

MIN_COMMON = 4
MIN_SHARE = 0.7
"""Parts that have less in common are not the same menu: related pages, a menu of another section."""


@check(
    id="navigation-order-differs",
    title=N_("The links of a menu are in another order on other pages"),
    repair=N_("Keep the links of a menu in the same order on all pages."),
    requirements=("wcag:3.2.3",),
    needs=(SiteView,),
    impact=Impact.MODERATE,
    messages={
        "order": N_(
            "This menu has its links in another order on {count} pages, such as {page}: "
            "there “{second}” comes first, here “{first}”."
        ),
    },
    scope="site",
)
def navigation_order_differs(view: SiteView) -> Iterator[SiteResult]:
    """Yield one result per menu of the start page that other pages have too."""
    for part in view.start.parts:
        same = [
            (page, other)
            for page in view.pages
            if page.page_url != view.start.page_url and page.language == view.start.language
            for other in page.parts
            if _is_same_menu(part, other)
        ]
        if not same:
            continue
        swapped = [(page, pair) for page, other in same if (pair := _swapped(part, other))]
        if swapped:
            page, (first, second) = swapped[0]
            yield site_failed(
                part.pointer, "order", count=len(swapped), page=page.page_url, first=first, second=second
            )
        else:
            yield site_passed(part.pointer)


def _is_same_menu(one: SketchedPart, other: SketchedPart) -> bool:
    if (one.role, one.name, one.place) != (other.role, other.name, other.place):
        return False
    mine, theirs = set(_order(one)), set(_order(other))
    common = mine & theirs
    return len(common) >= MIN_COMMON and len(common) >= MIN_SHARE * min(len(mine), len(theirs))


def _order(part: SketchedPart) -> list[str]:
    """Return where the links of a menu lead, each once; the page itself is often left out or set apart."""
    return list(dict.fromkeys(link.target for link in part.links if link.target and not link.shows_own_page))


def _swapped(one: SketchedPart, other: SketchedPart) -> tuple[str, str] | None:
    """Return the names of the first two links that stand the other way round, `None` if none do."""
    mine, theirs = _order(one), _order(other)
    kept = [target for target in mine if target in set(theirs)]
    found = [target for target in theirs if target in set(mine)]
    if kept == found:
        return None
    names = {link.target: link.name for link in reversed(one.links)}
    at = next(at for at, target in enumerate(kept) if found[at] != target)
    return names[kept[at]], names[found[at]]
