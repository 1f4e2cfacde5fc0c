"""Problems of documents in reports: told apart from those of pages, and among them for build servers."""

import csv
import json
from dataclasses import replace
from datetime import date
from typing import Any
from xml.etree import ElementTree

import pytest

from crawler.gather.pdf.document import read_pdf
from drempel import gate
from drempel.app import _news, _worst
from drempel.i18n import Catalogue
from drempel.model.decision import Decision, DecisionKind, standing
from drempel.model.document import Document
from drempel.model.finding import Impact, Kind
from drempel.model.issue import Issue, TrendLabel
from drempel.model.snapshot import FetchOutcome, Reason
from reports.document_problems import (
    all_issues,
    change_line,
    document_problems,
    extent,
    missed_documents,
)
from reports.registry import report_format
from reports.wording import Wording
from tests.reports import fakes
from tests.reports.conftest import Render
from tests.reports.document_samples import document_issue, found
from tests.reports.pages import parse, words

URL = fakes.START + "reglement.pdf"


def source_of(*issues: Issue, **fields: Any) -> fakes.FakeSource:
    return replace(fakes.town(), document_issue_list=list(issues), **fields)


def issue(number: int = 1, label: TrendLabel | None = TrendLabel.NEW, **fields: Any) -> Issue:
    return document_issue(number, URL, found("pdf-not-tagged", "untagged", **fields), label, fakes.NOW)


def false_alarm(one: Issue) -> Issue:
    seen = Decision(DecisionKind.FALSE_ALARM, "Bekeken", "An Peeters", fakes.NOW)
    return replace(one, decided=standing([seen], date(2026, 12, 1)))


def test_new_problems_come_first_and_what_people_set_aside_last() -> None:
    still = issue(1, TrendLabel.PERSISTING, impact=Impact.CRITICAL)
    new, back = issue(2), issue(3, TrendLabel.REGRESSED, impact=Impact.MINOR)
    asked = false_alarm(issue(4, impact=Impact.CRITICAL))
    gone = issue(5, TrendLabel.RESOLVED)
    source = source_of(still, new, back, asked, gone)
    told = document_problems(source, list(source.documents()))
    assert [row.issue.id for row in told.rows] == ["D002", "D003", "D001", "D004"]
    assert [row.issue.id for row in told.solved] == ["D005"]
    assert told.more == 0
    assert told.rows[0].document is not None
    assert told.rows[0].document.url == URL


def test_tips_are_counted_and_not_listed_one_by_one() -> None:
    source = source_of(issue(1, kind=Kind.PRACTICE))
    told = document_problems(source, [])
    assert told.rows == []
    assert sum(told.by_group.values()) == 1


def test_without_an_earlier_scan_of_documents_nothing_is_called_new(dutch: Catalogue) -> None:
    source = source_of(issue(1, None))
    source = replace(source, header=replace(source.header, documents_previous=None, documents_trend={}))
    told = document_problems(source, [])
    assert change_line(Wording(dutch, source.checks()), told) == ""


def test_the_worst_come_first_of_pages_and_documents_together() -> None:
    source = source_of(issue(1, impact=Impact.CRITICAL), issue(2, impact=Impact.MINOR))
    ranks = [one.impact.rank for one in all_issues(source) if one.label is not TrendLabel.RESOLVED]
    assert ranks == sorted(ranks, reverse=True)
    assert sum(one.is_of_document for one in all_issues(source)) == 2


def test_an_extent_is_told_in_pages_or_in_places_of_a_document(dutch: Catalogue) -> None:
    say = Wording(dutch, fakes.town().checks())
    assert str(extent(say, replace(issue(), occurrences=3))) == "In een document, op 3 plaatsen."
    assert str(extent(say, replace(issue(), is_of_document=False, pages=2))) == "Op 2 pagina’s."


def test_a_document_that_did_not_come_is_missed_and_one_that_is_gone_is_not() -> None:
    names = [one.url.removeprefix(fakes.START) for one in missed_documents(fakes.town())]
    assert names == ["weg.pdf", "oud.doc"]
    gone = [replace(one, document=replace(one.document, status=404)) for one in fakes.town().documents()]
    missed = missed_documents(replace(fakes.town(), document_list=gone))
    assert [one.url.removeprefix(fakes.START) for one in missed] == ["oud.doc"]


@pytest.mark.parametrize(
    ("outcome", "reason", "status", "is_missed"),
    [
        (FetchOutcome.TIMEOUT, None, None, True),
        (FetchOutcome.BLOCKED, None, 403, True),
        (FetchOutcome.CRASHED, Reason("document-broken", "ValueError"), 200, True),
        (FetchOutcome.HTTP_ERROR, Reason("status", "500"), 500, True),
        (FetchOutcome.HTTP_ERROR, Reason("status", "410"), 410, False),
        (FetchOutcome.NOT_HTML, Reason("document-locked"), 200, True),
        (FetchOutcome.NOT_HTML, Reason("document-too-large"), 200, True),
        (FetchOutcome.NOT_HTML, Reason("document-old"), 200, True),
        (FetchOutcome.NOT_HTML, Reason("document-is-html"), 200, False),
        (FetchOutcome.NOT_HTML, Reason("document-is-page"), 200, False),
        (FetchOutcome.TRAP_CUT, Reason("document-limit"), None, False),
        (FetchOutcome.ROBOTS, Reason("robots-rule"), None, False),
        (FetchOutcome.DUPLICATE, Reason("same-content"), 200, False),
        (FetchOutcome.OK, None, 200, False),
    ],
)
def test_which_documents_should_have_been_judged(
    outcome: FetchOutcome, reason: Reason | None, status: int | None, is_missed: bool
) -> None:
    document = Document(URL, outcome, reason, status=status)
    assert document.is_missed is is_missed
    assert document.is_beyond is (reason is not None and reason.key == "document-limit")


