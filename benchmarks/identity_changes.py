"""What happens to pages between two scans: twenty kinds of change that leave every problem what it is, and
ten that bring a really different problem.

Elements carry a mark, so that an element is known again whatever became of the page around it. Everything is
seeded: a page is changed in the same way each time.
"""

import hashlib
import random
import re
from collections.abc import Callable
from copy import deepcopy
from dataclasses import dataclass
from typing import Any

import lxml.html

MARK = "data-m"
"""Attribute with the number of an element; no check reads it."""

OTHER = "anders"
"""Begins the mark of the elements of a really different problem."""

Root = Any
_BLOCKS = ("div", "section", "article", "ul", "ol", "table", "form", "fieldset", "dl", "p", "figure", "nav")
_HOLDERS = ("div", "section", "article", "main", "header", "footer", "form", "fieldset", "aside", "body")
_WORDS = (
    "gemeente",
    "wonen",
    "straat",
    "kaart",
    "dossier",
    "vraag",
    "school",
    "water",
    "loket",
    "plan",
    "markt",
)


@dataclass(frozen=True, slots=True)
class Page:
    """A page as it is served: its path with query, and its HTML."""

    path: str
    html: str


@dataclass(frozen=True, slots=True)
class Change:
    """A kind of change. `before`, where there is one, first makes the page of which this is a change."""

    name: str
    apply: Callable[[Root, random.Random], None]
    before: Callable[[Root, random.Random], None] | None = None
    path: Callable[[str, random.Random], str] = lambda path, _: path
    write: Callable[[Root], str] = lambda root: as_html(root)


def as_html(root: Root) -> str:
    """Return a tree as a document."""
    return lxml.html.tostring(root, encoding="unicode", doctype="<!doctype html>")


def changed(page: Page, change: Change, seed: str) -> tuple[Page | None, Page]:
    """Return the page before (`None` where it is the page itself) and after the change."""
    root = lxml.html.document_fromstring(page.html)
    first = None
    if change.before is not None:
        change.before(root, random.Random(f"{seed} before"))
        first = Page(page.path, as_html(root))
    rng = random.Random(seed)
    root = deepcopy(root)
    change.apply(root, rng)
    return first, Page(change.path(page.path, rng), change.write(root))


def mark(root: Root) -> None:
    """Give every element its mark."""
    for number, element in enumerate(_elements(root)):
        element.set(MARK, str(number))


def _elements(root: Root, *tags: str) -> list[Root]:
    return [one for one in root.iter(*tags) if isinstance(one.tag, str)]


def _body(root: Root, *tags: str) -> list[Root]:
    return [one for one in root.body.iter(*tags) if isinstance(one.tag, str) and one is not root.body]


def _some(rng: random.Random, of: list[Root], share: float = 0.3) -> list[Root]:
    return [one for one in of if rng.random() < share]


def _hash(rng: random.Random, length: int = 5) -> str:
    return "".join(rng.choices("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789", k=length))


def _stub(html: str) -> Root:
    return lxml.html.fragment_fromstring(html)


# -- twenty that leave a problem what it is


def _styled_by_script(root: Root, rng: random.Random) -> None:
    salt = _hash(rng)
    for one in _elements(root):
        old = [n for n in one.get("class", "").split() if not re.match(r"(?:css|sc|jss)-", n)]
        if old:
            digest = hashlib.md5(f"{salt}{old}".encode()).hexdigest()
            one.set("class", " ".join([*old, f"css-{digest[:6]}", f"sc-{digest[6:12]}"]))


def _class_modules(root: Root, rng: random.Random) -> None:
    for one in _elements(root):
        names = (re.sub(r"^Deel_|__[A-Za-z0-9]{5}$", "", name) for name in one.get("class", "").split())
        if made := " ".join(f"Deel_{name}__{_hash(rng)}" for name in names):
            one.set("class", made)


def _numbered_classes(root: Root, rng: random.Random) -> None:
    for one in _elements(root, "li", "div", "article", "p", "section"):
        names = [n for n in one.get("class", "").split() if not re.match(r"(?:post|menu-item)-\d+", n)]
        one.set("class", " ".join([*names, f"post-{rng.randrange(10**4)}", f"menu-item-{rng.randrange(99)}"]))


