"""Who a host belongs to, as far as its name tells: the registrable domain, and whether it follows visitors.

The public suffix list comes with the package `publicsuffixlist`; nothing is looked up.
"""

import tomllib
from functools import cache, lru_cache
from importlib.resources import files
from ipaddress import ip_address

from publicsuffixlist import PublicSuffixList


@cache
def _suffixes() -> PublicSuffixList:
    # With the private part of the list, as browsers do: who has `stad.github.io` has no other name there.
    return PublicSuffixList()


@lru_cache(4096)
def site_of(host: str) -> str:
    """Return the registrable domain of a host name; where it has none (an IP address), the name itself."""
    name = host.lower().strip("[]").rstrip(".")
    try:
        return str(ip_address(name))
    except ValueError:
        return _suffixes().privatesuffix(name) or name


@cache
def _known() -> tuple[dict[str, str], tuple[tuple[str, str], ...]]:
    table = tomllib.loads(files("crawler").joinpath("data/trackers.toml").read_text(encoding="utf-8"))
    hosts = {host: kind for kind, names in table["hosts"].items() for host in names}
    cookies = [(name, kind) for kind, names in table["cookies"].items() for name in names]
    return hosts, tuple(cookies)


@lru_cache(4096)
def tracker_class(host: str) -> str:
    """Return the class of a known tracker, for its own host and those below it; else empty."""
    hosts, _ = _known()
    name = host.lower().rstrip(".")
    while name:
        if name in hosts:
            return hosts[name]
        _, _, name = name.partition(".")
    return ""


@lru_cache(4096)
def cookie_class(name: str) -> str:
    """Return the class of the tracker that is known to set a cookie of this name; else empty."""
    _, cookies = _known()
    for known, kind in cookies:
        if name.startswith(known[:-1]) if known.endswith("*") else name == known:
            return kind
    return ""
