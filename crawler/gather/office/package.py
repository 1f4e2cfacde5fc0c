"""Open the zip around a document: bounded, nothing from outside, no entities, nothing written."""

import struct
import zlib
from collections.abc import Iterator
from io import BytesIO
from pathlib import Path, PurePosixPath
from types import TracebackType
from typing import Final
from urllib.parse import unquote
from zipfile import BadZipFile, ZipFile, ZipInfo

from lxml import etree

from crawler.gather.office.limits import (
    MAX_ALL_BYTES,
    MAX_DEPTH,
    MAX_LIST_BYTES,
    MAX_PART_BYTES,
    MAX_PARTS,
    Locked,
    TooMuch,
    Unreadable,
)

ENTITIES: Final = "entities"
"""Says that a part declares entities of its own, which no program for documents does."""

_END_MARK: Final = b"PK\x05\x06"
_END_BYTES: Final = 22
_LARGE_MARK: Final = b"PK\x06\x06"
_IN_LARGE_FORM: Final = 0xFFFFFFFF
_COMMENT_BYTES: Final = 65_535
_LOCKED: Final = 1
"""Bit of a member that opens with a password only."""

_STRICT: Final = (
    (b"http://purl.oclc.org/ooxml/officeDocument/relationships", b"http://schemas.openxmlformats.org/officeDocument/2006/relationships"),
    (b"http://purl.oclc.org/ooxml/wordprocessingml/main", b"http://schemas.openxmlformats.org/wordprocessingml/2006/main"),
    (b"http://purl.oclc.org/ooxml/spreadsheetml/main", b"http://schemas.openxmlformats.org/spreadsheetml/2006/main"),
    (b"http://purl.oclc.org/ooxml/drawingml/", b"http://schemas.openxmlformats.org/drawingml/2006/"),
    (b"http://purl.oclc.org/ooxml/officeDocument/", b"http://schemas.openxmlformats.org/officeDocument/2006/"),
)  # fmt: skip
"""Names that the strict form of Office files uses, and those of the usual form."""

_BROKEN: Final = (
    BadZipFile,
    OSError,
    RuntimeError,
    ValueError,
    NotImplementedError,
    EOFError,
    zlib.error,
    KeyError,
)


class Package:
    """The files inside a file. Use it in a `with` block."""

    def __init__(self, file: Path) -> None:
        _look_at_end(file)
        try:
            self._zip = ZipFile(file)
        except _BROKEN as error:
            raise Unreadable("no zip") from error
        if len(self._zip.infolist()) > MAX_PARTS:
            self._zip.close()
            raise TooMuch("parts")
        self._by_name = {info.filename.replace("\\", "/"): info for info in self._zip.infolist()}
        self._by_lower = {name.lower(): name for name in self._by_name}
        self._left = MAX_ALL_BYTES

    def __enter__(self) -> "Package":
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._zip.close()

    def names(self) -> Iterator[str]:
        """Yield the names of the files inside."""
        return iter(self._by_name)

    def has(self, name: str) -> bool:
        """Tell whether there is a file of that name; case does not matter (ECMA-376 part 2)."""
        return self._info(name) is not None

    def size(self, name: str) -> int:
        """Return how many bytes a file says to have, unpacked."""
        info = self._info(name)
        return info.file_size if info else 0

    def read(self, name: str, most: int = MAX_PART_BYTES) -> bytes:
        """Return a file; raises `Unreadable`, `TooMuch` or `Locked`."""
        info = self._info(name)
        if info is None:
            raise Unreadable(f"no {name}")
        if info.flag_bits & _LOCKED:
            raise Locked(name)
        most = min(most, self._left)
        if info.file_size > most:
            raise TooMuch(name)
        try:
            with self._zip.open(info) as opened:
                # The size that is told may be a lie.
                raw = opened.read(most + 1)
        except _BROKEN as error:
            raise Unreadable(name) from error
        if len(raw) > most:
            raise TooMuch(name)
        self._left -= len(raw)
        return raw

    def xml(self, name: str) -> etree._Element:
        """Return the root of an XML file; entities and addresses in it are not followed."""
        return parse(self.read(name))

    def xml_or_none(self, name: str) -> etree._Element | None:
        """Return the root of an XML file; `None` where there is none."""
        return self.xml(name) if name and self.has(name) else None

    def _info(self, name: str) -> ZipInfo | None:
        name = name.lstrip("/")
        info = self._by_name.get(name)
        return info or self._by_name.get(self._by_lower.get(name.lower(), ""))


