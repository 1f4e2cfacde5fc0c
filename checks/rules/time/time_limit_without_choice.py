"""Pages that end or leave by themselves after a while, without a way to get more time."""

from collections.abc import Iterator

from checks import steps
from checks.base import Result, cant_tell, check, failed, passed
from checks.form_tries import node_of
from checks.walked import left_out
from drempel.dom import Dom
from drempel.i18n import N_
from drempel.model.finding import Impact
from drempel.model.form_use import FormUse


@check(
    id="time-limit-without-choice",
    title=N_("Time runs out, and nobody is asked"),
    repair=N_("Warn people at least 20 seconds before the time is over, with a button that gives more time."),
    requirements=("wcag:2.2.1",),
    needs=(Dom, FormUse),
    parts=("limits",),
    impact=Impact.CRITICAL,
    messages={
        "leaves": N_(
            "After about {minutes} minutes the page goes to {address} by itself, and says nothing before."
        ),
        "told": N_(
            "After about {minutes} minutes the page goes to {address} by itself. Before that it says "
            "“{text}”. Can people get more time?"
        ),
        "leaves-in-a-minute": N_(
            "After about one minute the page goes to {address} by itself, and says nothing before."
        ),
        "told-in-a-minute": N_(
            "After about one minute the page goes to {address} by itself. Before that it says "
            "“{text}”. Can people get more time?"
        ),
        "ends-in-a-minute": N_("After about one minute the page says “{text}”. Can people get more time?"),
        "ends": N_("After about {minutes} minutes the page says “{text}”. Can people get more time?"),
        "counter": N_(
            "The page counts down: “{text}”. What happens at the end, and can people get more time?"
        ),
    },
)
def time_limit_without_choice(dom: Dom, use: FormUse) -> Iterator[Result]:
    """Yield one result for a page that does something by itself when nobody does anything for a while."""
    for one in use.limits:
        node = node_of(dom, one.spot) if one.spot is not None else dom.root
        minutes = max(1, round(one.seconds / 60))
        soon = "-in-a-minute" if minutes == 1 else ""
        way = (steps.leave_alone(minutes),)
        if one.controls:
            # A way to go on came with the words.
            yield passed(node)
        elif one.held is None:
            if one.seconds:
                yield cant_tell(node, f"ends{soon}", steps=way, minutes=minutes, text=one.text)
            else:
                yield cant_tell(node, "counter", text=one.text)
        elif one.text:
            leads = one.held.detail
            yield cant_tell(node, f"told{soon}", steps=way, minutes=minutes, address=leads, text=one.text)
        else:
            yield failed(node, f"leaves{soon}", steps=way, minutes=minutes, address=one.held.detail)
    yield from left_out(dom, use.left, "limits")
