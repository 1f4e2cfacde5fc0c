"""The judge of the laboratory sees what is wrong, and nothing that is not."""

import asyncio
import math
from dataclasses import replace
from pathlib import Path
from typing import Any

import httpx
import pytest

from tests.lab.base import Outcome, Reply, Request, Station, page
from tests.lab.judge import complaints, overlaps, pauses, same
from tests.lab.network import LabLoop, Network, is_inside
from tests.lab.run import LabRun, Verdict, all_stations, by_settings, judge_all, owner_of, run_patiently
from tests.lab.server import Server

STATION = Station(
    "proef",
    "proef",
    {
        "/": page("Begin", links=("/a",)),
        "/a": page("Een"),
        "/dicht": page("Dicht"),
        "elders:/": page("Elders"),
    },
    pages=("/", "/a"),
    ends={"/dicht": "robots"},
    reasons={"/dicht": "rule"},
    never=("/dicht$",),
    most={"^/a$": 1},
    unasked=("elders.proef.lab.example",),
)
HEADERS = {"user-agent": "Mozilla/5.0 Drempel/1.0", "accept": "text/html"}


def line(path: str, outcome: str = "ok", reason: str | None = None, **more: Any) -> dict[str, Any]:
    url = STATION.at(path)
    return {"url": url, "final_url": url, "status": 200, "outcome": outcome, "reason": reason, **more}


def asked(path: str, at: float, **changes: Any) -> Request:
    request = Request("GET", path, STATION.host, HEADERS, at, 80, "93.184.0.1", until=at + 0.1)
    return replace(request, **changes)


LINES = [line("/"), line("/a"), line("/dicht", "robots", "robots-rule")]
REQUESTS = [asked("/robots.txt", 0.0, headers={"user-agent": "Drempel"}), asked("/", 1.0), asked("/a", 2.0)]
GOOD = Outcome(STATION, LINES, REQUESTS, [STATION.host])


def test_a_good_visit_gives_no_complaint() -> None:
    assert complaints(GOOD) == []


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({"lines": []}, "no line for this site"),
        ({"lines": LINES[1:]}, "the page / was judged 0 times"),
        ({"lines": [*LINES, line("/a")]}, "the page /a was judged 2 times"),
        ({"lines": [*LINES, line("/oud", final_url=STATION.at("/a"))]}, "the page /a was judged 2 times"),
        ({"lines": [*LINES, line("/"), line("/")]}, "stands 3 times"),
        ({"lines": [*LINES[:2], line("/dicht")]}, "must end as robots, not as ok"),
        ({"lines": [*LINES[:2], line("/dicht", "robots", "iets")]}, "must match 'rule'"),
        ({"lines": LINES[:2]}, "/dicht is not in the report"),
        ({"lines": [*LINES, line("/x", "http-error")]}, "without a reason"),
        ({"lines": [*LINES, line("/x", "mislukt", "x")]}, "'mislukt'"),
        ({"lines": [*LINES, {"url": "http://x/", "outcome": "ok"}]}, "misses final_url"),
        ({"requests": [*REQUESTS, asked("/dicht", 3.0)]}, "/dicht was requested 1 times"),
        ({"requests": [*REQUESTS, asked("/a", 3.0)]}, "requested 2 times, 1 at most"),
        ({"requests": [*REQUESTS, asked("/x", 3.0, method="POST")]}, "POST proef.lab.example/x reached"),
        ({"requests": [*REQUESTS, asked("/x", 3.0, headers={"user-agent": "Chrome"})]}, "without our name"),
        ({"requests": REQUESTS[1:]}, "before its robots.txt was read"),
        (
            {"requests": [replace(REQUESTS[0], until=math.inf), *REQUESTS[1:]]},
            "before its robots.txt was read",
        ),
        ({"looked_up": ["elders.proef.lab.example"]}, "elders.proef.lab.example was looked up"),
        ({"forbidden": ["a connection to 10.0.0.1:80"]}, "something inside was reached"),
    ],
)
def test_what_is_wrong_is_said(changes: dict[str, Any], said: str) -> None:
    assert any(said in complaint for complaint in complaints(replace(GOOD, **changes)))


def test_a_check_of_its_own_counts() -> None:
    station = replace(STATION, check=lambda outcome: [f"{len(outcome.requests)} requests"])
    assert complaints(replace(GOOD, station=station)) == ["3 requests"]


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("http://A.example:80/x#deel", "http://a.example/x"),
        ("http://ik:geheim@a.example./", "http://a.example/"),
        ("http://2130706433/", "http://127.0.0.1/"),
        ("file:///etc/passwd", "file:///etc/passwd"),
        ("javascript:alert(1)", "javascript:alert(1)"),
        ("http://[::1/", "http://[::1/"),
    ],
)
def test_two_spellings_are_the_same(one: str, other: str) -> None:
    assert same(one) == same(other)


def test_pauses_and_overlaps() -> None:
    requests = [asked("/", 1.0), asked("/b", 3.5, until=9.0), asked("/c", 4.0)]
    assert pauses(requests) == [2.5, 0.5]
    assert [(one.path, other.path) for one, other in overlaps(requests)] == [("/b", "/c")]


@pytest.mark.parametrize(
    ("address", "inside"),
    [
        ("10.1.2.3", True), ("127.0.0.1", True), ("169.254.169.254", True), ("::1", True), ("fd00::1", True),
        ("::ffff:10.0.0.1", True), ("2002:7f00:1::1", True), ("224.0.0.1", True), ("0.0.0.0", True),
        ("93.184.0.1", False), ("93.185.0.1", False), ("2606:2800::1", False),
    ],
)  # fmt: skip
def test_what_is_inside(address: str, inside: bool) -> None:
    assert is_inside(address) is inside


