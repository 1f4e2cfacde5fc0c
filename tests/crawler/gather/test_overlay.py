import pytest

from crawler.gather.overlay import has_overlay
from drempel.dom import Dom
from tests.conftest import BrowserSession

PAGE = (
    "<header>Stad</header><main><h1>Afval</h1><p>U kunt uw oude meubelen gratis laten ophalen. Bel "
    "daarvoor "
    "eerst naar het recyclagepark. Wij spreken dan een dag met u af.</p></main>"
)
FULL = "position:fixed;inset:0;background:#fff"
VEIL = '<div style="position:fixed;inset:0;background:rgba(0,0,0,.5)"></div>'
BOX = "<p>Wij gebruiken cookies.</p><button>Akkoord</button>"


def overlaid(session: BrowserSession, body: str) -> bool:
    html = (
        f'<!doctype html><html lang="nl"><meta charset="utf-8"><title>Afval</title><body>{body}</body></html>'
    )
    return has_overlay(Dom(session.capture(html)))


@pytest.mark.browser
@pytest.mark.parametrize(
    "over",
    [
        f'<div style="{FULL}">{BOX}</div>',
        f'{VEIL}<div style="position:fixed;top:300px;left:400px;width:400px;background:#fff">{BOX}</div>',
        f'{VEIL[:-6]}<div style="margin:20%">{BOX}</div></div>',
        f'<div style="position:absolute;top:0;left:0;width:100%;height:900px;background:#fff">{BOX}</div>',
        f'<div style="position:fixed;top:0;left:0;right:0;height:70%;background:#fff">{BOX}</div>',
        f'<iframe style="{FULL};width:100%;height:100%" srcdoc="<p>Cookies"></iframe>',
        f"<dialog id=d>{BOX}</dialog><script>d.showModal()</script>",
    ],
    ids=["full", "veil and box", "box in a veil", "absolute", "most of the view", "frame", "modal dialog"],
)
def test_a_layer_over_most_of_the_view(over: str, browser_session: BrowserSession) -> None:
    assert overlaid(browser_session, PAGE + over)


@pytest.mark.browser
@pytest.mark.parametrize(
    "body",
    [
        PAGE,
        f'{PAGE}<div style="position:fixed;bottom:0;left:0;right:0;height:150px;background:#eee">{BOX}</div>',
        f'{PAGE}<div style="position:fixed;bottom:10px;right:10px;width:300px">{BOX}</div>',
        f'{PAGE}<div style="{FULL};display:none">{BOX}</div>',
        f'{PAGE}<div style="{FULL};visibility:hidden">{BOX}</div>',
        f'{PAGE}<div style="{FULL};opacity:0;pointer-events:none">{BOX}</div>',
        f'<div style="{FULL};z-index:-1;background:#def"></div>{PAGE}',
        f'<div style="position:fixed;inset:0;overflow:auto">{PAGE}</div>'
        f'<div style="position:fixed;bottom:0;left:0;right:0">{BOX * 3}</div>',
        f'<div style="position:fixed;top:0;left:0;right:0;height:60px"><nav>Menu</nav></div>{PAGE}',
        f'{PAGE}<div style="position:relative;height:700px">'
        f'<div style="position:absolute;inset:0"><h2>Feest</h2>'
        "</div></div>",
        f'<div style="{FULL}">{BOX}</div>',
        f"{PAGE}<dialog open>{BOX}</dialog>",
        f'{PAGE}<div style="position:absolute;left:-9999px;width:9000px;height:900px">{BOX}</div>',
    ],
    ids=[
        "page",
        "notice at the bottom",
        "box in a corner",
        "not displayed",
        "hidden",
        "transparent",
        "background",
        "page that scrolls in a box, with a notice",
        "header that stays",
        "words on a picture",
        "nothing below",
        "dialog that shuts nothing off",
        "out of sight",
    ],
)
def test_no_overlay(body: str, browser_session: BrowserSession) -> None:
    assert not overlaid(browser_session, body)


def test_an_empty_capture_has_no_overlay(browser_session: BrowserSession) -> None:
    capture = browser_session.capture("<title>leeg</title>")
    assert not has_overlay(Dom(capture))
