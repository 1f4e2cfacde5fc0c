"""Pages as no editor makes them, and captures as no browser gives them, for the fuzz of the checks.

`PAGES` draws mark-up: nested at will, with ids that are missing, double or point in a circle, mixed
directions, huge attributes, SVG and MathML. `mutated` then changes what the browser made of it: computed
styles, boxes, roles and states, shadow roots, a frame, boxes made by style.
"""

from dataclasses import replace
from random import Random
from typing import Any

from hypothesis import strategies as st

from crawler.gather.dom import STYLES
from drempel.dom import Dom
from drempel.model.artefact import AxeNode, AxeResult, AxeRun, DomCapture, Pixels, TextPixels
from tests.checks.synthetic import capture

ODD = st.text(max_size=30)
ATTRIBUTES = {
    "href": st.sampled_from(
        ["/x", "x.pdf", "", "#", "javascript:void(0)", "mailto:a@b", "http://[", "/" * 50]
    ),
    "target": st.sampled_from(["_blank", "", "x"]),
    "alt": st.sampled_from(["foto.jpg", "", "IMG_1234", "Het stadhuis"]),
    "src": st.sampled_from(["foto_1.jpg", "", "data:,"]),
    "placeholder": ODD,
    "aria-label": ODD,
    "aria-labelledby": st.sampled_from(["a", "a b", "c c c"]),
    "aria-describedby": st.sampled_from(["b", "a c", "nowhere"]),
    "aria-owns": st.sampled_from(["a", "b", "a b c", "nowhere"]),
    "aria-hidden": st.sampled_from(["true", "false", "TRUE"]),
    "aria-invalid": st.sampled_from(["true", ""]),
    "colspan": st.sampled_from(["2", "0", "-1", "99999999999", "x"]),
    "rowspan": st.sampled_from(["2", "0", "65535"]),
    "headers": st.sampled_from(["a", "a b", "nowhere"]),
    "dir": st.sampled_from(["rtl", "ltr", "auto", "x"]),
    "title": st.sampled_from(["", "klik hier", "a" * 20_000, "( [" * 9_000]),
    "onclick": st.just("x()"),
    "autocomplete": st.sampled_from(["email", "off", "section-a  name", ""]),
    "hidden": st.just(""),
    "id": st.sampled_from(["a", "b", "c", "1 2"]),
    "for": st.sampled_from(["a", "b", "nowhere"]),
    "lang": st.sampled_from(["nl", "", "x", "fr-BE"]),
    "role": st.sampled_from(
        [
            "link",
            "heading",
            "listitem",
            "list",
            "image",
            "none",
            "vreemd",
            "table",
            "row",
            "cell",
            "tab",
            "menu",
        ]
    ),
    "style": st.sampled_from(
        ["outline:none", "outline", "text-align:justify", ";;", "line-height:9 !important", "color" * 4_000]
    ),
    "http-equiv": st.just("refresh"),
    "content": st.sampled_from(["5", "9" * 5000, "x;url=", "٣"]),
    "class": ODD,
    "usemap": st.sampled_from(["#a", "a", "#"]),
    "scope": st.sampled_from(["col", "row", "x"]),
    "type": st.sampled_from(["radio", "checkbox", "image", "submit", "password", "x"]),
    "name": st.sampled_from(["a", "b", ""]),
    "aria-level": st.sampled_from(["2", "0", "x", "9" * 5000]),
    "aria-activedescendant": st.sampled_from(["a", "nowhere"]),
    "slot": st.sampled_from(["a", ""]),
    "xml:lang": st.sampled_from(["nl", "de", "-"]),
    "xlink:href": st.sampled_from(["#a", "/x"]),
    "tabindex": st.sampled_from(["-1", "0", "x"]),
}
TAGS = (
    *("a", "p", "div", "b", "li", "ul", "ol", "td", "th", "tr", "table", "caption", "thead", "tbody", "img"),
    *("input", "textarea", "label", "form", "meta", "h1", "h2", "h6", "span", "button", "nav", "header"),
    *("footer", "main", "aside", "section", "svg", "title", "style", "x-y", "math", "iframe"),
    *("frame", "select", "option", "optgroup", "pre", "dl", "dt", "dd", "bdo", "details", "summary"),
    *("video", "audio", "source", "track", "canvas", "fieldset", "legend", "path", "mi", "msup"),
    *("mtext", "annotation-xml", "dialog", "br", "foreignObject", "use", "text", "figure"),
    *("figcaption", "map", "area", "abbr", "blockquote", "object", "embed", "slot", "template"),
    *("noscript", "marquee", "hr"),
)  # fmt: skip
TEXTS = st.sampled_from(
    [
        "klik hier",
        "Lees meer",
        ".",
        "Een gewone zin over afval.",
        "a:focus{outline:none}",
        "}{",
        "",
        "  ",
        "شكرا جزيلا",
        "W E L K O M",
        "klik op de rode knop rechts",
        "\u202eomgekeerd\u202c \u2067שלום\u2069 abc",
        "e\u0301\u0301\u0301\u200d\u200b",
        "- een",
        "1. een",
        "DE OCMW VAN DE (OCMW)",
        "Velden met een * zijn verplicht",
        "a  b\nc  d\ne  f",
    ]
)


