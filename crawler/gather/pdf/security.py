"""What an encrypted file permits. It can be read without the password, for it is not encrypted itself."""

import re
from pathlib import Path
from typing import Any

from crawler.gather.pdf.objects import entry, whole

_REFERENCE = re.compile(rb"/Encrypt\s+(\d{1,10})\s+(\d{1,5})\s+R")
_INLINE = re.compile(rb"/Encrypt\s*<<(.{0,4000})", re.DOTALL)
_PERMISSIONS = re.compile(rb"/P\s+(-?\d{1,10})(?=[\s/>])")
_MAX_BYTES = 256 * 1024 * 1024
_MAX_OBJECT = 4_000


def permissions(trailer: Any) -> int | None:
    """Return the `P` entry of a file that could be opened."""
    return whole(entry(entry(trailer, "/Encrypt"), "/P"))


def permissions_of_locked(file: Path) -> int | None:
    """Return the `P` entry of a file that could not be opened; `None` where it is not found."""
    if file.stat().st_size > _MAX_BYTES:
        return None
    raw = file.read_bytes()
    found = None
    for match in _REFERENCE.finditer(raw):
        begin = re.compile(rb"(?:\A|\s)%d\s+%d\s+obj\b" % (int(match[1]), int(match[2])))
        for place in begin.finditer(raw):
            held = raw[place.end() : place.end() + _MAX_OBJECT].partition(b"endobj")[0]
            if said := _PERMISSIONS.search(held):
                found = said
    for match in _INLINE.finditer(raw):
        if said := _PERMISSIONS.search(match[1]):
            found = said
    return None if found is None else int(found[1])
