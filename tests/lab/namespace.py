"""The laboratory with the real command: in a network namespace of its own, with public-looking addresses.

All addresses of the world are this machine there (`ip route add local 0.0.0.0/0`), a name server of our own
answers and remembers every question, and a listener on the wire sees every connection and datagram, whatever
way it took. Needs root, Linux, `unshare` and `ip`.
"""

import json
import os
import random
import signal
import socket
import sqlite3
import struct
import subprocess
import sys
import threading
import time
from abc import abstractmethod
from collections import Counter
from collections.abc import Iterator, Sequence
from contextlib import closing, contextmanager, suppress
from dataclasses import dataclass, field
from ipaddress import ip_address
from pathlib import Path
from typing import Any

import drempel
from tests.lab.base import Request, Station
from tests.lab.certificates import Certificates
from tests.lab.network import CANARY_PORTS, Network
from tests.lab.run import (
    LabRun,
    Tables,
    by_settings,
    judge_all,
    make_certificates,
    merged,
    read_lines,
)
from tests.lab.server import Server

NAME_SERVER = "127.0.0.53"
COMMAND = (sys.executable, "-c", "import sys; from drempel.cli import main; sys.exit(main())")
MARK = "INSIDE_LABORATORY"
ROOT = Path(drempel.__file__).parents[1]


def enter(arguments: Sequence[str]) -> int | None:
    """Begin again inside a new namespace and return its exit code; `None` if we are in it already."""
    if os.environ.get(MARK):
        return None
    command = ["unshare", "--net", "--mount", sys.executable, "-m", "tests.lab", *arguments]
    return subprocess.run(command, check=False, env={**os.environ, MARK: "1"}).returncode


def run_in_namespace(
    stations: Sequence[Station], folder: Path, tables: Tables, *, kills: int = 0, within_s: float = 3600.0
) -> LabRun:
    """Scan the stations with the real command and judge them."""
    _lay_cables(folder)
    result = LabRun()
    begun = time.monotonic()
    for number, (own, group) in enumerate(by_settings(stations)):
        place = folder / f"run-{number}"
        place.mkdir(parents=True)
        network = Network(group)
        certificates = make_certificates(place / "tls", network)
        with Server(network, certificates) as server, _NameServer(network), _Wire() as wire:
            server.listen_everywhere()
            command = _Command(place, group, merged(tables, own), certificates, within_s)
            told = command.run(result) if not kills else command.run_and_kill(result, server, kills)
            lines = command.lines()
            requests = list(server.requests)
            judge_all(result, group, network, requests, lines, wire.connections)
            result.stray += [f"a datagram to {address}:{port}" for address, port in wire.datagrams]
            result.stray += told
    result.wall_s = time.monotonic() - begun
    return result


def _lay_cables(folder: Path) -> None:
    """Make every address local, and our name server the only one."""
    for command in (
        "ip link set lo up",
        "ip route add local 0.0.0.0/0 dev lo",
        "ip -6 route add local ::/0 dev lo",
    ):
        subprocess.run(command.split(), check=command.startswith("ip -6") is False, stderr=subprocess.DEVNULL)
    folder.mkdir(parents=True, exist_ok=True)
    for name, text in (
        ("resolv.conf", f"nameserver {NAME_SERVER}\noptions timeout:2 attempts:1\n"),
        ("hosts", "127.0.0.1 localhost\n::1 localhost\n"),
    ):
        file = folder / name
        file.write_text(text)
        target = Path("/etc", name).resolve()
        subprocess.run(["mount", "--bind", str(file), str(target)], check=True)


# -- the command


DEEP = os.environ.get("LAB_DEEP", "off")
"""On which pages the page is also used; `all` shows that nothing of that reaches the network either."""

FILES = ("--sites-from", "sites.txt", "--report-jsonl")


