"""Pages that begin with what other pages begin with too, and offer no way past it."""

from collections.abc import Iterator

from checks.base import Result, cant_tell, check, failed, passed
from checks.likeness import lines_of
from drempel.dom import Dom, Node
from drempel.i18n import N_
from drempel.model.artefact import Linked, LinkedPage
from drempel.model.finding import Impact

MENU_LINKS = 5
RUNNING_TEXT_WORDS = 8

_CONTROLS = ("button", "link", "DisclosureTriangle", "menuitem", "ToggleButton")


@check(
    id="no-way-past-repeated-blocks",
    title=N_("There is no way past what every page repeats"),
    repair=N_("Put a link to the content at the top, and give the content a main element and headings."),
    requirements=("wcag:2.4.1",),
    act=("cf77f2", "047fe0", "b40fd1", "3e12e1", "ye5d6e"),
    needs=(Dom, Linked),
    impact=Impact.SERIOUS,
    same_as=("axe:bypass",),
    overrules=("axe:bypass",),
    messages={
        "none": N_("The page repeats “{repeated}” and has no heading, main part or link that leads past it."),
        "folds": N_("The page repeats “{repeated}”. Does “{name}” fold it away, or lead past it?"),
        "unknown": N_(
            "No way past a menu was found. Does the page begin with parts that other pages have too?"
        ),
    },
)
def no_way_past_repeated_blocks(dom: Dom, linked: Linked) -> Iterator[Result]:
    """Yield one result per page that begins with repeated blocks, or needs no comparison to be right."""
    if dom.root.tag != "html":
        return
    if not linked.neighbour:
        has_main = any(main.is_visible for main in dom.with_role("main"))
        if has_main or any(h.is_visible and not h.place for h in dom.with_role("heading")):
            yield passed(dom.root)
        return
    page = linked.page(linked.neighbour)
    if page is None:
        if _begins_with_menu(dom):
            yield cant_tell(dom.root, "unknown")
        return
    begin = _begin(dom, page)
    if begin is None or _has_own_heading(dom, _repeated(page)):
        yield passed(dom.root)
        return
    repeated, content = begin
    if any(_leads_to(dom, link, repeated, content) for link in _controls_before(dom, content)):
        yield passed(dom.root)
    elif control := next((c for c in _controls_before(dom, content) if _does_something(dom, c)), None):
        yield cant_tell(dom.root, "folds", repeated=repeated.visible_text[:60], name=control.name)
    else:
        yield failed(dom.root, "none", repeated=repeated.visible_text[:60])


def _begins_with_menu(dom: Dom) -> bool:
    """Say whether a page begins with so many links that they look like a menu."""
    begin = next((b for b, text in lines_of(dom, dom.root) if len(text.split()) >= RUNNING_TEXT_WORDS), None)
    end = begin.index if begin is not None else len(dom)
    return sum(1 for link in dom.with_role("link") if link.index < end) >= MENU_LINKS


def _repeated(page: LinkedPage) -> frozenset[str]:
    return frozenset(line.casefold() for line in page.lines)


def _has_own_heading(dom: Dom, repeated: frozenset[str]) -> bool:
    """Say whether a heading that can be seen belongs to what the page has for itself."""
    headings = (heading for heading in dom.with_role("heading") if heading.is_visible)
    return any(h.name and h.name.casefold() not in repeated for h in headings)


def _begin(dom: Dom, page: LinkedPage) -> tuple[Node, Node] | None:
    """Return the last repeated block before the page's own content, and the first block of that content.

    Links are no content: the one to the neighbour itself is on this page only.
    """
    repeated = _repeated(page)
    last: Node | None = None
    for block, text in lines_of(dom, dom.root):
        if text.casefold() in repeated:
            last = block
        elif last is not None and not _is_of_links(block) and not last.holds(block):
            return last, block
    return None


def _is_of_links(block: Node) -> bool:
    return all(
        owner.closest("a", "button") is not None
        for owner, shown, text in block.dom.pieces_below(block)
        if shown and text.strip()
    )


def _controls_before(dom: Dom, content: Node) -> Iterator[Node]:
    for role in _CONTROLS:
        yield from (c for c in dom.with_role(role) if c.index < content.index and c.is_focusable and c.name)


def _leads_to(dom: Dom, control: Node, repeated: Node, content: Node) -> bool:
    """Say whether a control leads to a place in the page behind the repeated block."""
    place = control.get("href") or control.get("onclick")
    _, mark, rest = place.partition("#")
    if not mark or (control.get("href") and not control["href"].startswith("#")):
        return False
    name = rest.split("'")[0].split('"')[0]
    target = dom.by_id(name, control) if name else None
    return target is not None and (
        repeated.index < target.index <= content.index or target.holds(content) or content.holds(target)
    )


def _does_something(dom: Dom, control: Node) -> bool:
    """Say whether a control does something in this page, by a script or the browser."""
    href = control.get("href")
    in_page = not href or href == "#" or href.lower().startswith("javascript:")
    return (
        control.tag == "summary"
        or "aria-expanded" in control
        or (in_page and (bool(control.get("onclick")) or dom.is_clickable(control)))
    )
