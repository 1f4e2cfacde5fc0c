"""Gather the `SlowLoad` artefact: play the page on a slow line and on a slow phone, and see when it is there.

The page comes from the recording of its visit: no server is asked for it, however often it is loaded. The
answers wait for as long as they would on such a line, see `crawler.browser.line`; a slow processor is
Chromium's own doing (`Emulation.setCPUThrottlingRate`). The first load on the line goes on until the page is
whole, the others until its text is there, so that the three take no longer than they must.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from statistics import median
from typing import Any, Final

from crawler.browser.base import Conditions, Stage
from crawler.browser.line import SlowLine
from crawler.gather.keeping import Keep, forget
from drempel.dom import Dom
from drempel.model.slow_load import Line, SlowLoad, Waiting

SLOW_3G: Final = Line(round_trip_ms=400, download_kbit_s=400)
"""The “Slow 3G” of Chromium's developer tools: 500 kbit/s taken times 0.8, and 400 ms for a round trip. The
tools multiply that by 5, in place of the connecting that is played here (DevTools, `NetworkManager.ts`)."""

CPU_SLOWDOWN: Final = 4.0
"""As Lighthouse has it for a phone (`core/config/constants.js`, `cpuSlowdownMultiplier`). Measured: a loop of
124 ms takes 513 ms with it."""

LOADS: Final = 3
WHOLE_S: Final = 25.0
"""How long the first load on the line is waited for."""

REPEAT_S: Final = 10.0
"""A text that takes longer than this is loaded once: what one more load would tell is not worth the time."""

PHONE_S: Final = 12.0
HANGS_S: Final = 5.0
LOOK_EVERY_MS: Final = 100
MOST_TEXTS: Final = 2_000

SEEN: Final = """
async (capMs, enough, isWholeWanted, everyMs, most) => {
  // When something was painted, when enough letters were to be read, and when all had come; in ms from the
  // moment the page was asked for.
  const letters = () => {
    if (!document.body) return 0;
    const walk = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
    let sum = 0, looked = 0;
    for (let node = walk.nextNode(); node && looked < most; node = walk.nextNode()) {
      const text = node.data.trim(), owner = node.parentElement;
      if (!text || !owner) continue;
      if (/^(script|style|template|noscript|option|textarea)$/.test(owner.localName)) continue;
      looked++;
      if (owner.checkVisibility({visibilityProperty: true, opacityProperty: true})) sum += text.length;
    }
    return sum;
  };
  if (!enough) return {letters: letters()};
  let text = null, whole = null, first = null;
  for (;;) {
    first ??= performance.getEntriesByName('first-contentful-paint')[0]?.startTime ?? null;
    whole ??= performance.getEntriesByType('navigation')[0]?.loadEventStart || null;
    // What is there and not yet painted cannot be read.
    if (text === null && first !== null && letters() >= enough) text = performance.now();
    const isDone = text !== null && (whole !== null || !isWholeWanted);
    if (isDone || performance.now() >= capMs) return {first, text, whole, now: performance.now()};
    await new Promise((done) => setTimeout(done, everyMs));
  }
}
"""


@dataclass(frozen=True, slots=True)
class Pace:
    """How slow, and how long to wait."""

    line: Line = SLOW_3G
    cpu_slowdown: float = CPU_SLOWDOWN
    loads: int = LOADS
    whole_s: float = WHOLE_S
    repeat_s: float = REPEAT_S
    phone_s: float = PHONE_S


async def gather_slow_load(stage: Stage, _dom: Dom, keep: Keep = forget, pace: Pace = Pace()) -> SlowLoad:
    """Return how long one waits; raises `FetchError` where the page does not stand.

    What was seen on the line is given to `keep` before the phone is tried.
    """
    tab = await stage.fresh()
    letters = (await tab.evaluate(SEEN, 0, 0, False, 0, MOST_TEXTS))["letters"]
    enough = max(1, (letters + 1) // 2)
    on_line = await _on_line(stage, pace, enough)
    keep(SlowLoad(pace.line, on_line, seen=("line",)))
    on_phone = await _on_phone(stage, pace, enough)
    return SlowLoad(pace.line, on_line, pace.cpu_slowdown, on_phone)


async def _on_line(stage: Stage, pace: Pace, enough: int) -> Waiting:
    once = {id(one): one for one in stage.recording.answers.values()}
    total_bytes = sum(one.wire_bytes or len(one.body) for one in once.values())
    told: list[Mapping[str, Any]] = []
    left_s = 0.0
    for load in range(pace.loads):
        line = SlowLine(pace.line)
        conditions = Conditions(stage.recording.viewport, line=line, wait_s=pace.whole_s)
        try:
            tab = await stage.fresh(conditions)
            told.append(await _seen(tab, pace.whole_s, enough, is_whole_wanted=not load))
            if not load:
                left_s = line.seconds_for(max(0, total_bytes - line.sent_bytes))
        finally:
            await line.close()
        if told[0]["text"] is None or told[0]["text"] > pace.repeat_s * 1000:
            break
    first = told[0]
    if first["whole"] is None:
        return _waiting(told, first["now"] / 1000 + left_s, pace.whole_s, is_estimated=True)
    return _waiting(told, first["whole"] / 1000, pace.whole_s)


async def _on_phone(stage: Stage, pace: Pace, enough: int) -> Waiting:
    told: list[Mapping[str, Any]] = []
    for _ in range(pace.loads):
        conditions = Conditions(stage.recording.viewport, cpu_slowdown=pace.cpu_slowdown, wait_s=pace.phone_s)
        told.append(await _seen(await stage.fresh(conditions), pace.phone_s, enough))
        if told[-1]["text"] is None:
            break
    return _waiting(told, _middle(told, "whole"), pace.phone_s)


async def _seen(tab: Any, most_s: float, enough: int, *, is_whole_wanted: bool = True) -> Mapping[str, Any]:
    told: Mapping[str, Any] = await tab.evaluate(
        SEEN, most_s * 1000, enough, is_whole_wanted, LOOK_EVERY_MS, MOST_TEXTS, timeout_s=most_s + HANGS_S
    )
    return told


def _waiting(
    told: Iterable[Mapping[str, Any]], whole_s: float | None, waited_s: float, *, is_estimated: bool = False
) -> Waiting:
    told = list(told)
    return Waiting(
        first_s=_middle(told, "first"),
        text_s=_middle(told, "text"),
        whole_s=None if whole_s is None else round(whole_s, 2),
        whole_is_estimated=is_estimated,
        loads=len(told),
        waited_s=waited_s,
    )


def _middle(told: Iterable[Mapping[str, Any]], what: str) -> float | None:
    """Return the median in seconds; `None` where one load did not get so far."""
    times = [one[what] for one in told]
    return None if None in times or not times else round(median(times) / 1000, 2)
