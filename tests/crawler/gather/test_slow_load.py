"""How long a page is waited for, with a line that is quick enough for a test."""

import asyncio
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, cast

import pytest

from crawler.browser.base import AS_VISITED, Answered, Conditions, Recording, Stage
from crawler.gather.slow_load import Pace, gather_slow_load
from drempel.dom import Dom
from drempel.model.slow_load import Line, SlowLoad
from tests.conftest import BrowserSession

PAGE = """<!doctype html><html lang="nl"><head><title>Afval</title><style>/*{}*/</style></head>
<body><h1>Afval</h1><p>Wanneer halen wij uw afval op?</p></body></html>"""
NO_DOM = cast("Dom", None)


@pytest.mark.browser
def test_a_page_comes_as_slowly_as_its_line_and_no_server_is_asked(browser_session: BrowserSession) -> None:
    line = Line(round_trip_ms=40, download_kbit_s=4_000)
    html = PAGE.format("x" * 150_000)
    browser = browser_session.browser

    async def work(tab: Any) -> tuple[SlowLoad, list[SlowLoad]]:
        recording, kept = await tab.recording(), []
        asked = len(browser_session._site.asked)
        async with browser.stage(recording) as stage:
            seen = await gather_slow_load(stage, NO_DOM, kept.append, Pace(line, loads=1))
            fresh = await stage.fresh()
            assert await fresh.evaluate("() => document.body.innerText.includes('Wanneer')")
        assert len(browser_session._site.asked) == asked
        return seen, kept

    seen, kept = browser_session.run(html, work)
    # To connect, to ask, and 150 kB at 500 bytes a millisecond.
    least_s = 2 * 0.04 + 0.3
    slow = seen.slow_line
    assert slow.loads == seen.slow_phone.loads == 1
    assert slow.text_s >= slow.first_s >= least_s - 0.01
    assert slow.whole_s >= least_s - 0.01
    assert not slow.whole_is_estimated
    assert None not in (seen.slow_phone.first_s, seen.slow_phone.text_s, seen.slow_phone.whole_s)
    assert (seen.line, seen.cpu_slowdown, seen.untested) == (line, 4.0, "")
    assert [one.seen for one in kept] == [("line",)]


@dataclass
class FakeTab:
    """Says one thing after another."""

    says: list[Mapping[str, Any]]

    async def evaluate(self, _script: str, *_args: Any, timeout_s: float = 10.0) -> Any:
        return self.says.pop(0)


@dataclass
class FakeStage:
    """Notes under which conditions the page was wanted."""

    says: list[Mapping[str, Any]]
    recording: Recording = field(
        default_factory=lambda: Recording(
            "https://a.example/", {"https://a.example/": Answered(200, {}, b"", wire_bytes=100_000)}
        )
    )
    wanted: list[Conditions] = field(default_factory=list)

    async def fresh(self, conditions: Conditions = AS_VISITED) -> FakeTab:
        self.wanted.append(conditions)
        return FakeTab([self.says.pop(0)])


def gathered(*says: Mapping[str, Any]) -> tuple[SlowLoad, FakeStage]:
    stage = FakeStage([{"letters": 80}, *says])
    return asyncio.run(gather_slow_load(cast("Stage", stage), NO_DOM)), stage


def told(first: float | None, text: float | None, whole: float | None, now: float = 0) -> Mapping[str, Any]:
    return {"first": first, "text": text, "whole": whole, "now": now}


def test_the_median_of_three_loads_counts() -> None:
    seen, stage = gathered(
        told(2_000, 3_000, 9_000), told(1_900, 5_000, None), told(2_500, 2_900, None),
        told(300, 500, 900), told(200, 700, 800), told(400, 600, 1_000),
    )  # fmt: skip
    assert (seen.slow_line.first_s, seen.slow_line.text_s, seen.slow_line.whole_s) == (2.0, 3.0, 9.0)
    assert (seen.slow_phone.first_s, seen.slow_phone.text_s, seen.slow_phone.whole_s) == (0.3, 0.6, 0.9)
    assert (seen.slow_line.loads, seen.slow_phone.loads) == (3, 3)
    first, *rest = stage.wanted
    assert first == Conditions()
    assert [(one.line is not None, one.cpu_slowdown) for one in rest] == [(True, 1.0)] * 3 + [
        (False, 4.0)
    ] * 3
    assert all(one.wait_s > 0 for one in rest)


def test_what_takes_very_long_is_loaded_once_and_its_end_is_reckoned() -> None:
    seen, _ = gathered(told(4_000, 14_000, None, 25_000), *[told(100, 200, 300)] * 3)
    # Nothing of the 100 kB came over the line of this stage: 2 s more at 50 bytes a millisecond.
    assert (seen.slow_line.text_s, seen.slow_line.whole_s) == (14.0, 27.0)
    assert (seen.slow_line.loads, seen.slow_line.whole_is_estimated) == (1, True)


def test_a_page_that_shows_no_text_in_time_has_no_time() -> None:
    seen, _ = gathered(told(None, None, None, 25_000), told(500, None, None, 12_000))
    assert (seen.slow_line.first_s, seen.slow_line.text_s, seen.slow_line.waited_s) == (None, None, 25.0)
    assert (seen.slow_phone.text_s, seen.slow_phone.whole_s, seen.slow_phone.loads) == (None, None, 1)
