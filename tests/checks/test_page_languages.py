"""The pages of our own checks in English and French: all there, with the same parts and the same examples.

Rules of axe-core are in `test_axe_pages`; what Dutch pages must hold is in `test_form`.
"""

import re

import pytest

from checks.base import Check
from checks.registry import discover, documentation
from drempel.i18n import catalogue
from drempel.wcag import criterion
from tests.checks.test_axe_pages import OTHER
from tests.checks.test_form import sections

OWN = list(discover().values())

EACH_PAGE = pytest.mark.parametrize(
    ("check", "language"),
    [pytest.param(check, language, id=f"{check.id}-{language}") for check in OWN for language in OTHER],
)


@EACH_PAGE
def test_a_page_is_as_complete_as_the_dutch_one(check: Check, language: str) -> None:
    page, dutch = documentation(check.id, language), documentation(check.id, "nl")
    assert page is not None, f"{check.id} has no page in {language}"
    assert dutch is not None
    (named, level), headings = OTHER[language]
    title = catalogue(language).text(check.title, check.id)
    assert page.startswith(f"# {title}\n\n{named} `{check.id}`\n\n## ")
    parts, theirs = sections(page), sections(dutch)
    assert list(parts) == list(headings)
    for ours, other in zip(parts.values(), theirs.values(), strict=True):
        assert len(re.findall(r"^- ", ours, re.MULTILINE)) == len(re.findall(r"^- ", other, re.MULTILINE))
        assert re.findall(r"```.*?```", ours, re.DOTALL) == re.findall(r"```.*?```", other, re.DOTALL)
        assert ours.strip() != other.strip() or "```" in ours
    demands = parts[headings[6]]
    for number in re.findall(r"^- WCAG ([\d.]+)", theirs["Eisen"], re.MULTILINE):
        found = criterion(number)
        assert f"- WCAG {number} {found.name(language)} ({level} {found.level})" in demands
    codes = r"\b(?:[a-z0-9]{6}|9\.\d[\d.]*\d)\b"
    said = set(re.findall(codes, theirs["Eisen"])) & set(re.findall(r"\b\w*\d[\w.]*\w\b", theirs["Eisen"]))
    assert {code for code in said if code not in demands} == set()
