"""A browser that is started by the first page that needs it: a night in which nothing changed needs none."""

import asyncio
import re
import subprocess
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from typing import Protocol

from crawler.browser.base import Browser, Recording, Stage, Stages, Tab, Visit
from drempel.errors import FetchError, SetupError
from drempel.model.snapshot import FetchOutcome, Reason

VERSION_TIMEOUT_S = 20.0
_NUMBER = re.compile(r"\d+(?:\.\d+){1,3}")


class StagedBrowser(Browser, Stages, Protocol):
    """A browser with a stage."""


class LazyBrowser:
    """Stands for a browser that `launch` starts; raises what that raises in the first visit."""

    def __init__(self, name: str, launch: Callable[[], Awaitable[StagedBrowser]]) -> None:
        """`name` is what the browser will be called when it runs."""
        self._name = name
        self._launch = launch
        self._browser: StagedBrowser | None = None
        self._starting = asyncio.Lock()
        self._is_closed = False

    @property
    def name(self) -> str:
        """Return name and version."""
        return self._browser.name if self._browser is not None else self._name

    @property
    def is_running(self) -> bool:
        """Return whether something needed it."""
        return self._browser is not None

    @asynccontextmanager
    async def visit(self, visit: Visit) -> AsyncIterator[Tab]:
        """Load a page, see `Browser`."""
        async with (await self._started()).visit(visit) as tab:
            yield tab

    @asynccontextmanager
    async def stage(self, recording: Recording) -> AsyncIterator[Stage]:
        """Give a stage, see `Stages`."""
        async with (await self._started()).stage(recording) as stage:
            yield stage

    async def wait_for_room(self) -> None:
        """Wait for memory; where nothing runs there is some."""
        if self._browser is not None:
            await self._browser.wait_for_room()

    async def aclose(self) -> None:
        """End the browser if it was started."""
        async with self._starting:
            self._is_closed = True
            if self._browser is not None:
                await self._browser.aclose()

    async def _started(self) -> StagedBrowser:
        async with self._starting:
            if self._is_closed:
                raise FetchError(FetchOutcome.CRASHED, Reason("browser", "closed"), permanent=False)
            if self._browser is None:
                self._browser = await self._launch()
            return self._browser


def version_of(executable: str) -> str:
    """Return the version that a browser tells of itself, without showing a window.

    Raises `SetupError` where it does not run.
    """
    try:
        told = subprocess.run(
            [executable, "--version"], capture_output=True, timeout=VERSION_TIMEOUT_S, check=True, text=True
        )
    except (OSError, subprocess.SubprocessError) as error:
        reason = str(error).splitlines()[0]
        raise SetupError(
            "The browser {path} does not start: {reason}\nRun `drempel doctor` to see what is missing.",
            path=executable,
            reason=reason,
        ) from error
    found = _NUMBER.search(told.stdout)
    return found[0] if found else ""
