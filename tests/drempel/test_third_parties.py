"""Which components somebody else makes."""

import pytest

from drempel.model.finding import Pointer
from drempel.third_parties import third_party


@pytest.mark.parametrize(
    ("pointer", "name"),
    [
        (Pointer("#CybotCookiebotDialogBody > a", '<a href="/x">Meer</a>'), "Cookiebot"),
        (Pointer("div > button", '<button class="knop onetrust-close-btn-handler">x</button>'), "OneTrust"),
        (Pointer("p > a", "<a>", structure="div.leaflet-control>a"), "Leaflet"),
        (Pointer("main > iframe", '<iframe src="https://www.youtube.com/embed/1"></iframe>'), "YouTube"),
        (Pointer("main > iframe", "<iframe src='https://www.google.com/maps/embed?pb=1'>"), "Google Maps"),
        (
            Pointer("main > iframe", '<iframe src="https://www.google.com/recaptcha/api2">'),
            "Google reCAPTCHA",
        ),
        # The site's own: near names, near hosts, a link that only leads there.
        (Pointer("main > iframe", '<iframe src="https://www.google.com/calendar/embed">'), ""),
        (Pointer("main > iframe", '<iframe src="https://notyoutube.com/embed/1">'), ""),
        (Pointer("a", '<a href="https://www.youtube.com/@stad">YouTube</a>'), ""),
        (Pointer("#my-leaflet-map > a", '<a class="kaart leaflet">'), ""),
        (Pointer("main > p", "Een tekst over Cookiebot"), ""),
        (Pointer("main > img", '<img src="http://[">'), ""),
        (Pointer(""), ""),
    ],
)
def test_a_component_of_somebody_else_is_named(pointer: Pointer, name: str) -> None:
    assert third_party(pointer) == name
