"""`drempel check`: what goes in, what comes out, and with which exit code."""

import json
from dataclasses import replace
from pathlib import Path

import pytest

from checks.axe.corrections import CORRECTIONS
from drempel.errors import SetupError
from drempel.model.finding import CheckTally, Impact, Kind, Outcome, Pointer, Suppressed
from drempel.model.snapshot import FetchOutcome, Reason
from drempel.model.text import TextProfile
from tests.cli.conftest import FakeApp, Run
from tests.cli.pages import FINDING, PRACTICE, QUESTION, TEXT, hard_sentence, judged, missed

URL = "https://a.example/"


# Exit codes


@pytest.mark.parametrize(
    ("pages", "options", "code"),
    [
        ([judged()], [], 0),
        ([judged(URL, FINDING)], [], 1),
        ([judged(URL, FINDING)], ["--fail-on", "critical"], 0),
        ([judged(URL, FINDING)], ["--fail-on", "never"], 0),
        ([judged(URL, QUESTION)], ["--fail-on", "minor"], 0),
        ([judged(URL, PRACTICE)], [], 0),
        ([judged(URL, PRACTICE)], ["--fail-on", "moderate"], 1),
        ([judged(URL, replace(FINDING, kind=Kind.BEYOND))], [], 0),
        ([judged(URL, replace(FINDING, requirements=("2.5.8",)))], [], 0),
        ([judged(URL, replace(FINDING, requirements=("2.5.8",)))], ["--standard", "en301549-4.1.1"], 1),
        ([missed()], [], 3),
        ([missed()], ["--fail-on", "never"], 3),
        ([missed(outcome=FetchOutcome.NOT_HTML)], [], 3),
        ([judged(), missed(outcome=FetchOutcome.NOT_HTML, depth=1)], [], 0),
        # A dead link is no page that should have been judged; a page with a fault is.
        ([judged(), missed(depth=1)], [], 0),
        ([judged(), missed(depth=1, reason=Reason("status", "500"), status=500)], [], 3),
        ([judged(URL, FINDING), missed()], [], 1),
        ([judged(tallies=(CheckTally("axe:region", Outcome.UNTESTED, reason="timeout"),))], [], 3),
        ([judged(tallies=(CheckTally("axe:region", Outcome.UNTESTED, reason="disabled"),))], [], 0),
        ([judged(tallies=(CheckTally("x", Outcome.CANT_TELL, reason="ValueError"),))], [], 3),
        ([], [], 3),
    ],
)
def test_exit_code(pages: list, options: list[str], code: int, run: Run, fake: FakeApp) -> None:
    fake.pages = pages
    assert run("check", URL, *options).code == code


def test_what_is_missing_on_the_machine_is_code_2(run: Run, fake: FakeApp) -> None:
    fake.error = SetupError("No browser. Install one.")
    done = run("check", URL)
    assert (done.code, done.out) == (2, "")
    assert done.err == "Op deze computer ontbreekt iets.\nNo browser. Install one.\n"


# What does not stand


def test_what_does_not_stand_is_told_only_when_asked(run: Run, fake: FakeApp) -> None:
    false = Suppressed(
        "axe:scrollable-region-focusable",
        Outcome.FAILED,
        Pointer("html > body > div"),
        next(one.reason for one in CORRECTIONS if "scroll" in one.reason),
        by="own-check",
    )
    page = judged(URL)
    assert page.judgement
    fake.pages = [replace(page, judgement=replace(page.judgement, suppressed=(false,)))]
    done = run("check", URL, "--explain-suppressed", "--format", "json")
    assert json.loads(done.out)["url"] == URL
    assert done.err == (
        "Niet overgenomen van axe-core: axe:scrollable-region-focusable bij html > body > div.\n"
        "  Alles in dit schuifbare deel is in beeld, dus er valt niets te schuiven. (own-check)\n"
    )
    assert run("check", URL, "--format", "json").err == ""


# Forms