def _reorder_attributes(root: Root, rng: random.Random) -> None:
    for one in _elements(root):
        pairs = list(one.attrib.items())
        one.attrib.clear()
        rng.shuffle(pairs)
        for name, value in pairs:
            names = value.split()
            if name == "class":
                rng.shuffle(names)
            one.set(name, " ".join(names) if name == "class" else value)


def _new_ids(root: Root, rng: random.Random) -> None:
    ids = {one.get("id"): f"ember{rng.randrange(10**6)}" for one in _elements(root) if one.get("id")}
    for one in _elements(root):
        for name in ("id", "for", "headers", "list", "aria-labelledby", "aria-describedby", "aria-controls"):
            if value := one.get(name):
                one.set(name, " ".join(ids.get(part, part) for part in value.split()))
        if (href := one.get("href", "")).startswith("#") and href[1:] in ids:
            one.set("href", f"#{ids[href[1:]]}")


def _sibling_blocks(root: Root, rng: random.Random) -> None:
    for one in _some(rng, _body(root, *_BLOCKS)):
        if one.getparent().tag in _HOLDERS:
            one.addprevious(_stub('<div class="promo"><p>Het zwembad is weer open.</p></div>'))


def _new_item(root: Root, _rng: random.Random) -> None:
    for one in _body(root, "ul", "ol"):
        if len(one):
            one.insert(0, _stub("<li>Nieuw in de stad</li>"))
    for one in _body(root, "tbody"):
        if len(one):
            row = deepcopy(one[-1])
            for cell in row.iter():
                cell.attrib.pop(MARK, None)
                cell.attrib.pop("id", None)
            one.append(row)


def _other_text(root: Root, rng: random.Random) -> None:
    for one in _body(root, "p", "li", "td", "dd", "span", "h2", "h3"):
        if one.text and len(one.text.split()) > 3:
            one.text = " ".join(rng.choice(_WORDS) if len(w) > 3 else w for w in one.text.split()) + " "


def _session_ids(root: Root, rng: random.Random) -> None:
    session = hashlib.md5(str(rng.random()).encode()).hexdigest()
    for one in _body(root, "a"):
        href = one.get("href", "")
        if href and not href.startswith(("#", "mailto:", "tel:")):
            one.set("href", f"{href}{'&' if '?' in href else '?'}sid={session}")
    for one in _body(root, "form", "div"):
        one.set("data-session", session)


def _menu_order(root: Root, rng: random.Random) -> None:
    for one in _body(root, "ul", "ol"):
        items = list(one)
        if len(items) > 1 and all(item.tag == "li" for item in items):
            rng.shuffle(items)
            for item in items:
                one.append(item)


def _wrap(root: Root, rng: random.Random, names: tuple[str, ...]) -> None:
    chosen = [
        one
        for one in _some(rng, _body(root, *_BLOCKS))
        if one.getparent().tag in {*_HOLDERS, "td", "li", "dd"} and not one.get("role")
    ]
    for one in chosen:
        around = lxml.html.Element("div")
        if names:
            around.set("class", rng.choice(names))
        around.tail, one.tail = one.tail, None
        one.addprevious(around)
        around.append(one)


def _bare_wrappers(root: Root, rng: random.Random) -> None:
    _wrap(root, rng, ())


def _layout_wrappers(root: Root, rng: random.Random) -> None:
    _wrap(root, rng, ("container", "row", "page-wrapper", "grid__inner", "col-md-6", "site-container"))


def _minified(root: Root) -> str:
    html = as_html(root)
    html = re.sub(r">\s+<", "> <", re.sub(r"<!--.*?-->", "", html, flags=re.DOTALL))
    html = re.sub(r"</(?:li|dt|dd|td|th|tr|tbody|option)>\s*", "", html)
    return re.sub(r'="([a-zA-Z0-9_-]+)"', r"=\1", html)


def _dates_and_counts(root: Root, rng: random.Random) -> None:
    for one in _body(root):
        if one.text:
            one.text = re.sub(r"\d+", lambda _: str(rng.randrange(1, 99)), one.text)
    root.body.append(
        _stub(f"<p>Bijgewerkt op {rng.randrange(1, 28)} mei, {rng.randrange(999)} keer bekeken</p>")
    )