def test_a_request_belongs_to_who_caused_it() -> None:
    stations = (STATION, replace(STATION, name="proef-2"))
    network = Network(stations)
    canary = asked("/proef-2", 0.0, host="10.0.0.1", address="10.0.0.1")
    by_referrer = replace(canary, path="/", headers={"referer": "http://proef.lab.example/"})
    assert owner_of(asked("/", 0.0, host="elders.proef.lab.example"), network, stations) is STATION
    assert owner_of(canary, network, stations) is stations[1]
    assert owner_of(by_referrer, network, stations) is STATION
    assert owner_of(replace(canary, path="/"), network, stations) is None


@pytest.mark.parametrize(
    ("said", "is_late"),
    [
        ((), False),
        (("the page /a was judged 0 times (not in the report, where http://x/b timeout)",), True),
        (("/a must end as ok, not as timeout [no-answer]",), True),
        (("/a must end as ok, not as http-error 500",), False),
        (("the page /a was judged 2 times (ok; ok)",), False),
        (("the page /a was judged 0 times (not in the report)", "POST /a reached the server"), False),
        (("something inside was reached: 10.0.0.1/proef on 10.0.0.1:80",), False),
    ],
)
def test_only_a_late_page_is_visited_again(said: tuple[str, ...], is_late: bool) -> None:
    assert Verdict(STATION, said).is_late is is_late


def test_a_page_that_is_missing_is_told_with_how_others_ended() -> None:
    lines = [line("/"), line("/b", "timeout", "no-answer"), *LINES[2:]]
    said = complaints(replace(GOOD, lines=lines))
    assert f"{STATION.at('/b')} timeout [no-answer]" in said[0]


@pytest.mark.browser
def test_what_is_wrong_is_so_at_a_second_visit_too(tmp_path: Path) -> None:
    wrong = replace(STATION, routes={"/": page("Begin")}, pages=("/", "/a"), ends={}, reasons={})
    right = replace(STATION, name="goed", pages=("/", "/a"), ends={}, reasons={}, unasked=())
    run, late = run_patiently([wrong, right], tmp_path)
    assert [verdict.station.name for verdict in late] == ["proef"]
    assert [verdict.station.name for verdict in run.failed] == ["proef"]
    assert (tmp_path / "again").is_dir()


def test_a_canary_is_counted_against_its_station() -> None:
    network, run = Network((STATION,)), LabRun()
    canary = asked("/proef", 3.0, host="10.0.0.1", address="10.0.0.1")
    attempts = [("10.0.0.1", 80), ("10.0.0.2", 22), ("93.184.0.1", 80)]
    judge_all(run, (STATION,), network, [*REQUESTS, canary], LINES, attempts)
    assert run.verdicts[0].complaints == ("something inside was reached: 10.0.0.1/proef on 10.0.0.1:80",)
    assert run.stray == ["a connection to 10.0.0.2:22"]


def test_names_have_addresses_that_can_change() -> None:
    station = replace(
        STATION, addresses={"": "10.0.0.9"}, names={"wissel": lambda count: (f"93.185.0.{count}",)}
    )
    network = Network((station,))
    names = ("proef.lab.example", "wissel.proef.lab.example", "WISSEL.proef.lab.example.", "niets.example")
    assert [network.look_up(name) for name in names] == [("10.0.0.9",), ("93.185.0.0",), ("93.185.0.1",), ()]
    assert network.looked_up == [name.lower().rstrip(".") for name in names]


def test_connections_lead_into_the_laboratory() -> None:
    slow = replace(
        STATION, name="traag", routes={"/": Reply("traag", 418, headers=(("X-A", "b"),), delay_s=0.05)}
    )
    network = Network((STATION, slow))
    with Server(network) as server, asyncio.Runner(loop_factory=LabLoop) as runner:
        loop = runner.get_loop()
        assert isinstance(loop, LabLoop)
        loop.listeners = dict.fromkeys((False, True), server.listen("127.0.0.1"))
        server.meant = loop.origins.get

        async def ask() -> list[httpx.Response]:
            async with httpx.AsyncClient(trust_env=False) as client:
                return [
                    await client.get(f"http://{address}{path}", headers={"host": host})
                    for address, path, host in (
                        ("93.184.0.1", "/a?x", "proef.lab.example"),
                        ("93.184.0.3", "/", "traag.lab.example"),
                        ("10.0.0.5", "/geheim", "10.0.0.5"),
                    )
                ]

        good, teapot, inside = runner.run(ask())
    assert (good.status_code, "Een" in good.text) == (200, True)
    assert (teapot.status_code, teapot.headers["x-a"]) == (418, "b")
    assert "intern gebruik" in inside.text
    assert loop.attempts == [("93.184.0.1", 80), ("93.184.0.3", 80), ("10.0.0.5", 80)]
    assert [(request.path, request.address) for request in server.requests] == [
        ("/a?x", "93.184.0.1"), ("/", "93.184.0.3"), ("/geheim", "10.0.0.5"),
    ]  # fmt: skip
    assert server.requests[1].until - server.requests[1].at >= 0.05


def test_stations_of_all_modules_fit_together() -> None:
    stations = all_stations()
    assert len({station.name for station in stations}) == len(stations) > 400
    assert sum(len(group) for _, group in by_settings(stations)) == len(stations)


def test_a_page_is_the_same_for_the_same_title_only() -> None:
    assert page("Afval") == page("Afval")
    assert page("Afval").count("<p>") == 4
    assert page("Afval").partition("<h1>")[2] != page("Paspoort").partition("<h1>")[2]
