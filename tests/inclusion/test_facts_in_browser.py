"""A real browser shows the same facts as the tree that the other tests build without one."""

from dataclasses import replace
from urllib.parse import urlsplit

import pytest

from checks.facts.extract import facts_of
from drempel.dom import Dom
from drempel.model.facts import Facts
from tests.conftest import BrowserSession
from tests.inclusion.building import dom_of_file
from tests.inclusion.scoring import HERE

pytestmark = pytest.mark.browser

PAGES = sorted((HERE / "pages").glob("*.html"))
# Pages with shadow roots, with a cookie wall, with tables, without body and with folded parts among them.
SOME = [
    page
    for page in PAGES
    if page.name[:3] in {"016", "021", "023", "031", "053", "102", "127", "179", "186", "615"}
]


def facts(dom: Dom) -> Facts:
    """Return the facts without their places; where links lead without the host, which is another one.

    What stands in a slot has another path in a browser, so paths of links are left out too.
    """
    found = facts_of(dom)
    leads = tuple(
        replace(lead, url=urlsplit(lead.url)._replace(scheme="", netloc="").geturl(), selector="")
        for lead in found.leads
    )
    return replace(found, evidence={}, leads=leads)


def assert_same(names: list[str], session: BrowserSession) -> None:
    differ = {}
    for name in names:
        path = HERE / "pages" / name
        built = facts(dom_of_file(path))
        seen = facts(Dom(session.capture(path.read_text(encoding="utf-8"))))
        if built != seen:
            differ[name] = built, seen
    assert differ == {}


def test_some_pages_in_a_browser(browser_session: BrowserSession) -> None:
    assert_same([page.name for page in SOME], browser_session)


@pytest.mark.slow
@pytest.mark.parametrize("hundred", sorted({page.name[0] for page in PAGES}))
def test_all_pages_in_a_browser(browser_session: BrowserSession, hundred: str) -> None:
    assert_same([page.name for page in PAGES if page.name[0] == hundred], browser_session)