def _tokens(root: Root, rng: random.Random) -> None:
    token = hashlib.sha256(str(rng.random()).encode()).hexdigest()
    for one in _body(root, "form"):
        one.insert(0, _stub(f'<input type="hidden" name="csrf_token" value="{token}">'))
    for one in _elements(root, "script", "style", "link"):
        one.set("nonce", token[:16])
    root.head.append(_stub(f'<meta name="csrf-token" content="{token}">'))


def _states(root: Root, rng: random.Random) -> None:
    for one in _some(rng, _body(root, "li", "a", "div", "button", "tr")):
        state = rng.choice(("active", "is-active", "is-open", "current", "last", "odd", "js-ready"))
        one.set("class", f"{one.get('class', '')} {state}".strip())
    root.body.set("class", f"{root.body.get('class', '')} js-enabled no-touch".strip())


def _renamed(path: str, rng: random.Random) -> str:
    folder, _, name = path.rpartition("/")
    _, dot, suffix = name.rpartition(".")
    return f"{folder}/{rng.choice(_WORDS)}-{rng.randrange(10**5)}{dot}{suffix if dot else ''}"


def _moved_deeper(path: str, rng: random.Random) -> str:
    folder, _, name = path.rpartition("/")
    return f"{folder}/2026/{rng.randrange(1, 12):02}/{name}?sessie={rng.randrange(10**9)}"


def _scripts_and_data(root: Root, rng: random.Random) -> None:
    for one in _some(rng, _body(root)):
        one.set(f"data-v-{_hash(rng, 8).lower()}", "")
        one.set("data-track", _hash(rng, 12))
    root.body.append(_stub(f"<script>window.build = '{_hash(rng, 20)}'</script>"))


def _empty_spans(root: Root, rng: random.Random) -> None:
    for one in _some(rng, _body(root, "p", "div", "li", "td")):
        one.append(lxml.html.HtmlComment("bouw"))
        one.insert(0, _stub("<span></span>"))


def _nothing(_root: Root, _rng: random.Random) -> None:
    pass


HARMLESS = (
    Change("hash-of-styles", _styled_by_script, _styled_by_script),
    Change("hash-of-class-modules", _class_modules, _class_modules),
    Change("numbers-in-classes", _numbered_classes, _numbered_classes),
    Change("order-of-attributes", _reorder_attributes),
    Change("new-ids", _new_ids),
    Change("blocks-beside", _sibling_blocks),
    Change("new-item", _new_item),
    Change("other-text", _other_text),
    Change("session-ids", _session_ids),
    Change("order-of-menu", _menu_order),
    Change("bare-wrappers", _bare_wrappers),
    Change("layout-wrappers", _layout_wrappers),
    Change("minified", _nothing, write=_minified),
    Change("dates-and-counts", _dates_and_counts),
    Change("tokens", _tokens),
    Change("states", _states),
    Change("renamed-page", _nothing, path=_renamed),
    Change("moved-deeper", _nothing, path=_moved_deeper),
    Change("scripts-and-data", _scripts_and_data),
    Change("empty-spans", _empty_spans),
)


# -- ten that bring a really different problem


def _link(other: bool = False, tag: str = "a") -> Root:
    """Return a link (or button) without a name: the problem that is there, or the other one."""
    attributes = ' href="/meer"' if tag == "a" else ' type="button"'
    return _stub(f'<{tag}{attributes} {MARK}="{OTHER if other else "was"}"></{tag}>')


def _in_main(root: Root) -> Root:
    """Return the element that holds the content of the page."""
    return next(iter(_body(root, "main")), root.body)


def _put(root: Root, html: str, *inside: str) -> None:
    """Put something at the end of the main content, or of the first element that has one of these tags."""
    holders = _body(root, *inside) if inside else []
    (holders[0] if holders else _in_main(root)).append(_stub(html))


def _was(root: Root, _rng: random.Random) -> None:
    _put(root, f'<p><a href="/meer" {MARK}="was"></a></p>')


