"""Reading PDF files: what comes out, and that no file can do harm."""

import random
import zlib
from collections.abc import Iterator
from pathlib import Path

import pikepdf
import pytest
from pikepdf import Array, Dictionary, Name

from crawler.gather.pdf.cmaps import read_cmap, system_info_of
from crawler.gather.pdf.desk import PdfDesk
from crawler.gather.pdf.document import read_pdf
from crawler.gather.pdf.tokens import Text, operators
from tests.pdf_sketch import document_of, pdf_of

SKETCH = """
Document
  H1 "Paspoort"
  P "Ga naar"
    Link soort=Link tekst="De site" "de site"
  Table
    TR
      TH scope=Column id=a "Dag"
    TR
      TD headers=a rijen=1 "Maandag"
  L
    LI
      LBody "een"
  Form soort=Widget naam="Uw naam"
  (deel)
(versiering) "Blad 1"
"""


def test_a_document_as_plain_facts(tmp_path: Path) -> None:
    pdf = document_of(SKETCH, tmp_path)
    assert (pdf.untested, pdf.lang, pdf.metadata.title) == ("", "nl-NL", "Een titel")
    assert pdf.header.startswith("%PDF-1.")
    assert [tag.kind for tag in pdf.tags][:5] == ["Document", "H1", "P", "Link", "Table"]
    assert [tag.text for tag in pdf.tags][1:4] == ["Paspoort", "Ga naar", "de site"]
    assert {tag.page for tag in pdf.tags} == {1}
    (link, field) = pdf.annotations
    assert (link.kind, link.contents, pdf.tags[link.tag].kind) == ("Link", "De site", "Link")
    assert (field.is_field, field.tooltip, pdf.tags[field.tag].kind) == (True, "Uw naam", "Form")
    (font,) = pdf.fonts
    assert (font.is_embedded, font.without_unicode, font.other_width, font.has_unicode_map) == (
        True,
        (),
        (),
        True,
    )
    assert pdf.stretches == ()
    cell = next(tag for tag in pdf.tags if tag.kind == "TD")
    assert (cell.headers, cell.rows, cell.columns) == (("a",), 1, 1)


@pytest.mark.parametrize(
    ("stream", "wanted"),
    [
        (b"1 0 0 1 0 0 cm", [(b"cm", [b"1", b"0", b"0", b"1", b"0", b"0"])]),
        (b"(a\\(b\\)\\101) Tj", [(b"Tj", [b"a(b)A"])]),
        (b"(a(b(c(d))))Tj", [(b"Tj", [b"a(b(c(d)))"]), (b"Tj", [])]),
        (b"[(a)-250<62>]TJ", [(b"TJ", [[b"a", b"-250", b"b"]])]),
        (b"/P <</MCID 3/Lang(nl)>>BDC", [(b"BDC", [b"/P", {b"/MCID": b"3", b"/Lang": b"nl"}])]),
        (b"BI /W 1 /H 1 ID \x00EI\xff( EI Q", [(b"BI", []), (b"Q", [])]),
        (b"% (weg\nq", [(b"q", [])]),
        (b"(nooit dicht", [(b"Tj", [b"nooit dicht"])]),
        (b"[[[[ ]] q", []),
    ],
)
def test_content_is_split_into_operators(stream: bytes, wanted: list[object]) -> None:
    assert list(operators(stream)) == wanted


def test_codes_lead_to_text() -> None:
    pdf = pikepdf.new()
    stream = pdf.make_stream(
        b"1 begincodespacerange <0000> <FFFF> endcodespacerange 1 beginbfchar <0005> <00660069> endbfchar "
        b"2 beginbfrange <0010> <0012> <0041> <0020> <0021> [<0061> <0062>] endbfrange"
    )
    cmap = read_cmap(stream)
    assert (cmap.size, cmap.unicode(5), cmap.unicode(0x12), cmap.unicode(0x21)) == (2, "fi", "C", "b")
    assert cmap.unicode(0x13) is None
    assert isinstance(cmap.single[5], Text)


