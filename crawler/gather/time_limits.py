"""Look what a page does by itself when nobody does anything for half an hour, such as end a session.

The clock of the page is set going fast: half an hour takes some seconds. Only pages whose scripts seem to
hold such a limit are looked at, and the tab is used for nothing else after that.
"""

import asyncio
import re
import time
from typing import Any

from crawler.browser.base import ActingTab, Recording, Stage
from crawler.gather.places import PLACES, spot_of
from drempel.dom import Dom
from drempel.errors import FetchError
from drempel.model.acting import Held
from drempel.model.form_use import TimeLimit

STEPS_S = (20, 25, *[60] * 29)
"""How far the clock goes at a time: to half an hour."""
DEADLINE_S = 20.0
POLL_S = 0.02
MAX_SOURCE = 400_000
MAX_SOURCES = 40

_TIMER = re.compile(
    r"set(?:Timeout|Interval)\s*\(.{0,300}?,\s*"
    r"(?:[2-9]\d{4}|[1-9]\d{5,7}|[\d.]+\s*\*\s*(?:60\s*\*\s*1000|1000\s*\*\s*60|6e4|60000)|[1-9]\d?e[4-6])\s*\)",
    re.DOTALL,
)
_ENDS = re.compile(
    r"location|\.reload\(|\.submit\(|log-?out|uitlog|afgemeld|sess(?:ie|ion)|verlo(?:pen|opt)|expir|verstreken",
    re.IGNORECASE,
)
_SESSION = re.compile(
    r"session[_-]?(?:time-?out|expir)|sessie[_-]?(?:verlo|time-?out)|auto-?log-?out|idle[_-]?time-?out",
    re.IGNORECASE,
)
NEAR = 400

SCRIPT = (
    r"""
() => {
  if (globalThis.drempelLimits) return;
"""
    + PLACES
    + r"""
  const ABOUT = new RegExp(
    'sess(ie|ion)|verlo(pen|opt)|verstr(eken|ijkt)|nog \\d+|\\d+ (seconden|minuten|minutes?|seconds?)' +
      '|inacti[ef]|time ?out|afgemeld|uitgelogd|expire|signed out|logged out',
    'i'
  );
  const GOES_ON = new RegExp(
    'doorgestuurd|doorverwezen|automatisch (ververs|vernieuw|herla|bijgewerkt|afgemeld)|vanzelf' +
      '|redirect(ed|ing)|refresh(es|ed)? automatically|rediriger|redirigé|weitergeleitet',
    'i'
  );
  const TIME = new RegExp(
    '(?:(\\d+):)?(\\d{1,2}):(\\d{2})\\b|\\b(\\d+)\\s*(?:s|sec|seconden|minuten|min|seconds|minutes)\\b',
    'i'
  );
  const CONTROL = 'a[href],button,input[type=button],input[type=submit],[role=button]';
  const fold = (text) => String(text ?? '').replace(/\s+/g, ' ').trim();
  const lines = () => {
    const found = new Map();
    for (const scope of scopes(10))
      for (const element of all(scope, '*')) {
        if (found.size > 4000) break;
        if (/^(script|style|noscript|template|option|title)$/.test(element.localName)) continue;
        let text = '';
        for (let at = element.firstChild; at; at = at.nextSibling) if (at.nodeType === 3) text += at.data;
        text = text.replace(/\s+/g, ' ').trim();
        if (text && isShown(element)) found.set(element, text);
      }
    return found;
  };
  const shapeOf = (text) => text.replace(/\d+/g, '#');
  let first = null;
  const blockOf = (element) => {
    let block = element;
    for (let n = 0; n < 4 && up(block) && up(block) !== bodyOf(document); n++) {
      const above = up(block);
      if (first.has(above) || [...first.keys()].some((one) => one.isConnected && holds(above, one))) break;
      block = above;
    }
    return block;
  };
  globalThis.drempelLimits = {
    now: () => performance.now(),
    begin: () => {
      // Returns a text that says from the start that the page goes on by itself.
      first = lines();
      for (const [element, text] of first)
        if (GOES_ON.test(text)) return {...told(element), text: text.slice(0, 200), controls: []};
      return null;
    },
    counters: () => {
      // What counts down: the same text with a smaller number or time.
      const size = (text) => {
        const found = TIME.exec(text);
        if (!found) return null;
        return found[4] ? +found[4] : (+(found[1] ?? 0) * 60 + +found[2]) * 60 + +found[3];
      };
      // A script may make the element anew each second.
      const shapes = new Map([...first.values()].map((text) => [shapeOf(text), text]));
      for (const [element, text] of lines()) {
        const was = first.get(element) ?? shapes.get(shapeOf(text));
        if (!was || was === text || shapeOf(was) !== shapeOf(text)) continue;
        const [before, after] = [size(was), size(text)];
        if (before === null || after === null || after >= before) continue;
        const above = up(element);
        const around = above && above !== bodyOf(document) ? fold(above.innerText) : '';
        const isLine = around && around.length < 200;
        // What the counter stands at is another thing each time.
        const said = (isLine ? around : text.slice(0, 200)).replace(/\d+(:\d+)*/g, '…');
        return {...told(isLine ? above : element), text: said, controls: []};
      }
      return null;
    },
    came: () => {
      // A text about time that was not there.
      const known = new Set([...first.values()].map(shapeOf));
      for (const [element, text] of lines()) {
        // How long ago something was is no limit.
        if (known.has(shapeOf(text)) || !ABOUT.test(text)) continue;
        if (/geleden|\bago\b|il y a|\bvor \d/i.test(text)) continue;
        const block = blockOf(element);
        const controls = all(block, CONTROL).filter(isShown).map(nameOf).filter(Boolean);
        return {
          ...told(element),
          text: fold(block.innerText ?? text).slice(0, 200),
          controls: controls.slice(0, 4)
        };
      }
      return null;
    }
  };
}
"""
)