def _in_footer(root: Root, _rng: random.Random) -> None:
    _put(root, f'<p><a href="/meer" {MARK}="was"></a></p>')
    root.body.append(_stub(f'<footer><p><a href="/meer" {MARK}="{OTHER}"></a></p></footer>'))


def _in_two_navigations(root: Root, _rng: random.Random) -> None:
    for where, name in ((root.body, "was"), (_in_main(root), OTHER)):
        where.insert(
            0,
            _stub(
                f'<{"nav" if name == "was" else "aside"}><ul><li><a href="/a" {MARK}="{name}"></a>'
                f"</li></ul></{'nav' if name == 'was' else 'aside'}>"
            ),
        )


def _in_two_components(root: Root, rng: random.Random) -> None:
    """Put the same fault into two parts of the page that have different names."""
    parts: dict[str, Root] = {}
    for one in _body(root, "div", "section", "article", "form", "fieldset", "p", "td", "li", "dd"):
        words = re.findall(r"[a-z]{3,}", one.get("class", "").lower())
        # A frame of the page is no component, and a number, state or modifier no name.
        if words and not {"container", "wrapper", "row", "grid", "col", "column", "page", "width"} & set(
            words
        ):
            first = one.get("class", "").split()[0]
            parts.setdefault(re.sub(r"--.*|\d+", "", first), one)
    names = sorted(parts)
    pairs = [
        (a, b)
        for a in names
        for b in names
        if a != b and parts[a] not in parts[b].iter() and parts[b] not in parts[a].iter()
    ]
    if pairs:
        a, b = rng.choice(pairs)
        parts[a].append(_link())
        parts[b].append(_link(other=True))


def _in_new_component(root: Root, rng: random.Random) -> None:
    _was(root, rng)
    _put(root, f'<div class="news-teaser"><h3>Nieuws</h3><p><a href="/n" {MARK}="{OTHER}"></a></p></div>')


def _in_two_parts_of_a_card(root: Root, _rng: random.Random) -> None:
    _put(
        root,
        f'<div class="card"><div class="card__media"><a href="/a" {MARK}="was"></a></div>'
        f'<div class="card__footer"><a href="/b" {MARK}="{OTHER}"></a></div></div>',
    )


def _on_two_elements(root: Root, _rng: random.Random) -> None:
    _put(root, f'<p><a href="/a" {MARK}="was"></a><button type="button" {MARK}="{OTHER}"></button></p>')


def _two_criteria(root: Root, _rng: random.Random) -> None:
    _put(root, f'<p {MARK}="was" lang="qq-x">Tekst in een taal.</p>')
    _put(root, f'<p {MARK}="{OTHER}" style="color:#ccc;background:#fff">Tekst zonder contrast.</p>')


def _two_fields(root: Root, _rng: random.Random) -> None:
    _put(
        root,
        f'<form action="/zoek"><input {MARK}="was" name="q"><select {MARK}="{OTHER}" name="s">'
        "<option>Een</option><option>Twee</option></select></form>",
    )


def _elsewhere(path: str, _rng: random.Random) -> str:
    return f"/heel-ander-deel/{path.rpartition('/')[2]}"


def _was_is_other(root: Root, _rng: random.Random) -> None:
    _put(root, f'<p><a href="/meer" {MARK}="{OTHER}"></a></p>')


def _in_a_table(root: Root, rng: random.Random) -> None:
    _was(root, rng)
    _put(
        root,
        f'<table><tr><th scope="col">Dag</th></tr><tr><td><a href="/d" {MARK}="{OTHER}"></a></td></tr>'
        "</table>",
    )


REAL = (
    Change("other-landmark", _in_footer),
    Change("other-menu", _in_two_navigations),
    Change("other-component", _in_two_components),
    Change("new-component", _in_new_component),
    Change("other-part-of-card", _in_two_parts_of_a_card),
    Change("other-element", _on_two_elements),
    Change("other-criterion", _two_criteria),
    Change("other-field", _two_fields),
    Change("other-part-of-site", _was_is_other, _was, path=_elsewhere),
    Change("other-kind-of-text", _in_a_table),
)
"""The elements of the problem that was there are marked `was`, those of the other one `OTHER`."""
