"""The comparison on paper: tagged, in each language, and without fault for our own checks."""

import re
from collections import Counter
from pathlib import Path

import pikepdf
import pytest

from checks.engine import judge_document
from crawler.gather.pdf.document import read_pdf
from drempel.model.finding import Outcome
from drempel.model.report import TrendPoint
from reports.base import FileOutput
from reports.compare import Comparison, comparison
from reports.formats.comparison_pdf import write_comparison_pdf
from reports.wording import Wording
from tests.reports import fakes
from tests.reports.test_compare import FOOTER, bodies, body, many, readable, with_documents
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
    for found in (comparison(with_documents()), hostile(), comparison([]), comparison(bodies(), "gemeente")):
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
        "Zilverbeek 90% 90 van 100 81% en 95%",
        "3 organisaties: Aardebeek, Kleine Dienst, Zilverbeek",
        "1.4.3 Contrast (minimum)",
    ):
        assert said in text
    tags = [one.tag for one in elements(path)]
    assert tags.count("Table") == 2 + 4 + 4 + 3 + 1 + 1 + 1, (
        "coverage and months, two shares in four bands, groups and the rest"
    )
    assert [tags.count(f"H{level}") for level in (1, 2, 3)] == [1, 8, 8]


def test_the_months_of_an_organisation_are_drawn_beside_their_numbers(tmp_path: Path) -> None:
    path = written(comparison(bodies()), tmp_path)
    text = " ".join(words_of(path).split())
    said = "Zilverbeek 1 augustus 2026: 40%; 1 september 2026: 55%; 1 oktober 2026: 90% (niet te vergelijken"
    assert said in text
    alone = comparison([body("Zilverbeek", readable(90, 100), points=points())])
    lines, dots = drawn_in(written(alone, tmp_path))
    assert (lines, dots) == (1, 3), "a break interrupts the line"


def points() -> tuple[TrendPoint, ...]:
    return next(one.points for one in bodies() if one.points)


def drawn_in(path: Path) -> tuple[int, int]:
    """Return the lines and dots of drawings in a file."""
    with pikepdf.open(path) as pdf:
        content = b"\n".join(page.Contents.read_bytes() for page in pdf.pages).decode("latin-1")
    drawings = re.findall(r"/Artifact BMC q \S+ \S+ \S+ RG 1 w (.*) Q EMC", content)
    return sum(one.count(" S") for one in drawings), sum(one.count(" re f") for one in drawings)


def test_problems_stand_by_requirement_and_organisation(tmp_path: Path) -> None:
    path = written(comparison(bodies()), tmp_path)
    text = " ".join(words_of(path).split())
    assert "Eisen 1.1.1 tot en met 1.4.10 Organisatie 1.1.1 1.4.3 1.4.10 Aardebeek 0 1 2" in text
    assert "Zilverbeek 7 0 ?" in text
    with pikepdf.open(path) as pdf:
        content = b"\n".join(page.Contents.read_bytes() for page in pdf.pages).decode("latin-1")
    grounds = Counter(re.findall(r"/Artifact BMC q ([\d. ]+) rg [\d. ]+ re f Q EMC", content))
    # Seven problems are many, one and two are some; what no check looked at is grey, and none has no ground.
    assert grounds == {"0.98 0.72 0.55": 1, "1 0.9 0.72": 2, "0.93 0.93 0.93": 3}


def test_many_requirements_stand_in_tables_that_fit_the_paper(tmp_path: Path) -> None:
    numbers = [f"{a}.{b}.{c}" for a in (1, 2, 3) for b in (1, 2) for c in (1, 2, 3)]
    failed = dict.fromkeys(numbers, 12345)
    found = comparison([body(name, kind="", failed=failed) for name in ("Een", "Twee")])
    path = written(found, tmp_path)
    tables = [one for one in elements(path) if one.tag == "Table"]
    assert len(tables) == 1 + 1 + 3, "coverage, requirements, and eight of eighteen in each"
    text = " ".join(words_of(path).split())
    for said in ("1.1.1 tot en met 2.1.2", "2.1.3 tot en met 3.2.1", "3.2.2 tot en met 3.2.3"):
        assert f"Eisen {said}" in text
    assert len(re.findall(r"12[ .\u00a0\u202f]?345", text)) == 36


def test_of_many_organisations_those_that_stand_apart_are_named(tmp_path: Path) -> None:
    few = [body(f"Apart {at:02}", readable(95, 100)) for at in range(60)]
    path = written(comparison([*many(300), *few]), tmp_path)
    text = " ".join(words_of(path).split())
    assert "Er zijn 360 organisaties." in text
    assert "Dit zijn de eerste 50 van 60." in text
    assert "Apart 49" in text
    assert "Apart 50" not in text
    assert path.stat().st_size < 1_000_000


def test_documents_of_each_organisation_are_told(tmp_path: Path) -> None:
    said = " ".join(words_of(written(comparison(with_documents()), tmp_path)).split())
    assert "60 van 82 documenten beoordeeld." in said
    assert "40 van 50" in said
    assert "75%" in said
