"""The generator of the documents still makes what lies below the site."""

import re
import zlib

import pytest

from demo import documents
from demo.town import SITE

MADE = {
    "documenten/afvalkalender-2027.pdf": lambda: documents.text_pdf(
        documents.WASTE_CALENDAR, "Afvalkalender 2027", tagged=True
    ),
    "documenten/reglement-wijkbudget.pdf": lambda: documents.text_pdf(
        documents.REGULATION, "Microsoft Word - reglement_v3_DEF.docx", tagged=False
    ),
    "documenten/besluit-1989-scan.pdf": lambda: documents.scanned_pdf(documents.DECISION, "scan0012"),
}


def content(pdf: bytes) -> list[bytes]:
    """Return the unpacked streams: how they are packed depends on the zlib of the machine."""
    streams = re.findall(rb"/FlateDecode[^\n]*\nstream\n(.*?)\nendstream", pdf, re.DOTALL)
    return [zlib.decompress(stream) for stream in streams]


@pytest.mark.parametrize("path", MADE)
def test_the_document_in_the_site_is_the_generated_one(path: str) -> None:
    made = content(MADE[path]())
    assert made
    assert made == content((SITE / path).read_bytes())


def test_every_text_of_the_tagged_document_is_in_its_structure() -> None:
    pdf = documents.text_pdf((("H1", "Een (kop)"), ("P", "Een alinea met een é.")), "Titel", tagged=True)
    (page,) = content(pdf)
    assert page.count(b"BDC") == page.count(b"EMC") == 2
    assert rb"(Een \(kop\)) Tj" in page
    assert "é".encode("cp1252") in page
    assert re.findall(rb"/StructElem /S /(\w+)", pdf) == [b"Document", b"H1", b"P"]


def test_the_photograph_is_a_png_of_the_size_that_the_pages_say() -> None:
    data = (SITE / "beeld" / "IMG_2034.png").read_bytes()
    assert data[:8] == b"\x89PNG\r\n\x1a\n"
    assert data[16:24] == (640).to_bytes(4, "big") + (360).to_bytes(4, "big")
    small = documents.photograph(16, 10)
    assert small[16:24] == (16).to_bytes(4, "big") + (10).to_bytes(4, "big")
