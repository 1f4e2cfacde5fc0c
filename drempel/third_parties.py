"""Tell which components in a page somebody else makes, by what they leave there.

Who builds the site cannot mend those: only choose another, or ask the maker. What is not recognised counts
as the site's own. The facts stand in `drempel/data/third_parties.toml`.
"""

import re
import tomllib
from collections.abc import Iterator
from functools import cache
from importlib.resources import files
from urllib.parse import urlsplit

from drempel.model.finding import Pointer

_STEPS = re.compile(r"[>\s]+")
_NAMES = re.compile(r"[.#]([\w-]+)|^([a-z][\w-]*)")
_OPENING = re.compile(r"<[a-zA-Z][^>]*>?")
_ATTRIBUTE = re.compile(r"""\s(id|class|src|data-src|data)\s*=\s*("[^"]*"|'[^']*'|[^\s>]+)""", re.IGNORECASE)


def third_party(pointer: Pointer) -> str:
    """Return whose component an element belongs to; empty where it is the site's own."""
    names, hosts = _table()
    for own in _names_at(pointer):
        for beginning, known in names:
            if own.startswith(beginning):
                return known
    for address in _addresses_at(pointer):
        for host, known in hosts:
            if _is_of(address, host):
                return known
    return ""


@cache
def _table() -> tuple[tuple[tuple[str, str], ...], tuple[tuple[str, str], ...]]:
    """Return (beginning of a name, component) and (host with perhaps a path, component)."""
    text = files("drempel").joinpath("data", "third_parties.toml").read_text(encoding="utf-8")
    rows = tomllib.loads(text).values()
    names = tuple((name, row["name"]) for row in rows for name in row["names"])
    hosts = tuple((host, row["name"]) for row in rows for host in row["hosts"])
    return names, hosts


def _names_at(pointer: Pointer) -> Iterator[str]:
    """Yield ids, classes and names of elements on the way to an element, the nearest first."""
    for name, value in _attributes(pointer.snippet):
        if name in {"id", "class"}:
            yield from value.lower().split()
    for way in (pointer.structure, pointer.selector):
        for step in reversed(_STEPS.split(way)):
            for found in _NAMES.finditer(step):
                yield (found[1] or found[2]).lower()


def _addresses_at(pointer: Pointer) -> Iterator[str]:
    return (value for name, value in _attributes(pointer.snippet) if name not in {"id", "class"})


def _attributes(snippet: str) -> Iterator[tuple[str, str]]:
    opening = _OPENING.match(snippet)
    if opening:
        for found in _ATTRIBUTE.finditer(opening[0]):
            yield found[1].lower(), found[2].strip("\"'")


def _is_of(address: str, host: str) -> bool:
    """Tell whether an address lies at a host or below it, and at its path where one is given."""
    name, _, path = host.partition("/")
    try:
        parts = urlsplit(address)
    except ValueError:
        return False
    is_there = parts.netloc == name or parts.netloc.endswith(f".{name}")
    return is_there and parts.path.lstrip("/").startswith(path)
