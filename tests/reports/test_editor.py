"""The page for editors: page by page what can be better in its text, with hard sentences marked."""

from dataclasses import replace
from pathlib import Path

import pytest
from lxml import html

from drempel.model.decision import Decision, DecisionKind, Standing
from drempel.model.text import HardSentence
from reports.base import FolderOutput
from reports.editor import MOST_PAGES
from reports.formats.html import FORMAT
from reports.marking import MOST_CHARS, Marked, marked
from reports.repair_steps import DEVELOPMENT, EDITING, section
from tests.reports import fakes
from tests.reports.conftest import Render
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
