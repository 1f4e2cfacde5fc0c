"""Pages that are made of a frameset."""

from collections.abc import Iterator

from checks.base import Result, check, failed, passed
from drempel.dom import Dom
from drempel.i18n import N_
from drempel.model.finding import Impact, Kind


@check(
    id="frameset-used",
    title=N_("Page is made of frames in a frameset"),
    repair=N_("Put the content in one page, with a menu and a main part."),
    kind=Kind.PRACTICE,
    who="blind",
    needs=(Dom,),
    impact=Impact.MODERATE,
    messages={
        "frames": N_("The page is a frameset of {count} frames: they cannot be linked to or enlarged well.")
    },
)
def frameset_used(dom: Dom) -> Iterator[Result]:
    """Yield one result for the outermost frameset, or one for the first frame within a page."""
    framesets = dom.select("frameset")
    if framesets:
        yield failed(framesets[0], "frames", count=len(framesets[0].select("frame")))
    else:
        yield from map(passed, dom.select("iframe")[:1])
