"""The text of PDF files: which lines are one paragraph, and what is no part of the text."""

import re
import tempfile
from pathlib import Path
from time import process_time

import pikepdf
import pytest
from hypothesis import given
from hypothesis import strategies as st
from pikepdf import Array, Dictionary, Name

from crawler.gather.pdf.document import read_pdf
from crawler.gather.pdf.lines import joined
from drempel.model.pdf_document import PdfDocument
from tests.pace import in_time
from tests.pdf_sketch import document_of

Line = tuple[float, float, str]
"""Left end, height, text; letters are half as wide as the size, which is 10."""


def document(folder: Path, *pages: list[Line | str], turn: int = 0) -> PdfDocument:
    """Return a file without tags; a text in place of a line is content as it stands in the file."""
    pdf = pikepdf.new()
    widths = Array([500] * 224)
    font = Dictionary(Type=Name.Font, Subtype=Name.Type1, BaseFont=Name.Courier, FirstChar=32, Widths=widths)
    font.Encoding = Name.WinAnsiEncoding
    for lines in pages:
        pdf.add_blank_page(page_size=(600, 800))
        page = pdf.pages[-1].obj
        page.Resources = Dictionary(Font=Dictionary(F=font))
        page.Rotate = turn
        drawn = [
            one if isinstance(one, str) else f"BT /F 10 Tf {one[0]} {one[1]} Td ({one[2]}) Tj ET"
            for one in lines
        ]
        page.Contents = pdf.make_stream("\n".join(drawn).encode("cp1252"))
    pdf.save(folder / "tekst.pdf")
    return read_pdf(folder / "tekst.pdf")


def texts(pdf: PdfDocument, *kinds: str) -> list[str]:
    return [one.text for one in pdf.blocks if (one.kind in kinds if kinds else one.kind != "artifact")]


def lines(text: str, left: float = 50, top: float = 700, leading: float = 12) -> list[Line]:
    return [(left, top - leading * at, line) for at, line in enumerate(text.splitlines())]


FIRST = "Een paspoort vraagt u aan in het huis van\nde gemeente. Breng uw oude paspoort mee\nen een foto."
SECOND = "U haalt uw nieuwe paspoort na een week\nop. Kom het zelf halen, want wij nemen ook\nuw vingers af."


def one(text: str) -> str:
    return " ".join(text.split())


def test_a_line_that_ends_early_ends_a_paragraph(tmp_path: Path) -> None:
    pdf = document(tmp_path, lines(f"{FIRST}\n{SECOND}"))
    assert texts(pdf) == [one(FIRST), one(SECOND)]


def test_more_space_ends_a_paragraph(tmp_path: Path) -> None:
    full = FIRST.rpartition("\n")[0] + "\nen een foto van uw gezicht zonder bril."
    pdf = document(tmp_path, [*lines(full), *lines(SECOND, top=652)])
    assert texts(pdf) == [one(full), one(SECOND)]


def test_an_indent_begins_a_paragraph(tmp_path: Path) -> None:
    full = FIRST.rpartition("\n")[0] + "\nen een foto van uw gezicht zonder bril."
    second = lines(SECOND, top=664)
    pdf = document(tmp_path, [*lines(full), (65, *second[0][1:]), *second[1:]])
    assert texts(pdf) == [one(full), one(SECOND)]


@pytest.mark.parametrize("by_line", [False, True])
def test_columns_are_read_one_after_the_other(by_line: bool, tmp_path: Path) -> None:
    left, right = lines(f"{FIRST}\n{SECOND}"), lines(f"{SECOND}\n{FIRST}", left=320)
    drawn = [piece for pair in zip(left, right, strict=True) for piece in pair] if by_line else left + right
    pdf = document(tmp_path, list(drawn))
    assert texts(pdf) == [one(FIRST), one(SECOND), one(SECOND), one(FIRST)]


def test_a_paragraph_goes_on_over_a_page_and_what_stands_on_every_page_is_no_text(tmp_path: Path) -> None:
    head, rest = FIRST.split("\n", 1)
    pages = [
        [(50.0, 780.0, "Stad Voorbeeld"), *lines(text, top=740), (300.0, 20.0, str(number))]
        for number, text in ((1, f"{SECOND}\n{head}"), (2, rest), (3, SECOND))
    ]
    pdf = document(tmp_path, *map(list, pages))
    assert texts(pdf) == [one(SECOND), one(FIRST), one(SECOND)]
    assert [block.page for block in pdf.blocks if block.kind != "artifact"] == [1, 1, 3]


def test_rows_of_a_table_and_lists_of_contents_are_no_paragraphs(tmp_path: Path) -> None:
    table = [(left, 700.0 - 12 * row, f"vak {row}") for row in range(3) for left in (50.0, 250.0)]
    contents = lines("Reizen ............ 3\nWonen ............. 8", top=500)
    pdf = document(tmp_path, [*table, *contents])
    assert texts(pdf, "paragraph") == ["vak 0", "vak 0", "vak 1", "vak 1", "vak 2", "vak 2"]
    assert texts(pdf, "contents") == ["Reizen ............ 3", "Wonen ............. 8"]


def test_a_page_that_is_turned_is_read_as_it_is_shown(tmp_path: Path) -> None:
    upright = "BT /F 10 Tf 0 1 -1 0 100 50 Tm (De balie is open) Tj ET"
    pdf = document(tmp_path, [upright], turn=90)
    (block,) = pdf.blocks
    assert (block.text, block.left, round(block.bottom)) == ("De balie is open", 50, 498)


