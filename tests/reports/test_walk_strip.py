"""The strip of the walk: everything in the list, nothing that can act, nothing outside the picture."""

from pathlib import Path

import pytest
from lxml import html

from drempel.i18n import catalogue
from drempel.model.acting import Held, Spot
from drempel.model.finding import Box, Finding, Impact, Kind, Outcome, Pointer, Step
from drempel.model.focus_walk import Cover, FocusWalk, Mark, Stop, Trap, WalkPicture, WalkStrip
from reports.base import FileOutput
from reports.formats.walk_strip import write_walk_strip
from reports.wording import Wording

JPEG = b"\xff\xd8\xff\xe0" + b"\0" * 20


def spot(name: str, y: float = 10, role: str = "link", x: float = 10) -> Spot:
    return Spot((1, 0), "a", role, name, Box(x, y, 80, 20))


def strip(*stops: Stop, **walk: object) -> WalkStrip:
    nodes = tuple(range(7, 7 + len(stops)))
    return WalkStrip(FocusWalk(stops, came_round=True, **walk), WalkPicture(JPEG, 1280, 1000), nodes)


def finding(node: int, outcome: Outcome = Outcome.FAILED) -> Finding:
    return Finding(
        check="focus-not-visible",
        outcome=outcome,
        impact=Impact.SERIOUS,
        kind=Kind.NORM,
        pointer=Pointer("a", "<a>", "a", node=node),
        requirements=("2.4.7",),
        message_key="",
        steps=(Step("Press Tab once."),),
    )


@pytest.fixture
def write(tmp_path: Path):
    def written(shown: WalkStrip, *findings: Finding, title: str = "Voorbeeld") -> html.HtmlElement:
        file = tmp_path / "weg.html"
        with FileOutput(file) as out:
            write_walk_strip(shown, "https://stad.example/", title, findings, out, Wording(catalogue("nl")))
        return html.fromstring(file.read_bytes())

    return written


def test_each_stop_has_its_number_in_the_picture_and_its_line_in_the_list(write) -> None:
    page = write(strip(Stop(spot("Nieuws"), 1), Stop(spot("Contact", y=60), 2)))
    assert [t.text for t in page.cssselect("svg text")] == ["1", "2"]
    items = [item.text_content() for item in page.cssselect(".walk-list > li")]
    assert "Nieuws" in items[0]
    assert "link. 1 keer Tab." in items[0]
    assert "Contact" in items[1]


def test_what_was_found_stands_at_its_stop_and_its_number_has_another_shape(write) -> None:
    page = write(strip(Stop(spot("Nieuws"), 1), Stop(spot("Contact", y=60), 2)), finding(8))
    first, second = page.cssselect(".walk-list > li")
    assert "Drempel:" not in first.text_content()
    assert "Drempel:" in second.text_content()
    round_one, square_one = page.cssselect(".walk-badge")
    assert (round_one.get("rx"), square_one.get("rx")) == ("12", "0")


def test_what_was_found_at_no_stop_is_told_above(write) -> None:
    page = write(strip(Stop(spot("Nieuws"), 1)), finding(99))
    assert "Ook gevonden" in page.text_content()


def test_a_stop_outside_the_picture_is_in_the_list_only(write) -> None:
    unseen = Stop(spot("Verborgen"), 2, unseen="transparent")
    page = write(strip(Stop(spot("Ver weg", y=5000), 1), unseen))
    assert not page.cssselect("svg text")
    assert "Het is doorzichtig." in page.text_content()


@pytest.mark.parametrize(
    ("stop", "words"),
    [
        (Stop(spot("a"), 1, mark=Mark(0, 1.0)), "Niets op het scherm toont de focus."),
        (Stop(spot("a"), 1, mark=Mark(90, 4.52)), "met een contrast van 4,5 op 1"),
        (Stop(spot("a"), 1, cover=Cover(1.0, 0.0, spot("Cookies"))), "100 % van achter een balk"),
        (Stop(spot("a"), 1, drops_focus=True), "neemt de focus meteen weer weg"),
        (Stop(spot("a"), 1, sends_focus_to=spot("Zoek")), "door naar “Zoek”"),
        (Stop(spot("a"), 1, held=(Held("move", "https://x.example/"),)), "https://x.example/"),
        (Stop(spot(""), 3, after="Escape"), "3 keer Tab na Escape"),
    ],
)
def test_what_happened_is_told(write, stop: Stop, words: str) -> None:
    assert words in write(strip(stop)).text_content()


def test_it_says_when_the_walk_did_not_come_round(write) -> None:
    stuck = strip(Stop(spot("a"), 1), traps=(Trap((spot("a"),), 1),))
    assert "kwam niet verder" in write(stuck).text_content()
    assert "nergens" in write(strip()).text_content()


def test_a_hostile_name_is_only_text(write) -> None:
    page = write(strip(Stop(spot("<script>alert(1)</script>\u202e"), 1)), title="<img src=x>")
    assert not page.cssselect("script, main img")
    assert "\u202e" not in page.text_content()


def test_numbers_at_one_place_stand_side_by_side(write) -> None:
    page = write(strip(*(Stop(spot("a"), n) for n in (1, 2, 3))))
    places = {(badge.get("x"), badge.get("y")) for badge in page.cssselect(".walk-badge")}
    assert len(places) == 3
