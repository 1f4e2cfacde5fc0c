"""The walk with the Tab key on real pages, also on those that want to make it hard."""

from typing import Any

import pytest

from crawler.gather.focus_walk import Kind, advised, wanted_marks
from drempel.model.focus_walk import FocusWalk, WalkPicture
from storage.codec import from_plain, to_plain
from tests.conftest import BrowserSession

PAGE = "<!doctype html><html lang=nl><title>Stad</title><style>{}</style><body>{}</body></html>"


@pytest.fixture
def walk(browser_session: BrowserSession) -> Any:
    def walked(body: str, style: str = "") -> FocusWalk:
        found: FocusWalk = browser_session.use(PAGE.format(style, body), FocusWalk)[FocusWalk]
        return found

    return walked


def names(walk: FocusWalk) -> list[str]:
    return [stop.spot.name for stop in walk.stops]


def plain_kind(number: int, look: str = "", **other: object) -> Kind:
    given: dict[str, Any] = {"alike": "a", "has_caret": False, "is_unseen": False, "is_off": False, **other}
    return Kind(number, look, **given)


def test_pixels_are_asked_once_for_a_mark_in_style_and_for_each_element_without() -> None:
    kinds = [plain_kind(0, "outline"), plain_kind(1, "outline"), *(plain_kind(n) for n in (2, 3, 4))]
    assert wanted_marks(kinds) == [(0, False), (2, True), (3, True), (4, False)]


def test_pixels_are_not_asked_where_a_text_cursor_shows_or_nobody_stays() -> None:
    assert wanted_marks([plain_kind(0, has_caret=True), plain_kind(1, "x", is_off=True)]) == []


def test_of_what_cannot_be_seen_a_few_are_looked_at() -> None:
    assert len(wanted_marks(plain_kind(n, is_unseen=True) for n in range(50))) == 3


@pytest.mark.parametrize(
    ("text", "keys"),
    [
        ("Druk op Ctrl+M om verder te gaan.", ["Control+m"]),
        ("Press Ctrl + Shift + F6 to leave", ["Control+Shift+F6"]),
        ("Druk op Escape. Of druk op F6.", ["Escape", "F6"]),
        ("Gebruik Tab; druk op Tab om verder te gaan", []),
        ("Appuyez sur F2", ["F2"]),
        ("Altijd open, drukke dagen, pressekamer", []),
    ],
)
def test_keys_that_a_text_advises(text: str, keys: list[str]) -> None:
    assert [key for key, _ in advised(text)] == keys


@pytest.mark.browser
def test_it_goes_into_frames_and_shadow_roots_and_comes_round(walk) -> None:
    found = walk(
        "<a href=/a>Een</a><iframe title=K srcdoc='<button>Twee</button>'></iframe>"
        "<div><template shadowrootmode=open><button>Drie</button></template></div><a href=/b>Vier</a>"
    )
    assert names(found) == ["Een", "Twee", "Drie", "Vier"]
    assert [stop.presses for stop in found.stops] == [1, 2, 3, 4]
    assert [-2 in stop.spot.path for stop in found.stops] == [False, True, False, False]
    assert (found.came_round, found.cut, found.untested) == (True, False, "")


@pytest.mark.browser
def test_what_has_the_focus_from_the_start_is_a_stop_without_a_key(walk) -> None:
    found = walk("<a href=/a>Een</a><input autofocus aria-label=Twee><a href=/b>Drie</a>")
    assert [(stop.spot.name, stop.presses) for stop in found.stops] == [("Twee", 0), ("Drie", 1), ("Een", 3)]
    assert found.came_round


@pytest.mark.browser
def test_controls_with_parts_are_no_traps(walk) -> None:
    found = walk("<input type=datetime-local aria-label=Dag><video controls></video><a href=/a>Een</a>")
    assert found.came_round
    assert not found.traps
    assert names(found)[-1] == "Een"


@pytest.mark.browser
def test_a_modal_dialog_is_closed_and_the_walk_goes_on_behind_it(walk) -> None:
    found = walk(
        "<a href=/a>Een</a><dialog id=d aria-label=Let><button>Goed</button></dialog>"
        "<script>d.showModal()</script>"
    )
    assert [(stop.spot.tag, stop.after) for stop in found.stops] == [("button", ""), ("a", "Escape")]
    assert not found.missed


