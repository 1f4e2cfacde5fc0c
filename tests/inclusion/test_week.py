"""Opening hours as written, links of the content and steps of a form: the facts that services are made of."""

import pytest

from checks.facts.extract import facts_of
from checks.facts.week import days_in, is_seasonal, openings_in
from drempel.model.facts import Facts, FormStep, Opening
from tests.inclusion.building import dom_of

URL = "https://www.gemeente.example/diensten/paspoort"


def read(body: str) -> Facts:
    return facts_of(
        dom_of(f"<html lang=nl><head><title>Paspoort</title></head><body>{body}</body></html>", URL)
    )


def told(openings: tuple[Opening, ...] | None) -> str | None:
    """Return openings as `day from-to`, with `?` where an appointment is needed."""
    if openings is None:
        return None
    return ", ".join(
        f"{one.day} {one.from_min / 60:g}-{one.to_min / 60:g}{'?' if one.by_appointment else ''}"
        for one in sorted(openings, key=lambda one: (one.day, one.from_min))
    )


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("maandag tot woensdag van 9 tot 12 uur", "1 9-12, 2 9-12, 3 9-12"),
        ("ma-wo 9u-12u", "1 9-12, 2 9-12, 3 9-12"),
        ("ma t/m di: 08.30u - 12.00u za: 9u - 12u zo: gesloten", "1 8.5-12, 2 8.5-12, 6 9-12"),
        ("vrijdag van 9u tot 12u30", "5 9-12.5"),
        ("maandag: 9.00 - 12.00 / 14 - 19", "1 9-12, 1 14-19"),
        ("ma, di en do van 9 tot 12 uur; wo van 9 tot 19 uur", "1 9-12, 2 9-12, 3 9-19, 4 9-12"),
        ("Van 9 tot 12 uur: maandag en dinsdag", "1 9-12, 2 9-12"),
        ("maandag 9-12 uur, dinsdag gesloten, woensdag 13-19 uur", "1 9-12, 3 13-19"),
        ("Bel 056 27 78 40 op dinsdag tussen 9 en 19 uur", "2 9-19"),
        ("maandag 9:00–12:00, 's namiddags op afspraak van 13:00–16:00", "1 9-12, 1 13-16?"),
        ("dinsdag van 9 tot 12 uur en van 14 tot 19.30 uur (op afspraak)", "2 9-12, 2 14-19.5?"),
        ("Vrijdag 9 tot 12 uur, zaterdag op afspraak 10 tot 12 uur", "5 9-12, 6 10-12?"),
        ("Tuesday 9 am to 12 pm", "2 9-12"),
        ("le lundi de 9h à 12h30", "1 9-12.5"),
        ("zaterdag tot maandag van 10 tot 12 uur", "1 10-12, 6 10-12, 7 10-12"),
        ("woensdag van 9 tot 12 uur (behalve op feestdagen)", "3 9-12"),
    ],
)
def test_hours_as_people_write_them(text: str, wanted: str) -> None:
    assert told(openings_in(text)) == wanted


@pytest.mark.parametrize(
    "text",
    [
        "maandag en woensdag tot 19 uur",
        "elke eerste donderdag van de maand van 17 tot 19 uur",
        "elke voormiddag van 9 tot 12 uur, behalve op vrijdag",
        "open van 9 tot 12 uur",
        "maandag van 14 tot 9 uur",
        "maandag 9 tot 12 uur en een keer om 18 uur",
        "kinderen van 9 tot 12 jaar",
        "",
    ],
)
def test_what_is_not_sure_is_not_read(text: str) -> None:
    assert openings_in(text) is None


def test_always_open_is_the_whole_week() -> None:
    assert told(openings_in("24/7 bereikbaar")) == ", ".join(f"{day} 0-24" for day in range(1, 8))
    assert len(openings_in("elke werkdag van 9 tot 12 uur") or ()) == 5
    assert len(openings_in("7 dagen op 7 van 8 tot 20 uur") or ()) == 7


