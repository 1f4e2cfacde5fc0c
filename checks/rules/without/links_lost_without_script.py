"""Links that are there only where scripts run."""

from collections.abc import Iterator

from checks import steps
from checks.base import Result, check, failed, passed
from drempel.dom import Dom
from drempel.i18n import N_
from drempel.model.finding import Impact, Kind
from drempel.model.without import Without

LEAST_LOST = 3
SHARE = 0.3
"""Fewer and a smaller part may be what scripts add."""


@check(
    id="links-lost-without-script",
    title=N_("Links are gone without JavaScript"),
    repair=N_("Write links as <a href> in the page itself; scripts may fold a menu in, not make it."),
    kind=Kind.PRACTICE,
    who="old-phone",
    needs=(Dom, Without),
    impact=Impact.MODERATE,
    messages={
        "gone": N_("Without JavaScript {count} of {total} links cannot be seen, among them: {names}."),
    },
)
def links_lost_without_script(dom: Dom, without: Without) -> Iterator[Result]:
    """Yield one result for a page with scripts and links."""
    whole, lost = without.whole.links, without.whole.links - without.bare.links
    if not without.has_scripts or not whole:
        return
    if lost < LEAST_LOST or lost < SHARE * whole or not without.lost_links:
        yield passed(dom.root)
    else:
        names = ", ".join(f"“{name[:40]}”" for name in without.lost_links[:4])
        yield failed(dom.root, "gone", steps=(steps.without_script(),), count=lost, names=names, total=whole)
