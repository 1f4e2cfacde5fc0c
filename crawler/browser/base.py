"""The protocols `Browser` and `Tab`, and the values they exchange.

Gatherers use nothing else of a browser. Both backends reach Chromium's DevTools protocol, so `devtools`
is part of the protocol and the gatherers are written once.
"""

from collections.abc import Callable, Container, Mapping
from contextlib import AbstractAsyncContextManager
from dataclasses import dataclass, field
from typing import Protocol, runtime_checkable

from crawler.browser.line import SlowLine
from drempel.model.acting import Held
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


@dataclass(frozen=True, slots=True)
class Answered:
    """One answer of a server, as it is played again."""

    status: int
    headers: Mapping[str, str]
    body: bytes
    wire_bytes: int = 0
    """What it took on the line, 0 where that is not known."""


@dataclass(frozen=True, slots=True)
class Loaded:
    """What one request of a visit took; a redirect is a request of its own."""

    url: str
    kind: str
    """See `drempel.model.transfer.KINDS`."""
    wire_bytes: int
    """As sent, with its head; with the size with which it once came where the browser still had it."""
    is_estimated: bool = False
    is_answered: bool = True
    is_whole: bool = True


@dataclass(frozen=True, slots=True)
class Supplied:
    """One answer that a page got while it was visited, the one to the page itself left out."""

    url: str
    """As it was asked first, without fragment."""
    final_url: str
    kind: str
    """See `drempel.model.transfer.KINDS`."""
    status: int
    headers: Mapping[str, str]
    """Lower-case names."""
    body: bytes | None
    """`None` where it was not wanted, is gone, or did not come to its end."""


@dataclass(frozen=True, slots=True)
class Supply:
    """What a visit got beside the page."""

    answers: tuple[Supplied, ...]
    unsure: str = ""
    """Why that is not all: `request-failed`, `web-socket`, `event-stream` or `too-many`; else empty."""
    set_cookie: str = ""
    """The `Set-Cookie` headers of the page itself, a line for each."""


@dataclass(frozen=True, slots=True)
class Recording:
    """What a visit loaded: enough to show the page again without asking anyone."""

    url: str
    """The final address of the page."""
    answers: Mapping[str, Answered]
    """Address without fragment → answer."""
    viewport: Viewport = field(default_factory=Viewport)

    def answer(self, url: str) -> Answered | None:
        """Return what came from an address; where only its query differs (a time, a number), what came there.

        `None` for what the visit did not load.
        """
        bare = url.partition("#")[0]
        if (known := self.answers.get(bare)) is not None:
            return known
        path, _, query = bare.partition("?")
        if not query:
            return None
        return next((kept for address, kept in self.answers.items() if address.startswith(f"{path}?")), None)


@dataclass(frozen=True, slots=True)
class Conditions:
    """Under which conditions a page is shown on the stage."""

    viewport: Viewport = field(default_factory=Viewport)
    script: bool = True
    images: bool = True
    media: Mapping[str, str] = field(default_factory=dict)
    """Media features and their values, e.g. `{"prefers-reduced-motion": "reduce"}`."""
    line: SlowLine | None = None
    """The connection over which answers come; `None` where they are there at once."""
    cpu_slowdown: float = 1.0
    """How many times slower the page computes."""
    wait_s: float = 0.0
    """The page is given as soon as it begins to come, within this time; 0: when it has settled."""


AS_VISITED = Conditions()


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


class ActingTab(Tab, Protocol):
    """A page on the stage, on which gatherers may act as people do. Places are in CSS pixels of the view."""

    is_spoilt: bool
    """Whether nothing more can be done with it; the stage makes another one then."""

    @property
    def held(self) -> tuple[Held, ...]:
        """Return what the page wanted to do to the world since it was loaded or since `forget_held`."""
        ...

    def forget_held(self) -> None:
        """Begin a new list of what the page tries."""
        ...

    async def type(self, text: str) -> None:
        """Type a text, key by key, where the focus is."""
        ...

    async def move(self, x: float, y: float) -> None:
        """Move the pointer."""
        ...

    async def down(self) -> None:
        """Press the main button of the pointer."""
        ...

    async def up(self) -> None:
        """Release the main button of the pointer."""
        ...

    async def click(self, x: float, y: float) -> None:
        """Move the pointer to a place and click there."""
        ...


class Stage(Protocol):
    """A page played again from what a visit recorded: nothing that is tried on it reaches a server."""

    @property
    def recording(self) -> Recording: ...

    async def fresh(self, conditions: Conditions = AS_VISITED) -> ActingTab:
        """Return the page as it stood when it had loaded; an earlier tab of this stage is then useless.

        Raises `FetchError` where it does not come to stand within some seconds.
        """
        ...


@runtime_checkable
class Records(Protocol):
    """A tab that knows what its visit loaded; not every backend can."""

    async def recording(self) -> Recording:
        """Return what the visit loaded, to play it on a stage; raises `FetchError` where that is gone."""
        ...

    async def answer(self) -> Answered | None:
        """Return the answer of the page itself, `None` where that is gone; raises `FetchError`."""
        ...


@runtime_checkable
class Tells(Protocol):
    """A tab that tells what its page got beside itself, so that it can be recognised; not every one can."""

    async def supply(self, known: Container[str]) -> Supply:
        """Return what came; without the bodies of the addresses that are known already."""
        ...

    async def answer(self) -> Answered | None:
        """Return the answer of the page itself, `None` where that is gone; raises `FetchError`."""
        ...


@runtime_checkable
class Counts(Protocol):
    """A tab that sees what its visit takes on the line; not every backend can."""

    @property
    def loaded(self) -> tuple[Loaded, ...]:
        """Return what was asked for until now, in order."""
        ...


@runtime_checkable
class Stages(Protocol):
    """A browser that has a stage; not every backend can."""

    def stage(self, recording: Recording) -> AbstractAsyncContextManager[Stage]:
        """Give a stage on which a page is played again."""
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
