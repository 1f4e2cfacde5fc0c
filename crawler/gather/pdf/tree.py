"""Read the structure tree: every tag, what it stands for, and which content and objects it holds."""

from dataclasses import dataclass, field, fields
from operator import attrgetter
from typing import Any

import pikepdf

from crawler.gather.pdf.limits import MAX_DEPTH, MAX_TAGS, TooMuch
from crawler.gather.pdf.objects import (
    entry,
    is_dict,
    items,
    key_of,
    keys_of,
    name,
    one_or_more,
    sub,
    text,
    whole,
)
from drempel.model.pdf_document import NONE, PdfLanguage, PdfTag

# fmt: off
STANDARD = frozenset({
    "Document", "Part", "Art", "Sect", "Div", "BlockQuote", "Caption", "TOC", "TOCI", "Index", "NonStruct",
    "Private", "P", "H", "H1", "H2", "H3", "H4", "H5", "H6", "L", "LI", "Lbl", "LBody", "Table", "TR", "TH",
    "TD", "THead", "TBody", "TFoot", "Span", "Quote", "Note", "Reference", "BibEntry", "Code", "Link",
    "Annot", "Ruby", "Warichu", "RB", "RT", "RP", "WT", "WP", "Figure", "Formula", "Form",
})
# fmt: on
"""Structure types of ISO 32000-1, 14.8.4."""

MAX_ROLE_STEPS = 50

Place = tuple[int, int]
"""Number and generation of a page or of a stream with marked content."""


@dataclass(slots=True)
class Tree:
    """The tags of a file, and what leads from content to them."""

    is_there: bool = False
    tags: list[PdfTag] = field(default_factory=list)
    roots: list[int] = field(default_factory=list)
    of_content: dict[tuple[Place, int], int] = field(default_factory=dict)
    """Page or stream and marked-content number → number of the tag."""
    of_object: dict[Place, int] = field(default_factory=dict)
    """Object that a tag refers to → number of the tag."""
    languages: list[PdfLanguage] = field(default_factory=list)


_FIELDS = {one.name: at for at, one in enumerate(fields(PdfTag))}
_values_of = attrgetter(*_FIELDS)


def changed(tag: PdfTag, **values: object) -> PdfTag:
    """Return a tag with other values; files have thousands, and `replace` takes much longer."""
    held = list(_values_of(tag))
    for name_, value in values.items():
        held[_FIELDS[name_]] = value
    return PdfTag(*held)


class _Roles:
    """The role map: from the names in a file to the standard types."""

    def __init__(self, mapping: Any) -> None:
        self._map: dict[str, str] = {}
        if is_dict(mapping):
            for key in mapping.keys():  # noqa: SIM118 - pikepdf's dictionaries cannot be walked without
                if to := name(entry(mapping, key)):
                    self._map[str(key)[1:]] = to
        self._known: dict[str, tuple[str, bool, str]] = {}

    def of(self, written: str) -> tuple[str, bool, str]:
        """Return the standard type, whether the map goes in circles, and what a standard type becomes."""
        if written not in self._known:
            self._known[written] = self._follow(written)
        return self._known[written]

    def _follow(self, written: str) -> tuple[str, bool, str]:
        passed, at = {written}, written
        for _ in range(MAX_ROLE_STEPS):
            to = self._map.get(at)
            if to is None:
                break
            if to in passed:
                return (written if written in STANDARD else "", True, "")
            passed.add(to)
            at = to
            if at in STANDARD:
                break
        remapped = at if written in STANDARD and at != written else ""
        if written in STANDARD:
            return written, False, remapped
        return (at if at in STANDARD else ""), False, ""


@dataclass(slots=True)
class _Open:
    """A tag that waits to be read, with what it takes from around it."""

    element: Any
    parent: int
    page: Any
    has_lang: bool
    depth: int


def read_tree(pdf: pikepdf.Pdf, page_numbers: dict[Place, int], has_catalog_lang: bool) -> Tree:
    """Return the structure tree; empty where the file has none. Raises `TooMuch`."""
    tree = Tree()
    root = sub(pdf.Root, "/StructTreeRoot")
    if root is None:
        return tree
    tree.is_there = True
    _Walk(tree, root, page_numbers).run(has_catalog_lang)
    return tree


