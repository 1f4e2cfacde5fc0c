import json
import re
import subprocess
import sys
from pathlib import Path

import pytest

from drempel.cli.measures import NAMES
from readability.profile import read_text
from tests.cli.conftest import Run
from tests.readability.texts import ENGLISH, FRENCH, HARD, PLAIN


def rows(done_out: str) -> list[dict[str, object]]:
    return [json.loads(line) for line in done_out.splitlines()]


def test_a_text_for_people(run: Run) -> None:
    Path("brief.txt").write_text(HARD, encoding="utf-8")
    done = run("read", "brief.txt")
    assert done.code == 0
    assert "zeer moeilijk" in done.out
    assert "Haalt de B1-richtwaarde: nee" in done.out


def test_a_batch_answers_line_by_line(run: Run) -> None:
    texts = [("a", PLAIN), (2, HARD), ("c", FRENCH), ("d", "De brief wordt gestuurd."), ("e", "")]
    lines = [json.dumps({"id": text_id, "text": text}) for text_id, text in texts]
    Path("in.jsonl").write_text("\n".join([*lines, ""]), encoding="utf-8")
    done = run("read", "--format", "jsonl", "--batch", "in.jsonl")
    answers = rows(done.out)
    assert [row["id"] for row in answers] == ["a", 2, "c", "d", "e"]
    assert [row["judged"] for row in answers] == [True, True, False, False, False]
    assert [row["step"] for row in answers[:2]] == [1, 5]
    assert [row["reason"] for row in answers] == [None, None, "not-dutch", "too-short", "not-running-text"]
    assert all(isinstance(row["difficulty"], float) for row in answers[:4])
    assert answers[4]["difficulty"] is None


def test_hints_point_into_the_given_text(run: Run) -> None:
    text = f"😀 Let op.\n\n{HARD}"
    Path("in.jsonl").write_text(json.dumps({"id": "1", "text": text}), encoding="utf-8")
    (row,) = rows(run("read", "--format", "jsonl", "--batch", "in.jsonl").out)
    hints = row["hints"]
    assert isinstance(hints, list)
    found = {text[hint["start"] : hint["end"]].lower() for hint in hints}
    assert "teneinde" in found


@pytest.mark.parametrize(
    "line", ["{", "[]", '{"id": 1}', '{"text": "a"}', '{"id": 1, "text": 5}', "[" * 9999]
)
def test_a_line_that_is_no_text_is_named(run: Run, line: str) -> None:
    Path("in.jsonl").write_text(f'{{"id": 1, "text": "Bel ons."}}\n{line}\n', encoding="utf-8")
    done = run("read", "--format", "jsonl", "--batch", "in.jsonl")
    assert done.code == 2
    assert "Regel 2" in done.err


def test_wrong_use(run: Run) -> None:
    assert run("read").code == 2
    assert run("read", "--batch", "in.jsonl").code == 2
    assert run("read", "niet.txt").code == 2
    Path("latin.txt").write_bytes(b"caf\xe9")
    done = run("read", "latin.txt")
    assert done.code == 2
    assert "UTF-8" in done.err


@pytest.mark.parametrize(
    ("words", "told"),
    [
        (("niet.txt",), "Er is geen bestand “niet.txt”"),
        (("map",), "“map” is een map"),
        (("leeg.txt",), "“leeg.txt” bevat geen tekst"),
        (("kapot.docx",), "geen .docx-bestand"),
        (("kapot.pdf",), "geen .pdf-bestand"),
        (("--format", "jsonl", "--batch", "niet.jsonl"), "“niet.jsonl” kan niet geopend worden"),
        (("http://127.0.0.1:9/",), "een netwerk dat niet openbaar is"),
    ],
)
def test_what_cannot_be_read_is_told_in_dutch(run: Run, words: tuple[str, ...], told: str) -> None:
    Path("map").mkdir()
    Path("leeg.txt").touch()
    Path("kapot.docx").write_bytes(b"PK")
    Path("kapot.pdf").write_bytes(b"%PDF-1.4")
    done = run("read", *words)
    assert done.code == 2
    assert told in done.err
    assert "No such" not in done.err


@pytest.mark.parametrize(("text", "scores"), [(FRENCH, ["flesch-fr", "lix"]), (ENGLISH, ["lix"])])
def test_another_language_has_rough_scores_and_no_judgement(run: Run, text: str, scores: list[str]) -> None:
    Path("brief.txt").write_text(text, encoding="utf-8")
    lines = run("read", "brief.txt").out.splitlines()
    assert lines[0].startswith("Niet te beoordelen")
    assert [line.split()[-2] for line in lines[1:]] == scores
    assert all(line.startswith("Ruwe score") for line in lines[1:])


def test_a_scanned_pdf_says_so(run: Run) -> None:
    from pypdfium2 import PdfDocument

    document = PdfDocument.new()
    document.new_page(600, 800)
    document.save("scan.pdf")
    done = run("read", "scan.pdf")
    assert done.code == 2
    assert "het lijkt een scan" in done.err


def test_a_pdf_with_a_password_says_so(run: Run) -> None:
    owner, user = "<" + "41" * 32 + ">", "<" + "42" * 32 + ">"
    parts = [
        "<</Type/Catalog/Pages 2 0 R>>",
        "<</Type/Pages/Kids[3 0 R]/Count 1>>",
        "<</Type/Page/Parent 2 0 R/MediaBox[0 0 600 800]>>",
        f"<</Filter/Standard/V 1/R 2/O{owner}/U{user}/P -4>>",
    ]
    body, places = "%PDF-1.4\n", []
    for number, part in enumerate(parts, 1):
        places.append(len(body))
        body += f"{number} 0 obj{part}endobj\n"
    table = "".join(f"{place:010} 00000 n \n" for place in places)
    end = f"<</Size 5/Root 1 0 R/Encrypt 4 0 R/ID[<01><01>]>>\nstartxref\n{len(body)}\n%%EOF"
    Path("slot.pdf").write_text(
        f"{body}xref\n0 5\n0000000000 65535 f \n{table}trailer{end}", encoding="ascii"
    )
    done = run("read", "slot.pdf")
    assert done.code == 2
    assert "op slot met een wachtwoord" in done.err


def test_measures_are_shown_by_their_names_when_asked(run: Run) -> None:
    Path("brief.txt").write_text(HARD, encoding="utf-8")
    brief, whole = run("read", "brief.txt").out, run("read", "--measures", "brief.txt").out
    assert "woorden per zin; de langste telt er" in brief
    assert "LIX" not in brief
    assert re.search(r"^  LIX \(lager is makkelijker\): \d+,\d\d$", whole, re.MULTILINE)
    known = set(read_text(HARD).measures)
    assert known <= set(NAMES), "every measure has a name"


def test_a_text_of_windows_in_utf_16_is_read(run: Run) -> None:
    Path("brief.txt").write_text(HARD, encoding="utf-16")
    assert "zeer moeilijk" in run("read", "brief.txt").out


def test_nothing_is_loaded_before_it_is_needed() -> None:
    code = (
        "import sys, drempel.cli, readability.profile;"
        "sys.exit(any(name in sys.modules for name in ('py3langid', 'msgpack', 'numpy', 'pyphen')))"
    )
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0
