"""Which network addresses may be reached: names are looked up here, and every address found is judged.

A scanner inside a government network must not become a way into it. `Guard` decides per address;
`crawler.proxy` connects to the very address that was decided upon, so that a name which changes its
answer between the check and the connection (DNS rebinding) gains nothing.
"""

import asyncio
import socket
import time
from collections.abc import Awaitable, Callable, Collection, Iterable, Sequence
from concurrent.futures import ThreadPoolExecutor
from functools import lru_cache
from ipaddress import IPv4Address, IPv6Address, ip_address, ip_network

from crawler.scope import Scope
from crawler.urls import host_key, machine, parse
from drempel.errors import FetchError, UnsafeAddress
from drempel.model.site import Site
from drempel.model.snapshot import FetchOutcome, Reason

IPAddress = IPv4Address | IPv6Address
Resolver = Callable[[str], Awaitable[Sequence[str]]]
"""Gives the addresses of a name; raises `OSError` where there are none."""

_FORBIDDEN_4 = tuple(map(ip_network, (
    "0.0.0.0/8",  # this network
    "10.0.0.0/8", "172.16.0.0/12", "192.168.0.0/16",  # private
    "100.64.0.0/10",  # shared by providers, home of some cloud metadata services
    "127.0.0.0/8",  # loopback
    "168.63.129.16/32",  # the host below machines at Azure
    "169.254.0.0/16",  # link-local, home of most cloud metadata services
    "192.0.0.0/24", "192.0.2.0/24", "198.51.100.0/24", "203.0.113.0/24",  # protocol use, documentation
    "192.88.99.0/24",  # 6to4 relays
    "198.18.0.0/15",  # benchmarks
    "224.0.0.0/4", "240.0.0.0/4",  # multicast, reserved and broadcast
)))  # fmt: skip
_GLOBAL_6 = ip_network("2000::/3")
_FORBIDDEN_6 = tuple(map(ip_network, ("2001::/23", "2001:db8::/32", "3fff::/20")))
_SIX_TO_FOUR = ip_network("2002::/16")
_TRANSLATED = ip_network("64:ff9b::/96")
_METADATA = frozenset(map(ip_address, (
    "100.100.100.200", "168.63.129.16", "192.0.0.192", "fd00:ec2::254", "fd20:ce::254",
)))  # fmt: skip
"""Cloud metadata services outside the link-local networks. They hand out keys; `allow_private` is never meant
for them, nor for anything link-local."""

_LOCAL_NAMES = (
    ".local", ".localdomain", ".internal", ".private", ".home.arpa", ".onion", ".lan", ".intranet", ".corp",
    ".home",
)  # fmt: skip
"""Names that mean something inside a network only, like those without a dot; looking them up would tell
others of the question."""

_BROWSER_SERVICES = frozenset((
    "content-autofill.googleapis.com", "optimizationguide-pa.googleapis.com", "safebrowsing.googleapis.com",
    "update.googleapis.com", "clients2.google.com", "clients4.google.com", "edgedl.me.gvt1.com",
    "redirector.gvt1.com", "edge.microsoft.com", "msedge.api.cdp.microsoft.com", "config.edge.skype.com",
    "detectportal.firefox.com", "firefox.settings.services.mozilla.com", "incoming.telemetry.mozilla.org",
    "push.services.mozilla.com",
))  # fmt: skip
"""Whom browsers call of their own accord; no page needs them, and they would learn where we are."""

# The ports that browsers refuse for http (Fetch Standard, "bad port"): other services listen there.
_BAD_PORTS = frozenset((
    0, 1, 7, 9, 11, 13, 15, 17, 19, 20, 21, 22, 23, 25, 37, 42, 43, 53, 69, 77, 79, 87, 95, 101, 102, 103,
    104, 109, 110, 111, 113, 115, 117, 119, 123, 135, 137, 139, 143, 161, 179, 389, 427, 465, 512, 513, 514,
    515, 526, 530, 531, 532, 540, 548, 554, 556, 563, 587, 601, 636, 989, 990, 993, 995, 1719, 1720, 1723,
    2049, 3659, 4045, 4190, 5060, 5061, 6000, 6566, 6665, 6666, 6667, 6668, 6669, 6679, 6697, 10080,
))  # fmt: skip


