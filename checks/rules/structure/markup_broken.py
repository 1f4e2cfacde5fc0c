"""Mistakes in the code that the browser mends in its own way, so that the page means something else."""

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass

from checks.base import Result, check, failed, passed
from drempel.dom import FRAME, SHADOW, Dom, Node
from drempel.i18n import N_
from drempel.model.artefact import PageSource
from drempel.model.finding import Impact, Kind

# Possessive, so that no source makes the search go back and forth.
_TAG = re.compile(r"<(/?)([a-zA-Z][^\s/>]*+)((?:[^>\"']++|\"[^\"]*+\"|'[^']*+')*+)>")
_ATTRIBUTE = re.compile(
    r"([^\s\"'>/=<]++)(?:\s*+=\s*+(?:\"[^\"]*+\"|'[^']*+'|[^\s\"'>]++))?+",
)
_PLAIN = re.compile(r"\s*+[\w-]++=\"[^\"]*+\"\s*+/?")
"""One attribute, as most tags have: nothing can be wrong with it."""

_NEAT = re.compile(r"(?:\s++([\w:-]++)=\"[^\"]*+\")*+\s*+/?")
_NAME = re.compile(r"\s([\w:-]++)=\"[^\"]*+\"")
"""Several of them: only the same name can be there twice."""

_BEGIN = re.compile(r"</?[a-zA-Z]")
_RAW = frozenset({"script", "style", "textarea", "title", "xmp", "noscript", "template", "svg", "math"})
"""Elements whose inside is no markup, is not rendered, or follows other rules."""

_ENDS = {name: re.compile(f"</{name}", re.IGNORECASE) for name in _RAW}

MOST = 20
"""Of a page; a page with more of them has one template to mend."""

_FRAME_OF_A_PAGE = frozenset({"html", "head", "meta", "title", "link", "base", "script", "style", "body"})

_MEANS = frozenset(
    ("alt", "colspan", "content", "dir", "for", "headers", "href", "id", "lang", "name", "role", "rowspan",
     "scope", "src", "tabindex", "title", "type", "value")
)  # fmt: skip
"""Attributes with which something gets lost for readers when they stand there twice; `aria-*` besides."""


@dataclass(frozen=True, slots=True)
class _Start:
    """One start tag of the source: how manieth of its name, and what stands in it."""

    name: str
    at: int
    body: str
    is_in_link: bool


@check(
    id="markup-broken",
    title=N_("Code has a mistake that changes the page"),
    repair=N_("Mend the code at this place; a validator shows every mistake with its line."),
    kind=Kind.PRACTICE,
    who="blind",
    needs=(Dom, PageSource),
    impact=Impact.MODERATE,
    messages={
        "twice": N_("The attribute {name} stands twice in one element; the second one does not count."),
        "quotes": N_(
            "A quotation mark in {name} is missing or one too many, so a part of the value is lost."
        ),
        "link": N_("A link begins before the one above it was closed."),
        "heading": N_("The heading “{text}” also holds the text that follows; it was not closed."),
    },
)
def markup_broken(dom: Dom, source: PageSource) -> Iterator[Result]:
    """Yield one result per mistake; the element is found by counting, where script changed nothing."""
    if not source.text:
        return
    counts: Counter[str] = Counter()
    suspects = list(_suspects(source.text, counts))
    mistakes = [(start, key, name) for start in suspects for key, name in _mistakes(start)]
    for start, key, name in mistakes[:MOST]:
        target = _found(dom, start, counts[start.name])
        yield failed(target, key, name=name) if key != "link" else failed(target, key)
    swallowed = [h for h in dom.select("h1, h2, h3, h4, h5, h6") if h.select("p, ul, ol, table, dl")]
    for heading in swallowed:
        yield failed(heading, "heading", text=heading.text[:60])
    if not mistakes and not swallowed and counts.keys() - _FRAME_OF_A_PAGE:
        yield passed(dom.root)


def _suspects(source: str, counts: Counter[str]) -> Iterator[_Start]:
    """Yield the start tags that may hold a mistake; all are counted by name."""
    at = 0
    in_link = False
    while (at := source.find("<", at)) >= 0:
        tag = _TAG.match(source, at)
        if tag is None:
            if source.startswith("<!--", at):
                close = source.find("-->", at + 4)
                if close < 0:
                    return
                at = close + 3
                continue
            if _BEGIN.match(source, at):
                return
            at += 1
            continue
        at, name, body = tag.end(), tag[2].lower(), tag[3]
        if tag[1]:
            in_link = in_link and name != "a"
            continue
        if (in_link and name == "a") or ("=" in body and not _PLAIN.fullmatch(body)):
            yield _Start(name, counts[name], body, in_link)
        counts[name] += 1
        if name == "a":
            in_link = "href" in body.lower()
        if name in _RAW and not body.endswith("/"):
            end = _ENDS[name].search(source, at)
            if end is None:
                return
            at = end.start()


def _mistakes(start: _Start) -> Iterator[tuple[str, str]]:
    if start.name == "a" and start.is_in_link and "href" in start.body.lower():
        yield "link", ""
    if "=" not in start.body or _PLAIN.fullmatch(start.body):
        return
    is_neat = _NEAT.fullmatch(start.body) is not None
    names = [name.lower() for name in (_NAME if is_neat else _ATTRIBUTE).findall(start.body)]
    for name, count in Counter(names).items():
        if count > 1 and (name in _MEANS or name.startswith("aria-")):
            yield "twice", name
    if is_neat:
        return
    if left := set(_ATTRIBUTE.sub("", start.body)) & {'"', "'"}:
        before = start.body[: start.body.find(left.pop())].split("=")[0].split()
        yield "quotes", before[-1] if before else start.name


def _found(dom: Dom, start: _Start, count: int) -> Node:
    """Return the element of a start tag; the root where the page has another number of that name."""
    if not re.fullmatch(r"[a-z][a-z0-9]*", start.name):
        return dom.root
    nodes = dom.select(start.name)
    if dom.select(f"{FRAME}, {SHADOW}"):
        nodes = [node for node in nodes if node.closest(FRAME, SHADOW) is None]
    return nodes[start.at] if len(nodes) == count else dom.root
