"""What products and home-made pages answer, seen by a real browser and judged."""

from collections.abc import Mapping
from typing import Any

import pytest

from crawler.gather.dom import gather_dom
from crawler.gather.visible_text import gather_visible_text
from crawler.pageclass import classify, look_at
from drempel.dom import Dom
from tests.conftest import BrowserSession
from tests.crawler.pageclass import doors, errors, more, walls
from tests.crawler.pageclass.cases import Case
from tests.shown import SHOW, STAGE

CASES = (*walls.CASES, *doors.CASES, *errors.CASES, *more.CASES)


@pytest.fixture(scope="module")
def doms(browser_session: BrowserSession) -> Mapping[str, Dom]:
    """Return the page tree of every case, all captured in one tab."""

    async def capture(tab: Any) -> dict[str, Dom]:
        found = {}
        for html in {case.html for case in CASES}:
            await tab.evaluate(SHOW, html)
            found[html] = Dom(await gather_dom(tab))
        return found

    shown: Mapping[str, Dom] = browser_session.run(STAGE, capture)
    return shown


def verdict(case: Case, dom: Dom) -> str:
    text = gather_visible_text(dom)
    shown = "\n".join(block.text for block in text.blocks)
    # The tab knows one address only.
    look = look_at(dom, text, url=case.final_url)
    found = classify(case.status, case.headers, dom.title, shown, case.final_url, case.url, look)
    return f"{found[0]} {found[1].key}" if found else "page"


@pytest.mark.browser
@pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)
def test_answers_get_the_verdict_they_deserve(case: Case, doms: Mapping[str, Dom]) -> None:
    assert verdict(case, doms[case.html]) == case.wanted


def test_no_two_cases_have_one_name() -> None:
    names = [(case.wanted, case.name, case.html, case.path, case.final) for case in CASES]
    assert len(names) == len(set(names))
