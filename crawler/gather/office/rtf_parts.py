"""What stands in RTF files by name, and what is kept of a part while it is read (specification 1.9.1)."""

import re
from dataclasses import dataclass, field
from typing import Final

SKIPPED: Final = frozenset(
    {"colortbl", "filetbl", "listtable", "listoverridetable", "rsidtbl", "themedata", "colorschememapping",
     "latentstyles", "datastore", "xmlnstbl", "objdata", "nonshppict", "bkmkstart", "bkmkend", "atnid",
     "atnauthor", "annotation", "author", "operator", "subject", "keywords", "doccomm", "company", "manager",
     "category", "hlinkbase", "comment", "revtbl", "pgdsctbl", "tc", "xe", "fonttbl", "docvar", "userprops",
     "pgptbl", "shprslt", "wgrffmtfilter", "mmathPr", "ftnsep", "ftnsepc", "aftnsep", "aftnsepc", "ftncn"}
)  # fmt: skip
"""Groups without text of the document."""
KNOWN: Final = frozenset(
    {"fldinst", "shppict", "picprop", "shpinst", "shptxt", "generator", "formfield",
     "ffname", "ffstattext", "ffhelptext"}
)  # fmt: skip
"""Groups that older programs may leave out (`\\*`), and that we read."""
ASIDE: Final = {
    "header": "header", "headerl": "header", "headerr": "header", "headerf": "header", "footer": "footer",
    "footerl": "footer", "footerr": "footer", "footerf": "footer", "footnote": "note", "shptxt": "box",
}  # fmt: skip
SIGNS: Final = {
    "emdash": "—", "endash": "–", "bullet": "•", "lquote": "‘", "rquote": "’", "ldblquote": "“",
    "rdblquote": "”", "~": "\u00a0", "_": "-", "line": " ", "emspace": " ", "enspace": " ", "qmspace": " ",
}  # fmt: skip
HEADING: Final = re.compile(r"(?:heading|kop|titre|überschrift) ?([1-9])\b", re.IGNORECASE)
TITLES: Final = frozenset({"title", "titel", "titre"})
LINK: Final = re.compile(r'HYPERLINK\s+(?:\\l\s+)?"([^"]*)"', re.IGNORECASE)
CONTENTS: Final = re.compile(r"(?:toc|inhopg|inhoud|contents|tm)\b ?\d?", re.IGNORECASE)
FORM_FIELDS: Final = {"FORMTEXT": "text", "FORMCHECKBOX": "check", "FORMDROPDOWN": "choice"}
KEPT_ROWS: Final = 4
USUAL_SIZE: Final = 12.0
TWIPS: Final = 20


@dataclass(slots=True)
class State:
    """What holds inside a group; a new group takes it over."""

    where: str = ""
    dest: str = ""
    is_bold: bool = False
    size: float = USUAL_SIZE
    is_hidden: bool = False
    lang: int | None = None
    letters: int = 1
    """Letters for old programs behind each number of Unicode."""
    page: str = ""


@dataclass(slots=True)
class Paragraph:
    """What holds for a paragraph; the word `pard` begins anew."""

    style: int = 0
    outline: int = 0
    is_item: bool = False
    in_table: bool = False


@dataclass(slots=True)
class Style:
    """A style of paragraphs."""

    name: str = ""
    outline: int = 0
    is_item: bool = False
    lang: int | None = None


@dataclass(slots=True)
class Picture:
    """A picture that is read."""

    alt: str = ""
    name: str = ""
    width: float = 0
    height: float = 0
    is_decorative: bool = False
    is_drawn: bool = False
    """Whether there is a picture in it, not only a shape."""


@dataclass(slots=True)
class Table:
    """A table that is read."""

    number: int
    paragraph: int
    rows: list[list[str]] = field(default_factory=list)
    bold: list[bool] = field(default_factory=list)
    cells: list[str] = field(default_factory=list)
    cell: list[str] = field(default_factory=list)
    all_bold: bool = True
    count: int = 0
    columns: int = 0
    headers: int = 0
    merged: int = 0
    is_header: bool = False
