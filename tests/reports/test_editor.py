"""The page for editors: page by page what can be better in its text, with hard sentences marked."""

from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from lxml import html

from checks import registry
from drempel.model.decision import Decision, DecisionKind, Standing
from drempel.model.document import Document, DocumentFacts, DocumentLink, JudgedDocument
from drempel.model.finding import Finding, Impact, Kind
from drempel.model.issue import TrendLabel
from drempel.model.report import CheckCoverage
from drempel.model.snapshot import FetchOutcome
from drempel.model.text import HardSentence
from reports.base import FolderOutput
from reports.document_texts import sentence_of
from reports.editor import MOST_PAGES
from reports.formats.html import FORMAT
from reports.marking import MOST_CHARS, Marked, marked
from reports.repair_steps import DEVELOPMENT, EDITING, section
from tests.reports import fakes
from tests.reports.conftest import Render
from tests.reports.document_samples import document_issue, found
from tests.reports.test_developer import pages_of, words


@pytest.fixture(scope="module")
def town(render: Render) -> html.HtmlElement:
    return pages_of(render("town"), "editor")[0]


def section_of(page: html.HtmlElement, title: str) -> html.HtmlElement:
    (found,) = (one for one in page.cssselect("section.page-text") if words(one.cssselect("h2")[0]) == title)
    return found


def test_the_page_with_most_to_improve_comes_first(render: Render) -> None:
    titles = [
        words(one)
        for page in pages_of(render("town"), "editor")
        for one in page.cssselect("section.page-text h2")
    ]
    assert titles[0] == "Afval en recyclage"  # hard to read, and links that say nothing
    assert len(titles) == len(set(titles))
    assert "Privacy" not in titles  # in French, and nothing found


def test_hard_places_are_marked_and_what_to_do_is_told(town: html.HtmlElement) -> None:
    sentence = section_of(town, "Belastingen").cssselect(".sentences > li")[0]
    marks = [(words(mark), mark.get("class")) for mark in sentence.cssselect("mark")]
    assert marks[0] == ("Met het oog op", "mark-word")
    assert marks[1][1] == "mark-form"
    assert words(sentence.cssselect("blockquote")[0]) == fakes.LONG.text
    assert "46 woorden, lange zin, stijf woord, zegt niet wie iets doet" in words(sentence)
    assert [words(one) for one in sentence.cssselect(".advice li")] == [
        "Deze zin heeft 46 woorden. Maak er twee of meer van.",
        "“Met het oog op” is een omweg. Schrijf: voor.",
    ]


def test_a_sentence_of_an_older_scan_has_no_marks(town: html.HtmlElement) -> None:
    sentence = section_of(town, "Een attest aanvragen").cssselect(".sentences > li")[0]
    assert sentence.cssselect("mark, .advice") == []
    assert "20 woorden, veel lange woorden, lijdende vorm" in words(sentence)


def test_content_stands_with_its_page_and_shared_parts_once(town: html.HtmlElement) -> None:
    points = section_of(town, "Afval en recyclage").cssselect(".points > li")
    assert [words(one.cssselect("strong")[0]) for one in points] == ["Een linktekst zegt niets"]
    assert '<a href="/afval">Klik hier</a>' in words(points[0])
    # The picture in the head of all pages.
    shared = town.cssselect("section.lead li")
    assert [words(one) for one in shared] == [
        "Een afbeelding heeft geen tekst (probleem I002) op 24 pagina’s"
    ]
    assert "Een afbeelding heeft geen tekst" not in words(section_of(town, "Afval en recyclage"))
    # What only developers can mend.
    assert "Een tekst valt te weinig op" not in words(town.cssselect("main")[0])


def test_what_people_set_aside_is_not_told(tmp_path: Path) -> None:
    source = fakes.town()
    day = fakes.NOW.date()
    decision = Decision(DecisionKind.FALSE_ALARM, "reden", "Els", fakes.NOW)
    issues = [
        replace(
            one,
            decided=Standing(day, seen=decision) if one.id == "I005" else None,
            example=replace(one.example, fingerprint=one.fingerprint),
        )
        for one in source.issue_list
    ]
    with FolderOutput(tmp_path, FORMAT.entry, FORMAT.owns) as out:
        FORMAT.write(replace(source, issue_list=issues), out, fakes.dutch())
    told = " ".join(words(page) for page in pages_of(tmp_path, "editor"))
    assert "Een linktekst zegt niets" not in told
    assert "Een tussenkop slaat een niveau over" in told


