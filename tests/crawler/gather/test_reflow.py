"""What is recorded of a page that is narrow, enlarged, turned, in other colours; and of pages that resist."""

import dataclasses
from typing import Any

import pytest

from drempel.model.reflow import Reflow
from tests.conftest import BrowserSession

pytestmark = pytest.mark.browser

LONG = (
    "De gemeente maakt deze zomer een nieuw plein met bomen, banken en een fontein voor iedereen in de buurt."
)

PAGE = """<!doctype html><html lang=nl><meta charset=utf-8><title>Plein</title><style>{}</style><body>{}"""


def used(session: BrowserSession, style: str, body: str) -> Reflow:
    found = session.use(PAGE.format(style, body), Reflow)[Reflow]
    assert isinstance(found, Reflow)
    assert found.untested == ""
    return found


def test_a_page_without_text_has_nothing_to_judge(browser_session: BrowserSession) -> None:
    assert used(browser_session, "", "<hr>") == Reflow()


def test_wide_text_is_told_with_pictures_of_before_and_after(browser_session: BrowserSession) -> None:
    found = used(browser_session, "div { width: 900px }", f"<div><p>{LONG}</p></div>")
    (wide,) = found.wide
    assert (wide.spot.path, wide.spot.tag, wide.in_part) == ((1, 0), "div", False)
    assert found.scroll_width_px >= 900
    assert wide.crop is not None
    assert wide.crop.before[:2] == wide.crop.after[:2] == b"\xff\xd8"


@pytest.mark.parametrize(
    ("style", "body"),
    [
        # A layout that is chosen when the page loads, and not when it is resized.
        (
            "",
            f"<div id=d><p>{LONG}</p></div><script>if (innerWidth > 500) d.style.width = '900px'</script>",
        ),
        # A panel whose height a script measured.
        (
            "div { overflow: hidden }",
            f"<div id=d>{LONG}</div><script>d.style.height = d.scrollHeight + 'px'</script>",
        ),
    ],
)
def test_what_a_page_loaded_narrow_does_not_show_is_not_told(
    style: str, body: str, browser_session: BrowserSession
) -> None:
    found = used(browser_session, style, body)
    assert (found.wide, found.cuts) == ((), ())


def test_what_a_menu_in_a_menu_holds_is_not_lost(browser_session: BrowserSession) -> None:
    body = f"""<button class=s onclick="n.hidden = !n.hidden">Menu</button><div id=n hidden>
        <button onclick="m.hidden = !m.hidden">Wonen</button><p id=m hidden><a href=/huis>Huis kopen</a></p>
        </div><p class=b><a href=/huis2>Huis huren</a> <a href=/huis>Huis kopen</a></p><p>{LONG}</p>"""
    style = ".s { display: none } @media (max-width: 600px) { .s { display: block } .b { display: none } }"
    found = used(browser_session, style, body)
    assert [(lost.kind, lost.spot.name) for lost in found.lost] == [("link", "Huis huren")]


def test_buttons_that_count_are_not_pressed(browser_session: BrowserSession) -> None:
    body = f"""<button class=s onclick="n.hidden = false">Betaal nu</button>
        <p id=n hidden><a href=/bon>Print de bon</a></p>
        <p class=b><a href=/bon>Print de bon</a></p><p>{LONG}</p>"""
    style = ".s { display: none } @media (max-width: 600px) { .s { display: block } .b { display: none } }"
    found = used(browser_session, style, body)
    assert [lost.refused for lost in found.lost] == [("Betaal nu",)]


def test_the_size_of_letters_is_as_before_for_the_next_page(browser_session: BrowserSession) -> None:
    style, body = "p {{ height: 22px; overflow: hidden; line-height: 1.2 }} /* {} */", "<p>Het loket is open"
    for number in range(2):
        found = used(browser_session, style.format(number), body)
        assert [cut.text for cut in found.text.letter_cuts] == ["Het loket is open"]


def test_what_forced_colours_take_away_is_shown_in_two_pictures(browser_session: BrowserSession) -> None:
    style = (
        "i { float: left; width: 20px; height: 20px; background: linear-gradient(45deg, red 50%, tan 50%) }"
    )
    found = used(browser_session, style, f"<button aria-label=Zoek><i></i></button><p>{LONG}</p>")
    (faded,) = found.colours.faded
    assert (faded.what, faded.spot.name) == ("icon", "Zoek")
    assert faded.crop is not None
    assert faded.crop.before[:2] == faded.crop.after[:2] == b"\xff\xd8"


HOSTILE = {
    "shadowed-names": "<form><input name=querySelector><input name=body><input name=parentNode></form>"
    "<form name=body></form><form name=querySelector></form><form name=documentElement></form>",
    "changes-for-ever": "<p id=p>0</p><script>setInterval(() => { p.remove(); document.body.append(p); "
    "p.textContent = Math.random() }, 5)</script>",
    "grows-when-resized": "<script>addEventListener('resize', () => { for (let i = 0; i < 300; i++) "
    "document.body.append(document.createElement('p')) })</script>",
    "goes-away-when-resized": "<script>addEventListener('resize', () => location.href = '/weg')</script>",
    "alerts-when-resized": "<script>addEventListener('resize', () => { alert(1); alert(2) })</script>",
    "opens-windows": "<button onclick='for (let i = 0; i < 9; i++) open()'>Menu</button>"
    "<style>@media (max-width: 600px) { .b { display: none } }</style><p class=b><a href=/een>Een</a></p>",
    "blurs-away": "<a href=/a onfocus='location.href = 1'>A</a><a href=/b onfocus='this.remove()'>B</a>",
    "nested-deep": "<div>" * 400 + "Diep" + "</div>" * 400,
    "many": "<a href=/x>Lijn</a> " * 6000,
    "sealed": "<script>document.getAnimations = () => { throw 1 }; Element.prototype.checkVisibility = null; "
    "window.drempelRoom = 1</script>",
}


@pytest.mark.parametrize("name", HOSTILE)
def test_pages_that_resist_give_a_record(name: str, browser_session: BrowserSession) -> None:
    found = used(browser_session, "", f"<h1>Plein</h1><p>{LONG}</p>{HOSTILE[name]}")
    assert found.has_text


def test_the_same_page_gives_the_same_record(browser_session: BrowserSession) -> None:
    body = f"<div><p>{LONG}</p></div><p class=b><a href=/een>Een lijn</a></p>"
    style = "div {{ width: 900px }} @media (max-width: 600px) {{ .b {{ display: none }} }} /* {} */"

    def record(number: int) -> Any:
        return _without_crops(used(browser_session, style.format(number), body))

    assert record(1) == record(2)


def _without_crops(value: Any) -> Any:
    if dataclasses.is_dataclass(value) and not isinstance(value, type):
        return {
            one.name: _without_crops(getattr(value, one.name))
            for one in dataclasses.fields(value)
            if one.name != "crop"
        }
    return tuple(map(_without_crops, value)) if isinstance(value, tuple) else value
