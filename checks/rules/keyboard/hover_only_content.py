"""Text and menus that appear under the pointer and for no key."""

from collections.abc import Iterator

from checks import steps
from checks.base import Result, cant_tell, check, failed, passed
from checks.walked import left_out, node_of, told
from drempel.dom import Dom
from drempel.i18n import N_
from drempel.model.finding import Impact
from drempel.model.pointer_use import PointerUse

MIN_TEXT = 25
"""Characters; shorter text is often the name of an icon, or decoration."""


@check(
    id="hover-only-content",
    title=N_("Only shown to who points with a mouse"),
    repair=N_("Show it on focus too (:focus-within), or with a button."),
    requirements=("wcag:2.1.1",),
    needs=(Dom, PointerUse),
    parts=("hovers",),
    impact=Impact.SERIOUS,
    messages={
        "hidden": N_("“{text}” appears when one points at “{name}”; the keyboard does not show it."),
        "short": N_("“{text}” appears when one points at “{name}”. Do people need it who use the keyboard?"),
    },
)
def hover_only_content(dom: Dom, use: PointerUse) -> Iterator[Result]:
    """Yield one result per part that appears under the pointer."""
    for one in use.hovers:
        node = node_of(dom, one.spot)
        if one.by_focus or one.by_key or one.is_repeated:
            yield passed(node)
            continue
        say = failed if one.has_controls or len(one.text) >= MIN_TEXT else cant_tell
        way, name = (steps.point_at(told(one.spot)),), told(one.spot)
        key = "hidden" if say is failed else "short"
        yield say(node, key, steps=way, crop=one.crop, name=name, text=one.text)
    yield from left_out(dom, use.left, "hovers")
