"""Artefacts beside the page tree, made up from marks in a fixture: media and pages without a server.

An audio or video element plays for a minute and has sound, unless its `data-media` says otherwise (JSON, the
fields of `MediaElement`). `<script type="text/plain" data-linked="/address">` holds the lines of a page to
which a link leads; the neighbour of a page has its menus, when none is given.
"""

import json
import re
from dataclasses import replace
from urllib.parse import urljoin

from checks.likeness import lines_of
from crawler.gather.linked import needs
from drempel.dom import Dom, Node
from drempel.model.artefact import (
    Linked,
    LinkedPage,
    Media,
    MediaElement,
    MediaTrack,
    Placeholder,
    Placeholders,
    Turn,
    Turns,
)


def media_of(dom: Dom) -> Media:
    """Return the media of a page as its marks have them."""
    return Media(tuple(_element(dom, node) for node in dom.select("audio, video")))


def _element(dom: Dom, node: Node) -> MediaElement:
    tracks = tuple(
        MediaTrack(track.get("kind", "subtitles"), track.get("label"), track.get("srclang"), None)
        for track in node.select("track")
    )
    plain = MediaElement(
        path=dom.path_of(node),
        tag=node.tag,
        src=node.get("src"),
        duration_s=60.0,
        autoplay="autoplay" in node,
        muted="muted" in node,
        loop="loop" in node,
        controls="controls" in node,
        paused="autoplay" not in node,
        ready_state=4,
        has_sound=True,
        has_picture=node.tag == "video",
        tracks=tracks,
    )
    said = json.loads(node.get("data-media", "{}"))
    if "tracks" in said:
        said["tracks"] = tuple(MediaTrack(**track) for track in said["tracks"])
    return replace(plain, **said)


def linked_of(dom: Dom) -> Linked:
    """Return where the links of a page lead as its marks have it."""
    linked = needs(dom)
    pages = {
        url: LinkedPage(url, url, node.get("data-title"), tuple(filter(None, map(str.strip, _lines(node)))))
        for node in dom.select("[data-linked]")
        if (url := urljoin(dom.url, node["data-linked"]))
    }
    if linked.neighbour and not pages:
        menus = dom.select("nav, header, footer, aside")
        lines = tuple(text for menu in menus for _, text in lines_of(dom, menu))
        pages[linked.neighbour] = LinkedPage(linked.neighbour, linked.neighbour, "", lines)
    return replace(linked, pages=tuple(pages.values()))


def _lines(node: Node) -> list[str]:
    return str(node.element.text or "").splitlines()


_TURN = re.compile(r"orientation:\s*(portrait|landscape)\)\s*{\s*([^{]+?)\s*{[^}]*rotate\((-?\d+)deg\)")


def turns_of(dom: Dom) -> Turns:
    """Return what turns with the screen by the `style` elements of a page, one rule in each media block."""
    rules = (rule for style in dom.select("style") for rule in _TURN.findall(style.element.text or ""))
    return Turns(
        tuple(
            Turn(
                dom.path_of(node),
                float(degrees) if position == "portrait" else 0.0,
                float(degrees) if position == "landscape" else 0.0,
            )
            for position, selector, degrees in rules
            for node in dom.select(selector)
        )
    )


_PLACEHOLDER = re.compile(r"::placeholder\s*{\s*color:\s*#(\w\w)(\w\w)(\w\w)")


def placeholders_of(dom: Dom) -> Placeholders:
    """Return the example texts in fields, in the one colour that a `style` element gives them."""
    found = (_PLACEHOLDER.search(style.element.text or "") for style in dom.select("style"))
    rgb = next((tuple(int(part, 16) for part in one.groups()) for one in found if one), (117, 117, 117))
    fields = (field for field in dom.select("[placeholder]") if not field.get("value"))
    return Placeholders(tuple(Placeholder(dom.path_of(field), f"rgb{rgb}") for field in fields))
