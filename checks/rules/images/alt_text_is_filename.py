"""Images whose text alternative is the name of a file."""

import re
from collections.abc import Iterator

from checks.base import Result, check, failed, passed
from drempel.dom import Dom, Node
from drempel.i18n import N_
from drempel.model.finding import Impact

MAX_WORDS = 4
"""A longer text that ends in `.png` describes a file more often than it is its name."""

MAX_CHARS = 260
"""No file system takes longer names."""

_WITH_SUFFIX = re.compile(
    r"(?:.*[/\\])?[\w ()%+.,'&-]{1,150}\.(?:jpe?g|jfif|png|gif|webp|svg|bmp|tiff?|avif|heic|ico)",
    re.IGNORECASE,
)
# What cameras, phones and screen capture call their files, with or without suffix.
_BY_CAMERA = re.compile(
    r"(?:img|dsc[nf]?|pxl|mvi|gopr|image|scan|screen ?shot|schermafbeelding|schermopname|whatsapp image)"
    r"[ _-]*\d{3,}(?:[\d\s._():-]|\bat\b|\bom\b)*",
    re.IGNORECASE,
)


@check(
    id="alt-text-is-filename",
    title=N_("Text alternative is a file name"),
    repair=N_("Write in the alt text what the image shows, or leave it empty when the image only decorates."),
    requirements=("wcag:1.1.1",),
    act=("qt1vmo",),
    needs=(Dom,),
    impact=Impact.SERIOUS,
    messages={"filename": N_("The text alternative “{alt}” is a file name.")},
)
def alt_text_is_filename(dom: Dom) -> Iterator[Result]:
    """Yield one result per image with a name that assistive technology gets."""
    for image in (*dom.with_role("image", "img"), *dom.select("input[type=image]")):
        if not (name := image.name.strip()):
            continue  # no name, or decorative: other checks' subject
        if _is_file_name(name) or _is_name_of_source(name, image):
            yield failed(image, "filename", alt=name)
        else:
            yield passed(image)


def _is_file_name(name: str) -> bool:
    if len(name) > MAX_CHARS:
        return False
    if len(name.split()) <= MAX_WORDS and _WITH_SUFFIX.fullmatch(name):
        return True
    return _BY_CAMERA.fullmatch(name) is not None


def _is_name_of_source(name: str, image: Node) -> bool:
    """Say whether the name is that of the image's own file and not a word for people (`covid-19`)."""
    stem = image.get("src").partition("?")[0].rpartition("/")[2].rpartition(".")[0]
    if not stem or name.casefold() != stem.casefold() or " " in name:
        return False
    return "_" in name or (sum(c.isdigit() for c in name) >= 3 and any(c.isalpha() for c in name))
