"""The protocols `Browser` and `Tab`, and the values they exchange.

Gatherers use nothing else of a browser. Both backends reach Chromium's DevTools protocol, so `devtools`
is part of the protocol and the gatherers are written once.
"""

from collections.abc import Callable, Mapping
from contextlib import AbstractAsyncContextManager
from dataclasses import dataclass, field
from typing import Protocol

from drempel.model.artefact import Exchange, Json
from drempel.model.snapshot import Viewport

WORLD = "drempel"
"""Name of the isolated world in which our scripts run, out of reach of the page's own."""


@dataclass(frozen=True, slots=True)
class Visit:
    """One page to load: the address, the view and the deadlines in seconds."""

    url: str
    viewport: Viewport = field(default_factory=Viewport)
    navigation_timeout_s: float = 30.0
    settle_timeout_s: float = 3.0
    may_go_to: Callable[[str], bool] | None = None
    """Says where the main frame may be led by redirects and scripts; another address is not asked at all,
    where the backend can prevent it, and ends the visit as `redirected-out-of-scope`."""
    may_embed: Callable[[str], bool] | None = None
    """Says which documents frames may load; others are failed in the browser before any request."""
    credentials: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    """Headers by origin (`https://stad.example`), sent with requests to that very origin and to no other:
    another port is another origin, and a redirect elsewhere takes nothing along."""


class Tab(Protocol):
    """One open page. Every call may raise `FetchError` (the page hung, crashed or went away)."""

    @property
    def url(self) -> str:
        """Return the present address, after redirects."""
        ...

    @property
    def viewport(self) -> Viewport: ...

    @property
    def exchange(self) -> Exchange:
        """Return the HTTP side of the visit, with all that is known of it by now."""
        ...

    @property
    def notes(self) -> tuple[str, ...]:
        """Return remarks of the visit, e.g. `settle-timeout`, `navigation-held`, `dialog-dismissed`."""
        ...

    async def html(self) -> str:
        """Return the serialised page as it stands."""
        ...

    async def evaluate(self, script: str, *args: Json, timeout_s: float = 10.0) -> Json:
        """Call a JavaScript function expression in the isolated world and return its JSON value.

        Promises are awaited. The deadline holds outside the browser.
        """
        ...

    async def axe(self, options: Mapping[str, Json], timeout_s: float) -> Json:
        """Run axe-core and return its raw results; every node also carries `path` and `tag`."""
        ...

    async def devtools(
        self, method: str, params: Mapping[str, Json] | None = None, *, timeout_s: float = 30.0
    ) -> Json:
        """Send one DevTools command and return its result; the deadline holds outside the browser."""
        ...

    async def press(self, key: str) -> None:
        """Press and release a key, by its DOM name (`Tab`, `Enter`, `Escape`…)."""
        ...

    async def resize(self, width_px: int, height_px: int) -> None:
        """Give the view another size in CSS pixels."""
        ...

    async def screenshot(self) -> bytes:
        """Return the view as PNG."""
        ...


class Browser(Protocol):
    """A running browser."""

    @property
    def name(self) -> str:
        """Return name, version and backend, e.g. `chromium 139.0 (playwright 1.55)`."""
        ...

    def visit(self, visit: Visit) -> AbstractAsyncContextManager[Tab]:
        """Load a page and give its tab; raises `FetchError` where the page cannot be loaded."""
        ...

    async def wait_for_room(self) -> None:
        """Wait for a while as long as the pages that are open leave no memory for another one."""
        ...

    async def aclose(self) -> None:
        """End the browser; leaves no process behind. May be called twice."""
        ...