def test_json_of_one_page(run: Run, fake: FakeApp) -> None:
    fake.pages = [judged(URL, FINDING)]
    done = run("check", URL, "--format", "json")
    page = json.loads(done.out)
    assert next(iter(page)) == "schema_version"
    assert page["url"] == URL
    assert page["findings"][0]["message"] == "De alt-tekst “foto.jpg” is een bestandsnaam."
    assert done.err == ""


def test_jsonl_is_one_line_per_page_in_order(run: Run, fake: FakeApp) -> None:
    fake.pages = [judged("https://b.example/"), missed("https://a.example/"), judged("https://c.example/")]
    done = run("check", "https://b.example/", "https://a.example/", "https://c.example/", "--format", "jsonl")
    pages = [json.loads(line) for line in done.out.splitlines()]
    assert [page["url"] for page in pages] == [
        "https://b.example/",
        "https://a.example/",
        "https://c.example/",
    ]
    assert [page["outcome"] for page in pages] == ["ok", "http-error", "ok"]


@pytest.mark.parametrize(
    "arguments",
    [
        [URL, "https://b.example/"],
        ["map"],
        ["--urls-from", "lijst"],
        [URL, "--max-pages", "5"],
        [URL, "--depth", "1"],
    ],
)
def test_json_of_several_pages_is_refused_with_the_way_out(
    arguments: list[str], run: Run, fake: FakeApp, folder: Path
) -> None:
    (folder / "map").mkdir()
    (folder / "lijst").write_text(URL)
    done = run("check", *arguments, "--format", "json")
    assert done.code == 2
    assert "--format jsonl" in done.err
    assert fake.calls == []


def test_a_lone_surrogate_from_a_page_stays_json(run: Run, fake: FakeApp) -> None:
    fake.pages = [judged(URL, title="kapot \ud800 teken")]
    assert json.loads(run("check", URL, "--format", "json").out)["title"] == "kapot \ud800 teken"


def test_text_for_people(run: Run, fake: FakeApp) -> None:
    fake.pages = [judged(URL, FINDING, replace(QUESTION, impact=Impact.MINOR), PRACTICE)]
    out = run("check", URL).out
    assert out == (
        "https://a.example/\n"
        "  Titel\n"
        "\n"
        "HINDERT STERK (1)\n"
        "\n"
        "  De alt-tekst is een bestandsnaam\n"
        "    Wat:      De alt-tekst “foto.jpg” is een bestandsnaam.\n"
        "    Waar:     html > body > img\n"
        '              <img alt="foto.jpg">\n'
        "    Voor wie: Wie blind is, heeft niets aan een foto, pictogram of grafiek zonder tekst die zegt "
        "wat erop staat.\n"
        "    Herstel:  Schrijf in de alt-tekst wat er te zien is, of laat hem leeg als de afbeelding alleen "
        "versiering is.\n"
        "    Controle: alt-text-is-filename, 1.1.1 Niet-tekstuele content\n"
        "\n"
        "HINDERT (1)\n"
        "\n"
        "  Content lies outside landmarks – goede praktijk, geen norm\n"
        "    Waar:     html > body > img\n"
        '              <img alt="foto.jpg">\n'
        "    Voor wie: Mensen die blind zijn of een schermlezer gebruiken\n"
        "    Herstel:  Put all content in landmarks.\n"
        "    Controle: axe:region\n"
        "\n"
        "VRAGEN: KIJK ZELF (1)\n"
        "\n"
        "  Een afbeelding heeft geen tekst voor wie ze niet ziet\n"
        "    Waar:     html > body > img\n"
        '              <img alt="foto.jpg">\n'
        "    Voor wie: Wie blind is, heeft niets aan een foto, pictogram of grafiek zonder tekst die zegt "
        "wat erop staat.\n"
        "    Herstel:  Give the image an alt text.\n"
        "    Controle: axe:image-alt, 1.1.1 Niet-tekstuele content\n"
        "\n"
        "2 problemen en 1 vraag, door 1 controle. Een machine ziet maar een deel van de drempels.\n"
        "Leesbaarheid: eenvoudig; haalt de B1-richtwaarde: twijfel; leestijd ongeveer 1 minuut.\n"
        "Maten: 12,0 woorden per zin; Flesch-Douma 68 (hoger is makkelijker).\n"
    )


