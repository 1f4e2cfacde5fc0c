"""What lies behind a piece of text, by computed style and boxes alone; says so where that is not certain.

Not certain are pictures and gradients, shadows, text that runs out of the box that paints behind it, and
anything else that paints where the text stands. There only the pixels tell, see `crawler.gather.pixels`.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import islice

from drempel.colour import CLEAR, WHITE, Colour, is_large, parse
from drempel.dom import FRAME, SHADOW, Dom, Node
from drempel.model.finding import Box

_EXPRESSIVE = re.compile(r"[^\W\d_]{2}|\d")
"""One letter alone is mostly a sign (X for "close"); punctuation and drawn lines are no language."""
_PICTURES = "img, svg, video, canvas, iframe, object, embed"
_CONTROLS = frozenset({"button", "input", "select", "textarea"})
_NOT_TEXT = ("svg", "math", "option", "optgroup", "noscript", "object", "video", "audio", "canvas", FRAME)
_CANVAS = frozenset({"html", "body"})
_TRANSPARENT = "rgba(0, 0, 0, 0)"
_KEPT = "backdrop.texts"
_READER = "backdrop.reader"
_BAND_PX = 128
_MAX_Y_PX = 50_000
_CROWD = 400
"""So many things that paint in one band of the page are not looked through for each text."""
_MAX_LAYERS = 100
_MAX_TEXTS = 8_000
"""Elements with text that are looked at; a page with more is a table or list that repeats itself."""
_TOLERANCE_PX = 2.0


@dataclass(frozen=True, slots=True)
class _Layer:
    """An ancestor that paints behind the text, or fades it."""

    index: int
    box: Box | None
    colour: Colour | None
    """`None` for a colour that cannot be read."""
    has_image: bool
    opacity: float

    @property
    def paints(self) -> bool:
        return self.has_image or self.colour is None or self.colour.alpha > 0


@dataclass(frozen=True, slots=True)
class Text:
    """The visible text that stands directly in one element."""

    node: Node
    is_large: bool
    seen: tuple[Colour, Colour] | None
    """Colour of the letters and of what is behind them, both opaque; `None` where style cannot tell."""
    look: str = ""
    """What style says of letters and background where that does not tell the colours: texts of the same look
    stand out alike, if no other thing or picture lies behind them. Empty where one does."""


def texts(dom: Dom) -> Sequence[Text]:
    """Return all text in the main document that people are to read, but that of disabled controls.

    In document order, one for each element with text of its own. Worked out once for a page.
    """
    if _KEPT not in dom.memo:
        if _READER not in dom.memo:
            dom.memo[_READER] = _Texts(dom)
        dom.memo[_KEPT] = tuple(dom.memo[_READER])
    found: Sequence[Text] = dom.memo[_KEPT]
    return found


def behind(dom: Dom, node: Node) -> Colour | None:
    """Return the colour on which the box of an element stands; `None` where style cannot tell."""
    if _READER not in dom.memo:
        dom.memo[_READER] = _Texts(dom)
    reader: _Texts = dom.memo[_READER]
    return reader.behind(node)


class _Texts:
    def __init__(self, dom: Dom) -> None:
        self._dom = dom
        self._own = self._own_layers()
        self._layers: dict[int, tuple[_Layer, ...]] = {}
        self._mixed: dict[tuple[int, str], tuple[tuple[Colour, Colour] | None, list[Box]]] = {}
        self._bands: dict[int, list[tuple[Node, bool, Box]]] | None = None
        self._left_out = self._not_judged()

    def __iter__(self) -> Iterator[Text]:
        # By index: to hash a node is a call of its own.
        boxes: dict[int, list[Box]] = {}
        for owner, text, box in self._dom.placed_pieces():
            if owner.index not in self._left_out and _EXPRESSIVE.search(text):
                host = owner.parent if owner.tag == SHADOW else owner
                if host is not None:
                    boxes.setdefault(host.index, []).append(box)
        for index, around in islice(boxes.items(), _MAX_TEXTS):
            node = self._dom.node(index)
            size = _number(node.style("font-size"))
            if size >= 1 and not self._dom.is_unseen(node) and all(self._is_on_page(box) for box in around):
                weight = _number(node.style("font-weight"))
                seen = self._seen(node, around)
                yield Text(node, is_large(size, weight), seen, self._look(node) if seen is None else "")

    def _not_judged(self) -> set[int]:
        """Return the elements in frames, in drawings, and of disabled controls (WCAG 1.4.3: incidental)."""
        dom = self._dom
        tops = [*dom.select(", ".join(_NOT_TEXT)), *_of_disabled(dom)]
        return {index for top in tops for index in dom.indexes_below(top)}

    def _is_on_page(self, box: Box) -> bool:
        return (
            box.x + box.width > 0
            and box.y + box.height > 0
            and box.width > 1
            and box.height > 1
            and box.x < self._dom.viewport_width_px
        )

    # -- colours

    def _seen(self, node: Node, boxes: list[Box]) -> tuple[Colour, Colour] | None:
        if node.style("text-shadow") not in {"", "none"}:
            return None
        layers, colour = self._layers_of(node), node.style("color")
        # Most texts of a page stand in the same colour on the same layers.
        key = id(layers), colour
        if key not in self._mixed:
            self._mixed[key] = _mixed(layers, colour)
        seen, behind = self._mixed[key]
        if seen is None or not all(_in(box, around) for box in boxes for around in behind):
            return None
        return None if any(self._is_crossed(node, box, layers) for box in boxes) else seen

    def _look(self, node: Node) -> str:
        layers = [self._dom.node(layer.index) for layer in self._layers_of(node)]
        said = [
            (one.style("background-color"), one.style("background-image"), one.style("opacity"))
            for one in layers
        ]
        if any("url(" in image for _, image, _ in said):
            return ""
        letters = node.style("color"), node.style("text-shadow")
        return (
            repr((letters, said))
            if letters[1] not in {"", "none"} or any(_has_image(i) for _, i, _ in said)
            else ""
        )

    def behind(self, node: Node) -> Colour | None:
        box, above = node.box, node.parent
        if box is None or above is None:
            return None
        layers = self._layers_of(above)
        seen, around = _mixed(layers, _TRANSPARENT)
        if seen is None or not all(_in(box, other) for other in around):
            return None
        return seen[1]

    def _layers_of(self, node: Node) -> tuple[_Layer, ...]:
        waiting = []
        at: Node | None = node
        while at is not None and at.index not in self._layers:
            waiting.append(at.index)
            at = at.parent
        layers = self._layers[at.index] if at is not None else ()
        for below in reversed(waiting):
            if (own := self._own.get(below)) is not None:
                layers = (own, *layers[:_MAX_LAYERS])
            self._layers[below] = layers
        return layers

    def _own_layers(self) -> dict[int, _Layer]:
        dom = self._dom
        coloured = dom.with_other_style("background-color", _TRANSPARENT)
        pictured = dom.with_other_style("background-image", "none")
        faded = dom.with_other_style("opacity", "1")
        return {node.index: _layer(node) for node in (*coloured, *pictured, *faded)}

    # -- what else paints there

    def _is_crossed(self, node: Node, box: Box, layers: tuple[_Layer, ...]) -> bool:
        if self._bands is None:
            self._bands = self._painters()
        for band in _bands_of(box):
            there = self._bands.get(band, ())
            if len(there) > _CROWD:
                return True
            for other, is_generated, around in there:
                if not _crosses(box, around):
                    continue
                if is_generated:
                    return True
                is_behind = other is node or any(other.index == layer.index for layer in layers)
                if not is_behind and not _stands_in_line(node, other):
                    return True
        return False

    def _painters(self) -> dict[int, list[tuple[Node, bool, Box]]]:
        """Return what paints by the bands of the page that it reaches: elements, and boxes made by style."""
        bands: dict[int, list[tuple[Node, bool, Box]]] = {}

        def add(node: Node, box: Box, *, is_generated: bool) -> None:
            if box.area and node.closest(FRAME) is None:
                for band in _bands_of(box):
                    bands.setdefault(band, []).append((node, is_generated, box))

        dom = self._dom
        painting = [dom.node(index) for index, layer in self._own.items() if layer.paints]
        for node in dict.fromkeys((*painting, *dom.select(_PICTURES))):
            is_part = node.tag in _CANVAS or node.closest("svg") not in {None, node}
            if node.box and not is_part and node.is_visible:
                add(node, node.box, is_generated=False)
        for node, box, style in dom.generated_boxes():
            background = style("background-color")
            is_filled = background not in {"", _TRANSPARENT} or _has_image(style("background-image"))
            if is_filled and style("opacity") != "0":
                add(node, box, is_generated=True)
        return bands


def _mixed(layers: Sequence[_Layer], colour: str) -> tuple[tuple[Colour, Colour] | None, list[Box]]:
    """Return the colour of letters and of what is behind them, and the boxes that letters must stand in.

    Both are laid over each layer from the nearest on: a faded layer fades what stands in it. No colours
    where a picture shows, or a colour cannot be read.
    """
    letters, behind = parse(colour), CLEAR
    around: list[Box] = []
    if letters is None:
        return None, around
    for layer in layers:
        if behind.alpha < 1 and layer.paints:
            if layer.has_image or layer.colour is None:
                return None, around
            if layer.box is not None:
                around.append(layer.box)
        own = layer.colour or CLEAR
        letters, behind = letters.over(own).faded(layer.opacity), behind.over(own).faded(layer.opacity)
    return (letters.over(WHITE), behind.over(WHITE)), around


def _layer(node: Node) -> _Layer:
    background, opacity = node.style("background-color"), node.style("opacity")
    return _Layer(
        node.index,
        # The background of these two is spread over the whole canvas.
        None if node.tag in _CANVAS else node.box,
        parse(background) if background else CLEAR,
        _has_image(node.style("background-image")),
        _number(opacity) if opacity else 1.0,
    )


def _bands_of(box: Box) -> range:
    # A page may give its elements any size and place.
    first = min(max(box.y, 0), _MAX_Y_PX)
    last = min(max(box.y + box.height, 0), _MAX_Y_PX)
    return range(int(first // _BAND_PX), int(last // _BAND_PX) + 1)


def _stands_in_line(node: Node, other: Node) -> bool:
    """Say whether a painter is a word or picture in the same lines: text goes around it."""
    block = node.block
    return (
        other.style("display").startswith("inline")
        and other.style("position") in {"static", "relative"}
        and (other.block == block or block.holds(other))
    )


def _of_disabled(dom: Dom) -> Iterator[Node]:
    """Yield the elements that are disabled, and those that name a disabled one."""
    for node in dom.select("[disabled], [aria-disabled=true i], label"):
        if node.tag == "label":
            named = dom.by_id(node["for"], node) if node.get("for") else None
            controls = [named] if named else [below for below in node.descendants() if below.tag in _CONTROLS]
            if any(_is_off(control) for control in controls):
                yield node
        elif _is_off(node) or node.tag == "fieldset":
            yield node
            for word in node.get("aria-labelledby").split():
                if (label := dom.by_id(word, node)) is not None:
                    yield label
            yield from _drawn_beside(node)


def _drawn_beside(control: Node) -> Iterator[Node]:
    """Yield what only eyes get beside a disabled control, such as the ends of a scale: parts of it."""
    around = control.parent
    if around is None or any(below.tag in _CONTROLS and not _is_off(below) for below in around.descendants()):
        return
    for beside in around.children:
        if beside.get("aria-hidden") == "true":
            yield beside


def _is_off(node: Node) -> bool:
    if node.get("aria-disabled").lower() == "true":
        return True
    off = (above for above in (node, *node.ancestors) if "disabled" in above)
    return node.tag in _CONTROLS and any(above is node or above.tag == "fieldset" for above in off)


def _in(box: Box, around: Box) -> bool:
    t = _TOLERANCE_PX
    return (
        box.x >= around.x - t
        and box.y >= around.y - t
        and box.x + box.width <= around.x + around.width + t
        and box.y + box.height <= around.y + around.height + t
    )


def _crosses(box: Box, other: Box) -> bool:
    t = _TOLERANCE_PX
    return (
        box.x + t < other.x + other.width
        and other.x + t < box.x + box.width
        and box.y + t < other.y + other.height
        and other.y + t < box.y + box.height
    )


def _has_image(value: str) -> bool:
    """Say whether a computed `background-image` shows something: it may be a list of nothing."""
    return value.replace("none", "").strip(", ") != ""


@lru_cache(maxsize=1_000)
def _number(text: str) -> float:
    match = re.match(r"[\d.]+", text)
    return float(match[0]) if match else 0.0
