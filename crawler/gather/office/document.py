"""Read one DOCX, ODT, XLSX, EPUB or RTF file in this process. An `OfficeDocument` comes out in any case."""

from collections.abc import Callable, Mapping
from dataclasses import replace
from pathlib import Path
from types import MappingProxyType
from typing import Final

import structlog
from lxml import etree

from crawler.gather.office.epub import read_epub
from crawler.gather.office.excel import read_excel
from crawler.gather.office.kinds import kind_of
from crawler.gather.office.limits import MAX_PART_BYTES, Locked, TooMuch, Unreadable
from crawler.gather.office.odt import read_odt
from crawler.gather.office.package import Package
from crawler.gather.office.rtf import read_rtf
from crawler.gather.office.word import read_word
from drempel.model.office_document import OfficeDocument

log = structlog.get_logger()

_READERS: Final[Mapping[str, Callable[[Package, OfficeDocument], OfficeDocument]]] = MappingProxyType(
    {"docx": read_word, "odt": read_odt, "xlsx": read_excel, "epub": read_epub}
)


def read_office(file: Path, shown_name: str = "") -> OfficeDocument:
    """Return what was seen of a file; `untested` says why a file could not be read."""
    bare = OfficeDocument(name=shown_name or file.name, bytes=file.stat().st_size)
    try:
        kind, why = kind_of(file)
        bare = replace(bare, kind=kind)
        if why or not kind:
            return replace(bare, untested=why or "unknown-format")
        if kind == "rtf":
            return read_rtf(_whole(file), bare)
        with Package(file) as package:
            return _READERS[kind](package, bare)
    except Locked:
        return replace(bare, untested="locked")
    except (TooMuch, MemoryError):
        return replace(bare, untested="too-large")
    except (Unreadable, etree.LxmlError, RecursionError):
        return replace(bare, untested="broken")
    except Exception as error:  # one file is one unit of work
        log.error("office_broke", error=type(error).__name__, exc_info=error)
        return replace(bare, untested="broken")


def _whole(file: Path) -> bytes:
    if file.stat().st_size > MAX_PART_BYTES:
        raise TooMuch("file")
    return file.read_bytes()
