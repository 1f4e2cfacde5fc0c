"""Text on pictures and gradients, measured on the screen; the page stays as it was."""

import pytest

from crawler.gather.dom import gather_dom
from crawler.gather.pixels import MAX_ALIKE, MAX_TEXTS, gather_pixels
from drempel.dom import Dom
from drempel.model.artefact import Pixels
from tests.conftest import BrowserSession

pytestmark = pytest.mark.browser

PAGE = """<!doctype html><html lang="nl"><head><title>Gemeente</title><style>{style}</style></head>
<body>{body}</body></html>"""

STATE = """() => [scrollX, scrollY, document.adoptedStyleSheets.length, document.documentElement.outerHTML,
  getComputedStyle(document.querySelector('p')).webkitTextFillColor, typeof globalThis.drempelPixels]"""


def measure(session: BrowserSession, body: str, style: str = "") -> dict[str, tuple[float, ...]]:
    """Return the contrasts by the id of the element; also looks that the page is left as it was."""

    async def work(tab):
        dom = Dom(await gather_dom(tab))
        before = await tab.evaluate(STATE)
        pixels = await gather_pixels(tab, dom)
        assert await tab.evaluate(STATE) == before
        return dom, pixels

    dom, pixels = session.run(PAGE.format(style=style, body=body), work)
    found = {}
    for text in pixels.texts:
        node = dom.at_path(text.path)
        assert node is not None
        found[node.get("id")] = text.contrasts
    return found


def test_page_without_such_text_is_not_looked_at(browser_session: BrowserSession) -> None:
    assert measure(browser_session, "<p id=a>Gewone tekst op wit</p>") == {}


def test_gradient_is_measured_where_the_letters_are(browser_session: BrowserSession) -> None:
    found = measure(
        browser_session,
        "<p id=licht>Wit op donker</p><p id=half>Wit naar wit</p>",
        """p { font: 20px monospace; color: #fff; width: 400px; transition: all 1s }
        #licht { background: linear-gradient(90deg, #000, #000 200px, #fff 200px) }
        #half { background: linear-gradient(90deg, #000, #000 48px, #bbb 48px) }""",
    )
    assert min(found["licht"]) > 20
    first, *_, last = found["half"]
    assert first > 20
    # White on #bbbbbb is 1.92 to 1.
    assert last == pytest.approx(1.92, abs=0.1)


def test_shadow_counts_as_what_is_behind(browser_session: BrowserSession) -> None:
    style = "p { color: #fff; background: #fff; font-size: 20px }"
    found = measure(
        browser_session, "<p id=a style='text-shadow: 0 0 3px #000, 0 0 3px #000'>Leesbaar</p>", style
    )
    assert min(found["a"]) > 3


def test_text_further_down_is_scrolled_to_and_what_is_covered_left_out(
    browser_session: BrowserSession,
) -> None:
    found = measure(
        browser_session,
        "<p>Boven</p><p id=a>Tekst onder aan de bladzijde</p><p id=b>Onder een vlak<i></i></p>",
        """p { background: linear-gradient(#000, #111); color: #777 }
        #a { margin-top: 3000px } #b { position: relative; background: linear-gradient(red, blue) }
        i { position: absolute; inset: 0; background: #fff }""",
    )
    assert 4 < min(found["a"]) < 5
    assert "b" not in found


def test_half_clear_letters_and_shadow_roots(browser_session: BrowserSession) -> None:
    found = measure(
        browser_session,
        """<p id=a>Half doorzichtig</p><p id=b></p>
        <script>b.attachShadow({mode: 'open'}).textContent = 'In een onderdeel'</script>""",
        "p { background: linear-gradient(#fff, #fefefe) } #a { color: rgba(0, 0, 0, .3) } #b { color: #aaa }",
    )
    # Black at 30 % over white is #b3b3b3, 2.1 to 1; #aaaaaa is 2.32 to 1.
    assert max(found["a"]) == pytest.approx(2.1, abs=0.15)
    assert max(found["b"]) == pytest.approx(2.32, abs=0.1)


def test_number_of_texts_is_bounded(browser_session: BrowserSession) -> None:
    body = "".join(f"<p id=n{n} style='color: rgb(200, 200, {n})'>Tekst {n}</p>" for n in range(60))
    found = measure(
        browser_session, body, "p { margin: 0; width: 90px; background: linear-gradient(#000, #111) }"
    )
    assert 10 < len(found) <= MAX_TEXTS


def test_texts_of_one_look_are_measured_a_few_times(browser_session: BrowserSession) -> None:
    body = "".join(f"<p id=n{n}>Tekst {n}</p>" for n in range(20))
    found = measure(browser_session, body, "p { background: linear-gradient(#000, #111); color: #fff }")
    assert len(found) == MAX_ALIKE


def test_page_that_cannot_be_painted_is_not_measured(browser_session: BrowserSession) -> None:
    async def work(tab):
        dom = Dom(await gather_dom(tab))
        await tab.evaluate("() => { document.body.remove(); }")
        return await gather_pixels(tab, dom)

    page = PAGE.format(style="", body="<p style='background: linear-gradient(red, blue)'>Tekst</p>")
    assert browser_session.run(page, work) == Pixels()
