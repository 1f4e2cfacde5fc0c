"""How gatherers that use a page are run: in order, within a budget, each with its own end."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from typing import Any, cast

import pytest

from checks.engine import judge
from checks.registry import discover
from crawler.browser.base import Recording, Stage
from crawler.browser.base import Stages as StagesProtocol
from drempel.acting import PROBES, Probe, act, wanted_by
from drempel.dom import Dom
from drempel.errors import FetchError
from drempel.model.finding import Outcome
from drempel.model.focus_walk import WalkPicture
from drempel.model.further import FURTHER
from drempel.model.slow_load import SlowLoad
from drempel.model.snapshot import FetchOutcome, Reason
from tests.checks.synthetic import capture

NOWHERE = cast("Stage", object())


class Stages:
    """A browser whose stage nobody looks at."""

    def __init__(self) -> None:
        self.opened = 0

    @asynccontextmanager
    async def stage(self, recording: Recording) -> AsyncIterator[Stage]:
        self.opened += 1
        yield NOWHERE


@dataclass(frozen=True, slots=True)
class One:
    said: str = ""
    untested: str = ""


@dataclass(frozen=True, slots=True)
class Other:
    said: str = ""
    untested: str = ""


def run(*probes: Probe, budget_s: float | None = None, browser: Stages | None = None) -> dict[type, Any]:
    dom, recording = cast("Dom", None), Recording("http://a.example/", {})
    wanted = {probe.artefact for probe in probes}
    using = act(browser or Stages(), recording, dom, wanted, budget_s=budget_s, probes=probes)
    return asyncio.run(using)


async def says(stage: Stage, dom: Dom) -> One:
    assert stage is NOWHERE
    return One("gezien")


async def hangs(stage: Stage, dom: Dom) -> One:
    await asyncio.sleep(60)
    raise AssertionError("never")


async def breaks(stage: Stage, dom: Dom) -> One:
    raise ZeroDivisionError


async def crashes(stage: Stage, dom: Dom) -> One:
    raise FetchError(FetchOutcome.CRASHED, Reason("renderer", "weg"), permanent=False)


@pytest.mark.parametrize(
    ("gather", "why"), [(hangs, "timeout"), (breaks, "ZeroDivisionError"), (crashes, "renderer")]
)
def test_what_breaks_off_says_why_and_the_next_one_runs(gather: Any, why: str) -> None:
    async def next_one(stage: Stage, dom: Dom) -> Other:
        return Other("ook gezien")

    gathered = run(Probe(One, gather, timeout_s=0.05), Probe(Other, next_one))
    assert gathered == {One: One(untested=why), Other: Other("ook gezien")}


@pytest.mark.parametrize(
    ("goes_on", "why"), [(hangs, "timeout"), (breaks, "ZeroDivisionError"), (crashes, "renderer")]
)
def test_what_was_seen_before_it_broke_off_is_kept(goes_on: Any, why: str) -> None:
    async def in_parts(stage: Stage, dom: Dom, keep: Any) -> One:
        keep(One("iets"))
        keep(One("meer"))
        found: One = await goes_on(stage, dom)
        return found

    gathered = run(Probe(One, in_parts, timeout_s=0.05, in_parts=True))
    assert gathered == {One: One("meer", untested=why)}


def test_a_budget_cuts_from_the_end() -> None:
    gathered = run(Probe(One, hangs, timeout_s=5.0), Probe(Other, says), budget_s=0.1)
    assert gathered == {One: One(untested="budget"), Other: Other(untested="budget")}


def test_no_stage_is_opened_for_nothing() -> None:
    browser = Stages()
    assert run(browser=browser) == {}
    assert browser.opened == 0


def test_two_stages_take_turns_and_a_page_that_cannot_be_played_is_said_to_be_so() -> None:
    browser, met = Stages(), asyncio.Event()

    async def waits(stage: Stage, dom: Dom) -> One:
        await met.wait()
        return One("gewacht")

    async def comes(stage: Stage, dom: Dom) -> Other:
        met.set()
        return Other("gekomen")

    probes = (Probe(One, waits, timeout_s=5), Probe(Other, comes))
    using = act(browser, Recording("", {}), cast("Dom", None), {One, Other}, probes=probes, stages=2)
    assert asyncio.run(using) == {One: One("gewacht"), Other: Other("gekomen")}
    assert browser.opened == 2

    class Broken(Stages):
        @asynccontextmanager
        async def stage(self, recording: Recording) -> AsyncIterator[Stage]:
            raise FetchError(FetchOutcome.CRASHED, Reason("renderer", "weg"), permanent=False)
            yield NOWHERE

    with pytest.raises(FetchError):
        asyncio.run(
            act(Broken(), Recording("", {}), cast("Dom", None), {One, Other}, probes=probes, stages=2)
        )


def test_a_stop_is_not_taken_for_a_page_that_broke() -> None:
    async def stopped() -> None:
        using = asyncio.ensure_future(
            act(Stages(), Recording("", {}), cast("Dom", None), {One}, probes=[Probe(One, hangs)])
        )
        await asyncio.sleep(0.01)
        using.cancel()
        await using

    with pytest.raises(asyncio.CancelledError):
        asyncio.run(stopped())


def test_every_probe_is_of_use_and_its_artefact_can_be_stored() -> None:
    # A picture of the walk is for who asks to see it; slowness is told, not judged.
    used = {probe.artefact for probe in PROBES} - {WalkPicture, SlowLoad}
    assert wanted_by(discover().values()) == used
    assert used <= set(FURTHER.values())
    for probe in PROBES:
        assert probe.artefact().untested == ""
        assert probe.artefact(untested="budget").untested == "budget"


def test_selenium_has_no_stage() -> None:
    pytest.importorskip("selenium")
    from crawler.browser.selenium_backend import SeleniumBrowser

    assert not issubclass(SeleniumBrowser, StagesProtocol)


def test_where_no_page_is_used_each_check_that_needs_it_says_so() -> None:
    checks = {check.id: check for check in discover().values() if wanted_by([check])}
    judgement = judge({Dom: Dom(capture("<html lang=nl><body><p>Afval</p></body></html>"))}, checks)
    told = {tally.check: tally for tally in judgement.tallies if tally.check in checks}
    assert set(told) == set(checks)
    for tally in told.values():
        assert tally.outcome is Outcome.UNTESTED
        assert tally.reason.startswith("missing-artefact:")
