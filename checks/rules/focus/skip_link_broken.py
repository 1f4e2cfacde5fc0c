"""Links that promise to lead past the menu and do not."""

import re
from collections.abc import Iterator

from checks import steps
from checks.base import Result, cant_tell, check, failed, passed
from checks.walked import node_of, told
from drempel.dom import Dom, Node
from drempel.i18n import N_
from drempel.model.finding import Impact
from drempel.model.focus_walk import FocusWalk

MENU_STOPS = 3
"""Stops before the content from which there is something to lead past."""

_SKIPS = re.compile(
    r"\b(?:skip|jump|overslaan|sla\b.*\bover|direct naar|meteen naar|spring"
    r"|naar (?:de )?(?:hoofd)?(?:inhoud|content)|(?:main|go to|to) content|hoofdinhoud|hoofdnavigatie"
    r"|aller au|passer|accès direct|zum (?:haupt)?inhalt|überspringen|direkt zu)",
    re.IGNORECASE,
)


@check(
    id="skip-link-broken",
    title=N_("Link past the menu does not work"),
    repair=N_('Give the target an id that the link names, and tabindex="-1" where it is no link or field.'),
    requirements=("wcag:2.4.1",),
    needs=(Dom, FocusWalk),
    impact=Impact.MODERATE,
    same_as=("axe:skip-link",),
    messages={
        "no-target": N_("“{name}” should lead to “#{target}”, but the page has no part with that id."),
        "stays": N_("After “{name}” the keyboard does not go on from the target: it comes to “{lands}”."),
        "end": N_("After “{name}” the keyboard does not go on from the target."),
    },
)
def skip_link_broken(dom: Dom, walk: FocusWalk) -> Iterator[Result]:
    """Yield one result per link at the beginning whose words say that it leads past something."""
    for skip in walk.skips:
        if not _SKIPS.search(skip.spot.name):
            continue
        node = node_of(dom, skip.spot)
        name = told(skip.spot)
        way = (*((steps.tab(skip.presses),) if skip.presses else ()), steps.press("Enter"), steps.tab(1))
        if skip.moves_focus:
            yield passed(node)
            continue
        # Without a menu there is nothing to lead past.
        say = failed if _has_something_to_pass(dom, walk, node) else cant_tell
        if not skip.found:
            yield say(node, "no-target", steps=way, name=name, target=skip.target)
        elif skip.lands:
            yield say(node, "stays", steps=way, name=name, lands=skip.lands)
        else:
            yield say(node, "end", steps=way, name=name)


def _has_something_to_pass(dom: Dom, walk: FocusWalk, link: Node) -> bool:
    """Say whether some stops lie between the link and the content of the page."""
    content = next((n for n in (*dom.with_role("main"), *dom.select("h1")) if n.index > link.index), None)
    nodes = (dom.at_path(stop.spot.path, stop.spot.tag) for stop in walk.stops)
    between = [n for n in nodes if n and n.index > link.index and (not content or n.index < content.index)]
    return len(between) >= MENU_STOPS
