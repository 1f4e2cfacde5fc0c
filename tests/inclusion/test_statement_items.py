"""How many points a statement tells where they stand in running text, and what is no point."""

from datetime import date

import pytest

from checks.facts.statement import read_page
from checks.facts.statement_names import enumerated
from drempel.dom import Dom
from drempel.model.statement import Statement
from tests.checks.synthetic import capture

HEAD = (
    "<h1>Toegankelijkheidsverklaring</h1><p>De gemeente streeft naar een toegankelijke website.</p>"
    "<h2>Nalevingsstatus</h2><p>De website voldoet gedeeltelijk aan WCAG 2.1 AA.</p>"
)
CONTACT = "<h2>Contact</h2><p>a@x.be</p>"


def _read(part: str) -> Statement:
    said = read_page(Dom(capture(f"<main>{HEAD}{part}{CONTACT}</main>")), date(2026, 11, 29))
    assert said is not None
    return said


@pytest.mark.parametrize(
    ("sentence", "number"),
    [
        ("Niet toegankelijk zijn: de kaart, de agenda en de video's.", 3),
        ("Nog niet in orde: de kaart werkt niet; foto's zonder tekst.", 2),
        ("De kalender en de zaalplannen zijn nog niet toegankelijk.", 2),
        ("Tot dan zijn de kaart, het formulier en de tarieven niet bruikbaar met een schermlezer.", 3),
        ("De site voldoet nog niet: filmpjes hebben geen tekst en de agenda werkt niet zonder muis.", 2),
        ("Points à corriger : menu, contrastes et formulaires.", 3),
        ("De website is niet conform: we werken eraan en hopen op beter.", 0),
        ("Ons aanbod: zwemmen, lopen en fietsen.", 0),
        ("De kaart is niet toegankelijk.", 0),
    ],
)
def test_a_sentence_can_sum_up_points(sentence: str, number: int) -> None:
    assert enumerated(sentence) == number


@pytest.mark.parametrize(
    ("part", "number"),
    [
        ("<h2>Problemen</h2><h3>Kaart</h3><p>Geen tekst.</p><p>In mei.</p><h3>Agenda</h3><p>Fout.</p>", 2),
        ("<h2>Problemen</h2><p>Te weinig contrast; geen ondertitels; kaarten.</p>", 3),
        ("<h2>Problemen</h2><ul><li>[vul hier de inhoud in]</li></ul>", 0),
        ("<h2>Problemen</h2><p>Niet-naleving: kaart, agenda, foto's.</p><p>Onevenredige last: geen.</p>", 3),
        ("<h2>Problemen</h2><p>De kaart.</p><p>De agenda.</p><p>U kunt op papier stemmen.</p>", 2),
        ("<p><b>Welke problemen zijn er?</b> De kaart heeft geen tekst.</p>", 1),
    ],
)  # fmt: skip
def test_points_stand_in_many_forms(part: str, number: int) -> None:
    assert _read(part).items == number


def test_a_reason_may_lead_to_its_list_or_stand_in_running_text() -> None:
    led = "<h2>Problemen</h2><p>Dit doen we niet wegens een onevenredige last:</p><ul><li>Plannen</li></ul>"
    told = "<h2>Waarom niet</h2><p>Aanpassen is voor ons een onevenredige last: het kost 9.000 euro.</p>"
    for part in (led, told):
        assert _read(part).reasons == ("onevenredige last",), part
    assert _read(told).burden_explained
    assert _read("<h2>Problemen</h2><p>Er is geen onevenredige last.</p>").reasons == ()


def test_a_number_for_something_else_is_no_way_to_report() -> None:
    said = _read("<h2>Problemen</h2><ul><li>De agenda. Vraag ze op papier via 1700.</li></ul>")
    assert said.alternatives
    assert said.channels == ("email",)
