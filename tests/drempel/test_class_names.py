"""Which names in a class attribute tell what an element is."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from drempel.class_names import MOST, stable_names


@pytest.mark.parametrize(
    ("value", "names"),
    [
        ("govuk-button govuk-button--secondary", ("govuk-button", "govuk-button--secondary")),
        ("card__title", ("card__title",)),
        ("menu-item menu-item-4711 post-12", ("menu-item",)),
        ("css-1q2w3e sc-bdVaJa jsx-88123 makeStyles-root-12 ng-star-inserted", ()),
        ("Card_title__x7Fq2", ("Card_title",)),
        ("page_hero__aBcde page_nav-item__kijkt", ("page_hero", "page_nav-item")),
        ("nav--2kdQa", ("nav",)),
        ("hXyZab bdVaJa kqwzrt", ()),
        ("container row col-md-6 grid__inner site-wrapper clearfix", ()),
        ("active is-open has-js no-touch js-menu tab--active menu-item-active last", ("tab",)),
        ("mt-4 p-2 md:flex text-center float-left w-full", ()),
        ("sign-in navBar teaser", ("navBar", "sign-in", "teaser")),
        ("", ()),
    ],
)
def test_stable_names(value: str, names: tuple[str, ...]) -> None:
    assert stable_names(value) == names


@given(st.text(max_size=80))
def test_any_value_has_few_names_in_one_order(value: str) -> None:
    names = stable_names(value)
    assert len(names) <= MOST
    assert names == tuple(sorted(set(names)))
    assert stable_names(" ".join(reversed(value.split()))) == names