class _Command:
    """One `drempel scan` over a group of stations."""

    def __init__(
        self,
        place: Path,
        group: Sequence[Station],
        tables: Tables,
        certificates: Certificates | None,
        within_s: float,
    ) -> None:
        self._place = place
        self._group = group
        self._tables = tables
        self._within_s = within_s
        self._report = place / "lijst.jsonl"
        (place / "sites.txt").write_text("".join(f"{station.url}\n" for station in group))
        trust: Tables = {"network": {"ca_file": str(certificates.authority)}} if certificates else {}
        (place / "config.toml").write_text(_toml(merged(tables, trust)))

    def _start(self, *more: str) -> "subprocess.Popen[bytes]":
        return subprocess.Popen(
            [*COMMAND, "scan", "--deep", DEEP, *FILES, str(self._report), *more],
            cwd=self._place,
            env={**os.environ, "PYTHONPATH": str(ROOT)},
            stdout=(self._place / "out.txt").open("ab"),
            stderr=(self._place / "err.txt").open("ab"),
            start_new_session=True,
        )

    def run(self, result: LabRun) -> list[str]:
        """Run the command to its end; return what was wrong with that."""
        with _watched(self._start()) as watched:
            code = self._end(watched.process)
        return self._after(result, watched, code)

    def _end(self, process: "subprocess.Popen[bytes]") -> int:
        """Wait for the end of the command, or stop it when it takes too long."""
        try:
            return process.wait(self._within_s)
        except subprocess.TimeoutExpired:
            process.terminate()
            return process.wait(120)

    def run_and_kill(self, result: LabRun, server: Server, kills: int) -> list[str]:
        """Kill the whole process group at random moments, resume, and say what was lost or doubled."""
        dice = random.Random()
        again: list[int] = []
        for _ in range(kills):
            before = len(server.requests)
            with _watched(self._start("--resume")) as watched:
                self._wait_for_pages(server, watched.process, before, dice.randint(3, 25))
                time.sleep(dice.uniform(0, 1.5))
                with suppress(ProcessLookupError):
                    os.killpg(watched.process.pid, signal.SIGKILL)
                watched.process.wait()
            _end_orphans()
            again.append(before)
        again.append(len(server.requests))
        with _watched(self._start("--resume")) as watched:
            code = self._end(watched.process)
        told = self._after(result, watched, code)
        return [*told, *self._doubled(), *self._asked_again(result, server, again[1:])]

    def _wait_for_pages(
        self, server: Server, process: "subprocess.Popen[bytes]", before: int, pages: int
    ) -> None:
        deadline = time.monotonic() + 120
        while time.monotonic() < deadline and process.poll() is None:
            if sum(_is_page(request) for request in server.requests[before:]) >= pages:
                return
            time.sleep(0.05)

    def _asked_again(self, result: LabRun, server: Server, starts: Sequence[int]) -> Iterator[str]:
        """Complain of more pages asked again after a kill than can have been open at that moment."""
        most = int(self._tables.get("browser", {}).get("parallel_pages", 4))
        for number, start in enumerate(starts, 1):
            end = starts[number] if number < len(starts) else len(server.requests)
            known = {request.place for request in server.requests[:start] if _is_page(request)}
            twice = {request.place for request in server.requests[start:end] if _is_page(request)} & known
            result.figures[f"pages asked again after kill {number}"] = len(twice)
            if len(twice) > most:
                yield f"after kill {number} {len(twice)} pages were asked again: {sorted(twice)[:8]}"

    def _doubled(self) -> Iterator[str]:
        """Complain of what the database holds twice, or has not of what the report tells."""
        with closing(sqlite3.connect(self._place / "drempel.db")) as database:
            for site, scans in database.execute(
                "select site.key, count(*) from scan join site on site.id = scan.site_id group by site.key"
            ):
                if scans != 1:
                    yield f"{site} has {scans} scans after all that resuming"
            for url, times in database.execute(
                "select page.url, count(*) from snapshot join page on page.id = snapshot.page_id "
                "group by page.url having count(*) > 1"
            ):
                yield f"{url} stands {times} times in the database"
            if waiting := database.execute("select count(*) from queued").fetchone()[0]:
                yield f"{waiting} addresses still wait"
            stored = Counter(row[0] for row in database.execute("select outcome from snapshot"))
        told = Counter(line["outcome"] for line in self.lines())
        if stored != told:
            yield f"the database holds {dict(stored)}, the report tells {dict(told)}"

    def _after(self, result: LabRun, watched: "_Watched", code: int) -> list[str]:
        told = []
        # 2 says that the list had lines which are no web addresses; the others are scanned all the same.
        has_bad_line = any(not station.url.startswith(("http:", "https:")) for station in self._group)
        if code not in ({2} if has_bad_line else {0, 1, 3}):
            tail = (self._place / "err.txt").read_text(errors="replace")[-2_000:]
            told.append(f"the command ended with code {code}: {tail}")
        if left := _end_orphans():
            told.append(f"{len(left)} processes stayed behind: {', '.join(left)[:300]}")
        result.figures["peak PSS, MiB"] = max(watched.peak_mib, result.figures.get("peak PSS, MiB", 0))
        result.figures["processes left behind"] = result.figures.get("processes left behind", 0) + len(left)
        return told

    def lines(self) -> list[dict[str, Any]]:
        """Return the lines of the report."""
        return read_lines(self._report)


