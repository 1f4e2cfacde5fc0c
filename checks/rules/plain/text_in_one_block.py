"""Paragraphs without end, and much text without a heading (advice)."""

from collections.abc import Iterator

from checks.base import Ground, Result, check, failed, passed
from drempel.dom import Dom
from drempel.i18n import N_
from drempel.model.finding import Impact, Kind
from drempel.model.hint import TextHints


@check(
    id="text-in-one-block",
    title=N_("Text is one long block"),
    repair=N_("Make short paragraphs, and put a heading above each subject."),
    kind=Kind.PRACTICE,
    who="low-literacy",
    needs=(TextHints, Dom),
    impact=Impact.MINOR,
    messages={
        "paragraph": N_("This paragraph has {words} words."),
        "heading": N_("From here {words} words follow without a heading."),
    },
    grounds={"heading": Ground(Kind.BEYOND, Impact.MINOR, ("wcag:2.4.10",))},
)
def text_in_one_block(hints: TextHints, dom: Dom) -> Iterator[Result]:
    """Yield one result per paragraph that is too long, per long run without heading, and per other block."""
    wrong: set[int] = set()
    for wall in hints.walls:
        if (node := dom.at_index(wall.node)) is not None:
            wrong.add(wall.node)
            yield failed(node, "paragraph", words=wall.hints[0].params["words"])
    for index, words in hints.runs:
        if index not in wrong and (node := dom.at_index(index)) is not None:
            wrong.add(index)
            yield failed(node, "heading", words=words)
    for index in hints.read:
        if index not in wrong and (node := dom.at_index(index)) is not None:
            yield passed(node)
