"""Runs the crawler over stations in this process and lets them judge; `namespace` runs the real command."""

import asyncio
import json
import re
import time
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from importlib import import_module
from pathlib import Path
from pkgutil import iter_modules
from typing import Any

from drempel import app
from drempel.ends import EndLines
from drempel.model.entity import Entity
from drempel.model.site import Site
from drempel.pipeline import ProgressState
from drempel.settings import Settings, load
from drempel.workshop import Surroundings
from tests.lab import stations as package
from tests.lab.base import Outcome, Request, Station
from tests.lab.certificates import CAN_MAKE, Certificates
from tests.lab.judge import complaints, same
from tests.lab.network import LabLoop, Network, is_inside
from tests.lab.server import Server
from tests.pace import pace

Tables = Mapping[str, Mapping[str, Any]]
HASTY: Tables = {
    "crawler": {"delay_s": 0.05, "page_timeout_s": 6, "user_agent_contact": "lab@lab.example"},
    "browser": {"parallel_pages": 6},
    "report": {"formats": ["json"]},
}
"""Settings that make the laboratory short."""

LATE = re.compile(r"the page \S+ was judged 0 times|must end as .*, not as timeout")
"""Complaints that a machine with too much to do can be the reason of: never one of a request that came."""


def hasty() -> Tables:
    """Return the settings that make the laboratory short, with more time where this machine is slow."""
    table = HASTY["crawler"]
    return {**HASTY, "crawler": {**table, "page_timeout_s": round(table["page_timeout_s"] * pace())}}


@dataclass(frozen=True)
class Verdict:
    """What one station said."""

    station: Station
    complaints: tuple[str, ...]

    def __str__(self) -> str:
        return "\n  ".join((f"{self.station.group}/{self.station.name}", *self.complaints))

    @property
    def is_late(self) -> bool:
        """Whether all that was said can come of a page that was not there in time."""
        return bool(self.complaints) and all(map(LATE.search, self.complaints))


@dataclass
class LabRun:
    """What a whole run brought."""

    verdicts: list[Verdict] = field(default_factory=list)
    stray: list[str] = field(default_factory=list)
    """What was wrong and cannot be told to belong to one station."""
    wall_s: float = 0.0
    documents: int = 0
    addresses: int = 0
    figures: dict[str, float] = field(default_factory=dict)

    @property
    def failed(self) -> list[Verdict]:
        """Return the stations that had something to say."""
        return [verdict for verdict in self.verdicts if verdict.complaints]

    @property
    def per_address(self) -> float:
        """Return how often each document was asked for, on average."""
        return self.documents / self.addresses if self.addresses else 0.0


def all_stations() -> tuple[Station, ...]:
    """Return the stations of all modules; names that are there twice are an error."""
    found: list[Station] = []
    for module in iter_modules(package.__path__):
        found += getattr(import_module(f"{package.__name__}.{module.name}"), "STATIONS", ())
    names = [station.name for station in found]
    if twice := {name for name in names if names.count(name) > 1}:
        raise ValueError(f"two stations have the same name: {sorted(twice)}")
    return tuple(found)


def chosen(words: Iterable[str]) -> list[Station]:
    """Return the stations whose name or group is among the words; all of them without words."""
    wanted = set(words)
    found = [station for station in all_stations() if not wanted or {station.name, station.group} & wanted]
    unknown = wanted - {name for station in found for name in (station.name, station.group)}
    if unknown:
        raise SystemExit(f"no such station or group: {', '.join(sorted(unknown))}")
    return found


def by_settings(stations: Sequence[Station]) -> list[tuple[Tables, list[Station]]]:
    """Return the runs that are needed: stations with the same settings go together."""
    groups: dict[str, tuple[Tables, list[Station]]] = {}
    for station in stations:
        groups.setdefault(json.dumps(station.settings, sort_keys=True), (station.settings, []))[1].append(
            station
        )
    return list(groups.values())


def merged(*layers: Tables) -> dict[str, dict[str, Any]]:
    """Return tables of settings, later ones over earlier ones."""
    result: dict[str, dict[str, Any]] = {}
    for layer in layers:
        for table, values in layer.items():
            result[table] = {**result.get(table, {}), **values}
    return result


