"""Which program makes a report: the mark by which two reports know whether they were made in the same way."""

import os
from collections.abc import Iterator
from functools import cache
from hashlib import blake2b
from importlib.util import find_spec
from pathlib import Path
from typing import Final

import drempel

PACKAGES: Final = ("checks", "drempel", "reports")
"""Where words, checks, their explanations, templates and style come from."""
_NOT_READ: Final = frozenset({"__pycache__", "tests"})


@cache
def program_mark() -> str:
    """Return 16 hexadecimal digits that differ when any file of the program does, by its size and moment."""
    found = blake2b(drempel.__version__.encode(), digest_size=8)
    for package in PACKAGES:
        spec = find_spec(package)
        for folder in spec.submodule_search_locations or () if spec else ():
            for line in sorted(_files(folder, len(folder))):
                found.update(line.encode("utf-8", "surrogateescape"))
    return found.hexdigest()


def _files(folder: str | Path, skip: int) -> Iterator[str]:
    with os.scandir(folder) as entries:
        for entry in entries:
            if entry.is_dir():
                if entry.name not in _NOT_READ:
                    yield from _files(entry.path, skip)
            else:
                known = entry.stat()
                yield f"{entry.path[skip:]} {known.st_size} {known.st_mtime_ns}\n"
