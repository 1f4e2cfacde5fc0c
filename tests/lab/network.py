"""The internet of the laboratory: which name has which addresses, and which of those nobody may reach."""

import asyncio
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from ipaddress import IPv4Address, ip_address
from typing import Any

from tests.lab.base import DOMAIN, Station

CANARY_PORTS = (22, 25, 81, 2375, 3306, 5432, 6379, 8000, 8080, 8443, 9200, 11211)
"""Ports on which services inside networks listen; whoever connects to them is seen."""
TLS_PORTS = frozenset((443, 8443))
FIRST_PUBLIC = int(IPv4Address("93.184.0.1"))


def is_inside(address: str) -> bool:
    """Tell whether an address is one of a network's inside, by Python's own list."""
    found = ip_address(address.partition("%")[0])
    wrapped = getattr(found, "ipv4_mapped", None) or getattr(found, "sixtofour", None)
    return not (wrapped or found).is_global or found.is_multicast


@dataclass(frozen=True)
class Home:
    """Where a host belongs: its station, its label there, and its own address."""

    station: Station
    label: str
    address: str


class Network:
    """Knows all names of a laboratory and remembers who asked for which."""

    def __init__(self, stations: Iterable[Station]) -> None:
        self.homes: dict[str, Home] = {}
        self.looked_up: list[str] = []
        self._times: dict[str, int] = defaultdict(int)
        free = FIRST_PUBLIC
        for station in stations:
            for label in _labels(station):
                host = f"{label}.{station.host}" if label else station.host
                address = station.addresses.get(label)
                if address is None:
                    address, free = str(IPv4Address(free)), free + 1
                self.homes[host] = Home(station, label, address)

    def look_up(self, name: str) -> Sequence[str]:
        """Return the addresses of a name, and remember that it was asked; empty: there is none."""
        name = name.lower().rstrip(".")
        self.looked_up.append(name)
        home = self.homes.get(name)
        if home is None:
            return ()
        count = self._times[name]
        self._times[name] += 1
        answers = home.station.names.get(home.label)
        return answers(count) if answers else (home.address,)

    async def resolve(self, name: str) -> Sequence[str]:
        """Answer as a resolver does: `OSError` where a name has no address."""
        if found := self.look_up(name):
            return found
        raise OSError(f"{name} is unknown")

    def station_of(self, host: str) -> Station | None:
        """Return the station under whose name a host is."""
        if host in self.homes:
            return self.homes[host].station
        name = host.removesuffix(f".{DOMAIN}").rpartition(".")[2]
        home = self.homes.get(f"{name}.{DOMAIN}")
        return home.station if home else None


def _labels(station: Station) -> list[str]:
    extra = [path.partition(":")[0] for path in station.routes if not path.startswith("/")]
    return list(dict.fromkeys(("", *station.addresses, *station.names, *extra)))


class LabLoop(asyncio.SelectorEventLoop):
    """An event loop whose connections lead into the laboratory.

    So the crawler runs as it is, with its own list of addresses, and public-looking addresses need no
    privilege: only where a connection ends is another place. Connections to loopback go where they say, but
    for the ports of a network's usual services.
    """

    def __init__(self) -> None:
        super().__init__()
        self.listeners: dict[bool, int] = {}
        """Where the servers of the laboratory listen on loopback: with TLS or not → port."""
        self.origins: dict[int, tuple[str, int]] = {}
        """Port of a connection's near end → the address and port that were meant."""
        self.attempts: list[tuple[str, int]] = []
        """All connections that were begun, but for those within the machine."""

    async def create_connection(
        self, protocol_factory: Any, host: Any = None, port: Any = None, **options: Any
    ) -> Any:
        """Connect to the laboratory's servers in place of the address that is meant."""
        if (
            host is None
            or not self.listeners
            or (host == "127.0.0.1" and port not in (80, 443, *CANARY_PORTS))
        ):
            return await super().create_connection(protocol_factory, host, port, **options)
        self.attempts.append((host, port))
        if port not in (80, 443, *CANARY_PORTS):
            raise ConnectionRefusedError(f"{host}:{port}")
        made = await super().create_connection(
            protocol_factory, "127.0.0.1", self.listeners[port in TLS_PORTS], **options
        )
        near: int = made[0].get_extra_info("sockname")[1]
        self.origins[near] = host, port
        return made
