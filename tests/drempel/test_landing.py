"""Pages that people land on are told by address and title."""

import pytest

from drempel.model.landing import LANDING, landing_kind


@pytest.mark.parametrize(
    ("path", "title", "kind"),
    [
        ("/", "Welkom", "home"),
        ("/index.html", "Gemeente Elzervoorde", "home"),
        ("/nl/", "Gemeente Elzervoorde", "home"),
        ("/contact", "Contact", "contact"),
        ("/over-ons/openingsuren", "Openingsuren", "contact"),
        ("/formulieren/melding", "Meld een probleem", "form"),
        ("/aanvraagformulier", "Premie", "form"),
        ("/diensten/paspoort", "Paspoort", "service"),
        ("/eloket/attesten", "Attesten", "service"),
        ("/een-paspoort-aanvragen", "Een paspoort aanvragen - Gemeente", "service"),
        ("/p/123", "Rijbewijs | Stad", "service"),
        ("/nieuws/2027/kermis", "De kermis komt", ""),
        ("/bestuur/contactpersonen-raad", "Raad", ""),
        ("/afvalkalender", "Kalender", ""),
    ],
)
def test_kind(path: str, title: str, kind: str) -> None:
    assert landing_kind(f"https://www.stad.example{path}", title) == kind
    assert kind in {"", *LANDING}