def test_text_says_why_a_page_cannot_be_judged(run: Run, fake: FakeApp) -> None:
    fake.pages = [judged(URL, text=TextProfile("u", "fr", "nl", {"fr": 90}, reason="not-dutch"))]
    assert "Leesbaarheid: niet te beoordelen: niet in het Nederlands.\n" in run("check", URL).out


def test_a_short_text_is_indicative(run: Run, fake: FakeApp) -> None:
    assert TEXT.difficulty is not None
    fake.pages = [judged(URL, text=replace(TEXT, difficulty=replace(TEXT.difficulty, indicative=True)))]
    assert "; indicatief, want de tekst heeft minder dan 100 woorden.\n" in run("check", URL).out


def test_a_sentence_is_told_with_all_its_reasons_the_worst_first(run: Run, fake: FakeApp) -> None:
    fake.pages = [judged(URL, *(hard_sentence(rank) for rank in (3, 1, 2)))]
    out = run("check", URL).out
    first, second, third = (out.index(f"p:nth-of-type({rank})") for rank in (1, 2, 3))
    assert first < second < third
    told = out[first:second].splitlines()
    assert told[1].strip() == "– Deze zin heeft 31 woorden. Maak er twee of meer van."
    assert told[2].strip() == "– “teneinde” is een ouderwets woord. Schrijf: om."
    assert told[3].split() == ["Waar:"]


def test_text_says_what_was_not_tested_and_why(run: Run, fake: FakeApp) -> None:
    fake.pages = [judged(URL, tallies=(CheckTally("axe:region", Outcome.UNTESTED, reason="disabled"),))]
    assert "Niet getest (uitgeschakeld): axe:region\n" in run("check", URL).out


def test_text_of_a_page_that_was_not_judged(run: Run, fake: FakeApp) -> None:
    fake.pages = [missed()]
    assert run("check", URL).out == (
        "https://a.example/x\n"
        "  Niet beoordeeld: De server gaf een fout in plaats van de pagina (pagina niet gevonden (404)).\n"
    )


def test_a_refused_private_address_comes_with_the_way_in(run: Run, fake: FakeApp) -> None:
    fake.pages = [missed("http://localhost/", FetchOutcome.UNSAFE, reason=Reason("private-address"))]
    assert "--allow-private" in run("check", "http://localhost/").out


def test_a_page_cannot_steer_the_terminal(run: Run, fake: FakeApp) -> None:
    evil = "\x1b]0;x\x07\x1b[2J\u202etxt.exe\r\nFOUT\x00\x9b31m"
    place = replace(FINDING.pointer, selector=f"p{evil}", snippet=f"<p>{evil}")
    fake.pages = [
        judged(f"https://a.example/{evil}", replace(FINDING, params={"alt": evil}, pointer=place), title=evil)
    ]
    done = run("check", URL)
    for sign in "\x1b\x07\x00\r\u202e\x9b":
        assert sign not in done.out
    assert "\nFOUT" not in done.out


def test_many_places_of_one_problem_are_counted_not_listed(run: Run, fake: FakeApp) -> None:
    fake.pages = [judged(URL, *[FINDING] * 8)]
    out = run("check", URL).out
    assert out.count("Waar:") == 5
    assert "en nog 3 plaatsen" in out
    assert out.count("De alt-tekst is een bestandsnaam\n") == 1


def test_english_on_request(run: Run, fake: FakeApp) -> None:
    fake.pages = [judged(URL, FINDING)]
    out = run("check", URL, "--language", "en").out
    assert "The text alternative “foto.jpg” is a file name." in out
    assert "1 problem and 0 questions" in out