def circle(folder: Path) -> Path:
    """A tree of tags that leads back to its begin, a page tree that does, and drawings inside themselves."""
    pdf = pikepdf.new()
    pdf.add_blank_page()
    page = pdf.pages[0].obj
    tag = pdf.make_indirect(Dictionary(Type=Name.StructElem, S=Name.P))
    tag.K = Array([tag, tag])
    pdf.Root.StructTreeRoot = pdf.make_indirect(Dictionary(K=tag))
    form = pdf.make_stream(b"/X Do /X Do")
    form.Subtype, form.Resources = Name.Form, Dictionary(XObject=Dictionary(X=form))
    page.Resources, page.Contents = form.Resources, pdf.make_stream(b"/X Do " * 1000)
    outline = pdf.make_indirect(Dictionary())
    outline.First = outline.Next = outline
    pdf.Root.Outlines = outline
    pdf.save(folder / "kring.pdf")
    return folder / "kring.pdf"


def bomb(folder: Path) -> Path:
    """Eighty megabytes of content in a file of eighty kilobytes."""
    pdf = pikepdf.new()
    pdf.add_blank_page()
    pressed = zlib.compressobj(9)
    packed = b"".join(pressed.compress(b" " * (1 << 20)) for _ in range(80)) + pressed.flush()
    pdf.pages[0].obj.Contents = pikepdf.Stream(pdf, packed, Filter=Name.FlateDecode)
    pdf.save(folder / "bom.pdf")
    return folder / "bom.pdf"


def deep(folder: Path) -> Path:
    """Tags in tags, deeper than anyone writes."""
    pdf = pikepdf.new()
    pdf.add_blank_page()
    tag = pdf.make_indirect(Dictionary(S=Name.P))
    for _ in range(3000):
        tag = pdf.make_indirect(Dictionary(S=Name.P, K=tag))
    pdf.Root.StructTreeRoot = pdf.make_indirect(Dictionary(K=tag))
    pdf.save(folder / "diep.pdf")
    return folder / "diep.pdf"


def test_circles_end(tmp_path: Path) -> None:
    pdf = read_pdf(circle(tmp_path))
    assert (pdf.untested, len(pdf.tags), pdf.outline_entries) == ("", 1, 1)


@pytest.mark.parametrize("make", [bomb, deep])
def test_too_much_is_not_judged(make: object, tmp_path: Path) -> None:
    assert read_pdf(make(tmp_path)).untested == "too-large"  # type: ignore[operator]


def mutations(raw: bytes, count: int) -> Iterator[bytes]:
    """Yield broken files: bytes changed, pieces cut out, doubled, or put elsewhere."""
    chance = random.Random(11)
    for _ in range(count):
        broken = bytearray(raw)
        for _ in range(chance.randint(1, 12)):
            at, size = chance.randrange(len(broken)), chance.randint(1, 60)
            kind = chance.randrange(4)
            if kind == 0:
                broken[at] = chance.randrange(256)
            elif kind == 1:
                del broken[at : at + size]
            elif kind == 2:
                broken[at:at] = broken[at : at + size]
            else:
                broken[at : at + 1] = str(chance.choice([-1, 0, 2**31, 10**20])).encode()
        yield bytes(broken)


def test_broken_files_end_in_a_value(tmp_path: Path) -> None:
    file = tmp_path / "stuk.pdf"
    with PdfDesk() as desk:
        for raw in mutations(pdf_of(SKETCH), 60):
            file.write_bytes(raw)
            pdf = desk.read(file)
            assert pdf.untested in ("", "broken", "locked", "too-large")
            assert pdf.untested or pdf.pages


def test_a_slow_file_is_ended_and_the_next_one_is_read(tmp_path: Path) -> None:
    file = tmp_path / "schets.pdf"
    file.write_bytes(pdf_of(SKETCH))
    desk = PdfDesk(limit_s=0.0)
    assert desk.read(file, "naam").untested == "too-slow"
    desk._limit_s = 30.0
    pdf = desk.read(file, "naam")
    assert (pdf.untested, pdf.name, len(pdf.pages)) == ("", "naam", 1)
    desk.close()
    desk.close()


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("UniKS-UTF16-H", ("Adobe", "Korea1", 1)),
        ("UniJIS-UCS2-HW-V", ("Adobe", "Japan1", 4)),
        ("GBK2K-H", ("Adobe", "GB1", 5)),
    ],
)
def test_each_predefined_cmap_knows_a_supplement(name: str, expected: tuple[str, str, int]) -> None:
    assert system_info_of(name) == expected
