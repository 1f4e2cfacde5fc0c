"""The colour of example texts in empty fields."""

import pytest

from crawler.gather.dom import gather_dom
from crawler.gather.placeholders import gather_placeholders
from drempel.dom import Dom
from drempel.model.artefact import Placeholders
from tests.conftest import BrowserSession

pytestmark = pytest.mark.browser

PAGE = """<!doctype html><html lang=nl><title>Gemeente</title>
<style>::placeholder { color: rgb(1, 2, 3); opacity: .5 }</style>
<p><input id=a placeholder="Naam"><input id=b placeholder="Vol" value="Ja"><input id=c></p>
<div id=d></div>
<script>d.attachShadow({mode: 'open'}).innerHTML = '<textarea id=e placeholder="Bericht">'</script>
"""


def gather(session: BrowserSession, html: str) -> tuple[Dom, Placeholders]:
    async def work(tab):
        dom = Dom(await gather_dom(tab))
        return dom, await gather_placeholders(tab, dom)

    return session.run(html, work)


def test_colour_of_what_shows(browser_session: BrowserSession) -> None:
    dom, found = gather(browser_session, PAGE)
    fields = [dom.at_path(one.path) for one in found.fields]
    assert [field["id"] for field in fields if field] == ["a", "e"]
    assert (found.fields[0].colour, found.fields[0].opacity) == ("rgb(1, 2, 3)", 0.5)


def test_page_without_fields_is_not_asked(browser_session: BrowserSession) -> None:
    assert (
        gather(browser_session, "<!doctype html><html lang=nl><title>x</title><p>Tekst")[1] == Placeholders()
    )