def test_the_days_of_a_line_without_times() -> None:
    assert days_in("Maandag") == (1,)
    assert days_in("Ma - wo:") == (1, 2, 3)
    assert days_in("Elke werkdag") == (1, 2, 3, 4, 5)
    assert days_in("zo kan het") == days_in("maandag 9-12 uur") == days_in("Kom op maandag langs") == ()


def test_hours_of_a_part_of_the_year() -> None:
    assert is_seasonal("Zomeruren")
    assert is_seasonal("In juli en augustus")
    assert not is_seasonal("maandag 9-12 uur (niet op feestdagen)")


def test_a_table_with_the_day_in_the_first_cell() -> None:
    body = """<main><h1>Paspoort</h1><h2>Openingsuren</h2><table>
    <tr><th>Maandag<td>9 - 12 uur<td>13 - 19 uur<tr><th>Dinsdag<td>gesloten<td>13 - 16 uur</table>"""
    assert told(read(body).hours) == "1 9-12, 1 13-19, 2 13-16"


def test_a_table_with_the_days_in_its_head_is_not_read() -> None:
    body = """<main><h1>Paspoort</h1><h2>Openingsuren</h2><table>
    <tr><th>Maandag<th>Dinsdag<th>Woensdag<tr><td>9 - 12 uur<td>9 - 12 uur<td>9 - 19 uur</table>"""
    facts = read(body)
    assert (facts.opening_hours, facts.hours) == (True, None)


def test_hours_of_the_content_go_before_those_of_the_footer_and_summer_is_left_out() -> None:
    body = """<main><h1>Paspoort</h1><h2>Openingsuren</h2><p>maandag 9 - 12 uur</p>
    <h2>Openingsuren zomer</h2><p>maandag 8 - 10 uur</p></main>
    <footer><p>Open: vrijdag 9 - 10 uur</p></footer>"""
    assert told(read(body).hours) == "1 9-12"


def test_one_line_that_is_not_sure_leaves_the_week_unknown() -> None:
    body = """<main><h1>Paspoort</h1><h2>Openingsuren</h2><p>maandag 9 - 12 uur</p>
    <p>Elke eerste zaterdag van de maand van 9 tot 11 uur</p>"""
    assert (read(body).opening_hours, read(body).hours) == (True, None)


def test_where_the_content_leads() -> None:
    body = """<nav><a href="/menu">Menu</a></nav><main><h1>Paspoort</h1>
    <a href="aanvragen">Vraag aan</a> <a href="aanvragen#boven">Nog eens</a> <a href="#">Naar boven</a>
    <a href="/files/aanvraag.pdf">Formulier (pdf)</a> <a href="mailto:a@b.example">Mail</a>
    <a href="http://[kapot">Stuk</a></main><footer><a href="/privacy">Privacy</a></footer>"""
    leads = read(body).leads
    assert [(lead.url, lead.text) for lead in leads] == [
        ("https://www.gemeente.example/diensten/aanvragen", "Vraag aan"),
        ("https://www.gemeente.example/files/aanvraag.pdf", "Formulier (pdf)"),
    ]
    assert all(lead.selector for lead in leads)


@pytest.mark.parametrize(
    ("body", "wanted"),
    [
        ("<p>Stap 2 van 4</p><form><label>Naam <input></label></form>", FormStep(2, 4)),
        ("<h1>Stap 3: bevestigen</h1><form><label>Naam <input></label></form>", FormStep(3)),
        (
            "<ol class='progress-steps'><li>Wie<li aria-current=step>Wat<li>Klaar</ol>"
            "<form><label>Naam <input></label></form>",
            FormStep(2, 3, ("Wie", "Wat", "Klaar")),
        ),
        ("<p>Stap 2 van 4: kom langs</p>", None),
        ("<p>Stap 5 van 4</p><form><label>Naam <input></label></form>", None),
        ("<form><label>Naam <input></label></form>", None),
    ],
)
def test_steps_of_a_form(body: str, wanted: FormStep | None) -> None:
    assert read(f"<main>{body}</main>").form_step == wanted
