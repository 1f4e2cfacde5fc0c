"""A page that is shown in an open tab has the same tree as one that is visited."""

import re
from pathlib import Path
from typing import Any

import pytest

from crawler.gather.dom import gather_dom
from drempel.dom import Dom
from drempel.model.artefact import DomCapture
from tests import shown
from tests.conftest import BrowserSession
from tests.shown import can_be_shown

PLAIN = "<!doctype html>\n<html lang=nl><title>Sport</title><body>{}"
PAGES = sorted(
    html
    for html in {path.read_text(encoding="utf-8") for path in Path(__file__).parent.glob("*/*.html")}
    if can_be_shown(html)
)


def told(capture: DomCapture) -> tuple[object, ...]:
    """Return all that a capture tells, without the numbers and addresses that differ each time."""
    numbers: dict[int, int] = {}
    documents: list[dict[str, Any]] = []
    for document in capture.documents:
        nodes = dict(document["nodes"])
        nodes["backendNodeId"] = [numbers.setdefault(n, len(numbers)) for n in nodes["backendNodeId"]]
        documents.append(document | {"nodes": nodes})
    # A frame has an id of its own for each tab.
    strings = [re.sub(r"^[0-9A-F]{32}$", "", string) for string in capture.strings]
    roles = sorted([numbers.get(row[0], -1), *map(repr, row[1:])] for row in capture.accessibility)
    tops = [numbers[number] for number in capture.shadow_tops]
    return documents, strings, roles, tops, capture.styles, capture.viewport_width_px, capture.url


@pytest.mark.browser
@pytest.mark.parametrize(
    "pages",
    [
        pytest.param(PAGES[::40], id="some"),
        pytest.param(PAGES, id="all", marks=pytest.mark.slow),
    ],
)
def test_it_has_the_tree_of_a_visit(pages: list[str], browser_session: BrowserSession) -> None:
    assert pages
    for html in pages:
        assert told(browser_session.capture(html)) == told(browser_session.run(html, gather_dom)), html


@pytest.mark.browser
def test_the_tab_is_left_after_some_pages(
    browser_session: BrowserSession, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(shown, "SHOWS", 2)
    pages = [PLAIN.format(f"<p>Deel {number} van vijf") for number in range(5)]
    said, tabs = [], []
    for html in pages:
        said.append(Dom(browser_session.capture(html)).select("p")[0].text)
        tabs.append(browser_session.open_tab)
    assert len(set(tabs)) >= len(pages) / 2
    assert said == [f"Deel {number} van vijf" for number in range(5)]


@pytest.mark.parametrize(
    "part",
    [
        "<script>1</script>",
        "<noscript>Zet scripts aan</noscript>",
        "<img alt=x src=x.png>",
        "<iframe srcdoc='<p>x'></iframe>",
        "<div><template shadowrootmode=open>x</template></div>",
        "<link rel=stylesheet href=/stijl.css>",
        "<style>p { background: url(/x.png) }</style>",
        "<style>p { animation: a 1s }</style>",
        "<meta http-equiv=refresh content=5>",
        "<button onclick='ga()'>Ga</button>",
        "<video controls></video>",
        "<my-part>x</my-part>",
        "<input autofocus>",
    ],
)
def test_a_page_with_something_to_wait_for_is_visited(part: str) -> None:
    assert not can_be_shown(PLAIN.format(part))


def test_a_page_without_a_doctype_is_visited() -> None:
    assert not can_be_shown("<html lang=nl><p>x")
    assert not can_be_shown("")
    assert can_be_shown(PLAIN.format("<p>x"))
