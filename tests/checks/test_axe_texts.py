"""Every rule of the installed axe-core has its facts and its Dutch: no update ships untranslated."""

import json
import re
import shutil
import subprocess
from collections import Counter
from collections.abc import Mapping
from importlib.resources import as_file, files
from pathlib import Path
from typing import Any

import playwright
import pytest

from checks.axe.corrections import CORRECTIONS, LAST_WORD, REASONS, TOLD_INSIDE
from checks.axe.facts import AxeKind, AxeRule, axe_rules
from drempel.i18n import catalogue
from drempel.model.finding import Kind
from drempel.wcag import Standard, applies, criterion, people

LIST_RULES = """
const axe = require(process.argv[1]);
const own = axe._audit.rules.map(({ id, enabled, impact }) => [id, { enabled, impact }]);
const facts = Object.fromEntries(own);
const rules = axe.getRules().map((rule) => ({ ...rule, ...facts[rule.ruleId] }));
process.stdout.write(JSON.stringify(rules));
"""

MAX_TITLE_WORDS = 12
MAX_REPAIR_WORDS = 20

ENGLISH = frozenset(
    {"a", "and", "are", "ensure", "field", "form", "heading", "image", "keyboard", "missing", "must", "page"}
    | {"reader", "screen", "should", "table", "the", "user", "users", "with", "without"}
)
"""Words that betray English left in a Dutch sentence (not `of`, `is`, `in`, `label`: they are Dutch too)."""

RULES = pytest.mark.parametrize("rule", axe_rules().values(), ids=axe_rules())


def node() -> str:
    """Return a Node that runs scripts: Playwright's own, so that no other need be installed."""
    driver = Path(playwright.__file__).parent / "driver"
    own = next((path for path in (driver / "node", driver / "node.exe") if path.exists()), None)
    found = own or shutil.which("node")
    assert found, "neither Playwright's Node nor another one was found"
    return str(found)


@pytest.fixture(scope="module")
def installed() -> Mapping[str, Mapping[str, Any]]:
    """Rules of the installed axe-core by id: tags, actIds, impact and whether they are enabled."""
    with as_file(files("axe_playwright_python").joinpath("axe.min.js")) as source:
        listing = subprocess.run(
            [node(), "-e", LIST_RULES, str(source)], capture_output=True, check=True, timeout=60, text=True
        )
    return {rule["ruleId"]: rule for rule in json.loads(listing.stdout)}


def requirements(tags: list[str]) -> set[str]:
    """Return the criteria among axe-core's tags: `wcag1410` is 1.4.10."""
    found = (re.fullmatch(r"wcag(\d)(\d)(\d{1,2})", tag) for tag in tags)
    return {".".join(match.groups()) for match in found if match}


def kind(tags: list[str]) -> AxeKind:
    for tag in (AxeKind.DEPRECATED, AxeKind.EXPERIMENTAL, AxeKind.PRACTICE):
        if tag in tags:
            return tag
    if any(re.fullmatch(r"wcag2\d?aaa", tag) for tag in tags):
        return AxeKind.AAA
    assert any(re.fullmatch(r"wcag2\d?aa?", tag) for tag in tags), tags
    return AxeKind.NORM


# Against the installed axe-core


def test_every_rule_of_the_installed_axe_has_its_facts(installed: Mapping[str, Mapping[str, Any]]) -> None:
    assert len(installed) > 100
    assert set(axe_rules()) == set(installed)


def test_facts_are_those_of_axe(installed: Mapping[str, Mapping[str, Any]]) -> None:
    for rule_id, theirs in installed.items():
        ours = axe_rules()[rule_id]
        assert set(ours.requirements) == requirements(theirs["tags"]), rule_id
        assert set(ours.act) == set(theirs.get("actIds") or ()), rule_id
        assert ours.kind is kind(theirs["tags"]), rule_id
        assert ours.impact == theirs["impact"], rule_id


def test_what_we_add_is_not_what_axe_says_already() -> None:
    for rule in axe_rules().values():
        assert not set(rule.act_also) & set(rule.act), rule.rule_id
        assert rule.all_act == rule.act + rule.act_also


def test_wording_is_our_own(installed: Mapping[str, Mapping[str, Any]]) -> None:
    for rule_id, theirs in installed.items():
        ours = {axe_rules()[rule_id].title.lower(), axe_rules()[rule_id].repair.lower().rstrip(".")}
        assert not ours & {theirs["help"].lower(), theirs["description"].lower()}, rule_id


