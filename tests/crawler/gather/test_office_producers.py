"""Files of other programs are read as they were meant: python-docx, XlsxWriter, pandoc and LibreOffice."""

import shutil
import subprocess
from pathlib import Path

import docx
import pytest
import xlsxwriter

from crawler.gather.office.document import read_office
from drempel.model.office_document import OfficeDocument

TEXT = """---
title: Afval
lang: nl-BE
---

# Afval

Zie [het park](https://stad.example/).

| Dag     | Wat    |
|---------|--------|
| maandag | papier |
| dinsdag | glas   |

- een
- twee
"""


def seen(document: OfficeDocument) -> tuple[object, ...]:
    (table,) = document.tables
    return (
        document.untested,
        document.title,
        document.lang,
        [one.text for one in document.paragraphs if one.level and not one.is_title][-1:],
        [one.text for one in document.paragraphs if one.is_item and one.text in ("een", "twee")],
        (table.rows, table.columns, table.header_rows),
        [one.target for one in document.links if "stad" in one.target],
    )


WANTED = ("", "Afval", "nl-BE", ["Afval"], ["een", "twee"], (3, 2, 1), ["https://stad.example/"])


def made_by_pandoc(folder: Path, kind: str) -> Path:
    if shutil.which("pandoc") is None:
        pytest.skip("pandoc is not installed here")
    (folder / "a.md").write_text(TEXT, "utf-8")
    subprocess.run(["pandoc", "a.md", "-o", f"a.{kind}"], cwd=folder, check=True, timeout=120)
    return folder / f"a.{kind}"


@pytest.mark.parametrize("kind", ["docx", "odt", "epub"])
def test_pandoc(kind: str, tmp_path: Path) -> None:
    assert seen(read_office(made_by_pandoc(tmp_path, kind))) == WANTED


@pytest.mark.slow
@pytest.mark.parametrize(("given", "kind"), [("docx", "odt"), ("odt", "docx")])
def test_libreoffice(given: str, kind: str, tmp_path: Path) -> None:
    if shutil.which("soffice") is None:
        pytest.skip("LibreOffice is not installed here")
    made = made_by_pandoc(tmp_path, given)
    profile = f"-env:UserInstallation=file://{tmp_path}/profile"
    call = [
        "soffice",
        profile,
        "--headless",
        "--convert-to",
        kind,
        "--outdir",
        str(tmp_path / "lo"),
        str(made),
    ]
    subprocess.run(call, check=True, capture_output=True, timeout=240)
    if not (tmp_path / "lo" / f"a.{kind}").exists():
        pytest.skip("LibreOffice is installed without Writer")
    assert seen(read_office(tmp_path / "lo" / f"a.{kind}")) == WANTED


def test_python_docx(tmp_path: Path) -> None:
    document = docx.Document()
    document.core_properties.title = "Afval"
    document.add_heading("Afval", 2)
    document.add_paragraph("een", style="List Bullet")
    table = document.add_table(rows=2, cols=3)
    table.cell(0, 0).merge(table.cell(0, 1)).text = "Dag"
    document.save(str(tmp_path / "a.docx"))
    read = read_office(tmp_path / "a.docx")
    assert [(one.text, one.level) for one in read.paragraphs][:1] == [("Afval", 2)]
    assert [one.text for one in read.paragraphs if one.is_item] == ["een"]
    assert [(one.rows, one.columns, one.merged, one.header_rows) for one in read.tables] == [(2, 3, 1, 0)]


def test_xlsxwriter(tmp_path: Path) -> None:
    book = xlsxwriter.Workbook(str(tmp_path / "a.xlsx"))
    book.set_properties({"title": "Uren"})
    hours, plain = book.add_worksheet("Uren"), book.add_worksheet("Blad2")
    columns = [{"header": "Dag"}, {"header": "Van"}]
    hours.add_table("A1:B3", {"data": [["maandag", 9], ["dinsdag", 9]], "columns": columns})
    chart = book.add_chart({"type": "column"})
    chart.add_series({"values": "=Uren!$B$2:$B$3"})
    hours.insert_chart("F2", chart)
    plain.write_url("A1", "https://stad.example/", string="De stad")
    plain.set_row(2, None, book.add_format({"bg_color": "#FFFF00"}))
    book.close()
    read = read_office(tmp_path / "a.xlsx")
    assert (read.title, [sheet.name for sheet in read.sheets]) == ("Uren", ["Uren", "Blad2"])
    assert (read.sheets[0].headers, read.sheets[0].has_marked_headers) == (("Dag", "Van"), True)
    assert [(one.kind, one.alt) for one in read.pictures] == [("chart", "")]
    assert [(one.text, one.target) for one in read.links] == [("De stad", "https://stad.example/")]
