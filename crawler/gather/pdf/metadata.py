"""The XMP packet: title, days, and whether the file says that it follows PDF/UA."""

import re
from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from typing import Any

from lxml import etree

from crawler.gather.pdf.objects import data, entry, sub, text
from drempel.model.pdf_document import PdfMetadata

_UA = "http://www.aiim.org/pdfua/ns/id/"
_DC = "http://purl.org/dc/elements/1.1/"
_RDF = "http://www.w3.org/1999/02/22-rdf-syntax-ns#"
_XMP = "http://ns.adobe.com/xap/1.0/"
_DAY = re.compile(r"(?:D:)?(\d{4})-?(\d{2})-?(\d{2})")
"""How a day is written in a packet (2019-03-01T…) and in the older list (D:20190301…)."""
_LANG = "{http://www.w3.org/XML/1998/namespace}lang"
_PREFIX = "pdfuaid"
_MAX_BYTES = 4 * 1024 * 1024
_WHITE = re.compile(rb"\A[\s\0\xef\xbb\xbf]+")


def read_metadata(root: Any) -> PdfMetadata:
    """Return what the XMP packet of a document says."""
    stream = sub(root, "/Metadata")
    if stream is None:
        return PdfMetadata()
    packet = _WHITE.sub(b"", data(stream, _MAX_BYTES))
    parser = etree.XMLParser(resolve_entities=False, no_network=True, huge_tree=False, recover=False)
    try:
        tree = etree.fromstring(packet, parser)
    except (etree.XMLSyntaxError, ValueError):
        return PdfMetadata(is_there=True, is_readable=False)
    part, wrong = _identification(tree)
    return PdfMetadata(
        is_there=True,
        title=_title(tree),
        title_in_form=tree.find(f".//{{{_DC}}}title/{{{_RDF}}}Alt") is not None,
        title_has_lang=all(map(_names_language, tree.iter(f"{{{_RDF}}}Alt"))),
        ua_part=part,
        wrong_prefixes=tuple(dict.fromkeys(wrong)),
        created=_day_of(tree, "CreateDate"),
        changed=_day_of(tree, "ModifyDate"),
    )


def with_days(metadata: PdfMetadata, info: Any) -> PdfMetadata:
    """Return metadata with the days of the older list of a file (`Info`), where the packet has none."""
    created, changed = (_day(text(entry(info, key)) or "") for key in ("/CreationDate", "/ModDate"))
    return replace(metadata, created=metadata.created or created, changed=metadata.changed or changed)


def _day(text: str) -> str:
    """Return an ISO day for what a file calls one, empty where it is none."""
    if (found := _DAY.match(text.strip())) is None:
        return ""
    try:
        return date(*map(int, found.groups())).isoformat()
    except ValueError:
        return ""


def _day_of(tree: Any, name: str) -> str:
    key = f"{{{_XMP}}}{name}"
    said = (holder.get(key) or holder.findtext(key) for holder in tree.iter(f"{{{_RDF}}}Description"))
    return next((day for one in said if one and (day := _day(one))), "")


def _title(tree: Any) -> str | None:
    for holder in tree.iter(f"{{{_DC}}}title"):
        said = [(one.get(_LANG), (one.text or "").strip()) for one in holder.iter(f"{{{_RDF}}}li")]
        if said:
            return dict(said).get("x-default") or next((text for _, text in said if text), "")
        return (holder.text or "").strip()
    for holder in tree.iter(f"{{{_RDF}}}Description"):
        if (text := holder.get(f"{{{_DC}}}title")) is not None:
            return str(text).strip()
    return None


def _names_language(texts: Any) -> bool:
    """Tell whether a text that is there for any language is there for a named one too."""
    said = {one.get(_LANG) for one in texts.iter(f"{{{_RDF}}}li")} - {None}
    return said != {"x-default"}


def _identification(tree: Any) -> tuple[str | None, list[str]]:
    part, wrong = None, []
    for key, value, prefixes in _told(tree):
        if key == "part":
            part = value
        if _PREFIX not in prefixes:
            wrong.append(key)
    return part, wrong


def _told(tree: Any) -> Iterator[tuple[str, str, set[str | None]]]:
    """Yield the properties of the schema with their values, and the prefixes they may stand under."""
    for element in tree.iter():
        if not isinstance(element.tag, str):
            continue
        if element.tag.startswith(f"{{{_UA}}}"):
            yield element.tag.rpartition("}")[2], (element.text or "").strip(), {element.prefix}
        for key, value in element.attrib.items():
            if key.startswith(f"{{{_UA}}}"):
                prefixes = {prefix for prefix, uri in element.nsmap.items() if uri == _UA}
                yield key.rpartition("}")[2], value.strip(), prefixes
