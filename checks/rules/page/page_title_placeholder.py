"""Pages that still carry the title their editor or framework gave them."""

from collections.abc import Iterator

from checks.base import Ground, Result, cant_tell, check, failed, passed
from checks.titles import VAGUE, is_placeholder
from drempel.dom import Dom
from drempel.i18n import N_
from drempel.model.finding import Impact, Kind


@check(
    id="page-title-placeholder",
    title=N_("Page title is a placeholder"),
    repair=N_("Give the page a title that says what it is about, followed by the name of the site."),
    requirements=("wcag:2.4.2",),
    act=("c4a8a4",),
    needs=(Dom,),
    impact=Impact.SERIOUS,
    messages={
        "placeholder": N_("The page title “{title}” says nothing about this page."),
        "vague": N_("The page title is “{title}”. Does that tell which page of which site this is?"),
    },
    grounds={"vague": Ground(Kind.NORM, Impact.MODERATE, ("wcag:2.4.2",), ("c4a8a4",))},
)
def page_title_placeholder(dom: Dom) -> Iterator[Result]:
    """Yield one result for an HTML page that has a title."""
    if not dom.is_html or not dom.title:
        return  # no title at all is axe-core's subject
    if is_placeholder(dom.title):
        yield failed(dom.root, "placeholder", title=dom.title)
    elif dom.title.casefold().strip(" .…-–|:!") in VAGUE:
        yield cant_tell(dom.root, "vague", title=dom.title)
    else:
        yield passed(dom.root)
