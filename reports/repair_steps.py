"""What the page of a check tells editors and developers to do: two of its nine parts."""

from dataclasses import dataclass
from typing import Final

from markupsafe import Markup

from reports.book import Book
from reports.rules import as_html

EDITING: Final = 2
DEVELOPMENT: Final = 3
"""Which part, from 0; the parts have the same order in each language."""


@dataclass(frozen=True, slots=True)
class RepairSteps:
    """The steps as HTML, and the language that has to be marked; empty for that of the report."""

    html: Markup
    lang: str


def repair_steps(book: Book, check: str, part: int) -> RepairSteps | None:
    """Return what the page of a check tells one of both; `None` where it has no page or says nothing."""
    found = book.explanation(check)
    text = section(found.markdown, part) if found is not None else ""
    if found is None or not text:
        return None
    return RepairSteps(as_html(text), "" if found.language == book.words.language else found.language)


def section(markdown: str, number: int) -> str:
    """Return the text below a heading of the second level; empty where there are fewer of them."""
    parts: list[list[str]] = []
    is_code = False
    for line in markdown.splitlines():
        is_code ^= line.startswith("```")
        if line.startswith("## ") and not is_code:
            parts.append([])
        elif parts:
            parts[-1].append(line)
    return "\n".join(parts[number]).strip() if number < len(parts) else ""
