"""The page as it was sent, not as the browser mended it."""

import pytest

from crawler.gather.source import MAX_CHARACTERS, gather_source
from tests.conftest import BrowserSession

pytestmark = pytest.mark.browser

PAGE = "<!doctype html><html lang=nl><title>Gemeente</title><p>Één <b>twee<p class=a class=b>drie {}"


def test_mistakes_are_kept(browser_session: BrowserSession) -> None:
    html = PAGE.format("<script>document.body.append('vier')</script>")
    assert browser_session.run(html, gather_source).text == html


def test_a_large_source_is_left_out_as_a_whole(browser_session: BrowserSession) -> None:
    assert browser_session.run(PAGE.format("a" * MAX_CHARACTERS), gather_source).text == ""
