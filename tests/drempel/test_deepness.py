"""Which pages of a scan are used: one of each template, and the key pages."""

import pytest

from drempel.deepness import MAX_OF_A_KIND, SLOW_OF_A_KIND, DeepChoice, KeyChoice, key_kinds, kinds_of
from drempel.model.scan import Depth
from drempel.model.template import KnownTemplate

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


def test_the_template_of_a_page_is_known_from_the_scan_before() -> None:
    known = {
        f"{SITE}/{name}": KnownTemplate(number, was_used)
        for name, number, was_used in (
            ("leven", 1, False),
            ("wonen", 1, True),
            ("kaart", 2, False),
            ("atlas", 2, False),
            ("archief/kaart", 2, False),
        )
    }
    choice = DeepChoice(Depth.TEMPLATES, known)
    asked = {
        "leven": False,  # its template has a page that was used
        "kaart": True,
        "archief/kaart": False,  # another form of address, the same template
        "wonen": True,  # used before
        "atlas": False,
        "nieuw": False,  # by the form of its address: pages of that form were there
        "archief/2026/nieuw": True,
    }
    assert {name: choice.takes(f"{SITE}/{name}#deel", "") for name in asked} == asked


def test_pages_that_were_used_stand_for_the_same_templates_in_each_scan() -> None:
    names = [f"{name}-{part}" for name in ("a", "b", "c") for part in ("x", "y", "z")]
    numbers = {name: 1 + ord(name[0]) % 3 for name in names}
    known: dict[str, KnownTemplate] = {}
    rounds = []
    for _ in range(4):
        choice = DeepChoice(Depth.TEMPLATES, known)
        used = {name for name in names if choice.takes(f"{SITE}/{name}", "")}
        known = {f"{SITE}/{name}": KnownTemplate(numbers[name], name in used) for name in names}
        rounds.append(used)
    # The first knows only addresses, which have one form; then each template gets a page, and keeps it.
    assert [len(used) for used in rounds] == [1, 3, 3, 3]
    assert rounds[0] < rounds[1] == rounds[2] == rounds[3]


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


@pytest.mark.parametrize(
    ("path", "title", "kind", "kinds"),
    [
        ("/p/17", "Parkeerkaart voor bewoners", "service", ["service"]),
        ("/p/18", "Uw gegevens", "form", ["form"]),
        ("/nl/bereik", "Zo vindt u ons", "contact", ["contact"]),
        ("/p/19", "Premie voor zonnepanelen verhoogd", "news", []),
        ("/contact", "Contact", "other", ["contact"]),
        ("/p/20", "Ons erfgoed", "other", []),
        ("/p/21", "Onze privacy", "legal", ["legal"]),
        ("/p/22", "Voorwaarden", "legal", []),
        ("/p/23", "Parkeerkaart", None, []),
        ("/", "Nieuws", "news", ["home"]),
    ],
)
def test_what_stands_on_a_page_makes_it_a_key_page(
    path: str, title: str, kind: str | None, kinds: list[str]
) -> None:
    assert key_kinds(f"{SITE}{path}", title, kind) == kinds


def test_services_without_a_name_that_says_so_are_used_and_news_about_them_is_not() -> None:
    choice = DeepChoice(Depth.TEMPLATES)
    asked = [("aa", "", "other"), ("bb", "", "service"), ("cc", "Premie", "news"), ("dd", "", "form")]
    taken = [choice.takes(f"{SITE}/{path}", title, kind) for path, title, kind in asked]
    assert taken == [True, True, False, True]
    more = [choice.takes(f"{SITE}/{2 * letter}", "", "service") for letter in "efghijklmnopqrst"]
    assert sum(more) == MAX_OF_A_KIND - 1


def test_what_an_earlier_scan_chose_by_content_counts_in_the_next() -> None:
    choice, keys = DeepChoice(Depth.TEMPLATES), KeyChoice()
    choice.count(f"{SITE}/aa", "")  # for its template
    for letter in "bcdefghijk":
        choice.count(f"{SITE}/{2 * letter}", "")
    assert not choice.takes(f"{SITE}/pp", "", "service")
    assert choice.takes(f"{SITE}/premie", "Vergunning", None) is False
    assert choice.takes(f"{SITE}/zoeken", "", None)
    for letter in "abc"[:SLOW_OF_A_KIND]:
        keys.count(f"{SITE}/{2 * letter}", "")
    assert not keys.takes(f"{SITE}/pp", "", "form")
    assert keys.takes(f"{SITE}/", "", None)
