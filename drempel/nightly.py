"""The nightly scan: all sites of the settings, unattended, within a window and a budget of time.

Sites that were longest not seen whole have their turn first. What the night does not finish is gone on with
the next night. What became worse is told by `drempel.notify`.
"""

import asyncio
from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress
from dataclasses import replace
from datetime import UTC, datetime, time, timedelta
from typing import Final

import structlog

from drempel import app
from drempel.app import ScanJob, ScanResult
from drempel.errors import DrempelError
from drempel.i18n import TIME_ZONE
from drempel.model.decision import DecisionNote
from drempel.model.night import Night, NightEnd, SiteEnd, SiteNight
from drempel.model.scan import ScanState
from drempel.pipeline import Progress
from drempel.reopened import may_reopen, reopened
from drempel.settings import Settings
from drempel.waivers import path_beside, read_waivers
from storage import Store

STALE_DAYS: Final = 3
"""A scan that was broken off longer ago is begun anew: its pages would be of too many days."""

LastComplete = Mapping[tuple[str, str], datetime]
"""Ids of entity and site → begin of the last scan that saw the whole site."""

log = structlog.get_logger()


def now() -> datetime:
    """Return this moment."""
    return datetime.now(UTC)


class NightRun:
    """One night: plans, scans until the time is up, and tells how it went."""

    def __init__(
        self,
        settings: Settings,
        jobs: Sequence[ScanJob],
        *,
        progress: Progress,
        on_site: Callable[[SiteNight], None],
        clock: Callable[[], datetime],
        is_full: bool = False,
        explain: Callable[[DrempelError], str] = str,
    ) -> None:
        """`on_site` hears of each site as soon as it had its turn, and of the others at the end.

        `explain` says in the reader's language what broke the night off.
        """
        self._settings = settings
        self._jobs = jobs
        self._progress = progress
        self._on_site = on_site
        self._clock = clock
        self._is_full = is_full
        self._explain = explain
        self._notes: Sequence[DecisionNote] = ()
        self._told: dict[tuple[str, str], SiteNight] = {}
        self._is_time_up = False

    async def run(self, stop: asyncio.Event) -> Night:
        """Scan until all sites had their turn, the time is up, or `stop` is set.

        What keeps the whole night from going on is no exception but a night that ended `broken`.
        """
        began_at = self._clock()
        ends = asyncio.Event()
        forward = asyncio.create_task(_pass_on(stop, ends))
        left_s = seconds_left(self._settings, began_at)
        # By the clock that only goes forward: one that is set back would make a night of days.
        timer = None if left_s is None else asyncio.get_running_loop().call_later(left_s, self._end, ends)
        error = ""
        try:
            plan = await asyncio.to_thread(self._plan, began_at)
            await scan(
                self._settings,
                plan,
                progress=self._progress,
                stop=ends,
                on_result=self._ended,
                is_full=self._is_full,
            )
        except DrempelError as failed:
            error = self._explain(failed)
            log.error("night_broke", error=str(failed))
        finally:
            forward.cancel()
            if timer is not None:
                timer.cancel()
        if error:
            end = NightEnd.BROKEN
        elif stop.is_set():
            end = NightEnd.STOPPED
        else:
            end = NightEnd.TIME_UP if self._is_time_up else NightEnd.DONE
        sites = () if error and not self._told else await asyncio.to_thread(self._sites)
        return Night(began_at, self._clock(), end, sites, error)

    def _end(self, ends: asyncio.Event) -> None:
        self._is_time_up = True
        ends.set()

    def _plan(self, began_at: datetime) -> list[ScanJob]:
        self._notes = read_waivers(path_beside(self._settings.file))
        with Store.open(self._settings.storage.url) as store:
            planned = by_age(self._jobs, store.last_complete())
            since = began_at - timedelta(days=STALE_DAYS)
            unfinished = {job: store.unfinished_scan(job.entity.id, job.site.id) for job in planned}
        return [
            replace(job, anew=found is not None and found.started_at < since)
            for job, found in unfinished.items()
        ]

    def _ended(self, result: ScanResult) -> None:
        told = self._beside_before(site_night(result), result)
        self._told[told.entity_id, told.site_id] = told
        if told.end is not SiteEnd.NOT_REACHED:
            self._on_site(told)

    def _beside_before(self, told: SiteNight, result: ScanResult) -> SiteNight:
        """Return a site with what must be said of it beside the scan before."""
        if result.scan is None or result.interrupted:
            return told
        with suppress(DrempelError), Store.open(self._settings.storage.url, create=False) as store:
            if told.news:
                told = replace(told, break_reasons=tuple(store.break_reasons(told.scan_id)))
            if may_reopen(store, told.site_id, self._notes):
                told = replace(told, reopened=reopened(store, result.scan, self._notes))
        return told

    def _sites(self) -> tuple[SiteNight, ...]:
        """Return all sites, those that had no turn too, with when they were last seen whole."""
        last: LastComplete = {}
        # Where the database is gone, what is known of the night is told without it.
        with suppress(DrempelError), Store.open(self._settings.storage.url, create=False) as store:
            last = store.last_complete()
        for job in self._jobs:
            key = job.entity.id, job.site.id
            if key not in self._told:
                self._told[key] = SiteNight(job.entity.id, job.entity.name, job.site.id, SiteEnd.NOT_REACHED)
        before = self._clock() - timedelta(days=self._settings.nightly.overdue_days)
        sites = []
        for key, told in self._told.items():
            seen_at = last.get(key)
            is_overdue = told.end is not SiteEnd.WHOLE and (seen_at is None or seen_at < before)
            site = replace(told, last_complete_at=seen_at, is_overdue=is_overdue)
            if site.end is SiteEnd.NOT_REACHED:
                self._on_site(site)
            sites.append(site)
        return tuple(sites)