def _is_page(request: Request) -> bool:
    return request.is_document and request.path != "/robots.txt" and "sitemap" not in request.path


def _toml(tables: Tables) -> str:
    return "".join(
        f"[{name}]\n" + "".join(f"{key} = {json.dumps(value)}\n" for key, value in values.items())
        for name, values in tables.items()
    )


@dataclass
class _Watched:
    """A running command, and the most memory that it and its children had."""

    process: "subprocess.Popen[bytes]"
    peak_mib: float = 0.0
    done: threading.Event = field(default_factory=threading.Event)

    def watch(self) -> None:
        while not self.done.wait(2.0):
            pids = [pid for pid, _ in _others()]
            self.peak_mib = max(self.peak_mib, sum(map(_pss_mib, pids)))


@contextmanager
def _watched(process: "subprocess.Popen[bytes]") -> Iterator[_Watched]:
    watched = _Watched(process)
    thread = threading.Thread(target=watched.watch, daemon=True)
    thread.start()
    try:
        yield watched
    finally:
        watched.done.set()
        thread.join()
        with suppress(ProcessLookupError):
            os.killpg(process.pid, signal.SIGKILL)
        process.wait()


def _others() -> list[tuple[int, str]]:
    """Return the processes of this namespace besides our own, with their command lines."""
    ours = os.readlink("/proc/self/ns/net")
    found = []
    for entry in Path("/proc").iterdir():
        if entry.name.isdigit() and int(entry.name) != os.getpid():
            with suppress(OSError):
                is_ours = os.readlink(entry / "ns/net") == ours
                state = (entry / "stat").read_text().rpartition(")")[2].split()[0]
                if is_ours and state != "Z":
                    words = (entry / "cmdline").read_bytes().replace(b"\0", b" ").decode(errors="replace")
                    found.append((int(entry.name), words))
    return found


def _end_orphans() -> list[str]:
    """Wait a moment for the children of the command to end, then end and return those that did not."""
    deadline = time.monotonic() + 5
    while (left := _others()) and time.monotonic() < deadline:
        time.sleep(0.1)
    for pid, _ in left:
        with suppress(ProcessLookupError):
            os.kill(pid, signal.SIGKILL)
    return [words[:80] for _, words in left]


def _pss_mib(pid: int) -> float:
    with suppress(OSError):
        for line in Path(f"/proc/{pid}/smaps_rollup").read_text().splitlines():
            if line.startswith("Pss:"):
                return int(line.split()[1]) / 1024
    return 0.0


# -- names


