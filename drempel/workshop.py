"""What visits need while they run: guard and proxy, browser, fetcher, robots, gate. Opened and closed as one.

A site that may lie in a private network gets a workshop of its own, so that its permission reaches no
other site.
"""

import asyncio
import os
from collections.abc import AsyncIterator, Awaitable, Callable, Collection, Mapping
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from crawler import ROBOTS_TOKEN, user_agent
from crawler.axe_source import AxeSource, find_axe
from crawler.browser.base import Browser
from crawler.browser.discover import find_browser, launch_flags
from crawler.browser.lazy import LazyBrowser, StagedBrowser, version_of
from crawler.fetch import Fetcher
from crawler.guard import Guard, IPAddress, Resolver, is_forbidden
from crawler.politeness import HostGate
from crawler.proxy import GuardProxy, ProxyAddress
from crawler.robots import RobotsCache
from crawler.subresources import Resources
from crawler.upstream import chosen
from crawler.urls import host_key, origin
from drempel.errors import FetchError, SetupError, UnsafeAddress
from drempel.model.snapshot import FetchOutcome, Reason
from drempel.settings import Settings
from drempel.visitor import Desks

if TYPE_CHECKING:
    from crawler.authority import Authority


WAITING_PAGES = 2
"""Pages that may be loading while as many as are allowed side by side are gathered."""


@dataclass(frozen=True, slots=True)
class Surroundings:
    """The network as the guard sees it; tests give another one, in which loopback plays the internet."""

    forbids: Callable[[IPAddress], bool] = is_forbidden
    resolver: Resolver | None = None
    """Looks up names; `None` asks the system."""


@dataclass(frozen=True, slots=True)
class Workshop:
    """The running parts; all of them end with the block that opened them."""

    axe: AxeSource
    guard: Guard
    proxy: GuardProxy
    browser: Browser
    fetcher: Fetcher
    gate: HostGate
    robots: RobotsCache
    credentials: Mapping[str, Mapping[str, str]]
    """Headers by the origin that gets them."""
    slots: asyncio.Semaphore
    """Pages that may be open at a time: many of them only wait for their host."""
    desks: Desks
    """Pages that may be gathered and judged at a time."""


@asynccontextmanager
async def open_workshop(
    settings: Settings,
    *,
    allow_private: Collection[str] = (),
    delay_s: float | None = None,
    is_lazy: bool = False,
    surroundings: Surroundings = Surroundings(),
) -> AsyncIterator[Workshop]:
    """Start everything and give it; whatever happens, no process stays behind.

    `allow_private` holds the `host:port` that may be private. With `is_lazy` the browser is started by the
    first page that needs it. Raises `SetupError` with what to do when
    this machine lacks something.
    """
    agent = user_agent(settings.crawler.user_agent_contact)
    axe = find_axe(settings.browser.axe_path)
    async with AsyncExitStack() as stack:
        guard = Guard(allow_private, surroundings.forbids, surroundings.resolver)
        stack.callback(guard.close)
        # WebDriver cannot answer a proxy that asks for credentials.
        authority = _authority(settings.network.ca_file)
        credentials = {origin(start): headers for start, headers in settings.credentials(os.environ).items()}
        proxy = GuardProxy(
            guard,
            with_token=settings.browser.backend == "playwright",
            upstream=chosen(settings.network.upstream_proxy, os.environ),
            authority=authority,
            # What is shown to those who may log in is for them alone.
            resources=Resources(never=frozenset(map(host_key, credentials))),
        )
        address = await proxy.start()
        stack.push_async_callback(proxy.aclose)
        flags = (authority.browser_flag,) if authority else ()
        browser = await _launch(settings, axe, address, guard, flags, is_lazy=is_lazy)
        stack.push_async_callback(browser.aclose)
        tls = authority.context if authority else None
        fetcher = Fetcher(
            address.url, agent, deadline_s=settings.crawler.page_timeout_s, credentials=credentials, tls=tls
        )
        stack.push_async_callback(fetcher.aclose)
        gate = HostGate(settings.crawler.delay_s if delay_s is None else delay_s, address_of=guard.address_of)
        robots = RobotsCache(fetcher, ROBOTS_TOKEN, gate=gate)
        stack.push_async_callback(robots.aclose)
        pages = settings.browser.parallel_pages
        yield Workshop(
            axe,
            guard,
            proxy,
            browser,
            fetcher,
            gate,
            robots,
            credentials,
            slots=asyncio.Semaphore(pages + WAITING_PAGES),
            desks=Desks(pages),
        )


