"""Links that lead to no address: only a script gives them a meaning."""

import re
from collections.abc import Iterator

from checks.base import Result, check, failed, passed
from drempel.dom import Dom
from drempel.i18n import N_
from drempel.model.finding import Impact, Kind

_NOWHERE = re.compile(r"#!?|javascript:.*", re.IGNORECASE | re.DOTALL)
_TO_TOP = re.compile(r"\b(?:top|boven|bovenkant|omhoog|begin|haut|début|oben|anfang|up)\b", re.IGNORECASE)


@check(
    id="link-leads-nowhere",
    title=N_("Link has no address to lead to"),
    repair=N_("Give the link a real address, or make it a button when it does something on this page."),
    kind=Kind.PRACTICE,
    who="keyboard",
    needs=(Dom,),
    impact=Impact.MINOR,
    messages={"nowhere": N_("The link “{text}” has “{href}” where an address should be.")},
)
def link_leads_nowhere(dom: Dom) -> Iterator[Result]:
    """Yield one result per exposed link with an `href`."""
    for link in dom.select("a[href]"):
        if link.role != "link":
            continue
        href = link["href"].strip()
        # "#" alone leads to the top of the page, in every browser.
        if _NOWHERE.fullmatch(href) and not (href == "#" and _TO_TOP.search(link.name)):
            yield failed(link, "nowhere", text=link.name, href=href[:40])
        else:
            yield passed(link)