def parse(raw: bytes) -> etree._Element:
    """Return the root of XML; raises `Unreadable` where it is broken, declares entities or nests too deep."""
    parser = etree.XMLParser(
        resolve_entities=False,
        no_network=True,
        load_dtd=False,
        huge_tree=False,
        remove_comments=True,
        remove_pis=True,
    )
    try:
        root = etree.fromstring(_usual(raw), parser)
    except (etree.XMLSyntaxError, ValueError) as error:
        raise Unreadable("xml") from error
    if _has_entities(root):
        raise Unreadable(ENTITIES)
    if _depth(root) > MAX_DEPTH:
        raise TooMuch("depth")
    return root


def stream(raw: bytes, *tags: str) -> Iterator[etree._Element]:
    """Yield the elements of some names as they end; the caller clears them. Raises as `parse` does."""
    events = etree.iterparse(
        BytesIO(_usual(raw)),
        events=("end",),
        tag=tags,
        resolve_entities=False,
        no_network=True,
        load_dtd=False,
        huge_tree=False,
        remove_comments=True,
        remove_pis=True,
    )
    try:
        is_first = True
        for _, element in events:
            if is_first:
                is_first = False
                if _has_entities(element):
                    raise Unreadable(ENTITIES)
            yield element
    except (etree.XMLSyntaxError, ValueError) as error:
        raise Unreadable("xml") from error


def joined(base: str, target: str) -> str:
    """Return the name inside the file that an address in the part `base` leads to."""
    target = unquote(target.partition("#")[0])
    path = PurePosixPath(target) if target.startswith("/") else PurePosixPath(base).parent / target
    parts: list[str] = []
    for one in path.parts:
        if one == "..":
            parts[-1:] = []
        elif one not in (".", "/"):
            parts.append(one)
    return "/".join(parts)


def _usual(raw: bytes) -> bytes:
    if b"purl.oclc.org/ooxml" in raw[:20_000]:
        for strict, usual in _STRICT:
            raw = raw.replace(strict, usual)
    return raw


def _has_entities(element: etree._Element) -> bool:
    dtd = element.getroottree().docinfo.internalDTD
    return dtd is not None and next(iter(dtd.iterentities()), None) is not None


def _depth(root: etree._Element) -> int:
    depth = deepest = 0
    for event, _ in etree.iterwalk(root, events=("start", "end")):
        depth += 1 if event == "start" else -1
        deepest = max(deepest, depth)
        if deepest > MAX_DEPTH:
            break
    return deepest


def _look_at_end(file: Path) -> None:
    """Refuse a list of parts that would take more memory than any document needs, before it is read."""
    with file.open("rb") as opened:
        size = opened.seek(0, 2)
        opened.seek(max(0, size - _END_BYTES - _COMMENT_BYTES))
        tail = opened.read()
    at = tail.rfind(_END_MARK)
    if at < 0 or at + _END_BYTES > len(tail):
        raise Unreadable("no end of zip")
    (list_bytes,) = struct.unpack_from("<I", tail, at + 12)
    if list_bytes == _IN_LARGE_FORM and (large := tail.rfind(_LARGE_MARK)) >= 0 and large + 48 <= len(tail):
        (list_bytes,) = struct.unpack_from("<Q", tail, large + 40)
    if list_bytes > MAX_LIST_BYTES:
        raise TooMuch("parts")