def test_what_has_the_same_code_on_many_pages_is_told_once(tmp_path: Path) -> None:
    source = fakes.town()
    pages = {
        "I005": [fakes.START + path for path in ("afval-en-recyclage", "bibliotheek", "jeugd")],
        "I006": [fakes.START + path for path in ("zwembad-de-waterlelie", "jeugd")],
    }
    issues = [
        replace(one, example=replace(one.example, fingerprint=one.fingerprint)) for one in source.issue_list
    ]
    with FolderOutput(tmp_path, FORMAT.entry, FORMAT.owns) as out:
        FORMAT.write(replace(source, issue_list=issues, pages_of=pages), out, fakes.dutch())
    (lead,) = pages_of(tmp_path, "editor")[0].cssselect("section.lead")
    assert "Een linktekst zegt niets" in words(lead)
    assert "Een tussenkop slaat een niveau over" not in words(lead)
    told = " ".join(
        words(one) for page in pages_of(tmp_path, "editor") for one in page.cssselect("section.page-text")
    )
    assert "Een linktekst zegt niets" not in told
    assert "Een tussenkop slaat een niveau over" in told


def test_many_pages_stand_on_numbered_pages(render: Render) -> None:
    pages = pages_of(render("medium"), "editor")
    counts = [len(page.cssselect("section.page-text")) for page in pages]
    assert sum(counts) <= MOST_PAGES
    assert set(counts[:-1]) == {20}
    assert {words(one) for one in pages[1].cssselect("[aria-current=page]")} == {"Deel 2"}


def test_marks_that_do_not_fit_are_left_out() -> None:
    def runs(text: str, *marks: tuple[int, int, str]) -> list[Marked]:
        return list(marked(HardSentence(text, 3, (), "", marks)))

    whole = [Marked("Een "), Marked("zin", "word"), Marked(" hier")]
    assert runs("Een zin hier", (4, 7, "jargon")) == whole
    assert runs("Een zin hier", (4, 7, "jargon"), (5, 9, "jargon"), (9, 99, "jargon")) == whole
    assert runs("Een zin hier", (-3, 2, "jargon"), (7, 7, "jargon")) == [Marked("Een zin hier")]
    assert runs("zin", (0, 3, "split-verb")) == [Marked("zin", "form")]
    endless = runs("a" * 5_000, (0, 2, "jargon"), (MOST_CHARS - 1, MOST_CHARS + 5, "jargon"))
    assert endless == [Marked("aa", "word"), Marked("a" * (MOST_CHARS - 2) + "…")]
    assert runs("") == []


def test_two_parts_of_the_page_of_a_check() -> None:
    page = "# Titel\n## Een\n\na\n\n## Twee\n\nb\n\n## Drie\n\n- c\n\n```\n## geen kop\n```\n## Vier\n\n- d\n"
    assert section(page, EDITING) == "- c\n\n```\n## geen kop\n```"
    assert section(page, DEVELOPMENT) == "- d"
    assert section(page, 4) == section("", 0) == ""


def in_document(check: str, key: str, **more: Any) -> Finding:
    said = {name: str(value) for name, value in more.items()}
    return replace(found(check, key, kind=Kind.PRACTICE, impact=Impact.MINOR), params=said)


def with_hard_document(*findings: Finding, **fields: Any) -> fakes.FakeSource:
    """Return the town with a document that has these findings before its others."""
    document = Document(
        fakes.START + "nota.pdf",
        FetchOutcome.OK,
        kind="pdf",
        pages=3,
        announced=DocumentLink(fakes.START + "nota.pdf", "Nota (pdf)"),
        facts=DocumentFacts("Nota over het verkeer", "nl-BE", "nl", 12),
    )
    town = fakes.town()
    found_in = JudgedDocument(document, findings)
    of_documents = [CheckCoverage(one) for one in registry.catalogue() if one.id.startswith("pdf-")]
    coverages = [*town.coverages, *of_documents]
    return replace(town, document_list=[found_in, *town.document_list], coverages=coverages, **fields)


def editor_of(source: fakes.FakeSource, folder: Path) -> html.HtmlElement:
    with FolderOutput(folder, FORMAT.entry, FORMAT.owns) as out:
        FORMAT.write(source, out, fakes.dutch())
    return pages_of(folder, "editor")[0]


HARD = in_document(
    "pdf-sentence-hard-to-read", "words", page=7, rank=2, text="Ten gevolge hiervan stopt het.",
    reasons="formal-word", marks="0:11:formal-word",
)  # fmt: skip
HARDER = in_document(
    "pdf-sentence-hard-to-read", "long", page=3, rank=1, reasons="long-sentence passive-without-actor",
    text="Deze zin wordt veel te lang gemaakt.", marks="9:14:passive-without-actor",
)  # fmt: skip
MORE = in_document("pdf-sentence-hard-to-read", "more", n=40, shown=2)
NAMELESS = replace(
    found("pdf-title-says-nothing", "file-name", title="scan0012", impact=Impact.CRITICAL), fingerprint="f1:7"
)
UNTAGGED = found("pdf-not-tagged", "untagged", impact=Impact.CRITICAL)


