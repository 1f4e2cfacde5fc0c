import asyncio
from ipaddress import IPv4Address, IPv6Address, ip_address

import pytest
from hypothesis import given
from hypothesis import strategies as st

from crawler.guard import Guard, canonical_host, is_forbidden, private_hosts
from drempel.errors import FetchError, UnsafeAddress
from drempel.model.site import Site
from tests.crawler.servers import run


@pytest.mark.parametrize(
    "address",
    [
        "0.0.0.0",
        "0.1.2.3",
        "10.0.0.1",
        "100.64.0.1",
        "100.100.100.200",
        "127.0.0.1",
        "127.255.255.254",
        "169.254.169.254",
        "172.16.0.1",
        "172.31.255.255",
        "168.63.129.16",
        "192.0.0.1",
        "192.0.2.1",
        "192.88.99.1",
        "192.168.1.1",
        "198.18.0.1",
        "198.51.100.1",
        "203.0.113.1",
        "224.0.0.1",
        "239.255.255.250",
        "240.0.0.1",
        "255.255.255.255",
        "::",
        "::1",
        "::7f00:1",
        "::ffff:127.0.0.1",
        "::ffff:10.0.0.1",
        "64:ff9b::10.0.0.1",
        "64:ff9b:1::1",
        "100::1",
        "2001::1",
        "2001:db8::1",
        "2002:7f00:1::",
        "2002:a00:1::",
        "3fff::1",
        "5f00::1",
        "fc00::1",
        "fd00:ec2::254",
        "fe80::1",
        "fec0::1",
        "ff02::1",
        "2a02:1800::5efe:10.0.0.1",
        "2a02:1800::200:5efe:127.0.0.1",
        "::ffff:0:10.0.0.1",
    ],
)
def test_addresses_outside_the_public_internet(address: str) -> None:
    assert is_forbidden(ip_address(address))


@pytest.mark.parametrize(
    "address",
    [
        "1.1.1.1",
        "9.255.255.255",
        "11.0.0.0",
        "100.63.255.255",
        "100.128.0.0",
        "172.15.255.255",
        "172.32.0.0",
        "193.191.1.1",
        "198.20.0.1",
        "223.255.255.255",
        "2a02:1800::1",
        "2606:4700::1111",
        "::ffff:193.191.1.1",
        "64:ff9b::193.191.1.1",
        "2002:c1bf:101::",
        "2a02:1800::5efe:193.191.1.1",
    ],
)
def test_public_addresses(address: str) -> None:
    assert not is_forbidden(ip_address(address))


@given(st.ip_addresses(v=4))
def test_an_address_is_judged_the_same_when_wrapped_in_ipv6(address: IPv4Address) -> None:
    number = int(address)
    for wrapped in (0xFFFF << 32 | number, 0x64FF9B << 96 | number, 0x2002 << 112 | number << 80):
        assert is_forbidden(IPv6Address(wrapped)) == is_forbidden(address)


@given(st.ip_addresses(v=4))
def test_nothing_passes_that_python_calls_private(address: IPv4Address) -> None:
    if address.is_private or address.is_multicast or address.is_link_local:
        assert is_forbidden(address)


class Names:
    """A resolver that gives its answers in turn, the last one for ever, and remembers the questions."""

    def __init__(self, **answers: list[list[str]]) -> None:
        self.answers = {name.replace("_", "."): list(turns) for name, turns in answers.items()}
        self.asked: list[str] = []

    async def __call__(self, name: str) -> list[str]:
        self.asked.append(name)
        turns = self.answers.get(name)
        if not turns:
            raise OSError("no such name")
        return turns.pop(0) if len(turns) > 1 else turns[0]


def resolve(guard: Guard, host: str, port: int = 80) -> list[str]:
    async def ask() -> list[str]:
        try:
            return [str(address) for address in await guard.resolve(host, port)]
        finally:
            guard.close()

    return run(ask())


