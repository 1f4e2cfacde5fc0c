"""What a visit costs, reckoned from what a scan recorded."""

from collections.abc import Sequence
from typing import Any

import pytest

from drempel.i18n import catalogue
from drempel.inclusion.weight import PageWeight, SiteWeight, site_weight, tariffs, weight_among, weight_of
from drempel.model.acting import Spot
from drempel.model.inclusion import SeenPage
from drempel.model.reflow import Reflow, Wide
from drempel.model.slow_load import SlowLoad, Waiting
from drempel.model.transfer import FromHost, SetCookie, Transfer
from drempel.model.without import Parts, Without
from reports.weight import WeightWords
from reports.wording import Wording

OWN = FromHost("stad.example", "stad.example", 10, wire_bytes=1_500_000, by_kind={"image": 1_500_000})
FONTS = FromHost(
    "fonts.example", "fonts.example", 1, wire_bytes=300_000, is_third=True, by_kind={"font": 300_000}
)
TAG = FromHost("tags.example", "tags.example", 2, wire_bytes=200_000, is_third=True, tracker="tags")
SILENT = FromHost("count.example", "count.example", unanswered=1, is_third=True, tracker="analytics")
TAKEN = Transfer(
    13,
    (OWN, FONTS, TAG, SILENT),
    cookies=(SetCookie("_ga", "stad.example", tracker="analytics"), SetCookie("taal", "stad.example")),
)
SPOT = Spot((0,), "main", "<main>")


def weight(*artefacts: object) -> PageWeight:
    found = weight_among("https://stad.example/", "Stad", (TAKEN, *artefacts))
    assert found is not None
    return found


def page(taken: Transfer | None, url: str = "https://stad.example/") -> SeenPage:
    return SeenPage(url, "Stad", artefacts={Transfer: taken} if taken else {})


def test_bytes_of_others_and_of_trackers() -> None:
    found = weight()
    assert (found.megabytes, found.third_share, found.tracker_share) == (2.0, 0.25, 0.1)
    assert found.third_hosts == ("fonts.example", "tags.example", "count.example")
    # One that was only asked is a tracker all the same.
    assert found.tracker_hosts == ("tags.example", "count.example")
    assert (found.cookies, found.tracker_cookies) == (2, ("_ga",))
    assert (found.by_kind, found.is_estimated, found.is_least) == (
        {"image": 1_500_000, "font": 300_000},
        False,
        False,
    )


def test_the_price_is_a_range_of_dated_tariffs_that_are_not_certain() -> None:
    low, high = weight().euro
    assert (low, high) == pytest.approx((2 * tariffs().low, 2 * tariffs().high))
    assert 0 < tariffs().low < tariffs().high
    assert not tariffs().is_certain
    assert len(tariffs().dated) == len("2026-11-29")


@pytest.mark.parametrize("taken", [None, Transfer(untested="no-network-events"), Transfer()])
def test_what_was_not_counted_weighs_nothing_known(taken: Transfer | None) -> None:
    assert weight_of(page(taken)) is None


@pytest.mark.parametrize(
    ("seen", "share"),
    [
        (Without(True, Parts(words=200), Parts(words=50)), 0.25),
        (Without(True, Parts(words=200), Parts(words=260)), 1.0),
        (Without(True, Parts(), Parts(words=50)), None),
        (Without(whole=Parts(words=200), untested="budget", seen=("pictures",)), None),
    ],
)
def test_words_that_are_left_without_scripts(seen: Without, share: float | None) -> None:
    assert weight(seen).bare_share == share
    assert weight().bare_share is None


@pytest.mark.parametrize(
    ("seen", "fits"),
    [
        (Reflow(has_text=True), True),
        (Reflow(has_text=True, wide=(Wide(SPOT, "tekst", 40),)), False),
        # A table or a map may be scrolled by itself.
        (Reflow(has_text=True, wide=(Wide(SPOT, "tekst", 40, in_part=True),)), True),
        (Reflow(has_text=True, untested="timeout"), None),
        (Reflow(has_text=True, untested="timeout", seen=("text", "narrow")), True),
        (Reflow(), None),
    ],
)
def test_whether_it_fits_a_narrow_screen(seen: Reflow, fits: bool | None) -> None:
    assert weight(seen).fits_narrow is fits


def test_slowness_that_was_broken_off_is_not_known() -> None:
    waited = Waiting(1.0, 2.0, 3.0, loads=3, waited_s=25)
    half = weight(SlowLoad(slow_line=waited, untested="timeout", seen=("line",)))
    assert (half.line, half.phone) == (waited, None)
    none = weight(SlowLoad(untested="budget"))
    assert (none.line, none.phone) == (None, None)


def test_a_site_by_its_pages() -> None:
    heavy = Transfer(1, (FromHost("a.example", requests=1, wire_bytes=9_000_000),))
    pages: Sequence[SeenPage] = [page(TAKEN, "a"), page(None, "b"), page(heavy, "c"), page(TAKEN, "d")]
    site = site_weight(iter(pages))
    assert [one.url for one in site.pages] == ["c", "a", "d"]
    assert (site.unmeasured, site.median_bytes, site.with_trackers) == (1, 2_000_000, 2)
    assert site.tracker_hosts == ("count.example", "tags.example")
    assert SiteWeight((), 3).median_bytes is None


def lines(language: str, found: PageWeight) -> list[str]:
    return list(WeightWords(Wording(catalogue(language), [])).lines(found))


def test_it_is_told_in_plain_dutch() -> None:
    slow = SlowLoad(
        slow_line=Waiting(1.0, 4.25, 31.7, whole_is_estimated=True, loads=3, waited_s=25),
        slow_phone=Waiting(0.5, None, None, loads=1, waited_s=12),
    )
    assert lines("nl", weight(slow)) == [
        "Eerste bezoek: 2,0 MB; 1 tot 20 cent mobiele data (na te kijken); 25% van andere websites; "
        "volgers voor de bezoeker ja zegt: tags.example, count.example, _ga.",
        "Op traag 3G: tekst 4,2 seconden; alles ongeveer 32 seconden.",
        "Op een trage telefoon: tekst niet binnen 12 seconden; alles niet binnen 12 seconden.",
    ]


@pytest.mark.parametrize(
    ("taken", "size", "price"),
    [
        (Transfer(1, (FromHost("a", requests=1, wire_bytes=40_000),)), "0,040 MB", "minder dan 1 cent"),
        (Transfer(1, (FromHost("a", requests=1, wire_bytes=450_000),)), "0,45 MB", "hoogstens 5 cent"),
        (Transfer(1, (FromHost("a", requests=1, wire_bytes=8_000_000),)), "8,0 MB", "4 tot 80 cent"),
        (
            Transfer(1, (FromHost("a", requests=1, wire_bytes=8_000_000),), unfinished_requests=1),
            "minstens 8,0 MB",
            "4 tot 80 cent",
        ),
        (
            Transfer(1, (FromHost("a", requests=1, wire_bytes=8_000_000),), estimated_requests=1),
            "ongeveer 8,0 MB",
            "4 tot 80 cent",
        ),
    ],
)
def test_size_and_price_have_no_more_digits_than_they_mean(taken: Transfer, size: str, price: str) -> None:
    found: Any = weight_of(page(taken))
    words = WeightWords(Wording(catalogue("nl"), []))
    assert (words.size(found).text, words.price(found).text) == (size, price)


@pytest.mark.parametrize("language", ["en", "fr"])
def test_other_languages_have_it_too(language: str) -> None:
    assert len(lines(language, weight())) == 1
