"""Menus that stand on several pages, with their links in another order."""

from collections.abc import Iterator

from checks.base import SiteResult, check, site_failed, site_passed
from drempel.i18n import N_
from drempel.model.finding import Impact
from drempel.model.site_view import PageSketch, SiteView, SketchedPart

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
            if _is_same_menu(_order(part, view.start), _order(other, page)) and part.is_same_as(other)
        ]
        if not same:
            continue
        swapped = [
            (page, pair)
            for page, other in same
            if (pair := _swapped(_order(part, view.start), _order(other, page)))
        ]
        if swapped:
            page, (first, second) = swapped[0]
            names = {link.target: link.name for link in reversed(part.links)}
            yield site_failed(
                part.pointer,
                "order",
                count=len(swapped),
                page=page.page_url,
                first=names[first],
                second=names[second],
            )
        else:
            yield site_passed(part.pointer)


def _is_same_menu(mine: list[str], theirs: list[str]) -> bool:
    common = len(set(mine) & set(theirs))
    return common >= MIN_COMMON and common >= MIN_SHARE * min(len(mine), len(theirs))


def _order(part: SketchedPart, page: PageSketch) -> list[str]:
    """Return where the links of a menu lead, each once; the page itself is often left out or set apart."""
    return list(dict.fromkeys(link.target for link in part.links if link.target not in {"", page.page_url}))


def _swapped(mine: list[str], theirs: list[str]) -> tuple[str, str] | None:
    """Return the first two targets that stand the other way round, `None` if none do."""
    kept = [target for target in mine if target in theirs]
    found = [target for target in theirs if target in mine]
    return next(((one, other) for one, other in zip(kept, found, strict=True) if one != other), None)
