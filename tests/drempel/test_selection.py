"""An index answers plain selectors as XPath does, and leaves the others to it."""

import re
from pathlib import Path

import pytest

from drempel.dom import Dom
from drempel.selection import plain_parts, xpath
from tests.checks.synthetic import capture

HTML = """<html lang="nl"><body>
<nav><a href="/x" role="LINK">x</a> <a name="y" target="_blank" href="">y</a> <a onclick="x()">z</a></nav>
<input type="Radio" name="n"><input type="hidden"><input><textarea></textarea>
<input type="image" alt="Zoek">
<div role="link" style="color:red !IMPORTANT"><p aria-hidden="TRUE">een</p>
<p aria-hidden="true">twee</p></div>
<table><tr><td headers="a"><table><tr><th id="a" scope="">x</th></tr></table></td></tr></table>
<img alt="" src="x"><svg><title>x</title></svg><h1>Kop</h1><div role="\u212aink"></div></body></html>"""

PLAIN = (
    "a[href], button, [role=link i]",
    "p, div",
    "h1",
    "[role]",
    "[aria-hidden=true]",
    "[aria-hidden=true i]",
    "[style*=important i]",
    '[style*="important"]',
    "input:not([type=hidden]):not([type='radio' i]), select, textarea",
    "a[onclick]:not([href])",
    "a[href][target], img[alt][src]",
    "[role=kink i]",
)
OTHER = (
    "table table",
    "nav > a",
    "a ~ a",
    "input:nth-of-type(2)",
    ":not([role])",
    "*",
    "a[href^='/']",
    "html|a",
)


@pytest.mark.parametrize("css", PLAIN)
def test_a_plain_selector_finds_what_xpath_finds(css: str) -> None:
    dom = Dom(capture(HTML))
    assert plain_parts(css) is not None
    assert [node.element for node in dom.select(css)] == xpath(css)(dom.root.element)
    for node in dom:
        below = [one for one in xpath(css)(node.element) if one is not node.element]
        assert [found.element for found in node.select(css)] == below


def test_other_selectors_are_left_to_xpath() -> None:
    dom = Dom(capture(HTML))
    assert not any(map(plain_parts, OTHER))
    assert [node["href"] for node in dom.select("nav > a[href]")] == ["/x", ""]
    assert len(dom.select("table table th")) == 1


def test_nearly_all_selectors_of_checks_are_plain() -> None:
    root = Path(__file__).parents[2] / "checks"
    texts = (file.read_text(encoding="utf-8") for file in root.rglob("*.py"))
    used = {css for text in texts for css in re.findall(r'\.select\("([^"{]+)"\)', text)}
    assert len(used) > 50
    assert sum(plain_parts(css) is not None for css in used) >= 0.9 * len(used)
