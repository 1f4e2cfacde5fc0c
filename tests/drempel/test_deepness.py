"""Which pages of a scan are used: one of each template, and the key pages."""

import pytest

from drempel.deepness import MAX_OF_A_KIND, DeepChoice, KeyChoice, kinds_of
from drempel.model.scan import Depth

SITE = "https://stad.example"


@pytest.mark.parametrize(
    ("path", "title", "kinds"),
    [
        ("/", "Gemeente", ["home"]),
        ("/contact", "Contact", ["contact"]),
        ("/over/openingsuren.html", "Wanneer zijn wij open? - Stad", ["contact"]),
        ("/toegankelijkheid", "Toegankelijkheidsverklaring | Stad", ["statement"]),
        ("/mijn-loket", "Mijn loket", ["login"]),
        ("/p/17", "Parkeerkaart aanvragen", ["service"]),
        ("/p/18", "Nieuws - Contact opnemen", []),
        ("/contactgegevens-van-vroeger", "Archief", []),
        ("/zoeken", "Zoeken", ["search"]),
    ],
)
def test_kinds_of_key_pages(path: str, title: str, kinds: list[str]) -> None:
    assert kinds_of(f"{SITE}{path}", title) == kinds


def test_one_page_of_each_template_and_every_key_page() -> None:
    choice = DeepChoice(Depth.TEMPLATES)
    asked = [
        ("/", "Stad"),
        ("/nieuws/2026/kermis", "Kermis"),
        ("/nieuws/2027/markt", "Markt"),
        ("/leven", "Leven"),
        ("/wonen", "Wonen"),
        ("/contact", "Contact"),
    ]
    assert [choice.takes(f"{SITE}{path}", title) for path, title in asked] == [
        True,
        True,
        False,
        True,
        False,
        True,
    ]


def test_not_more_than_some_of_a_kind() -> None:
    choice = DeepChoice(Depth.TEMPLATES)
    taken = [choice.takes(f"{SITE}/premie-{'abcdefghijklmnopqrst'[n]}", "Premie") for n in range(20)]
    assert sum(taken) == MAX_OF_A_KIND


def test_all_and_none() -> None:
    for depth, wanted in ((Depth.ALL, True), (Depth.OFF, False)):
        choice = DeepChoice(depth)
        assert {choice.takes(f"{SITE}/{n}", "") for n in range(3)} == {wanted}


def test_a_few_key_pages_of_each_kind_are_loaded_slowly() -> None:
    choice = KeyChoice(2)
    asked = ["/", "/leven", "/contact", "/contact/wonen-contact", "/contact/afval-contact", "/zoeken"]
    assert [choice.takes(f"{SITE}{path}", "Stad") for path in asked] == [
        True,
        False,
        True,
        True,
        False,
        True,
    ]
