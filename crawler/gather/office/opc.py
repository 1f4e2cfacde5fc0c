"""What Office files have in common: how parts lead to each other, and the properties of the document."""

from dataclasses import dataclass

from lxml import etree

from crawler.gather.office.gathering import short
from crawler.gather.office.limits import Unreadable
from crawler.gather.office.package import Package, joined

R = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"
_DC = "{http://purl.org/dc/elements/1.1/}"
_TERMS = "{http://purl.org/dc/terms/}"


@dataclass(frozen=True, slots=True)
class Lead:
    """Where one part leads."""

    kind: str
    """The last word of its type, e.g. `image`."""
    target: str
    """The name of a part, or an address outside."""
    is_outside: bool = False


def leads_of(package: Package, part: str) -> dict[str, Lead]:
    """Return where a part leads by the id of the relation; `part` is empty for the file itself."""
    folder, _, file = part.rpartition("/")
    name = f"{folder}/_rels/{file}.rels" if folder else f"_rels/{file}.rels"
    root = package.xml_or_none(name)
    if root is None:
        return {}
    found = {}
    for one in root:
        if not isinstance(one.tag, str):
            continue
        target, is_outside = one.get("Target", ""), one.get("TargetMode") == "External"
        kind = one.get("Type", "").rpartition("/")[2]
        found[one.get("Id", "")] = Lead(kind, target if is_outside else joined(part, target), is_outside)
    return found


@dataclass(frozen=True, slots=True)
class Properties:
    """What the properties of a file say."""

    title: str | None = None
    modified: str = ""
    producer: str = ""


def main_part(package: Package, usual: str) -> str:
    """Return the name of the main part."""
    for lead in leads_of(package, "").values():
        if lead.kind == "officeDocument" and not lead.is_outside:
            return lead.target
    if package.has(usual):
        return usual
    raise Unreadable("no main part")


def properties_of(package: Package) -> Properties:
    """Return the properties; what is broken there is taken as not said."""
    leads = leads_of(package, "").values()
    core = next((lead.target for lead in leads if lead.kind == "core-properties"), "docProps/core.xml")
    app = next((lead.target for lead in leads if lead.kind == "extended-properties"), "docProps/app.xml")
    root = _or_none(package, core)
    title, modified = (
        (None, "") if root is None else (root.findtext(f"{_DC}title"), root.findtext(f"{_TERMS}modified"))
    )
    producer = ""
    if (told := _or_none(package, app)) is not None:
        producer = next((one.text or "" for one in told if etree.QName(one).localname == "Application"), "")
    return Properties(None if title is None else short(title), short(modified)[:10], short(producer))


def _or_none(package: Package, name: str) -> etree._Element | None:
    try:
        return package.xml_or_none(name)
    except Unreadable:
        return None
