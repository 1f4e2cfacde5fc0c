"""What is read of RTF files: text, headings, lists, tables, links, pictures and languages."""

import random
import time
from pathlib import Path

import pytest

from crawler.gather.office.document import read_office
from drempel.model.office_document import OfficeDocument

HEAD = (
    rb"{\rtf1\ansi\ansicpg1252\deff0\deflang2067"
    rb"{\fonttbl{\f0\fswiss\fcharset0 Arial;}{\f1\fcharset204 Arial;}}"
    rb"{\stylesheet{\s0 Normal;}{\s1\b\fs32\outlinelevel0 heading 1;}{\s2 Kop 2;}{\s3 Title;}"
    rb"{\s9\ls3 Lijst;}}"
    rb"{\info{\title Parkeerkaart}{\author Jan}{\revtim\yr2024\mo3\dy9\hr8}}"
)


def read(body: bytes, folder: Path, head: bytes = HEAD) -> OfficeDocument:
    file = folder / "brief.rtf"
    file.write_bytes(head + body + b"}")
    return read_office(file)


def texts(seen: OfficeDocument) -> list[str]:
    return [one.text for one in seen.paragraphs]


def test_title_language_and_day_are_those_of_the_file(tmp_path: Path) -> None:
    seen = read(rb"\pard\plain Dag.\par", tmp_path)
    assert (seen.kind, seen.untested) == ("rtf", "")
    assert (seen.title, seen.lang, seen.modified) == ("Parkeerkaart", "nl-BE", "2024-03-09")


def test_without_title_and_language_none_is_made_up(tmp_path: Path) -> None:
    seen = read(rb"\pard Dag.\par", tmp_path, rb"{\rtf1\ansi")
    assert (seen.title, seen.lang, seen.modified) == (None, None, "")


def test_letters_are_read_as_code_page_unicode_and_signs(tmp_path: Path) -> None:
    body = rb"caf\'e9 \u8364?5 \u8211\'96 \{x\} \ldblquote ja\rdblquote  {\f1 \'e4\'e0}\line nieuw\par"
    assert texts(read(body, tmp_path)) == ["café €5 – {x} “ja” да nieuw"]


def test_as_many_letters_for_old_programs_are_left_out_as_the_file_says(tmp_path: Path) -> None:
    assert texts(read(rb"{\uc2 a\u233??b}\uc0 c\u233 d\par", tmp_path)) == ["aébcéd"]


def test_headings_and_items_are_told_by_style_and_mark(tmp_path: Path) -> None:
    body = (
        rb"\pard\s1 Een\par\pard\s2 Twee\par\pard\outlinelevel2 Drie\par\pard\s3 Naam\par"
        rb"\pard{\listtext\'b7\tab}\ls1 punt\par\pard\s9 ook\par\pard gewoon\par"
    )
    seen = read(body, tmp_path)
    assert [(one.text, one.level, one.is_item, one.is_title) for one in seen.paragraphs] == [
        ("Een", 1, False, False),
        ("Twee", 2, False, False),
        ("Drie", 3, False, False),
        ("Naam", 0, False, True),
        ("punt", 0, True, False),
        ("ook", 0, True, False),
        ("gewoon", 0, False, False),
    ]


def test_tables_have_rows_columns_and_marked_headers(tmp_path: Path) -> None:
    def row(mark: bytes, *cells: bytes) -> bytes:
        return rb"\trowd" + mark + b"".join(rb"\pard\intbl " + one + rb"\cell" for one in cells) + rb"\row"

    body = (
        row(rb"\trhdr", rb"Soort", rb"Prijs") + row(b"", rb"A", rb"1") + rb"\pard Tussen\par"
        + row(b"", rb"{\b Dag}", rb"{\b Uur}") + row(b"", rb"Maandag", rb"9")
    )  # fmt: skip
    first, second = read(body, tmp_path).tables
    assert (first.rows, first.columns, first.header_rows, first.texts[0]) == (2, 2, 1, ("Soort", "Prijs"))
    assert (second.rows, second.header_rows, second.first_row_bold) == (2, 0, True)


