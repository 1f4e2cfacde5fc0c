"""Who is left behind: which barriers count for whom, how they are told, and what was not seen."""

import csv
import json
from dataclasses import replace
from itertools import chain

import pytest

from drempel import wcag
from drempel.i18n import Catalogue, catalogue
from drempel.inclusion.limits import limits_of, stricter
from drempel.inclusion.people import answers_by_group, left_behind, names, people_of
from drempel.inclusion.questions import indicator, questions
from drempel.model.answer import Asked, Place, Said, Unit
from drempel.model.finding import Impact, Outcome
from drempel.model.issue import IssueState, TrendLabel
from drempel.model.service import SeenAt
from reports.base import FolderOutput
from reports.formats.html import FORMAT
from reports.left_behind import CONTEXT, LIMITS, RULES, WHY, LeftBehindWords, left_behind_view
from reports.wording import Wording
from tests.inclusion.test_indicators import PAGES
from tests.reports import fakes
from tests.reports.conftest import Render
from tests.reports.fakes import START, finding, issue
from tests.reports.pages import parse, words


def asked(name: str, yes: int = 0, no: int = 0, unknown: int = 0) -> Asked:
    places = (Place(Said.NO, SeenAt(START + "dienst", "main > p", "woorden")),) if no else ()
    return Asked(name, 1, Unit.PAGE, yes, no, unknown, places, {"not-told": unknown} if unknown else {})


ALT = finding("axe:image-alt")
CAPTION = finding("axe:video-caption")


def test_a_problem_hinders_whom_its_check_names_or_its_criteria() -> None:
    assert people_of("old-phone", ("1.1.1",)) == {"little-money"}
    assert people_of("", ("1.2.2",)) == {"deaf"}
    assert people_of("", ("1.1.1", "2.5.8")) == {"blind", "motor", "older"}
    assert people_of("", ("9.9.9",)) == frozenset()


def test_every_group_that_a_check_may_name_and_every_criterion_has_its_people() -> None:
    for key in wcag.people():
        assert people_of(key, ()) <= set(names()), key
        assert people_of(key, ()), key
    for criterion in wcag.criteria():
        assert people_of("", (criterion.id,)), criterion.id
        assert people_of("", (criterion.id,)) <= set(names())


def test_what_is_solved_or_only_a_question_is_no_problem() -> None:
    issues = [
        issue(1, ALT, TrendLabel.NEW, pages=3),
        issue(2, replace(ALT, impact=Impact.MINOR), TrendLabel.PERSISTING, pages=8, url=START + "b"),
        issue(3, replace(ALT, outcome=Outcome.CANT_TELL), TrendLabel.NEW, pages=99),
        issue(4, CAPTION, TrendLabel.RESOLVED),
        replace(issue(5, CAPTION, None), state=IssueState.RESOLVED),
        issue(6, CAPTION, TrendLabel.NOT_RECHECKED),
        issue(7, finding("axe:label", outcome=Outcome.CANT_TELL), TrendLabel.NEW),
    ]
    found = {group.key: group for group in left_behind(issues, (), lambda check: "")}
    (problem,) = found["blind"].problems
    assert (problem.check, problem.problems, problem.pages, problem.questions) == ("axe:image-alt", 2, 8, 1)
    # The worst one is the example, however few pages it is on.
    assert (problem.impact, problem.example_id, problem.example_url) == (Impact.CRITICAL, "I001", START)
    assert not found["deaf"].problems
    assert not found["motor"].problems


def test_an_answer_counts_for_its_people_and_only_no_is_a_barrier() -> None:
    answers = [asked("KAN01", no=2), asked("TOE10", yes=5), asked("TAA03", no=1), asked("KAN07", unknown=4)]
    found = {group.key: group for group in left_behind((), answers, lambda check: "", ("1.2.2",))}
    assert [one.id for one in found["offline"].answers] == ["KAN01"]
    assert found["little-money"].barriers == 0
    # Another language is a fact: the law limits what a municipality may offer.
    assert not found["not-dutch"].answers
    assert [one.id for one in found["deaf"].open_answers] == ["KAN07"]
    assert found["deaf"].uncovered == ("1.2.2",)
    assert found["blind"].uncovered == ()
    assert list(found) == list(names())


def test_answers_are_counted_by_group() -> None:
    counts = answers_by_group([asked("KAN01", 1, 2, 3), asked("KAN02", unknown=1), asked("VER03", 4)])
    assert counts["KAN"] == {"rows": 12, "yes": 1, "no": 2, "unknown": 4, "asked": 2, "answered": 1}
    assert (counts["VER"]["yes"], counts["VER"]["answered"], counts["MON"]["asked"]) == (4, 1, 0)
    assert sum(count["rows"] for count in counts.values()) == 62


