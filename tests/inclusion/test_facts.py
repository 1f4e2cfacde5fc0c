"""How well the facts of a page are read: precision and recall per field on the labelled pages."""

import tomllib
from dataclasses import asdict
from functools import cache
from typing import Any

import pytest
import structlog
from hypothesis import HealthCheck, given, seed, settings

from checks.facts.extract import facts_of
from drempel.dom import Dom
from drempel.model.artefact import DomCapture
from drempel.model.facts import Facts
from tests.checks.odd_pages import PAGES
from tests.inclusion.building import dom_of, dom_of_file, dom_of_xml
from tests.inclusion.scoring import HERE, Tally, labels, tallies

FLOORS = tomllib.loads((HERE / "pages-floors.toml").read_text(encoding="utf-8"))
URL = "https://www.gemeente.example/dienst"


@cache
def facts_of_page(name: str) -> dict[str, Any]:
    return asdict(facts_of(dom_of_file(HERE / "pages" / name)))


@cache
def measured(half: str) -> dict[str, Tally]:
    return tallies(half, facts_of_page)


def read(body: str, *, title: str = "Dienst") -> Facts:
    return facts_of(
        dom_of(f"<html lang=nl><head><title>{title}</title></head><body>{body}</body></html>", URL)
    )


def numbers(body: str) -> list[str]:
    return [phone.number for phone in read(body).phones]


@pytest.mark.parametrize(("half", "field"), [(half, field) for half in FLOORS for field in FLOORS[half]])
def test_no_field_falls_below_its_floor(half: str, field: str) -> None:
    tally = measured(half)[field]
    floor = FLOORS[half][field]
    # Which pages went wrong is shown of the half for tuning only.
    shown = tally.where if half.startswith("tune") else f"{tally.wrong} wrong, {tally.missed} missed"
    assert tally.precision >= floor[0], shown
    assert tally.recall >= floor[1], shown


def test_each_page_is_in_one_set() -> None:
    sets = [path.stem.removeprefix("pages-") for path in HERE.glob("pages-*.jsonl")]
    named = [label["page"] for half in sets for label in labels(half)]
    assert sorted(named) == sorted(path.name for path in (HERE / "pages").glob("*.html"))
    assert all(int(label["page"][:3]) % 2 == 1 for half in ("tune", "tune-2") for label in labels(half))


def test_every_fact_that_is_there_has_its_place() -> None:
    for label in labels("tune"):
        facts = facts_of_page(label["page"])
        dom = dom_of_file(HERE / "pages" / label["page"])
        for name in (
            "phones",
            "addresses_counter",
            "opening_hours",
            "emails",
            "login_ways",
            "asks_known_data",
        ):
            assert bool(facts[name]) == bool(facts["evidence"].get(name)), (label["page"], name)
        for name, places in facts["evidence"].items():
            for place in places:
                assert place["selector"], (label["page"], name)
                assert len(place["text"]) <= 200
        assert len(dom) > 0


def test_of_what_is_no_page_nothing_is_known() -> None:
    empty = DomCapture(url=URL, documents=[], strings=[], styles=(), accessibility=[])
    facts = facts_of(Dom(empty))
    assert (facts.kind, facts.phones, facts.channels) == ("other", (), None)
    assert facts_of(dom_of_xml("<svg><text>Bel 1700</text></svg>")) == Facts()


@pytest.mark.parametrize(
    "text",
    [
        "KBO 0207.465.981",
        "IBAN BE68 5390 0754 7034",
        "rekening 091-0021129-12",
        "rijksregisternummer 85.07.30-033.28",
        "ISBN 978-90-209-6543-2",
        "Op 02-05-2025 en 31-05-2025",
        "De hoeve dateert uit 1777, de kapel uit 1700.",
        "In 1700 woonden hier 1777 mensen. Bel aan bij de buren.",
        "Het kost 1700 euro",
        "Fax 051/50.22.39",
        "F. 051 50 22 39",
        "Card Stop: 078 170 170",
        "Bel 112 in nood",
        "Ambassade in Parijs: +33 1 44 09 39 39",
        "Klachten: Gegevensbeschermingsautoriteit, tel. 02 274 48 00",
        "Stuur een sms naar 4411",
        "8000 Brugge, 1700 Dilbeek",
        "Dossier 2026/0478.123.456",
        "Vzw De Brug (KBO 0478.123.456) tekent. Punt 3: de vereniging 0478.123.456.",
        "Ondernemingsnummer 0800.123.456",
        "Inventaris 078 22 33 44",
        "Een klok van 1700 kilogram. Bel (klok) uit 1733: 1700 kilogram.",
    ],
)
def test_what_only_looks_like_a_number_to_call(text: str) -> None:
    assert numbers(f"<p>{text}</p>") == []


