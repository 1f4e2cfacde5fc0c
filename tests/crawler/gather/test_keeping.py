"""Gatherers that tell in parts: what they keep on the way is what they say at the end, as far as it goes."""

from dataclasses import fields, replace
from typing import Any

import pytest

from crawler.browser.base import Recording
from crawler.gather.dom import gather_dom
from crawler.gather.keeping import Keep
from drempel.acting import PROBES, Probe
from drempel.dom import Dom
from drempel.model.artefact import DomCapture
from storage.codec import from_plain, to_plain
from tests.conftest import BrowserSession

pytestmark = pytest.mark.browser

PAGE = """<!doctype html><html lang=nl><meta charset=utf-8><title>Plein</title>
<style>.hero { background: url(/plein.jpg); color: #fff }
@media (prefers-contrast: more) { p { color: #000 } }
@keyframes m { to { transform: translateX(90px) } } .m { width: 200px; animation: m 1s infinite }</style>
<body><h1>Plein</h1><p>De gemeente maakt een nieuw plein met bomen en banken voor de buurt.</p>
<div class=hero><p>Welkom op het plein</p></div><div class=m>Lint</div>
<button id=k aria-expanded=false>Uren</button>
<p id=t hidden>Elke dag van negen tot vijf.</p>
<button onclick="d.showModal()">Vraag</button>
<dialog id=d><button onclick="d.close()">Sluiten</button></dialog>
<ul role=tree aria-label=Onderwerpen id=o>
<li role=treeitem tabindex=0>Afval<li role=treeitem tabindex=-1>Wonen</ul>
<label>Plaats <input id=v role=combobox aria-expanded=false aria-controls=l></label>
<ul id=l role=listbox aria-label=Plaatsen hidden><li role=option>Aalst<li role=option>Asse</ul>
<script>
k.onclick = () => { t.hidden = !t.hidden; k.setAttribute('aria-expanded', !t.hidden); };
o.onkeydown = (e) => { if (e.key === 'ArrowDown') o.lastElementChild.focus(); };
v.oninput = () => { l.hidden = false; v.setAttribute('aria-expanded', 'true'); };
</script></body></html>"""

PARTS = {
    "Widgets": ("tabs", "sliders", "opened", "composites", "comboboxes", "carousels"),
    "Reflow": ("text", "turned", "colours"),
    "Motion": ("pictures", "flashes", "moving"),
    "Without": ("pictures",),
}
IN_PARTS = [probe for probe in PROBES if probe.artefact.__name__ in PARTS]


def gathered(session: BrowserSession, probe: Probe) -> tuple[Any, list[Any]]:
    kept: list[Any] = []
    keep: Keep = kept.append

    async def record(tab: Any) -> tuple[Recording, DomCapture]:
        return await tab.recording(), await gather_dom(tab)

    recording, capture = session.run(PAGE, record)

    async def use() -> Any:
        async with session.browser.stage(recording) as stage:
            return await probe.gather(stage, Dom(capture), keep)

    return session.run_alone(use), kept


@pytest.mark.parametrize("probe", IN_PARTS, ids=lambda probe: probe.artefact.__name__)
def test_what_is_kept_grows_to_what_is_said(probe: Probe, browser_session: BrowserSession) -> None:
    said, kept = gathered(browser_session, probe)
    assert (said.seen, said.untested) == ((), "")
    assert said != probe.artefact()
    assert from_plain(probe.artefact, to_plain(said)) == said

    lengths = [len(one.seen) for one in kept]
    assert lengths == sorted(lengths)
    last = kept[-1]
    assert [part for part in PARTS[probe.artefact.__name__] if part not in last.seen] == []
    for part in {field.name for field in fields(said)} & set(last.seen):
        assert getattr(last, part) == getattr(said, part)
    cut = replace(last, untested="timeout")
    assert from_plain(probe.artefact, to_plain(cut)) == cut