def test_links_fields_and_pictures_are_found(tmp_path: Path) -> None:
    body = (
        rb'\pard Zie {\field{\*\fldinst HYPERLINK "https://stad.example/a"}{\fldrslt hier}}.\par'
        rb"\pard Naam: {\field{\*\fldinst FORMTEXT {\*\formfield{\*\ffstattext Uw naam}}}{\fldrslt ...}}\par"
        rb"\pard{\*\shppict{\pict{\*\picprop{\sp{\sn wzDescription}{\sv Plan}}}"
        rb"\picwgoal1440\pngblip 89504e47}}"
        rb"{\nonshppict{\pict\wmetafile8 0100}}\par"
        rb"\pard{\pict\picwgoal720\pngblip 8950}\par"
    )
    seen = read(body, tmp_path)
    assert [(one.text, one.target) for one in seen.links] == [("hier", "https://stad.example/a")]
    assert [(one.kind, one.name, one.before) for one in seen.fields] == [("text", "Uw naam", "Naam:")]
    assert [(one.alt, one.width) for one in seen.pictures] == [("Plan", 72.0), ("", 36.0)]
    assert texts(seen) == ["Zie hier.", "Naam: ...", "", ""]


def test_what_stands_aside_or_is_hidden_is_no_text_of_the_body(tmp_path: Path) -> None:
    body = (
        rb"{\header\pard Kop van het blad\par}\pard Voor{\footnote\pard een noot} na.{\v geheim}"
        rb"{\*\onbekend weg}{\deleted oud}\par"
    )
    seen = read(body, tmp_path)
    assert [(one.text, one.where) for one in seen.paragraphs] == [
        ("Kop van het blad", "header"),
        ("een noot", "note"),
        ("Voor na.", ""),
    ]


def test_the_language_of_most_letters_is_that_of_the_document(tmp_path: Path) -> None:
    body = rb"\pard\lang1036 Bonjour tout le monde, et bienvenue.\par\pard\lang2067 Dag.\par"
    seen = read(body, tmp_path)
    assert seen.lang == "fr-FR"
    assert [one.lang for one in seen.paragraphs] == ["", "nl-BE"]


def test_a_style_says_the_language_where_letters_do_not(tmp_path: Path) -> None:
    head = rb"{\rtf1\ansi\deflang1025{\stylesheet{\s0\lang2067 Normal;}{\s4\lang2060 Citaat;}}"
    seen = read(rb"\pard\plain\s0 Dag allemaal.\par\pard\plain\s4 Bonjour.\par", tmp_path, head)
    assert seen.lang == "nl-BE"
    assert [one.lang for one in seen.paragraphs] == ["", "fr-BE"]


@pytest.mark.parametrize(
    ("raw", "why"),
    [
        (rb"{\rtf1 nooit dicht", "broken"),
        (rb"{\rtf1 " + b"{" * 500 + b"}" * 501, "too-large"),
        (rb"{\rtf1 \bin999999999 x}", "broken"),
        (rb"{\rtf1 " + rb"\par" * 70_000 + b"}", "too-large"),
    ],
)
def test_what_cannot_be_read_whole_is_not_judged(raw: bytes, why: str, tmp_path: Path) -> None:
    file = tmp_path / "a.rtf"
    file.write_bytes(raw)
    assert read_office(file).untested == why


def test_changed_files_end_in_a_value(tmp_path: Path) -> None:
    whole = (
        HEAD
        + rb"\pard\s1 Een\par{\field{\*\fldinst HYPERLINK \u34?x}{\fldrslt y}}\trowd\cell\row{\pict 00}\par}"
    )
    chance, file = random.Random(11), tmp_path / "a.rtf"
    for _ in range(400):
        raw = bytearray(whole)
        for _ in range(chance.randrange(1, 8)):
            at = chance.randrange(len(raw))
            raw[at : at + chance.randrange(3)] = chance.choice(
                (b"", b"{", b"}", b"\\", rb"\u-99 ", b"\xff", rb"\'")
            )
        file.write_bytes(raw)
        started = time.monotonic()
        assert read_office(file).untested in {"", "broken", "too-large", "unknown-format"}
        assert time.monotonic() - started < 2


@pytest.mark.parametrize(
    ("words", "only_fields", "locked"),
    [
        (rb"", False, ""),
        (rb"\formprot ", True, ""),
        (rb"\formprot\enforceprot1 ", True, ""),
        (rb"\formprot\enforceprot0 ", False, ""),
        (rb"\formprot0 ", False, ""),
        (rb"\readprot\enforceprot1 ", False, "document"),
        (rb"\annotprot ", False, "document"),
        (rb"\readprot\enforceprot0 ", False, ""),
    ],
)
def test_what_is_locked_is_told(words: bytes, only_fields: bool, locked: str, tmp_path: Path) -> None:
    seen = read(words + rb"\pard Een tekst.\par", tmp_path)
    assert (seen.only_fields_open, seen.changes_locked, texts(seen)) == (only_fields, locked, ["Een tekst."])
