"""Instructions that point at a part of the page only by its place, shape or colour."""

import re
from collections.abc import Iterator
from functools import cached_property

from checks.base import Ground, Result, cant_tell, check, failed, passed
from checks.wording import content_words, plain
from drempel.dom import Dom, Node
from drempel.i18n import N_
from drempel.model.finding import Box, Impact, Kind
from drempel.model.text import TextBlock, VisibleText

MAX_QUESTIONS = 2
MAX_SENTENCE = 300
MIN_NAME = 3
MAX_NAME_WORDS = 8

_RIGHT = (
    r"(?:aan de |de |het |op de )?rechter(?:kant|zijde|kolom|balk|menu)?\b"
    r"|(?<!van )\brechts(?:boven|onder)?\b"
    r"|\b(?:on|to) the right\b|\bright[- ]hand\b|\b(?:top|bottom|upper|lower) right\b"
    r"|\b(?:à|de) droite\b|\bauf der rechten\b"
)
# "links" alone is also the Dutch plural of "link".
_LEFT = (
    r"(?:aan de |de |het |op de )?linker(?:kant|zijde|kolom|balk|menu)?\b|\blinks(?:boven|onder)\b"
    r"|\b(?:kolom|knop|menu|navigatie) links\b|\b(?:on|to) the left\b|\bleft[- ]hand\b"
    r"|\b(?:top|bottom|upper|lower) left\b|\b(?:à|de) gauche\b|\bauf der linken\b"
)
_BESIDE = r"\bhiernaast\b|\bci-contre\b"
_PLACE = re.compile(f"(?P<right>{_RIGHT})|(?P<left>{_LEFT})|(?P<beside>{_BESIDE})", re.IGNORECASE)

_KINDS = {
    "menu": r"(?:hoofd|zij|sub)?menu|menubalk|navigatie|navigation|navigationsmenü|sidebar|sidemenu",
    "button": r"knop|knoppen|buttons?|bouton|boutons|schaltfläche",
    "form": r"formulier|form|formulaire|formular",
    "field": r"(?:zoek|invul)?veld|zoekvak|fields?|textbox|champs?|feld",
    "part": r"kolom|kader|blok|vak|zijbalk|column|box|panel|colonne|encadré|bloc|spalte",
    "list": r"lijst|koppelingen|list|links? (?=on|to|at)|liste|liens?",
    "icon": r"icoon|icoontje|pictogram|icon|icons|icône|symbol",
}
_KIND = re.compile("|".join(rf"(?P<{kind}>\b(?:{words})\b)" for kind, words in _KINDS.items()), re.IGNORECASE)
_COLOURS = {
    "red": "rode rood red rouge rote roten", "green": "groene groen green vert verte grüne grünen",
    "blue": "blauwe blauw blue bleu bleue blaue blauen", "yellow": "gele geel yellow jaune gelbe gelben",
    "orange": "oranje orange", "grey": "grijze grijs grey gray gris grise graue grauen",
}  # fmt: skip
_LOOKS = "|".join(words.replace(" ", "|") for words in _COLOURS.values())
_SHAPES = (
    "ronde|vierkante|driehoekige|round|square|triangular|triangle|circular|star-shaped|rond|carré|triangulaire"
    "|runde|runden|eckige"
)
_LOOK_OF_IT = re.compile(
    rf"\b(?P<look>{_LOOKS}|{_SHAPES})\s+(?:\w+\s+)?(?P<noun>knop|knoppen|buttons?|veld|velden|fields?|vak|kader|box|menu|icoon"
    rf"|pictogram|icon|icons|pijl|arrow|schaltfläche|balk|bar|tab)\b"
    rf"|\b(?P<noun_fr>bouton|champ|cadre|icône|flèche)\s+(?P<look_fr>{_LOOKS}|{_SHAPES})\b",
    re.IGNORECASE,
)
_MARKED = re.compile(
    r"\b(?:velden|vragen|fields|items|questions|champs|felder|bedragen|regels|rijen|woorden|dagen|dates|rows)\b"
    rf"[^.]{{0,40}}?\b(?:in (?:het )?(?:{_LOOKS})|en (?:{_LOOKS})"
    rf"|(?:{_LOOKS}) (?:gemarkeerd|gekleurd|aangegeven|zijn|marked|highlighted))\b",
    re.IGNORECASE,
)
_BY_COLOUR = re.compile(
    r"\bin het (?P<one>rood|groen|blauw|geel|oranje|grijs)\b[^.]{0,60}?"
    r"\bin het (?!(?P=one)\b)(?:rood|groen|blauw|geel|oranje|grijs)\b",
    re.IGNORECASE,
)
"""Two colours set against each other: “what is in green is done, what is in red comes later”."""
_SIGN = re.compile(
    r"\b(?:klik|druk|tik|click|press|tap|cliquez|klicken)\b[^.,]{0,20}?"
    r"\b(?P<sign>pijl|pijltje|kruisje|tandwiel|vergrootglas"
    r"|hamburger|arrow|cross|cogwheel|gear|magnifying glass|flèche|croix|pfeil)\b",
    re.IGNORECASE,
)
_NAMED = re.compile(
    r"[\"“”„«‘]\s*\w|(?<!\w)'\w"
    r"|\b(?:labell?ed|called|named|titled|heading|genaamd|met de (?:naam|tekst|titel)|kop|kopje)\b"
    r"|\b(?:intitul|nomm)ée?\b",
    re.IGNORECASE,
)
_WORD = re.compile(r"[^\W_]+")
_WORDS = frozenset(
    {
        *("recht", "right", "link", "left", "gauche", "droite", "hiernaast", "ci-contre"),
        *f"{_LOOKS}|{_SHAPES}".split("|"),
        *("pijl", "kruisje", "tandwiel", "vergrootglas", "hamburger", "arrow", "cross", "cogwheel", "gear"),
        *("magnifying", "flèche", "croix", "pfeil"),
    }
)
"""Without one of these no pattern above can be found."""
_PLACE_NEEDS = (
    *("rechter", "rechts", "right", "droite", "rechten", "hiernaast", "ci-contre"),
    *("linker", "linksboven", "linksonder", "left", "gauche", "linken"),
    *("kolom links", "knop links", "menu links", "navigatie links"),
)
_LOOK_NEEDS = tuple(f"{_LOOKS}|{_SHAPES}".split("|"))
_SIGN_NEEDS = (
    *("pijl", "kruisje", "tandwiel", "vergrootglas", "hamburger", "arrow", "cross", "cogwheel", "gear"),
    *("magnifying", "flèche", "croix", "pfeil"),
)
"""What the pattern of places, of looks, and of signs cannot do without: "link" stands on every page."""
_SENTENCE = re.compile(r"[^.!?]+[.!?]*")
_CONTROLS = {
    "menu": ("navigation", "menu", "menubar"),
    "button": ("button",),
    "form": ("form",),
    "field": ("textbox", "searchbox", "combobox", "spinbutton"),
    "part": (),
    "list": ("list",),
    "icon": ("image", "img"),
}
_NAMING_ROLES = ("button", "link", "heading", "navigation", "form", "region", "tab", "group")


