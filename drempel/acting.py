"""Which gatherers use a page, in order of value, and how they are run on it.

Each begins with a fresh page on a stage, has its own deadline, and leaves nothing behind for the next. What a
budget of time cuts off is `untested`, never passed over in silence.
"""

import asyncio
import time
from collections.abc import Awaitable, Callable, Collection, Iterable
from dataclasses import dataclass, replace
from typing import Any

import structlog

from checks.base import Check
from crawler.browser.base import Recording, Stage, Stages
from crawler.gather.focus_walk import gather_focus_walk
from crawler.gather.form_use import gather_form_use
from crawler.gather.motion import gather_motion
from crawler.gather.pointer_use import gather_pointer_use
from crawler.gather.reflow import gather_reflow
from crawler.gather.slow_load import gather_slow_load
from crawler.gather.walk_picture import gather_walk_picture
from crawler.gather.widgets import gather_widgets
from crawler.gather.without import gather_without
from drempel.dom import Dom
from drempel.errors import FetchError
from drempel.model.focus_walk import FocusWalk, WalkPicture
from drempel.model.form_use import FormUse
from drempel.model.motion import Motion
from drempel.model.pointer_use import PointerUse
from drempel.model.reflow import Reflow
from drempel.model.slow_load import SlowLoad
from drempel.model.widgets import Widgets
from drempel.model.without import Without

log = structlog.get_logger()

STAGE_TIMEOUT_S = 180.0
"""What all of them together may take of one page, whatever it does."""


@dataclass(frozen=True, slots=True)
class Probe:
    """One gatherer that uses the page."""

    artefact: type[Any]
    """What it records; it has a field `untested`."""
    gather: Callable[..., Awaitable[Any]]
    """Called with a stage and the tree of the page; with `in_parts` also with a function that takes an
    artefact of what was seen so far, which is kept where the gatherer breaks off."""
    timeout_s: float = 30.0
    in_parts: bool = False


PROBES: tuple[Probe, ...] = (
    Probe(FocusWalk, gather_focus_walk, timeout_s=60.0),
    # Needed by no check: only for who asks to see the walk.
    Probe(WalkPicture, gather_walk_picture),
    Probe(PointerUse, gather_pointer_use, timeout_s=90.0, in_parts=True),
    Probe(Widgets, gather_widgets, timeout_s=75.0, in_parts=True),
    Probe(Reflow, gather_reflow, timeout_s=60.0, in_parts=True),
    Probe(FormUse, gather_form_use, timeout_s=60.0, in_parts=True),
    Probe(Motion, gather_motion, timeout_s=90.0, in_parts=True),
    Probe(Without, gather_without, in_parts=True),
    # Needed by no check: on key pages only, for what a visit takes of people with little.
    Probe(SlowLoad, gather_slow_load, timeout_s=100.0, in_parts=True),
)
"""In order of value: a budget cuts from the end."""


def wanted_by(checks: Iterable[Check], disabled: Collection[str] = ()) -> frozenset[type]:
    """Return the artefacts of probes that some check needs."""
    needed = {need for check in checks if check.id not in disabled for need in check.needs}
    return frozenset(probe.artefact for probe in PROBES if probe.artefact in needed)


async def act(
    browser: Stages,
    recording: Recording,
    dom: Dom,
    wanted: Collection[type],
    *,
    budget_s: float | None = None,
    probes: Iterable[Probe] | None = None,
    stages: int = 1,
) -> dict[type, Any]:
    """Return what each wanted probe recorded; raises `FetchError` where the page cannot be played at all.

    One that broke off gives an artefact that holds the reason, and what it had seen if it tells that. On
    several stages side by side they take less time of a person who waits: mostly, a probe waits itself.
    """
    gathered: dict[type, Any] = {}
    todo = [probe for probe in (PROBES if probes is None else probes) if probe.artefact in wanted]
    if not todo:
        return gathered
    until = time.monotonic() + (STAGE_TIMEOUT_S if budget_s is None else min(budget_s, STAGE_TIMEOUT_S))
    left = iter(todo)

    async def on_a_stage() -> None:
        async with browser.stage(recording) as stage:
            for probe in left:
                left_s = until - time.monotonic()
                if left_s <= 0:
                    gathered[probe.artefact] = probe.artefact(untested="budget")
                    continue
                gathered[probe.artefact] = await _one(probe, stage, dom, left_s)

    if stages == 1 or len(todo) == 1:
        await on_a_stage()
        return gathered
    try:
        async with asyncio.TaskGroup() as group:
            for _ in range(min(stages, len(todo))):
                group.create_task(on_a_stage())
    except ExceptionGroup as errors:
        raise errors.exceptions[0] from errors
    return gathered


async def _one(probe: Probe, stage: Stage, dom: Dom, left_s: float) -> Any:
    started = time.monotonic()
    kept: list[Any] = []
    try:
        async with asyncio.timeout(min(probe.timeout_s, left_s)):
            return await (
                probe.gather(stage, dom, kept.append) if probe.in_parts else probe.gather(stage, dom)
            )
    except TimeoutError:
        why = "timeout" if probe.timeout_s <= left_s else "budget"
    except FetchError as error:
        why = str(error.reason.key)
    except Exception as error:  # one gatherer is one unit of work
        log.error("probe_broke", probe=probe.artefact.__name__, error=type(error).__name__, exc_info=error)
        why = type(error).__name__
    finally:
        log.debug("probe", probe=probe.artefact.__name__, seconds=round(time.monotonic() - started, 2))
    return replace(kept[-1], untested=why) if kept else probe.artefact(untested=why)
