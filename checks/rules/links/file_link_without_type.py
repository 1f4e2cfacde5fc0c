"""Links that download a document and do not say what kind."""

import re
from collections.abc import Iterator

from checks.base import Result, check, failed, passed
from drempel.dom import Dom, Node
from drempel.i18n import N_
from drempel.model.finding import Impact, Kind

_NAMES = {
    "pdf": ("pdf",),
    "doc": ("word", "doc", "docx"),
    "docx": ("word", "doc", "docx"),
    "odt": ("odt", "opendocument", "libreoffice", "word"),
    "rtf": ("rtf", "word"),
    "xls": ("excel", "xls", "xlsx"),
    "xlsx": ("excel", "xls", "xlsx"),
    "ods": ("ods", "opendocument", "libreoffice", "excel"),
    "csv": ("csv",),
    "ppt": ("powerpoint", "ppt", "pptx"),
    "pptx": ("powerpoint", "ppt", "pptx"),
    "odp": ("odp", "opendocument", "libreoffice", "powerpoint"),
    "zip": ("zip",),
    "epub": ("epub",),
}
"""Suffix of an address → the words by which people know that kind of file (same in nl, fr and en)."""

_SUFFIX = re.compile(rf"\.({'|'.join(_NAMES)})(?:[?&]|\s*\Z)", re.IGNORECASE)
_WORD = re.compile(r"[a-z]+")
MAX_AROUND = 200
"""Characters around a link that are still read as belonging to it."""


@check(
    id="file-link-without-type",
    title=N_("Link to a file does not say what kind of file it is"),
    repair=N_("Add the kind and the size of the file to the link text, for example “(pdf, 2 MB)”."),
    kind=Kind.PRACTICE,
    who="old-phone",
    needs=(Dom,),
    impact=Impact.MINOR,
    messages={"silent": N_("The link “{text}” opens a {type} file and does not say so.")},
)
def file_link_without_type(dom: Dom) -> Iterator[Result]:
    """Yield one result per exposed link to a document."""
    for link in dom.select("a[href]"):
        found = _SUFFIX.search(link["href"].partition("#")[0])
        if found is None or not link.is_exposed:
            continue
        suffix = found[1].lower()
        if _is_said(link, _NAMES[suffix]):
            yield passed(link)
        else:
            yield failed(link, "silent", text=link.name or link["href"], type=suffix)


def _is_said(link: Node, names: tuple[str, ...]) -> bool:
    """Say whether the link, or the line that it stands in, names the kind of file."""
    words = set(_WORD.findall(f"{link.name} {link.description} {link.visible_text}".casefold()))
    if words.intersection(names):
        return True
    line = link.block
    around = " ".join((line.visible_text, *(picture.name for picture in line.select("img"))))
    return len(around) <= MAX_AROUND + len(link.name) and bool(
        set(_WORD.findall(around.casefold())).intersection(names)
    )
