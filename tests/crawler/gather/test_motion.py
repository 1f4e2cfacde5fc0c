"""What moves by itself is seen, and what does not is not watched for long."""

import pytest

from drempel.model.motion import Motion
from drempel.model.without import Without
from storage.codec import from_plain, to_plain
from tests.conftest import BrowserSession

pytestmark = pytest.mark.browser

TICK = """<p>Wachtenden: <b id=t>0</b></p><script>let n = 0;
setInterval(() => { t.textContent = ++n; }, 400);</script>"""
MOVE = """<style>@keyframes m { to { transform: translateX(90px) } }
.m { width: 200px; animation: m 1s infinite }</style>"""


def page(body: str) -> str:
    return f"<!doctype html><html lang=nl><title>M</title><body><p>De stad</p>{body}</body></html>"


def watched(session: BrowserSession, body: str) -> Motion:
    found = session.use(page(body), Motion)[Motion]
    assert isinstance(found, Motion)
    assert not found.untested
    return found


def test_a_page_without_scripts_is_not_watched(browser_session: BrowserSession) -> None:
    motion = watched(browser_session, "<p>Stil</p>")
    assert motion.seconds < 5
    assert motion.moving == ()


def test_text_that_a_script_changes_is_one_part(browser_session: BrowserSession) -> None:
    (part,) = watched(browser_session, TICK).moving
    assert (part.how, part.by, part.spot.tag, part.is_endless) == ("text", "script", "b", True)


def test_several_that_move_alike_are_one_part(browser_session: BrowserSession) -> None:
    body = f"{MOVE}<div id=d>{'<i class=m style=display:block>Punt</i>' * 3}</div>"
    (part,) = watched(browser_session, body).moving
    assert (part.how, part.by, part.spot.tag) == ("moves", "style", "div")
    assert part.crop is not None


def test_a_button_that_may_delete_is_not_tried(browser_session: BrowserSession) -> None:
    body = f"{MOVE}<div class=m>Lint</div><button>Stop en verwijder</button>"
    (part,) = watched(browser_session, body).moving
    assert (part.stopped_by, part.refused) == ("", ("Stop en verwijder",))


def test_what_was_seen_can_be_stored(browser_session: BrowserSession) -> None:
    motion = watched(browser_session, f"{MOVE}<div class=m>Lint</div>")
    assert from_plain(Motion, to_plain(motion)) == motion


def test_a_page_of_endless_changes_comes_to_an_end(browser_session: BrowserSession) -> None:
    body = """<script>setInterval(() => { for (let i = 0; i < 50; i++) {
    const p = document.createElement('p'); p.textContent = Math.random(); document.body.append(p);
    if (document.body.children.length > 400) document.body.children[1].remove(); } }, 50);</script>"""
    assert watched(browser_session, body).seconds < 20


def test_what_scripts_make_is_gone_without_them(browser_session: BrowserSession) -> None:
    body = "<div id=d></div><script>d.innerHTML = '<h2>Kop</h2><a href=/a>Meer</a>';</script>"
    without = browser_session.use(page(body), Without)[Without]
    assert (without.whole.headings, without.bare.headings) == (1, 0)
    assert without.lost_links == ("Meer",)
