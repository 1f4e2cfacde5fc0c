"""Show how far a scan is: a bar on a terminal, a line now and then elsewhere, nothing with `--quiet`.

All of it goes to stderr, for stdout is for results.
"""

import os
import sys
import time
from collections.abc import Callable
from typing import TYPE_CHECKING, Protocol

from drempel.cli.words import count, note, say, words
from reports.untrusted import printable

if TYPE_CHECKING:
    from rich.console import Console
    from rich.progress import Progress as Bar
    from rich.progress import TaskID

    from drempel.pipeline import ProgressState

SECONDS_BETWEEN_LINES = 10.0


class Shown(Protocol):
    """A way to show progress (protocol `drempel.pipeline.Progress`) that can be closed."""

    def started(self, site: str) -> None: ...
    def update(self, state: "ProgressState") -> None: ...
    def note(self, text: str) -> None: ...
    def finished(self, state: "ProgressState") -> None: ...
    def close(self) -> None:
        """Give the terminal back; may be called twice."""
        ...


def progress(*, quiet: bool) -> Shown:
    """Return what suits this run."""
    if quiet:
        return Silent()
    return OnTerminal() if sys.stderr.isatty() and os.environ.get("TERM") != "dumb" else InLines()


class Silent:
    """Shows nothing."""

    def started(self, site: str) -> None:
        """Say nothing."""

    def update(self, state: "ProgressState") -> None:
        """Say nothing."""

    def note(self, text: str) -> None:
        """Say nothing."""

    def finished(self, state: "ProgressState") -> None:
        """Say nothing."""

    def close(self) -> None:
        """Say nothing."""


class InLines:
    """Writes plain lines: at the start, at the end, and in between at most one per ten seconds."""

    def __init__(self, clock: Callable[[], float] = time.monotonic) -> None:
        self._clock = clock
        self._last = clock()

    def started(self, site: str) -> None:
        """Say which site begins."""
        note(say("{site}: begins.", site=_line(site)))

    def update(self, state: "ProgressState") -> None:
        """Say how far it is, unless that was said a moment ago."""
        now = self._clock()
        if now - self._last >= SECONDS_BETWEEN_LINES:
            self._last = now
            note(f"{_line(state.site)}: {facts(state)}")

    def note(self, text: str) -> None:
        """Write a remark."""
        note(_line(text))

    def finished(self, state: "ProgressState") -> None:
        """Say how it ended."""
        note(f"{_line(state.site)}: {facts(state)}. {say('Done.')}")

    def close(self) -> None:
        """Do nothing: there is no state on the screen."""


class OnTerminal:
    """A bar per site, redrawn in place; remarks stand above it."""

    def __init__(self, console: "Console | None" = None) -> None:
        self._console = console
        self._bar: Bar | None = None
        self._tasks: dict[str, TaskID] = {}

    def started(self, site: str) -> None:
        """Add a bar for a site."""
        self._task(site)

    def update(self, state: "ProgressState") -> None:
        """Redraw; the end of the bar moves as long as pages are found."""
        bar, task = self._task(state.site)
        bar.update(task, total=state.done + state.queued, completed=state.done, facts=facts(state))

    def note(self, text: str) -> None:
        """Write a remark above the bars."""
        if self._bar is None:
            note(_line(text))
        else:
            self._bar.console.print(_line(text), markup=False, highlight=False, soft_wrap=True)

    def finished(self, state: "ProgressState") -> None:
        """Leave the bar as it ended."""
        self.update(state)
        bar, task = self._task(state.site)
        bar.stop_task(task)

    def close(self) -> None:
        """Stop redrawing and show the cursor again."""
        if self._bar is not None:
            self._bar.stop()

    def _task(self, site: str) -> "tuple[Bar, TaskID]":
        from rich.console import Console
        from rich.progress import BarColumn, Progress, TextColumn

        if self._bar is None:
            self._bar = Progress(
                TextColumn("{task.description}", markup=False),
                BarColumn(bar_width=12),
                TextColumn("{task.fields[facts]}", markup=False),
                console=self._console or Console(stderr=True),
                # Results go to stdout as they are, not through the bar.
                redirect_stdout=False,
                redirect_stderr=False,
                refresh_per_second=4,
            )
            self._bar.start()
        if site not in self._tasks:
            self._tasks[site] = self._bar.add_task(_line(site)[:30], total=None, facts="")
        return self._bar, self._tasks[site]


def facts(state: "ProgressState") -> str:
    """Return pages done, waiting, per minute, and the problems so far, as one phrase."""
    said = [
        count("{n} page done", "{n} pages done", state.done),
        say("{n} waiting", n=words().number(state.queued)),
        say("{n} per minute", n=words().number(state.pages_per_minute, 0)),
        count("{n} problem", "{n} problems", state.problems),
    ]
    if state.unjudged:
        said.append(say("{n} not judged", n=words().number(state.unjudged)))
    return ", ".join(said)


def _line(text: str) -> str:
    """Return text from a website as one line that cannot steer the terminal."""
    return " ".join(printable(text, 200).split())