async def scan(
    settings: Settings,
    jobs: Sequence[ScanJob],
    *,
    progress: Progress,
    stop: asyncio.Event,
    on_result: Callable[[ScanResult], None],
    is_full: bool,
) -> None:
    """Scan the sites in this order, going on with what the last night left.

    Pages that did not change keep their judgement without a visit unless the scan is full.
    """
    await app.run_scans(
        settings,
        jobs,
        resume=True,
        as_run=False,
        incremental=not is_full,
        progress=progress,
        stop=stop,
        on_result=on_result,
    )


def by_age(jobs: Sequence[ScanJob], last: LastComplete) -> list[ScanJob]:
    """Return the sites with those first that were never seen whole, then by how long ago that was."""
    never = datetime.min.replace(tzinfo=UTC)
    return sorted(jobs, key=lambda job: last.get((job.entity.id, job.site.id), never))


def seconds_left(settings: Settings, moment: datetime) -> float | None:
    """Return how long a night that begins then may take; `None`: as long as it needs, 0: not now."""
    left = [settings.nightly.max_time_s] if settings.nightly.max_time_s is not None else []
    if window := hours(settings.nightly.window):
        left.append(seconds_in(*window, moment))
    return min(left, default=None)


def hours(window: str) -> tuple[time, time] | None:
    """Return begin and end of a window such as `22:00-06:00`, `None` for an empty one."""
    if not window:
        return None
    begin, _, end = window.replace("–", "-").partition("-")
    return _time(begin), _time(end)


def _time(text: str) -> time:
    hour, _, minute = text.strip().partition(":")
    return time(int(hour), int(minute))


def seconds_in(begin: time, end: time, moment: datetime) -> float:
    """Return the seconds until a window ends, 0 outside it; in summer and winter time as clocks show it."""
    local = moment.astimezone(TIME_ZONE)
    for days in (-1, 0):
        day = local.date() + timedelta(days=days)
        opens = datetime.combine(day, begin, TIME_ZONE)
        closes = datetime.combine(day + timedelta(days=end <= begin), end, TIME_ZONE)
        if opens.timestamp() <= local.timestamp() < closes.timestamp():
            return closes.timestamp() - local.timestamp()
    return 0.0


def site_night(result: ScanResult) -> SiteNight:
    """Return what a night says of a site whose scan has ended."""
    entity, site, scan, coverage = result.job.entity, result.job.site, result.scan, result.coverage
    return SiteNight(
        entity.id,
        entity.name,
        site.id,
        _end_of(result),
        scan.id if scan is not None else "",
        coverage.judged,
        coverage.unjudged + coverage.not_visited,
        result.problems,
        # A part of a site may not say yet what is new.
        () if result.interrupted else result.news,
        result.error,
        report=str(result.report.absolute()) if result.report else "",
        kept=coverage.kept,
        document_problems=result.document_problems,
        documents_missed=result.documents_missed + result.documents_beyond,
        differing=coverage.differing,
        unseen=result.unseen,
    )


def _end_of(result: ScanResult) -> SiteEnd:
    if result.error:
        return SiteEnd.BROKEN
    if result.scan is None:
        return SiteEnd.NOT_REACHED
    match result.scan.state:
        case ScanState.COMPLETE:
            return SiteEnd.WHOLE
        case ScanState.INCOMPLETE:
            return SiteEnd.PART
        case ScanState.FAILED:
            return SiteEnd.BROKEN
        case _:
            return SiteEnd.UNDER_WAY


async def _pass_on(stop: asyncio.Event, ends: asyncio.Event) -> None:
    await stop.wait()
    ends.set()
