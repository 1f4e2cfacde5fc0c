"""Find the blocks of text in HTML as it was sent, without a browser.

For files and for measuring; of a page that was visited, `crawler.gather.visible_text` knows better what is
shown. Blocks end where an element stands that starts a new line in every browser.
"""

from collections.abc import Iterator
from dataclasses import dataclass

from lxml import etree, html

from drempel.model.text import BlockKind, TextBlock, VisibleText, place_by_name
from readability.wordlist import word_set

_NO_TEXT = word_set(
    """
    script style noscript template title option textarea svg math iframe object select datalist
    """
)
_INLINE = word_set(
    """
    a abbr b bdi bdo big cite code data del dfn em font i ins kbd mark q s samp small span strike strong
    sub sup time tt u var wbr
    """
)
_PLACES = {
    "header": "header",
    "banner": "header",
    "nav": "nav",
    "navigation": "nav",
    "menu": "nav",
    "search": "nav",
    "footer": "footer",
    "contentinfo": "footer",
    "aside": "aside",
    "complementary": "aside",
    "dialog": "aside",
    "alertdialog": "aside",
}
_SECTIONS = frozenset({"main", "article", "section"})
_KINDS = {
    **dict.fromkeys(("h1", "h2", "h3", "h4", "h5", "h6"), BlockKind.HEADING),
    **dict.fromkeys(("p", "div", "blockquote", "body", "main", "article", "section"), BlockKind.PARAGRAPH),
    **dict.fromkeys(("li", "dd", "dt"), BlockKind.LIST_ITEM),
    **dict.fromkeys(("td", "th"), BlockKind.TABLE_CELL),
    **dict.fromkeys(("label", "legend", "summary"), BlockKind.LABEL),
    **dict.fromkeys(("figcaption", "caption"), BlockKind.CAPTION),
    "button": BlockKind.BUTTON,
    "pre": BlockKind.CODE,
    "address": BlockKind.ADDRESS,
}


def text_of_html(markup: str | bytes, url: str = "") -> VisibleText:
    """Return the text blocks of a page in order; any input gives a value, perhaps without blocks."""
    if isinstance(markup, str):
        markup = markup.encode("utf-8", "replace")
        parser = html.HTMLParser(encoding="utf-8", huge_tree=False)
    else:
        parser = html.HTMLParser(huge_tree=False)
    try:
        root = html.document_fromstring(markup, parser=parser)
    except (etree.ParserError, etree.XMLSyntaxError, ValueError):
        return VisibleText(url, "", ())
    lang = root.get("lang", "")
    return VisibleText(url, lang, tuple(_blocks(root, lang)))


@dataclass(frozen=True, slots=True)
class _Here:
    """What holds for the text at one place of the page."""

    kind: BlockKind
    place: str
    lang: str
    is_link: bool


def _blocks(root: html.HtmlElement, lang: str) -> Iterator[TextBlock]:
    pieces: list[str] = []
    link_chars = 0
    above = [_Here(BlockKind.OTHER, "", lang, False)]

    def closed() -> Iterator[TextBlock]:
        nonlocal link_chars
        if text := " ".join("".join(pieces).split()):
            here = above[-1]
            yield TextBlock(text, here.kind, here.place, "", here.lang, min(link_chars, len(text)))
        pieces.clear()
        link_chars = 0

    walk = etree.iterwalk(root, events=("start", "end", "comment", "pi"))
    for event, element in walk:
        tag = element.tag
        if event == "start":
            if tag in _NO_TEXT or _is_hidden(element):
                walk.skip_subtree()
                above.append(above[-1])
                continue
            if tag not in _INLINE:
                yield from closed()
            above.append(_inside(element, above[-1]))
            if tag == "img" and (alt := " ".join(element.get("alt", "").split())):
                yield TextBlock(alt, BlockKind.ALTERNATIVE, above[-1].place, "", above[-1].lang)
            text = element.text
        else:
            if event == "end":
                if tag not in _INLINE:
                    yield from closed()
                above.pop()
            text = element.tail
        if text:
            pieces.append(text)
            if above[-1].is_link:
                link_chars += len(" ".join(text.split()))


def _inside(element: html.HtmlElement, above: _Here) -> _Here:
    tag, role = element.tag, element.get("role", "")
    kind = above.kind if tag in _INLINE else _KINDS.get(tag, BlockKind.OTHER)
    if above.kind is BlockKind.QUOTE or (tag == "blockquote" and "cite" in element.attrib):
        kind = BlockKind.QUOTE
    place = above.place
    # The header of an article belongs to it.
    if not place and (role or tag not in ("header", "footer") or element.getparent().tag not in _SECTIONS):
        place = _PLACES.get(role or tag, "") or _place_by_name(tag, element)
    return _Here(kind, place, element.get("lang") or above.lang, above.is_link or tag == "a")


def _place_by_name(tag: str, element: html.HtmlElement) -> str:
    if tag in _INLINE or tag in ("body", "main", "article", "p"):
        return ""
    names = element.get("class", ""), element.get("id", "")
    return place_by_name(" ".join(names)) if any(names) else ""


def _is_hidden(element: html.HtmlElement) -> bool:
    if "hidden" in element.attrib or element.get("aria-hidden") == "true":
        return True
    style = element.get("style")
    return style is not None and "display:none" in style.replace(" ", "").lower()
