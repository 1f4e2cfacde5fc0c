"""Dutch and French have one kind of apostrophe, so that a title on a page is the title in the catalogue."""

import re
from pathlib import Path

import pytest

import checks
from drempel.i18n import catalogue

PAGES = [
    page for page in sorted(Path(checks.__file__).parent.rglob("*.md")) if not page.name.endswith(".en.md")
]
CODE = re.compile(r"```.*?```|`[^`\n]*`|<[^>\n]*>", re.DOTALL)
STRAIGHT = re.compile(r"[^\W\d_]'[^\W\d_]")


def test_there_are_pages_to_look_at() -> None:
    assert len(PAGES) > 500


@pytest.mark.parametrize("language", ["nl", "fr"])
def test_no_message_has_a_straight_apostrophe(language: str) -> None:
    found = [
        text
        for texts in catalogue(language).messages().values()
        for text in texts
        if STRAIGHT.search(CODE.sub("", text))
    ]
    assert found == []


def test_no_page_on_a_check_has_a_straight_apostrophe() -> None:
    assert [page.name for page in PAGES if STRAIGHT.search(example_free(page.read_text("utf-8")))] == []


def example_free(page: str) -> str:
    """The page without what it shows of code: that is as people wrote it."""
    return CODE.sub("", page)