def test_html_is_one_whole_file(run: Run, fake: FakeApp, folder: Path) -> None:
    fake.pages = [judged("pagina.html", FINDING), missed()]
    (folder / "pagina.html").write_text("<p>")
    done = run("check", "pagina.html", URL, "--format", "html", "--output", "rapport.html")
    assert done.code == 1
    text = (folder / "rapport.html").read_text("utf-8")
    assert text.lower().startswith("<!doctype html>")
    assert "De alt-tekst is een bestandsnaam" in text
    assert "pagina.html" in text
    assert [path.name for path in folder.iterdir() if path.name != "pagina.html"] == ["rapport.html"]


def test_html_to_stdout(run: Run, fake: FakeApp) -> None:
    fake.pages = [judged(URL)]
    assert run("check", URL, "--format", "html").out.rstrip().endswith("</html>")


@pytest.mark.parametrize(
    ("form", "begins"),
    [
        ("csv", b"\xef\xbb\xbfpagina;"),
        ("xlsx", b"PK\x03\x04"),
        ("pdf", b"%PDF-1.7"),
        ("markdown", b"# Toegankelijkheid"),
        ("sarif", b'{"$schema": '),
        ("junit", b"<?xml "),
        ("github", b"::error file=pagina.html,"),
        ("gitlab", b"[\n{"),
        ("earl", b'{"@context": '),
    ],
)
def test_formats_of_reports(form: str, begins: bytes, run: Run, fake: FakeApp, folder: Path) -> None:
    fake.pages = [judged("pagina.html", FINDING)]
    (folder / "pagina.html").write_text("<p>")
    done = run("check", "pagina.html", "--format", form, "--output", f"rapport.{form}")
    assert done.code == 1
    assert (folder / f"rapport.{form}").read_bytes().startswith(begins)


def test_a_report_for_a_machine_to_stdout(run: Run, fake: FakeApp) -> None:
    fake.pages = [judged(URL, FINDING)]
    assert json.loads(run("check", URL, "--format", "gitlab").out)[0]["check_name"] == FINDING.check


# Where it goes


def test_output_file(run: Run, fake: FakeApp, folder: Path) -> None:
    fake.pages = [judged()]
    done = run("check", URL, "--format", "jsonl", "--output", "uit.jsonl")
    assert (done.out, done.err) == ("", "Geschreven: uit.jsonl\n")
    assert json.loads((folder / "uit.jsonl").read_text("utf-8"))["url"] == URL
    assert run("check", URL, "--format", "text", "--output", "uit.txt", "--quiet").err == ""
    assert "\x1b" not in (folder / "uit.txt").read_text("utf-8")


def test_an_output_file_stays_whole_when_something_breaks(run: Run, fake: FakeApp, folder: Path) -> None:
    (folder / "uit.jsonl").write_text("van gisteren")
    fake.pages, fake.error = [judged()], SetupError("weg")
    assert run("check", URL, "--format", "jsonl", "--output", "uit.jsonl").code == 2
    assert [path.name for path in folder.iterdir()] == ["uit.jsonl"]
    assert (folder / "uit.jsonl").read_text() == "van gisteren"


def test_a_folder_that_is_not_there_is_no_error_of_ours(run: Run, fake: FakeApp) -> None:
    fake.pages = [judged()]
    done = run("check", URL, "--output", "er/uit.txt")
    assert done.code == 2
    assert "“er/uit.txt.part” kan niet gebruikt worden" in done.err
    assert "Kijk de naam, de map en de rechten na." in done.err
    assert "Traceback" not in done.err


# What goes in


def test_the_request_that_follows_from_the_options(run: Run, fake: FakeApp) -> None:
    run(
        "check",
        URL,
        "-",
        "--allow-private",
        "--disable",
        "axe:region,axe:image-alt",
        "--standard",
        "en301549-4.1.1",
        stdin=b"<p>\xff",
    )
    request = fake.call["request"]
    assert request.targets == (URL, "-")
    assert request.stdin == b"<p>\xff"
    assert request.allow_private is True
    assert (request.max_pages, request.depth) == (1, 0)
    assert request.disable == ("axe:region", "axe:image-alt")
    assert request.standard == "en301549-4.1.1"


