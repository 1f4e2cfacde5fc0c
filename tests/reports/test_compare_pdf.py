"""The comparison on paper: tagged, in each language, and without fault for our own checks."""

from pathlib import Path

import pytest

from checks.engine import judge_document
from crawler.gather.pdf.document import read_pdf
from drempel.model.finding import Outcome
from reports.base import FileOutput
from reports.compare import Comparison, comparison
from reports.formats.comparison_pdf import write_comparison_pdf
from reports.wording import Wording
from tests.reports import fakes
from tests.reports.test_compare import FOOTER, bodies, body, many, readable
from tests.reports.test_pdf import checks_of_documents, elements, words_of


def written(found: Comparison, folder: Path, language: str = "nl") -> Path:
    text = fakes.words_in(language)
    path = folder / "vergelijking.pdf"
    with FileOutput(path) as out:
        write_comparison_pdf(found, out, text, Wording(text, fakes.town().coverages))
    return path


def hostile() -> Comparison:
    """Return organisations with names that were made to harm."""
    return comparison(
        [body(name, readable(5, 20), kind=name, components={FOOTER: 1}) for name in fakes.HOSTILE[:6]],
    )


@pytest.mark.parametrize("language", ["nl", "fr", "en"])
def test_our_own_checks_find_nothing_wrong_and_ask_nothing(tmp_path: Path, language: str) -> None:
    for found in (comparison(bodies()), hostile(), comparison([]), comparison(bodies(), "gemeente")):
        path = written(found, tmp_path, language)
        judgement = judge_document(read_pdf(path), checks_of_documents(), name=path.name)
        assert list(judgement.findings) == []
        assert sum(tally.outcome is not Outcome.UNTESTED for tally in judgement.tallies) >= 40


def test_it_says_what_the_page_says(tmp_path: Path) -> None:
    path = written(comparison(bodies()), tmp_path)
    text = " ".join(words_of(path).split())
    for said in (
        "Dit is geen rangschikking.",
        "Zeker beter dan alle samen",
        "Zilverbeek 90% 90 van 100 83% en 94%",
        "3 organisaties: Aardebeek, Kleine Dienst, Zilverbeek",
        "1.4.3 Contrast (minimum)",
    ):
        assert said in text
    tags = [one.tag for one in elements(path)]
    assert tags.count("Table") == 1 + 4 + 4 + 3 + 1 + 1, (
        "coverage, two shares in four bands, groups and the rest"
    )
    assert [tags.count(f"H{level}") for level in (1, 2, 3)] == [1, 7, 8]


def test_of_many_organisations_those_that_stand_apart_are_named(tmp_path: Path) -> None:
    few = [body(f"Apart {at:02}", readable(95, 100)) for at in range(60)]
    path = written(comparison([*many(300), *few]), tmp_path)
    text = " ".join(words_of(path).split())
    assert "Er zijn 360 organisaties." in text
    assert "Dit zijn de eerste 50 van 60." in text
    assert "Apart 49" in text
    assert "Apart 50" not in text
    assert path.stat().st_size < 1_000_000
