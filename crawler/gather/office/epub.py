"""Read books (EPUB 2 and 3): what they say of themselves, their navigation, and the text of their parts."""

import re
from typing import Final

from lxml import etree

from crawler.gather.office.epub_page import EPUB_TYPE, Page, read_page
from crawler.gather.office.gathering import Gathered, short
from crawler.gather.office.limits import MAX_BOOK_PARTS, MAX_NAMED, TooMuch, Unreadable
from crawler.gather.office.package import Package, joined
from drempel.model.office_document import OfficeBook, OfficeDocument

_OCF: Final = "{urn:oasis:names:tc:opendocument:xmlns:container}"
_OPF: Final = "{http://www.idpf.org/2007/opf}"
_DC: Final = "{http://purl.org/dc/elements/1.1/}"
_NCX: Final = "{http://www.daisy.org/z3986/2005/ncx/}"
_PAGES: Final = ("application/xhtml+xml", "text/html", "application/x-dtbook+xml")
_LONGEST_SUMMARY: Final = 1000


def read_epub(package: Package, bare: OfficeDocument) -> OfficeDocument:
    """Return what was seen of a book. Raises `TooMuch`, `Unreadable` or `Locked`."""
    container = package.xml("META-INF/container.xml")
    root = next(container.iter(f"{_OCF}rootfile"), None)
    part = "" if root is None else root.get("full-path", "")
    opf = package.xml(part)
    metadata, manifest, spine = (opf.find(f"{_OPF}{name}") for name in ("metadata", "manifest", "spine"))
    if manifest is None or spine is None:
        raise Unreadable("no spine")
    items = {one.get("id", ""): one for one in manifest.iterfind(f"{_OPF}item")}
    order = [items[ref] for one in spine.iterfind(f"{_OPF}itemref") if (ref := one.get("idref", "")) in items]
    if len(order) > MAX_BOOK_PARTS:
        raise TooMuch("parts")
    gathered = Gathered()
    pages: list[Page] = []
    for item in order:
        target = joined(part, item.get("href", ""))
        if item.get("media-type", "") not in _PAGES:
            continue
        if not package.has(target):
            raise Unreadable("part")
        is_contents = "nav" in item.get("properties", "").split()
        pages.append(read_page(package.read(target), target, gathered, "contents" if is_contents else ""))
    if not pages:
        raise Unreadable("no pages")
    titles = [] if metadata is None else [short(one.text) for one in metadata.iterfind(f"{_DC}title")]
    languages = [] if metadata is None else [short(one.text) for one in metadata.iterfind(f"{_DC}language")]
    return OfficeDocument(
        name=bare.name,
        kind=bare.kind,
        bytes=bare.bytes,
        producer="; ".join(_said(metadata, "generator")),
        title=next(iter(titles), None),
        lang=next(filter(None, languages), None),
        modified=next(iter(_said(metadata, "dcterms:modified")), "")[:10],
        paragraphs=tuple(gathered.paragraphs),
        pictures=tuple(gathered.pictures),
        tables=gathered.closed_tables(),
        links=tuple(gathered.links),
        book=_book(package, part, opf, pages),
    )


def _said(metadata: etree._Element | None, name: str) -> list[str]:
    """Return the values of a property, in the form of EPUB 3 or of EPUB 2."""
    found = []
    for one in () if metadata is None else metadata.iterfind(f"{_OPF}meta"):
        if one.get("property") == name and not one.get("refines"):
            found.append(" ".join((one.text or "").split())[:_LONGEST_SUMMARY])
        elif one.get("name") == name:
            found.append(" ".join(one.get("content", "").split())[:_LONGEST_SUMMARY])
    return [one for one in found if one]


def _book(package: Package, part: str, opf: etree._Element, pages: list[Page]) -> OfficeBook:
    metadata = opf.find(f"{_OPF}metadata")
    links = () if metadata is None else metadata.iterfind(f"{_OPF}link")
    conforms = [one.get("href", "") for one in links if one.get("rel") == "dcterms:conformsTo"]
    entries, broken, has_pages = _navigation(package, part, opf)
    return OfficeBook(
        version=opf.get("version", ""),
        access_modes=tuple(_said(metadata, "schema:accessMode")),
        sufficient_modes=tuple(_said(metadata, "schema:accessModeSufficient")),
        features=tuple(_said(metadata, "schema:accessibilityFeature")),
        hazards=tuple(_said(metadata, "schema:accessibilityHazard")),
        summary=next(iter(_said(metadata, "schema:accessibilitySummary")), ""),
        conforms_to=tuple(map(short, (*_said(metadata, "dcterms:conformsTo"), *conforms))),
        has_navigation=entries > 0,
        navigation_entries=entries,
        broken_entries=broken,
        has_page_list=has_pages,
        page_breaks=sum(page.page_breaks for page in pages),
        parts=len(pages),
        parts_without_language=tuple(page.name for page in pages if not page.lang)[: MAX_NAMED + 1],
        parts_without_title=tuple(page.name for page in pages if not page.title)[: MAX_NAMED + 1],
        has_fixed_layout="pre-paginated" in _said(metadata, "rendition:layout"),
    )


def _navigation(package: Package, part: str, opf: etree._Element) -> tuple[int, tuple[str, ...], bool]:
    """Return how many entries the navigation has, those that lead nowhere, and whether it lists pages."""
    entries: list[str] = []
    has_pages = False
    base = ""
    for item in opf.iter(f"{_OPF}item"):
        target = joined(part, item.get("href", ""))
        if "nav" in item.get("properties", "").split() and package.has(target):
            base = target
            for nav in package.xml(target).iter("{http://www.w3.org/1999/xhtml}nav"):
                kinds = nav.get(EPUB_TYPE, "").split()
                links = [one.get("href", "") for one in nav.iter("{http://www.w3.org/1999/xhtml}a")]
                has_pages |= "page-list" in kinds and bool(links)
                entries += links if "toc" in kinds else []
            break
    if not entries:
        for item in opf.iter(f"{_OPF}item"):
            target = joined(part, item.get("href", ""))
            if item.get("media-type") == "application/x-dtbncx+xml" and package.has(target):
                base, root = target, package.xml(target)
                entries = [one.get("src", "") for one in root.iterfind(f"{_NCX}navMap//{_NCX}content")]
                has_pages |= root.find(f"{_NCX}pageList/{_NCX}pageTarget") is not None
                break
    inside = [one for one in entries if one and not re.match(r"[a-z][a-z0-9+.-]*:", one, re.IGNORECASE)]
    broken = [
        one for one in dict.fromkeys(inside) if not one.startswith("#") and not package.has(joined(base, one))
    ]
    return len(entries), tuple(short(one) for one in broken[: MAX_NAMED + 1]), has_pages