def test_they_count_for_the_exit_code_and_are_counted_apart() -> None:
    pages = replace(fakes.town(), issue_list=[], document_issue_list=[])
    assert _worst(pages) == (None, 0, 0)
    bad = replace(pages, document_issue_list=[issue(1, impact=Impact.CRITICAL), issue(2)])
    worst, on_pages, in_documents = _worst(bad)
    assert (worst, on_pages, in_documents) == (Impact.CRITICAL, 0, 2)
    assert gate.is_reached(worst, Impact.SERIOUS)
    aside = replace(pages, document_issue_list=[false_alarm(issue(1)), issue(2, TrendLabel.RESOLVED)])
    assert _worst(aside) == (None, 0, 0)


def test_what_is_new_in_documents_is_news() -> None:
    source = replace(fakes.town(), issue_list=[], document_issue_list=[
        issue(1), issue(2, TrendLabel.PERSISTING), issue(3, TrendLabel.REGRESSED), issue(4, None),
    ])  # fmt: skip
    assert [(one.issue_id, one.in_document, one.page_url) for one in _news(source)] == [
        ("D001", True, URL),
        ("D003", True, URL),
    ]


def test_the_page_lists_them_with_numbers(render: Render) -> None:
    page = parse(render("town") / "documenten.html")
    rows = page.cssselect("#documenten-problemen tbody tr")
    cells = [[words(cell) for cell in row.cssselect("td")] for row in rows]
    assert [cell[1:] for cell in cells] == [
        ["sluit mensen uit", "nieuw", "D001"],
        ["hindert sterk", "nieuw", "D005"],
        ["hindert sterk", "nog altijd", "D002"],
    ]
    assert words(page.cssselect("#documenten-een-voor-een + p")[0]).startswith(
        "Sinds de scan van 25 oktober 2026: nieuw 2, teruggekomen 1, nog altijd 2, opgelost 1,"
    )


def test_the_count_of_a_build_server_keeps_pages_and_documents_apart(render: Render) -> None:
    told = (render("town", format_id="github") / "github.txt").read_text(encoding="utf-8").splitlines()
    assert "Drempel vond 10 problemen en vragen. En 5 in documenten." in told


@pytest.mark.parametrize("name", ["sarif", "junit", "gitlab", "github", "markdown", "jsonl"])
def test_formats_for_build_servers_tell_them(render: Render, name: str) -> None:
    entry = report_format(name).entry
    text = (render("town", format_id=name) / entry).read_text(encoding="utf-8")
    assert "reglement.pdf" in text
    match name:
        case "sarif":
            results = json.loads(text)["runs"][0]["results"]
            (one,) = (r for r in results if r["ruleId"] == "pdf-not-tagged")
            assert one["properties"]["document"] is True
            assert "pages" not in one["properties"]
            assert one["baselineState"] == "new"
            assert one["locations"][0]["physicalLocation"]["artifactLocation"]["uri"].endswith(
                "reglement.pdf"
            )
        case "junit":
            cases = ElementTree.fromstring(text).findall(".//testcase")
            told = {case.get("classname"): case for case in cases}
            assert told["pdf-not-tagged"].find("failure") is not None
            assert told["drempel.document"].find("error") is not None
        case "gitlab":
            entries = [one for one in json.loads(text) if one["check_name"] == "pdf-not-tagged"]
            assert entries[0]["location"]["path"].endswith("reglement.pdf")
        case "jsonl":
            kinds = [json.loads(line)["kind"] for line in text.splitlines()]
            assert kinds.count("document") == 7
            assert kinds.count("document_issue") == len(fakes.town().document_issue_list)
        case "markdown":
            assert "| nieuw |" in text


def test_the_report_on_paper_tells_of_documents_apart(render: Render) -> None:
    pdf = read_pdf(render("town", format_id="pdf") / "rapport.pdf")
    texts = [block.text for block in pdf.blocks]
    at = texts.index("Documenten")
    told = " ".join(texts[at:])
    assert "Documenten: 4 documenten beoordeeld" in told
    assert "nieuw 2, teruggekomen 1, nog altijd 2, opgelost 1" in told
    assert "10.1.3.1" in told
    clean = [block.text for block in read_pdf(render("clean", format_id="pdf") / "rapport.pdf").blocks]
    assert "Documenten" not in clean


def test_open_data_has_documents_without_words_of_theirs(render: Render) -> None:
    folder = render("town", format_id="opendata")
    rows = list(csv.DictReader((folder / "documenten-open.csv").read_text("utf-8").splitlines()))
    assert [(row["document"], row["result"], row["problems"]) for row in rows][:2] == [
        (URL, "problem", "2"),
        (fakes.START + "attest.pdf", "clean", "0"),
    ]
    assert [row["problems"] for row in rows if row["result"] == "unjudged"] == [""] * 3
    problems = list(csv.DictReader((folder / "documentproblemen-open.csv").read_text("utf-8").splitlines()))
    assert [row["check"] for row in problems if row["group"] == "norm"] == [
        "pdf-not-tagged",
        "pdf-title-says-nothing",
    ]
    assert "scan0012" not in (folder / "documenten-open.csv").read_text("utf-8")
