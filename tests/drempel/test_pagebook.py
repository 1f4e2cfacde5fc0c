"""Two addresses are one page only where they show the same."""

import pytest

from crawler.nearness import signature
from drempel.pagebook import PageBook

SERVICES = {
    "afval": "de containers aan de straat",
    "wonen": "een huis huren of kopen",
    "jeugd": "het speelplein",
    "zorg": "hulp in uw huis",
    "groen": "bomen en perken",
    "sport": "de zalen van de stad",
    "reizen": "een reispas of een visum",
    "werk": "een baan zoeken",
}
LONG = " ".join(f"De dienst {name} helpt u met {thing}." for name, thing in SERVICES.items())
SAME, OTHER = signature(LONG), signature(" ".join(reversed(LONG.split())))


@pytest.mark.parametrize(
    ("first", "second", "rule"),
    [
        ("https://stad.example/afval", "https://stad.example/afval/", "trailing-slash"),
        ("https://stad.example/afval/", "https://stad.example/afval/index.html", "index-file"),
        ("http://stad.example/afval", "https://stad.example/afval", "http-https"),
        ("https://www.stad.example/afval", "https://stad.example/afval", "www"),
    ],
)
def test_spellings_of_one_page(first: str, second: str, rule: str) -> None:
    for kept, again in ((first, second), (second, first)):
        book = PageBook()
        book.note(kept, SAME)
        assert book.twin(again, SAME) == (kept, rule)
        assert book.twin(again, OTHER) is None, "what shows something else is another page"


def test_other_addresses_stay_pages_of_their_own() -> None:
    book = PageBook({"https://stad.example/afval": SAME})
    assert book.twin("https://stad.example/water", SAME) is None
    assert book.twin("https://stad.example/Afval", SAME) is None
    assert "https://stad.example/afval" in book
    assert "https://stad.example/afval/" not in book


def test_canonical_joins_what_shows_the_same() -> None:
    page, proper = "https://stad.example/druk?a=1", "https://stad.example/a"
    book = PageBook({proper: SAME})
    assert book.twin(page, SAME, proper) == (proper, "canonical")
    assert book.twin(page, OTHER, proper) is None, "many sites name their home page on every page"


def test_the_proper_address_may_come_later() -> None:
    page, proper = "https://stad.example/druk?a=1", "https://stad.example/a"
    book = PageBook()
    assert book.twin(page, SAME, proper) is None
    book.note(page, SAME, proper)
    assert book.twin(proper, SAME) == (page, "canonical")
    assert book.twin(proper, OTHER) is None


def test_proper_addresses_may_form_a_chain() -> None:
    first, second, third = (f"https://stad.example/{name}" for name in "abc")
    book = PageBook()
    book.note(first, SAME, second)
    assert book.twin(second, SAME, third) == (first, "canonical")
    assert book.twin(third, SAME) == (first, "canonical")
    assert book.twin(third, OTHER) is None


def test_a_page_is_no_twin_of_itself() -> None:
    book = PageBook({"https://stad.example/a": SAME})
    assert book.twin("https://stad.example/a", SAME, "https://stad.example/a") is None