def may_have_limits(recording: Recording, dom: Dom) -> bool:
    """Say whether the scripts of a page seem to do something after a long while."""
    del dom
    sources = 0
    for url, answered in recording.answers.items():
        kind = next((value for name, value in answered.headers.items() if name.lower() == "content-type"), "")
        if "javascript" not in kind and "html" not in kind and not url.endswith(".js"):
            continue
        sources += 1
        if sources > MAX_SOURCES:
            break
        text = answered.body[:MAX_SOURCE].decode("latin-1")
        if "setTimeout" not in text and "setInterval" not in text:
            continue
        if _SESSION.search(text):
            return True
        for found in _TIMER.finditer(text):
            if _ENDS.search(text, max(0, found.start() - NEAR), found.end() + NEAR):
                return True
    return False


async def gather_time_limits(stage: Stage, dom: Dom) -> tuple[TimeLimit, ...] | None:
    """Return what the page did by itself, `None` where its clock could not be made to run so far."""
    tab = await stage.fresh()
    try:
        return await _waited(tab, dom)
    finally:
        # Its clock stands still from now on.
        tab.is_spoilt = True


async def _waited(tab: ActingTab, dom: Dom) -> tuple[TimeLimit, ...] | None:
    await tab.evaluate(SCRIPT)
    # A counter, or a text that told of it from the start.
    counter: dict[str, Any] | None = await tab.evaluate("() => drempelLimits.begin()")
    is_told = counter is not None
    until = time.monotonic() + DEADLINE_S
    passed_s = 0
    said: dict[str, Any] | None = None
    said_s = 0
    for step_s in STEPS_S:
        if not await _advance(tab, step_s, until):
            if said is None:
                return None
            break
        about_s, passed_s = passed_s + step_s // 2, passed_s + step_s
        went = next((held for held in tab.held if held.kind == "move"), None)
        if went is not None:
            return (_limit(dom, about_s, went, said or counter, said_s if said else 0),)
        if passed_s == STEPS_S[0]:
            seen = await tab.evaluate("() => drempelLimits.counters()")
            counter, is_told = (seen, False) if seen is not None else (counter, is_told)
        if said is None and (said := await tab.evaluate("() => drempelLimits.came()")) is not None:
            said_s = about_s
    if said is not None:
        return (_limit(dom, said_s, None, said, said_s),)
    return (_limit(dom, 0, None, counter, 0),) if counter is not None and not is_told else ()


def _limit(dom: Dom, seconds: int, went: Held | None, said: dict[str, Any] | None, said_s: int) -> TimeLimit:
    if said is None:
        return TimeLimit(seconds, went)
    spot = spot_of(dom, said, said["text"])
    warned_s = seconds - said_s if went is not None and said_s else 0
    return TimeLimit(seconds, went, said["text"], warned_s, tuple(said["controls"]), spot)


async def _advance(tab: ActingTab, seconds: int, until: float) -> bool:
    """Let so many seconds pass for the page; say whether that could be done before the deadline."""
    try:
        before = await tab.evaluate("() => drempelLimits.now()")
        await tab.devtools(
            "Emulation.setVirtualTimePolicy",
            {"policy": "advance", "budget": seconds * 1000, "maxVirtualTimeTaskStarvationCount": 10_000},
            timeout_s=5.0,
        )
        while time.monotonic() < until:
            if await tab.evaluate("() => drempelLimits.now()", timeout_s=5.0) - before >= seconds * 990:
                return True
            await asyncio.sleep(POLL_S)
    except FetchError:
        pass
    return False