@check(
    id="visual-reference-only",
    title=N_("Instruction points at something only by its place, shape or colour"),
    repair=N_("Name the button, menu or field as well, with the words that it has on the page."),
    requirements=("wcag:1.3.3",),
    act=("9bd38c",),
    needs=(VisibleText, Dom),
    impact=Impact.MODERATE,
    messages={
        "place": N_("“{text}” only tells where it is on the screen, and it has no name by which to find it."),
        "look": N_("“{text}” only tells what it looks like, and none has that name."),
        "perhaps": N_("Can someone who does not see the page find what this text means: “{text}”?"),
        "colour": N_("Can someone who does not see colours tell which ones are meant: “{text}”?"),
    },
    grounds={"colour": Ground(Kind.NORM, Impact.MODERATE, ("wcag:1.4.1",))},
)
def visual_reference_only(text: VisibleText, dom: Dom) -> Iterator[Result]:
    """Yield one result per block of text that points at a part of the page by how it looks."""
    asked = 0
    page = _Controls(dom)
    for block in _suspects(text):
        node = dom.at_index(block.node) if block.node is not None else None
        if node is None or not _speaks_to_all(node):
            continue
        result = _worst(page, node, block.text)
        if result is not None and result.outcome.value == "cantTell":
            asked += 1
        if result is not None and asked <= MAX_QUESTIONS:
            yield result


class _Controls:
    """The parts of a page that a text can point at, and their names; each read once."""

    def __init__(self, dom: Dom) -> None:
        self._dom = dom
        self._of_kind: dict[str, list[Node]] = {}

    def of_kind(self, kind: str) -> list[Node]:
        """Return the visible parts that people call a button, menu, …"""
        if kind not in self._of_kind:
            roles = _CONTROLS[kind]
            parts = self._dom.with_role(*roles) if roles else []
            self._of_kind[kind] = [part for part in parts if part.is_visible]
        return self._of_kind[kind]

    @cached_property
    def _names(self) -> frozenset[str]:
        names = (_spaced(control.name) for control in self._dom.with_role(*_NAMING_ROLES))
        return frozenset(
            name
            for name in names
            if len(name) > MIN_NAME + 1 and len(name.split()) <= MAX_NAME_WORDS and content_words(name)
        )

    def is_named_in(self, sentence: str) -> bool:
        """Say whether the name of a control, heading or part of the page stands in a sentence."""
        said = _spaced(sentence)
        return any(name in said for name in self._names)


def _spaced(text: str) -> str:
    """Return the words of a text in lower case with one space around each."""
    return f" {' '.join(_WORD.findall(text.casefold()))} "


