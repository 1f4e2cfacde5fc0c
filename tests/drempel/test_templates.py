"""A page keeps its template when pages come and go, in any order; like pages have near skeletons."""

import random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from drempel.dom import Dom
from drempel.skeleton import skeleton
from drempel.templates import NEAR_BITS, assign
from tests.checks.synthetic import capture

SKELETONS = st.lists(st.integers(1, 2**64 - 1) | st.integers(1, 600), max_size=25)


@given(SKELETONS, st.randoms(use_true_random=False))
def test_the_order_of_pages_makes_no_difference(skeletons: list[int], rng: random.Random) -> None:
    other = list(skeletons)
    rng.shuffle(other)
    assert assign({}, skeletons) == assign({}, other)


@given(st.lists(SKELETONS, min_size=2, max_size=5))
def test_a_skeleton_keeps_its_template_over_scans(scans: list[list[int]]) -> None:
    known: dict[int, int] = {}
    for skeletons in scans:
        found = assign(known, skeletons)
        assert set(found) == set(skeletons)
        assert all(found[one] == template for one, template in known.items() if one in found)
        known |= found
        assert assign(known, skeletons) == found


@given(SKELETONS)
def test_numbers_go_up_without_gaps_and_near_means_near(skeletons: list[int]) -> None:
    found = assign({}, skeletons)
    assert set(found.values()) == set(range(1, len(set(found.values())) + 1))
    by_template: dict[int, list[int]] = {}
    for one, template in found.items():
        by_template.setdefault(template, []).append(one)
    for ones in by_template.values():
        assert all((a ^ b).bit_count() <= 2 * NEAR_BITS for a in ones for b in ones)


FRAME = '<header><nav><ul class="menu"><li><a href="/">Start</a></li></ul></nav></header><main>{}</main>'
NEWS = (
    '<article class="news-item"><h1 class="news-title">Titel</h1><p class="news-date">1 mei</p>'
    '<div class="news-body">{}</div>'
    '<div class="news-share"><a class="share-link" href="/d">Deel</a></div></article>'
)
FORM = (
    '<h1 class="page-title">Aanvraag</h1><form class="request-form"><fieldset class="form-group">'
    '<label class="form-label">Naam</label><input class="form-input"></fieldset>'
    '<button class="form-submit">Verstuur</button></form>'
)
LIST = (
    '<h1 class="page-title">Diensten</h1><ul class="service-list">{}</ul>'
    '<nav class="pager"><a class="pager-link">2</a></nav>'
)


def of(body: str) -> int:
    return skeleton(Dom(capture(f"<html><body>{FRAME.format(body)}</body></html>")))


def templates(*bodies: str) -> list[int]:
    skeletons = [of(body) for body in bodies]
    found = assign({}, skeletons)
    return [found[one] for one in skeletons]


TEXTS = (
    "<p>Kort.</p>",
    "<p>Een</p><h2>Twee</h2><p>Drie <a href='/x'>vier</a></p>",
    "<ul><li>Een</li><li>Twee</li></ul><table><tr><td>1</td></tr></table>",
    "<p>Met beeld <img src='a.png' alt='Plein'></p><blockquote>Zo.</blockquote>",
)


def test_pages_of_one_template_are_together_whatever_they_say() -> None:
    assert len({of(NEWS.format(text)) for text in TEXTS}) == 1


@pytest.mark.parametrize("count", [1, 3, 300])
def test_how_many_items_a_list_has_makes_no_difference(count: int) -> None:
    item = '<li class="service-item"><a class="service-link" href="/a">A</a></li>'
    assert of(LIST.format(item * count)) == of(LIST.format(item * 2))


def test_news_forms_and_lists_are_three_templates() -> None:
    assert (
        len(set(templates(NEWS.format(TEXTS[0]), FORM, LIST.format("<li class='service-item'>A</li>")))) == 3
    )


def test_a_component_more_leaves_a_page_with_its_template() -> None:
    more = NEWS.format(TEXTS[0]) + '<div class="notice">Let op.</div>'
    assert len(set(templates(NEWS.format(TEXTS[0]), more))) == 1


def test_hashes_and_states_do_not_change_a_skeleton() -> None:
    changed = NEWS.replace('class="', 'class="css-1a2b3c is-active ')
    assert of(changed.format(TEXTS[0])) == of(NEWS.format(TEXTS[0]))


def test_an_empty_page_has_a_skeleton() -> None:
    assert skeleton(Dom(capture("<html><body></body></html>")))
