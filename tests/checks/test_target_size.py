"""Targets that axe-core measured, failed, or could not measure."""

import pytest

from checks.engine import judge
from checks.rules.visual.target_too_small import target_too_small
from drempel.dom import Dom
from drempel.model.artefact import AxeNode, AxeResult, AxeRun
from tests.conftest import BrowserSession

pytestmark = pytest.mark.browser

PAGE = """<!doctype html><html lang="nl"><head><title>Gemeente</title>
<style>button { width: 14px; height: 14px; padding: 0; margin: 0 } .los { margin: 30px; display: block }
</style>
</head><body><button>a</button><button>b</button><button class="los">c</button></body></html>"""
FIRST, SECOND, APART = (1, 0), (1, 1), (1, 2)


@pytest.mark.parametrize(
    ("violations", "incomplete", "wanted"),
    [
        ((), (), []),
        ((FIRST,), (), [("a", "failed")]),
        ((FIRST,), (SECOND,), [("a", "failed"), ("b", "cantTell")]),
        # There is room around it, whatever axe-core made of it.
        ((APART,), (), []),
        ((), (APART,), []),
    ],
)
def test_both_must_find_it_too_small(violations, incomplete, wanted, browser_session: BrowserSession) -> None:
    dom = Dom(browser_session.capture(PAGE))
    found = {
        name: tuple(AxeNode((), "", "serious", "", path=path, tag="button") for path in paths)
        for name, paths in (("violations", violations), ("incomplete", incomplete))
    }
    run = AxeRun("4", (AxeResult("target-size", (), "serious", **found, passes=1),))
    said = judge({Dom: dom, AxeRun: run}, {target_too_small.id: target_too_small})
    texts = [(one.pointer.snippet.partition(">")[2][0], one.outcome.value) for one in said.findings]
    assert texts == wanted
    assert len(said.suppressed) == len(violations) + len(incomplete) - len(wanted)