def make_certificates(folder: Path, network: Network) -> Certificates | None:
    """Make certificates for the hosts of a network; `None` where openssl is not installed."""
    return Certificates(folder, network.homes) if CAN_MAKE else None


def run_here(
    stations: Sequence[Station], folder: Path, tables: Tables = HASTY, *, within_s: float = 3600.0
) -> LabRun:
    """Scan the stations in this process and judge them."""
    result = LabRun()
    begun = time.monotonic()
    for number, (own, group) in enumerate(by_settings(stations)):
        place = folder / f"run-{number}"
        place.mkdir(parents=True)
        network = Network(group)
        certificates = make_certificates(place / "tls", network)
        with Server(network, certificates) as server:
            lines, attempts = _scan(
                group, network, server, certificates, merged(tables, own), place, within_s
            )
            judge_all(result, group, network, server.requests, lines, attempts)
    result.wall_s = time.monotonic() - begun
    return result


def run_patiently(stations: Sequence[Station], folder: Path) -> tuple[LabRun, list[Verdict]]:
    """Scan the stations, and those of which a page was late once more; return that with what was said first.

    A machine that does other work can miss a time limit; what is wrong with the crawler is so both times. A
    complaint of anything else stands at once.
    """
    tables = hasty()
    run = run_here(stations, folder / "first", tables)
    late = [verdict for verdict in run.verdicts if verdict.is_late]
    if late and not run.stray:
        again = run_here([verdict.station for verdict in late], folder / "again", tables)
        second = {verdict.station.name: verdict for verdict in again.verdicts}
        run.verdicts = [second.get(verdict.station.name, verdict) for verdict in run.verdicts]
        run.stray += again.stray
        run.wall_s += again.wall_s
    return run, late


def _scan(
    group: Sequence[Station],
    network: Network,
    server: Server,
    certificates: Certificates | None,
    tables: Tables,
    place: Path,
    within_s: float,
) -> tuple[list[dict[str, Any]], list[tuple[str, int]]]:
    used = settings(place, tables, certificates)
    jobs = [_job(station) for station in group]
    with asyncio.Runner(loop_factory=LabLoop) as runner:
        loop = runner.get_loop()
        assert isinstance(loop, LabLoop)
        loop.listeners = {False: server.listen("127.0.0.1")}
        loop.listeners[True] = (
            server.listen("127.0.0.1", with_tls=True) if certificates else loop.listeners[False]
        )
        server.meant = loop.origins.get
        stop = asyncio.Event()
        loop.call_later(within_s, stop.set)
        with EndLines(place / "lijst.jsonl") as ends:
            results = runner.run(
                app.run_scans(
                    used,
                    jobs,
                    resume=False,
                    progress=_Silent(),
                    stop=stop,
                    on_end=ends.add,
                    surroundings=Surroundings(resolver=network.resolve),
                )
            )
            for result in results:
                if result.error:
                    ends.add_failed(result.job.site, result.error)
        attempts = list(loop.attempts)
    return read_lines(place / "lijst.jsonl"), attempts


def read_lines(file: Path) -> list[dict[str, Any]]:
    """Return the lines of a report, empty if there is none."""
    if not file.exists():
        return []
    return [json.loads(line) for line in file.read_text("utf-8").splitlines() if line]


def settings(place: Path, tables: Tables, certificates: Certificates | None = None) -> Settings:
    """Return settings with everything below one folder."""
    base: Tables = {
        "storage": {"url": f"sqlite:///{place / 'lab.db'}"},
        "report": {"folder": str(place / "rapport")},
        "checks": {"deep": "off"},
        **({"network": {"ca_file": str(certificates.authority)}} if certificates else {}),
    }
    return load(None, merged(base, tables))


def _job(station: Station) -> app.ScanJob:
    site = Site(start=(station.url,))
    return app.ScanJob(Entity(station.name, station.name, sites=(site,)), site)


# -- judging