def _authority(ca_file: str) -> "Authority | None":
    if not ca_file:
        return None
    # Here, for the library that it takes is slow to load.
    from crawler.authority import Authority

    return Authority(Path(ca_file))


async def _launch(
    settings: Settings,
    axe: AxeSource,
    proxy: ProxyAddress,
    guard: Guard,
    more_flags: tuple[str, ...],
    *,
    is_lazy: bool,
) -> Browser:
    options = settings.browser
    is_remote = options.backend == "selenium" and _is_elsewhere(options.selenium_url)
    executable = "" if is_remote else find_browser(options.path)
    flags = (*launch_flags(), *more_flags, *options.args)

    def agent(own: str) -> str:
        return user_agent(settings.crawler.user_agent_contact, own)

    if options.backend == "selenium":
        server = "" if is_remote else proxy.server
        return await _launch_selenium(settings, axe, server, executable, flags, agent, guard)

    async def launch() -> StagedBrowser:
        # Here, for the library that it takes is slow to load.
        from crawler.browser.playwright_backend import LaunchOptions, PlaywrightBrowser

        return await PlaywrightBrowser.launch(
            LaunchOptions(
                executable=executable,
                agent=agent,
                args=flags,
                proxy_server=proxy.server,
                proxy_username=proxy.username,
                proxy_password=proxy.password,
                max_tabs=options.parallel_pages + WAITING_PAGES,
                recycle_after_pages=options.recycle_after_pages,
                page_memory_mib=options.page_memory_mib,
            ),
            axe,
        )

    if not is_lazy:
        return await launch()
    version = await asyncio.to_thread(version_of, executable)
    return LazyBrowser(f"chromium {version} (playwright)", launch)


def _is_elsewhere(grid_url: str) -> bool:
    """Say whether a Grid runs on another machine, from where our proxy on loopback cannot be reached."""
    return bool(grid_url) and urlsplit(grid_url).hostname not in {"127.0.0.1", "localhost", "::1"}


async def _launch_selenium(
    settings: Settings,
    axe: AxeSource,
    proxy_server: str,
    executable: str,
    flags: tuple[str, ...],
    agent: Callable[[str], str],
    guard: Guard,
) -> Browser:
    try:
        from crawler.browser.selenium_backend import SeleniumBrowser, SeleniumOptions
    except ImportError as error:
        raise SetupError(
            "The Selenium backend is not installed. Run: pip install 'drempel[selenium]'"
        ) from error
    return await SeleniumBrowser.launch(
        SeleniumOptions(
            executable=executable,
            grid_url=settings.browser.selenium_url,
            agent=agent,
            args=flags,
            proxy_server=proxy_server,
            # Without the proxy the address of each page is at least checked before it is visited.
            before_visit=None if proxy_server else _checked_by(guard),
            max_drivers=settings.browser.parallel_pages,
            recycle_after_pages=settings.browser.recycle_after_pages,
        ),
        axe,
    )


def _checked_by(guard: Guard) -> Callable[[str], Awaitable[None]]:
    async def check(url: str) -> None:
        parts = urlsplit(url)
        try:
            await guard.resolve(parts.hostname or "", parts.port or (443 if parts.scheme == "https" else 80))
        except UnsafeAddress as error:
            raise FetchError(
                FetchOutcome.UNSAFE, Reason("private-address", str(error)), permanent=True
            ) from error

    return check
