import pytest

from crawler.gather import dom as gathering
from crawler.gather.dom import gather_dom, has_roles, is_much
from crawler.gather.links import gather_links
from drempel.dom import Dom
from drempel.errors import FetchError
from drempel.model.artefact import DomCapture
from tests.conftest import BrowserSession

PAGE = "<!doctype html><html lang=nl><title>Lijst</title><main><h1>Lijst</h1>{}<a href=/weg>Weg</a></main>"

pytestmark = pytest.mark.browser


def captured(session: BrowserSession, lines: int) -> DomCapture:
    capture: DomCapture = session.run(PAGE.format("<p>Regel</p>" * lines), gather_dom)
    return capture


def test_an_ordinary_page_has_roles(browser_session: BrowserSession) -> None:
    capture = captured(browser_session, 5)
    assert has_roles(capture)
    assert [heading.name for heading in Dom(capture).with_role("heading")] == ["Lijst"]


@pytest.mark.parametrize("limit", ["MAX_ROLE_ELEMENTS", "MAX_TREE_BYTES"])
def test_of_a_page_that_is_too_big_only_the_tree_is_read(
    limit: str, browser_session: BrowserSession, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(gathering, limit, 10)
    capture = captured(browser_session, 20)
    assert not has_roles(capture)
    dom = Dom(capture)
    assert len(dom.select("p")) == 20
    assert [url.rpartition("/")[2] for url in gather_links(dom).urls] == ["weg"]


def test_a_page_that_is_too_big_to_read_ends_as_such(
    browser_session: BrowserSession, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(gathering, "MAX_ELEMENTS", 10)
    with pytest.raises(FetchError) as caught:
        captured(browser_session, 20)
    assert caught.value.reason.key == "too-large"


def test_what_is_much_is_known_beforehand(
    browser_session: BrowserSession, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(gathering, "BIG_PAGE_ELEMENTS", 30)

    assert browser_session.run(PAGE.format("<p>Regel</p>" * 3), is_much) is False
    assert browser_session.run(PAGE.format("<p>Regel</p>" * 40), is_much) is True
