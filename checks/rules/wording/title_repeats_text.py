"""`title` attributes that say again what the element itself says."""

from collections.abc import Iterator

from checks.base import Result, check, failed, passed
from checks.wording import plain
from drempel.dom import Dom
from drempel.i18n import N_
from drempel.model.finding import Impact, Kind

MAX_CHARS = 200


@check(
    id="title-repeats-text",
    title=N_("Tooltip repeats the text"),
    repair=N_("Remove the title attribute: who sees it reads the text twice, and some hear it twice."),
    kind=Kind.PRACTICE,
    who="blind",
    needs=(Dom,),
    impact=Impact.MINOR,
    messages={"twice": N_("The title attribute “{title}” says the same as the text of the element.")},
)
def title_repeats_text(dom: Dom) -> Iterator[Result]:
    """Yield one result per exposed link, button, image or field with a `title` and text of its own."""
    for node in dom.select(
        "a[title], button[title], img[title], input[title], select[title], textarea[title]"
    ):
        title = plain(node["title"])
        if not title or len(title) > MAX_CHARS or not node.is_exposed:
            continue
        own = plain(node.get("alt") or node.get("aria-label") or node.visible_text)
        if not own:
            continue
        if title == own:
            yield failed(node, "twice", title=node["title"].strip())
        else:
            yield passed(node)
