"""The page as it was sent, not as the browser mended it."""

import pytest

from crawler.browser.base import Answered
from crawler.gather.source import MAX_CHARACTERS, _decoded, gather_source
from tests.conftest import BrowserSession
from tests.site import Answer

pytestmark = pytest.mark.browser

PAGE = "<!doctype html><html lang=nl><title>Gemeente</title><p>Één <b>twee<p class=a class=b>drie {}"


def test_mistakes_are_kept(browser_session: BrowserSession) -> None:
    html = PAGE.format("<script>document.body.append('vier')</script>")
    assert browser_session.run(html, gather_source).text == html


def test_a_large_source_is_left_out_as_a_whole(browser_session: BrowserSession) -> None:
    assert browser_session.run(PAGE.format("a" * MAX_CHARACTERS), gather_source).text == ""


def test_a_page_that_may_not_be_kept_has_its_source(browser_session: BrowserSession) -> None:
    html = PAGE.format("vier")
    answer = Answer(html, headers={"Cache-Control": "no-store"})
    assert browser_session.run(answer, gather_source).text == html


@pytest.mark.parametrize("declared", ["text/html", "text/html; charset=utf-8", "text/html; charset=vreemd"])
def test_an_answer_is_read_in_its_encoding(declared: str) -> None:
    assert _decoded(Answered(200, {"Content-Type": declared}, "één".encode())) == "één"
    latin = {"content-type": "text/html; charset=iso-8859-1"}
    assert _decoded(Answered(200, latin, "één".encode("latin-1"))) == "één"
