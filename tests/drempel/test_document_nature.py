"""What a file is said to be that nobody can read as a document: never clean, and never by its name."""

from pathlib import Path

import pytest
from click.testing import CliRunner

from drempel.cli import main
from drempel.documents import kind_of_file, not_read
from drempel.model.snapshot import FetchOutcome
from tests.office_sketch import office_of, zipped

TYPES = '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">{}</Types>'
SLIDES = (
    '<Override PartName="/ppt/presentation.xml" ContentType="application/vnd.openxmlformats-officedocument'
    '.presentationml.presentation.main+xml"/>'
)
OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
LETTER = office_of('alinea "a"', "docx")
KINDS = {
    "empty": (b"", "document-empty"),
    "spaces": (b" \r\n \r\n", "document-empty"),
    "half": (LETTER[: len(LETTER) // 2], "document-broken"),
    "begin": (b"PK\x03\x04 stuk", "document-broken"),
    "zip": (zipped({"lees.txt": "hallo"}), "document-parts-missing"),
    "types-only": (zipped({"[Content_Types].xml": TYPES.format("")}), "document-parts-missing"),
    "slides": (
        zipped({"[Content_Types].xml": TYPES.format(SLIDES), "ppt/presentation.xml": "<p/>"}),
        "document-kind",
    ),
    "sheet": (
        zipped({"mimetype": "application/vnd.oasis.opendocument.spreadsheet", "content.xml": "<x/>"}),
        "document-kind",
    ),
    "html": (b"<!DOCTYPE html><html lang=nl><title>A</title><p>Hallo", "document-is-html"),
    "html-of-word": (b'\xef\xbb\xbf<html xmlns:o="urn:x">\r\n<head><meta charset=utf-8>', "document-is-html"),
    "html-utf-16": ("\ufeff<html><body>Hallo</body></html>".encode("utf-16-le"), "document-is-html"),
    "piece-of-html": (b"<h1>Reglement</h1><p>Tekst", "document-is-html"),
    "mht": (b"MIME-Version: 1.0\r\nContent-Type: multipart/related", "document-is-html"),
    "text": ("Beste burger,\n\nUw afval één keer per week.".encode(), "document-is-text"),
    "old-text": ("Eén keer – per week”".encode("cp1252"), "document-is-text"),
    "bulletin": (b"BMW's en andere auto's", "document-is-text"),
    "picture": (b"\x89PNG\r\n\x1a\n" + bytes(100), "document-is-picture"),
    "photo": (b"\xff\xd8\xff\xe0\x00\x10JFIF", "document-is-picture"),
    "zeros": (bytes(5000), "document-unknown"),
    "noise": (bytes(range(256)) * 9, "document-unknown"),
    "old": (OLE + bytes(600) + "WordDocument".encode("utf-16-le"), "document-old"),
    "word-2003": (
        b'<?xml version="1.0"?><?mso-application progid="Word.Document"?><w:wordDocument/>',
        "document-old",
    ),
    "locked": (OLE + bytes(600) + "EncryptedPackage".encode("utf-16-le"), "document-locked"),
}


@pytest.mark.parametrize("suffix", ["docx", "pdf", "doc"])
@pytest.mark.parametrize("name", list(KINDS))
def test_what_cannot_be_read_is_told_by_its_content(name: str, suffix: str, tmp_path: Path) -> None:
    content, reason = KINDS[name]
    file = tmp_path / f"bestand.{suffix}"
    file.write_bytes(content)
    found = not_read(file)
    assert (found.judgement, found.outcome, str(found.reason)) == (None, FetchOutcome.NOT_HTML, reason)


def test_a_document_under_another_name_is_the_document_it_is(tmp_path: Path) -> None:
    file = tmp_path / "brief.pdf"
    file.write_bytes(LETTER)
    assert kind_of_file(file) == "docx"


@pytest.mark.parametrize(
    ("name", "says"),
    [
        ("empty", "het bestand is leeg: zet het hele bestand op zijn plaats"),
        ("half", "het bestand is beschadigd: open het in het programma"),
        ("html", "het is een webpagina met de naam van een document"),
        ("slides", "kan dit soort bestand nog niet lezen, zoals een presentatie"),
        ("locked", "gaat alleen open met een wachtwoord: haal dat weg"),
        ("old", "het is een oud soort bestand (zoals DOC): bewaar het als DOCX"),
    ],
)
def test_the_command_says_what_is_true_and_what_to_do(name: str, says: str, tmp_path: Path) -> None:
    file = tmp_path / "brief.docx"
    file.write_bytes(KINDS[name][0])
    result = CliRunner().invoke(main, ["check", str(file)])
    assert result.exit_code == 2
    assert says in result.stdout
    assert "Niet beoordeeld" in result.stdout


def test_beside_a_file_that_was_judged_one_that_was_not_leaves_the_result_incomplete(tmp_path: Path) -> None:
    (tmp_path / "goed.docx").write_bytes(office_of('titel: Afval\ntaal: nl-BE\nalinea "a"', "docx"))
    (tmp_path / "stuk.docx").write_bytes(b"")
    assert CliRunner().invoke(main, ["check", str(tmp_path), "--fail-on", "critical"]).exit_code == 3
