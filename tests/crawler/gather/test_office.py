"""Reading DOCX, ODT, XLSX and EPUB files: what is in them, and what was made to harm."""

import time
from pathlib import Path

import pytest

from checks.rules.office.sheet_empty import sheet_empty
from checks.rules.office.workbook_too_large import workbook_too_large
from crawler.gather.office.desk import OfficeDesk
from crawler.gather.office.document import read_office
from crawler.gather.office.kinds import OLE, kind_of
from drempel.model.finding import Outcome
from drempel.model.office_document import OfficeDocument
from tests.office_mutations import SKETCHES, bombs, mutations, parts_of
from tests.office_sketch import document_of, office_of, zipped
from tests.pace import in_time

KINDS = sorted(SKETCHES)
WHY = {"", "broken", "locked", "too-large", "unknown-format"}


def read(raw: bytes, folder: Path, name: str = "schets") -> OfficeDocument:
    file = folder / name
    file.write_bytes(raw)
    return read_office(file)


def word(folder: Path, body: str, **parts: str) -> OfficeDocument:
    """Return what is seen of a Word document with some XML as its body, and other parts changed."""
    whole = parts_of("docx")
    begin, end = whole["word/document.xml"].split(b"<w:body>")[0], b"</w:body></w:document>"
    whole["word/document.xml"] = begin + b"<w:body>" + body.encode() + end
    for name, content in parts.items():
        whole[f"word/{name}.xml"] = content.encode()
    return read(zipped(dict(whole)), folder)


@pytest.mark.parametrize("kind", ["docx", "odt", "epub"])
def test_text_and_things_are_seen_in_order(kind: str, tmp_path: Path) -> None:
    sketch = """
titel: Afval
taal: nl-BE
kop1 "Het park"
alinea vet "Let op"
punt "een"
beeld alt="Kaart"
link naar=https://stad.example/ "de stad"
tabel kop
  rij "Dag" | "Open"
  rij "maandag" | "9 uur"
"""
    seen = document_of(sketch, kind, tmp_path)
    assert (seen.kind, seen.untested, seen.title, seen.lang) == (kind, "", "Afval", "nl-BE")
    texts = [one.text for one in seen.body if one.text]
    assert texts == ["Het park", "Let op", "een", "de stad", "Dag", "Open", "maandag", "9 uur"]
    assert [one.level for one in seen.body if one.level] == [1]
    assert [one.text for one in seen.body if one.is_item] == ["een"]
    assert next(one for one in seen.body if one.text == "Let op").is_bold
    (picture,), (link,), (table,) = seen.pictures, seen.links, seen.tables
    assert (picture.alt, link.text, link.target) == ("Kaart", "de stad", "https://stad.example/")
    assert (table.rows, table.columns, table.header_rows, table.merged) == (2, 2, 1, 0)


def test_a_sheet_is_counted(tmp_path: Path) -> None:
    sketch = 'blad "Uren"\n  rij "Dag" | "Van"\n  rij "maandag" | 9\n  rij\n  rij (geel) | 10\n  samen A2:A4'
    (sheet,) = document_of(sketch, "xlsx", tmp_path).sheets
    assert (sheet.name, sheet.cells, sheet.headers) == ("Uren", 5, ("Dag", "Van"))
    assert (sheet.first_row, sheet.last_row, sheet.blank_rows, sheet.merged) == (1, 2, (), ("A2:A4",))


