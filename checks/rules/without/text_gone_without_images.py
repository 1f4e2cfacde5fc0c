"""Text that can only be read on a picture."""

from collections.abc import Iterator

from checks import steps
from checks.base import Result, check, failed, passed
from checks.fitting import node_of, short
from drempel.dom import Dom
from drempel.i18n import N_
from drempel.model.finding import Impact, Kind
from drempel.model.without import Without


@check(
    id="text-gone-without-images",
    title=N_("Text can only be read while its picture is there"),
    repair=N_("Put a background-color behind the text that goes with the picture."),
    kind=Kind.PRACTICE,
    who="old-phone",
    needs=(Dom, Without),
    parts=("pictures",),
    impact=Impact.MODERATE,
    messages={
        "unread": N_("Where the picture behind it does not come, “{text}” cannot be read."),
    },
)
def text_gone_without_images(dom: Dom, without: Without) -> Iterator[Result]:
    """Yield one result per text; one for the page where every text has a colour behind it."""
    for one in without.unread:
        node, text = node_of(dom, one.spot), short(one.text)
        yield failed(node, "unread", steps=(steps.without_images(),), text=text)
    if without.whole.words and not without.unread:
        yield passed(dom.root)
