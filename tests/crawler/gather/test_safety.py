"""A site of dangers: every gatherer that uses a page comes to an end there, and the server hears nothing."""

from collections.abc import Iterator

import pytest

from crawler.browser.base import Recording, Visit
from crawler.gather.dom import gather_dom
from drempel import acting
from drempel.dom import Dom
from drempel.model.focus_walk import FocusWalk, WalkPicture
from tests.conftest import BrowserSession
from tests.site import Site

pytestmark = pytest.mark.browser

BUDGET_S = 60.0
"""A page that takes more is cut, which is an end too."""

EVERYWHERE = "click mousedown pointerdown touchstart keydown input change submit mouseover blur"

PAGES = {
    # Whatever is done on it, it sends, deletes, asks, opens windows and goes away.
    "acts": """<a href=/verwijder?id=1>Verwijder</a>
    <a href=/weg onclick="fetch('/wis', {method: 'DELETE'})">Meer</a>
    <form action=/betaal method=post><label>Rekening <input required name=a autocomplete=name></label>
    <label>E-mail <input type=email name=b></label>
    <select onchange="this.form.submit()"><option>Een<option>Twee</select><button>Betaal</button></form>
    <form action=/bewaar method=post><label>Naam <input name=c></label><button>Verder</button></form>
    <div tabindex=0 id=d>Doe iets</div><div id=v style="width: 300px; height: 60px">Veeg</div>
    <button aria-expanded=false>Menu</button>
    <script>
      const act = () => {
        alert('Zeker?'); confirm('Heel zeker?'); open('/venster'); navigator.sendBeacon('/baken', 'x');
        fetch('/stuur', {method: 'POST', body: 'x'}).catch(() => 0); location = '/elders';
      };
      for (const type of '%s'.split(' ')) addEventListener(type, act, true);
      for (const type of ['touchstart', 'touchend', 'pointerdown', 'pointerup'])
        v.addEventListener(type, act);
      d.addEventListener('mouseenter', act);
      setTimeout(() => { location.href = '/uitgelogd'; }, 600000);
      addEventListener('beforeunload', (event) => { event.preventDefault(); navigator.sendBeacon('/dag'); });
    </script>""",
    # It never stops asking and opening.
    "storms": """<a href=/a>Een</a><div onclick="for (;;) alert(1)">Klik</div>
    <p onmouseover="for (;;) confirm(2)">Wijs</p>
    <button onclick="setInterval(() => open('/x'), 5)">Open</button>
    <form onsubmit="for (;;) alert(3)"><label>Naam <input required onblur="location = '/weg'"></label>
    <button>Verder</button></form>""",
    # It makes ever more of what takes the focus.
    "grows": """<main id=m><label>Naam <input></label>
    <div onclick="this.after(this.cloneNode(true))">Nog een</div></main><script>
      const more = () => {
        const next = document.createElement('button');
        next.textContent = 'Volgende';
        next.onclick = more;
        m.append(next);
        next.focus();
      };
      addEventListener('focusin', more);
      addEventListener('click', more);
    </script>""",
    "ten-thousand": "<form><label>Naam <input required></label><button>Verder</button></form>"
    + "".join(f"<button onclick=0 onmouseenter=0>Knop {n}</button> " for n in range(10_000)),
}


@pytest.fixture
def site() -> Iterator[Site]:
    site = Site({})
    yield site
    site.close()


@pytest.mark.parametrize("name", PAGES)
def test_every_gatherer_ends_and_nothing_is_asked_of_the_server(
    name: str, browser_session: BrowserSession, site: Site
) -> None:
    body = PAGES[name].replace("%s", EVERYWHERE)
    site.routes["/"] = f"<!doctype html><html lang=nl><title>Gevaar</title><body>{body}</body></html>"

    async def visit() -> tuple[Recording, Dom]:
        async with browser_session.browser.visit(Visit(f"{site.url}/")) as tab:
            return await tab.recording(), Dom(await gather_dom(tab))  # type: ignore[attr-defined]

    recording, dom = browser_session.run_alone(visit)
    before = len(site.asked)
    # The walk has tests of its own for each of these dangers.
    wanted = {probe.artefact for probe in acting.PROBES} - {FocusWalk, WalkPicture}

    async def use() -> dict[type, object]:
        return await acting.act(browser_session.browser, recording, dom, wanted, budget_s=BUDGET_S)

    used = browser_session.run_alone(use)
    assert [asked.path for asked in site.asked[before:]] == []
    assert {kind for kind, artefact in used.items() if isinstance(artefact, kind)} == wanted
    # Cut by the clock or by the page, never by an error of our own.
    reasons = {str(getattr(artefact, "untested", "")) for artefact in used.values()}
    assert reasons <= {"", "budget", "timeout", "script", "renderer", "navigation"}, reasons
