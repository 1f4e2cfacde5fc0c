"""Text alternatives that only say that there is an image, or begin with it, or name another logo."""

import re
from collections.abc import Iterator

from checks.base import Ground, Result, cant_tell, check, failed, passed
from checks.wording import content_words, plain, share_found, word_list
from drempel.dom import Dom, Node
from drempel.i18n import N_
from drempel.model.finding import Impact, Kind

# Three digits and more make it the file name of a camera: another check's subject.
_NUMBERED = re.compile(r"(.+?)[\s_-]*\(?\d{1,2}\)?")
_BEGINS = re.compile(
    r"(?:een |an? |une? |eine? |dit is een |this is an? )?"
    r"(?:afbeelding|foto|fotootje|plaatje|image|photo|picture|bild) (?:van|of|de |d'|von)\s*\S",
    re.IGNORECASE,
)
_WORD = re.compile(r"[^\W_]{3,}")
_NO_NAME = frozenset(
    ("alt", "black", "blue", "brand", "color", "colour", "company", "cropped", "dark", "de", "default",
     "desktop", "en", "final", "footer", "fr", "header", "het", "icon", "image", "img", "large",
     "light", "logo", "logos", "main", "mobile", "new", "nieuw", "nl", "our", "print", "rgb", "site",
     "small", "svg", "the", "van", "white", "wit", "zwart")
)  # fmt: skip
"""Words in names of files that do not say whose logo it is."""


@check(
    id="alt-text-says-nothing",
    title=N_("Text alternative does not say what the image shows"),
    repair=N_("Write in the alt text what the image tells, or leave it empty when the image only decorates."),
    requirements=("wcag:1.1.1",),
    act=("qt1vmo",),
    needs=(Dom,),
    impact=Impact.SERIOUS,
    messages={
        "placeholder": N_("The text alternative “{alt}” does not say what the image shows."),
        "other-logo": N_(
            "The text alternative is “{alt}”, the file is called “{file}”. Which of the two is shown?"
        ),
        "begins": N_("The text alternative “{alt}” begins by saying that it is an image; that is known."),
    },
    grounds={
        "other-logo": Ground(Kind.NORM, Impact.MODERATE, ("wcag:1.1.1",), ("qt1vmo",)),
        "begins": Ground(Kind.PRACTICE, Impact.MINOR),
    },
)
def alt_text_says_nothing(dom: Dom) -> Iterator[Result]:
    """Yield one result per image with a name that assistive technology gets."""
    for image in (*dom.with_role("image", "img"), *dom.select("input[type=image]")):
        if not (name := image.name.strip()):
            continue
        if _is_placeholder(name):
            yield failed(image, "placeholder", alt=name)
        elif _BEGINS.match(name):
            yield failed(image, "begins", alt=name)
        elif file := _other_logo(image, name):
            yield cant_tell(image, "other-logo", alt=name, file=file)
        else:
            yield passed(image)


def _is_placeholder(name: str) -> bool:
    text = plain(name)
    numbered = _NUMBERED.fullmatch(text)
    placeholders = word_list("alt_placeholder")
    return text in placeholders or (numbered is not None and plain(numbered[1]) in placeholders)


def _other_logo(image: Node, name: str) -> str:
    """Return the file name of a logo whose own name is not in the text alternative, which names one too."""
    file = image.get("src").partition("?")[0].rpartition("/")[2]
    stem = file.rpartition(".")[0]
    words = {w.casefold() for w in _WORD.findall(stem) if sum(map(str.isdigit, w)) < 2}
    named = [word for word in content_words(name) if word not in _NO_NAME]
    of_file = words - _NO_NAME
    if "logo" not in words or "logo" not in plain(name).split() or len(of_file) != 1 or len(named) != 1:
        return ""
    initials = "".join(word[0] for word in content_words(name) if word != "logo")
    return "" if share_found(of_file, named) or next(iter(of_file)) == initials else file
