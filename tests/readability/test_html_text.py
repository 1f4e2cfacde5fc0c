from hypothesis import given
from hypothesis import strategies as st

from drempel.model.text import BlockKind
from readability.html_text import text_of_html
from readability.profile import profile
from tests.readability.texts import PLAIN


def test_blocks_have_their_kind_place_and_language() -> None:
    page = (
        "<html lang=nl><body><header><nav><ul><li><a href=#>Menu</a></ul></nav></header><main>"
        "<article><header><h1>Kop</h1></header><p>Een <b>vette</b> zin.</article>"
        "<div>los<ul><li>punt</ul>staart</div><p lang=fr>Bonjour.<p hidden>weg<img alt='Een foto'>"
        "<table><tr><td>cel</table></main><footer>Bel ons.</footer>"
    )
    blocks = text_of_html(page).blocks
    assert [(block.text, block.kind, block.place) for block in blocks] == [
        ("Menu", BlockKind.LIST_ITEM, "header"),
        ("Kop", BlockKind.HEADING, ""),
        ("Een vette zin.", BlockKind.PARAGRAPH, ""),
        ("los", BlockKind.PARAGRAPH, ""),
        ("punt", BlockKind.LIST_ITEM, ""),
        ("staart", BlockKind.PARAGRAPH, ""),
        ("Bonjour.", BlockKind.PARAGRAPH, ""),
        ("cel", BlockKind.TABLE_CELL, ""),
        ("Bel ons.", BlockKind.OTHER, "footer"),
    ]
    assert {block.lang for block in blocks} == {"nl", "fr"}
    assert blocks[0].link_chars == 4


def test_the_name_of_an_image_is_a_block() -> None:
    blocks = text_of_html("<p>Voor<img alt=' Een  foto '>na</p>").blocks
    assert ("Een foto", BlockKind.ALTERNATIVE) in [(block.text, block.kind) for block in blocks]


def test_main_without_body_is_read() -> None:
    page = f"<!doctype html><html lang=nl><title>Verhuizen</title><main><p>{PLAIN}</p></main></html>"
    assert profile(text_of_html(page)).difficulty is not None


@given(st.text() | st.binary() | st.sampled_from(["<div>" * 9000, "<html>" * 99, "<p", "<?a", "<!--", ""]))
def test_any_input_gives_a_value(markup: str | bytes) -> None:
    measured = profile(text_of_html(markup))
    if measured.difficulty is None:
        assert measured.reason
    else:
        assert 0 <= measured.difficulty.value <= 100
