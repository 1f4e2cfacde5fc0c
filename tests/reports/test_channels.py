"""The channel map in reports: the picture, the words, the data, and what it leaves out."""

import json
from dataclasses import replace
from importlib.resources import files

import pytest

from drempel.i18n import Catalogue
from drempel.model.facts import Facts, Phone
from drempel.model.service import ServiceCorrection
from reports.channels import MOST_SERVICES, PLACES, WIDTH, ChannelWords, channel_map
from reports.wording import Wording
from tests.reports import fakes
from tests.reports.conftest import Render
from tests.reports.pages import Element, parse, words
from tests.reports.seen_pages import place, seen


@pytest.fixture
def told(dutch: Catalogue) -> ChannelWords:
    return ChannelWords(Wording(dutch))


def section(render: Render, name: str = "town", language: str = "nl") -> Element:
    (found,) = parse(render(name, "html", language) / "kanalen.html").cssselect("#kanalen")
    return found


def test_the_picture_holds_every_service_in_every_bar() -> None:
    found = channel_map(fakes.town())
    assert len(found.services) == 3
    for bar in found.bars:
        assert sum(piece.count for piece in bar.pieces) == 3
        assert bar.pieces[-1].x + bar.pieces[-1].width <= WIDTH
        shown = {piece.place for piece in bar.pieces}
        assert [piece.place for piece in bar.pieces] == [one for one in PLACES if one in shown]
    counts = {bar.kind: {piece.place: piece.count for piece in bar.pieces} for bar in found.bars}
    assert counts == {
        "click": {"own": 1, "no": 2},
        "call": {"own": 2, "site": 1},
        "face": {"own": 1, "site": 2},
        "home": {"own": 1, "no": 2},
    }


def test_the_picture_says_in_words_what_it_shows(render: Render) -> None:
    (svg,) = section(render).cssselect("svg[role=img]")
    said = {one.get("id"): words(one) for one in svg.cssselect("title, desc")}
    assert svg.get("aria-labelledby").split() == list(said)
    assert "Bellen: 2 op een pagina van de dienst, 1 alleen elders op de site." in said["kanalen-uitleg"]
    numbers = [words(text) for text in svg.cssselect("text.bar-number")]
    assert numbers == ["1", "2", "2", "1", "1", "2", "1", "2"]
    # A part of a bar is told apart by its filling, not only by its colour.
    fills = {rect.get("class"): rect.get("fill") for rect in svg.cssselect("rect[class^=bar-]")}
    assert fills["bar-site"] == "url(#kanalen-arcering)"
    assert svg.cssselect("pattern#kanalen-arcering line")


def test_the_tables_of_services(render: Render) -> None:
    first, second = section(render).cssselect("table")
    rows = [[words(cell) for cell in row] for row in first.cssselect("tbody tr")]
    assert rows[2] == [
        "Premie voor de regenput na te kijken",
        "niet gevonden",
        "alleen elders op de site 09 266 11 11 (gewoon tarief)",
        "alleen elders op de site",
        "niet gevonden",
    ]
    assert "0800 12 345 (gratis) 070 23 12 31 (duur nummer: hoogstens 0,30 euro per minuut)" in rows[0][2]
    needs = [[words(cell) for cell in row] for row in second.cssselect("tbody tr")]
    assert needs[0] == ["Een attest aanvragen", "alleen tijdens de kantooruren", "ja", "ja", "ja", "ja"]
    assert needs[1][1] == "er staan openingsuren; lees ze zelf na"


def test_every_service_leads_to_its_pages(render: Render) -> None:
    part = section(render)
    targets = [link.get("href") for link in part.cssselect("table a")]
    assert targets[:3] == ["#dienst-1", "#dienst-2", "#dienst-3"]
    assert all(part.cssselect(f"details{target}") for target in targets)
    links = {link.get("href") for link in part.cssselect("#dienst-1 a")}
    assert links == {
        f"{fakes.START}{page}" for page in ("attest", "attest/formulier", "documenten/uitleg.pdf")
    }


def test_without_facts_it_says_that_nothing_is_known(render: Render) -> None:
    assert "Van deze scan is niet bewaard wat op de pagina’s stond." in words(section(render, "nothing"))
    assert not section(render, "nothing").cssselect("table, svg, details")


def test_french_is_french(render: Render) -> None:
    part = section(render, language="fr")
    assert words(part.cssselect("h1")[0]) == "Canaux par service"
    assert not part.cssselect("[lang=nl]")


def test_corrections_of_the_settings_are_followed() -> None:
    source = fakes.town()
    no_service = ServiceCorrection(f"{fakes.START}premie", is_service=False)
    source.header = replace(source.header, service_corrections=(no_service,))
    assert [service.name for service in channel_map(source).services] == [
        "Een attest aanvragen",
        "Hulp in huis",
    ]


def test_of_very_many_services_a_page_shows_the_first() -> None:
    source = fakes.town()
    source.seen = [
        seen(
            f"{fakes.START}dienst-{n}",
            f"Dienst a{n}a",
            Facts(kind="service", is_service=True, evidence={"kind": place(f"Dienst a{n}a")}),
        )
        for n in range(MOST_SERVICES + 5)
    ]
    found = channel_map(source)
    assert (len(found.services), len(found.shown)) == (MOST_SERVICES + 5, MOST_SERVICES)


@pytest.mark.parametrize(
    ("phone", "number"),
    [
        (Phone("+3280012345", "free"), "0800 12 345"),
        (Phone("+3290012345", "premium"), "0900 12 345"),
        (Phone("+3290012345", None), "09 001 23 45"),
        (Phone("+3292661111", "normal"), "09 266 11 11"),
        (Phone("+3256277840", "normal"), "056 27 78 40"),
        (Phone("+32470123456", "normal"), "0470 12 34 56"),
        (Phone("+3278151515", "078"), "078 15 15 15"),
        (Phone("1700", "free"), "1700"),
        (Phone("geen nummer", None), "geen nummer"),
    ],
)
def test_a_number_as_it_is_dialled(phone: Phone, number: str, told: ChannelWords) -> None:
    assert told.number(phone) == number


def test_both_schemas_say_the_same_of_services() -> None:
    report, channels = (
        json.loads(files("reports").joinpath("schemas", f"{name}-1.schema.json").read_text("utf-8"))
        for name in ("report", "channels")
    )
    assert {name: report["$defs"][name] for name in channels["$defs"]} == channels["$defs"]
    for name in ("services", "key_pages"):
        assert report["properties"][name] == channels["properties"][name]
        assert name in report["required"]
