"""Which linked pages are worth a request, and what is kept of them."""

import pytest

from crawler.browser.base import Tab
from crawler.gather.linked import addresses, gather_linked, needs
from drempel.dom import Dom
from drempel.model.artefact import Linked
from tests.conftest import BrowserSession

pytestmark = pytest.mark.browser

PAGE = "<!doctype html><html lang=nl><title>Gemeente</title><body>{}"


def needed(html: str, session: BrowserSession) -> tuple[Linked, list[str]]:
    """Return what a page needs, and the paths of the addresses that would be asked."""
    dom = Dom(session.capture(PAGE.format(html)))
    linked = needs(dom)
    return linked, ["/" + url.split("/", 3)[3] for url in addresses(linked, dom.url, 5)]


@pytest.mark.parametrize(
    ("html", "asked"),
    [
        ("<main><a href=/a>Meer</a> <a href=/b>Meer</a></main>", ["/a", "/b"]),
        ("<main><a href=/a>Meer</a> <a href=/a#deel>meer </a></main>", []),
        ("<main><a href=#een>Meer</a> <a href=#twee>Meer</a></main>", []),
        ("<main><a href=/a>Meer</a> <a href=https://elders.example/>Meer</a></main>", []),
        ("<main><a href=/a.pdf>Pdf</a> <a href=/b.pdf>Pdf</a></main>", []),
        ("<main><a href=/a>Meer</a> <a href=/b aria-hidden=true>Meer</a></main>", []),
        ("<main><a href=/a>Meer</a> <a href=/b>Minder</a></main>", []),
        (
            "<main><span role=link tabindex=0 onclick=\"location='/a'\">Meer</span>"
            '<span role=link tabindex=0 onclick="location.assign(&quot;/b&quot;)">Meer</span></main>',
            ["/a", "/b"],
        ),
        (
            "<main>" + "".join(f"<p><a href=/{at}>Meer</a>" for at in range(9)) + "</main>",
            [f"/{at}" for at in range(5)],
        ),
    ],
)
def test_links_of_one_name(html: str, asked: list[str], browser_session: BrowserSession) -> None:
    assert needed(html, browser_session)[1] == asked


def test_links_in_one_block_come_first(browser_session: BrowserSession) -> None:
    far = "".join(f"<p><a href=/ver{at}>Ver</a></p>" for at in range(4))
    linked, asked = needed(
        f"<main>{far}<p><a href=/a>Meer</a> <a href=/b>Meer</a></p></main>", browser_session
    )
    assert asked == ["/a", "/b", "/ver0", "/ver1", "/ver2"]
    assert [(group.name, group.is_in_one_context) for group in linked.same_names] == [
        ("ver", False),
        ("meer", False),
        ("meer", True),
    ]


@pytest.mark.parametrize(
    ("html", "neighbour"),
    [
        ("<p><a href=/afval>Afval</a></p><p>Tekst</p>", ["/afval"]),
        ("<p><a href=/afval>Afval</a></p><main>Tekst</main>", []),
        ("<p><a href=/afval>Afval</a></p><h1>Kop</h1>", []),
        ("<nav><h2>Menu</h2><a href=/afval>Afval</a></nav><p>Tekst</p>", ["/afval"]),
        ("<p><a href=#boven>Boven</a> <a href=https://elders.example/>Elders</a></p>", []),
    ],
)
def test_neighbour(html: str, neighbour: list[str], browser_session: BrowserSession) -> None:
    assert needed(html, browser_session)[1] == neighbour


def test_what_is_kept(browser_session: BrowserSession) -> None:
    async def gather(tab: Tab) -> object:
        return await gather_linked(tab, "http://stad.example/a")

    html = PAGE.format(
        "<h1>Afval</h1><p hidden>niet</p><table><tr><td>een<td>twee</table><script>drie</script>"
    )
    page = browser_session.run(html, gather)
    assert (page.url, page.title, page.lines) == (
        "http://stad.example/a",
        "Gemeente",
        ("Afval", "een", "twee"),
    )