def test_deprecated_rules_do_not_run(installed: Mapping[str, Mapping[str, Any]]) -> None:
    for rule in axe_rules().values():
        if rule.kind is AxeKind.DEPRECATED:
            assert installed[rule.rule_id]["enabled"] is False, rule.rule_id


def test_why_a_finding_does_not_stand_has_dutch() -> None:
    reasons = {LAST_WORD, TOLD_INSIDE, *(correction.reason for correction in CORRECTIONS)}
    dutch = catalogue("nl")
    assert {msgid for context, msgid in dutch.messages() if context == REASONS} == reasons
    for correction in CORRECTIONS:
        assert (correction.rules or set()) <= {rule.check_id for rule in axe_rules().values()}


# The facts by themselves


@RULES
def test_a_rule_without_criterion_names_a_group_of_people(rule: AxeRule) -> None:
    assert bool(rule.who) != bool(rule.requirements)
    assert not rule.who or rule.who in people()


@RULES
def test_kind_fits_the_criteria(rule: AxeRule) -> None:
    found = [criterion(number) for number in rule.requirements]
    if rule.kind is AxeKind.NORM:
        assert any(applies(each.id, standard) for each in found for standard in Standard)
        assert rule.ground is Kind.NORM
    elif rule.kind is AxeKind.AAA:
        assert {each.level for each in found} == {"AAA"}
        assert rule.ground is Kind.BEYOND
    elif rule.kind is AxeKind.PRACTICE:
        assert not found
        assert rule.ground is Kind.PRACTICE
    else:
        assert rule.ground is Kind.BEYOND


def test_an_example_reads_as_expected() -> None:
    rule = axe_rules()["color-contrast"]
    assert rule.check_id == "axe:color-contrast"
    assert rule.requirements == ("1.4.3",)
    assert rule.act == ("afw4f7", "09o5cg")
    assert rule.kind == "wcag-a-aa"
    assert rule.ground is Kind.NORM


# The sentences


@RULES
def test_title_and_repair_have_dutch(rule: AxeRule) -> None:
    dutch = catalogue("nl")
    for msgid in (rule.title, rule.repair):
        assert dutch.has(msgid, rule.check_id), f"axe.po lacks {rule.check_id}: {msgid}"
        assert dutch.text(msgid, rule.check_id) != msgid


def test_no_dutch_is_left_of_rules_that_are_gone() -> None:
    wanted = {(rule.check_id, msgid) for rule in axe_rules().values() for msgid in (rule.title, rule.repair)}
    kept = {key for key in catalogue("nl").messages() if key[0].startswith("axe:")}
    assert kept == wanted


@RULES
@pytest.mark.parametrize("language", ["en", "nl"])
def test_a_title_names_a_problem_in_few_words(rule: AxeRule, language: str) -> None:
    title = catalogue(language).text(rule.title, rule.check_id)
    assert title[0].isupper()
    assert title[-1].isalnum() or title[-1] == ")"
    assert len(title.split()) <= MAX_TITLE_WORDS
    assert title == title.strip()
    assert "  " not in title


@RULES
@pytest.mark.parametrize("language", ["en", "nl"])
def test_a_repair_is_one_whole_sentence(rule: AxeRule, language: str) -> None:
    repair = catalogue(language).text(rule.repair, rule.check_id)
    assert repair[0].isupper()
    assert repair.endswith(".")
    assert ". " not in repair
    assert "  " not in repair
    assert len(repair.split()) <= MAX_REPAIR_WORDS


@RULES
def test_dutch_holds_no_english_and_no_markup(rule: AxeRule) -> None:
    for msgid in (rule.title, rule.repair):
        sentence = catalogue("nl").text(msgid, rule.check_id)
        words = set(re.findall(r"[a-z]+(?:-[a-z]+)*", sentence.lower()))
        assert not words & ENGLISH, sentence
        assert not set("<>{}'\"") & set(sentence), sentence


@RULES
def test_dutch_addresses_the_reader_formally(rule: AxeRule) -> None:
    for msgid in (rule.title, rule.repair):
        words = set(re.findall(r"\w+", catalogue("nl").text(msgid, rule.check_id).lower()))
        assert not words & {"je", "jij", "jouw", "jullie"}


@pytest.mark.parametrize("language", ["en", "nl"])
def test_no_two_rules_share_a_title(language: str) -> None:
    """A list of problems would otherwise show two lines that nobody can tell apart."""
    words = catalogue(language)
    titles = Counter(words.text(rule.title, rule.check_id) for rule in axe_rules().values())
    assert [title for title, count in titles.items() if count > 1] == []
