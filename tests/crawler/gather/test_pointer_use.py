"""What the pointer does and the keyboard does not, and what controls do, on real pages."""

from typing import Any

import pytest

from drempel.model.pointer_use import PointerUse
from drempel.model.widgets import Widgets
from storage.codec import from_plain, to_plain
from tests.conftest import BrowserSession

PAGE = "<!doctype html><html lang=nl><title>Stad</title><style>{}</style><body>{}</body></html>"
SHOWS = "onclick=\"document.getElementById('x').hidden = false\""
HIDDEN = "<p id=x hidden>Het loket is dicht op maandag.</p>"

pytestmark = pytest.mark.browser


@pytest.fixture
def use(browser_session: BrowserSession) -> Any:
    def used(body: str, style: str = "") -> PointerUse:
        found: PointerUse = browser_session.use(PAGE.format(style, body), PointerUse)[PointerUse]
        return found

    return used


@pytest.fixture
def widgets(browser_session: BrowserSession) -> Any:
    def used(body: str, style: str = "") -> Widgets:
        found: Widgets = browser_session.use(PAGE.format(style, body), Widgets)[Widgets]
        return found

    return used


def test_what_only_a_click_shows_is_recorded_and_can_be_stored(use) -> None:
    found = use(f"<div {SHOWS}>Openingsuren</div>{HIDDEN}")
    [clicked] = found.clicks
    assert (clicked.spot.name, clicked.effect.kind, clicked.is_stop, clicked.by_key) == (
        "Openingsuren",
        "shown",
        False,
        "",
    )
    assert found.untested == ""
    assert from_plain(PointerUse, to_plain(found)) == found


def test_what_a_key_of_a_button_beside_it_does_too_is_said(use) -> None:
    [clicked] = use(f"<p><span {SHOWS}>Openingsuren</span> <button {SHOWS}>Toon</button></p>{HIDDEN}").clicks
    assert clicked.elsewhere is not None
    assert clicked.elsewhere.name == "Toon"


def test_what_seems_to_do_something_that_counts_is_not_clicked(use) -> None:
    found = use(f"<div {SHOWS}>Verwijder mijn account</div>{HIDDEN}")
    assert found.clicks == ()
    assert [spot.name for spot in found.refused] == ["Verwijder mijn account"]


def test_what_comes_under_the_pointer_is_seen_before_and_after(use) -> None:
    [hovered] = use(
        "<a href=/k>Kosten</a><div id=t>Een paspoort kost tachtig euro in deze stad.</div>",
        "#t { display: none } a:hover + #t { display: block; position: absolute }",
    ).hovers
    assert (hovered.by_focus, hovered.by_key, hovered.is_repeated) == (False, False, False)
    assert hovered.crop is not None
    assert hovered.crop.before[:2] == hovered.crop.after[:2] == b"\xff\xd8"


def test_a_page_without_listeners_has_nothing_to_record(use) -> None:
    found = use("<h1>Stad</h1><p>Welkom.</p><a href=/a>Afval</a>")
    assert found == PointerUse()


def test_equal_cards_cost_one_trial_and_the_others_have_their_turn(use) -> None:
    cards = "".join(f"<div class=kaart onclick=\"location = '/k{n}'\">Kaart {n}</div>" for n in range(60))
    found = use(f"{cards}<i class=knop {SHOWS}>Toon uren</i>{HIDDEN}")
    assert [clicked.spot.name for clicked in found.clicks] == ["Kaart 0", "Toon uren"]
    assert found.left == ()


def test_what_is_beyond_the_limit_is_said(use) -> None:
    found = use("".join(f"<div class=soort-{chr(97 + n)} onclick=0>Deel {n}</div>" for n in range(20)))
    assert found.clicks == ()
    assert [(one.part, one.why, one.spot) for one in found.left] == [("clicks", "limit", None)]


def test_a_page_of_alerts_and_thousands_of_listeners_comes_to_an_end(use) -> None:
    found = use(
        "<script>for (let n = 0; n < 3000; n++) { const d = document.createElement('div');"
        " d.textContent = 'Deel ' + n; d.onclick = () => { alert(1); open('/x'); };"
        " document.body.append(d) }</script>"
    )
    assert len(found.clicks) <= 16
    assert found.untested == ""


def test_a_control_that_says_its_state(widgets) -> None:
    [opened] = widgets(
        "<button aria-expanded=false onclick=\"const p = document.getElementById('x');"
        " p.hidden = !p.hidden; this.setAttribute('aria-expanded', !p.hidden)\">Openingsuren</button>"
        + HIDDEN
    ).opened
    assert (opened.key, opened.closes, opened.tells) == ("Enter", "again", True)
    assert opened.expanded == ("false", "true", "false")


def test_a_modal_dialog_takes_the_focus_and_gives_it_back(widgets) -> None:
    found = widgets(
        "<button onclick=\"document.getElementById('d').showModal()\">Vraag</button>"
        "<dialog id=d aria-label='Uw vraag'><p>Waarover?</p><button>Sluiten</button></dialog>"
    )
    [opened] = found.opened
    dialog = opened.dialog
    assert dialog is not None
    assert (dialog.is_modal, dialog.takes_focus, dialog.closed_by) == (True, True, "Escape")
    assert dialog.focus_back
    assert from_plain(Widgets, to_plain(found)) == found


def test_buttons_that_seem_to_send_are_not_used(widgets) -> None:
    found = widgets("<form method=post action=/x><label>Naam <input></label><button>Verder</button></form>")
    assert found.opened == ()
    assert [spot.name for spot in found.refused] == ["Verder"]
