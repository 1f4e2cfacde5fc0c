"""Links that open a bare image, without menu or way back, and do not say so."""

import re
from collections.abc import Iterator

from checks.base import Result, check, failed, passed
from drempel.dom import Dom
from drempel.i18n import N_
from drempel.model.finding import Impact, Kind

_IMAGE = re.compile(r"\.(?:jpe?g|png|gif|webp|avif|bmp|tiff?|svg)\Z", re.IGNORECASE)
_SAYS_SO = re.compile(
    r"\b(?:afbeelding\w*|foto\w*|beeld|plattegrond|kaart|schema|grafiek|infographic|logo|vergroot\w*|groter\w*|jpe?g|png|gif|webp|svg"
    r"|images?|photos?|pictures?|map|enlarge\w*|larger|chart|diagram|agrandi\w*|plan|carte|graphique|bild\w*|karte)\b",
    re.IGNORECASE,
)


@check(
    id="link-to-image",
    title=N_("Link opens an image and does not say so"),
    repair=N_("Say in the link text that an image opens, or show the image with its text on a page."),
    kind=Kind.PRACTICE,
    who="blind",
    needs=(Dom,),
    impact=Impact.MINOR,
    messages={"silent": N_("The link “{text}” opens an image without text and does not say so.")},
)
def link_to_image(dom: Dom) -> Iterator[Result]:
    """Yield one result per exposed link to an image file."""
    for link in dom.select("a[href]"):
        address = link["href"].partition("#")[0].partition("?")[0].strip()
        if not link.is_exposed or not _IMAGE.search(address):
            continue
        if _SAYS_SO.search(f"{link.name} {link.description}") or "download" in link:
            yield passed(link)
        else:
            yield failed(link, "silent", text=link.name or link["href"])
