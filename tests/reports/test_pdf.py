"""The report on paper: its structure, its words, and what our own checks of documents say of it."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import cache
from io import BytesIO
from pathlib import Path
from typing import Any

import pikepdf
import pypdfium2
import pytest

from checks.base import Check
from checks.engine import judge_document
from checks.registry import discover
from crawler.gather.pdf.document import read_pdf
from drempel.i18n import Catalogue
from drempel.model.finding import Outcome
from drempel.model.pdf_document import PdfDocument
from reports.base import FileOutput
from reports.formats.pdf import FORMAT
from reports.paper.paper import Paper
from tests.reports import fakes
from tests.reports.conftest import Render
from tests.reports.golden import assert_golden
from tests.reports.hostile import PAYLOADS


@cache
def checks_of_documents() -> dict[str, Check]:
    return {id_: check for id_, check in discover().items() if PdfDocument in check.needs}


def report(render: Render, scan: str = "town", language: str = "nl") -> Path:
    return render(scan, "pdf", language) / "rapport.pdf"


@dataclass(frozen=True)
class Seen:
    """One element of the structure; `more` has its other entries and attributes as text."""

    depth: int
    tag: str
    more: dict[str, str]


def elements(path: Path) -> list[Seen]:
    """Return the elements of the structure in reading order."""

    def walk(element: Any, depth: int) -> Iterator[Seen]:
        if isinstance(element, pikepdf.Dictionary) and "/S" in element:
            known = {key: str(element[key]) for key in ("/Lang", "/Alt", "/ActualText") if key in element}
            known |= {key: str(value) for key, value in element.get("/A", {}).items() if key != "/O"}
            yield Seen(depth, str(element.S)[1:], known)
            for kid in element.get("/K", []):
                yield from walk(kid, depth + 1)

    with pikepdf.open(path) as pdf:
        return [seen for top in pdf.Root.StructTreeRoot.K for seen in walk(top, 0)]


def words_of(path: Path) -> str:
    document = pypdfium2.PdfDocument(path)
    found = "\n".join(page.get_textpage().get_text_range() for page in document)
    document.close()
    return found


@pytest.mark.parametrize(
    ("scan", "language"),
    [(scan, language) for scan in ("town", "hostile") for language in ("nl", "fr", "en")]
    + [("nothing", "nl")],
)
def test_our_own_checks_find_nothing_wrong_and_ask_nothing(render: Render, scan: str, language: str) -> None:
    document = read_pdf(report(render, scan, language))
    judgement = judge_document(document, checks_of_documents(), name="rapport.pdf")
    assert list(judgement.findings) == []
    assert sum(tally.outcome is not Outcome.UNTESTED for tally in judgement.tallies) >= 40


def test_structure_and_words_are_as_before(render: Render) -> None:
    kept = ("/Lang", "/Alt", "/ActualText", "/Scope", "/ListNumbering")
    shown = [
        " ".join(
            ("  " * one.depth + one.tag, *(f"{key[1:]}={one.more[key]}" for key in kept if key in one.more))
        )
        for one in elements(report(render))
    ]
    text = words_of(report(render)).replace("\r\n", "\n")
    lines = [line.rstrip() for line in text.splitlines()]
    assert_golden("town-pdf.txt", "\n".join((*shown, "", *lines)) + "\n")


def test_title_language_mark_and_outline_are_there(render: Render) -> None:
    for language, title in (("nl", "rapport over"), ("fr", "rapport sur"), ("en", "report on")):
        with pikepdf.open(report(render, "town", language)) as pdf:
            assert pdf.Root.Lang == language
            assert pdf.Root.ViewerPreferences.DisplayDocTitle is True
            assert title in str(pdf.docinfo.Title)
            with pdf.open_metadata() as metadata:
                assert metadata["pdfuaid:part"] == "1"
                assert title in str(metadata["dc:title"])
            with pdf.open_outline() as outline:
                (first,) = outline.root
                assert len(first.children) >= 6
                assert any(chapter.children for chapter in first.children), "each problem is in it too"


def test_each_head_cell_has_a_scope_and_each_figure_its_words(render: Render) -> None:
    found = elements(report(render))
    assert {one.more["/Scope"] for one in found if one.tag == "TH"} == {"/Column", "/Row"}
    (figure,) = (one.more for one in found if one.tag == "Figure")
    impacts = "sluit mensen uit 2, hindert sterk 2, hindert 1, stoort een beetje 1"
    assert figure["/Alt"] == f"Problemen volgens de norm. Naar ernst: {impacts}."
    assert "/BBox" in figure


def test_a_table_over_two_pages_stays_one_table(render: Render) -> None:
    found = [one.tag for one in elements(report(render))]
    assert found.count("Table") == found.count("THead") == 3 + 2


def test_words_in_another_language_say_so(render: Render) -> None:
    languages = {(one.tag, one.more.get("/Lang")) for one in elements(report(render, "town", "fr"))}
    assert ("Span", "en") in languages, "WCAG has names in English"


def test_no_address_of_a_hostile_page_is_a_link_that_acts(tmp_path: Path) -> None:
    with FileOutput(tmp_path / "rapport.pdf") as out:
        FORMAT.write(fakes.hostile(PAYLOADS), out, fakes.dutch())
    with pikepdf.open(tmp_path / "rapport.pdf") as pdf:
        links = [link for page in pdf.pages for link in page.obj.get("/Annots", [])]
        assert links
        assert {str(link.A.S) for link in links} == {"/URI"}
        assert {str(link.A.URI).partition(":")[0] for link in links} <= {"http", "https"}
        assert not {"/OpenAction", "/AA", "/Names", "/AcroForm"} & set(pdf.Root.keys())


def test_the_same_scan_gives_the_same_file(render: Render, tmp_path: Path, dutch: Catalogue) -> None:
    with FileOutput(tmp_path / "rapport.pdf") as out:
        FORMAT.write(fakes.town(), out, dutch)
    assert (tmp_path / "rapport.pdf").read_bytes() == report(render).read_bytes()


def test_a_machine_without_a_typeface_says_what_to_install(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, dutch: Catalogue
) -> None:
    monkeypatch.setattr("reports.paper.faces.font_files", lambda: None)
    with pytest.raises(Exception, match="fonts-dejavu-core"), FileOutput(tmp_path / "rapport.pdf") as out:
        FORMAT.write(fakes.town(), out, dutch)
    assert list(tmp_path.iterdir()) == []


def test_letters_that_the_typeface_lacks_are_still_said() -> None:
    paper = Paper("Titel", "nl", datetime(2026, 11, 24, tzinfo=UTC))
    paper.heading(1, "Titel")
    paper.paragraph("een \U0001faf6 en \u05e9\u05dc\u05d5\u05dd")
    made = BytesIO()
    paper.save(made)
    with pikepdf.open(made) as pdf:
        spans = [
            str(kid.ActualText)
            for kid in pdf.Root.StructTreeRoot.K[0].K[1].K
            if isinstance(kid, pikepdf.Dictionary) and "/ActualText" in kid
        ]
    assert spans == ["\U0001faf6", "\u05e9\u05dc\u05d5\u05dd"]
