"""What explains a burden, what is offered instead, and days and dates that stand close together."""

from datetime import date

import pytest

from checks.facts.statement import read_page
from checks.facts.statement_instead import is_offered
from drempel.dom import Dom
from drempel.model.statement import Statement
from tests.checks.synthetic import capture

HEAD = (
    "<h1>Toegankelijkheidsverklaring</h1><p>De gemeente streeft naar een toegankelijke website.</p>"
    "<h2>Nalevingsstatus</h2><p>De website voldoet gedeeltelijk aan WCAG 2.1 AA.</p>"
)


def _read(rest: str) -> Statement:
    said = read_page(Dom(capture(f"<main>{HEAD}{rest}</main>")), date(2026, 11, 29))
    assert said is not None
    return said


@pytest.mark.parametrize(
    ("below", "explained"),
    [
        ("<ul><li>Gescande plannen</li></ul>", False),
        ("<p>Wij beroepen ons op een onevenredige last voor:</p><ul><li>Podcasts</li></ul>", False),
        ("<ul><li>Oude kranten. U kunt ze inkijken aan de balie.</li></ul>", False),
        ("<p>Het archief: de omzetting kost volgens de offerte 38.000 euro.</p>", True),
        ("<p>De leeszaal is klein en onze ploeg telt 2 mensen, dit is in 2027 voorbij.</p>", True),
        ("<p>Voor deze toepassing hebben wij nog geen ander pakket gevonden op de markt.</p>", None),
    ],
)
def test_a_burden_is_unexplained_only_where_nothing_can_explain_it(
    below: str, explained: bool | None
) -> None:
    said = _read(f"<h2>Niet-toegankelijke inhoud</h2><h3>Onevenredige last</h3>{below}")
    assert said.reasons == ("onevenredige last",)
    assert said.burden_explained is explained


@pytest.mark.parametrize(
    "sentence",
    [
        "De cijfers zelf vindt u in de tabel onder de grafiek.",
        "Dezelfde meldingen staan als lijst op de pagina Verkeer.",
        "The data can be downloaded as CSV.",
        "A written daily report is published the next morning.",
        "Onze consulenten maken het cv samen met u op.",
        "Studenten kunnen bij de dienst een cursus in braille aanvragen.",
    ],
)
def test_what_people_can_use_instead_is_offered(sentence: str) -> None:
    assert is_offered(sentence)
    part = f"<h2>Niet-toegankelijke inhoud</h2><ul><li>De grafiek is niet leesbaar. {sentence}</li></ul>"
    assert _read(part).alternatives is True


@pytest.mark.parametrize(
    "sentence",
    [
        "De video's staan online zonder ondertitels.",
        "We lossen dit op in het voorjaar van 2027 en bieden dan ook een tekst.",
        "De gegevens staan enkel in een pdf.",
        "Criterium 1.4.3.",
    ],
)
def test_faults_and_plans_offer_nothing(sentence: str) -> None:
    assert not is_offered(sentence)
    part = f"<h2>Niet-toegankelijke inhoud</h2><ul><li>De kaart is onleesbaar. {sentence}</li></ul>"
    assert _read(part).alternatives is False


@pytest.mark.parametrize(
    ("sentence", "prepared", "reviewed"),
    [
        ("Opgesteld op 1 mei 2022, herzien op 2 mei 2023 en op 3 mei 2024.", "2022-05-01", "2024-05-03"),
        ("Opgesteld op 1 mei 2022. Deze versie werd goedgekeurd op 3 mei 2024.", "2022-05-01", "2024-05-03"),
        ("De verklaring zelf is van 3 mei 2024.", "2024-05-03", None),
        ("Een collega heeft de site in april 2024 nagekeken en schreef deze tekst.", None, None),
    ],
)
def test_dates_belong_to_what_they_are_said_of(
    sentence: str, prepared: str | None, reviewed: str | None
) -> None:
    said = _read(f"<h2>Over deze verklaring</h2><p>{sentence}</p>")
    assert (said.prepared, said.reviewed) == (prepared, reviewed)


def test_a_question_for_the_day_is_answered_by_a_date_alone() -> None:
    assert _read("<h2>Van wanneer is deze verklaring?</h2><p>Van 3 mei 2024.</p>").prepared == "2024-05-03"


