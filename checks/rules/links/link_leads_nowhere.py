"""Links that lead to no address: only a script gives them a meaning."""

import re
from collections.abc import Iterator

from checks.base import Ground, Result, check, failed, passed
from drempel.dom import Dom, Node
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
    messages={
        "nowhere": N_("The link “{text}” has “{href}” where an address should be."),
        "mouse-only": N_("“{text}” looks like a link, but has no address: the keyboard cannot reach it."),
    },
    grounds={"mouse-only": Ground(Kind.NORM, Impact.SERIOUS, ("wcag:2.1.1",))},
)
def link_leads_nowhere(dom: Dom) -> Iterator[Result]:
    """Yield one result per exposed link with an `href`, and per one without that only mice can use."""
    for link in dom.select("a[onclick]:not([href])"):
        if _is_for_the_mouse_only(link):
            yield failed(link, "mouse-only", text=link.visible_text)
    for link in dom.select("a[href]"):
        if link.role != "link":
            continue
        href = link["href"].strip()
        # "#" alone leads to the top of the page, in every browser.
        if _NOWHERE.fullmatch(href) and not (href == "#" and _TO_TOP.search(link.name)):
            yield failed(link, "nowhere", text=link.name, href=href[:40])
        else:
            yield passed(link)


def _is_for_the_mouse_only(link: Node) -> bool:
    """Say whether a text calls a script when it is clicked and neither it nor a part of it gets the focus."""
    return (
        link.is_visible
        and bool(link.visible_text)
        and not link.is_focusable
        and not {"role", "tabindex"} & set(link.attributes)
        and not any(inner.is_focusable for inner in link.descendants())
        and not any(above.is_focusable and above.tag not in {"html", "body"} for above in link.ancestors)
    )
