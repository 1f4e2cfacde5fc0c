"""The pages of axe-core's rules: complete, plain Dutch, with examples that axe-core itself judges so."""

import re
from typing import Any

import pytest

from checks.axe.facts import axe_rules
from checks.registry import documentation
from crawler.browser.base import Tab
from drempel.i18n import catalogue
from drempel.model.text import BlockKind, TextBlock, VisibleText
from drempel.wcag import criterion
from readability.profile import profile
from tests.checks.artefacts import whole_page
from tests.checks.test_form import HEADINGS, sections
from tests.conftest import BrowserSession

NL = catalogue("nl")
UNSEEN = {"frame-tested"}
"""Rules whose wrong example shows nothing here: a frame of another site that does not let axe-core in."""

OTHER = {
    "en": (
        ("Check:", "level"),
        (
            "What is wrong",
            "Who is shut out",
            "How to repair it (editing)",
            "How to repair it (development)",
            "Wrong example",
            "Right example",
            "Requirements",
            "Limits of this check",
            "Two-minute exercise",
        ),
    ),
    "fr": (
        ("Contrôle :", "niveau"),
        (
            "Ce qui ne va pas",
            "Qui reste dehors",
            "Comment réparer (rédaction)",
            "Comment réparer (développement)",
            "Exemple faux",
            "Exemple juste",
            "Exigences",
            "Limites de ce contrôle",
            "Exercice de deux minutes",
        ),
    ),
}
"""The other languages of the pages: words of its first line and of a requirement, and the headings."""

EACH_RULE = pytest.mark.parametrize("rule", sorted(axe_rules()))


def page_of(rule: str) -> str:
    page = documentation(f"axe:{rule}", "nl")
    assert page is not None, f"axe:{rule} has no Dutch page"
    return page


@EACH_RULE
def test_page_is_complete(rule: str) -> None:
    page, facts = page_of(rule), axe_rules()[rule]
    title = NL.text(facts.title, f"axe:{rule}")
    assert page.startswith(f"# {title}\n\nControle: `axe:{rule}`\n\n## ")
    parts = sections(page)
    assert list(parts) == HEADINGS
    assert "\n\n**Antwoord.** " in parts[HEADINGS[-1]]
    demands = parts["Eisen"]
    assert set(re.findall(r"^- WCAG ([\d.]+)", demands, re.MULTILINE)) == set(facts.requirements)
    for number in facts.requirements:
        found = criterion(number)
        assert f"- WCAG {number} {found.name_nl} (niveau {found.level})\n" in demands
        assert not found.en301549 or f"EN 301 549, punt {found.en301549}" in demands
    for act in facts.act:
        assert act in demands


@EACH_RULE
@pytest.mark.parametrize("language", OTHER)
def test_page_in_another_language_says_the_same(rule: str, language: str) -> None:
    page = documentation(f"axe:{rule}", language)
    assert page is not None
    (check, level), headings = OTHER[language]
    facts = axe_rules()[rule]
    title = catalogue(language).text(facts.title, f"axe:{rule}")
    assert page.startswith(f"# {title}\n\n{check} `axe:{rule}`\n\n## ")
    parts, dutch = sections(page), sections(page_of(rule))
    assert tuple(parts) == headings
    for number in facts.requirements:
        found = criterion(number)
        assert f"- WCAG {number} {found.name(language)} ({level} {found.level})\n" in parts[headings[6]]
        assert not found.en301549 or found.en301549 in parts[headings[6]]
    assert all(act in parts[headings[6]] for act in facts.act)
    # What is written in code is the same in every language.
    for at in (4, 5):
        assert parts[headings[at]] == dutch[HEADINGS[at]]
    for at in (2, 3):
        assert parts[headings[at]].count("\n- ") == dutch[HEADINGS[at]].count("\n- ")


@EACH_RULE
def test_page_is_written_in_plain_dutch(rule: str) -> None:
    prose = re.sub(r"```.*?```", "", page_of(rule), flags=re.DOTALL)
    blocks = [
        TextBlock(re.sub(r"^- |[`*]", "", line), BlockKind.PARAGRAPH)
        for line in prose.splitlines()
        if line.strip() and not line.startswith(("#", "Controle:", "- WCAG", "- EN", "- ACT"))
    ]
    measured = profile(VisibleText("", "nl", tuple(blocks)))
    assert measured.metrics is not None
    assert measured.metrics.long_sentences == 0, [s.text for s in measured.hardest]
    assert measured.metrics.words_per_sentence is not None
    assert measured.metrics.words_per_sentence <= 13


@pytest.mark.browser
@pytest.mark.parametrize(
    "rules",
    [
        pytest.param(sorted(axe_rules())[::10], id="a tenth"),
        pytest.param(sorted(axe_rules()), id="all", marks=pytest.mark.slow),
    ],
)
def test_wrong_examples_are_found_and_right_ones_are_not(
    rules: list[str], browser_session: BrowserSession
) -> None:
    def told(html: str, rule: str) -> bool:
        async def look(tab: Tab) -> Any:
            options = {"runOnly": {"type": "rule", "values": [rule]}, "rules": {rule: {"enabled": True}}}
            return await tab.axe(options, 20.0)

        raw = browser_session.run(html, look)
        return bool(raw["violations"] or raw["incomplete"])

    verdicts: dict[str, dict[str, bool]] = {"Voorbeeld fout": {}, "Voorbeeld goed": {}}
    for rule in rules:
        for heading, by_rule in verdicts.items():
            code = re.fullmatch(r"\s*```html\n(.*?)```\s*", sections(page_of(rule))[heading], re.DOTALL)
            assert code, f"{rule}: {heading}"
            by_rule[rule] = told(whole_page(code[1]), rule)
    missed = {rule for rule, is_told in verdicts["Voorbeeld fout"].items() if not is_told}
    assert missed == UNSEEN & set(rules)
    assert [rule for rule, is_told in verdicts["Voorbeeld goed"].items() if is_told] == []