def test_the_day_of_an_answer_is_not_that_of_a_receipt() -> None:
    said = _read(
        "<h2>Contact</h2><p>U krijgt binnen 5 dagen een ontvangstbevestiging "
        "en binnen 15 dagen een antwoord.</p>"
    )
    assert said.days == 15


def test_rows_below_a_column_of_problems_are_points() -> None:
    table = (
        "<table><thead><tr><th>Deel</th><th>Probleem</th><th>Gepland</th></tr></thead>"
        "<tr><td>Kalender</td><td>Niet leesbaar</td><td>2027</td></tr>"
        "<tr><td>Kaart</td><td>Contrast</td><td>2027</td></tr></table>"
    )
    assert _read(f"<p>In de tabel staat wat nog niet in orde is.</p>{table}").items == 2


def test_paragraphs_in_the_cell_beside_the_name_are_points() -> None:
    rows = (
        "<tr><td>Niet-toegankelijke inhoud</td><td><p>Jaarrekeningen</p><p>Fotoalbums</p></td></tr>"
        "<tr><td>Contact</td><td>a@x.be</td></tr>"
    )
    assert _read(f"<table>{rows}</table>").items == 2


def test_a_reason_may_be_a_term() -> None:
    said = _read("<dl><dt>Niet-naleving</dt><dd>De agenda</dd><dt>Contact</dt><dd>a@x.be</dd></dl>")
    assert (said.reasons, said.items) == (("niet-naleving",), 1)


@pytest.mark.parametrize(
    ("below", "number"),
    [
        ("<p>De haltekaart, het formulier (op smartphone) en de uren in pdf.</p>", 3),
        ("<p>Hiervoor roepen wij niet-naleving in: de reservatie, de plattegrond en de brochures.</p>", 3),
        (
            "<p>De menu's zijn foto's. De kalender is een kader van elders. U vindt alles ook op papier.</p>",
            2,
        ),
        (
            "<h3>Onevenredige last</h3><h4>Wat?</h4><p>De kaarten</p>"
            "<h4>Motivering</h4><p>De makers zijn er niet meer.</p>",
            1,
        ),
        ("<h3>Onevenredige last</h3><p>Niet ingeroepen</p>", 0),
        ("<h3>Onevenredige last</h3><p>De gemeente roept de onevenredige last in voor oude folders.</p>", 1),
    ],
)
def test_points_in_running_text_are_told_from_what_is_said_about_them(below: str, number: int) -> None:
    assert _read(f"<h2>Niet-toegankelijke inhoud</h2>{below}").items == number


def test_what_is_promised_for_later_is_no_alternative() -> None:
    later = "<ul><li>De plannen zijn onleesbaar. Vanaf 2027 bieden we een tekstversie aan.</li></ul>"
    assert _read(f"<h2>Niet-toegankelijke inhoud</h2>{later}").alternatives is False


def test_a_term_for_an_answer_may_be_a_heading() -> None:
    assert _read("<p><strong>Termijn voor een antwoord</strong></p><p>10 werkdagen</p>").days == 10


def test_a_cell_of_the_same_row_explains_a_burden() -> None:
    rows = (
        "<tr><th>Inhoud</th><th>Reden</th><th>Toelichting</th></tr>"
        "<tr><td>Logboeken</td><td>Onevenredige last</td><td>Overtypen zou 60.000 euro kosten</td></tr>"
    )
    assert _read(f"<h2>Niet-toegankelijke inhoud</h2><table>{rows}</table>").burden_explained is True


def test_problems_that_an_audit_brought_to_light_are_points() -> None:
    said = _read(
        "<h2>Resultaten van de evaluatie</h2><p>Een test bracht volgende problemen aan het licht:</p>"
        "<ul><li>knoppen zonder naam</li><li>kleurcontrasten</li></ul>"
    )
    assert said.items == 2


def test_what_is_brought_to_a_body_is_no_body() -> None:
    said = _read("<h2>Klachten</h2><p>Klachten kunt u richten aan de korpschef.</p>")
    assert said.enforcement == "korpschef"
