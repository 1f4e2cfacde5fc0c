"""What follows on a key or a click, and pages that make trying hard."""

import pytest

from crawler.gather.trying import change_of, counts, spread
from drempel.model.pointer_use import Effect, PointerUse
from drempel.model.widgets import Widgets
from tests.conftest import BrowserSession

NOTHING = {
    "shown": [], "hidden": [], "texts": [], "states": [], "orders": [], "prints": [], "weak": 0, "bare": 0,
    "url": "", "scrolled": False, "active": -1, "moved": False,
}  # fmt: skip


def test_a_change_of_nothing_is_none() -> None:
    change = change_of(NOTHING, [])
    assert not change
    assert change.marks == frozenset()


def test_what_was_held_back_tells_more_than_what_was_shown() -> None:
    said = {**NOTHING, "shown": [{"number": 4, "text": "Meer"}]}
    assert change_of(said, []).effect == Effect("shown", "Meer")
    change = change_of(said, [("move", "https://stad.example/")])
    assert change.effect == Effect("move", "https://stad.example/")
    assert change.deeds == {"held:move:https://stad.example/"}
    assert "shown:4" in change.marks


def test_what_sends_a_form_counts_and_so_do_words_of_an_act() -> None:
    assert counts({"sends": True, "act": "Ga"})
    assert counts({"sends": False, "act": "Verwijder mijn gegevens"})
    assert not counts({"sends": False, "act": "Toon meer"})


def test_of_many_that_listen_some_from_all_over_the_page_are_taken() -> None:
    many = {node: {"click"} for node in range(1000)} | {500: {"mouseover"}}
    taken = spread(many, 100)
    assert len(taken) == 100
    assert (500, frozenset({"mouseover"})) in taken
    assert [node for node, _ in taken] == sorted(node for node, _ in taken)
    assert taken[-1][0] > 900
    assert spread({1: {"click"}, 2: {"keyup"}}, 2) == [(1, {"click"}), (2, {"keyup"})]


HOSTILE = {
    "alerts": "<div onclick='while (true) alert(1)'>Klik</div>"
    "<button onclick='while (true) alert(1)'>K</button>",
    "popups": "<div onclick='setInterval(() => open(\"/x\"), 5)'>Klik</div>",
    "moves": "<button onclick='setInterval(() => { location = \"/\" + Math.random() }, 9)'>Klik</button>",
    "shadowed": "<form><input name=body><input name=activeElement></form>"
    "<div onclick='this.remove()'>Weg ermee</div>",
    "empties": "<div onclick='document.documentElement.replaceChildren()'>Klik</div><button>B</button>",
}


@pytest.mark.browser
@pytest.mark.parametrize("html", HOSTILE.values(), ids=HOSTILE)
def test_hostile_pages_end_in_an_artefact(html: str, browser_session: BrowserSession) -> None:
    used = browser_session.use(f"<!doctype html><title>Proef</title>{html}", PointerUse, Widgets)
    assert isinstance(used[PointerUse], PointerUse)
    assert isinstance(used[Widgets], Widgets)


@pytest.mark.browser
def test_a_page_of_many_elements_is_tried_in_part(browser_session: BrowserSession) -> None:
    many = "".join(f"<div onclick='0' class=c{n % 50}x>Nummer {n}</div>" for n in range(3000))
    used = browser_session.use(f"<!doctype html><title>Proef</title>{many}", PointerUse)[PointerUse]
    assert used.untested == ""
    assert used.clicks == ()


@pytest.mark.browser
def test_what_seems_to_be_an_act_is_not_clicked(browser_session: BrowserSession) -> None:
    html = (
        "<!doctype html><title>Proef</title><div onclick=\"document.title = 'x'\">Verwijder alles</div>"
        "<button onclick=\"location = '/weg'\">Betaal nu</button>"
    )
    used = browser_session.use(html, PointerUse, Widgets)
    assert [spot.name for spot in used[PointerUse].refused] == ["Verwijder alles"]
    assert [spot.name for spot in used[Widgets].refused] == ["Betaal nu"]
    assert used[PointerUse].clicks == ()
    assert used[Widgets].opened == ()
