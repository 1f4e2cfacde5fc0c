"""What kind of file this is, told by what is in it: names lie."""

import re
from pathlib import Path
from typing import Final

from crawler.gather.office.limits import Locked, TooMuch, Unreadable
from crawler.gather.office.package import Package, parse

OLE: Final = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
ZIP: Final = (b"PK\x03\x04", b"PK\x05\x06", b"PK\x07\x08")
_BEGIN_BYTES: Final = 8
_LOOK_BYTES: Final = 4 * 1024 * 1024
"""Of an old file: the names of its parts stand in a list that may come late."""

_ENCRYPTED: Final = "EncryptedPackage".encode("utf-16-le")
_MIMES: Final = {
    "application/vnd.oasis.opendocument.text": "odt",
    "application/vnd.oasis.opendocument.text-template": "odt",
    "application/epub+zip": "epub",
}
_TYPES: Final = {"wordprocessingml": "docx", "spreadsheetml": "xlsx"}
_MAIN: Final = re.compile(
    r"application/vnd\.(?:openxmlformats-officedocument\.|ms-)(?:\w+\.)*?"
    r"(wordprocessingml|spreadsheetml|word|excel)\.(?:document|template|sheet)"
)
_MACROS: Final = {"word": "docx", "excel": "xlsx"}
_MANIFEST: Final = "META-INF/manifest.xml"
_LOCKS: Final = "META-INF/encryption.xml"
_OF_FONTS: Final = ("http://www.idpf.org/2008/embedding", "http://ns.adobe.com/pdf/enc#RC")
"""Ways to hide fonts in books, which lock nothing that is read."""


def kind_of(file: Path) -> tuple[str, str]:
    """Return the kind (`docx`, `odt`, `xlsx`, `epub`, `rtf`; or empty) and, where none can be read, why."""
    with file.open("rb") as opened:
        begin = opened.read(_BEGIN_BYTES)
        if begin == OLE:
            return "", "locked" if _ENCRYPTED in begin + opened.read(_LOOK_BYTES) else "old-format"
    if begin.startswith(b"{\\rtf"):
        return "rtf", ""
    if not begin.startswith(ZIP):
        return "", "unknown-format"
    try:
        with Package(file) as package:
            return _of_zip(package)
    except Locked:
        return "", "locked"
    except TooMuch:
        return "", "too-large"
    except Unreadable:
        return "", "broken"


def _of_zip(package: Package) -> tuple[str, str]:
    mime = package.read("mimetype", 1024).decode("latin-1").strip() if package.has("mimetype") else ""
    if kind := _MIMES.get(mime, ""):
        return kind, "locked" if _is_locked(package) else ""
    if package.has("[Content_Types].xml"):
        kind = _of_types(package)
        return kind, "" if kind else "unknown-format"
    if not mime and package.has("META-INF/container.xml"):
        return "epub", "locked" if _is_locked(package) else ""
    return "", "unknown-format"


def _of_types(package: Package) -> str:
    """Return the kind of an Office file by the type of its main part."""
    types = [one.get("ContentType", "") for one in package.xml("[Content_Types].xml")]
    for type_ in types:
        if (found := _MAIN.match(type_)) is not None and type_.endswith("main+xml"):
            return _TYPES.get(found[1]) or _MACROS[found[1]]
    return ""


def _is_locked(package: Package) -> bool:
    if package.has(_MANIFEST) and b"encryption-data" in package.read(_MANIFEST):
        return True
    if not package.has(_LOCKS):
        return False
    methods = parse(package.read(_LOCKS)).iter("{http://www.w3.org/2001/04/xmlenc#}EncryptionMethod")
    return any(method.get("Algorithm", "") not in _OF_FONTS for method in methods)
