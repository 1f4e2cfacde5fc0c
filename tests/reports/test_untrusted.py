import pytest
from hypothesis import given
from hypothesis import strategies as st

from reports.untrusted import SHOWN_CHARS, cell, printable, web_address


@pytest.mark.parametrize(
    ("given_text", "shown"),
    [
        ("Het stadhuis", "Het stadhuis"),
        ("tab\ten regel\n", "tab\ten regel\n"),
        ("a\x00b\x1b[2J\x7f\x9b", "a␀b␛[2J␡\ufffd"),
        ("\u202etxt.exe", "[U+202E]txt.exe"),
        ("half \ud83d", "half \ufffd"),
        ("مرحبا\u200f و \u200d", "مرحبا\u200f و \u200d"),
    ],
)
def test_printable(given_text: str, shown: str) -> None:
    assert printable(given_text) == shown


def test_a_value_without_end_is_cut() -> None:
    assert printable("A" * 10_000_000) == "A" * SHOWN_CHARS + "…"
    assert printable("A" * 10_000, None) == "A" * 10_000


@given(st.text(st.characters()))
def test_printable_text_can_be_written_and_stays_as_it_is(text: str) -> None:
    shown = printable(text, None)
    assert shown.encode().decode() == shown
    assert printable(shown, None) == shown


@pytest.mark.parametrize("formula", ["=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "\r=1", "\n=1", "＝1", "－1"])
def test_a_cell_that_looks_like_a_formula_is_text(formula: str) -> None:
    assert cell(formula).startswith("'")


@pytest.mark.parametrize("harmless", ["Tekst", "1+1=2", "", " spatie", "é"])
def test_other_cells_stay_as_they_are(harmless: str) -> None:
    assert cell(harmless) == harmless


@pytest.mark.parametrize(
    ("url", "is_web"),
    [
        ("https://www.voorbeeld.example/", True),
        ("http://127.0.0.1:8000/x?y", True),
        ("javascript:alert(1)", False),
        ("data:text/html,x", False),
        ("file:///etc/passwd", False),
        ("https:", False),
        ("http://[kapot/", False),
        ("https://x.example/" + "a" * 10_000, False),
    ],
)
def test_only_web_addresses_become_links(url: str, is_web: bool) -> None:
    assert web_address(url) == (url if is_web else None)


@pytest.mark.parametrize(
    ("url", "link"),
    [
        ('https://a.example/b c?d="e"<f>', "https://a.example/b%20c?d=%22e%22%3Cf%3E"),
        ("https://a.example/100%?x=%20", "https://a.example/100%25?x=%20"),
        ("https://a.example/één?ü=[1]#deel", "https://a.example/één?ü=%5B1%5D#deel"),
        ("https://[2001:db8::1]/a[1]", "https://[2001:db8::1]/a%5B1%5D"),
        ("https://a.example?b=[1]", "https://a.example?b=%5B1%5D"),
        ("https://a.example/\u202etxt.exe", "https://a.example/%E2%80%AEtxt.exe"),
        ("https://a.example/\uffff\U0001fffe", "https://a.example/%EF%BF%BF%F0%9F%BF%BE"),
        ("https://a.example/half\ud83d", "https://a.example/half%3F"),
    ],
)
def test_a_link_holds_only_what_may_stand_in_an_address(url: str, link: str) -> None:
    assert web_address(url) == link
