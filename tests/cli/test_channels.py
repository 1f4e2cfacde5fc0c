"""`drempel channels` on a real database: which site, what is told, and what cannot be told."""

import json
from collections.abc import Callable
from importlib.resources import files
from pathlib import Path

import pytest
from jsonschema import Draft202012Validator

from drempel.model.entity import Entity
from drempel.model.facts import Facts
from drempel.model.finding import Judgement
from drempel.model.inclusion import SeenPage
from drempel.model.scan import PageResult, ScanSettings, ScanState, Tools
from drempel.model.site import Site
from drempel.model.snapshot import Coverage, FetchOutcome, FetchRecord
from storage import Store
from tests.cli.conftest import Run
from tests.inclusion.sites import BASE, CONTACT, HOME, page
from tests.reports.seen_pages import hostile_pages

SITE = [HOME, CONTACT, page("/premie", "Premie voor dakisolatie", sure=0.7, ways="click")]
Scanned = Callable[..., str]


@pytest.fixture
def scanned(folder: Path) -> Scanned:
    """Store a scan with these pages; return its id."""

    def store(
        pages: list[SeenPage], entity: str = "stad", start: str = f"{BASE}/", *, is_closed: bool = True
    ) -> str:
        site = Site((start,))
        settings = ScanSettings("en301549-3.2.1", (), "1280x1024", 500, None, None, True, 1.0, "playwright")
        with Store.open("sqlite:///drempel.db") as database:
            owner = Entity(entity, "Stad", sites=(*database.sites(entity), site))
            scan = database.start_scan(owner, site, settings, Tools("0.1", "4.12", "ab" * 32, "chromium"), ())
            results = [
                PageResult(
                    FetchRecord(one.url, one.url, FetchOutcome.OK, final_url=one.url, status=200),
                    Judgement((), ()),
                    title=one.title,
                    further=(one.facts,) if one.facts is not None else (),
                )
                for one in pages
            ]
            database.write_pages(scan.id, results)
            if is_closed:
                database.finish_scan(scan.id, ScanState.COMPLETE, Coverage({FetchOutcome.OK: len(pages)}), ())
            return scan.id

    return store


@pytest.mark.parametrize("named", [f"{BASE}/", BASE, "www.gemeente.example", "gemeente.example/", "stad"])
def test_a_site_is_named_by_address_or_entity(named: str, scanned: Scanned, run: Run) -> None:
    scan = scanned(SITE)
    done = run("channels", named)
    assert (done.code, done.err) == (0, "")
    assert done.out.splitlines() == [
        f"https://www.gemeente.example/: 1 dienst gevonden (scan {scan})",
        "",
        "Dienst                   Online  Bellen  Langsgaan  Aan huis",
        "Premie voor dakisolatie    ●       ○         ○         ✗",
        "    https://www.gemeente.example/premie",
        "    Na te kijken: is dit een dienst? (70% zeker)",
        "    056 27 78 40 (gewoon tarief)",
        "    Openingsuren: 17% van de tijd buiten de kantooruren",
        "    zonder e-mail: niet bekend; zonder eID of itsme: niet bekend; "
        "zonder smartphone: niet bekend; zonder printer: ja",
        "",
        "● op een pagina van de dienst  ○ alleen elders op de site  ✗ niet gevonden  ? niet te zien",
        "“Niet gevonden” wil zeggen: het staat niet op de pagina’s die de scan zag.",
    ]


def test_other_languages_and_quiet(scanned: Scanned, run: Run) -> None:
    scanned(SITE)
    assert "1 service found" in run("channels", "stad", "--language", "en").out
    french = run("channels", "stad", "--language", "fr").out
    assert "1 service trouvé" in french
    assert "Heures d’ouverture: 17 % du temps en dehors des heures de bureau" in french.replace("\xa0", " ")
    quiet = run("channels", "stad", "--quiet").out
    assert quiet.startswith("Dienst")
    assert "niet te zien" not in quiet


def test_the_json_keeps_the_published_schema(scanned: Scanned, run: Run) -> None:
    scan = scanned(SITE)
    data = json.loads(run("channels", "stad", "--format", "json").out)
    schema = json.loads(files("reports").joinpath("schemas", "channels-1.schema.json").read_text())
    assert list(Draft202012Validator(schema).iter_errors(data)) == []
    assert (data["scan"], data["site"]["start"], data["entity"]["id"]) == (scan, [f"{BASE}/"], "stad")
    (service,) = data["services"]
    assert service["channels"]["call"]["phones"] == [
        {"number": "+3256277840", "cost": "normal", "euro_per_min": None, "euro_per_call": None, "sure": True}
    ]
    assert service["hours"]["openings"][1] == {
        "day": 1,
        "from": "13:00",
        "to": "19:00",
        "by_appointment": False,
    }
    assert (service["to_check"], service["works_without"]["printer"]["answer"]) == (True, True)
    assert [key["kind"] for key in data["key_pages"]] == ["home", "contact"]


