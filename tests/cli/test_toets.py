"""`drempel toets` and `drempel counter`, on a database with one scan of two sites."""

import json
from pathlib import Path

import pytest

from drempel.model.entity import Entity
from drempel.model.facts import Evidence, Facts, Phone
from drempel.model.site import Site
from storage import Store
from tests.cli.conftest import Run
from tests.storage.samples import SETTINGS, TOOLS, finish, ok, record

URL = "https://www.{name}.example/"
SETTINGS_OF_SCAN = ("--db", "sqlite:///drempel.db")


def service(title: str) -> Facts:
    return Facts(
        kind="service",
        is_service=True,
        service_confidence=0.95,
        phones=(Phone("+3227881111", "normal"),),
        channels={"click": False, "call": True, "face": False, "home": False},
        evidence={"is_service": (Evidence("h1", title),), "phones": (Evidence("p", "Bel 02 788 11 11"),)},
    )


@pytest.fixture
def scanned(folder: Path) -> Path:
    """Store scans of two towns that both let people ask for a passport."""
    with Store.open("sqlite:///drempel.db") as store:
        for name in ("dorp", "stad"):
            start = URL.format(name=name)
            site = Site((start,))
            scan = store.start_scan(Entity(name, name.title(), sites=(site,)), site, SETTINGS, TOOLS, [])
            titles = {"paspoort": "Paspoort aanvragen", f"{name}hond": f"Een hond aangeven in {name}"}
            pages = []
            for path, title in titles.items():
                url = f"{start}{path}"
                page = record(path, url=url, page_url=url, final_url=url)
                pages.append(ok(path, record=page, title=title, further=(service(title),)))
            store.write_pages(scan.id, pages)
            finish(store, scan)
    return folder


def test_a_service_is_found_by_name_or_address_and_its_sheet_written(run: Run, scanned: Path) -> None:
    done = run(
        "toets", "hond aangeven in dorp", *SETTINGS_OF_SCAN, "--format", "json", "--format", "html", "--quiet"
    )
    assert done.code == 0, done.err
    files = [Path(line) for line in done.out.splitlines()]
    assert [file.suffix for file in files] == [".json", ".html"]
    assert all(file.parent.parent.parent == Path("rapport/dorp") for file in files)
    whole = json.loads(files[0].read_text("utf-8"))
    assert whole["service"]["url"] == "https://www.dorp.example/dorphond"
    assert {one["question"]: one["scan"] for one in whole["answers"]}["KAN01"] == "yes"
    counter = run("counter", "https://www.dorp.example/dorphond", *SETTINGS_OF_SCAN)
    assert "02 788 11 11" in counter.out
    assert "Om af te drukken: rapport/dorp/" in counter.out


def test_what_people_answer_stands_in_sheet_counter_and_report(run: Run, scanned: Path) -> None:
    asked = ("toets", "https://www.stad.example/paspoort", *SETTINGS_OF_SCAN)
    file = Path(run(*asked, "--format", "json", "--quiet").out.strip())
    whole = json.loads(file.read_text("utf-8"))
    for row in whole["answers"]:
        if row["question"] == "KAN05":
            row |= {"answer": "nee", "note": "Alleen met een afspraak."}
    Path("in.json").write_text(json.dumps(whole), "utf-8")
    done = run(*asked, "--answers", "in.json")
    assert (done.code, done.out.splitlines()[0]) == (0, "Er is 1 antwoord bewaard.")
    kept = Path("rapport/stad/stad-example/toets-antwoorden.json")
    before = kept.read_bytes()

    whole["answers"][0]["answer"] = "misschien"
    Path("mis.json").write_text(json.dumps(whole), "utf-8")
    wrong = run(*asked, "--answers", "mis.json")
    assert wrong.code == 2
    assert "Vragen, rij 1: “misschien” is geen antwoord." in wrong.err
    assert "Er is niets van bewaard." in wrong.err
    assert kept.read_bytes() == before

    assert "Alleen met een afspraak." in run("counter", *asked[1:]).out
    assert run("report", *SETTINGS_OF_SCAN, "--format", "html").code == 0
    report = next(Path("rapport/stad").glob("*/*/mensen.html")).read_text("utf-8")
    assert "Alleen met een afspraak." in report
    others = list(Path("rapport/dorp").rglob("*.html"))
    assert others
    assert not any("Alleen met een afspraak." in page.read_text("utf-8") for page in others)

    kept.write_text("{stuk", "utf-8")
    assert run("report", *SETTINGS_OF_SCAN, "--format", "html").code == 0, "a report without them is better"
    assert run(*asked, "--answers", "in.json").code == 2
    assert kept.read_text("utf-8") == "{stuk"


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        (("toets",), "Noem een dienst"),
        (("counter", " "), "Noem een dienst"),
        (("toets", "trouwboekje"), "Er is geen dienst “trouwboekje”"),
        (("toets", "paspoort"), "meer dan één dienst"),
        (("counter", "paspoort", "--site", "gehucht"), "geen afgewerkte scan van gehucht"),
        (
            ("toets", "https://www.dorp.example/niets"),
            "Noem die in config.toml, onder [[entity.site.service]].",
        ),
        (("toets", "paspoort", "--site", "dorp", "--answers", "nergens.xlsx"), "Er is geen bestand"),
    ],
)
def test_wrong_use_is_told(arguments: tuple[str, ...], told: str, run: Run, scanned: Path) -> None:
    done = run(*arguments, *SETTINGS_OF_SCAN)
    assert (done.code, done.out) == (2, "")
    assert told in done.err


@pytest.mark.parametrize("site", ["dorp", "https://www.dorp.example/", "www.dorp.example"])
def test_a_site_chooses_among_services_of_one_name(site: str, run: Run, scanned: Path) -> None:
    done = run("counter", "Paspoort aanvragen", "--site", site, *SETTINGS_OF_SCAN)
    assert done.code == 0, done.err
    assert "https://www.dorp.example/paspoort" in done.out


def test_without_a_scan_one_is_asked_for(run: Run, folder: Path) -> None:
    Store.open("sqlite:///drempel.db").close()
    done = run("counter", "paspoort", *SETTINGS_OF_SCAN)
    assert (done.code, "drempel scan" in done.err) == (2, True)
