"""Films and recordings of which no text on the page says what they are for, or what they say the same as."""

import re
from collections.abc import Iterator

from checks.base import Result, check, failed, passed
from checks.media import films, recordings
from drempel.dom import Dom
from drempel.i18n import N_
from drempel.model.artefact import Media
from drempel.model.finding import Impact, Kind

_SAID = re.compile(
    r"fragment|film|geluid|opname|podcast|recording|vid[ée]o|enregistrement|"
    r"\b(?:audio|bekijk|beluister|clip|[ée]cout|hear|hoor|kijk|listen|luister|regard|voorlees|watch)",
    re.IGNORECASE,
)
"""What Dutch, English and French texts call a film or recording, and what one does with it."""


@check(
    id="film-purpose-not-said",
    title=N_("No text says what a film or recording is for"),
    repair=N_("Say in the text what the film or recording tells, and whether the text says the same."),
    kind=Kind.PRACTICE,
    act=("ab4d13", "afb423", "fd26cf"),
    who="deaf",
    needs=(Dom, Media),
    impact=Impact.MINOR,
    messages={"unsaid": N_("No text on the page speaks of this film or recording.")},
)
def film_purpose_not_said(dom: Dom, media: Media) -> Iterator[Result]:
    """Yield one result per film and per recording that visitors can play."""
    found = sorted({node for node, _ in (*films(dom, media), *recordings(dom, media))}, key=lambda n: n.index)
    if not found:
        return
    texts = (
        (owner, text)
        for owner, text, box in dom.placed_pieces()
        if owner.is_visible and box.x + box.width > 0
    )
    is_said = any(_SAID.search(text) and owner.closest("audio", "video") is None for owner, text in texts)
    for node in found:
        yield passed(node) if is_said else failed(node, "unsaid")