def test_of_a_large_workbook_the_beginning_is_read_and_that_is_told(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    rows = "\n".join(f'  rij "dag {number}" | {number}' for number in range(20))
    sketch = f'blad "Uren" tabel\n  rij "Dag" | "Van"\n{rows}\nblad "Prijzen"\n  rij "Zaal" | "Euro"'
    whole = document_of(sketch, "xlsx", tmp_path)
    monkeypatch.setattr("crawler.gather.office.excel.MAX_CELLS", 9)
    part = document_of(sketch, "xlsx", tmp_path)
    assert [(one.cells, one.is_whole) for one in whole.sheets] == [(42, True), (2, True)]
    assert [(one.cells, one.is_whole) for one in part.sheets] == [(8, False), (0, False)]
    assert part.sheets[0].has_marked_headers, "is told behind the rows"
    assert [one.outcome for one in workbook_too_large.judge(whole)] == [Outcome.PASSED]
    asked = [one for one in workbook_too_large.judge(part) if one.outcome is Outcome.CANT_TELL]
    assert [(one.key, one.params) for one in asked] == [("part", {"name": "Uren"})]
    assert all(one.outcome is Outcome.PASSED for one in sheet_empty.judge(part))


def test_changes_are_read_as_accepted_and_hidden_text_is_not_read(tmp_path: Path) -> None:
    run = "<w:r><w:t>{}</w:t></w:r>"
    seen = word(
        tmp_path,
        f"<w:p>{run.format('Open ')}<w:del><w:r><w:delText>niet</w:delText></w:r></w:del><w:ins>"
        f"{run.format('elke')}</w:ins>"
        f"<w:r><w:rPr><w:vanish/></w:rPr><w:t>geheim</w:t></w:r>{run.format(' dag')}</w:p>",
    )
    assert [one.text for one in seen.paragraphs] == ["Open elke dag"]


def test_a_link_that_is_written_as_a_field_is_a_link(tmp_path: Path) -> None:
    field = '<w:r><w:fldChar w:fldCharType="{}"/></w:r>'
    seen = word(
        tmp_path,
        "<w:p>"
        + field.format("begin")
        + '<w:r><w:instrText> HYPERLINK "https://stad.example/" </w:instrText></w:r>'
        + field.format("separate")
        + "<w:r><w:t>klik hier</w:t></w:r>"
        + field.format("end")
        + "</w:p>",
    )
    assert [(one.text, one.target) for one in seen.links] == [("klik hier", "https://stad.example/")]


def test_a_box_is_read_once_although_the_file_has_it_in_two_forms(tmp_path: Path) -> None:
    mc = "http://schemas.openxmlformats.org/markup-compatibility/2006"
    box = "<w:txbxContent><w:p><w:r><w:t>Let op</w:t></w:r></w:p></w:txbxContent>"
    drawn = (
        "<w:drawing><wp:anchor><wp:docPr id='1' name='a'/><a:graphic><a:graphicData"
        " uri='x/wordprocessingShape'>"
        f"<wps:wsp><wps:txbx>{box}</wps:txbx></wps:wsp></a:graphicData></a:graphic></wp:anchor></w:drawing>"
    )
    inner = f"<v:shape><v:textbox>{box}</v:textbox></v:shape>"
    old = f'<w:pict xmlns:v="urn:schemas-microsoft-com:vml">{inner}</w:pict>'
    seen = word(
        tmp_path,
        f'<w:p><w:r><mc:AlternateContent xmlns:mc="{mc}"><mc:Choice Requires="wps">{drawn}</mc:Choice>'
        f"<mc:Fallback>{old}</mc:Fallback></mc:AlternateContent></w:r></w:p>",
    )
    assert [(one.text, one.where) for one in seen.paragraphs] == [("", ""), ("Let op", "box")]
    assert seen.boxes == (2,)


def test_styles_that_lead_in_circles_come_to_an_end(tmp_path: Path) -> None:
    space = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
    named = '<w:style w:type="paragraph" w:styleId="{0}"><w:name w:val="{0}"/>'
    style = named + '<w:basedOn w:val="{1}"/></w:style>'
    styles = f"<w:styles {space}>{style.format('A', 'B')}{style.format('B', 'A')}</w:styles>"
    seen = word(
        tmp_path, '<w:p><w:pPr><w:pStyle w:val="A"/></w:pPr><w:r><w:t>x</w:t></w:r></w:p>', styles=styles
    )
    assert [(one.text, one.style) for one in seen.paragraphs] == [("x", "a")]


def test_the_strict_form_of_word_is_read_too(tmp_path: Path) -> None:
    parts = parts_of("docx")
    usual = b"http://schemas.openxmlformats.org/wordprocessingml/2006/main"
    raw = parts["word/document.xml"].replace(usual, b"http://purl.oclc.org/ooxml/wordprocessingml/main")
    seen = read(zipped({**parts, "word/document.xml": raw}), tmp_path)
    assert [one.text for one in seen.paragraphs][:2] == ["Het park", "Open"]


@pytest.mark.parametrize(
    ("raw", "kind", "why"),
    [
        (b"%PDF-1.7", "", "unknown-format"),
        (b"", "", "unknown-format"),
        (b"{\\rtf1 x}", "rtf", ""),
        (OLE + b"W\0o\0r\0d\0", "", "old-format"),
        (OLE + "EncryptedPackage".encode("utf-16-le"), "", "locked"),
        (b"PK\x03\x04", "", "broken"),
        (zipped({"a.txt": "x"}), "", "unknown-format"),
        (zipped({"mimetype": "application/vnd.oasis.opendocument.spreadsheet"}), "", "unknown-format"),
        (zipped({"mimetype": "application/epub+zip"}), "epub", ""),
        *((office_of(SKETCHES[kind], kind), kind, "") for kind in KINDS),
    ],
)
def test_the_kind_is_told_by_what_is_in_the_file(raw: bytes, kind: str, why: str, tmp_path: Path) -> None:
    file = tmp_path / "naam.docx"
    file.write_bytes(raw)
    assert kind_of(file) == (kind, why)


def test_locked_files_are_not_judged(tmp_path: Path) -> None:
    odt = parts_of("odt")
    odt["META-INF/manifest.xml"] = b"<m:manifest xmlns:m='x'><m:encryption-data/></m:manifest>"
    assert read(zipped(dict(odt)), tmp_path).untested == "locked"
    epub = parts_of("epub")
    method = '<a xmlns:e="http://www.w3.org/2001/04/xmlenc#"><e:EncryptionMethod Algorithm="{}"/></a>'
    locked = {**epub, "META-INF/encryption.xml": method.format("http://www.w3.org/2001/04/xmlenc#aes128-cbc")}
    assert read(zipped(locked), tmp_path).untested == "locked"
    fonts = {**epub, "META-INF/encryption.xml": method.format("http://www.idpf.org/2008/embedding")}
    assert read(zipped(fonts), tmp_path).untested == ""


@pytest.mark.parametrize("kind", KINDS)
def test_changed_files_end_in_a_value(kind: str, tmp_path: Path) -> None:
    whole = 0
    for name, raw in mutations(kind, 60):
        started = time.monotonic()
        seen = read(raw, tmp_path)
        assert seen.untested in WHY, name
        assert time.monotonic() - started < 5, name
        whole += not seen.untested
    assert 0 < whole < 60


@pytest.mark.parametrize("kind", KINDS)
def test_bombs_are_never_clean(kind: str, tmp_path: Path) -> None:
    for name, raw in bombs(kind):
        started = time.process_time()
        seen = read(raw, tmp_path, name)
        assert in_time(time.process_time() - started, 10), name
        assert seen.untested, name


def test_a_file_that_takes_too_long_is_left(tmp_path: Path) -> None:
    file = tmp_path / "a.docx"
    file.write_bytes(office_of(SKETCHES["docx"], "docx"))
    with OfficeDesk(limit_s=0.0) as desk:
        assert desk.read(file).untested == "too-slow"
