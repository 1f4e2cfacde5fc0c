"""Open the XML inside a zipped document, bounded and without anything from outside."""

from pathlib import PurePath
from zipfile import BadZipFile, ZipFile

from lxml import etree

from drempel.i18n import N_
from drempel.reading.base import MAX_BYTES, Unreadable


def xml_in(file: object, member: str, name: str) -> etree._Element:
    """Return the root of an XML file in a zip; entities and addresses in it are not followed.

    Raises `Unreadable` where there is none, where it is broken, or where it unpacks to more than may be read.
    """
    try:
        with ZipFile(file) as archive, archive.open(member) as content:  # type: ignore[call-overload]
            raw = content.read(MAX_BYTES + 1)
    except (BadZipFile, KeyError, OSError, RuntimeError, ValueError, NotImplementedError, EOFError) as error:
        kind = PurePath(name).suffix
        raise Unreadable(
            N_("“{file}” is no {kind} file, or it is broken or locked."), file=name, kind=kind
        ) from error
    if len(raw) > MAX_BYTES:
        raise Unreadable(N_("“{file}” is too large to read."), file=name)
    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False)
    try:
        return etree.fromstring(raw, parser)
    except etree.XMLSyntaxError as error:
        kind = PurePath(name).suffix
        raise Unreadable(
            N_("“{file}” is no {kind} file, or it is broken or locked."), file=name, kind=kind
        ) from error