def test_text_that_is_placed_word_by_word_or_with_gaps(tmp_path: Path) -> None:
    words = "BT /F 10 Tf 50 700 Td (De) Tj 14 0 Td (balie) Tj 28 0 Td (is) Tj ET"
    gaps = "BT /F 10 Tf 50 650 Td [(op) -300 (en) -20 (s)] TJ ET"
    assert texts(document(tmp_path, [words, gaps])) == ["De balie is", "op ens"]


@pytest.mark.parametrize(
    ("parts", "whole"),
    [
        (["verant-", "woordelijk"], "verantwoordelijk"),
        (["ver\u00ad", "gunning"], "vergunning"),
        (["in-", "en uitvoer"], "in- en uitvoer"),
        (["de KMO-", "portefeuille"], "de KMO-portefeuille"),
        (["Noord-", "Holland"], "Noord-Holland"),
        (["een –", "twee"], "een – twee"),
    ],
)
def test_words_that_were_broken_are_whole_again(parts: list[str], whole: str) -> None:
    assert joined(parts) == whole


def test_text_in_tags_is_read_in_their_order(tmp_path: Path) -> None:
    pdf = document_of(
        'Document\n  P "Een"\n    Span "twee"\n  L\n    LI\n      Lbl "-"\n      LBody "drie"', tmp_path
    )
    assert [(block.kind, block.text) for block in pdf.blocks] == [
        ("paragraph", "Een twee"),
        ("label", "-"),
        ("list-item", "drie"),
    ]


def test_the_ground_of_text_is_known_where_it_is_plain(tmp_path: Path) -> None:
    drawn: list[Line | str] = [
        "1 0 0 rg 40 690 200 30 re f 1 1 1 rg",
        (50, 700, "op rood"),
        "0 g",
        (50, 600, "op wit"),
        "0.5 g 45 495 20 20 re f 0 g",
        (50, 500, "half op grijs"),
        "q 40 380 50 50 re W n 0 0 1 rg 0 0 600 800 re f Q 0.2 g",
        (150, 400, "buiten de uitsnede"),
    ]
    pdf = document(tmp_path, drawn)
    assert [(ink.sample, ink.ground) for ink in pdf.inks] == [
        ("op rood", (255, 0, 0)),
        ("op wit", (255, 255, 255)),
        ("buiten de uitsnede", (255, 255, 255)),
    ]


def test_text_far_off_the_page_is_left_out(tmp_path: Path) -> None:
    endless = "9" * 400
    drawn = f"BT /F {endless} Tf 0 0 Td (ver) Tj ET BT /F 10 Tf {endless} 5 Td (weg) Tj ET"
    pdf = document(tmp_path, [drawn, (50, 700, "hier")])
    assert (pdf.untested, texts(pdf)) == ("", ["hier"])


def test_what_scripts_do_is_told(tmp_path: Path) -> None:
    assert document_of(
        'script: app.setInterval("x", 9); this.print(true)\nDocument\n  P "a"', tmp_path
    ).scripts == (
        "timer",
        "print",
    )
    assert document_of('script: var a = 1\nDocument\n  P "a"', tmp_path).scripts == ("other",)


_WRITTEN = st.lists(
    st.sampled_from(
        [
            "(de)",
            "(ba lie)",
            "()",
            "(a>b)",
            "(15)",
            "-200",
            "-300",
            "-250.5",
            "-0300",
            "-1000",
            "-20",
            "15",
            " ",
            "-3-1",
        ]
    ),
    max_size=12,
)


@given(_WRITTEN, _WRITTEN)
def test_words_that_are_known_by_how_they_are_written_stand_where_they_would_part_by_part(
    one: list[str], other: list[str]
) -> None:
    def read(*arrays: str) -> PdfDocument:
        drawn = "".join(f" [{array}]TJ 0 -30 Td" for array in arrays)
        with tempfile.TemporaryDirectory() as folder:
            return document(Path(folder), [f"BT /F 10 Tf 50 700 Td{drawn} ET"])

    known = [" ".join(one), " ".join(other), " ".join(one)]
    # A letter that is written by its number has the array taken apart.
    by_part = [re.sub(r"\(([ab d1])", lambda found: f"(\\{ord(found[1]):03o}", array) for array in known]
    plain = read(*known)
    assert (plain.untested, plain.blocks) == ("", read(*by_part).blocks)


def test_an_array_of_a_number_alone_is_not_taken_for_that_number_as_a_word(tmp_path: Path) -> None:
    drawn = "BT /F 10 Tf 50 700 Td [15]TJ 0 -30 Td [(de)-300(15)-300(euro)]TJ ET"
    assert texts(document(tmp_path, [drawn])) == ["de 15 euro"]


@pytest.mark.parametrize("sign", [".", ". ", "…"])
def test_a_line_of_dots_without_end_takes_time_by_its_length(sign: str, tmp_path: Path) -> None:
    started = process_time()
    pdf = document(
        tmp_path, [(50, 700, f"Reizen {sign * 20_000} ver"), (50, 600, f"Wonen {sign * 20_000} 8")]
    )
    assert [text[-2:] for text in (*texts(pdf, "paragraph"), *texts(pdf, "contents"))] == ["er", " 8"]
    # Looked for from each of the dots it takes half a minute.
    assert in_time(process_time() - started, 3)
