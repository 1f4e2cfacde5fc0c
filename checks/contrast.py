"""How text stands out from what is behind it: by style where that is certain, else by measured pixels."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from math import ceil

from drempel.backdrop import texts
from drempel.colour import Colour, contrast
from drempel.dom import Dom, Node
from drempel.model.artefact import Pixels

TOLERANCE = 0.05
"""Pixels are whole numbers and letters have soft edges; so near a bound nothing is held against a page."""

WEAK_SHARE = 0.2
"""Part of the letters with too little contrast that makes a text fail. Fewer may be noise in a picture, or
the end of a gradient that the same text does not reach with another font."""

_KEPT = "contrast.standings"

INVISIBLE = 1.05
"""Text of the colour of its background is not there for the eye (ACT afw4f7: visible text)."""


@dataclass(frozen=True, slots=True)
class Standing:
    """How the text of one element stands out."""

    node: Node
    is_large: bool
    ratio: float
    """Contrast ratio; of measured text that of its weakest letters that count."""
    letters: str
    """Colour as in style sheets, empty where it was measured on the screen."""
    behind: str
    is_alike: bool = False
    """Whether this was not measured itself, but text of the same look was: good for a pass, not for more."""


def standings(dom: Dom, pixels: Pixels) -> Sequence[Standing]:
    """Return the contrast of each text for which it is known, in document order; worked out once."""
    kept: tuple[Pixels, tuple[Standing, ...]] | None = dom.memo.get(_KEPT)
    if kept is None or kept[0] is not pixels:
        kept = dom.memo[_KEPT] = pixels, tuple(_standings(dom, pixels))
    return kept[1]


def _standings(dom: Dom, pixels: Pixels) -> Iterator[Standing]:
    measured = {node: seen.contrasts for seen in pixels.texts if (node := dom.at_path(seen.path)) is not None}
    unsure = {text.node: text.look for text in texts(dom) if text.seen is None}
    by_look: dict[str, float] = {}
    for node, found in measured.items():
        if look := unsure.get(node):
            by_look[look] = min(by_look.get(look, 21.0), weakest(found) + TOLERANCE)
    # Most texts of a page stand in the same few colours.
    by_colours: dict[tuple[Colour, Colour], tuple[float, str, str]] = {}
    for text in texts(dom):
        if text.seen is not None:
            if text.seen not in by_colours:
                letters, behind = text.seen
                by_colours[text.seen] = contrast(letters, behind), letters.hex, behind.hex
            told = by_colours[text.seen]
            if told[0] >= INVISIBLE:
                yield Standing(text.node, text.is_large, *told)
        elif (one := measured.get(text.node)) is not None:
            yield Standing(text.node, text.is_large, weakest(one) + TOLERANCE, "", "")
        elif text.look in by_look:
            yield Standing(text.node, text.is_large, by_look[text.look], "", "", is_alike=True)


def weakest(contrasts: Sequence[float]) -> float:
    """Return the contrast that enough letters stay at or below to count as the contrast of the text."""
    return sorted(contrasts)[ceil(WEAK_SHARE * len(contrasts)) - 1]