@pytest.mark.browser
def test_style_that_changes_with_the_focus_is_noted_and_seen(walk) -> None:
    stop = walk("<a href=/a>Een</a>", "a:focus { outline: 3px solid #00f }").stops[0]
    (change,) = stop.changes
    assert (change.who, change.what, change.plain) == ("self", "outline", "none")
    assert change.focused.startswith("solid 3px")
    assert stop.mark is not None
    assert stop.mark.area_px > 100
    assert stop.mark.contrast > 5


@pytest.mark.browser
def test_a_mark_of_the_next_element_is_none_of_this_one(walk) -> None:
    found = walk("<a href=/a class=k>Een</a><a href=/b>Twee</a>", ".k:focus { outline: none }")
    first, second = found.stops
    assert first.mark is not None
    assert first.mark.area_px == 0
    assert first.crop is not None
    assert first.crop.before.startswith(b"\xff\xd8")
    assert second.changes


@pytest.mark.browser
def test_a_mark_far_away_is_found(walk) -> None:
    found = walk(
        "<a href=/a id=k>Een</a><p style='margin-top:400px' id=p>niet</p>"
        "<script>k.onfocus = () => p.textContent = 'hier'; k.onblur = () => p.textContent = 'niet'</script>",
        "#k:focus { outline: none }",
    )
    assert found.stops[0].mark is not None
    assert found.stops[0].mark.area_px > 0


@pytest.mark.browser
def test_what_a_page_does_by_a_timer_is_not_laid_at_the_focus(walk) -> None:
    found = walk("<a href=/a>Een</a><a href=/b>Twee</a><script>setTimeout(() => alert(1), 1300)</script>")
    assert all(not stop.held for stop in found.stops)


@pytest.mark.browser
def test_leaving_an_element_is_not_coming_to_the_next_one(walk) -> None:
    found = walk("<input aria-label=Een onblur=\"location.href='/weg'\"><a href=/b>Twee</a>")
    assert all(not stop.held for stop in found.stops)


@pytest.mark.browser
@pytest.mark.parametrize(
    "body",
    [
        "<a href=/a>Een</a><script>setInterval(() => alert(1), 100)</script>",
        "<a href=/a onfocus='for (;;) alert(1)'>Een</a><a href=/b>Twee</a>",
        "<a href=/a>Een</a><button onfocus='for (;;);'>Hangt</button>",
        "<a href=/a onfocus='for (let i = 0; i < 30; i++) open(\"/\" + i)'>Een</a><a href=/b>Twee</a>",
        "<main id=m><a href=/a>Een</a></main>"
        "<script>setInterval(() => m.innerHTML = m.innerHTML, 30)</script>",
        "<form><input name=activeElement><input name=body><input name=documentElement></form>"
        "<a href=/a>Een</a>",
    ],
    ids=["alerts", "endless-alerts", "hangs", "popups", "changes", "shadows"],
)
def test_a_hostile_page_ends_the_walk_and_no_more(walk, body: str) -> None:
    found = walk(body)
    assert found.stops or found.cut or found.untested
    assert not found.traps


@pytest.mark.browser
def test_a_page_that_makes_ever_more_links_is_cut(walk) -> None:
    found = walk(
        "<main id=m><a href=/a>Een</a></main><script>m.addEventListener('focusin', () => {"
        "const a = document.createElement('a'); a.href = '/x'; a.textContent = 'Nog een'; m.append(a); })"
        "</script>"
    )
    assert found.cut
    assert len(found.stops) <= 250


@pytest.mark.browser
def test_a_page_with_thousands_of_links_is_cut_sooner(walk) -> None:
    found = walk("".join(f"<a href=/{n}>Link {n}</a> " for n in range(10_000)))
    assert found.cut
    assert 0 < len(found.stops) <= 30


@pytest.mark.browser
def test_it_survives_storage_and_is_the_same_again(walk) -> None:
    body = "<a href=/a>Een</a><button>Twee</button><a href=#a class=k>Drie</a>"
    found = walk(body, ".k:focus { outline: 0 }")
    assert from_plain(FocusWalk, to_plain(found)) == found
    assert walk(body, ".k:focus { outline: 0 } ") == found


@pytest.mark.browser
def test_the_picture_shows_the_whole_page(browser_session: BrowserSession) -> None:
    html = PAGE.format("", "<p style='height:3000px'>Lang</p>")
    found = browser_session.use(html, WalkPicture)[WalkPicture]
    assert found.picture.startswith(b"\xff\xd8")
    assert found.height_px > 3000
