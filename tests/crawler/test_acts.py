"""Which names suggest an act, and which only look like it."""

import pytest

from crawler.acts import is_act


@pytest.mark.parametrize(
    "name",
    [
        "Verwijder dit bericht",
        "BETAAL NU",
        "Ga verder en verzend",
        "Afmelden",
        "Meld je af voor de nieuwsbrief",
        "/account/logout",
        "Se désabonner",
        "Delete my account",
        "Ondertekenen met itsme",
        "verwijderen?id=3",
    ],
)
def test_an_act(name: str) -> None:
    assert is_act(name)


@pytest.mark.parametrize(
    "name",
    [
        "",
        "Wiskunde",
        "Boekhouding en tekeningen",
        "Stempassen",
        "Betaalbaar wonen",
        "Menu",
        "Meer over de bestelwagen",
        "Sender",
        "Zoeken",
        "Payroll",
    ],
)
def test_no_act(name: str) -> None:
    assert not is_act(name)
