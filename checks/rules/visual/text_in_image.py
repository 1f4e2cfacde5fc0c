"""Pictures of text: sure for a drawing that holds nothing but its words, else asked on good signs.

Nothing is recognised in the picture itself. The signs are what it is called, and a wide button that is a
picture.
"""

import base64
import binascii
import re
from collections.abc import Iterator
from pathlib import PurePosixPath
from urllib.parse import unquote, urlsplit

from checks.base import Result, cant_tell, check, failed, passed
from drempel.dom import Dom, Node, fold
from drempel.i18n import N_
from drempel.model.finding import Impact

MAX_QUESTIONS = 2
MIN_WIDTH_PX, MIN_HEIGHT_PX = 60, 16
WIDE = 1.6
"""Width to height of a button from which on it holds words: square ones hold a sign."""
MAX_DRAWING = 20_000
"""Characters of a drawing in an address that are read."""

_DRAWING = re.compile(r"data:image/svg\+xml(?P<options>[^,]*),(?P<data>.*)", re.IGNORECASE | re.DOTALL)
_ELEMENT = re.compile(r"<([a-z][\w:.-]*)", re.IGNORECASE)
_TEXT = re.compile(r"<text\b[^>]*>(.*?)</text\s*>", re.IGNORECASE | re.DOTALL)
_MARKUP = re.compile(r"<[^>]*>")
# With these alone a drawing shows nothing but its words, and a plain area behind them.
_ONLY_WORDS = frozenset({"svg", "g", "text", "tspan", "rect", "style", "title", "desc", "defs"})
# Dutch, English and French names of files that mostly hold words.
_NAME = re.compile(
    r"(?:^|[^a-z])(?:tekst|text|texte|knop|button|btn|bouton|titel|title|titre|kop(?!ie)|slogan|banner|poster"
    r"|affiche|flyer|folder|citaat|quote|aankondiging|uitnodiging|openingsuren|openingstijden|tarieven)",
    re.IGNORECASE,
)
_LOGO = re.compile(r"logo|beeldmerk|embleem|wapenschild|icon|handtekening|signature", re.IGNORECASE)


@check(
    id="text-in-image",
    title=N_("Picture of text"),
    repair=N_("Write the text as text on the page and give it its looks with a style."),
    requirements=("wcag:1.4.5",),
    act=("0va7u6",),
    needs=(Dom,),
    impact=Impact.MODERATE,
    messages={
        "drawing": N_("This picture holds nothing but the words “{text}”."),
        "button": N_("Is “{text}” on this button a picture of words?"),
        "picture": N_("Does this picture hold words that could be text on the page?"),
    },
)
def text_in_image(dom: Dom) -> Iterator[Result]:
    """Yield one result per picture that was read or has signs of text; few questions on a page."""
    asked = 0
    for node in dom.select("img[src], input[type=image i]"):
        box = node.box
        if box is None or not node.is_visible or _is_logo(node):
            continue
        alternative = fold(node.get("alt") or node.name)
        if (words := _words_of_drawing(node.get("src"))) is not None:
            is_only_text = bool(words) and words.casefold() == alternative.casefold() and " " in words
            yield failed(node, "drawing", text=words) if is_only_text else passed(node)
            continue
        if box.width < MIN_WIDTH_PX or box.height < MIN_HEIGHT_PX or asked == MAX_QUESTIONS:
            continue
        if node.tag == "input" and box.width >= WIDE * box.height and alternative:
            asked += 1
            yield cant_tell(node, "button", text=alternative)
        elif alternative and _NAME.search(PurePosixPath(unquote(urlsplit(node["src"]).path)).stem):
            asked += 1
            yield cant_tell(node, "picture")


def _is_logo(node: Node) -> bool:
    """Say whether a picture is the mark of a body or brand, in which words are essential."""
    said = " ".join((node.get("alt"), node.get("src")[:500], node.get("class"), node.get("id")))
    return bool(_LOGO.search(said)) or "header" in node.place.split("/")


def _words_of_drawing(address: str) -> str | None:
    """Return the words of an SVG drawing in an address; empty where it shows more, `None` for other files."""
    if len(address) > MAX_DRAWING or not (found := _DRAWING.match(address.strip())):
        return None
    drawing = unquote(found["data"])
    if "base64" in found["options"].lower():
        try:
            drawing = base64.b64decode(drawing).decode("utf-8", "replace")
        except (binascii.Error, ValueError):
            return None
    if not {name.lower() for name in _ELEMENT.findall(drawing)} <= _ONLY_WORDS:
        return ""
    return fold(" ".join(_MARKUP.sub("", text) for text in _TEXT.findall(drawing)))
