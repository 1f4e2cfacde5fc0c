"""Look at a written HTML page without a browser."""

from pathlib import Path
from typing import Any

from lxml import html

Element = Any
"""An element of lxml, which has no types."""


def parse(path: Path) -> Element:
    """Return the page as a tree."""
    return html.document_fromstring(path.read_bytes().decode())


def words(element: Element) -> str:
    """Return the text of an element, white space folded."""
    return " ".join(element.text_content().split())


def outline(page: Element) -> str:
    """Return headings, table captions, figures and navigation of a page, one a line: its shape."""
    lines = []
    for found in page.cssselect(
        "h1, h2, h3, caption, thead tr, figcaption strong, details > summary, nav, dt"
    ):
        match found.tag:
            case "h1" | "h2" | "h3":
                lines.append("#" * int(found.tag[1]) + " " + words(found))
            case "tr":
                lines.append("    | " + " | ".join(words(cell) for cell in found))
            case tag:
                lines.append(
                    f"    {tag}: {words(found) if tag != 'nav' else found.get('aria-labelledby', '')}"
                )
    return "\n".join(lines) + "\n"
