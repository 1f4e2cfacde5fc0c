"""Pages that reload or move on by themselves after a while (`meta refresh`)."""

import re
from collections.abc import Iterator

from checks.base import Ground, Result, check, failed, passed
from drempel.dom import FRAME, Dom, Node
from drempel.i18n import N_
from drempel.model.finding import Impact, Kind

TWENTY_HOURS_S = 72_000
"""Longer limits are exempt. Source: WCAG 2.2.1, the 20 hour exception; ACT rule bc659a."""

MAX_DIGITS = 9
"""Some thirty years; whatever follows makes no difference."""

# HTML standard, "shared declarative refresh steps": digits, then nothing, a space, a comma or a semicolon.
_REFRESH = re.compile(r"[ \t\n\f\r]*([0-9]*)(?:\.[0-9.]*)?(?:\Z|[ \t\n\f\r;,])")


@check(
    id="page-refreshes-itself",
    title=N_("Page reloads or moves on by itself"),
    repair=N_("Remove the automatic refresh; let people reload or go on themselves, with a link or button."),
    requirements=("wcag:2.2.1", "wcag:2.2.4", "wcag:3.2.5"),
    act=("bc659a", "bisz58"),
    needs=(Dom,),
    impact=Impact.CRITICAL,
    same_as=("axe:meta-refresh", "axe:meta-refresh-no-exceptions"),
    messages={
        "reloads": N_("The page reloads itself after {seconds} seconds."),
        "leaves": N_("The page goes to another page by itself after {seconds} seconds."),
        "late": N_("The page reloads or moves on by itself, but only after {seconds} seconds."),
    },
    grounds={"late": Ground(Kind.BEYOND, Impact.MINOR, ("wcag:2.2.4", "wcag:3.2.5"), ("bisz58",))},
)
def page_refreshes_itself(dom: Dom) -> Iterator[Result]:
    """Yield one result per document for its first refresh that the browser obeys."""
    obeyed: set[Node | None] = set()
    for meta in dom.select("meta[http-equiv][content]"):
        if meta["http-equiv"].strip().lower() != "refresh" or (delay_s := delay_of(meta["content"])) is None:
            continue
        document = next((node for node in meta.ancestors if node.tag == FRAME), None)
        if document in obeyed:
            continue
        obeyed.add(document)
        if delay_s == 0:
            yield passed(meta)
        elif delay_s > TWENTY_HOURS_S:
            yield failed(meta, "late", seconds=delay_s)
        else:
            yield failed(meta, "leaves" if "url" in meta["content"].lower() else "reloads", seconds=delay_s)


def delay_of(content: str) -> int | None:
    """Return the delay in seconds that a browser reads in a refresh, `None` when it does not obey it."""
    found = _REFRESH.match(content)
    if found is None or not (found[1] or found[0].strip(" \t\n\f\r;,")):
        return None
    return int(found[1][:MAX_DIGITS] or 0)