class _Walk:
    def __init__(self, tree: Tree, root: Any, page_numbers: dict[Place, int]) -> None:
        self.tree, self.root, self.numbers = tree, root, page_numbers
        self.roles = _Roles(entry(root, "/RoleMap"))
        self.classes = sub(root, "/ClassMap")
        self.kids: list[list[int]] = []
        self.seen: set[Place] = set()

    def run(self, has_lang: bool) -> None:
        waiting: list[_Open] = [
            _Open(kid, NONE, None, has_lang, 0)
            for kid in reversed(list(one_or_more(entry(self.root, "/K"))))
            if is_dict(kid)
        ]
        while waiting:
            self.read(waiting.pop(), waiting)
        tags = self.tree.tags
        for index in range(len(tags) - 1, -1, -1):  # kids come before what holds them
            if kids := self.kids[index]:
                page = tags[index].page or next((tags[kid].page for kid in kids if tags[kid].page), 0)
                tags[index] = changed(tags[index], kids=tuple(kids), page=page)

    def read(self, open_: _Open, waiting: list[_Open]) -> None:
        element, key = open_.element, key_of(open_.element)
        if key != (0, 0):
            if key in self.seen:
                return
            self.seen.add(key)
        index = len(self.tree.tags)
        if index >= MAX_TAGS or open_.depth > MAX_DEPTH:
            raise TooMuch("tags")
        there = keys_of(element)

        def get(key: str) -> Any:
            return entry(element, key) if key in there else None

        page = (sub(element, "/Pg") if "/Pg" in there else None) or open_.page
        own_lang = text(get("/Lang"))
        written = name(get("/S"))
        kind, is_circular, remapped = self.roles.of(written)
        has_lang = open_.has_lang or own_lang is not None
        content, objects, kids = 0, 0, []
        number = self.numbers.get(key_of(page), 0) if page is not None else 0
        for kid in one_or_more(get("/K")):
            if (mcid := whole(kid)) is not None:
                content += 1
                self.tree.of_content[key_of(page), mcid] = index
            elif is_dict(kid):
                kid_type = name(entry(kid, "/Type"))
                if kid_type == "MCR":
                    content += 1
                    number = self.marked(kid, page, index) or number
                elif kid_type == "OBJR":
                    objects += 1
                    self.tree.of_object.setdefault(key_of(entry(kid, "/Obj")), index)
                    on = sub(kid, "/Pg")
                    number = number or (self.numbers.get(key_of(on), 0) if on is not None else 0)
                else:
                    kids.append(_Open(kid, index, page, has_lang, open_.depth + 1))
        if own_lang is not None:
            self.tree.languages.append(PdfLanguage(own_lang, "tag", number))
        attributes = self.attributes(get("/A"), get("/C"))
        self.tree.tags.append(
            PdfTag(
                name=written,
                kind=kind,
                parent=open_.parent,
                page=number,
                alt=text(get("/Alt")),
                actual_text=text(get("/ActualText")),
                expansion=text(get("/E")),
                lang=own_lang,
                has_lang=has_lang,
                id=text(get("/ID")),
                names_parent=get("/P") is not None,
                scope=name(attributes.get("Scope")),
                headers=tuple(
                    said for one in one_or_more(attributes.get("Headers")) if (said := text(one)) is not None
                ),
                rows=_span(attributes.get("RowSpan")),
                columns=_span(attributes.get("ColSpan")),
                role=name(attributes.get("Role")),
                numbering=name(attributes.get("ListNumbering")),
                objects=objects,
                content=content,
                is_circular=is_circular,
                remapped_to=remapped,
            )
        )
        self.kids.append([])
        (self.kids[open_.parent] if open_.parent != NONE else self.tree.roots).append(index)
        waiting += reversed(kids)

    def marked(self, reference: Any, page: Any, index: int) -> int:
        """Note a reference to marked content; return its page number, 0 where it names none."""
        mcid = whole(entry(reference, "/MCID"))
        on = sub(reference, "/Pg") or page
        stream = entry(reference, "/Stm")
        if mcid is not None:
            self.tree.of_content[key_of(stream if stream is not None else on), mcid] = index
        return self.numbers.get(key_of(on), 0) if on is not None else 0

    def attributes(self, own: Any, classes: Any) -> dict[str, Any]:
        """Return the attributes of a tag; its own come before those of its classes."""
        if own is None and classes is None:
            return {}
        found: dict[str, Any] = {}
        for one in one_or_more(classes):
            if (kind := name(one)) and self.classes is not None:
                for group in one_or_more(entry(self.classes, f"/{kind}")):
                    _take(group, found)
        for group in one_or_more(own):
            _take(group, found)
        return found


_WANTED = ("Scope", "Headers", "RowSpan", "ColSpan", "Role", "ListNumbering")


def _take(group: Any, found: dict[str, Any]) -> None:
    if is_dict(group):
        for key in _WANTED:
            if (value := entry(group, f"/{key}")) is not None:
                found[key] = value


def _span(value: Any) -> int:
    number = whole(value)
    return number if number is not None and 1 <= number <= 10_000 else 1


def parents_of_content(root: Any) -> dict[int, Any]:
    """Return the parent tree of a file: key → array or tag. Empty where it has none or it is broken."""
    found: dict[int, Any] = {}
    waiting, seen = [sub(root, "/ParentTree")], set()
    while waiting and len(found) < MAX_TAGS:
        node = waiting.pop()
        if node is None:
            continue
        key = key_of(node)
        if key != (0, 0) and key in seen:
            continue
        seen.add(key)
        numbers = list(items(entry(node, "/Nums")))
        for at, value in zip(numbers[::2], numbers[1::2], strict=False):
            if (place := whole(at)) is not None:
                found[place] = value
        waiting += [kid for kid in items(entry(node, "/Kids")) if is_dict(kid)]
    return found
