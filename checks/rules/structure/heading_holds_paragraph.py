"""Whole paragraphs that are made a heading, most often for the size of the letters (WCAG failure F43)."""

import re
from collections.abc import Iterator

from checks.base import Result, check, failed, passed
from drempel.dom import Dom, Node
from drempel.i18n import N_
from drempel.model.finding import Impact

MIN_CHARACTERS = 200
"""The longest titles of acts and reports stay below it, and have no sentences."""

_SENTENCE = re.compile(r"\w{2,}[.!?…](?=\s+[\"“‘(]?[^\W\d_])")


@check(
    id="heading-holds-paragraph",
    title=N_("Whole paragraph is made a heading"),
    repair=N_("Make it a paragraph, and give it the letters that you want with CSS."),
    requirements=("wcag:1.3.1",),
    needs=(Dom,),
    impact=Impact.MODERATE,
    messages={"text": N_("“{text}” is a piece of text of {count} characters, but a heading in the code.")},
)
def heading_holds_paragraph(dom: Dom) -> Iterator[Result]:
    """Yield one result per visible heading."""
    for heading in dom.with_role("heading"):
        text = heading.visible_text
        if not text or not heading.is_visible or heading.select("p, ul, ol, table, dl"):
            continue  # a heading that was not closed is another check's subject
        if len(text) > MIN_CHARACTERS and _SENTENCE.search(text) and not _opens_what_follows(heading):
            yield failed(heading, "text", text=text[:60], count=len(text))
        else:
            yield passed(heading)


def _opens_what_follows(heading: Node) -> bool:
    """Say whether a heading is the button or link of a part, as in an accordion: no false one."""
    return (
        bool(heading.select("button, [role=button], a[href]")) or heading.closest("summary", "a") is not None
    )