def test_a_document_stands_among_the_pages_with_its_hard_sentences_marked(tmp_path: Path) -> None:
    page = editor_of(with_hard_document(HARD, MORE, NAMELESS, UNTAGGED, HARDER), tmp_path)
    titles = [words(one) for one in page.cssselect("section.page-text h2")]
    assert titles[0] == "Nota over het verkeer", "it has more to improve than any page"
    assert "Welkom in Zilverbeek" in titles
    told = section_of(page, "Nota over het verkeer")
    assert "Document (PDF); 3 pagina’s verwijzen ernaar" in words(told)
    assert "(2 van 42)" in words(told)
    first, second = told.cssselect(".sentences > li")
    assert [(words(mark), mark.get("class")) for mark in first.cssselect("mark")] == [("wordt", "mark-form")]
    assert [(words(mark), mark.get("class")) for mark in second.cssselect("mark")] == [
        ("Ten gevolge", "mark-word")
    ]
    assert "Blad 7 van het document. 5 woorden, stijf woord" in words(second)
    assert [words(one.cssselect("strong")[0]) for one in told.cssselect(".points > li")] == [
        "Titel van de PDF zegt niet waarover ze gaat"
    ]
    assert "Nog 1 soort probleem gaat over hoe het document gemaakt is." in words(told)
    assert told.cssselect("a[href='documenten.html']")


def test_what_people_set_aside_in_a_document_is_not_told(tmp_path: Path) -> None:
    source = with_hard_document(NAMELESS)
    alarm = Standing(fakes.NOW.date(), seen=Decision(DecisionKind.FALSE_ALARM, "reden", "Els", fakes.NOW))
    url = fakes.START + "nota.pdf"
    issue = replace(
        document_issue(1, url, NAMELESS, TrendLabel.NEW, fakes.NOW), fingerprint="f1:7", decided=alarm
    )
    page = editor_of(replace(source, document_issue_list=[issue]), tmp_path / "met")
    assert "Nota over het verkeer" not in words(page)
    page = editor_of(replace(source, document_issue_list=[replace(issue, decided=None)]), tmp_path / "zonder")
    assert "Nota over het verkeer" in words(page)


def test_a_sentence_of_a_document_without_places_has_no_marks() -> None:
    old = in_document("office-sentence-hard-to-read", "long", place="12", text="Een oude zin.", rank=1)
    assert sentence_of(old) == HardSentence("Een oude zin.", 3, (), "12")
    cut = in_document("pdf-sentence-hard-to-read", "long", page=2, text="De zin gaat…", length=61)
    assert sentence_of(cut).words == 61, "not those of its beginning"
    assert sentence_of(replace(cut, params={"text": "De zin gaat…"})).words == 0
    odd = in_document("pdf-sentence-hard-to-read", "long", page=2, text="Zin.", marks="x:1:a 0:3 :: 1:2:b")
    assert sentence_of(odd).marks == ((0, 3, ""), (1, 2, "b"))


def test_developers_see_problems_of_documents_by_check(tmp_path: Path) -> None:
    editor_of(with_hard_document(UNTAGGED, NAMELESS, HARD), tmp_path)
    page = pages_of(tmp_path, "developer")[0]
    rows = [
        [words(cell) for cell in row.cssselect("th, td")]
        for row in page.cssselect("#documenten-per-controle tbody tr")
    ]
    assert rows[0][:3] == ["De PDF heeft geen labels", "2", "2"]
    assert rows[0][3].startswith("Maak de PDF opnieuw")
    assert not any("moeilijk" in row[0] for row in rows), "sentences are for editors"
    assert page.cssselect("section.lead a[href='documenten.html']")


def test_developers_are_not_told_what_people_set_aside_in_a_document(tmp_path: Path) -> None:
    alarm = Standing(fakes.NOW.date(), seen=Decision(DecisionKind.FALSE_ALARM, "reden", "Els", fakes.NOW))
    issue = document_issue(1, fakes.START + "nota.pdf", NAMELESS, TrendLabel.NEW, fakes.NOW)
    title = "Titel van de PDF zegt niet waarover ze gaat"

    def places(decided: Standing | None) -> str:
        told = replace(issue, fingerprint="f1:7", decided=decided)
        folder = tmp_path / ("met" if decided else "zonder")
        editor_of(with_hard_document(NAMELESS, document_issue_list=[told]), folder)
        rows = pages_of(folder, "developer")[0].cssselect("#documenten-per-controle tbody tr")
        return next(words(row.cssselect("td")[1]) for row in rows if words(row).startswith(title))

    assert places(None) == "2"
    assert places(alarm) == "1", "that of another document"
