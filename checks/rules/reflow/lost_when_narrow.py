"""Parts of a page that are neither seen on a narrow screen nor found behind a control."""

from collections.abc import Iterator, Sequence

from checks import steps
from checks.base import Result, cant_tell, check, failed
from checks.fitting import MAX_RESULTS, node_of, or_passed, short
from drempel.dom import Dom, Node
from drempel.i18n import N_
from drempel.model.finding import Impact
from drempel.model.reflow import Lost, Reflow

LONG_TEXT = 60
"""Letters from which a text is more than a line of decoration."""
MAX_NAMES = 4


@check(
    id="lost-when-narrow",
    title=N_("Part of the page is gone on a narrow screen"),
    repair=N_("Show the part on narrow screens too, or put it behind a button that everyone can use."),
    requirements=("wcag:1.4.10",),
    needs=(Dom, Reflow),
    parts=("narrow",),
    impact=Impact.CRITICAL,
    messages={
        "use": N_("On a narrow screen {names} can be found nowhere, not behind a menu or button either."),
        "text": N_("On a narrow screen “{text}” can be found nowhere, not behind a button either."),
        "short": N_("On a narrow screen the text “{text}” cannot be found. Does the page say it otherwise?"),
        "refused": N_(
            "On a narrow screen “{text}” cannot be found. Is it behind {buttons}? That was not tried, "
            "because it seems to do something that counts."
        ),
    },
)
def lost_when_narrow(dom: Dom, reflow: Reflow) -> Iterator[Result]:
    """Yield one result per part that is gone, the largest that holds nothing else."""
    yield from or_passed(dom, reflow.has_text, _gone(dom, reflow.lost))


def _gone(dom: Dom, lost: Sequence[Lost]) -> Iterator[Result]:
    way = (steps.narrow_to(320),)
    parts: dict[Node, list[Lost]] = {}
    for one in lost:
        parts.setdefault(dom.at_path(one.part) or node_of(dom, one.spot), []).append(one)
    for node, inside in list(parts.items())[:MAX_RESULTS]:
        crop = next((one.crop for one in inside if one.crop), None)
        uses = [one for one in inside if one.kind != "text"]
        longest = max(inside, key=lambda one: one.letters)
        text = short(longest.spot.name)
        if inside[0].refused:
            buttons = ", ".join(f"“{name}”" for name in inside[0].refused)
            yield cant_tell(node, "refused", steps=way, crop=crop, text=text, buttons=buttons)
        elif uses:
            names = ", ".join(f"“{short(one.spot.name)}”" for one in uses[:MAX_NAMES])
            yield failed(node, "use", steps=way, crop=crop, names=names + (", …" if uses[MAX_NAMES:] else ""))
        elif longest.letters >= LONG_TEXT:
            yield failed(node, "text", steps=way, crop=crop, text=text)
        else:
            yield cant_tell(node, "short", steps=way, crop=crop, text=text)