def _suspects(text: VisibleText) -> Iterator[TextBlock]:
    """Yield the blocks that tell of a place, shape or colour; whether a page has any is seen at once."""
    whole = " ".join(["", *(block.text for block in text.blocks)]).casefold()
    words = [f" {word}" for word in _WORDS if f" {word}" in whole]
    if not words:
        return
    places, looks, signs = (
        [word for word in needs if word in whole] for needs in (_PLACE_NEEDS, _LOOK_NEEDS, _SIGN_NEEDS)
    )
    for block in text.blocks if places or looks or signs else ():
        low = f" {block.text.casefold()}"
        if block.node is None or not any(word in low for word in words):
            continue
        if (
            (any(word in low for word in places) and _PLACE.search(low))
            or (
                any(word in low for word in looks)
                and (_LOOK_OF_IT.search(low) or _MARKED.search(low) or _BY_COLOUR.search(low))
            )
            or (any(word in low for word in signs) and _SIGN.search(low))
        ):
            yield block


def _speaks_to_all(node: Node) -> bool:
    """Say whether a text is seen and heard, and is no part of a control or menu."""
    if (
        not node.is_visible
        or node.closest("a", "button", "nav", "figcaption", "caption", "pre", "code") is not None
    ):
        return False
    return not any(above.get("aria-hidden").lower() == "true" for above in (node, *node.ancestors))


def _worst(page: _Controls, node: Node, text: str) -> Result | None:
    looked = False
    for sentence in (match[0].strip() for match in _SENTENCE.finditer(text)):
        if len(sentence) > MAX_SENTENCE:
            continue
        place, kind, look = _PLACE.search(sentence), _KIND.search(sentence), _LOOK_OF_IT.search(sentence)
        if _MARKED.search(sentence) or _BY_COLOUR.search(sentence):
            return cant_tell(node, "colour", text=sentence)
        sign = _SIGN.search(sentence)
        if not look and not sign and not (place and kind):
            continue
        # A link or a quoted name in the sentence leads people there.
        if _NAMED.search(sentence) or node.select("a[href]") or page.is_named_in(sentence):
            looked = True
        elif look:
            return _by_look(page, node, sentence, look)
        elif sign:
            if not any(
                sign["sign"].casefold() in button.name.casefold() for button in page.of_kind("button")
            ):
                return cant_tell(node, "perhaps", text=sentence)
            looked = True
        elif place and kind:
            result = _by_place(page, node, sentence, place, str(kind.lastgroup))
            if result.outcome.value != "passed":
                return result
            looked = True
    return passed(node) if looked else None


def _by_place(page: _Controls, node: Node, sentence: str, place: re.Match[str], kind: str) -> Result:
    there = page.of_kind(kind)
    if len(there) == 1 and kind != "list":
        return passed(node)  # there is but one, and its role tells which
    side = str(place.lastgroup)
    if kind == "menu" and not there:
        there = [part for part in page.of_kind("list") if len(part.select("a[href]")) > 1]
    if kind in {"menu", "button", "list"} and side != "beside" and not any(map(_is_named_menu, there)):
        found = [part for part in there if _lies(part.box, node.box, side) and not part.holds(node)]
        if len(found) == 1:
            return failed(node, "place", text=sentence)
    return cant_tell(node, "perhaps", text=sentence)


def _is_named_menu(part: Node) -> bool:
    return part.role != "button" and bool(_KIND.search(part.name))


def _lies(part: Box | None, text: Box | None, side: str) -> bool:
    """Say whether a part lies wholly on one side of a text, and beside it."""
    if part is None or text is None or not part.area:
        return False
    beside = part.y < text.y + text.height and part.y + part.height > text.y
    middle = text.x + text.width / 2
    return beside and (part.x >= middle if side == "right" else part.x + part.width <= middle)


def _by_look(page: _Controls, node: Node, sentence: str, look: re.Match[str]) -> Result:
    word = plain(look["look"] or look["look_fr"])
    noun = plain(look["noun"] or look["noun_fr"])
    buttons = page.of_kind("button")
    is_button = noun in {"knop", "button", "bouton", "schaltfläche"}
    if is_button and any(word in plain(button.name).split() for button in buttons):
        return passed(node)
    colour = next((name for name, words in _COLOURS.items() if word in words.split()), "")
    alike = [button for button in buttons if colour and _hue(button.style("background-color")) == colour]
    if is_button and len(buttons) > 1 and len(alike) == 1:
        return failed(node, "look", text=sentence)
    return cant_tell(node, "perhaps", text=sentence)


def _hue(colour: str) -> str:
    """Return the plain name of a strong CSS colour, empty for a pale, dark or transparent one."""
    numbers = [float(number) for number in re.findall(r"[\d.]+", colour)]
    if len(numbers) < 3 or (len(numbers) > 3 and numbers[3] < 0.5):
        return ""
    red, green, blue = numbers[:3]
    if max(red, green, blue) - min(red, green, blue) < 60:
        return ""
    if red > 1.5 * green and red > 1.5 * blue:
        return "red"
    if green > 1.2 * red and green > 1.2 * blue:
        return "green"
    if blue > 1.2 * red and blue > 1.2 * green:
        return "blue"
    return "yellow" if red > 150 and green > 150 and blue < 120 else ""
