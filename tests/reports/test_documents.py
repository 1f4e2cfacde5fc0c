"""What a report says of documents: shares, the most linked, repairs, and what was not judged."""

from drempel.i18n import Catalogue
from drempel.model.indicator import Share
from reports.documents import documents_view, fate_of, place_of, summary_line
from reports.wording import Wording
from tests.reports import fakes
from tests.reports.conftest import Render
from tests.reports.document_samples import found, town_documents
from tests.reports.pages import parse, words


def test_a_document_is_counted_once_and_unjudged_ones_in_no_share() -> None:
    view = documents_view(town_documents(fakes.START))
    assert (view.found, view.twins, view.judged, view.unjudged, view.kept) == (7, 1, 4, 2, 1)
    assert {row.fate: row.share for row in view.rows} == {
        "problem": Share(1, 4),
        "question": Share(1, 4),
        "clean": Share(2, 4),
    }
    assert dict(view.not_judged) == {"404": 1, "document-kind": 1}
    assert [one.document.url.rpartition("/")[2] for one, _ in view.most_linked][:3] == [
        "reglement.pdf",
        "attest.pdf",
        "folder.pdf",
    ]


def test_what_is_short_is_no_form_and_what_is_long_stays_a_document() -> None:
    view = documents_view(town_documents(fakes.START))
    assert [one.url.rpartition("/")[2] for one in view.short] == ["folder.pdf"]
    assert [one.url.rpartition("/")[2] for one in view.forms] == ["attest.pdf"]
    assert dict(view.exempt) == {"old": 1, "archive": 1}


def test_problems_against_the_norm_come_before_tips_and_questions() -> None:
    view = documents_view(town_documents(fakes.START))
    assert [one.check for one in view.problems] == [
        "pdf-not-tagged",
        "pdf-title-says-nothing",
        "pdf-form-for-paper",
        "pdf-order-differs",
    ]
    assert [told[0] for told in view.repairs] == ["Tags", "Title"]
    assert [(one.text[:8], one.page) for one in view.sentences] == [("Deze zin", "3")]


def test_a_place_is_the_number_of_a_page_or_nothing() -> None:
    assert place_of(found("a", "b", selector="#page=12 P[3]")) == "12"
    assert place_of(found("a", "b", selector="document")) == ""
    assert place_of(found("a", "b", selector="#page=<script>")) == ""


def test_a_document_without_a_judgement_is_never_clean() -> None:
    fates = {one.document.url.rpartition("/")[2]: fate_of(one) for one in town_documents(fakes.START)}
    assert fates == {
        "reglement.pdf": "problem",
        "attest.pdf": "clean",
        "folder.pdf": "question",
        "kaart.pdf": "clean",
        "kopie.pdf": "unjudged",
        "weg.pdf": "unjudged",
        "oud.doc": "unjudged",
    }


def test_the_page_tells_it_in_dutch(render: Render) -> None:
    page = parse(render("town") / "documenten.html")
    text = words(page.cssselect("main")[0])
    assert "Wij beoordeelden er 4." in text
    assert "Drempel kan dit soort bestand nog niet lezen" in text
    assert "Wij zagen er geen weg online naast." in text
    assert "Een mens moet kijken. Mogelijk vrijgesteld: van voor 23 september 2018." in text
    # A document that people download falls under chapter 10 of EN 301 549, not under that of web pages.
    assert "EN 301 549 10.1.3.1" in text
    assert "EN 301 549 9." not in text
    assert [words(cell) for cell in page.cssselect("#documenten-uitkomst tbody tr:first-child td")] == [
        "1",
        "25%",
        "5% en 70%",
    ]


def test_no_documents_no_line(dutch: Catalogue) -> None:
    assert summary_line(documents_view([]), Wording(dutch)) == ""