def test_indicators_and_people_are_named_in_dutch() -> None:
    dutch = catalogue("nl")
    rows = questions().values()
    for msgid in chain(names().values(), *((row.name, row.question, row.unseen) for row in rows)):
        assert not msgid or dutch.has(msgid, CONTEXT), msgid


def test_every_reason_and_limit_has_words() -> None:
    reasons = {
        answer.why
        for name, page, _ in PAGES
        if (see := indicator(name).see) and (answer := see(page, limits_of()))
    } - {""}
    assert reasons | {"not-whole"} <= set(WHY)
    assert set(LIMITS) | set(RULES) == set(stricter("kwetsbaar"))


def test_the_page_tells_barriers_answers_and_what_was_not_seen(render: Render) -> None:
    page = parse(render("town", "html") / "wie-blijft-achter.html")
    section = page.find(".//section[@id='wie-blijft-achter']")
    assert section is not None
    said = words(section)
    assert "Dit is geen cijfer" in said
    assert "Mensen die blind of slechtziend zijn" in said
    assert "Niet gezien voor deze mensen:" in said
    assert len(section.findall(".//table[@id='e-inclusie-groepen']/tbody/tr")) == 8
    assert [row.get("id", "").upper() for row in section.iterfind(".//tr[@id]")] == list(questions())
    targets = {node.get("id") for node in page.iter() if node.get("id")}
    links = [link.get("href") or "" for link in section.iterfind(".//a")]
    assert {link[1:] for link in links if link.startswith("#")} <= targets
    assert "kwetsbare groepen" not in said


def test_the_stricter_profile_is_told(tmp_path: object, dutch: Catalogue) -> None:
    base = fakes.town()
    settings = replace(base.header.scan.settings, profile="kwetsbaar")
    source = replace(base, header=replace(base.header, scan=replace(base.header.scan, settings=settings)))
    with FolderOutput(tmp_path, FORMAT.entry, FORMAT.owns) as out:  # type: ignore[arg-type]
        FORMAT.write(source, out, dutch)
    section = parse(tmp_path / "wie-blijft-achter.html").find(".//section[@id='wie-blijft-achter']")  # type: ignore[operator]
    assert section is not None
    assert "strengere grenzen voor diensten aan kwetsbare groepen" in words(section)
    assert "verplichte velden in een formulier, hoogstens: 6 (anders 10)" in words(section)


def test_a_scan_that_asked_nothing_says_so(render: Render) -> None:
    section = parse(render("nothing", "html") / "wie-blijft-achter.html").find(
        ".//section[@id='wie-blijft-achter']"
    )
    assert section is not None
    assert "In deze scan zijn deze vragen niet gesteld." in words(section)


def test_the_same_stands_in_the_data(render: Render) -> None:
    report = json.loads((render("town", "json") / "rapport.json").read_bytes())
    view = left_behind_view(fakes.town())
    assert [group["barriers"] for group in report["left_behind"]] == [group.barriers for group in view.people]
    assert len(report["inclusion"]) == 62
    assert report["profile"] == {"id": "normal", "changes": []}
    unseen = next(row for row in report["inclusion"] if row["id"] == "MON01")
    assert (unseen["yes"], unseen["unit"], unseen["version"]) == (None, None, None)
    assert unseen["question"] == "Wordt deze site geregeld gescand, en volgt iemand op wat verandert?"
    folder = render("town", "csv")
    with (folder / "e-inclusie.csv").open(encoding="utf-8-sig", newline="") as file:
        rows = list(csv.DictReader(file, delimiter=";", strict=True))
    of = {one.id: one for one in fakes.town().asked_list}
    assert len(rows) == 62
    for row in rows:
        one = of.get(row["indicator"])
        assert row["keer nee"] == ("" if one is None else str(one.no))
    with (folder / "wie-blijft-achter.csv").open(encoding="utf-8-sig", newline="") as file:
        lines = list(csv.DictReader(file, delimiter=";", strict=True))
    assert len(lines) == sum(group.barriers for group in view.people)


@pytest.mark.parametrize("language", ["nl", "en", "fr"])
def test_an_indicator_has_its_name_in_every_language(language: str) -> None:
    say = LeftBehindWords(Wording(catalogue(language)))
    assert say.indicator("KAN01").lang == ""
