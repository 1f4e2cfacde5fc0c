import csv
import io
from datetime import UTC, datetime
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from drempel.i18n import Catalogue
from reports.base import FileOutput
from reports.formats.csv_table import FORMAT, written
from reports.untrusted import printable
from tests.reports import fakes
from tests.reports.conftest import Render
from tests.reports.golden import assert_golden

FILES = {
    "bevindingen.csv",
    "e-inclusie.csv",
    "indicatoren.csv",
    "leesbaarheid.csv",
    "leesmij.txt",
    "paginas.csv",
    "documenten.csv",
    "documentproblemen.csv",
    "problemen.csv",
    "wie-blijft-achter.csv",
}


def read(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8-sig", newline="") as file:
        return list(csv.DictReader(file, delimiter=";", strict=True))


def test_the_set_of_files(render: Render) -> None:
    folder = render("town", "csv")
    assert {path.name for path in folder.iterdir()} == FILES
    assert set(FORMAT.owns) == FILES
    for path in folder.iterdir():
        assert path.read_bytes().startswith(b"\xef\xbb\xbf"), "Excel takes UTF-8 without a mark for Latin-1"


def test_problems_read_back(render: Render) -> None:
    rows = read(render("town", "csv") / "problemen.csv")
    assert len(rows) == 12
    first = rows[0]
    assert first["probleem"] == "I002"
    assert first["groep"] == "norm"
    assert first["titel"] == "Een afbeelding heeft geen tekst"
    assert first["wat er mis is"] == "De afbeelding “markt.jpg” heeft geen alt-tekst."
    assert first["eisen"] == "1.1.1"
    assert first["pagina’s"] == "24"
    assert first["verandering"] == "new"
    assert first["laatst gezien"] == "2026-11-24T08:05:00Z"
    assert {row["groep"] for row in rows} >= {"norm", "questions", "not-yet-required", "resolved"}


def test_findings_read_back(render: Render) -> None:
    rows = read(render("town", "csv") / "bevindingen.csv")
    assert len([row for row in rows if row["controle"] == "axe:image-alt"]) == 24
    assert {row["uitkomst"] for row in rows} == {"failed", "cantTell"}


def test_pages_that_were_not_judged_have_no_noughts(render: Render) -> None:
    rows = read(render("town", "csv") / "paginas.csv")
    assert len(rows) == 34
    assert all((row["problemen"] == "") == (row["uitkomst"] != "ok") for row in rows)
    assert next(row for row in rows if row["pagina"].endswith("/oud-nieuws"))["detail"] == "404"


def test_readability_reads_back_with_decimal_commas(render: Render) -> None:
    rows = read(render("town", "csv") / "leesbaarheid.csv")
    by_title = {row["titel"]: row for row in rows}
    assert by_title["Afval en recyclage"]["Flesch-Douma"] == "32,3"
    assert by_title["Afval en recyclage"]["woorden per zin"] == "14"
    assert by_title["Jeugd"]["Flesch-Douma"] == ""
    assert by_title["Jeugd"]["waarom geen score"] == "too-short"
    assert by_title["Politie"]["taal"] == "fr"
    assert by_title["Politie"]["beoordeeld"] == "0"
    assert by_title["Politie"]["haalt de B1-richtwaarde?"] == ""
    home = by_title["Welkom in Zilverbeek"]
    assert home["beoordeeld"] == "1"
    assert home["moeilijkheid (0 tot 100, hoger is moeilijker)"] == "70"
    assert (home["moeilijkheid, ondergrens"], home["moeilijkheid, bovengrens"]) == ("67", "73")
    assert home["trap (1 zeer eenvoudig tot 5 zeer moeilijk)"] == "4"
    assert home["haalt de B1-richtwaarde?"] == "no"


def test_indicators_hold_the_whole_trend(render: Render) -> None:
    rows = read(render("town", "csv") / "indicatoren.csv")
    assert len(rows) == 6 * 5
    assert [row["breuk"] for row in rows if row["indicator"] == "open-issues"] == [
        "0",
        "0",
        "1",
        "0",
        "0",
        "0",
    ]
    missing = [row for row in rows if not row["waarde"]]
    assert [row["waarom geen waarde"] for row in missing] == ["empty-sample"]


def test_one_file_holds_the_findings(tmp_path: Path, dutch: Catalogue) -> None:
    with FileOutput(tmp_path / "x.csv") as out:
        FORMAT.write(fakes.town(), out, dutch)
    assert "selector" in read(tmp_path / "x.csv")[0]


def test_no_cell_of_a_hostile_site_is_a_formula(render: Render) -> None:
    for name in FILES - {"leesmij.txt"}:
        with (render("hostile", "csv") / name).open(encoding="utf-8-sig", newline="") as file:
            cells = [cell for row in csv.reader(file, delimiter=";") for cell in row]
        assert len(cells) > 20
        assert [cell for cell in cells if cell[:1] in tuple("=+-@\t\r＝＋－＠")] == []
        assert not any("\x1b" in cell or "\x00" in cell or "\u202e" in cell for cell in cells)


def test_hostile_text_reads_back_as_it_is_shown(render: Render) -> None:
    snippets = {
        row["fragment"].removeprefix("'") for row in read(render("hostile", "csv") / "bevindingen.csv")
    }
    assert snippets == {printable(evil, None).removeprefix("'") for evil in fakes.HOSTILE}


@given(st.lists(st.text(), min_size=1))
def test_any_text_reads_back_as_it_is_shown(row: list[str]) -> None:
    file = io.StringIO(newline="")
    csv.writer(file, delimiter=";").writerow(map(written, row))
    file.seek(0)
    assert next(csv.reader(file, delimiter=";", strict=True)) == [written(cell) for cell in row]


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (None, ""),
        (True, "1"),
        (False, "0"),
        (0, "0"),
        (-3, "-3"),
        (12.5, "12,5"),
        (-0.25, "-0,25"),
        (14.0, "14"),
        (1 / 3, "0,333333"),
        (1e-9, "0"),
        (datetime(2026, 11, 24, 8, 5, tzinfo=UTC), "2026-11-24T08:05:00Z"),
        ("=1", "'=1"),
    ],
)
def test_written(value: str | int | float | None, text: str) -> None:
    assert written(value) == text


def test_shape_of_the_tables(render: Render) -> None:
    folder = render("town", "csv")
    shape = [
        f"{name}\n    " + "\n    ".join(read(folder / name)[0]) for name in sorted(FILES - {"leesmij.txt"})
    ]
    shape.append("leesmij.txt\n" + (folder / "leesmij.txt").read_text(encoding="utf-8-sig"))
    assert_golden("town-csv.txt", "\n".join(shape))