def is_forbidden(address: IPAddress) -> bool:
    """Tell whether an address lies outside the public internet.

    Source: the IANA special-purpose address registries. Of IPv6 only global unicast (2000::/3) is open;
    an IPv4 address wrapped in it (mapped, 6to4, NAT64, ISATAP) is judged as itself too.
    """
    if isinstance(address, IPv4Address):
        return any(address in network for network in _FORBIDDEN_4)
    if wrapped := _wrapped(address):
        return is_forbidden(wrapped)
    return address not in _GLOBAL_6 or any(address in network for network in _FORBIDDEN_6)


def unwrapped(address: IPAddress) -> IPAddress:
    """Return the IPv4 address that an IPv6 address stands for, or the address itself."""
    return (_wrapped(address) if isinstance(address, IPv6Address) else None) or address


def _wrapped(address: IPv6Address) -> IPv4Address | None:
    number = int(address)
    if address.ipv4_mapped:
        return address.ipv4_mapped
    if address in _TRANSLATED or (number >> 32) & 0xFDFFFFFF == 0x5EFE:
        return IPv4Address(number & 0xFFFFFFFF)
    if address in _SIX_TO_FOUR:
        return IPv4Address((number >> 80) & 0xFFFFFFFF)
    return None


def private_hosts(sites: Iterable[Site]) -> frozenset[str]:
    """Return `host:port` of the sites that may lie in a private network, by http and https."""
    keys = {key for site in sites if site.allow_private for key in Scope(site).hosts}
    both = {f"{machine(key)}:{port}" for key in keys if machine(key) != key for port in (80, 443)}
    return frozenset(keys | both)