@pytest.mark.parametrize(
    ("text", "number", "cost"),
    [
        ("Tel. 056/27.78.40", "+3256277840", "normal"),
        ("Telefoon (056) 24 08 00", "+3256240800", "normal"),
        ("Bel ons: +32 (0)2 553 17 00", "+3225531700", "normal"),
        ("0800-1-8400 (gratis)", "+3280018400", "free"),
        ("gsm 0472/12.34.56", "+32472123456", "normal"),
        ("Bel 078 15 15 15", "+3278151515", "078"),
        ("Bel 070 23 12 31", "+3270231231", "premium"),
        ("Bel 0900 12 345", "+3290012345", "premium"),
        ("Bel 09 001 23 45", "+3290012345", None),
        ("Bel +32 (0)9 266 11 11", "+3292661111", "normal"),
        ("Bel gratis 1700", "1700", "free"),
        ("Bel het infonummer 1777", "1777", "free"),
        ("Aan de lijn: 078 79 00 07", "+3278790007", "078"),
        ("Groene lijn: 0800/90.001", "+3280090001", "free"),
    ],
)
def test_what_a_call_costs(text: str, number: str, cost: str | None) -> None:
    (phone,) = read(f"<p>{text}</p>").phones
    assert (phone.number, phone.cost) == (number, cost)


@pytest.mark.parametrize(
    "text",
    [
        "RPR Gent - gsm 0475 123 456",
        "Vragen over btw? Bel 0475123456.",
        "RPR Gent - tel. 0475123456",
        "Zomer 2026 - 0475 12 34 56",
        "© 2026 - 0475 12 34 56",
    ],
)
def test_a_number_to_call_beside_a_year_or_a_word_for_taxes(text: str) -> None:
    assert numbers(f"<p>{text}</p>") == ["+32475123456"]


def test_what_no_reader_sees_is_no_fact() -> None:
    data = '{"telephone": "+32 56 27 78 40", "openingHours": "Mo-Fr 09:00-17:00"}'
    facts = read(
        f'<script type="application/ld+json">{data}</script><p hidden>Tel. 056 27 78 41</p><p>Welkom</p>'
    )
    assert (facts.phones, facts.opening_hours, facts.emails) == ((), False, ())


def test_what_stands_in_a_frame_of_the_page_itself_is_read_where_it_stands() -> None:
    inner = "<h2>Bib</h2><p>Tel. 056 27 78 41</p><form><input name=straat required></form>"
    facts = read(
        f"<h1>Contact</h1><p>Tel. 056 27 78 40</p><iframe srcdoc='{inner}'></iframe><p>Tel. 056 27 78 42</p>"
    )
    assert [phone.number[-2:] for phone in facts.phones] == ["40", "41", "42"]
    assert facts.required_fields == 1
    assert ">>>" in facts.evidence["phones"][1].selector


def test_links_before_the_main_heading_are_no_content() -> None:
    menu = "<div><a href=/a>Aangifte doen</a></div><div><a href=/>Start</a> › Speelpleinen</div>"
    facts = read(f"{menu}<div><h1>Speelpleinen</h1><p>Er zijn er vier.</p></div>", title="Speelpleinen")
    assert (facts.is_service, facts.leads) == (False, ())


def test_the_footer_of_a_very_long_page_is_read() -> None:
    facts = read("<p>Een zin over afval en glas.</p>" * 20_000 + "<footer><p>Tel. 056 27 78 40</p></footer>")
    assert [phone.number for phone in facts.phones] == ["+3256277840"]


@seed(8)
@settings(deadline=None, database=None, suppress_health_check=list(HealthCheck), max_examples=60)
@given(PAGES)
def test_no_page_breaks_the_readers(html: str) -> None:
    # `facts_of` would turn a fault into silence, and write it in the log.
    with structlog.testing.capture_logs() as logged:
        facts_of(dom_of(f"<html lang='nl'><body>{html}</body></html>", URL))
    assert logged == []