def judge_all(
    run: LabRun,
    stations: Sequence[Station],
    network: Network,
    requests: Sequence[Request],
    lines: Sequence[Mapping[str, Any]],
    attempts: Iterable[tuple[str, int]],
) -> None:
    """Give every station what concerns it and note what it says."""
    of_station: dict[str, list[Request]] = defaultdict(list)
    inside: dict[str, list[str]] = defaultdict(list)
    for request in requests:
        owner = owner_of(request, network, stations)
        if owner is None:
            run.stray.append(f"{request.method} {request.place} on {request.address}:{request.port}")
            continue
        of_station[owner.name].append(request)
        if is_inside(request.address):
            inside[owner.name].append(f"{request.place} on {request.address}:{request.port}")
    told = {
        where for places in inside.values() for where in (place.rpartition(" on ")[2] for place in places)
    }
    for address, port in dict.fromkeys(attempts):
        if is_inside(address) and f"{address}:{port}" not in told:
            _note_attempt(run, stations, inside, address, port)
    by_station = _lines_by_station(stations, lines)
    for station in stations:
        outcome = Outcome(
            station,
            by_station[station.name],
            sorted(of_station[station.name], key=lambda request: request.at),
            [name for name in network.looked_up if network.station_of(name) is station],
            inside[station.name],
            requests,
        )
        run.verdicts.append(Verdict(station, tuple(complaints(outcome))))
        pages = [request.place for request in outcome.requests if request.is_document]
        run.documents += len(pages)
        run.addresses += len(set(pages))


def owner_of(request: Request, network: Network, stations: Sequence[Station]) -> Station | None:
    """Return the station to which a request belongs: by its host, its referrer, or its name in the path."""
    if station := network.station_of(request.host):
        return station
    said = request.path + request.headers.get("referer", "") + request.headers.get("origin", "")
    named = [station for station in stations if re.search(rf"(?<![\w-]){station.name}(?![\w-])", said)]
    return named[0] if named else None


def _lines_by_station(
    stations: Sequence[Station], lines: Sequence[Mapping[str, Any]]
) -> Mapping[str, list[dict[str, Any]]]:
    found: dict[str, list[dict[str, Any]]] = defaultdict(list)
    by_start = {same(station.url): station for station in stations}
    by_host = {station.host: station for station in stations}
    for line in lines:
        owner = by_start.get(same(str(line.get("site") or line["url"]))) or by_start.get(
            same(str(line.get("url")))
        )
        if owner is None:
            host = re.sub(r"^\w+://|[:/?#].*$", "", str(line["url"]))
            parts = host.split(".")
            owner = next(
                (by_host[tail] for n in range(len(parts)) if (tail := ".".join(parts[n:])) in by_host), None
            )
        if owner is None:
            continue
        found[owner.name].append(dict(line))
    return found


def _note_attempt(
    run: LabRun, stations: Sequence[Station], inside: dict[str, list[str]], address: str, port: int
) -> None:
    """Note a connection that said nothing: with the station that names the address, if there is just one."""
    texts = {
        station.name: " ".join(map(str, (*station.routes.values(), station.addresses)))
        for station in stations
    }
    named = [
        name for name, text in texts.items() if re.search(rf"(?<![\d.]){re.escape(address)}(?![\d.])", text)
    ]
    told = inside[named[0]] if len(named) == 1 else run.stray
    told.append(f"a connection to {address}:{port}")


def table(run: LabRun) -> Iterator[str]:
    """Yield the lines of a report for people."""
    groups: dict[str, list[Verdict]] = defaultdict(list)
    for verdict in run.verdicts:
        groups[verdict.station.group].append(verdict)
    for name, verdicts in groups.items():
        good = sum(not verdict.complaints for verdict in verdicts)
        yield f"{name:12} {good:3} of {len(verdicts):3}"
    total = len(run.verdicts)
    yield f"{'all':12} {total - len(run.failed):3} of {total:3}"
    for verdict in run.failed:
        yield ""
        yield str(verdict)
    if run.stray:
        yield "\nWithout a station:"
        yield from (f"  {text}" for text in dict.fromkeys(run.stray))
    yield ""
    yield f"wall time {run.wall_s:.0f} s; requests for a document per address {run.per_address:.2f}"
    yield from (f"{name}: {value:g}" for name, value in run.figures.items())


class _Silent:
    """A progress that shows nothing."""

    def started(self, site: str) -> None:
        """Nothing to show."""

    def update(self, state: ProgressState) -> None:
        """Nothing to show."""

    def note(self, text: str) -> None:
        """Nothing to show."""

    def finished(self, state: ProgressState) -> None:
        """Nothing to show."""