@pytest.mark.parametrize(
    "host",
    [
        "127.0.0.1",
        "0x7f.1",
        "2130706433",
        "0177.1",
        "127.1",
        "１２７.0.0.1",
        "[::1]",
        "[::ffff:127.0.0.1]",
        "localhost",
        "LOCALHOST.",
        "iets.localhost",
        "169.254.169.254",
        "intern.example",
        "printer.local",
        "db.internal",
        "",
        "a b",
        "a/b",
        "user@stad.example",
        "localhost..",
        "a..example",
        "router",
        "metadata",
        "[fe80::1%25eth0]",
        "[::ffff:a9fe:a9fe]",
        "017700000001",
    ],
)
def test_refused_hosts(host: str) -> None:
    with pytest.raises(UnsafeAddress):
        resolve(Guard(resolver=Names(intern_example=[["10.0.0.5"]])), host)


def test_names_of_the_local_network_and_browser_services_are_refused_without_a_look_up() -> None:
    names = Names(db_internal=[["1.1.1.1"]])
    for host in (
        "db.internal",
        "printer.local",
        "localhost",
        "x.localhost",
        "content-autofill.googleapis.com",
        "intranet",
        "stad.private",
        "db.localdomain",
    ):
        with pytest.raises(UnsafeAddress):
            resolve(Guard(resolver=names), host)
    assert names.asked == []


def test_other_services_than_the_web_are_refused_without_a_look_up() -> None:
    names = Names(stad_example=[["1.1.1.1"]])
    with pytest.raises(UnsafeAddress):
        resolve(Guard(resolver=names), "stad.example", 25)
    assert names.asked == []


def test_forbidden_addresses_among_public_ones_are_left_out() -> None:
    names = Names(stad_example=[["127.0.0.1", "1.1.1.1", "::1", "fe80::1%eth0", "2606:4700::1111"]])
    assert resolve(Guard(resolver=names), "stad.example") == ["1.1.1.1", "2606:4700::1111"]


def test_a_private_site_is_reached_on_its_own_port_only() -> None:
    names = Names(intern_example=[["10.0.0.5"]])
    guard = Guard(allow_private={"intern.example:80", "127.0.0.1:8000"}, resolver=names)
    assert resolve(guard, "Intern.Example.") == ["10.0.0.5"]
    assert resolve(guard, "127.1", 8000) == ["127.0.0.1"]
    for host, port in (("intern.example", 8080), ("10.0.0.5", 80), ("127.0.0.1", 80)):
        with pytest.raises(UnsafeAddress):
            resolve(guard, host, port)


@pytest.mark.parametrize(
    "address",
    [
        "169.254.169.254",
        "169.254.1.1",
        "::ffff:169.254.169.254",
        "64:ff9b::169.254.169.254",
        "168.63.129.16",
        "100.100.100.200",
        "192.0.0.192",
        "fd00:ec2::254",
        "fd20:ce::254",
        "fe80::1",
        "0.0.0.0",
        "::",
        "::ffff:0.0.0.0",
        "224.0.0.1",
        "ff02::1",
    ],
)
def test_a_private_site_never_leads_to_metadata_or_everyone(address: str) -> None:
    guard = Guard(allow_private={"intern.example:80"}, resolver=Names(intern_example=[[address]]))
    with pytest.raises(UnsafeAddress):
        resolve(guard, "intern.example")


def test_a_private_site_may_have_a_name_without_dots() -> None:
    guard = Guard(allow_private={"intranet:80"}, resolver=Names(intranet=[["10.0.0.5"]]))
    assert resolve(guard, "intranet") == ["10.0.0.5"]