def test_nothing_private_unless_asked(run: Run, fake: FakeApp) -> None:
    run("check", URL)
    assert fake.call["request"].allow_private is False


@pytest.mark.parametrize(
    ("options", "wanted"),
    [
        ([], (1, 0)),
        (["--max-pages", "20"], (20, 0)),
        (["--depth", "2"], (500, 2)),
        (["--depth", "2", "--max-pages", "9"], (9, 2)),
        (["--depth", "0"], (1, 0)),
    ],
)
def test_how_far_links_are_followed(
    options: list[str], wanted: tuple[int, int], run: Run, fake: FakeApp
) -> None:
    run("check", URL, *options)
    assert (fake.call["request"].max_pages, fake.call["request"].depth) == wanted


def test_addresses_from_a_file_and_from_stdin(run: Run, fake: FakeApp, folder: Path) -> None:
    (folder / "lijst.txt").write_text(
        "\ufeffhttps://b.example/\n\n# opmerking\nhttps://c.example/ \n", "utf-8"
    )
    run("check", URL, "--urls-from", "lijst.txt", "--format", "jsonl")
    assert fake.call["request"].targets == (URL, "https://b.example/", "https://c.example/")
    fake.calls.clear()
    run("check", "--urls-from", "-", "--format", "jsonl", stdin="https://d.example/\n")
    assert fake.call["request"].targets == ("https://d.example/",)


def test_checks_that_the_settings_switch_off_are_off_too(run: Run, fake: FakeApp, folder: Path) -> None:
    (folder / "config.toml").write_text('[checks]\ndisable = ["axe:region"]\n')
    run("check", URL, "--disable", "axe:image-alt")
    assert fake.call["request"].disable == ("axe:region", "axe:image-alt")


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        ([], "Geef een adres, een bestand, een map, of - voor stdin.\nBijvoorbeeld: drempel check https"),
        (["www.a.example"], "Bedoelt u https://www.a.example?"),
        (["www.a.example/contact"], "Bedoelt u https://www.a.example/contact?"),
        (["weg.html"], "“weg.html” bestaat niet. Kijk de naam en de map na."),
        (["weg.DOCX"], "“weg.DOCX” bestaat niet. Kijk de naam en de map na."),
        (["www.a.example/a.pdf"], "Bedoelt u https://www.a.example/a.pdf?"),
        (["folders/weg.pdf"], "“folders/weg.pdf” bestaat niet. Kijk de naam en de map na."),
        (["map/"], "“map/” bestaat niet"),
        (["ftp://a.example/"], "Adressen beginnen met https:// of http://."),
        ([URL, "--disable", "axe:image-atl"], "“axe:image-atl” bestaat niet. Bedoelt u axe:image-alt?"),
        ([URL, "--disable", "niets"], "`drempel checks` toont ze allemaal."),
        ([URL, "--fail-on", "seroius"], "Bedoelt u --fail-on serious?"),
        ([URL, "--standard", "wcag"], "Kies uit: en301549-3.2.1, en301549-4.1.1."),
        ([URL, "--max-pages", "veel"], "Schrijf bijvoorbeeld: --max-pages 500"),
        ([URL, "--format", "docx"], "De waarde van --format klopt niet. Kies uit: text, json, jsonl, html, "),
        ([URL, "--format", "openacr"], "Doe dan: drempel report --format openacr"),
        ([URL, "--format", "opendata"], "opendata gaat over een hele site, niet over losse pagina’s."),
        ([URL, "--urls-from", "weg.txt"], "Het bestand “weg.txt” bestaat niet."),
        (["-", "--urls-from", "-"], "Stdin is een pagina of een lijst"),
    ],
)
def test_wrong_use_is_refused_before_the_start(
    arguments: list[str], told: str, run: Run, fake: FakeApp
) -> None:
    done = run("check", *arguments)
    assert done.code == 2
    assert told in done.err
    assert done.out == ""
    assert fake.calls == []