class Guard:
    """Looks up names and lets pass only addresses that may be reached.

    `allow_private` holds the `host:port` for which private addresses are meant; it is read at each
    question, so a set may grow. Answers are remembered for `remember_s` seconds: what was found to be
    safe stays the address that is connected to.
    """

    def __init__(
        self,
        allow_private: Collection[str] = (),
        is_forbidden: Callable[[IPAddress], bool] = is_forbidden,
        resolver: Resolver | None = None,
        *,
        remember_s: float = 30.0,
        lookup_timeout_s: float = 10.0,
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        self._allow_private = allow_private
        self._is_forbidden = is_forbidden
        self._threads = ThreadPoolExecutor(16, thread_name_prefix="lookup")
        self._look_up: Resolver = resolver or self._ask_system
        self._remember_s = remember_s
        self._lookup_timeout_s = lookup_timeout_s
        self._clock = clock
        self._known: dict[str, tuple[float, asyncio.Task[tuple[IPAddress, ...]]]] = {}
        self._chosen: dict[str, str] = {}

    async def resolve(self, host: str, port: int) -> tuple[IPAddress, ...]:
        """Return the addresses of a host that may be connected to, best first; never empty.

        Forbidden addresses among public ones are left out. Raises `UnsafeAddress` if no other is left
        and `FetchError` (reason `dns`) if the name has none.
        """
        name, is_allowed = self._named(host, port)
        key = f"{name}:{port}"
        found = await self._addresses(name)
        safe = tuple(address for address in found if self._may_reach(address, is_allowed))
        if not safe:
            raise UnsafeAddress(f"{key} ({', '.join(map(str, found))})")
        if len(self._chosen) > 10_000:
            self._chosen.clear()
        self._chosen[key] = str(safe[0])
        return safe

    def check(self, host: str, port: int) -> None:
        """Raise `UnsafeAddress` for what need not be looked up to be refused: names, numbers and ports."""
        name, is_allowed = self._named(host, port)
        number = _number(name)
        if number is not None and not self._may_reach(number, is_allowed):
            raise UnsafeAddress(f"{name}:{port}")

    def is_private_site(self, host: str, port: int) -> bool:
        """Tell whether a host was permitted to lie in a private network."""
        return f"{host}:{port}" in self._allow_private

    def address_of(self, host_key: str) -> str | None:
        """Return the address that a `host:port` was last resolved to, `None` if it was not yet."""
        return self._chosen.get(host_key)

    def refuses_outright(self, url: str) -> bool:
        """Tell whether an address is refused whatever its name leads to; nothing is looked up."""
        host, _, port = host_key(url).rpartition(":")
        try:
            self.check(host, int(port or 0))
        except UnsafeAddress:
            return True
        return False

    def close(self) -> None:
        """Let go of the threads that look up names."""
        self._threads.shutdown(wait=False, cancel_futures=True)

    def _named(self, host: str, port: int) -> tuple[str, bool]:
        """Return a host in its one spelling, and whether it may be private; raises `UnsafeAddress`."""
        name = canonical_host(host)
        if name is None:
            raise UnsafeAddress(f"{host!r} is not the name of a host")
        is_allowed = self.is_private_site(name, port)
        if not is_allowed and (port in _BAD_PORTS or _is_nobodys(name)):
            raise UnsafeAddress(f"{name}:{port}")
        return name, is_allowed

    def _may_reach(self, address: IPAddress, is_allowed: bool) -> bool:
        if not self._is_forbidden(address):
            return True
        bare = unwrapped(address)
        is_nobody = bare.is_multicast or bare.is_unspecified or bare.is_link_local or bare in _METADATA
        return is_allowed and not is_nobody

    async def _addresses(self, name: str) -> tuple[IPAddress, ...]:
        if (number := _number(name)) is not None:
            return (number,)
        if _is_localhost(name):
            return IPv4Address("127.0.0.1"), IPv6Address("::1")
        now = self._clock()
        known = self._known.get(name)
        if known is None or known[0] <= now:
            if len(self._known) > 4_096:
                self._known = {key: entry for key, entry in self._known.items() if entry[0] > now}
            task = asyncio.create_task(self._ask(name))
            # Whoever asked may be gone by the time the answer comes.
            task.add_done_callback(lambda done: done.cancelled() or done.exception())
            known = self._known[name] = (now + self._remember_s, task)
        return await asyncio.shield(known[1])

    async def _ask(self, name: str) -> tuple[IPAddress, ...]:
        try:
            async with asyncio.timeout(self._lookup_timeout_s):
                answers = await self._look_up(name)
        except (OSError, UnicodeError, TimeoutError) as error:
            raise FetchError(FetchOutcome.HTTP_ERROR, Reason("dns", name), permanent=False) from error
        # A zone (`fe80::1%eth0`) is only ever part of a link-local address.
        return tuple(dict.fromkeys(ip_address(answer.partition("%")[0]) for answer in answers))

    async def _ask_system(self, name: str) -> Sequence[str]:
        loop = asyncio.get_running_loop()
        found = await loop.run_in_executor(
            self._threads, lambda: socket.getaddrinfo(name, None, type=socket.SOCK_STREAM)
        )
        return [str(entry[4][0]) for entry in found]


@lru_cache(maxsize=4_096)
def canonical_host(host: str) -> str | None:
    """Return a host as browsers write it (IDNA, odd IP numbers made plain), or `None` if it is none."""
    parsed = None if set(host) & set("/?#@\\") else parse(f"http://{host}/")
    if parsed is None or parsed.port:
        return None
    name = str(parsed.hostname).removesuffix(".")
    return name if name and ".." not in f"{name}." else None


def _number(name: str) -> IPAddress | None:
    """Return the address that a canonical host is, `None` if it is a name."""
    try:
        return ip_address(name.removeprefix("[").removesuffix("]"))
    except ValueError:
        return None


def _is_nobodys(name: str) -> bool:
    """Tell whether no page of the public web can be behind a name."""
    has_no_dot = "." not in name and not name.startswith("[")
    return has_no_dot or name.endswith(_LOCAL_NAMES) or name in _BROWSER_SERVICES or _is_localhost(name)


def _is_localhost(name: str) -> bool:
    return name == "localhost" or name.endswith(".localhost")