def test_a_number_to_call_or_text_is_one_to_call() -> None:
    assert numbers("<p>Bel of sms naar 0470 12 34 56.</p>") == ["+32470123456"]
    assert numbers("<p>Sms naar 0470 12 34 56.</p>") == []


@pytest.mark.parametrize(
    ("sentence", "channel"),
    [
        ("Dan komt een maatschappelijk assistent naar u.", "home"),
        ("De verpleegkundige komt twee keer bij u op bezoek.", "home"),
        ("De ambtenaar komt ter plaatse opmeten.", "home"),
        ("Geef het formulier af bij de dienst Wonen.", "face"),
        ("Upload uw bewijs of breng het binnen aan het loket.", "face"),
        ("Breng uw bewijs naar het loket of upload het.", "face"),
        ("Come to the City Hall with your card.", "face"),
        ("<a href='/meldingen/nieuw'>Melding doen</a>", "click"),
    ],
)
def test_ways_in_ordinary_words(sentence: str, channel: str) -> None:
    body = f"<main><h1>Premie aanvragen</h1><p>U vraagt de premie aan.</p><p>{sentence}</p></main>"
    said = asdict(read(body, title="Premie aanvragen"))["channels"]
    assert [name for name, there in said.items() if there] == [channel]


def test_a_letter_is_no_visit_and_an_appointment_is_not_the_thing_itself() -> None:
    body = (
        "<main><h1>Premie aanvragen</h1><p>Stuur een brief met uw rekeningnummer naar de dienst Wonen.</p>"
        "<p>Maak een afspraak <a href='https://mijn.dienst.example'>via Mijn Dienst</a> of bel.</p></main>"
    )
    assert not any(asdict(read(body, title="Premie aanvragen"))["channels"].values())


def test_to_stand_in_a_register_is_no_visit() -> None:
    for sentence in (
        "U wordt ingeschreven in het bevolkingsregister.",
        "Wij kijken uw adres na bij het rijksregister.",
        "De verkoop komt in het handelsregister.",
    ):
        body = f"<main><h1>Verhuizing aangeven</h1><p>U geeft uw adres door.</p><p>{sentence}</p></main>"
        said = asdict(read(body, title="Verhuizing aangeven"))["channels"]
        assert said is not None
        assert not said["face"], sentence


def test_a_desk_on_the_internet_is_no_visit() -> None:
    for desk in ("de e-balie", "de webbalie", "het web-loket", "het digi-loket"):
        body = f"<main><h1>Premie aanvragen</h1><p>U vraagt de premie aan. Ga naar {desk}.</p></main>"
        said = asdict(read(body, title="Premie aanvragen"))["channels"]
        assert said is not None
        assert not said["face"], desk


@pytest.mark.parametrize(
    ("sentence", "helps"),
    [
        ("We overlopen het formulier met u.", True),
        ("Een medewerker vult het formulier voor u in.", True),
        ("We bekijken uw aanvraag en nemen contact met u op.", False),
        ("Een medewerker bekijkt uw dossier en maakt een afspraak met u.", False),
        ("Wij zetten de beslissing klaar voor u.", False),
    ],
)
def test_who_looks_at_a_request_does_not_help_with_it(sentence: str, helps: bool) -> None:
    form = "<form><label>Straat <input name=straat></label><button>Verstuur</button></form>"
    body = f"<main><h1>Premie aanvragen</h1><p>U vraagt ze aan.</p>{form}<p>{sentence} Tel. 056 27 78 40"
    assert bool(read(body, title="Premie aanvragen").help_near) is helps


@pytest.mark.parametrize(
    ("words", "who"),
    [
        ("Chat met een bibliothecaris", "human"),
        ("Chat met onze assistent", None),
        ("Chat met een klik", None),
        ("Praat met een computer", None),
    ],
)
def test_who_answers_in_a_chat(words: str, who: str | None) -> None:
    assert read(f"<main><h1>Bib</h1><button class='chat-button'>{words}</button></main>").chat == who


def test_the_agenda_of_a_council_is_no_news() -> None:
    body = "<main><h1>Gemeenteraad: agenda</h1><p>De raad vergadert elke donderdag.</p></main>"
    assert read(body, title="Gemeenteraad: agenda").kind == "other"