@st.composite
def element(draw: st.DrawFn, inside: st.SearchStrategy[str]) -> str:
    tag = draw(st.sampled_from(TAGS))
    names = draw(st.lists(st.sampled_from(sorted(ATTRIBUTES)), max_size=4, unique=True))
    values = {name: draw(ATTRIBUTES[name]).replace('"', "&quot;").replace("\0", "") for name in names}
    attributes = "".join(f' {name}="{value}"' for name, value in values.items())
    content = "".join(draw(st.lists(inside, max_size=4)))
    return f"<{tag}{attributes}>{content}</{tag}>"


PAGES = st.lists(st.recursive(TEXTS, element, max_leaves=25), max_size=4).map("".join)

_ELEMENT = 1
_PX = ("0px", "0.0001px", "11px", "16px", "24.5px", "1e+06px", "3.35544e+07px", "")
_COLOURS = (
    "rgb(0, 0, 0)",
    "rgb(255, 255, 255)",
    "rgb(118, 118, 118)",
    "rgba(0, 0, 0, 0)",
    "rgba(9, 9, 9, 0.5)",
)
_COLOURS += ("color(srgb 0.2 1e-05 2)", "oklch(0.5 0.1 20)", "currentcolor", "")
STYLED = {
    "display": ("block", "inline", "inline-block", "none", "contents", "flex", "table-cell", "list-item", ""),
    "visibility": ("visible", "visible", "hidden", "collapse"),
    "opacity": ("1", "1", "0", "0.5", "1e-07"),
    "position": ("static", "absolute", "fixed", "sticky", "relative"),
    "color": _COLOURS,
    "background-color": _COLOURS,
    "background-image": (
        "none",
        "none, none",
        'url("data:,")',
        'url("/foto.jpg")',
        "linear-gradient(red, blue)",
    ),
    "border-bottom-color": _COLOURS,
    "border-bottom-width": _PX,
    "box-shadow": ("none", "rgb(0, 0, 0) 0px 0px 3px 0px"),
    "font-family": ("Arial", '"Font Awesome 5 Free"', ""),
    "font-size": _PX,
    "font-weight": ("400", "700", "950.5", ""),
    "font-style": ("normal", "italic", "oblique 14deg"),
    "text-align": ("start", "justify", "center", "-webkit-auto"),
    "text-decoration-line": ("none", "underline", "line-through overline"),
    "text-shadow": ("none", "rgb(0, 0, 0) 1px 1px 2px"),
    "text-transform": ("none", "uppercase"),
    "direction": ("ltr", "rtl"),
    "line-height": (*_PX, "normal"),
    "overflow-x": ("visible", "hidden", "clip", "auto"),
    "overflow-y": ("visible", "hidden", "scroll"),
    "cursor": ("auto", "pointer"),
}
_BOXES = ([0, 0, 600, 20], [0, 0, 0, 0], [-9999, -9999, 1, 1], [20.5, 30.25, 10, 10], [24, 30, 24, 24])
_BOXES += ([0, 1e7, 1e7, 1e7], [0, 0, 33554432, 0], [300, 40, 600, 400], [0, -50, 1280, 60])
_ROLES = ("", "link", "button", "heading", "table", "row", "cell", "gridcell", "list", "listitem", "textbox")
_ROLES += (
    "checkbox",
    "radio",
    "tab",
    "dialog",
    "navigation",
    "main",
    "image",
    "generic",
    "vreemd",
    "RootWebArea",
)
_STATES: tuple[dict[str, Any], ...] = (
    {},
    {"focusable": True},
    {"disabled": True, "focusable": True},
    {"level": 2, "expanded": False},
    {"checked": "mixed", "invalid": "true", "required": True},
)
_NAMES = ("", "Lees meer", "foto.jpg", " ", "a" * 5_000, "\u202eab")


