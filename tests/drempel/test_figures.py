"""Indicators over time: whom problems shut out, what could be tested, key pages, ages and repairs."""

from dataclasses import replace

import pytest

from drempel.figures import clean_key_pages, figures
from drempel.inclusion.people import names
from drempel.model.facts import Facts
from drempel.model.finding import CheckInfo, Impact, Kind, Source
from drempel.model.inclusion import SeenPage
from drempel.model.indicator import FoundProblems, IndicatorValue, ScanFacts, Share
from reports.wording import INDICATORS

NO_B1 = {"yes": 0, "doubt": 0, "no": 0}
FACTS = ScanFacts(20, 0, 2, dict.fromkeys(Impact, 0), 0, 0, frozenset(), 0, NO_B1, 0, 0, 0)
V3 = "en301549-3.2.1"


def info(check: str, *requirements: str, kind: Kind = Kind.NORM, who: str = "") -> CheckInfo:
    return CheckInfo(check, Source.DREMPEL, kind, Impact.SERIOUS, requirements, (), check, check, who)


INFOS = (
    info("alt", "1.1.1"),
    info("captions", "1.2.2"),
    info("parsing", "4.1.1"),
    info("small", "2.5.8"),
    info("tip", kind=Kind.PRACTICE, who="low-literacy"),
)


def value(indicator: str, facts: ScanFacts, standard: str = V3) -> IndicatorValue:
    return next(one for one in figures(facts, infos=INFOS, standard=standard) if one.id == indicator)


def test_problems_count_for_each_group_that_they_hinder() -> None:
    problems = (
        FoundProblems("alt", ("1.1.1",), 3),
        FoundProblems("captions", ("1.2.2",), 1),
        FoundProblems("tip", (), 2),
    )
    facts = replace(FACTS, problems=problems)
    assert value("shut-out-blind", facts).value == 3
    assert value("shut-out-deaf", facts).value == 1
    assert value("shut-out-low-literate", facts).value == 2
    assert value("shut-out-not-dutch", facts).value == 2
    assert value("shut-out-motor", facts).value == 0
    assert value("shut-out-motor", replace(facts, pages_judged=0)).value is None


def test_every_indicator_of_people_is_about_a_group_that_exists() -> None:
    groups = {
        one.id.removeprefix("shut-out-")
        for one in figures(FACTS, infos=(), standard=V3)
        if one.id.startswith("shut-out-")
    }
    assert len(groups) == 8
    assert groups <= set(names())


def test_every_indicator_has_a_name() -> None:
    assert {one.id for one in figures(FACTS, infos=(), standard=V3)} == set(INDICATORS)


def test_criteria_that_fail_are_held_against_those_that_were_looked_at() -> None:
    facts = replace(
        FACTS,
        checks_judged=frozenset({"alt", "captions", "parsing", "small", "unknown"}),
        failed_criteria=frozenset({"1.1.1"}),
    )
    found = value("failed-of-tested", facts)
    # 4.1.1 always holds, and 2.5.8 is of a newer norm.
    assert (found.part, found.whole) == (1, 2)
    assert value("failed-of-tested", facts, "en301549-4.1.1").whole == 3
    assert value("failed-of-tested", replace(facts, checks_judged=frozenset({"alt"}))).whole == 1


def test_key_pages_are_those_that_people_need() -> None:
    home = "https://stad.example/"
    pages = [
        SeenPage(home, "Stad", artefacts={Facts: Facts(kind="other")}, fails_norm=True),
        SeenPage(home + "contact", "Contact", artefacts={Facts: Facts(kind="other")}, fails_norm=False),
        SeenPage(home + "nieuws/markt", "De markt", artefacts={Facts: Facts(kind="other")}, fails_norm=False),
    ]
    assert clean_key_pages(pages) == Share(1, 2)
    assert clean_key_pages(pages[2:]) is None
    share = next(
        one
        for one in figures(FACTS, infos=(), standard=V3, key_pages=Share(1, 2))
        if one.id == "key-pages-clean"
    )
    assert (share.value, share.low, share.high) == (
        0.5,
        pytest.approx(0.0945, abs=1e-3),
        pytest.approx(0.905, abs=1e-3),
    )


def test_ages_and_repairs_are_medians() -> None:
    facts = replace(FACTS, ages_days=(0.0, 10.0, 90.0), repair_days=(4.0, 8.0))
    assert (value("issue-age-median", facts).value, value("repair-time-median", facts).value) == (10.0, 6.0)
    assert value("repair-time-median", FACTS).reason == "empty-sample"
