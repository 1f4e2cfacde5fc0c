"""The form of a check: file, page, fixtures and Dutch belong together; the examples in its page are true."""

import re
from collections.abc import Iterator
from pathlib import Path
from string import Formatter

import pytest

import checks.rules
from checks.base import Check
from checks.registry import catalogue as check_catalogue
from checks.registry import discover, documentation
from drempel.acting import wanted_by
from drempel.i18n import catalogue
from drempel.model.finding import Kind, Outcome, Source
from drempel.model.text import BlockKind, TextBlock, VisibleText
from drempel.wcag import criterion, people
from readability.profile import profile
from tests.checks.artefacts import results, site_results, whole_page
from tests.conftest import BrowserSession

HERE = Path(__file__).parent
RULES = Path(checks.rules.__file__).parent
CHECKS = discover()
NL = catalogue("nl")
KINDS = ("failed", "passed", "inapplicable")
HEADINGS = [
    "Wat is er mis",
    "Voor wie is dit een drempel",
    "Zo lost u het op (redactie)",
    "Zo lost u het op (ontwikkeling)",
    "Voorbeeld fout",
    "Voorbeeld goed",
    "Eisen",
    "Beperkingen van deze controle",
    "Oefening van twee minuten",
]

EACH_CHECK = pytest.mark.parametrize("check", CHECKS.values(), ids=CHECKS)
ON_PAGES = pytest.mark.parametrize(
    "check", [check for check in CHECKS.values() if check.scope != "document"], ids=lambda check: check.id
)
"""Those of documents have their cases in `test_pdf_checks.py`, which runs the examples of their pages too."""
EACH_EXAMPLE = pytest.mark.parametrize(
    "check",
    [
        # That takes some seconds a page; the first fixtures of the check are used on every change.
        pytest.param(check, id=id_, marks=[pytest.mark.slow] if wanted_by([check]) else [])
        for id_, check in CHECKS.items()
        if check.scope != "document"
    ],
)


def page_of(check: Check) -> str:
    page = documentation(check.id, "nl")
    assert page is not None, f"{check.id} has no Dutch page"
    return page


def sections(page: str) -> dict[str, str]:
    parts = re.split(r"^## (.+)$", page, flags=re.MULTILINE)
    return dict(zip(parts[1::2], parts[2::2], strict=True))


def example(page: str, heading: str) -> str:
    code = re.fullmatch(r"\s*```html\n(.*?)```\s*", sections(page)[heading], re.DOTALL)
    assert code, f"{heading} holds one block of HTML and nothing else"
    return code[1]


def wrong(check: Check) -> Outcome:
    """Return what a check says of its wrong example: some only ask."""
    fails = any((HERE / check.id).glob("failed-*.html"))
    asks = any((HERE / check.id).glob("cantTell-*.html"))
    return Outcome.CANT_TELL if asks and not fails else Outcome.FAILED


def texts(check: Check) -> Iterator[str]:
    yield from (check.title, check.repair, *check.messages.values())


@EACH_CHECK
def test_file_name_is_the_id(check: Check) -> None:
    module = check.judge.__module__
    assert module.startswith("checks.rules.")
    assert module.rpartition(".")[2] == check.judge.__name__ == check.id.replace("-", "_")


@ON_PAGES
@pytest.mark.parametrize("kind", KINDS)
def test_all_three_kinds_of_fixtures_are_there(check: Check, kind: str) -> None:
    wanted = wrong(check).value if kind == "failed" else kind
    assert list((HERE / check.id).glob(f"{wanted}-*.html"))


def test_no_fixture_or_page_without_a_check() -> None:
    folders = {path.parent.name for path in HERE.glob("*/*.html")}
    assert folders == {check.id for check in CHECKS.values() if check.scope != "document"}
    pages = {path.name.partition(".")[0] for path in RULES.rglob("*.md")}
    assert pages == {check_id.replace("-", "_") for check_id in CHECKS}


@EACH_CHECK
def test_every_sentence_has_dutch_with_the_same_placeholders(check: Check) -> None:
    for text in texts(check):
        assert NL.has(text, check.id), f"checks.po lacks, under {check.id}: {text}"
        translated = NL.messages()[check.id, text][0]
        assert placeholders(translated) == placeholders(text)


def placeholders(text: str) -> set[str]:
    return {name for _, name, _, _ in Formatter().parse(text) if name}


def test_dutch_has_no_sentence_that_no_check_says() -> None:
    said = {(check.id, text) for check in CHECKS.values() for text in texts(check)}
    translated = {key for key in NL.messages() if key[0] in CHECKS}
    assert translated == said


@pytest.mark.parametrize("info", check_catalogue(), ids=lambda info: info.id)
def test_everything_in_the_catalogue_speaks_dutch(info) -> None:
    for text in {info.title, info.repair, *info.messages.values()}:
        assert NL.has(text, info.id)
    assert info.who in people() if info.who else info.requirements
    for requirement in info.requirements:
        assert criterion(requirement).id == requirement
    if info.kind is Kind.NORM:
        assert {criterion(r).level for r in info.requirements} & {"A", "AA"}
    assert (info.source is Source.AXE) == info.id.startswith("axe:")


@EACH_CHECK
def test_page_has_the_fixed_headings(check: Check) -> None:
    page = page_of(check)
    title = NL.text(check.title, check.id)
    assert page.startswith(f"# {title}\n\nControle: `{check.id}`\n\n## ")
    assert list(sections(page)) == HEADINGS
    assert "\n\n**Antwoord.** " in sections(page)[HEADINGS[-1]]


@EACH_CHECK
def test_page_names_the_right_requirements(check: Check) -> None:
    demands = sections(page_of(check))["Eisen"]
    grounds = (check.ground, *check.grounds.values())
    wanted = {number for ground in grounds for number in ground.criteria}
    listed = set(re.findall(r"^- WCAG ([\d.]+)", demands, re.MULTILINE))
    assert listed == wanted
    for number in wanted:
        found = criterion(number)
        assert f"- WCAG {number} {found.name_nl} (niveau {found.level})\n" in demands
        assert not found.en301549 or f"EN 301 549, punt {found.en301549}" in demands
    for rule in check.ground.act:
        assert rule in demands


@EACH_CHECK
def test_page_is_written_in_plain_dutch(check: Check) -> None:
    prose = re.sub(r"```.*?```", "", page_of(check), flags=re.DOTALL)
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
@EACH_EXAMPLE
def test_wrong_example_is_found_and_right_one_is_not(check: Check, browser_session: BrowserSession) -> None:
    page = page_of(check)

    def outcomes(heading: str) -> set[Outcome]:
        if check.scope == "site":
            said = site_results(check, example(page, heading), browser_session)
            return {result.outcome for result in said}
        html = whole_page(example(page, heading))
        said = results(check, browser_session.capture(html), html, browser_session)
        return {result.outcome for result in said}

    assert wrong(check) in outcomes("Voorbeeld fout")
    assert outcomes("Voorbeeld goed") <= {Outcome.PASSED}
