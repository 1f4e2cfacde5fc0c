from urllib.parse import urljoin

import pytest

from crawler.gather.dom import gather_dom
from crawler.gather.links import canonical_of, gather_links, refresh_target
from drempel.dom import Dom
from drempel.model.artefact import Links
from tests.conftest import BrowserSession

BASE = "https://stad.example/map/pagina?x=1"

pytestmark = pytest.mark.browser


def links_of(session: BrowserSession, html: str, charset: str = "utf-8") -> tuple[Links, str]:
    """Return what a page points to, and the address of the page."""
    media_type = f"text/html; charset={charset}"
    capture = session.run(html, gather_dom, media_type)
    return gather_links(Dom(capture)), capture.url


@pytest.mark.parametrize(
    ("href", "leads_to"),
    [
        ("\\\\terug\\schrap", "http://terug/schrap"),
        ("\\terug\\schrap", "/terug/schrap"),
        ("http:zonder", "/zonder"),
        ("/met%20wit  ", "/met%20wit"),
        ("/caf\u00e9?vraag=cr\u00e8me", "/caf%C3%A9?vraag=cr%C3%A8me"),
        ("mailto:loket@stad.example", "mailto:loket@stad.example"),
    ],
)
def test_addresses_are_read_as_a_browser_does(
    href: str, leads_to: str, browser_session: BrowserSession
) -> None:
    links, page = links_of(browser_session, f'<title>T</title><a href="{href}">Verder</a>')
    assert links.urls == (urljoin(page, leads_to),)


def test_what_is_no_address_is_left_out(browser_session: BrowserSession) -> None:
    links, _ = links_of(
        browser_session, '<title>T</title><a href="http://[">A</a><a href="https://x:a/">B</a>'
    )
    assert links.urls == ()


def test_a_base_that_is_no_address_counts_for_nothing(browser_session: BrowserSession) -> None:
    links, page = links_of(browser_session, '<title>T</title><base href="http://["><a href="gewoon">A</a>')
    assert links.urls == (urljoin(page, "gewoon"),)


@pytest.mark.parametrize(
    ("charset", "query"), [("windows-1252", "caf%E9%80"), ("utf-8", "caf%C3%A9%E2%82%AC")]
)
def test_a_query_is_written_in_the_encoding_of_the_page(
    charset: str, query: str, browser_session: BrowserSession
) -> None:
    entities = '<title>T</title><a href="/z\u00e9?q=caf\u00e9\u20ac#\u00e9">A</a>'
    html = entities.encode(charset, "xmlcharrefreplace").decode("latin-1").encode("latin-1")
    links, page = links_of(browser_session, html, charset)  # type: ignore[arg-type]
    assert links.urls == (urljoin(page, f"/z%C3%A9?q={query}#%C3%A9"),)


def test_what_the_encoding_lacks_is_written_as_a_number(browser_session: BrowserSession) -> None:
    links, page = links_of(browser_session, '<title>T</title><a href="/?q=&#x4e2d;">A</a>', "iso-8859-1")
    assert links.urls == (urljoin(page, "/?q=%26%2320013%3B"),)


def test_relations_that_lead_to_pages_are_links(browser_session: BrowserSession) -> None:
    head = (
        "<title>T</title><link rel=next href=/twee><link rel=alternate hreflang=fr href=/fr>"
        "<link rel=alternate type=application/rss+xml href=/feed>"
        '<link rel="alternate stylesheet" href=/a.css>'
        "<link rel=icon href=/i.png><link rel=canonical href=/zelf>"
    )
    links, page = links_of(browser_session, head)
    assert links.urls == (urljoin(page, "/twee"), urljoin(page, "/fr"))
    assert links.canonical == urljoin(page, "/zelf")


def test_links_in_frames_are_read_against_the_frame(browser_session: BrowserSession) -> None:
    frame = "<base href=/diep/><link rel=canonical href=/ander><a href=verder>A</a>"
    links, page = links_of(browser_session, f'<title>T</title><iframe title=K srcdoc="{frame}"></iframe>')
    assert links.urls == (urljoin(page, "/diep/verder"),)
    assert links.canonical == ""


@pytest.mark.parametrize(
    ("header", "canonical"),
    [
        ('</a>; rel="canonical"', "https://stad.example/a"),
        ("</a>;rel=canonical", "https://stad.example/a"),
        ('</s.css>; rel=preload; as="style", <../b?c=1,2>; title="x, y"; rel="next canonical"', "/b?c=1,2"),
        ('</a>; rel="next"', ""),
        ("</a>; anchor=canonical", ""),
        ("canonical", ""),
        ("", ""),
        ('<http://[>; rel="canonical"', ""),
    ],
)
def test_canonical_in_a_header(header: str, canonical: str) -> None:
    assert canonical_of(BASE, header) == (urljoin(BASE, canonical) if canonical else "")


@pytest.mark.parametrize(
    ("content", "target"),
    [("0; url=/a", "https://stad.example/a"), ("5;URL='b'", "https://stad.example/map/b"), ("30", "")],
)
def test_where_a_refresh_leads(content: str, target: str) -> None:
    assert refresh_target(BASE, content) == target
