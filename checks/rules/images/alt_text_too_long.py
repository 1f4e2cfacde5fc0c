"""Text alternatives that are whole stories: they are read in one breath, without a way to stop or go back."""

from collections.abc import Iterator

from checks.base import Result, check, failed, passed
from drempel.dom import Dom
from drempel.i18n import N_
from drempel.model.finding import Impact, Kind

MAX_CHARACTERS = 250
"""Some forty words; advice on alternatives names between 100 and 250."""


@check(
    id="alt-text-too-long",
    title=N_("Text alternative is too long"),
    repair=N_("Say in the alt text in one sentence what it is, and write the rest as text on the page."),
    kind=Kind.PRACTICE,
    who="blind",
    needs=(Dom,),
    impact=Impact.MINOR,
    messages={"long": N_("The text alternative “{alt}” has {count} characters.")},
)
def alt_text_too_long(dom: Dom) -> Iterator[Result]:
    """Yield one result per image with a text alternative that assistive technology gets."""
    for image in dom.select("img[alt], area[alt], input[type=image][alt]"):
        alt = image["alt"].strip()
        if not alt or not image.is_exposed:
            continue
        if len(alt) > MAX_CHARACTERS:
            yield failed(image, "long", alt=f"{alt[:80]}…", count=len(alt))
        else:
            yield passed(image)