class _Thread:
    """A thread with a socket that works until its block ends."""

    def __init__(self, sock: socket.socket) -> None:
        self._sock = sock
        self._sock.settimeout(0.2)
        self._over = threading.Event()
        self._thread = threading.Thread(target=self._work, daemon=True)

    def __enter__(self) -> Any:
        self._thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._over.set()
        self._thread.join()
        self._sock.close()

    def _work(self) -> None:
        while not self._over.is_set():
            try:
                data, sender = self._sock.recvfrom(65_535)
            except TimeoutError:
                continue
            self.take(data, sender)

    @abstractmethod
    def take(self, data: bytes, sender: Any) -> None:
        """Do what is to be done with a datagram."""


class _NameServer(_Thread):
    """Answers for the names of the laboratory (RFC 1035), with a time to live of 0."""

    def __init__(self, network: Network) -> None:
        sock = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
        sock.bind((NAME_SERVER, 53))
        super().__init__(sock)
        self._network = network
        self._last: dict[str, tuple[float, Sequence[str]]] = {}

    def take(self, data: bytes, sender: Any) -> None:
        """Answer one question."""
        labels, at = [], 12
        while at < len(data) and data[at]:
            labels.append(data[at + 1 : at + 1 + data[at]].decode("latin-1"))
            at += 1 + data[at]
        question = data[12 : at + 5]
        kind = struct.unpack(">H", data[at + 1 : at + 3])[0]
        name = ".".join(labels).lower()
        addresses = [ip_address(found) for found in self._addresses(name)]
        version = {1: 4, 28: 6}.get(kind)
        records = [found.packed for found in addresses if found.version == version]
        code = 0 if addresses else 3
        head = data[:2] + struct.pack(">HHHHH", 0x8180 | code, 1, len(records), 0, 0)
        body = b"".join(struct.pack(">HHHIH", 0xC00C, kind, 1, 0, len(record)) + record for record in records)
        self._sock.sendto(head + question + body, sender)

    def _addresses(self, name: str) -> Sequence[str]:
        """Return the addresses of a name; the questions for both families of one look-up are one question."""
        now = time.monotonic()
        asked_at, addresses = self._last.get(name, (0.0, ()))
        if now - asked_at > 0.05:
            addresses = self._network.look_up(name)
        self._last[name] = now, addresses
        return addresses


# -- the wire


class _Wire(_Thread):
    """Sees every connection that begins and every datagram, also those that nobody listens to."""

    def __init__(self) -> None:
        super().__init__(socket.socket(socket.AF_PACKET, socket.SOCK_DGRAM, socket.htons(0x0003)))
        self._sock.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 1 << 24)
        self._connections: Counter[tuple[str, int]] = Counter()
        self.datagrams: Counter[tuple[str, int]] = Counter()

    @property
    def connections(self) -> list[tuple[str, int]]:
        """Return where connections were begun to, but for those of programs on this machine."""
        return list(self._connections)

    def take(self, data: bytes, sender: Any) -> None:
        """Note a packet; each is seen once, as it leaves."""
        if sender[2] != socket.PACKET_OUTGOING or not data:
            return
        if data[0] >> 4 == 4:
            protocol, payload, target = data[9], data[(data[0] & 15) * 4 :], data[16:20]
        elif data[0] >> 4 == 6:
            protocol, payload, target = data[6], data[40:], data[24:40]
        else:
            return
        address = str(ip_address(target))
        if protocol not in (socket.IPPROTO_TCP, socket.IPPROTO_UDP) or len(payload) < 8:
            return
        port = struct.unpack(">H", payload[2:4])[0]
        if protocol == socket.IPPROTO_UDP:
            is_question = address == NAME_SERVER or struct.unpack(">H", payload[:2])[0] == 53
            if not is_question:
                self.datagrams[address, port] += 1
        elif payload[13] & 0x12 == 0x02 and not (
            address == "127.0.0.1" and port not in (80, 443, *CANARY_PORTS)
        ):
            self._connections[address, port] += 1