@pytest.mark.parametrize(
    "url",
    [
        "http://10.0.0.1/",
        "https://0x7f.1/",
        "http://[::ffff:10.0.0.1]/",
        "http://router/",
        "http://db.internal/",
        "http://stad.example:25/",
        "http://localhost:8000/",
        "ftp://stad.example/",
        "file:///etc/passwd",
        "onzin",
        "",
    ],
)
def test_some_addresses_are_refused_without_asking_anyone(url: str) -> None:
    names = Names()
    assert Guard(resolver=names).refuses_outright(url)
    assert names.asked == []


@pytest.mark.parametrize(
    "url", ["http://stad.example/", "https://stad.example./", "http://1.1.1.1/", "http://in/"]
)
def test_others_have_to_be_looked_up(url: str) -> None:
    assert not Guard(allow_private={"in:80"}).refuses_outright(url)


def test_localhost_needs_no_look_up_where_it_is_allowed() -> None:
    names = Names()
    assert resolve(Guard(allow_private={"localhost:8000"}, resolver=names), "localhost", 8000) == [
        "127.0.0.1",
        "::1",
    ]
    assert names.asked == []


@pytest.mark.parametrize("answers", [[], [[]]])
def test_a_name_without_addresses_is_a_dns_failure_or_refused(answers: list[list[str]]) -> None:
    with pytest.raises((FetchError, UnsafeAddress)) as caught:
        resolve(Guard(resolver=Names(weg_example=answers)), "weg.example")
    if isinstance(caught.value, FetchError):
        assert str(caught.value.reason) == "dns: weg.example"


def test_the_answer_that_was_judged_is_remembered_for_a_while() -> None:
    names = Names(stad_example=[["1.1.1.1"], ["127.0.0.1"]])
    now = [0.0]
    guard = Guard(resolver=names, remember_s=30, clock=lambda: now[0])

    async def ask() -> None:
        for at in (0.0, 10.0, 29.0):
            now[0] = at
            assert await guard.resolve("stad.example", 443) == (IPv4Address("1.1.1.1"),)
        assert guard.address_of("stad.example:443") == "1.1.1.1"
        now[0] = 31.0
        with pytest.raises(UnsafeAddress):
            await guard.resolve("stad.example", 443)
        guard.close()

    run(ask())
    assert names.asked == ["stad.example"] * 2


def test_one_look_up_serves_all_that_ask_at_once_even_if_one_gives_up() -> None:
    async def ask() -> int:
        begun, go = asyncio.Event(), asyncio.Event()
        asked = []

        async def slow(name: str) -> list[str]:
            asked.append(name)
            begun.set()
            await go.wait()
            return ["1.1.1.1"]

        guard = Guard(resolver=slow)
        tasks = [asyncio.create_task(guard.resolve("stad.example", 80)) for _ in range(5)]
        await begun.wait()
        tasks[0].cancel()
        go.set()
        answers = await asyncio.gather(*tasks, return_exceptions=True)
        assert answers[1:] == [(IPv4Address("1.1.1.1"),)] * 4
        guard.close()
        return len(asked)

    assert run(ask()) == 1


def test_a_look_up_has_a_deadline() -> None:
    async def never(_: str) -> list[str]:
        await asyncio.Event().wait()
        return []

    with pytest.raises(FetchError, match="dns"):
        resolve(Guard(resolver=never, lookup_timeout_s=0.01), "stad.example")


def test_the_system_knows_loopback_by_number() -> None:
    guard = Guard(is_forbidden=lambda _: False)
    assert resolve(guard, "127.0.0.1") == ["127.0.0.1"]


def test_private_hosts_are_those_of_sites_that_say_so() -> None:
    sites = [
        Site(("https://intern.example/",), allow_private=True),
        Site(("https://stad.example/",)),
        Site(("http://127.0.0.1:8000/",), allow_private=True),
    ]
    assert private_hosts(sites) == {"intern.example:443", "intern.example:80", "127.0.0.1:8000"}


@given(st.text())
def test_any_text_is_a_host_or_none(text: str) -> None:
    host = canonical_host(text)
    assert host is None or canonical_host(host) == host
