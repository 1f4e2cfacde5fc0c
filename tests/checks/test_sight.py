"""What checks ask of `Dom` about eyes, lines and places, in a real browser."""

import pytest

from drempel.dom import Dom
from tests.checks.synthetic import capture
from tests.conftest import BrowserSession

SIGHT = """<!doctype html><html lang="nl"><head><title>Zicht</title><style>
.sr { position: absolute; width: 1px; height: 1px; overflow: hidden }
</style></head><body>
<p id="plain">Te zien</p>
<p id="none" style="display: none">Weg</p>
<p id="hidden" style="visibility: hidden">Weg</p>
<div style="opacity: 0"><p><b id="faded">Doorzichtig</b></p></div>
<p class="sr" id="cut">Alleen <b id="in-cut">voorgelezen</b></p>
<div style="height: 0; overflow: hidden"><p id="folded">Dichtgeklapt</p></div>
<p id="away" style="position: absolute; left: -9999px; width: 200px">Buiten beeld</p>
<p id="line">Een <span id="word">woord</span> in <em><b id="deep">een</b> regel</em></p>
<form><label for="f">Naam</label> uitleg <input id="f"> <span id="after">erna</span></form>
<p style="text-align: justify" id="stretched">Een <i id="inside">woord</i></p>
<svg width="9" height="9"><title>Een tekening</title></svg>
</body></html>"""


@pytest.fixture(scope="module")
def dom(browser_session: BrowserSession) -> Dom:
    return Dom(browser_session.capture(SIGHT))


@pytest.mark.browser
@pytest.mark.parametrize(
    ("node_id", "visible"),
    [
        ("plain", True),
        ("none", False),
        ("hidden", False),
        ("faded", False),
        ("cut", False),
        ("in-cut", False),
        ("folded", False),
        ("away", False),
        ("word", True),
    ],
)
def test_what_a_sighted_person_sees(dom: Dom, node_id: str, visible: bool) -> None:
    node = dom.by_id(node_id, dom.root)
    assert node is not None
    assert node.is_visible is visible


@pytest.mark.browser
@pytest.mark.parametrize(("node_id", "block"), [("word", "line"), ("deep", "line"), ("line", "line")])
def test_block_is_what_starts_the_line(dom: Dom, node_id: str, block: str) -> None:
    node = dom.by_id(node_id, dom.root)
    assert node is not None
    assert node.block.get("id") == block


@pytest.mark.browser
def test_elements_by_style_and_role(dom: Dom) -> None:
    assert [n["id"] for n in dom.with_style("text-align", "justify")] == ["stretched", "inside"]
    assert dom.with_style("no-such-style", "x") == []
    assert [n["id"] for n in dom.with_role("textbox")] == ["f"]


@pytest.mark.browser
def test_text_that_is_seen_has_a_place(dom: Dom) -> None:
    seen = [(owner.get("id"), text.strip(), box) for owner, text, box in dom.seen_below(dom.root)]
    texts = [text for _, text, _ in seen if text]
    assert texts[:3] == ["Te zien", "Een", "woord"], "nothing hidden, faded, cut away, folded or out of view"
    boxes = {node_id: box for node_id, _, box in seen}
    assert boxes["plain"].width > 10
    assert boxes["word"].y > boxes["plain"].y
    assert [node.tag for node in dom.with_id("f")] == ["input"]
    assert dom.with_id("nowhere") == []


@pytest.mark.browser
def test_text_between_two_elements(dom: Dom) -> None:
    field, label = dom.by_id("f", dom.root), dom.select("label")[0]
    assert field is not None
    assert [(owner.tag, text.strip()) for owner, text in dom.texts_between(label, field)] == [
        ("label", "Naam"),
        ("form", "uitleg"),
    ]


def test_title_is_that_of_the_page_and_not_of_a_drawing() -> None:
    drawing = "<svg><title>Een tekening</title></svg>"
    assert Dom(capture(f"<body>{drawing}<title>In de tekst</title></body>")).title == "In de tekst"
    assert Dom(capture(f"<body>{drawing}</body>")).title == ""


def test_id_belongs_to_the_first_element_that_has_it() -> None:
    dom = Dom(capture('<body><p id="x">Een</p><p id="x">Twee</p></body>'))
    found = dom.by_id("x", dom.root)
    assert found is not None
    assert found.text == "Een"
    assert dom.by_id("y", dom.root) is None


def test_path_of_child_indexes() -> None:
    dom = Dom(capture("<html><head></head><body><p>Een</p><p><b>Twee</b></p></body></html>"))
    found = dom.at_path((1, 1, 0), "b")
    assert found is not None
    assert found.text == "Twee"
    assert dom.at_path((1, 1, 0), "i") is None
    assert dom.at_path((1, 2)) is None
    assert dom.at_path((1, -1)) is None
