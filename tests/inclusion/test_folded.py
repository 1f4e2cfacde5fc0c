"""What is folded away counts where a reader can open it, and only there."""

import pytest

from checks.facts.extract import facts_of
from tests.inclusion.building import dom_of

TEL = "<p>Bel ons: 02 553 50 00</p>"
PAGE = "<html lang=nl><head><title>Dienst</title></head><body><h1>Dienst</h1>{}</body></html>"

OPENED = {
    "closed details": f"<details><summary>Contact</summary>{TEL}</details>",
    "details in details": (
        f"<details><summary>A</summary><details><summary>B</summary>{TEL}</details></details>"
    ),
    "accordion": f'<button aria-expanded=false aria-controls=c>Contact</button><div id=c hidden>{TEL}</div>',
    "accordion of two panels": f'<button aria-controls="b c">Contact</button><div id=c hidden>{TEL}</div>',
    "collapse": f'<a data-bs-toggle=collapse href="#c">Contact</a><div id=c style="display:none">{TEL}</div>',
    "collapse by target": f"<b data-toggle=collapse data-target='#c'>Contact</b><div id=c hidden>{TEL}</div>",
    "tab": f"<div role=tablist><a role=tab>Contact</a></div><div role=tabpanel hidden>{TEL}</div>",
    "details in a panel": (
        f"<b aria-controls=c>A</b><div id=c hidden><details><summary>B</summary>{TEL}</details></div>"
    ),
}  # fmt: skip
OUT_OF_REACH = {
    "nothing opens it": f"<div id=c hidden>{TEL}</div>",
    "another opens": f"<button aria-controls=d>Contact</button><div id=c hidden>{TEL}</div>",
    "hidden in details": f"<details><summary>Contact</summary><div hidden>{TEL}</div></details>",
    "hidden in a panel": (
        f'<button aria-controls=c>A</button><div id=c hidden><div style="display:none">{TEL}</div></div>'
    ),
    "template in details": f"<details><summary>Contact</summary><template>{TEL}</template></details>",
    "dialog": f"<button aria-controls=c>A</button><dialog id=c hidden>{TEL}</dialog>",
    "hidden beside": f"<details><summary>Contact</summary><p>Tekst</p></details><div hidden>{TEL}</div>",
}


def numbers(body: str) -> list[str]:
    facts = facts_of(dom_of(PAGE.format(body), "https://www.gemeente.example/dienst"))
    return [phone.number for phone in facts.phones]


@pytest.mark.parametrize("body", OPENED.values(), ids=OPENED)
def test_what_can_be_opened_is_read(body: str) -> None:
    assert numbers(body) == ["+3225535000"]


@pytest.mark.parametrize("body", OUT_OF_REACH.values(), ids=OUT_OF_REACH)
def test_what_nobody_can_open_is_not_read(body: str) -> None:
    assert numbers(body) == []


def test_paragraphs_of_a_folded_part_are_lines_of_their_own() -> None:
    details = "<details><summary>Contact</summary><p>Fax 02 553 50 01</p><p>Tel 02 553 50 00</p></details>"
    assert numbers(details) == ["+3225535000"]


def test_links_of_a_folded_part_are_read() -> None:
    link = '<a href="mailto:info@gemeente.example">ons</a>'
    body = f"<details><summary>Contact</summary><p>Mail naar {link}</p></details>"
    facts = facts_of(dom_of(PAGE.format(body), "https://www.gemeente.example/dienst"))
    assert facts.emails == ("info@gemeente.example",)
