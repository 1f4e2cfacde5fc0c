"""Small DOCX, ODT, XLSX and EPUB files from a sketch of their content; what is not in it is as it should be.

A sketch has lines with properties (`taal: nl-BE`; `-` leaves one out), then a line per paragraph or thing
with attributes, text: `alinea vet grootte=14 kleur=AAAAAA "tekst"`, `kop2 "…"`, `punt "…"`, `beeld alt="…"`,
`link naar=… "…"`, `kader "…"`, `veld naam="…" "…"`, `tabel kop` with lines `rij "a" | "b"` below it. Of a
workbook: `blad "Naam" tabel` with rows, in which a word in parentheses is a coloured cell. `deel` begins the
next part of a book.
"""

import zipfile
from io import BytesIO
from pathlib import Path

from crawler.gather.office.document import read_office
from drempel.model.office_document import OfficeDocument
from tests.office_sketch.docx import docx_parts
from tests.office_sketch.epub import epub_parts
from tests.office_sketch.odt import odt_parts
from tests.office_sketch.sketch import Sketch, sketch_of
from tests.office_sketch.xlsx import xlsx_parts

__all__ = ["Sketch", "document_of", "office_of", "sketch_of", "zipped"]


def document_of(text: str, kind: str, folder: Path) -> OfficeDocument:
    """Return what is seen of the file of a kind that a sketch describes."""
    sketch = sketch_of(text)
    name = sketch.get("bestand", "openingsuren-park")
    file = folder / f"{name}.{kind}"
    file.write_bytes(office_of(text, kind))
    return read_office(file)


def office_of(text: str, kind: str) -> bytes:
    """Return the file of a kind that a sketch describes."""
    sketch = sketch_of(text)
    parts = {"docx": docx_parts, "odt": odt_parts, "xlsx": xlsx_parts, "epub": epub_parts}[kind](sketch)
    return zipped(parts)


def zipped(parts: dict[str, str | bytes]) -> bytes:
    """Return a file of parts."""
    out = BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            method = zipfile.ZIP_STORED if name == "mimetype" else zipfile.ZIP_DEFLATED
            archive.writestr(name, content, method)
    return out.getvalue()