def test_the_settings_correct_services_without_another_scan(scanned: Scanned, run: Run, folder: Path) -> None:
    scanned(SITE)
    (folder / "config.toml").write_text(
        f'[[entity]]\nid = "stad"\nname = "Stad"\n[[entity.site]]\nstart = ["{BASE}/"]\n'
        f'[[entity.site.service]]\nurl = "{BASE}/premie"\nname = "Dakpremie"\n'
        f'[[entity.site.service]]\nurl = "{BASE}/weg"\n'
    )
    done = run("channels", "stad")
    assert "\nDakpremie" in done.out
    assert done.err == f"config.toml noemt {BASE}/weg bij een dienst, maar de scan zag die pagina niet.\n"


def test_the_last_closed_scan_counts(scanned: Scanned, run: Run) -> None:
    first = scanned(SITE)
    scanned([HOME], is_closed=False)
    assert f"(scan {first})" in run("channels", "stad").out


def test_a_site_without_services(scanned: Scanned, run: Run) -> None:
    scanned([HOME, CONTACT])
    done = run("channels", "stad")
    assert (done.code, "0 diensten gevonden" in done.out) == (0, True)


def test_pages_cannot_steer_the_terminal(scanned: Scanned, run: Run) -> None:
    evil = ["\x1b[2J\x1b]0;hit\x07", "omgekeerd \u202etxt\u202c", "half \ud83d", "A" * 5_000, "regel\nregel"]
    scanned(hostile_pages("https://www.kwaad.example/", evil), start="https://www.kwaad.example/")
    done = run("channels", "www.kwaad.example")
    assert done.code == 0
    assert not set(done.out) & {"\x1b", "\x07", "\u202e", "\ud83d"}
    assert max(map(len, done.out.splitlines())) < 300
    assert run("channels", "www.kwaad.example", "--format", "json").code == 0


# What cannot be told


@pytest.mark.parametrize(
    ("language", "said"),
    [
        ("nl", "er is nog niets gescand"),
        ("en", "nothing has been scanned yet"),
        ("fr", "rien n’a encore été"),
    ],
)
def test_nothing_was_scanned(language: str, said: str, run: Run, folder: Path) -> None:
    Store.open("sqlite:///drempel.db").close()
    done = run("channels", "stad", "--language", language)
    assert (done.code, done.out) == (2, "")
    assert said in done.err


def test_there_is_no_database(run: Run) -> None:
    done = run("channels", "stad")
    assert (done.code, done.out) == (2, "")
    assert "drempel.db" in done.err


def test_an_unknown_site_is_answered_with_the_known_ones(scanned: Scanned, run: Run) -> None:
    scanned(SITE)
    done = run("channels", "https://elders.example/")
    assert (done.code, done.out) == (2, "")
    assert f"Kies uit: {BASE}/." in done.err


def test_an_entity_with_two_sites(scanned: Scanned, run: Run) -> None:
    scanned(SITE)
    scanned(SITE, start="https://b.example/")
    done = run("channels", "stad")
    assert done.code == 2
    assert f"https://b.example/, {BASE}/" in done.err
    assert run("channels", "b.example").code == 0


@pytest.mark.parametrize("configured", [True, False])
def test_a_site_without_a_closed_scan(configured: bool, scanned: Scanned, run: Run, folder: Path) -> None:
    if configured:
        scanned(SITE, "ander", "https://ander.example/")
        (folder / "config.toml").write_text(
            f'[[entity]]\nid = "stad"\nname = "Stad"\n[[entity.site]]\nstart = ["{BASE}/"]\n'
        )
    else:
        scanned(SITE, is_closed=False)
    done = run("channels", "stad")
    assert (done.code, done.out) == (2, "")
    assert f"Doe: drempel scan {BASE}/" in done.err


def test_a_scan_of_which_no_facts_are_kept(scanned: Scanned, run: Run) -> None:
    scan = scanned([SeenPage(f"{BASE}/", "Welkom"), SeenPage(f"{BASE}/a", "A", artefacts={Facts: None})])
    done = run("channels", "stad")
    assert (done.code, done.out) == (2, "")
    assert f"Van scan {scan} van {BASE}/ is niet bewaard" in done.err
