"""Every check on its fixture pages: `data-expect` names the outcome of each target, nothing else is found."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from _pytest.mark import ParameterSet

from checks.registry import discover
from drempel.acting import wanted_by
from drempel.model.finding import Outcome
from tests.checks.artefacts import artefacts, judged, results, site_results
from tests.conftest import BrowserSession

HERE = Path(__file__).parent
CHECKS = discover()
EVERY = sorted(HERE.glob("*/*.html"))
OF_SITES = [path for path in EVERY if CHECKS[path.parent.name].scope == "site"]
FIXTURES = [path for path in EVERY if path not in OF_SITES]
USED = {check.id for check in CHECKS.values() if wanted_by([check])}
"""Checks for which a page is used as people do: that takes some seconds a page."""
OF_PAGES = [check for check in CHECKS.values() if check.scope == "page"]
EMPTY = ["", "<!doctype html><html><head></head><body></body></html>"]

pytestmark = pytest.mark.browser


def marked(fixtures: list[Path]) -> Iterator[ParameterSet]:
    """Yield the fixtures; of a check that uses pages, only the first of each kind of answer is quick.

    The examples in the check's own page, one wrong and one right, are slow too: see `test_form.py`.
    """
    quick = set()
    for path in fixtures:
        kind = path.parent.name, path.stem.partition("-")[0]
        is_slow = path.parent.name in USED and (kind in quick or kind[1] == "inapplicable")
        quick.add(kind)
        marks = [pytest.mark.slow] if is_slow else []
        yield pytest.param(path, marks=marks, id=f"{path.parent.name}/{path.stem}")


@pytest.mark.parametrize("fixture", list(marked(FIXTURES)))
def test_fixture(fixture: Path, browser_session: BrowserSession) -> None:
    check = CHECKS[fixture.parent.name]
    html = fixture.read_text(encoding="utf-8")
    # First what uses the page: its tree is captured on the way.
    browser_session.use(html, *wanted_by([check]))
    said = results(check, browser_session.capture(html), html, browser_session)

    seen = [
        (result.outcome.value, result.key if "data-key" in result.target else "", repr(result.target))
        for result in said
        if result.outcome is not Outcome.PASSED or "data-expect" in result.target
    ]
    dom = said[0].target.dom if said else None
    wanted = [
        (node["data-expect"], node.get("data-key"), repr(node))
        for node in (dom.select("[data-expect]") if dom else ())
    ]
    assert sorted(seen) == sorted(wanted)
    assert {result.key for result in said} - {""} <= set(check.messages)

    kind = fixture.stem.partition("-")[0]
    if kind == "inapplicable":
        assert said == []
    else:
        assert kind in {result.outcome.value for result in said}
    if kind == "passed":
        assert {result.outcome for result in said} == {Outcome.PASSED}


@pytest.mark.parametrize("fixture", OF_SITES, ids=lambda path: f"{path.parent.name}/{path.stem}")
def test_fixture_of_a_site(fixture: Path, browser_session: BrowserSession) -> None:
    check = CHECKS[fixture.parent.name]
    said = site_results(check, fixture.read_text(encoding="utf-8"), browser_session)
    kind = fixture.stem.partition("-")[0]
    assert {result.outcome.value for result in said} == ({kind} if kind != "inapplicable" else set())
    for result in said:
        if result.key:
            check.messages[result.key].format(**result.params)


PARTS = """<h1>Sport</h1><a href=/a><img src=x.png alt=Bad></a><a href=/a>Bad</a>
<p>- een<br>- twee<br>- drie</p><form><p>Wat kiest u?</p><input type=radio name=k value=1> Een
<input type=radio name=k value=2> Twee<input name=n placeholder=Naam required><select name=s><option>1
</select>
<button>Ga</button></form><input type=radio name=los value=1><table><tr><th>A<th>B<tr><td>1<td>2</table>
<details><summary></summary></details><video src=x.mp4></video><p lang=fr>Le bureau est ouvert</p>
<div role=list><span>1</span></div><div aria-hidden=true><a href=/b>Weg</a></div><h2>Leeg</h2><h2>Kop</h2>
<p style='color:#999'>Klik rechts</p>"""


def test_no_check_breaks_on_the_same_parts_in_several_frames(browser_session: BrowserSession) -> None:
    frame = f'<iframe title="K" srcdoc="{PARTS}"></iframe>'
    shadow = f"<div><template shadowrootmode=open>{PARTS}</template></div>"
    html = (
        f"<!doctype html><html lang=nl><title>Sport</title><main>{PARTS}{frame}{frame}{shadow}</main></html>"
    )
    given = all_artefacts(html, browser_session)
    broken = {}
    for check in OF_PAGES:
        try:
            judged(check, given)
        except Exception as error:  # noqa: BLE001 - all that break are named
            broken[check.id] = repr(error)
    assert broken == {}


@pytest.mark.parametrize("html", EMPTY, ids=["nothing", "empty-body"])
def test_no_check_says_anything_of_an_empty_page(html: str, browser_session: BrowserSession) -> None:
    given = all_artefacts(html, browser_session)
    said = {check.id: judged(check, given) for check in CHECKS.values() if check.scope != "document"}
    assert {check_id: results for check_id, results in said.items() if results} == {}


def all_artefacts(html: str, session: BrowserSession) -> dict[type, object]:
    """Return what all checks need of a page, gathered once."""
    used = session.use(html, *wanted_by(OF_PAGES))
    return artefacts(session.capture(html), html) | used