def mutated(html: str, chance: Random) -> DomCapture:
    """Return a page of which the browser tells odd things, with a frame and shadow roots now and then."""
    page, framed = capture(html), capture("<html><body><p>In een kader</p><a href=/x>hier</a></body></html>")
    strings = [*page.strings]
    inner = _moved(framed.documents[0], len(strings), len(page.documents[0]["nodes"]["nodeType"]))
    strings += framed.strings
    known = {text: at for at, text in enumerate(strings)}

    def number(text: str) -> int:
        if text not in known:
            known[text] = len(strings)
            strings.append(text)
        return known[text]

    outer = page.documents[0]
    nodes, layout = outer["nodes"], outer["layout"]
    elements = [at for at, kind in enumerate(nodes["nodeType"]) if kind == _ELEMENT]
    for at, _ in enumerate(layout["styles"]):
        own = [number(chance.choice(STYLED[name])) for name in STYLES]
        layout["styles"][at] = own if chance.random() < 0.97 else []
        if chance.random() < 0.7:
            layout["bounds"][at] = chance.choice(_BOXES)
    kept = [at for at, _ in enumerate(layout["styles"]) if chance.random() < 0.95]
    for name, rows in layout.items():
        layout[name] = [rows[at] for at in kept]
    inner["layout"]["styles"] = [
        [number(STYLED[name][0]) for name in STYLES] for _ in inner["layout"]["styles"]
    ]
    hosts = [at for at in elements if strings[nodes["nodeName"][at]] in {"IFRAME", "FRAME", "OBJECT"}]
    if hosts:
        nodes["contentDocumentIndex"] = {"index": hosts[:1], "value": [1]}
    above = set(nodes["parentIndex"])
    leaves = [at for at in elements if at not in above and chance.random() < 0.1]
    nodes["pseudoType"] = {"index": leaves, "value": [number("before")] * len(leaves)}
    nodes["isClickable"] = {"index": [at for at in elements if chance.random() < 0.1]}
    filled = [at for at in elements if chance.random() < 0.1]
    nodes["inputValue"] = {"index": filled, "value": [number("12-12")] * len(filled)}
    backend = nodes["backendNodeId"]
    told = [
        [
            backend[at],
            chance.choice(_ROLES),
            chance.choice(_NAMES),
            chance.choice(_NAMES),
            chance.choice(_STATES),
        ]
        for at in elements
        if chance.random() < 0.5
    ]
    shadowed = tuple(backend[at] for at in elements[1:] if chance.random() < 0.05)
    return replace(
        page,
        documents=[outer, inner] if hosts else [outer],
        strings=strings,
        styles=STYLES,
        accessibility=page.accessibility + told,
        shadow_tops=shadowed,
    )


def _moved(document: dict[str, Any], strings: int, nodes: int) -> dict[str, Any]:
    """Return a document whose strings and browser ids come after those of another one."""
    table, layout = document["nodes"], document["layout"]
    for name in ("nodeName", "nodeValue"):
        table[name] = [at + strings for at in table[name]]
    table["attributes"] = [[at + strings for at in row] for row in table["attributes"]]
    table["backendNodeId"] = [at + nodes for at in table["backendNodeId"]]
    return {"baseURL": document["baseURL"] + strings, "nodes": table, "layout": layout}


def measured(dom: Dom, rules: list[str], chance: Random) -> tuple[AxeRun, Pixels]:
    """Return what axe-core and the pixels may have said of some elements of a page, at random."""

    def some(count: int) -> list[AxeNode]:
        nodes = [dom.node(chance.randrange(len(dom))) for _ in range(count)]
        return [AxeNode(("x",), "", "serious", "", (), dom.path_of(node), node.tag) for node in nodes]

    results = tuple(
        AxeResult(rule, (), "serious", tuple(some(2)), tuple(some(2)))
        for rule in rules
        if chance.random() < 0.3
    )
    lost = AxeNode(("x",), "", "serious", "", (), (0, 99, -2), "p")
    texts = (node for node in dom if chance.random() < 0.1)
    pixels = Pixels(
        tuple(
            TextPixels(dom.path_of(node), tuple(chance.choice((1.0, 4.4, 21.0)) for _ in range(3)))
            for node in texts
        )
    )
    return AxeRun("", (*results, AxeResult(rules[0], (), "minor", (lost,)))), pixels
