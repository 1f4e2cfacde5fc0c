"""Forms are filled in wrongly, and nothing of that gets out."""

import pytest

from drempel.model.form_use import FormUse
from tests.conftest import BrowserSession

pytestmark = pytest.mark.browser


def used(session: BrowserSession, body: str) -> FormUse:
    html = f"<!doctype html><html lang=nl><title>F</title><body>{body}</body></html>"
    found = session.use(html, FormUse)[FormUse]
    assert isinstance(found, FormUse)
    assert not found.untested
    return found


def test_a_form_without_rules_is_held_when_it_would_be_sent(browser_session: BrowserSession) -> None:
    use = used(browser_session, "<form action=/weg method=post><input name=a><button>Verder</button></form>")
    (form,) = use.forms
    assert (form.by, form.was_sent, form.messages) == ("button", True, ())


def test_a_button_that_sends_is_not_pressed_but_the_form_is_asked(browser_session: BrowserSession) -> None:
    body = """<form action=/weg method=post><label>Naam <input required></label>
    <button>Verzenden</button></form>"""
    (form,) = used(browser_session, body).forms
    assert form.by == "submit"
    assert form.fields[0].said_by_browser
    assert not form.was_sent


@pytest.mark.parametrize("button", ["Betaal nu", "Bestelling plaatsen", "Verwijder mijn account"])
def test_what_pays_orders_or_deletes_is_left_alone(button: str, browser_session: BrowserSession) -> None:
    body = f"<form action=/weg method=post><input required><button>{button}</button></form>"
    use = used(browser_session, body)
    (form,) = use.forms
    assert (form.refused, form.by, form.fields) == ("act", "", ())
    assert [(one.part, one.why, one.spot and one.spot.name) for one in use.left] == [("forms", "act", button)]


def test_wrong_values_are_typed_where_only_some_are_right(browser_session: BrowserSession) -> None:
    body = """<form novalidate action=/weg><label>E-mail <input type=email></label><label>Naam <input></label>
    <label>Aantal <input maxlength=2></label><button>Verder</button></form>"""
    (form,) = used(browser_session, body).forms
    assert [field.value for field in form.fields] == ["geen-adres", "", "ab"]


def test_a_search_form_is_not_tried(browser_session: BrowserSession) -> None:
    assert (
        used(browser_session, "<form action=/z><input type=search><button>Zoek</button></form>").forms == ()
    )


def test_names_of_fields_cannot_shadow_what_is_read(browser_session: BrowserSession) -> None:
    body = """<form name=body action=/weg method=post><input name=getAttribute required><input name=action>
    <input name=requestSubmit><input name=id><button name=submit>Verder</button></form>"""
    (form,) = used(browser_session, body).forms
    assert form.fields[0].said_by_browser


def test_a_page_of_boxes_and_moves_comes_to_an_end(browser_session: BrowserSession) -> None:
    body = """<form onsubmit="for (let i = 0; i < 5; i++) alert(i); return false">
    <input required>
    <select onchange="location = '/' + Math.random()"><option>a<option>b</select>
    <button>Verder</button></form>
    <script>addEventListener('blur', () => { location = '/weg'; }, true);</script>"""
    use = used(browser_session, body)
    assert len(use.forms) == 1
    assert [change.type for change in use.changes] == ["select-one"]
    assert {held.kind for change in use.changes for held in change.held} == {"move"}


def test_a_page_without_fields_is_not_used_at_all(browser_session: BrowserSession) -> None:
    assert used(browser_session, "<p>Tekst</p>") == FormUse()
