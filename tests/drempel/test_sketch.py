import pytest

from drempel.dom import Dom
from drempel.model.site_view import PageSketch
from drempel.sketch import SketchBook, sketch
from tests.conftest import BrowserSession

PAGE = """<!doctype html><html lang=nl><title>Afval - Stad</title>
<header role=banner><a href=/>Stad</a><nav aria-label=Hoofd><a href=/afval>Afval</a>
<a href="/wonen?utm_source=x#top">Wonen</a><a href="#inhoud">Naar de inhoud</a></nav>
<form role=search><input name=q aria-label=Zoek></form></header>
<main id=inhoud><h1> Afval
 ophalen</h1><a href=/kalender>Kalender</a></main>
<footer><a href="tel:+321234">Bel ons</a> <a href=/contact>Contact</a>
<a href=/faq>Veelgestelde vragen</a></footer>"""

pytestmark = pytest.mark.browser


def sketched(session: BrowserSession, html: str) -> PageSketch:
    dom = Dom(session.capture(html))
    return sketch(dom, dom.url)


def test_a_page_is_sketched_by_what_it_shares(browser_session: BrowserSession) -> None:
    page = sketched(browser_session, PAGE)
    assert (page.title, page.heading, page.language) == ("Afval - Stad", "Afval ophalen", "nl")
    assert page.has_search
    assert list(page.help.items()) == [("phone", "footer"), ("contact", "footer"), ("questions", "footer")]
    banner, menu, footer = page.parts
    assert [(part.role, part.name, part.place) for part in (banner, menu, footer)] == [
        ("banner", "", "header"),
        ("navigation", "Hoofd", "header/nav"),
        ("contentinfo", "", "footer"),
    ]
    assert [link.name for link in banner.links] == ["Stad"], "what stands in the menu belongs to the menu"
    base = page.page_url.rpartition("/")[0]
    assert [link.target.removeprefix(base) for link in menu.links] == ["/afval", "/wonen", ""]
    assert footer.links[0].target == "tel:+321234"
    assert f"{base}/kalender" in page.targets


def test_a_page_without_shared_parts(browser_session: BrowserSession) -> None:
    page = sketched(browser_session, "<title>Kaal</title><p>Niets</p>")
    assert (page.parts, page.help, page.has_search, page.heading) == ((), {}, False, "")


def test_of_other_pages_only_what_is_compared_is_kept(browser_session: BrowserSession) -> None:
    dom = Dom(browser_session.capture(PAGE))
    book = SketchBook()
    book.add("https://stad.example/", dom, is_start=True)
    for path in ("a", "b"):
        book.add(f"https://stad.example/{path}", dom)
    view = book.view("https://stad.example/")
    assert view is not None
    start, one, other = view.pages
    assert start is view.start
    assert start.targets
    assert start.parts[0].pointer.selector
    assert not one.targets
    assert all(mine is theirs for mine, theirs in zip(one.parts, other.parts, strict=True))
    assert "https://stad.example/a" in book
    assert book.view("https://stad.example/elders") is None
