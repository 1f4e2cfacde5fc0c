"""The structure of a tagged PDF: what each piece of text is, for who does not see the page."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from pikepdf import Array, Dictionary, Name, Object, Page, Pdf, String


@dataclass(frozen=True, slots=True)
class Mark:
    """A piece of marked content: page, and number on that page."""

    page: int
    number: int


@dataclass(frozen=True, slots=True)
class Annotation:
    """A link on a page."""

    page: int
    thing: Object


@dataclass(slots=True, eq=False)
class Node:
    """One element of the structure, with a standard type of PDF 1.7 as its tag."""

    tag: str
    lang: str = ""
    alt: str = ""
    actual: str = ""
    attributes: dict[str, Any] = field(default_factory=dict)
    """Of the owner `owner`: `Scope`, `BBox`, `ListNumbering` …"""
    owner: str = ""
    target: str = ""
    """Address that a link leads to."""
    kids: list["Node | Mark | Annotation"] = field(default_factory=list)

    def add(self, tag: str, **more: Any) -> "Node":
        """Return a new element at the end of this one."""
        made = Node(tag, **more)
        self.kids.append(made)
        return made


def write_tree(pdf: Pdf, root: Node, pages: list[Page]) -> None:
    """Put the structure into a file, with the way back from each page and link to its element."""
    top = pdf.make_indirect(Dictionary(Type=Name.StructTreeRoot))
    on_page: list[dict[int, Object]] = [{} for _ in pages]
    of_link: list[Object] = []
    top.K = Array([_element(pdf, root, top, pages, on_page, of_link)])
    numbers: list[Any] = []
    for at, marks in enumerate(on_page):
        numbers += [at, pdf.make_indirect(Array([marks[key] for key in sorted(marks)]))]
        pages[at].obj.StructParents = at
    for at, element in enumerate(of_link, len(pages)):
        numbers += [at, element]
    top.ParentTree = pdf.make_indirect(Dictionary(Nums=Array(numbers)))
    top.ParentTreeNextKey = len(pages) + len(of_link)
    pdf.Root.StructTreeRoot = top
    pdf.Root.MarkInfo = Dictionary(Marked=True)


def _element(
    pdf: Pdf,
    node: Node,
    parent: Object,
    pages: list[Page],
    on_page: list[dict[int, Object]],
    of_link: list[Object],
) -> Object:
    made = pdf.make_indirect(Dictionary(Type=Name.StructElem, S=Name("/" + node.tag), P=parent))
    for key, text in (("/Lang", node.lang), ("/Alt", node.alt), ("/ActualText", node.actual)):
        if text:
            made[key] = String(text)
    if node.attributes:
        made.A = Dictionary(O=Name("/" + node.owner), **node.attributes)
    kids: list[Any] = []
    for kid in node.kids:
        if isinstance(kid, Node):
            kids.append(_element(pdf, kid, made, pages, on_page, of_link))
        elif isinstance(kid, Mark):
            on_page[kid.page][kid.number] = made
            kids.append(Dictionary(Type=Name.MCR, Pg=pages[kid.page].obj, MCID=kid.number))
        else:
            kid.thing.StructParent = len(pages) + len(of_link)
            of_link.append(made)
            kids.append(Dictionary(Type=Name.OBJR, Pg=pages[kid.page].obj, Obj=kid.thing))
    made.K = Array(kids)
    return made


def nodes(root: Node) -> Iterator[Node]:
    """Yield an element and all below it, in reading order."""
    yield root
    for kid in root.kids:
        if isinstance(kid, Node):
            yield from nodes(kid)
