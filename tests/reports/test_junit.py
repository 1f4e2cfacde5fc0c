from pathlib import Path
from typing import Any

import pytest
from junit2htmlreport.parser import Junit
from junitparser import JUnitXml, TestSuite
from lxml import etree

from drempel.i18n import Catalogue
from reports.base import FileOutput
from reports.formats import junit
from tests.reports import fakes
from tests.reports.conftest import Render
from tests.reports.golden import assert_golden


def suites(folder: Path) -> list[TestSuite]:
    return list(JUnitXml.fromfile(str(folder / "junit.xml")))


@pytest.mark.parametrize("name", ["town", "hostile", "clean", "nothing"])
def test_two_readers_count_the_same(render: Render, name: str) -> None:
    folder = render(name, "junit")
    ours = suites(folder)
    theirs = Junit(filename=str(folder / "junit.xml"))
    assert [suite.name for suite in ours] == [suite.name for suite in theirs.suites]
    for one, other in zip(ours, theirs.suites, strict=True):
        cases = list(one)
        results = [result for case in cases for result in case.result]
        assert one.tests == len(cases) == len(other.all())
        assert one.failures == sum(r._tag == "failure" for r in results)
        assert one.errors == sum(r._tag == "error" for r in results)
        assert one.failures + one.errors == len(other.failed()), "an error is a failure there"
        assert one.skipped == sum(r._tag == "skipped" for r in results) == len(other.skipped())


def test_what_counts_fails_and_the_rest_is_skipped(render: Render) -> None:
    by_name = {suite.name: suite for suite in suites(render("town", "junit"))}
    assert {name: (s.tests, s.failures, s.skipped, s.errors) for name, s in by_name.items()} == {
        "Problemen volgens de norm": (6, 6, 0, 0),
        "Nog niet verplicht": (1, 0, 1, 0),
        "Vragen om zelf na te kijken": (1, 0, 1, 0),
        "Goede praktijk": (1, 1, 0, 0),
        "Strenger dan de norm": (1, 0, 1, 0),
        "Pagina’s die we niet konden beoordelen": (3, 0, 0, 3),
        "Documenten: Problemen volgens de norm": (2, 2, 0, 0),
        "Documenten: Vragen om zelf na te kijken": (1, 0, 1, 0),
        "Documenten: Goede praktijk": (2, 2, 0, 0),
        "Documenten die we niet konden beoordelen": (2, 0, 0, 2),
    }


def test_a_failed_test_says_what_and_where(render: Render) -> None:
    first = next(iter(suites(render("town", "junit"))[0]))
    assert first.classname == "axe:image-alt"
    assert first.name.startswith("Een afbeelding heeft geen tekst: header > img (")
    failure = first.result[0]
    assert (failure.type, failure.message) == ("critical", "De afbeelding “markt.jpg” heeft geen alt-tekst.")
    assert "https://www.zilverbeek.example/\n" in failure.text
    assert "Op 24 pagina’s." in failure.text


def test_checks_that_found_nothing_passed(render: Render) -> None:
    passed = suites(render("clean", "junit"))[-1]
    assert passed.name == "Controles die niets vonden"
    assert passed.tests == 9
    assert {case.classname for case in passed} >= {"axe:image-alt", "axe:label"}
    assert "axe:video-caption" not in {case.classname for case in passed}, "it ran nowhere"


def test_what_does_not_fit_is_told(tmp_path: Path, dutch: Catalogue, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(junit, "MOST_CHARS", 1_200)
    with FileOutput(tmp_path / "junit.xml") as out:
        junit.FORMAT.write(fakes.town(), out, dutch)
    first = suites(tmp_path)[0]
    names = [case.name for case in first]
    assert first.tests == len(names) < 6
    assert names[-1] == f"{6 - len(names) + 1} problemen pasten niet in dit bestand."


def test_shape_of_the_file(render: Render) -> None:
    tree = etree.parse(str(render("town", "junit") / "junit.xml"))
    shape = sorted({_shape(element) for element in tree.iter()})
    assert_golden("town-junit.txt", "\n".join(shape) + "\n")


def _shape(element: Any) -> str:
    above = [one.tag for one in element.iterancestors()][::-1]
    return "/".join((*above, element.tag)) + f" {' '.join(sorted(element.attrib))}"
