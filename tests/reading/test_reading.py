"""Documents that writers have are read, and what cannot be read says why."""

from io import BytesIO
from pathlib import Path
from zipfile import ZipFile

import pytest

from drempel.i18n import catalogue
from drempel.reading.base import Unreadable
from drempel.reading.docx import read_docx
from drempel.reading.markdown import read_markdown
from drempel.reading.odt import read_odt
from drempel.reading.page import write_page
from drempel.reading.plain import read_plain
from drempel.reading.source import read_file
from drempel.reading.web import read_page
from readability.hints import PieceKind, hints_in

W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"


def zipped(member: str, xml: str) -> bytes:
    buffer = BytesIO()
    with ZipFile(buffer, "w") as archive:
        archive.writestr(member, xml)
    return buffer.getvalue()


def test_word() -> None:
    xml = (
        f'<w:document xmlns:w="{W}"><w:body><w:p><w:pPr><w:pStyle w:val="Kop1"/></w:pPr>'
        f"<w:r><w:t>Afval</w:t></w:r></w:p>"
        "<w:p><w:r><w:t>Bel </w:t></w:r><w:hyperlink><w:r><w:t>hier</w:t></w:r></w:hyperlink>"
        "<w:del><w:r><w:t>weg</w:t></w:r></w:del></w:p></w:body></w:document>"
    )
    document = read_docx(zipped("word/document.xml", xml), "a.docx")
    assert document.text == "Afval\n\nBel hier"
    assert [piece.kind for piece in document.pieces] == [PieceKind.HEADING, PieceKind.PARAGRAPH]
    assert document.pieces[1].links == ((11, 15),)


def test_open_document() -> None:
    xml = (
        '<o xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0"><text:h>Afval</text:h>'
        "<text:p>Zet het<text:s/>buiten.</text:p></o>"
    )
    document = read_odt(zipped("content.xml", xml), "a.odt")
    assert document.text == "Afval\n\nZet het buiten."


def test_markdown_and_html() -> None:
    assert read_markdown("# Kop\n\nLees [meer](x) nu.").text == "Kop\n\nLees meer nu."
    page = read_page(b"<nav>Menu</nav><main><h1>Kop</h1><p>Een zin.</p></main>")
    assert page.text == "Kop\n\nEen zin."


@pytest.mark.parametrize(
    ("name", "content"),
    [("a.docx", b"x"), ("a.odt", b""), ("a.pdf", b"%PDF-1.4"), ("a.txt", b" \n"), ("a.png", b"x")],
)
def test_what_cannot_be_read_says_why(tmp_path: Path, name: str, content: bytes) -> None:
    file = tmp_path / name
    file.write_bytes(content)
    with pytest.raises(Unreadable, match=name):
        read_file(str(file))


def test_the_page_escapes_what_the_text_holds(tmp_path: Path) -> None:
    document = read_plain("Gelieve <script>alert(1)</script> tevens in te vullen & te sturen naar ons loket.")
    hints = hints_in(document.text, document.pieces)
    assert hints
    with (tmp_path / "p.html").open("w", encoding="utf-8") as target:
        write_page(target, catalogue("nl"), "<b>bron</b>", document, hints, ("Kort",))
    page = (tmp_path / "p.html").read_text("utf-8")
    assert "<script" not in page
    assert "<b>bron" not in page
    assert "<mark>Gelieve</mark>" in page
