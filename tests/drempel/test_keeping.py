"""Which unchanged pages are visited for proof."""

from dataclasses import replace
from datetime import UTC, datetime
from unittest.mock import Mock

import pytest

from drempel.deepness import PICTURES_OF_A_TEMPLATE, PictureChoice
from drempel.keeping import PROOF, Keeper
from drempel.model.finding import Judgement
from drempel.model.site_view import SiteView
from tests.drempel.test_same_words import finding


def keeper(pages: int, share: float, seed: str) -> Keeper:
    made = Keeper(Mock(), Mock(), Mock(), {}, frozenset(), share, seed)
    made._judged = {f"https://stad.example/{number}" for number in range(pages)}
    return made


@pytest.mark.parametrize(
    ("pages", "share", "drawn"), [(500, 0.01, 5), (40, 0.25, 10), (7, 1.0, 7), (9, 0, 0)]
)
def test_as_many_are_drawn_as_the_share_says(pages: int, share: float, drawn: int) -> None:
    for seed in ("a", "b", "c"):
        assert len(keeper(pages, share, seed)._drawn) == drawn


def test_the_share_of_a_small_site_holds_over_many_nights() -> None:
    nights = [keeper(30, 0.01, f"nacht {number}")._drawn for number in range(2_000)]
    assert {len(drawn) for drawn in nights} == {0, 1}
    assert 0.25 <= sum(map(len, nights)) / len(nights) <= 0.35
    # Each page has its chance.
    assert len(frozenset().union(*nights)) == 30


def test_a_scan_that_is_gone_on_with_draws_the_same_pages_and_another_scan_others() -> None:
    assert keeper(500, 0.02, "een")._drawn == keeper(500, 0.02, "een")._drawn
    assert keeper(500, 0.02, "een")._drawn != keeper(500, 0.02, "twee")._drawn


def test_a_page_that_was_pictured_stays_so_though_it_ended_last() -> None:
    made = keeper(2 * PICTURES_OF_A_TEMPLATE, 0, "nacht")
    *others, changed = sorted(made._judged)
    made._order = [*others, changed]
    made.choose_pictures(PictureChoice().takes)
    assert made.was_pictured(others[0])
    assert not made.was_pictured(changed)
    made.had_shots = frozenset({changed})
    made.choose_pictures(PictureChoice().takes)
    assert made.was_pictured(changed)
    assert sum(map(bool, map(made.was_pictured, made._order))) == PICTURES_OF_A_TEMPLATE


def test_the_start_page_keeps_its_words_beside_what_pages_say_together() -> None:
    old, new = ('<input id="q-0a1b2c3d4e5f6071">', '<input id="q-9f8e7d6c5b4a3021">')
    told = finding(old)
    stored = replace(told, pointer=replace(told.pointer, node=None))
    of_all = replace(stored, check="menu-differs", fingerprint="f1:9")
    made = keeper(1, 1, "nacht")
    made.checks = {"menu-differs": Mock(id="menu-differs", needs=(SiteView,))}
    made.proofs = {"https://stad.example/": "scan"}
    made.store = store = Mock()
    store.page_judgement.return_value = Judgement((stored, of_all), ())
    store.page_text.return_value = None
    store.scan.return_value = Mock(finished_at=datetime.now(UTC))
    proved = made.prove("https://stad.example/", Judgement((finding(new),), ()), Mock())
    assert proved.note == PROOF
    assert proved.judgement.findings == (stored,)
