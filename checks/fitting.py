"""What checks on a page that is made narrow, enlarged or given more room share: elements, names, verdicts."""

from collections.abc import Iterable, Iterator

from checks.base import Result, cant_tell, failed, passed
from drempel.dom import Dom, Node
from drempel.model.acting import Spot
from drempel.model.finding import Step
from drempel.model.reflow import Cut, Overlap

MAX_RESULTS = 12
"""Elements of one page that are told of one problem: mostly it is the same piece of style."""

SHORT = 60
"""Letters of a text in a message."""


def node_of(dom: Dom, spot: Spot) -> Node:
    """Return the element that was looked at; the page as a whole where it came with the state of the view."""
    return dom.at_path(spot.path, spot.tag) or dom.root


def short(text: str) -> str:
    """Return a text as it is told in a message."""
    return text if len(text) <= SHORT else f"{text[: SHORT - 1].rstrip()}…"


def judge_cuts(dom: Dom, cuts: Iterable[Cut], steps: tuple[Step, ...]) -> Iterator[Result]:
    """Yield a result per element that cuts text off: `cut`, `edge`, or the questions `dots` and `rest`."""
    for cut in list(cuts)[:MAX_RESULTS]:
        node, text = node_of(dom, cut.spot), short(cut.text)
        if cut.axis == "dots":
            yield cant_tell(node, "dots", steps=steps, crop=cut.crop, text=text)
        elif cut.has_controls:
            yield cant_tell(node, "rest", steps=steps, crop=cut.crop, text=text)
        else:
            key = "edge" if cut.axis == "view" else "cut"
            yield failed(node, key, steps=steps, crop=cut.crop, text=text)


def judge_overlaps(dom: Dom, overlaps: Iterable[Overlap], steps: tuple[Step, ...]) -> Iterator[Result]:
    """Yield a result per pair of texts that lie over each other: `over`."""
    for found in list(overlaps)[:MAX_RESULTS]:
        node = node_of(dom, found.spot)
        text, other = short(found.text), short(found.other_text)
        yield failed(node, "over", steps=steps, crop=found.crop, text=text, other=other)


def or_passed(dom: Dom, has_text: bool, results: Iterable[Result]) -> Iterator[Result]:
    """Yield the results; where there are none, that the page as a whole was looked at, if it has text."""
    nothing = True
    for result in results:
        nothing = False
        yield result
    if nothing and has_text:
        yield passed(dom.root)
